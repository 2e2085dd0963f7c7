"""Word: styles, links, notes and lists that work, in a file that names nobody."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from test_formats_tree import DOCUMENTS, letters

from campaign.diagnostics import Stop
from campaign.formats import Content, docx
from campaign.formats.tree import parse

# The order of children in the schema, as far as they are used (ECMA-376 part 1, 17.3.1.26 and 17.3.2.28).
ORDERS = """
pPr pStyle keepNext keepLines widowControl numPr pBdr bidi spacing ind contextualSpacing jc outlineLvl
rPr rStyle rFonts b bCs i iCs color sz szCs highlight u vertAlign rtl lang
sectPr headerReference pgSz pgMar cols titlePg bidi
style name basedOn next qFormat pPr rPr
lvl start numFmt lvlText lvlJc pPr
settings characterSpacingControl compat themeFontLang clrSchemeMapping
"""
ORDER = {line.split()[0]: line.split()[1:] for line in ORDERS.strip().splitlines()}

LETTER = """
<article><header class="letterhead"><p>Org</p><address>Street 1<br/>City</address></header>
<p class="date">22 November 2026</p><address class="recipient">Ana Ejemplo<br/>Committee</address>
<h1 class="subject">Vote no</h1><p>Dear Ana,</p>
<section data-part="ask"><p>We ask you to <strong>vote <em>no</em></strong>.<sup class="note"><a
href="#source-1">1</a></sup> <sup class="note"><a href="#source-2">2</a></sup>
<span class="gap">[[missing: name]]</span> 1<sup>er</sup></p></section>
<h2>Why</h2><h3>Law</h3>
<ul><li>one<ol><li>two</li><li>three</li></ol></li><li><p>four</p><p>five</p></li></ul>
<ol><li>six</li></ol><blockquote><p>Seven.</p></blockquote>
<section class="sources"><ol class="sources">
<li id="source-1">UN: <a href="https://un.org/a?b=c&amp;d">un.org</a></li><li id="source-2">EFF</li></ol>
<p class="checked">Checked.</p></section></article>
"""


def made(html, **more):
    more = {"title": "T", "language": "en"} | more
    return docx.write(Content(html, **more))


def opened(data):
    return Document(io.BytesIO(data))


def paragraphs(html, **more):
    return [(p.style.name, p.text) for p in opened(made(html, **more)).paragraphs]


def number_of(paragraph):
    """Return marker text and level of a paragraph in a list, and the count it belongs to."""
    numbering = paragraph.part.numbering_part.element
    chosen = paragraph._p.pPr.numPr
    if chosen is None:
        return None
    count = numbering.num_having_numId(chosen.numId.val)
    level = chosen.ilvl.val
    (sign,) = numbering.xpath(
        f"w:abstractNum[@w:abstractNumId='{count.abstractNumId.val}']/w:lvl[@w:ilvl='{level}']/w:lvlText/@w:val"
    )
    return sign, level, chosen.numId.val


def test_a_letter_is_in_styles_that_word_knows():
    assert paragraphs(LETTER, mark="SAMPLE") == [
        ("Mark", "SAMPLE"),
        ("Letterhead", "Org"),
        ("Letterhead", "Street 1\nCity"),
        ("Date", "22 November 2026"),
        ("Address", "Ana Ejemplo\nCommittee"),
        ("Subject", "Vote no"),
        ("Normal", "Dear Ana,"),
        ("Normal", "We ask you to vote no.1,2 [[missing: name]] 1er"),
        ("Heading 2", "Why"),
        ("Heading 3", "Law"),
        ("List Bullet", "one"),
        ("List Number", "two"),
        ("List Number", "three"),
        ("List Bullet", "four"),
        ("List Continue", "five"),
        ("List Number", "six"),
        ("Quote", "Seven."),
        ("Sources", "UN: un.org"),
        ("Sources", "EFF"),
        ("Normal", "Checked."),
    ]


def test_lists_nest_and_each_counts_from_its_own_start():
    found = {p.text: number_of(p) for p in opened(made(LETTER)).paragraphs}
    assert found["one"] == ("•", 0, 4) and found["four"] == ("•", 0, 4) and found["five"] is None
    assert found["two"] == found["three"] == ("%2.", 1, 5)
    assert found["six"] == ("%1.", 0, 6)
    assert found["UN: un.org"] == found["EFF"] == ("[%1]", 0, 7)


def test_an_empty_item_marks_nothing_after_it():
    assert paragraphs("<ul><li/></ul><p>a</p>") == [("Normal", "a")]
    assert number_of(opened(made("<ol><li/></ol><p>a</p>")).paragraphs[0]) is None


def test_notes_are_raised_and_lead_to_their_sources():
    document = opened(made(LETTER))
    body = document.element.body
    links = body.xpath(".//w:hyperlink[@w:anchor]")
    assert [(link.get(qn("w:anchor")), link.text) for link in links] == [("source-1", "1"), ("source-2", "2")]
    assert all(link.xpath("./w:r/w:rPr/w:rStyle/@w:val") == ["Note"] for link in links)
    names = body.xpath(".//w:bookmarkStart/@w:name")
    assert names == ["source-1", "source-2"]
    assert body.xpath(".//w:bookmarkStart/@w:id") == body.xpath(".//w:bookmarkEnd/@w:id") == ["0", "1"]
    (source,) = body.xpath(".//w:bookmarkStart[@w:name='source-1']/..")
    assert source.text == "UN: un.org"


def test_links_out_are_relationships_with_a_safe_address():
    document = opened(made(LETTER + '<p><a href="https://x.org/a b{c}é">d</a> <a href="#nowhere">e</a></p>'))
    links = document.element.body.xpath(".//w:hyperlink[@r:id]")
    targets = [document.part.rels[link.get(qn("r:id"))].target_ref for link in links]
    assert targets == ["https://un.org/a?b=c&d", "https://x.org/a%20b%7Bc%7Dé"]
    assert document.paragraphs[-1].text == "d e"


def test_words_look_as_they_were_marked():
    runs = {run.text: run for run in opened(made(LETTER)).paragraphs[6].runs}
    assert runs["vote "].bold and not runs["vote "].italic
    assert runs["no"].bold and runs["no"].italic
    assert runs["[[missing: name]]"].font.highlight_color is not None
    assert runs["er"].font.superscript


def test_the_mark_stands_on_every_page():
    head = opened(made('<p class="mark">DRAFT <a href="https://x.org/">x</a></p>a', mark="x")).sections[0].header
    assert [(p.style.name, p.text) for p in head.paragraphs] == [("Mark", "DRAFT x")]
    assert opened(made("a")).sections[0].header.is_linked_to_previous


@pytest.mark.parametrize(("paper", "size"), [("A4", (Mm(210), Mm(297))), ("Letter", (Mm(215.9), Mm(279.4)))])
def test_the_paper_is_the_senders(paper, size):
    section = opened(made("a", paper=paper)).sections[0]
    assert (section.page_width, section.page_height) == pytest.approx(size, abs=700)  # twentieths of a point
    assert section.left_margin == section.right_margin > Mm(24)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("pt-BR", {"val": "pt-BR"}),
        ("ar", {"val": "ar", "bidi": "ar"}),
        ("zh-Hans", {"val": "zh-CN", "eastAsia": "zh-CN"}),
    ],
)
def test_word_checks_the_spelling_of_the_right_language(language, expected):
    document = opened(made("a", language=language))
    (default,) = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    (theme,) = document.settings.element.xpath("w:themeFontLang")
    expected = {qn(f"w:{kind}"): tag for kind, tag in expected.items()}
    assert dict(default.attrib) == dict(theme.attrib) == expected
    assert document.core_properties.language == language


def test_another_language_and_direction_within():
    body = opened(made('<p>a <em lang="es">b</em></p><p lang="ar" dir="rtl">ت</p>')).element.body
    assert body.xpath(".//w:lang/@w:val") == ["es"] and body.xpath(".//w:lang/@w:bidi") == ["ar"]
    assert [bool(p.xpath("w:pPr/w:bidi")) for p in body.xpath("w:p")] == [False, True]


def test_arabic_runs_from_right_to_left_and_latin_words_in_it_do_not():
    html = '<p>وفق A/RES/79/243 (2024)،<sup class="note">1</sup> مع</p>'
    document = opened(made(html, language="ar", direction="rtl"))
    (paragraph,) = document.paragraphs
    assert paragraph._p.xpath("w:pPr/w:bidi") and document.sections[0]._sectPr.xpath("w:bidi")
    runs = [(run.text, bool(run._r.xpath("w:rPr/w:rtl"))) for run in paragraph.runs]
    assert runs == [("وفق ", True), ("A/RES/79/243 (2024", False), (")،", True), ("\u200f1", True), (" مع", True)]


def test_the_file_names_nobody_and_no_day():
    data = made(LETTER, title="T" * 300, author="Org & Ej", subject="S", mark="SAMPLE")
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert list(parts) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels", "word/document.xml",
        "word/fontTable.xml", "word/header1.xml", "word/numbering.xml", "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip
    core = re.sub(" xmlns:[^>]*", "", parts["docProps/core.xml"].decode().split("?>")[1].strip())
    assert core == (
        f"<cp:coreProperties><dc:title>{'T' * 255}</dc:title><dc:creator>Org &amp; Ej</dc:creator>"
        "<dc:subject>S</dc:subject><dc:language>en</dc:language></cp:coreProperties>"
    )
    assert not re.search(rb"python|rsid[A-Z]|20[12]\d-", b"".join(parts.values()))


def test_the_same_document_is_the_same_bytes():
    assert made(LETTER, mark="x") == made(LETTER, mark="x")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_properties_stand_in_the_order_of_the_schema(direction):
    html = LETTER + '<p lang="ar" dir="rtl"><strong><em>ت</em></strong><a href="https://x.org/">d</a></p>'
    with zipfile.ZipFile(io.BytesIO(made(html, mark="x", direction=direction))) as file:
        parts = [file.read(name) for name in file.namelist() if re.match(r"word/\w+\.xml", name)]
    for part in parts:
        for element in parse_xml(part).iter():
            names = [child.tag.split("}")[1] for child in element]
            if order := ORDER.get(element.tag.split("}")[1]):
                assert names == sorted(names, key=order.index)


def test_every_reference_is_defined():
    document = opened(made(LETTER, mark="x"))
    styles = set(document.styles.element.xpath("w:style/@w:styleId"))
    assert {*document.element.xpath("//w:pStyle/@w:val"), *document.element.xpath("//w:rStyle/@w:val")} <= styles
    assert set(document.styles.element.xpath("//w:basedOn/@w:val")) <= styles
    counts = set(document.part.numbering_part.element.xpath("w:num/@w:numId"))
    assert {*document.element.xpath("//w:numId/@w:val"), *document.styles.element.xpath("//w:numId/@w:val")} <= counts


@pytest.mark.parametrize("html", ["<p>a<i/></p>", "<p>a", '<a href="page.html">a</a>'])
def test_bad_markup_is_a_diagnostic(html):
    with pytest.raises(Stop) as stop:
        made(html)
    assert [problem.code for problem in stop.value.problems] == ["markup"]


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_no_letter_of_a_document_is_lost(html):
    html = re.sub(r'<sup class="note">.*?</sup>', "", html)  # commas come between notes
    found = opened(made(html)).element.body.xpath(".//w:t/text()")
    assert letters(found) == letters(parse(html).itertext())
