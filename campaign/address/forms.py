"""Hold the forms of address of one language as its file has them, and find the one for an office, gender and country.

`locales/<lang>/address.yaml` has `offices` (office, gender, form: text), `regions` (name: `countries` and `offices`),
`countries` (code: offices), `words` that agree with the sender, and `titles` that may stand before a name already. A
form is looked up in the country, then in its region, then in the language, never in another language, and for the
person's gender; `x` and `unknown` take the neutral form. `source` and `confidence` may stand at any level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple, get_args

from campaign.compiled import QUICK, Files
from campaign.diagnostics import Diagnostic, Where, error
from campaign.files import OnDemand
from campaign.languages import folder_name, language_settings, locale_folders
from campaign.model import OFFICES, Confidence, Gender
from campaign.phrases import phrase
from campaign.values import NONE, Value

TABLES = ("offices", "regions", "countries", "words")
FORMS = ("line", "body", "salutation", "in_text", "closing")
NEEDED = ("line", "salutation", "in_text", "closing")  # a body comes with the list, too
GENDERS = ("f", "m", "x", "neutral", "any")
META = ("source", "confidence")
DEFAULT_ORDER = "line role area committee body address"
SHAPE = phrase(
    "the keys are offices (office, gender, form: text), regions (countries and offices), countries (code: offices), "
    "words (gender: text), titles, order, source, confidence"
)


class Found(NamedTuple):
    """A form as the table has it: its alternatives, and the scope and office of its row."""

    texts: tuple[str, ...]
    scope: str
    office: str


class Row(NamedTuple):
    """One row of the table: the scope is `*`, a region or a country."""

    scope: str
    office: str
    gender: str
    forms: Mapping[str, tuple[str, ...]]
    source: str
    confidence: str


class Forms(Value):
    """The table of one language."""

    offices: Mapping[str, Any]
    countries: Mapping[str, Mapping[str, Any]]
    words: Mapping[str, Mapping[str, str]] = NONE
    files: tuple[Path, ...] = ()
    regions: Mapping[str, Mapping[str, Any]] = NONE
    titles: tuple[str, ...] = ()
    basis: Mapping[str, str] = NONE

    def scopes(self, country: str | None) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield the tables that a country looks in: its own, those of its regions, the language's."""
        if country in self.countries:
            yield country or "", self.countries[country or ""]
        for name, region in self.regions.items():
            if country in region.get("countries", ()):
                yield name, region.get("offices", NONE)
        yield "*", self.offices

    def find(self, office: str, gender: Gender, country: str | None, form: str) -> Found | None:
        """Return the form for a gender, or None."""
        asked = (office, gender, country, form)
        if asked not in self.answers:
            self.answers[asked] = self.look_up(office, gender, country, form)
        return self.answers[asked]

    @cached_property
    def answers(self) -> dict[tuple[str, str, str | None, str], Found | None]:
        """What was looked up already: a parliament asks the same thousands of times."""
        return {}

    def look_up(self, office: str, gender: Gender, country: str | None, form: str) -> Found | None:
        """Look a form up in the tables."""
        keys = (gender, "neutral") if gender == "x" else ("neutral",) if gender == "unknown" else (gender,)
        for scope, table in self.scopes(country):
            for name in (office, "any"):
                row = table.get(name, NONE)
                for key in (*keys, "any"):
                    if form in row.get(key, NONE):
                        return Found(texts_of(row[key][form]), scope, name)
        return None

    def order(self, country: str | None) -> tuple[str, ...]:
        """Return the order of the parts of an inside address."""
        scopes = [table.get("order") for _, table in self.scopes(country)]
        return tuple(str(next(filter(None, (*scopes, self.basis.get("order"))), DEFAULT_ORDER)).split())

    def word(self, name: str, gender: Gender, organization: bool = False) -> str | None:
        """Return a word that agrees with the sender; an organisation takes its own or the neutral one."""
        forms = self.words.get(name, NONE)
        key = "organization" if organization else gender
        return forms.get(key) or forms.get("neutral") if key != "unknown" else forms.get("neutral")

    def rows(self) -> Iterator[Row]:
        """Yield the whole table."""
        scopes: list[tuple[str, Mapping[str, Any]]] = [("*", self.offices)]
        scopes += [(name, self.regions[name].get("offices", NONE)) for name in self.regions]
        scopes += sorted(self.countries.items())
        for scope, table in scopes:
            over = (self.regions.get(scope, NONE), self.basis)
            for office, genders in table.items():
                if not isinstance(genders, Mapping):
                    continue
                for gender, row in genders.items():
                    if not isinstance(row, Mapping):
                        continue
                    basis = [next((str(b[m]) for b in (row, genders, table, *over) if m in b), "") for m in META]
                    yield Row(scope, office, gender, {f: texts_of(row[f]) for f in FORMS if f in row}, *basis)


