"""Read and write lists of recipients in the tool's own format, as YAML and as CSV.

The CSV is the YAML made flat, for lists of thousands, which PyYAML reads too slowly: a column a field, `personal:es` for
a text by language and `accounts:x` for any other map, `;` between the items of a list (`\\;` is one inside an item,
`\\\\` a backslash), `true` for truth. It is UTF-8 with commas, as RFC 4180 has it, without guards against formulas: it
is read back by programs. The column `reason` of a file of failures is passed over.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from campaign.diagnostics import Diagnostic, Where, cause, did_you_mean, error, warning
from campaign.model import Id, PartialDate, Recipient, as_partial
from campaign.phrases import joined, phrase
from campaign.values import fields

PASSED_OVER = ("reason",)
MOST_BYTES = 256 << 20
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ITEM = re.compile(r"((?:\\[\\;]|[^;])*)(;|$)")
# A YAML scalar that stands without quotes whatever reads it.
BARE = re.compile(
    r"(?!(?:true|false|null|yes|no|on|off|y|n|nan|inf)$)[^\W\d_](?:[\w./@()·’ -]*[\w.)])?|\d{4}(?:-\d\d){1,2}",
    re.IGNORECASE,
)
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
Row = dict[str, str]  # a recipient as the cells of its CSV row that are not empty


class Field(NamedTuple):
    """One field of a recipient: how its cell is read and written, and what may stand in it."""

    name: str
    kind: str  # text, id, list, map, date, truth
    choices: tuple[str, ...] = ()
    required: bool = False


@cache
def known_fields() -> dict[str, Field]:
    """Return the fields of the format in the order of its columns."""
    found = {}
    for name, wanted in fields(Recipient).items():
        if name in ("where", "places"):
            continue
        kind, choices = kind_of(wanted)
        found[name] = Field(name, kind, choices, name in Recipient._required)
    return found


def kind_of(wanted: Any) -> tuple[str, tuple[str, ...]]:
    """Return how a type is written in a cell, with its choices."""
    origin, args = get_origin(wanted), get_args(wanted)
    if origin is Union or str(origin) == "<class 'types.UnionType'>":
        return kind_of(args[0])
    if origin is Literal:
        return "text", args
    if origin is tuple:
        return "list", kind_of(args[0])[1]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "map", ()
    plain_kinds: dict[Any, str] = {Id: "id", bool: "truth", PartialDate: "date"}
    return plain_kinds.get(wanted, "text"), ()


# ------------------------------------------------------------------------------------------------------------ writing


def flat(recipient: Recipient) -> Row:
    """Return a recipient as the cells of its row; an empty value has none."""
    row: Row = {}
    for name, field in known_fields().items():
        value = recipient.__dict__.get(name)
        if not value or (value == "unknown" and field.choices):
            continue
        if field.kind == "map":
            row.update({f"{name}:{key}": value[key] for key in sorted(value)})
        elif field.kind == "list":
            row[name] = ";".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in value)
        else:
            row[name] = "true" if field.kind == "truth" else str(value)
    return row


def order_of(column: str) -> tuple[int, str]:
    """Return the place of a column in the file."""
    (name, _, key), known = column.partition(":"), list(known_fields())
    return known.index(name) if name in known else len(known), key


def as_csv(rows: Iterable[Row]) -> bytes:
    """Return rows as a CSV file: the columns that every list has, then those with something in them."""
    kept = list(rows)
    columns = sorted({"id", "name", "office", "country", *(c for row in kept for c in row)}, key=order_of)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in kept:
        # What is known not to be known is said, so that a row of the file stands for itself.
        writer.writerow({"office": "unknown", **row})
    return text.getvalue().encode()


def entry(row: Row) -> str:
    """Return one recipient as an entry of a YAML list."""
    lines = []
    for name, value in values_of({"office": "unknown", **row}).items():
        if isinstance(value, Mapping):
            lines.append(f"{name}: {{{', '.join(f'{scalar(k)}: {scalar(v)}' for k, v in value.items())}}}")
        elif isinstance(value, tuple) and not isinstance(value, PartialDate):
            lines.append(f"{name}: [{', '.join(map(scalar, value))}]")
        else:
            lines.append(f"{name}: {'true' if value is True else scalar(str(value))}")
    return "- " + "\n  ".join(lines) + "\n"


def scalar(text: str) -> str:
    """Return a text as YAML has it on one line, in double quotes unless it is plainly a word."""
    if BARE.fullmatch(text):
        return text
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


# ------------------------------------------------------------------------------------------------------------ reading


def values_of(row: Row) -> dict[str, Any]:
    """Return the values of a recipient from the cells of its row, which must be right."""
    values: dict[str, Any] = {}
    for column in sorted(row, key=order_of):
        name, _, key = column.partition(":")
        if key:
            values.setdefault(name, {})[key] = row[column]
        else:
            values[name] = converted(known_fields()[name], row[column])
    return values


def converted(field: Field, cell: str) -> Any:
    """Return the value of a cell; None when it is none."""
    if field.kind == "list":
        return items_of(cell, field.choices)
    if field.kind == "date":
        return as_partial(cell)
    if field.kind == "truth":
        return {"true": True, "false": False}.get(cell)
    if field.choices and cell not in field.choices:
        return None
    return cell if field.kind != "id" or ID.fullmatch(cell) else None


def items_of(cell: str, choices: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the items of a list; None when one is not of the choices."""
    if "\\" not in cell:
        found = [item.strip() for item in cell.split(";")]
    else:
        found = [re.sub(r"\\([\\;])", r"\1", m[1]).strip() for m in ITEM.finditer(cell)]
    items = tuple(item for item in found if item)
    return items if not choices or set(items) <= set(choices) else None


