"""The kinds of the first week: each is a template, is whole in every case, fits its page, and says nothing that is not so."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builtin import built_in, document, planned, rendered, renderer, text_of
from command import DAY, call, files_in, made
from conftest import load_campaign
from pdf_reading import read, valid

from campaign.address import AllForms
from campaign.formats import pdf, tree
from campaign.languages import Languages
from campaign.model import Campaign, Fact, Hook
from campaign.plan import Request, plan
from campaign.render import Renderer, Rendering
from campaign.values import replace

Make = Callable[..., Path]
SHEETS = ("qa", "briefing", "fact-sheet", "letter-to-editor", "call-script-for-all")
LETTERS = ("call-script", "follow-up", "thank-you")
DAYS = (DAY, "2027-01-02")
WHERE = (None, "CL", "MX", "AZ")
ONE_PAGE = {*SHEETS, *LETTERS} - {"qa"}
CASES = [(kind, lang, code, day) for kind in SHEETS for lang in ("en", "es") for code in WHERE for day in DAYS]
PERSONAL = {"en": "You asked the minister about it on 3 November.", "es": "El 3 de noviembre preguntó por ello."}


@cache
def of_country(code: str) -> Campaign:
    """Return the built-in campaign with a sender of a country, which decides the paper."""
    sender = built_in().sender
    assert sender
    return replace(built_in(), sender=replace(sender, country=code))


def sheet(kind: str, lang: str, code: str | None, day: str = DAY, paper: str = "CL", **asked: Any) -> Rendering:
    """Render a sheet for a country, on A4 (DE) or Letter (CL)."""
    [found], _ = planned(day, kind, of_country(paper), languages=(lang,), country=code, **asked)
    return renderer(lang).render(found)


def river(folder: Path, kind: str, **asked: Any) -> Rendering:
    """Render one document of a small campaign."""
    campaign = load_campaign(folder)
    day = datetime.date.fromisoformat(asked.pop("day", DAY))
    languages = Languages(campaign)
    documents, problems = plan(campaign, Request(day=day, kinds=(kind,), **asked), languages, AllForms(folder))
    assert len(documents) == 1, problems
    return Renderer(campaign, languages["en"]).render(documents[0])


def plainly(rendering: Rendering) -> str:
    """Return what a document says, without line ends."""
    return " ".join(text_of(rendering).split())


# Every case


@pytest.mark.parametrize(("kind", "lang", "code", "day"), CASES)
def test_a_sheet_is_whole_and_within_its_budgets(kind: str, lang: str, code: str | None, day: str) -> None:
    rendering = sheet(kind, lang, code, day)
    assert rendering.gaps == ()
    assert [p for p in rendering.problems if p.severity != "note"] == []
    assert 0 < len(rendering.sources) <= 8
    used = [built_in().facts[ident] for ident in rendering.used.facts]
    assert all(fact.confidence != "unverified" for fact in used)
    said = [built_in().facts[ident] for ident in rendering.used.said]
    assert all(set(fact.sources) & set(rendering.sources) or fact.id == "country-signed" for fact in said)
    assert all({f.sources[0] for f in said} & set(rendering.sources) for f in said)


@pytest.mark.parametrize("paper", ["DE", "CL"])
@pytest.mark.parametrize(
    ("kind", "lang", "code", "day"),
    [("briefing", "es", "MX", DAY), ("qa", "es", None, DAY)]
    + [(kind, lang, code, DAYS[lang == "en"]) for kind in SHEETS for lang, code in (("en", "CL"), ("es", "AZ"))],
)
def test_a_sheet_is_an_accessible_pdf_of_the_pages_promised(
    kind: str, lang: str, code: str | None, day: str, paper: str
) -> None:
    data = pdf.write(sheet(kind, lang, code, day, paper).content)
    assert valid(data) == []
    assert len(read(data).pages) <= (1 if kind in ONE_PAGE else 2)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("kind", LETTERS)
def test_what_goes_to_a_person_is_one_accessible_page(kind: str, lang: str) -> None:
    for who in ("ana-ejemplo", "alex-ejemplo"):
        rendering = rendered(DAY, kind, lang, to=(who,), personal=PERSONAL)
        assert rendering.gaps == () and [p for p in rendering.problems if p.severity != "note"] == []
        data = pdf.write(rendering.content)
        assert valid(data) == [] and len(read(data).pages) == 1


def test_a_briefing_with_a_national_law_and_the_longest_asks_is_still_one_page() -> None:
    words = {"en": "Law " * 34 + "ends.", "es": "Ley " * 38 + "fin."}
    law = Hook(id="law", text=words, sources=("untc",), as_of=datetime.date(2026, 11, 1), confidence="verified")  # type: ignore[arg-type]
    campaign = of_country("CL")
    chile = replace(campaign.countries["CL"], hooks=(law,))
    campaign = replace(campaign, countries={**campaign.countries, "CL": chile})
    for ask in ("opinion-on-transfers", "minister-advice", "mep-question"):
        [found], _ = planned(DAY, "briefing", campaign, languages=("es",), country="CL", ask=ask)
        rendering = renderer("es").render(found)
        assert "Ley Ley" in rendering.content.html
        assert len(read(pdf.write(rendering.content)).pages) == 1


# What is so on the day


def test_before_the_last_day_the_calendar_is_for_those_who_have_not_signed() -> None:
    label = "Last day to sign"
    assert label in text_of(sheet("fact-sheet", "en", "MX"))
    assert label in text_of(sheet("fact-sheet", "en", None))
    assert label not in text_of(sheet("fact-sheet", "en", "CL"))
    assert "not to sign" in text_of(sheet("briefing", "en", "MX"))
    assert "not to sign" not in text_of(sheet("briefing", "en", "MX", "2027-01-02"))


def test_a_step_is_full_once_it_has_come() -> None:
    def steps(day: str) -> list[tuple[str | None, bool]]:
        items = tree.parse(sheet("fact-sheet", "en", None, day).content.html).iter("li")
        return [(i.get("data-date"), i.get("data-past") is not None) for i in items if "data-date" in i.keys()]  # noqa: SIM118

    assert steps(DAY)[-1] == ("2026-12-31", False)
    assert steps("2027-01-02")[-1] == ("2026-12-31", True)


def with_ratifications(number: int, **changes: Any) -> Campaign:
    """Return the built-in campaign with the number of ratifications looked up on a day."""
    old = built_in().facts["ratifications-reported"]
    known = {"as_of": datetime.date(2026, 11, 20), "confidence": "verified", "sources": ("untc",), **changes}
    made: Fact = replace(old, values={"reported_ratifications": {"number": number}}, valid_from=known["as_of"], **known)
    return replace(built_in(), facts={**built_in().facts, old.id: made})


@pytest.mark.parametrize(
    ("changes", "day", "shown"),
    [
        ({}, DAY, True),
        ({}, "2026-12-20", True),
        ({}, "2026-12-21", False),
        ({"confidence": "unverified"}, DAY, False),
        ({"sources": ()}, DAY, False),
    ],
)
def test_the_share_of_forty_is_drawn_while_its_number_may_be_printed(
    changes: dict[str, Any], day: str, shown: bool
) -> None:
    campaign = with_ratifications(7, **changes)
    [found], _ = planned(day, "fact-sheet", campaign, languages=("en",))
    rendering = Renderer(campaign, Languages(campaign)["en"]).render(found)
    charts = [f for f in tree.parse(rendering.content.html).iter("figure") if f.get("data-chart") == "dots"]
    assert [(f.get("data-count"), f.get("data-of")) for f in charts] == ([("7", "40")] if shown else [])
    assert ("7 of the 40 ratifications" in text_of(rendering)) is shown
    if shown and day == DAY:
        data = pdf.write(rendering.content)
        assert valid(data) == [] and len(read(data).pages) == 1


def test_what_others_said_is_of_the_adopted_text_with_a_date_and_a_reliable_source() -> None:
    said = text_of(sheet("briefing", "en", "CL"))
    assert "António Guterres (UN Secretary-General), 25 October 2025:" in said
    assert "Global Network Initiative" in said
    used = sheet("briefing", "en", "CL").used.statements
    assert {built_in().statements[i].about for i in used} == {"adopted-text"}
    early = sheet("briefing", "en", None, "2025-01-15")
    assert set(early.used.statements) <= {"article-19-blueprint", "hatfield-diaspora"}


def test_where_somebody_is_in_danger_no_name_is_asked_for() -> None:
    assert "My name is" in text_of(rendered(DAY, "call-script", "en", to=("ana-ejemplo",)))
    safe = rendered(DAY, "call-script", "en", to=("ana-ejemplo",), safe=True)
    assert "My name is" not in text_of(safe) and safe.gaps == ()
    assert "My name is" in text_of(sheet("call-script-for-all", "en", "CL"))
    at_risk = text_of(sheet("call-script-for-all", "en", "AZ"))  # a country of high risk
    assert "[your name]" not in at_risk and "[your number]" not in at_risk


@pytest.mark.parametrize("voice", ["organization", "constituent", "expert"])
@pytest.mark.parametrize("kind", LETTERS)
def test_every_voice_speaks_for_itself(kind: str, voice: str) -> None:
    said = plainly(rendered(DAY, kind, "en", to=("ana-ejemplo",), voice=voice, personal=PERSONAL))
    ours, mine = {
        "call-script": ("We ask you to put", "I ask you to put"),
        "follow-up": ("We wrote to you", "I wrote to you"),
        "thank-you": ("With our thanks", "With my thanks"),
    }[kind]
    assert (ours in said, mine in said) == ((True, False) if voice == "organization" else (False, True))


# The second letter and the thanks


def test_the_second_letter_names_the_day_of_the_first_when_it_is_known(make: Make, tmp_path: Path) -> None:
    made("compose", "follow-up", "--sent-on", "2026-10-20", "--format", "txt", folder=(folder := make()), out=tmp_path)
    said = " ".join((tmp_path / "river/en/follow-up/jo.txt").read_text(encoding="utf-8").split())
    assert "We wrote to you on 20 October 2026" in said
    assert "We wrote to you some weeks ago" in plainly(river(folder, "follow-up"))
    assert "We ask you to revoke the permit by" in said


@pytest.mark.parametrize("day", ["2026-11-23", "soon"])
def test_a_letter_of_tomorrow_was_not_sent(make: Make, tmp_path: Path, day: str) -> None:
    done = call("compose", "follow-up", "--sent-on", day, "--campaign", make(), "--out", tmp_path, "--date", DAY)
    assert done.code == 2 and done.codes <= {"sent-on", "date"} and done.codes
    assert files_in(tmp_path / "cybercrime-treaty") == set()


def test_thanks_are_in_the_words_of_the_sender_or_are_not_written(make: Make, tmp_path: Path) -> None:
    folder = make()
    done = call("compose", "thank-you", "--campaign", folder, "--out", tmp_path, "--date", DAY, "--format", "txt")
    assert done.code == 3 and "gap" in done.codes
    made("compose", "thank-you", "--personal", "You closed the valve.", "--format", "txt", folder=folder, out=tmp_path)
    assert "You closed the valve." in (tmp_path / "river/en/thank-you/jo.txt").read_text(encoding="utf-8")


def test_what_is_made_by_name_is_not_built(make: Make, tmp_path: Path) -> None:
    campaign = load_campaign(folder := make())
    by_name = {name for name, kind in campaign.kinds.items() if kind.by_name}
    assert by_name == {"correction", "follow-up", "thank-you"}
    made("build", "--format", "txt", "--news", "On 22 November 2026 it rained.", folder=folder, out=tmp_path)
    built = {path.split("/")[2] for path in files_in(tmp_path) if path.endswith(".txt")}
    assert built == set(campaign.usual_kinds) and not built & by_name


# A campaign of one's own


@pytest.mark.parametrize("kind", SHEETS)
def test_a_small_campaign_has_every_sheet(make: Make, kind: str) -> None:
    rendering = river(make(), kind)
    assert rendering.gaps == () and rendering.problems == ()
    assert "The town drinks from this river" in plainly(rendering) or kind == "fact-sheet"
    assert "<figure" not in rendering.content.html
    assert valid(pdf.write(rendering.content)) == []


STEPS = """
-- facts.yaml --
- id: permit-granted
  text: The agency granted the permit on {granted}.
  label: The permit, for {tons} tons
  values: {granted: {date: 2021-05}, tons: {number: 5}}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
  slots: [where, timeline]
