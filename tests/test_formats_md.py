"""Markdown: what is written is what a reader of CommonMark reads."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from hypothesis import given
from test_formats_tree import CHARACTERS, DOCUMENTS, st

from campaign.formats import Content, md
from campaign.formats.tree import parse

STRUCTURE = ("ul", "ol", "li", "blockquote", "h1", "h2", "h3", "strong", "em")


def body(html, **more):
    head, text = md.write(Content(html, "T", "en", **more)).decode().split("\n---\n\n", 1)
    assert head == '---\ntitle: "T"\nlang: "en"'
    return text.removesuffix("\n")


class Letters(HTMLParser):
    """Every letter of a page with the elements it stands in, each by its number among those that hold letters."""

    def __init__(self, html):
        super().__init__()
        self.open, self.seen, self.letters = [], {}, []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            tag = "link" if dict(attributes).get("href", "#")[0] != "#" else "text"
        self.open.append((tag, self.getpos()))

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        self.open.pop()

    def handle_data(self, data):
        for letter in "".join(data.split()):
            around = [element for element in self.open if element[0] in STRUCTURE]
            numbers = [(tag, self.seen.setdefault((tag, at), len(self.seen))) for tag, at in around]
            inside = frozenset(tag for tag, _ in self.open if tag in ("strong", "em", "link"))
            self.letters.append((letter, [n for n in numbers if n[0] not in inside], inside))


def rendered(markdown):
    markdown_it = pytest.importorskip("markdown_it")
    return Letters(markdown_it.MarkdownIt("commonmark").render(markdown).replace("<br />", " ")).letters


def meant(html):
    return Letters(html.replace("<br/>", " ")).letters


def test_a_whole_document():
    html = """
    <p class="mark">DRAFT</p>
    <article><h1>The treaty</h1>
    <p>Signed in 2025<sup class="note"><a href="#source-1">1</a></sup>
    <sup class="note"><a href="#source-2">2</a></sup>, it is <strong>not in force</strong>; see
    <a href="https://un.org/a?b=(c)">the <em>text</em></a>!<sup class="note"><a href="#source-1">1</a></sup></p>
    <address>Ana Ejemplo<br/>Calle 1</address>
    <ul><li>one<ol><li>two</li></ol></li><li>three</li></ul>
    <blockquote><p>Four.</p><p>Five.</p></blockquote>
    <h2>Sources</h2>
    <ol class="sources"><li id="source-1">UN: <a href="https://un.org/">https://un.org/</a></li>
    <li id="source-2"><p>EFF</p><p>More</p></li><li id="source-3">Never cited</li></ol></article>
    """
    assert body(html) == (
        "> **DRAFT**\n\n"
        "# The treaty\n\n"
        "Signed in 2025[^1][^2], it is **not in force**; see [the *text*](https://un.org/a?b=%28c%29)\\![^1]\n\n"
        "Ana Ejemplo\\\nCalle 1\n\n"
        "- one\n  1. two\n- three\n\n"
        "> Four.\n>\n> Five.\n\n"
        "## Sources\n\n"
        "[^1]: UN: <https://un.org/>\n[^2]: EFF\n\n    More\n\n"
        "1. Never cited"
    )


def test_the_head_is_yaml_whatever_the_title():
    yaml = pytest.importorskip("yaml")
    title = 'No: "a" \\ #b é \U0001f600'
    text = md.write(Content("<p>a</p>", title, "no", direction="rtl")).decode()
    assert yaml.safe_load(text.split("---\n")[1]) == {"title": title, "lang": "no", "dir": "rtl"}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("<p/>", ""),
        ("2(h) a_b &lt; c &amp; d: 3 - 1 = 2, 50% ~ half #1 (e)!", "2(h) a_b < c & d: 3 - 1 = 2, 50% ~ half #1 (e)!"),
        ("*a* _b_ `c` [d](e) &lt;f> &amp;amp; \\*", "\\*a\\* \\_b\\_ \\`c\\` \\[d](e) \\<f> \\&amp; \\\\\\*"),
        ("# a", "\\# a"),
        ("#a", "#a"),
        ("2026. A year", "2026\\. A year"),
        ("- a<br/>---<br/>===<br/>> b<br/>+", "\\- a\\\n\\---\\\n\\===\\\n\\> b\\\n\\+"),
        ("a<br/><br/>b<br/>", "a\\\n&nbsp;\\\nb"),
        ("<h2>C #<br/>##</h2>", "## C # \\##"),
        ("a<strong>«b»</strong>c", "a<strong>«b»</strong>c"),
        ("a <strong>«b»</strong>, c", "a **«b»**, c"),
        ("a<em> b </em>c", "a *b* c"),
        ("<strong>a<em>b</em></strong>", "**a<em>b</em>**"),
        ("<strong>a</strong><em>b</em>", "**a**<em>b</em>"),
        ("1<sup>er</sup>", "1<sup>er</sup>"),
        ('a!<a href="https://x.org/">b]</a>', "a\\![b\\]](https://x.org/)"),
        ('<a href="https://x.org/ a\\&amp;copy;">b</a>', "[b](https://x.org/%20a%5C\\&copy;)"),
        ('<a href="mailto:a@b.example">a@b.example</a> <a href="#x">c</a>', "<a@b.example> c"),
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n\n<!-- -->\n\n- b"),
        ('<header class="letterhead"><p>A</p><address>b<br/>c</address></header>', "A\\\nb\\\nc"),
        ('<p class="subject">a</p>', "**a**"),
        ("<ul><li>a<div>b</div></li></ul>", "- a\n\n  b"),
    ],
)
def test_only_what_would_be_markup_is_escaped(html, expected):
    assert body(html) == expected


def test_a_mark_that_the_markup_lacks_is_added():
    assert body("<p>a</p>", mark="SAMPLE *x*") == "> **SAMPLE \\*x\\***\n\na"


@given(st.text(CHARACTERS, max_size=80))
def test_any_text_comes_back(text):
    html = f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>"
    assert rendered(body(html)) == meant(html)


@given(DOCUMENTS)
def test_any_document_comes_back_with_its_structure(html):
    html = re.sub(r'<sup class="note">.*?</sup>', "", html)
    assert rendered(body(html)) == meant(html)


@given(st.sampled_from(["a_(b)", "a b", "a*b*c", "a<b>", "a`b`", "a\\b", 'a"b', "a&amp;b", "a&copy;b", "é", "%20"]))
def test_addresses_come_back(path):
    markdown_it = pytest.importorskip("markdown_it")
    href = f"https://example.org/{path}"
    escaped = href.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    html = markdown_it.MarkdownIt("commonmark").render(body(f'<p>see <a href="{escaped}">it</a></p>'))
    link = parse(html).find(".//a")
    assert unquote(link.get("href")) == unquote(href)
