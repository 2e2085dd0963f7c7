"""One letter is rendered for all who are alike and filled for each: exactly what rendering it for each would give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builtin import built_in
from conftest import TODAY, load_campaign, write_campaign
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.address import AllForms
from campaign.languages import Languages
from campaign.model import Campaign, Id, Recipient
from campaign.plan import Document, Request, plan
from campaign.render import Renderer, Rendering
from campaign.render.mould import CLOSE, OPEN, is_whole
from campaign.values import replace

Make = Callable[..., Path]
LANGUAGES = built_in().settings.languages
NAMES = (
    ("Ana", "Soto"),
    ("Luis", "de la Cruz"),
    ("Sinéad", "O'Connor"),
    ("D’Arcy", 'von "Bär" & Söhne'),
    ("<b>Bo</b>", "a < b > c &amp; d"),
    ("محمد", "الأحمد"),
    ("דוד", "בן-גוריון"),
    ("小明", "王"),
    ("Łucja", "Żak‑Nowak"),
    ("Иван", "Петров"),
    ("100 %", "{{ name }} {area} %(x)s \\1"),
    ("I.", "V. e http://a.example/?b=1&c=2"),
)
SENTENCES = ("", "", 'I said "no" & I meant it: 1 < 2.', "L'eau, c'est la vie !", "قال 42 شخصًا: «لا».", "他说：“不”。")


def person(number: int, given: str, family: str, personal: str = "", **more: Any) -> Recipient:
    """Return somebody made up, of one office and country."""
    return Recipient(
        id=Id(f"p-{number}"),
        name=f"{given} {family}",
        given_name=given,
        family_name=family,
        gender=more.pop("gender", ("f", "m")[number % 2]),
        office=more.pop("office", "lower-house"),
        country=more.pop("country", "CL"),
        area=("", "Distrito 10", "Ñuble & Biobío")[number % 3] or None,
        address_lines=("Avenida O'Higgins 1 & 2", "Valparaíso <centro>")[: number % 3],
        email=None if number % 2 else f"p{number}@example.org",
        personal={"": personal} if personal else {},
        **more,
    )


CROWD = [
    person(n, given, family, SENTENCES[n % len(SENTENCES)], gender=gender)
    for n, (given, family, gender) in enumerate((*name, gender) for gender in ("f", "m") for name in NAMES)
]


SPEAKERS: dict[Path, tuple[Languages, AllForms]] = {}


def speakers(campaign: Campaign) -> tuple[Languages, AllForms]:
    """Return the languages of a campaign and its forms of address."""
    if campaign.folder not in SPEAKERS:
        SPEAKERS[campaign.folder] = Languages(campaign), AllForms(campaign.folder)
    return SPEAKERS[campaign.folder]


def planned(campaign: Campaign, people: list[Recipient], lang: str, kind: str = "letter") -> list[Document]:
    """Return the documents of some people, which share what was chosen for those who are alike."""
    asked = replace(campaign, recipients={p.id: p for p in people})
    request = Request(day=TODAY, kinds=(kind,), languages=(lang,))
    documents, problems = plan(asked, request, *speakers(campaign))
    assert [p for p in problems if p.severity == "error"] == []
    assert len(documents) == len(people)
    return documents


def both(campaign: Campaign, documents: list[Document]) -> tuple[list[tuple[Rendering, Rendering]], Renderer]:
    """Return what a renderer with moulds and one without make of each document, and the one with moulds."""
    language = speakers(campaign)[0][documents[0].language]
    quick, slow = Renderer(campaign, language), Renderer(campaign, language)
    return [(quick.render(d), slow.whole(d)) for d in documents], quick


def same(one: Rendering, other: Rendering) -> bool:
    """Tell whether two renderings say the same in every way that reaches a file, the manifest or a person."""
    assert one.content.html == other.content.html
    assert one.content == other.content
    assert one.words == other.words
    assert one.gaps == other.gaps
    assert one.problems == other.problems
    used = [n for n in vars(one.used) if n != "row"]
    assert [list(getattr(one.used, n)) for n in used] == [list(getattr(other.used, n)) for n in used]
    return OPEN not in one.content.html and one.document is other.document


@pytest.mark.parametrize("kind", ["letter", "email"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_filled_mould_is_the_whole_letter_in_every_language(lang: str, kind: str) -> None:
    pairs, quick = both(built_in(), planned(built_in(), CROWD, lang, kind))
    assert all(same(*pair) for pair in pairs)
    assert len(quick.moulds) < len(CROWD) / 2, "most of them were filled"
    assert all(quick.moulds.values())


# Whatever a name holds that a list lets through: no control characters, no ends of lines, no blank ends.
TEXTS = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=24)
    .map(str.strip)
    .filter(lambda text: text.strip("\u200b\ufeff \u00a0"))
)
PERSONS = st.lists(st.tuples(TEXTS, TEXTS, st.one_of(st.just(""), TEXTS)), min_size=2, max_size=4)


@pytest.mark.parametrize("lang", ["en", "fr", "ar", "zh-Hans"])
@settings(max_examples=25, deadline=None)
@given(people=PERSONS)
def test_no_name_and_no_sentence_shows_that_a_mould_was_filled(lang: str, people: list[tuple[str, str, str]]) -> None:
    crowd = [person(3 * n, *told, gender="f") for n, told in enumerate(people)]
    pairs, _ = both(built_in(), planned(built_in(), crowd, lang))
    assert all(same(*pair) for pair in pairs)


def test_a_mark_in_a_name_is_text(river: Campaign) -> None:
    people = [person(n, given, "March", country="GB") for n, given in enumerate(["Jo", f"{OPEN}name{CLOSE}", OPEN])]
    pairs, _ = both(river, planned(river, people, "en"))
    assert [one.content.html == other.content.html for one, other in pairs] == [True] * 3


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """The base campaign."""
    return load_campaign(write_campaign(tmp_path_factory.mktemp("mould") / "river"))


# Templates that look at the person

HEAD = (
    "{#---\ntitle: Flyer\nper: recipient\nformats: [txt]\nwords: {en: 60}\nparts: {own: 5}\nstyle: letter.css\n---#}\n"
)
FLYER = "-- templates/flyer.html --\n" + HEAD + "{% include '_mark.html' %}\nBODY\n"
PEOPLE = [
    person(0, "Ana", "Soto", country="GB", party="Greens", gender="f"),
    person(6, "Bo", "Ríos Vega", country="GB", party="Blues", gender="m", note="new"),
    person(12, "Bartholomew", "a < b", country="GB", party="Reds & Co", languages=("fr",)),
    person(18, "Ana", "Núñez", "Our town drinks it.", country="GB", party="Reds", gender="f", role={"": "chair"}),
    person(24, "Bo", "Núñez", "We fish.", country="GB", party="Reds", gender="f"),
]


def flyers(make: Make, body: str) -> tuple[list[tuple[Rendering, Rendering]], Renderer]:
    """Return what is made of a template for people who are alike."""
    campaign = load_campaign(make(FLYER.replace("BODY", body)))
    return both(campaign, planned(campaign, PEOPLE, "en", "flyer"))


@pytest.mark.parametrize(
    "body",
    [
        "<p>{% if 'Bo' in address.salutation %}one{% else %}other{% endif %}</p>",
        "<p>{% if recipient.name == 'Ana Soto' %}one{% else %}other{% endif %}</p>",
        "<p>{% if recipient.name > 'Bb' %}one{% else %}other{% endif %}</p>",
        "<p>{{ recipient.name|upper }}</p>",
        "<p>{{ recipient.name|length }}</p>",
        "<p>{{ recipient.name[0] }}</p>",
        "<p>{{ recipient.name[:3] }}</p>",
        "<p>{{ recipient.name.split(' ')[0] }}</p>",
        "<p>{{ recipient.name|truncate(8) }}</p>",
        "<p>{{ recipient.name|reverse }}</p>",
        "<p>{{ recipient.name|replace('a', 'e') }}</p>",
        "<p>{{ {'Bo Ríos Vega': 'one'}.get(recipient.name, 'other') }}</p>",
        "<p>{{ recipient.role or 'member' }}</p>",
        "<p>{% if recipient.gender == 'f' %}one{% else %}other{% endif %}</p>",
        "<p>{{ recipient.gender }}</p>",
        "<p>{{ recipient.languages|join(' ') or 'none' }}</p>",
        "<p>{{ document.recipient.gender }}</p>",
        "<p>{{ document.recipient.where.line }} is the line</p>",
        "<p>{% for letter in recipient.family_name %}{{ letter }}.{% endfor %}</p>",
        "<p>{% filter upper %}{{ recipient.name }}{% endfilter %}</p>",
        "<p>{{ (recipient.name ~ '!')|upper }}</p>",
        "<p>{{ (recipient.name ~ '!')|truncate(9, True, '') }}</p>",
        "<p>{{ address.lines|join('|')|title }}</p>",
        '<p><a href="https://example.org/{{ recipient.id }}">here</a></p>',
        '<p class="{{ recipient.party }}">party</p>',
        "<h1>To {{ recipient.name }}</h1>",
        "<h1><em>To {{ recipient.name }}</em></h1>",
        '<p class="mark">For {{ recipient.name }}</p><p>text</p>',
    ],
)
def test_a_template_that_looks_at_the_person_has_no_mould_and_is_right(make: Make, body: str) -> None:
    pairs, quick = flyers(make, body)
    assert all(same(*pair) for pair in pairs)
    assert quick.moulds and not any(quick.moulds.values())


@pytest.mark.parametrize(
    "body",
    [
        "<p>{{ recipient.name }}, {{ recipient.party }}: {{ address.in_text }} ({{ kind }})</p>",
        "<p>{{ address.lines[0] }} and {{ address.lines|length }} lines, {{ address.lines|join(' / ') }}</p>",
        "<p>{% for line in address.lines %}{{ loop.index }} {{ line }}{% if not loop.last %}<br/>{% endif %}{% endfor %}</p>",
        "<p>{% for line in address.lines %}{{ loop }} {{ line }} {% endfor %}</p>",
        "<p>{{ document.slug }}: {{ recipient.name ~ ' of ' ~ recipient.party }}</p>",
        "<p>{% if recipient.honorific_prefix %}{{ recipient.honorific_prefix }} {% endif %}{{ recipient.name }}</p>",
        "<section data-part='own'><p>To {{ recipient.name }} of {{ recipient.party }}.</p></section>",
        "<p>{% if personal %}{{ personal }}{% else %}Nothing of my own.{% endif %}</p>",
        "<p>{{ '%s!'|format(recipient.name) }} {{ recipient.name|e }} {{ recipient.name|default('nobody') }}</p>",
        "<p>{{ recipient.country }} {{ recipient.office }}</p>",
    ],
)
def test_a_template_that_prints_the_person_has_a_mould_and_is_right(make: Make, body: str) -> None:
    pairs, quick = flyers(make, body)
    assert all(same(*pair) for pair in pairs)
    assert any(quick.moulds.values())


@pytest.mark.parametrize(
    "body",
    [
        "{% set said %}{{ recipient.name }}{% endset %}<p>{% if 'Bo' in said %}one{% else %}other{% endif %}</p>",
        "<p>{% if 'Bo' in recipient.name ~ '' %}one{% else %}other{% endif %}</p>",
        "<p>{{ 'one' if 'Bo' in address.lines|join else 'other' }}</p>",
        "{% set who = recipient %}<p>{% if 'Bo' in who.name|e %}one{% else %}other{% endif %}</p>",
        "{% macro of(x) %}{% if 'Bo' in x ~ '' %}one{% else %}other{% endif %}{% endmacro %}<p>{{ of(recipient.name) }}</p>",
        "<p>{{ ('%s' % recipient.name)|truncate(9, True, '') }}</p>",
        "<p>{{ ('to ' + recipient.name)|center(30)|replace(' ', '.') }}</p>",
        "{% for x in address.lines %}{% set y %}{{ x }}{% endset %}<p>{{ 1 if 'Bo' in y else 2 }}</p>{% endfor %}",
    ],
)
def test_a_template_that_looks_at_what_it_has_joined_is_right(make: Make, body: str) -> None:
    pairs, _ = flyers(make, body)
    assert all(same(*pair) for pair in pairs)


def test_what_is_wrong_with_the_first_is_wrong_with_all(make: Make) -> None:
    campaign = load_campaign(
        make(
            FLYER.replace("BODY", "<p>{{ recipient.name }} knows that the river is a drain.</p>"),
            """
