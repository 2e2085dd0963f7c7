"""A document speaks one language: no sentence of another one stands in it, and no letter of another script.

Every fixed piece of every text and translation (what stands between placeholders, five words or more; of Chinese eight
characters) is looked for in every document that `build` makes. Left out of a document are what has its own language:
the sources, the lines of an address, and the made-up names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from itertools import permutations
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from builtin import built_in, forms, planned, speakers
from conftest import TODAY

from campaign.formats import tree
from campaign.languages import Language, texts_of
from campaign.languages.catalogs import Catalog
from campaign.languages.compare import LATIN_RUN
from campaign.plan import Document, Request, plan
from campaign.render import Renderer
from campaign.render.marks import prose
from campaign.values import replace

TAGS = built_in().settings.languages
LATIN = tuple(tag for tag in TAGS if tag.split("-")[0] not in ("ar", "ru", "zh"))
OTHER = tuple(tag for tag in TAGS if tag not in LATIN)
HOLE = re.compile(r"\{\w+\}|%\(\w+\)s|<[^<>]+>|https?://\S+")
WORD = re.compile(r"[^\W\d_]+")
HAN = re.compile(r"[\u4e00-\u9fff]")
SCRIPTS = re.compile(r"[\u0400-\u052f\u0590-\u08ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
WORDS, CHARACTERS = 5, 8
UNSEEN = ("alt", "aria-label", "title", "data-done", "data-failed")  # what a page says to some, or later


# What each language says


def said_in(language: Language) -> Iterable[str]:
    """Yield every text of the templates and the campaign as the language has it."""
    campaign = built_in()
    for texts, catalog in ((prose(campaign), language.prose), (list(texts_of(campaign)), language.texts)):
        for said in texts:
            entry = catalog.entries.get((said.context, said.text))
            if entry:
                yield from entry.forms
            elif catalog.is_source:
                yield from filter(None, (said.text, said.plural))


def plainly(text: str) -> str:
    """Return the words of a text alone, whatever marks and spaces it was set with; of Chinese the characters."""
    return "".join(HAN.findall(text)) if len(HAN.findall(text)) > 3 else f" {' '.join(WORD.findall(text.casefold()))} "


def long_enough(piece: str) -> bool:
    """Tell whether a piece is more than a name or a set phrase."""
    return len(piece) >= CHARACTERS if HAN.search(piece) else len(piece.split()) >= WORDS


@cache
def pieces(tag: str) -> frozenset[str]:
    """Return the fixed pieces of a language."""
    return frozenset(
        filter(long_enough, (plainly(part) for text in said_in(speakers()[tag]) for part in HOLE.split(text)))
    )


@cache
def all_of(tag: str) -> str:
    """Return everything that a language says."""
    return "\n".join(plainly(text) for text in map(filled, said_in(speakers()[tag])))


def filled(text: str) -> str:
    """Return a text with something in its holes that no piece holds."""
    return HOLE.sub(" 0 ", text)


@cache
def foreign(tag: str) -> frozenset[str]:
    """Return the pieces that only other languages have."""
    own = all_of(tag)
    return frozenset(
        p for other in TAGS if other != tag for p in pieces(other) if p not in pieces(tag) and p not in own
    )


# What a document says


def texts_in(held: Any) -> list[str]:
    """Return the texts of a value: one, a map by language, or several of them."""
    if isinstance(held, Mapping):
        held = tuple(held.values())
    return [held] if isinstance(held, str) else [t for one in held or () for t in texts_in(one)]


@cache
def names() -> tuple[str, ...]:
    """Return the names that have no language: those of the sender and the recipients, the networks, the campaign's ids."""
    campaign = built_in()
    people = [n for r in campaign.recipients.values() for n in (r.name, r.area, *r.organization.values()) if n]
    people += [n for s in campaign.signatories.values() for n in texts_in((s.name, s.organization))]
    sender = campaign.sender
    own = [sender.name, sender.organization, sender.city, *sender.address_lines] if sender else []
    people += [str(name) for name in own if name]
    return tuple(sorted({*people, *campaign.messages}, key=len, reverse=True))


def blocks_of(html: str) -> list[str]:
    """Return the blocks of a document as texts: without sources, addresses and links."""
    body = tree.parse(html, is_page=True)
    drop(body)
    unseen = [[element.get(name, "")] for element in body.iter() for name in UNSEEN]
    return [" ".join(" ".join(part).split()) for part in (*walk(body), *unseen) if "".join(part).strip()]


def drop(element: Element) -> None:
    """Take out what has a language of its own."""
    for child in list(element):
        classes = child.get("class", "").split()
        link = child.tag == "a" and child.get("href", "").startswith(("http", "mailto"))
        if link or child.tag == "address" or (child.tag == "ol" and "sources" in classes):
            tail = child.tail
            child.clear()
            child.tail = tail
        elif "reading" in classes:
            for listed in list(child.iter("ul")):
                listed.clear()
        else:
            drop(child)


def walk(element: Element) -> Iterable[list[str]]:
    """Yield the texts of the innermost blocks, each as its parts."""
    part = [element.text or ""]
    for child in element:
        if any(inner.tag in ("p", "li", "h1", "h2", "h3", "div", "section") for inner in child.iter()):
            yield from walk(child)
            part.append("\n" + (child.tail or ""))
        else:
            part += ["".join(child.itertext()), child.tail or ""]
    yield part


def nameless(text: str) -> str:
    """Return a text without names and addresses."""
    for name in names():
        text = text.replace(name, " 0 ")
    return re.sub(r"https?://\S+|\S+@\S+|[#@]\w+", " 0 ", text)


