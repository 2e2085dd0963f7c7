"""Read the files of structured lists: bytes, text, JSON and YAML with the place of each entry, and terms of office."""

from __future__ import annotations

import json
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from campaign.diagnostics import NOTHING, Diagnostic, Where, cause, error
from campaign.phrases import phrase
from campaign.recipients.charset import decoded
from campaign.recipients.found import Doubt
from campaign.recipients.meaning import date_of

MOST_BYTES = 64 << 20
SPACE = re.compile(r"[ \t\n\r]*")
LONE = re.compile("[\ud800-\udfff]")
COUNTRY = re.compile(r"\bcountry:([a-z]{2})(?![a-z])")
# Links and fields that name a network, by the words of the sources.
NETWORKS = {
    "twitter": "x",
    "x": "x",
    **{n: n for n in ("facebook", "instagram", "bluesky", "mastodon", "threads", "linkedin", "telegram", "youtube")},
}


class Placed(NamedTuple):
    """An entry of a list and where it begins; `problem` says why it cannot be taken (`double-key`)."""

    where: Where
    value: Any
    problem: Doubt | None = None


class Term(NamedTuple):
    """A time in office, as the source dates it, with what it says of it."""

    start: str
    end: str
    said: Mapping[str, Any]


# --------------------------------------------------------------------------------------------------------------- files


def opening(head: bytes) -> str:
    """Return the first bytes of a file as text, for telling what it is."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", errors="replace").lstrip("\ufeff \t\r\n")
    return head.decode(errors="replace").lstrip("\ufeff \t\r\n")


def read_text(path: Path) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a file with `\\n` alone, or why there is none: `[missing-file]`, `[too-big]` (exit 3)."""
    try:
        if path.stat().st_size > MOST_BYTES:
            message = phrase("larger than {size} bytes", size=MOST_BYTES)
            return None, [refused(Where(str(path)), "too-big", message, phrase("split the file"))]
        data = path.read_bytes()
    except (OSError, ValueError) as reason:
        message = phrase(
            "cannot be read: {reason}", reason=cause(reason) if isinstance(reason, OSError) else str(reason)
        )
        return None, [refused(Where(str(path)), "missing-file", message)]
    text, problems = decoded(data, str(path))
    return text.replace("\r\n", "\n").replace("\r", "\n"), problems


def refused(where: Where, code: str, message: str, hint: str = "") -> Diagnostic:
    """Make the error for a file that is no list of its kind (exit 3)."""
    return error(where, code, message, hint, NOTHING)


# ---------------------------------------------------------------------------------------------------------------- JSON


