"""What a command does around its one call: load, make, report, and leave with the right code."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import typer

from campaign import load as loading
from campaign.cli import ui
from campaign.compiled import Files
from campaign.diagnostics import (
    FOUND,
    INTERRUPTED,
    NOTHING,
    Diagnostic,
    Stop,
    Where,
    did_you_mean,
    error,
    exit_code,
    no_such,
    ordered,
    print_human,
    usage,
    warning,
)
from campaign.languages import Languages
from campaign.model import Sender, as_date
from campaign.phrases import phrase
from campaign.plan.remarks import wrong_sender
from campaign.values import replace

DOCUMENT_PARTS = ("sources", "facts", "concerns", "asks", "statements", "names", "traps", "countries", "recipients")


def today(text: str | None) -> datetime.date:
    """Return the day a command works on: the one given, else that of the clock."""
    if text is None:
        return datetime.date.today()
    day = as_date(text)
    if day is None or not 1900 <= day.year < 3000:
        raise not_a_date(text)
    return day


def not_a_date(text: str) -> Stop:
    """Make the `Stop` for a day that is none (exit 2)."""
    return usage(
        phrase("'{text}' is not a date", text=text), phrase("write it as {example}", example="2026-11-22"), "date"
    )


def split(values: Iterable[str] | None) -> tuple[str, ...]:
    """Return the values of a repeatable option that also takes a comma list."""
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def by_language(values: Iterable[str] | None) -> dict[str, str]:
    """Return texts given as `TEXT` (for every language) or `es=TEXT`."""
    found: dict[str, str] = {}
    for value in values or ():
        tag, equals, text = value.partition("=")
        named = bool(equals) and len(tag) <= 10 and tag.replace("-", "").isalnum() and " " not in tag
        said = (text if named else value).strip()
        if said:
            found[tag if named else ""] = said
    return found


def one_of(value: str | None, known: tuple[str, ...], word: str) -> Any:
    """Return the value of a closed choice, or stop with exit 2."""
    if value is not None and value not in known:
        raise usage(no_such(word, value), did_you_mean(value, known), f"unknown-{word}")
    return value


def aligned(rows: Sequence[Sequence[Any]], widest: int = 48) -> list[str]:
    """Return rows as lines whose columns stand below each other; a cell over the widest moves its own row alone."""
    cells = [[ui.speak(str(cell) if not isinstance(cell, str) else cell) for cell in row] for row in rows]
    widths = [min(widest, max(len(row[i]) for row in cells)) for i in range(len(cells[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def unusable(problems: Iterable[Diagnostic]) -> Stop:
    """Make the `Stop` for input without which nothing can be made (exit 3)."""
    return Stop(*(replace(p, exit=NOTHING) for p in problems))


class Run:
    """One command: the campaign it works on and the problems met so far."""

    def __init__(
        self,
        name: str | None,
        day: str | None = None,
        *,
        out: Path = Path("output"),
        json: bool = False,
        quiet: bool = False,
        parts: Iterable[str] = loading.PARTS,
        countries: Iterable[str] | None = None,
        exact: bool = False,
    ) -> None:
        self.day, self.out, self.json, self.quiet = today(day), out, json, quiet
        self.folder = loading.find(name, Path.cwd())
        wanted = None if countries is None else [c for c in countries if c]
        self.campaign, self.problems = loading.load(self.folder, frozenset(parts), wanted, Files(exact))
        self.paths: list[str] = []

    def with_sender(self, file: Path | None, changes: Mapping[str, Any]) -> None:
        """Take the sender from a file, then `--sender-*` over it; an example is never mixed with a real sender."""
        sender = self.campaign.sender
        if file:
            sender, found = loading.read_sender(file)
            if sender is None:
                raise unusable(found)
            self.problems += found
        given = {k: v for k, v in changes.items() if v}
        if given:
            if sender is None or sender.example:
                sender = Sender(type="organization" if given.get("organization") else "person")
            sender = replace(sender, **given)
        if wrong := list(wrong_sender(sender, self.campaign.settings.languages)):
            raise Stop(*wrong)
        self.campaign = replace(self.campaign, sender=sender)

    def with_recipients(self, file: Path | None) -> None:
        """Take the recipients from a file instead of the campaign's."""
        if file:
            if not file.is_file():
                message = phrase("there is no such file")
                raise unusable([error(Where(str(file)), "missing-file", message)])
            found: list[Diagnostic] = []
            recipients = loading.read_recipients([file], found)
            if not recipients:
                message = phrase("this list of recipients is empty")
                raise unusable(found or [error(Where(str(file)), "empty", message)])
            self.problems += found
            wanted = {r.country for r in recipients.values()}
            countries = loading.read_countries(self.folder / "countries", wanted, self.problems)
            self.campaign = replace(
                self.campaign, recipients=recipients, countries={**self.campaign.countries, **countries}
            )

    @cached_property
    def languages(self) -> Languages:
        """The languages of the campaign, once sender and recipients are settled."""
        return Languages(self.campaign)

    def wrote(self, path: str) -> None:
        """Report a file as it is written."""
        self.paths.append(path)
        if not self.quiet and not self.json and not sys.stdout.isatty():
            print((self.out / path).as_posix())

    def say(self, text: str) -> None:
        """Print for a person: nothing under `--quiet` or `--json`."""
        if not self.quiet and not self.json:
            print(ui.speak(text))

    def summarize(self, text: str) -> None:
        """Print what was made: to standard error where standard output is a list of paths for a program."""
        if not self.quiet and not self.json:
            print(ui.speak(text), file=sys.stdout if sys.stdout.isatty() else sys.stderr)

    def examples(self, is_example: bool) -> None:
        """Warn once when an example is in what was made."""
        if is_example:
            sender = self.campaign.sender
            where = sender.where if sender and sender.example else self.campaign.settings.where
            message = phrase("made with a fictitious sender, recipient or country: marked as a sample")
            hint = phrase(
                "give your own with --from FILE or --sender-*, and your own recipients with --recipients FILE"
            )
            self.problems.append(warning(where, "example", message, hint))

    def interrupted(self) -> NoReturn:
        """Say that what is whole stays, and leave as whoever is interrupted does."""
        told = phrase("interrupted: whole files are kept; the same command goes on where this one stopped")
        print(ui.speak(told), file=sys.stderr)
        raise SystemExit(INTERRUPTED) from None

    def leave(self, result: Mapping[str, Any] | None = None, *, wrote: bool = True) -> NoReturn:
        """Print the problems and leave; nothing written where something should be is exit 3."""
        problems = ordered(self.problems)
        code = exit_code(problems)
        if not wrote and code == FOUND:
            code = NOTHING
        if self.json:
            whole = {"schema": 1, **(result or {}), "problems": [p.as_json() for p in problems]}
            print(json.dumps(whole, ensure_ascii=False, indent=1))
        elif problems:
            print(print_human(problems, ui.translate), file=sys.stderr)
        raise typer.Exit(code)
