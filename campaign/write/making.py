"""Make the files of one document: render it, write each format beside its place, and tell what came of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from campaign import __version__, resources
from campaign.diagnostics import FOUND, NOTHING, Diagnostic, Stop, Where, cause, error
from campaign.formats import Content, format_named
from campaign.languages import Language
from campaign.model import Campaign
from campaign.phrases import joined, phrase
from campaign.plan import Document
from campaign.render import Renderer, Rendering
from campaign.render.gaps import GAPS
from campaign.values import replace
from campaign.write.manifest import put

LIBRARIES = {"pdf": ("weasyprint", "pydyf"), "png": ("weasyprint", "pypdfium2", "pillow"), "docx": ("python-docx",)}

LACKING = ("no-pango", "no-font")  # what every document of a language lacks is said once


class Artifact(NamedTuple):
    """A file that was made, or was there as it should be; `path` is below the output folder."""

    path: str
    kind: str
    lang: str
    is_draft: bool
    is_example: bool
    is_new: bool
    row: Mapping[str, Any]


class Outcome(NamedTuple):
    """What came of one document."""

    recipient: str | None
    kind: str
    lang: str
    artifacts: tuple[Artifact, ...]
    problems: tuple[Diagnostic, ...]
    planned: int = 0
    unwritable: Unwritable | None = None

    @property
    def failed(self) -> bool:
        """Whether some file of it could not be made."""
        return len(self.artifacts) < self.planned or (not self.planned and bool(self.problems))


class Maker:
    """Make documents in one process: renderers, and what they keep, are shared by all of them."""

    def __init__(
        self,
        campaign: Campaign,
        languages: Mapping[str, Language],
        out: Path,
        draft: bool = False,
        known: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self.campaign, self.languages, self.out, self.draft = campaign, languages, out, draft
        self.known = known or {}
        self.renderers: dict[str, Renderer] = {}
        self.written: set[str] = set()

    def outcomes(self, documents: Iterable[tuple[Document | None, list[Diagnostic]]]) -> Iterator[Outcome]:
        """Yield what came of each document; what is wrong with one does not stop the others."""
        for document, problems in documents:
            if document is None:
                yield Outcome(None, "", "", (), tuple(problems))
                continue
            outcome = self.outcome(document, problems)
            yield outcome
            if outcome.unwritable:
                return

    def outcome(self, document: Document, problems: Iterable[Diagnostic] = ()) -> Outcome:
        """Make the files of one document."""
        found, unwritable = list(problems), None
        artifacts: list[Artifact] = []
        rendering = self.rendering(document, found)
        planned = len(document.formats)
        try:
            if rendering is not None:
                planned += len(rendering.files)
                artifacts += filter(None, (self.artifact(rendering, name, found) for name in document.formats))
                artifacts += filter(None, (self.file(rendering, *file, found) for file in rendering.files))
        except Unwritable as reason:
            unwritable = reason
        ident = document.recipient.id if document.recipient else None
        return Outcome(ident, document.kind.id, document.language, tuple(artifacts), tuple(found), planned, unwritable)

    def rendering(self, document: Document, problems: list[Diagnostic]) -> Rendering | None:
        """Return the rendering of a document if it may be written."""
        tag = document.language
        try:
            if tag not in self.renderers:
                self.renderers[tag] = Renderer(self.campaign, self.languages[tag])
            rendering = self.renderers[tag].render(document)
        except Stop as stop:
            problems += stop.problems
            return None
        problems += rendering.problems
        if rendering.gaps and not self.draft:
            problems += [gap_problem(document, gap) for gap in rendering.gaps]
            return None
        return None if any(p.severity == "error" for p in rendering.problems) else rendering

    def artifact(self, rendering: Rendering, name: str, problems: list[Diagnostic]) -> Artifact | None:
        """Make one file, unless it is there as it should be."""
        document, is_draft = rendering.document, bool(rendering.gaps)
        path = document.path(format_named(name).suffix, is_draft)
        key = digest(name, rendering.content)
        return self.made(rendering, path, key, lambda: format_named(name).write(rendering.content), problems)

    def file(self, rendering: Rendering, name: str, data: bytes, problems: list[Diagnostic]) -> Artifact | None:
        """Write a file that stands beside a document."""
        path = f"{rendering.document.path('').rpartition('/')[0]}/{name}"
        return self.made(rendering, path, hashlib.sha256(data).hexdigest(), lambda: data, problems)

    def made(
        self, rendering: Rendering, path: str, key: str, write: Callable[[], bytes], problems: list[Diagnostic]
    ) -> Artifact | None:
        """Return the file at a path, written anew unless it is there as it should be."""
        document, is_draft = rendering.document, bool(rendering.gaps)
        if path in self.written:
            problems.append(error(Where(path), "same-path", phrase("two documents would be written here")))
            return None
        self.written.add(path)
        was = self.known.get(path)
        is_new = was is None or was.get("key") != key or sha256_of(self.out / path) != was.get("sha256")
        if is_new:
            try:
                data = write()
            except Stop as stop:
                where = document.card.where if document.card else Where(path)
                problems += [about(p, where, document.size) for p in stop.problems]
                return None
            try:
                put(self.out / path, data)
            except OSError as reason:
                raise Unwritable(self.out / path, reason) from None
            sha256 = hashlib.sha256(data).hexdigest()
        else:
            assert was is not None
            sha256 = str(was["sha256"])
        row = row_of(rendering, path, sha256, key)
        return Artifact(path, document.kind.id, document.language, is_draft, document.is_example, is_new, row)


class Unwritable(Exception):
    """The output folder takes no file: nothing after it can be made."""

    def __init__(self, path: Path, reason: OSError) -> None:
        self.path, self.reason = path, cause(reason)
        super().__init__(str(path), self.reason)

    def __reduce__(self) -> tuple[Callable[..., Unwritable], tuple[Path, OSError]]:
        return Unwritable, (self.path, OSError(0, self.reason))

    def problem(self, others: bool) -> Diagnostic:
        """Say that a file cannot be written: exit 3 unless others were."""
        hint = phrase("choose another folder with --out; the same command goes on where this one stopped")
        message = phrase("cannot be written: {reason}", reason=self.reason)
        return error(Where(str(self.path)), "output", message, hint, FOUND if others else NOTHING)


def row_of(rendering: Rendering, path: str, sha256: str, key: str) -> dict[str, Any]:
    """Return an artifact as the manifest holds it: no times, and no recipient in safe mode."""
    document = rendering.document
    return {
        "path": path,
        "sha256": sha256,
        "key": key,
        "kind": document.kind.id,
        "lang": document.language,
        "recipient": document.recipient.id if document.recipient and not document.safe else None,
        "example": document.is_example,
        "country": document.setting.country.id if document.setting.country else None,
        "date": document.day.isoformat(),
        **rested_on(rendering),
        "template": document.kind.template.name,
    }


def rested_on(rendering: Rendering) -> Mapping[str, Any]:
    """Return what a document rests on, made once for all letters of one mould: pickled, it is then sent once a batch."""
    used = rendering.used
    if used.row is None:
        used.row = {
            "facts": list(used.facts),
            "asks": list(used.asks),
            "concerns": list(used.concerns),
            "sources": [source_row(rendering, n, ident) for ident, n in used.sources.items()],
        }
    return used.row


def source_row(rendering: Rendering, number: int, ident: str) -> dict[str, Any]:
    """Return a source as `why` shows it."""
    source, tag = rendering.sources[ident], rendering.document.language
    return {
        "n": number,
        "id": ident,
        "title": f"{source.publisher}: {source.title}",
        "date": str(source.date),
        "url": source.urls.get(tag) or source.urls.get(tag.split("-")[0]) or source.url,
    }


def digest(name: str, content: Content) -> str:
    """Return what decides the bytes of a file: its content, its fonts and images, and what writes them; no clock."""
    apart = ("folders", "fonts", "html", "style", "attached", "logo")
    small = [(k, v) for k, v in sorted(content.__dict__.items()) if k not in apart]
    if content.logo:  # where it stands in the text, its alternative is in the markup
        small.append(("logo", (content.logo.width, content.logo.height, data_digest(content.logo.data))))
    small += [(file, digest("pdf", letter)) for file, letter in content.attached]
    found = hashlib.sha256(repr((name, small, text_digest(content.style))).encode())
    found.update(content.html.encode())
    found.update(engine_of(name).encode())
    if name in ("pdf", "png"):
        found.update("".join(folder_digest(f) for f in content.fonts).encode())
    if (name in ("pdf", "docx", "html") and "<img" in content.html) or "url(" in content.style:
        found.update("".join(folder_digest(f) for f in content.folders).encode())
    return found.hexdigest()


@cache
def text_digest(text: str) -> str:
    """Return the digest of a text that many files share."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def data_digest(data: bytes) -> str:
    """Return the digest of a picture that many files share."""
    return hashlib.sha256(data).hexdigest()


