"""A text is filled, counted, dated and translated as its language does it; what is missing is never another language."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builtin import built_in, speakers
from conftest import load_campaign
from hypothesis import given
from hypothesis import strategies as st

from campaign.diagnostics import Diagnostic, Stop
from campaign.languages import Language, Languages, Missing, available, needs, pick, read_catalog
from campaign.model import Country, PartialDate

Make = Callable[..., Path]
TODAY = datetime.date(2026, 11, 22)


def speak(tag: str) -> Language:
    """Return a language of the built-in campaign: `en`, `es`, or with a country as `en_US`."""
    base, _, country = tag.partition("_")
    return speakers()[base].in_country(country or None)


# Filling

names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
words = st.text(max_size=20)
plain = words.filter(lambda t: "{" not in t and "}" not in t)


@given(plain)
def test_a_text_without_placeholders_comes_back_unchanged(text: str) -> None:
    assert speak("en").fill(text, {"country": "X"}) == text
    if "el " not in text:
        assert speak("es").fill(text, {"country": "X"}) == text


@given(st.lists(st.tuples(plain, names), min_size=1, max_size=5), plain, st.dictionaries(names, words))
def test_every_placeholder_is_filled_once_and_values_are_not_looked_into(
    parts: list[tuple[str, str]], tail: str, more: dict[str, str]
) -> None:
    values = {
        **more,
        **{name: f"<{{{other}}}{name}>" for (_, name), (_, other) in zip(parts, reversed(parts), strict=True)},
    }
    text = "".join(f"{before}{{{name}}}" for before, name in parts) + tail
    assert speak("en").fill(text, values) == "".join(before + values[name] for before, name in parts) + tail
    assert needs(text) == {name for _, name in parts}


@pytest.mark.parametrize("value", ["{country}", "{}", "{{x}}", r"\1 \g<0>", "%s %(x)s", "100 %", "a{b"])
def test_braces_backslashes_and_percents_in_values_are_safe(value: str) -> None:
    for tag in ("en", "es"):
        assert (
            speak(tag).fill("From {organization} to {country}.", {"organization": value, "country": "X"})
            == f"From {value} to X."
        )


def test_a_placeholder_without_a_value_is_not_printed_in_silence() -> None:
    with pytest.raises(KeyError):
        speak("en").fill("To {nobody}.", {})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pide a {c} que", "pide al Reino Unido que"),
        ("el Gobierno de {c} dijo", "el Gobierno del Reino Unido dijo"),
        ("A {c} le pide", "Al Reino Unido le pide"),
        ("De {c} depende", "Del Reino Unido depende"),
        ("para {c}", "para el Reino Unido"),
        ("desde {c}", "desde el Reino Unido"),
        ("la {c}", "la el Reino Unido"),
        ("grande {c}", "grande el Reino Unido"),
    ],
)
def test_spanish_joins_a_preposition_with_the_article_of_a_value(text: str, said: str) -> None:
    assert speak("es").fill(text, {"c": "el Reino Unido"}) == said


@pytest.mark.parametrize(
    "text", ["A El Salvador", "de El País", "a él", "de él", "a ella", "DE EL", "la elección de Elena"]
)
def test_spanish_leaves_names_and_pronouns_alone(text: str) -> None:
    assert speak("es").fill(text, {}) == text
    assert speak("es").fill("{x}", {"x": text}) == text


def test_the_start_of_a_sentence_keeps_its_capital() -> None:
    (country,) = (c for c in built_in().countries.values() if c.id == "GB")
    values = speak("es").country(country)
    assert speak("es").fill("{Country} firmó; se pide a {country}, {in_country}, la ley {of_country}.", values) == (
        "El Reino Unido firmó; se pide al Reino Unido, en el Reino Unido, la ley del Reino Unido."
    )


# Lists, numbers, money

E_OR_Y = {  # RAE, Ortografía 2010: e before the sound i, y before a diphthong or a consonant
    "iglesia": "e",
    "Irán": "e",
    "Índice": "e",
    "hijos": "e",
    "Hipólito": "e",
    "ícono": "e",
    "híbridos": "e",
    "hielo": "y",
    "hierba": "y",
    "agua": "y",
    "oro": "y",
    "Yibuti": "y",
    "hoja": "y",
    "un índice": "y",
}


@pytest.mark.parametrize(("word", "joined"), E_OR_Y.items())
def test_spanish_says_e_before_the_sound_i(word: str, joined: str) -> None:
    assert speak("es").value("list", ["Aire", word], {}, TODAY) == f"Aire {joined} {word}"
    assert speak("es").value("list", ["Aire", "Tierra", word], {}, TODAY) == f"Aire, Tierra {joined} {word}"
    assert speak("es").value("list", [word], {}, TODAY) == word
    assert speak("en").value("list", ["Air", word], {}, TODAY) == f"Air and {word}"


@pytest.mark.parametrize(
    ("typed", "en", "us", "es", "mx"),
    [
        ({"number": 72}, "72", "72", "72", "72"),
        ({"number": 1234567}, "1,234,567", "1,234,567", "1.234.567", "1,234,567"),
        ({"number": 12.5}, "12.5", "12.5", "12,5", "12.5"),
        ({"number": 4, "words": {"en": "four", "es": "cuatro"}}, "four", "four", "cuatro", "cuatro"),
        ({"number": 4, "words": {"en": "four"}}, "four", "four", "4", "4"),
        ({"percent": 7}, "7%", "7%", "7 %", None),
        ({"percent": 1.1}, "1.1%", "1.1%", "1,1 %", None),
        ({"percent": 100}, "100%", "100%", "100 %", None),
        ({"money": 4125, "currency": "GBP"}, "£4,125", "£4,125", None, None),
        ({"money": 2.5, "currency": "USD"}, "US$2.50", "$2.50", None, "USD 2.50"),
        ({"verbatim": "79/243"}, "79/243", "79/243", "79/243", "79/243"),
        ({"list": [64, "65"]}, "64 and 65", "64 and 65", "64 y 65", "64 y 65"),
        ({"days_until": "2026-12-31"}, "39", "39", "39", "39"),
    ],
)
def test_values_are_written_as_the_country_writes_them(
    typed: dict[str, Any], en: str, us: str, es: str | None, mx: str | None
) -> None:
    for tag, said in (("en", en), ("en_US", us), ("es", es), ("es_MX", mx)):
        if said is not None:
            assert speak(tag).values({"v": typed}, TODAY)["v"].replace("\xa0", " ") == said, tag


# Dates

DAY, MONTH, YEAR = PartialDate(2025, 10, 5), PartialDate(2025, 10), PartialDate(2025)


@pytest.mark.parametrize(
    ("tag", "day", "month", "on", "within"),
    [
        ("en", "5 October 2025", "October 2025", "on 5 October 2025", "in October 2025"),
        ("en_US", "October 5, 2025", "October 2025", "on October 5, 2025", "in October 2025"),
        ("es", "5 de octubre de 2025", "octubre de 2025", "el 5 de octubre de 2025", "en octubre de 2025"),
        ("es_US", "5 de octubre de 2025", "octubre de 2025", "el 5 de octubre de 2025", "en octubre de 2025"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(tag: str, day: str, month: str, on: str, within: str) -> None:
    language = speak(tag)
    assert (language.date(DAY), language.date(MONTH), language.date(YEAR)) == (day, month, "2025")
    assert (language.when(DAY), language.when(MONTH)) == (on, within)
    assert language.when(YEAR) == ("in 2025" if tag.startswith("en") else "en 2025")
    assert language.date(datetime.date(2025, 10, 5)) == day


@pytest.mark.parametrize(
    ("written", "whole", "when", "month", "month_when"),
    [
        ("2025-10-05", "5 October 2025", "on 5 October 2025", "October 2025", "in October 2025"),
        ("2025-10", "October 2025", "in October 2025", "October 2025", "in October 2025"),
        ("2025", "2025", "in 2025", "2025", "in 2025"),
    ],
)
def test_a_date_gives_its_year_month_and_prepositions_too(
    written: str, whole: str, when: str, month: str, month_when: str
) -> None:
    assert speak("en").values({"opened": {"date": written}}, TODAY) == {
        "opened": whole,
        "opened_year": "2025",
        "opened_month": month,
        "opened_when": when,
        "opened_month_when": month_when,
    }


def test_an_embargo_says_hour_date_and_place() -> None:
    moment = datetime.datetime(2026, 12, 10, 9, 0, tzinfo=ZoneInfo("America/Santiago"))
    assert speak("en").moment(moment) == "09:00, 10 December 2026 (Santiago)"
    assert speak("es").moment(moment) == "9:00, 10 de diciembre de 2026 (Santiago de Chile)"


@given(
    st.dates(datetime.date(1970, 1, 1), datetime.date(2100, 1, 1)),
    st.sampled_from(["en", "en_US", "es", "es_CL", "es_MX"]),
)
def test_every_date_has_its_day_and_year_and_no_leading_zero(day: datetime.date, tag: str) -> None:
    parts = speak(tag).date(day).replace(",", "").split()
    assert str(day.day) in parts and str(day.year) in parts


# Countries


@pytest.mark.parametrize(
    ("code", "en", "es"),
    [
        (
            "GB",
            ("the United Kingdom", "The United Kingdom", "of the United Kingdom", "in the United Kingdom"),
            ("el Reino Unido", "El Reino Unido", "del Reino Unido", "en el Reino Unido"),
        ),
        (
            "EU",
            ("the European Union", "The European Union", "of the European Union", "in the European Union"),
            ("la Unión Europea", "La Unión Europea", "de la Unión Europea", "en la Unión Europea"),
        ),
        (
            "SV",
            ("El Salvador", "El Salvador", "of El Salvador", "in El Salvador"),
            ("El Salvador", "El Salvador", "de El Salvador", "en El Salvador"),
        ),
        ("CL", ("Chile", "Chile", "of Chile", "in Chile"), ("Chile", "Chile", "de Chile", "en Chile")),
    ],
)
def test_a_country_has_its_article(code: str, en: tuple[str, ...], es: tuple[str, ...]) -> None:
    country = built_in().countries[code]
    assert tuple(speak("en").country(country).values()) == en
    assert tuple(speak("es").country(country).values()) == es


def test_every_country_of_the_campaign_has_a_name_in_its_languages() -> None:
    for tag in ("en", "es"):
        assert [c.id for c in built_in().countries.values() if len(speak(tag).country(c)) != 4] == []


def test_a_country_that_is_not_known_has_no_name_rather_than_a_code() -> None:
    assert speak("en").country(Country(id="QQ", languages=("en",))) == {}
    assert speak("en").country(Country(id="QQ", languages=("en",), name={"es": "Nada"})) == {}


@pytest.mark.parametrize(
    ("tag", "territory", "locale"),
    [
        ("en", None, "en_GB"),
        ("en", "US", "en_US"),
        ("en", "CA", "en_CA"),
        ("en", "XX", "en_GB"),
        ("en", "AZ", "en_GB"),
        ("es", None, "es"),
        ("es", "MX", "es_MX"),
        ("es", "CL", "es_CL"),
        ("es", "FR", "es"),
        ("es", "..", "es"),
    ],
)
def test_formats_are_those_of_the_country_where_it_writes_the_language(
    tag: str, territory: str | None, locale: str
) -> None:
    assert str(speakers()[tag].in_country(territory).locale) == locale


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("all", ["en", "pt-BR", "es"]),
        ("pt", ["pt-BR"]),
        ("pt-BR", ["pt-BR"]),
        ("es", ["es"]),
    ],
)
def test_a_language_is_picked_by_tag_or_base(wanted: str, found: list[str]) -> None:
    assert pick(wanted, ("en", "pt-BR", "es")) == found


@pytest.mark.parametrize("wanted", ["fr", "pt-PT", "", "EN", "p"])
def test_a_language_that_is_not_spoken_stops_with_exit_2(wanted: str) -> None:
    with pytest.raises(Stop) as stop:
        pick(wanted, ("en", "pt-BR", "es"))
    assert [(p.code, p.exit) for p in stop.value.problems] == [("unknown-language", 2)]


# Catalogs

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
WHOLE = (
    HEAD
    + """#, python-format
