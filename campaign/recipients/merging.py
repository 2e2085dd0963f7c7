"""Take a list in a second time: who is new, changed or gone, without losing what a person edited.

What an import made is kept beside the list, in `recipients/imported/<name>.csv`, in the same format. At the next import
three values of each field are compared: what was imported then, what stands in the list now, what the source says. A
field that stands otherwise than it was imported was edited by a person, and stays; every other one follows the source.
So it is with whole entries: one that was removed by hand stays out, one that was added by hand stays in, and one that
the source no longer has is kept and named, until `--prune` takes it out (unless somebody edited it). A list without
such a record was written by hand: what it says stays, and only what is empty is filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from campaign.recipients.cleaning import OF_THE_LIST, marks_of, name_mark, persons
from campaign.recipients.listing import Row


class Conflict(NamedTuple):
    """A field that a person edited and the source has changed since."""

    id: str
    field: str
    kept: str
    found: str


class Merged(NamedTuple):
    """The list as it is to be, what was imported, and what is different."""

    rows: tuple[Row, ...]
    base: tuple[Row, ...]
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    pruned: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()  # removed by hand before
    edited: tuple[str, ...] = ()  # of which something is kept
    conflicts: tuple[Conflict, ...] = ()


def known_persons(rows: Iterable[Row]) -> dict[str, str]:
    """Return the ids of the people of a list by the marks by which they are known again."""
    listed = list(rows)
    known: dict[str, str] = {}
    for row, marks in zip(listed, marks_of(listed), strict=True):
        for mark in marks:
            known.setdefault(mark, row["id"])
    return known


def merge(ours: Mapping[str, Row], base: Mapping[str, Row], found: Mapping[str, Row], prune: bool = False) -> Merged:
    """Return a list brought up to date: `ours` stands now, `base` was imported, `found` is what the source has."""
    here = paired(ours, base, found)
    rows: dict[str, Row] = {}
    gone, pruned, edited, changed, conflicts = [], [], [], [], []
    for ident, row in ours.items():
        source = here.get(ident, ident)
        before = base.get(source, {})
        if source in found:
            rows[ident], kept = merged_row(row, before, found[source])
            edited += [ident] if edited_fields(row, before) else []
            conflicts += kept
            changed += [ident] if visible(rows[ident]) != visible(row) else []
            continue
        if before and not (prune and not edited_fields(row, before)):
            gone.append(ident)
        elif before:
            pruned.append(ident)
            continue
        rows[ident] = row
    met = set(here.values())
    new = [ident for ident in found if ident not in met and ident not in base]
    left_out = [ident for ident in found if ident not in met and ident in base]
    rows |= {ident: found[ident] for ident in new}
    stay = {here.get(ident, ident) for ident in gone}
    kept_base = {i: row for i, row in base.items() if i in stay and i not in found}
    return Merged(
        rows=tuple(rows.values()),
        base=(*found.values(), *kept_base.values()),
        new=tuple(new),
        changed=tuple(changed),
        gone=tuple(gone),
        pruned=tuple(pruned),
        left_out=tuple(left_out),
        edited=tuple(edited),
        conflicts=tuple(conflicts),
    )


def paired(ours: Mapping[str, Row], base: Mapping[str, Row], found: Mapping[str, Row]) -> dict[str, str]:
    """Return the id that each entry of ours has in the source: its own, or that of the same person where we changed it."""
    pairs = {ident: ident for ident in ours if ident in base or ident in found}
    left = {ident: row for ident, row in (*base.items(), *found.items()) if ident not in pairs}
    known = known_persons(left.values())
    used: set[str] = set()
    for ident, row in ours.items():
        if ident not in pairs:
            theirs = next(
                (known[mark] for mark in (*persons(row), name_mark(row)) if mark in known and known[mark] not in used),
                "",
            )
            if theirs:
                pairs[ident] = theirs
                used.add(theirs)
    return pairs


def merged_row(ours: Row, base: Mapping[str, str], found: Row) -> tuple[Row, list[Conflict]]:
    """Return a row with our edits over what the source has, and where both have changed."""
    made: Row = {}
    conflicts = []
    for field in dict.fromkeys((*ours, *found)):
        mine, then, now = ours.get(field, ""), base.get(field, ""), found.get(field, "")
        edited = field == "id" or (mine != then if base else bool(mine) and field not in OF_THE_LIST)
        if edited and field != "id" and now not in (mine, then):
            conflicts.append(Conflict(ours["id"], field, mine, now))
        value = mine if edited else now
        if value:
            made[field] = value
    return made, conflicts


def edited_fields(ours: Row, base: Mapping[str, str]) -> list[str]:
    """Return the fields that a person changed since the import."""
    return [f for f in dict.fromkeys((*ours, *base)) if base and ours.get(f, "") != base.get(f, "")]


def visible(row: Row) -> Row:
    """Return what a row says of the person."""
    return {field: value for field, value in row.items() if field not in OF_THE_LIST}
