"""People are addressed properly, and never by a guess.

tests/address/<tag>.csv holds each language's whole table and people.csv letters to made-up people, for a speaker to
review without code; `pytest --update-golden` writes them anew. In people.csv the columns up to `sender` are the reader's:
a line added there is filled in.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from builtin import FOLDER, built_in, forms, speakers
from conftest import load_campaign

from campaign.address import FORMS, NEEDED, Address, AllForms, Forms, Row, address, gaps, read_forms
from campaign.diagnostics import Diagnostic
from campaign.languages import Languages
from campaign.model import BRANCHES, OFFICES, Confidence, Country, Gender, Recipient, Sender
from campaign.values import NONE, replace

Make = Callable[..., Path]
TABLES = Path(__file__).parent / "address"
PEOPLE = TABLES / "people.csv"
LANGUAGES = ("en", "es", "pt-BR", "pt-PT", "fr", "ar", "ru", "zh-Hans")
GENDERED = ("es", "pt-BR", "pt-PT", "fr", "ar", "ru")
GENDERS: tuple[Gender, ...] = get_args(Gender)
HEAD = ("country", "office", "gender", *FORMS, "confidence", "source")
PERSON_COLUMNS = ("name", "given", "family", "patronymic", "area", "street")
ASKED = ("country", "language", "office", "gender", *PERSON_COLUMNS, "from", "sender")
ANSWERED = ("block", "salutation", "in_text", "closing")
# Marks that squeeze two genders into a word, which nobody can read aloud: estimado/a, député·e, уважаемый(ая), Estimadx.
SQUEEZED = re.compile(
    r"\w/\w|\(\w{1,3}\)|\w[·•]\w|\w{3}[.-](?:e|ne|trice|ère)s?\b|@|\b(?:[Ee]stimad|[Tt]od|[Qq]uerid)[ex]s?\b"
)
WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
# Words for everybody that hold one which otherwise stands for men alone.
FOR_ALL = re.compile(r"Madame, Monsieur|Conseil fédéral|\{\w+\}")


def table_of(tag: str) -> Forms:
    """Return the built-in forms of a language, which have no problem."""
    table, problems = read_forms(FOLDER, tag)
    assert problems == []
    return table


@cache
def countries(tag: str) -> tuple[str | None, ...]:
    """Return every country that a language or the campaign names, one that nobody names, and none at all."""
    table = forms()[tag]
    named = {*table.countries, *(c for region in table.regions.values() for c in region["countries"])}
    return (None, "ZZ", *sorted(named | built_in().countries.keys()))


def texts(row: Row) -> Iterator[tuple[str, str]]:
    """Yield every alternative of a row with its form; the name of a body is nobody's title."""
    return ((form, text) for form, held in row.forms.items() if form != "body" for text in held)


def as_csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([head, *rows])
    return out.getvalue()


def line_of(tag: str, row: Row) -> Iterator[str]:
    """Yield the cells of a row as a speaker reads them: a region with its countries."""
    region = forms()[tag].regions.get(row.scope)
    yield f"{row.scope} ({' '.join(region['countries'])})" if region else row.scope
    yield from (row.office, row.gender)
    yield from (" | ".join(row.forms.get(form, ())).replace("\n", " / ") for form in FORMS)
    yield from (row.confidence, row.source.strip())


def compare(path: Path, text: str, request: pytest.FixtureRequest) -> None:
    """Compare a table with the one that was reviewed, or write it anew."""
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), "a speaker reviews the difference, then: pytest --update-golden"


# The tables.


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_table_is_the_one_that_was_reviewed(request: pytest.FixtureRequest, tag: str) -> None:
    compare(TABLES / f"{tag}.csv", as_csv(HEAD, (line_of(tag, row) for row in table_of(tag).rows())), request)


