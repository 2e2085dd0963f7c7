"""Read openstates/people: a folder of YAML files, one person each, with roles by date.

https://github.com/openstates/people/blob/main/schema.md. Folders `legislature`, `executive`, `municipalities` and
`retired` are read, each alone or all of a state, and `committees` gives the committees of their members. A list names no
language: who writes to Puerto Rico in Spanish says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from campaign.diagnostics import Diagnostic, Where
from campaign.phrases import phrase
from campaign.recipients.found import Doubt, Found, ListInfo
from campaign.recipients.sources.reading import (
    NETWORKS,
    Placed,
    Term,
    country_in,
    died,
    first,
    kept,
    mapping_of,
    mappings_of,
    on_day,
    opening,
    others,
    read_yaml,
    refused,
    sitting,
    text_of,
)

SUFFIXES = (".yml", ".yaml")
LOOKED_AT, FEW = 5000, 20  # entries of a folder, and files of it, until it is not taken for one of people
INFO = ListInfo("openstates/people", "", "CC0-1.0")
PERSON = re.compile(r"^id:\s*['\"]?ocd-person/", re.MULTILINE)
STATE = re.compile(r"country:[a-z]{2}/(?:state|territory|district|province):([a-z]{2})\b")
CHAMBERS = {"upper": "upper-house", "lower": "lower-house"}
OFFICES = {**CHAMBERS, "governor": "governor", "mayor": "mayor"}
NO_PERSON: Doubt = ("odd-entry", phrase("this is no mapping of one person"))


def knows(path: Path, head: bytes) -> bool:
    """Tell whether a file is a person of openstates, or a folder holds such files."""
    if not path.is_dir():
        return bool(PERSON.search(opening(head)))
    files = (f for f in islice(path.rglob("*"), LOOKED_AT) if f.suffix in SUFFIXES and f.is_file())
    for file in islice(files, FEW):
        try:
            with file.open("rb") as opened:
                if PERSON.search(opening(opened.read(1 << 12))):
                    return True
        except OSError:
            continue
    return False


def files_of(path: Path) -> Iterator[Path]:
    """Yield the files of people in a folder, in the order of their names."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        below = file.relative_to(path).parts[:-1]
        if file.suffix in SUFFIXES and "committees" not in below and not any(p.startswith(".") for p in below):
            yield file


def read(path: Path, day: date) -> tuple[ListInfo, list[Found], list[Diagnostic]]:
    """Return the people of a folder with the role that holds on the day; a file that cannot be read is a problem."""
    committees, problems = committees_in(path)
    founds = []
    for file in files_of(path):
        entry, said = read_yaml(file)
        problems += said
        if isinstance(entry, Placed):
            founds.append(one(entry, day, committees, "retired" in file.parts[-2:-1]))
        elif entry is not None:
            founds.append(Found(Where(str(file), 1, 1), {}, ended=NO_PERSON))
    if not founds and not problems:
        problems.append(refused(Where(str(path)), "empty", phrase("there is no YAML file in this folder")))
    countries = {found.fields.get("country", "") for found in founds} - {""}
    return INFO._replace(country=countries.pop() if len(countries) == 1 else ""), founds, problems


def committees_in(path: Path) -> tuple[dict[str, list[str]], list[Diagnostic]]:
    """Return the names of the committees of each person, by the ids of their members."""
    of: dict[str, list[str]] = {}
    problems: list[Diagnostic] = []
    for file in sorted(path.rglob("committees/*")) if path.is_dir() else ():
        if file.suffix not in SUFFIXES:
            continue
        entry, said = read_yaml(file)
        problems += said
        committee = mapping_of(entry.value) if isinstance(entry, Placed) else {}
        name = text_of(committee.get("name"))
        for member in mappings_of(committee.get("members")):
            person = first(text_of(member.get("person_id")), text_of(member.get("id")))
            if person and name:
                of.setdefault(person, []).append(name)
    return of, problems


