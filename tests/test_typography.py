"""Prose is set as its language is set, and nothing that is no prose: addresses, hours, hashtags, names, markup."""

from __future__ import annotations

import re
from functools import cache
from html import escape

import pytest
from builtin import FOLDER, speakers
from hypothesis import assume, given
from hypothesis import strategies as st

from campaign.languages import Language, available, language_settings
from campaign.languages.typography import FSI, PDI, Typography, bare, isolate_runs, isolated
from campaign.render.typesetting import TAG, typeset

NB, NN = "\xa0", "\u202f"
TAGS = ("ar", "en", "es", "fr", "pt-BR", "pt-PT", "ru", "zh-Hans")


@cache
def typography(tag: str) -> Typography:
    """Return the typography of a language, or with a country as `fr_CA`."""
    base, _, country = tag.partition("_")
    settings = language_settings(FOLDER, base, [])
    assert settings
    return Typography(settings, country or None)


def language(tag: str) -> Language:
    """Return a language of the built-in campaign."""
    return speakers()[tag]


def test_every_language_that_ships_is_tried_here() -> None:
    assert available(FOLDER) == sorted(TAGS)


# Tables: what is typed, what is set.

SET = [
    # French: narrow before ; ! ?, full before : and inside « ».
    ("fr", "Vraiment ? Oui ! Non ; si.", f"Vraiment{NN}? Oui{NN}! Non{NN}; si."),
    ("fr", "Vraiment? Oui! Non; si.", f"Vraiment{NN}? Oui{NN}! Non{NN}; si."),
    ("fr", f"Vraiment{NB}? Oui{NN}!", f"Vraiment{NN}? Oui{NN}!"),
    ("fr", "Quoi ?!", f"Quoi{NN}?!"),
    ("fr", "Il dit : « Non ! »", f"Il dit{NB}: «{NB}Non{NN}!{NB}»"),
    ("fr", "Il dit: «Non!»", f"Il dit{NB}: «{NB}Non{NN}!{NB}»"),
    ("fr", "L'État n'a pas signé", "L’État n’a pas signé"),
    ("fr", "le 1 janvier 2026, le 11 août", f"le 1er{NB}janvier 2026, le 11{NB}août"),
    ("fr", "art. 24, n° 3, p. 12", f"art.{NB}24, n°{NB}3, p.{NB}12"),
    ("fr", "Voir (le texte) ; puis", f"Voir (le texte){NN}; puis"),
    ("fr_CA", "Vraiment ? Oui ! Non ; si.", "Vraiment? Oui! Non; si."),
    ("fr_CA", f"Vraiment{NN}? Oui{NB}!", "Vraiment? Oui!"),
    ("fr_CA", "Il dit : «Non!»", f"Il dit{NB}: «{NB}Non!{NB}»"),
    ("fr_FR", "Vraiment ?", f"Vraiment{NN}?"),
    ("fr_CH", "Vraiment ?", f"Vraiment{NN}?"),
    # Spanish and Portuguese: nothing but the number after its word.
    ("es", "¿Firmó? ¡No! art. 24, núm. 3", f"¿Firmó? ¡No! art.{NB}24, núm.{NB}3"),
    ("es", "parte. 24", "parte. 24"),
    ("pt-BR", "Assinou? Não! art. 24, p. 3", f"Assinou? Não! art.{NB}24, p.{NB}3"),
    ("pt-PT", "Assinou? art. 24", f"Assinou? art.{NB}24"),
    # Russian: no-break spaces; a sentence that ends with г. has one stop.
    ("ru", "Договор — угроза", f"Договор{NB}— угроза"),
    ("ru", "резолюция № 79, №5", f"резолюция №{NB}79, №{NB}5"),
    ("ru", "подписан 25 октября 2025 г.", f"подписан 25{NB}октября 2025{NB}г."),
    ("ru", "подписан 25 октября 2025 г..", f"подписан 25{NB}октября 2025{NB}г."),
    ("ru", "А. С. Пушкин", f"А.{NB}С.{NB}Пушкин"),
    ("ru", "А.С. Пушкин", f"А.{NB}С.{NB}Пушкин"),
    ("ru", "ст. 24, п. 3", f"ст.{NB}24, п.{NB}3"),
    ("ru", "закон в силе, а также о том", f"закон в{NB}силе, а{NB}также о{NB}том"),
    ("ru", "страна г... Конец", "страна г... Конец"),
    # Chinese: marks of full width after Han, no space between Han.
    ("zh-Hans", "公约,不应;批准:因为", "公约，不应；批准：因为"),
    ("zh-Hans", "公约不应批准. 因为", "公约不应批准。因为"),
    ("zh-Hans", "为什么?不!", "为什么？不！"),
    ("zh-Hans", "公 约 不应", "公约不应"),
    ("zh-Hans", "《公约》, 不应", "《公约》，不应"),
    ("zh-Hans", "第24条。 不应", "第24条。不应"),
    ("zh-Hans", "第 24 条", "第 24 条"),
    ("zh-Hans", "用 PDF 和 HTML", "用 PDF 和 HTML"),
    ("zh-Hans", "请转发。 #公约", "请转发。 #公约"),
    ("zh-Hans", "in English, words; remain: so", "in English, words; remain: so"),
    # Arabic: comma, semicolon, question mark of the script.
    ("ar", "النهر, والماء; لماذا?", "النهر، والماء؛ لماذا؟"),
    ("ar", "النهر ، والماء ؛ لماذا ؟", "النهر، والماء؛ لماذا؟"),
    ("ar", "In English, words; so?", "In English, words; so?"),
    ("ar", "1,000 و 2,5", "1,000 و 2,5"),
    # English: as it is typed.
    ("en", "Really? Yes! “No”: art. 24", "Really? Yes! “No”: art. 24"),
]


