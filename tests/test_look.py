"""The look: logo, colours, typefaces, paper and the line at the foot, in every format, under every sender."""

from __future__ import annotations

import base64
import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from command import DAY, call
from conftest import HEAD, TODAY, checked, expected, found, load_campaign
from docx import Document as Word
from docx.oxml import parse_xml
from hypothesis import example, given
from hypothesis import strategies as st
from pdf_reading import insides, read, told, valid
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from test_formats_docx import ORDER

from campaign import resources
from campaign.address import AllForms
from campaign.diagnostics import SYSTEM, Stop
from campaign.formats import format_named, picture
from campaign.languages import Languages
from campaign.model import Campaign
from campaign.plan import Request, plan
from campaign.render import Renderer, Rendering

Make = Callable[..., Path]
LOOK = f"""{HEAD}look:
  logo: {{file: logo.png, alt: A blue "wave" & a drop., height: 12}}
  colours: {{ink: "#101820", paper: "#fffdf5", accent: "#004466"}}
  footer: {{en: Registered charity 000 000}}
"""
SENDER = """
-- sender.yaml --
type: organization
organization: River Friends
name: Kim Lee
address_lines: [1 Bank Street]
city: Rivertown
country: GB
email: kim@river.example
"""
SECRET = "Alice Author"
SVG = f"""<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- {SECRET} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  inkscape:export-filename="/home/{SECRET}/logo.png" width="60" height="30">
<title>{SECRET}</title><metadata>{SECRET}</metadata><inkscape:page id="{SECRET}"/>
<rect width="60" height="30" fill="#cc0000"/></svg>"""


def sign(path: Path, size: tuple[int, int] = (240, 120)) -> Path:
    """Save a picture that says who made it, and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    image = Image.new("RGB", size, (204, 0, 0))
    exif = Image.Exif()
    exif[0x013B] = SECRET
    about = PngInfo()
    about.add_text("Author", SECRET)
    match path.suffix:
        case ".png":
            image.save(path, pnginfo=about, exif=exif)
        case ".jpg":
            image.save(path, exif=exif, comment=SECRET.encode())
        case ".svg":
            path.write_text(SVG, encoding="utf-8")
    return path


def rendered(campaign: Campaign, kind: str = "letter", lang: str = "en", **request: Any) -> Rendering:
    """Return the first document of a kind."""
    languages = Languages(campaign)
    asked = Request(day=TODAY, kinds=(kind,), languages=(lang,), **request)
    documents, problems = plan(campaign, asked, languages, AllForms(campaign.folder))
    assert [p for p in problems if p.severity == "error"] == []
    return Renderer(campaign, languages[lang]).render(documents[0])


def written(rendering: Rendering, name: str) -> bytes:
    """Return a document in a format."""
    return format_named(name).write(rendering.content)


def river(make: Make, look: str = LOOK, file: str = "logo.png", *more: str) -> Campaign:
    """Return the small campaign with a look, and its logo in the images folder."""
    folder = make(look.replace("logo.png", file), *more)
    sign(folder / "images" / file)
    return load_campaign(folder)


def parts(data: bytes) -> dict[str, str]:
    """Return the texts of the parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}


def figures(data: bytes) -> Iterator[Any]:
    """Yield the figures in the tags of a PDF."""

    def walk(element: Any) -> Iterator[Any]:
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            for child in element:
                yield from walk(child)
        elif isinstance(element, dict):
            if element.get("/S") == "/Figure":
                yield element
            yield from walk(element.get("/K", []))

    root: Any = read(data).trailer["/Root"]
    yield from walk(root["/StructTreeRoot"])


# What the formats show


