"""Choose what can be said on a day, in a country, to an office: the rules of time and truth.

Everything here is a pure function of the campaign, a day and an `Audience` of one document. A reason why something
cannot be used is a short text for people; an empty reason means that it can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from campaign.diagnostics import Diagnostic, error
from campaign.languages import VALUE_TYPES, needs
from campaign.model import (
    BRANCHES,
    Ask,
    Campaign,
    Card,
    Commitment,
    Concern,
    Confirmation,
    Country,
    Event,
    Fact,
    Hook,
    Message,
    PartialDate,
    Source,
    Statement,
    Status,
    as_date,
    as_partial,
)
from campaign.phrases import phrase
from campaign.values import Value

CONFIRMED_FOR = timedelta(days=30)
STEPS: dict[str, Status] = {
    "not-signed": "unsigned",
    "signed": "signed",
    "submitted": "submitted",
    "approved": "approved",
    "deposited": "ratified",
}
ORDER = list(STEPS)


def status_of(country: Country | None, day: date) -> Status:
    """Return where the country stands: the furthest of its events by that day; without any it is `unknown`."""
    reached = [ORDER.index(e.event) for e in events_by(country, day)]
    return STEPS[ORDER[max(reached)]] if reached else "unknown"


def events_by(country: Country | None, day: date) -> list[Event]:
    """Return the events that had happened by a day and may be printed."""
    events = country.events if country else ()
    return [e for e in events if e.on.last <= day and e.confidence != "unverified"]


def signed_on(country: Country | None, day: date) -> Event | None:
    """Return the signature of the country, if it signed by that day."""
    return next((e for e in events_by(country, day) if e.event == "signed"), None)


def confirmations_of(country: Country | None, day: date) -> dict[str, Confirmation]:
    """Return the perishable claims about the country that were looked up within 30 days, the latest of each."""
    fresh = [c for c in (country.confirmations if country else ()) if timedelta(0) <= day - c.on <= CONFIRMED_FOR]
    return {c.claim: c for c in sorted(fresh, key=lambda c: c.on)}


def sources_by(campaign: Campaign, ids: Iterable[str], day: date) -> list[Source]:
    """Return the sources that existed on a day, in the order given."""
    return [campaign.sources[i] for i in ids if i in campaign.sources and campaign.sources[i].known <= day]


def stale(fact: Fact, day: date) -> bool:
    """Tell whether a perishable fact is older than it keeps."""
    return fact.perishable is not None and (day - fact.as_of).days > fact.perishable.max_age


def fact_problem(campaign: Campaign, fact: Fact, day: date) -> str:
    """Return why a fact cannot be printed on a day; empty when it can."""
    if fact.confidence == "unverified":
        return phrase("is not verified")
    if day not in fact.valid:
        return interval(fact.valid_from, fact.valid_until)
    if fact.stages and not set(fact.stages) & set(campaign.open_stages(day)):
        return phrase("belongs to the stage {stage}", stage=", ".join(fact.stages))
    if not sources_by(campaign, fact.sources, day):
        return phrase("has no source from before {day}", day=day)
    if fact.perishable and fact.perishable.then == "omit" and stale(fact, day):
        return phrase(
            "was last confirmed on {day}, which is over {count} day old",
            "was last confirmed on {day}, which is over {count} days old",
            day=fact.as_of,
            count=fact.perishable.max_age,
        )
    if fact.perishable and fact.perishable.then == "as-of" and stale(fact, day) and not fact.text_as_of:
        return phrase("is too old and has no text_as_of")
    return ""


def interval(since: date | None, until: date | None) -> str:
    """Say when something is valid that is not always so."""
    if since and until:
        return phrase("is valid from {first} until {last}", first=since, last=until)
    if since:
        return phrase("is valid from {first}", first=since)
    return phrase("is valid until {last}", last=until)


def facts_problem(campaign: Campaign, ids: Iterable[str], day: date) -> str:
    """Return why the first unusable fact of a list cannot be printed."""
    for ident in ids:
        fact = campaign.facts.get(ident)
        problem = phrase("does not exist") if fact is None else fact_problem(campaign, fact, day)
        if problem:
            return phrase("rests on the fact '{fact}', which {problem}", fact=ident, problem=problem)
    return ""


def record_problem(campaign: Campaign, record: Concern | Ask | Message | Card, day: date) -> str:
    """Return why a concern, ask, message or card cannot be used on a day."""
    if day not in record.valid:
        return interval(record.valid_from, record.valid_until)
    if record.stages and not set(record.stages) & set(campaign.open_stages(day)):
        return phrase("belongs to the stage {stage}", stage=", ".join(record.stages))
    return facts_problem(campaign, record.facts, day)


def status_problem(statuses: Iterable[Status], setting: Setting) -> str:
    """Return why what is for countries of some statuses is not for this one; empty when it is, as for no statuses."""
    wanted = tuple(statuses)
    if not wanted or setting.status in wanted:
        return ""
    return phrase(
        "is for countries that are {statuses}, and this one is {status}",
        statuses=", ".join(wanted),
        status=setting.status,
    )


def reach_problem(record: Message | Card, setting: Setting) -> str:
    """Return why a message or a card cannot go out in this country, or in none; empty when it can."""
    if record.exposes and setting.country and setting.country.risk == "high":
        return phrase("asks people to show who they are, and {country} is a country of high risk", country=setting.code)
    if record.regions == ("international" if setting.country else "country"):
        return phrase("is international") if setting.country else phrase("is for one country")
    return ""


def slot_problem(names: Iterable[str]) -> str:
    """Return why a text with placeholders that cannot be filled is not printed; empty when there are none."""
    first = min(names, default="")
    return phrase("needs {name}, which this document cannot fill", name=f"{{{first}}}") if first else ""


class Setting(Value):
    """For whom and when a document is: what the choice depends on, and the placeholders that it can fill."""

    day: date
    country: Country | None = None
    status: Status = "unknown"
    office: str = "unknown"
    chamber: str | None = None
    committees: tuple[str, ...] = ()
    audience: str | None = None
    position: str = "reject"
    names: frozenset[str] = frozenset()
    public: bool = False

    @property
    def code(self) -> str:
        """The country's code; empty for the international version."""
        return self.country.id if self.country else ""

    @property
    def decides(self) -> bool | None:
        """Whether the recipient's body decides on approval; None when the country's file does not say."""
        approval = self.country.approval if self.country else None
        if approval is None or BRANCHES.get(self.office) != "legislature" or approval.confidence == "unverified":
            return None
        if self.office == "committee-chair" and not self.chamber and self.office not in approval.offices:
            return None  # of which house is not said
        return (self.chamber or self.office) in approval.offices


