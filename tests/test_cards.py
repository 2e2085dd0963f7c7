"""Cards: which ones a day has, what stands on them, and that every text fits its picture or is refused."""

from __future__ import annotations

import datetime
import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builtin import built_in, forms, renderer, speakers
from catalogs import speak
from conftest import HEAD, TODAY, checked, expected, found, load_campaign, run
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from campaign.address import AllForms
from campaign.diagnostics import SYSTEM, USAGE, Diagnostic, Stop
from campaign.formats import Content, png
from campaign.languages import Languages
from campaign.model import Campaign
from campaign.plan import Document, Request, cards, plan
from campaign.render import Renderer, Rendering
from campaign.values import replace

CARDS = (
    """
-- facts.yaml --
- id: permit-granted
  text: The agency granted the permit on {granted}.
  values: {granted: {date: 2021-05-04}}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
  slots: [where, background, subheading, next, notes]
- id: samples
  text: Of {taken} samples, {bad} were bad.
  values:
    taken: {number: 40}
    bad: {number: 3, words: {en: three}}
    part: {percent: 7.5}
    litres: {number: 90000}
    most: {number: 120000}
  sources: [permit]
  as_of: 2026-11-10
  perishable: {max_age: 30, then: omit}
  confidence: verified
- id: rumour
  text: Somebody said so.
  sources: [permit]
  as_of: 2026-11-10
  confidence: unverified
-- statements.yaml --
- id: ann-drain
  who: Ann Reed
  role: doctor
  on: 2021-06-02
  position: She asked for clean water.
  phrase: Water is not a drain
  about: draft
  cleared: public record
  sources: [permit]
-- cards.yaml --
- id: permit
  kind: fact
  text: The permit is from {granted}.
  alt: The permit is from {granted}.
  facts: [permit-granted]
- id: three-bad
  kind: statistic
  text: "{bad} of {taken} samples were bad"
  alt: "{bad} of {taken} dots are full."
  facts: [samples]
  count: bad
  of: taken
- {id: share, kind: statistic, text: "{part} of the river", alt: "A bar of {part}.", facts: [samples], count: part}
- {id: litres, kind: statistic, text: "{litres} litres", alt: "A bar.", facts: [samples], count: litres, of: most}
- {id: said, kind: quote, statement: ann-drain, alt: "Ann Reed: Water is not a drain."}
- {id: rumoured, kind: fact, text: Somebody said so., alt: A rumour., facts: [rumour]}
- {id: revoke, kind: act, caption: What we ask, text: Revoke the permit, alt: Revoke the permit., ask: revoke}
- {id: hidden, kind: act, text: Only when it is named, alt: Only when it is named., automatic: false}
- id: until-vote
  kind: countdown
  text: "{days} day until the vote"
  text_plural: "{days} days until the vote"
  alt: "{days} day."
  alt_plural: "{days} days."
  until: vote
  statuses: [unsigned, unknown]
- id: why
  kind: question
  text: “Does it not bring work?”
  reply: It does, and it can work without pouring waste.
  alt: A question and its answer.
- id: three-steps
  kind: steps
  text: How it is decided
  steps:
    - {id: file, title: File., text: The plant files a plan.}
    - {id: hear, title: Hear., text: The town is heard.}
  alt: Two steps.
"""
    + HEAD
    + """\
dates:
  - {id: vote, title: The vote, on: 2026-12-01, use: deadline, statuses: [unsigned, unknown]}
"""
)
ONE = """
-- cards.yaml --
- {id: revoke, kind: act, caption: What we ask, text: Revoke the permit, alt: Revoke the permit., ask: revoke}
"""
USABLE = ["permit", "three-bad", "share", "litres", "said", "revoke", "until-vote", "why", "three-steps"]


def pack_of(campaign: Campaign, day: datetime.date = TODAY, lang: str = "en", country: str | None = None) -> Document:
    """Return the social pack of a day."""
    request = Request(day=day, kinds=("social",), languages=(lang,), country=country)
    documents, problems = plan(campaign, request, Languages(campaign), AllForms(campaign.folder))
    assert [p for p in problems if p.severity == "error"] == []
    return documents[0]


