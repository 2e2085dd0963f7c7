"""The record: a chain that anybody can recompute, which no program changes unseen and no accident breaks."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, TODAY
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign import record
from campaign.diagnostics import Stop
from campaign.record import Entry, store
from campaign.record.counting import counts, texts, waiting

COLUMNS = "number day act kind recipient channel language path sha256 facts asks country outcome note by previous hash"


def sent(number: int, **more: Any) -> Entry:
    """Return a letter to somebody on a day of 2026."""
    given = {
        "day": "2026-11-02",
        "act": "sent",
        "kind": "letter",
        "recipient": f"p{number}",
        "channel": "post",
        "language": "en",
        "path": f"river/en/letter/p{number}.pdf",
        "sha256": f"{number:064x}",
        "facts": ("permit-granted",),
        "asks": ("revoke",),
        "country": "GB",
    }
    return Entry(**{**given, **more})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a record of five letters."""
    record.append(tmp_path, [sent(n) for n in range(1, 6)])
    return tmp_path


def tamper(folder: Path, *statements: str) -> None:
    """Change the file as somebody would who knows SQLite: the triggers are taken out, and put back."""
    base = sqlite3.connect(folder / "record.sqlite")
    for name in store.TRIGGERS:
        base.execute(f"DROP TRIGGER {name}")
    for statement in (*statements, *store.TRIGGERS.values()):
        base.execute(statement)
    base.commit()
    base.close()


def wrong(folder: Path, noted: str | None = None) -> list[tuple[str, str]]:
    """Return the codes and messages of what verification finds."""
    return [(p.code, p.message) for p in record.verify(folder, noted)[2]]


# The chain


def test_the_chain_is_recomputed_from_what_is_written_about_it(folder: Path) -> None:
    """By code that knows the file and the text on it, and nothing of ours."""
    record.append(folder, [sent(6, note='tab\t "quoted" é 中 \x1f', recipient=None, by="Kim")])
    base = sqlite3.connect(folder / "record.sqlite")
    base.row_factory = sqlite3.Row
    rows = [dict(row) for row in base.execute("SELECT * FROM entries ORDER BY number")]
    base.close()
    assert set(rows[0]) == set(COLUMNS.split())
    before = "0" * 64
    for number, row in enumerate(rows, 1):
        claimed = row.pop("hash")
        assert (row["number"], row["previous"]) == (number, before)
        row["facts"], row["asks"] = json.loads(row["facts"]), json.loads(row["asks"])
        members = (
            f"{json.dumps(k)}:{json.dumps(row[k], ensure_ascii=False, separators=(',', ':'))}" for k in sorted(row)
        )
        before = hashlib.sha256(("{" + ",".join(members) + "}").encode()).hexdigest()
        assert before == claimed
    assert record.head(record.read(folder)) == before
    assert record.verify(folder) == (6, before, [])


def test_a_record_that_is_not_there_is_empty_and_stays_away(tmp_path: Path) -> None:
    assert record.read(tmp_path) == [] and record.verify(tmp_path) == (0, "0" * 64, [])
    assert record.append(tmp_path, []) == ([], [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET note = 'x' WHERE number = 2",
        "DELETE FROM entries WHERE number = 5",
        "INSERT OR REPLACE INTO entries SELECT * FROM entries WHERE number = 5",
        "INSERT INTO entries (number, day, act, facts, asks, previous, hash) VALUES (7, '', '', '[]', '[]', '', '')",
        "INSERT INTO entries (number, day, act, facts, asks, previous, hash) VALUES (6, '', '', '[]', '[]', 'x', '')",
    ],
)
def test_the_file_itself_refuses_to_be_changed(folder: Path, statement: str) -> None:
    base = sqlite3.connect(folder / "record.sqlite")
    with pytest.raises(sqlite3.IntegrityError):
        base.execute(statement)
    base.close()
    assert wrong(folder) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE entries SET recipient = 'other' WHERE number = 3", "row 3 was changed"),
        ("UPDATE entries SET facts = '[]' WHERE number = 4", "row 4 was changed"),
        ("UPDATE entries SET facts = '7' WHERE number = 4", "row 4 was changed"),
        ("UPDATE entries SET day = x'ff' WHERE number = 1", "row 1 was changed"),
        ("UPDATE entries SET note = CAST(x'ff' AS TEXT) WHERE number = 1", "row 1 was changed"),
        ("UPDATE entries SET hash = previous WHERE number = 5", "row 5 was changed"),
        ("DELETE FROM entries WHERE number = 2", "row 2 is missing"),
        ("DELETE FROM entries WHERE number = 1", "row 1 is missing"),
    ],
)
def test_the_first_row_that_is_wrong_is_named(folder: Path, statement: str, said: str) -> None:
    tamper(folder, statement)
    [(code, message)] = wrong(folder)
    assert code == "tampered" and message.startswith(said)


