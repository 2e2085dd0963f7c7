"""Rules on texts: placeholders, traps, translations, names, forms of address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from campaign import traps
from campaign.address import Forms
from campaign.address import gaps as address_gaps
from campaign.check.checking import Checking
from campaign.diagnostics import Diagnostic, Where, did_you_mean, error, warning
from campaign.languages import (
    PLACEHOLDER,
    PROSE_LANGUAGE,
    Catalog,
    Language,
    Missing,
    Said,
    compare,
    folder_name,
    language_settings,
    needs,
    texts_of,
)
from campaign.languages.compare import entry_of
from campaign.languages.texts import COUNTRY_FORMS
from campaign.model import Campaign, Fact, LanguageSettings, Record, Statement
from campaign.phrases import joined, phrase
from campaign.plan import choice
from campaign.plan.document import COUNTED
from campaign.render.marks import prose

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


def placeholders(c: Checking) -> Iterator[Diagnostic]:
    """A placeholder has a value `[placeholder]`; numbers and dates stand in values, not in texts `[number-in-text]`."""
    names = {i.replace("-", "_") for i in c.campaign.names} | OF_A_COUNTRY
    for said in texts_of(c.campaign):
        known = names | set(choice.merged_values(c.campaign, facts_of(c.campaign, said)))
        known |= ONLY_IN_ASKS if said.context.startswith(("ask/", "open-letter/request")) else set()
        known |= COUNTED if said.context.startswith("message/") else set()
        known |= {"as_of"} if said.context.startswith(("fact/", "card/")) else set()
        known |= {"days"} if getattr(said.record, "until", None) and said.context.startswith("card/") else set()
        for text in filter(None, (said.text, said.plural)):
            for name in sorted(needs(text) - known):
                message = phrase("nothing fills {{{name}}} in {text}", name=name, text=said.context)
                yield error(said.where, "placeholder", message, did_you_mean(name, known))
            plain = PLACEHOLDER.sub("", text)
            stray = re.search(r"[{}]", plain)
            if stray:
                message = phrase("a lone '{character}' in {text}", character=stray[0], text=said.context)
                yield error(said.where, "placeholder", message, phrase("a placeholder is {name}"))
            if DIGITS.search(plain):
                message = phrase("a number stands inside {text}", text=said.context)
                yield error(said.where, "number-in-text", message, phrase("make it a value of the fact"))


def facts_of(campaign: Campaign, said: Said) -> tuple[str, ...]:
    """Return the facts whose values a text may use."""
    if isinstance(said.record, Fact):
        return (said.record.id,)
    if said.context.startswith("concern/"):
        return campaign.concerns[said.context.split("/")[1]].facts
    if said.context.startswith("card/"):
        return campaign.cards[said.context.split("/")[1]].facts
    return tuple(getattr(said.record, "facts", ()))


def trap_tests(c: Checking) -> Iterator[Diagnostic]:
    """A trap fires on its wrong sentences and lets its true ones pass `[trap-test]`, `[trap-pattern]`."""
    for trap in c.campaign.traps.values():
        for pattern in trap.languages.values():
            if wrong := traps.problem(pattern):
                yield wrong
                continue
            yield from (
                error(
                    pattern.at("fires"),
                    "trap-test",
                    phrase("'{trap}' does not fire on: {sentence}", trap=trap.id, sentence=s),
                )
                for s in pattern.fires
                if not traps.fires(pattern, traps.sentences(s))
            )
            yield from (
                error(
                    pattern.at("passes"),
                    "trap-test",
                    phrase("'{trap}' fires on: {sentence}", trap=trap.id, sentence=s),
                )
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
                message = phrase(
                    "{text} in {language} says what is wrong ({trap}): {wrong}",
                    text=said.context,
                    language=tag,
                    trap=trap.id,
                    wrong=trap.wrong,
                )
                yield error(said.where, "trap", message, trap.right)


def last_said(record: Record, day: date) -> date:
    """Return the last day on which a text is printed up to now: what is no longer said was true in its time."""
    if isinstance(record, Statement):
        return min(day, record.on.last)
    valid = getattr(record, "valid", None)
    return min(day, valid.until) if valid and valid.until else day


def translations(c: Checking) -> Iterator[Diagnostic]:
    """Every text is translated `[missing-translation]`, `[fuzzy]`, and says the same in its language alone.

    `[drift]` in placeholders, tags, numbers or addresses, `[plural-forms]`, `[left-over]` words of the source language,
    `[typography]`, `[gendered]` words that agree with a person outside `words:`, `[placeholder]` a form of a name that
    the language does not have.
    """
    texts, prose_texts = list(texts_of(c.campaign)), prose(c.campaign)
    settings = c.campaign.settings
    for tag in settings.languages:
        language = c.languages[tag]
        if any(folder_name(tag) in Path(p.where.file).parts for p in c.languages.problems):
            continue  # what a broken catalog holds is not known
        sources = {s: language_settings(c.campaign.folder, s, []) for s in (settings.source_language, PROSE_LANGUAGE)}
        for said in texts:
            yield from translation(c, said, language, language.texts, sources[settings.source_language])
        for said in prose_texts:
            yield from translation(c, said, language, language.prose, sources[PROSE_LANGUAGE])


def translation(
    c: Checking, said: Said, language: Language, catalog: Catalog, source: LanguageSettings | None
) -> Iterator[Diagnostic]:
    """Compare one text with its translation."""
    entry = entry_of(catalog, said)
    if entry is None and catalog.is_source:
        for form in filter(None, (said.text, said.plural)):
            for code, fault in compare.style_faults(form, language.typography):
                yield warning(said.where, code, joined(": ", (said.context, fault)))
        return
    where = entry.where if entry else said.where
    about = {"text": said.context, "language": language.tag}
    if entry is None or entry.fuzzy or not all(entry.forms):
        yield untranslated(where, said, language.tag, fuzzy=entry is not None and entry.fuzzy)
        return
    is_prose = catalog is language.prose
    named_in = compare.python_names if is_prose else needs
    for code, fault in compare.faults(said, entry, catalog.plural, named_in, language.settings):
        yield error(where, code, phrase("{fault}, in {language}", fault=fault, language=language.tag))
    for form in entry.forms:
        used = {n for n in compare.python_names(form) if n.startswith("sender_")} if is_prose else needs(form)
        for name in sorted(used - named_in(said.text) - named_in(said.plural or "") - fillable(c, said, language)):
            yield error(
                where, "placeholder", phrase("nothing fills {{{name}}} in {text} in {language}", name=name, **about)
            )
        if source and compare.left_over(form, said.text, language.settings, source):
            message = phrase("{text} in {language} is still in {source}", **about, source=source.name)
            yield error(where, "left-over", message)
        for code, fault in compare.style_faults(form, language.typography):
            yield warning(where, code, phrase("{text} in {language}: {fault}", **about, fault=fault))


def untranslated(where: Where, said: Said, tag: str, *, fuzzy: bool) -> Diagnostic:
    """Say that a text has no translation, or one that nobody has confirmed since the text changed."""
    if fuzzy:
        message = phrase("{text} is fuzzy in {language}", text=said.context, language=tag)
        return error(where, "fuzzy", message, compare.to_edit(tag))
    message = phrase("{text} is not translated in {language}", text=said.context, language=tag)
    return error(where, "missing-translation", message, compare.to_edit(tag))


def fillable(c: Checking, said: Said, language: Language) -> frozenset[str]:
    """Return the further placeholders that a translation may use: forms of names, values and country, sender's words."""
    known = {
        n for i, name in c.campaign.names.items() for n in forms_of(i.replace("-", "_"), language.forms_in(name.forms))
    }
    typed = choice.merged_values(c.campaign, facts_of(c.campaign, said))
    for name, value in typed.items():
        known |= set(forms_of(name, language.forms_in(value.get("forms"))))
        if "date" in value:
            known |= {f"{name}_year", f"{name}_month", f"{name}_when", f"{name}_month_when"}
    cases = language.settings.country.forms.keys()
    return frozenset(known | COUNTRY_FORMS | {f"country_{case}" for case in cases} | set(c.forms[language.tag].words))


