"""Say at what moment a post goes out: good hours by network, time zones, and clocks that are put forward or back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from campaign.diagnostics import NOWHERE, Diagnostic, Stop, Where, did_you_mean, error, usage, warning
from campaign.model import Country, Sender
from campaign.phrases import phrase

# Hours of the readers' own clock, the best first; the next one is for a second post on the same day. No network
# publishes such hours: these are our editorial choice (work networks in the morning, the others at noon and in the
# evening), and `--at` goes over them. Minutes end in 0 or 5, which Hootsuite wants.
HOURS: Mapping[str, tuple[time, ...]] = {
    "x": (time(12, 0), time(18, 30)),
    "bluesky": (time(12, 15), time(18, 45)),
    "mastodon": (time(12, 30), time(19, 0)),
    "threads": (time(13, 0), time(20, 0)),
    "instagram": (time(19, 0), time(12, 45)),
    "facebook": (time(13, 15), time(19, 30)),
    "linkedin": (time(9, 0), time(12, 0)),
    "telegram": (time(18, 0), time(9, 30)),
    "whatsapp": (time(19, 15), time(10, 0)),
    "tiktok": (time(20, 15), time(13, 30)),
}
OTHER_HOURS = (time(12, 0), time(18, 0))


def hours_of(network: str, at: time | None = None) -> tuple[time, ...]:
    """Return the hours of a network in the order in which the posts of a day take them; `at` goes first."""
    hours = HOURS.get(network, OTHER_HOURS)
    return tuple(dict.fromkeys((at, *hours))) if at else hours


def hour_named(text: str) -> time:
    """Read an hour of `--at`, as 09:30 on a clock of 24 hours; raise `Stop` (exit 2) for what is none `[at]`."""
    try:
        return datetime.strptime(text, "%H:%M").time()
    except ValueError:
        message = phrase("'{text}' is not an hour", text=text)
        raise usage(message, phrase("write it as 09:30 or 18:00"), "at") from None


def zone_named(name: str) -> ZoneInfo | None:
    """Return the time zone of an IANA name, or None where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones, as 'America', is an OSError
        return None


def zone_of(name: str | None, sender: Sender | None, country: Country | None) -> tuple[ZoneInfo, list[Diagnostic]]:
    """Return the time zone of a schedule: the one named, else the country's if it has only one, else the sender's there.

    Else it is UTC, with a warning that names those to choose from. An unknown name is an error (exit 2). Both
    `[time-zone]`. Source of a country's zones: CLDR, https://cldr.unicode.org, as Babel holds it.
    """
    from campaign.languages.cldr import time_zones

    if name:
        return zone_asked(name), []
    zones = [z for z in (time_zones(country.id) if country else ()) if zone_named(z)]
    if len(zones) == 1:
        return ZoneInfo(zones[0]), []
    if sender and sender.time_zone and (country is None or sender.country in (None, country.id)):
        return zone_asked(sender.time_zone, sender.at("time_zone")), []
    return ZoneInfo("UTC"), [without_zone(country, zones)]


def zone_asked(name: str, where: Where = NOWHERE) -> ZoneInfo:
    """Return the time zone of an IANA name; raise `Stop` (exit 2) where there is none `[time-zone]`."""
    found = zone_named(name)
    if found is None:
        raise Stop(unknown_zone(name, where))
    return found


def unknown_zone(name: str, where: Where) -> Diagnostic:
    """Say that there is no time zone of a name (exit 2) `[time-zone]`."""
    return error(where, "time-zone", phrase("unknown time zone '{name}'", name=name), near_zones(name), exit=2)


def without_zone(country: Country | None, zones: Sequence[str]) -> Diagnostic:
    """Say that the hours are those of UTC, and which zones there are to choose from."""
    where = country.where if country else NOWHERE
    if country and zones:
        message = phrase(
            "{country} has {count} time zone: the hours of the schedule are UTC",
            "{country} has {count} time zones: the hours of the schedule are UTC",
            country=country.id,
            count=len(zones),
        )
        hint = phrase("choose one with --time-zone: {names}", names=", ".join(zones))
        return warning(where, "time-zone", message, hint)
    message = phrase("no time zone is given: the hours of the schedule are UTC")
    return warning(where, "time-zone", message, phrase("choose one, as --time-zone America/Lima"))


def near_zones(name: str) -> str:
    """Return a hint with the zones that are called nearly so, or whose city is."""
    zones = available_timezones()
    city = name.rpartition("/")[2].replace(" ", "_").casefold()
    same = sorted(z for z in zones if z.rpartition("/")[2].casefold() == city)
    return did_you_mean(same[0] if same else name, same or zones) or phrase(
        "write it as {example}", example="America/Santiago"
    )


def moment(day: date, hour: time, zone: ZoneInfo) -> tuple[datetime | None, list[Diagnostic]]:
    """Return the moment of an hour on a day; None for one that the clocks skip.

    A skipped hour is an error `[no-such-time]`; of an hour that comes twice the first is taken, with a warning
    `[twice]`.
    """
    at = datetime.combine(day, hour, zone)
    said = f"{day} {hour:%H:%M}"
    try:
        real = at.astimezone(UTC).astimezone(zone)
    except OverflowError:
        message = phrase("{moment} lies outside the calendar", moment=said)
        return None, [error(NOWHERE, "no-such-time", message, phrase("choose another day"))]
    if real.replace(tzinfo=None) != at.replace(tzinfo=None):
        message = phrase(
            "{moment} does not exist in {zone}: the clocks are put forward then", moment=said, zone=zone.key
        )
        return None, [error(NOWHERE, "no-such-time", message, phrase("choose another hour with --at"))]
    if at.replace(fold=1).utcoffset() != at.utcoffset():
        message = phrase(
            "{moment} comes twice in {zone}, where the clocks are put back then: the first is taken",
            moment=said,
            zone=zone.key,
        )
        return at, [warning(NOWHERE, "twice", message, phrase("choose another hour with --at to be sure"))]
    return at, []