@pytest.mark.parametrize(("tag", "typed", "said"), SET)
def test_prose_is_set_as_the_language_is(tag: str, typed: str, said: str) -> None:
    assert typography(tag).prose(typed) == said
    assert typography(tag).prose(said) == said, "the same again"


@pytest.mark.parametrize(
    ("tag", "text", "says"),
    [
        ("es", "Firmó?", "¿"),
        ("es", "Vaya!", "¡"),
        ("es", "¿Firmó?", ""),
        ("es", "¡Vaya!", ""),
        ("es", 'el "tratado"', "quotes"),
        ("es", "el “tratado”, el «texto»", ""),
        ("es", "y luego...", "…"),
        ("es", "https://example.org/?a=1", ""),
        ("fr", "le “traité”", "«"),
        ("fr", 'le "traité"', "«"),
        ("fr", "le « traité »", ""),
        ("ru", "слово - слово", "—"),
        ("ru", "слово – слово", "—"),
        ("ru", "кто-то — и всё", ""),
        ("ru", "это “слово”", "ёлочки"),
        ("ru", "это «слово»", ""),
        ("pt-BR", 'o "tratado"', "“ ”"),
        ("pt-BR", "o “tratado”", ""),
        ("zh-Hans", "公约!不", "half-width"),
        ("zh-Hans", "公约:24", ""),
        ("zh-Hans", "公 约", "space"),
        ("zh-Hans", "公约，不。", ""),
        ("ar", "النهر, والماء", "،"),
        ("ar", "المادة ٢٤", "digits"),
        ("ar", "النهـــر", "U+0640"),
        ("ar", "“النهر”", "«"),
        ("ar", "النهر، والماء؛ لماذا؟ «نعم»", ""),
        ("en", 'the "treaty"', "quotes"),
        ("en", "the “treaty”…", ""),
    ],
)
def test_lint_says_what_a_person_must_put_right(tag: str, text: str, says: str) -> None:
    found = list(typography(tag).faults(text))
    assert any(says in fault for fault in found) if says else found == []


# What no rule touches.

APART = (
    "https://example.org/a?b=1;c=2!d:e,f",
    "http://example.org/1",
    "www.example.org/a?b=1",
    "first.last@example.org",
    "09:30",
    "#StopTheTreaty",
    "#公约",
    "#توقف",
    "@example_org",
    f"{FSI}ICAN! art. 2; 1:2{PDI}",
)


