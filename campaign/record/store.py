"""Keep the rows in SQLite: one file, appended to and never changed, by one process at a time.

A row is on the disk when `append` returns (rollback journal, full synchronisation, https://www.sqlite.org/atomiccommit.html):
a process that is killed leaves all of its rows or none. SQLite's own lock lets others wait.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from campaign.diagnostics import NOTHING, Diagnostic, Stop, Where, error, warning
from campaign.phrases import phrase
from campaign.record.entries import FIELDS, FIRST, LISTS, REQUIRED, Entry, digest, entry_of

if TYPE_CHECKING:
    import sqlite3

FILE = "record.sqlite"
APPLICATION, SCHEMA = 0x43414D50, 1  # what SQLite's header says of the file: whose it is, and its form
PATIENCE = 30.0  # seconds to wait for another process
NAMES = ", ".join(f'"{name}"' for name in FIELDS)
HEAD = "SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1"
TABLE = "CREATE TABLE entries ({})".format(
    ", ".join(
        "number INTEGER PRIMARY KEY" if name == "number" else f'"{name}" TEXT{" NOT NULL" if name in REQUIRED else ""}'
        for name in FIELDS
    )
)
KEEP = "SELECT RAISE(ABORT, 'rows of the record are never changed');"
TRIGGERS = {
    "no_change": f"CREATE TRIGGER no_change BEFORE UPDATE ON entries BEGIN {KEEP} END",
    "no_removal": f"CREATE TRIGGER no_removal BEFORE DELETE ON entries BEGIN {KEEP} END",
    # REPLACE removes a row without asking the trigger above
    "at_the_end": "CREATE TRIGGER at_the_end BEFORE INSERT ON entries"
    " WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM entries)"
    f" OR NEW.previous <> coalesce((SELECT hash FROM entries ORDER BY number DESC LIMIT 1), '{FIRST}')"
    " BEGIN SELECT RAISE(ABORT, 'a row of the record follows the last one'); END",
}


def read(folder: Path) -> list[Entry]:
    """Return the rows of a campaign's record, none when there is none; `Stop` for a file that is no record `[record]`."""
    return entries_of(rows(folder), folder)


def entries_of(found: Iterable[dict[str, Any]], folder: Path) -> list[Entry]:
    """Return rows of the file as entries; `Stop` at one that cannot be any `[record]`."""
    entries = []
    for row in found:
        try:
            entries.append(entry_of(row))
        except ValueError:
            message = phrase("row {number} is not as it was written", number=row["number"])
            hint = phrase("'campaign log verify' names the first row that was changed")
            raise Stop(broken(folder, message, hint)) from None
    return entries