msgctxt "fact/permit-granted"
msgid "The agency granted the permit on {granted}."
msgstr "La agencia concedió el permiso el {granted}."

#, fuzzy
msgctxt "concern/water"
msgid "The town drinks from this river."
msgstr "El pueblo bebe de este arroyo."

msgctxt "ask/revoke/title"
msgid "Revoke the permit"
msgstr ""

msgctxt "fact/days"
msgid "{n} day is left."
msgid_plural "{n} days are left."
msgstr[0] "Queda {n} día."
msgstr[1] "Quedan {n} días."
"""
)
TEXTS = "-- locales/es/LC_MESSAGES/river.po --\n" + WHOLE
PROSE = (
    "-- locales/es/LC_MESSAGES/campaign.po --\n"
    + HEAD
    + 'msgctxt "sources/title"\nmsgid "Sources"\nmsgstr "Referencias"\n'
)


def spanish(folder: Path) -> Language:
    """Return Spanish for the campaign of a folder."""
    return Languages(load_campaign(folder))["es"]


def test_a_text_is_found_by_its_context_and_source(make: Make) -> None:
    language = spanish(make(TEXTS))
    assert language.text_of("fact/permit-granted", "The agency granted the permit on {granted}.") == (
        "La agencia concedió el permiso el {granted}."
    )


@pytest.mark.parametrize(
    ("context", "text", "fuzzy"),
    [
        ("concern/water", "The town drinks from this river.", True),
        ("ask/revoke/title", "Revoke the permit", False),
        ("concern/fire", "The town drinks from this river.", False),
        ("fact/permit-granted", "The agency granted the permit in {granted}.", False),
        ("", "Revoke the permit", False),
    ],
)
def test_what_is_fuzzy_empty_or_not_there_is_missing(make: Make, context: str, text: str, fuzzy: bool) -> None:
    with pytest.raises(Missing) as missing:
        spanish(make(TEXTS)).text_of(context, text)
    assert (missing.value.context, missing.value.fuzzy) == (context, fuzzy)


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "Quedan {n} días."), (1, "Queda {n} día."), (2, "Quedan {n} días."), (39, "Quedan {n} días.")],
)
def test_a_text_that_counts_takes_the_form_of_its_number(make: Make, count: int, said: str) -> None:
    language = spanish(make(TEXTS))
    one, many = "{n} day is left.", "{n} days are left."
    assert language.text_of("fact/days", one, count, many) == said
    assert speak("en").text_of("fact/days", one, count, many) == (one if count == 1 else many)


POLISH = """
-- locales/pl/language.yaml --
name: polski
locale: pl
on_day: "{date}"
in_month: w {date}
country: {of: "{name}", in: "w {name}"}
-- locales/pl/LC_MESSAGES/river.po --
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgctxt "fact/days"
msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} dzień"
msgstr[1] "{n} doby"
msgstr[2] "{n} dni"
"""


@pytest.mark.parametrize(
    ("count", "form"), [(1, "dzień"), (2, "doby"), (5, "dni"), (12, "dni"), (22, "doby"), (39, "dni")]
)
def test_a_language_brings_its_own_plural_rule(make: Make, count: int, form: str) -> None:
    languages = Languages(load_campaign(make(POLISH)))
    assert languages["pl"].text_of("fact/days", "{n} day", count, "{n} days") == "{n} " + form
    assert "pl" in available(languages.campaign.folder) and "pl" not in available(Path("/nowhere"))


def test_a_campaigns_own_catalog_wins_over_the_built_in_one(make: Make) -> None:
    assert speak("es").prose_of("sources/title", "Sources") == "Fuentes"
    own = spanish(make(TEXTS, PROSE))
    assert own.prose_of("sources/title", "Sources") == "Referencias"
    assert own.prose_of("letter/place-date", "%(city)s, %(date)s") == "%(city)s, %(date)s", "the rest is built in"


def test_the_source_language_needs_no_catalog(make: Make) -> None:
    english = Languages(load_campaign(make()))["en"]
    assert (
        english.text_of("any/thing", "As it stands.")
        == english.prose_of("any/thing", "As it stands.")
        == "As it stands."
    )


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ('msgctxt "a"\nmsgid "x"\nmsgstr "y"\n\nnonsense here\n', 5),
        (HEAD + 'msgid "a"\nmsgid_plural "b"\nmsgstr[5] "c"\n', 6),
        ('msgid "x"\nmsgid "z"\nmsgstr "w"\n', 1),
        ('msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=__import__(1);\\n"\n\nmsgid "a"\nmsgstr "b"\n', 1),
    ],
)
def test_a_broken_catalog_is_named_with_its_line_and_read_as_empty(tmp_path: Path, broken: str, line: int) -> None:
    path = tmp_path / "river.po"
    path.write_text(broken, encoding="utf-8")
    problems: list[Diagnostic] = []
    assert dict(read_catalog([path], problems).entries) == {}
    assert [(p.code, p.where.file, p.where.line, p.severity) for p in problems] == [
        ("catalog", str(path), line, "error")
    ]


def test_a_broken_own_catalog_leaves_the_built_in_one(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.po", tmp_path / "bad.po"
    good.write_text(WHOLE, encoding="utf-8")
    bad.write_text("nonsense here\n", encoding="utf-8")
    problems: list[Diagnostic] = []
    found = read_catalog([bad, good], problems)
    assert found.find("fact/days", "{n} day is left.", 1) == "Queda {n} día." and len(problems) == 1


def test_a_language_without_a_folder_stops_with_what_to_make(make: Make) -> None:
    with pytest.raises(Stop) as stop:
        Languages(load_campaign(make()))["xx"]
    (problem,) = stop.value.problems
    assert problem.code == "no-catalog" and "locales/xx/language.yaml" in problem.hint


def test_no_spanish_text_of_the_built_in_campaign_is_the_english_one() -> None:
    catalogs = [c for c in (speak("es").texts, speak("es").prose) if c is not None]
    assert len(catalogs) == 2 and all(c.entries for c in catalogs)
    same = [key for c in catalogs for key, entry in c.entries.items() if entry.forms[0] == key[1]]
    assert [key for key in same if any(word.islower() and word.isalpha() for word in key[1].split())] == []