-- traps.yaml --
- id: drain
  origin: ours
  wrong: The river is not a drain.
  right: It is a river.
  languages:
    en:
      pattern: 'river is a drain'
      fires: [The river is a drain.]
      passes: [The river is no drain.]
""",
        )
    )
    pairs, quick = both(campaign, planned(campaign, PEOPLE, "en", "flyer"))
    assert [[p.code for p in one.problems] for one, _ in pairs] == [["trap"]] * len(PEOPLE)
    assert all(same(*pair) for pair in pairs)
    assert not any(quick.moulds.values())


def test_a_sentence_of_their_own_that_is_too_long_is_said_of_who_has_it(make: Make) -> None:
    campaign = load_campaign(
        make(FLYER.replace("BODY", "<section data-part='own'><p>We write. {{ personal }}</p></section>"))
    )
    said = ["Yes.", "It flows. " * 40, "No.", "It runs. " * 50]
    people = [person(0, "Ana", f"Soto {n}", text.strip(), country="GB") for n, text in enumerate(said)]
    people = [replace(p, id=f"p-{n}") for n, p in enumerate(people)]
    pairs, quick = both(campaign, planned(campaign, people, "en", "flyer"))
    assert [[p.code for p in one.problems] for one, _ in pairs] == [[], ["too-long"], [], ["too-long"]]
    assert all(same(*pair) for pair in pairs)
    assert all(quick.moulds.values())


@pytest.mark.parametrize(
    ("markup", "whole"),
    [
        ("a NAME b", True),
        ("none", True),
        ("a OTHER b", False),
        (OPEN, False),
        (f"name{CLOSE}", False),
        (f"{OPEN}na", False),
    ],
)
def test_a_mark_that_was_cut_or_changed_is_seen(markup: str, whole: bool) -> None:
    for name in ("name", "other"):
        markup = markup.replace(name.upper(), f"{OPEN}{name}{CLOSE}")
    assert is_whole(markup, {"name": "Jo"}) is whole
