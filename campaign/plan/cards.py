"""Choose the cards of a day and a country, and plan each as a document of one size.

A card is chosen by the rules of a post: what is not true on the day, not verified or not sourced is left out by itself,
and is an error when it was named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from campaign.diagnostics import Diagnostic, did_you_mean, error, no_such, usage
from campaign.languages import needs
from campaign.load import template_path
from campaign.model import Campaign, Card, Kind, Status, dress_of
from campaign.phrases import phrase
from campaign.plan import choice
from campaign.plan.choice import Setting
from campaign.plan.document import Document
from campaign.values import replace

# Width and height in pixels: link previews and short networks, a square, the tall feed, a story (conventions 2026).
SIZES: tuple[tuple[int, int], ...] = ((1200, 630), (1080, 1080), (1080, 1350), (1080, 1920))
COUNTED = ("number", "percent")


def cards_for(
    campaign: Campaign, setting: Setting, names: Iterable[str] = (), problems: list[Diagnostic] | None = None
) -> tuple[Card, ...]:
    """Return the cards that fit the day and the country, in the order of the file; or those named, if they can be used.

    Diagnostics: `unusable` for a card that was named and cannot be shown. Raise `Stop` (exit 2) for an unknown id.
    """
    wanted = tuple(names)
    if not wanted:
        return tuple(card for card in campaign.cards.values() if card.automatic and not unfit(campaign, card, setting))
    for name in wanted:
        if name not in campaign.cards:
            raise usage(no_such("card", name), did_you_mean(name, campaign.cards), "unknown-card")
    reasons = {name: unfit(campaign, campaign.cards[name], setting) for name in wanted}
    if problems is not None:
        problems += [
            error(campaign.cards[name].where, "unusable", phrase("the card '{card}' {problem}", card=name, problem=why))
            for name, why in reasons.items()
            if why
        ]
    return tuple(campaign.cards[name] for name, why in reasons.items() if not why)


def problem(campaign: Campaign, card: Card, day: date) -> str:
    """Return why a card cannot be shown on a day; empty when it can."""
    found = choice.record_problem(campaign, card, day)
    ask, statement = campaign.asks.get(card.ask or ""), campaign.statements.get(card.statement or "")
    if not found and card.ask:
        why = choice.record_problem(campaign, ask, day) if ask else phrase("does not exist")
        found = phrase("rests on the ask '{ask}', which {problem}", ask=card.ask, problem=why) if why else ""
    if not found and card.statement:
        usable = statement is not None and choice.statement_usable(campaign, statement, day)
        if not usable:
            found = phrase(
                "rests on the statement '{statement}', which cannot be cited on {day}",
                statement=card.statement,
                day=day,
            )
    if not found and card.until and not days_left(campaign, card, day):
        found = phrase("has no day left until '{until}'", until=card.until)
    if not found and card.count:
        share = share_of(campaign, card, day)
        if not (share and 0 <= share[0] <= share[1] and share[1]):
            found = phrase("has no number that can be drawn")
    return found


def unfit(campaign: Campaign, card: Card, setting: Setting) -> str:
    """Return why a card cannot be shown here and now; empty when it can."""
    if found := problem(campaign, card, setting.day):
        return found
    ask = campaign.asks.get(card.ask or "")
    for statuses in (card.statuses, ask.statuses if ask else (), statuses_until(campaign, card)):
        if found := choice.status_problem(statuses, setting):
            return found
    own = {"days", "as_of"} & {*(("days",) if card.until else ()), *(("as_of",) if known_since(campaign, card) else ())}
    lacking = choice.fillable(campaign, setting, card.texts, card.facts) - own
    return choice.reach_problem(card, setting) or choice.slot_problem(lacking)


def end_of(campaign: Campaign, card: Card) -> date | None:
    """Return the last day that a countdown counts to: that of a date or stage of campaign.yaml."""
    for day in campaign.settings.dates:
        if day.id == card.until:
            return day.on
    stage = campaign.stages.get(card.until or "")
    return stage.until if stage else None


def statuses_until(campaign: Campaign, card: Card) -> tuple[Status, ...]:
    """Return the statuses of the countries that the date of a countdown concerns; empty for all."""
    return next((day.statuses for day in campaign.settings.dates if day.id == card.until), ())


def days_left(campaign: Campaign, card: Card, day: date) -> int | None:
    """Return the number of days until the end of a countdown, from 1; None when there is none, or it is over."""
    end = end_of(campaign, card)
    return (end - day).days if end and end > day else None


def number_of(campaign: Campaign, card: Card, day: date) -> int:
    """Return the number that the texts of a card count: the days left, or that of a statistic."""
    share = share_of(campaign, card, day)
    return days_left(campaign, card, day) or (int(share[0]) if share else 0)


def share_of(campaign: Campaign, card: Card, day: date) -> tuple[float, float] | None:
    """Return the number of a statistic and the whole it is measured against, from the values of its facts."""
    values = choice.merged_values(campaign, card.facts)
    count, whole = (amount(values.get(name or "")) for name in (card.count, card.of))
    if whole is None and "percent" in values.get(card.count or "", {}):
        whole = 100
    return None if count is None or whole is None else (count, whole)


def amount(value: Mapping[str, Any] | None) -> float | None:
    """Return the number of a typed value, None of one that is no number."""
    found = next((value[kind] for kind in COUNTED if kind in value), None) if value else None
    return float(found) if isinstance(found, int | float) else None


def known_since(campaign: Campaign, card: Card) -> date | None:
    """Return the day on which what changes without notice was last looked up; None when nothing on the card does."""
    facts = [campaign.facts[ident] for ident in card.facts if ident in campaign.facts]
    return min((fact.as_of for fact in facts if fact.perishable), default=None)


def first_words(campaign: Campaign, card: Card) -> str:
    """Return what a card says for a list: its text, else the words that it quotes."""
    statement = campaign.statements.get(card.statement or "")
    return str(card.text or (statement.phrase or statement.position if statement else card.alt)).strip()


def documents_of(
    campaign: Campaign, pack: Document, cards: Iterable[Card], sizes: Iterable[tuple[int, int]] = SIZES
) -> tuple[Document, ...]:
    """Return the cards of a social pack as documents, each in each size; `pack` says day, country, sender, language.

    A card that does not name the sender is not the sender's: it has none, so that an example of one leaves no mark.
    """
    wanted = tuple(sizes)
    return tuple(document_of(campaign, pack, card, size) for card in cards for size in wanted)


def document_of(campaign: Campaign, pack: Document, card: Card, size: tuple[int, int]) -> Document:
    """Return one card in one size as a document."""
    named = any("organization" in needs(text) for text in card.texts)
    return replace(
        pack,
        kind=kind_of(campaign, pack.kind, card),
        slug=f"cards/{card.id}-{size[0]}x{size[1]}",
        formats=("png",),
        sender=pack.sender if named else None,
        recipient=None,
        ask=campaign.asks.get(card.ask) if card.ask else None,
        supporting=(),
        concerns=(),
        slots={},
        hook=None,
        commitment=None,
        messages=(),
        card=card,
        size=size,
        dress=dress_of(campaign.settings.look),
    )


def kind_of(campaign: Campaign, social: Kind, card: Card) -> Kind:
    """Return the kind of a card: that of the pack, with the template of the card, the campaign's own first."""
    template = template_path(campaign.folder, f"cards/{card.kind}.html")
    return replace(
        social, template=template, style="card.css", formats=("png",), messages=False, pages=None, words={}, parts={}
    )
