"""Give a template what it can draw, and what others have said: each only as far as it can be used that day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from campaign.model import Campaign, Fact, PartialDate, Statement, as_partial
from campaign.plan import cards
from campaign.plan.choice import sources_by, statement_usable

if TYPE_CHECKING:
    from campaign.render.writer import Writer

RELIABLE = frozenset("AB")


def charts(writer: Writer) -> list[dict[str, Any]]:
    """Return the shares to draw: those of the statistic cards that fit the day and the country, none without a number."""
    from campaign.formats.charts import shape_of  # a letter draws none

    campaign, document = writer.campaign, writer.document
    found = []
    for card in cards.cards_for(campaign, document.setting):
        share = cards.share_of(campaign, card, document.day) if card.kind == "statistic" else None
        if share:
            count, whole = (f"{part:g}" for part in share)
            found.append({"card": writer.view(card), "shape": shape_of(*share), "count": count, "of": whole})
    return found


def timeline(writer: Writer) -> list[dict[str, Any]]:
    """Return the steps of the slot `timeline` by date, those without one last; a single step is no timeline."""
    document = writer.document
    steps = [(fact, day_of(fact)) for fact in document.slots.get("timeline", ()) if fact.label]
    steps.sort(key=lambda step: step[1].first if step[1] else date.max)
    if len(steps) < 2:
        return []
    return [
        {
            "fact": writer.view(fact),
            "date": str(day.first) if day else "",
            "when": writer.language.date(day) if day else "",
            "past": day is not None and day.last <= document.day,
        }
        for fact, day in steps
    ]


def day_of(fact: Fact) -> PartialDate | None:
    """Return the date that a fact tells: its first value that is one."""
    return next((as_partial(str(value["date"])) for value in fact.values.values() if "date" in value), None)


def statements(campaign: Campaign, day: date) -> list[Statement]:
    """Return the latest statement of each side on the adopted text that a reliable source holds, that in favour first."""
    usable = [
        statement
        for statement in campaign.statements.values()
        if statement.about == "adopted-text"
        and statement_usable(campaign, statement, day)
        and any(source.reliability in RELIABLE for source in sources_by(campaign, statement.sources, day))
    ]
    sides = ([s for s in usable if s.side == side] for side in ("other", "ours"))
    return [max(said, key=lambda statement: statement.on.first) for said in sides if said]
