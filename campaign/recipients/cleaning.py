"""Make recipients of what a list holds, or say why not; name every doubt, mend nothing by guessing.

Each row found ends as one `Row`: with the cells of a recipient, or with the reason why it is left out. A row that is
imported may have doubts: what was unclear stays as it was found, or stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from sys import intern
from typing import NamedTuple

from campaign.diagnostics import Where
from campaign.model import Topic
from campaign.phrases import phrase
from campaign.recipients import contact, dirt, meaning
from campaign.recipients.dirt import in_field
from campaign.recipients.found import Doubt, Found
from campaign.recipients.ids import Ids
from campaign.recipients.listing import Row as Cells
from campaign.recipients.words import plain
from campaign.values import NONE

TEXTS = ("honorific_prefix", "given_name", "additional_name", "family_name", "patronymic_name", "honorific_suffix")
KEPT = ("party", "area", "phone")
# What says when and whence a list came: no change of a person.
OF_THE_LIST = ("source", "source_date", "licence")
NOT_OF_A_PERSON = ("id", *OF_THE_LIST)
LOCAL = ("role", "organization")
OPEN = (("gender", "unknown"), ("office", "unknown"))  # what an empty cell means too
LONGEST_NAME = 200
LONGEST_CELL = 4000
TOPICS = Topic.__args__  # type: ignore[attr-defined]


class Setting(NamedTuple):
    """What a list is taken in with: the day, what holds where a row is silent, the people known already."""

    day: date
    country: str = ""
    office: str = ""
    languages: tuple[str, ...] = ()
    text_language: str = "en"  # of roles and bodies
    countries: Mapping[str, str] = NONE  # codes by folded name
    scheme: str = "list"  # of the identifiers
    known: Mapping[str, str] = NONE  # ids by person, from the import before
    taken: frozenset[str] = frozenset()
    others: Mapping[str, str] = NONE  # ids by person, in the other lists of the campaign
    source: str = ""
    source_date: str = ""
    licence: str = ""


class Row(NamedTuple):
    """One row of the list: the cells of its recipient, or why there is none, and the doubts."""

    found: Found
    cells: Cells | None
    rejected: Doubt | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def where(self) -> Where:
        """The place of the row."""
        return self.found.where


def clean(founds: Iterable[Found], setting: Setting) -> list[Row]:
    """Return every row of a list in its order, with ids given and doubts named."""
    listed = list(founds)
    genders = meaning.Genders({f.fields.get("gender", "") for f in listed}, setting.languages)
    rows = [one(found, setting, genders) for found in listed]
    rows = without_doubles(rows)
    given = Ids([*setting.taken, *setting.known.values()])
    emails = Counter(row.cells["email"].lower() for row in rows if row.cells and "email" in row.cells)
    names = Counter(plain(row.cells["name"]) for row in rows if row.cells)
    marks = iter(marks_of([row.cells for row in rows if row.cells]))
    return [finished(row, next(marks), setting, given, emails, names) if row.cells else row for row in rows]


def one(found: Found, setting: Setting, genders: meaning.Genders) -> Row:
    """Return a row by itself: its cells without an id, or why it is left out."""
    fields, doubts = tidied(found)
    doubts += found.notes
    reason = not_sitting(found, fields, setting.day, doubts)
    name = name_of(fields)
    if not reason and not any(c.isalpha() for c in name):
        reason = ("no-name", phrase("there is no name in this row"))
    if not reason and len(name) > LONGEST_NAME:
        reason = ("no-name", phrase("a name of {count} characters is none", count=len(name)))
    country = meaning.country_of(fields.get("country", "") or setting.country, setting.countries)
    if not reason and not country:
        reason = no_country(fields)
    if reason:
        return Row(found, None, reason, tuple(doubts))
    cells: Cells = {"name": name, "country": country}
    for step in (people, work, contacts):
        step(cells, fields, setting, doubts)
    cells["gender"], said_of_gender = genders.of(fields.get("gender", ""))
    if said_of_gender:
        doubts.append(said_of_gender)
    for network, account in found.accounts.items():
        text, said = dirt.tidy(account)
        doubts += said
        if text:
            cells[intern(f"accounts:{network}")] = text
    cells = {key: value for key, value in cells.items() if value and (key, value) not in OPEN}
    return Row(found, cells, None, tuple(dict.fromkeys(doubts)))


def no_country(fields: Mapping[str, str]) -> Doubt:
    """Say that the country is missing or not known."""
    if text := fields.get("country", ""):
        return "no-country", phrase("'{name}' is no country that is known", name=text[:40])
    return "no-country", phrase("nothing says the country: give it with --country")


def tidied(found: Found) -> tuple[dict[str, str], list[Doubt]]:
    """Return the fields of a row without what nobody sees, and what was done and seen."""
    fields: dict[str, str] = {}
    doubts: list[Doubt] = []
    for field, text in found.fields.items():
        made, said = dirt.tidy(text[:LONGEST_CELL], lines=field == "address")
        if said:
            doubts += in_field(field, said)
        if len(text) > LONGEST_CELL:
            what = phrase("{count} characters, cut at {most}", count=len(text), most=LONGEST_CELL)
            doubts += in_field(field, [("long-cell", what)])
        if made:
            fields[field] = made
            if not made.isascii():
                doubts += in_field(field, dirt.doubts_of_text(made))
    return fields, doubts


def not_sitting(found: Found, fields: Mapping[str, str], day: date, doubts: list[Doubt]) -> Doubt | None:
    """Return why somebody is not in office on the day, or None."""
    if found.ended:
        return found.ended
    dates = {}
    for field in ("death_date", "end_date", "start_date"):
        text = fields.get(field, "")
        if text and (read := meaning.date_of(text)):
            dates[field] = read
        elif text:
            what = phrase("'{text}' is not understood: write it as 2026-11-22", text=text[:40])
            doubts += in_field(field, [("odd-date", what)])
    if "death_date" in dates or fields.get("death_date"):
        return "deceased", phrase("died {day}", day=fields["death_date"][:40])
    if "end_date" in dates and dates["end_date"].last < day:
        return "ended", phrase("ended {day}", day=dates["end_date"])
    if "start_date" in dates and dates["start_date"].first > day:
        return "not-begun", phrase("begins {day}", day=dates["start_date"])
    return None


def name_of(fields: Mapping[str, str]) -> str:
    """Return the name, or the one that its parts make, in the order of the script."""
    if fields.get("name"):
        return fields["name"]
    given = [fields.get(f, "") for f in ("given_name", "additional_name", "patronymic_name")]
    family = fields.get("family_name", "")
    if family and all("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in family + "".join(given)):
        return family + "".join(given)
    return " ".join(part for part in (*given, family) if part) or fields.get("sort_name", "")


def people(cells: Cells, fields: Mapping[str, str], setting: Setting, doubts: list[Doubt]) -> None:
    """Put in what is of the person: parts of the name, party, area, identifiers."""
    for field in (*TEXTS, *KEPT):
        cells[field] = fields.get(field, "")
    doubts += dirt.doubts_of_name(cells["name"])
    if fields.get("id"):
        cells[intern(f"identifiers:{setting.scheme}")] = fields["id"]
    tags, said = meaning.languages_of(fields.get("languages", ""))
    doubts += said
    cells["languages"] = ";".join(tags or setting.languages)


def work(cells: Cells, fields: Mapping[str, str], setting: Setting, doubts: list[Doubt]) -> None:
    """Put in what is of the office: office, chamber, body, role, committees, dates, where it is from."""
    office, said = meaning.office_of(fields)
    if office == "unknown" and setting.office:
        office, said = setting.office, None
    if said:
        doubts.append(said)
    cells["office"] = office
    chamber = fields.get("chamber", "")
    cells["chamber"] = next((c for c in (chamber, office) if c in meaning.CHAMBERS), "")
    for field in LOCAL:
        text = fields.get(field, "") or (chamber if field == "organization" and cells["chamber"] != chamber else "")
        cells[intern(f"{field}:{setting.text_language}")] = text
    names = [name.strip() for name in fields.get("committees", "").split(";") if name.strip()]
    cells["committees"] = ";".join(n for n in names if n in TOPICS)
    cells["committee_names"] = ";".join(n.replace("\\", "\\\\") for n in names if n not in TOPICS)
    for ours, field in (("since", "start_date"), ("until", "end_date")):
        cells[ours] = str(meaning.date_of(fields.get(field, "")) or "")
    cells.update(source=setting.source, source_date=setting.source_date, licence=setting.licence)


def contacts(cells: Cells, fields: Mapping[str, str], setting: Setting, doubts: list[Doubt]) -> None:
    """Put in how somebody is reached; what cannot be used is kept in the note."""
    notes = []
    judged = {"email": contact.email_of(fields["email"])} if "email" in fields else {}
    judged |= {f: contact.link_of(fields[f], f) for f in ("url", "contact_form") if f in fields}
    for field, made in judged.items():
        cells[field] = made.value
        doubts += made.doubts
        notes.append(made.note)
    if cells["phone"]:
        doubts += contact.doubts_of_phone(cells["phone"], cells["country"])
    lines = (line.replace("\\", "\\\\").replace(";", "\\;") for line in fields.get("address", "").split("\n"))
    cells["address_lines"] = ";".join(lines)
    cells["note"] = "; ".join(filter(None, notes))


def persons(cells: Mapping[str, str]) -> Iterator[str]:
    """Yield the marks by which a person is known again: identifiers, then name with area and country."""
    yield from (f"{key}={cells[key]}" for key in cells if key.startswith("identifiers:"))
    if cells.get("area"):
        yield f"{plain(cells['name'])}|{plain(cells['area'])}|{cells['country']}"


def name_mark(cells: Mapping[str, str]) -> str:
    """Return the mark of a person by name and country alone; empty where the list has identifiers."""
    if any(key.startswith("identifiers:") for key in cells):
        return ""
    return f"{plain(cells['name'])}||{cells['country']}"


def marks_of(rows: Sequence[Mapping[str, str]]) -> list[list[str]]:
    """Return the marks of each person of a list: her own, or without identifiers a name that only one has.

    Those with one name are told apart by an e-mail that only one of them has, then by all that the list says of them.
    """
    names = Counter(map(name_mark, rows))
    addresses = Counter(f"{name_mark(cells)}|{cells.get('email', '').lower()}" for cells in rows)
    alike: Counter[str] = Counter()
    made = []
    for cells in rows:
        marks, mark = list(persons(cells)), name_mark(cells)
        if mark and names[mark] == 1:
            marks.append(mark)
        elif mark:
            address = f"{mark}|{cells.get('email', '').lower()}"
            whole = f"{mark}|{sorted((k, v) for k, v in cells.items() if v and k not in NOT_OF_A_PERSON)}"
            alike[whole] += 1
            marks += [address] if cells.get("email") and addresses[address] == 1 else []
            marks.append(f"{whole}#{alike[whole]}")
        made.append(marks)
    return made


def without_doubles(rows: list[Row]) -> list[Row]:
    """Return the rows with each person once: the second of the same identifier, or the same name and area, is left out."""
    first: dict[str, Row] = {}
    made = []
    for row in rows:
        marks = list(persons(row.cells)) if row.cells else []
        before = next((first[mark] for mark in marks if mark in first and is_same(first[mark], row, mark)), None)
        if before:
            place = f"{Path(before.where.file).name}:{before.where.line}"
            same = phrase("the same person as at {place}", place=place)
            row = row._replace(cells=None, rejected=("same-person", same))
        else:
            for mark in marks:
                first.setdefault(mark, row)
        made.append(row)
    return made


def is_same(before: Row, row: Row, mark: str) -> bool:
    """Tell whether two rows with one mark are one person: not when the list itself gives them two identifiers."""
    if mark.startswith("identifiers:"):
        return True
    ids = [{c for c in persons(r.cells or {}) if c.startswith("identifiers:")} for r in (before, row)]
    return not all(ids) or ids[0] == ids[1]


def finished(
    row: Row, marks: Sequence[str], setting: Setting, given: Ids, emails: Counter[str], names: Counter[str]
) -> Row:
    """Return a row with its id, and with the doubts that come from the other rows."""
    cells, doubts = row.cells or {}, list(row.doubts)
    name = cells["name"]
    known = next((setting.known[mark] for mark in marks if mark in setting.known), "")
    if other := next((setting.others[mark] for mark in persons(cells) if mark in setting.others), ""):
        said = phrase("'{name}' stands in another list of this campaign too, as '{id}'", name=name, id=other)
        doubts.append(("in-another-list", said))
    ident = given.again(known) or given.give(name, cells.get("area", ""), cells.get("office", ""))
    if (count := emails[cells.get("email", "").lower()]) > 1:
        said = phrase("{address} stands at {count} people", address=cells["email"], count=count)
        doubts.append(("same-email", said))
    if (count := names[plain(name)]) > 1:
        said = phrase("'{name}' stands {count} times: kept apart as {id}", name=name, count=count, id=ident)
        doubts.append(("same-name", said))
    found = row.found if doubts else row.found._replace(fields=NONE, accounts=NONE)  # what was found is said of doubts
    return Row(found, {"id": ident, **cells}, None, tuple(doubts))
