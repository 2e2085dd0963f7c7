"""Read the markup of a document into the one tree that all formats walk.

Markup that the browser, Word and the text walker would each read in their own way (a paragraph in a paragraph, words
between two list items) is refused here, so that no writer loses a word and none has to guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import dropwhile
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.parsers import expat

from campaign.diagnostics import Stop, Where, error
from campaign.formats import BLOCKS, ELEMENTS, PAGE_ELEMENTS, TABLE_PARTS, Content
from campaign.phrases import joined, phrase

LEAVES = frozenset(("p", "h1", "h2", "h3"))
INLINE = ELEMENTS - BLOCKS
LISTS = frozenset(("ol", "ul"))
GRID = frozenset(("table", "thead", "tbody", "tr"))
# What the writers or the styles read; nothing that runs, loads or paints.
ATTRIBUTES = frozenset(("id", "class", "lang", "dir", "href", "hreflang", "title", "role"))
OF_PAGES = frozenset(("src", "alt", "width", "height", "loading", "type", "hidden", "scope", "value", "max"))
BESIDE = re.compile(r"(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)+")  # a file in the folder of a page, or below it
IMAGE = re.compile(r"(?:[a-z0-9][a-z0-9_-]*/)*[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
# A relative address becomes file:///home/<author>/… in a PDF and nothing at all in an e-mail.
SCHEMES = ("https://", "http://", "mailto:", "tel:", "#")
ROOT = "root"
LOGO = '{% if logo %}<img class="logo" src="logo" alt="{{ logo }}"/>{% endif %}'  # as a template writes it
# Not \s: U+00A0 and U+202F are letters to us, never a place to break or to collapse.
SPACE = re.compile("[ \t\r\n]+")
# Chinese characters and Japanese kana, which stand without spaces; Korean has spaces.
CJK = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u30ff\u31c0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
Place = tuple[int, int]  # line and column, from 1
FIRST_CJK = CJK[0]
WORD = rf"[{CJK}]|[^\s{CJK}]*[^\W_{CJK}][^\s{CJK}]*"


def parse(html: str, is_page: bool = False) -> Element:
    """Return one root that holds the document; markup that is ill-formed or outside the contract is a `Stop`."""
    try:
        root = fromstring(f"<{ROOT}>{html}</{ROOT}>")
    except (ParseError, UnicodeEncodeError):
        raise ill_formed(html) from None
    for parent in root.iter():
        for child in parent:
            if why := fault(parent, child, is_page):
                number = next(n for n, element in enumerate(root.iter()) if element is child)
                raise stop(starts(html)[0][number], joined(" ", [f"<{child.tag}>", why]))
    return root


def fault(parent: Element, child: Element, is_page: bool = False) -> str:
    """Return what is wrong with an element where it stands, or nothing."""
    if child.tag not in ELEMENTS and not (is_page and child.tag in PAGE_ELEMENTS):
        return phrase("is not an element of documents")
    if child.tag in BLOCKS and parent.tag not in BLOCKS - LEAVES and parent.tag != ROOT:
        return phrase("cannot stand inside {element}", element=f"<{parent.tag}>")
    if (child.tag == "li") != (parent.tag in LISTS):
        if child.tag == "li":
            return phrase("stands outside a list")
        return phrase("stands in {element}, which holds <li> alone", element=f"<{parent.tag}>")
    if (child.tag in TABLE_PARTS or parent.tag in GRID) and parent.tag not in TABLE_PARTS.get(child.tag, ()):
        return phrase(
            "stands in {element}: a table holds rows in <thead> or <tbody>, a row <th> or <td>",
            element=f"<{parent.tag}>",
        )
    if spoken(child.text if child.tag in GRID | LISTS else "") or spoken(
        child.tail if parent.tag in GRID | LISTS else ""
    ):
        if {child.tag, parent.tag} & GRID:
            return phrase("stands beside words that are in no cell")
        return phrase("stands beside words that are in no <li>")
    if child.tag == "br" and (len(child) or child.text):
        return phrase("must be empty")
    if child.tag == "a" and child.find(".//a") is not None:
        return phrase("holds another link")
    return wrong_attribute(child, is_page) or wrong_kind(child, is_page)


def wrong_attribute(child: Element, is_page: bool) -> str:
    """Return what is wrong with the attributes of an element, or nothing."""
    has_more = is_page or child.tag == "img"
    for name, value in child.items():
        if name not in ATTRIBUTES and not (has_more and name in OF_PAGES) and not name.startswith(("data-", "aria-")):
            return phrase("has the unknown attribute '{name}'", name=name)
        if name == "href" and not value.startswith(SCHEMES) and not (is_page and BESIDE.fullmatch(value)):
            return phrase(
                "links to '{address}', which is neither a full address nor a place in the document", address=value
            )
    return ""


def wrong_kind(child: Element, is_page: bool) -> str:
    """Return what is wrong with an image or a figure, or nothing."""
    if child.tag == "img" and not is_logo(child):
        return wrong_image(child, is_page)
    if child.tag == "figure" and not is_page:
        from campaign.formats.charts import fault as chart_fault  # a letter has none

        return chart_fault(child)
    return ""


def wrong_image(image: Element, is_page: bool) -> str:
    """Return what is wrong with an image that is not the logo: only pages for the screen have others."""
    if not is_page:
        return phrase("is not the logo: write {markup}", markup=LOGO)
    if not (IMAGE.fullmatch(image.get("src", "")) and image.get("alt", "").strip()):
        return phrase("needs the file of an image in the same folder as its src, and an alt")
    return ""


def ill_formed(html: str) -> Stop:
    """Say where the markup stops being well-formed, and in which element."""
    places, still_open, why = starts(html)
    tag, start = still_open[-1] if still_open else (ROOT, places[0])
    message = phrase("ill-formed markup: {reason}", reason=why)
    if tag != ROOT:
        message = phrase(
            "ill-formed markup in {element} of line {line}: {reason}", element=f"<{tag}>", line=start[0], reason=why
        )
    return stop(places[-1], message, phrase("close every element; write & as &amp;, < as &lt;"))


def starts(html: str) -> tuple[list[Place], list[tuple[str, Place]], str]:
    """Return where every element starts, which ones were never closed, and what stopped the reading.

    Places come in document order with that of the root first; when the reading stopped, the last is where.
    """
    parser = expat.ParserCreate()
    places: list[Place] = []
    still_open: list[tuple[str, Place]] = []

    def here(line: int, column: int) -> Place:
        return line, column + 1 - len(f"<{ROOT}>") * (line == 1)

    def start(tag: str, _: dict[str, str]) -> None:
        places.append(here(parser.CurrentLineNumber, parser.CurrentColumnNumber))
        still_open.append((tag, places[-1]))

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: still_open.pop()
    try:
        parser.Parse(f"<{ROOT}>{html}</{ROOT}>".encode(errors="surrogatepass"), True)
    except expat.ExpatError as bad:
        return [*places, here(bad.lineno, bad.offset)], still_open, expat.ErrorString(bad.code)
    return places, still_open, ""


def stop(place: Place, message: str, hint: str = "") -> Stop:
    """Make the `Stop` for a fault in the markup: its line is said in words, since the file is not known here."""
    return Stop(
        error(Where("", *place), "markup", phrase("{problem} (line {line})", problem=message, line=place[0]), hint)
    )


def document(content: Content) -> Element:
    """Parse the document and put its SAMPLE or DRAFT mark first, also when the markup itself lacks it."""
    root = parse(content.html, content.is_page)
    found = [(parent, child) for parent in root.iter() for child in parent if is_mark(child)]
    marks = [detached(parent, child) for parent, child in found]
    if not marks and content.mark:
        marks = [Element("p", {"class": "mark"})]
        marks[0].text = content.mark
    if marks:
        marks[-1].tail, root.text = root.text, None
        root[0:0] = marks
    return root


def detached(parent: Element, child: Element) -> Element:
    """Take the element out of its parent and leave the text behind it where it is."""
    at = list(parent).index(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)
    child.tail = None
    return child


def blocks(element: Element) -> Iterator[Element]:
    """Yield the blocks of an element; words that stand loose between them come as a `<p>`."""
    loose = Element("p")
    loose.text = element.text
    for child in element:
        if child.tag not in BLOCKS:
            loose.append(child)
            continue
        if speaks(loose):
            yield loose
        yield child
        loose = Element("p")
        loose.text = child.tail
    if speaks(loose):
        yield loose


def spoken(text: str | None) -> str:
    """Return the text with white space collapsed and none at its ends; no-break spaces stay."""
    return SPACE.sub(" ", text or "").strip(" ")


def trimmed(lines: Iterable[str]) -> list[str]:
    """Return the lines without empty ones at either end."""
    kept = list(dropwhile(lambda line: not line, lines))
    while kept and not kept[-1]:
        kept.pop()
    return kept


def speaks(element: Element) -> bool:
    """Tell whether there is anything to read in the element."""
    return any(map(spoken, element.itertext()))


def has_class(element: Element, name: str) -> bool:
    """Tell whether the element has the class."""
    return name in element.get("class", "").split()


def is_mark(element: Element) -> bool:
    """Tell whether the element is the SAMPLE or DRAFT mark."""
    return element.tag == "p" and has_class(element, "mark")


def is_logo(element: Element) -> bool:
    """Tell whether the element is the logo of the content, with its text alternative."""
    return element.tag == "img" and element.get("src") == "logo" and bool(spoken(element.get("alt")))


def is_foot(element: Element) -> bool:
    """Tell whether the element is the line at the foot of the page."""
    return element.tag == "footer" and has_class(element, "foot")


def is_note(element: Element) -> bool:
    """Tell whether the element is a note reference."""
    return element.tag == "sup" and has_class(element, "note")


def is_loose(block: Element) -> bool:
    """Tell whether the items of a list hold more than words and lists, and so are set apart by blank lines."""
    return any(child.tag in BLOCKS - LISTS for item in block for child in item)


def note_number(element: Element) -> str:
    """Return what a note reference shows."""
    return spoken("".join(element.itertext()))


def source_number(item: Element, position: int) -> str:
    """Return the number of a source: that of its id `source-3`, else its position."""
    return item.get("id", "").removeprefix("source-") or str(position)


def target(link: Element) -> str:
    """Return what a reader without hyperlinks needs besides the text of a link: its address, or nothing."""
    href = link.get("href", "")
    shown = href.removeprefix("mailto:").removeprefix("tel:")
    says = spoken("".join(link.itertext()))
    bare = re.sub("^https?://", "", shown)
    if href.startswith("#") or says in (shown, shown.rstrip("/"), bare, bare.rstrip("/")):
        return ""
    return "" if href.startswith("tel:") and re.sub(r"[^\d+]", "", says) == shown else shown


def text(element: Element) -> str:
    """Return the text of an element on one line: no notes, sources or mark, a space wherever a line would end."""
    return spoken("".join(voiced(element)))


def paragraphs(element: Element) -> str:
    """Return the text of an element with an empty line between its blocks, for who reads it sentence by sentence."""
    return "\n\n".join(filter(None, map(spoken, "".join(voiced(element, "\0")).split("\0"))))


def voiced(element: Element, between: str = " ") -> Iterator[str]:
    """Yield the text of an element piece by piece, with something between its blocks."""
    yield element.text or ""
    for child in element:
        apart = between if child.tag in BLOCKS else " " if child.tag == "br" else ""
        yield apart
        if not (is_note(child) or is_mark(child) or has_class(child, "sources")):
            yield from voiced(child, between)
        yield apart
        yield child.tail or ""


def words(element: Element) -> int:
    """Count the words of the text without its notes: Chinese and Japanese characters one each, as Word does."""
    return count(text(element))


def count(said: str) -> int:
    """Count the words of a text as Word does."""
    if not said or max(said) < FIRST_CJK:  # the pattern takes 4 ms to compile, and says the same of Latin text
        return sum(any(c.isalnum() for c in word) for word in said.split())
    return len(re.findall(WORD, said))
