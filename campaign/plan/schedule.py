"""Say what goes out when: the week of seven posts, quiet days, pegs and countdowns, each post at an hour of its network.

Pure: the campaign, the country and a `Rhythm` come in with a function that gives the messages of a day; slots and
problems go out. The week is that of the campaign's editors: say what it is, the core reason, the people, the act, the
fair question, the voice, and close the loop. It begins on the first day of the schedule, whatever weekday that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from campaign.diagnostics import Diagnostic, error, note, warning
from campaign.model import Campaign, Country, Day, Message, as_date
from campaign.phrases import phrase
from campaign.plan.choice import record_problem, status_of
from campaign.plan.compose import pauses
from campaign.plan.hours import hours_of, moment
from campaign.values import Value

WEEK = ("what", "reason", "people", "act", "question", "voice", "close")
COUNTDOWN = (30, 14, 7, 3, 1)  # days before a deadline
ONE = timedelta(days=1)


class Rhythm(Value):
    """How often posts go out, and where.

    `every` is in days. The schedule has the posts of so many `weeks`, which move on when days are quiet, or those
    `until` a day. `at` goes before the hours of the networks; `named` are the messages that somebody asked for by id.
    """

    start: date
    zone: ZoneInfo
    networks: tuple[str, ...]
    every: int = 1
    weeks: int = 1
    until: date | None = None
    at: time | None = None
    named: frozenset[str] = frozenset()


class Slot(Value):
    """A post at its time: `at` knows its time zone, `day` is the day there."""

    day: date
    at: datetime
    network: str
    message: Message


def schedule(
    campaign: Campaign, country: Country | None, rhythm: Rhythm, usable: Callable[[date], Sequence[Message]]
) -> tuple[tuple[Slot, ...], list[Diagnostic]]:
    """Return the slots in the order of their times, and what is left out and why.

    `usable` gives the messages that can go out on a day, in the order in which they are to be used. Countdowns come
    beside the week, when a message of the aim `date` is usable. No network gets the same message twice, but for one
    that counts the days. Diagnostics: `expires`, `no-message`, `no-such-time`, `twice`.
    """
    board = Board(campaign, country, rhythm, usable)
    days = post_days(rhythm, board.quiet_until)
    for day, aim in list(board.week_by_week(days)):
        board.put(day, aim)
    if days:
        end = min(rhythm.start.toordinal() + 7 * rhythm.weeks - 1, date.max.toordinal())
        last = rhythm.until or max(days[-1], date.fromordinal(end))
        for day, deadline in board.countdown(last).items():
            board.put(day, "date", deadline)
    return tuple(board.slots()), list(dict.fromkeys(board.problems))


def post_days(rhythm: Rhythm, quiet_until: Callable[[date], date | None]) -> list[date]:
    """Return the days of the regular posts: every so many days, and the next free day for each that is quiet."""
    number = None if rhythm.until else -(-7 * rhythm.weeks // rhythm.every)
    last, days, day = rhythm.until or date.max, list[date](), rhythm.start
    while day <= last and len(days) != number:
        pause = quiet_until(day)
        if pause is None:
            days.append(day)
        step = ONE * rhythm.every if pause is None else pause - day + ONE
        if date.max - day < step:
            break
        day += step
    return days


class Board:
    """What has been put on the schedule so far, and which messages are used up on which network."""

    def __init__(
        self,
        campaign: Campaign,
        country: Country | None,
        rhythm: Rhythm,
        usable: Callable[[date], Sequence[Message]],
    ) -> None:
        self.campaign, self.country, self.rhythm = campaign, country, rhythm
        self.usable = cache(lambda day: tuple(usable(day)))
        self.pauses = pauses(campaign, country)
        self.order = {ident: number for number, ident in enumerate(campaign.messages)}
        self.used: set[tuple[str, str]] = set()
        self.posts: dict[tuple[date, str], list[Message]] = {}
        self.pegs: list[date] = []
        self.problems: list[Diagnostic] = []
        self.said: set[tuple[str, str]] = set()

    def days(self, use: str) -> Iterator[Day]:
        """Yield the days of the campaign's calendar of one use."""
        return (d for d in self.campaign.settings.dates if d.use == use)

    def concerns(self, marked: Day, day: date) -> bool:
        """Tell whether a day of the calendar is for the country, as it stands on a day."""
        return not marked.statuses or status_of(self.country, day) in marked.statuses

    def quiet_until(self, day: date) -> date | None:
        """Return the last of the quiet days that a day belongs to, or None when it is not quiet."""
        return max((until for since, until in self.pauses if since <= day <= until), default=None)

    def hushed(self, message: Message, day: date) -> bool:
        """Tell whether a message is about what is not spoken of on a day."""
        about = articles_of(self.campaign, message)
        return any(
            d.on <= day <= (d.until or d.on) and self.concerns(d, day) and about & {*map(article, d.articles)}
            for d in self.days("quiet")
            if d.articles
        )

    def week_by_week(self, days: Sequence[date]) -> Iterator[tuple[date, str]]:
        """Yield the days of the posts with the aim of each; the act of a week moves to its peg."""
        for first in range(0, len(days), len(WEEK)):
            week, after = list(days[first : first + len(WEEK)]), days[first + len(WEEK) :]
            aims = list(WEEK)
            peg = self.peg(week, after[0] - ONE if after else week[-1])
            if peg:
                if peg not in week:  # a rhythm of several days passes it over: the nearest post but the first moves
                    near = min(range(1, len(week)), key=lambda i: (abs(week[i] - peg), -i))
                    week[near] = peg
                self.pegs.append(peg)
                aims.remove("act")
                aims.insert(week.index(peg), "act")
            is_early = aims.index("close") < aims.index("act")  # nobody is thanked for what they were not asked yet
            yield from ((d, aim) for d, aim in zip(week, aims, strict=False) if not (is_early and aim == "close"))

    def peg(self, week: Sequence[date], end: date) -> date | None:
        """Return the day of a peg in a week, that of its act if it can be; None when there is no peg."""
        act = week[WEEK.index("act")] if len(week) > WEEK.index("act") else None
        pegs = [(d.on, d.until or d.on) for d in self.days("peg") if self.concerns(d, d.on)]
        if act and any(since <= act <= until for since, until in pegs):
            return act
        for since, until in sorted(pegs):
            day = max(since, week[0])
            while day <= min(until, end):
                if self.quiet_until(day) is None:
                    return day
                day += ONE
        return None

    def countdown(self, last: date) -> dict[date, Day]:
        """Return the days, up to the last one, on which a deadline is counted down to; the nearest deadline first.

        A day that is quiet is made good once, on the last day before the quiet ones.
        """
        found: dict[date, Day] = {}
        for deadline in sorted(self.days("deadline"), key=lambda d: d.on):
            for left in COUNTDOWN:
                day = deadline.on - left * ONE
                while self.quiet_until(day) is not None and day > self.rhythm.start:
                    day -= ONE
                free = self.rhythm.start <= day <= last and self.quiet_until(day) is None
                if free and self.concerns(deadline, day):
                    found.setdefault(day, deadline)
        return found

    def put(self, day: date, aim: str, deadline: Day | None = None) -> None:
        """Put the next message of an aim on a day of every network; say once that an aim has none left."""
        chosen = {network: self.choose(day, aim, network, deadline) for network in self.rhythm.networks}
        for network, message in chosen.items():
            if message:
                self.posts.setdefault((day, network), []).append(message)
                if deadline is None or not counted_days(self.campaign, message):
                    self.used.add((network, message.id))
        if not any(chosen.values()) and deadline is None and ("aim", aim) not in self.said:
            self.said.add(("aim", aim))
            lacking = phrase(
                "no message of the aim '{aim}' is free for {day}, which is left without such a post", aim=aim, day=day
            )
            hint = phrase("write more of them in messages.yaml, or take fewer weeks; the last act is kept for a peg")
            self.problems.append(note(self.campaign.settings.where, "no-message", lacking, hint))

    def choose(self, day: date, aim: str, network: str, deadline: Day | None) -> Message | None:
        """Return the first message that fits; say which ones before it were usable on the first day and no longer are."""

        def fits(message: Message) -> bool:
            counted = counted_days(self.campaign, message)
            return (
                message.aim == aim
                and (not message.networks or network in message.networks)
                and (network, message.id) not in self.used
                and (deadline is None or not counted or deadline.on in counted)
                and not self.hushed(message, day)
            )

        now = self.spared([m for m in self.usable(day) if fits(m)], day)
        first = self.order.get(now[0].id, 0) if now else len(self.order)
        ids = {m.id for m in self.usable(day)}
        for message in filter(fits, self.usable(self.rhythm.start)):
            late = message.id not in ids and self.order.get(message.id, 0) < first
            if late and ("message", message.id) not in self.said:
                self.said.add(("message", message.id))
                self.problems.append(self.expired(message, day))
        return now[0] if now else None

    def spared(self, messages: list[Message], day: date) -> list[Message]:
        """Return the messages that may be used on a day: the last acts are kept for the pegs to come."""
        pegs = [p for p in self.pegs if p > day]
        kept = [m for m in messages if m.aim == "act" and any(m in self.usable(p) for p in pegs)]
        return [m for m in messages if m not in kept] if len(kept) <= len(pegs) else messages

    def expired(self, message: Message, day: date) -> Diagnostic:
        """Say that a message can go out on the first day and no longer on its own: an error if somebody asked for it."""
        reason = record_problem(self.campaign, message, day) or phrase("does not fit the country then")
        said = phrase(
            "'{message}' can go out on {first} but not on {day}: {reason}",
            message=message.id,
            first=self.rhythm.start,
            day=day,
            reason=phrase("it {problem}", problem=reason),
        )
        hint = phrase("start earlier, bring the fact up to date, or leave the message out")
        return (error if message.id in self.rhythm.named else warning)(message.where, "expires", said, hint)

    def slots(self) -> list[Slot]:
        """Return the slots by time; the posts of a network on one day take its hours one after the other."""
        made = []
        for (day, network), messages in self.posts.items():
            hours = hours_of(network, self.rhythm.at)
            for message, hour in zip(messages, hours, strict=False):
                at, problems = moment(day, hour, self.rhythm.zone)
                self.problems += problems
                if at:
                    made.append(Slot(day, at, network, message))
        rank = {network: number for number, network in enumerate(self.rhythm.networks)}
        return sorted(made, key=lambda s: (s.at.timestamp(), rank[s.network]))


def counted_days(campaign: Campaign, message: Message) -> set[date]:
    """Return the days that a message counts down to: its text differs from day to day."""
    facts = (campaign.facts[f] for f in message.facts if f in campaign.facts)
    days = (as_date(str(v["days_until"])) for fact in facts for v in fact.values.values() if v.get("days_until"))
    return {day for day in days if day}


def articles_of(campaign: Campaign, message: Message) -> set[str]:
    """Return the articles that a message is about: those of its concern, or of its facts when it has none."""
    concern = campaign.concerns.get(message.concern or "")
    records: Iterable[object] = [concern] if concern else [campaign.facts.get(f) for f in message.facts]
    return {article(a) for record in records for a in getattr(record, "articles", ())}


def article(text: str) -> str:
    """Return the number of an article without its paragraph: 14 of `14(4)`."""
    return text.split("(")[0].strip()