def test_every_language_has_its_table_and_none_is_left_over() -> None:
    assert {p.name for p in TABLES.iterdir()} == {*(f"{tag}.csv" for tag in LANGUAGES), PEOPLE.name}
    assert {*LANGUAGES, "pt-PT"} == set(built_in().settings.languages)
    assert {tag for tag in LANGUAGES if speakers()[tag].settings.gendered} == set(GENDERED)


def test_the_tables_are_large_enough_to_be_of_use() -> None:
    rows = {tag: list(table_of(tag).rows()) for tag in LANGUAGES}
    assert sum(map(len, rows.values())) >= 400 and min(map(len, rows.values())) >= 50


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_rows_hold_every_form_that_the_file_does(tag: str) -> None:
    table = table_of(tag)
    parts = (table.offices, *table.countries.values(), *(r.get("offices", NONE) for r in table.regions.values()))
    held = [row for part in parts for genders in part.values() if isinstance(genders, dict) for row in genders.values()]
    assert sum(len(row.forms) for row in table.rows()) == sum(f in row for row in held for f in FORMS) > 100


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_row_says_where_it_is_from_and_how_sure_that_is(tag: str) -> None:
    bare = [r for r in table_of(tag).rows() if not r.source.strip() or r.confidence not in get_args(Confidence)]
    assert bare == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_country_of_a_table_is_a_code_and_every_region_has_some(tag: str) -> None:
    table = table_of(tag)
    wrong = [c for c in countries(tag) if c and not re.fullmatch(r"[A-Z]{2}", c)]
    assert wrong == [] and [name for name, region in table.regions.items() if not region["countries"]] == []


def test_a_variant_has_its_own_forms_over_those_of_its_base() -> None:
    own, base = table_of("pt-PT"), table_of("pt-BR")
    assert own.files != base.files and own.find("lower-house", "f", "BR", "body") == base.find(
        "lower-house", "f", "BR", "body"
    )
    for country in ("PT", "CL", None):
        found = [table.find("lower-house", "f", country, "salutation") for table in (own, base)]
        assert found[0] is not None and found[1] is not None and found[0].texts != found[1].texts


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_office_has_every_form_for_every_gender_in_every_country(tag: str) -> None:
    table = forms()[tag]
    assert gaps(table) == []
    lacking = [
        (country, office, gender, form)
        for country, office, gender, form in product(countries(tag), OFFICES, GENDERS, NEEDED)
        if table.find(office, gender, country, form) is None
    ]
    assert lacking == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_form_is_that_of_the_country_then_of_its_region_then_of_the_language(tag: str) -> None:
    table = forms()[tag]
    held = {(r.scope, r.office, r.gender): r.forms for r in table.rows()}
    for country, office, gender, form in product(countries(tag), OFFICES, GENDERS, FORMS):
        regions = [name for name, region in table.regions.items() if country in region["countries"]]
        own = {"x": ("x", "neutral", "any"), "unknown": ("neutral", "any")}.get(gender, (gender, "any"))
        wanted = next(
            (
                (held[scope, name, key][form], scope, name)
                for scope, name, key in product((country or "", *regions, "*"), (office, "any"), own)
                if form in held.get((scope, name, key), NONE)
            ),
            None,
        )
        assert table.find(office, gender, country, form) == wanted


# Never a guess.


