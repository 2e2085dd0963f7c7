"""Write a plan: render each document, make its files, put them in place whole, and keep the manifest.

`making` makes the files of one document, `batch` runs many behind an executor, `manifest` keeps the record. What is
wrong with one document does not stop the others; a run that was killed goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from campaign.diagnostics import FOUND, NOTHING, Diagnostic, Where, error, note
from campaign.languages import Language
from campaign.model import Campaign
from campaign.phrases import phrase
from campaign.plan import Document, Request, Row
from campaign.plan.compose import slug_of
from campaign.write.batch import Engine, Spec, in_batches, local_executor
from campaign.write.making import Artifact, Maker, Outcome, Unwritable
from campaign.write.manifest import MANIFEST, Journal, clear, merge_manifest, only_one, put, read_manifest

if TYPE_CHECKING:
    from concurrent.futures import Executor

__all__ = [
    "MANIFEST",
    "Artifact",
    "Outcome",
    "merge_manifest",
    "put",
    "read_manifest",
    "run",
    "write",
]

CLUSTER = 16  # workers that a cluster is taken to have: twice as many batches are under way
NAMED = 20  # so many files are named in one line


def write(
    campaign: Campaign,
    documents: Iterable[Document],
    languages: Mapping[str, Language],
    out: Path,
    *,
    draft: bool = False,
    progress: Callable[[str], None] = lambda path: None,
) -> tuple[list[Artifact], list[Diagnostic]]:
    """Make the files of some documents and return them with the problems met.

    Diagnostics: those of rendering, `gap` (a document with gaps and no `--draft`), `output` (exit 3), `same-path`, and
    those of the formats. `progress` is told each path as it is written.
    """
    problems: list[Diagnostic] = []
    artifacts: list[Artifact] = []

    def outcomes(known: Mapping[str, Any]) -> Generator[list[Outcome], None, None]:
        maker = Maker(campaign, languages, out, draft, known)
        yield from ([outcome] for outcome in maker.outcomes((document, []) for document in documents))

    for outcome in settled(campaign, out, outcomes, problems):
        problems += outcome.problems
        artifacts += outcome.artifacts
        for artifact in outcome.artifacts:
            progress(artifact.path)
    return artifacts, problems


def run(
    campaign: Campaign,
    request: Request,
    rows: list[Row],
    out: Path,
    problems: list[Diagnostic],
    *,
    draft: bool = False,
    jobs: int = 1,
    executor: Executor | None = None,
) -> Generator[Outcome, None, None]:
    """Make the documents of a request, in this process, in `jobs` workers or on an executor, and yield what came of each.

    Problems of the output folder go to `problems`; those of a document are in its outcome.
    """
    spec = Spec(campaign.without_recipients(), request, out, draft)

    def outcomes(known: Mapping[str, Any]) -> Generator[list[Outcome], None, None]:
        if executor is None and jobs < 2:
            engine = Engine(spec)
            yield from ([outcome] for outcome in engine.each(rows, known))
        elif executor is not None:
            yield from in_batches(spec, rows, executor, known, max(jobs, CLUSTER), is_own=False)
        else:
            pool = local_executor(spec, jobs)
            try:
                yield from in_batches(spec, rows, pool, known, jobs, is_own=True)
            except BaseException:
                stop(pool)
                clear(out / campaign.id)
                raise
            pool.shutdown()
        problems.extend(left_over(campaign, request, rows, known, out))

    yield from settled(campaign, out, outcomes, problems)


def stop(pool: Executor) -> None:
    """Stop our own workers at once: what is under way is left, and made again by the next run."""
    workers = list((getattr(pool, "_processes", None) or {}).values())
    for worker in workers:
        worker.kill()
    for worker in workers:
        worker.join(5)
    pool.shutdown(wait=False, cancel_futures=True)


def left_over(
    campaign: Campaign, request: Request, rows: list[Row], known: Mapping[str, Any], out: Path
) -> Iterator[Diagnostic]:
    """Name the files of people who are no longer on the list, when all were asked for: they stay `[left-over]`."""
    people = [row for row in rows if row.recipient is not None]
    if "all" not in request.to or request.sample or not people:
        return
    asked = {(row.kind, row.tag) for row in people}
    slugs = {(r.kind, r.tag, slug_of(campaign.kinds[r.kind], r.recipient, s)) for r in people for s in (False, True)}
    left = [
        path
        for path, row in sorted(known.items())
        if (pair := (row.get("kind"), row.get("lang"))) in asked
        and request.country in (None, row.get("country"))
        and not row.get("example")  # the samples of a first day are nobody's letters
        and (*pair, path.rsplit("/", 1)[-1].split(".")[0]) not in slugs
        and (out / path).is_file()
    ]
    if left:
        names = ", ".join(left[:NAMED])
        if len(left) > NAMED:
            names = phrase("{names} and {more:,} more", names=names, more=len(left) - NAMED)
        message = phrase(
            "{count:,} file is of somebody who is no longer on the list: {names}",
            "{count:,} files are of people who are no longer on the list: {names}",
            count=len(left),
            names=names,
        )
        yield note(Where(str(out)), "left-over", message, phrase("they stay; delete them, if nobody needs them"))


def settled(
    campaign: Campaign,
    out: Path,
    outcomes: Callable[[Mapping[str, Any]], Generator[list[Outcome], None, None]],
    problems: list[Diagnostic],
) -> Iterator[Outcome]:
    """Yield outcomes while the lock is held, each once it stands in the journal; put the journal into the manifest.

    A worker that ends before its work is done stops the run `[worker]`, as does a folder that takes no file `[output]`.
    """
    folder, some = out / campaign.id, False
    try:
        with only_one(folder):
            journal = Journal(folder)
            try:
                with closing(outcomes(journal.known)) as batches:
                    for found in batches:
                        journal.add(a.row for o in found for a in o.artifacts if journal.known.get(a.path) != a.row)
                        for outcome in found:
                            some = some or bool(outcome.artifacts)
                            yield outcome._replace(recipient=None) if outcome.unwritable else outcome  # nobody's fault
                        for outcome in found:
                            if outcome.unwritable:
                                raise outcome.unwritable
            finally:
                journal.close()
    except Unwritable as reason:
        problems.append(reason.problem(some))
    except OSError as reason:
        before = reason.__context__  # a full disk takes no manifest either: that is said once
        first = before if isinstance(before, Unwritable) else Unwritable(folder, reason)
        problems.append(first.problem(some))
    except Exception as reason:
        from concurrent.futures import BrokenExecutor, CancelledError

        if not isinstance(reason, (BrokenExecutor, CancelledError)) and type(reason).__name__ != "KilledWorker":
            raise
        message = phrase("a worker ended before its work was done: it was killed, or there is too little memory")
        hint = phrase("the same command goes on where this one stopped; fewer --jobs take less memory")
        problems.append(error(Where(str(folder)), "worker", message, hint, FOUND if some else NOTHING))
