"""Read Popolo JSON: persons joined with memberships, posts, areas, organizations and legislative periods.

As EveryPolitician published it and as https://www.popoloproject.com/specs/ has it: memberships beside the persons or in
them, what they refer to by id or in place. Any value may be null. `other_names` and `images` are passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from campaign.diagnostics import Diagnostic, Where, warning
from campaign.phrases import phrase
from campaign.recipients.found import FIELDS, Doubt, Found, ListInfo
from campaign.recipients.sources.reading import (
    NETWORKS,
    Placed,
    Term,
    country_in,
    died,
    first,
    first_day,
    kept,
    mapping_of,
    mappings_of,
    on_day,
    opening,
    others,
    read_json,
    refused,
    text_of,
)

KEYS = "persons|people|memberships|organizations|areas|posts|events|meta"
STARTS = re.compile(rf'\{{\s*"(?:{KEYS})"\s*:')
PERSONS = re.compile(r'\[\s*\{[^\]]*"(?:contact_details|other_names|memberships|sort_name|family_name)"\s*:', re.DOTALL)
TABLES = ("organizations", "areas", "posts", "events")
PARTIES = ("party", "political party", "parliamentary group", "faction")
COMMITTEES = ("committee", "subcommittee", "commission")
PHONES = ("voice", "phone", "telephone", "tel", "cell", "mobile")
LONG_YEARS = 6  # few chambers sit longer without an election


class Joined(NamedTuple):
    """One membership with what it refers to."""

    membership: Mapping[str, Any]
    organization: Mapping[str, Any]
    party: Mapping[str, Any]
    post: Mapping[str, Any]
    area: Mapping[str, Any]
    event: Mapping[str, Any]
    missing: tuple[Doubt, ...]


class Tables:
    """What memberships refer to, by id, and the memberships by person."""

    def __init__(self, tree: Mapping[str, Any]) -> None:
        self.by_id = {name: {text_of(m.get("id")): m for m in values(tree, name)} for name in TABLES}
        self.memberships: dict[str, list[Mapping[str, Any]]] = {}
        for membership in values(tree, "memberships"):
            self.memberships.setdefault(text_of(membership.get("person_id")), []).append(membership)

    def of(self, owner: Mapping[str, Any], key: str, table: str, missing: list[Doubt]) -> Mapping[str, Any]:
        """Return what an entry refers to, in place or by id."""
        if isinstance(owner.get(key), Mapping):
            return mapping_of(owner[key])
        wanted = text_of(owner.get(f"{key}_id"))
        if wanted and wanted not in self.by_id[table]:
            said = phrase("{key} '{id}' is not in the file", key=f"{key}_id", id=wanted[:60])
            missing.append(("unknown-reference", said))
        return self.by_id[table].get(wanted, {})

    def joined(self, membership: Mapping[str, Any]) -> Joined:
        """Return a membership with what it refers to."""
        missing: list[Doubt] = []
        post = self.of(membership, "post", "posts", missing)
        return Joined(
            membership,
            self.of(membership, "organization", "organizations", missing)
            or self.of(post, "organization", "organizations", missing),
            self.of(membership, "on_behalf_of", "organizations", missing),
            post,
            self.of(membership, "area", "areas", missing) or self.of(post, "area", "areas", missing),
            self.of(membership, "legislative_period", "events", missing),
            tuple(missing),
        )


def knows(path: Path, head: bytes) -> bool:
    """Tell whether a file is Popolo JSON by its first keys."""
    start = opening(head)
    return bool(STARTS.match(start) or PERSONS.match(start))


def read(path: Path, day: date) -> tuple[ListInfo, list[Found], list[Diagnostic]]:
    """Return the persons of a Popolo file with their memberships on a day; those without one are `ended`."""
    tree, problems = read_json(path)
    if tree is None:
        return ListInfo(), [], problems
    if isinstance(tree, list):
        tree = {"persons": tree}
    persons = next(
        (v for k in ("persons", "people", "results") if isinstance(v := mapping_of(tree).get(k), list)), None
    )
    if persons is None:
        message = phrase("there is no list '{name}' here", name="persons")
        return ListInfo(), [], [*problems, refused(Where(str(path)), "no-persons", message)]
    tables = Tables(tree)
    plain = not tables.memberships and not any(mapping_of(p.value).get("memberships") for p in persons)
    if plain and persons:
        message = phrase("there are no memberships in this file: everybody in it is taken to be in office")
        problems.append(warning(Where(str(path)), "no-memberships", message))
    long: Counter[tuple[str, str]] = Counter()
    founds = [one(person, tables, day, plain, long) for person in persons]
    problems += long_periods(str(path), long, day)
    known = {text_of(mapping_of(person.value).get("id")) for person in persons}
    for lost in tables.memberships.keys() - known:
        message = phrase(
            "{count} membership of '{id}', who is not among the persons",
            "{count} memberships of '{id}', who is not among the persons",
            count=len(tables.memberships[lost]),
            id=lost[:60],
        )
        problems.append(warning(Where(str(path)), "unknown-person", message))
    return info_of(tree, founds), founds, sorted(problems, key=lambda p: (p.code, p.message))


def values(tree: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the mappings of a list of the file."""
    listed = tree.get(name)
    return [p.value for p in listed if isinstance(p.value, Mapping)] if isinstance(listed, list) else []


