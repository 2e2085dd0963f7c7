"""Rules on records: they name what exists, have sources and dates, and their values have types."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator, Mapping

from campaign.check.checking import Checking
from campaign.diagnostics import Diagnostic, did_you_mean, error, no_such, warning
from campaign.languages import needs
from campaign.model import (
    AskId,
    CardId,
    ConcernId,
    FactId,
    Record,
    SourceId,
    StageId,
    StatementId,
    TrapId,
)
from campaign.networks import NETWORKS
from campaign.phrases import phrase
from campaign.plan import choice
from campaign.plan.document import COUNTED
from campaign.plan.remarks import no_code, no_country, wrong_sender
from campaign.values import cached, fields

LONGEST_PHRASE = 10


@cached
def reference_fields(cls: type[Record]) -> tuple[tuple[str, str], ...]:
    """Return the fields of a record class that name other records, with where those are."""
    targets = {
        SourceId: "sources",
        FactId: "facts",
        ConcernId: "concerns",
        AskId: "asks",
        StatementId: "statements",
        StageId: "stages",
        TrapId: "traps",
        CardId: "cards",
    }
    return tuple(
        (name, table)
        for name, hint in fields(cls).items()
        for target, table in targets.items()
        if hint is target or target in typing.get_args(hint)
    )


def inner(record: Record) -> Iterator[Record]:
    """Yield a record and the records inside it."""
    yield record
    for name in record._fields:
        value = getattr(record, name)
        for child in value if isinstance(value, tuple) else (value,):
            if isinstance(child, Record):
                yield from inner(child)


def unknown_ids(c: Checking) -> Iterator[Diagnostic]:
    """A record names only records that exist `[unknown-id]`."""
    for _, top in c.campaign.records():
        for record in inner(top):
            for name, table in reference_fields(type(record)):
                value = getattr(record, name)
                known: Mapping[str, object] = getattr(c.campaign, table)
                for i, ident in enumerate(value if isinstance(value, tuple) else [value] if value else []):
                    if ident not in known:
                        where = record.at(f"{name}.{i}" if isinstance(value, tuple) else name)
                        yield error(where, "unknown-id", no_such(table[:-1], ident), did_you_mean(ident, known))
    for concern in c.campaign.concerns.values():
        yield from not_countries(c, concern, concern.not_in)
    for message in c.campaign.messages.values():
        for i, name in enumerate(message.networks):
            if name not in NETWORKS:
                where = message.at(f"networks.{i}")
                yield error(where, "unknown-id", no_such("network", name), did_you_mean(name, NETWORKS))
        yield from not_countries(c, message, message.not_in)
        if message.link not in ("source", "act") and message.link not in c.campaign.sources:
            hint = phrase("write source, act or the id of a source")
            yield error(message.at("link"), "unknown-id", no_such("source", message.link), hint)


def not_countries(c: Checking, record: Record, codes: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield the codes of `not_in` that are no country's: a slip there publishes what endangers somebody."""
    known = c.languages[c.campaign.settings.source_language].locale.territories
    for i, code in enumerate(codes):
        if not (len(code) == 2 and code.isalpha() and code in known):
            yield no_code(record.at(f"not_in.{i}"), code, c.campaign.settings.languages)


def circles(c: Checking) -> Iterator[Diagnostic]:
    """An ask is not replaced by itself, through whatever others `[circular]`."""
    for ask in c.campaign.asks.values():
        seen: set[str] = {ask.id}
        at: str | None = ask.replaced_by
        while at and at in c.campaign.asks and at not in seen:
            seen.add(at)
            at = c.campaign.asks[at].replaced_by
        if at == ask.id:
            message = phrase("'{ask}' is replaced by itself in the end", ask=ask.id)
            yield error(ask.at("replaced_by"), "circular", message)


