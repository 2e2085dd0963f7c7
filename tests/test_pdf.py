"""PDF: accessible, the same everywhere, one page, in the window of the envelope, and with nothing from outside."""

from __future__ import annotations

import base64
import re
import socket
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from builtin import built_in, planned, rendered, renderer
from conftest import TODAY, load_campaign, run
from pdf_reading import Words, folds, insides, mm, read, runs, squeezed, told, valid, width, written

from campaign import resources
from campaign.address import AllForms
from campaign.diagnostics import SYSTEM, Stop
from campaign.formats import Content, pdf
from campaign.languages import Languages
from campaign.plan import Request, plan
from campaign.render import Rendering
from campaign.values import replace
from campaign.write import write

DAY = TODAY.isoformat()
PEOPLE = ("ana-ejemplo", "luis-ejemplo", "sam-sample", "alex-ejemplo")
LETTERS = [("letter", lang, slug) for lang in ("en", "es") for slug in PEOPLE]
RELEASES = [("press-release", lang, country) for lang in ("en", "es") for country in ("", "CL")]
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEklEQVR4nGP4z8DAAMIM/4EAAB/uBfsL2WiLAAAAAElFTkSuQmCC"
)  # four red dots
PLAIN = '@page { margin: 20mm } html { font: 10pt/1.4 "IBM Plex Serif" }'


@cache
def rendering_of(kind: str, lang: str, whom: str) -> Rendering:
    """Render an example: a letter to someone, or a release for a country ('' for all)."""
    request: dict[str, Any] = {"to": (whom,)} if kind == "letter" else {"country": whom or None}
    return rendered(DAY, kind, lang, **request)


@cache
def made(kind: str, lang: str, whom: str) -> bytes:
    """Return the PDF of an example."""
    return pdf.write(rendering_of(kind, lang, whom).content)


def bare(html: str, style: str = PLAIN, **changes: Any) -> Content:
    """Return a content made of markup and style alone."""
    return Content(html=html, title="River", language="en", style=style, **changes)


# Every example


@pytest.mark.parametrize(("kind", "lang", "whom"), LETTERS + RELEASES)
def test_every_example_is_pdf_ua_with_language_title_and_author(kind: str, lang: str, whom: str) -> None:
    data = made(kind, lang, whom)
    content = rendering_of(kind, lang, whom).content
    assert valid(data) == []
    reader = read(data)
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == lang
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata and reader.xmp_metadata
    assert reader.metadata.title == content.subject == reader.xmp_metadata.dc_title["x-default"]  # type: ignore[index]
    assert reader.metadata.author == "Organización Ejemplo (ficticia)" == reader.xmp_metadata.dc_creator[0]  # type: ignore[index]
    assert not reader.metadata.creation_date


@pytest.mark.parametrize(("kind", "lang", "whom"), LETTERS + RELEASES)
def test_every_example_is_told_in_the_order_of_its_markup(kind: str, lang: str, whom: str) -> None:
    assert squeezed(told(read(made(kind, lang, whom)))) == squeezed(
        written(rendering_of(kind, lang, whom).content.html)
    )


@pytest.mark.parametrize(("kind", "lang", "whom"), LETTERS)
def test_the_text_of_a_letter_holds_subject_salutation_request_and_sources(kind: str, lang: str, whom: str) -> None:
    rendering = rendering_of(kind, lang, whom)
    text = squeezed("".join(sheet.extract_text() for sheet in read(made(kind, lang, whom)).pages))
    strong = [unescape(text) for text in re.findall("<strong>(.*?)</strong>", rendering.content.html)]
    assert len(strong) == 1
    assert rendering.document.address
    for words in (
        rendering.content.subject,
        rendering.document.address.salutation,
        *rendering.document.address.lines,
        strong[0],
    ):
        assert squeezed(words) in text
    assert len(rendering.sources) == 5
    for source in rendering.sources.values():
        assert squeezed(f"{source.publisher}: {source.title}") in text
        assert squeezed(source.urls.get(lang) or source.url or "") in text


