"""The tree that all formats share; the strategies here make documents for the tests of the other formats."""

import subprocess
import sys
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.diagnostics import Stop
from campaign.formats import Content
from campaign.formats.tree import blocks, document, parse, target, text, words

# What XML may hold, with more than a fair share of what formats read as markup, of scripts and of odd spaces.
CHARACTERS = st.one_of(
    st.sampled_from("abcdeABC12 ..,;:!?    "),
    st.sampled_from("*_`[]()<>&#+-=~|\\/'\"^$%@{}\u00a0\u202f\u0301\u200d中文。「」（）بцß«»“”’–"),
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"),
)
TEXTS = st.text(CHARACTERS, max_size=40)
HREFS = st.sampled_from(
    ["https://example.org/a_(b)?c=d&e=*f*", "mailto:a@b.example", "#source-1", "https://例え.example/公"]
)
INLINE = st.recursive(
    TEXTS.map(escape),
    lambda inner: st.one_of(
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["strong", "em", "span"]), inner),
        st.lists(inner, max_size=4).map("".join),
        st.just("<br/>"),
    ),
    max_leaves=8,
)
LINKS = st.builds('<a href="{}">{}</a>'.format, HREFS.map(escape), TEXTS.map(escape))
NOTES = st.integers(1, 12).map('<sup class="note"><a href="#source-{0}">{0}</a></sup>'.format)
RUNS = st.lists(st.one_of(INLINE, LINKS, NOTES), min_size=1, max_size=4).map("".join)
LEAVES = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["p", "p", "p", "h1", "h2", "h3", "address"]), RUNS)


def holding(inner):
    """Make blocks that hold others."""
    many = st.lists(inner, min_size=1, max_size=3).map("\n".join)
    items = st.lists(st.one_of(RUNS, many, st.builds("{}{}".format, RUNS, many)), min_size=1, max_size=3)
    bullets = items.map(lambda parts: "".join(f"<li>{part}</li>" for part in parts))
    groups = st.sampled_from(["section", "div", "article", "blockquote", "header"])
    element = "<{0}>{1}</{0}>".format
    letterheads = st.builds('<{0} class="letterhead">{1}</{0}>'.format, st.sampled_from(["header", "div"]), many)
    lists = st.builds(element, st.sampled_from(["ul", "ol"]), bullets)
    return st.one_of(st.builds(element, groups, many), letterheads, lists)


BLOCKS = st.recursive(LEAVES, holding, max_leaves=6)
DOCUMENTS = st.lists(st.one_of(BLOCKS, RUNS), max_size=4).map("\n".join)


def letters(characters):
    """Return what must not get lost: everything but white space."""
    return "".join("".join(characters).split())


@given(DOCUMENTS)
def test_documents_of_the_tests_are_well_formed(html):
    parse(html)


