"""HTML: one page that stands alone, says what the document says, and loads nothing."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from test_formats_tree import CHARACTERS, DOCUMENTS, letters, st

from campaign.diagnostics import Stop
from campaign.formats import Content, html
from campaign.formats.tree import parse

VOID = {"br", "meta"}


class Page(HTMLParser):
    """What a browser makes of a page: elements that match, attributes, and words outside the head."""

    def __init__(self, text):
        super().__init__()
        self.open, self.found, self.words, self.title = [], [], [], ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        raise AssertionError(f"a browser does not close <{tag}/>")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "main" in self.open:
            self.words.append(data)
        elif self.open[-1:] == ["title"]:
            self.title += data

    def meta(self, name):
        named = (found for _, found in self.found if name in (found.get("name"), found.get("http-equiv")))
        return [found["content"] for found in named]


def written(markup, **more):
    return html.write(Content(markup, "T", "en", **more)).decode()


def test_a_whole_page():
    page = written("<p>a<br/>b</p><p/>", mark="DRAFT", description='A "b" & c')
    page = re.sub("(?s)<style>.*</style>", "<style/>", re.sub("sha256-[^']*", "sha256-…", page))
    assert page == (
        '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-…'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>T</title>\n'
        '<meta name="description" content="A &quot;b&quot; &amp; c">\n<meta name="referrer" content="no-referrer">\n'
        "<style/>\n</head>\n<body>\n"
        '<main><p class="mark">DRAFT</p><p>a<br>b</p><p></p></main>\n</body>\n</html>\n'
    )


def test_the_policy_allows_the_style_of_the_page_and_no_other():
    page = written("<p>a</p>")
    style = re.search("(?s)<style>(.*)</style>", page)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = Page(page).meta("Content-Security-Policy")
    assert f"style-src 'sha256-{digest}';" in policy and policy.startswith("default-src 'none';")
    assert "</" not in style and "url(" not in style and "@import" not in style


def test_language_and_direction_are_those_of_the_document():
    page = Page(html.write(Content("<p>أ</p>", "عنوان", "ar", direction="rtl")).decode())
    assert page.found[0] == ("html", {"lang": "ar", "dir": "rtl"})
    assert page.meta("description") == []


def test_notes_lead_to_their_sources():
    note = '<p>a<sup class="note"><a href="#source-1">1</a></sup></p>'
    page = written(f'{note}<ol class="sources"><li id="source-1">b</li></ol>')
    assert '<sup class="note"><a href="#source-1">1</a></sup>' in page and '<li id="source-1">b</li>' in page


@pytest.mark.parametrize("markup", ["<script>x</script>", '<p onclick="x">a</p>', '<img src="x"/>', "<p>a</div>"])
def test_what_would_run_or_load_is_refused(markup):
    with pytest.raises(Stop):
        written(markup)


@given(DOCUMENTS, st.text(CHARACTERS, max_size=40))
def test_any_document_says_what_it_said(markup, title):
    page = Page(html.write(Content(markup, title, "en", description=title)).decode())
    assert letters(page.words) == letters(parse(markup).itertext())
    assert page.title == title
    assert page.meta("description") == [title] * bool(title)


# Contrast as WCAG 2.2 defines it, of every pair of colours that meet: words 7 to 1 (AAA), lines 3 to 1.
PAIRS = {("ink", "paper"): 7, ("quiet", "paper"): 7, ("link", "paper"): 7, ("alarm", "alarm-paper"): 7,
         ("ink", "gap-paper"): 7, ("link", "gap-paper"): 7, ("line", "paper"): 3}  # fmt: skip


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_can_be_told_apart_by_day_by_night_and_on_paper():
    roots = re.findall(r":root \{(.*?)\}", html.style(), re.DOTALL)
    themes = [dict(re.findall(r"--([\w-]+): (#\w+)", root)) for root in roots]
    assert len(themes) == 3
    for colours in themes:
        for (front, back), least in PAIRS.items():
            light, dark = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= least, (front, back, colours)


def test_sides_are_logical_so_that_arabic_needs_no_rule():
    assert not re.findall(r"(?:margin|padding|border|inset)?-?\b(?:left|right)\b\s*:", html.style())


# Whole documents in a page


SHOWS = (
    '<h1>All</h1><h2 id="a">One</h2><details data-shows="one"><summary>Read</summary></details>'
    '<h3>Two</h3><details data-shows="two"><summary>Read</summary></details>'
    '<details data-shows="lost"><summary>No</summary></details>'
)
TEXT = (
    '<p class="mark">SAMPLE</p><img class="logo" src="logo" alt="Us"/><h1 id="a">Head</h1><h2>Part</h2>'
    '<p>So.<sup class="note"><a href="#source-1">1</a></sup> <a href="https://x.example/">x</a></p>'
    '<ol class="sources"><li id="source-1">S</li></ol>'
)


def test_a_page_shows_whole_documents_in_its_outline_with_ids_of_their_own() -> None:
    one = Content(html=TEXT, title="t", language="en", mark="SAMPLE")
    two = Content(html="<h2>Part</h2><h3>Deep</h3>", title="t", language="ar", direction="rtl")
    page = html.write(
        Content(html=SHOWS, title="t", language="en", is_page=True, attached=(("one", one), ("two", two)))
    )
    text = page.decode()
    assert re.findall("<h([1-6])", text) == ["1", "2", "3", "4", "3", "4", "5"]
    ids, inside = re.findall('id="([^"]+)"', text), re.findall('href="#([^"]+)"', text)
    assert len(ids) == len(set(ids)) == 3 and "a" in ids and inside[0] in ids
    assert 'href="https://x.example/"' in text and "data-shows" not in text and "<img" not in text
    assert text.index("<details>") < text.index('<p class="mark">') < text.index("Head") < text.index("</details>")
    assert '<details lang="ar" dir="rtl"><summary>Read</summary><h4>Part</h4>' in text
    assert text.count("SAMPLE") == 1
