"""Charts: drawn as vector graphics with a text alternative, told in words where nothing is drawn, and never half right."""

from __future__ import annotations

import datetime
import re
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_reading import read, valid

from campaign.diagnostics import Stop
from campaign.formats import Content, charts, docx, format_named, html, pdf, tree

PLAIN = "@page { margin: 20mm } html { font: 10pt/1.4 var(--face) }"
DOTS = '<figure class="chart" data-chart="dots" data-count="3" data-of="40"><figcaption>3 of 40 mills</figcaption></figure>'
BAR = (
    '<figure class="chart" data-chart="bar" data-count="12.5" data-of="100"><figcaption>An eighth</figcaption></figure>'
)
LINE = (
    '<figure class="chart" data-chart="timeline" title="Four dots on a line"><figcaption>What came, what comes</figcaption><ol>'
    '<li data-date="2024-12-24" data-past="yes">24 December 2024: agreed</li>'
    '<li data-date="2025-10-25" data-past="yes">25 October 2025: opened</li>'
    '<li data-date="2026-12-31">31 December 2026: closes</li><li>In force</li></ol></figure>'
)
ALL = {"dots": DOTS, "bar": BAR, "timeline": LINE}


def content(markup: str, **changes: object) -> Content:
    """Return a content made of markup alone."""
    return Content(
        **{"html": f"<h1>Mills</h1>{markup}", "title": "Mills", "language": "en", "style": PLAIN, **changes}  # type: ignore[arg-type]
    )


def drawn(markup: str, mirrored: bool = False) -> Element:
    """Return the drawing of one chart."""
    root = tree.parse(markup)
    assert charts.draw(root, "#0e4f5c", mirrored)
    [drawing] = root.iter("svg")
    return drawing


@pytest.mark.parametrize("markup", ALL.values(), ids=ALL)
def test_a_chart_is_an_accessible_drawing_in_a_pdf(markup: str) -> None:
    data = pdf.write(content(markup))
    assert valid(data) == []
    [page] = read(data).pages
    assert not page.images
    assert "Figure" in str(tags(data))


def tags(data: bytes) -> list[str]:
    """Return the names in the tag tree of a PDF."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, dict):
            found.append(str(node.get("/S")))
            children = node.get("/K", [])
            for child in children if isinstance(children, list) else [children]:
                walk(child)

    walk(read(data).trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]
    return found


@pytest.mark.parametrize(
    ("markup", "alt"), [(DOTS, "3 of 40 mills"), (BAR, "An eighth"), (LINE, "Four dots on a line")]
)
def test_a_page_draws_it_with_its_alternative_and_runs_nothing(markup: str, alt: str) -> None:
    page = html.write(content(markup)).decode()
    assert page.count("<svg") == page.count("</svg>") == 1
    assert f"<title>{alt}</title>" in page and 'role="img"' in page
    assert "<figcaption>" in page
    assert "style=" not in page.split("<svg")[1].split("</svg>")[0]  # the policy of the page allows none


@pytest.mark.parametrize("name", ["txt", "md"])
def test_text_tells_the_caption_and_the_dated_list(name: str) -> None:
    said = format_named(name).write(content(DOTS + LINE)).decode()
    assert "3 of 40 mills" in said and "What came, what comes" in said
    assert [line for line in said.splitlines() if re.match(r"\d\. ", line)] == [
        "1. 24 December 2024: agreed",
        "2. 25 October 2025: opened",
        "3. 31 December 2026: closes",
        "4. In force",
    ]


def test_word_tells_the_caption_and_the_dated_list() -> None:
    from io import BytesIO

    from docx import Document

    paragraphs = [p.text for p in Document(BytesIO(docx.write(content(DOTS + LINE)))).paragraphs]
    assert paragraphs[1:4] == ["3 of 40 mills", "What came, what comes", "24 December 2024: agreed"]


WRONG = {
    "a figure that is no chart": "<figure><figcaption>x</figcaption></figure>",
    "an unknown chart": DOTS.replace('"dots"', '"pie"'),
    "no caption": re.sub("<figcaption>.*</figcaption>", "", DOTS),
    "an empty caption": DOTS.replace("3 of 40 mills", " "),
    "more than the whole": DOTS.replace('"3"', '"41"'),
    "a whole of nothing": DOTS.replace('"3"', '"0"').replace('"40"', '"0"'),
    "no number": DOTS.replace('"3"', '"three"'),
    "less than nothing": DOTS.replace('"3"', '"-1"'),
    "not a number": DOTS.replace('"3"', '"nan"'),
    "dots nobody can count": DOTS.replace('"40"', '"101"'),
    "half a dot": DOTS.replace('"3"', '"2.5"'),
    "one step": '<figure class="chart" data-chart="timeline"><figcaption>x</figcaption><ol><li>One</li></ol></figure>',
    "no day": LINE.replace("2024-12-24", "2024-12"),
}


@pytest.mark.parametrize("markup", WRONG.values(), ids=WRONG)
def test_a_chart_that_says_nothing_true_is_refused(markup: str) -> None:
    with pytest.raises(Stop) as stop:
        tree.parse(markup)
    assert [p.code for p in stop.value.problems] == ["markup"]


@given(whole=st.integers(1, 100), data=st.data())
def test_as_many_dots_are_full_as_count(whole: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, whole))
    circles = list(drawn(DOTS.replace('"40"', f'"{whole}"').replace('count="3"', f'count="{count}"')).iter("circle"))
    assert len(circles) == whole
    assert [c.get("fill") != "none" for c in circles] == [True] * count + [False] * (whole - count)
    assert len({(c.get("cx"), c.get("cy")) for c in circles}) == whole


@given(st.floats(0, 1000), st.floats(0.001, 1000))
def test_a_bar_is_as_long_as_its_share(count: float, whole: float) -> None:
    count = min(count, whole)
    frame, full = drawn(BAR.replace('"100"', f'"{whole}"').replace('count="12.5"', f'count="{count}"')).iter("rect")
    assert float(full.get("width", "")) == pytest.approx(charts.WIDTH * count / whole, abs=0.01)
    assert float(frame.get("width", "")) < charts.WIDTH


days = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))


@given(st.lists(days, max_size=7).map(sorted), st.integers(0, 4))
def test_the_steps_of_a_timeline_stand_in_order_apart_and_inside(known: list[datetime.date], unknown: int) -> None:
    places = charts.scaled([*known, *[None] * unknown])
    assert all(after - before >= charts.LEAST_GAP - 1e-6 for before, after in pairwise(places))
    assert all(charts.RADIUS < place < charts.WIDTH - charts.RADIUS for place in places)


def test_a_timeline_is_to_scale_where_there_is_room() -> None:
    first, second, third = charts.scaled(
        [datetime.date(2020, 1, 1), datetime.date(2020, 7, 1), datetime.date(2024, 1, 1)]
    )
    assert (second - first) / (third - first) == pytest.approx(182 / 1461, abs=0.001)


@pytest.mark.parametrize("markup", ALL.values(), ids=ALL)
def test_from_right_to_left_everything_is_mirrored(markup: str) -> None:
    def across(mirrored: bool) -> list[float]:
        found = []
        for shape in drawn(markup, mirrored).iter():
            for name in ("cx", "x1", "x2", "x"):
                if name in shape.attrib:
                    x = float(shape.get(name, ""))
                    found.append(charts.WIDTH - x - float(shape.get("width", 0)) if mirrored else x)
        return found

    assert across(True) == pytest.approx(across(False))
    assert valid(pdf.write(content(markup, language="ar", direction="rtl"))) == []