def masculine(tag: str) -> set[str]:
    """Return the words that a language has in forms for men and in none for women."""
    words: dict[str, set[str]] = {"f": set(), "m": set()}
    for row in table_of(tag).rows():
        for _, text in texts(row):
            words.setdefault(row.gender, set()).update(WORD.findall(FOR_ALL.sub(" ", text)))
    return words["m"] - words["f"]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_word_for_men_stands_in_a_form_for_somebody_else(tag: str) -> None:
    spaced, words = speakers()[tag].settings.spaced, masculine(tag)
    wrong = []
    for row in table_of(tag).rows():
        for form, text in texts(row):
            plain = FOR_ALL.sub(" ", text)
            used = words & set(WORD.findall(plain)) if spaced else {word for word in words if word in plain}
            if row.gender != "m" and used:
                wrong.append((row.scope, row.office, row.gender, form, used))
    assert words and wrong == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_neutral_form_is_never_one_for_women_or_men(tag: str) -> None:
    table = forms()[tag]
    wrong = []
    for country, office, form in product(countries(tag), OFFICES, NEEDED):
        neutral, x, feminine, masculine = (table.find(office, g, country, form) for g in ("unknown", "x", "f", "m"))
        assert neutral and x and feminine and masculine
        if feminine.texts != masculine.texts and {feminine.texts, masculine.texts} & {neutral.texts, x.texts}:
            wrong.append((country, office, form, neutral.texts, x.texts))
    assert wrong == []


@pytest.mark.parametrize("tag", GENDERED)
def test_a_woman_is_never_addressed_as_a_man_in_a_gendered_language(tag: str) -> None:
    table = forms()[tag]
    same = {
        (country, office)
        for country, office in product(countries(tag), OFFICES)
        if all(
            table.find(office, "f", country, form) == table.find(office, "m", country, form)
            for form in ("line", "salutation", "in_text")
        )
    }
    assert same == {(country, "organisation") for country in countries(tag)}


@pytest.mark.parametrize("tag", GENDERED)
def test_a_form_that_is_alike_for_women_and_men_says_that_it_is_for_any(tag: str) -> None:
    rows = {(r.scope, r.office, r.gender): r.forms for r in table_of(tag).rows()}
    alike = [
        (scope, office, form)
        for (scope, office, gender), held in rows.items()
        for form in ("line", "salutation", "in_text")
        if gender == "f" and form in held and held[form] == rows.get((scope, office, "m"), NONE).get(form)
    ]
    assert alike == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_form_squeezes_two_genders_into_a_word(tag: str) -> None:
    found = [(r.scope, r.office, text) for r in table_of(tag).rows() for _, text in texts(r) if SQUEEZED.search(text)]
    assert found == []


@pytest.mark.parametrize(
    "text", ["Estimado/a", "député·e", "Уважаемый(ая)", "Querid@s", "Estimade", "président-e", "élu.e"]
)
def test_a_squeezed_word_would_be_seen(text: str) -> None:
    assert SQUEEZED.search(text) and not SQUEEZED.search(
        "Ms. {name}, M.P., D.ª {name}, député-maire, S. E. {name}, г-жа"
    )


SENDERS = {
    "organisation": Sender(type="organization", organization="River Friends"),
    "f": Sender(type="person", gender="f"),
    "m": Sender(type="person", gender="m"),
    "unknown": Sender(type="person"),
}


@pytest.mark.parametrize("tag", [*LANGUAGES, "pt-PT"])
def test_nobody_is_addressed_with_a_blank(tag: str) -> None:
    whole = Recipient(
        id="whole",
        name="Ана Ruiz 王",
        given_name="Ана",
        family_name="Ruiz",
        patronymic_name="王",
        office="unknown",
        country="",
    )
    people = (
        whole,
        replace(whole, patronymic_name=None),
        Recipient(id="one", name="Cher", office="unknown", country=""),
    )
    language, table = speakers()[tag], forms()[tag]
    senders = (None, *SENDERS.values())
    blank = re.compile(r"[{}]|\s\s|\s[,.:!،]|^\s|\s$|^[,.،]|^$")
    for country, office, gender in product(countries(tag), OFFICES, GENDERS):
        for at, person in enumerate(people):
            person = replace(person, office=office, gender=gender, country=country or "")
            made, problems = address(person, table, language, None, senders[(at + len(office)) % len(senders)])
            assert problems == [] and made is not None
            said = (*made.lines, *made.salutation.split("\n"), made.in_text, *made.closing.split("\n"))
            assert [text for text in said if blank.search(text)] == [], (country, office, gender, person.id)