@pytest.mark.parametrize("file", ["logo.png", "logo.jpg", "logo.svg"])
def test_every_format_shows_the_logo_tells_what_it_shows_and_keeps_quiet_about_its_author(
    make: Make, file: str
) -> None:
    letter = rendered(river(make, LOOK, file))
    alt = 'A blue "wave" & a drop.'
    pdf, docx, html = (written(letter, name) for name in ("pdf", "docx", "html"))
    assert valid(pdf) == []
    assert [figure["/Alt"] for figure in figures(pdf)] == [alt]
    assert len(read(pdf).pages) == 1
    (shown,) = re.findall(r'src="data:(image/[a-z+]+);base64,([^"]+)" alt="([^"]*)"', html.decode())
    assert shown[0] == letter.content.logo.media and shown[2] == "A blue &quot;wave&quot; &amp; a drop."  # type: ignore[union-attr]
    assert base64.b64decode(shown[1]) == letter.content.logo.data  # type: ignore[union-attr]
    (head,) = [text for name, text in parts(docx).items() if "header" in name and "<wp:inline" in text]
    assert 'descr="A blue &quot;wave&quot; &amp; a drop."' in head
    for data in (pdf, docx, html):
        texts = (insides(data), *(parts(data).values() if data is docx else ()))
        assert not any("Alice" in text for text in texts)
    assert not any("Alice" in base64.b64decode(shown[1]).decode("latin-1") for _ in "1")


def test_a_pdf_is_printed_in_the_colours_and_has_the_line_at_its_foot(make: Make) -> None:
    campaign = river(make)
    for kind in ("letter", "press-release"):
        pdf = written(rendered(campaign, kind, news={"": "The river is brown today."}), "pdf")
        assert valid(pdf) == []
        assert "Registered charity 000 000" in told(read(pdf))
        painted = insides(pdf)
        assert "0 0.266667 0.4 rg" in painted and "0.066667 0.066667 0.066667 rg" not in painted  # #004466, not #111


def test_a_page_has_its_colours_by_day_and_keeps_the_dark_ones(make: Make) -> None:
    page = written(rendered(river(make)), "html").decode()
    plain = written(rendered(load_campaign(make(HEAD))), "html").decode()
    (style,), (before,) = re.findall("(?s)<style>(.*)</style>", page), re.findall("(?s)<style>(.*)</style>", plain)
    assert style.startswith(before)
    (day,) = re.findall(r"@media screen and \(prefers-color-scheme: light\) \{ :root \{ (.*?) \}", style)
    assert dict(pair.split(": ") for pair in day.rstrip(";").split("; ")) == {
        "--paper": "#fffdf5",
        "--ink": "#101820",
        "--quiet": "#101820",
        "--line": "#004466",
        "--link": "#004466",
    }
    assert "<footer" in page and "data:image" not in plain and "look" not in plain.lower().replace("look after", "")