@pytest.mark.parametrize(("kind", "lang", "whom"), LETTERS)
def test_a_letter_is_one_page_without_a_number_in_sizes_that_are_read(kind: str, lang: str, whom: str) -> None:
    reader = read(made(kind, lang, whom))
    assert len(reader.pages) == 1
    sizes = {run.text: round(run.size, 2) for run in runs(reader) if re.search(r"\w\w|\.", run.text)}  # no note numbers
    assert min(sizes.values()) >= 7.3
    assert next(size for text, size in sizes.items() if text.startswith(("We ask", "Le pedimos"))) >= 9.5
    assert "1 / 1" not in reader.pages[0].extract_text()


@pytest.mark.parametrize(("kind", "lang", "whom"), RELEASES)
def test_a_release_says_its_news_on_the_first_page(kind: str, lang: str, whom: str) -> None:
    reader = read(made(kind, lang, whom))
    assert len(reader.pages) == 2
    first, second = (sheet.extract_text() for sheet in reader.pages)
    assert {"en": "ENDS", "es": "FIN"}[lang] in first.splitlines()
    assert "contacto@organizacion.example" in second
    assert "1 / 2" in first and "2 / 2" in second


def test_the_sample_mark_stands_once_on_each_page() -> None:
    for sheet in read(made("press-release", "en", "")).pages:
        assert sheet.extract_text().count("SAMPLE: the sender") == 1
    [sheet] = read(made("letter", "es", "ana-ejemplo")).pages
    assert sheet.extract_text().count("MUESTRA: ") == 1


def test_a_draft_of_an_example_carries_both_marks_on_each_page(make: Callable[..., Path]) -> None:
    folder = make("""
-- sender.yaml --
type: organization
organization: River Friends
country: GB
example: true
-- templates/letter.html --
{#---
title: Letter
per: recipient
formats: [pdf]
style: letter.css
---#}
{% include "_mark.html" %}
<h1 class="subject">{{ ask.subject }}</h1>
<p>{{ gap("bread") }}</p>
{% for word in "twenty pages of words about the river that the town drinks from".split() %}
<p>{{ word }}</p><p>{{ word }}</p><p>{{ word }}</p><p>{{ word }}</p><p>{{ word }}</p>
{% endfor %}
""")
    [data] = letters(folder)
    reader = read(data)
    assert len(reader.pages) == 2
    for sheet in reader.pages:
        assert sheet.extract_text().count("DRAFT: ") == sheet.extract_text().count("SAMPLE: ") == 1
    assert valid(data) == []


def letters(folder: Path) -> list[bytes]:
    """Return the PDFs of a small campaign's letters, drafts too."""
    campaign = load_campaign(folder)
    languages = Languages(campaign)
    request = Request(day=TODAY, kinds=("letter",), formats=("pdf",))
    documents, problems = plan(campaign, request, languages, AllForms(folder))
    assert not [p for p in problems if p.severity == "error"]
    artifacts, problems = write(campaign, documents, languages, folder / "made", draft=True)
    assert not [p for p in problems if p.severity == "error"]
    return [(folder / "made" / artifact.path).read_bytes() for artifact in artifacts]


# Machines


def test_two_machines_make_the_same_bytes_and_leave_no_trace(tmp_path: Path) -> None:
    """The second is another process with another user, home, cache, temporary folder, clock zone and language."""
    home = tmp_path / "quentin-quimby"
    home.mkdir()
    (home / "tmp").mkdir()
    env = {
        "HOME": str(home), "USER": "quentin-quimby", "LOGNAME": "quentin-quimby", "USERNAME": "quentin-quimby",
        "XDG_CACHE_HOME": str(home / "cache"), "TMPDIR": str(home / "tmp"), "TZ": "Pacific/Kiritimati", "LC_ALL": "C",
        "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1",
    }  # fmt: skip
    done = run(
        "letter",
        "--to",
        "ana-ejemplo",
        "--lang",
        "es",
        "--format",
        "pdf",
        "--date",
        DAY,
        "--out",
        home / "out",
        env=env,
    )
    assert done.returncode == 0, done.stderr
    data = (home / "out/cybercrime-treaty/es/letter/ana-ejemplo.pdf").read_bytes()
    fresh = pdf.write(rendering_of("letter", "es", "ana-ejemplo").content)
    assert data == made("letter", "es", "ana-ejemplo") == fresh
    hidden = insides(data)
    for name in ("quentin", str(resources.DATA), str(Path.home()), str(tmp_path), "assets.invalid", "file:", ".ttf"):
        assert name not in hidden
    assert len(host := socket.gethostname()) < 6 or host not in hidden


