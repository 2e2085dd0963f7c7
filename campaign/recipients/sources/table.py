"""Read a table of people: CSV with commas, semicolons, tabs or bars, or the first fitting sheet of an XLSX file.

Columns are known by their headings in eight languages (`words.yaml`) or by `--map field=column`. A row with cells
beyond the heading is left out, since nobody can tell which of its cells moved; a shorter one is taken, and said.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from campaign.diagnostics import NOTHING, Diagnostic, Stop, Where, cause, did_you_mean, error, note, usage
from campaign.phrases import phrase
from campaign.recipients.charset import decoded
from campaign.recipients.found import FIELDS, Doubt, Found, ListInfo
from campaign.recipients.words import folded, words

MOST_BYTES = 256 << 20
DELIMITERS = ",;\t|"
HEAD_ROWS = 25  # a heading may stand below a title
LONGEST_CELL = 1 << 20
OF_REJECTS = ("verdict", "reason", "file", "line")  # what `--rejects` puts before the row
OPEN_QUOTE = 20  # line ends in one cell: a quote that is not closed
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
JOINED = {"address": "\n", "email": "; ", "phone": "; ", "area": ", ", "committees": "; ", "languages": "; "}
Rows = Iterator[tuple[int, list[str]]]  # the line or row number and the cells


class Columns(NamedTuple):
    """What each cell of a row is for: its number with the field, or the network with a bar before it."""

    of: tuple[tuple[int, str], ...]
    width: int
    unused: tuple[str, ...]


def knows(path: Path, head: bytes) -> bool:
    """Tell whether a file is a table by its name."""
    return path.suffix.lower() in SUFFIXES


def read(
    path: Path, day: date, mapping: Mapping[str, str] | None = None, encoding: str = ""
) -> tuple[ListInfo, Iterator[Found], list[Diagnostic]]:
    """Return the rows of a table; problems gather while they are read.

    Stops with exit 3 at a file that cannot be read or has no column that is known, with exit 2 at a wrong `mapping`.
    """
    problems: list[Diagnostic] = []
    heads: list[tuple[Columns, Rows]] = []
    headings: list[str] = []
    sheets = workbook(path) if path.suffix.lower() in (".xlsx", ".xlsm") else texts(path, encoding, problems)
    for rows in sheets:
        columns, seen = find_heading(rows, mapping or {})
        headings += seen
        if columns:
            heads.append((columns, rows))
            break
    check_mapping(mapping or {}, headings)
    if not heads:
        raise unusable(path, "no-columns", *no_columns(headings))
    columns, rows = heads[0]
    if columns.unused:
        names = ", ".join(columns.unused[:12]) + (" …" if len(columns.unused) > 12 else "")
        hint = phrase("give one a meaning with --map FIELD=COLUMN")
        problems.append(
            note(Where(str(path)), "unused-columns", phrase("columns not used: {names}", names=names), hint)
        )
    return ListInfo(), found_in(rows, columns, str(path), problems), problems


def unusable(path: Path, code: str, message: str, hint: str = "") -> Stop:
    """Make the `Stop` for a file that is no list (exit 3)."""
    return Stop(error(Where(str(path)), code, message, hint, NOTHING))


def no_columns(headings: list[str]) -> tuple[str, str]:
    """Say that no column is known, and which there are."""
    if not headings:
        return phrase("there is no row in this file"), ""
    shown = ", ".join(dict.fromkeys(h for h in headings if h))[:200]
    message = phrase("no column with people's names is known here; the first rows hold: {cells}", cells=shown)
    return message, phrase("say which: --map name=COLUMN")


# ------------------------------------------------------------------------------------------------------------ heading


def find_heading(rows: Rows, mapping: Mapping[str, str]) -> tuple[Columns | None, list[str]]:
    """Return the columns by the first row that names a person's name, and the cells of the rows that were looked at."""
    seen: list[str] = []
    for _, cells in islice(rows, HEAD_ROWS):
        seen += [cell.strip()[:60] for cell in cells if cell.strip()]
        columns = columns_of(cells, mapping)
        fields = {field for _, field in columns.of}
        named = fields & {"name", "family_name"}
        if named and (len(columns.of) > 1 or len([c for c in cells if c.strip()]) == 1):
            return columns, seen
    return None, seen


