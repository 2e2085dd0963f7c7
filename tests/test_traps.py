"""Nothing goes out that is known to be wrong: each trap fires on its claim, in every text, and on nothing that is true."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builtin import built_in, forms, planned, renderer, speakers
from conftest import ROOT, TODAY, load_campaign, run

from campaign import load as loading
from campaign import resources, traps
from campaign.address import AllForms
from campaign.diagnostics import Diagnostic, Stop
from campaign.languages import Languages, texts_of
from campaign.model import Campaign, Trap, TrapPattern
from campaign.plan import Request, plan
from campaign.values import replace
from campaign.write import write

Make = Callable[..., Path]
SEED_TEXTS = ROOT.parent / "shared" / "seeds"


@cache
def starter() -> Campaign:
    """Return the small campaign that people start from."""
    return load_campaign(resources.SEEDS / "starter")


CAMPAIGNS = {"cybercrime-treaty": built_in, "starter": starter}


def patterns() -> Iterator[tuple[Trap, str, TrapPattern]]:
    """Yield every pattern of what ships, with its language."""
    for campaign in CAMPAIGNS.values():
        for trap in campaign().traps.values():
            for tag, pattern in trap.languages.items():
                yield trap, tag, pattern


def day_of(trap: Trap) -> datetime.date:
    """Return a day on which the claim of a trap is wrong, today if it is."""
    return TODAY if TODAY in trap.valid else trap.valid_from or trap.valid_until or TODAY


FIRES = [(trap, tag, s) for trap, tag, pattern in patterns() for s in pattern.fires]
PASSES = [(trap, tag, s) for trap, tag, pattern in patterns() for s in pattern.passes]


def name(case: tuple[Trap, str, str]) -> str:
    """Name a sentence by its trap, language and first words."""
    trap, tag, sentence = case
    return f"{trap.id}-{tag}-{' '.join(sentence.split()[:7])}"


@pytest.mark.parametrize(("trap", "tag", "sentence"), FIRES, ids=map(name, FIRES))
def test_a_trap_fires_on_its_wrong_sentence(trap: Trap, tag: str, sentence: str) -> None:
    assert [t.id for t in traps.caught({trap.id: trap}, sentence, tag, day_of(trap))] == [trap.id]


@pytest.mark.parametrize(("trap", "tag", "sentence"), PASSES, ids=map(name, PASSES))
def test_a_trap_lets_its_true_sentence_pass(trap: Trap, tag: str, sentence: str) -> None:
    pattern = trap.languages[tag]  # type: ignore[index]
    assert not traps.fires(pattern, traps.sentences(sentence)), "as it stands, quoted words and all"


def test_every_trap_speaks_every_language_of_its_campaign_with_examples() -> None:
    for campaign in CAMPAIGNS.values():
        for trap in campaign().traps.values():
            spoken = {tag.split("-")[0] for tag in campaign().settings.languages}  # pt is for Brazil and Portugal
            assert set(trap.languages) == spoken, trap.id
            for pattern in trap.languages.values():
                assert len(pattern.fires) >= 2 and len(pattern.passes) >= 3, trap.id


def test_a_true_sentence_of_one_trap_is_caught_by_no_other() -> None:
    wrong = [
        (other.id, sentence)
        for campaign in CAMPAIGNS.values()
        for trap in campaign().traps.values()
        for tag, pattern in trap.languages.items()
        for sentence in pattern.passes
        for other in traps.caught(campaign().traps, sentence, tag, TODAY)
    ]
    assert wrong == []


# `about` only saves time.


def corpus(tag: str) -> list[str]:
    """Return all there is to say in a language: the sentences of the traps, the texts and the seeds."""
    said = [s for _, t, pattern in patterns() if t == tag for s in (*pattern.fires, *pattern.passes)]
    language = speakers()[tag]
    said += [language.text_of(t.context, t.text, 2 if t.plural else None, t.plural) for t in texts_of(built_in())]
    if tag == "en" and SEED_TEXTS.is_dir():
        said += [line for path in SEED_TEXTS.glob("*.txt") for line in path.read_text(encoding="utf-8").splitlines()]
    return said


@pytest.mark.parametrize("tag", ["en", "es"])
def test_about_never_hides_a_sentence_that_the_pattern_would_catch(tag: str) -> None:
    said = [[s] for text in corpus(tag) for s in traps.sentences(text)]
    hidden = [
        (trap.id, sentence[0][0])
        for trap, t, pattern in patterns()
        if t == tag and pattern.about
        for sentence in said
        if traps.fires(replace(pattern, about=()), sentence) and not traps.fires(pattern, sentence)
    ]
    assert hidden == []


def test_about_is_written_as_it_is_compared() -> None:
    for trap, _, pattern in patterns():
        for words in pattern.about:
            assert words and all(word == word.lower() and word.strip() for word in words), trap.id


# The seeds.

KNOWN_ERRORS = {
    "E1": ("budapest-un", "2001 with the Budapest Convention"),
    "E2": ("assembly-ratifies", "ratified by 40 nations"),
    "E3": ("four-year-minimum", "minimum of four years"),
    "E4": ("treaty-in-february-2024", "In February 2024, after three years"),
}


@pytest.mark.skipif(not SEED_TEXTS.is_dir(), reason="the documents of the seeds are not here")
@pytest.mark.parametrize("number", KNOWN_ERRORS)
def test_the_known_errors_of_the_seeds_are_caught(number: str) -> None:
    ident, words = KNOWN_ERRORS[number]
    lines = [
        line
        for path in SEED_TEXTS.glob("*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
        if words in line
    ]
    assert lines, "the seeds hold the sentence"
    for line in lines:
        assert ident in {t.id for t in traps.caught(built_in().traps, line, "en", TODAY)}


# What is looked at.

TRAPS = r"""
-- traps.yaml --
- id: all-water
  origin: a poster
  wrong: All water is gone.
  right: The water of one river is at risk.
  valid_from: 2024-02-10
  valid_until: 2026-12-31
  languages:
    en:
      about: [[water]]
      pattern: 'all\swater\sis\sgone|ART\.\s2\sbans'
      unless: '\bnot\b'
      fires: [All water is gone., Art. 2 bans all water.]
      passes: [Some water is gone., It is not true that all water is gone., Art. 2 does not ban water.]