@pytest.mark.parametrize("tag", [*TAGS, "fr_CA"])
@pytest.mark.parametrize("held", APART)
def test_an_address_an_hour_or_a_hashtag_is_as_it_was(tag: str, held: str) -> None:
    before, after = {"ar": ("النهر ", " الماء"), "zh-Hans": ("公约 ", " 不应"), "ru": ("Река ", " вода")}.get(
        tag, ("le ", " la")
    )
    assert typography(tag).prose(f"{before}{held}{after}").count(held) == 1
    assert typography(tag).prose(held) == held


@pytest.mark.parametrize("tag", TAGS)
def test_lint_does_not_look_into_addresses(tag: str) -> None:
    assert list(typography(tag).faults('https://example.org/"a"-b?c=1!... a@b.example #x')) == []


# Properties, over random texts in the script of each language.

LETTERS = {
    "ar": "ابتثجحخدرسشصعغفقكلمنهوي",
    "zh-Hans": "公约不应批准因为网络犯罪第条",
    "ru": "абвгдежзиклмнопрстуфхцчшщэюяАСП",
}
PIECES = (
    *" ,;:.?!-–—…«»()[]\"“”'’/+%",
    *("  ", NB, NN, "1 ", "24", "2026", "art. ", "ст. ", "№ ", " г.", " г..", "janvier", "ICAN", "C++", "PDF"),
    *(
        "https://example.org/a?b=1 ",
        "a@b.example ",
        "#Stop ",
        " 9:30 ",
        "،",
        "؛",
        "؟",
        "，",
        "。",
        "：",
        "？",
        "》",
        "Kim",
    ),
)


def texts_in(tag: str) -> st.SearchStrategy[str]:
    """Return texts in the script of a language, with marks, numbers, addresses and words of another script."""
    letters = LETTERS.get(tag, "abcdefghijlmnopqrsuéàçñãL")
    return st.lists(st.one_of(st.text(letters, min_size=1, max_size=5), st.sampled_from(PIECES)), max_size=14).map(
        "".join
    )


@pytest.mark.parametrize("tag", [*TAGS, "fr_CA", "fr_CH"])
def test_prose_that_is_set_is_not_set_again(tag: str) -> None:
    @given(texts_in(tag.split("_")[0]))
    def again(text: str) -> None:
        once = typography(tag).prose(text)
        assert typography(tag).prose(once) == once

    again()


@pytest.mark.parametrize("tag", TAGS)
def test_setting_changes_marks_and_spaces_but_no_word(tag: str) -> None:
    @given(texts_in(tag))
    def same(text: str) -> None:
        words = re.findall(r"[^\W_]+", text)
        after = typography(tag).prose(text).replace(f"1er{NB}", "1 ")
        assert "".join(re.findall(r"[^\W_]+", after)) == "".join(words)

    same()


# Isolates

ISOLATED = [
    ("قرار A/RES/79/243 صدر", ["A/RES/79/243"]),
    ("المادة 2(h) من", ["2(h)"]),
    ("لغة C++ هنا", ["C++"]),
    ("المواد 1-5 من", ["1-5"]),
    ("الهاتف +00 000 هنا", ["+00 000"]),
    ("منظمة ICAN! تدعو", ["ICAN"]),
    ("منظمة Human Rights Watch، ومنظمة Access Now.", ["Human Rights Watch", "Access Now"]),
    ("(Human Rights Watch)", ["(Human Rights Watch)"]),
    ("القرار (A/RES/79/243) صدر", ["(A/RES/79/243)"]),
    ("في 25 أكتوبر 2025", []),
    ("المادة 24، و6", []),
]


@pytest.mark.parametrize(("text", "runs"), ISOLATED)
def test_a_run_of_the_other_direction_is_isolated(text: str, runs: list[str]) -> None:
    said = isolate_runs(text)
    assert bare(said) == text
    for run, held in zip(runs, re.findall(f"{FSI}([^{PDI}]*){PDI}", said), strict=True):
        assert held.strip("()") == run.strip("()")


