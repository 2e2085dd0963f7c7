"""On every day, in every country, the built-in campaign says only what was known and true then: made on eight days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from builtin import FOLDER, built_in, forms, planned, renderer, speakers, text_of
from conftest import TODAY, write_campaign

from campaign import load as loading
from campaign.address import AllForms
from campaign.diagnostics import Diagnostic
from campaign.languages import Languages
from campaign.model import Recipient
from campaign.plan import Document, Request, choice, plan
from campaign.render import Renderer, Rendering
from campaign.values import replace

DAYS = ("2023-12-01", "2024-01-15", "2024-10-01", "2025-06-01", "2026-11-22", "2026-12-31", "2027-01-01", "2030-01-01")
SIGNED, UNSIGNED, UNKNOWN = ("CL", "AZ", "GB", "CA", "FR", "EU"), ("MX", "US"), ("AR",)
COUNTRIES = (*SIGNED, *UNSIGNED, *UNKNOWN)
LANGUAGES = ("en", "es")
PER_RECIPIENT, PER_LANGUAGE = ("letter", "email"), ("press-release", "social", "article")
NETWORKS = ("x", "linkedin")  # a short one and a long one: the packs take most of the time
# What a text of that day may announce; the day to reply by is always one more.
ANNOUNCED = {
    "2023-12-01": {"2024-02"},
    "2024-01-15": {"2024-01-29", "2024-02-09"},
    "2024-10-01": {"2026-12-31"},
    "2025-06-01": {"2025-10-25", "2026-12-31"},
    "2026-11-22": {"2026-12-31"},
}
MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}


class Made(NamedTuple):
    """A document of a day with its text in one line."""

    rendering: Rendering
    text: str

    @property
    def document(self) -> Document:
        """What was planned."""
        return self.rendering.document

    @property
    def country(self) -> str:
        """The country it is about, or nothing."""
        return self.document.setting.country.id if self.document.setting.country else ""


def representative(country: str) -> Recipient:
    """Return somebody to write to in a country."""
    office = "mep" if country == "EU" else "lower-house"
    return Recipient(
        id=country.lower(),
        name="Kim Roe",
        given_name="Kim",
        family_name="Roe",
        gender="f",
        office=office,
        country=country,
    )


@cache
def day_of(day: str) -> tuple[tuple[Made, ...], tuple[Diagnostic, ...]]:
    """Make every kind for everybody and every country in both languages on a day."""
    people = {**built_in().recipients, **{c.lower(): representative(c) for c in COUNTRIES}}
    campaign = replace(built_in(), recipients=people)
    today = datetime.date.fromisoformat(day)
    requests = [Request(day=today, kinds=PER_RECIPIENT, to=tuple(people), languages=LANGUAGES)]
    requests += [
        Request(day=today, kinds=PER_LANGUAGE, country=c, languages=LANGUAGES, networks=NETWORKS)
        for c in (None, *COUNTRIES)
    ]
    made: list[Made] = []
    problems: list[Diagnostic] = []
    for request in requests:
        documents, found = plan(campaign, request, speakers(), forms())
        problems += found
        for document in documents:
            if document.kind.page or document.card:  # the posts of a page stand in its text, and a card is no text
                continue
            rendering = renderer(document.language).render(document)
            problems += rendering.problems
            made.append(Made(rendering, " ".join(text_of(rendering).split())))
    return tuple(made), tuple(problems)


def told(day: str, *countries: str, kinds: tuple[str, ...] = (*PER_RECIPIENT, *PER_LANGUAGE)) -> list[Made]:
    """Return the documents of a day about some countries (the empty name is the international version)."""
    return [m for m in day_of(day)[0] if m.country in countries and m.document.kind.id in kinds]


@pytest.mark.parametrize("day", DAYS)
def test_every_document_is_made(day: str) -> None:
    made, problems = day_of(day)
    people = len(built_in().recipients) + len(COUNTRIES)
    assert [str(p) for p in problems if p.severity == "error"] == []
    assert len(made) == len(LANGUAGES) * (people * len(PER_RECIPIENT) + (1 + len(COUNTRIES)) * len(PER_LANGUAGE))
    assert [(m.document.path(""), m.rendering.gaps) for m in made if m.rendering.gaps] == []
    assert {p.code for p in problems} <= {"no-hook", "look-up", "too-long", "safe", "post-length"}


def test_a_document_that_cannot_be_made_has_a_reason_with_a_code() -> None:
    campaign = replace(built_in(), recipients={"az": representative("AZ")})
    documents, problems = planned("2026-11-22", "letter", campaign)
    assert documents == []
    assert [p.code for p in problems] == ["no-language"]


@pytest.mark.parametrize("day", DAYS)
def test_no_fact_source_or_ask_is_from_after_the_day(day: str) -> None:
    campaign, today = built_in(), datetime.date.fromisoformat(day)
    for made in day_of(day)[0]:
        used = made.rendering.used
        assert used.facts, made.document.path("")
        assert {i: choice.fact_problem(campaign, campaign.facts[i], today) for i in used.facts} == dict.fromkeys(
            used.facts, ""
        )
        assert {i: choice.record_problem(campaign, campaign.asks[i], today) for i in used.asks} == dict.fromkeys(
            used.asks, ""
        )
        assert {i for i in used.sources if campaign.sources[i].known > today} == set()
        chosen = (made.document.ask, *made.document.supporting, *made.document.concerns, *made.document.messages)
        assert {r.id: choice.record_problem(campaign, r, today) for r in chosen if r} == {r.id: "" for r in chosen if r}


def dates_in(text: str, language: str) -> Iterator[str]:
    """Yield every date of a text as ISO, as far as it is known; addresses on the web and marks of documents are no dates."""
    rest = re.sub(r"https?://\S+|\b[A-Z]+\(\d{4}\)|TREATY-\S+|C\.N\.\S+|\d{5} |\+00[ 0]*", " ", text)
    months = MONTHS[language]
    names = "|".join(months)
    of = " de " if language == "es" else " "
    for pattern, order in (
        (rf"\b(\d{{1,2}}){of}({names}){of}(\d{{4}})\b", "dmy"),
        (rf"\b({names}) (\d{{1,2}}), (\d{{4}})\b", "mdy"),
        (rf"\b({names}){of}(\d{{4}})\b", "my"),
        (r"\b(20\d\d)\b", "y"),
    ):
        for found in re.finditer(pattern, rest):
            parts = dict(zip(order, found.groups(), strict=True))
            month = months.index(parts["m"]) + 1 if "m" in parts else 0
            yield "-".join(
                [parts["y"], *([f"{month:02}"] if month else []), *([f"{int(parts['d']):02}"] if "d" in parts else [])]
            )
        rest = re.sub(pattern, " ", rest)


def test_dates_are_found_in_every_form() -> None:
    text = "On 5 May 2024, May 6, 2024, in June 2025 and 2026 (https://x.org/2031/05) COM(2033)"
    assert set(dates_in(text, "en")) == {"2024-05-05", "2024-05-06", "2025-06", "2026"}
    assert set(dates_in("el 7 de mayo de 2024, en junio de 2025 y 2026", "es")) == {"2024-05-07", "2025-06", "2026"}


@pytest.mark.parametrize("day", DAYS)
def test_no_date_is_later_than_the_day_but_deadlines_and_the_reply(day: str) -> None:
    seen: set[str] = set()
    for made in day_of(day)[0]:
        later = {d for d in dates_in(made.text, made.document.language) if d > day[: len(d)]}
        reply = {made.document.reply_by.isoformat()} if made.document.reply_by else set()
        assert later <= ANNOUNCED.get(day, set()) | reply, made.document.path("")
        seen |= later - reply
    assert seen == ANNOUNCED.get(day, set()), "what is announced is read from the texts"


def test_letters_of_january_2024_speak_of_the_negotiation() -> None:
    for made in told("2024-01-15", "XX", *COUNTRIES, kinds=PER_RECIPIENT):
        assert re.search(r"the draft United Nations Convention|borrador de (la )?Convención", made.text), made.text
        assert "signed" not in made.text and "firmó" not in made.text
        assert "concluding-session-2024" in made.rendering.used.facts and re.search(r"New York|Nueva York", made.text)


def test_letters_after_the_adoption_speak_of_no_draft() -> None:
    for day in DAYS[3:]:
        for made in told(day, "XX", *COUNTRIES, kinds=PER_RECIPIENT):
            body = made.text.split("Sources" if made.document.language == "en" else "Fuentes")[0]
            assert not re.search(r"\bdraft\b|\bborrador\b|\bproyecto de tratado\b", body), body


def test_the_countdown_stands_in_releases_where_a_country_can_still_sign_and_nowhere_else() -> None:
    counted = {
        (m.country, m.document.kind.id, m.document.language)
        for m in day_of("2026-11-22")[0]
        if re.search(r"\b39\b", m.text)
    }
    assert counted == {(c, "press-release", tag) for c in ("", *UNSIGNED, *UNKNOWN) for tag in LANGUAGES}


def test_chile_which_has_signed_is_never_told_of_the_last_day_to_sign() -> None:
    for day in ("2026-11-22", "2027-01-01", "2030-01-01"):
        assert [
            m.document.path("")
            for m in told(day, "CL")
            if re.search(r"31 December 2026|31 de diciembre de 2026", m.text)
        ] == []


def test_the_countdown_says_that_joining_later_stays_possible() -> None:
    for made in told("2026-11-22", "", *UNSIGNED, *UNKNOWN, kinds=("press-release",)):
        assert re.search(r"\b39 (?:days|días)\b[^.]*\b(?:accession|adhesión)\b", made.text), made.text


NOT_SIGN = re.compile(
    r"(?<!did )\bnot (?:to )?sign\b|\bneither sign\b|\bno (?:firme|firmen|firmar|suscriba|suscriban|suscribir)\b",
    re.IGNORECASE,
)


def test_from_2027_nobody_is_asked_not_to_sign() -> None:
    for day in ("2027-01-01", "2030-01-01"):
        assert [
            (m.document.path(""), NOT_SIGN.findall(m.text)) for m in day_of(day)[0] if NOT_SIGN.search(m.text)
        ] == []
        assert "do-not-sign" not in {i for m in day_of(day)[0] for i in m.rendering.used.asks}
    asked = {
        (m.country, m.document.language)
        for m in told("2026-11-22", *COUNTRIES, kinds=("press-release",))
        if NOT_SIGN.search(m.text)
    }
    assert asked == {(c, tag) for c in UNSIGNED for tag in LANGUAGES}, (
        "until then it is asked of those that have not signed"
    )


def test_from_2027_a_government_that_has_not_signed_is_asked_not_to_accede() -> None:
    asked = {
        m.country
        for m in told("2027-01-01", *UNSIGNED, kinds=("press-release",))
        if "do-not-accede" in m.rendering.used.asks
    }
    assert asked == set(UNSIGNED)


HAS_NOT = re.compile(
    r"\b(?:has|have|had) (?:not|never)(?: yet)? (?:signed|ratified|acceded)|\bhasn[’']t (?:signed|ratified)|\bis not a party"
    r"|\b(?:no|aún no|todavía no) (?:la )?(?:ha|han|había) (?:firmado|ratificado)|\bsin (?:firmar|ratificar)\b|\bno es parte\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("day", DAYS)
def test_nothing_says_that_a_country_has_not_signed_or_ratified_unless_somebody_looked_it_up(day: str) -> None:
    assert not any(c.confirmations for c in built_in().countries.values())
    assert [(m.document.path(""), HAS_NOT.findall(m.text)) for m in day_of(day)[0] if HAS_NOT.search(m.text)] == []


CONFIRMED = """
-- countries/GB.yaml --
languages: [en]
events: [{event: signed, on: 2021-06-01, sources: [permit], confidence: verified}]
confirmations: [{claim: not-ratified, on: 2026-11-01, sources: [register]}]
-- sources.yaml --
- {id: permit, publisher: A, title: Permit, date: 2021-05-04, url: 'https://example.org/p', kind: government, reliability: A}
- {id: register, publisher: Keeper, title: The register, date: 2026-11-01, kind: government, reliability: A}
-- facts.yaml --
- id: permit-granted
  text: The agency granted the permit on {granted}.
  values: {granted: {date: 2021-05-04}}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