"""


@pytest.fixture
def one(make: Make) -> dict[str, Trap]:
    """Return the traps of a small campaign."""
    return dict(load_campaign(make(TRAPS)).traps)


def caught(known: dict[str, Trap], text: str, tag: str = "en", day: datetime.date = TODAY, **rest: Any) -> bool:
    """Tell whether something is caught."""
    return bool(list(traps.caught(known, text, tag, day, **rest)))


@pytest.mark.parametrize(
    "text",
    [
        "All water is gone.",
        "ALL WATER IS GONE",
        "They say it. All water is gone. So be it.",
        "All\nwater   is\n  gone.",
        "They do not listen. All water is gone.",
        "Not so fast!\n\nAll water is gone",
        "“It is bad”, they say, and all water is gone.",
        "Under Art. 2 bans on water are many, and ART. 2 bans water.",
        "All wate\u0072 is gone.",
    ],
)
def test_a_wrong_claim_is_caught_however_it_is_set(one: dict[str, Trap], text: str) -> None:
    assert caught(one, text)


@pytest.mark.parametrize("quoted", ["“{}”", "«{}»", '"{}"', "“They said: {} And more.”", "A “{}” B “{}”"])
def test_words_in_quotation_marks_are_not_ours(one: dict[str, Trap], quoted: str) -> None:
    assert not caught(one, f"A poster says {quoted.replace('{}', 'all water is gone')}.")
    assert caught(one, f"A poster says {quoted.replace('{}', 'water is gone')}, and all water is gone.")


def test_a_mark_that_is_never_closed_hides_nothing(one: dict[str, Trap]) -> None:
    assert caught(one, "A poster says “all water is gone.") and caught(one, 'The 5" pipe: all water is gone.')


def test_the_exception_counts_in_its_own_sentence_only(one: dict[str, Trap]) -> None:
    assert not caught(one, "It is not true that all water is gone.")
    assert caught(one, "It is not true. All water is gone.") and caught(one, "All water is gone. It is not true.")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The U.N. Budapest text. It was signed.", 2),
        ("Art. 2(h) and Arts. 3 to 5 apply. Then art. 6 does.", 2),
        ("A/RES/79/243 was adopted. No. 4 was not.", 2),
        ("Los EE. UU. firmaron. El Sr. Pérez también.", 2),
        ("¿Qué pide? ¡Nada! «Así es». Y así sigue.", 4),
        ("He left (in 2001). The rest stayed.", 2),
        ("A title\n\nA text\nthat goes on", 2),
        ("It costs 4.5 million. e.g. nothing", 1),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, count: int) -> None:
    assert len(traps.sentences(text)) == count, traps.sentences(text)


@pytest.mark.parametrize(
    ("day", "wrong"), [("2024-02-09", False), ("2024-02-10", True), ("2026-12-31", True), ("2027-01-01", False)]
)
def test_a_trap_is_silent_outside_its_dates(one: dict[str, Trap], day: str, wrong: bool) -> None:
    assert caught(one, "All water is gone.", day=datetime.date.fromisoformat(day)) is wrong


def test_a_text_that_rebuts_a_trap_is_let_through(one: dict[str, Trap]) -> None:
    assert not caught(one, "All water is gone.", rebuts=["all-water"]) and caught(
        one, "All water is gone.", rebuts=["other"]
    )


def test_a_trap_of_a_language_serves_its_regions_and_no_other_language(one: dict[str, Trap]) -> None:
    assert caught(one, "All water is gone.", "en-US") and not caught(one, "All water is gone.", "es")


def test_a_trap_whose_pattern_does_not_compile_is_said_and_never_silent(make: Make) -> None:
    broken = load_campaign(make(TRAPS.replace("'\\bnot\\b'", "'('"))).traps
    with pytest.raises(Stop) as stop:
        caught(dict(broken), "All water is gone.")
    assert [(p.code, p.where.line) for p in stop.value.problems] == [("trap-pattern", 9)]
    assert not caught(dict(broken), "Nothing about that.")


# Documents.

ANA = ("ana-ejemplo",)
CLAIM = "The last time the UN passed a protocol on cybercrime was in 2001 with the Budapest Convention."


def errors(problems: list[Diagnostic] | tuple[Diagnostic, ...]) -> list[str]:
    """Return the codes of the errors."""
    return [p.code for p in problems if p.severity == "error"]


@pytest.mark.parametrize(
    ("tag", "claim"),
    [("en", CLAIM), ("es", "El Convenio de Budapest de la ONU ya obliga a varios países de la región.")],
)
def test_a_letter_with_a_wrong_sentence_of_one_s_own_is_not_written(tmp_path: Path, tag: str, claim: str) -> None:
    documents, problems = planned(
        "2026-11-22", "letter", to=ANA, languages=(tag,), formats=("txt", "html"), personal={"": claim}
    )
    assert len(documents) == 1 and not errors(problems)
    artifacts, problems = write(built_in(), documents, speakers(), tmp_path)
    assert artifacts == [] and errors(problems) == ["trap"] and list(tmp_path.rglob("*")) == []
    [problem] = [p for p in problems if p.severity == "error"]
    assert "budapest-un" in problem.message and problem.hint == built_in().traps["budapest-un"].right
    assert problem.where.file == f"cybercrime-treaty/{tag}/letter/{documents[0].slug}"


def test_a_wrong_sentence_in_one_language_stops_only_that_one(tmp_path: Path) -> None:
    own = {"en": CLAIM, "es": "Soy ingeniera y trabajo en seguridad."}
    documents, _ = planned("2026-11-22", "letter", to=ANA, languages=("en", "es"), formats=("txt",), personal=own)
    artifacts, problems = write(built_in(), documents, speakers(), tmp_path)
    assert [a.path.split("/")[1] for a in artifacts] == ["es"] and errors(problems) == ["trap"]


def test_a_draft_does_not_cover_what_is_wrong(tmp_path: Path) -> None:
    documents, _ = planned("2026-11-22", "letter", to=ANA, languages=("en",), formats=("txt",), personal={"": CLAIM})
    artifacts, problems = write(built_in(), documents, speakers(), tmp_path, draft=True)
    assert artifacts == [] and errors(problems) == ["trap"] and list(tmp_path.rglob("*")) == []


def test_news_that_is_wrong_is_not_released(tmp_path: Path) -> None:
    documents, _ = planned("2026-11-22", "press-release", languages=("en",), formats=("txt",), news={"": CLAIM})
    artifacts, problems = write(built_in(), documents, speakers(), tmp_path)
    assert artifacts == [] and errors(problems) == ["trap"]


def test_the_command_writes_nothing_and_ends_with_exit_3(tmp_path: Path) -> None:
    command = ["letter", "--to", "ana-ejemplo", "--lang", "en", "--format", "txt", "--date", "2026-11-22"]
    done = run(*command, "--personal", CLAIM, "--out", tmp_path / "out")
    assert done.returncode == 3 and "[trap]" in done.stderr and "budapest-un" in done.stderr and done.stdout == ""
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").rglob("*.txt")) == []


@pytest.mark.parametrize("tag", ["en", "es"])
@pytest.mark.parametrize("kind", ["letter", "email", "press-release", "article", "social"])
def test_what_the_built_in_campaign_says_is_caught_by_none_of_its_traps(kind: str, tag: str) -> None:
    documents, problems = planned("2026-11-22", kind, languages=(tag,))
    assert documents and not errors(problems)
    assert [errors(renderer(tag).render(d).problems) for d in documents] == [[]] * len(documents)


def letter_problems(folder: Path, personal: str = "") -> list[str]:
    """Return the errors of rendering the kind `letter` of a small campaign."""
    campaign, problems = loading.load(folder)
    assert problems == []
    languages = Languages(campaign)
    request = Request(day=TODAY, kinds=("letter",), personal={"": personal}, formats=("txt",))
    documents, problems = plan(campaign, request, languages, AllForms(folder))
    assert documents and not errors(problems)
    artifacts, problems = write(campaign, documents, languages, folder / "out")
    assert bool(artifacts) is not bool(errors(problems))
    return errors(problems)


HEAD = "-- templates/letter.html --\n{#---\ntitle: Letter\nper: recipient\nformats: [txt]\n---#}\n"


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("<h1>Not so</h1>\n<p>All water is gone</p>\n<p>It is not true</p>", True),
        ("<ul>\n<li>this is not so</li>\n<li>all water is gone</li>\n<li>nor not that</li>\n</ul>", True),
        ("<h1>All water</h1>\n<p>is gone if you do not act</p>", False),
        ("<p>All <strong>water</strong> is\n\n<em>gone</em></p>", True),
        ("<p>All water<br/>is gone</p>", True),
        ("<p>It is not true that all water is gone</p>", False),
        ("<p>A poster says “all water is gone”</p>", False),
        ("<p>A poster says “all</p>\n<p>water”, and all water is gone</p>", True),
        ("<p>“All is well</p>\n<p>All water is gone</p>\n<p>All is well”</p>", True),
    ],
)
def test_a_document_is_read_paragraph_by_paragraph(make: Make, body: str, wrong: bool) -> None:
    assert letter_problems(make(TRAPS, f"{HEAD}{body}\n")) == ["trap"] * wrong


def test_a_claim_of_one_s_own_is_not_let_through_by_a_text_that_rebuts_it(make: Make) -> None:
    concerns = """
-- concerns.yaml --
- id: water
  title: The water
  text: Some people say that all water is gone, which is wrong.
  rebuts: [all-water]
"""
    folder = make(TRAPS, concerns)
    assert letter_problems(folder) == []
    assert letter_problems(folder, "I know that all water is gone.") == ["trap"]


def test_a_sentence_that_a_list_gives_one_recipient_is_looked_at_too(make: Make) -> None:
    person = """
-- recipients/people.yaml --
- id: jo
  name: Jo March
  office: mayor
  country: GB
  personal: {en: All water is gone.}
"""
    assert letter_problems(make(TRAPS, person)) == ["trap"]


def test_a_letter_with_a_broken_trap_is_not_written(make: Make) -> None:
    assert letter_problems(make(TRAPS.replace("'all\\s", "'((all\\s")), "I drink water.") == ["trap-pattern"]


def test_forms_of_the_built_in_campaign_are_read_without_a_problem() -> None:
    assert forms()["en"] and forms()["es"] and forms().problems == [] and speakers().problems == []
