"""Take a list in: find out what it is, clean its rows, say what came of it.

Nothing is written here. Counts add up: imported + rejected = rows.
"""

from __future__ import annotations

import csv
import importlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from campaign.diagnostics import NOTHING, Diagnostic, Stop, Where, cause, did_you_mean, error, no_such, note, usage
from campaign.model import Recipient, as_partial
from campaign.phrases import phrase
from campaign.recipients import popolo_form
from campaign.recipients.cleaning import Row, Setting, clean
from campaign.recipients.found import Found, ListInfo
from campaign.recipients.listing import flat, is_own, read_csv
from campaign.recipients.reporting import grouped

SOURCES = ("popolo", "everypolitician", "congress", "openstates", "wikidata", "vcard")
KNOWN = ("auto", "csv", *SOURCES)
HEAD = 1 << 14
Reading = tuple[ListInfo, Iterable[Found], list[Diagnostic]]


class Taken(NamedTuple):
    """What came of a list: its rows, what it says of itself, how it was read, and what is to be said."""

    rows: list[Row]
    about: ListInfo
    source: str
    problems: list[Diagnostic]

    @property
    def imported(self) -> list[Row]:
        """The rows with a recipient."""
        return [row for row in self.rows if row.cells]

    @property
    def doubtful(self) -> list[Row]:
        """The rows with a recipient and a doubt."""
        return [row for row in self.rows if row.cells and row.doubts]


def take_in(
    path: Path, setting: Setting, source: str = "auto", mapping: Mapping[str, str] | None = None, encoding: str = ""
) -> Taken:
    """Return what comes of a list: every row as a recipient, or with the reason why not.

    Stops at a list that is not there or empty (exit 3), at one that nobody understands and at a wrong `mapping` (2).
    """
    if source not in KNOWN:
        raise usage(no_such("source", source), did_you_mean(source, KNOWN), "unknown-source")
    if not path.exists():
        raise Stop(error(Where(str(path)), "missing-file", phrase("there is no such list"), "", NOTHING))
    own = own_list(path) if source in ("auto", "csv", "popolo") and not mapping else None
    if own:
        return taken_back(*own, setting)
    how, (about, found, problems) = open_list(path, source, setting.day, mapping or {}, encoding)
    setting = setting._replace(
        scheme="list" if how == "csv" else how,
        country=setting.country or about.country,
        source=setting.source or about.source or path.name,
        source_date=setting.source_date or str(as_partial(about.source_date[:10]) or ""),
        licence=setting.licence or about.licence,
    )
    rows = clean(found, setting)
    if not rows:
        raise Stop(*problems, nobody(str(path)))
    if not setting.source_date:
        message = phrase("the list does not say of what day it is: nobody will know when it is old")
        hint = phrase("give the day with --listed-on YYYY-MM-DD")
        problems.append(note(Where(str(path)), "undated", message, hint))
    about = ListInfo(setting.source, setting.source_date, setting.licence, setting.country)
    return Taken(rows, about, how, [*problems, *grouped(rows)])


def nobody(file: str = "") -> Diagnostic:
    """Make the error for a list with no row in it (exit 3)."""
    return error(Where(file), "empty", phrase("there is nobody in this list"), "", NOTHING)


def room_of(source: str) -> Any:
    """Return the module that reads a source, imported when it is wanted: each has a library of its own."""
    return importlib.import_module(f"campaign.recipients.sources.{'table' if source == 'csv' else source}")


def source_of(path: Path) -> str:
    """Return what a file or folder is; stop at what nobody knows (exit 2)."""
    head = b""
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(HEAD)
    for source in (*SOURCES, "csv"):
        if room_of(source).knows(path, head):
            return source
    message = phrase("nobody knows what '{file}' is", file=path.name)
    raise usage(message, phrase("say: --source {names}", names="|".join(KNOWN[1:])), "unknown-source")


def open_list(path: Path, source: str, day: date, mapping: Mapping[str, str], encoding: str) -> tuple[str, Reading]:
    """Return how a list is read, and what it holds."""
    try:
        how = ("csv" if mapping else source_of(path)) if source == "auto" else source
        if (mapping or encoding) and how != "csv":
            message = phrase("--map and --encoding are for tables, and this is {source}", source=how)
            raise usage(message, phrase("or say --source csv"))
        reader = room_of(how).read
        return how, reader(path, day, mapping, encoding) if how == "csv" else reader(path, day)
    except OSError as reason:
        message = phrase("cannot be read: {reason}", reason=cause(reason))
        raise Stop(error(Where(str(path)), "missing-file", message, "", NOTHING)) from None


def own_list(path: Path) -> tuple[list[Recipient], list[Diagnostic]] | None:
    """Return the recipients of a file in the tool's own format (a CSV or an export to Popolo), or None for any other."""
    problems: list[Diagnostic] = []
    suffix = path.suffix.lower() if path.is_file() else ""
    if suffix == ".csv":
        try:
            with path.open("r", encoding="utf-8-sig", newline="") as file:
                heading = next(csv.reader([file.readline(1 << 16)]), [])
        except (OSError, ValueError, csv.Error):
            return None
        return (list(read_csv(path, problems)), problems) if is_own(heading) else None
    if suffix == ".json":
        try:
            whole = popolo_form.parsed(path)
        except Stop:
            return None
        return popolo_form.read_own(path, whole) if popolo_form.is_own(whole) else None
    return None


def taken_back(recipients: Iterable[Recipient], problems: list[Diagnostic], setting: Setting) -> Taken:
    """Return what comes of a list in the tool's own format: the same, but for rows with a mistake and ids given twice."""
    rows: list[Row] = []
    ids = set(setting.taken) - set(setting.known.values())
    for recipient in recipients:
        found = Found(recipient.where, flat(recipient))
        if recipient.id in ids:
            said = phrase("the id '{id}' is that of somebody else", id=recipient.id)
            rows.append(Row(found, None, ("duplicate-id", said)))
        else:
            ids.add(recipient.id)
            rows.append(Row(found, flat(recipient)))
    wrong: dict[Where, Diagnostic] = {}
    for problem in problems:
        if problem.severity == "error" and problem.where.line > 1:
            wrong.setdefault(problem.where, problem)
    rows += [Row(Found(where, {}), None, (p.code, p.message)) for where, p in wrong.items()]
    rows.sort(key=lambda row: row.where.line)
    if not rows:
        raise Stop(*problems, nobody())
    rest = [p for p in problems if p.where not in wrong]
    return Taken(rows, ListInfo(), "own", [*rest, *grouped(rows)])
