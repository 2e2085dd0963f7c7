"""What goes out when: the week, quiet days, pegs, countdowns, hours and clocks that change."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builtin import built_in
from conftest import load_campaign, write_campaign
from hypothesis import given
from hypothesis import strategies as st

from campaign.diagnostics import Diagnostic, Stop
from campaign.languages.cldr import time_zones
from campaign.model import Campaign, Country, Day, Message
from campaign.networks import NETWORKS
from campaign.plan.choice import Setting, message_fits, record_problem, status_of
from campaign.plan.hours import HOURS, hour_named, hours_of, moment, zone_of
from campaign.plan.schedule import WEEK, Rhythm, Slot, schedule
from campaign.values import replace

Make = Callable[..., Path]
MONDAY = date(2026, 9, 7)
LONDON = ZoneInfo("Europe/London")
NAMES = frozenset(["country", "Country", "in_country", "signed_when", "organization"])


def message(ident: str, aim: str, **more: str) -> str:
    """Return one message of `messages.yaml`."""
    lines = {"id": ident, "aim": aim, "text": f"Text of {ident}.", "facts": "[permit-granted]", **more}
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in lines.items()) + "\n"


TWO_OF_EACH = "-- messages.yaml --\n" + "".join(message(f"{aim}-{n}", aim) for n in (1, 2) for aim in WEEK)
SCHEDULE = "-- campaign.yaml --\n" + (
    "schema: 1\ntitle: Keep the river clean\nsource_language: en\nlanguages: [en]\nposition: reject\n"
    "summary: The plant may pour waste into the river.\ncommon_ground: Jobs matter.\n"
    "stages:\n  - {id: open, title: Decision ahead, since: 2020-01-01}\ndates:\n"
)


def usable_in(campaign: Campaign, country: Country | None = None) -> Callable[[date], Sequence[Message]]:
    """Return the function that a caller gives: the messages that can go out on a day."""

    def usable(day: date) -> list[Message]:
        setting = Setting(day=day, country=country, status=status_of(country, day), names=NAMES)
        return [m for m in campaign.messages.values() if message_fits(campaign, m, setting)]

    return usable


def made(
    campaign: Campaign, start: date = MONDAY, country: Country | None = None, **more: Any
) -> tuple[tuple[Slot, ...], list[Diagnostic]]:
    """Schedule on one network, in London."""
    rhythm = Rhythm(**{"start": start, "zone": LONDON, "networks": ("x",), **more})
    return schedule(campaign, country, rhythm, usable_in(campaign, country))


def days(slots: Sequence[Slot]) -> list[str]:
    """Return the slots as `07 what-1`, the day of the month and the message."""
    return [f"{s.day.day:02} {s.message.id}" for s in slots]


@pytest.fixture
def river(make: Make) -> Campaign:
    """A campaign with two messages of every aim."""
    return load_campaign(make(TWO_OF_EACH))


def test_the_week_has_one_post_a_day_of_each_aim_in_its_order(river: Campaign) -> None:
    slots, problems = made(river)
    assert days(slots) == [
        "07 what-1",
        "08 reason-1",
        "09 people-1",
        "10 act-1",
        "11 question-1",
        "12 voice-1",
        "13 close-1",
    ]
    assert problems == []


def test_a_start_in_the_middle_of_the_week_begins_with_what_it_is(river: Campaign) -> None:
    assert days(made(river, date(2026, 9, 10))[0])[:2] == ["10 what-1", "11 reason-1"]


def test_the_second_week_takes_the_next_messages_and_the_third_says_once_of_each_aim_that_none_is_left(
    river: Campaign,
) -> None:
    slots, problems = made(river, weeks=3)
    assert [s.message.id for s in slots] == [f"{aim}-{n}" for n in (1, 2) for aim in WEEK]
    assert [(p.code, p.severity) for p in problems] == [("no-message", "note")] * len(WEEK)
    assert "'what' is free for 2026-09-21" in problems[0].message


def test_an_aim_that_runs_out_leaves_its_day_free_and_the_others_where_they_are(make: Make) -> None:
    campaign = load_campaign(make(TWO_OF_EACH.replace("aim: act", "aim: status")))
    assert [d[:2] for d in days(made(campaign)[0])] == ["07", "08", "09", "11", "12", "13"]


def test_a_rhythm_of_two_days_has_half_the_posts_of_as_many_weeks(river: Campaign) -> None:
    slots, _ = made(river, every=2, weeks=2)
    assert days(slots)[:4] == ["07 what-1", "09 reason-1", "11 people-1", "13 act-1"]
    assert len(slots) == 7 and slots[-1].day == date(2026, 9, 19)
    assert days(made(river, until=date(2026, 9, 9))[0]) == ["07 what-1", "08 reason-1", "09 people-1"]
    assert made(river, until=date(2026, 9, 6))[0] == ()


def test_a_message_goes_only_where_it_belongs_and_others_take_its_place_elsewhere(make: Make) -> None:
    texts = "-- messages.yaml --\n" + message("a", "what", networks="[x]") + message("b", "what")
    slots, _ = made(load_campaign(make(texts)), networks=("x", "linkedin"), weeks=2)
    placed = [(s.day.day, s.network, s.message.id) for s in slots]
    assert sorted(placed) == [(7, "linkedin", "b"), (7, "x", "a"), (14, "x", "b")]


QUIET = "  - {id: pause, title: Pause, on: 2026-09-09, until: 2026-09-11, use: quiet}\n"


def test_a_post_of_a_quiet_day_moves_to_the_next_free_day_and_the_rest_follows(make: Make) -> None:
    slots, _ = made(load_campaign(make(SCHEDULE + QUIET, TWO_OF_EACH)))
    assert days(slots)[:4] == ["07 what-1", "08 reason-1", "12 people-1", "13 act-1"]
    assert len(slots) == 7 and slots[-1].day.day == 16


def test_the_recess_of_the_country_is_quiet_too(make: Make) -> None:
    recess = "-- countries/GB.yaml --\nlanguages: [en]\nquiet: [{since: 2026-09-01, until: 2026-09-08, why: recess}]\n"
    campaign = load_campaign(make(recess, TWO_OF_EACH))
    assert days(made(campaign, country=campaign.countries["GB"])[0])[0] == "09 what-1"


def test_a_quiet_day_for_some_articles_is_a_day_like_others_for_the_rest(make: Make) -> None:
    quiet = '  - {id: day, title: A day, on: 2026-09-08, use: quiet, articles: ["14"]}\n'
    concerns = (
        "-- concerns.yaml --\n- {id: water, title: W, text: W., facts: [permit-granted]}\n"
        '- {id: young, title: Y, text: Y., facts: [permit-granted], articles: ["14(4)"]}\n'
    )
    texts = TWO_OF_EACH.replace("id: reason-1", "id: reason-1\n  concern: young")
    slots, problems = made(load_campaign(make(SCHEDULE + quiet, concerns, texts)), weeks=2)
    assert days(slots)[:3] == ["07 what-1", "08 reason-2", "09 people-1"]
    assert "15 reason-1" in days(slots), "it waits for a day that is not quiet for it"
    assert problems == []


@pytest.mark.parametrize(
    ("peg", "every", "expected"),
    [
        ("2026-09-08", 1, "07 what-1, 08 act-1, 09 reason-1, 10 people-1, 11 question-1, 12 voice-1, 13 close-1"),
        ("2026-09-10", 1, "07 what-1, 08 reason-1, 09 people-1, 10 act-1, 11 question-1, 12 voice-1, 13 close-1"),
        # Nobody is thanked before they were asked.
        ("2026-09-13", 1, "07 what-1, 08 reason-1, 09 people-1, 10 question-1, 11 voice-1, 13 act-1"),
        ("2026-09-10", 2, "07 what-1, 09 reason-1, 10 act-1, 13 people-1"),
        ("2026-09-20", 1, "07 what-1, 08 reason-1, 09 people-1, 10 act-1, 11 question-1, 12 voice-1, 13 close-1"),
    ],
)
def test_the_act_of_a_week_moves_to_its_peg(make: Make, peg: str, every: int, expected: str) -> None:
    campaign = load_campaign(make(SCHEDULE + f"  - {{id: peg, title: Peg, on: {peg}, use: peg}}\n", TWO_OF_EACH))
    assert ", ".join(days(made(campaign, every=every)[0])) == expected


def test_the_last_act_is_kept_for_a_peg(make: Make) -> None:
    pegs = SCHEDULE + "  - {id: peg, title: Peg, on: 2026-09-22, use: peg}\n"
    slots, problems = made(load_campaign(make(pegs, TWO_OF_EACH)), weeks=3)
    assert [d for d in days(slots) if "act" in d] == ["10 act-1", "22 act-2"]
    assert [p.code for p in problems if "'act'" in p.message and "2026-09-17" in p.message] == ["no-message"]


def test_a_peg_on_a_quiet_day_or_for_other_countries_moves_nothing(make: Make) -> None:
    pegs = QUIET + "  - {id: a, title: Peg, on: 2026-09-09, use: peg}\n"
    pegs += "  - {id: b, title: Peg, on: 2026-09-12, use: peg, statuses: [signed]}\n"
    slots, _ = made(load_campaign(make(SCHEDULE + pegs, TWO_OF_EACH)))
    assert [s.message.aim for s in slots] == list(WEEK)


COUNTING = """
-- facts.yaml --
- id: permit-granted
  text: The agency granted the permit on {granted}.
  values: {granted: {date: 2021-05-04}}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