def test_a_swapped_pair_is_found(folder: Path) -> None:
    renumber = "UPDATE entries SET number = {} WHERE number = {}"
    tamper(folder, renumber.format(99, 2), renumber.format(2, 3), renumber.format(3, 99))
    [(code, message)] = wrong(folder)
    assert code == "tampered" and message.startswith("row 2 does not follow")


def test_a_row_put_in_between_is_found_though_its_own_hash_is_right(folder: Path) -> None:
    third = record.read(folder)[1]
    forged = sent(9).after(3, third.hash)
    values = ", ".join(
        "NULL" if v is None else f"'{json.dumps(v) if isinstance(v, list) else v}'" for v in forged.as_row().values()
    )
    shift = (
        "UPDATE entries SET number = -number - 1 WHERE number > 2",
        "UPDATE entries SET number = -number WHERE number < 0",
    )
    tamper(folder, *shift, f"INSERT INTO entries ({store.NAMES}) VALUES ({values})")
    [(code, message)] = wrong(folder)
    assert code == "tampered" and message.startswith("row 4 ")


def test_a_cut_tail_is_found_by_a_head_that_was_noted(folder: Path) -> None:
    noted = record.head(record.read(folder))
    record.append(folder, [sent(6)])
    assert wrong(folder, noted) == []
    tamper(folder, "DELETE FROM entries WHERE number > 4")
    assert wrong(folder) == []
    assert [code for code, _ in wrong(folder, noted)] == ["cut"]


def test_a_file_without_its_triggers_is_said(folder: Path) -> None:
    base = sqlite3.connect(folder / "record.sqlite")
    base.execute("DROP TRIGGER no_change")
    base.commit()
    base.close()
    [problem] = record.verify(folder)[2]
    assert (problem.code, problem.severity) == ("unprotected", "warning")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.none()


@settings(max_examples=25)
@given(st.lists(st.tuples(TEXT, TEXT, st.lists(st.text(st.characters(exclude_categories=["Cs"]))))))
def test_what_is_written_is_read_back_and_verified(tmp_path_factory: pytest.TempPathFactory, given: Any) -> None:
    folder = tmp_path_factory.mktemp("record")
    entries = [sent(n, note=note, by=by, facts=tuple(facts)) for n, (note, by, facts) in enumerate(given)]
    added, there = record.append(folder, entries)
    assert (record.read(folder), there) == (added, [])
    assert [e.note for e in added] == [note for note, _, _ in given]
    assert wrong(folder) == []


# Accidents


def test_the_same_file_on_a_day_is_kept_once(folder: Path) -> None:
    again = [
        sent(1),
        sent(1, outcome="for"),
        sent(1, day="2026-11-03"),
        sent(1, channel="email"),
        sent(1, sha256="0" * 64),
    ]
    added, there = record.append(folder, again)
    assert ([e.day for e in added], len(there)) == (["2026-11-03", "2026-11-02", "2026-11-02"], 2)
    added, there = record.append(folder, [Entry(day="2026-11-05", act="reply", recipient="p1", outcome="for")] * 2)
    assert (len(added), len(there)) == (1, 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"this is a text, and longer than the header of a database, which has a hundred bytes." * 3, "no record"),
        (b"SQLite format 3\x00" + b"\xff" * 200, "no record"),
    ],
)
def test_a_broken_file_is_one_problem(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "record.sqlite").write_bytes(data)
    for action in (lambda: record.read(tmp_path), lambda: record.append(tmp_path, [sent(1)]), lambda: wrong(tmp_path)):
        with pytest.raises(Stop) as stop:
            action()
        [problem] = stop.value.problems
        assert (problem.code, problem.exit) == ("record", 3) and said in problem.message
    assert (tmp_path / "record.sqlite").read_bytes() == data


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TABLE notes (a)", "another program"),
        ("PRAGMA application_id = 7", "another program"),
        (f"PRAGMA application_id = {store.APPLICATION}", "schema 0"),
    ],
)
def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path, statement: str, said: str) -> None:
    base = sqlite3.connect(tmp_path / "record.sqlite")
    base.execute(statement)
    base.close()
    before = (tmp_path / "record.sqlite").read_bytes()
    with pytest.raises(Stop, match=said):
        record.append(tmp_path, [sent(1)])
    assert (tmp_path / "record.sqlite").read_bytes() == before


def test_a_folder_or_a_row_that_cannot_be_read_is_a_problem(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "else" / "record.sqlite").mkdir(parents=True)
    with pytest.raises(Stop) as stop:
        record.append(tmp_path / "else", [sent(1)])
    assert stop.value.problems[0].code == "unwritable"
    tamper(folder, "UPDATE entries SET facts = 'x' WHERE number = 3")
    with pytest.raises(Stop, match="row 3"):
        record.read(folder)


