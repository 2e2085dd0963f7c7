"""Read the CSV of one term as EveryPolitician published it: a row a membership, several rows for one person.

Its columns are id, name, sort_name, email, twitter, facebook, group, group_id, area_id, area, chamber, term, start_date,
end_date, image, gender, wikidata, wikidata_group, wikidata_area. The project stopped in 2019, and says so of its data.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from campaign.diagnostics import Diagnostic, Where, warning
from campaign.phrases import phrase
from campaign.recipients.found import Doubt, Found, ListInfo
from campaign.recipients.sources.reading import (
    Term,
    country_in,
    kept,
    on_day,
    opening,
    others,
    read_text,
    refused,
)
from campaign.recipients.sources.table import csv_rows, widths

NEEDED = {"id", "name", "sort_name", "group_id", "area_id", "chamber", "term"}
FROZEN = "2019"
ACCOUNTS = {"twitter": "x", "facebook": "facebook"}
Row = tuple[Where, dict[str, str], Doubt | None]  # its place, its cells by column, what is wrong with it


def knows(path: Path, head: bytes) -> bool:
    """Tell whether a file is a term of EveryPolitician by its heading."""
    heading = opening(head).split("\n", 1)[0]
    return set(cells_of(heading)) >= NEEDED


def cells_of(heading: str) -> list[str]:
    """Return the columns of a heading, whatever divides them."""
    return [cell.strip().strip('"').lower() for cell in heading.split(delimiter_of(heading))]


def delimiter_of(heading: str) -> str:
    """Return what divides the columns."""
    return max(",;\t", key=heading.count)


def read(path: Path, day: date) -> tuple[ListInfo, list[Found], list[Diagnostic]]:
    """Return each person once, by the row that holds on the day."""
    text, problems = read_text(path)
    if text is None:
        return ListInfo(), [], problems
    columns = cells_of(text.split("\n", 1)[0])
    if not {"id", "name"} <= set(columns):
        message = phrase("there is no column id or name")
        return ListInfo(), [], [*problems, refused(Where(str(path), 1, 1), "no-columns", message)]
    people: dict[str, list[Row]] = {}
    newest = ""
    for row in rows_of(text, columns, str(path), problems):
        where, cells, _ = row
        people.setdefault(cells.get("id", "").strip() or f"line {where.line}", []).append(row)
        newest = max(
            newest, cells.get("start_date", "")[:4], cells.get("end_date", "")[:4] if cells.get("end_date") else ""
        )
    info = ListInfo("EveryPolitician")
    if newest <= FROZEN:
        info = info._replace(source_date=FROZEN)
        message = phrase("EveryPolitician stopped in 2019: people may have left office since")
        problems.append(warning(Where(str(path)), "frozen-source", message, phrase("look for a newer list")))
    return info, [one(rows, day) for rows in people.values()], problems


def rows_of(text: str, columns: list[str], file: str, problems: list[Diagnostic]) -> Iterator[Row]:
    """Yield the rows under the heading; a row of another width is not understood."""
    rows = csv_rows(text, delimiter_of(text.split("\n", 1)[0]), file, problems)
    next(rows, None)
    for line, cells in rows:
        if any(cell.strip() for cell in cells):
            odd = ("ragged", widths(len(cells), len(columns))) if len(cells) != len(columns) else None
            yield Where(file, line, 1), dict(zip(columns, cells, strict=False)), odd


def one(rows: list[Row], day: date) -> Found:
    """Return one person by the rows that have the same id."""
    odd = next((row for row in rows if row[2]), None)
    if odd:
        return Found(odd[0], {}, ended=odd[2])
    terms = [
        Term(row.get("start_date", ""), row.get("end_date", ""), {"where": where, "row": row}) for where, row, _ in rows
    ]
    chosen, ended = on_day(terms, day)
    row: dict[str, str] = chosen[0].said["row"]
    fields = kept(
        id=row.get("id", ""),
        name=row.get("name", ""),
        sort_name=row.get("sort_name", ""),
        email=row.get("email", ""),
        gender=row.get("gender", ""),
        party=row.get("group", ""),
        area=row.get("area", ""),
        organization=row.get("chamber", ""),
        country=country_in(row.get("area_id", "")),
        start_date=row.get("start_date", ""),
        end_date=row.get("end_date", ""),
    )
    accounts = kept(**{network: row.get(column, "") for column, network in ACCOUNTS.items()})
    current = [term.said["row"] for term in chosen]
    notes = [n for column in ("group", "area", "chamber") for n in others(column, [r.get(column, "") for r in current])]
    if len(rows) > 1:
        lines = ", ".join(str(where.line) for where, _, _ in rows)
        said = phrase("{count} rows of one person were joined, lines {lines}", count=len(rows), lines=lines)
        notes.append(("merged", said))
    return Found(chosen[0].said["where"], fields, accounts, ended, tuple(notes))