def test_insides_sees_what_a_pdf_hides() -> None:
    assert "by quentin" in insides(pdf.write(bare("<p>x</p>", author="by quentin")))
    assert "to Łódź quentin".encode("utf-16-be").replace(b"\0", b"").decode("latin-1") in insides(
        pdf.write(bare('<h1 id="a">x</h1>', author="to Łódź quentin"))
    )


# Paper and windows


@pytest.mark.parametrize(
    ("country", "size"), [("GB", (210, 297)), ("ES", (210, 297)), ("CL", (216, 279)), ("US", (216, 279))]
)
def test_the_paper_is_the_senders(country: str, size: tuple[int, int]) -> None:
    [sheet] = read(pdf.write(letter("en", country))).pages
    assert (round(mm(float(sheet.mediabox.width))), round(mm(float(sheet.mediabox.height)))) == size


@cache
def letter(lang: str, country: str, window: bool = False) -> Content:
    """Return the longest letter, of a sender in a country, signed with a name and a role."""
    sender = built_in().sender
    assert sender
    sender = replace(
        sender, country=country, name="Kim Lee", role={lang: "Director"}, address_lines=("Some Street 1", "Town")
    )
    campaign = replace(built_in(), sender=sender)
    documents, problems = planned(DAY, "letter", campaign, to=("ana-ejemplo",), languages=(lang,), window=window)
    assert len(documents) == 1, problems
    return renderer(lang).render(documents[0]).content


class Window(NamedTuple):
    """A window of conventions 4.1 in millimetres: where it is from the left and the top, its size, and the folds."""

    country: str
    left: float
    top: float
    width: float
    height: float
    folds: list[float]


# Fields, sizes and fold marks of KOMA-Script's DIN, UScommercial9, NF and SN.
WINDOWS = {
    "din-b": Window("GB", 20, 45, 85, 45, [105, 210]),
    "us": Window("CL", 0.6875 * 25.4, 2.1875 * 25.4, 4.5 * 25.4, 1.125 * 25.4, [95, 187]),
    "nf": Window("FR", 210 - 10 - 100, 35, 100, 45, [99, 198]),
    "sn": Window("CH", 210 - 8 - 90, 45, 90, 45, [105, 210]),
}


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(("name", "window"), WINDOWS.items(), ids=WINDOWS)
def test_the_window_shows_the_address_and_nothing_else(name: str, window: Window, lang: str) -> None:
    content = letter(lang, window.country, window=True)
    assert content.window == name
    html = content.html
    data = pdf.write(content)
    assert valid(data) == []
    reader = read(data)
    seen = [r for r in runs(reader) if r.text.strip() and shown(r, window)]
    address = re.search(r'<address class="recipient">(.*?)</address>', html, re.DOTALL)
    assert address
    lines = address[1].strip().split("<br/>")
    assert len(lines) == 7
    assert [r.text.strip() for r in seen] == lines
    for line in seen:
        assert line.left >= window.left + 3
        assert line.left + width(line) <= window.left + window.width
        assert line.base - mm(line.size) * 0.8 >= window.top
        assert line.base + mm(line.size) * 0.25 <= window.top + window.height
    assert folds(reader) == window.folds
    assert squeezed(told(reader)) == squeezed(written(html))


def shown(run: Words, window: Window) -> bool:
    """Tell whether some of a run is seen through a window."""
    across = run.left < window.left + window.width and run.left + width(run) > window.left
    return across and window.top < run.base + 1 and run.base - mm(run.size) * 0.7 < window.top + window.height


@pytest.mark.parametrize("window", WINDOWS.values(), ids=WINDOWS)
def test_fold_marks_stand_on_the_first_page_alone(window: Window) -> None:
    content = letter("es", window.country, window=True)
    longer = content.html.replace('<section data-part="again">', "<p>more</p>" * 15 + '<section data-part="again">')
    reader = read(pdf.write(replace(content, html=longer)))
    assert len(reader.pages) == 2
    assert folds(reader, 1) == []


