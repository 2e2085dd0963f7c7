"""Make the kit of a chapter: every document of the first week in one folder, with an index, and one zip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from campaign.cli.progress import Tally
from campaign.cli.run import Run
from campaign.cli.work import begun, letters_of, prepare, request_of
from campaign.diagnostics import Diagnostic, Stop, error
from campaign.model import Source
from campaign.phrases import phrase
from campaign.plan import Document, Request, rows
from campaign.plan.kits import (
    CALLED,
    NOBODY,
    PURPOSES,
    clashes,
    file_name,
    file_stem,
    folder_of,
    formats_in_kit,
    kinds_of,
)
from campaign.values import Value, replace

# What people open of the posts, the page first; the others are for programs, or shown by the page.
OF_POSTS = ("messages.html", "messages.txt", "schedule.txt", "schedule.ics", "README.txt")
MOST_SHOWN = 100  # a letter takes some 7 KiB in the index
BESIDE = {"checklist": ("txt", "docx"), "sources": ("txt", "docx")}  # what the kit has of its own beside the index


class File(Value):
    """A file of the kit as the index names it."""

    href: str
    shown: str


class Entry(Value):
    """One document of the kit with its files."""

    title: str
    files: tuple[File, ...]
    is_draft: bool
    shows: str = ""


class Group(Value):
    """What serves one purpose."""

    purpose: str
    entries: tuple[Entry, ...]


def make_kit(**given: Any) -> None:
    """Make the kit of each language and report."""
    run = begun([], given)
    tally = Tally(0, run.quiet or run.json)
    try:
        prepare(run, given)
        made = list(requests(run, given))
        refuse_clashes(run, made)
        for request in made:
            write_request(run, request, tally, given)
        for tag in dict.fromkeys(tag for _, tag in tally.files):
            finish(run, made, tag, tally)
        run.examples(tally.is_example)
    except Stop as stop:
        run.problems += stop.problems
        run.leave({"files": []}, wrote=False)
    except KeyboardInterrupt:
        run.interrupted()
    run.leave({"files": [(run.out / path).as_posix() for path in run.paths]}, wrote=bool(run.paths))


def requests(run: Run, given: dict[str, Any]) -> Iterator[Request]:
    """Yield what a kit is made of: the documents, each in the formats that a colleague opens, then the posts."""
    asked = request_of(run, ["letter"], given)
    base = replace(asked, kit=folder_of(given.get("country")), formats=(), letters=letters_of(run))
    kinds = kinds_of(run.campaign)
    if not kinds:
        message = phrase("no template of this campaign is part of a kit")
        raise Stop(error(run.campaign.settings.where, "no-kit", message))
    spoken = base.languages or languages_of(run, base, [kind.id for kind in kinds if kind.per == "recipient"])
    for kind in kinds:
        formats = () if kind.messages else formats_in_kit(kind)
        languages = base.languages if kind.per == "recipient" else spoken
        yield replace(base, kinds=(kind.id,), formats=formats, languages=languages)


def languages_of(run: Run, base: Request, kinds: list[str]) -> tuple[str, ...]:
    """Return the languages of a kit for which none was asked: a letter is never alone in its language.

    They are those of the letters; without a country, and where the campaign speaks none of them, its first one, too.
    """
    found = dict.fromkeys(row.tag for row in rows(run.campaign, replace(base, kinds=tuple(kinds)), [])) if kinds else {}
    first = run.campaign.settings.source_language
    return tuple(found) if found and base.country else tuple(dict.fromkeys([first, *found]))


def refuse_clashes(run: Run, made: list[Request]) -> None:
    """Stop where two kinds would write the same files: the second would replace the first in silence."""
    found: list[Diagnostic] = []
    for tag in dict.fromkeys(row.tag for request in made for row in rows(run.campaign, request, [])):
        with suppress(Stop):  # what is wrong with a language is said where its documents are made
            found += clashes(run.campaign, run.languages[tag])
    if found:
        raise Stop(*found)


def write_request(run: Run, request: Request, tally: Tally, given: dict[str, Any]) -> None:
    """Write the documents of one kind, told in the order of the list; what is still to be filled in is a draft."""
    from campaign.write import run as write_all

    asked = list(rows(run.campaign, request, run.problems))
    order: dict[tuple[str, str | None], int] = {
        (row.tag, row.recipient.id if row.recipient else None): place for place, row in enumerate(asked)
    }
    places: dict[str, int] = {}
    before, jobs = len(tally.paths), given.get("jobs") or 1
    made = write_all(run.campaign, request, asked, run.out, run.problems, draft=True, jobs=jobs)
    with closing(made) as outcomes:
        for outcome in outcomes:
            tally.total += 1
            tally.add(outcome)
            run.problems += outcome.problems
            for artifact in outcome.artifacts:
                places[artifact.path] = order.get((outcome.lang, outcome.recipient), 0)
                run.wrote(artifact.path)
    tally.paths[before:] = sorted(tally.paths[before:], key=lambda path: places[path])  # workers end in any order


def finish(run: Run, made: list[Request], tag: str, tally: Tally) -> None:
    """Write the pages of the kit of a language, and its zip."""
    from campaign.write import put, write
    from campaign.write.packs import zipped

    request = made[0]
    folder = f"{run.campaign.id}/{tag}/{request.kit}"
    paths = [path for path in tally.paths if path.startswith(f"{folder}/")]
    texts = [text for text in texts_of(run, made, tag) if any(path.startswith(text.path(".")) for path in paths)]
    documents = list(pages(run, request, tag, folder, paths, texts))
    artifacts, problems = write(run.campaign, documents, run.languages, run.out, progress=run.wrote)
    run.problems += problems
    files = {path: (run.out / path).read_bytes() for path in (*paths, *(a.path for a in artifacts))}
    path = f"{run.campaign.id}/{tag}/{run.campaign.id}-{request.kit}-{tag}.zip"
    put(run.out / path, zipped({name.removeprefix(f"{run.campaign.id}/{tag}/"): data for name, data in files.items()}))
    run.wrote(path)


def texts_of(run: Run, made: list[Request], tag: str) -> Iterator[Document]:
    """Yield the documents that the index shows whole, but not the letters of a long list: the page would not open."""
    from campaign.address import AllForms
    from campaign.plan import composed

    forms = AllForms(run.campaign.folder)
    for request in made:
        kind = run.campaign.kinds[request.kinds[0]]
        asked = [row for row in rows(run.campaign, request, []) if row.tag == tag]
        if kind.messages or kind.page or len(asked) > MOST_SHOWN:
            continue
        for document, _ in composed(run.campaign, request, asked, run.languages, forms):
            if document is not None:
                yield document


def pages(
    run: Run, request: Request, tag: str, folder: str, paths: list[str], texts: list[Document]
) -> Iterator[Document]:
    """Yield the index with the texts that it shows, the checklist and the sources of a kit."""
    from campaign.address import AllForms
    from campaign.load import template_path
    from campaign.plan.compose import compose

    campaign, language = run.campaign, run.languages[tag]
    known = (*kinds_of(campaign), *campaign.kinds.values())  # those of a kit may all be for one person
    like = next(k for k in known if k.per == "language" and not k.messages)
    forms = AllForms(campaign.folder)[tag]
    base, problems = compose(campaign, replace(request, kinds=(like.id,)), like, None, language, forms)
    if base is None:
        raise Stop(*problems)
    stems = {name: file_stem(language, *CALLED[name]) for name in BESIDE}
    stems["checklist"] = stems["checklist"].upper()
    own = {name: entry_of("", [f"{stems[name]}.{suffix}" for suffix in BESIDE[name]]) for name in BESIDE}
    shown = {text.name: text for text in texts}
    extra = {"groups": tuple(groups(run, tag, folder, paths, shown)), "listed": sources(run, paths), "own": own}
    for name, formats in {"index": ("html",), **BESIDE}.items():
        template = template_path(campaign.folder, f"kit/{name}.html")
        kind = replace(like, template=template, page=name == "index", words={}, parts={}, pages=None)
        document = replace(
            base, kind=kind, formats=formats, place=f"{request.kit}/{stems.get(name, name)}", extra=extra
        )
        yield document.with_attached(*texts) if kind.page else document


def groups(run: Run, tag: str, folder: str, paths: Iterable[str], shown: Mapping[str, Document]) -> Iterator[Group]:
    """Yield the files of a kit by what they serve, each document once with all its formats."""
    language, kinds = run.languages[tag], kinds_of(run.campaign)
    names = {file_name(kind, language): kind for kind in kinds}
    found: dict[str, dict[str, list[str]]] = {purpose: {} for purpose in PURPOSES}
    titles: dict[str, str] = {}
    for path in paths:
        below = path.removeprefix(f"{folder}/")
        stem = max((name for name in names if below.startswith(name)), key=len)
        kind = names[stem]
        if kind.messages and below.removeprefix(f"{stem}/") not in OF_POSTS:
            continue  # the pack has a page of its own
        name = stem if kind.messages else below.split(".")[0]
        found[kind.serves].setdefault(name, []).append(below)
        called, whose = language.prose_of(f"kit/{kind.id}", kind.called or kind.id), person(name, stem, shown)
        titles[name] = f"{called[:1].upper()}{called[1:]}" + (f": {whose}" if whose else "")
    for purpose, documents in found.items():
        if documents:
            yield Group(
                purpose, tuple(entry_of(titles[name], files, name in shown) for name, files in documents.items())
            )


def person(name: str, stem: str, shown: Mapping[str, Document]) -> str:
    """Return whose a file is: the name, or in safe mode and of the letters of a long list the end of the file name."""
    text = shown.get(name)
    if text and text.recipient and not text.safe and text.recipient.id != NOBODY:
        return text.recipient.name
    return name.removeprefix(stem).strip("-").replace("-", " ")


def entry_of(title: str, names: list[str], is_shown: bool = False) -> Entry:
    """Return a document with its files, each shown by its format, or by its name where formats come twice."""
    names = sorted(names, key=rank)
    suffixes = [Path(name).suffix.lstrip(".") for name in names]
    shown = suffixes if len(set(suffixes)) == len(suffixes) else [Path(name).name for name in names]
    files = tuple(File(href=name, shown=text) for name, text in zip(names, shown, strict=True))
    shows = names[0].partition(".")[0] if is_shown else ""
    return Entry(title=title, files=files, is_draft=any(".draft." in name for name in names), shows=shows)


def rank(name: str) -> int:
    """Return where a file of the posts stands among them; the files of other documents stay in order."""
    return OF_POSTS.index(Path(name).name) if Path(name).name in OF_POSTS else 0


def sources(run: Run, paths: Iterable[str]) -> tuple[Source, ...]:
    """Return the sources of the files of a kit, in the order in which they come."""
    from campaign.write import MANIFEST, read_manifest

    wanted = set(paths)
    held = [row for row in read_manifest(run.out / run.campaign.id / MANIFEST) if row["path"] in wanted]
    ids = dict.fromkeys(source["id"] for row in held for source in row["sources"])
    return tuple(run.campaign.sources[ident] for ident in ids if ident in run.campaign.sources)
