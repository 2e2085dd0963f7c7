"""Keep signatories: one YAML file each, and beside them what the last import made, so that a second one keeps every edit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from campaign.files import refuse_installed
from campaign.model import Signatory
from campaign.recipients.listing import scalar
from campaign.recipients.merging import Merged
from campaign.recipients.rewriting import COMMENT
from campaign.values import fields

FOLDER = "signatories"
HEAD = "# Written by 'campaign signatories import'. Edit freely: the next import keeps what you change.\n"
LOCAL = ("name", "role", "organization")
TRUTH = ("consent", "example")
ORDER = tuple(name for name in fields(Signatory) if name not in ("id", "where", "places"))
Cells = dict[str, str]


def writable(folder: Path) -> Path:
    """Return the folder of a campaign's signatories; stop at the installed campaign (exit 2)."""
    refuse_installed(folder)
    return folder / FOLDER


def flat(signatory: Signatory) -> Cells:
    """Return a signatory as cells of a row; an empty value has none, but for the country, by which it is known again."""
    cells = {"id": str(signatory.id), "country": ""}
    for name in ORDER:
        value = getattr(signatory, name)
        if isinstance(value, bool):
            cells[name] = "true" if value else "false"
        elif isinstance(value, Mapping):
            cells.update({f"{name}:{tag}" if tag else name: text for tag, text in sorted(value.items())})
        elif value is not None:
            cells[name] = str(value)
    if cells.get("example") == "false":
        del cells["example"]
    return cells


def values_of(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a signatory by key, each as YAML has it on one line."""
    found: dict[str, Any] = {}
    for column in sorted((c for c in cells if c.partition(":")[0] in ORDER), key=place_of):
        name, _, tag = column.partition(":")
        if tag:
            found.setdefault(name, {})[tag] = cells[column]
        elif cells[column]:
            found[name] = cells[column]
    return {name: value_of(name, value) for name, value in found.items()}


def place_of(column: str) -> tuple[int, str]:
    """Return the place of a column in a file."""
    name, _, tag = column.partition(":")
    return ORDER.index(name), tag


def value_of(name: str, value: str | Mapping[str, str]) -> str:
    """Return a value as YAML."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(tag)}: {scalar(text)}" for tag, text in value.items()) + "}"
    return value if name in TRUTH else scalar(value)


def with_values(text: str, changes: Mapping[str, str]) -> str:
    """Return a YAML file with some of its keys set anew, and all else as it is written; an empty value takes a key out.

    A key whose value goes over several lines is set on one.
    """
    lines = text.splitlines(keepends=True)
    for key, value in changes.items():
        at = next((n for n, line in enumerate(lines) if re.match(rf"{re.escape(key)}\s*:", line)), None)
        new = [f"{key}: {value}\n"] if value else []
        if at is None:
            if lines and not lines[-1].endswith("\n"):
                lines[-1] += "\n"
            lines += new
            continue
        end = at + 1
        while end < len(lines) and (lines[end][:1] in " \t" or (lines[end][:2] == "- ")) and lines[end].strip():
            end += 1
        comment = COMMENT.fullmatch(lines[at].rstrip("\n"))
        behind = f"  {comment[1]}" if comment and end == at + 1 else ""
        lines[at:end] = [f"{key}: {value}{behind}\n"] if value else []
    return "".join(lines)


def yaml_of(cells: Mapping[str, str], before: Mapping[str, str] | None, text: str) -> str:
    """Return the file of a signatory; of one that has a file, only what changed is written anew."""
    values = values_of(cells)
    if before is None or not text:
        return HEAD + "".join(f"{key}: {value}\n" for key, value in values.items())
    old = values_of(before)
    return with_values(text, {key: values.get(key, "") for key in {**old, **values} if values.get(key) != old.get(key)})


def files_of(folder: Path, name: str, ours: Mapping[str, Cells], merged: Merged) -> Iterator[tuple[Path, bytes | None]]:
    """Yield the files that an import changes, None for one to remove: signatories, then the record of the import."""
    for row in merged.rows:
        path, before = folder / f"{row['id']}.yaml", ours.get(row["id"])
        if before is None or values_of(before) != values_of(row):
            text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
            yield path, checked(row, yaml_of(row, before, text)).encode()
    for ident in merged.pruned:
        yield folder / f"{ident}.yaml", None
    yield record_of(folder, name), as_csv(merged.base)


def checked(cells: Mapping[str, str], text: str) -> str:
    """Return a file if it reads as what it should say, else one that is written anew."""
    from campaign.reader import read_record

    read, problems = read_record(text, Signatory, "", id=cells["id"])
    if read is None or problems or values_of(flat(read)) != values_of(cells):
        return yaml_of(cells, None, "")
    return text


def record_of(folder: Path, name: str) -> Path:
    """Return the file of what the last import of a list made."""
    return folder / "imported" / f"{name}.csv"


def as_csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return rows as a CSV file for the next import."""
    kept = list(rows)
    columns = ["id", *sorted({c for row in kept for c in row} - {"id"}, key=place_of)]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(kept)
    return text.getvalue().encode()


def base_of(folder: Path, name: str) -> dict[str, Cells]:
    """Return what the last import of a list made, by id; nothing when there was none."""
    path = record_of(folder, name)
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [{k: v for k, v in row.items() if k and v} for row in csv.DictReader(file)]
    return {row["id"]: {"country": "", **row} for row in rows if "id" in row}