def renderings(
    campaign: Campaign,
    *names: str,
    day: datetime.date = TODAY,
    lang: str = "en",
    country: str | None = None,
    size: tuple[int, int] = cards.SIZES[0],
) -> list[Rendering]:
    """Render cards in one size."""
    pack = pack_of(campaign, day, lang, country)
    chosen = cards.cards_for(campaign, pack.setting, names)
    made = Renderer(campaign, Languages(campaign)[lang])
    return [made.render(document) for document in cards.documents_of(campaign, pack, chosen, [size])]


def opened(data: bytes) -> Image.Image:
    """Open a picture."""
    return Image.open(io.BytesIO(data))


def chunks(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the chunks of a PNG, each with a sound checksum."""
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.pack(">I", zlib.crc32(kind + body)) == data[at + 8 + length : at + 12 + length]
        yield kind.decode(), body
        at += 12 + length


def free_of_ink(data: bytes) -> bool:
    """Tell whether a picture is of one colour outside its safe area."""
    image = opened(data)
    shape = png.shape_of(image.size)
    side, edge = (int(pixels * image.width / png.WIDTH) - 1 for pixels in (png.SIDE, shape.edge))
    width, height = image.size
    frames = [
        (0, 0, width, edge),
        (0, height - edge, width, height),
        (0, 0, side, height),
        (width - side, 0, width, height),
    ]
    colours = {colour for box in frames for _, colour in image.crop(box).getcolors() or []}
    return colours == {image.getpixel((0, 0))}


def ink(image: Image.Image) -> list[tuple[int, int]]:
    """Return the places that are not of the colour of the corner, on a coarse grid."""
    ground = image.getpixel((0, 0))
    return [
        (x, y) for x in range(0, image.width, 3) for y in range(0, image.height, 3) if image.getpixel((x, y)) != ground
    ]


@pytest.fixture
def river(make: Callable[..., Path]) -> Campaign:
    """Return the base campaign with cards."""
    return load_campaign(make(CARDS))


# Which cards


def test_a_campaign_with_every_kind_of_card_has_no_problem(make: Callable[..., Path]) -> None:
    assert checked(make(CARDS)) == []


def test_what_is_not_verified_or_only_for_who_names_it_stays_away(river: Campaign) -> None:
    assert [card.id for card in cards.cards_for(river, pack_of(river).setting)] == USABLE


@pytest.mark.parametrize(
    ("day", "gone"),
    [
        ("2026-11-30", set()),
        ("2026-12-01", {"until-vote"}),
        ("2026-12-11", {"until-vote", "three-bad", "share", "litres"}),
        ("2021-01-01", {"permit", "three-bad", "share", "litres", "said"}),
    ],
)
def test_a_card_leaves_with_its_day_and_its_facts(river: Campaign, day: str, gone: set[str]) -> None:
    setting = pack_of(river, datetime.date.fromisoformat(day)).setting
    assert [card.id for card in cards.cards_for(river, setting)] == [name for name in USABLE if name not in gone]


def test_a_countdown_is_for_the_countries_of_its_date(make: Callable[..., Path]) -> None:
    signed = (
        "-- countries/GB.yaml --\nlanguages: [en]\nevents:\n"
        "  - {event: signed, on: 2025-10-25, sources: [permit], confidence: verified}\n"
    )
    campaign = load_campaign(make(CARDS, signed))
    setting = pack_of(campaign, country="GB").setting
    assert setting.status == "signed"
    assert [card.id for card in cards.cards_for(campaign, setting)] == [name for name in USABLE if name != "until-vote"]


def test_a_card_that_is_named_and_cannot_be_shown_is_an_error_at_its_place(river: Campaign) -> None:
    problems: list[Diagnostic] = []
    chosen = cards.cards_for(river, pack_of(river).setting, ("rumoured", "hidden"), problems)
    assert [card.id for card in chosen] == ["hidden"]
    assert [(p.code, p.where.line) for p in problems] == [("unusable", 16)]
    assert "'rumour', which is not verified" in problems[0].message
    with pytest.raises(Stop) as stop:
        cards.cards_for(river, pack_of(river).setting, ("rumored",))
    assert (stop.value.problems[0].exit, stop.value.problems[0].code) == (USAGE, "unknown-card")
    assert "'rumoured'" in stop.value.problems[0].hint


# What stands on them


@pytest.mark.parametrize(
    ("day", "says"), [("2026-11-22", "9 days"), ("2026-11-30", "1 day"), ("2026-08-23", "100 days")]
)
def test_a_countdown_counts_from_the_day_of_its_document(river: Campaign, day: str, says: str) -> None:
    (made,) = renderings(river, "until-vote", day=datetime.date.fromisoformat(day))
    number, word = says.split()
    assert f'<span class="figure">{number}</span> {word} until the vote' in made.content.html
    assert made.content.description == f"{says}."


def test_the_figure_of_a_statistic_is_in_digits_and_its_dots_are_counted(river: Campaign) -> None:
    (made,) = renderings(river, "three-bad")
    assert '<span class="figure">3</span> of 40 samples' in made.content.html
    assert made.content.description == "3 of 40 dots are full."
    drawing = made.content.style
    assert (drawing.count("%3Ccircle"), drawing.count("fill%3D%22none")) == (40, 37)
    assert "As of November 2026." in made.content.html  # it may change without notice


@pytest.mark.parametrize(("card", "share"), [("share", "7.50%"), ("litres", "75.00%")])
def test_what_nobody_would_count_is_a_bar(river: Campaign, card: str, share: str) -> None:
    (made,) = renderings(river, card)
    assert f".part {{ width: {share} }}" in made.content.style
    assert "circle" not in made.content.style


def test_a_bar_is_as_long_as_its_share(river: Campaign) -> None:
    (made,) = renderings(river, "litres", size=(1080, 1080))
    image = opened(png.write(made.content))
    accent = Image.new("RGB", (1, 1), river.settings.look.colours.accent).getpixel((0, 0))
    longest = max(sum(image.getpixel((x, y)) == accent for x in range(image.width)) for y in range(600, 900))
    lengths = {sum(image.getpixel((x, y)) == accent for x in range(image.width)) for y in range(200, 1000)}
    inside = png.WIDTH - 2 * png.SIDE - 8
    assert longest == inside + 8  # the frame
    assert any(abs(length - (0.75 * inside + 8)) < 3 for length in lengths)


def test_a_source_stands_on_the_card_and_in_its_provenance(river: Campaign) -> None:
    (made,) = renderings(river, "permit")
    assert '<p class="source">Source: Example Agency, 4 May 2021</p>' in made.content.html
    assert list(made.used.facts) == ["permit-granted"]
    assert list(made.used.sources) == ["permit"]


def test_a_quotation_is_attributed_dated_and_says_that_it_is_about_a_draft(river: Campaign) -> None:
    (made,) = renderings(river, "said")
    for words in ("Water is not a drain", "<strong>Ann Reed</strong><br/>doctor<br/>2 June 2021", "draft of the text"):
        assert words in made.content.html
    assert "Our translation" not in made.content.html


def test_the_mark_of_a_sample_is_on_the_card_of_an_example_country_alone(make: Callable[..., Path]) -> None:
    example = "-- countries/GB.yaml --\nlanguages: [en]\nexample: true\n"
    campaign = load_campaign(make(CARDS, example))
    (marked,), (plain,) = (renderings(campaign, "revoke", country=country) for country in ("GB", None))
    assert marked.content.mark == "SAMPLE" and 'class="mark">SAMPLE<' in marked.content.html
    assert plain.content.mark == "" and "SAMPLE" not in plain.content.html
    assert png.write(marked.content) != png.write(plain.content)


def test_a_template_of_ones_own_cannot_drop_the_mark(make: Callable[..., Path]) -> None:
    own = '-- templates/cards/act.html --\n<div class="says"><p class="main">{{ card.text }}!</p></div>\n'
    campaign = load_campaign(make(CARDS, own, "-- countries/GB.yaml --\nlanguages: [en]\nexample: true\n"))
    (made,) = renderings(campaign, "revoke", country="GB")
    assert "Revoke the permit!" in made.content.html and "SAMPLE" in made.content.html


def test_a_text_that_is_not_translated_is_a_gap_and_no_card(make: Callable[..., Path]) -> None:
    folder = make(ONE)
    speak(folder, "es", {"card/revoke": "Revocar el permiso"})
    campaign = load_campaign(folder)
    (made,) = renderings(campaign, "revoke", lang="es")
    assert made.gaps == ("translation of card/revoke/caption", "translation of card/revoke/alt")


# The picture


@pytest.mark.parametrize("size", cards.SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("card", ["three-bad", "said", "three-steps"])
def test_a_card_has_its_size_and_nothing_outside_its_safe_area(
    river: Campaign, card: str, size: tuple[int, int]
) -> None:
    (made,) = renderings(river, card, size=size)
    assert made.document.path(".png") == f"river/en/social/cards/{card}-{size[0]}x{size[1]}.png"
    data = png.write(made.content)
    assert opened(data).size == size
    assert len(data) < png.MOST_BYTES
    assert free_of_ink(data)


def test_a_picture_is_srgb_in_8_bit_with_its_text_and_no_time_and_is_the_same_again(river: Campaign) -> None:
    (made,) = renderings(river, "permit")
    data = png.write(made.content)
    found_in = dict(chunks(data))
    assert set(found_in) == {"IHDR", "sRGB", "iTXt", "IDAT", "IEND"}
    assert found_in["IHDR"][8:10] == bytes([8, 2])  # bits a channel, RGB
    assert found_in["iTXt"] == b"Description\0\0\0en\0Description\0The permit is from 4 May 2021."
    assert png.write(made.content) == data


def height_of_capital(data: bytes) -> int:
    """Return the height of the first line of ink under the short bar at the top."""
    image = opened(data)
    rows = sorted({y for x, y in ink(image) if x < image.width * 0.5})
    lines: list[list[int]] = []
    for y in rows:
        if lines and y - lines[-1][-1] <= 3:
            lines[-1].append(y)
        else:
            lines.append([y])
    return max(len(line) for line in lines[1:])


def test_a_shorter_text_is_set_larger(river: Campaign) -> None:
    (made,) = renderings(river, "revoke", size=(1080, 1080))
    longer = replace(made.content, html=made.content.html.replace("Revoke the permit", "Revoke the permit " * 6))
    assert height_of_capital(png.write(made.content)) > 1.5 * height_of_capital(png.write(longer))


def test_what_does_not_fit_is_refused_with_by_how_much(river: Campaign) -> None:
    (made,) = renderings(river, "revoke")
    longer = replace(made.content, html=made.content.html.replace("Revoke the permit", "river " * 90))
    with pytest.raises(Stop) as stop:
        png.write(longer)
    (problem,) = stop.value.problems
    assert problem.code == "card-fit"
    assert "lines too many" in problem.message and "at 40 pixels" in problem.message
    over = int(problem.hint.split()[3])
    fitting = replace(made.content, html=made.content.html.replace("Revoke the permit", "river " * (90 - over)))
    assert free_of_ink(png.write(fitting))


def test_a_word_wider_than_the_card_is_named_and_a_long_one_is_set_smaller(river: Campaign) -> None:
    (made,) = renderings(river, "revoke", size=(1080, 1080))

    def saying(word: str) -> Content:
        return replace(made.content, html=made.content.html.replace("Revoke the permit", word))

    assert free_of_ink(png.write(saying("Достопримечательностями Rechtsschutzversicherungsgesellschaften")))
    with pytest.raises(Stop) as stop:
        png.write(saying("a " + "Donaudampfschifffahrt" * 4))
    assert (stop.value.problems[0].code, "DonaudampfschifffahrtDonau" in stop.value.problems[0].message) == (
        "card-fit",
        True,
    )


WORDS = st.lists(st.text(st.sampled_from("aeinrstÁßжщ"), min_size=1, max_size=24), min_size=1, max_size=40)


@cache
def plain_card() -> Content:
    """Return a card of the built-in campaign to write other words on."""
    pack = plan(built_in(), Request(day=TODAY, kinds=("social",), languages=("en",)), speakers(), forms())[0][0]
    (document,) = cards.documents_of(built_in(), pack, [built_in().cards["half-a-minute"]], [(1200, 630)])
    return renderer("en").render(document).content


@settings(max_examples=25)
@given(WORDS)
def test_any_text_either_fits_or_is_refused(words: list[str]) -> None:
    content = plain_card()
    text = "The UN cybercrime treaty in half a minute"
    assert text in content.html
    try:
        data = png.write(replace(content, html=content.html.replace(text, " ".join(words))))
    except Stop as stop:
        assert [p.code for p in stop.problems] == ["card-fit"]
        return
    assert free_of_ink(data)


def test_arabic_runs_from_right_to_left(make: Callable[..., Path]) -> None:
    folder = make(ONE)
    speak(
        folder, "ar", {"card/revoke": "إلغاء التصريح", "card/revoke/caption": "ما نطلبه", "card/revoke/alt": "بطاقة."}
    )
    (made,) = renderings(load_campaign(folder), "revoke", lang="ar", size=(1080, 1080))
    data = png.write(made.content)
    places = ink(opened(data))
    assert made.gaps == () and free_of_ink(data)
    assert {x > 900 for x, y in places if y < 90} == {True}  # the bar at the top
    assert dict(chunks(data))["iTXt"] == "Description\0\0\0ar\0Description\0بطاقة.".encode()


def test_a_missing_font_or_glyph_is_said(river: Campaign) -> None:
    (made,) = renderings(river, "revoke")
    for changed, code in (
        (replace(made.content, lacking=("Noto Serif CJK SC", "apt install fonts-noto-cjk")), "no-font"),
        (replace(made.content, html=made.content.html.replace("Revoke", "Revoke \U00013000")), "glyph"),
    ):
        with pytest.raises(Stop) as stop:
            png.write(changed)
        assert [(p.code, p.exit) for p in stop.value.problems] == [(code, SYSTEM)]


def test_the_logo_of_the_campaign_takes_the_place_of_its_title(make: Callable[..., Path]) -> None:
    look = "look: {logo: {file: our wave.png, alt: The sign of the river friends.}}\n"
    folder = make(CARDS + look)
    (folder / "images").mkdir()
    Image.new("RGB", (30, 20), (255, 0, 255)).save(folder / "images" / "our wave.png")
    (made,) = renderings(load_campaign(folder), "revoke", size=(1080, 1080))
    data = png.write(made.content)
    assert opened(data).getpixel((90, 1080 - png.EDGE - 40)) == (255, 0, 255)
    assert "Keep the river clean" not in made.content.html
    assert made.content.description == "Revoke the permit. The sign of the river friends."


def test_the_colours_of_the_campaign_are_those_of_its_cards(make: Callable[..., Path]) -> None:
    look = 'look: {colours: {ink: "#000000", paper: "#ffff00", accent: "#440044", on_accent: "#00ff00"}}\n'
    campaign = load_campaign(make(CARDS + look))
    for card, ground, text in (("permit", (255, 255, 0), (0, 0, 0)), ("revoke", (68, 0, 68), (0, 255, 0))):
        (made,) = renderings(campaign, card)
        image = opened(png.write(made.content))
        assert image.getpixel((0, 0)) == ground
        assert text in {colour for _, colour in image.getcolors(1 << 20) or []}


# What check says

WRONG = """
-- cards.yaml --
- {id: no-reply, kind: question, text: Why?, alt: A question.} #! card
- {id: no-fact, kind: fact, text: It is so., alt: It is so.} #! card
- id: no-number
  kind: statistic
  text: "{granted} it was"
  alt: A chart.
  facts: [permit-granted]
  count: granted #! card
- {id: nobody, kind: quote, statement: nobody, alt: Nobody.} #! unknown-id
- id: no-day
  kind: countdown
  text: "{days} day"
  text_plural: "{days} days"
  alt: Soon.
  until: votes #! unknown-id
- id: no-end
  kind: countdown
  text: "{days} day"
  text_plural: "{days} days"
  alt: Soon.
  until: open #! card
- id: number
  kind: act
  text: Write 3 letters #! number-in-text
  alt: Write letters to {somebody}. #! placeholder
- {id: long-alt, kind: act, text: Write., alt: ALT} #! alt-length
- {id: endless-alt, kind: act, text: Write., alt: MORE} #! alt-length
- {id: wordy, kind: act, text: WORDS, alt: Write.} #! card-words
"""


def test_check_says_what_is_wrong_with_a_card_at_its_line(make: Callable[..., Path]) -> None:
    wrong = WRONG.replace("ALT", "see " * 70).replace("MORE", "see " * 260).replace("WORDS", "write " * 19)
    folder = make(wrong)
    problems = checked(folder)
    assert found(folder, problems) == expected(folder)
    assert {p.code: p.severity for p in problems if p.code == "card-words"} == {"card-words": "warning"}
    assert [p.severity for p in problems if p.code == "alt-length"] == ["warning", "error"]


def test_check_tells_a_wrong_claim_on_a_card(make: Callable[..., Path]) -> None:
    trap = """
-- traps.yaml --
- id: no-waste
  origin: a leaflet
  wrong: no permit was given
  right: it was
  languages:
    en: {pattern: "(?i)no permit", fires: [No permit., No permit was given.], passes: [A permit., One permit., The permit.]}
-- cards.yaml --
- {id: wrong, kind: act, text: There is no permit, alt: A card.}
"""
    problems = checked(make(trap))
    assert "trap" in {p.code for p in problems}


# The built-in cards


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_built_in_card_fits_the_smallest_picture(lang: str) -> None:
    pack = plan(built_in(), Request(day=TODAY, kinds=("social",), languages=(lang,)), speakers(), forms())[0][0]
    chosen = cards.cards_for(built_in(), pack.setting)
    assert {"who-decides", "not-only-cybercrime", "ask-governments", "thank-you"} <= {c.id for c in chosen}
    assert "days-to-sign" not in {c.id for c in chosen}  # it comes with its message alone
    chosen += cards.cards_for(built_in(), pack.setting, ("days-to-sign",))
    assert chosen[-1].id == "days-to-sign"
    assert "ratifications-of-forty" not in {c.id for c in chosen}  # nobody has read the depositary's table
    for document in cards.documents_of(built_in(), pack, chosen, [(1200, 630)]):
        made = renderer(lang).render(document)
        assert (made.gaps, made.problems) == ((), ())
        assert free_of_ink(png.write(made.content))


@pytest.mark.parametrize(
    ("country", "has", "lacks"),
    [
        ("CL", "ask-country-ratify", {"days-to-sign", "ask-governments", "ask-country-join"}),
        (None, "ask-governments", {"ask-country-ratify", "ask-country-join"}),
    ],
)
def test_the_cards_of_a_country_are_those_of_its_status(country: str | None, has: str, lacks: set[str]) -> None:
    request: dict[str, Any] = {"country": country}
    pack = plan(built_in(), Request(day=TODAY, kinds=("social",), languages=("es",), **request), speakers(), forms())[
        0
    ][0]
    names = {card.id for card in cards.cards_for(built_in(), pack.setting)}
    assert has in names and not lacks & names
    named = cards.cards_for(built_in(), pack.setting, ("days-to-sign",))
    assert [card.id for card in named] == ([] if country == "CL" else ["days-to-sign"])


def test_show_lists_the_cards_with_their_state() -> None:
    done = run("show", "cards", "--date", TODAY.isoformat(), "--json")
    assert done.returncode == 0
    assert '"ratifications-of-forty"' in done.stdout and "is not verified" in done.stdout


def test_a_picture_that_is_too_large_takes_fewer_colours_or_is_refused(make: Callable[..., Path]) -> None:
    own = '-- templates/card.css --\n@page { background: url("noise.png") } html { font-family: var(--face) }\n'
    folder = make(CARDS, own)
    (folder / "images").mkdir()
    for levels, code in ((4, ""), (256, "card-size")):
        step = 256 // levels
        noise = random.Random(1).randbytes(3 * 1080 * 1080).translate(bytes(b // step * step for b in range(256)))
        Image.frombytes("RGB", (1080, 1080), noise).save(folder / "images" / "noise.png")
        (made,) = renderings(load_campaign(folder), "revoke", size=(1080, 1080))
        if code:
            with pytest.raises(Stop) as stop:
                png.write(made.content)
            assert [p.code for p in stop.value.problems] == [code]
        else:
            data = png.write(made.content)
            assert opened(data).mode == "P" and png.MOST_BYTES / 2 < len(data) < png.MOST_BYTES


def test_the_marks_of_a_draft_and_of_a_sample_do_not_cover_each_other(make: Callable[..., Path]) -> None:
    folder = make(ONE, "-- countries/GB.yaml --\nlanguages: [en]\nexample: true\n")
    speak(folder, "es", {"card/revoke": "Revocar el permiso", "card/revoke/alt": "Revocar."})
    (made,) = renderings(load_campaign(folder), "revoke", lang="es", country="GB", size=(1080, 1080))
    assert made.content.html.count('class="mark"') == 2
    image = opened(png.write(made.content))
    row_of = [image.getpixel((960, y)) != image.getpixel((0, 0)) for y in range(200)]
    assert all(row_of[y] and not row_of[y - 2] for y in (png.EDGE, png.EDGE + 54))  # the upper edges of two frames
