"""Write a plan: render each document, make its files, put them in place whole, and keep the manifest.

`making` makes the files of one document, `batch` runs many behind an executor, `manifest` keeps the record. What is
wrong with one document does not stop the others; a run that was killed goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from campaign.diagnostics import NOTHING, Diagnostic, Where, error
from campaign.languages import Language
from campaign.model import Campaign
from campaign.plan import Document, Request, Row
from campaign.write.batch import Engine, Spec, in_batches, local_executor
from campaign.write.making import Artifact, Maker, Outcome, Unwritable
from campaign.write.manifest import MANIFEST, Journal, merge_manifest, only_one, put, read_manifest

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

    def outcomes(known: Mapping[str, Any]) -> Iterator[list[Outcome]]:
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
) -> Iterator[Outcome]:
    """Make the documents of a request, in this process, in `jobs` workers or on an executor, and yield what came of each.

    Problems of the output folder go to `problems`; those of a document are in its outcome.
    """
    spec = Spec(campaign.without_recipients(), request, out, draft)

    def outcomes(known: Mapping[str, Any]) -> Iterator[list[Outcome]]:
        if executor is None and jobs < 2:
            engine = Engine(spec)
            yield from ([outcome] for outcome in engine.each(rows, known))
            return
        pool = executor or local_executor(jobs)
        try:
            yield from in_batches(spec, rows, pool, known, jobs)
        except BaseException:
            stop(pool)
            raise
        pool.shutdown() if executor is None else None

    yield from settled(campaign, out, outcomes, problems)


def stop(pool: Executor) -> None:
    """Stop an executor at once: what is under way is left, and made again by the next run."""
    workers = list((getattr(pool, "_processes", None) or {}).values())
    for worker in workers:
        worker.kill()
    pool.shutdown(wait=False, cancel_futures=True)


def settled(
    campaign: Campaign,
    out: Path,
    outcomes: Callable[[Mapping[str, Any]], Iterator[list[Outcome]]],
    problems: list[Diagnostic],
) -> Iterator[Outcome]:
    """Yield outcomes while the lock is held, each once it stands in the journal; put the journal into the manifest."""
    folder, some = out / campaign.id, False
    try:
        with only_one(folder):
            journal = Journal(folder)
            try:
                for found in outcomes(journal.known):
                    journal.add(a.row for o in found for a in o.artifacts if a.is_new)
                    for outcome in found:
                        some = some or bool(outcome.artifacts)
                        yield outcome
            except Unwritable as reason:
                problems.append(reason.problem(some))
            finally:
                journal.close()
    except OSError as reason:
        message = f"cannot be written: {reason.strerror}"
        exit = NOTHING if not some else 1
        problems.append(error(Where(str(folder)), "output", message, "choose another folder with --out", exit))
