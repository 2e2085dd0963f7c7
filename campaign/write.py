"""Write a plan: render each document, make its files, put them in place whole, and keep the manifest.

A file is written beside its place and then moved, so that nothing good is overwritten by something worse. What is
wrong with one document does not stop the others.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from campaign.diagnostics import FOUND, NOTHING, Diagnostic, Stop, Where, error
from campaign.formats import Content, format_named
from campaign.languages import Language
from campaign.model import Campaign
from campaign.plan import Document
from campaign.render import Renderer, Rendering
from campaign.values import Value, replace

MANIFEST = "manifest.json"
LACKING = ("no-pango", "no-font")  # what every document of a language lacks is said once


class Artifact(Value):
    """A file that was made: `path` is below the output folder."""

    path: str
    sha256: str
    rendering: Rendering
    is_draft: bool

    def row(self) -> dict[str, Any]:
        """Return the artifact as the manifest holds it: no times, and no recipient in safe mode."""
        document, used = self.rendering.document, self.rendering.used
        return {
            "path": self.path,
            "sha256": self.sha256,
            "kind": document.kind.id,
            "lang": document.language,
            "recipient": document.recipient.id if document.recipient and not document.safe else None,
            "country": document.setting.country.id if document.setting.country else None,
            "date": document.day.isoformat(),
            "facts": list(used.facts),
            "asks": list(used.asks),
            "concerns": list(used.concerns),
            "sources": [source_row(self.rendering, n, ident) for ident, n in used.sources.items()],
            "template": document.kind.template.name,
        }


def source_row(rendering: Rendering, number: int, ident: str) -> dict[str, Any]:
    """Return a source as `why` shows it."""
    source = rendering.sources[ident]
    return {
        "n": number,
        "id": ident,
        "title": f"{source.publisher}: {source.title}",
        "date": str(source.date),
        "url": source.url,
    }


Job = tuple[str, Content]


def write(
    campaign: Campaign,
    documents: Iterable[Document],
    languages: Mapping[str, Language],
    out: Path,
    *,
    draft: bool = False,
    jobs: int = 1,
    progress: Callable[[str], None] = lambda path: None,
) -> tuple[list[Artifact], list[Diagnostic]]:
    """Make the files of a plan and return them with the problems met.

    Diagnostics: those of rendering, `gap` (a document with gaps and no `--draft`), `output` (exit 3), and those of the
    formats. `progress` is told each path as it is written.
    """
    problems: list[Diagnostic] = []
    renderings = list(rendered(campaign, documents, languages, draft, problems))
    work: list[tuple[Rendering, str, str, bool]] = []
    for rendering in renderings:
        document = rendering.document
        for name in document.formats:
            suffix = format_named(name).suffix
            work.append((rendering, name, document.path(suffix, bool(rendering.gaps)), bool(rendering.gaps)))
    refuse_doubles(work, problems)
    artifacts: list[Artifact] = []
    contents = [(name, rendering.content) for rendering, name, _, _ in work]
    try:
        for (rendering, _, path, is_draft), made in zip(work, make_all(contents, jobs), strict=True):
            if isinstance(made, bytes):
                try:
                    put(out / path, made)
                except OSError as reason:
                    problems.append(unwritable(out / path, reason, bool(artifacts)))
                    break
                artifacts.append(Artifact(path, hashlib.sha256(made).hexdigest(), rendering, is_draft))
                progress(path)
            else:
                problems += [about(p, path) for p in made]
    finally:  # also when somebody stops it: what was made can be asked about
        record_in_manifest(out / campaign.id / MANIFEST, artifacts, problems)
    return artifacts, problems


def record_in_manifest(path: Path, artifacts: list[Artifact], problems: list[Diagnostic]) -> None:
    """Put the files that were made into the manifest, or note why that could not be."""
    if artifacts:
        try:
            merge_manifest(path, [a.row() for a in artifacts])
        except OSError as reason:
            problems.append(unwritable(path, reason, True))


def rendered(
    campaign: Campaign,
    documents: Iterable[Document],
    languages: Mapping[str, Language],
    draft: bool,
    problems: list[Diagnostic],
) -> Iterable[Rendering]:
    """Yield the renderings that may be written."""
    renderers: dict[str, Renderer] = {}
    for document in documents:
        renderer = renderers.setdefault(document.language, Renderer(campaign, languages[document.language]))
        try:
            rendering = renderer.render(document)
        except Stop as stop:
            problems += stop.problems
            continue
        problems += rendering.problems
        if rendering.gaps and not draft:
            problems += [gap_problem(document, gap) for gap in rendering.gaps]
        elif not any(p.severity == "error" for p in rendering.problems):
            yield rendering


def gap_problem(document: Document, gap: str) -> Diagnostic:
    """Say what is missing in a document, and where it can be filled in."""
    place = Where(document.path(""))
    hint = "fill it in, or write a draft with --draft"
    if gap.startswith("sender"):
        option = gap.removeprefix("sender").strip().replace(" ", "-") or "name"
        hint = f"put it into sender.yaml, give --sender-{option} or --from FILE; or write a draft with --draft"
    elif gap == "news":
        hint = "give --news 'what happened today'; or write a draft with --draft"
    elif gap.startswith("translation of"):
        hint = "translate it in locales/; or write a draft with --draft"
    return error(place, "gap", f"not made: {gap} is missing", hint)


def unwritable(path: Path, reason: OSError, others: bool) -> Diagnostic:
    """Say that a file cannot be written: exit 3 unless others were."""
    hint = "choose another folder with --out"
    return error(
        Where(str(path)), "output", f"cannot be written: {reason.strerror}", hint, FOUND if others else NOTHING
    )


def about(problem: Diagnostic, path: str) -> Diagnostic:
    """Name the document in a problem that a format met."""
    return problem if problem.where.file or problem.code in LACKING else replace(problem, where=Where(path))


def refuse_doubles(work: list[tuple[Rendering, str, str, bool]], problems: list[Diagnostic]) -> None:
    """Refuse two documents with one path `[same-path]`: the second is not made."""
    seen: set[str] = set()
    for item in list(work):
        if item[2] in seen:
            problems.append(error(Where(item[2]), "same-path", "two documents would be written here"))
            work.remove(item)
        seen.add(item[2])


def make_all(contents: list[Job], jobs: int) -> Iterable[bytes | tuple[Diagnostic, ...]]:
    """Make the bytes of each content, in this process or in several."""
    if jobs < 2 or len(contents) < 2:
        return map(make, contents)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(min(jobs, len(contents)), mp_context=get_context("spawn")) as pool:
        return list(pool.map(make, contents, chunksize=8))


def make(job: Job) -> bytes | tuple[Diagnostic, ...]:
    """Return the bytes of one file, or the problems that stopped it."""
    name, content = job
    try:
        return format_named(name).write(content)
    except Stop as stop:
        return stop.problems


def put(path: Path, data: bytes) -> None:
    """Write a file beside its place, then move it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def merge_manifest(path: Path, rows: list[dict[str, Any]]) -> None:
    """Put rows into the manifest by path; one process at a time, the others wait."""
    lock = path.with_name(".manifest.lock")
    held = hold(lock)
    try:
        merged = {row["path"]: row for row in read_manifest(path)}
        merged.update({row["path"]: row for row in rows})
        ordered = [merged[key] for key in sorted(merged)]
        text = json.dumps({"schema": 1, "artifacts": ordered}, ensure_ascii=False, indent=1) + "\n"
        put(path, text.encode())
    finally:
        os.close(held)
        lock.unlink(missing_ok=True)


def hold(lock: Path, patience: float = 10.0) -> int:
    """Return the open lock file once nobody else has it; one that stays the same for the patience was left by a crash."""
    seen: tuple[int, int] | None = None
    end = 0.0
    while True:
        try:
            return os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            held = lock_id(lock)
            if held is None or held != seen:  # another one holds it now: wait for that one as long
                seen, end = held, time.monotonic() + patience
            elif time.monotonic() > end:
                lock.unlink(missing_ok=True)
            time.sleep(0.02)


def lock_id(lock: Path) -> tuple[int, int] | None:
    """Return what tells one lock file from the next, None when it is gone."""
    try:
        found = lock.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def read_manifest(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a manifest; none when there is no readable one."""
    try:
        return list(json.loads(path.read_text(encoding="utf-8"))["artifacts"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