# People who are made up, as their letters begin and end.


def answers(asked: dict[str, str]) -> Iterator[str]:
    """Yield how a made-up person is addressed, in the order of the columns."""
    person = Recipient(
        id=asked["name"],
        name=asked["name"],
        given_name=asked["given"] or None,
        family_name=asked["family"] or None,
        patronymic_name=asked["patronymic"] or None,
        gender=next(g for g in GENDERS if g == asked["gender"]),
        office=next(o for o in OFFICES if o == asked["office"]),
        country=asked["country"],
        area=asked["area"] or None,
        address_lines=tuple(filter(None, asked["street"].split(" / "))),
    )
    sender = replace(SENDERS[asked["sender"]], country=asked["from"] or asked["country"])
    country = Country(id=asked["country"], languages=(asked["language"],))
    tag = asked["language"]
    made, problems = address(person, forms()[tag], speakers()[tag].in_country(country.id), country, sender)
    assert made is not None and problems == []
    yield " / ".join(made.lines)
    yield from (text.replace("\n", " / ") for text in (made.salutation, made.in_text, made.closing))


def people() -> list[dict[str, str]]:
    """Return the lines of the table of people."""
    return list(csv.DictReader(io.StringIO(PEOPLE.read_text(encoding="utf-8"))))


def test_made_up_people_are_addressed_as_it_was_reviewed(request: pytest.FixtureRequest) -> None:
    rows = ([*(row[name] for name in ASKED), *answers(row)] for row in people())
    compare(PEOPLE, as_csv((*ASKED, *ANSWERED), rows), request)


FAMILIES = {"diplomacy": "diplomacy and oversight", "oversight": "diplomacy and oversight"}
PLACES = {
    "en": "US GB IE CA AU NZ IN ZA KE EU",
    "es": "ES MX CL AR CO PE UY EC CR BO",
    "pt-BR": "BR",
    "pt-PT": "PT AO",
    "fr": "CA FR BE CH SN MA",
    "ar": "EG JO LB TN",
    "ru": "KZ KG AM",
    "zh-Hans": "CN HK SG",
}


def test_somebody_of_every_family_of_offices_is_made_up_in_every_country() -> None:
    families = {FAMILIES.get(branch, branch) for branch in BRANCHES.values()} - {"other"}
    wanted = {(tag, place, family) for tag, places in PLACES.items() for place in places.split() for family in families}
    rows = people()
    seen = {(r["language"], r["country"], FAMILIES.get(BRANCHES[r["office"]], BRANCHES[r["office"]])) for r in rows}
    assert wanted - seen == set() and len(rows) >= 150
    assert {r["office"] for r in rows} == set(OFFICES) and {r["gender"] for r in rows} == set(GENDERS)
    assert {r["sender"] for r in rows} == set(SENDERS)


# How a form is looked up.


def test_an_x_takes_its_own_form_or_the_neutral_one_never_another() -> None:
    table = Forms(
        {"mayor": {"x": {"line": "X"}, "neutral": {"line": "N", "salutation": "N"}, "m": {"in_text": "M"}}}, {}
    )
    found = [table.find("mayor", "x", None, form) for form in ("line", "salutation")]
    assert found == [(("X",), "*", "mayor"), (("N",), "*", "mayor")]
    assert table.find("mayor", "unknown", None, "line") == (("N",), "*", "mayor")
    assert table.find("mayor", "x", None, "in_text") is None and table.find("mayor", "f", None, "line") is None


