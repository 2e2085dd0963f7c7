"""Read the answer of the Wikidata query service, as its JSON (`results.bindings`, or its list) and as its CSV.

A row is one solution, so that a person with two parties has two: rows of one item are merged, and it is said. Variables
are known by their names in several spellings, with and without `Label`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from campaign.diagnostics import Diagnostic, Where
from campaign.phrases import phrase
from campaign.recipients.found import Doubt, Found, ListInfo
from campaign.recipients.sources.reading import (
    Placed,
    Term,
    kept,
    mapping_of,
    on_day,
    opening,
    others,
    read_json,
    read_text,
    refused,
    text_of,
)
from campaign.recipients.sources.table import csv_rows, widths

INFO = ListInfo("Wikidata", "", "CC0-1.0")
ENTITY = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9][0-9]*)")
UNKNOWN = re.compile(r"_:|t[0-9]+$|https?://www\.wikidata\.org/\.well-known/genid/")
JSON_START = re.compile(r'\{\s*"(?:head|results)"\s*:\s*\{')
LINK = "http://www.wikidata.org/entity/Q"
SPELLINGS = {
    "person": "person item member politician mp mep legislator deputy senator representative human persona diputado senadora "
    "diputada senador personne élu pessoa deputado",
    "name": "name fullname nombre nom nome",
    "given_name": "given givenname firstname forename nombredepila prenom prénom",
    "family_name": "family familyname lastname surname apellido apellidos nomdefamille sobrenome",
    "gender": "gender sex sexorgender género genero sexo genre sexe",
    "party": "party politicalparty group parliamentarygroup faction partido parti partei",
    "area": "district constituency electoraldistrict area region distrito circunscripción circonscription wahlkreis",
    "email": "email mail emailaddress correo courriel",
    "phone": "phone phonenumber telephone tel teléfono",
    "address": "address postaladdress streetaddress dirección",
    "url": "website url officialwebsite homepage web",
    "role": "position role office positionheld cargo",
    "organization": "organization organisation body legislature parliament chamber house cámara",
    "country": "countrycode country iso isocode país",
    "languages": "languagecode langcode",
    "honorific_prefix": "honorific honorificprefix title",
    "birth_date": "birth birthdate dateofbirth dob born",
    "death_date": "death deathdate dateofdeath dod died",
    "start_date": "start startdate starttime from since begin inicio",
    "end_date": "end enddate endtime until to fin",
    "@x": "twitter twitterusername twitterhandle x xusername",
    "@facebook": "facebook facebookid facebookusername",
    "@instagram": "instagram instagramusername",
    "@mastodon": "mastodon mastodonaddress",
    "@bluesky": "bluesky blueskyhandle",
    "@linkedin": "linkedin linkedinid",
    "@telegram": "telegram telegramusername",
    "@threads": "threads threadsusername",
}
VARIABLES = {word: field for field, words in SPELLINGS.items() for word in words.split()}
# Items that stand for a gender (P21); every other item is known by its label alone.
GENDERS = {"Q6581072": "female", "Q6581097": "male", "Q1052281": "female", "Q2449503": "male", "Q48270": "non-binary"}
DATES = ("birth_date", "death_date", "start_date", "end_date")
Row = tuple[Where, Mapping[str, str], Doubt | None]  # its place, its values by variable, and what is wrong with it
Solution = tuple[Where, dict[str, str], Doubt | None]  # the same by field


def knows(path: Path, head: bytes) -> bool:
    """Tell whether a file is an answer of the query service by its first bytes."""
    start = opening(head)
    if start.startswith("{"):
        return bool(JSON_START.match(start)) and ('"vars"' in start or '"bindings"' in start)
    if start.startswith("["):
        return LINK in start
    heading = start.split("\n", 1)[0].strip().split(",")
    return LINK in start and any(field_of(v)[0] == "person" for v in heading)


def read(path: Path, day: date) -> tuple[ListInfo, list[Found], list[Diagnostic]]:
    """Return each item once, by the rows that hold on the day."""
    rows, problems = rows_of(path)
    if rows is None:
        return INFO, [], problems
    people: dict[str, list[Solution]] = {}
    founds: list[Found] = []
    known = False
    for where, row, odd in rows:
        said = meant(row)
        known = known or "id" in said or "name" in said
        key = said.get("id") or f"{where.line}:{where.column}"
        people.setdefault(key, []).append((where, said, odd))
    if people and not known:
        message = phrase("no variable is known as a person")
        hint = phrase("name them ?person and ?personLabel, as in SELECT ?person ?personLabel ?partyLabel ?email")
        return INFO, [], [*problems, refused(Where(str(path)), "no-columns", message, hint)]
    founds = [one(solutions, day) for solutions in people.values()]
    countries = {found.fields.get("country", "") for found in founds} - {""}
    return INFO._replace(country=countries.pop() if len(countries) == 1 else ""), founds, problems


def rows_of(path: Path) -> tuple[list[Row] | None, list[Diagnostic]]:
    """Return the rows of a file by variable, with what is wrong with each; None for a file that is no answer."""
    text, problems = read_text(path)
    if text is None:
        return None, problems
    if text.lstrip("\ufeff \t\n")[:1] not in ("{", "["):
        return table(text, str(path), problems), problems
    tree, problems = read_json(path)
    if tree is None:
        return None, problems
    bindings = tree if isinstance(tree, list) else mapping_of(mapping_of(tree).get("results")).get("bindings")
    if not isinstance(bindings, list):
        message = phrase("there is no list '{name}' here", name="results.bindings")
        return None, [*problems, refused(Where(str(path)), "no-bindings", message)]
    return [row_of(entry) for entry in bindings], problems


def row_of(entry: Placed) -> Row:
    """Return the values of one solution, as texts or as `{type, value}`."""
    if entry.problem or not isinstance(entry.value, Mapping):
        return entry.where, {}, entry.problem or ("odd-entry", phrase("this is no mapping"))
    made = {
        name: text_of(value.get("value") if isinstance(value, Mapping) else value)
        for name, value in entry.value.items()
        if not (isinstance(value, Mapping) and value.get("type") == "bnode")
    }
    return entry.where, made, None


def table(text: str, file: str, problems: list[Diagnostic]) -> list[Row]:
    """Return the rows of the CSV answer."""
    rows = csv_rows(text, ",", file, problems)
    _, heading = next(rows, (0, []))
    found: list[Row] = []
    for line, cells in rows:
        if any(cell.strip() for cell in cells):
            odd = ("ragged", widths(len(cells), len(heading))) if len(cells) != len(heading) else None
            found.append((Where(file, line, 1), dict(zip(heading, cells, strict=False)), odd))
    return found


def field_of(variable: str) -> tuple[str, bool]:
    """Return the field of a variable, or nothing, and whether it is a label."""
    name = re.sub(r"[\W_]+", "", variable).lower()
    label = name.endswith("label") and name != "label"
    return VARIABLES.get(name.removesuffix("label") if label else name, ""), label


def meant(row: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a row by field: a label before its item, an item without one left out."""
    made: dict[str, str] = {}
    items: dict[str, str] = {}
    for variable, value in row.items():
        field, label = field_of(variable)
        text = value.strip()
        if not field or not text or UNKNOWN.match(text):
            continue
        item = ENTITY.fullmatch(text)
        if item:  # a label in no language of the query is the item's number again
            if not label:
                items.setdefault(field, item[1])
        elif field in DATES:
            made.setdefault(field, text.lstrip("+")[:10] if "T" in text else text)
        else:
            made.setdefault("name" if field == "person" else field, text)
    if "person" in items:
        made["id"] = items["person"]
    if items.get("gender") in GENDERS:
        made["gender"] = GENDERS[items["gender"]]
    # The query service gives an address as a link, which is how Wikidata keeps it (P968).
    if made.get("email", "").lower().startswith("mailto:"):
        made["email"] = made["email"][7:]
    return made