def info_of(tree: Mapping[str, Any], founds: list[Found]) -> ListInfo:
    """Return what the file says of itself."""
    meta = mapping_of(tree.get("meta"))
    listed = meta.get("sources")
    sources = [text_of(p.value) for p in listed if isinstance(p, Placed)] if isinstance(listed, list) else []
    countries = {found.fields.get("country", "") for found in founds} - {""}
    return ListInfo(
        source="; ".join(filter(None, sources)) or text_of(meta.get("source")),
        source_date=text_of(meta.get("source_date")) or text_of(meta.get("date")),
        licence=text_of(meta.get("licence")) or text_of(meta.get("license")),
        country=countries.pop() if len(countries) == 1 else text_of(meta.get("country")),
    )


def long_periods(file: str, long: Counter[tuple[str, str]], day: date) -> Iterator[Diagnostic]:
    """Yield a warning for each period without an end that began longer ago than most terms last."""
    for (name, start), people in long.items():
        if (day - first_day(start)).days > LONG_YEARS * 366:
            message = phrase(
                "'{name}' began {day} and has no end here: {count} person may have left office since",
                "'{name}' began {day} and has no end here: {count} people may have left office since",
                name=name,
                day=start,
                count=people,
            )
            yield warning(Where(file), "open-period", message, phrase("look for a newer list"))


def one(person: Placed, tables: Tables, day: date, plain: bool, long: Counter[tuple[str, str]]) -> Found:
    """Return one person of the file."""
    if person.problem or not isinstance(person.value, Mapping):
        return Found(person.where, {}, ended=person.problem or ("odd-entry", phrase("this is no mapping")))
    said = person.value
    fields, accounts, notes = personal(said)
    memberships = [*tables.memberships.get(text_of(said.get("id")), ()), *mappings_of(said.get("memberships"))]
    joined = [tables.joined(m) for m in memberships]
    terms = [
        Term(
            first(text_of(j.membership.get("start_date")), text_of(j.event.get("start_date"))),
            first(text_of(j.membership.get("end_date")), text_of(j.event.get("end_date"))),
            {"joined": j},
        )
        for j in joined
    ]
    offices = [t for t in terms if kind_of(t) not in (*PARTIES, *COMMITTEES)]
    chosen, ended = on_day(offices, day)
    if chosen:
        made, doubts = official(chosen, day if not ended else None)
        fields = {**made, **fields}
        notes += doubts
        event = chosen[0].said["joined"].event
        if not ended and event and not chosen[0].end:
            long[text_of(event.get("name")) or text_of(event.get("id")), text_of(event.get("start_date"))] += 1
    add_groups(fields, [t for t in terms if t not in offices], day)
    ended = died(fields, day) or ended
    return Found(person.where, fields, accounts, None if plain else ended, tuple(dict.fromkeys(notes)))


def kind_of(term: Term) -> str:
    """Return the classification of the body of a membership."""
    return text_of(term.said["joined"].organization.get("classification")).strip().lower()