def test_the_country_wins_over_the_region_the_region_over_the_language_and_the_office_over_any() -> None:
    table = Forms(
        {"mayor": {"any": {"line": "language"}}, "any": {"any": {"closing": "all"}}},
        {"GB": {"mayor": {"any": {"line": "country"}}}, "US": {"any": {"any": {"closing": "all there"}}}},
        regions={"isles": {"countries": ["GB", "IE"], "offices": {"mayor": {"any": {"line": "region"}}}}},
    )

    def found(form: str, *places: str | None) -> list[tuple[object, ...]]:
        return [tuple(table.find("mayor", "f", place, form) or ()) for place in places]

    assert found("line", "GB", "IE", "US", None) == [
        (("country",), "GB", "mayor"),
        (("region",), "isles", "mayor"),
        (("language",), "*", "mayor"),
        (("language",), "*", "mayor"),
    ]
    assert found("closing", "GB", "US", None) == [
        (("all",), "*", "any"),
        (("all there",), "US", "any"),
        (("all",), "*", "any"),
    ]


def test_a_language_without_a_table_takes_none_from_another(make: Make) -> None:
    folder = make()
    table, problems = read_forms(folder, "de")
    assert problems == [] and list(table.rows()) == [] and table.find("mayor", "f", "GB", "line") is None
    campaign = load_campaign(folder)
    made, problems = address(campaign.recipients["jo"], table, Languages(campaign)["en"], None)
    assert made is None and {p.code for p in problems} == {"no-form"} and len(problems) == len(NEEDED)


def test_a_body_is_the_only_form_that_a_table_may_lack() -> None:
    assert set(FORMS) - set(NEEDED) == {"body"} and forms()["en"].find("mayor", "f", None, "body") is None


def test_a_row_has_the_source_that_is_nearest_to_it() -> None:
    near = {"source": "near", "any": {"line": "A"}, "f": {"line": "F", "source": "nearest", "confidence": "verified"}}
    table = Forms(
        {"mayor": near, "any": {"any": {"line": "B"}}},
        {"GB": {"source": "there", "mayor": {"any": {"line": ["C", "D"]}}}},
        regions={"isles": {"countries": ["IE"], "confidence": "verified", "offices": {"mayor": {"m": {"line": "E"}}}}},
        basis={"source": "far", "confidence": "secondary"},
    )
    assert [(r.scope, r.office, r.gender, r.forms["line"], r.source, r.confidence) for r in table.rows()] == [
        ("*", "mayor", "any", ("A",), "near", "secondary"),
        ("*", "mayor", "f", ("F",), "nearest", "verified"),
        ("*", "any", "any", ("B",), "far", "secondary"),
        ("isles", "mayor", "m", ("E",), "far", "verified"),
        ("GB", "mayor", "any", ("C", "D"), "there", "secondary"),
    ]


def test_words_that_agree_are_never_masculine_for_somebody_else() -> None:
    table = Forms(
        {},
        {},
        {"signatory": {"f": "firmante (f)", "m": "firmante (m)", "neutral": "quien firma"}, "bad": {"m": "solo"}},
    )
    assert [table.word("signatory", g) for g in ("f", "m", "x", "unknown")] == [
        "firmante (f)",
        "firmante (m)",
        "quien firma",
        "quien firma",
    ]
    assert [table.word("bad", g) for g in ("f", "m", "x", "unknown")] == [None, "solo", None, None]
    assert table.word("nothing", "f") is None and table.word("bad", "m", organization=True) is None


# How a letter is addressed.


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
    organization={"es": "Senado de la República", "en": "Senate of Chile"},
    address_lines=("Calle 1", "Valparaíso"),
)
OWN = Forms(
    {
        "any": {
            "any": {"line": "{name}", "body": "The House", "in_text": "{name}", "closing": "{sender_we} greet."},
            "f": {"salutation": ["Dear {given} {patronymic},", "Dear Ms {family},"]},
            "neutral": {"salutation": "Dear {given} {family},"},
        }
    },
    {"CN": {"order": "address body committee area role line"}},
    {"sender_we": {"f": "I (f)", "m": "I (m)", "neutral": "I", "organization": "We"}},
    titles=("Ms", "Mr"),
)


