"""Write a schedule as a calendar file, one event a post: iCalendar, RFC 5545.

Times are in UTC, so that no time zone has to be described. Nothing is drawn by lot or read from a clock: an event is
known by its campaign, language, network, account and message, and moves in a calendar when the post is put off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from campaign.formats import Content, Format

LENGTH = timedelta(minutes=15)
PRODUCT = "-//campaign//schedule//EN"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # what a text may not hold, 3.1
Row = Mapping[str, str]


def write(content: Content) -> bytes:
    """Return the calendar of the rows of a schedule; the parts of a thread are one event."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    first = datetime.fromisoformat(content.rows[0]["scheduled_at"]) if content.rows else None
    day = content.day or (first.astimezone(UTC).date() if first else None)
    seen: Counter[str] = Counter()
    for parts in posts(content.rows):
        row = parts[0]
        post = "/".join((content.series, *(row.get(k, "") for k in ("lang", "network", "account", "id"))))
        seen[post] += 1
        event = Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, f"{post}/{seen[post]}")))
        if day:
            event.add("dtstamp", datetime.combine(day, time(), UTC))
        event.add("dtstart", datetime.fromisoformat(row["scheduled_at"]).astimezone(UTC))
        event.add("duration", LENGTH)
        event.add("summary", plain(f"{row['network']}: {row['id']}"))
        event.add("description", plain("\n\n".join(part["text"] for part in parts)))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def posts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows of each post: one, or the parts of a thread."""
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        key = tuple(row.get(k, "") for k in ("scheduled_at", "network", "account", "lang", "id"))
        found.setdefault(key, []).append(row)
    yield from found.values()


def plain(text: str) -> str:
    """Return a text with line ends of one kind and without control characters."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


FORMAT = Format("ics", ".ics", False, write)