- id: unratified
  text: "{Country} had not ratified on {not_ratified_on}."
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
  slots: [where]
"""


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-10-31", False),
        ("2026-11-01", True),
        ("2026-11-22", True),
        ("2026-12-01", True),
        ("2026-12-02", False),
    ],
)
def test_a_confirmation_holds_for_thirty_days_and_brings_its_own_source(tmp_path: Path, day: str, said: bool) -> None:
    folder = write_campaign(tmp_path / "river", CONFIRMED)
    campaign, problems = loading.load(folder)
    assert problems == []
    languages = Languages(campaign)
    request = Request(day=datetime.date.fromisoformat(day), kinds=("letter",))
    (document,), _ = plan(campaign, request, languages, AllForms(folder))
    text = " ".join(text_of(Renderer(campaign, languages["en"]).render(document)).split())
    assert ("The United Kingdom had not ratified on 1 November 2026. [1]" in text) is said
    assert ("Keeper: The register" in text) is said


def test_a_signature_is_cited_from_a_source_that_reports_it() -> None:
    for made in told("2026-11-22", "CA", kinds=("letter",)):
        event = made.document.signed
        assert event is not None and str(event.on) == "2026-07"
        said = re.search(r"(?:Canada signed|Canadá firmó) [^\[]*\[(\d)\]", made.text)
        assert said is not None
        number = {n: i for i, n in made.rendering.used.sources.items()}[int(said[1])]
        assert number in event.sources


@pytest.mark.parametrize("day", DAYS)
def test_no_sentence_of_a_fact_stands_twice_in_a_text(day: str) -> None:
    for made in day_of(day)[0]:
        if made.document.kind.id == "social":
            continue
        body = made.text.split("Sources")[0].split("Fuentes")[0]
        sentences = re.findall(r"[A-ZÁÉÍÓÚ¿][^.]{40,}?\.(?= |$)", body)
        assert sorted(s for s in set(sentences) if sentences.count(s) > 1) == [], made.document.path("")


def test_an_article_for_a_country_asks_nothing_of_the_european_parliament() -> None:
    asks = {
        m.country: m.text for m in told("2026-11-22", *COUNTRIES, kinds=("article",)) if m.document.language == "en"
    }
    assert {c for c, text in asks.items() if "members of the European Parliament" in text} == {"EU"}


def test_the_same_day_gives_the_same_text() -> None:
    first = told("2026-11-22", "CL", kinds=("press-release",))[0]
    again = renderer(first.document.language).render(first.document)
    assert text_of(again) == text_of(first.rendering)
    assert first.document.day == TODAY and FOLDER.name == first.document.campaign