def addressed(
    person: Recipient,
    tag: str = "es",
    country: Country | None = None,
    table: Forms | None = None,
    sender: Sender | None = None,
) -> tuple[Address | None, list[Diagnostic]]:
    """Address somebody, with the built-in forms if no others are given."""
    return address(person, table or forms()[tag], speakers()[tag], country, sender)


def as_addressed(person: Recipient, tag: str = "es", **other: object) -> Address:
    """Address somebody who has everything that it needs."""
    made, problems = addressed(person, tag, **other)  # type: ignore[arg-type]
    assert made is not None and problems == []
    return made


def test_the_lines_stand_in_the_order_of_an_envelope() -> None:
    made = as_addressed(PERSON)
    line, *rest = made.lines
    assert "Senadora" in line and line.endswith("Eva Luna Ríos") and "Senadora" in made.salutation
    assert rest == [
        "Presidenta del Senado",
        "Región de Prueba",
        "Comisión de Aguas",
        "Senado de la República",
        "Calle 1",
        "Valparaíso",
    ]


def test_a_table_may_order_the_lines_otherwise() -> None:
    ordered = as_addressed(replace(PERSON, country="CN"), "en", table=OWN).lines
    assert ordered == (
        "Calle 1",
        "Valparaíso",
        "Senate of Chile",
        "Región de Prueba",
        "President of the Senate",
        "Eva Luna Ríos",
    )
    assert forms()["zh-Hans"].order("CN")[-1] == "line" and forms()["zh-Hans"].order("US")[0] == "line"
    assert replace(OWN, basis={"order": "line address"}).order("GB") == ("line", "address")


def test_a_body_stands_where_the_list_has_no_organisation_in_the_language() -> None:
    assert "The House" in as_addressed(PERSON, "fr", table=OWN).lines
    assert "The House" not in as_addressed(PERSON, "en", table=OWN).lines


def test_a_line_is_not_repeated_and_what_the_language_lacks_is_left_out() -> None:
    lines = as_addressed(replace(PERSON, area="Valparaíso"), "en", table=OWN).lines
    assert lines == ("Eva Luna Ríos", "President of the Senate", "Valparaíso", "Senate of Chile", "Calle 1")


def test_the_country_stands_first_where_the_address_goes_from_the_large_to_the_small() -> None:
    china, abroad = Country(id="CN", languages=("zh-Hans",)), replace(SENDERS["f"], country="GB")
    lines = as_addressed(replace(PERSON, country="CN"), "en", country=china, table=OWN, sender=abroad).lines
    assert lines[:3] == ("China", "Calle 1", "Valparaíso") and lines[-1] == "Eva Luna Ríos"


def test_a_letter_that_crosses_a_border_ends_in_the_country() -> None:
    chile = built_in().countries["CL"]
    abroad, home = (replace(SENDERS["f"], country=code) for code in ("GB", "CL"))
    assert as_addressed(PERSON, "en", country=chile, sender=abroad).lines[-1] == "Chile"
    assert as_addressed(PERSON, "en", country=chile, sender=home).lines[-1] == "Valparaíso"
    nowhere = replace(PERSON, address_lines=())
    assert "Chile" not in as_addressed(nowhere, "en", country=chile, sender=abroad).lines


@pytest.mark.parametrize(("sender", "word"), [("f", "I (f)"), ("m", "I (m)"), ("unknown", "I"), ("organisation", "We")])
def test_the_closing_agrees_with_the_sender(sender: str, word: str) -> None:
    assert as_addressed(PERSON, "en", table=OWN, sender=SENDERS[sender]).closing == f"{word} greet."
    assert as_addressed(PERSON, "en", table=OWN).closing == "I greet."


def test_a_french_closing_says_the_salutation_again() -> None:
    person = replace(PERSON, office="lower-house", country="FR")
    made = as_addressed(person, "fr", sender=SENDERS["organisation"])
    assert made.salutation.rstrip(",") in made.closing and made.closing.startswith("Nous vous prions")
    assert as_addressed(person, "fr", sender=SENDERS["f"]).closing.startswith("Je vous prie")