def one(entry: Placed, day: date, committees: Mapping[str, list[str]], retired: bool) -> Found:
    """Return one person."""
    if entry.problem or not isinstance(entry.value, Mapping):
        return Found(entry.where, {}, ended=entry.problem or NO_PERSON)
    said = entry.value
    terms = [Term(text_of(r.get("start_date")), text_of(r.get("end_date")), r) for r in mappings_of(said.get("roles"))]
    chosen, ended = on_day(terms, day)
    if retired and not ended:
        ended = ("ended", phrase("listed among the retired"))
    offices = sorted(
        [*mappings_of(said.get("offices")), *mappings_of(said.get("contact_details"))],
        key=lambda o: "capitol" not in (text_of(o.get("classification")) + text_of(o.get("note"))).lower(),
    )
    emails = [text_of(said.get("email")), *(text_of(o.get("email")) for o in offices)]
    parties = [p for p in mappings_of(said.get("party")) if holds(p, day)]
    names = [text_of(p.get("name")) for p in parties]
    fields = kept(
        **{key: text_of(said.get(key)) for key in ("id", "name", "given_name", "family_name", "gender")},
        **{key: text_of(said.get(key)) for key in ("birth_date", "death_date")},
        additional_name=text_of(said.get("middle_name")),
        honorific_suffix=text_of(said.get("suffix")),
        email=first(*emails),
        phone=first(*(text_of(o.get("voice")) for o in offices)),
        address=first(*(lines_of(text_of(o.get("address"))) for o in offices)),
        party=first(*names),
        committees="; ".join(committees.get(text_of(said.get("id")), ())),
        url=page_of(mappings_of(said.get("links"))),
        **role_of(chosen),
    )
    ids = mapping_of(said.get("ids"))
    accounts = {NETWORKS[n]: text_of(v) for n, v in ids.items() if n in NETWORKS and text_of(v)}
    ended = died(fields, day) or ended
    notes = [*others("email", emails), *others("party", names), *([] if ended else several(chosen, day))]
    return Found(entry.where, fields, accounts, ended, tuple(notes))


def holds(entry: Mapping[str, Any], day: date) -> bool:
    """Tell whether a dated entry holds on the day."""
    return sitting(Term(text_of(entry.get("start_date")), text_of(entry.get("end_date")), entry), day)


def several(chosen: list[Term], day: date) -> Iterator[Doubt]:
    """Yield a note when somebody holds several different roles on the day."""
    roles = Counter((text_of(t.said.get("type")), text_of(t.said.get("district"))) for t in chosen)
    if len(roles) > 1:
        shown = "; ".join(" ".join(filter(None, role)) for role in roles)
        said = phrase("{count} roles on {day}: {names}; the first is used", count=len(roles), day=day, names=shown)
        yield "more-than-one", said


def role_of(chosen: list[Term]) -> dict[str, str]:
    """Return the fields of a role: its office, its district with the state where it is only a number."""
    if not chosen:
        return {}
    role = chosen[0].said
    kind, place = text_of(role.get("type")), text_of(role.get("jurisdiction"))
    district = text_of(role.get("district"))
    if (state := STATE.search(place)) and district.isdecimal():
        district = f"{state[1].upper()}-{district}"
    return {
        "office": OFFICES.get(kind, ""),
        "chamber": CHAMBERS.get(kind, ""),
        "role": "" if kind in OFFICES else kind.replace("_", " "),
        "area": district,
        "country": country_in(place),
        "start_date": chosen[0].start,
        "end_date": chosen[0].end,
    }


def lines_of(address: str) -> str:
    """Return an address by lines: openstates writes `;` between them."""
    return "\n".join(part.strip() for part in address.split(";") if part.strip())


def page_of(links: list[Mapping[str, Any]]) -> str:
    """Return the page that is called homepage, else the first link without a note."""
    pages = [text_of(x.get("url")) for x in links if text_of(x.get("note")).lower() == "homepage"]
    return first(*pages, *(text_of(x.get("url")) for x in links if not text_of(x.get("note"))))
