"""Read the legislators of the US Congress as unitedstates/congress-legislators keeps them, with the files beside them.

https://github.com/unitedstates/congress-legislators: `legislators-current.yaml` with `legislators-social-media.yaml` and
`legislators-district-offices.yaml` joined by the bioguide id. There are no e-mail addresses in it, but contact forms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from campaign.diagnostics import Diagnostic, Where
from campaign.phrases import phrase
from campaign.recipients.found import Doubt, Found, ListInfo
from campaign.recipients.sources.reading import (
    NETWORKS,
    Placed,
    Term,
    first,
    first_day,
    kept,
    mapping_of,
    mappings_of,
    on_day,
    opening,
    read_yaml,
    refused,
    sitting,
    text_of,
)

MAIN, SOCIAL, OFFICES = (f"legislators-{n}.yaml" for n in ("current", "social-media", "district-offices"))
INFO = ListInfo("unitedstates/congress-legislators", "", "CC0-1.0", "US")
ENTRY = re.compile(r"^- id:\n(?:    .*\n)*?    bioguide: .*\n(?:    .*\n)*  name:\n", re.MULTILINE)


class Body(NamedTuple):
    """What a type of term is."""

    chamber: str
    office: str
    organization: str


BODIES = {
    "sen": Body("upper-house", "upper-house", "United States Senate"),
    "rep": Body("lower-house", "lower-house", "United States House of Representatives"),
    "prez": Body("", "head-of-state", ""),
}
NO_BODY = Body("", "", "")
AT_LARGE = "0"


def knows(path: Path, head: bytes) -> bool:
    """Tell whether a file, or a folder with such a file in it, lists legislators of Congress."""
    if path.name == MAIN or (path.is_dir() and (path / MAIN).is_file()):
        return True
    return bool(ENTRY.search(opening(head).replace("\r\n", "\n")))


def read(path: Path, day: date) -> tuple[ListInfo, list[Found], list[Diagnostic]]:
    """Return the legislators with the term that holds on the day, or their last."""
    main = path / MAIN if path.is_dir() else path
    listed, problems = read_yaml(main)
    if listed is None:
        return INFO, [], problems
    if not isinstance(listed, list):
        message = phrase("expected a list of legislators")
        return INFO, [], [*problems, refused(Where(str(main), 1, 1), "type", message)]
    social, found = beside(main.parent / SOCIAL, "social")
    offices, also = beside(main.parent / OFFICES, "offices")
    return INFO, [one(entry, day, social, offices) for entry in listed], [*problems, *found, *also]


def beside(path: Path, key: str) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Return what a file beside the list says of each person; a file that is not there says nothing."""
    if not path.is_file():
        return {}, []
    listed, problems = read_yaml(path)
    entries = [mapping_of(p.value) for p in listed if not p.problem] if isinstance(listed, list) else []
    of = {text_of(mapping_of(e.get("id")).get("bioguide")): e.get(key) for e in entries}
    return {bioguide: said for bioguide, said in of.items() if bioguide}, problems


def one(entry: Placed, day: date, social: Mapping[str, Any], offices: Mapping[str, Any]) -> Found:
    """Return one legislator."""
    if entry.problem or not isinstance(entry.value, Mapping):
        return Found(entry.where, {}, ended=entry.problem or ("odd-entry", phrase("this is no mapping")))
    ids, name, bio = (mapping_of(entry.value.get(key)) for key in ("id", "name", "bio"))
    bioguide = text_of(ids.get("bioguide"))
    terms = [Term(text_of(t.get("start")), text_of(t.get("end")), t) for t in mappings_of(entry.value.get("terms"))]
    chosen, ended = on_day(terms, day)
    term = chosen[0].said if chosen else {}
    fields, notes = serving(term, day)
    fields |= kept(
        id=bioguide,
        name=full_name(name),
        given_name=text_of(name.get("first")),
        additional_name=text_of(name.get("middle")),
        family_name=text_of(name.get("last")),
        honorific_suffix=text_of(name.get("suffix")),
        gender=text_of(bio.get("gender")),
        birth_date=text_of(bio.get("birthday")),
        death_date=text_of(bio.get("death")),
        role=leading(mappings_of(entry.value.get("leadership_roles")), day),
        country="US",
    )
    if not text_of(name.get("official_full")):
        notes.append(("no-official-name", phrase("the name is made of its first, last and suffix")))
    local = mappings_of(offices.get(bioguide))
    if local and not fields.get("address"):
        fields |= kept(address=lines_of(local[0]), phone=first(fields.get("phone", ""), text_of(local[0].get("phone"))))
        said = phrase("there is no address in Washington: that of a district office is taken")
        notes.append(("district-office", said))
    accounts = {
        NETWORKS[network]: text_of(account)
        for network, account in mapping_of(social.get(bioguide)).items()
        if network in NETWORKS and text_of(account)
    }
    return Found(entry.where, fields, accounts, ended, tuple(notes))


def full_name(name: Mapping[str, Any]) -> str:
    """Return the name as the legislator writes it, else first, last and suffix."""
    parts = [text_of(name.get(key)) for key in ("first", "last", "suffix")]
    return text_of(name.get("official_full")) or " ".join(filter(None, parts))


def leading(roles: list[Mapping[str, Any]], day: date) -> str:
    """Return the title of the role of leadership held on the day, the latest when there are several."""
    held = [r for r in roles if sitting(Term(text_of(r.get("start")), text_of(r.get("end")), r), day)]
    return text_of(max(held, key=lambda r: first_day(text_of(r.get("start")))).get("title")) if held else ""


def serving(term: Mapping[str, Any], day: date) -> tuple[dict[str, str], list[Doubt]]:
    """Return the fields of a term, with a note where a type is not known."""
    kind = text_of(term.get("type"))
    body = BODIES.get(kind, NO_BODY)
    notes: list[Doubt] = []
    if term and kind not in BODIES:
        notes.append(("odd-term", phrase("the type '{type}' is not known", type=kind[:20])))
    state, district = text_of(term.get("state")), text_of(term.get("district"))
    if kind == "rep" and district:
        state += " at large" if district == AT_LARGE else f"-{district}"
    # Who changes party within a term has a list of affiliations; the party of the term is the one it began with.
    parties = [
        text_of(p.get("party"))
        for p in mappings_of(term.get("party_affiliations"))
        if sitting(Term(text_of(p.get("start")), text_of(p.get("end")), p), day)
    ]
    fields = kept(
        chamber=body.chamber,
        office=body.office,
        organization=body.organization,
        area=state,
        party=first(*parties[::-1], text_of(term.get("party"))),
        address=in_washington(text_of(term.get("address")), text_of(term.get("office"))),
        phone=text_of(term.get("phone")),
        url=text_of(term.get("url")),
        contact_form=text_of(term.get("contact_form")),
        start_date=text_of(term.get("start")),
        end_date=text_of(term.get("end")),
    )
    return fields, notes


def in_washington(address: str, office: str) -> str:
    """Return the address with the office on a line of its own, where it begins with it."""
    if office and address.lower().startswith(office.lower()) and len(address) > len(office):
        return f"{address[: len(office)]}\n{address[len(office) :].lstrip(' ,;')}"
    return address


def lines_of(office: Mapping[str, Any]) -> str:
    """Return the address of a district office, as it is written in the United States."""
    said = {key: text_of(office.get(key)) for key in ("building", "address", "suite", "city", "state", "zip")}
    town = f"{said['city']}, {said['state']} {said['zip']}".strip(" ,")
    return "\n".join(filter(None, (said["building"], said["address"], said["suite"], town)))
