"""What is published of a record tells nothing of anybody: no number under five, nor anything to compute one from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_record import sent

from campaign.record import Entry
from campaign.record.export import SMALLEST, WITHHELD, as_csv, public_csv, public_rows, suppressed

Table = tuple[int, ...]


def published(table: Table) -> tuple[tuple[tuple[tuple[str, ...], int], ...], int]:
    """Return what everybody sees of a table."""
    shown, withheld = suppressed({(str(n),): number for n, number in enumerate(table)})
    return tuple(sorted(shown.items())), withheld


@pytest.mark.parametrize(("cells", "most"), [(1, 12), (2, 12), (3, 11), (4, 8)])
def test_who_knows_every_table_and_the_rule_cannot_tell_what_is_withheld(cells: int, most: int) -> None:
    """For every table that there can be, another one looks the same and differs in each number that is withheld."""
    alike: dict[object, list[Table]] = {}
    for table in product(range(1, most + 1), repeat=cells):
        alike.setdefault(published(table), []).append(table)
    for (shown, _), tables in alike.items():
        seen = {int(cell[0]) for cell, _ in shown}
        for cell in set(range(cells)) - seen:
            assert len({table[cell] for table in tables}) > 1, (shown, tables)


def told(rows: Iterable[dict[str, object]]) -> list[int]:
    """Return the numbers of published rows."""
    return [int(str(row["count"])) for row in rows]


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["CL", "BR", "MX", None]), st.integers(0, 3), st.booleans()),
        max_size=60,
    )
)
def test_no_small_number_and_nobody_is_in_what_is_published(letters: list[tuple[str, str | None, int, bool]]) -> None:
    entries = [
        sent(n, kind=kind, country=country, day=f"2026-11-0{day + 1}", act="sent" if letter else "published")
        for n, (kind, country, day, letter) in enumerate(letters)
    ]
    rows = public_rows(entries)
    assert all(number >= SMALLEST for number in told(rows))
    assert sum(told(rows)) in (0, len(entries))
    written = public_csv(rows).decode()
    assert not any(entry.recipient in written or entry.day in written for entry in entries if entry.recipient)


def test_what_is_withheld_is_one_sum() -> None:
    crowd = [sent(n) for n in range(9)] + [sent(n, country="CL") for n in range(10, 13)]
    few = [sent(n, country="MX", kind="email") for n in range(20, 23)]
    assert public_rows([*crowd, *few]) == [
        {"act": "sent", "kind": "letter", "country": "GB", "count": 9},
        {"act": WITHHELD, "kind": "", "country": "", "count": 6},
    ]
    assert public_rows(crowd) == [{"act": WITHHELD, "kind": "", "country": "", "count": 12}]  # 3 would be 12 - 9
    assert public_rows(few) == []


def test_replies_and_meetings_are_counted_apart_and_notes_are_not() -> None:
    back = [Entry(day="2026-11-05", act="reply", recipient=f"p{n}", outcome="for", number=n) for n in range(6)]
    met = [Entry(day="2026-11-05", act="met", recipient=f"p{n}", number=n) for n in range(5)]
    none = [Entry(day="2026-11-05", act="note", note="x"), Entry(day="2026-11-05", act="reply", outcome="bounced")]
    assert [(row["act"], row["count"]) for row in public_rows([*back, *met, *none])] == [("met", 5), ("reply", 6)]


def test_a_note_that_looks_like_a_formula_runs_in_no_spreadsheet() -> None:
    lines = as_csv([sent(1, note="=1+1", by="@x")]).decode().splitlines()
    assert '"\'=1+1"' in lines[1] and '"\'@x"' in lines[1]
    assert lines[0].startswith('"number","day","act"')