- id: days
  text: There is {days_left} day left.
  text_plural: There are {days_left} days left.
  count: days_left
  values: {days_left: {days_until: 2026-10-09}}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
"""
COUNTED = TWO_OF_EACH + message("left", "date", facts="[days]") + message("once", "date")
DEADLINE = "  - {id: vote, title: Vote, on: 2026-10-09, use: deadline, statuses: [unknown]}\n"


def countdown(slots: Sequence[Slot]) -> list[str]:
    """Return the days and messages of a countdown."""
    return [f"{s.day:%m-%d} {s.message.id}" for s in slots if s.message.aim == "date"]


def test_a_deadline_is_counted_down_to_beside_the_week(make: Make) -> None:
    campaign = load_campaign(make(SCHEDULE + DEADLINE, COUNTING, COUNTED))
    slots, _ = made(campaign, weeks=5)
    assert countdown(slots) == ["09-09 left", "09-25 left", "10-02 left", "10-06 left", "10-08 left"]
    both = [s for s in slots if s.day == date(2026, 9, 9)]
    assert [(s.message.id, s.at.time()) for s in both] == [("people-1", time(12, 0)), ("left", time(18, 30))]
    assert countdown(made(campaign, date(2026, 9, 21))[0]) == ["09-25 left"], "no day before the start or after the end"


def test_a_countdown_without_a_number_goes_out_once(make: Make) -> None:
    texts = TWO_OF_EACH + message("once", "date")
    assert countdown(made(load_campaign(make(SCHEDULE + DEADLINE, texts)), weeks=5)[0]) == ["09-09 once"]


def test_a_countdown_to_another_day_is_not_taken(make: Make) -> None:
    texts = TWO_OF_EACH + message("left", "date", facts="[days]")
    deadline = DEADLINE.replace("10-09", "10-10")
    assert countdown(made(load_campaign(make(SCHEDULE + deadline, COUNTING, texts)), weeks=5)[0]) == []


def test_countdown_days_that_are_quiet_are_made_good_once_before_the_quiet_days(make: Make) -> None:
    quiet = "  - {id: end, title: End, on: 2026-09-28, until: 2026-10-20, use: quiet}\n"
    campaign = load_campaign(make(SCHEDULE + quiet + DEADLINE, COUNTING, COUNTED))
    assert countdown(made(campaign, weeks=3)[0]) == ["09-09 left", "09-25 left", "09-27 left"]


def test_a_country_with_another_status_is_not_told_of_the_deadline(make: Make) -> None:
    signed = (
        "-- countries/GB.yaml --\nlanguages: [en]\n"
        "events: [{event: signed, on: 2021-06-01, sources: [permit], confidence: verified}]\n"
    )
    campaign = load_campaign(make(SCHEDULE + DEADLINE, COUNTING, COUNTED, signed))
    assert countdown(made(campaign, weeks=5)[0])
    assert countdown(made(campaign, weeks=5, country=campaign.countries["GB"])[0]) == []


def test_a_message_that_expires_before_its_day_is_left_out_with_the_reason(make: Make) -> None:
    facts = COUNTING.replace("- id: days", "- id: days\n  valid_until: 2026-09-08")
    texts = TWO_OF_EACH.replace("facts: [permit-granted]", "facts: [days]", 3)
    campaign = load_campaign(make(facts, texts))
    slots, [problem] = made(campaign)
    assert days(slots)[:3] == ["07 what-1", "08 reason-1", "09 people-2"]
    assert (problem.code, problem.severity) == ("expires", "warning")
    assert problem.where == campaign.messages["people-1"].where and problem.where.line > 1
    assert (
        "'people-1' can go out on 2026-09-07 but not on 2026-09-09: it rests on the fact 'days', which is valid until"
        in problem.message
    )
    _, [named] = made(campaign, named=frozenset(["people-1"]))
    assert (named.code, named.severity) == ("expires", "error")


def test_a_message_after_those_that_are_used_may_expire_in_silence(make: Make) -> None:
    texts = TWO_OF_EACH + message("people-3", "people", valid_until="2026-09-08")
    assert made(load_campaign(make(texts)))[1] == []


def test_a_message_that_can_go_out_later_only_is_taken_then(make: Make) -> None:
    texts = (
        "-- messages.yaml --\n"
        + message("what-0", "what", valid_from="2026-09-08")
        + TWO_OF_EACH.removeprefix("-- messages.yaml --\n")
    )
    slots, problems = made(load_campaign(make(texts)), weeks=2)
    assert [s.message.id for s in slots if s.message.aim == "what"] == ["what-1", "what-0"]
    assert problems == []


# Hours and clocks


@pytest.mark.parametrize(
    ("zone", "day", "hour", "code", "offset"),
    [
        ("America/Santiago", "2026-09-06", "00:30", "no-such-time", None),
        ("America/Santiago", "2026-09-06", "01:00", None, -3),
        ("America/Santiago", "2026-04-04", "23:30", "twice", -3),
        ("Asia/Beirut", "2026-03-29", "00:15", "no-such-time", None),
        ("Asia/Beirut", "2026-10-24", "23:30", "twice", 3),
        ("America/Sao_Paulo", "2026-10-18", "00:30", None, -3),
        ("America/Sao_Paulo", "2018-11-04", "00:30", "no-such-time", None),
        ("America/New_York", "2027-03-14", "02:30", "no-such-time", None),
        ("America/New_York", "2026-11-01", "01:30", "twice", -4),
        ("America/New_York", "2026-11-01", "02:30", None, -5),
    ],
)
def test_clocks_that_change(zone: str, day: str, hour: str, code: str | None, offset: int | None) -> None:
    at, problems = moment(date.fromisoformat(day), hour_named(hour), ZoneInfo(zone))
    assert [p.code for p in problems] == ([code] if code else [])
    assert (at.utcoffset() if at else None) == (timedelta(hours=offset) if offset is not None else None)
    assert [p.severity for p in problems] == {"no-such-time": ["error"], "twice": ["warning"]}.get(code or "", [])


def test_a_slot_at_an_hour_that_the_clocks_skip_is_refused_once_for_all_networks(river: Campaign) -> None:
    zone = ZoneInfo("America/Santiago")
    slots, problems = made(river, date(2026, 9, 5), zone=zone, at=time(0, 30), networks=("x", "bluesky"))
    assert [p.message for p in problems] == [
        "2026-09-06 00:30 does not exist in America/Santiago: the clocks are put forward then"
    ]
    assert {s.day.day for s in slots} == {5, 7, 8, 9, 10, 11}
    assert [s.at.isoformat() for s in slots[::2]][:2] == ["2026-09-05T00:30:00-04:00", "2026-09-07T00:30:00-03:00"]


def test_every_network_has_hours_that_every_importer_takes() -> None:
    assert set(NETWORKS) <= set(HOURS)
    assert all(len(set(hours)) >= 2 and all(h.minute % 5 == 0 for h in hours) for hours in HOURS.values())
    assert hours_of("x", time(12, 0)) == HOURS["x"]
    assert hours_of("x", time(7, 3)) == (time(7, 3), *HOURS["x"])
    assert len(hours_of("a-new-network")) == 2


@pytest.mark.parametrize("text", ["24:00", "9", "9h30", "", "09:60", "-1:00"])
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(Stop) as stop:
        hour_named(text)
    assert (stop.value.problems[0].code, stop.value.problems[0].exit) == ("at", 2)


def test_the_time_zone_is_the_one_named_or_the_only_one_of_the_country_or_the_senders_there(make: Make) -> None:
    campaign = load_campaign(make())
    sender, country = campaign.sender, campaign.countries["GB"]
    assert sender is not None
    without, mexico = replace(sender, time_zone=None), replace(country, id="MX")
    abroad = replace(sender, time_zone="America/Lima", country="PE")
    there = replace(sender, time_zone="America/Tijuana", country="MX")
    assert zone_of("Asia/Beirut", sender, country) == (ZoneInfo("Asia/Beirut"), [])
    assert zone_of(None, abroad, country) == zone_of(None, without, country) == (LONDON, [])
    assert zone_of(None, abroad, replace(country, id="CL")) == (ZoneInfo("America/Santiago"), [])  # of nearly all there
    assert zone_of(None, abroad, None) == (ZoneInfo("America/Lima"), [])
    assert zone_of(None, there, mexico) == (ZoneInfo("America/Tijuana"), [])
    assert zone_of(None, replace(there, country=None), mexico) == (ZoneInfo("America/Tijuana"), [])
    for other in (without, abroad, None):
        zone, [problem] = zone_of(None, other, mexico)
        assert (zone.key, problem.code, problem.severity) == ("UTC", "time-zone", "warning")
        assert "America/Merida, America/Mexico_City, America/Monterrey" in problem.hint
    zone, [problem] = zone_of(None, None, None)
    assert (zone.key, problem.code) == ("UTC", "time-zone")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("America/Santigo", "did you mean 'America/Santiago'?"),
        ("santiago", "did you mean 'America/Santiago'?"),
        ("Sao Paulo", "did you mean 'America/Sao_Paulo'?"),
        ("America", "did you mean"),
        ("../etc/passwd", "write it as America/Santiago"),
    ],
)
def test_an_unknown_time_zone_is_refused_with_near_names(make: Make, name: str, hint: str) -> None:
    with pytest.raises(Stop) as stop:
        zone_of(name, None, None)
    [problem] = stop.value.problems
    assert (problem.code, problem.exit) == ("time-zone", 2)
    assert hint in problem.hint or name == "America"
    sender = load_campaign(make()).sender
    assert sender is not None
    with pytest.raises(Stop) as stop:
        zone_of(None, replace(sender, time_zone=name), None)
    assert stop.value.problems[0].where.line == sender.at("time_zone").line > 1


def test_cldr_knows_the_time_zones_of_countries() -> None:
    assert time_zones("LB") == ("Asia/Beirut",)
    assert len(time_zones("BR")) > 10 and "America/Sao_Paulo" in time_zones("BR")
    assert time_zones("XX") == ()


# The built-in campaign


def quiet_of(campaign: Campaign, country: Country | None) -> Iterator[tuple[date, date]]:
    """Yield the quiet days of a campaign and a country, but those for some articles alone."""
    yield from ((d.on, d.until or d.on) for d in campaign.settings.dates if d.use == "quiet" and not d.articles)
    yield from ((q.since, q.until) for q in (country.quiet if country else ()))


def assert_sound(
    campaign: Campaign, country: Country | None, slots: Sequence[Slot], usable: Callable[[date], Sequence[Message]]
) -> None:
    """Assert what holds for every schedule."""
    assert max(Counter((s.network, s.at.astimezone(UTC)) for s in slots).values(), default=1) == 1
    for since, until in quiet_of(campaign, country):
        assert [s for s in slots if since <= s.day <= until] == []
    assert [s.at for s in slots] == sorted(s.at for s in slots)
    assert [s for s in slots if s.at.date() != s.day or s.message not in usable(s.day)] == []
    regular = [(s.network, s.message.id) for s in slots if s.message.aim != "date"]
    assert len(regular) == len(set(regular))
    order = list(campaign.messages)
    for aim in WEEK:
        for network in {s.network for s in slots}:
            numbers = [order.index(s.message.id) for s in slots if s.message.aim == aim and s.network == network]
            early = [n for n, m in enumerate(campaign.messages.values()) if m.valid_from]
            assert [n for n in numbers if n not in early] == sorted(n for n in numbers if n not in early)


@pytest.mark.parametrize("code", [None, "CL", "MX", "BR"])
def test_a_month_of_the_built_in_campaign(code: str | None) -> None:
    campaign = built_in()
    country = campaign.countries[code] if code else None
    rhythm = Rhythm(start=date(2026, 11, 23), zone=ZoneInfo("America/Santiago"), networks=tuple(NETWORKS), weeks=4)
    slots, problems = schedule(campaign, country, rhythm, usable_in(campaign, country))
    assert len({s.day for s in slots}) > 14
    assert_sound(campaign, country, slots, usable_in(campaign, country))
    assert {p.code for p in problems} <= {"no-message", "expires"}
    assert {s.message.aim for s in slots if s.day == date(2026, 12, 10)} == {"act"}, "Human Rights Day"
    assert schedule(campaign, country, rhythm, usable_in(campaign, country)) == (slots, problems)


def named(campaign: Campaign, country: Country | None) -> Callable[[date], Sequence[Message]]:
    """Return the messages of a day with the countdown, which somebody asked for."""
    usable = usable_in(campaign, country)
    left = campaign.messages["date-signature-closes"]
    return lambda day: [*usable(day), *([left] if not record_problem(campaign, left, day) else [])]


def test_the_end_of_the_signature_is_counted_down_to_before_the_holidays_and_only_where_it_matters() -> None:
    campaign = built_in()
    rhythm = Rhythm(start=date(2026, 11, 23), zone=LONDON, networks=("x",), weeks=6)
    # Mexico's Congress rests from 16 December on
    for code, expected in ((None, ["12-01", "12-17", "12-19"]), ("MX", ["12-01", "12-15"]), ("CL", [])):
        country = campaign.countries[code] if code else None
        slots, _ = schedule(campaign, country, rhythm, named(campaign, country))
        assert [d[:5] for d in countdown(slots)] == expected


def test_nothing_of_the_articles_on_children_goes_out_on_25_november() -> None:
    campaign = built_in()
    young = campaign.messages["reason-children-own-pictures"]
    others = [m for m in campaign.messages.values() if m.aim == "what" and not m.statuses and m.regions == "any"]
    for start, expected in ((date(2026, 11, 24), ""), (date(2026, 11, 25), young.id)):
        rhythm = Rhythm(start=start, zone=LONDON, networks=("x",), until=start + timedelta(days=1))
        slots, _ = schedule(campaign, None, rhythm, lambda day: [*others, young])
        assert next((s.message.id for s in slots if s.message.aim == "reason"), "") == expected


# Every schedule


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Day, ...]:
    """Draw the dates of a campaign."""
    drawn = []
    for number in range(draw(st.integers(0, 5))):
        on, use = draw(DAYS), draw(st.sampled_from(["peg", "quiet", "deadline"]))
        until = on + timedelta(days=draw(st.integers(0, 20))) if draw(st.booleans()) else None
        drawn.append(Day(id=f"day-{number}", title="A day", on=on, until=until, use=use))
    return tuple(drawn)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """A campaign with messages for some networks, some days, and countdowns."""
    texts = "-- messages.yaml --\n" + "".join(
        message(f"{aim}-{n}", aim, **more)
        for n, more in enumerate(
            ({"networks": "[x]"}, {"valid_until": "2026-10-01"}, {}, {"valid_from": "2026-06-01"}, {})
        )
        for aim in (*WEEK, "date")
    )
    return load_campaign(write_campaign(tmp_path_factory.mktemp("many") / "river", texts))


@given(
    dates=calendars(),
    start=DAYS,
    every=st.integers(1, 9),
    weeks=st.integers(1, 8),
    at=st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0, fold=0)),
    zone=st.sampled_from(["America/Santiago", "Asia/Beirut", "America/Sao_Paulo", "America/New_York", "UTC"]),
)
def test_what_holds_for_every_schedule(
    many: Campaign, dates: tuple[Day, ...], start: date, every: int, weeks: int, at: time | None, zone: str
) -> None:
    campaign = replace(many, settings=replace(many.settings, dates=dates))
    networks = ("x", "linkedin", "telegram")
    rhythm = Rhythm(start=start, zone=ZoneInfo(zone), networks=networks, every=every, weeks=weeks, at=at)
    slots, problems = schedule(campaign, None, rhythm, usable_in(campaign))
    assert_sound(campaign, None, slots, usable_in(campaign))
    assert all(s.day >= start for s in slots)
    assert {p.code for p in problems} <= {"no-message", "expires", "no-such-time", "twice"}
    assert max(Counter((s.network, s.day) for s in slots).values(), default=1) <= 2
    if not any(d.use == "quiet" for d in dates):
        assert all(s.day < start + timedelta(days=7 * weeks) for s in slots)


def test_the_last_days_of_the_calendar_are_no_trap(river: Campaign) -> None:
    slots, _ = made(river, datetime.date.max - timedelta(days=2), weeks=9, zone=ZoneInfo("UTC"))
    assert len(slots) == 3
