"""Say what came of a list: one line for each kind of dirt, a table of the rows concerned, how old the list is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from campaign.diagnostics import NOTHING, Diagnostic, Where, error, note, warning
from campaign.formats.csv import guarded
from campaign.model import BRANCHES, Country, as_partial
from campaign.phrases import Translate, in_english, joined, phrase, said
from campaign.recipients.cleaning import Row
from campaign.recipients.found import FIELDS

OF_REJECTS = ("verdict", "reason", "file", "line")  # what stands before the row in a table of rejects
SHOWN = 3  # places named of a kind of dirt
# What is said of many rows of good lists, and needs nothing done.
MERE_NOTES = frozenset(["missing-gender", "decomposed", "line-ends", "short-row", "same-name"])
NEARLY_OVER = timedelta(days=60)
HINTS = {
    "missing-office": phrase("give it with --office lower-house, or --map role=COLUMN"),
    "odd-office": phrase("give it with --office lower-house, or --map role=COLUMN"),
    "missing-gender": phrase("write gender: f, m or x in the list; at an import, --map gender=COLUMN"),
    "comma-in-name": phrase("write the name as it is spoken, and the surname in family_name"),
    "malformed-email": phrase("it is kept in the note"),
    "same-person": phrase("the first is kept"),
    "mojibake": phrase("where the whole file is so: --encoding"),
}


def grouped(rows: Iterable[Row]) -> Iterator[Diagnostic]:
    """Yield one line for each kind of dirt: how many rows have it, the first of them, the places of the first three."""
    kinds: dict[tuple[bool, str], list[tuple[Where, str]]] = {}
    for row in rows:
        if row.rejected:
            kinds.setdefault((True, row.rejected[0]), []).append((row.where, row.rejected[1]))
            continue
        for code, what in dict(row.doubts).items():
            kinds.setdefault((False, code), []).append((row.where, what))
    for (rejected, code), found in sorted(kinds.items(), reverse=True):
        where, what = found[0]
        if rejected:
            count = phrase("{count} row rejected", "{count} rows rejected", count=len(found))
        else:
            count = phrase("{count} row in doubt", "{count} rows in doubt", count=len(found))
        made = note if code in MERE_NOTES and not rejected else warning
        message = joined(" ", filter(None, (joined(": ", (count, what)), others(found))))
        yield made(where, code, message, HINTS.get(code, ""))


def others(found: list[tuple[Where, str]]) -> str:
    """Return the next places of a kind of dirt."""
    if len(found) == 1:
        return ""
    same = len({where.file for where, _ in found}) == 1
    places = [str(where.line) if same else f"{Path(where.file).name}:{where.line}" for where, _ in found[1:SHOWN]]
    return phrase("(also at {places})", places=", ".join(places) + (" …" if len(found) > SHOWN else ""))


def too_old(
    rows: Iterable[Row], countries: Mapping[str, Country], day: date, exit: int = NOTHING
) -> Iterator[Diagnostic]:
    """Yield an error for a list from before the sitting legislature `[old-list]`, a warning 60 days before its end.

    A list that does not say its day is at most as young as the day of its import.
    """
    sitting = {
        (r.cells["country"], r.cells.get("source_date", "")): r.where.file
        for r in rows
        if r.cells and BRANCHES[r.cells.get("office", "unknown")] == "legislature"
    }
    for (code, listed_on), file in sorted(sitting.items()):
        legislature = countries[code].legislature if code in countries else None
        listed = as_partial(listed_on) if listed_on else None
        if legislature and legislature.since and (listed.last if listed else day) < legislature.since.first:
            message = phrase(
                "the list is of {day}, and the legislature of {country} sits since {since}",
                day=listed or day,
                country=code,
                since=legislature.since,
            )
            hint = phrase("bring the list up to date, or say --old-list")
            yield error(Where(file), "old-list", message, hint, exit)
        last = legislature.until if legislature else None
        if last and day > last.last:
            message = phrase("the legislature of {country} ended on {day}", country=code, day=last)
            yield warning(Where(file), "legislature-over", message)
        elif last and day >= last.last - NEARLY_OVER:
            message = phrase(
                "the legislature of {country} ends on {day}: the list holds until then", country=code, day=last
            )
            yield warning(Where(file), "legislature-ends", message)


def rejects(rows: Iterable[Row], translate: Translate = in_english) -> bytes:
    """Return a CSV for people of every row that was rejected or is in doubt, with the reason and all that was found.

    It is read back by `import`, which passes the first columns over; cells that a spreadsheet would take for a formula
    have an apostrophe before them (OWASP, CSV injection).
    """
    kept = [row for row in rows if row.rejected or row.doubts]
    networks = sorted({network for row in kept for network in row.found.accounts})
    used = [f for f in FIELDS if any(f in row.found.fields for row in kept)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*OF_REJECTS, *used, *(f"account:{n}" for n in networks)])
    for row in kept:
        doubts = [row.rejected] if row.rejected else row.doubts
        reason = "; ".join(f"{said(what, translate)} [{code}]" for code, what in doubts)
        found = [row.found.fields.get(f, "") for f in used] + [row.found.accounts.get(n, "") for n in networks]
        verdict = phrase("rejected") if row.rejected else phrase("in doubt")
        cells = [said(verdict, translate), reason, Path(row.where.file).name, str(row.where.line), *found]
        writer.writerow([guarded(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig", errors="replace")
