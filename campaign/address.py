"""Address a person properly: country × office × language × gender → envelope, salutation, in-text form, closing.

The forms are data in `locales/<lang>/address.yaml`: under `offices` those of the language, under `countries` what a
country does otherwise. A form is looked up in the country, then in the language, never in another language, and for
the person's gender; `x` and `unknown` take the neutral form. A missing neutral form is an error, never the masculine.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from campaign.compiled import QUICK, Files
from campaign.diagnostics import Diagnostic, Where, error
from campaign.files import OnDemand
from campaign.languages import PLACEHOLDER, Language, folder_name, locale_folders, needs
from campaign.model import OFFICES, Country, Gender, Recipient
from campaign.values import Value

FORMS = ("line", "salutation", "in_text", "closing")
GENDERS = ("f", "m", "x", "neutral")
LEVELS = {"offices": 3, "countries": 4, "words": 2}


class Forms(Value):
    """The table of one language: texts with `{name}`, `{given}`, `{family}`, by office, gender and form."""

    offices: Mapping[str, Mapping[str, Any]]
    countries: Mapping[str, Mapping[str, Mapping[str, Any]]]
    words: Mapping[str, Mapping[str, str]]
    files: tuple[Path, ...]

    def find(self, office: str, gender: Gender, country: str | None, form: str) -> str | None:
        """Return the form for a gender, or None: the country's, then the language's."""
        keys = (gender, "neutral") if gender == "x" else ("neutral",) if gender == "unknown" else (gender,)
        for table in (self.countries.get(country or "", {}), self.offices):
            for row in (table.get(office, {}), table.get("any", {})):
                for key in (*keys, "any"):
                    if form in row.get(key, {}):
                        return str(row[key][form])
        return None

    def word(self, name: str, gender: Gender) -> str | None:
        """Return a word that agrees with a person."""
        forms = self.words.get(name, {})
        return forms.get(gender) or forms.get("neutral") if gender in ("f", "m", "x") else forms.get("neutral")


class Address(Value):
    """How one recipient is addressed in one language."""

    lines: tuple[str, ...]
    salutation: str
    in_text: str
    closing: str


def read_forms(folder: Path, tag: str, reading: Files = QUICK) -> tuple[Forms, list[Diagnostic]]:
    """Read the forms of a language, the campaign's own rows over the built-in ones `[address]`."""
    problems: list[Diagnostic] = []
    merged: dict[str, dict[str, Any]] = {"offices": {}, "countries": {}, "words": {}}
    files = [base / folder_name(tag) / "address.yaml" for base in locale_folders(folder)]
    files = [f for f in files if f.is_file()]
    for path in reversed(files):
        for key, rows in reading.plain(path, problems).items():
            if key not in LEVELS or not has_levels(rows, LEVELS[key]):
                hint = "the keys are offices (office, gender, form: text), countries (of offices), words (gender: text)"
                problems.append(error(Where(str(path)), "address", f"unexpected '{key}', or not as it should be", hint))
            elif key == "countries":
                merged[key] |= {code: {**merged[key].get(code, {}), **offices} for code, offices in rows.items()}
            else:
                merged[key] |= rows
    return Forms(merged["offices"], merged["countries"], merged["words"], tuple(files)), problems


def has_levels(rows: object, levels: int) -> bool:
    """Tell whether a table has its levels of keys and ends in texts."""
    if levels == 0:
        return isinstance(rows, str)
    return isinstance(rows, dict) and all(has_levels(row, levels - 1) for row in rows.values())


def address(
    recipient: Recipient, forms: Forms, language: Language, country: Country | None
) -> tuple[Address | None, list[Diagnostic]]:
    """Return how to address a recipient; a form that the table lacks is an error `[no-form]`.

    A placeholder that is no part of a name is an error `[placeholder]`.
    """
    custom = (country.forms_of or country.id) if country else recipient.country
    given = recipient.given_name or ""
    family = recipient.family_name or recipient.name
    names = {"name": recipient.name, "given": given, "family": family}
    made: dict[str, str] = {}
    problems: list[Diagnostic] = []
    own = {"salutation": language.local(recipient.salutation), "line": language.local(recipient.address_name)}
    for form in FORMS:
        text = own.get(form) or forms.find(recipient.office, recipient.gender, custom, form)
        if text is None:
            gender = recipient.gender if recipient.gender in ("f", "m") else "neutral"
            what = f"no {form.replace('_', ' ')} in {language.tag} for {recipient.office} ({gender})"
            message = f"{what}, needed by '{recipient.id}'"
            file = str(forms.files[0]) if forms.files else ""
            problems.append(
                error(Where(file), "no-form", message, f"add offices: {recipient.office}: {gender}: {form}: …")
            )
            continue
        for unknown in sorted(needs(text) - names.keys()):
            message = f"nothing fills {{{unknown}}} in the {form.replace('_', ' ')} of '{recipient.id}'"
            problems.append(error(recipient.where, "placeholder", message, "use {name}, {given} or {family}"))
        made[form] = PLACEHOLDER.sub(lambda found: names.get(found[1], ""), text)
    if problems:
        return None, problems
    area = recipient.area
    block = [made["line"], language.local(recipient.role), area, language.local(recipient.committee)]
    block += [language.local(recipient.organization), *recipient.address_lines]
    lines = tuple(dict.fromkeys(line for line in block if line))
    return Address(lines, made["salutation"], made["in_text"], made["closing"]), problems


def rows(forms: Forms) -> list[tuple[str, str, str, str, str]]:
    """Return the whole table: country (or `*`), office, gender, form, text."""
    found = []
    for country, table in [("*", forms.offices), *sorted(forms.countries.items())]:
        for office, genders in table.items():
            for gender, row in genders.items():
                found += [(country, office, gender, form, row[form]) for form in FORMS if form in row]
    return found


def gaps(forms: Forms) -> list[str]:
    """Return the offices that lack a form for some gender."""
    wanted: tuple[Gender, ...] = ("f", "m", "unknown")
    return [
        f"{office} ({'neutral' if gender == 'unknown' else gender}): {form}"
        for office in OFFICES
        for gender in wanted
        for form in FORMS
        if forms.find(office, gender, None, form) is None
    ]


class AllForms(OnDemand[Forms]):
    """The forms of address of a campaign's languages, each read when it is first wanted."""

    def __init__(self, folder: Path) -> None:
        super().__init__(partial(read_forms, folder))
