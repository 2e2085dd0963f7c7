"""A translation that is not there, says something else or is in another language is found, at its line of the catalog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from catalogs import Forms, line_of, speak
from conftest import BASE, checked, sections
from hypothesis import given
from hypothesis import strategies as st

from campaign.diagnostics import Diagnostic
from campaign.languages import canonical
from campaign.languages.texts import COUNTRY_FORMS

Make = Callable[..., Path]
FACT, TITLE, SEATS = "fact/permit-granted", "concern/water/title", "fact/seats"
SAID = "The agency granted the permit on {granted}."


def over(file: str, old: str, new: str) -> str:
    """Return a file of the base campaign with some words changed, as a section."""
    text = sections(BASE)[file]
    assert text.count(old) == 1, old
    return f"-- {file} --\n{text.replace(old, new)}"


def in_catalog(folder: Path, path: Path) -> list[Diagnostic]:
    """Return the problems that stand in a catalog."""
    return [p for p in checked(folder) if p.where.file == str(path)]


def codes(make: Make, tag: str, context: str, forms: Forms, *texts: str) -> set[tuple[str, str]]:
    """Return code and severity of what is wrong with one translation; each stands at its line."""
    folder = make(*texts)
    path = speak(folder, tag, {context: forms})
    problems = in_catalog(folder, path)
    assert {(p.where.line, p.where.column) for p in problems} <= {(line_of(path, context), 1)}
    assert all(context in p.message or p.code == "gendered" for p in problems)
    return {(p.code, p.severity) for p in problems}


@pytest.mark.parametrize("tag", ["es", "ar", "zh-Hans"])
def test_a_campaign_that_is_translated_is_clean(make: Make, tag: str) -> None:
    folder = make()
    speak(folder, tag)
    assert [str(p) for p in checked(folder)] == []


# Missing, fuzzy


@pytest.mark.parametrize("tag", ["es", "ar", "zh-Hans"])
def test_an_empty_translation_is_missing_and_the_hint_says_how_to_make_it(make: Make, tag: str) -> None:
    folder = make()
    path = speak(folder, tag, {FACT: ""})
    [problem] = in_catalog(folder, path)
    assert (problem.code, problem.severity, problem.where.line) == ("missing-translation", "error", line_of(path, FACT))
    assert problem.message == f"{FACT} is not translated in {tag}"
    assert f"campaign translate update {tag}" in problem.hint


def test_a_text_that_no_catalog_has_is_told_at_the_text_itself(make: Make) -> None:
    folder = make()
    speak(folder, "es")
    facts = folder / "facts.yaml"
    facts.write_text(facts.read_text(encoding="utf-8").replace(SAID, SAID.replace("granted the", "gave the")))
    [problem] = checked(folder)
    assert (problem.code, Path(problem.where.file).name, problem.where.line) == ("missing-translation", "facts.yaml", 2)


def test_a_translation_that_nobody_confirmed_is_fuzzy_and_nothing_else(make: Make) -> None:
    folder = make()
    path = speak(folder, "es", {FACT: "Nothing of {it} is right"}, fuzzy=FACT)
    assert {(p.code, p.where.line) for p in in_catalog(folder, path)} == {("fuzzy", line_of(path, FACT))}


# Drift

ERROR = {("drift", "error")}


@pytest.mark.parametrize(
    ("tag", "said", "wrong"),
    [
        ("es", "La agencia otorgó el permiso.", ERROR),
        ("es", "La agencia otorgó el permiso el {otorgado}.", ERROR | {("placeholder", "error")}),
        ("es", "La agencia otorgó el permiso el {granted} en {city}.", ERROR | {("placeholder", "error")}),
        ("es", "La agencia otorgó el <b>permiso</b> el {granted}.", ERROR),
        ("es", "La agencia otorgó el permiso 4 el {granted}.", ERROR),
        ("es", "Véase https://example.org/ sobre el permiso del {granted}.", ERROR),
        ("es", "El permiso del {granted}: la agencia lo otorgó el {granted}.", set()),
        ("es", "La agencia otorgó el permiso {granted_when}.", set()),
        ("es", "La agencia otorgó el permiso en {granted_year}.", set()),
        ("es", "La agencia otorgó el permiso el {granted_gen}.", {("placeholder", "error")}),
        ("es", "La agencia otorgó el permiso en {country} el {granted}.", ERROR),
        ("ar", "منحت الوكالة الترخيص.", ERROR),
        ("zh-Hans", "该机构于{granted}发放了许可{number}。", ERROR | {("placeholder", "error")}),
    ],
)
def test_a_translation_says_the_same_values_and_tags(
    make: Make, tag: str, said: str, wrong: set[tuple[str, str]]
) -> None:
    assert codes(make, tag, FACT, said) == wrong


NUMBERED = "The agency granted article 24 of the permit on {granted}."
LINKED = "The agency (see https://example.org/a?b=1) granted the permit on {granted}."
AT_END = "The agency granted the permit on {granted}: https://example.org/a."


@pytest.mark.parametrize(
    ("source", "tag", "said", "wrong"),
    [
        (NUMBERED, "es", "La agencia otorgó el artículo 24 del permiso el {granted}.", set()),
        (NUMBERED, "es", "La agencia otorgó el artículo 42 del permiso el {granted}.", ERROR),
        (NUMBERED, "es", "La agencia otorgó un artículo del permiso el {granted}.", ERROR),
        (NUMBERED, "es", "La agencia otorgó el artículo 24 del permiso 24 el {granted}.", ERROR),
        (NUMBERED, "ar", "منحت الوكالة المادة 24 من الترخيص في {granted}.", set()),
        (NUMBERED, "ar", "منحت الوكالة المادة ٢٤ من الترخيص في {granted}.", {("typography", "warning")}),
        (NUMBERED, "ar", "منحت الوكالة المادة ٤٢ من الترخيص في {granted}.", ERROR | {("typography", "warning")}),
        (NUMBERED, "zh-Hans", "该机构于{granted}发放了许可第２４条。", set()),
        (NUMBERED, "zh-Hans", "该机构于{granted}发放了许可第四条。", ERROR),
        (LINKED, "es", "La agencia (véase https://example.org/a?b=1) otorgó el permiso el {granted}.", set()),
        (LINKED, "es", "La agencia (véase https://example.org/b?b=1) otorgó el permiso el {granted}.", ERROR),
        (LINKED, "es", "La agencia (véase http://example.org/a?b=1) otorgó el permiso el {granted}.", ERROR),
        (LINKED, "es", "La agencia otorgó el permiso el {granted}.", ERROR),
        (LINKED, "zh-Hans", "该机构（见https://example.org/a?b=1）于{granted}发放了许可。", set()),
        (AT_END, "zh-Hans", "该机构于{granted}发放了许可：https://example.org/a。", set()),
        (AT_END, "zh-Hans", "该机构于{granted}发放了许可，见https://example.org/a，特此说明。", set()),
        (AT_END, "ar", "منحت الوكالة الترخيص في {granted}، انظر https://example.org/a، وشكرا.", set()),
        (AT_END, "ar", "منحت الوكالة الترخيص في {granted}، انظر https://example.org/b، وشكرا.", ERROR),
    ],
)
def test_a_translation_says_the_same_numbers_and_addresses(
    make: Make, source: str, tag: str, said: str, wrong: set[tuple[str, str]]
) -> None:
    assert codes(make, tag, FACT, said, over("facts.yaml", SAID, f'"{source}"')) == wrong


NOTE = """
-- templates/note.html --
{#---
title: Note
per: language
formats: [txt]
style: article.css
---#}
<h1>{% trans "note/hi" day=today %}<em>Hello</em> on {{ day }}{% endtrans %}</h1>
-- locales/es/LC_MESSAGES/campaign.po --
msgctxt "note/hi"
msgid "<em>Hello</em> on %(day)s"
"""


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("%(day)s: <em>hola</em>", []),
        ("%(day)s: hola", ["drift"]),
        ("<em>Hola</em>", ["drift"]),
        ("<em>Hola</em> el %(dia)s", ["drift"]),
        ("<em>Hola</em> el %(day)s, %(sender_my)s", []),
        ("<em>Hola</em> el %(day)s, %(sender_pet)s", ["placeholder"]),
        ("", ["missing-translation"]),
    ],
)
def test_prose_of_a_template_is_compared_by_its_own_placeholders(make: Make, said: str, wrong: list[str]) -> None:
    folder = make(f'{NOTE}msgstr "{said}"\n')
    speak(folder, "es")
    prose = folder / "locales/es/LC_MESSAGES/campaign.po"
    assert [(p.code, p.where.line) for p in in_catalog(folder, prose)] == [(code, 2) for code in wrong]


# Plural forms

ONE, MANY = "{n} seat decides.", "{n} seats decide."
COUNTED = f"""
-- facts.yaml --
{sections(BASE)["facts.yaml"]}- id: seats
  text: "{ONE}"
  text_plural: "{MANY}"
  count: n
  values: {{n: {{number: 12}}}}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
"""
ARABIC = (
    "لا مقعد يحسم.",
    "مقعد واحد يحسم.",
    "مقعدان يحسمان.",
    "{n} مقاعد تحسم.",
    "{n} مقعدا تحسم.",
    "{n} مقعد تحسم.",
)
MISSING = {("missing-translation", "error")}


@pytest.mark.parametrize(
    ("tag", "forms", "wrong"),
    [
        ("es", ("{n} escaño decide.", "{n} escaños deciden."), set()),
        ("es", ("Un escaño decide.", "{n} escaños deciden."), set()),
        ("es", ("{n} escaño decide.", "Los escaños deciden."), ERROR),
        ("es", ("{m} escaño decide.", "{n} escaños deciden."), ERROR | {("placeholder", "error")}),
        ("es", ("{n} escaño decide.", ""), MISSING),
        ("es", ("{n} escaño decide.",), MISSING),
        ("ar", ARABIC, set()),
        ("ar", (*ARABIC[:3], "مقاعد تحسم.", *ARABIC[4:]), ERROR),
        ("ar", (*ARABIC[:5], "كل المقاعد تحسم."), ERROR),
        ("ar", ARABIC[:5], MISSING),
        ("zh-Hans", ("{n}个席位决定。",), set()),
        ("zh-Hans", ("席位决定。",), ERROR),
    ],
)
def test_every_plural_form_says_its_number_but_those_for_one_and_two(
    make: Make, tag: str, forms: Forms, wrong: set[tuple[str, str]]
) -> None:
    assert codes(make, tag, SEATS, forms, COUNTED) == wrong


def test_a_catalog_with_the_plural_rule_of_another_language_is_told(make: Make) -> None:
    folder = make(COUNTED)
    path = speak(folder, "ar", {SEATS: ARABIC[3:5]}, header="nplurals=2; plural=(n != 1);")
    [problem] = in_catalog(folder, path)
    assert (problem.code, problem.severity, problem.where.line) == ("plural-forms", "error", line_of(path, SEATS))
    assert "2 plural forms, and the language 6" in problem.message


# Words of the source language

LEFT = {("left-over", "error")}


@pytest.mark.parametrize("tag", ["es", "ar", "zh-Hans"])
def test_english_that_was_left_in_a_translation_is_found(make: Make, tag: str) -> None:
    assert codes(make, tag, FACT, SAID) == LEFT
    assert codes(make, tag, FACT, "What the agency did with the permit on {granted} is not to be undone.") == LEFT


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("ar", "منحت الوكالة الترخيص: the permit is what it is، في {granted}."),
        ("zh-Hans", "该机构于{granted}发放了 the permit for all of us 许可。"),
    ],
)
def test_some_words_of_english_are_too_many_in_another_script(make: Make, tag: str, said: str) -> None:
    assert codes(make, tag, FACT, said) == LEFT


@pytest.mark.parametrize("name", ["Human Rights Watch", "Access Now", "EFF", "The Guardian", "Amazon Watch"])
@pytest.mark.parametrize("tag", ["es", "ar", "zh-Hans"])
def test_a_short_name_is_the_same_in_every_language(make: Make, tag: str, name: str) -> None:
    assert codes(make, tag, TITLE, name, over("concerns.yaml", "title: The water", f"title: {name}")) == set()


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("es", "Human Rights Watch y The Guardian of the River hablaron con la agencia del permiso el {granted}."),
        ("ar", "منحت الوكالة Human Rights Watch الترخيص في {granted}."),
        ("zh-Hans", "Human Rights Watch：该机构于{granted}发放了许可。"),
    ],
)
def test_a_name_in_a_translation_is_none_of_the_source_language(make: Make, tag: str, said: str) -> None:
    assert codes(make, tag, FACT, said) == set()


# Style

STYLE = {("typography", "warning")}
AGREES = {("gendered", "warning")}


@pytest.mark.parametrize(
    ("tag", "said", "wrong"),
    [
        ("es", 'La agencia otorgó el "permiso" el {granted}.', STYLE),
        ("es", "La agencia otorgó el «permiso» el {granted}.", set()),
        ("es", "Otorgó la agencia el permiso el {granted}?", STYLE),
        ("es", "¿Otorgó la agencia el permiso el {granted}?", set()),
        ("es", "La agencia otorgó el permiso... el {granted}.", STYLE),
        ("ar", "منحت الوكالة “الترخيص” في {granted}.", STYLE),
        ("ar", "منحت الوكالة «الترخيص» في {granted}.", set()),
        ("ar", "منحت الوكالة الترخيــص في {granted}.", STYLE),
        ("zh-Hans", "该机构于{granted}发放了许可，全镇饮水。", set()),
        ("es", "Estoy muy preocupada por el permiso del {granted}.", AGREES),
        ("es", "Quedo preocupado por el permiso del {granted}.", AGREES),
        ("es", "El permiso del {granted} es de cada vecino/a.", AGREES),
        ("es", "Me preocupa el permiso del {granted}.", set()),
    ],
)
def test_style_is_a_warning(make: Make, tag: str, said: str, wrong: set[tuple[str, str]]) -> None:
    assert codes(make, tag, FACT, said) == wrong


def test_a_keyboard_mark_that_a_rule_puts_right_is_no_fault(make: Make) -> None:
    """`typography:` sets it when a document is made; `lint:` is for what a person must decide."""
    assert codes(make, "ar", FACT, "منحت الوكالة الترخيص, في {granted}.") == set()
    assert codes(make, "zh-Hans", FACT, "该机构于{granted}发放了许可,全镇饮水.") == set()


# Words of the sender

WORDS = "-- locales/es/address.yaml --\nwords: {sender_sure: {f: segura, m: seguro, neutral: con certeza}}\n"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("Digo, {sender_sure}, que la agencia otorgó el permiso el {granted}.", set()),
        ("Digo, {sender_glad}, que la agencia otorgó el permiso el {granted}.", {("placeholder", "error")}),
    ],
)
def test_a_translation_may_use_the_words_that_its_language_has(
    make: Make, said: str, wrong: set[tuple[str, str]]
) -> None:
    assert codes(make, "es", FACT, said, WORDS) == wrong


def test_a_translation_may_use_the_case_of_a_name_that_its_language_has(make: Make) -> None:
    names = "-- names.yaml --\n- id: agency\n  names: {en: the agency, es: la agencia}\n  forms: {es: {of: de la agencia}}\n"
    text = over("facts.yaml", SAID, '"{agency} granted the permit on {granted}."')
    assert codes(make, "es", FACT, "El permiso {agency_of} es del {granted}.", names, text) == set()
    assert codes(make, "es", FACT, "El permiso {agency_to} es del {granted}.", names, text) == {
        ("placeholder", "error")
    }


# What a placeholder stands for

names = st.from_regex(r"[a-z][a-z0-9]{0,4}(_[a-z0-9]{1,4}){0,2}", fullmatch=True)
sources = st.frozensets(names, max_size=6)
plain = names.filter(lambda n: n not in COUNTRY_FORMS and not n.startswith("country_"))


@given(names, sources)
def test_what_a_placeholder_stands_for_is_in_the_source_or_itself(name: str, source: frozenset[str]) -> None:
    found = canonical(name, source)
    assert found in source | {"country", name}
    assert canonical(found, source) == found


@given(plain, sources)
def test_a_placeholder_of_the_source_stands_for_itself(name: str, source: frozenset[str]) -> None:
    assert canonical(name, source | {name}) == name


@given(plain, names, sources)
def test_another_form_stands_for_the_longest_name_that_it_begins_with(
    name: str, form: str, source: frozenset[str]
) -> None:
    whole, known = f"{name}_{form}", source | {name}
    found = canonical(whole, known)
    assert found == whole if whole in known else whole.startswith(f"{found}_") and len(found) >= len(name)


@given(sources)
def test_all_forms_of_the_country_are_one(source: frozenset[str]) -> None:
    for name in (*COUNTRY_FORMS, "country_acc", "country_gen"):
        assert canonical(name, source) == "country"