def test_without_a_window_there_is_no_fold_mark() -> None:
    assert folds(read(made("letter", "en", "ana-ejemplo"))) == []


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("country", ["GB", "CL"])
def test_a_letter_with_name_and_role_is_one_page_of_any_paper(lang: str, country: str) -> None:
    """Three lines of signature, five sources, a subject of two lines in Spanish: as long as the budget allows."""
    assert len(read(pdf.write(letter(lang, country))).pages) == 1


# What holds together


@pytest.mark.parametrize("more", range(40, 420, 20))
def test_neither_closing_nor_heading_is_torn_from_its_text(more: int) -> None:
    content = letter("en", "GB")
    personal = f'<section data-part="personal"><p>{"mine " * more}</p></section>\n<section data-part="again">'
    reader = read(pdf.write(replace(content, html=content.html.replace('<section data-part="again">', personal))))
    sheets = [squeezed(sheet.extract_text()) for sheet in reader.pages]
    assert any("Wewouldwelcomeyouranswer" in text and "time.Yourssincerely,KimLeeDirector" in text for text in sheets)
    assert any("SourcesFictitiousexample:" in text and "Factslastcheckedon" in text for text in sheets)
    assert not sheets[-1].startswith("mine") or sheets[-1].startswith("mine" * 18)  # two lines at least


def test_three_pages_are_refused() -> None:
    content = letter("en", "GB")
    assert content.max_pages == 2
    longer = content.html.replace('<section data-part="again">', "<p>more</p>" * 150 + '<section data-part="again">')
    with pytest.raises(Stop) as stop:
        pdf.write(replace(content, html=longer))
    assert [(p.code, p.severity) for p in stop.value.problems] == [("pages", "error")]
    assert pdf.write(replace(content, html=longer, max_pages=0))


# Glyphs


def test_a_character_without_a_glyph_is_named_and_only_the_text_is_written(make: Callable[..., Path]) -> None:
    folder = make("""
-- recipients/people.yaml --
- {id: jo, name: 王 March, given_name: 王, family_name: March, gender: unknown, office: lower-house, country: GB}
""")
    campaign = load_campaign(folder)
    languages = Languages(campaign)
    documents, _ = plan(
        campaign, Request(day=TODAY, kinds=("letter",), formats=("pdf", "txt")), languages, AllForms(folder)
    )
    artifacts, problems = write(campaign, documents, languages, folder / "made")
    assert [(p.code, p.severity) for p in problems] == [("glyph", "error")]
    assert problems[0].exit == SYSTEM and "王 U+738B" in problems[0].message
    assert problems[0].where.file == "river/en/letter/jo.pdf"
    assert [Path(a.path).name for a in artifacts] == ["jo.txt"]
    written_ = sorted(p.name for p in (folder / "made").rglob("*") if p.is_file())
    assert written_ == ["jo.txt", "manifest.json"]
    assert "王 March" in (folder / "made/river/en/letter/jo.txt").read_text(encoding="utf-8")


# Nothing from outside


SECRET = "the secret of the house"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a campaign's images folder, with a secret beside it and a picture in it."""
    images = tmp_path / "river" / "images"
    images.mkdir(parents=True)
    (images / "logo.png").write_bytes(PNG)
    (images.parent / "secret.png").write_bytes(PNG)
    (images.parent / "secret.css").write_text("p::before { content: 'the secret of the house' }", encoding="utf-8")
    (images / "inside.css").write_text("p::before { content: 'the secret of the house' }", encoding="utf-8")
    (images / "way-out.png").symlink_to(images.parent / "secret.png")
    return images


