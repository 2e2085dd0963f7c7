"""The words of the field as types: ids, texts, offices, statuses, dates, and what every record is."""

import datetime
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, NewType, dataclass_transform

from campaign.diagnostics import NOWHERE, Where
from campaign.values import NONE, Value

PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
Date = datetime.date
Id = NewType("Id", str)
Text = NewType("Text", str)
Local = Mapping[str, str]
# A name: one text for all languages, which is kept under "", or one for each.
Named = NewType("Named", Mapping[str, str])
UNNAMED = Named(NONE)

SourceId = NewType("SourceId", str)
FactId = NewType("FactId", str)
ConcernId = NewType("ConcernId", str)
AskId = NewType("AskId", str)
StatementId = NewType("StatementId", str)
StageId = NewType("StageId", str)
TrapId = NewType("TrapId", str)
CardId = NewType("CardId", str)
NetworkId = NewType("NetworkId", str)
Language = NewType("Language", str)

Gender = Literal["f", "m", "x", "unknown"]
Confidence = Literal["verified", "secondary", "unverified"]
Position = Literal["reject", "conditions"]
FormatName = Literal["txt", "md", "html", "pdf", "docx", "eml", "csv", "json", "png", "ics"]
Status = Literal["unsigned", "signed", "submitted", "approved", "ratified", "unknown"]
STATUSES: tuple[Status, ...] = ("unsigned", "signed", "submitted", "approved", "ratified", "unknown")
Audience = Literal[
    "legislators",
    "government",
    "press",
    "technologists",
    "lgbtqi",
    "women",
    "public",
    "business",
    "children",
]
Topic = Literal[
    "justice",
    "foreign-affairs",
    "human-rights",
    "science",
    "economy",
    "women",
    "security",
    "communications",
    "children",
    "other",
]
Office = Literal[
    "lower-house",
    "upper-house",
    "mep",
    "committee-chair",
    "minister",
    "foreign-minister",
    "head-of-government",
    "head-of-state",
    "ambassador",
    "data-protection-authority",
    "governor",
    "mayor",
    "organisation",
    "unknown",
]
Branch = Literal["legislature", "executive", "diplomacy", "oversight", "local", "other"]
BRANCHES: dict[str, str] = {
    "lower-house": "legislature",
    "upper-house": "legislature",
    "mep": "legislature",
    "committee-chair": "legislature",
    "minister": "executive",
    "foreign-minister": "executive",
    "head-of-government": "executive",
    "head-of-state": "executive",
    "ambassador": "diplomacy",
    "data-protection-authority": "oversight",
    "governor": "local",
    "mayor": "local",
    "organisation": "other",
    "unknown": "other",
}
OFFICES = tuple(BRANCHES)


class PartialDate(NamedTuple):
    """A date known to the year, the month or the day."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def first(self) -> Date:
        """The first day it may mean."""
        return Date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> Date:
        """The last day it may mean."""
        if self.day:
            return Date(self.year, self.month, self.day)
        if not self.month or self.month == 12:
            return Date(self.year, 12, 31)
        return Date(self.year, self.month + 1, 1) - datetime.timedelta(days=1)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{p:02}" for p in (self.month, self.day) if p]
        return "-".join(parts)


@cache
def as_date(text: str) -> Date | None:
    """Return a full date, or None."""
    made = as_partial(text)
    return made.first if made and made.day else None


@cache
def as_partial(text: str) -> PartialDate | None:
    """Return a date of year, month or day precision, or None."""
    found = PARTIAL.fullmatch(text)
    if not found:
        return None
    made = PartialDate(*(int(part) for part in found.groups() if part))
    try:
        Date(made.year, made.month or 1, made.day or 1)
    except ValueError:
        return None
    return None if 0 in [int(part) for part in found.groups() if part] else made


class Interval(NamedTuple):
    """Days from `since` to `until`, both included; an open end is None."""

    since: Date | None = None
    until: Date | None = None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, Date) and (self.since or day) <= day <= (self.until or day)


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record(Value):
    """What was read from one mapping of a YAML file, with the places of its values; compared by identity."""

    where: Where = NOWHERE
    places: Callable[[str], tuple[int, int] | None] | None = None

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "places"}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self, 'id', '')}>"

    def at(self, key: str) -> Where:
        """Return the place of a value (`sources`, `sources.0`), or of the record."""
        place = self.places(key) if self.places else None
        return Where(self.where.file, *place) if place else self.where