def one(solutions: list[Solution], day: date) -> Found:
    """Return one person by the rows of the same item."""
    odd = next((s for s in solutions if s[2]), None)
    if odd:
        return Found(odd[0], {}, ended=odd[2])
    terms = [Term(said.get("start_date", ""), said.get("end_date", ""), {"said": said}) for _, said, _ in solutions]
    chosen, ended = on_day(terms, day)
    current: list[dict[str, str]] = [term.said["said"] for term in chosen]
    merged: dict[str, str] = {}
    for said in current:
        merged = {**said, **merged}
    notes = [
        n for field in sorted(merged) if field not in DATES for n in others(field.lstrip("@"), every(current, field))
    ]
    if len(solutions) > 1:
        notes.append(("merged", phrase("{count} rows of one person", count=len(solutions))))
    if "name" not in merged:
        notes.append(("no-label", phrase("this item has no name in the language of the query")))
    fields = kept(**{name: value for name, value in merged.items() if not name.startswith("@")})
    accounts = {name[1:]: value for name, value in merged.items() if name.startswith("@")}
    return Found(solutions[0][0], fields, accounts, ended, tuple(notes))


def every(rows: Iterable[Mapping[str, Any]], field: str) -> list[str]:
    """Return what all rows say of a field."""
    return [row.get(field, "") for row in rows]