def columns_of(cells: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """Return what each column is for: as `mapping` says, else as the heading is known."""
    asked = {folded(column) or column.strip(): field for field, column in mapping.items()}
    of: list[tuple[int, str]] = []
    unused = []
    for number, cell in enumerate(cells):
        text = cell.strip().lstrip("\ufeff")
        field = asked.get(folded(text) or text) or meaning(text)
        if field and (field not in mapping or asked.get(folded(text) or text) == field):
            of.append((number, field))
        elif text and text not in OF_REJECTS:
            unused.append(text[:60])
    while len(cells) > 1 and not cells[-1].strip():
        cells = cells[:-1]
    return Columns(tuple(settled(of, cells, set(mapping))), len(cells), tuple(unused))


def meaning(heading: str) -> str:
    """Return the field of a heading, `|network` for an account, or nothing."""
    if heading.startswith("account:"):
        return f"|{heading[8:]}"
    key = folded(heading)
    for word in (key, key.rstrip("0123456789")):
        if word in words().columns:
            return words().columns[word]
        if word in words().accounts:
            return f"|{words().accounts[word]}"
    return ""


def settled(of: list[tuple[int, str]], cells: Sequence[str], asked: set[str]) -> Iterator[tuple[int, str]]:
    """Yield the columns with a bare `nombre` beside `apellido`, or `Name` beside `Vorname`, told apart."""
    fields = [field for _, field in of]
    names = fields.count("name") == 1 and "name" not in asked
    given, family = "given_name" in fields, "family_name" in fields
    for number, field in of:
        bare = names and field == "name" and " " not in cells[number].strip()
        if bare and family and not given and folded(cells[number]) in ("nombre", "nome", "nom", "name", "имя", "名字"):
            yield number, "given_name"
        elif bare and given and not family and folded(cells[number]) in ("nom", "name", "姓名"):
            yield number, "family_name"
        else:
            yield number, field


def check_mapping(mapping: Mapping[str, str], headings: Iterable[str]) -> None:
    """Stop at a field that is none, and at a column that the file has not (exit 2)."""
    known = {folded(h) or h for h in headings}
    for field, column in mapping.items():
        if field not in FIELDS:
            hint = did_you_mean(field, FIELDS) or phrase("known: {names}", names=", ".join(FIELDS))
            raise usage(phrase("--map: no field '{field}'", field=field), hint, "unknown-field")
        if (folded(column) or column.strip()) not in known:
            hint = did_you_mean(column, [h for h in headings if h])
            raise usage(phrase("--map: the file has no column '{column}'", column=column), hint, "unknown-column")


# --------------------------------------------------------------------------------------------------------------- rows


def found_in(rows: Rows, columns: Columns, file: str, problems: list[Diagnostic]) -> Iterator[Found]:
    """Yield what each row holds; blank rows are counted into one note `[blank-rows]`."""
    blank, first = 0, 0
    for line, cells in rows:
        if not any(cell and not cell.isspace() for cell in cells):
            blank, first = blank + 1, first or line
            continue
        yield one_row(Where(file, line, 1), cells, columns)
    if blank:
        message = phrase("{count} blank row was passed over", "{count} blank rows were passed over", count=blank)
        problems.append(note(Where(file, first, 1), "blank-rows", message))


def one_row(where: Where, cells: list[str], columns: Columns) -> Found:
    """Return what one row holds; several columns of one field are joined, or the first that is not empty is taken."""
    fields: dict[str, str] = {}
    accounts: dict[str, str] = {}
    notes: list[Doubt] = []
    for number, field in columns.of:
        cell = unguarded(cells[number]) if number < len(cells) else ""
        if not cell.strip():
            continue
        if field[0] == "|":
            accounts.setdefault(field[1:], cell)
        elif field not in fields:
            fields[field] = cell
        elif field in JOINED:
            fields[field] += JOINED[field] + cell
        elif fields[field] != cell:
            said = phrase("{field}: '{text}' of a second column is not used", field=field, text=cell.strip()[:40])
            notes.append(("two-columns", said))
    ended: Doubt | None = None
    if any(cell.count("\n") >= OPEN_QUOTE for cell in cells):
        ended = "open-quote", phrase("a quote is not closed, and the lines after it stand in one cell")
    elif len(cells) > columns.width and any(c.strip() for c in cells[columns.width :]):
        ended = "ragged", widths(len(cells), columns.width)
    elif len(cells) < columns.width:
        notes.append(("short-row", widths(len(cells), columns.width)))
    return Found(where, fields, accounts, ended, tuple(notes))


def widths(cells: int, columns: int) -> str:
    """Say how many cells a row has, and how many columns the heading."""
    return phrase(
        "{cells} under {columns}",
        cells=phrase("{count} cell", "{count} cells", count=cells),
        columns=phrase("{count} column", "{count} columns", count=columns),
    )


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that guards a spreadsheet against formulas (OWASP, CSV injection)."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


# -------------------------------------------------------------------------------------------------------------- files


def texts(path: Path, encoding: str, problems: list[Diagnostic]) -> Iterator[Rows]:
    """Yield the rows of a text file, once for its delimiter."""
    try:
        if path.stat().st_size > MOST_BYTES:
            message = phrase("larger than {size} bytes", size=MOST_BYTES)
            raise unusable(path, "too-big", message, phrase("split the file"))
        data = path.read_bytes()
    except OSError as reason:
        message = phrase("cannot be read: {reason}", reason=cause(reason))
        raise unusable(path, "missing-file", message) from None
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"):
        hint = phrase("save it as CSV or .xlsx, and name it so")
        raise unusable(path, "not-text", phrase("this is no text file"), hint)
    text, found = decoded(data, str(path), encoding)
    problems += found
    start = 1
    delimiter = delimiter_of(text)
    if text[:4].lower() == "sep=" and len(text.split("\n", 1)[0].strip()) == 5:  # how Excel is told
        delimiter, text, start = text[4], text.partition("\n")[2], 2
    yield csv_rows(text, delimiter, str(path), problems, start)


def csv_rows(text: str, delimiter: str, file: str, problems: list[Diagnostic], start: int = 1) -> Rows:
    """Yield the rows of a CSV text with the line on which each begins."""
    csv.field_size_limit(LONGEST_CELL)
    # NUL is no text anywhere; a line end of old Macs counts as one.
    if "\0" in text:
        message = phrase(
            "{count} NUL character was passed over",
            "{count} NUL characters were passed over",
            count=text.count("\0"),
        )
        problems.append(note(Where(file), "control-characters", message))
        text = text.replace("\0", "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = start
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + start
    except csv.Error as reason:
        message = phrase("cannot be read from here on: {reason}", reason=str(reason))
        hint = phrase("look for a quote that is not closed")
        problems.append(error(Where(file, line, 1), "csv", message, hint))


def delimiter_of(text: str) -> str:
    """Return the delimiter with which most columns are known, then with which there are most."""
    head = text[: 1 << 16]

    def weight(delimiter: str) -> tuple[int, int]:
        best = (0, 0)
        try:
            for cells in islice(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), HEAD_ROWS):
                known = len(columns_of(cells, {}).of)
                best = max(best, (known, len(cells)))
        except csv.Error:
            pass
        return best

    return max(DELIMITERS, key=weight)


def workbook(path: Path) -> Iterator[Rows]:
    """Yield the rows of each sheet of an XLSX file that can be seen."""
    try:
        if sum(info.file_size for info in zipfile.ZipFile(path).infolist()) > 2 * MOST_BYTES:
            message = phrase("larger than {size} bytes when unpacked", size=2 * MOST_BYTES)
            raise unusable(path, "too-big", message, phrase("save it as CSV"))
        from openpyxl import load_workbook

        book = load_workbook(path, read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except Stop:
        raise
    except OSError as reason:
        message = phrase("cannot be read: {reason}", reason=cause(reason))
        raise unusable(path, "missing-file", message) from None
    except Exception as reason:  # whatever a damaged archive makes of its reader
        message = phrase("this is no XLSX file that can be read: {reason}", reason=type(reason).__name__)
        raise unusable(path, "xlsx", message, phrase("save it as CSV")) from None
    for sheet in sheets:
        yield sheet_rows(sheet, path)


def sheet_rows(sheet: Any, path: Path) -> Rows:
    """Yield the rows of a sheet as text; empty cells at their ends count as written."""
    widest = 0
    try:
        sheet.reset_dimensions()  # what the file says of its size is often wrong
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            cells = list(map(cell_text, values))
            while cells and not cells[-1]:
                cells.pop()
            widest = max(widest, len(cells))
            yield number, cells + [""] * (widest - len(cells))
    except Exception as reason:
        message = phrase("a sheet cannot be read: {reason}", reason=type(reason).__name__)
        raise unusable(path, "xlsx", message, phrase("save it as CSV")) from None


def cell_text(value: Any) -> str:
    """Return a cell as text: whole numbers without a point, dates as 2026-11-22."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if (value.hour, value.minute) == (0, 0) else value.isoformat(" ", "minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
