"""Say the open letter: whom it addresses, who signs it and how many they are; and what of it stays as it was signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from markupsafe import Markup, escape

from campaign.languages import Language, needs
from campaign.model import Campaign, Local, OpenLetter, Signatory, as_date
from campaign.phrases import phrase
from campaign.plan import Document
from campaign.plan.choice import merged_values
from campaign.plan.signing import called
from campaign.render.environment import prose_of_templates
from campaign.render.writer import Writer
from campaign.values import Value

ADDRESSEE = ("name", "role", "body")


class Line(Value):
    """One signatory as it is printed: the name, and behind it what tells it from others."""

    name: str
    detail: str


def roll_of(document: Document, writer: Writer) -> dict[str, Any]:
    """Return the names that the template of an open letter can use; other documents have none of them.

    `letter`, `letter_date`, `addressee` and `salutation` say the text; `organisations`, `people` and `countries` (their
    number) who signs it; `sign_by` and `contact` how to add a name, while names can be added.
    """
    letter, language = document.letter, writer.language
    if letter is None:
        return {}
    lines = [line_of(writer, s) for s in document.signatories]
    kinds = [s.type for s in document.signatories]
    number = kinds.count("organization")
    is_open = letter.sign_by is None or document.day <= letter.sign_by
    published = letter.languages or writer.campaign.settings.languages
    names = dict.fromkeys(language_name(language, tag) for tag in published)
    return {
        "letter": writer.view(letter),
        "letter_date": language.date(letter.frozen_on or document.day),
        "addressee": addressee_of(writer, letter),
        "salutation": own(writer, letter.salutation, "salutation"),
        "organisations": lines[:number],
        "people": lines[number:],
        "countries": len({s.country for s in document.signatories if s.country}),
        "sign_by": language.date(letter.sign_by) if letter.sign_by and is_open else "",
        "contact": contact_of(letter.contact) if is_open else "",
        "translations": language.listed(list(names)) if len(names) > 1 else "",
        "version": language.date(day) if (day := as_date(letter.version)) else letter.version,
        "listed": lambda parts: Markup(language.listed([str(escape(part)) for part in parts])),
        "number": language.number,
    }


def line_of(writer: Writer, signatory: Signatory) -> Line:
    """Return a signatory as it is printed: a person with role and organisation, each with its country."""
    language = writer.language
    parts = [language.local(signatory.role), called(language, signatory.organization)]
    known = [part for part in parts if part] if signatory.type == "person" else []
    country = country_name(writer.campaign, language, signatory.country)
    detail = ", ".join(filter(None, [*known, country]))
    return Line(called(language, signatory.name), detail)


def country_name(campaign: Campaign, language: Language, code: str | None) -> str:
    """Return the name of a country: that of its file, else CLDR's; empty for none."""
    country = campaign.countries.get(code or "")
    named = language.local(country.name) if country else ""
    return named or language.locale.territories.get(code or "", "")


def language_name(language: Language, tag: str) -> str:
    """Return the name of a language in a language."""
    return str(language.locale.languages.get(tag.split("-")[0], ""))


def own(writer: Writer, texts: Local, name: str) -> Markup | str:
    """Return a text that the letter has by language: nothing where it has none, a gap where only this one is missing."""
    found = writer.language.local(texts)
    return Markup(escape(found)) if found else writer.gap(phrase("open letter {part}", part=name)) if texts else ""


def addressee_of(writer: Writer, letter: OpenLetter) -> list[Markup | str]:
    """Return the lines of the address."""
    name = called(writer.language, letter.addressee.name)
    rest = [own(writer, getattr(letter.addressee, part), part) for part in ADDRESSEE[1:]]
    return [line for line in (Markup(escape(name)), *rest) if line]


def contact_of(contact: str | None) -> Markup | str:
    """Return where to write, as a link."""
    if not contact:
        return ""
    href = contact if contact.startswith(("https://", "http://")) else f"mailto:{contact}"
    return Markup('<a href="{}">{}</a>').format(href, contact)


# What stays as it was signed


def text_of_version(campaign: Campaign, letter: OpenLetter) -> list[tuple[str, Any]]:
    """Return the text of the open letter in the source language, piece by piece, and the values that stand in it."""
    flaws = [campaign.concerns[ident] for ident in letter.flaws if ident in campaign.concerns]
    ask, language = campaign.asks.get(letter.ask), campaign.settings.source_language
    said: list[tuple[str, Any]] = [
        ("title", letter.title),
        ("common-ground", campaign.settings.common_ground),
        *((f"{c.id}/{name}", text) for c in flaws for name, text in (("title", c.title), ("text", c.letter or c.text))),
        ("consequence", letter.consequence or ""),
        ("ask", letter.request or (ask.request if ask else "")),
    ]
    names = {name for _, text in said for name in needs(text)}
    facts = [ident for c in flaws for ident in c.facts] + [*letter.facts, *(ask.facts if ask else ())]
    values: dict[str, Any] = {name: dict(value) for name, value in merged_values(campaign, facts).items()}
    values |= {ident.replace("-", "_"): name.names.get(language, "") for ident, name in campaign.names.items()}
    local = {name: getattr(letter.addressee, name) for name in ADDRESSEE} | {"salutation": letter.salutation}
    kept = [(name, texts.get(language) or texts.get("", "")) for name, texts in local.items()]
    return [*prose_of(campaign), *said, *kept, *((name, values[name]) for name in sorted(names & values.keys()))]


def prose_of(campaign: Campaign) -> Iterator[tuple[str, str]]:
    """Yield what the template of the open letter itself says; the list of names and the sources are parts of their own."""
    template = next((str(kind.template) for kind in campaign.kinds.values() if kind.signatories), "")
    yield from ((context, text) for context, text, _, where in prose_of_templates(campaign) if where.file == template)


def digest_of(campaign: Campaign, letter: OpenLetter) -> str:
    """Return the SHA-256 of the text of the open letter in the source language, with its version and its day."""
    pieces = [
        (name, " ".join(said.split()) if isinstance(said, str) else said)
        for name, said in text_of_version(campaign, letter)
    ]
    whole = [letter.version, str(letter.frozen_on), pieces]
    return sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()
