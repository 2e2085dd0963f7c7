"""Understand what a list writes: gender, office, country, dates, languages; what is not understood stays open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from campaign.model import OFFICES, PartialDate, as_partial
from campaign.phrases import phrase
from campaign.recipients.found import Doubt
from campaign.recipients.words import folded, plain, words

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ISO = re.compile(r"[A-Z]{2}")
OTHER_CODES = {"UK": "GB", "EL": "GR"}  # what the European Union writes
DATE_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*")
CHAMBERS = ("lower-house", "upper-house")
NO_GENDER: Doubt = ("missing-gender", phrase("no gender is given: the neutral form of address is used"))


class Genders:
    """The words for gender of one list. Nothing is ever concluded from a name.

    A bare M is male, but mujer or mulher where the list writes H for the other; where only M is there and the list is
    Spanish or Portuguese, nobody can tell.
    """

    def __init__(self, seen: Iterable[str], languages: Iterable[str]) -> None:
        letters = {folded(text) for text in seen if len(text.strip()) == 1}
        iberian = any(tag.split("-")[0] in ("es", "pt") for tag in languages)
        self.m = "m"
        if "h" in letters:
            self.m = "unknown" if "f" in letters else "f"
        elif iberian and "m" in letters and "f" not in letters:
            self.m = "unknown"

    def of(self, text: str) -> tuple[str, Doubt | None]:
        """Return f, m, x or unknown, with what to say."""
        key = folded(text)
        if not text.strip():
            return "unknown", NO_GENDER
        if key == "m":
            if self.m == "unknown":
                return "unknown", ("odd-gender", phrase("'M' may be masculino or mujer here: taken as unknown"))
            return self.m, None
        gender = words().genders.get(key or text.strip())
        if gender is None:
            said = phrase("'{word}' is no word for a gender that is known: taken as unknown", word=text[:40])
            return "unknown", ("odd-gender", said)
        if gender == "unknown":
            return "unknown", NO_GENDER
        return gender, None


def office_of(fields: Mapping[str, str]) -> tuple[str, Doubt | None]:
    """Return the office that the list names, else that of the first of chamber, role and body with a word for one."""
    given = fields.get("office", "").strip().lower()
    if given in OFFICES and given != "unknown":
        return given, None
    if fields.get("chamber") in CHAMBERS:
        return fields["chamber"], None
    said = [fields[f] for f in ("office", "role", "chamber", "organization", "honorific_prefix") if fields.get(f)]
    # A minister may sit in a chamber: what the person does comes before where.
    for text in said:
        found = plain(text)
        if words().not_offices.search(found):
            return "unknown", odd_office(text)
        for office in words().offices:
            if office.words.search(found):
                return office.office, None
    if said:
        return "unknown", odd_office(said[0])
    return "unknown", ("missing-office", phrase("nothing says the office: give one with --office"))


def odd_office(text: str) -> Doubt:
    """Say that an office is not known."""
    return "odd-office", phrase("'{office}' is no office that is known: taken as unknown", office=text[:60])


def country_of(text: str, names: Mapping[str, str]) -> str:
    """Return the ISO 3166 code of a country by its code or its name in any of the languages; empty for none."""
    code = text.strip().upper()
    code = OTHER_CODES.get(code, code)
    if ISO.fullmatch(code) and (not names or code in names.values()):
        return code
    return names.get(folded(text), "")


def date_of(text: str) -> PartialDate | None:
    """Return a date written year first; the order of other dates is anybody's guess."""
    if found := DATE_TIME.fullmatch(text):
        text = found[1]
    return as_partial(text)


def languages_of(text: str) -> tuple[list[str], Iterator[Doubt]]:
    """Return the tags of a cell of languages, and what to say of the others."""
    parts = [part for part in re.split(r"[;,/\s]+", text) if part]
    odd = [part for part in parts if not TAG.fullmatch(part)]
    said: Iterator[Doubt] = (
        ("odd-language", phrase("'{tag}' is no tag of a language, as es or pt-BR", tag=part[:40])) for part in odd
    )
    return [part for part in parts if TAG.fullmatch(part)], said