- {id: end, text: It ends., label: The permit ends, sources: [permit], as_of: 2021-05-04, confidence: verified, slots: [timeline]}
- {id: no-label, text: No step., sources: [permit], as_of: 2021-05-04, confidence: verified, slots: [timeline]}
"""


def test_a_timeline_is_made_of_the_labels_of_facts(make: Make) -> None:
    rendering = river(make(STEPS), "fact-sheet")
    said = text_of(rendering)
    assert "1. May 2021: The permit, for 5 tons [1]" in said and "2. The permit ends [1]" in said
    assert "No step" not in said
    assert said.count("The agency granted the permit on") == 1  # a label does not use the sentence up


def test_the_question_of_a_reason_is_asked_else_its_title(make: Make) -> None:
    assert "The water\n---" in text_of(river(make(), "qa"))
    asked = make("""
-- concerns.yaml --
- id: water
  title: The water
  text: The town drinks from this river.
  contrary: {question: Does the plant not bring work?, text: It brings work., reply: It can do so without waste.}
  facts: [permit-granted]
""")
    said = text_of(river(asked, "qa"))
    assert "Does the plant not bring work?" in said and "The water\n---" not in said


def test_a_script_that_takes_too_long_is_said_in_seconds(make: Make) -> None:
    folder = make("""
-- templates/chat.html --
{#---
title: Chat
per: language
formats: [txt]
seconds: {call: 12}
---#}
<section data-part="call"><p>{{ "word " * 40 }}</p></section>
<p>{{ "unsaid " * 99 }}</p>
""")
    [problem] = river(folder, "chat").problems
    assert (problem.code, problem.severity) == ("too-long", "warning")
    assert "takes 16 seconds to say, 12 are planned" in problem.message
    assert problem.hint == "shorten it by 10 words"


def test_every_language_says_how_fast_it_is_spoken() -> None:
    paces = {tag: Languages(built_in())[tag].settings.words_per_minute for tag in built_in().settings.languages}
    assert all(90 < pace < 260 for pace in paces.values()), paces
    assert document(DAY, "call-script", "es", to=("ana-ejemplo",)).kind.seconds["call"] == 60
