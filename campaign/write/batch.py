"""Run a plan in batches behind `concurrent.futures.Executor`: in this process, in workers, or on a Dask cluster.

A batch is a specification, pickled once, and rows: kind, language and recipient. A worker keeps the engine of a
specification, so that fonts, style sheets and templates are read once, and writes its own files; the parent alone
writes the journal.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from campaign.address import AllForms
from campaign.languages import Languages
from campaign.model import Campaign
from campaign.plan import Request, Row, composed
from campaign.values import Value
from campaign.write.making import Maker, Outcome, forget_files
from campaign.write.manifest import hold_as_worker

if TYPE_CHECKING:  # a single letter needs none of it
    from concurrent.futures import Executor, Future

SMALL, BATCH, TEXTS = 10, 25, 500
SLOW = frozenset(["pdf", "docx"])
BATCHES_OF_A_WORKER = 80  # then it is replaced: WeasyPrint keeps some kilobytes of every document


class Spec(Value):
    """All that a worker must know of a run but the recipients; it can be pickled."""

    campaign: Campaign
    request: Request
    out: Path
    draft: bool


class Engine:
    """What one process keeps of a specification."""

    def __init__(self, spec: Spec) -> None:
        languages = Languages(spec.campaign)
        self.spec, self.languages, self.forms = spec, languages, AllForms(spec.campaign.folder)
        self.maker = Maker(spec.campaign, languages, spec.out, spec.draft)
        self.chosen: dict[Any, Any] = {}

    def each(self, rows: Iterable[Row], known: Mapping[str, Any]) -> Iterator[Outcome]:
        """Make the documents of some rows, and yield what came of each."""
        self.maker.known = known
        spec = self.spec
        documents = composed(spec.campaign, spec.request, rows, self.languages, self.forms, self.chosen)
        yield from self.maker.outcomes(documents)


ENGINES: dict[str, Engine] = {}


def run_batch(spec: bytes | None, key: str, rows: list[Row], known: dict[str, Any]) -> list[Outcome]:
    """Make the documents of a batch in a worker, with the engine that it keeps; our own workers have the specification."""
    if key not in ENGINES:
        ENGINES.clear()
        forget_files()
        ENGINES[key] = Engine(pickle.loads(GIVEN[0] if spec is None else spec))
    spec_of = ENGINES[key].spec
    with hold_as_worker(spec_of.out / spec_of.campaign.id):
        return list(ENGINES[key].each(rows, known))


GIVEN: list[bytes] = []


def end_with_parent() -> None:
    """End this worker when its parent does, whatever becomes of the parent: a killed one leaves no writer behind."""
    import threading
    from multiprocessing import parent_process
    from multiprocessing.connection import wait as wait_for

    parent = parent_process()
    if parent is not None:

        def watch() -> None:
            wait_for([parent.sentinel])
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def local_executor(spec: Spec, jobs: int) -> Executor:
    """Return an executor of processes that are started anew, not forked: Pango and threads do not survive a fork."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    kept = os.environ.get("PYTHONWARNINGS")
    # What we leave at Ctrl-C the tracker of multiprocessing clears up, which begins here: nobody wants to read of it.
    os.environ["PYTHONWARNINGS"] = ",".join(filter(None, [kept, "ignore:resource_tracker"]))
    try:
        return ProcessPoolExecutor(
            jobs,
            mp_context=get_context("spawn"),
            initializer=start_worker,
            initargs=(pickle.dumps(spec, 5),),
            max_tasks_per_child=BATCHES_OF_A_WORKER,
        )
    finally:
        del os.environ["PYTHONWARNINGS"]
        if kept is not None:
            os.environ["PYTHONWARNINGS"] = kept


@contextmanager
def deaf() -> Iterator[None]:
    """Let what is started here, threads and workers and those that they start, hear no Ctrl-C from their first step.

    A mask is inherited (POSIX, `pthread_sigmask`, `exec`); a Ctrl-C that comes meanwhile is heard at the end. Windows
    has no masks.
    """
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start_worker(spec: bytes) -> None:
    """Begin a worker: the parent alone hears Ctrl-C, and the worker ends with it."""
    import gc
    import signal

    GIVEN[:] = [spec]
    gc.set_threshold(100_000, 20, 20)  # as the command line does: what is loaded lives to the end
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


def failed(future: Future[Any]) -> bool:
    """Tell whether a batch that is over went wrong."""
    return future.cancelled() or future.exception() is not None


def in_batches(
    spec: Spec, rows: Iterable[Row], executor: Executor, known: Mapping[str, Any], jobs: int, is_own: bool
) -> Iterator[list[Outcome]]:
    """Yield the outcomes of the batches as they are done; a few are under way at a time, so that memory stays flat.

    `known` is what the manifest has, by path: a batch takes along what is of its own recipients.
    """
    from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, wait
    from secrets import token_hex

    blob = None if is_own else pickle.dumps(spec, 5)
    key = token_hex(16)  # of this run alone: a template may have changed since another one
    rows = list(rows)
    is_quick = spec.request.formats and not SLOW & set(spec.request.formats)
    share = len(rows) // (8 * jobs)  # so that all are busy to the end
    size = max(BATCH, min(TEXTS, share)) if is_quick else max(SMALL, min(BATCH, share))
    by_recipient: dict[Any, dict[str, Any]] = {}
    for path, row in known.items():
        small = {"key": row.get("key"), "sha256": row.get("sha256")}
        by_recipient.setdefault((row.get("kind"), row.get("lang"), row.get("recipient")), {})[path] = small
    waiting: set[Future[list[Outcome]]] = set()
    rows = iter(rows)
    try:
        while True:
            while len(waiting) < 2 * jobs and (batch := list(islice(rows, size))):
                was: dict[str, Any] = {}
                for row in batch:
                    ident = row.recipient.id if row.recipient else None
                    was.update(by_recipient.get((row.kind, row.tag, ident), {}))
                    was.update(by_recipient.get((row.kind, row.tag, None), {}))  # in safe mode nobody is named
                try:
                    with deaf():
                        waiting.add(executor.submit(run_batch, blob, key, batch, was))
                except (OSError, ValueError) as reason:  # its pipes are closed while the next worker is started
                    raise BrokenExecutor(str(reason)) from reason
            if not waiting:
                return
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=failed):  # what was made is known before what went wrong stops the run
                yield future.result()
    finally:
        for future in waiting:
            future.cancel()