def personal(said: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str], list[Doubt]]:
    """Return the fields and accounts of a person by themselves; fields of ours that stand there are taken too."""
    fields = {name: text for name in FIELDS if (text := listed(said.get(name))).strip()}
    details = mappings_of(said.get("contact_details"))
    links = mappings_of(said.get("links"))
    emails = [fields.get("email", ""), *contacts(details, ("email", "e-mail"))]
    phones = [fields.get("phone", ""), *(text for kind in PHONES for text in contacts(details, (kind,)))]
    pages = [text_of(link.get("url")) for link in links if note_of(link) in ("website", "homepage", "official website")]
    fields |= kept(
        email=first(*emails),
        phone=first(*phones),
        address=first(fields.get("address", ""), *contacts(details, ("address",))),
        url=first(fields.get("url", ""), *contacts(details, ("url", "website")), *pages),
    )
    accounts: dict[str, str] = {}
    for kind, value in [(note_of(d, "type"), d.get("value")) for d in details] + [
        (note_of(link), link.get("url")) for link in links
    ]:
        if kind in NETWORKS and text_of(value).strip():
            accounts.setdefault(NETWORKS[kind], text_of(value))
    return fields, accounts, [*others("email", emails), *others("phone", phones)]


def listed(value: Any) -> str:
    """Return a text, or the texts of a list with semicolons."""
    return "; ".join(filter(None, map(text_of, value))) if isinstance(value, list) else text_of(value)


def note_of(entry: Mapping[str, Any], key: str = "note") -> str:
    """Return what kind of link or contact this is."""
    return text_of(entry.get(key)).strip().lower()


def contacts(details: list[Mapping[str, Any]], kinds: tuple[str, ...]) -> list[str]:
    """Return the contact details of some kinds."""
    return [text_of(d.get("value")) for d in details if note_of(d, "type") in kinds]


def official(chosen: list[Term], day: date | None) -> tuple[dict[str, str], list[Doubt]]:
    """Return the fields of the first membership, with notes on the others of the same day."""
    term = chosen[0]
    joined: Joined = term.said["joined"]
    membership, body, post = joined.membership, joined.organization, joined.post
    role = first(text_of(post.get("label")), text_of(post.get("role")), text_of(membership.get("role")))
    details = mappings_of(membership.get("contact_details")) + mappings_of(post.get("contact_details"))
    classification = text_of(body.get("classification")).lower()
    area = joined.area
    marks = [text_of(area.get("id")), *(text_of(i.get("identifier")) for i in mappings_of(area.get("identifiers")))]
    fields = kept(
        organization=text_of(body.get("name")),
        # EveryPolitician writes `member` for everybody: no role that anybody is addressed by
        role="" if role.strip().lower() == "member" else role,
        chamber=next((f"{c}-house" for c in ("upper", "lower") if c in classification), ""),
        area=text_of(area.get("name")),
        party=text_of(joined.party.get("name")),
        country=country_in(*marks, text_of(body.get("id"))),
        start_date=term.start,
        end_date=term.end,
        email=first(*contacts(details, ("email",))),
        phone=first(*contacts(details, PHONES)),
        address=first(*contacts(details, ("address",))),
    )
    notes = list(joined.missing)
    if len(chosen) > 1 and day:
        shown = [
            ", ".join(filter(None, (text_of(j.organization.get("name")), text_of(j.area.get("name")))))
            for j in (t.said["joined"] for t in chosen)
        ]
        several = phrase(
            "{count} memberships on {day}: {names}; the first is used",
            count=len(chosen),
            day=day,
            names="; ".join(shown),
        )
        notes.append(("more-than-one", several))
    return fields, notes


def add_groups(fields: dict[str, str], groups: list[Term], day: date) -> None:
    """Add the party and the committees of a person, where they are memberships of their own."""
    current, ended = on_day(groups, day)
    for term in [] if ended else reversed(current):
        name = text_of(term.said["joined"].organization.get("name"))
        if kind_of(term) in PARTIES:
            fields.setdefault("party", name)
        elif name:
            fields["committees"] = "; ".join(filter(None, (fields.get("committees", ""), name)))