HOSTILE_MARKUP = {
    "a path upwards": '<img src="../secret.png" alt="x"/>',
    "a path upwards in escapes": '<img src="%2e%2e/secret.png" alt="x"/>',
    "a slash in escapes": '<img src="..%2fsecret.png" alt="x"/>',
    "a path upwards through a folder": '<img src="images/../../secret.png" alt="x"/>',
    "an absolute path": '<img src="{outside}" alt="x"/>',
    "a path after two slashes": '<img src="https://assets.invalid//{outside}" alt="x"/>',
    "a file of the machine": '<img src="file://{outside}" alt="x"/>',
    "a link out of the folder": '<img src="way-out.png" alt="x"/>',
    "a picture that is not there": '<img src="none.png" alt="x"/>',
    "a host of the net": '<img src="https://example.org/x.png" alt="x"/>',
    "the machine's own net": '<img src="http://127.0.0.1:{port}/x.png" alt="x"/>',
    "another protocol": '<img src="ftp://127.0.0.1:{port}/x.png" alt="x"/>',
    "a style attribute": '<p style="background: url(../secret.png)">x</p>',
    "an attachment": '<a rel="attachment" href="file://{outside}">x</a>',
    "an attachment of the machine's net": '<a rel="attachment" href="http://127.0.0.1:{port}/x.css">x</a>',
    "a linked attachment": '<link rel="attachment" href="file://{outside}"/><p>x</p>',
    "a linked style": '<link rel="stylesheet" href="../secret.css"/><p>x</p>',
    "a drawing that opens a file": (
        "<img alt=\"x\" src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E"
        "%3Cimage href='file://{outside}' width='9' height='9'/%3E%3C/svg%3E\"/>"
    ),
}
HOSTILE_STYLE = {
    "an import upwards": '@import "../secret.css";',
    "an import of a file": "@import url(file://{sheet});",
    "an import of the machine's net": "@import url(http://127.0.0.1:{port}/x.css);",
    "an import from the images": '@import "inside.css";',
    "a font of a file": "@font-face {{ font-family: F; src: url(file://{outside}) }} p {{ font-family: F }}",
    "a font of the machine's net": "@font-face {{ font-family: F; src: url(http://127.0.0.1:{port}/x) }} p {{ font-family: F }}",
    "a background upwards": "p {{ background: url(../secret.png) }}",
    "a page background of the net": "@page {{ background: url(http://127.0.0.1:{port}/x.png) }}",
    "content of a file": "p::before {{ content: url(file://{outside}) }}",
}


