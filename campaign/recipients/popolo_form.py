"""Write recipients as Popolo JSON for other tools, and read the same back.

What Popolo has a word for stands in its fields (persons with `memberships`, `contact_details`, `links`,
`identifiers`); the rest, and what would lose something there, in the object `campaign` of each person, which Popolo
permits and others pass over. https://www.popoloproject.com/specs/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from campaign.diagnostics import NOTHING, Diagnostic, Stop, Where, cause, error
from campaign.model import Recipient
from campaign.phrases import phrase
from campaign.recipients.listing import Columns, Row

MARK = "campaign"
SAME = (
    "id",
    "name",
    "honorific_prefix",
    "given_name",
    "additional_name",
    "family_name",
    "patronymic_name",
    "honorific_suffix",
    "email",
)
GENDERS = {"f": "female", "m": "male", "x": "other"}
NOTES = {"url": "website", "contact_form": "contact form"}


def as_popolo(rows: Iterable[Row]) -> bytes:
    """Return recipients as Popolo JSON: `persons`, each with its membership, and the `organizations` these name."""
    persons = [person(row) for row in rows]
    names = sorted({m["organization"]["name"] for p in persons for m in p["memberships"] if "organization" in m})
    parties = sorted({m["on_behalf_of"]["name"] for p in persons for m in p["memberships"] if "on_behalf_of" in m})
    organizations = [{"name": n} for n in names] + [{"name": n, "classification": "party"} for n in parties]
    whole = {"persons": persons, "organizations": organizations}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def person(row: Row) -> dict[str, Any]:
    """Return a recipient as a person of Popolo."""
    rest = dict(row)
    made: dict[str, Any] = {field: rest.pop(field) for field in SAME if field in rest}
    if "gender" in rest:
        made["gender"] = GENDERS[rest.pop("gender")]
    made["contact_details"] = [{"type": "voice", "value": rest.pop("phone")}] if "phone" in rest else []
    made["links"] = [{"url": rest.pop(field), "note": note} for field, note in NOTES.items() if field in rest]
    ids = [key for key in rest if key.startswith("identifiers:")]
    made["identifiers"] = [{"scheme": key.partition(":")[2], "identifier": rest.pop(key)} for key in ids]
    membership: dict[str, Any] = {}
    for field, key in (("area", "area"), ("party", "on_behalf_of")):
        if field in rest:
            membership[key] = {"name": rest.pop(field)}
    for field, key in (("since", "start_date"), ("until", "end_date")):
        if field in rest:
            membership[key] = rest.pop(field)
    # By language, these are maps: Popolo's one text is a copy for others.
    for field, key in (("organization", "organization"), ("role", "role")):
        said = next((text for column, text in rest.items() if column.startswith(f"{field}:")), "")
        if said:
            membership[key] = {"name": said} if key == "organization" else said
    made["memberships"] = [membership]
    made[MARK] = rest
    return made


def is_own(whole: Any) -> bool:
    """Tell whether a file of Popolo was written here."""
    persons = whole.get("persons") if isinstance(whole, Mapping) else None
    return bool(isinstance(persons, list) and persons and all(isinstance(p, dict) and MARK in p for p in persons))


def read_own(path: Path, whole: Mapping[str, Any]) -> tuple[list[Recipient], list[Diagnostic]]:
    """Return the recipients of a file that was written here, with what is wrong in it."""
    problems: list[Diagnostic] = []
    made = []
    for number, found in enumerate(whole["persons"], 1):
        try:
            row = row_of(found)
        except (AttributeError, KeyError, TypeError):
            message = phrase("person {number} is not as it was exported", number=number)
            problems.append(error(Where(str(path), number, 1), "type", message))
            continue
        where = Where(str(path), number, 1)
        columns = Columns([*row], where)
        recipient = columns.read([*row.values()], where, problems) if columns.usable else None
        problems += columns.problems
        if recipient:
            made.append(recipient)
    return made, problems


def row_of(found: Mapping[str, Any]) -> Row:
    """Return the row of a person: Popolo's fields, which others may have edited, over what was put beside them."""
    row: Row = {"office": "unknown", **found[MARK]}
    row.update({field: found[field] for field in SAME if found.get(field)})
    turned = {word: letter for letter, word in GENDERS.items()}
    if found.get("gender"):
        row["gender"] = turned.get(found["gender"], found["gender"])
    for detail in found.get("contact_details", ()):
        if detail["type"] == "voice":
            row["phone"] = detail["value"]
    fields = {note: field for field, note in NOTES.items()}
    row.update({fields[link["note"]]: link["url"] for link in found.get("links", ()) if link.get("note") in fields})
    row.update({f"identifiers:{i['scheme']}": i["identifier"] for i in found.get("identifiers", ())})
    for membership in found.get("memberships", ()):
        for field, key in (("area", "area"), ("party", "on_behalf_of")):
            if key in membership:
                row[field] = membership[key]["name"]
        for field, key in (("since", "start_date"), ("until", "end_date")):
            if key in membership:
                row[field] = membership[key]
    if not all(isinstance(cell, str) for cell in row.values()):
        raise TypeError("a cell is not a text")
    return {column: cell for column, cell in row.items() if cell}


def parsed(path: Path) -> Any:
    """Return a JSON file; stop at one that is none (exit 3)."""
    try:
        return json.loads(path.read_bytes())
    except OSError as reason:
        message = phrase("cannot be read: {reason}", reason=cause(reason))
        raise unusable(path, "missing-file", message) from None
    except (ValueError, RecursionError) as reason:
        raise unusable(path, "json", phrase("this is no JSON: {reason}", reason=str(reason)[:80])) from None


def unusable(path: Path, code: str, message: str) -> Stop:
    """Make the `Stop` for a file that is no list (exit 3)."""
    return Stop(error(Where(str(path)), code, message, "", NOTHING))
