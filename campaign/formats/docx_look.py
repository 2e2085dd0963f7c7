"""Put a look into a Word file: logo at the head, line at the foot, colours and fonts in its styles and its theme."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from campaign.formats import Content, Picture
from campaign.formats.docx_parts import NAMESPACES, Dressing

if TYPE_CHECKING:
    from docx.document import Document

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DPI = 300  # of a drawing that becomes a picture: Word shows SVG in its newest versions alone


def dressing_of(content: Content, has_foot: bool) -> Dressing:
    """Return what the look of a document says in Word; its text in a right-to-left script takes a typeface that has it."""
    text, headings = content.typefaces
    first = content.families[0] if content.families and content.direction == "rtl" else ""
    return Dressing(
        ink=content.colours.get("ink", ""),
        accent=content.colours.get("accent", ""),
        text=text,
        headings=headings,
        complex=text if text and first == text else "",
        has_foot=has_foot,
    )


def around(file: Document, content: Content, marks: list[str], foot: list[str]) -> None:
    """Put marks at the head of every page, the logo at the head of the first, and a line at the foot of every page."""
    from docx.oxml import parse_xml

    section = file.sections[0]
    heads, feet = [section.header], [section.footer]
    if content.logo:
        section.different_first_page_header_footer = True
        heads, feet = [*heads, section.first_page_header], [*feet, section.first_page_footer]
    for parts, kind, paragraphs in ((heads, "hdr", marks), (feet, "ftr", foot)):
        for part in parts if paragraphs else ():
            part.is_linked_to_previous = False
            part._element[:] = list(parse_xml(f"<w:{kind} {NAMESPACES}>{''.join(paragraphs)}</w:{kind}>"))
    if content.logo:
        place_logo(section.first_page_header, content.logo, content.direction == "rtl", bool(marks))


def place_logo(head: Any, logo: Picture, is_rtl: bool, has_marks: bool) -> None:
    """Put the logo at the head of a page, at the end of a line, with its text alternative."""
    from docx.oxml import parse_xml
    from docx.shared import Mm

    head.is_linked_to_previous = False
    bidi = "<w:bidi/>" if is_rtl else ""
    properties = f'<w:pPr>{bidi}<w:spacing w:before="0" w:after="160"/><w:jc w:val="right"/></w:pPr>'
    paragraph = parse_xml(f"<w:p {NAMESPACES}>{properties}<w:r/></w:p>")
    data = raster(logo) if logo.media == "image/svg+xml" else logo.data
    inline = head.part.new_pic_inline(io.BytesIO(data), Mm(logo.width), Mm(logo.height))
    inline.docPr.set("name", "Logo")
    inline.docPr.set("descr", logo.alt)
    drawing = parse_xml(f"<w:drawing {NAMESPACES}/>")
    drawing.append(inline)
    paragraph[-1].append(drawing)
    if not has_marks:
        head._element[:] = []
    head._element.append(paragraph)


@lru_cache(maxsize=8)
def raster(logo: Picture) -> bytes:
    """Return a drawing as PNG on white; no Pango is exit 4."""
    from campaign.formats import pdf, pdfium

    content = Content('<p><img src="logo" alt="Logo"/></p>', "Logo", "en", logo=logo)
    weasyprint, fonts = pdf.engine(pdf.folders_of(content))
    size = f"{logo.width}mm {logo.height}mm"
    style = (
        f"@page {{ size: {size}; margin: 0 }} body, p {{ margin: 0 }}"
        f" img {{ display: block; width: {logo.width}mm; height: {logo.height}mm }}"
    )
    html = weasyprint.HTML(string=pdf.page(content), base_url=pdf.BASE, url_fetcher=pdf.fetcher((), logo))
    data = html.write_pdf(stylesheets=[pdf.stylesheet(style, fonts)], font_config=fonts)
    out = io.BytesIO()
    pixels = (round(logo.width / 25.4 * DPI), round(logo.height / 25.4 * DPI))
    pdfium.picture(data, pixels).save(out, "PNG", compress_level=9)
    return out.getvalue()


def themed(theme: bytes, dressing: Dressing) -> bytes:
    """Return the theme with the colours and fonts of a look, so that Word's palettes offer them."""
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    root = parse_xml(theme)
    for name, colour in (("dk1", dressing.ink), ("accent1", dressing.accent), ("hlink", dressing.accent)):
        for place in root.iter(f"{{{DRAWING}}}{name}") if colour else ():
            place[:] = [parse_xml(f'<a:srgbClr xmlns:a="{DRAWING}" val="{colour[1:].upper()}"/>')]
    for name, family in (("majorFont", dressing.headings or dressing.text), ("minorFont", dressing.text)):
        for place in root.iter(f"{{{DRAWING}}}{name}") if family else ():
            place.find(f"{{{DRAWING}}}latin").set("typeface", family)
    return bytes(serialize_part_xml(root))
