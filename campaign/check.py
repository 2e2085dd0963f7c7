"""Check a campaign: rules across files, one generator each.

Every rule takes a `Checking` (the campaign, the day, the languages) and yields diagnostics with a stable code. `check`
runs them all; what a document says is checked by rendering every document that `build` would make.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from campaign import traps
from campaign.address import AllForms
from campaign.address import gaps as address_gaps
from campaign.diagnostics import Diagnostic, Stop, Where, did_you_mean, error, warning
from campaign.languages import Languages, Missing, Said, needs, texts_of
from campaign.model import (
    AskId,
    Campaign,
    ConcernId,
    Fact,
    FactId,
    Record,
    SourceId,
    StageId,
    Statement,
    StatementId,
    TrapId,
    as_date,
    as_partial,
)
from campaign.networks import NETWORKS
from campaign.plan import Request, choice, plan
from campaign.render import DRAFT, Renderer
from campaign.render.environment import prose_of_templates
from campaign.render.posts import SAMPLE
from campaign.values import Value, cached, fields, replace

LONGEST_PHRASE = 10
ONLY_IN_ASKS = frozenset({"reply_by", "organization"})
OF_A_COUNTRY = frozenset(
    {
        "country",
        "Country",
        "of_country",
        "in_country",
        "body",
        "bill",
        "signed_when",
        "not_signed_on",
        "not_ratified_on",
        "step_on",
        "step",
    }
)
DIGITS = re.compile(r"\d")
TAGS = re.compile(r"<[^<>]+>")


class Checking(Value):
    """What the rules look at."""

    campaign: Campaign
    day: date
    languages: Languages
    forms: AllForms


Rule = Callable[[Checking], Iterator[Diagnostic]]


def check(campaign: Campaign, day: date) -> list[Diagnostic]:
    """Return every problem of a campaign on a day."""
    checking = Checking(campaign, day, Languages(campaign), AllForms(campaign.folder))
    problems: list[Diagnostic] = []
    for rule in (*RULES, documents):
        if rule is documents and any(p.severity == "error" for p in problems):
            break  # a document of a broken campaign would only say the same again
        try:
            problems += rule(checking)
        except Stop as stop:
            problems += stop.problems
    return problems + checking.languages.problems + checking.forms.problems


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
                        yield error(where, "unknown-id", f"no {table[:-1]} '{ident}'", did_you_mean(ident, known))
    for message in c.campaign.messages.values():
        for i, name in enumerate(message.networks):
            if name not in NETWORKS:
                yield error(
                    message.at(f"networks.{i}"), "unknown-id", f"no network '{name}'", did_you_mean(name, NETWORKS)
                )
        if message.link not in ("source", "act") and message.link not in c.campaign.sources:
            yield error(
                message.at("link"),
                "unknown-id",
                f"no source '{message.link}'",
                "write source, act or the id of a source",
            )


def circles(c: Checking) -> Iterator[Diagnostic]:
    """An ask is not replaced by itself, through whatever others `[circular]`."""
    for ask in c.campaign.asks.values():
        seen: set[str] = {ask.id}
        at: str | None = ask.replaced_by
        while at and at in c.campaign.asks and at not in seen:
            seen.add(at)
            at = c.campaign.asks[at].replaced_by
        if at == ask.id:
            yield error(ask.at("replaced_by"), "circular", f"'{ask.id}' is replaced by itself in the end")


def sources(c: Checking) -> Iterator[Diagnostic]:
    """A fact has a source `[no-source]` with a web address that opens `[url]`; dates are in order `[dates]`."""
    for fact in c.campaign.facts.values():
        if not fact.sources and fact.confidence != "unverified":
            yield error(
                fact.where,
                "no-source",
                f"the fact '{fact.id}' has no source",
                "name one under sources, or mark it confidence: unverified",
            )
        if fact.valid_from and fact.valid_until and fact.valid_from > fact.valid_until:
            yield error(fact.at("valid_until"), "dates", f"the fact '{fact.id}' ends before it begins")
        known = [c.campaign.sources[s].known for s in fact.sources if s in c.campaign.sources]
        if known and fact.valid_until and min(known) > fact.valid_until:
            yield error(fact.at("sources"), "dates", f"the sources of '{fact.id}' are all from after it was true")
    for source in c.campaign.sources.values():
        if source.url and not re.match(r"https?://[^\s/]+", source.url):
            yield error(source.at("url"), "url", f"'{source.url}' is not a web address", "begin with https://")
        if source.read_on and source.read_on < source.date.first:
            yield error(source.at("read_on"), "dates", f"'{source.id}' was read before it was published")


def reviews(c: Checking) -> Iterator[Diagnostic]:
    """What is overdue for review is named while it would still be printed `[review]`."""
    for fact in c.campaign.facts.values():
        if fact.review_by and fact.review_by < c.day and not choice.fact_problem(c.campaign, fact, c.day):
            yield warning(
                fact.at("review_by"),
                "review",
                f"the fact '{fact.id}' was to be reviewed by {fact.review_by}",
                "look it up, then set as_of and review_by",
            )


def values(c: Checking) -> Iterator[Diagnostic]:
    """Values have one known type `[value]`, and a text with a count has both its forms `[plural]`."""
    for fact in c.campaign.facts.values():
        for name, value in fact.values.items():
            wrong = (
                choice.value_problem(value)
                if isinstance(value, dict)
                else "expected a type and a value, as {number: 72}"
            )
            if wrong:
                yield error(fact.at("values"), "value", f"the value '{name}': {wrong}")
                continue
            kind = next(
                k for k in value if k in ("number", "percent", "money", "date", "list", "verbatim", "days_until")
            )
            held = value[kind]
            if (kind == "date" and not as_partial(str(held))) or (kind == "days_until" and not as_date(str(held))):
                yield error(
                    fact.at("values"), "value", f"the value '{name}' is not a date: '{held}'", "write it as 2026-11-22"
                )
            if kind in ("number", "percent", "money") and not isinstance(held, int | float):
                yield error(fact.at("values"), "value", f"the value '{name}' is not a number: '{held}'")
        if fact.count and (fact.count not in fact.values or not fact.text_plural):
            yield error(
                fact.at("count"), "plural", f"'{fact.id}' counts, so it needs text_plural and the value '{fact.count}'"
            )


def placeholders(c: Checking) -> Iterator[Diagnostic]:
    """A placeholder has a value `[placeholder]`; numbers and dates stand in values, not in texts `[number-in-text]`."""
    names = {i.replace("-", "_") for i in c.campaign.names} | OF_A_COUNTRY
    for said in texts_of(c.campaign):
        known = names | set(choice.merged_values(c.campaign, facts_of(c.campaign, said)))
        known |= ONLY_IN_ASKS if said.context.startswith("ask/") else set()
        known |= {"as_of"} if said.context.startswith("fact/") else set()
        for text in filter(None, (said.text, said.plural)):
            for name in sorted(needs(text) - known):
                yield error(
                    said.where, "placeholder", f"nothing fills {{{name}}} in {said.context}", did_you_mean(name, known)
                )
            stray = re.search(r"[{}]", re.sub(r"\{\w+\}", "", text))
            if stray:
                yield error(
                    said.where, "placeholder", f"a lone '{stray[0]}' in {said.context}", "a placeholder is {name}"
                )
            if DIGITS.search(re.sub(r"\{\w+\}", "", text)):
                yield error(
                    said.where,
                    "number-in-text",
                    f"a number stands inside {said.context}",
                    "make it a value of the fact",
                )


def facts_of(campaign: Campaign, said: Said) -> tuple[str, ...]:
    """Return the facts whose values a text may use."""
    if isinstance(said.record, Fact):
        return (said.record.id,)
    if said.context.startswith("concern/"):
        return campaign.concerns[said.context.split("/")[1]].facts
    return tuple(getattr(said.record, "facts", ()))


def statements(c: Checking) -> Iterator[Diagnostic]:
    """A quotation has at most ten words `[long-phrase]`; a usable commitment says what came later `[commitment]`."""
    for statement in c.campaign.statements.values():
        if statement.phrase and len(statement.phrase.split()) > LONGEST_PHRASE:
            yield error(
                statement.at("phrase"),
                "long-phrase",
                f"{len(statement.phrase.split())} words quoted, {LONGEST_PHRASE} are the most",
            )
    for country in c.campaign.countries.values():
        for made in country.commitments:
            if made.still_fair and not made.later:
                yield error(made.where, "commitment", f"'{made.id}' does not say what the same body said later")


def trap_tests(c: Checking) -> Iterator[Diagnostic]:
    """A trap fires on its wrong sentences and lets its true ones pass `[trap-test]`, `[trap-pattern]`."""
    for trap in c.campaign.traps.values():
        for tag, pattern in trap.languages.items():
            try:
                for text in (pattern.pattern, pattern.unless):
                    traps.compiled(text or "")
            except re.error as reason:
                yield error(
                    pattern.where, "trap-pattern", f"the pattern of '{trap.id}' in {tag} does not compile: {reason}"
                )
                continue
            yield from (
                error(pattern.at("fires"), "trap-test", f"'{trap.id}' does not fire on: {s}")
                for s in pattern.fires
                if not traps.fires(pattern, traps.sentences(s))
            )
            yield from (
                error(pattern.at("passes"), "trap-test", f"'{trap.id}' fires on: {s}")
                for s in pattern.passes
                if traps.fires(pattern, traps.sentences(s))
            )


def trapped(c: Checking) -> Iterator[Diagnostic]:
    """No text says what is known to be wrong, in any language, once its values are in `[trap]`."""
    for tag in c.campaign.settings.languages:
        language = c.languages[tag]
        for said in texts_of(c.campaign):
            try:
                text = language.text_of(said.context, said.text, 2 if said.plural else None, said.plural)
            except Missing:
                continue
            typed = choice.merged_values(c.campaign, facts_of(c.campaign, said))
            known = {n: f"({n})" for n in needs(text)} | language.values(
                {k: v for k, v in typed.items() if not choice.value_problem(v)}, c.day
            )
            known |= {i.replace("-", "_"): language.local(n.names) or "" for i, n in c.campaign.names.items()}
            if said.context.endswith("/phrase"):
                continue  # quoted words are somebody else's
            day = last_said(said.record, c.day)
            rebuts = getattr(said.record, "rebuts", ())
            for trap in traps.caught(c.campaign.traps, language.fill(text, known), tag, day, rebuts):
                yield error(
                    said.where,
                    "trap",
                    f"{said.context} in {tag} says what is wrong ({trap.id}): {trap.wrong}",
                    trap.right,
                )


def last_said(record: Record, day: date) -> date:
    """Return the last day on which a text is printed up to now: what is no longer said was true in its time."""
    if isinstance(record, Statement):
        return min(day, record.on.last)
    until = getattr(record, "valid_until", None)
    return min(day, until) if until else day


def translations(c: Checking) -> Iterator[Diagnostic]:
    """Every text is translated `[missing-translation]`, `[fuzzy]`, with its placeholders and tags `[drift]`."""
    prose = [
        Said(context, text, plural, where, c.campaign.settings)
        for context, text, plural, where in prose_of_templates(c.campaign)
    ]
    prose += [Said(*text, None, Where(), c.campaign.settings) for text in (DRAFT, SAMPLE)]
    for tag in c.campaign.settings.languages:
        language = c.languages[tag]
        for said in texts_of(c.campaign):
            yield from translation(said, tag, language.text_of, needs)
        for said in prose:
            yield from translation(said, tag, language.prose_of, python_names)


def translation(
    said: Said, tag: str, look_up: Callable[..., str], names_in: Callable[[str], frozenset[str]]
) -> Iterator[Diagnostic]:
    """Compare one text with its translation: it is there, and says the same names and tags."""
    where = f"locales/{tag}/LC_MESSAGES"
    for count in (1, 2) if said.plural else (None,):
        try:
            found = look_up(said.context, said.text, count, said.plural)
        except Missing as missing:
            code, state = ("fuzzy", "fuzzy") if missing.fuzzy else ("missing-translation", "not translated")
            yield error(said.where, code, f"{said.context} is {state} in {tag}", f"edit {where}")
            return
        source = said.plural if count == 2 and said.plural else said.text
        lost = names_in(found) - names_in(source) if count == 1 else names_in(source) ^ names_in(found)
        if lost:
            yield error(said.where, "drift", f"{said.context} in {tag} differs in {', '.join(sorted(lost))}")
        if sorted(TAGS.findall(source)) != sorted(TAGS.findall(found)):
            yield error(said.where, "drift", f"{said.context} in {tag} differs in its tags")


def python_names(text: str) -> frozenset[str]:
    """Return the `%(name)s` placeholders of template prose."""
    return frozenset(re.findall(r"%\((\w+)\)s", text))


def names(c: Checking) -> Iterator[Diagnostic]:
    """A name that texts use has its form in every language `[missing-name]`."""
    used = {n for said in texts_of(c.campaign) for n in needs(said.text)}
    for tag in c.campaign.settings.languages:
        for ident, name in c.campaign.names.items():
            if ident.replace("-", "_") in used and not c.languages[tag].local(name.names):
                yield error(name.at("names"), "missing-name", f"'{ident}' has no form in {tag}")


def forms_of_address(c: Checking) -> Iterator[Diagnostic]:
    """Every office has its forms for every gender in every language `[no-form]`."""
    for tag in c.campaign.settings.languages:
        forms = c.forms[tag]
        for gap in address_gaps(forms):
            yield error(
                Where(str(forms.files[0]) if forms.files else ""), "no-form", f"no form of address in {tag} for {gap}"
            )


def countries(c: Checking) -> Iterator[Diagnostic]:
    """The country of a recipient has a file, so that a typing error is not an unknown country `[no-country]`."""
    for recipient in c.campaign.recipients.values():
        if recipient.country not in c.campaign.countries:
            yield warning(
                recipient.at("country"),
                "no-country",
                f"there is no countries/{recipient.country}.yaml",
                "without it the status is unknown",
            )


def documents(c: Checking) -> Iterator[Diagnostic]:
    """Every document that `build` makes can be made: an ask for each recipient, budgets, lengths, traps, templates."""
    request = Request(day=c.day, kinds=tuple(c.campaign.kinds), all_languages=True)
    if not c.campaign.recipients:
        request = replace(request, kinds=tuple(k for k, kind in c.campaign.kinds.items() if kind.per == "language"))
    planned, problems = plan(c.campaign, request, c.languages, c.forms)
    yield from (p for p in problems if p.severity != "note")
    renderers: dict[str, Renderer] = {}
    for document in planned:
        renderer = renderers.setdefault(document.language, Renderer(c.campaign, c.languages[document.language]))
        try:
            yield from renderer.render(document).problems
        except Stop as stop:
            yield from stop.problems


RULES: tuple[Rule, ...] = (
    unknown_ids,
    circles,
    sources,
    reviews,
    values,
    placeholders,
    statements,
    trap_tests,
    trapped,
    translations,
    names,
    forms_of_address,
    countries,
)