@pytest.mark.parametrize(
    ("given", "patronymic", "gender", "salutation"),
    [
        ("Eva", "Ivánovna", "f", "Dear Eva Ivánovna,"),
        ("Eva", None, "f", "Dear Ms Luna Ríos,"),
        (None, "Ivánovna", "f", "Dear Ms Luna Ríos,"),
        ("Eva", "Ivánovna", "unknown", "Dear Eva Luna Ríos,"),
    ],
)
def test_the_first_form_is_taken_whose_names_are_all_known(
    given: str | None, patronymic: str | None, gender: Gender, salutation: str
) -> None:
    person = replace(PERSON, given_name=given, patronymic_name=patronymic, gender=gender)
    assert as_addressed(person, "en", table=OWN).salutation == salutation


def test_a_name_that_every_form_needs_and_the_list_lacks_is_an_error_at_the_recipient() -> None:
    made, problems = addressed(replace(PERSON, given_name=None, gender="x"), "en", table=OWN)
    assert made is None and [(p.code, p.where) for p in problems] == [("placeholder", PERSON.where)]
    assert "{given}" in problems[0].message and "salutation" in problems[0].message


@pytest.mark.parametrize("gender", ["x", "unknown"])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_gender_that_is_not_known_is_not_guessed(tag: str, gender: Gender) -> None:
    words = masculine(tag)
    for country in ("CL", "FR", "PT", "EG", "RU", "US", "CN", "ZZ"):
        made = as_addressed(replace(PERSON, gender=gender, country=country, role=NONE, organization=NONE), tag)
        said = FOR_ALL.sub(" ", " ".join((made.lines[0], made.salutation, made.in_text, made.closing)))
        assert words & set(WORD.findall(said)) == set() and "先生" not in said


def test_a_recipients_own_salutation_and_line_win_in_their_language_only() -> None:
    person = replace(PERSON, salutation={"es": "Doctora {family}:"}, address_name={"es": "Dra. {name}"})
    made = as_addressed(person)
    assert (made.salutation, made.lines[0]) == ("Doctora Luna Ríos:", "Dra. Eva Luna Ríos")
    assert as_addressed(person, "en") == as_addressed(PERSON, "en")


def test_somebody_with_one_name_is_called_by_it() -> None:
    person = Recipient(id="cher", name="Cher", gender="f", office="lower-house", country="AR")
    assert as_addressed(person, "en", table=OWN).salutation == "Dear Ms Cher,"
    assert as_addressed(person).lines[0].endswith(" Cher")


def test_a_country_may_take_the_forms_of_another() -> None:
    assert forms()["es"].find("upper-house", "f", "CO", "salutation") != forms()["es"].find(
        "upper-house", "f", "CL", "salutation"
    )
    country = replace(built_in().countries["XX"], forms_of="CO")
    made = as_addressed(replace(PERSON, country="XX"), country=country)
    assert made.salutation == as_addressed(replace(PERSON, country="CO")).salutation


# The tables of a campaign.


OURS = """
-- locales/en/address.yaml --
offices:
  lower-house:
    f: {line: "Ms {name}", salutation: "Dear Ms {family},", in_text: "Ms {family}"}
    m: {line: "Mr {name}", salutation: "Dear Mr {family},", in_text: "Mr {family}"}
    neutral: {line: "{name}", in_text: "{name}"}
"""