def test_a_value_keeps_its_own_marks_inside_its_isolate() -> None:
    filled = language("ar").fill("تدعو {organization} إلى الرفض.", {"organization": "ICAN!"})
    assert filled == f"تدعو {FSI}ICAN!{PDI} إلى الرفض." == isolate_runs(filled)
    assert language("ar").typography.prose(filled) == filled
    assert language("es").fill("{organization} pide.", {"organization": "ICAN!"}) == "ICAN! pide."
    assert language("ar").fill("في {country}.", {"country": "تونس"}) == "في تونس."


@given(texts_in("ar"))
def test_isolates_are_balanced_not_nested_and_change_nothing_else(text: str) -> None:
    said = isolate_runs(text)
    depth = 0
    for char in said:
        depth += (char == FSI) - (char == PDI)
        assert depth in (0, 1)
    assert depth == 0
    assert bare(said) == text
    assert f"{FSI}{PDI}" not in said
    assert isolate_runs(said) == said, "the same again"


@given(st.text(max_size=12))
def test_a_text_is_isolated_once(text: str) -> None:
    assume(FSI not in text and PDI not in text)
    assert isolated(isolated(text)) == isolated(text)
    assert bare(isolated(text)) == text


@given(st.lists(st.sampled_from([f"{FSI}Kim{PDI}", "Kim", " و ", "نهر ", "24 ", "C++ "]), max_size=8).map("".join))
def test_what_is_isolated_already_stays_so(text: str) -> None:
    said = isolate_runs(text)
    assert bare(said) == bare(text)
    assert not re.search(f"{FSI}[^{PDI}]*{FSI}", said)


# Markup


def test_markup_is_set_between_its_tags() -> None:
    html = '<p class="a">Vraiment ? <strong>Oui !</strong></p>'
    assert typeset(html, language("fr")) == f'<p class="a">Vraiment{NN}? <strong>Oui{NN}!</strong></p>'


@pytest.mark.parametrize("tag", ["en", "es", "fr", "pt-BR", "ru", "zh-Hans", "ar"])
def test_attributes_addresses_and_links_are_as_they_were(tag: str) -> None:
    html = (
        '<address class="recipient">Rue art. 3 ; L\'Île<br/>公 约, 24</address>'
        '<p title="a ; b"><a href="https://example.org/?a=1&amp;b=2 ;">art. 24 ; https://example.org</a></p>'
    )
    said = typeset(html, language(tag))
    assert bare(said) == html
    assert TAG.findall(said) == TAG.findall(html)


@pytest.mark.parametrize("tag", ["en", "fr", "ru", "zh-Hans", "ar"])
def test_what_is_escaped_stays_escaped(tag: str) -> None:
    html = "<p>R&amp;D &lt;b&gt; 1 &lt; 2</p>"
    assert bare(typeset(html, language(tag))) == html


def test_a_note_does_not_hold_the_next_sentence_off_in_a_language_without_spaces() -> None:
    html = '<p>第一句。<sup class="note"><a href="#source-1">1</a></sup> 第二句。</p>'
    assert typeset(html, language("zh-Hans")) == html.replace("</sup> ", "</sup>")
    html = html.replace("第一句。", "Uno.").replace("第二句。", "Dos.")
    assert typeset(html, language("es")) == html


def test_markup_of_arabic_isolates_what_is_not_arabic() -> None:
    html = "<p>قالت <em>Human Rights Watch</em> في A/RES/79/243.</p><address>Jo March<br/>1 Bank Street</address>"
    said = typeset(html, language("ar"))
    assert said == (
        f"<p>قالت <em>{FSI}Human Rights Watch{PDI}</em> في {FSI}A/RES/79/243{PDI}.</p>"
        f"<address>{FSI}Jo March{PDI}<br/>{FSI}1 Bank Street{PDI}</address>"
    )


@pytest.mark.parametrize("tag", ["ar", "fr", "ru", "zh-Hans", "es"])
def test_markup_that_is_set_is_not_set_again(tag: str) -> None:
    @given(st.lists(texts_in(tag), min_size=1, max_size=3))
    def again(texts: list[str]) -> None:
        html = "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)
        once = typeset(html, language(tag))
        assert typeset(once, language(tag)) == once
        assert TAG.findall(once) == TAG.findall(html)

    again()