def test_who_finds_it_held_waits_and_then_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    base = sqlite3.connect(folder / "record.sqlite", isolation_level=None)
    base.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Stop) as stop:
        record.append(folder, [sent(6)])
    base.close()
    assert [(p.code, p.exit) for p in stop.value.problems] == [("busy", 3)]
    assert len(record.append(folder, [sent(6)])[0]) == 1


APPENDING = """
import sys
from pathlib import Path
from campaign import record
for n in range(int(sys.argv[3])):
    record.append(Path(sys.argv[1]), [record.Entry(day="2026-11-02", act="note", note=f"{sys.argv[2]} {n}")])
    print(n, flush=True)
"""


def appending(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    """Start a process that appends rows one by one, and tells of each once it is there."""
    command = [sys.executable, "-c", APPENDING, str(folder), name, str(count)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    both = [appending(tmp_path, name, 25) for name in ("a", "b")]
    assert [process.communicate(timeout=60)[0].count("\n") for process in both] == [25, 25]
    notes = {entry.note for entry in record.read(tmp_path)}
    assert notes == {f"{name} {n}" for name in "ab" for n in range(25)}
    assert wrong(tmp_path) == []


def test_a_process_that_is_killed_leaves_what_it_told_of_and_a_whole_chain(tmp_path: Path) -> None:
    for round in range(3):
        process = appending(tmp_path, str(round), 100_000)
        assert process.stdout
        process.stdout.readline()
        time.sleep(0.05 + 0.03 * round)
        process.kill()
        told = 1 + process.communicate()[0].count("\n")
        kept = sum(entry.note.startswith(f"{round} ") for entry in record.read(tmp_path) if entry.note)
        assert kept in (told, told + 1)
        assert wrong(tmp_path) == []


# What it comes to


def test_formats_of_one_text_are_counted_once() -> None:
    both = [sent(1), sent(1, path="river/en/letter/p1.docx"), sent(1, day="2026-11-03"), sent(2)]
    assert len(texts(both)) == 3
    found = counts(both)
    assert (found.texts, found.written_to, found.tables["kind"]) == (3, 2, (("letter", 3),))


def test_weeks_without_anything_are_told() -> None:
    found = counts([sent(1, day="2026-11-01"), sent(2, day="2026-11-20"), sent(3, day="2026-11-16")])
    assert found.tables["week"] == (("2026-10-26", 1), ("2026-11-02", 0), ("2026-11-09", 0), ("2026-11-16", 2))
    assert (found.since, found.until) == ("2026-11-01", "2026-11-20")


def test_replies_are_those_of_whom_was_written_to() -> None:
    replies = [
        Entry(day="2026-11-05", act="reply", recipient=who, outcome=what)
        for who, what in (("p1", "for"), ("p1", "against"), ("p2", "bounced"), ("p3", "no-answer"), ("p9", "for"))
    ]
    found = counts([*(sent(n) for n in range(1, 5)), *replies])
    assert (found.written_to, found.answered, found.bounced, found.share) == (4, 1, 1, 0.25)
    assert found.tables["outcome"] == (("for", 2), ("against", 1))


@pytest.mark.parametrize(
    ("entries", "who"),
    [
        ([sent(1)], ["p1"]),
        ([sent(1, day="2026-11-09")], []),
        ([sent(1), sent(1, day="2026-11-20")], []),
        ([sent(1, asks=())], []),
        ([sent(1, act="published")], []),
        ([sent(1), Entry(day="2026-11-05", act="reply", recipient="p1", outcome="for")], []),
        ([sent(1), Entry(day="2026-11-05", act="reply", recipient="p1", outcome="bounced")], []),
        ([sent(1), Entry(day="2026-11-05", act="reply", recipient="p1", outcome="no-answer")], ["p1"]),
        ([sent(1), Entry(day="2026-11-01", act="reply", recipient="p1", outcome="for")], ["p1"]),
        ([sent(2, day="2026-10-01"), sent(1), sent(3, recipient=None)], ["p2", "p1"]),
    ],
)
def test_who_has_waited_so_long(entries: list[Entry], who: list[str]) -> None:
    numbered = [entry.after(n, "") for n, entry in enumerate(entries, 1)]
    assert [w.entry.recipient for w in waiting(numbered, TODAY, 14)] == who


def test_letters_of_the_week_and_of_all_time(make: Callable[..., Path]) -> None:
    folder = make()
    days = ("2026-11-15", "2026-11-16", "2026-11-22", "2026-11-23", "2026-10-01")
    record.append(folder, [sent(n, day=day) for n, day in enumerate(days)])
    record.append(folder, [sent(9, day="2026-11-20", act="published", channel="x"), sent(8, channel="press")])
    assert record.counted(folder, TODAY) == {"week": 2, "all": 4}