class Scanner:
    """A JSON text whose lists near the top become lists of `Placed`; numbers stay as they are written."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.lines = [m.end() for m in re.finditer("\n", text)]
        self.doubled = ""
        self.decoder = json.JSONDecoder(
            parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=self.mapping
        )

    def where(self, at: int) -> Where:
        """Return the place of an offset."""
        line = bisect(self.lines, at)
        return Where(self.file, line + 1, at - (self.lines[line - 1] if line else 0) + 1)

    def mapping(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Make a mapping, and remember a key that stands twice in it."""
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = [key for key, _ in pairs]
            self.doubled = next(key for key in keys if keys.count(key) > 1)
        return made

    def skip(self, at: int) -> int:
        """Return the offset after white space."""
        found = SPACE.match(self.text, at)
        return found.end() if found else at

    def mark(self, at: int, wanted: str) -> str:
        """Return the character at an offset, which must be one of those wanted."""
        found = self.text[at : at + 1]
        if not found or found not in wanted:
            raise json.JSONDecodeError(phrase("expected one of {known}", known=" ".join(wanted)), self.text, at)
        return found

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        """Return the value at an offset and the offset after it; down to a depth, lists keep the places."""
        at = self.skip(at)
        opened = self.text[at : at + 1]
        if opened == "[":
            return self.items(at + 1)
        if opened == "{" and depth:
            return self.members(at + 1, depth - 1)
        return self.decoder.raw_decode(self.text, at)

    def items(self, at: int) -> tuple[list[Placed], int]:
        """Return the entries of a list."""
        found: list[Placed] = []
        at = self.skip(at)
        if self.text[at : at + 1] == "]":
            return found, at + 1
        while True:
            at = self.skip(at)
            self.doubled = ""
            value, end = self.decoder.raw_decode(self.text, at)
            found.append(Placed(self.where(at), value, double_key(self.doubled) if self.doubled else None))
            at = self.skip(end)
            if self.mark(at, ",]") == "]":
                return found, at + 1
            at += 1

    def members(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        """Return the members of an object; of a key that stands twice, the second is refused."""
        found: dict[str, Any] = {}
        at = self.skip(at)
        if self.text[at : at + 1] == "}":
            return found, at + 1
        while True:
            at = self.skip(at)
            self.mark(at, '"')
            key, end = self.decoder.raw_decode(self.text, at)
            if key in found:
                raise json.JSONDecodeError(phrase("'{key}' stands twice", key=key), self.text, at)
            end = self.skip(end)
            self.mark(end, ":")
            found[key], at = self.value(end + 1, depth)
            at = self.skip(at)
            if self.mark(at, ",}") == "}":
                return found, at + 1
            at += 1


def read_json(path: Path) -> tuple[Any, list[Diagnostic]]:
    """Return what a JSON file holds: mappings of two levels whose lists are of `Placed`; None with the reason `[json]`."""
    text, problems = read_text(path)
    if text is None:
        return None, problems
    scanner = Scanner(text, str(path))
    try:
        value, end = scanner.value(0, 2)
        if (end := scanner.skip(end)) < len(text):
            raise json.JSONDecodeError(phrase("there is more after the end"), text, end)
    except json.JSONDecodeError as reason:
        said = reason.msg[:1].lower() + reason.msg[1:] if reason.msg[:1].isupper() else reason.msg
        message, hint = phrase("this is no JSON: {reason}", reason=said), phrase("fetch the file again")
        return None, [*problems, refused(scanner.where(reason.pos), "json", message, hint)]
    except RecursionError:
        return None, [*problems, refused(Where(str(path)), "json", phrase("nested too deeply"))]
    return value, problems


# ---------------------------------------------------------------------------------------------------------------- YAML


def read_yaml(path: Path) -> tuple[Any, list[Diagnostic]]:
    """Return a YAML file as one `Placed` mapping, or as a list of `Placed` entries; every scalar is a text.

    Anchors, aliases and tags are refused as in the files of a campaign; None stands for a file that cannot be read.
    """
    from campaign.reader import Reading, compose

    text, problems = read_text(path)
    if text is None:
        return None, problems
    reading = Reading(str(path))
    node = compose(text, reading)
    if node is None:
        found = reading.problems or [error(Where(str(path)), "empty", phrase("the file is empty"))]
        return None, problems + [refused(p.where, p.code, p.message, p.hint) for p in found]
    if node.id == "sequence":
        return [placed(child, reading) for child in node.value], problems
    return placed(node, reading), problems


def placed(node: Any, reading: Any) -> Placed:
    """Return one entry with its place, or what is wrong with it."""
    try:
        return Placed(reading.where(node.start_mark), texts_of(node))
    except KeyError as reason:
        return Placed(reading.where(node.start_mark), {}, double_key(reason.args[0]))


def double_key(key: str) -> Doubt:
    """Say that a key stands twice in an entry."""
    return "double-key", phrase("'{name}' stands twice in this entry", name=key)


def texts_of(node: Any) -> Any:
    """Return a node of YAML as mappings, lists, texts and None; a key that stands twice raises KeyError."""
    if node.id == "scalar":
        return None if not node.style and node.value in ("", "~", "null") else node.value
    if node.id == "sequence":
        return [texts_of(child) for child in node.value]
    made: dict[str, Any] = {}
    for key, child in node.value:
        name = key.value if key.id == "scalar" else ""
        if name in made:
            raise KeyError(name)
        made[name] = texts_of(child)
    return made


# -------------------------------------------------------------------------------------------------------------- values


def text_of(value: Any) -> str:
    """Return a text, or nothing for what is none; half a surrogate pair becomes U+FFFD."""
    if not isinstance(value, str):
        return ""
    return value if value.isascii() else LONE.sub("\ufffd", value)


def mapping_of(value: Any) -> Mapping[str, Any]:
    """Return a mapping, or an empty one for what is none."""
    return value if isinstance(value, Mapping) else {}


def mappings_of(value: Any) -> list[Mapping[str, Any]]:
    """Return the mappings of a list."""
    return [v for v in value if isinstance(v, Mapping)] if isinstance(value, list) else []


def kept(**fields: str) -> dict[str, str]:
    """Return the fields that say something."""
    return {name: text for name, text in fields.items() if text.strip()}


def first(*texts: str) -> str:
    """Return the first text that says something."""
    return next((text for text in texts if text.strip()), "")


def others(field: str, values: Sequence[str]) -> Iterator[Doubt]:
    """Yield a note when there is more than one value of a kind: the first is used."""
    different = list(dict.fromkeys(v.strip() for v in values if v.strip()))
    if len(different) > 1:
        said = phrase(
            "{field}: {value} is used; also: {others}",
            field=field,
            value=different[0],
            others="; ".join(different[1:]),
        )
        yield "more-than-one", said


def country_in(*texts: str) -> str:
    """Return the ISO 3166 code in an Open Civic Data identifier: `ocd-division/country:us/state:ca` is US."""
    return next((found[1].upper() for text in texts if (found := COUNTRY.search(text))), "")


# --------------------------------------------------------------------------------------------------------------- terms


def sitting(term: Term, day: date) -> bool:
    """Tell whether a term holds on a day; its first and last days belong to it, and an unknown end is open."""
    start, end = date_of(term.start), date_of(term.end)
    return not (start and start.first > day) and not (end and end.last < day)


def on_day(terms: Iterable[Term], day: date) -> tuple[list[Term], Doubt | None]:
    """Return the terms that hold on a day, the latest first; else the one nearest to it, and why nobody sits by it."""
    by_start = sorted(terms, key=lambda t: first_day(t.start), reverse=True)
    current = [term for term in by_start if sitting(term, day)]
    if current:
        return current, None
    begun = [t for t in by_start if first_day(t.start) <= day]
    if begun:
        last = max(begun, key=lambda t: last_day(t.end))
        return [last], ("ended", phrase("ended {day}", day=last.end[:10]))
    if by_start:
        return by_start[-1:], ("not-begun", phrase("begins {day}", day=by_start[-1].start[:10]))
    return [], ("not-sitting", phrase("no membership on {day}", day=day))


def died(fields: Mapping[str, str], day: date) -> Doubt | None:
    """Return that somebody died by a day, or None."""
    text = fields.get("death_date", "")
    return ("deceased", phrase("died {day}", day=text)) if text and first_day(text) <= day else None


def first_day(text: str) -> date:
    """Return the first day that a date may mean; an unknown one is the first of all."""
    found = date_of(text)
    return found.first if found else date.min


def last_day(text: str) -> date:
    """Return the last day that a date may mean; an unknown one is the last of all."""
    found = date_of(text)
    return found.last if found else date.max
