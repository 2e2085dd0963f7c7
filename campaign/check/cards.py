"""Rules on cards: they have what their kind needs, are short, and are told to who cannot see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from campaign.check.checking import Checking
from campaign.diagnostics import Diagnostic, Stop, did_you_mean, error, warning
from campaign.formats import tree
from campaign.languages import Language, Missing
from campaign.model import NEEDED, Campaign, Card
from campaign.networks import NETWORKS
from campaign.phrases import phrase
from campaign.plan import Request, cards, choice, plan
from campaign.render import Renderer
from campaign.values import replace

# Words in English, scaled to other languages: what is read in passing (editorial C3), and all that a card holds.
MOST_WORDS, MOST_IN_ALL = 18, 36
READS_WELL = 250  # characters of an alternative text


def kinds(c: Checking) -> Iterator[Diagnostic]:
    """A card has what its kind needs `[card]`, from things that there are `[unknown-id]`."""
    campaign = c.campaign
    for card in campaign.cards.values():
        for name in NEEDED[card.kind]:
            if not getattr(card, name) and not (name == "alt_plural" and "{days}" not in card.alt):
                message = phrase(
                    "the card '{card}' is of the kind {kind}, and has no {field}",
                    card=card.id,
                    kind=card.kind,
                    field=name,
                )
                yield error(card.where, "card", message)
        if card.until and card.until not in (known := known_days(c)):
            message = phrase("no date or stage '{name}'", name=card.until)
            yield error(card.at("until"), "unknown-id", message, did_you_mean(card.until, known))
        elif card.until and cards.end_of(campaign, card) is None:
            yield error(
                card.at("until"), "card", phrase("the stage '{stage}' has no end to count to", stage=card.until)
            )
        yield from drawn(campaign, card)
        statement = campaign.statements.get(card.statement or "")
        if card.kind == "quote" and statement and not statement.phrase:
            message = phrase("the statement '{statement}' has no phrase to quote", statement=statement.id)
            yield error(card.at("statement"), "card", message)


def drawn(campaign: Campaign, card: Card) -> Iterator[Diagnostic]:
    """What stands large on a card, and what it is measured against, are numbers of its facts `[card]`."""
    values = choice.merged_values(campaign, card.facts)
    for name in ("count", "of"):
        value = getattr(card, name)
        if value and value not in values:
            message = phrase("no fact of '{card}' has a value '{value}'", card=card.id, value=value)
            hint = did_you_mean(value, values) or phrase("name the fact under facts")
            yield error(card.at(name), "card", message, hint)
        elif value and cards.amount(values[value]) is None:
            message = phrase("'{value}' is no number, so it cannot be drawn", value=value)
            yield error(card.at(name), "card", message)


def known_days(c: Checking) -> list[str]:
    """Return what a countdown may count to."""
    return [*(day.id for day in c.campaign.settings.dates), *c.campaign.stages]


def alternatives(c: Checking) -> Iterator[Diagnostic]:
    """A text for who cannot see a card fits every network, and reads well `[alt-length]`; a card is short `[card-words]`."""
    limit = min(row.alt_limit for row in NETWORKS.values() if row.alt_limit)
    for tag in c.campaign.settings.languages:
        language = c.languages[tag]
        for card in c.campaign.cards.values():
            try:
                said = language.text_of(
                    f"card/{card.id}/alt", card.alt, 2 if card.alt_plural else None, card.alt_plural
                )
            except Missing:
                continue
            about: dict[str, Any] = {"card": card.id, "language": tag, "length": len(said)}
            if len(said) > limit:
                message = phrase(
                    "'{card}' in {language}: {length} characters, {most} are the most", **about, most=limit
                )
                yield error(card.at("alt"), "alt-length", message)
            elif len(said) > READS_WELL:
                message = phrase(
                    "'{card}' in {language}: {length} characters, {most} read well", **about, most=READS_WELL
                )
                yield warning(card.at("alt"), "alt-length", message)
            yield from too_wordy(c, card, tag)


def too_wordy(c: Checking, card: Card, tag: str) -> Iterator[Diagnostic]:
    """Warn when a card says more than is read in passing, in the words of its language."""
    language = c.languages[tag]
    main = said_in(language, [(f"card/{card.id}", card.text, card.text_plural)])
    small = [(f"card/{card.id}/{name}", getattr(card, name), None) for name in ("caption", "detail", "reply")]
    small += [
        (f"card/{card.id}/step/{step.id}/{name}".removesuffix("/text"), getattr(step, name), None)
        for step in card.steps
        for name in ("title", "text")
    ]
    for words, most in ((main, MOST_WORDS), (main + said_in(language, small), MOST_IN_ALL)):
        limit = round(most * language.settings.words)
        if words > limit:
            message = phrase(
                "'{name}' in {language}: {words} words, {most} are read",
                name=card.id,
                language=tag,
                words=words,
                most=limit,
            )
            yield warning(card.at("text"), "card-words", message)
            return


def said_in(language: Language, texts: Iterable[tuple[str, str | None, str | None]]) -> int:
    """Count the words of some texts in a language."""
    total = 0
    for context, text, plural in texts:
        try:
            said = language.text_of(context, text, 2 if plural else None, plural) if text else ""
        except Missing:
            said = ""
        total += tree.count(said)
    return total


def documents(c: Checking) -> Iterator[Diagnostic]:
    """Every card that a pack would have can be made, in every language, as far as its words go: traps, templates."""
    if not c.campaign.cards or "social" not in c.campaign.kinds:
        return
    request = Request(day=c.day, kinds=("social",), all_languages=True)
    packs, _ = plan(replace(c.campaign, messages={}), request, c.languages, c.forms)
    for pack in {pack.language: pack for pack in packs if not pack.card}.values():  # all of a language have its setting
        renderer = Renderer(c.campaign, c.languages[pack.language])
        for document in cards.documents_of(
            c.campaign, pack, cards.cards_for(c.campaign, pack.setting), cards.SIZES[:1]
        ):
            try:
                yield from renderer.render(document).problems
            except Stop as stop:
                yield from stop.problems
