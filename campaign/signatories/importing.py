"""Make signatories of the rows of a form, or say why not. Nobody consents but by an answer that is known to be consent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from campaign.diagnostics import Diagnostic, Where, note, warning
from campaign.phrases import phrase
from campaign.recipients import contact, dirt, meaning
from campaign.recipients.cleaning import LONGEST_NAME, Row
from campaign.recipients.dirt import in_field
from campaign.recipients.found import Doubt, Found
from campaign.recipients.ids import Ids
from campaign.recipients.reporting import grouped
from campaign.signatories.forms import Form, day_of, order_of
from campaign.signatories.names import answer, mark_of, words
from campaign.values import NONE

Cells = dict[str, str]
DATES = ("consent_on", "signed_on", "withdrawn_on")


class Setting(NamedTuple):
    """What a form is taken in with: what holds where a row is silent, and who is known from before."""

    type: str = ""
    version: str = ""  # as asked for
    current: str = ""  # of the letter in force
    signed_on: str = ""
    order: str = ""  # of dates with the year last
    consent_is: tuple[str, ...] = ()
    text_language: str = "en"
    countries: Mapping[str, str] = NONE  # codes by folded name
    before: tuple[Mapping[str, str], ...] = ()  # those of the last import and of the campaign
    taken: frozenset[str] = frozenset()


def clean(form: Form, path: Path, setting: Setting) -> tuple[list[Row], list[Diagnostic]]:
    """Return every row of a form as a signatory, or with the reason why it is none, and what is to be said of all."""
    dates = [found.fields.get(field, "") for found in form.rows for field in DATES]
    setting = setting._replace(order=setting.order or order_of(dates))
    rows = last_answers([one(found, setting) for found in form.rows])
    problems = list(form.problems)
    if "consent" not in form.fields:
        message = phrase("the list has no column of consent, so nobody in it has consented, and nobody is printed")
        hint = phrase("name it: --map consent=COLUMN; an answer that is consent in your form: --consent-is TEXT")
        problems.append(warning(Where(str(path)), "no-consent", message, hint))
    if "signed_version" not in form.fields and not setting.version:
        message = phrase(
            "the list names no version: who is new in it has signed version {version}", version=setting.current
        )
        problems.append(note(Where(str(path)), "version", message, phrase("if not, say which: --version N")))
    rows = with_ids(rows, setting)
    return rows, [*problems, *grouped(rows)]


def one(found: Found, setting: Setting) -> Row:
    """Return a row by itself: the cells of a signatory without an id, or why it is none."""
    doubts = list(found.notes)
    fields: Cells = {}
    for field, text in found.fields.items():
        made, said = dirt.tidy(text)
        doubts += in_field(field, said)
        fields[field] = made
    if found.ended:
        return Row(found, None, found.ended)
    kind = type_of(fields, setting)
    if not kind:
        untold = phrase("'type: person' or 'type: organization' is in no column: give --type, or --map type=COLUMN")
        return Row(found, None, ("no-type", untold), tuple(doubts))
    name = name_of(fields, kind)
    if not any(c.isalpha() for c in name) or len(name) > LONGEST_NAME:
        nameless = phrase("there is no name of one who signs in this row")
        return Row(found, None, ("no-name", nameless), tuple(doubts))
    cells: Cells = {"type": kind, "name": name, "country": "", **dates_of(fields, setting, doubts)}
    add_more(cells, fields, setting, doubts)
    cells["consent"] = "true" if consents(fields, cells, setting, doubts) else "false"
    if cells["consent"] == "false":
        cells.pop("consent_on", None)
    return Row(found, cells, None, tuple(dict.fromkeys(doubts)))


def type_of(fields: Mapping[str, str], setting: Setting) -> str:
    """Return whether a person or an organisation signs: as the row says, as was asked for, or since it names only one."""
    said = words().types.get(answer(fields.get("type", "")), "")
    if said or setting.type:
        return said or setting.type
    named = any(fields.get(field) for field in ("name", "given_name", "family_name"))
    return "organization" if fields.get("organization") and not named else ""


def name_of(fields: Mapping[str, str], kind: str) -> str:
    """Return the name of who signs."""
    if kind == "organization" and fields.get("organization"):
        return fields["organization"]
    parts = (fields.get("given_name", ""), fields.get("family_name", ""))
    return " ".join(filter(None, parts)) if parts[1] or not fields.get("name") else fields["name"]


def dates_of(fields: Mapping[str, str], setting: Setting, doubts: list[Doubt]) -> Cells:
    """Return the days of a row; one that cannot be told is none, and said."""
    made = {}
    for field in DATES:
        text = fields.get(field, "")
        day = day_of(text, setting.order)
        if text and not day:
            said = phrase("'{text}' is not understood: give --dates dmy or --dates mdy", text=text[:40])
            doubts += in_field(field, [("odd-date", said)])
        made[field] = day
    made["signed_on"] = made["signed_on"] or setting.signed_on
    made["consent_on"] = made["consent_on"] or made["signed_on"]
    return {field: day for field, day in made.items() if day}


def add_more(cells: Cells, fields: Mapping[str, str], setting: Setting, doubts: list[Doubt]) -> None:
    """Put in country, page, version, and what is of a person alone."""
    if text := fields.get("country", ""):
        cells["country"] = meaning.country_of(text, setting.countries)
        if not cells["country"]:
            doubts.append(("no-country", phrase("'{name}' is no country that is known: left out", name=text[:40])))
    if text := fields.get("url", ""):
        judged = contact.link_of(text, "url")
        doubts += judged.doubts
        cells["url"] = judged.value
    if version := setting.version or fields.get("signed_version", ""):
        cells["signed_version"] = version
    if cells["type"] == "person":
        cells["organization"] = fields.get("organization", "")
        cells[f"role:{setting.text_language}"] = fields.get("role", "")
        given, family = fields.get("given_name", ""), fields.get("family_name", "")
        cells["sort_name"] = fields.get("sort_name", "") or (f"{family}, {given}" if family and given else "")
    doubts += dirt.doubts_of_text(cells["name"])
    for field in [field for field, text in cells.items() if not text and field != "country"]:
        del cells[field]


def consents(fields: Mapping[str, str], cells: Mapping[str, str], setting: Setting, doubts: list[Doubt]) -> bool:
    """Tell whether a row says that its name may be printed, and since when; every doubt is a no."""
    text = fields.get("consent", "")
    if not text:
        return False
    said = answer(text)
    if said not in words().yes and said not in map(answer, setting.consent_is):
        if said not in words().no:
            odd = phrase("'{text}' is not known to be consent: give --consent-is TEXT if it is", text=text[:60])
            doubts.append(("odd-consent", odd))
        return False
    if "consent_on" not in cells:
        undated = phrase("consent without a day counts for none: give --signed-on, or --map consent_on=COLUMN")
        doubts.append(("no-day", undated))
        return False
    return True


def last_answers(rows: list[Row]) -> list[Row]:
    """Return the rows with everybody once: who sent the form twice is taken by the later answer."""
    last: dict[str, int] = {}
    made: list[Row] = []
    for number, row in enumerate(rows):
        mark = next(iter(marks(row.cells)), "") if row.cells else ""
        before = last.get(mark)
        if mark and before is not None:
            place = f"{Path(row.where.file).name}:{row.where.line}"
            said = phrase("signed again at {place}, and the later answer counts", place=place)
            made[before] = made[before]._replace(cells=None, rejected=("signed-again", said))
        if mark:
            last[mark] = number
        made.append(row)
    return made


def marks(cells: Mapping[str, str]) -> tuple[str, str]:
    """Return the marks by which a signatory is known again: with the own organisation, and without."""
    name = cells.get("name") or next((text for key, text in cells.items() if key.startswith("name:")), "")
    plain = f"{cells['type']}|{mark_of(name)}|{cells.get('country', '')}"
    return f"{plain}|{mark_of(cells.get('organization', ''))}", plain


def with_ids(rows: list[Row], setting: Setting) -> list[Row]:
    """Return the rows with ids, those of before where somebody is known, and the version that each has signed."""
    known: dict[str, list[str]] = {}
    versions = {cells["id"]: cells.get("signed_version", "") for cells in setting.before}
    for level in (0, 1):
        for cells in setting.before:
            known.setdefault(marks(cells)[level], []).append(cells["id"])
    given = Ids([*setting.taken, *versions])
    made = []
    for row in rows:
        if row.cells:
            whole, plain = marks(row.cells)
            found = [*known.get(whole, ()), *(known.get(plain, ()) if len(set(known.get(plain, ()))) == 1 else ())]
            again = next(filter(None, map(given.again, found)), "")
            ident = again or given.give(row.cells["name"], row.cells["country"], row.cells.get("organization", ""))
            cells = {"id": ident, **row.cells}
            cells.setdefault("signed_version", versions.get(again, "") or setting.current)
            row = row._replace(cells=cells)
        made.append(row)
    return made


def counted(rows: Iterable[Row]) -> dict[str, int]:
    """Return the counts of an import: imported + rejected = rows."""
    listed = list(rows)
    taken = [row.cells for row in listed if row.cells]
    consenting = sum(cells["consent"] == "true" for cells in taken)
    return {
        "rows": len(listed),
        "imported": len(taken),
        "consenting": consenting,
        "rejected": len(listed) - len(taken),
    }
