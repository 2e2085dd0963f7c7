"""Plan the kit of a chapter: what each file is called in its language, and a letter for whom no list names yet."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import cast

from campaign.diagnostics import Diagnostic, Where, error
from campaign.languages import Language, Missing
from campaign.model import Campaign, Id, Kind, Office, Recipient
from campaign.phrases import phrase
from campaign.plan import choice
from campaign.plan.compose import office_of, slug_of
from campaign.plan.document import Document, Request
from campaign.plan.selection import recipients_of
from campaign.recipients.ids import LONGEST, RESERVED
from campaign.values import replace

PACKED = frozenset(["pack", "cards"])  # the folders of the templates of a social pack
NOBODY = "(draft)"  # who is still to be named; nobody on a list has such an id
NO_NAME = phrase("name of the recipient")
NAME_SLOT = ("kit/name-slot", "[first name and surname]")
# What the files are called that no kind makes.
CALLED = {"checklist": ("kit/file-checklist", "checklist"), "sources": ("kit/file-sources", "sources")}
# One after the other in the index.
PURPOSES = ("write", "call", "press", "publish", "post", "answer")
FORMATS = ("docx", "pdf", "txt", "eml", "html")


def kinds_of(campaign: Campaign) -> list[Kind]:
    """Return the kinds that are part of a kit, in the order of what they serve."""
    kinds = [kind for kind in campaign.kinds.values() if kind.called]
    return sorted(kinds, key=lambda kind: (PURPOSES.index(kind.serves), kind.per != "recipient"))


def formats_in_kit(kind: Kind) -> tuple[str, ...]:
    """Return the formats that a colleague opens: no Markdown, and no page where there is a file for Word."""
    wanted = [f for f in FORMATS if f in kind.formats]
    return tuple(f for f in wanted if f != "html" or "docx" not in wanted)


def folder_of(country: str | None) -> str:
    """Return the folder of a kit: `kit-cl`, or `kit` for the international version."""
    return f"kit-{country.lower()}" if country else "kit"


def addressees(campaign: Campaign, request: Request) -> list[Recipient]:
    """Return whom a kit writes to: the country's own recipients, else one to be named in the office that decides."""
    if request.to == ("all",) and request.country:
        own = [r for r in campaign.recipients.values() if r.country == request.country]
        if not own:
            country = campaign.countries[request.country]
            decides = office_of(country, choice.status_of(country, request.day))
            office = cast(Office, "lower-house" if decides == "unknown" else decides)
            return [Recipient(id=Id(NOBODY), name="", office=office, country=country.id)]
    return recipients_of(campaign, request)


def placed(document: Document | None, request: Request, language: Language) -> Document | None:
    """Return a document at its place in the kit, under a name that a person understands."""
    if document is None:
        return None
    name = file_name(document.kind, language)
    if document.kind.messages or document.kind.template.parent.name in PACKED:
        return replace(document, place=f"{request.kit}/{name}/{document.slug}")
    if document.recipient is None:
        return replace(document, place=f"{request.kit}/{name}")
    if document.recipient.id == NOBODY:
        return replace(document, place=f"{request.kit}/{name}", lacking=(NO_NAME,))
    slug = slug_of(document.kind, document.recipient, document.safe).removeprefix(f"{document.kind.id}-")
    return replace(document, place=f"{request.kit}/{name}-{slug}")


def file_name(kind: Kind, language: Language) -> str:
    """Return what a kind is called in file names of a language: letters of any script, digits and hyphens."""
    return file_stem(language, f"kit/{kind.id}", kind.called or kind.id)


def file_stem(language: Language, context: str, text: str) -> str:
    """Return a piece of prose as the name of a file that every system takes: letters with their marks, digits, hyphens.

    Windows reserves some names whatever their ending, and refuses paths of 260 characters (Naming Files, Paths, and
    Namespaces, learn.microsoft.com/windows/win32/fileio/naming-a-file); macOS tells composed letters from others.
    """
    try:
        called = language.prose_of(context, text)
    except Missing:  # said where the catalogs are checked; a file wants a name now
        called = text
    said = unicodedata.normalize("NFC", called.lower())
    words = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in said).split()
    stem = "-".join(words)
    if len(stem) > LONGEST:
        stem = stem[: LONGEST + 1].rpartition("-")[0] or stem[:LONGEST]
    is_device = unicodedata.normalize("NFKC", stem) in RESERVED  # COM¹ too
    return f"{stem}-file" if is_device else stem or "file"


def clashes(campaign: Campaign, language: Language) -> Iterator[Diagnostic]:
    """Yield what a kit would have two of under one name `[same-path]`: its own files, and those of each kind."""
    taken = {"index": "index", **{file_stem(language, *said): name for name, said in CALLED.items()}}
    for kind in kinds_of(campaign):
        name = file_name(kind, language)
        if name in taken:
            message = phrase(
                "in {language} the files of '{kind}' and '{other}' would both be called '{name}'",
                language=language.tag,
                kind=kind.id,
                other=taken[name],
                name=name,
            )
            hint = phrase("say another name after 'called:', or in the translation of {text}", text=f"kit/{kind.id}")
            yield error(Where(str(kind.template)), "same-path", message, hint)
        taken.setdefault(name, kind.id)