@pytest.mark.parametrize("what", [*HOSTILE_MARKUP, *HOSTILE_STYLE])
def test_nothing_outside_the_images_folder_is_opened(what: str, house: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        names = {
            "outside": house.parent / "secret.png",
            "sheet": house.parent / "secret.css",
            "port": server.getsockname()[1],
        }
        html = HOSTILE_MARKUP.get(what, "<p>x</p>").format(**names)
        style = HOSTILE_STYLE.get(what, "").format(**names) + PLAIN
        with pytest.raises(Stop) as stop:
            pdf.write(bare(html, style, folders=(house,)))
        assert {p.code for p in stop.value.problems} <= {"asset", "pdf"}
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_picture_of_the_campaign_and_one_in_the_markup_are_shown(house: Path) -> None:
    inline = base64.b64encode(PNG).decode()
    for html, style in (
        ('<p><img src="logo.png" alt="Our mark"/></p>', PLAIN),
        (f'<p><img src="data:image/png;base64,{inline}" alt="Our mark"/></p>', PLAIN),
        ("<p>x</p>", PLAIN + "p { background: url(logo.png) }"),
        ("<p>x</p>", PLAIN + f"p {{ background: url(data:image/png;base64,{inline}) }}"),
    ):
        data = pdf.write(bare(html, style, folders=(house,)))
        assert (
            b"/Subtype /Image" in data or b"/Subtype/Image" in data or any(sheet.images for sheet in read(data).pages)
        )
        assert valid(data) == []
    assert not read(pdf.write(bare("<p>x</p>"))).pages[0].images


def test_the_style_of_a_campaign_may_show_its_own_letterhead(make: Callable[..., Path]) -> None:
    folder = make("""
-- templates/letter.css --
.letterhead { background: url(logo.png) no-repeat; padding-left: 20mm }
""")
    (folder / "images").mkdir()
    (folder / "images" / "logo.png").write_bytes(PNG)
    [data] = letters(folder)
    assert [image.name for image in read(data).pages[0].images]
    assert valid(data) == []


# Lines


ASK = (
    "<p>We are Organización Ejemplo (ficticia), and we write to you because your committee can act on this. <strong>We ask you "
    "to put a written question to the foreign ministry by 14 December 2026, asking whether it will submit it</strong></p>"
)
SOURCE = (
    "<p>United Nations Treaty Collection: United Nations Convention against Cybercrime, status table (chapter XVIII, no. 16), "
    'October 2025. <a href="https://treaties.un.org/">https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&amp;clang=_en</a></p>'
)


@pytest.mark.parametrize(("html", "size"), [(ASK, 9.9), (SOURCE, 7.6)])
def test_no_line_is_cut_short_in_any_width(html: str, size: float) -> None:
    """Pango 1.50 gives one word in a line, in the half millimetre where the text fits but for its last space."""
    for right in range(100, 300, 4):
        style = f"@page {{ margin: 20mm {right / 10}mm 20mm 20mm }} p {{ font: {size}pt 'IBM Plex Serif' }}"
        first = read(pdf.write(bare(html, style))).pages[0].extract_text().splitlines()[0]
        assert len(first) > 60, (right, first)


def laid_out(html: str, lang: str = "en") -> Any:
    """Lay out some markup in a narrow column, once."""
    content = replace(bare(html), language=lang, direction="rtl" if lang == "ar" else "ltr")
    weasyprint, fonts = pdf.engine(pdf.folders_of(content))
    sheets = [pdf.stylesheet(text, fonts) for text in (pdf.NOTES, pdf.LONG, PLAIN + "body { width: 80mm }")]
    return weasyprint.HTML(string=pdf.page(content)).render(stylesheets=sheets, font_config=fonts)


def test_a_short_line_that_must_be_short_is_none() -> None:
    for html in (
        "<p>Some words.</p><p>Others.</p>",
        "<address>Jo<br/>Some Street 1<br/>Town</address>",
        "<p>See https://example.org/a/very/long/address/that/fits/in/no/line/with/others/before/it/at/all</p>",
        "<ul><li>One</li><li>Two <strong>three</strong></li></ul>",
        "<p>" + "some words of a paragraph that goes on " * 9 + "</p>",
        "<p></p>",
    ):
        assert not pdf.cut_short(laid_out(html)), html


NOTE = '<sup class="note{}"><a href="#source-{}">{}</a></sup>'
NOTES = NOTE.format("", 1, 1) + NOTE.format(" next", 2, 2) + NOTE.format(" next", 13, 13)


@pytest.mark.parametrize(("lang", "word"), [("es", "delito"), ("ar", "رسائله"), ("zh-Hans", "打击网络犯罪")])
def test_no_line_begins_with_a_note_whatever_its_width(lang: str, word: str) -> None:
    gap = "" if lang == "zh-Hans" else " "
    texts = (f"{'n' * (n % 7)} {word}{gap * 3}{gap.join([word] * (9 + n // 7))}.{NOTES}{gap}{word}" for n in range(84))
    document = laid_out("".join(f"<p>{text}</p>" for text in texts), lang)
    lines = [text for page in document.pages for _, _, text in pdf.lines_of(page._page_box)]
    assert len(lines) > 150 and sum("13" in line for line in lines) == 84
    assert [
        line for line in lines if "13" in line and not re.search("[.]\u2060?1\u2060?,\u2060?2\u2060?,\u2060?13", line)
    ] == []


@pytest.mark.parametrize("word", ["W" * 200, "/".join(f"folder{n}" for n in range(40)), "1/2/" * 90 + "3"])
def test_a_word_wider_than_the_page_goes_on_in_the_next_line(word: str) -> None:
    [page] = laid_out(f"<p>I keep it in {word} as you know.</p>").pages
    boxes = [box for box in page._page_box.descendants() if getattr(box, "text", "")]
    assert word in re.sub(r"\s", "", "".join(box.text for box in boxes)) and len(boxes) > 2
    assert all(box.position_x + box.width <= page.width for box in boxes)


def test_the_number_of_a_resolution_stays_on_one_line_and_an_address_may_break() -> None:
    said = "".join(f"<p>{'n' * n} the resolution (A/RES/79/243) and 1 of 3.</p>" for n in range(60))
    address = "https://example.org/A/RES/79/243/" * 6
    document = laid_out(f'{said}<p style="overflow-wrap: anywhere"><a href="{address}">{address}</a></p>')
    lines = [text for page in document.pages for _, _, text in pdf.lines_of(page._page_box)]
    assert sum("(A/RES/79/243)" in line for line in lines) == 60
    assert sum("example.org" in line for line in lines) > 2
    assert pdf.page(bare(f'<p><a href="{address}">{address}</a></p>')).count("nowrap") == 0
