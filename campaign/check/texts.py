"""Rules on texts: placeholders, traps, translations, names, forms of address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from campaign import traps
from campaign.address import gaps as address_gaps
from campaign.check.checking import Checking
from campaign.diagnostics import Diagnostic, Where, did_you_mean, error
from campaign.languages import PLACEHOLDER, Missing, Said, folder_name, needs, texts_of
from campaign.model import (
    Campaign,
    Fact,
    Record,
    Statement,
)
from campaign.plan import choice
from campaign.render import DRAFT
from campaign.render.environment import prose_of_templates
from campaign.render.posts import SAMPLE

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
COUNTS = (2, 5, 11, 100, 1, 0)  # between them every plural form of any language; what 1 has may leave its number out


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
            plain = PLACEHOLDER.sub("", text)
            stray = re.search(r"[{}]", plain)
            if stray:
                yield error(
                    said.where, "placeholder", f"a lone '{stray[0]}' in {said.context}", "a placeholder is {name}"
                )
            if DIGITS.search(plain):
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


def trap_tests(c: Checking) -> Iterator[Diagnostic]:
    """A trap fires on its wrong sentences and lets its true ones pass `[trap-test]`, `[trap-pattern]`."""
    for trap in c.campaign.traps.values():
        for pattern in trap.languages.values():
            if wrong := traps.problem(pattern):
                yield wrong
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
    sound = {i: t for i, t in c.campaign.traps.items() if not any(map(traps.problem, t.languages.values()))}
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
            for trap in traps.caught(sound, language.fill(text, known), tag, day, rebuts):
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
        if any(folder_name(tag) in Path(p.where.file).parts for p in c.languages.problems):
            continue  # what a broken catalog holds is not known
        for said in texts_of(c.campaign):
            yield from translation(said, tag, language.text_of, needs)
        for said in prose:
            yield from translation(said, tag, language.prose_of, python_names)


def translation(
    said: Said, tag: str, look_up: Callable[..., str], names_in: Callable[[str], frozenset[str]]
) -> Iterator[Diagnostic]:
    """Compare one text with its translation: it is there, and says the same names and tags."""
    where = f"locales/{tag}/LC_MESSAGES"
    seen: set[str] = set()
    for count in COUNTS if said.plural else (None,):
        try:
            found = look_up(said.context, said.text, count, said.plural)
        except Missing as missing:
            code, state = ("fuzzy", "fuzzy") if missing.fuzzy else ("missing-translation", "not translated")
            yield error(said.where, code, f"{said.context} is {state} in {tag}", f"edit {where}")
            return
        if found in seen:
            continue
        seen.add(found)
        source = said.plural if count not in (None, 1) and said.plural else said.text
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
    used = {n for said in texts_of(c.campaign) for n in needs(said.text) | needs(said.plural or "")}
    for tag in c.campaign.settings.languages:
        for ident, name in c.campaign.names.items():
            if ident.replace("-", "_") in used and not c.languages[tag].local(name.names):
                yield error(name.at("names"), "missing-name", f"'{ident}' has no form in {tag}")


def forms_of_address(c: Checking) -> Iterator[Diagnostic]:
    """Every office has its forms for every gender in every language `[no-form]`."""
    for tag in c.campaign.settings.languages:
        forms = c.forms[tag]
        if not forms.files:
            where, hint = c.campaign.settings.at("languages"), f"make locales/{folder_name(tag)}/address.yaml"
            yield error(where, "no-form", f"there are no forms of address in {tag}", hint)
            continue
        for gap in address_gaps(forms):
            yield error(Where(str(forms.files[0])), "no-form", f"no form of address in {tag} for {gap}")
