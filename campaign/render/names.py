"""Give a template its names: words, records as it sees them, and what it can call."""

from __future__ import annotations

from datetime import date
from typing import Any

from campaign.languages import Language
from campaign.model import OFFICES, Ask, Campaign
from campaign.plan import Document
from campaign.plan.choice import facts_problem, main_ask, sources_by
from campaign.render import corrections, figures
from campaign.render.writer import Shown, Writer
from campaign.values import replace


def shown(campaign: Campaign, document: Document, language: Language) -> tuple[dict[str, Any], Writer]:
    """Return the names that a template can use, and the writer that keeps what it used."""
    writer = Writer(campaign, document, language)
    if document.ask:
        writer.used.asks[document.ask.id] = None
    return {
        **words_of(document, language),
        **records_of(writer),
        **calls_of(writer),
        **corrections.names_of(writer),
    }, writer


def words_of(document: Document, language: Language) -> dict[str, Any]:
    """Return what a template prints as it is."""
    return {
        "document": document,
        "language": language,
        "kind": document.kind.id,
        "voice": document.voice,
        "address": document.address,
        "status": document.setting.status,
        "values": document.values,
        "personal": document.personal,
        "news": document.news,
        "city": document.city,
        "embargo": language.moment(document.embargo) if document.embargo else "",
        "safe": document.safe,
        "example": document.is_example,
        "today": language.date(document.day),
        "reply_by": document.values.get("reply_by", ""),
        "sent_on": language.date(document.sent_on) if document.sent_on else "",
    }


def records_of(writer: Writer) -> dict[str, Any]:
    """Return the records of a document as a template sees them."""
    document, settings = writer.document, writer.campaign.settings
    return {
        "campaign": writer.view(settings),
        "sender": writer.view(document.sender),
        "spokesperson": writer.view(document.sender.spokesperson) if document.sender else None,
        "recipient": writer.view(document.recipient),
        "country": writer.view(document.setting.country),
        "signed": writer.view(document.signed),
        "ask": writer.view(document.ask),
        "supporting": writer.views(document.supporting),
        "concerns": writer.views(document.concerns),
        "hook": writer.view(document.hook),
        "commitment": writer.view(document.commitment),
        "card": writer.view(document.card),
        "actions": writer.views(settings.actions),
        "stages": writer.views(s for s in settings.stages if document.day in s.valid),
    }


def calls_of(writer: Writer) -> dict[str, Any]:
    """Return what a template can call."""
    campaign, document, language = writer.campaign, writer.document, writer.language

    def facts(slot: str, limit: int | None = None) -> list[Shown]:
        unsaid = [f for f in document.slots.get(slot, ()) if f.id not in writer.used.said]
        return writer.views(unsaid[:limit])

    return {
        "facts": facts,
        "usable": lambda record: not facts_problem(campaign, getattr(raw(record), "facts", ()), document.day),
        "asks_open": lambda: writer.views(open_asks(campaign, document)),
        "reading": lambda: writer.views(sources_by(campaign, campaign.settings.reading, document.day)),
        "cite": lambda record, name="text": writer.cite(raw(record), name),
        "notes": lambda *records: writer.notes(*map(raw, records)),
        "sources": lambda: writer.views(campaign.sources[i] for i in writer.used.sources),
        "gap": writer.gap,
        "slot": writer.slot,
        "charts": lambda: figures.charts(writer),
        "timeline": lambda: figures.timeline(writer),
        "statements": lambda: writer.views(figures.statements(campaign, document.day)),
        "as_of": lambda: language.date(last_looked(campaign, document, writer)),
    }


def raw(record: Any) -> Any:
    """Return the record behind what a template sees."""
    return record._record if isinstance(record, Shown) else record


def last_looked(campaign: Campaign, document: Document, writer: Writer) -> date:
    """Return the day, up to today, since which every fact of the document has been looked up."""
    facts = [campaign.facts[i] for i in writer.used.facts if i in campaign.facts]  # a corrected one may have gone
    return min((min(fact.as_of, document.day) for fact in facts), default=document.day)


def open_asks(campaign: Campaign, document: Document) -> list[Ask]:
    """Return what is asked now of each office, for a public text; of the European Parliament only where it has a say."""
    found: dict[str, Ask] = {}
    country = document.setting.country
    for office in OFFICES:
        if office == "mep" and country is not None and country.id != "EU":
            continue
        ask = main_ask(campaign, replace(document.setting, office=office, public=True))
        if ask:
            found[ask.id] = ask
    return list(found.values())
