"""The calendar of a schedule: what a calendar program reads is what was scheduled."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.formats import Content, ics

ROW = {
    "id": "what-title",
    "network": "x",
    "lang": "en",
    "scheduled_at": "2026-12-10T09:00:00-03:00",
    "part": "1",
    "parts": "1",
    "text": "One, two; three\\four\nfive — río",
}


def written(*rows: dict[str, str], **more: object) -> bytes:
    """Write rows as they stand in a schedule."""
    given = {"rows": rows, "series": "river", "day": date(2026, 11, 22), **more}
    return ics.write(Content(html="", title="", language="en", **given))  # type: ignore[arg-type]


def events(data: bytes) -> list[icalendar.Event]:
    """Read the events of a calendar."""
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_an_event_says_when_where_and_what() -> None:
    [event] = events(written(ROW))
    assert event.decoded("dtstart") == datetime(2026, 12, 10, 12, 0, tzinfo=UTC)
    assert event.decoded("duration") == timedelta(minutes=15)
    assert event.decoded("dtstamp") == datetime(2026, 11, 22, tzinfo=UTC)
    assert (event["summary"], event["transp"]) == ("x: what-title", "TRANSPARENT")
    assert event["description"] == ROW["text"]


def test_a_file_byte_for_byte() -> None:
    assert written(ROW).decode() == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//campaign//schedule//EN\r\n"
        "BEGIN:VEVENT\r\nSUMMARY:x: what-title\r\nDTSTART:20261210T120000Z\r\nDURATION:PT15M\r\n"
        "DTSTAMP:20261122T000000Z\r\nUID:0423fe99-af6a-5a24-b994-e934077740b7\r\n"
        "DESCRIPTION:One\\, two\\; three\\\\four\\nfive — río\r\nTRANSP:TRANSPARENT\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    assert written(ROW) == written(dict(ROW))


def test_an_event_is_known_by_its_post_and_not_by_its_time() -> None:
    def uid(**more: str) -> str:
        return str(events(written({**ROW, **more}))[0]["uid"])

    assert uid() == uid(scheduled_at="2027-01-01T00:00:00+00:00", text="Other words")
    changed = [uid(id="b"), uid(network="bluesky"), uid(lang="es"), uid(account="@b")]
    assert len({uid(), *changed}) == 5
    assert str(events(written(ROW, series="lake"))[0]["uid"]) != uid()


def test_a_countdown_is_an_event_each_day_and_a_thread_one_in_all() -> None:
    again = {**ROW, "scheduled_at": "2026-12-11T09:00:00-03:00"}
    assert len({str(e["uid"]) for e in events(written(ROW, again))}) == 2
    thread = [{**ROW, "part": str(n), "parts": "2", "text": f"{n}/2"} for n in (1, 2)]
    [event] = events(written(*thread))
    assert event["description"] == "1/2\n\n2/2"


def test_an_empty_schedule_is_an_empty_calendar() -> None:
    assert events(written()) == []
    assert b"VERSION:2.0" in written()


TEXTS = st.text(st.one_of(st.sampled_from('\n\\,;:"\r ^ñ字👩‍🚒\u2028'), st.characters(codec="utf-8")), max_size=200)


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_every_text_comes_back_and_every_line_is_folded(texts: list[str]) -> None:
    data = written(*({**ROW, "id": str(n), "text": text} for n, text in enumerate(texts)))
    lines = data.split(b"\r\n")
    assert lines.pop() == b"" and all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert [str(e.get("description", "")) for e in events(data)] == [ics.plain(text) for text in texts]
    for line in lines:
        line.decode()  # no character is cut in two


@pytest.mark.parametrize(("text", "plain"), [("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\x00b\x0bc\td", "abc\td"), ("", "")])
def test_a_text_has_no_control_characters(text: str, plain: str) -> None:
    assert ics.plain(text) == plain
