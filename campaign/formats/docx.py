"""Write a document as a Word file: to put on letterhead, translate, sign and send (ECMA-376, transitional).

python-docx holds the package together. Styles, lists and words are our own markup, since its template brings 164
styles, an author, dates and a picture. The file names no user, machine or day, and is the same, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from html import escape
from io import BytesIO
from itertools import dropwhile, groupby, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from campaign.formats import Content, Format
from campaign.formats.docx_look import around, dressing_of, themed
from campaign.formats.docx_parts import (
    BOLD,
    BULLETS,
    LEVELS,
    MARKERS,
    NAMESPACES,
    NUMBERS,
    SOURCES,
    STEP,
    Dressing,
    fonts,
    language_xml,
    numbering,
    settings,
    styles,
)
from campaign.formats.tree import (
    LEAVES,
    LISTS,
    SPACE,
    blocks,
    document,
    has_class,
    is_foot,
    is_mark,
    is_note,
    note_number,
    source_number,
    speaks,
    spoken,
)
from campaign.formats.tree import text as text_of

if TYPE_CHECKING:
    from docx.document import Document

PAPER = {"A4": (210.0, 297.0, 25.0), "Letter": (215.9, 279.4, 25.4)}  # width, height, margins in millimetres
UNDATED = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can name
BREAK = "\x00"  # XML cannot hold it, so no text can
# Words in Latin, Greek or Cyrillic letters within a text that runs from right to left, with the numbers among them.
LTR = "A-Za-z\xc0-\u058f"
RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
LEFT_TO_RIGHT = re.compile(rf"([{LTR}](?:[^{RTL}{BREAK}]*[{LTR}0-9/])?)")
PAGE = "<w:pageBreakBefore/>"
UNSAFE = re.compile(r'[\s<>"{}|\\^`]')

TAG_STYLES = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3", "address": "Address", "blockquote": "Quote"}
CLASS_STYLES = {"mark": "Mark", "subject": "Subject", "date": "Date", "letterhead": "Letterhead"}
LIST_STYLES = frozenset(("ListBullet", "ListNumber", "Sources"))


class Look(NamedTuple):
    """How some words look: `rtl` when they run from right to left, `language` when it is not the document's."""

    rtl: bool = False
    language: str = ""
    bold: bool = False
    italic: bool = False
    raised: bool = False
    gap: bool = False
    note: bool = False
    href: str = ""


