"""Count what the record holds: texts, not files, so that a letter kept as PDF and as Word is one letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from campaign.record.entries import OUT, UNANSWERED, Entry
from campaign.record.store import read
from campaign.values import Value

LETTERS = ("email", "post", "hand", "form")
WEEK = timedelta(days=7)


class Waiting(NamedTuple):
    """Somebody who was written to and has not answered: the last text to them, and the days since."""

    entry: Entry
    days: int


class Counts(Value):
    """What a record comes to: texts that went out, people written to and those of them who replied, and the tables.

    A table has a row for each value with its number; `replied` counts replies by their outcome.
    """

    since: str
    until: str
    texts: int
    written_to: int
    answered: int
    bounced: int
    tables: Mapping[str, tuple[tuple[str, int], ...]]

    @property
    def share(self) -> float:
        """The share of those written to who replied, from 0 to 1."""
        return self.answered / self.written_to if self.written_to else 0.0


def counted(folder: Path, day: date) -> Mapping[str, int]:
    """Return how many letters went out by a day: `week` in the seven days that end on it, `all` since the beginning."""
    letters = [e for e in texts(read(folder)) if e.act == "sent" and e.channel in LETTERS and e.day <= day.isoformat()]
    since = (day - WEEK).isoformat()
    return {"week": sum(e.day > since for e in letters), "all": len(letters)}


def texts(entries: Iterable[Entry]) -> list[Entry]:
    """Return what went out, one row for each text: its formats, sent one way on one day, are one."""
    found: dict[tuple[str | None, ...], Entry] = {}
    for entry in entries:
        if entry.act in OUT:
            found.setdefault(entry.document, entry)
    return list(found.values())


def replies(entries: Iterable[Entry]) -> list[Entry]:
    """Return what recipients said; what bounced, or stayed without an answer, is no reply."""
    return [e for e in entries if e.act == "reply" and e.outcome not in UNANSWERED]


def week_of(day: str) -> str:
    """Return the Monday of a day's week (ISO 8601)."""
    when = date.fromisoformat(day)
    return (when - timedelta(days=when.weekday())).isoformat()


def counts(entries: Iterable[Entry]) -> Counts:
    """Count a record: by week, kind, country, language and channel, and the replies by outcome."""
    entries = list(entries)
    sent, back = texts(entries), replies(entries)
    people = {e.recipient for e in sent if e.recipient}
    days = sorted(e.day for e in entries)
    fields: dict[str, Callable[[Entry], str | None]] = {
        "kind": lambda e: e.kind,
        "country": lambda e: e.country,
        "language": lambda e: e.language,
        "channel": lambda e: e.channel,
    }
    return Counts(
        since=days[0] if days else "",
        until=days[-1] if days else "",
        texts=len(sent),
        written_to=len(people),
        answered=len(people & {e.recipient for e in back}),
        bounced=sum(e.act == "reply" and e.outcome == "bounced" for e in entries),
        tables={
            "week": weeks(sent),
            **{name: ranked(Counter(field(e) or "" for e in sent)) for name, field in fields.items()},
            "outcome": ranked(Counter(e.outcome or "" for e in back)),
        },
    )


def weeks(sent: Iterable[Entry]) -> tuple[tuple[str, int], ...]:
    """Return the number of texts of each week from the first to the last, also of those in which nothing went out."""
    found = Counter(week_of(e.day) for e in sent)
    if not found:
        return ()
    first, last = date.fromisoformat(min(found)), date.fromisoformat(max(found))
    mondays = ((first + WEEK * n).isoformat() for n in range((last - first) // WEEK + 1))
    return tuple((monday, found[monday]) for monday in mondays)


def ranked(found: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Return the largest number first, equal ones by name."""
    return tuple(sorted(found.items(), key=lambda row: (-row[1], row[0])))


def waiting(entries: Iterable[Entry], day: date, after: int) -> list[Waiting]:
    """Return who was last written to so many days ago or more and has not replied since, the longest wait first.

    A text that asks for nothing (thanks, a correction) awaits no reply; where a letter bounced, another one would, too.
    """
    last: dict[str, Entry] = {}
    answered: dict[str, str] = {}
    for entry in sorted(entries, key=lambda e: (e.day, e.number)):
        if not entry.recipient or entry.day > day.isoformat():
            continue
        if entry.act == "sent" and entry.asks:
            last[entry.recipient] = entry
        elif entry.act == "reply" and entry.outcome != "no-answer":
            answered[entry.recipient] = entry.day
    found = [
        Waiting(entry, (day - date.fromisoformat(entry.day)).days)
        for person, entry in last.items()
        if answered.get(person, "") < entry.day
    ]
    return sorted((w for w in found if w.days >= after), key=lambda w: (-w.days, w.entry.recipient or ""))