def sources(c: Checking) -> Iterator[Diagnostic]:
    """A fact has a source `[no-source]` with a web address that opens `[url]`; dates are in order `[dates]`."""
    for fact in c.campaign.facts.values():
        if not fact.sources and fact.confidence != "unverified":
            message = phrase("the fact '{fact}' has no source", fact=fact.id)
            hint = phrase("name one under sources, or mark it confidence: unverified")
            yield error(fact.where, "no-source", message, hint)
        if fact.valid_from and fact.valid_until and fact.valid_from > fact.valid_until:
            message = phrase("the fact '{fact}' ends before it begins", fact=fact.id)
            yield error(fact.at("valid_until"), "dates", message)
        known = [c.campaign.sources[s].known for s in fact.sources if s in c.campaign.sources]
        if known and fact.valid_until and min(known) > fact.valid_until:
            message = phrase("the sources of '{fact}' are all from after it was true", fact=fact.id)
            yield error(fact.at("sources"), "dates", message)
    for source in c.campaign.sources.values():
        if source.url and not re.match(r"https?://[^\s/]+", source.url):
            message = phrase("'{address}' is not a web address", address=source.url)
            yield error(source.at("url"), "url", message, phrase("begin with https://"))
        if source.read_on and source.read_on < source.date.first:
            message = phrase("'{source}' was read before it was published", source=source.id)
            yield error(source.at("read_on"), "dates", message)


def reviews(c: Checking) -> Iterator[Diagnostic]:
    """What is overdue for review is named while it would still be printed `[review]`."""
    for fact in c.campaign.facts.values():
        if fact.review_by and fact.review_by < c.day and not choice.fact_problem(c.campaign, fact, c.day):
            message = phrase("the fact '{fact}' was to be reviewed by {day}", fact=fact.id, day=fact.review_by)
            hint = phrase("look it up, then set as_of and review_by")
            yield warning(fact.at("review_by"), "review", message, hint)


def values(c: Checking) -> Iterator[Diagnostic]:
    """Values have one known type `[value]`, and a text with a count has both its forms `[plural]`."""
    for fact in c.campaign.facts.values():
        yield from choice.wrong_values(fact)
        if fact.count and (fact.count not in fact.values or not fact.text_plural):
            message = phrase(
                "'{fact}' counts, so it needs text_plural and the value '{value}'", fact=fact.id, value=fact.count
            )
            yield error(fact.at("count"), "plural", message)


def counting(c: Checking) -> Iterator[Diagnostic]:
    """A message that counts has both its forms, and something to count `[plural]`."""
    for one in c.campaign.messages.values():
        pairs = ((one.text, one.text_plural), (one.long, one.long_plural))
        known = COUNTED | set(choice.merged_values(c.campaign, one.facts))
        if not one.count and any(plural for _, plural in pairs):
            message = phrase("'{message}' has a plural, so it needs count: what it counts", message=one.id)
            yield error(one.where, "plural", message)
        elif one.count and (one.count not in known or any(one.count in needs(s or "") and not p for s, p in pairs)):
            message = phrase(
                "'{message}' counts, so it needs text_plural (and long_plural), and the value '{value}'",
                message=one.id,
                value=one.count,
            )
            yield error(one.at("count"), "plural", message, did_you_mean(one.count, known))


def statements(c: Checking) -> Iterator[Diagnostic]:
    """A quotation has at most ten words `[long-phrase]`; a usable commitment says what came later `[commitment]`."""
    for statement in c.campaign.statements.values():
        words = len((statement.phrase or "").split())
        if words > LONGEST_PHRASE:
            message = phrase("{words} words quoted, {most} are the most", words=words, most=LONGEST_PHRASE)
            yield error(statement.at("phrase"), "long-phrase", message)
    for country in c.campaign.countries.values():
        for made in country.commitments:
            if made.still_fair and not made.later:
                message = phrase("'{commitment}' does not say what the same body said later", commitment=made.id)
                yield error(made.where, "commitment", message)


def countries(c: Checking) -> Iterator[Diagnostic]:
    """The country of a recipient has a file, so that a typing error is not an unknown country `[no-country]`."""
    for recipient in c.campaign.recipients.values():
        if recipient.country not in c.campaign.countries:
            yield no_country(recipient)


def sender(c: Checking) -> Iterator[Diagnostic]:
    """Who signs has a country, a time zone and an e-mail address that are some."""
    yield from wrong_sender(c.campaign.sender, c.campaign.settings.languages)