def strange(html: str, tag: str) -> list[str]:
    """Return what another language says in a document."""
    blocks = blocks_of(html)
    whole = "\n".join(plainly(nameless(block)) for block in blocks)
    found = [piece.strip() for piece in foreign(tag) if piece in whole]
    for block in map(nameless, blocks):
        if tag in LATIN:
            found += SCRIPTS.findall(block)
        else:
            found += LATIN_RUN.findall(block)
            found += [c for c in SCRIPTS.findall(block) if not ours(c, tag)]
    return found


def ours(char: str, tag: str) -> bool:
    """Tell whether a letter is of the script of a language."""
    first = {"ru": "\u0400", "ar": "\u0590", "zh": "\u3040"}[tag.split("-")[0]]
    last = {"ru": "\u052f", "ar": "\u08ff", "zh": "\u9fff"}[tag.split("-")[0]]
    return first <= char <= last


@cache
def documents() -> tuple[Document, ...]:
    """Return what `build` makes of the built-in campaign in all its languages."""
    kinds = tuple(kind.id for kind in built_in().kinds.values() if not kind.by_name)
    request = Request(day=TODAY, kinds=kinds, languages=("all",))
    made, problems = plan(built_in(), request, speakers(), forms())
    assert not [p for p in problems if p.severity == "error"], problems
    return tuple(made)


@cache
def markup(tag: str) -> tuple[tuple[str, str], ...]:
    """Return the path and the markup of every document of a language."""
    renderer = Renderer(built_in(), speakers()[tag])
    own = [d for d in documents() if d.language == tag]
    return tuple((d.path(""), renderer.render(d).content.html) for d in own)


def test_build_makes_every_kind_in_every_language() -> None:
    kinds, letter = {kind.id for kind in built_in().kinds.values() if not kind.by_name}, built_in().open_letter
    assert letter is not None
    for tag in TAGS:
        unsigned = {"open-letter"} - ({"open-letter"} if tag in letter.languages else set())  # a version has its own
        assert {d.kind.id for d in documents() if d.language == tag} == kinds - unsigned


def test_every_language_has_pieces_that_only_it_says() -> None:
    for tag in TAGS:
        others = foreign(tag)
        for other in TAGS:
            if other != tag:
                assert len(others & pieces(other)) > (40 if {tag, other} == {"pt-BR", "pt-PT"} else 300), (tag, other)


@pytest.mark.parametrize("tag", TAGS)
def test_no_document_says_anything_in_another_language(tag: str) -> None:
    for path, html in markup(tag):
        assert strange(html, tag) == [], path


@pytest.mark.parametrize("tag", TAGS)
def test_a_document_says_what_its_own_language_says(tag: str) -> None:
    """So that the test above looks at prose, and not at what was left of it."""
    for path, html in markup(tag):
        whole = "\n".join(plainly(nameless(block)) for block in blocks_of(html))
        assert sum(piece in whole for piece in pieces(tag)) > 4, path


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag != "en"])
@pytest.mark.parametrize("country", ["CL", "BR", "MA", "CN", "RU"])
def test_nor_does_a_release_for_a_country(tag: str, country: str) -> None:
    [document], _ = planned(TODAY.isoformat(), "press-release", languages=(tag,), country=country)
    html = Renderer(built_in(), speakers()[tag]).render(document).content.html
    assert strange(html, tag) == []


# The test can fail


@pytest.mark.parametrize(("tag", "other"), list(permutations(TAGS, 2)))
def test_a_sentence_of_another_language_is_caught(tag: str, other: str) -> None:
    piece = max(foreign(tag) & pieces(other), key=lambda p: (len(p), p))
    for path, html in markup(tag)[::4]:
        mixed = html.replace("</p>", f"</p><p>{escape(piece.strip(), quote=False)}</p>", 1)
        assert mixed != html and piece.strip() in strange(mixed, tag), path


@pytest.mark.parametrize("tag", [tag for tag in TAGS if tag not in ("en", "pt-PT")])
def test_a_catalog_that_kept_a_text_in_english_is_caught(tag: str) -> None:
    language = speakers()[tag]
    document = next(d for d in documents() if d.language == tag and d.kind.id == "letter")
    assert document.ask
    context = f"ask/{document.ask.id}/request"
    [(key, entry)] = [(k, e) for k, e in language.texts.entries.items() if k[0] == context]
    texts = Catalog({**language.texts.entries, key: entry._replace(forms=(key[1],))}, language.texts.plural)
    html = (
        Renderer(built_in(), Language(tag, language.settings, language.prose, texts, None))
        .render(document)
        .content.html
    )
    assert strange(html, tag) != []
    assert strange(Renderer(built_in(), language).render(document).content.html, tag) == []


def test_a_letter_of_another_script_is_caught() -> None:
    assert strange("<p>El tratado es Дa.</p>", "es") == ["Д"]
    assert strange("<p>El tratado 公.</p>", "es") == ["公"]
    assert strange("<p>Договор 公.</p>", "ru") == ["公"]
    assert strange("<p>Договор: the text that was kept.</p>", "ru") == ["the text that was kept"]
    assert strange("<p>Договор: Human Rights Watch: A/RES/79/243.</p>", "ru") == []
    assert strange('<p>x</p><ol class="sources"><li>A title of five words</li></ol><address>公</address>', "es") == []


def test_a_draft_without_its_catalog_says_what_is_missing_and_no_english() -> None:
    language = speakers()["es"]
    campaign = built_in()
    empty = replace(language.texts, entries={}, is_source=False)
    bare = Language("es", language.settings, language.prose, empty, None)
    document = next(d for d in documents() if d.language == "es" and d.kind.id == "article")
    html = Renderer(campaign, bare).render(document).content.html
    assert "[[missing: translation of" in html
    gaps = re.sub(r'<span class="gap">.*?</span>', "", html)
    assert strange(gaps, "es") == []
