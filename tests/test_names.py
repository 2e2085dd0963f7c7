"""Names come out as people write them: whole, in the order of their language, with their particles, never in capitals."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from html import unescape
from typing import NamedTuple

import pytest
from builtin import document, forms, renderer, speakers
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st

from campaign.address import Address, address
from campaign.address.names import PARTICLES, SURNAME_FIRST, first_surname, full_name, names_of, untitled
from campaign.formats import format_named
from campaign.languages.typography import FSI, LTR, PDI, bare
from campaign.model import Gender, Recipient
from campaign.values import replace

LANGUAGES = ("en", "es", "pt-BR", "fr", "ar", "ru", "zh-Hans")
SAMPLES = SHARED / "unicode" / "cldr-48.2-person-names.csv"
PARTS = ("title", "given", "given2", "surname_prefix", "surname", "surname2", "generation", "credentials")
ANA = Recipient(id="ana", name="Ana Soto", given_name="Ana", family_name="Soto", office="unknown", country="ZZ")


def addressed(person: Recipient, tag: str) -> Address:
    """Address somebody who has all names that the language asks for."""
    made, problems = address(person, forms()[tag], speakers()[tag], None)
    assert made is not None and problems == []
    return made


# Particles and two surnames.


@pytest.mark.parametrize(
    ("family", "surname"),
    [
        ("Soto", "Soto"),
        ("Soto Ruiz", "Soto"),
        ("de la Cruz Soto", "de la Cruz"),
        ("De La Cruz Soto", "De La Cruz"),
        ("del Río Soto", "del Río"),
        ("de los Ríos Paz", "de los Ríos"),
        ("Ruiz de la Peña", "Ruiz"),
        ("Ortega y Gasset", "Ortega"),
        ("San Martín Gómez", "San Martín"),
        ("dos Santos Lima", "dos Santos"),
        ("d’ Ávila Melo", "d’ Ávila"),
        ("d’Ávila Melo", "d’Ávila"),
        ("della Torre Bianchi", "della Torre"),
        ("dello Russo", "dello Russo"),
        ("des Forêts", "des Forêts"),
        ("van den Berg", "van den Berg"),
        ("von der Leyen", "von der Leyen"),
        ("El Amrani", "El Amrani"),
        ("bin Talal", "bin Talal"),
        ("Dos", "Dos"),
        ("de la", "de la"),
        ("王", "王"),
    ],
)
def test_the_first_of_two_surnames_keeps_its_particles(family: str, surname: str) -> None:
    assert first_surname(family) == surname
    assert names_of(replace(ANA, family_name=family))["surname"] == surname


WORDS = st.text(st.characters(categories=["Lu", "Ll", "Lo", "Mn", "Pd"]), min_size=1, max_size=8)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
PARTICLE = st.sampled_from(["de", "De", "la", "del", "van", "von", "der", "dos", "bin", "san"])


@given(st.lists(PARTICLE, max_size=3), WORDS.filter(lambda w: not PARTICLES.fullmatch(w)), st.lists(WORDS, max_size=2))
def test_a_surname_begins_the_family_name_and_ends_in_the_first_word_that_is_no_particle(
    particles: list[str], surname: str, others: list[str]
) -> None:
    assert first_surname(" ".join([*particles, surname, *others])) == " ".join([*particles, surname])


# Titles in front of a name.


@pytest.mark.parametrize(
    ("name", "tag", "bare_name"),
    [
        ("Sra. Ana Soto", "es", "Ana Soto"),
        ("sr. Ana Soto", "es", "Ana Soto"),
        ("Ms. Mr Ana Soto", "en", "Ana Soto"),
        ("Ms Ana Soto", "en", "Ana Soto"),
        ("Mme Ana Soto", "fr", "Ana Soto"),
        ("M. Ana Soto", "fr", "Ana Soto"),
        ("г-жа Ана Сото", "ru", "Ана Сото"),
        ("السيدة آنا سوتو", "ar", "آنا سوتو"),
        ("Senhora Ana Soto", "pt-BR", "Ana Soto"),
        ("Dr. Ana Soto", "en", "Dr. Ana Soto"),
        ("Ms", "en", "Ms"),
        ("Mme Ana Soto", "en", "Mme Ana Soto"),
    ],
)
def test_a_title_of_the_language_in_front_of_a_name_is_left_to_the_form(name: str, tag: str, bare_name: str) -> None:
    assert untitled(name, forms()[tag].titles) == bare_name


@pytest.mark.parametrize(
    ("tag", "title", "name"),
    [
        ("en", "Ms", "Ms Ana Soto"),
        ("es", "Sra.", "Sra. Ana Soto"),
        ("pt-BR", "Senhora", "Senhora Ana Soto"),
        ("fr", "Madame", "Madame Ana Soto"),
        ("ru", "Г-жа", "Г-жа Ана Сото"),
        ("ar", "السيدة", "السيدة آنا سوتو"),
    ],
)
def test_a_title_that_the_list_has_already_stands_once(tag: str, title: str, name: str) -> None:
    made = addressed(replace(ANA, name=name, gender="f", family_name=name.split()[-1]), tag)
    assert made.lines[0].split().count(title) == 1
    assert made == addressed(
        replace(ANA, name=name.removeprefix(f"{title} "), gender="f", family_name=name.split()[-1]), tag
    )


@given(NAMES, st.lists(WORDS, max_size=4))
def test_taking_titles_away_twice_takes_no_more_and_never_the_last_word(name: str, titles: list[str]) -> None:
    once = untitled(name, titles)
    assert untitled(once, titles) == once and name.split()[-1] == once.split()[-1] and name.endswith(once)


# One name, and patronymics.


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("gender", ["f", "m", "x", "unknown"])
def test_somebody_with_one_name_is_called_by_it_in_every_language(tag: str, gender: Gender) -> None:
    one = Recipient(id="one", name="Cher", gender=gender, office="unknown", country="ZZ")
    assert names_of(one) == {
        **dict.fromkeys(("name", "family", "surname"), "Cher"),
        **dict.fromkeys(("given", "patronymic", "area"), ""),
    }
    made = addressed(one, tag)
    assert made.lines[0].count("Cher") == 1 and made.salutation.count("Cher") <= 1 and "Cher" in made.in_text


@pytest.mark.parametrize(
    ("gender", "whole", "without_patronymic", "one_name"),
    [
        ("f", "Уважаемая Анна Ивановна!", "Уважаемая госпожа Петрова!", "Уважаемая госпожа Анна!"),
        ("m", "Уважаемый Анна Ивановна!", "Уважаемый господин Петрова!", "Уважаемый господин Анна!"),
        ("unknown", "Здравствуйте, Анна Ивановна!", "Здравствуйте, Анна Петрова!", "Здравствуйте, Анна!"),
        ("x", "Здравствуйте, Анна Ивановна!", "Здравствуйте, Анна Петрова!", "Здравствуйте, Анна!"),
    ],
)
def test_russian_greets_by_name_and_patronymic_where_it_knows_them(
    gender: Gender, whole: str, without_patronymic: str, one_name: str
) -> None:
    anna = Recipient(
        id="anna",
        name="Петрова Анна Ивановна",
        given_name="Анна",
        family_name="Петрова",
        patronymic_name="Ивановна",
        gender=gender,
        office="lower-house",
        country="ZZ",
    )
    short = replace(anna, name="Анна Петрова", patronymic_name=None)
    alone = Recipient(id="alone", name="Анна", gender=gender, office="lower-house", country="ZZ")
    assert [addressed(p, "ru").salutation for p in (anna, short, alone)] == [whole, without_patronymic, one_name]


# A whole name from its parts.


@pytest.mark.parametrize(
    ("parts", "tag", "name"),
    [
        ({"given": "Ana", "surname": "Soto"}, "es", "Ana Soto"),
        ({"given": "Ana", "given2": "María", "surname": "Soto", "surname2": "Ruiz"}, "es-MX", "Ana María Soto Ruiz"),
        ({"given": "Anna", "surname_prefix": "van den", "surname": "Berg"}, "nl", "Anna van den Berg"),
        (
            {"title": "Dr", "given": "Al", "surname": "Wu", "generation": "Jr", "credentials": "MD"},
            "en",
            "Dr Al Wu Jr, MD",
        ),
        ({"given": "Анна", "given2": "Ивановна", "surname": "Петрова"}, "ru", "Анна Ивановна Петрова"),
        ({"given": "晓芳", "surname": "王"}, "zh-Hans", "王晓芳"),
        ({"given": "太郎", "surname": "山田"}, "ja", "山田太郎"),
        ({"given": "민준", "surname": "김"}, "ko-KP", "김민준"),
        ({"given": "Gábor", "surname": "Nagy"}, "hu", "Nagy Gábor"),
        ({"given": "John", "surname": "Smith"}, "zh-Hans", "Smith John"),
        ({"given": "Cher"}, "en", "Cher"),
        ({}, "en", ""),
    ],
)
def test_a_whole_name_is_in_the_order_of_its_language(parts: dict[str, str], tag: str, name: str) -> None:
    assert full_name(parts, tag) == name


def in_order(parts: dict[str, str], tag: str) -> list[str]:
    """Return the parts of a name in the order in which the language says them."""
    first, last = ("given", "given2"), ("surname_prefix", "surname", "surname2")
    names = (*last, *first) if tag.split("-")[0] in SURNAME_FIRST else (*first, *last)
    return [parts[part] for part in ("title", *names, "generation", "credentials") if parts.get(part)]


def follow(text: str, parts: list[str]) -> bool:
    """Tell whether the parts stand in a text one behind the other."""
    at = 0
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


@given(
    st.dictionaries(st.sampled_from(PARTS), NAMES),
    st.sampled_from(["en", "es", "hu", "ja", "ko-KP", "ru", "zh-Hans", "zh-Hant-HK"]),
)
def test_a_whole_name_has_every_part_in_order_and_nothing_else(parts: dict[str, str], tag: str) -> None:
    name = full_name(parts, tag)
    assert follow(name, in_order(parts, tag)) and name == name.strip()
    assert sorted(name.replace(" ", "").replace(",", "")) == sorted("".join(parts.values()).replace(" ", ""))


@given(NAMES, NAMES, st.sampled_from(LANGUAGES), st.sampled_from(["f", "m", "x", "unknown"]))
def test_a_name_stands_in_the_address_as_the_list_has_it_letter_by_letter(
    given_name: str, family: str, tag: str, gender: Gender
) -> None:
    person = replace(ANA, name=f"{given_name} {family}", given_name=given_name, family_name=family, gender=gender)
    made, name = addressed(person, tag), untitled(person.name, forms()[tag].titles)
    assert name in made.lines[0] and (name in made.in_text or family in made.in_text)


@given(NAMES)
def test_no_name_is_made_up_of_another(name: str) -> None:
    made = names_of(Recipient(id="one", name=name, office="unknown", country="ZZ", area="Here"))
    assert made == {
        "name": name,
        "family": name,
        "surname": first_surname(name),
        "given": "",
        "patronymic": "",
        "area": "Here",
    }


# The names that Unicode's CLDR gives as samples in its own languages.


@cache
def samples() -> list[dict[str, str]]:
    """Return the sample names of CLDR with their locale."""
    if not SAMPLES.is_file():
        pytest.skip(f"{SAMPLES.name} is not there: CLDR's person names are kept outside the repository")
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sample_person(row: dict[str, str]) -> Recipient:
    """Return the person of a sample: of an office without a title, so that the name alone is judged."""
    name = full_name(row, row["locale"])
    family = " ".join(filter(None, (row["surname_prefix"], row["surname"], row["surname2"])))
    return Recipient(
        id="sample",
        name=name,
        given_name=row["given"] or None,
        family_name=family or None,
        office="unknown",
        country="ZZ",
    )


def kept(row: dict[str, str], tag: str) -> list[str]:
    """Return the parts of a sample that its address keeps: all but a title which the form of address gives."""
    whole = full_name(row, row["locale"])
    parts = in_order(row, row["locale"])
    return parts[1:] if row["title"] and untitled(whole, forms()[tag].titles) != whole else parts


def test_the_samples_of_cldr_are_all_there() -> None:
    rows = samples()
    assert len(rows) == 992 and {r["kind"] for r in rows} >= {"nativeG", "nativeFull", "foreignFull"}
    assert len({r["locale"] for r in rows}) > 100


def test_a_sample_of_cldr_makes_a_whole_name() -> None:
    wrong = []
    for row in samples():
        name = full_name(row, row["locale"])
        if not follow(name, in_order(row, row["locale"])) or name != name.strip() or "  " in name:
            wrong.append((row["locale"], name))
    assert wrong == []


class Sent(NamedTuple):
    """A letter to all samples: how each is addressed, the text, and the lines of the HTML's address and salutation."""

    made: list[Address]
    text: str
    block: list[str]
    greeting: list[str]