def fillable(campaign: Campaign, setting: Setting, texts: Iterable[str | None], facts: Iterable[str]) -> set[str]:
    """Return the placeholders that the texts need and the document cannot fill."""
    known = set(setting.names) | set(merged_values(campaign, facts))
    return {n for text in texts if text for n in needs(text)} - known


def merged_values(campaign: Campaign, ids: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """Return the typed values of facts by placeholder, with the `_year` and `_month` that a date gives."""
    values: dict[str, Mapping[str, Any]] = {}
    for ident in ids:
        if ident in campaign.facts:
            values.update(campaign.facts[ident].values)
    for name, value in list(values.items()):
        if value.get("date"):
            whole = str(value["date"])
            values.setdefault(f"{name}_year", {"date": whole[:4]})
            values.setdefault(f"{name}_month", {"date": whole[:7]})
    return values


def value_problem(value: Mapping[str, Any]) -> str:
    """Return what is wrong with a typed value; empty when nothing is."""
    kinds = [k for k in value if k in VALUE_TYPES]
    if len(kinds) != 1:
        return phrase("expected one of {known}", known=", ".join(VALUE_TYPES))
    held = value[kinds[0]]
    match kinds[0]:
        case "date" if not as_partial(str(held)):
            return phrase("'{value}' is not a date, as 2026-11-22, 2026-11 or 2026", value=held)
        case "days_until" if not as_date(str(held)):
            return phrase("'{value}' is not a day, as 2026-11-22", value=held)
        case "number" | "percent" | "money" if not isinstance(held, int | float):
            return phrase("'{value}' is not a number", value=held)
        case "money" if not re.fullmatch("[A-Z]{3}", str(value.get("currency"))):
            return phrase("money wants its currency, as {example}", example="{money: 5, currency: EUR}")
        case "list" if not isinstance(held, list) or not held:
            return phrase("'{value}' is not a list, as [one, two]", value=held)
        case "verbatim" if not isinstance(held, str | int):
            if isinstance(held, float):
                return phrase("'{value}' is read as a number: quote it", value=held)
            return phrase("expected a text")
    return ""


def wrong_values(fact: Fact) -> list[Diagnostic]:
    """Return what is wrong with the values of a fact `[value]`."""
    found = [(name, value_problem(value)) for name, value in fact.values.items()]
    return [
        error(fact.at("values"), "value", phrase("the value '{name}': {problem}", name=name, problem=wrong))
        for name, wrong in found
        if wrong
    ]


def ask_texts(ask: Ask, public: bool = False) -> tuple[str | None, ...]:
    """Return the texts of an ask that a letter prints, or those that a public text prints."""
    return (ask.headline, ask.asked, ask.title) if public else (ask.subject, ask.request, ask.request_i, ask.why)


def ask_fits(campaign: Campaign, ask: Ask, setting: Setting) -> bool:
    """Tell whether an ask can be made of the office, in this country, on this day, from this position."""
    if record_problem(campaign, ask, setting.day):
        return False
    if ask.position not in ("any", setting.position) or (ask.statuses and setting.status not in ask.statuses):
        return False
    if ask.offices and not {setting.office, BRANCHES.get(setting.office, "other")} & set(ask.offices):
        return False
    if ask.committees and not set(ask.committees) & set(setting.committees):
        return False
    if (ask.role == "decides" and setting.decides is not True) or (
        ask.role == "other" and setting.decides is not False
    ):
        return False
    return not fillable(campaign, setting, ask_texts(ask, setting.public), ask.facts)


def ask_rank(ask: Ask, setting: Setting) -> tuple[Any, ...]:
    """Order asks: the most specific first, then priority, then id."""
    office = 2 if setting.office in ask.offices else 1 if ask.offices else 0
    return (ask.role == "any", -office, not ask.statuses, not ask.committees, -ask.priority, ask.id)


def main_ask(campaign: Campaign, setting: Setting) -> Ask | None:
    """Return the one ask of a document, or None when no ask fits (`no-ask`)."""
    fitting = [a for a in campaign.asks.values() if a.main and ask_fits(campaign, a, setting)]
    if setting.public:
        fitting = [a for a in fitting if a.headline] or fitting
    return min(fitting, key=lambda a: ask_rank(a, setting), default=None)


def supporting_asks(campaign: Campaign, setting: Setting, main: Ask | None) -> tuple[Ask, ...]:
    """Return at most two asks beside the main one."""
    fitting = [a for a in campaign.asks.values() if a.supporting and not a.main and ask_fits(campaign, a, setting)]
    return tuple(sorted(fitting, key=lambda a: ask_rank(a, setting)))[:2] if main else ()


def concern_fits(campaign: Campaign, concern: Concern, setting: Setting) -> bool:
    """Tell whether a concern can be given as a reason here and now."""
    if not concern.automatic or record_problem(campaign, concern, setting.day):
        return False
    if (concern.statuses and setting.status not in concern.statuses) or setting.code in concern.not_in:
        return False
    if setting.audience and concern.audiences and setting.audience not in concern.audiences:
        return False
    texts = (concern.text, concern.letter, concern.public)
    return not fillable(campaign, setting, texts, concern.facts)


def concerns_for(campaign: Campaign, setting: Setting) -> tuple[Concern, ...]:
    """Return the reasons in order: the general one, then those of the recipient's committees, then by priority."""
    fitting = [c for c in campaign.concerns.values() if concern_fits(campaign, c, setting)]
    fitting.sort(key=lambda c: (-c.priority, c.id))
    first, rest = fitting[:1], fitting[1:]
    rest.sort(key=lambda c: (not set(c.committees) & set(setting.committees), -c.priority, c.id))
    return (*first, *rest)


def slot_facts(campaign: Campaign, setting: Setting, slot: str) -> tuple[Fact, ...]:
    """Return the facts that may stand in a slot, in the order of the file."""
    return tuple(
        fact
        for fact in campaign.facts.values()
        if slot in fact.slots
        and (not fact.statuses or setting.status in fact.statuses)
        and not fact_problem(campaign, fact, setting.day)
        and not fillable(campaign, setting, (fact.text,), (fact.id,)) - {"as_of"}
    )


def hook_for(campaign: Campaign, setting: Setting, language: str) -> Hook | None:
    """Return the national paragraph: a hook that is verified, sourced and written in the document's language."""
    for hook in setting.country.hooks if setting.country else ():
        written = language in hook.text or language.split("-")[0] in hook.text
        if written and hook.confidence != "unverified" and sources_by(campaign, hook.sources, setting.day):
            return hook
    return None


def commitment_for(campaign: Campaign, setting: Setting, language: str) -> Commitment | None:
    """Return a commitment of the State that is still fair to hold up."""
    for made in setting.country.commitments if setting.country else ():
        written = language in made.text or language.split("-")[0] in made.text
        usable = made.still_fair and made.confidence != "unverified" and made.on.last <= setting.day
        if written and usable and sources_by(campaign, made.sources, setting.day):
            return made
    return None


def message_fits(campaign: Campaign, message: Message, setting: Setting) -> bool:
    """Tell whether a post can go out here and now by itself."""
    return message.automatic and not message_problem(campaign, message, setting)


def message_problem(campaign: Campaign, message: Message, setting: Setting) -> str:
    """Return why a post cannot go out here and now; empty when it can."""
    if found := record_problem(campaign, message, setting.day):
        return found
    if found := status_problem(message.statuses, setting):
        return found
    if setting.code in message.not_in:
        return phrase("can put people at risk in {country}", country=setting.code)
    texts = (message.text, message.text_plural, message.long, message.long_plural, f"{{{message.count or ''}}}")
    lacking = fillable(campaign, setting, texts, message.facts)
    return reach_problem(message, setting) or slot_problem(lacking)


def statement_usable(campaign: Campaign, statement: Statement, day: date) -> bool:
    """Tell whether a statement may be cited on a day: dated history with a source."""
    return statement.on.last <= day <= (statement.valid_until or day) and bool(
        sources_by(campaign, statement.sources, day)
    )


def working_days_after(day: date, count: int, quiet: Iterable[tuple[date, date]] = ()) -> date:
    """Return the day that lies a number of working days ahead: Saturdays, Sundays and quiet days do not count."""
    pauses = list(quiet)
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and not any(since <= day <= until for since, until in pauses):
            count -= 1
    return day


def dated(value: PartialDate) -> dict[str, str]:
    """Return a date as a typed value."""
    return {"date": str(value)}


def reply_by(campaign: Campaign, ask: Ask | None, day: date, quiet: Iterable[tuple[date, date]]) -> date:
    """Return the day to reply by: so many working days ahead, but not after what is asked for has become too late."""
    wanted = working_days_after(day, ask.reply_days if ask else 15, quiet)
    ends = [campaign.stages[s].until for s in ask.stages if s in campaign.stages] if ask else []
    last = ask.valid_until if ask else None
    if last is None and ends and all(ends):
        last = max(e for e in ends if e)
    return min(wanted, last) if last and last >= day else wanted
