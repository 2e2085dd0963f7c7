"""Read the export of a sign-on form: CSV with any delimiter and charset, TSV or XLSX, with headings in several languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from campaign.diagnostics import Diagnostic, Where, did_you_mean, note, usage
from campaign.model import as_date
from campaign.phrases import phrase
from campaign.recipients.found import Found
from campaign.recipients.sources.table import (
    HEAD_ROWS,
    SUFFIXES,
    Columns,
    Rows,
    found_in,
    no_columns,
    texts,
    unusable,
    workbook,
)
from campaign.recipients.words import folded
from campaign.recipients.words import words as words_of_lists
from campaign.signatories.names import answer, words

FIELDS = (
    *("type", "name", "given_name", "family_name", "sort_name", "organization", "role", "country", "url"),
    *("consent", "consent_on", "signed_on", "signed_version", "withdrawn_on"),
)
OF_LISTS = frozenset(("name", "given_name", "family_name", "sort_name", "organization", "role", "country", "url"))
NOT_TAKEN = frozenset(("email", "phone", "address"))
WORKBOOKS = (".xlsx", ".xlsm")
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")


class Form(NamedTuple):
    """What an export holds: its rows, and the fields that it has a column for."""

    rows: list[Found]
    fields: frozenset[str]
    problems: list[Diagnostic]


def read(path: Path, mapping: Mapping[str, str], encoding: str = "") -> Form:
    """Return the rows of an export.

    Stops at a file that is not there, empty or no table (exit 3), and at a wrong `mapping` (exit 2).
    """
    if path.suffix.lower() not in SUFFIXES:
        message = phrase("nobody knows what '{file}' is", file=path.name)
        raise usage(message, phrase("export the form as .csv, .tsv or .xlsx"), "unknown-source")
    problems: list[Diagnostic] = []
    headings: list[str] = []
    found: tuple[Columns, Rows] | None = None
    for rows in workbook(path) if path.suffix.lower() in WORKBOOKS else texts(path, encoding, problems):
        columns, seen = heading_of(rows, mapping)
        headings += seen
        if columns:
            found = columns, rows
            break
    check_mapping(mapping, headings)
    if found is None:
        raise unusable(path, "no-columns", *no_columns(headings))
    columns, rows = found
    problems += said_of(columns, path)
    return Form(
        list(found_in(rows, columns, str(path), problems)), frozenset(field for _, field in columns.of), problems
    )


def heading_of(rows: Rows, mapping: Mapping[str, str]) -> tuple[Columns | None, list[str]]:
    """Return the columns by the first row that names who signs, and the cells of the rows that were looked at."""
    seen: list[str] = []
    for _, cells in islice(rows, HEAD_ROWS):
        seen += [cell.strip()[:60] for cell in cells if cell.strip()]
        columns = columns_of(cells, mapping)
        fields = {field for _, field in columns.of}
        alone = len([cell for cell in cells if cell.strip()]) == 1
        if fields & {"name", "family_name", "organization"} and (len(columns.of) > 1 or alone):
            return columns, seen
    return None, seen


def columns_of(cells: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """Return what each column is for: as `mapping` says, else as its heading is known; the first of two of one kind."""
    asked = {answer(column): field for field, column in mapping.items()}
    of: dict[str, int] = {}
    unused = []
    for number, cell in enumerate(cells):
        text = cell.strip().lstrip("\ufeff")
        field = asked.get(answer(text)) or meaning(text) if text else ""
        if field and field not in of and (field not in mapping or asked.get(answer(text)) == field):
            of[field] = number
        elif text:
            unused.append(text[:60])
    width = max((number + 1 for number, cell in enumerate(cells) if cell.strip()), default=0)
    return Columns(tuple((number, field) for field, number in of.items()), width, tuple(unused))


def meaning(heading: str) -> str:
    """Return the field of a heading, or nothing."""
    own = words().columns.get(answer(heading))
    listed = words_of_lists().columns.get(folded(heading), "")
    return own or (listed if listed in OF_LISTS else "")


def said_of(columns: Columns, path: Path) -> Iterator[Diagnostic]:
    """Say which columns were not used; addresses of people are never taken."""
    private = [head for head in columns.unused if words_of_lists().columns.get(folded(head)) in NOT_TAKEN]
    other = [head for head in columns.unused if head not in private]
    if private:
        names = ", ".join(private[:12])
        message = phrase("columns not taken, since a list of names needs no addresses: {names}", names=names)
        yield note(Where(str(path)), "not-taken", message)
    if other:
        message = phrase("columns not used: {names}", names=", ".join(other[:12]))
        yield note(Where(str(path)), "unused-columns", message, phrase("give one a meaning with --map FIELD=COLUMN"))


def check_mapping(mapping: Mapping[str, str], headings: Iterable[str]) -> None:
    """Stop at a field that is none, and at a column that the file has not (exit 2)."""
    listed = list(filter(None, headings))
    known = set(map(answer, listed))
    for field, column in mapping.items():
        if field not in FIELDS:
            raise usage(phrase("--map: no field '{field}'", field=field), did_you_mean(field, FIELDS), "unknown-field")
        if answer(column) not in known:
            message = phrase("--map: the file has no column '{column}'", column=column)
            raise usage(message, did_you_mean(column, listed), "unknown-column")


def order_of(texts: Iterable[str]) -> str:
    """Return in which order a form writes its dates, `dmy` or `mdy`, when one of them shows it; empty when none does."""
    first = second = False
    for text in texts:
        if found := YEAR_LAST.match(text.strip()):
            first, second = first or int(found[1]) > 12, second or int(found[2]) > 12
    return "" if first == second else "dmy" if first else "mdy"


def day_of(text: str, order: str) -> str:
    """Return a moment of a form as its day, as 2026-11-22; empty when nobody can tell which it is."""
    text = text.strip()
    if found := YEAR_FIRST.match(text):
        parts = found[1], found[2], found[3]
    elif (found := YEAR_LAST.match(text)) and order:
        parts = (found[3], found[2], found[1]) if order == "dmy" else (found[3], found[1], found[2])
    else:
        return ""
    made = f"{parts[0]}-{int(parts[1]):02}-{int(parts[2]):02}"
    return made if as_date(made) else ""