def lines_in(html: str, start: str) -> list[str]:
    """Return the lines of one element of a document."""
    inside = html.split(start)[1].split("</")[0]
    return [unescape(line) for line in re.split(r"<br\s*/?>", inside)]


@cache
def sent(tag: str) -> Sent:
    """Return one letter to all samples: each has a line of the block, and one of the salutation with the in-text form."""
    made = [addressed(sample_person(row), tag) for row in samples()]
    short = replace(document("2026-11-22", "letter", tag, to=("sam-sample",)), concerns=(), slots={}, supporting=())
    everybody = Address(tuple(one.lines[0] for one in made), "\n".join(one.in_text for one in made), "", "")
    content = renderer(tag).render(replace(short, address=everybody)).content
    text, html = (format_named(name).write(content).decode() for name in ("txt", "html"))
    return Sent(made, text, lines_in(html, '<address class="recipient">'), lines_in(html, '<p class="salutation">'))


def lost(tag: str, lines: Iterable[str]) -> list[tuple[str, str]]:
    """Return the lines in which a part of the sample's name is missing or stands elsewhere, with the locale."""
    pairs = zip(samples(), lines, strict=True)
    return [(row["locale"], line) for row, line in pairs if not follow(bare(line), kept(row, tag))]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_sample_of_cldr_stands_whole_and_in_order_in_the_address(tag: str) -> None:
    made = sent(tag).made
    assert lost(tag, (one.lines[0] for one in made)) == [] and lost(tag, (one.in_text for one in made)) == []
    assert [one.lines for one in made if len(one.lines) != 1] == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_sample_of_cldr_stands_whole_and_in_order_in_the_html_of_a_letter(tag: str) -> None:
    letter = sent(tag)
    assert lost(tag, letter.block) == [] and lost(tag, letter.greeting) == []
    assert letter.block == [one.lines[0] for one in letter.made]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_sample_of_cldr_stands_whole_and_in_order_in_the_text_of_a_letter(tag: str) -> None:
    letter = sent(tag)
    text = re.sub(r"\s", "", letter.text)
    for lines in (letter.block, letter.greeting):
        assert follow(text, [re.sub(r"\s", "", line) for line in lines])


def test_a_name_of_the_other_direction_is_isolated_once_in_arabic() -> None:
    letter, wrong, latin = sent("ar"), [], 0
    for row, made, *lines in zip(samples(), letter.made, letter.block, letter.greeting, strict=True):
        name = untitled(full_name(row, row["locale"]), forms()["ar"].titles)
        other = bool(re.search(LTR, name))
        latin += bool(re.search("[A-Za-z]", name))
        marks = [line.count(FSI) == line.count(PDI) == other for line in (made.lines[0], made.in_text, *lines)]
        if not all(marks) or (other and not all(f"{FSI}{name}{PDI}" in line for line in lines)):
            wrong.append((row["locale"], name, lines))
    assert wrong == [] and latin > 500
    assert letter.text.count(FSI) == letter.text.count(PDI) > 2 * latin


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != "ar"])
def test_no_name_is_isolated_in_a_language_from_left_to_right(tag: str) -> None:
    assert FSI not in sent(tag).text and PDI not in "".join(sent(tag).block)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_sample_of_cldr_is_put_into_capitals(tag: str) -> None:
    for row, line in zip(samples(), sent(tag).block, strict=True):
        name = full_name(row, row["locale"])
        assert name == name.upper() or name.upper() not in line
