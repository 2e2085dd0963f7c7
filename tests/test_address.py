"""People are addressed properly, and never by a guess: the whole table stands in address.csv for a speaker to review."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from builtin import FOLDER, built_in, forms, speakers
from conftest import load_campaign

from campaign.address import FORMS, Address, AllForms, Forms, address, gaps, read_forms, rows
from campaign.diagnostics import Diagnostic
from campaign.languages import Languages
from campaign.model import OFFICES, Country, Gender, Recipient
from campaign.values import replace

Make = Callable[..., Path]
TABLE = Path(__file__).parent / "address.csv"
LANGUAGES = ("en", "es")
COUNTRIES = {tag: sorted(forms()[tag].countries) for tag in LANGUAGES}
HEAD = ("language", "country", "office", "gender", "form", "text")
# Marks that squeeze two genders into a word, which nobody can read aloud.
SQUEEZED = ("(a)", "(o)", "/a", "/o", "o/a", "a/o", "@", "x ", "Estimade", "Estimadx")


def test_the_table_is_the_one_that_was_reviewed(request: pytest.FixtureRequest) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows((tag, *row) for tag in LANGUAGES for row in rows(forms()[tag]))
    if request.config.getoption("--update-golden"):
        TABLE.write_text(out.getvalue(), encoding="utf-8")
    assert out.getvalue() == TABLE.read_text(encoding="utf-8"), (
        "a speaker reviews the difference, then: pytest --update-golden"
    )


def test_the_table_holds_every_form_that_the_files_do() -> None:
    for tag in LANGUAGES:
        table = forms()[tag]
        held = sum(
            len(row)
            for part in (table.offices, *table.countries.values())
            for genders in part.values()
            for row in genders.values()
        )
        assert len(rows(table)) == held > 100


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_office_has_every_form_for_every_gender_in_every_country(tag: str) -> None:
    table = forms()[tag]
    assert gaps(table) == []
    genders: tuple[Gender, ...] = ("f", "m", "x", "unknown")
    lacking = [
        (country, office, gender, form)
        for country, office, gender, form in product((None, *COUNTRIES[tag]), OFFICES, genders, FORMS)
        if table.find(office, gender, country, form) is None
    ]
    assert lacking == []


def pairs() -> list[tuple[str | None, str, str]]:
    """Return every Spanish form that has a feminine and a masculine."""
    return [(c, o, f) for c in (None, *COUNTRIES["es"]) for o in OFFICES for f in ("line", "salutation", "in_text")]


# Words that are alike for everybody, with the reason.
ALIKE = {
    (None, "organisation"): "an organisation has no gender",
    ("CO", "lower-house"): "Representante is one word for all",
    ("UY", "lower-house"): "Representante Nacional on the envelope is one word for all",
}


def test_a_woman_is_never_addressed_as_a_man_in_spanish() -> None:
    table = forms()["es"]
    same = {
        (country, office)
        for country, office, form in pairs()
        if table.find(office, "f", country, form) == table.find(office, "m", country, form)
    }
    assert {pair for pair in same if pair[1] != "organisation" and pair not in ALIKE} == set()
    assert (None, "organisation") in same and ("CO", "lower-house") in same


def test_the_neutral_form_is_never_the_masculine_nor_a_word_with_two_endings() -> None:
    table = forms()["es"]
    wrong = []
    for country, office, form in pairs():
        neutral, feminine, masculine = (table.find(office, g, country, form) for g in ("unknown", "f", "m"))
        assert neutral is not None
        differ = feminine != masculine
        if (differ and neutral in (masculine, feminine)) or any(mark in neutral for mark in SQUEEZED):
            wrong.append((country, office, form, neutral))
    assert wrong == []


def test_no_form_of_either_language_squeezes_two_genders_into_a_word() -> None:
    assert [r for tag in LANGUAGES for r in rows(forms()[tag]) if any(mark in r[4] for mark in SQUEEZED[:7])] == []


def test_an_x_takes_its_own_form_or_the_neutral_one_never_another() -> None:
    table = Forms(
        {"mayor": {"x": {"line": "X"}, "neutral": {"line": "N", "salutation": "N"}, "m": {"in_text": "M"}}}, {}, {}, ()
    )
    assert (table.find("mayor", "x", None, "line"), table.find("mayor", "x", None, "salutation")) == ("X", "N")
    assert table.find("mayor", "unknown", None, "line") == "N"
    assert table.find("mayor", "x", None, "in_text") is None and table.find("mayor", "f", None, "line") is None


def test_the_country_wins_over_the_language_and_the_office_over_any() -> None:
    table = Forms(
        {"mayor": {"any": {"line": "language"}}, "any": {"any": {"closing": "all"}}},
        {"GB": {"mayor": {"any": {"line": "country"}}}, "US": {"any": {"any": {"closing": "all there"}}}},
        {},
        (),
    )
    assert [table.find("mayor", "f", c, "line") for c in ("GB", "US", None)] == ["country", "language", "language"]
    assert [table.find("mayor", "f", c, "closing") for c in ("GB", "US", None)] == ["all", "all there", "all"]


def test_words_that_agree_are_never_masculine_for_somebody_else() -> None:
    table = Forms(
        {},
        {},
        {"signatory": {"f": "firmante (f)", "m": "firmante (m)", "neutral": "quien firma"}, "bad": {"m": "solo"}},
        (),
    )
    genders: tuple[Gender, ...] = ("f", "m", "x", "unknown")
    assert [table.word("signatory", g) for g in genders] == [
        "firmante (f)",
        "firmante (m)",
        "quien firma",
        "quien firma",
    ]
    assert [table.word("bad", g) for g in genders] == [None, "solo", None, None]
    assert table.word("nothing", "f") is None


PERSON = Recipient(
    id="eva",
    name="Eva Luna Ríos",
    given_name="Eva",
    family_name="Luna Ríos",
    gender="f",
    office="upper-house",
    country="CL",
    role={"es": "Presidenta del Senado", "en": "President of the Senate"},
    area="Región de Prueba",
    committee={"es": "Comisión de Aguas"},
    organization={"es": "Senado de la República"},
    address_lines=("Calle 1", "Valparaíso"),
)


def addressed(
    person: Recipient, tag: str = "es", country: Country | None = None
) -> tuple[Address | None, list[Diagnostic]]:
    """Address somebody with the built-in forms."""
    return address(person, forms()[tag], speakers()[tag], country or built_in().countries.get(person.country))


def test_the_lines_stand_in_the_order_of_an_envelope() -> None:
    made, problems = addressed(PERSON)
    assert problems == [] and made is not None
    assert made.lines == (
        "Honorable Senadora Eva Luna Ríos",
        "Presidenta del Senado",
        "Región de Prueba",
        "Comisión de Aguas",
        "Senado de la República",
        "Calle 1",
        "Valparaíso",
    )
    assert (made.salutation, made.in_text, made.closing) == (
        "Honorable señora Senadora:",
        "la senadora Luna Ríos",
        "Atentamente,",
    )


def test_a_line_is_not_repeated_and_what_the_language_lacks_is_left_out() -> None:
    made, _ = addressed(replace(PERSON, area="Valparaíso"), "en")
    assert made is not None
    assert made.lines == ("Senator Eva Luna Ríos", "President of the Senate", "Valparaíso", "Calle 1")


@pytest.mark.parametrize(
    ("gender", "salutation", "line"),
    [
        ("f", "Honorable señora Senadora:", "Honorable Senadora Eva Luna Ríos"),
        ("m", "Honorable señor Senador:", "Honorable Senador Eva Luna Ríos"),
        ("x", "A la atención de Eva Luna Ríos:", "Eva Luna Ríos"),
        ("unknown", "A la atención de Eva Luna Ríos:", "Eva Luna Ríos"),
    ],
)
def test_the_gender_that_is_not_known_is_not_guessed(gender: Gender, salutation: str, line: str) -> None:
    made, _ = addressed(replace(PERSON, gender=gender))
    assert made is not None and (made.salutation, made.lines[0]) == (salutation, line)


def test_a_recipients_own_salutation_and_line_win_in_their_language_only() -> None:
    person = replace(PERSON, salutation={"es": "Doctora {family}:"}, address_name={"es": "Dra. {name}"})
    made, _ = addressed(person)
    assert made is not None and (made.salutation, made.lines[0]) == ("Doctora Luna Ríos:", "Dra. Eva Luna Ríos")
    made, _ = addressed(person, "en")
    assert made is not None and (made.salutation, made.lines[0]) == ("Dear Senator Luna Ríos,", "Senator Eva Luna Ríos")


def test_somebody_with_one_name_is_called_by_it() -> None:
    made, problems = addressed(Recipient(id="cher", name="Cher", gender="f", office="lower-house", country="AR"))
    assert problems == [] and made is not None
    assert made.salutation == "Estimada diputada Cher:" and made.lines == ("Diputada Cher",)


def test_a_country_may_take_the_forms_of_another() -> None:
    country = replace(built_in().countries["XX"], forms_of="CO")
    made, _ = addressed(replace(PERSON, country="XX"), country=country)
    assert made is not None and made.salutation == "Honorable Senadora Luna Ríos:"


OWN = """
-- locales/en/address.yaml --
offices:
  lower-house:
    f: {line: "Ms {name}", salutation: "Dear Ms {family},", in_text: "Ms {family}"}
    m: {line: "Mr {name}", salutation: "Dear Mr {family},", in_text: "Mr {family}"}
    neutral: {line: "{name}", in_text: "{name}"}
