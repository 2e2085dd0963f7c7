"""Take small lists in, for every test on recipients."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from command import DAY, Done, call
from conftest import TODAY

from campaign.diagnostics import Stop, Where
from campaign.load import read_recipients
from campaign.model import Recipient
from campaign.recipients.cleaning import Row, Setting, clean
from campaign.recipients.found import Found
from campaign.recipients.importing import Taken, take_in

SETTING = Setting(day=TODAY, country="CL", office="lower-house")


def row(**fields: str) -> Row:
    """Return what becomes of one row, of a list of its own."""
    return rows(fields)[0]


def rows(*found: dict[str, str], setting: Setting = SETTING) -> list[Row]:
    """Return what becomes of rows, which have a name and a gender unless they say otherwise."""
    return clean([Found(Where("list.csv", n), {"gender": "f", **f}) for n, f in enumerate(found, 2)], setting)


def codes(of: Row) -> set[str]:
    """Return the codes of the doubts of a row, or of its rejection."""
    return {of.rejected[0]} if of.rejected else {code for code, _ in of.doubts}


def take(path: Path, data: bytes | str, **options: Any) -> Taken:
    """Write a list and take it in."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    setting = options.pop("setting", SETTING)
    return take_in(path, setting, **options)


def names(taken: Taken) -> list[str]:
    """Return the names of who was imported."""
    return [r.cells["name"] for r in taken.imported if r.cells]


def said(taken: Taken) -> set[str]:
    """Return the codes of what was said, without that the list says no day."""
    return {p.code for p in taken.problems} - {"undated"}


def stopped(path: Path, data: bytes | str, **options: Any) -> str:
    """Return the code with which taking a list in stops."""
    try:
        take(path, data, **options)
    except Stop as stop:
        return stop.problems[-1].code
    return ""


def do(folder: Path, *arguments: str | Path, day: str = DAY) -> Done:
    """Run `campaign recipients` on a campaign."""
    return call("recipients", *arguments, "--campaign", folder, "--date", day)


def people(folder: Path, name: str = "people") -> dict[str, Recipient]:
    """Return the recipients of a list of a campaign, which must be right."""
    problems: list[Any] = []
    found = read_recipients([p for p in (folder / "recipients").iterdir() if p.stem == name and p.is_file()], problems)
    assert problems == []
    return found