def append(folder: Path, entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Put rows at the end of the record, all or none; return those that were added and those that stood there already.

    What happened twice on a day is told apart by `same`. `Stop`: `[record]`, `[busy]`, `[unwritable]` (exit 3).
    """
    entries, added, there = list(entries), list[Entry](), list[Entry]()
    if not entries:
        return added, there
    with opened(folder, "rwc") as base:
        base.execute("BEGIN IMMEDIATE")
        if is_new(base, folder):
            for statement in (TABLE, *TRIGGERS.values(), f"PRAGMA application_id = {APPLICATION}"):
                base.execute(statement)
            base.execute(f"PRAGMA user_version = {SCHEMA}")
        known = set(map(same, entries_of(fetched(base), folder)))
        number, last = base.execute(HEAD).fetchone() or (0, FIRST)
        for entry in entries:
            if same(entry) in known:
                there.append(entry)
                continue
            known.add(same(entry))
            added.append(entry.after(number + 1, last))
            number, last = added[-1].number, added[-1].hash
        base.executemany(f"INSERT INTO entries ({NAMES}) VALUES ({', '.join('?' * len(FIELDS))})", map(stored, added))
        base.execute("COMMIT")
    return added, there


def same(entry: Entry) -> tuple[Any, ...]:
    """Return what makes two rows one: the same file the same way to the same person on one day, or all that was said."""
    what = (entry.path, entry.sha256) if entry.sha256 else (entry.kind, entry.country, entry.outcome, entry.note)
    return (entry.day, entry.act, entry.channel, entry.recipient, *what)


def head(entries: Iterable[Entry]) -> str:
    """Return the hash of the last row."""
    return next((entry.hash for entry in reversed([*entries])), FIRST)


def verify(folder: Path, noted: str | None = None) -> tuple[int, str, list[Diagnostic]]:
    """Recompute the chain; return the number of rows, the head, and the first row that is wrong `[tampered]`.

    `noted` is a head that somebody noted before: a record without it was cut, or written anew `[cut]`. A file whose
    triggers are gone can be changed by any program `[unprotected]`.
    """
    previous, number, seen = FIRST, 0, {FIRST}
    problems: list[Diagnostic] = []
    where = Where(str(folder / FILE))
    for number, row in enumerate(rows(folder), 1):
        wrong = fault(row, number, previous)
        if wrong:
            hint = phrase(
                "compare it with a copy of the file from before; "
                "what follows it may be right, and cannot be shown to be"
            )
            problems.append(error(where, "tampered", wrong, hint))
            break
        previous = str(row["hash"])
        seen.add(previous)
    if noted and not problems and noted.strip().lower() not in seen:
        message = phrase(
            "no row has the hash {hash}: rows were cut off at the end, or the record was written anew", hash=noted
        )
        hint = phrase("compare it with a copy of the file from the day of that hash")
        problems.append(error(where, "cut", message, hint))
    if number and not is_guarded(folder):
        message = phrase("what keeps the rows from being changed was taken out of the file")
        problems.append(warning(where, "unprotected", message, phrase("restore the file from a copy")))
    return number, previous, problems


def fault(row: dict[str, Any], number: int, previous: str) -> str:
    """Return what is wrong with a row where it stands, or nothing."""
    if row["number"] != number:
        return phrase(
            "row {number} is missing: row {found} follows row {before}",
            number=number,
            found=row["number"],
            before=number - 1,
        )
    if row["previous"] != previous:
        return phrase(
            "row {number} does not follow the row before it: one of them was moved, put in or written anew",
            number=number,
        )
    try:
        entry_of(row)
        is_whole = digest(row) == row["hash"]
    except (ValueError, TypeError):
        is_whole = False
    return "" if is_whole else phrase("row {number} was changed: its fields do not give its hash", number=number)


# The file


@contextmanager
def opened(folder: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """Open the file; what SQLite says of it is a diagnostic."""
    import sqlite3

    path = folder / FILE
    try:
        uri = f"{path.resolve().as_uri()}?mode={mode}"
        with closing(sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)) as base:
            base.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
            yield base
    except sqlite3.Error as reason:
        raise Stop(problem(folder, reason)) from None


# The usual reasons of SQLite, which has them in English alone.
REASONS = {
    "SQLITE_NOTADB": phrase("the file is no database"),
    "SQLITE_CORRUPT": phrase("the file is damaged"),
    "SQLITE_CANTOPEN": phrase("the file cannot be opened"),
    "SQLITE_READONLY": phrase("nothing can be written there"),
    "SQLITE_FULL": phrase("the disk is full"),
}


def problem(folder: Path, reason: sqlite3.Error) -> Diagnostic:
    """Return what SQLite says of the file as a diagnostic."""
    name = getattr(reason, "sqlite_errorname", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        message = phrase("another process writes into the record")
        hint = phrase("wait until it has ended, then run the command again")
        return error(Where(str(folder / FILE)), "busy", message, hint, NOTHING)
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_FULL", "SQLITE_IOERR")):
        message = phrase("the record cannot be opened or written ({reason})", reason=REASONS.get(name) or str(reason))
        return error(Where(str(folder / FILE)), "unwritable", message, phrase("nothing was written"), NOTHING)
    return broken(
        folder,
        phrase("this is no record that can be read ({reason})", reason=REASONS.get(name) or str(reason)),
        phrase("restore it from a copy; nothing was written"),
    )


def broken(folder: Path, message: str, hint: str) -> Diagnostic:
    """Say that the file is no record (exit 3)."""
    return error(Where(str(folder / FILE)), "record", message, hint, NOTHING)


def is_new(base: sqlite3.Connection, folder: Path) -> bool:
    """Tell whether the file is empty; `Stop` when it is somebody else's, or of a later form."""
    [whose], [form] = (base.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))
    if (whose, form) == (APPLICATION, SCHEMA):
        return False
    if whose == APPLICATION:
        message = phrase("the record has schema {number}, this version reads {known}", number=form, known=SCHEMA)
        raise Stop(broken(folder, message, phrase("update the program: pip install --upgrade campaign")))
    if whose or form or base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        message = phrase("this is a database of another program")
        raise Stop(broken(folder, message, phrase("give that file another name")))
    return True


def rows(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of the file as they stand there."""
    if not (folder / FILE).exists():
        return []
    with opened(folder, "rw") as base:
        return [] if is_new(base, folder) else fetched(base)


def fetched(base: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return the rows as they stand, with their lists; what is no list stays as it is."""
    found = []
    for cells in base.execute(f"SELECT {NAMES} FROM entries ORDER BY number"):
        row = dict(zip(FIELDS, cells, strict=True))
        for name in LISTS:
            with suppress(ValueError, TypeError):
                row[name] = json.loads(row[name])
        found.append(row)
    return found


def stored(entry: Entry) -> list[Any]:
    """Return the cells of a row as the file holds them."""
    return [
        json.dumps(held, ensure_ascii=False) if name in LISTS else held
        for name, held in zip(FIELDS, entry.cells, strict=True)
    ]


def is_guarded(folder: Path) -> bool:
    """Tell whether the file still keeps its rows from being changed."""
    with opened(folder, "rw") as base:
        found = dict(base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    return found == TRIGGERS
