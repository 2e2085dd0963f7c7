"""Rules on cards: they have what their kind needs, are short, are told to who cannot see them, and can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from campaign.check.checking import Checking
from campaign.diagnostics import Diagnostic, Stop, did_you_mean, error, warning
from campaign.formats import tree
from campaign.languages import Language, Missing
from campaign.model import COLOUR, NEEDED, Card, contrast
from campaign.networks import NETWORKS
from campaign.plan import Request, cards, choice, plan
from campaign.render import Renderer
from campaign.render.cards import logo_file, pairs
from campaign.values import replace

# Words in English, scaled to other languages: what is read in passing (editorial C3), and all that a card holds.
MOST_WORDS, MOST_IN_ALL = 18, 36
READS_WELL = 250  # characters of an alternative text
LEAST_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3, https://www.w3.org/TR/WCAG22/#contrast-minimum


def look(c: Checking) -> Iterator[Diagnostic]:
    """Colours are written as #rrggbb, the logo is there `[look]`, and what is printed can be read `[contrast]`."""
    colours, logo = c.campaign.settings.look.colours, c.campaign.settings.look.logo
    wrong = [name for name in ("ink", "paper", "accent", "on_accent") if not COLOUR.fullmatch(getattr(colours, name))]
    for name in wrong:
        yield error(colours.at(name), "look", f"'{getattr(colours, name)}' is not a colour", "write it as #1d2733")
    for one, other in pairs():
        if {one, other} & set(wrong):
            continue
        found = contrast(getattr(colours, one), getattr(colours, other))
        if found < LEAST_CONTRAST:
            # Rounded down: 4.499 is not 4.5.
            message = f"{one} on {other} has a contrast of {int(found * 100) / 100}:1, {LEAST_CONTRAST}:1 is the least"
            yield error(colours.at(one), "contrast", message, "make one of them darker or lighter")
    if logo and logo_file(c.campaign) is None:
        yield error(
            logo.at("file"),
            "look",
            f"there is no image '{logo.file}'",
            "put it into images/, and name it without a path",
        )


def kinds(c: Checking) -> Iterator[Diagnostic]:
    """A card has what its kind needs `[card]`, from things that there are `[unknown-id]`."""
    campaign = c.campaign
    for card in campaign.cards.values():
        for name in NEEDED[card.kind]:
            if not getattr(card, name) and not (name == "alt_plural" and "{days}" not in card.alt):
                yield error(card.where, "card", f"the card '{card.id}' is of the kind {card.kind}, and has no {name}")
        if card.until and card.until not in (known := known_days(c)):
            yield error(
                card.at("until"), "unknown-id", f"no date or stage '{card.until}'", did_you_mean(card.until, known)
            )
        elif card.until and cards.end_of(campaign, card) is None:
            yield error(card.at("until"), "card", f"the stage '{card.until}' has no end to count to")
        values = choice.merged_values(campaign, card.facts)
        for name in ("count", "of"):
            value = getattr(card, name)
            if value and value not in values:
                hint = did_you_mean(value, values) or "name the fact under facts"
                yield error(card.at(name), "card", f"no fact of '{card.id}' has a value '{value}'", hint)
            elif value and cards.amount(values[value]) is None:
                yield error(card.at(name), "card", f"'{value}' is no number, so it cannot be drawn")
        statement = campaign.statements.get(card.statement or "")
        if card.kind == "quote" and statement and not statement.phrase:
            yield error(card.at("statement"), "card", f"the statement '{statement.id}' has no phrase to quote")


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
            if len(said) > limit:
                yield error(
                    card.at("alt"), "alt-length", f"'{card.id}' in {tag}: {len(said)} characters, {limit} are the most"
                )
            elif len(said) > READS_WELL:
                message = f"'{card.id}' in {tag}: {len(said)} characters, {READS_WELL} read well"
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
        if words > round(most * language.settings.words):
            message = f"'{card.id}' in {tag}: {words} words, {round(most * language.settings.words)} are read"
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
    for pack in packs:
        renderer = Renderer(c.campaign, c.languages[pack.language])
        for document in cards.documents_of(
            c.campaign, pack, cards.cards_for(c.campaign, pack.setting), cards.SIZES[:1]
        ):
            try:
                yield from renderer.render(document).problems
            except Stop as stop:
                yield from stop.problems