def write(content: Content) -> bytes:
    """Write the document as a Word file on the paper given, in Word styles, with links, notes and lists that work."""
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml

    file = Document()
    root = document(content)
    foot = [line for line in root if is_foot(line)]
    for line in foot:
        root.remove(line)
    dressing = dressing_of(content, bool(foot))
    look = Look(rtl=content.direction == "rtl")
    lay_out(file, content)
    body = Body(root, lambda href: file.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    written = list(parse_xml(f"<w:body {NAMESPACES}>{''.join(body.paragraphs(root, look))}</w:body>"))
    set_in_columns(written, body.columns, file.sections[0]._sectPr)
    file.element.body[:-1] = written  # what stays is the section
    for part, xml in (
        (file.styles.element, styles(content.language, dressing)),
        (file.settings.element, settings(content.language, dressing.has_theme)),
        (file.part.numbering_part.element, numbering(body.lists)),
    ):
        part[:] = list(parse_xml(f"<w:part {NAMESPACES}>{xml}</w:part>"))
    marks = [body.paragraph(on_every_page(mark), look, "Mark") for mark in root if is_mark(mark)]
    around(file, content, marks, [body.paragraph(line, look, "Footer") for part in foot for line in part])
    name(file, content)
    strip(file, dressing)
    return saved(file)


def on_every_page(mark: Element) -> Element:
    """Return the mark for the head of the page, where the links and names of the document do not reach."""
    copy = Element("p")
    copy.text = text_of(mark)
    return copy


def lay_out(file: Document, content: Content) -> None:
    """Set paper, margins and direction of the one section."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    width, height, margin = PAPER[content.paper]
    section = file.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(margin)
    section.header_distance = section.footer_distance = Mm(10)
    grid = section._sectPr[-1]  # lines on a grid are for Chinese forms
    if content.direction == "rtl":
        grid.addprevious(OxmlElement("w:bidi"))
    section._sectPr.remove(grid)
    section._sectPr.attrib.clear()  # numbers of an editing session


def set_in_columns(written: list[Any], places: list[tuple[int, int]], section: Any) -> None:
    """Set the paragraphs between two places in two columns: a section of Word ends with the paragraph that says so."""
    from docx.enum.section import WD_SECTION
    from docx.oxml.ns import qn

    if not places:
        return
    section.start_type = WD_SECTION.CONTINUOUS
    for start, end in places:
        for last, number in ((start, "1"), (end, "2")):
            if last and written[last - 1].pPr.find(qn("w:sectPr")) is None:
                own = deepcopy(section)
                own.find(qn("w:cols")).set(qn("w:num"), number)
                written[last - 1].pPr.append(own)


def name(file: Document, content: Content) -> None:
    """Set the properties of the file from the document, and no other: no user, program, date or revision."""
    core = file.core_properties
    core._element[:] = []
    core.title, core.author, core.subject = content.title[:255], content.author[:255], content.subject[:255]
    core.language = content.language


def strip(file: Document, dressing: Dressing) -> None:
    """Take out what python-docx's template brings beyond need, name the fonts, and put the look into the theme."""
    for rels in (file.part.package.rels, file.part.rels):
        for key, relation in list(rels.items()):
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind == "theme" and dressing.has_theme:
                relation.target_part._blob = themed(relation.target_part.blob, dressing)
            elif kind in ("thumbnail", "extended-properties", "stylesWithEffects", "webSettings", "theme", "customXml"):
                del rels[key]
            elif kind == "fontTable":
                relation.target_part._blob = fonts(dressing).encode()


def saved(file: Document) -> bytes:
    """Return the bytes of the file, its parts in order and without the hour they were packed."""
    packed, sorted_ = BytesIO(), BytesIO()
    file.save(packed)
    with ZipFile(packed) as old, ZipFile(sorted_, "w") as new:
        # The list of types first, as the packaging standard advises (OPC, ECMA-376 part 2).
        for part in sorted(old.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            entry = ZipInfo(part, UNDATED)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 0
            new.writestr(entry, old.read(part))
    return sorted_.getvalue()


class Body:
    """The paragraphs of a document and what they refer to: addresses, bookmarks and lists.

    `relate` makes the relationship for an address outside the document and returns its id.
    """

    def __init__(self, root: Element, relate: Callable[[str], str]) -> None:
        self.relate = relate
        self.ids = {element.get("id") for element in root.iter()}
        # What the next paragraph takes: the names of what it begins, and the marker of a list.
        self.waiting: list[str] = []
        self.marker = ""
        self.bookmarks = 0
        self.made = 0
        self.columns: list[tuple[int, int]] = []  # the numbers of paragraphs before and at the end of two columns
        self.page = ""
        self.lists: list[tuple[int, int, int]] = []  # definition, level, first number

    def paragraphs(self, element: Element, look: Look, style: str = "Normal", level: int = -1) -> Iterator[str]:
        """Yield the blocks of an element as paragraphs of Word; lists start at level 0."""
        for block in blocks(element):
            inner = looking(block, look)
            own = style if style == "Letterhead" else style_of(block) or style
            self.waiting += filter(None, [block.get("id")])
            self.page = PAGE if has_class(block, "annex") else self.page
            start = self.made
            if block.tag in LISTS:
                yield from self.items(block, inner, min(level + 1, LEVELS[-1]))
                self.columns += [(start, self.made)] if has_class(block, "columns") and self.made > start else []
            elif block.tag not in LEAVES:
                yield from self.paragraphs(block, inner, own, level)
            elif speaks(block):
                yield self.paragraph(block, inner, own, level)

    def items(self, block: Element, look: Look, level: int) -> Iterator[str]:
        """Yield the items of a list; every list counts from its own first number."""
        kind, style, first = (BULLETS, "ListBullet", "1") if block.tag == "ul" else (NUMBERS, "ListNumber", "1")
        if has_class(block, "sources") and len(block):
            kind, style, first = SOURCES, "Sources", source_number(block[0], 1)
        self.lists.append((kind, level, int(first) if first.isdecimal() else 1))
        marker = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{len(self.lists) + len(MARKERS)}"/></w:numPr>'
        for item in block:
            self.marker = marker
            self.waiting += filter(None, [item.get("id")])
            yield from self.paragraphs(item, looking(item, look), style, level)
        self.marker = ""  # an empty item leaves its own

    def paragraph(self, block: Element, look: Look, style: str, level: int = -1) -> str:
        """Return one paragraph; in a list it takes the marker that waits, else stands under the words before."""
        marker, self.marker = self.marker, ""
        page, self.page = self.page, ""
        self.made += 1
        bidi = "<w:bidi/>" if look.rtl else ""
        indent = f'<w:ind w:left="{STEP * (level + 1)}"/>' if level >= 0 and not marker else ""
        if indent and style in LIST_STYLES:
            style = "ListContinue"
        marks = range(self.bookmarks, self.bookmarks + len(self.waiting))
        named = zip(marks, self.waiting, strict=True)
        opened = (f'<w:bookmarkStart w:id="{n}" w:name="{bookmark(ident)}"/>' for n, ident in named)
        closed = (f'<w:bookmarkEnd w:id="{n}"/>' for n in marks)
        words = "".join([*opened, *self.runs(block, look), *closed])
        self.bookmarks, self.waiting = marks.stop, []
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{page}{marker}{bidi}{indent}</w:pPr>{words}</w:p>'

    def runs(self, block: Element, look: Look) -> Iterator[str]:
        """Yield the words of a paragraph as runs, those of a link within it."""
        for href, pieces in groupby(tidied(voices(block, look)), key=lambda piece: piece[1].href):
            words = "".join(run(part, how) for text, how in pieces for part, how in directed(text, how))
            if href.startswith("#") and href[1:] in self.ids:
                yield f'<w:hyperlink w:anchor="{bookmark(href[1:])}" w:history="1">{words}</w:hyperlink>'
            elif href and not href.startswith("#"):
                address = UNSAFE.sub(lambda char: quote(char[0]), href)
                yield f'<w:hyperlink r:id="{self.relate(address)}" w:history="1">{words}</w:hyperlink>'
            else:
                yield words


def style_of(block: Element) -> str:
    """Return the id of the style of a block by its class, else its tag; nothing when it has that of what holds it."""
    named = [CLASS_STYLES[name] for name in block.get("class", "").split() if name in CLASS_STYLES]
    return named[0] if named else TAG_STYLES.get(block.tag, "")


def bookmark(name: str) -> str:
    """Return the name of a bookmark: Word takes 40 characters."""
    return escape(name[:40])


def looking(element: Element, look: Look) -> Look:
    """Return how the words in an element look."""
    direction, language = element.get("dir"), element.get("lang", look.language)
    look = look._replace(rtl=direction == "rtl" if direction else look.rtl, language=language)
    match element.tag:
        case "strong":
            return look._replace(bold=True)
        case "em":
            return look._replace(italic=True)
        case "sup":
            return look._replace(raised=True)
        case "a":
            return look._replace(href=element.get("href", ""))
        case "span" if has_class(element, "gap"):
            return look._replace(gap=True)
    return look


def voices(element: Element, look: Look) -> Iterator[tuple[str, Look]]:
    """Yield the words of an element with their looks, with BREAK for `<br/>` and a comma between two notes."""
    yield element.text or "", look
    for child, follower in zip_longest(element, element[1:]):
        between = child.tail or ""
        if child.tag == "br":
            yield BREAK, look
        elif is_note(child):
            link = child.find(".//a")
            # Without the mark (U+200F) a number behind a Latin word would stand before it in Arabic (UAX #9, W7).
            number = "\u200f" * look.rtl + note_number(child)
            yield number, look._replace(note=True, href="" if link is None else link.get("href", ""))
            if follower is not None and is_note(follower) and not spoken(between):
                look, between = look._replace(note=True), ","
        else:
            yield from voices(child, looking(child, look))
        yield between, look
        look = look._replace(note=False)


def tidied(pieces: Iterator[tuple[str, Look]]) -> list[tuple[str, Look]]:
    """Return the pieces with white space collapsed, and none at the ends of a line or before a note."""
    tidy: list[tuple[str, Look]] = [(BREAK, Look())]
    for text, look in pieces:
        text = SPACE.sub(" ", text)
        if tidy[-1][0].endswith((" ", BREAK)):
            text = text.lstrip(" ")
        if text == BREAK or look.note:
            tidy[-1] = tidy[-1][0].rstrip(" "), tidy[-1][1]
        if text:
            tidy.append((text, look))
    tidy[-1] = tidy[-1][0].rstrip(" "), tidy[-1][1]
    while tidy and tidy[-1][0] in ("", BREAK):
        tidy.pop()
    return list(dropwhile(lambda piece: piece[0] == BREAK, tidy))


def directed(text: str, look: Look) -> Iterator[tuple[str, Look]]:
    """Yield words that run from right to left apart from the Latin ones among them: Word sets each run one way."""
    if not look.rtl:
        yield text, look
        return
    for number, part in enumerate(LEFT_TO_RIGHT.split(text)):
        if part:
            yield part, look._replace(rtl=number % 2 == 0)


def run(text: str, look: Look) -> str:
    """Return words of one look; the properties stand in the order of the schema."""
    style = "Note" if look.note else "Hyperlink" if look.href else ""
    properties = (
        (bool(style), f'<w:rStyle w:val="{style}"/>'),
        (look.bold, BOLD),
        (look.italic, "<w:i/><w:iCs/>"),
        (look.gap, '<w:highlight w:val="yellow"/>'),
        (look.raised, '<w:vertAlign w:val="superscript"/>'),
        (look.rtl, "<w:rtl/>"),
        (bool(look.language), language_xml(look.language)),
    )
    how = "".join(xml for holds, xml in properties if holds)
    words = "<w:br/>" if text == BREAK else f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'
    return f"<w:r><w:rPr>{how}</w:rPr>{words}</w:r>" if how else f"<w:r>{words}</w:r>"


FORMAT = Format("docx", ".docx", binary=True, write=write)