def test_word_styles_and_its_palettes_carry_the_look(make: Make) -> None:
    look = LOOK + "  typefaces: {text: Fira Sans, headings: Lato}\n"
    data = written(rendered(river(make, look)), "docx")
    file, held = Word(io.BytesIO(data)), parts(data)
    assert str(file.styles["Heading 1"].font.color.rgb) == "004466"  # type: ignore[union-attr]
    assert file.styles["Subject"].font.name == "Lato"  # type: ignore[union-attr]
    assert file.styles.element.xpath("w:docDefaults//w:rFonts/@w:ascii") == ["Fira Sans"]
    assert file.styles.element.xpath("w:docDefaults//w:color/@w:val") == ["101820"]
    assert 'w:bottom w:val="single"' in file.styles["Letterhead"].element.xml
    (theme,) = [text for name, text in held.items() if "theme" in name]
    assert re.search(r'<a:accent1>\s*<a:srgbClr val="004466"/>', theme)
    assert re.search(r'<a:majorFont>\s*<a:latin typeface="Lato"', theme)
    section = file.sections[0]
    assert section.different_first_page_header_footer
    assert [p.text for p in section.first_page_footer.paragraphs] == ["Registered charity 000 000"]
    assert [p.text for p in section.footer.paragraphs] == ["Registered charity 000 000"]
    assert "Registered charity" not in "".join(p.text for p in file.paragraphs)
    for part in (text for name, text in held.items() if re.match(r"word/\w+\.xml", name)):
        for element in parse_xml(part.encode()).iter():
            names = [child.tag.split("}")[1].replace("footerRef", "headerRef") for child in element]
            if order := ORDER.get(element.tag.split("}")[1]):
                assert names == sorted(names, key=order.index)


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice here")
def test_libreoffice_opens_the_letter_and_reads_the_same(make: Make, tmp_path: Path) -> None:
    letter = rendered(river(make))
    (tmp_path / "letter.docx").write_bytes(written(letter, "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "letter.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    made = read((tmp_path / "letter.pdf").read_bytes())
    said = " ".join("".join(page.extract_text() + " " for page in made.pages).split())
    assert len(made.pages[0].images) == 1
    for text in ("Registered charity 000 000", "Request to revoke the permit", "River Friends"):
        assert text in said


@pytest.mark.parametrize("name", ["txt", "md"])
def test_text_has_the_line_at_the_foot_and_nothing_else_of_a_look(make: Make, name: str) -> None:
    plain = written(rendered(load_campaign(make(HEAD))), name).decode()
    assert written(rendered(river(make)), name).decode() == f"{plain}\nRegistered charity 000 000\n"


def test_an_e_mail_has_the_line_at_the_foot_and_a_post_has_not(make: Make) -> None:
    campaign = river(make)
    assert "Registered charity 000 000" in written(rendered(campaign, "email"), "eml").decode()
    assert "Registered charity" not in rendered(campaign, "social").content.html


def test_a_document_without_a_look_is_made_as_ever(make: Make) -> None:
    letter = rendered(load_campaign(make(HEAD))).content
    sheet = (resources.TEMPLATES / "letter.css").read_text(encoding="utf-8")
    assert letter.style == sheet.replace("var(--ink)", "#111").replace("var(--accent)", "#111")
    assert not (letter.colours or letter.logo or any(letter.typefaces)) and "<footer" not in letter.html
    docx = parts(format_named("docx").write(letter))
    assert not [name for name in docx if "theme" in name or "footer" in name or "header" in name]


def test_the_file_is_made_again_when_logo_or_colour_change(make: Make) -> None:
    folder = make(LOOK)
    sign(folder / "images" / "logo.png")

    def made() -> set[str]:
        done = call("letter", "--campaign", folder, "--out", folder / "out", "--format", "pdf,docx,html", "--date", DAY)
        assert done.code == 0, done.err
        return {p.suffix for p in (folder / "out").rglob("jo.*") if p.stat().st_mtime_ns > 1}

    def aged() -> None:
        for path in (folder / "out").rglob("jo.*"):
            os.utime(path, ns=(1, 1))

    made()
    aged()
    assert made() == set()
    sign(folder / "images" / "logo.png", (120, 60))
    assert made() == {".pdf", ".docx", ".html"}
    aged()
    file = folder / "campaign.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("#004466", "#440066"), encoding="utf-8")
    assert made() == {".pdf", ".docx", ".html"}


# Senders


OWN = f"""{SENDER}look:
  logo: {{file: own/sign.svg, alt: {{en: Two fish.}}}}
  colours: {{accent: "#660044"}}
  paper: Letter
"""


def test_the_look_of_the_sender_stands_over_that_of_the_campaign(make: Make, tmp_path: Path) -> None:
    campaign = river(make)
    own = tmp_path / "chapter" / "sender.yaml"
    sign(own.parent / "own" / "sign.svg")
    own.write_text(OWN.split("--\n", 1)[1], encoding="utf-8")
    out = tmp_path / "out"
    done = call(
        *("letter", "--campaign", campaign.folder, "--from", own, "--out", out, "--date", DAY, "--format", "html,pdf")
    )
    assert done.code == 0, done.err
    (page,) = [p.read_text(encoding="utf-8") for p in out.rglob("jo.html")]
    assert 'alt="Two fish."' in page and "data:image/svg+xml" in page
    assert "--link: #660044" in page and "--ink: #101820" in page  # what the sender leaves open is the campaign's
    (pdf,) = [p.read_bytes() for p in out.rglob("jo.pdf")]
    assert [float(side) for side in read(pdf).pages[0].mediabox[2:]] == [612, 792]


def test_a_logo_without_words_in_the_language_shows_the_name_of_the_sender(make: Make) -> None:
    folder = make(OWN.replace("{en: Two fish.}", "{fr: Deux poissons.}"))
    sign(folder / "own" / "sign.svg")
    assert 'alt="River Friends"' in rendered(load_campaign(folder)).content.html


def test_safe_letters_bear_the_look_of_no_person_and_no_foot_of_a_sender(make: Make) -> None:
    foot = "  footer: {en: 'Account 12, Kim Lee'}\n"
    for kind, shown in (("organization", True), ("person", False)):
        folder = make(OWN.replace("type: organization", f"type: {kind}") + foot)
        sign(folder / "own" / "sign.svg")
        letter = rendered(load_campaign(folder), safe=True).content
        assert bool(letter.logo) == shown == ("#660044" in letter.style)
        assert "Account 12" not in letter.html and "Kim" not in letter.html


# What is wrong


@pytest.mark.parametrize(
    "name", ["../logo.png", "/etc/hostname", "sub/../../logo.png", "out/logo.png", "linked.png", "nowhere.png", "."]
)
@pytest.mark.parametrize("where", ["campaign.yaml", "sender.yaml"])
def test_a_logo_is_a_file_inside_its_folder(make: Make, tmp_path: Path, name: str, where: str) -> None:
    """`out` and `linked.png` are symbolic links to a folder and a file elsewhere."""
    alt = "A wave." if where == "campaign.yaml" else "{en: A wave.}"
    text = f"{HEAD if where == 'campaign.yaml' else SENDER}look:\n  logo: {{file: {name}, alt: {alt}}} #! look\n"
    folder = make(text)
    outside = sign(tmp_path / "elsewhere" / "logo.png")
    sign(tmp_path / "logo.png")
    for base in (folder, folder / "images"):
        base.mkdir(exist_ok=True)
        (base / "out").symlink_to(outside.parent)
        (base / "linked.png").symlink_to(outside)
    assert found(folder, checked(folder)) == expected(folder)
    with pytest.raises(Stop) as stop:
        rendered(load_campaign(folder))
    assert [p.code for p in stop.value.problems] == ["look"]


WRONG = {
    "an accent too light for paper": '  colours: {accent: "#e0a030", on_accent: "#000000"} #! contrast\n',
    "an ink too light for paper": '  colours:\n    paper: "#203040"\n    accent: "#ffffff" #! contrast\n'
    '    ink: "#c0c0c0" #! contrast\n    on_accent: "#000000"\n',
    "a page too dark for its ink": '  colours: {paper: "#405060"} #! contrast\n',
    "a colour by its name": "  colours: {ink: black} #! look\n",
    "a logo as high as a page": "  logo: {file: logo.png, alt: A wave., height: 200} #! look\n",
    "a logo of few dots": "  logo: {file: small.png, alt: A wave.} #! look\n",
    "a typeface that is nowhere": "  typefaces: {headings: No Such Sans} #! no-font\n",
    "a typeface that breaks out of a style sheet": "  typefaces: {text: 'x\"; } body { color: red'} #! look\n",
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_found_at_its_line(make: Make, name: str) -> None:
    folder = make(f"{HEAD}look:\n{WRONG[name]}")
    sign(folder / "images" / "logo.png")
    sign(folder / "images" / "small.png", (40, 20))
    problems = [p for p in checked(folder) if not (name.endswith("style sheet") and p.code == "no-font")]
    assert found(folder, problems) == expected(folder)


def test_colours_for_cards_alone_do_not_stop_cards_but_letters(make: Make) -> None:
    dark = '{ink: "#ffffff", paper: "#101010", accent: "#ffcc00", on_accent: "#101010"}'
    folder = make(f"{HEAD}look: {{colours: {dark}}}\n")
    with pytest.raises(Stop) as stop:
        rendered(load_campaign(folder))
    assert {p.code for p in stop.value.problems} == {"contrast"}
    own = f'{SENDER}look: {{colours: {{ink: "#101010", accent: "#775500", paper: "#ffffff"}}}}\n'
    folder = make(f"{HEAD}look: {{colours: {dark}}}\n", own)
    assert checked(folder) == []
    assert "color: #775500" in rendered(load_campaign(folder)).content.style


def test_a_language_without_a_line_at_the_foot_is_noted(make: Make) -> None:
    folder = make(f"{HEAD}look: {{footer: {{fr: Association}}}}\n")
    assert [(p.code, p.severity) for p in checked(folder)] == [("no-foot", "note")]
    assert "<footer" not in rendered(load_campaign(folder)).content.html


# Typefaces


def test_a_typeface_that_is_here_is_printed_and_the_doctor_names_it(make: Make) -> None:
    folder = make(f"{HEAD}look: {{typefaces: {{text: IBM Plex Sans Arabic}}}}\n")
    pdf = written(rendered(load_campaign(folder)), "pdf")
    assert valid(pdf) == []
    used = {str(font) for page in read(pdf).pages for font in map(base_font, page["/Resources"]["/Font"].values())}  # type: ignore[index]
    assert any("Plex-Sans-Arabic" in name or "PlexSansArabic" in name for name in used)
    assert "IBM Plex Sans Arabic" in call("doctor", "--campaign", folder, "--json").json["found"]["fonts"]


def base_font(font: Any) -> str:
    """Return the name of a font of a page."""
    return str(font.get_object()["/BaseFont"])


def test_a_typeface_in_a_folder_of_the_campaign_is_found_by_the_name_inside_its_files(make: Make) -> None:
    folder = make(f"{HEAD}fonts: [fonts]\nlook: {{typefaces: {{text: IBM Plex Sans Arabic Medium}}}}\n")
    (folder / "fonts").mkdir()
    source = resources.font_folder("fontpkg_ibm_plex_sans_arabic")
    assert source
    shutil.copy(source / "IBMPlexSansArabic-Medium.ttf", folder / "fonts" / "a.ttf")
    assert checked(folder) == []
    assert rendered(load_campaign(folder)).content.lacking == ("", "")


def test_a_typeface_that_is_not_here_stops_the_pdf_alone_and_says_what_to_install(make: Make) -> None:
    folder = make(f"{HEAD}look: {{typefaces: {{text: No Such Sans}}}}\n")
    out = folder / "out"
    done = call("letter", "--campaign", folder, "--out", out, "--date", DAY, "--json")
    assert done.code == SYSTEM
    (problem,) = [p for p in done.json["problems"] if p["severity"] == "error"]
    assert problem["code"] == "no-font" and "pip install fontpkg-no-such-sans" in problem["hint"]
    assert {p.suffix for p in out.rglob("jo.*")} == {".docx", ".txt", ".html"}


def test_letters_that_a_typeface_lacks_are_said(make: Make) -> None:
    text = f"{HEAD}look: {{typefaces: {{text: IBM Plex Sans Arabic}}}} #! glyph\n"
    folder = make(text.replace("that a town drinks", "that Яна Ћирић drinks"))
    problems = checked(folder)
    assert found(folder, problems) == expected(folder)
    assert "Я" in problems[0].message and "en" in problems[0].message


# Pictures


def drawing(inside: str = "", attributes: str = 'viewBox="0 0 2 1"') -> bytes:
    """Return an SVG drawing."""
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {space} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    "data",
    [
        drawing("<script>alert(1)</script>"),
        drawing('<rect onload="alert(1)"/>'),
        drawing('<image href="https://example.org/spy.png"/>'),
        drawing('<image xlink:href="file:///etc/passwd"/>'),
        drawing('<use href="other.svg#a"/>'),
        drawing("<foreignObject><p/></foreignObject>"),
        drawing('<rect style="fill: url(https://example.org/a)"/>'),
        drawing("<rect fill=\"URL( 'https://example.org/a')\"/>"),
        drawing("<style>@import 'https://example.org/a.css';</style>"),
        drawing("<style>rect { fill: u\\72l(https://example.org/a) }</style>"),
        drawing('<a href="#x"><set attributeName="href" to="javascript:alert(1)"/></a>'),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing("&a;"),
        drawing("", ""),
        drawing("", 'viewBox="0 0 0 0"'),
        drawing("", 'viewBox="0 0 nan 1"'),
        drawing("", 'width="100%" height="100%"'),
        drawing("<g>" * 5000 + "</g>" * 5000),
        drawing("<g>"),
        drawing().decode().encode("utf-16"),
        b"<svg/>",
        b"GIF89a",
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xd9",
    ],
)
def test_what_runs_loads_or_is_no_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "logo.svg").write_bytes(data)
    with pytest.raises(picture.Unfit):
        picture.read(tmp_path / "logo.svg")


def test_large_pictures_are_refused_and_those_in_print_colours(tmp_path: Path) -> None:
    sign(tmp_path / "wide.png", (5000, 2))
    Image.effect_noise((900, 900), 90).save(tmp_path / "heavy.png")
    Image.new("CMYK", (20, 10)).save(tmp_path / "print.jpg")
    for name, why in (("wide.png", "pixels"), ("heavy.png", "kB"), ("print.jpg", "CMYK")):
        with pytest.raises(picture.Unfit, match=why):
            picture.read(tmp_path / name)


@pytest.mark.parametrize("text", [SVG, drawing("<text>River</text>", 'width="20mm" height="10mm"').decode()])
def test_a_drawing_is_kept_with_its_proportions(tmp_path: Path, text: str) -> None:
    (tmp_path / "logo.svg").write_text(text, encoding="utf-8")
    found = picture.read(tmp_path / "logo.svg")
    assert found.width == 2 * found.height and b"viewBox" in found.data
    assert found.has_text == ("River" in text)


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from(["png", "jpeg"]), st.booleans(), st.randoms())
@example(8, 8, "jpeg", True, None)
def test_a_picture_is_the_same_without_what_stands_about_it(
    width: int, height: int, form: str, progressive: bool, chance: Any
) -> None:
    image = Image.new("RGB", (width, height))
    if chance:
        image.putdata([tuple(chance.randrange(256) for _ in range(3)) for _ in range(width * height)])
    exif = Image.Exif()
    exif[0x013B] = SECRET
    out = io.BytesIO()
    image.save(out, form, exif=exif, **({"progressive": progressive} if form == "jpeg" else {}))
    data = out.getvalue() + b"behind the end"
    kept = picture.png(data) if form == "png" else picture.jpeg(data)
    assert (kept.width, kept.height) == (width, height)
    assert SECRET.encode() not in kept.data and b"behind" not in kept.data
    assert Image.open(io.BytesIO(kept.data)).tobytes() == Image.open(io.BytesIO(data)).tobytes()


@given(st.data(), st.sampled_from(["png", "jpeg"]))
def test_a_damaged_picture_is_refused_and_nothing_worse(chosen: st.DataObject, form: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), (1, 2, 3)).save(out, form)
    whole = out.getvalue()
    cut = whole[: chosen.draw(st.integers(2, len(whole) - 1))]
    with pytest.raises(picture.Unfit):
        picture.png(cut) if form == "png" else picture.jpeg(cut)
    at = chosen.draw(st.integers(8, len(whole) - 1))
    spoilt = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
    try:
        picture.png(spoilt) if form == "png" else picture.jpeg(spoilt)
    except picture.Unfit:
        return
    assert form == "jpeg"  # it has no checksums