"""


def test_a_missing_neutral_form_stops_the_letter_at_the_table(make: Make) -> None:
    folder = make(OWN)
    campaign = load_campaign(folder)
    table, problems = read_forms(folder, "en")
    assert problems == []
    jo = campaign.recipients["jo"]
    language = Languages(campaign)["en"]
    made, problems = address(jo, table, language, campaign.countries["GB"])
    assert made is None
    (problem,) = problems
    assert (problem.code, problem.where.file) == ("no-form", str(folder / "locales/en/address.yaml"))
    assert "salutation" in problem.message and "'jo'" in problem.message and "neutral" in problem.hint
    assert gaps(table) == ["lower-house (neutral): salutation"]
    for gender, salutation in (("f", "Dear Ms March,"), ("m", "Dear Mr March,")):
        made, problems = address(replace(jo, gender=gender), table, language, campaign.countries["GB"])
        assert made is not None and problems == [] and made.salutation == salutation


def test_a_campaigns_own_office_wins_and_the_others_stay(make: Make) -> None:
    folder = make(
        "-- locales/en/address.yaml --\noffices:\n  mayor:\n    any: {line: The Mayor, salutation: Mayor!, in_text: the mayor}\n"
    )
    own, _ = read_forms(folder, "en")
    assert own.find("mayor", "f", None, "salutation") == "Mayor!"
    assert own.find("minister", "f", None, "salutation") == forms()["en"].find("minister", "f", None, "salutation")
    assert gaps(own) == []


@pytest.mark.parametrize(
    "text",
    [
        "office: {}",
        "offices: []",
        "offices: {mayor: }",
        "offices: {mayor: {f: Madam}}",
        "offices: {mayor: {f: {line: 5}}}",
        "countries: {GB: {mayor: {line: 'The Mayor'}}}",
        "words: {signatory: [a, b]}",
    ],
)
def test_a_table_that_is_not_as_it_should_be_is_named_and_left_out(make: Make, text: str) -> None:
    folder = make(f"-- locales/en/address.yaml --\n{text}\n")
    table, problems = read_forms(folder, "en")
    assert [(p.code, p.where.file) for p in problems] == [("address", str(folder / "locales/en/address.yaml"))]
    assert table.find("mayor", "f", None, "line") == "Mayor {name}" and gaps(table) == []


def test_a_campaigns_own_country_adds_to_the_built_in_one(make: Make) -> None:
    folder = make("-- locales/es/address.yaml --\ncountries: {CL: {mayor: {any: {line: 'Municipio de {family}'}}}}\n")
    table, problems = read_forms(folder, "es")
    assert problems == [] and table.find("mayor", "f", "CL", "line") == "Municipio de {family}"
    assert table.find("lower-house", "f", "CL", "line") == "Honorable Diputada {name}"


@pytest.mark.parametrize("salutation", ["Dear {nmae},", "Dear {title} {name},"])
def test_an_own_salutation_with_an_unknown_placeholder_is_an_error_at_the_recipient(salutation: str) -> None:
    made, problems = addressed(replace(PERSON, salutation={"es": salutation}))
    assert made is None and [(p.code, p.where) for p in problems] == [("placeholder", PERSON.where)]


@pytest.mark.parametrize("name", ["{name}", "{0}", "{", "}{", "%s", "{name.__class__}"])
def test_a_name_with_braces_is_printed_as_it_is(name: str) -> None:
    made, problems = addressed(replace(PERSON, name=name, salutation={"es": "{family.__class__} {name}:"}))
    assert problems == [] and made is not None
    assert made.lines[0] == f"Honorable Senadora {name}" and made.salutation == "{family.__class__} " + name + ":"


def test_the_forms_of_a_campaign_are_read_once() -> None:
    table = AllForms(FOLDER)
    assert table["es"] is table["es"] and list(table) == ["es"] and table.problems == []