def test_a_missing_neutral_form_stops_the_letter_at_the_table(make: Make) -> None:
    folder = make(OURS)
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
        "-- locales/en/address.yaml --\noffices:\n  mayor:\n    any: {line: Mayor, salutation: [Mayor!], in_text: mayor}\n"
    )
    own, _ = read_forms(folder, "en")
    assert own.find("mayor", "f", None, "salutation") == (("Mayor!",), "*", "mayor")
    assert own.find("minister", "f", None, "salutation") == forms()["en"].find("minister", "f", None, "salutation")
    assert gaps(own) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("office: {}", "'office'"),
        ("offices: []", "'offices'"),
        ("offices: {mayor: }", "'mayor'"),
        ("offices: {mayoress: {f: {line: Madam}}}", "'mayoress'"),
        ("offices: {mayor: {f: Madam}}", "'f'"),
        ("offices: {mayor: {female: {line: Madam}}}", "'female'"),
        ("offices: {mayor: {f: {line: 5}}}", "'line'"),
        ("offices: {mayor: {f: {line: [5]}}}", "'line'"),
        ("offices: {mayor: {f: {lines: Madam}}}", "'lines'"),
        ("countries: {GB: {mayor: {line: 'The Mayor'}}}", "countries: GB"),
        ("countries: [GB]", "'countries'"),
        ("regions: {isles: {offices: {mayor: {f: {line: Madam}}}}}", "regions: isles"),
        ("regions: {isles: {countries: [GB], mayor: {f: {line: Madam}}}}", "'mayor'"),
        ("regions: {isles: {countries: [GB]}}", "regions: isles"),
        ("words: {signatory: [a, b]}", "signatory"),
        ("titles: Mr", "'titles'"),
        ("order: [line]", "'order'"),
        ("source: 5", "'source'"),
        ("confidence: sure", "'sure'"),
    ],
)
def test_a_table_that_is_not_as_it_should_be_is_named_and_left_out(make: Make, text: str, said: str) -> None:
    folder = make(f"-- locales/en/address.yaml --\n{text}\n")
    table, problems = read_forms(folder, "en")
    assert [(p.code, p.where.file) for p in problems] == [("address", str(folder / "locales/en/address.yaml"))]
    assert said in problems[0].message and "offices" in problems[0].hint
    mayors = [t.find("mayor", "f", "GB", form) for t in (table, forms()["en"]) for form in FORMS]
    assert mayors[: len(FORMS)] == mayors[len(FORMS) :] and gaps(table) == []


def test_a_campaigns_own_country_region_and_titles_add_to_the_built_in_ones(make: Make) -> None:
    folder = make(
        """
        -- locales/es/address.yaml --
        titles: [Lic]
        countries: {CL: {mayor: {any: {line: 'Municipio de {family}'}}}}
        regions: {austral: {countries: [CL, AR], offices: {governor: {any: {line: 'Gobernación de {family}'}}}}}
        """.replace("        ", "")
    )
    table, problems = read_forms(folder, "es")
    built = forms()["es"]
    assert problems == [] and table.find("mayor", "f", "CL", "line") == (("Municipio de {family}",), "CL", "mayor")
    assert table.find("lower-house", "f", "CL", "line") == built.find("lower-house", "f", "CL", "line")
    assert {*built.titles, "Lic"} == set(table.titles) and {*built.regions, "austral"} == set(table.regions)


@pytest.mark.parametrize("salutation", ["Dear {nmae},", "Dear {title} {name},"])
def test_an_own_salutation_with_an_unknown_placeholder_is_an_error_at_the_recipient(salutation: str) -> None:
    made, problems = addressed(replace(PERSON, salutation={"es": salutation}))
    assert made is None and [(p.code, p.where) for p in problems] == [("placeholder", PERSON.where)]


@pytest.mark.parametrize("name", ["{name}", "{0}", "{", "}{", "%s", "{name.__class__}"])
def test_a_name_with_braces_is_printed_as_it_is(name: str) -> None:
    made = as_addressed(replace(PERSON, name=name, salutation={"es": "{family.__class__} {name}:"}))
    assert made.lines[0].endswith(f"Senadora {name}") and made.salutation == "{family.__class__} " + name + ":"


def test_the_forms_of_a_campaign_are_read_once() -> None:
    table = AllForms(FOLDER)
    assert table["es"] is table["es"] and list(table) == ["es"] and table.problems == []