@cache
def engine_of(name: str) -> str:
    """Return the versions of what writes a format: ours with the text of its code, and the libraries'."""
    versions = [__version__]
    if name in LIBRARIES:  # it imports the whole of e-mail
        from importlib.metadata import PackageNotFoundError, version
    for library in LIBRARIES.get(name, ()):
        try:
            versions.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            versions.append(f"no {library}")
    code = sorted((resources.PACKAGE / "formats").glob("*.py"))
    return " ".join([*versions, hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()])


def forget_files() -> None:
    """Forget the digests of folders: a process that outlives a run looks at them anew in the next."""
    folder_digest.cache_clear()
    engine_of.cache_clear()


@cache
def folder_digest(folder: Path) -> str:
    """Return a digest of the files of a folder; of large ones, their size and ends."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.is_file():
            size = path.stat().st_size
            with path.open("rb") as file:
                data = file.read(1 << 20)
                if size > 1 << 20:
                    file.seek(-(1 << 16), os.SEEK_END)
                    data += file.read()
            found.update(f"{path.name} {size} ".encode() + data)
    return found.hexdigest()


def sha256_of(path: Path) -> str | None:
    """Return the digest of a file, None when it is not there."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def gap_problem(document: Document, gap: str) -> Diagnostic:
    """Say what is missing in a document, and where it can be filled in."""
    hint = phrase("fill it in, or write a draft with --draft")
    if gap.startswith("sender"):
        hint = phrase(
            "put it into sender.yaml, give {option} or --from FILE; or write a draft with --draft",
            option=f"--sender-{gap.removeprefix('sender').strip().replace(' ', '-') or 'name'}",
        )
    elif gap == "correction":
        hint = phrase("it is made by 'campaign trace FACT --sent --correct TEXT'")
    elif gap == "approved quote":
        hint = phrase("spokesperson: in sender.yaml wants quote, approved_by and approved_on; or give --draft")
    elif gap == "news":
        hint = phrase("give --news 'what happened today'; or write a draft with --draft")
    elif gap.startswith("translation of"):
        hint = phrase("translate it in locales/; or write a draft with --draft")
    message = phrase("not made: {gap} is missing", gap=GAPS.get(gap, gap))
    return error(Where(document.path("")), "gap", message, hint)


def about(problem: Diagnostic, where: Where, size: tuple[int, int] | None = None) -> Diagnostic:
    """Name the document in a problem that a format met: of a card, its place in the campaign and its size."""
    if problem.where.file or problem.code in LACKING:
        return problem
    message = joined(": ", [f"{size[0]}x{size[1]}", problem.message]) if size else problem.message
    return replace(problem, where=where, message=message)