class Columns:
    """The heading of a list: what each column is for, and what is wrong with the heading."""

    def __init__(self, heading: list[str], where: Where) -> None:
        self.problems: list[Diagnostic] = []
        self.width = len(heading)
        self.of: list[tuple[int, Field, str, str]] = []  # cell number, field, key of a map, column
        seen: set[str] = set()
        for number, text in enumerate(heading):
            column = text.strip()
            name, _, key = column.partition(":")
            field = known_fields().get(name)
            if column in PASSED_OVER or not column:
                continue
            if field is None or (field.kind == "map") != bool(key):
                bare = field and not key
                hint = (
                    phrase("write it as {example}", example=f"{name}:es")
                    if bare
                    else did_you_mean(column, known_fields())
                )
                message = phrase("the column '{name}' is not known", name=column)
                self.problems.append(warning(where, "unknown-column", message, hint))
            elif column in seen:
                message = phrase("the column '{name}' stands twice", name=column)
                self.problems.append(error(where, "duplicate-key", message))
            else:
                seen.add(column)
                self.of.append((number, field, key, column))
        missing = [name for name, field in known_fields().items() if field.required and name not in seen]
        for name in missing:
            hint = phrase("a list of others is taken in with 'campaign recipients import'")
            message = phrase("the column '{name}' is missing", name=name)
            self.problems.append(error(where, "missing-key", message, hint))
        self.usable = not missing

    def read(self, cells: list[str], where: Where, problems: list[Diagnostic]) -> Recipient | None:
        """Return the recipient of a row, or None with every problem of the row noted."""
        values: dict[str, Any] = {}
        wrong = len(problems)
        for number, field, key, column in self.of:
            cell = cells[number] if number < len(cells) else ""
            if not cell.strip():
                if field.required:
                    problems.append(error(where, "missing-value", phrase("'{field}' is empty", field=field.name)))
                continue
            if key:
                values.setdefault(field.name, {})[key] = cell
                continue
            value = converted(field, cell)
            if value is None:
                problems.append(wrong_cell(field, column, cell, where))
            values[field.name] = value
        return Recipient(where=where, **values) if len(problems) == wrong else None


def wrong_cell(field: Field, column: str, cell: str, where: Where) -> Diagnostic:
    """Say what a cell should have held."""
    if field.choices:
        known = ", ".join(field.choices)
        message = phrase("expected one of {known}; found '{found}'", known=known, found=cell[:60])
        return error(where, "choice", joined(": ", (column, message)), did_you_mean(cell, field.choices, most=0))
    hints = {
        "id": phrase("use a-z, 0-9 and single hyphens"),
        "date": phrase("write it as 2026-11-22, 2026-11 or 2026"),
        "truth": phrase("write true or false"),
    }
    message = phrase("{column}: '{found}' is not valid", column=column, found=cell[:60])
    return error(where, "id" if field.kind == "id" else "type", message, hints[field.kind])


def is_own(heading: Iterable[str]) -> bool:
    """Tell whether a heading is that of the tool's own CSV."""
    names = [text.strip().partition(":")[0] for text in heading]
    others = [name for name in names if name not in known_fields() and name not in PASSED_OVER]
    return {"id", "name", "office", "country"} <= set(names) and not others


def read_csv(path: Path, problems: list[Diagnostic]) -> Iterator[Recipient]:
    """Yield the recipients of a CSV list; what is wrong is noted, with its line `[missing-file]`, `[encoding]`, `[csv]`."""
    try:
        with path.open("r", encoding="utf-8-sig", newline="") as file:
            if path.stat().st_size > MOST_BYTES:
                message = phrase("larger than {limit} bytes", limit=MOST_BYTES)
                problems.append(error(Where(str(path)), "too-big", message, phrase("split the file")))
                return
            yield from rows_of(csv.reader(file), path, problems)
    except OSError as reason:
        message = phrase("cannot be read: {reason}", reason=cause(reason))
        problems.append(error(Where(str(path)), "missing-file", message))
    except UnicodeDecodeError:
        hint = phrase("save it as UTF-8, or take it in with 'campaign recipients import'")
        problems.append(error(Where(str(path)), "encoding", phrase("the file is not UTF-8"), hint))


def rows_of(reader: Any, path: Path, problems: list[Diagnostic]) -> Iterator[Recipient]:
    """Yield the recipients of the rows below the heading; blank rows are nothing."""
    columns: Columns | None = None
    file, line = str(path), 1
    try:
        for cells in reader:
            where, line = Where(file, line, 1), reader.line_num + 1
            if not any(cells):
                continue
            if columns is None:
                columns = Columns(cells, where)
                problems += columns.problems
                if not columns.usable:
                    return
                continue
            if len(cells) > columns.width and any(cells[columns.width :]):
                message = phrase(
                    "{count} cells in this row: a comma in a text wants quotes around it", count=len(cells)
                )
                problems.append(error(where, "ragged", message))
                continue
            recipient = columns.read(cells, where, problems)
            if recipient is not None:
                yield recipient
    except csv.Error as reason:
        message = phrase("cannot be read from here on: {reason}", reason=str(reason))
        problems.append(error(Where(file, line, 1), "csv", message))
