"""Read gettext catalogs: the messages of one domain in one language, by context and source text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from campaign import resources
from campaign.compiled import QUICK, Files
from campaign.diagnostics import Diagnostic, Where, error
from campaign.model import Campaign
from campaign.phrases import phrase
from campaign.values import Value, replace

PO_LINE = re.compile(r'\s*(?:#.*|(?:msg(?:ctxt|id|id_plural|str|str\[\d\])\s*)?"(?:[^"\\]|\\.)*"\s*)?')


class Missing(Exception):
    """A text has no confirmed translation."""

    def __init__(self, context: str, fuzzy: bool) -> None:
        super().__init__(context)
        self.context, self.fuzzy = context, fuzzy


class Entry(NamedTuple):
    """One message of a catalog: its forms (one, or as many as the language has plurals)."""

    forms: tuple[str, ...]
    fuzzy: bool
    where: Where


class Catalog(Value):
    """The messages of one domain in one language, by context and source text."""

    entries: Mapping[tuple[str, str], Entry]
    plural: Callable[[int], int]
    is_source: bool = False

    def find(self, context: str, text: str, count: int | None = None, plural: str | None = None) -> str:
        """Return the translation, or raise `Missing`; in the source language, the text itself."""
        entry = self.entries.get((context, text))
        if entry is None and self.is_source:
            return plural if plural and count != 1 else text
        if entry is None or entry.fuzzy or not all(entry.forms):
            raise Missing(context, entry is not None and entry.fuzzy)
        return entry.forms[self.plural(count) if count is not None and len(entry.forms) > 1 else 0]


EMPTY = Catalog({}, lambda n: int(n != 1))
SOURCE = replace(EMPTY, is_source=True)


def folder_name(tag: str) -> str:
    """Return the name of a language's catalog folder: `pt-BR` is kept in `pt_BR`."""
    return tag.replace("-", "_")


def locale_folders(folder: Path) -> list[Path]:
    """Return where catalogs are looked for: the campaign's own folder, then the built-in one."""
    return [folder / "locales", resources.LOCALES]


def catalog_paths(campaign: Campaign, tag: str, domain: str) -> list[Path]:
    """Return the paths of a catalog in the order in which they are searched."""
    return [base / folder_name(tag) / "LC_MESSAGES" / f"{domain}.po" for base in locale_folders(campaign.folder)]


def read_catalog(paths: list[Path], problems: list[Diagnostic], files: Files = QUICK) -> Catalog:
    """Read the catalogs that exist, the first winning; a broken one is a problem `[catalog]`."""
    from gettext import c2py

    entries: dict[tuple[str, str], Entry] = {}
    plural = EMPTY.plural
    for path in reversed([p for p in paths if p.is_file()]):
        found: tuple[str, dict[tuple[str, str], Entry]] | None
        found = files.read(path, problems, partial(parse, path))
        if found:
            plural = c2py(found[0])
            entries.update(found[1])
    return Catalog(entries, plural)


def parse(path: Path, text: str) -> tuple[Any, list[Diagnostic]]:
    """Return the plural expression and the entries of a catalog, or None with the reason."""
    from gettext import c2py

    from babel.messages.pofile import PoFileError, read_po

    wrong = next((n for n, line in enumerate(text.splitlines(), 1) if not PO_LINE.fullmatch(line)), 0)
    if wrong:  # where a quotation mark is missing, Babel drops the last letter without a word
        hint = phrase('a text stands between two quotation marks, and one inside it is written \\"')
        return None, [error(Where(str(path), wrong, 1), "catalog", phrase("not a line of a catalog"), hint)]
    try:
        catalog = read_po(text.splitlines(), abort_invalid=True)
        c2py(catalog.plural_expr)
    except (PoFileError, ValueError) as reason:
        where = Where(str(path), (getattr(reason, "lineno", 0) or 0) + 1, 1)
        return None, [error(where, "catalog", phrase("cannot be read: {reason}", reason=str(reason)))]
    entries: dict[tuple[str, str], Entry] = {}
    for message in (m for m in catalog if m.id):
        one = message.id if isinstance(message.id, str) else message.id[0]
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        place = Where(str(path), message.lineno or 0, 1)
        entries[message.context or "", one] = Entry(forms, message.fuzzy, place)
    return (catalog.plural_expr, entries), []


def compiled(path: Path) -> bytes:
    """Return a catalog in the form that gettext reads; what is fuzzy is left out.

    One that Babel cannot read is a `ValueError`.
    """
    import io

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    out = io.BytesIO()
    try:
        with path.open("rb") as file:
            write_mo(out, read_po(file, abort_invalid=True))
    except (PoFileError, LookupError) as reason:  # the second of an encoding that nobody knows
        raise ValueError(str(reason)) from None
    return out.getvalue()