BAD = [
    ("<p>a</p>\n<table/>", "<table> is not an element of documents (line 2)", (2, 1)),
    ("<p>a\n <b>b</b></p>", "<b> is not an element of documents (line 2)", (2, 2)),
    ('<p xmlns="x"/>', "<{x}p> is not an element of documents (line 1)", (1, 1)),
    ("<p>a\n<strong>b</p>", "ill-formed markup in <strong> of line 2: mismatched tag (line 2)", (2, 12)),
    ("<div>\n\n<p>a</p>", "ill-formed markup in <div> of line 1: mismatched tag (line 3)", (3, 11)),
    ("a & b", "ill-formed markup: not well-formed (invalid token) (line 1)", (1, 4)),
    ("<p>\n&nbsp;</p>", "ill-formed markup in <p> of line 1: undefined entity (line 2)", (2, 1)),
    ("</root><root>", "ill-formed markup: junk after document element (line 1)", (1, 8)),
    ("<!DOCTYPE p><p/>", "ill-formed markup: not well-formed (invalid token) (line 1)", (1, 3)),
    ("a\x01", "ill-formed markup: not well-formed (invalid token) (line 1)", (1, 2)),
    ("\n\udc80", "ill-formed markup: not well-formed (invalid token) (line 2)", (2, 1)),
    ("<p>a<p>b</p></p>", "<p> cannot stand inside <p> (line 1)", (1, 5)),
    ("<strong><div/></strong>", "<div> cannot stand inside <strong> (line 1)", (1, 9)),
    ("<li>a</li>", "<li> stands outside a list (line 1)", (1, 1)),
    ("<ul><p>a</p></ul>", "<p> stands in <ul>, which holds <li> alone (line 1)", (1, 5)),
    ("<ul>a<li>b</li></ul>", "<ul> stands beside words that are in no <li> (line 1)", (1, 1)),
    ("<ol><li>b</li> a</ol>", "<li> stands beside words that are in no <li> (line 1)", (1, 5)),
    ("<br>a</br>", "<br> must be empty (line 1)", (1, 1)),
    ('<a href="#a"><em><a href="#b">c</a></em></a>', "<a> holds another link (line 1)", (1, 1)),
    ('<p\nonclick="x()"/>', "<p> has the unknown attribute 'onclick' (line 1)", (1, 1)),
    ('<p style="color:red"/>', "<p> has the unknown attribute 'style' (line 1)", (1, 1)),
    ('<a href="javascript:x()">a</a>',
     "<a> links to 'javascript:x()', which is neither a full address nor a place in the document (line 1)", (1, 1)),
    ('<a href="page.html">a</a>',
     "<a> links to 'page.html', which is neither a full address nor a place in the document (line 1)", (1, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("html", "message", "place"), BAD)
def test_bad_markup_is_a_diagnostic_that_names_element_and_line(html, message, place):
    with pytest.raises(Stop) as stop:
        parse(html)
    (problem,) = stop.value.problems
    assert (problem.code, problem.message, problem.where[1:]) == ("markup", message, place)


ROWS = '<tbody><tr><td>b <meter value="1" max="2"/></td></tr></tbody>'
TABLE = f'<table><thead><tr><th scope="col">a</th></tr></thead>{ROWS}</table>'


def test_a_page_may_hold_a_table_with_bars_and_a_letter_may_not():
    assert text(parse(TABLE, is_page=True)) == "a b"
    with pytest.raises(Stop, match="<table> is not an element of documents"):
        parse(TABLE)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<thead>", "<thead>x", "<thead> stands beside words that are in no cell"),
        ("</tr></thead>", "</tr></thead>x", "<thead> stands beside words that are in no cell"),
        ("<th scope", "<p>x</p><th scope", "<p> stands in <tr>: a table holds"),
        ("<table>", "<table><tr><td>x</td></tr>", "<tr> stands in <table>: a table holds"),
        ("<table>", "<td>x</td><table>", "<td> stands in <root>: a table holds"),
        ("<table>", '<table onclick="x">', "unknown attribute 'onclick'"),
    ],
)
def test_a_table_that_browsers_would_take_apart_is_refused(old, new, message):
    with pytest.raises(Stop) as stop:
        parse(TABLE.replace(old, new), is_page=True)
    assert message in stop.value.problems[0].message


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("", 0),
        ("<p>One <strong>two</strong>, th<em>ree</em>.</p><p>Four</p>", 4),
        ("<p>One<br/>two</p>", 2),
        ('<p>One<sup class="note"><a href="#source-1">1</a></sup> 1<sup>er</sup></p>', 2),
        ("<p>« mot » — 80\u202f% · vis-à-vis l’État 2(h) A/RES/79/243</p>", 6),
        ("<p>《公约》第35条</p>", 5),  # 公 约 第 35 条
        ("<p>협약 반대</p>", 2),
        ('<p class="mark">SAMPLE</p><ul><li>a</li><li>b</li></ul><ol class="sources"><li>c</li></ol>', 2),
    ],
)
def test_words_are_counted_as_a_reader_would(html, count):
    assert words(parse(html)) == count


def test_text_keeps_blocks_apart_and_no_break_spaces_whole():
    assert text(parse("<h1>A</h1><p>b\n  c\u00a0d<br/>e</p>f")) == "A b c\u00a0d e f"


def test_loose_words_between_blocks_become_paragraphs():
    found = blocks(parse("a <em>b</em> c<p>d</p>\n<br/>\n<div>e</div> f "))
    assert [(block.tag, text(block)) for block in found] == [("p", "a b c"), ("p", "d"), ("div", "e"), ("p", "f")]


@pytest.mark.parametrize(
    ("html", "mark", "expected"),
    [
        ("<p>a</p>", "", ["a"]),
        ("<p>a</p>", "DRAFT", ["DRAFT", "a"]),
        ("a<p>b</p>", "DRAFT", ["DRAFT", "a", "b"]),
        ('<p>a</p><div>b<p class="mark">S</p>c</div>', "DRAFT", ["S", "a", "bc"]),
        ('<p class="mark">D</p><p class="mark">S</p><p>a</p>', "DRAFT", ["D", "S", "a"]),
    ],
)
def test_the_mark_comes_first(html, mark, expected):
    root = document(Content(html, "T", "en", mark=mark))
    assert ["".join(block.itertext()) for block in blocks(root)] == expected


@pytest.mark.parametrize(
    ("href", "shown", "expected"),
    [
        ("https://un.org/a", "the text", "https://un.org/a"),
        ("https://un.org/a", "https://un.org/a", ""),
        ("https://un.org/", "un.org", ""),
        ("mailto:a@b.example", "a@b.example", ""),
        ("mailto:a@b.example", "write to us", "a@b.example"),
        ("tel:+5621234567", "+56 2 123 4567", ""),
        ("#source-1", "1", ""),
    ],
)
def test_an_address_is_told_once(href, shown, expected):
    assert target(parse(f'<a href="{href}">{shown}</a>')[0]) == expected


def test_reading_the_tree_is_light():
    code = "import sys, campaign.formats.txt; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"lxml", "html.parser", "docx", "urllib.request", "babel", "jinja2"} & set(loaded)
