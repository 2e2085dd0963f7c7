"""Speak for one document, and keep the record of what it used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from typing import Any

from markupsafe import Markup, escape

from campaign.diagnostics import Stop
from campaign.languages import Language, Missing, context_of, needs, text_fields
from campaign.model import Campaign, Card, Concern, Fact, Message, PartialDate, Record, Source, Statement
from campaign.phrases import phrase
from campaign.plan import Document, cards
from campaign.plan.choice import (
    confirmations_of,
    merged_values,
    sources_by,
    stale,
    wrong_values,
)
from campaign.render.environment import untranslated
from campaign.render.gaps import marked

MAX_NOTES = 8
WORDS = {
    "Fact": "fact",
    "Concern": "concern",
    "Ask": "ask",
    "Statement": "statement",
    "Message": "message",
    "Card": "card",
    "Logo": "logo",
    "Settings": "campaign",
    "Stage": "stage",
    "Day": "date",
    "Action": "action",
    "OpenLetter": "open-letter",
}


class Used:
    """What a document printed: ids in the order of use, the numbers of its sources, and the gaps that it met.

    `said` are the facts whose own sentence was printed; `facts` has those that carry a reason or an ask as well.
    """

    def __init__(self) -> None:
        self.facts: dict[str, None] = {}
        self.said: dict[str, None] = {}
        self.asks: dict[str, None] = {}
        self.concerns: dict[str, None] = {}
        self.statements: dict[str, None] = {}
        self.sources: dict[str, int] = {}
        self.gaps: dict[str, None] = {}
        self.row: dict[str, Any] | None = None

    def with_gaps(self, *others: Used) -> Used:
        """Return the same with the gaps of other documents, which go with it."""
        made = copy(self)
        made.gaps, made.row = {**self.gaps, **{gap: None for other in others for gap in other.gaps}}, None
        return made

    def showing(self, others: Iterable[Used]) -> Used:
        """Return the same with what other documents used that it shows: their gaps are their own."""
        made = Used()
        for used in (self, *others):
            made.take(used)
        made.gaps = self.gaps
        return made

    def take(self, other: Used) -> None:
        """Note what another document used, which is part of this one."""
        for name in ("facts", "said", "asks", "concerns", "statements", "gaps"):
            getattr(self, name).update(getattr(other, name))
        for source in other.sources:
            self.sources.setdefault(source, len(self.sources) + 1)


class Shown:
    """A record as a template sees it: its texts translated and filled, its maps by language resolved."""

    def __init__(self, record: Record, writer: Writer, extra: Mapping[str, str] | None = None) -> None:
        self._record, self._writer, self._extra = record, writer, extra or {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._writer.field(self._record, name)

    def __html__(self) -> str:
        return str(self._writer.field(self._record, "text"))

    def __bool__(self) -> bool:
        return True


class Writer:
    """What the template of one document can call: `text`, `cite`, `notes`, `gap`, `slot` and the values."""

    def __init__(self, campaign: Campaign, document: Document, language: Language) -> None:
        self.campaign, self.document, self.language = campaign, document, language
        self.used = Used()

    # Records and texts

    def view(self, record: Record | None) -> Shown | None:
        """Return a record as a template sees it."""
        return Shown(record, self) if record is not None else None

    def views(self, records: Iterable[Record]) -> list[Shown]:
        """Return records as a template sees them."""
        return [Shown(record, self) for record in records]

    def shown(self, value: Any) -> Any:
        """Return a value as a template sees it: records as views, sources among them noted as used."""
        if not (isinstance(value, tuple) and value and isinstance(value[0], Record)):
            return value
        for record in value:
            if isinstance(record, Source):
                self.used.sources.setdefault(record.id, len(self.used.sources) + 1)
        return self.views(value)

    def url_of(self, source: Source) -> str:
        """Return the address of a source, in the document's language where it has one."""
        return self.language.local(source.urls) or source.url or ""

    def field(self, record: Record, name: str) -> Any:
        """Return a field: a translatable text filled and marked as used, a map in this language, or the value."""
        held = self.url_of(record) if isinstance(record, Source) and name == "url" else getattr(record, name)
        if name in text_fields(type(record)):
            return self.say(record, name) if held else held
        if isinstance(held, Mapping) and name not in ("values", "places"):
            found = self.language.local(held)
            return Markup(escape(found)) if found else None
        if isinstance(held, PartialDate):
            return self.language.date(held)
        if isinstance(held, Record):
            return Shown(held, self)
        if isinstance(held, tuple) and held and isinstance(held[0], Record):
            return [Shown(r, self) for r in held]
        return held

    def say(self, record: Record, name: str = "text") -> Markup:
        """Return a text of the campaign: looked up, escaped, then filled with escaped values."""
        word = WORDS.get(type(record).__name__, "")
        if isinstance(record, Concern):
            self.used.concerns[record.id] = None
        if isinstance(record, Statement):
            self.used.statements[record.id] = None
        if word:
            ident = "" if word == "campaign" else str(getattr(record, "id", ""))
            context = context_of(word, ident, name)
        else:
            context = next(c for c in self.contrary_context(record, name))
        return self.filled(record, context, name)

    def contrary_context(self, record: Record, name: str) -> Iterator[str]:
        """Find the concern that a contrary belongs to, or the card of a step."""
        for concern in self.campaign.concerns.values():
            if concern.contrary is record:
                yield context_of(f"concern/{concern.id}/contrary", "", name)
        for card in self.campaign.cards.values():
            yield from (context_of(f"card/{card.id}/step", step.id, name) for step in card.steps if step is record)

    def filled(self, record: Record, context: str, name: str) -> Markup:
        """Look a text up and fill it; a missing translation is a gap."""
        text, plural, count = getattr(record, name), None, None
        values = self.values(record, context)
        if isinstance(record, Fact):
            self.use_fact(record)
            if name != "label":
                self.used.said[record.id] = None
            if name == "text" and record.text_as_of and stale(record, self.document.day):
                return self.filled(record, context_of("fact", record.id, "text_as_of"), "text_as_of")
            if record.count and name == "text":
                plural = record.text_plural
                count = self.amount(record.values[record.count])
        if isinstance(record, Message) and record.count and (plural := getattr(record, f"{name}_plural")):
            letters = self.document.letters.get(record.count)
            count = letters or self.amount(merged_values(self.campaign, record.facts)[record.count])
        if isinstance(record, Card) and (plural := getattr(record, f"{name}_plural", None)):
            count = cards.number_of(self.campaign, record, self.document.day)
        if "organization" in needs(text) and "organization" not in values:
            values["organization"] = str(self.gap(phrase("sender organization")).striptags())
        try:
            found = self.language.text_of(context, text, count, plural)
        except Missing as missing:
            return self.gap(untranslated(missing))
        escaped = {k: str(escape(v)) for k, v in values.items()}
        if isinstance(record, Card) and name == "text":
            return figured(self.language.fill(str(escape(found)), escaped | figure_in(record, escaped)))
        return Markup(self.language.fill(str(escape(found)), escaped))

    def values(self, record: Record, context: str) -> dict[str, str]:
        """Return the values that a text may use: the document's, then those of its facts."""
        ids = (record.id,) if isinstance(record, Fact) else tuple(getattr(record, "facts", ()))
        if context.startswith("concern/") and not isinstance(record, Concern):
            ids = self.campaign.concerns[context.split("/")[1]].facts
        if context.startswith("card/"):
            ids = self.campaign.cards[context.split("/")[1]].facts
        typed = merged_values(self.campaign, ids)
        try:
            found = {**self.document.values, **self.language.values(typed, self.document.day)}
        except Exception:  # a wrong value would be said at the line of the template
            wrong = [
                p for ident in ids if ident in self.campaign.facts for p in wrong_values(self.campaign.facts[ident])
            ]
            if wrong:
                raise Stop(*wrong) from None
            raise
        if isinstance(record, Fact):
            found["as_of"] = self.language.date(PartialDate(record.as_of.year, record.as_of.month))
        if context.startswith("card/"):
            found.update(self.card_values(self.campaign.cards[context.split("/")[1]]))
        return found

    def card_values(self, card: Card) -> dict[str, str]:
        """Return what only the texts of a card may use: the days left, and the month that its facts are from."""
        left = cards.days_left(self.campaign, card, self.document.day)
        since = cards.known_since(self.campaign, card)
        found = {"days": self.language.number(left)} if left else {}
        for name in filter(None, (card.count, card.of)):  # a figure stands in digits, also where a text has words
            value = merged_values(self.campaign, card.facts).get(name, {})
            digits = {k: v for k, v in value.items() if k not in ("words", "forms")}
            found.update(self.language.values({name: digits}, self.document.day) if digits else {})
        return found | ({"as_of": self.language.date(PartialDate(since.year, since.month))} if since else {})

    def amount(self, typed: Mapping[str, Any]) -> int:
        """Return the number that a text counts, whatever words it is written in."""
        plain = {"n": {name: value for name, value in typed.items() if name != "words"}}
        return int(re.sub(r"\D", "", self.language.values(plain, self.document.day)["n"]))

    def prose(self, context: str, text: str) -> str:
        """Return a piece of prose that no template holds."""
        try:
            return self.language.prose_of(context, text)
        except Missing as missing:
            return str(self.gap(untranslated(missing)).striptags())

    # Provenance

    def use_fact(self, fact: Fact) -> None:
        """Remember that a fact was printed."""
        self.used.facts[fact.id] = None

    def cite(self, record: Record, name: str = "text") -> Markup:
        """Return a text with the numbers of its sources behind it."""
        return self.say(record, name) + self.notes(record)

    def notes(self, *records: Record) -> Markup:
        """Return note numbers: one source for each fact a record relies on, each source numbered once."""
        numbers: dict[int, None] = {}
        for record in records:
            for source in self.sources_of(record):
                if source.id not in self.used.sources and len(self.used.sources) >= MAX_NOTES:
                    continue
                numbers[self.used.sources.setdefault(source.id, len(self.used.sources) + 1)] = None
        links = [Markup('<a href="#source-{0}">{0}</a>').format(n) for n in sorted(numbers)]
        return Markup("").join(
            Markup('<sup class="note{}">{}</sup>').format(" next" if position else "", link)
            for position, link in enumerate(links)
        )

    def sources_of(self, record: Record) -> list[Source]:
        """Return the sources behind a record: the first usable one of each of its facts, else its own."""
        day = self.document.day
        if isinstance(record, Source):
            return [record]
        if isinstance(record, Fact):
            self.use_fact(record)
            return sources_by(self.campaign, [*self.country_sources(record), *record.sources], day)[:1]
        facts = [self.campaign.facts[i] for i in getattr(record, "facts", ()) if i in self.campaign.facts]
        for fact in facts:
            self.use_fact(fact)
        own = sources_by(self.campaign, getattr(record, "sources", ()), day)[:1]
        return [s for f in facts for s in sources_by(self.campaign, f.sources, day)[:1]] + own

    def country_sources(self, fact: Fact) -> tuple[str, ...]:
        """Return the sources of what a fact says about the country: of its signature, or of a confirmation."""
        names = needs(fact.text)
        if "signed_when" in names and self.document.signed:
            return self.document.signed.sources
        for claim, confirmation in confirmations_of(self.document.setting.country, self.document.day).items():
            if f"{claim.replace('-', '_')}_on" in names:
                return confirmation.sources
        return ()

    # Gaps

    def gap(self, name: str) -> Markup:
        """Print a gap and remember it: the document can only be a draft."""
        self.used.gaps[name] = None
        return marked(self.language, name)

    def slot(self, value: Any, name: str, instruction: str) -> Any:
        """Return a value; where it is missing, what to write there in an example, else a gap."""
        if value:
            return value
        sender = self.document.sender
        if sender is not None and sender.example:
            return Markup('<span class="gap">[{}]</span>').format(instruction)
        return self.gap(name)


def figure_in(card: Card, values: Mapping[str, str]) -> dict[str, str]:
    """Return the value of a card that stands large in its text, between two marks."""
    name = "days" if card.until else card.count
    return {name: f"\ue010{values[name]}\ue011"} if name and name in values else {}


def figured(text: str) -> Markup:
    """Return a text with its figure in an element of its own, and ordinary spaces around it, which fall away there."""
    return Markup(re.sub("\\s*\ue010(.*?)\ue011\\s*", r' <span class="figure">\1</span> ', text).strip())