def texts_of(held: str | list[str]) -> tuple[str, ...]:
    """Return a form as its alternatives."""
    return (held,) if isinstance(held, str) else tuple(held)


def read_forms(folder: Path, tag: str, reading: Files = QUICK) -> tuple[Forms, list[Diagnostic]]:
    """Read the forms of a language, the campaign's own rows over the built-in ones `[address]`.

    A regional variant has those of its base, and its own over them.
    """
    problems: list[Diagnostic] = []
    files = [base / folder_name(tag) / "address.yaml" for base in locale_folders(folder)]
    files = [f for f in files if f.is_file()]
    settings = language_settings(folder, tag, [], reading)
    base, problems = read_forms(folder, settings.of, reading) if settings and settings.of else (Forms({}, {}), [])
    merged: dict[str, dict[str, Any]] = {name: dict(getattr(base, name)) for name in TABLES}
    basis, titles = dict(base.basis), base.titles
    for path in reversed(files):
        for key, held in reading.plain(path, problems).items():
            wrong = fault(key, held)
            if wrong:
                problems.append(error(Where(str(path)), "address", wrong, SHAPE))
            elif key == "titles":
                titles += tuple(held)
            elif key in (*META, "order"):
                basis[key] = held
            elif key == "countries":
                merged[key] |= {code: {**merged[key].get(code, {}), **offices} for code, offices in held.items()}
            else:
                merged[key] |= held
    own = tuple(files) or base.files
    return Forms(**merged, files=own, titles=titles, basis=basis), problems


def fault(key: str, held: Any) -> str:
    """Return what is wrong with one top entry of a file; empty when nothing is."""
    match key:
        case "source" | "order":
            return "" if isinstance(held, str) else phrase("'{key}' is a text", key=key)
        case "confidence":
            known = get_args(Confidence)
            return "" if held in known else phrase("'{value}' is none of {known}", value=held, known=", ".join(known))
        case "titles":
            return "" if is_texts(held) else phrase("'titles' is a list of texts")
        case "offices":
            return offices_fault(held, key)
        case "countries" if isinstance(held, dict):
            return next(filter(None, (offices_fault(v, f"{key}: {k}") for k, v in held.items())), "")
        case "regions" if isinstance(held, dict):
            return next(filter(None, (region_fault(v, f"{key}: {k}") for k, v in held.items())), "")
        case "words" if isinstance(held, dict):
            wrong = (k for k, v in held.items() if not (isinstance(v, dict) and is_texts(list(v.values()))))
            return next((phrase("'words: {word}' is not gender: text", word=k) for k in wrong), "")
        case _:
            return phrase("unexpected '{key}', or not as it should be", key=key)


def region_fault(held: Any, place: str) -> str:
    """Return what is wrong with a region."""
    if not isinstance(held, dict) or not is_texts(held.get("countries")):
        return phrase("'{place}' wants its countries", place=place)
    unknown = held.keys() - {"countries", "offices", *META}
    if unknown:
        return phrase("unexpected '{key}' in '{place}'", key=min(unknown), place=place)
    return offices_fault(held.get("offices"), place)


def offices_fault(held: Any, place: str) -> str:
    """Return what is wrong with a table of offices."""
    if not isinstance(held, dict):
        return phrase("'{place}' is no table of offices", place=place)
    for office, genders in held.items():
        if office in (*META, "order"):
            continue
        if office not in (*OFFICES, "any") or not isinstance(genders, dict):
            return phrase("no office '{office}' in '{place}', or not gender: form: text", office=office, place=place)
        for gender, row in genders.items():
            if gender in META:
                continue
            if gender not in GENDERS or not isinstance(row, dict):
                return phrase(
                    "no gender '{gender}' in '{place}' ({known})",
                    gender=gender,
                    place=f"{place}: {office}",
                    known=", ".join(GENDERS),
                )
            for form, text in row.items():
                if form not in (*FORMS, *META) or not (isinstance(text, str) or is_texts(text)):
                    return phrase(
                        "no form '{form}' in '{place}' ({known}), or not a text",
                        form=form,
                        place=f"{place}: {office}: {gender}",
                        known=", ".join(FORMS),
                    )
    return ""


def is_texts(held: Any) -> bool:
    """Tell whether a value is a list of texts."""
    return isinstance(held, list) and all(isinstance(text, str) for text in held)


def gaps(forms: Forms) -> list[str]:
    """Return the offices that lack a form for some gender."""
    wanted: tuple[Gender, ...] = ("f", "m", "unknown")
    return [
        f"{office} ({'neutral' if gender == 'unknown' else gender}): {form}"
        for office in OFFICES
        for gender in wanted
        for form in NEEDED
        if forms.find(office, gender, None, form) is None
    ]


class AllForms(OnDemand[Forms]):
    """The forms of address of a campaign's languages, each read when it is first wanted."""

    def __init__(self, folder: Path) -> None:
        super().__init__(partial(read_forms, folder))