def forms_of(name: str, forms: Mapping[str, str]) -> list[str]:
    """Return the placeholders of the grammatical cases of a name."""
    return [f"{name}_{case}" for case in forms]


def names(c: Checking) -> Iterator[Diagnostic]:
    """A name that texts use has its form in every language `[missing-name]`."""
    used = {n for said in texts_of(c.campaign) for n in needs(said.text) | needs(said.plural or "")}
    for tag in c.campaign.settings.languages:
        for ident, name in c.campaign.names.items():
            if ident.replace("-", "_") in used and not c.languages[tag].local(name.names):
                message = phrase("'{name}' has no form in {language}", name=ident, language=tag)
                yield error(name.at("names"), "missing-name", message)


def forms_of_address(c: Checking) -> Iterator[Diagnostic]:
    """Every office has its forms for every gender in every language `[no-form]`, and none is another gender's.

    `[same-form]` a feminine form like the masculine in a language that tells them apart; `[neutral]` a word that agrees
    with the sender without its neutral form.
    """
    for tag in c.campaign.settings.languages:
        forms = c.forms[tag]
        if not forms.files:
            message = phrase("there are no forms of address in {language}", language=tag)
            hint = phrase("make {file}", file=f"locales/{folder_name(tag)}/address.yaml")
            yield error(c.campaign.settings.at("languages"), "no-form", message, hint)
            continue
        where = Where(str(forms.files[0]))
        for gap in address_gaps(forms):
            yield error(where, "no-form", phrase("no form of address in {language} for {gap}", language=tag, gap=gap))
        for name, words in forms.words.items():
            if not name.startswith("sender_") or not words.get("neutral"):
                message = phrase(
                    "the word '{word}' in {language} has no neutral form, or no sender", word=name, language=tag
                )
                hint = phrase("name it sender_…, and give f, m, neutral, organization")
                yield error(where, "neutral", message, hint)
        if c.languages[tag].settings.gendered:
            yield from same_forms(forms, tag, where)


def same_forms(forms: Forms, tag: str, where: Where) -> Iterator[Diagnostic]:
    """Yield the feminine forms that are the masculine ones, and the neutral ones that are either."""
    held = {(row.scope, row.office, row.gender): row.forms for row in forms.rows()}
    for (scope, office, gender), row in held.items():
        other = held.get((scope, office, "m" if gender == "f" else "f" if gender == "neutral" else ""), {})
        for form in sorted(f for f in row if f != "closing" and other.get(f) == row[f]):
            message = phrase(
                "{form} in {language} for {office} ({scope}) is the same for {gender} as for another gender",
                form=form,
                language=tag,
                office=office,
                scope=scope,
                gender=gender,
            )
            hint = phrase("write it once, under {place}", place=f"{office}: any:")
            yield error(where, "same-form", message, hint)
