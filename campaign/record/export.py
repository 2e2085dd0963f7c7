"""Give the record out: all of it to whoever keeps it, and to everybody numbers that tell nothing of anybody."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from campaign.formats.csv import guarded, table
from campaign.record.counting import replies, texts
from campaign.record.entries import FIELDS, LISTS, Entry

SMALLEST = 5  # the smallest number that is published
PUBLIC = ("act", "kind", "country", "count")
WITHHELD = "withheld"
Cell = tuple[str, ...]


def as_csv(entries: Iterable[Entry]) -> bytes:
    """Return all rows as CSV, the items of a list apart by `;`."""
    rows = [
        {
            name: ";".join(held) if name in LISTS else "" if held is None else str(held)
            for name, held in e.as_row().items()
        }
        for e in entries
    ]
    return table(FIELDS, [{**row, "note": guarded(row["note"]), "by": guarded(row["by"])} for row in rows])


def as_json(entries: Iterable[Entry], head: str) -> bytes:
    """Return all rows as JSON, from which the chain can be recomputed."""
    return written({"entries": [entry.as_row() for entry in entries], "head": head})


def public_rows(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return how much went out, and how many calls, meetings and replies there were, by country, without small numbers."""
    entries = list(entries)
    counted = [*texts(entries), *replies(entries), *(e for e in entries if e.act in ("called", "met"))]
    cells: Counter[Cell] = Counter((e.act, e.kind or "", e.country or "") for e in counted)
    shown, withheld = suppressed(cells)
    rows = [{**dict(zip(PUBLIC, cell, strict=False)), "count": number} for cell, number in sorted(shown.items())]
    return [*rows, {"act": WITHHELD, "kind": "", "country": "", "count": withheld}] if withheld else rows


def suppressed(cells: Mapping[Cell, int]) -> tuple[dict[Cell, int], int]:
    """Return the cells that may be published, and the sum of all others (0 when even that may not be).

    One table, no totals by row or column: nothing can be subtracted from anything but the sum. A number under 5 is
    withheld; so are the next larger ones, until the sum does not tell what it is made of (complementary suppression:
    Hundepool and others, Handbook on Statistical Disclosure Control, 2nd edition 2024, chapter 4,
    https://sdctools.github.io/HandbookSDC/).
    """
    order = sorted(cells, key=lambda cell: (cells[cell], cell))
    hidden = sum(cells[cell] < SMALLEST for cell in order)
    while hidden and hidden < len(order) and not is_vague([cells[cell] for cell in order[:hidden]]):
        hidden += 1
    while 0 < hidden < len(order) and SMALLEST <= cells[order[hidden]] == cells[order[hidden - 1]]:
        hidden += 1  # which one of two equal ones is withheld would tell how the rest was ordered
    held = [cells[cell] for cell in order[:hidden]]
    return {cell: cells[cell] for cell in order[hidden:]}, sum(held) if is_vague(held) else 0


def is_vague(held: list[int]) -> bool:
    """Tell whether a sum leaves open what its parts are."""
    if len(held) < 2 or sum(held) < SMALLEST:
        return False
    small = [number for number in held if number < SMALLEST]
    return len(small) < len(held) or len(held) < sum(held) < (SMALLEST - 1) * len(held)


def public_csv(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the published numbers as CSV."""
    return table(PUBLIC, [{name: str(held) for name, held in row.items()} for row in rows])


def written(whole: Mapping[str, Any]) -> bytes:
    """Return one JSON object, schema 1, in UTF-8."""
    return f"{json.dumps({'schema': 1, **whole}, ensure_ascii=False, indent=1)}\n".encode()
