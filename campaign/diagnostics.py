"""Say what is wrong, where, and what to do about it.

A user's mistake is a `Diagnostic`, gathered with all others of the run; an exception is our own bug.
`Stop` is the one exception that carries diagnostics: it ends a command that cannot go on, with its exit code.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from campaign.phrases import Translate, in_english, joined, phrase, said
from campaign.values import Value

Severity = Literal["error", "warning", "note"]
SHOWN: dict[Severity, str] = {"error": phrase("error"), "warning": phrase("warning"), "note": phrase("note")}
RANK = {"error": 0, "warning": 1, "note": 2}

# What is said of a name that nothing has: a sentence for each word, since languages make the others agree with it.
NO_SUCH = {
    "act": phrase("no act '{name}'"),
    "action": phrase("no action '{name}'"),
    "ask": phrase("no ask '{name}'"),
    "card": phrase("no card '{name}'"),
    "channel": phrase("no channel '{name}'"),
    "concern": phrase("no concern '{name}'"),
    "country": phrase("no country '{name}'"),
    "fact": phrase("no fact '{name}'"),
    "format": phrase("no format '{name}'"),
    "kind": phrase("no kind '{name}'"),
    "language": phrase("no language '{name}'"),
    "list": phrase("no list '{name}'"),
    "message": phrase("no message '{name}'"),
    "network": phrase("no network '{name}'"),
    "office": phrase("no office '{name}'"),
    "order of dates": phrase("no order of dates '{name}'"),
    "outcome": phrase("no outcome '{name}'"),
    "recipient": phrase("no recipient '{name}'"),
    "source": phrase("no source '{name}'"),
    "stage": phrase("no stage '{name}'"),
    "statement": phrase("no statement '{name}'"),
    "trap": phrase("no trap '{name}'"),
    "type": phrase("no type '{name}'"),
    "voice": phrase("no voice '{name}'"),
}

# Why a file cannot be read or written: the usual reasons of the system, which says them in English or not at all.
REASONS = {
    errno.ENOENT: phrase("there is no such file or folder"),
    errno.EACCES: phrase("permission denied"),
    errno.EPERM: phrase("permission denied"),
    errno.EROFS: phrase("nothing can be written there"),
    errno.EISDIR: phrase("it is a folder"),
    errno.ENOTDIR: phrase("part of the path is no folder"),
    errno.EEXIST: phrase("something is there already"),
    errno.ENOSPC: phrase("the disk is full"),
    errno.ENAMETOOLONG: phrase("the name is too long"),
    errno.EBUSY: phrase("another program is using it"),
}
# Exit codes of the contract.
FINE, FOUND, USAGE, NOTHING, SYSTEM, INTERRUPTED = 0, 1, 2, 3, 4, 130


class Where(NamedTuple):
    """A place in a file: line and column count from 1; 0 means the file as a whole."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        place = shown(self.file)
        if self.line:
            place += f":{self.line}:{self.column}"
        return place


NOWHERE = Where()


class Diagnostic(Value):
    """One problem: a stable slug as `code`, a message in lower case, and a hint that says what to do."""

    where: Where
    code: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    exit: int = FOUND

    def __str__(self) -> str:
        return self.told(in_english)

    def told(self, translate: Translate) -> str:
        """Return the problem as lines for a person, in the language of `translate`."""
        start = f"{self.where}: " if self.where.file else ""
        text = f"{start}{said(SHOWN[self.severity], translate)}: {said(self.message, translate)} [{self.code}]"
        hint = phrase("hint: {hint}", hint=self.hint)
        return f"{text}\n  {said(hint, translate)}" if self.hint else text

    def as_json(self) -> dict[str, object]:
        """Return the problem as plain values for `--json`."""
        return {
            "file": shown(self.where.file),
            "line": self.where.line,
            "column": self.where.column,
            "severity": self.severity,
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
        }


class Stop(Exception):
    """End the command: its diagnostics are printed and their highest exit code is used."""

    def __init__(self, *problems: Diagnostic) -> None:
        super().__init__("; ".join(p.message for p in problems))
        self.problems = problems


def error(where: Where, code: str, message: str, hint: str = "", exit: int = FOUND) -> Diagnostic:
    """Make an error."""
    return Diagnostic(where, code, message, hint, "error", exit)


def warning(where: Where, code: str, message: str, hint: str = "") -> Diagnostic:
    """Make a warning: the work goes on; `--strict` turns it into an error."""
    return Diagnostic(where, code, message, hint, "warning", FINE)


def note(where: Where, code: str, message: str, hint: str = "") -> Diagnostic:
    """Make a note: something to look up or to know, never a reason to stop."""
    return Diagnostic(where, code, message, hint, "note", FINE)


def usage(message: str, hint: str = "", code: str = "usage") -> Stop:
    """Make the `Stop` for a wrong option, id, kind or language (exit 2)."""
    return Stop(error(NOWHERE, code, message, hint, USAGE))


def did_you_mean(word: str, known: Iterable[str], most: int = 24) -> str:
    """Return a hint that names the nearest known words, or lists them all when there are `most` or fewer."""
    from difflib import get_close_matches

    names = sorted(set(known))
    same = [n for n in names if n.casefold() == word.casefold()]
    near = same or get_close_matches(word, names, cutoff=0.9) or get_close_matches(word, names, cutoff=0.6)
    if near:
        return phrase("did you mean {names}?", names=joined(phrase(" or "), [f"'{n}'" for n in near]))
    if 0 < len(names) <= most:
        return phrase("known: {names}", names=", ".join(names))
    return ""


def no_such(word: str, name: str) -> str:
    """Say that nothing of a kind, which the word names, has a name."""
    return phrase(NO_SUCH[word], name=name)


def cause(reason: OSError) -> str:
    """Return why a file cannot be read or written, in words that can be translated where it is a usual reason."""
    return REASONS.get(reason.errno or 0) or reason.strerror or str(reason) or type(reason).__name__


def ordered(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the problems without doubles, by place."""
    unique = dict.fromkeys(problems)
    return sorted(unique, key=lambda p: (p.where.file, p.where.line, p.where.column, RANK[p.severity], p.code))


def strict(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the problems with every warning made an error."""
    return [error(p.where, p.code, p.message, p.hint) if p.severity == "warning" else p for p in problems]


def exit_code(problems: Iterable[Diagnostic]) -> int:
    """Return the exit code of a run: the highest of 3, 4, 1 wins in that order, 2 over all."""
    codes = {p.exit for p in problems if p.severity == "error"}
    return next((c for c in (USAGE, NOTHING, SYSTEM, FOUND) if c in codes), FINE)


def print_human(problems: Iterable[Diagnostic], translate: Translate = in_english) -> str:
    """Return the problems as lines for a person."""
    return "\n".join(p.told(translate) for p in ordered(problems))


def print_json(problems: Iterable[Diagnostic]) -> str:
    """Return the problems as one JSON object, schema 1."""
    rows = [p.as_json() for p in ordered(problems)]
    return json.dumps({"schema": 1, "problems": rows}, ensure_ascii=False, indent=1)


def shown(file: str) -> str:
    """Return the path as people read it: relative to where they stand, when it lies below."""
    if not file or not Path(file).is_absolute():
        return file
    try:
        return Path(file).relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file
