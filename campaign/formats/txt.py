"""Write a document as plain text, the way a careful person types a letter.

Lines end at 72 columns of display width (RFC 5322 asks for 78 at most; a reply's "> " still fits). Blocks are walked
once and remembered by their markup, so that a batch of letters walks only what differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from unicodedata import category, east_asian_width
from xml.etree.ElementTree import Element

from campaign.diagnostics import Stop
from campaign.formats import Content, Format
from campaign.formats.tree import (
    CJK,
    FIRST_CJK,
    LEAVES,
    blocks,
    has_class,
    is_loose,
    is_mark,
    is_note,
    note_number,
    parse,
    source_number,
    spoken,
    target,
    trimmed,
)

WIDTH = 72
NARROWEST = 24  # columns that deep lists keep
# XML cannot hold these characters, so no text can.
BREAK, GLUE, NOTED, MARK = "\x00", "\x01", "\x02", "\x03"
NOTES = re.compile(f"{NOTED}[ \t\r\n]*{GLUE}")
BEFORE_NOTE = re.compile(f"[ \t\r\n]*{GLUE}")
NOTED_NUMBER = re.compile(r"(?<=\S) \[\d+\]")
UNDERLINES = {"h1": "=", "h2": "-"}

PIECE = "(?:p|h[1-3]|ul|ol|address|blockquote|header|figure)"
EDGE = re.compile(rf"</{PIECE}\s*>|<{PIECE}(?=[\s/>])")

# Chinese and Japanese break between any two characters, but no line starts with a closing mark or ends with an opening
# one (kinsoku, JIS X 4051 and GB/T 15834), or breaks at a no-break space or in an address on the web.
WIDE = rf"{CJK}\u3000-\u303f\uff01-\uffe6"
JOINED = f"{GLUE}\xa0\u202f\u2060"
OPENING = re.escape("([{“‘«〈《「『【〔〖（［｛")
CLOSING = re.escape(")]}”’»〉》」』】〕〗）］｝、。，．：；？！,.:;?!…—·・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％")
BETWEEN = rf"(?<![{OPENING}{JOINED}])(?![{CLOSING}{JOINED}])(?:(?<=[{WIDE}])|(?=[{WIDE}]))(?!^|$)"
ADDRESS = re.compile(r"\(https?://[^()\s]*\)|https?://[!-~]+|#\w+")  # and hashtags


def write(content: Content) -> bytes:
    """Write the document as UTF-8 text with LF line ends, one of them at the end."""
    return plain(content).encode()


def plain(content: Content, width: int = WIDTH) -> str:
    """Return the document as text: blocks apart by one blank line, the mark at the very top."""
    outline, pieces = cut(content.html)
    try:
        walked = [read(piece, width) for piece in pieces]
        order = (walked[part] if isinstance(part, int) else (part,) for part in shape(outline, width))
    except Stop:
        parse(content.html)  # names the line in the whole, which the piece does not know
        raise
    body = [text for part in order for text in part]
    if content.mark and not any(text[0] == MARK for text in body):
        body.append(banner(content.mark, width))
    body.sort(key=lambda text: text[0] != MARK)
    whole = "\n\n".join(body).replace(MARK, "") + "\n"
    # Without the mark (U+200F) a number behind a Latin word would stand before it in Arabic (UAX #9, W7).
    return NOTED_NUMBER.sub("\u200f\\g<0>", whole) if content.direction == "rtl" else whole


def cut(html: str) -> tuple[str, list[str]]:
    """Cut the outermost paragraphs, lists and addresses out of the markup: what is left, a `<p/>` for each, and they.

    What cannot be cut for sure, since it holds a comment or its tags do not match, comes in one piece.
    """
    whole = "<p/>", [html]
    if "<!" in html or "<?" in html:
        return whole
    rest, pieces, depth, start, end = [], [], 0, 0, 0
    for edge in EDGE.finditer(html):
        if edge[0][1] != "/":
            if depth == 0:
                start = edge.start()
                rest.append(html[end:start])
            depth += 1
        elif depth == 0:
            return whole
        else:
            depth -= 1
            if depth == 0:
                end = edge.end()
                pieces.append(html[start:end])
    return ("<p/>".join([*rest, html[end:]]), pieces) if depth == 0 else whole


@lru_cache(maxsize=256)
def shape(outline: str, width: int) -> tuple[int | str, ...]:
    """Return what stands in what `cut` left: the number of a piece, or loose words as text."""
    count = iter(range(len(outline)))
    return tuple(next(count) if text == MARK else text for text in walk(parse(outline), width, MARK))


@lru_cache(maxsize=4096)
def read(markup: str, width: int) -> tuple[str, ...]:
    """Return the blocks of a piece of markup as text, each without a line end; a mark starts with MARK."""
    return tuple(walk(parse(markup), width))


def walk(element: Element, width: int, empty: str = "") -> Iterator[str]:
    """Yield the blocks of an element as text of at most `width` columns, and `empty` for every empty paragraph."""
    for block in blocks(element):
        if is_mark(block):
            yield banner(inline(block), width)
        elif block.tag in LEAVES:
            lines = wrap(inline(block), width)
            # A letter's subject is a heading to screen readers; who types one leaves the line as it is.
            if lines and block.tag in UNDERLINES and not has_class(block, "subject"):
                lines.append(UNDERLINES[block.tag] * max(map(columns, lines)))
            if lines or empty:
                yield "\n".join(lines) or empty
        elif block.tag in ("ul", "ol"):
            if len(block):
                yield listing(block, width)
        elif block.tag == "header" and has_class(block, "letterhead"):
            if lines := [*walk(block, width)]:
                yield "\n".join(lines)
        elif block.tag == "blockquote":
            yield from (indented(text, "    ") for text in walk(block, max(width - 4, NARROWEST)))
        else:
            yield from walk(block, width, empty)


def banner(mark: str, width: int) -> str:
    """Return the mark between two rules."""
    return "\n".join([MARK + "-" * width, *wrap(mark, width), "-" * width])


def listing(block: Element, width: int) -> str:
    """Return a list with hanging indents: `- `, `1. `, or `[1] ` for sources."""
    if block.tag == "ul":
        markers = ["- "] * len(block)
    elif has_class(block, "sources"):
        markers = [f"[{source_number(item, n)}] " for n, item in enumerate(block, 1)]
    else:
        markers = [f"{n}. " for n in range(1, len(block) + 1)]
    indent = max(map(columns, markers))
    gap = "\n\n" if is_loose(block) else "\n"
    bodies = (gap.join(walk(item, max(width - indent, NARROWEST))) for item in block)
    hung = (indented(body, " " * indent)[indent:] for body in bodies)
    return gap.join((marker.ljust(indent) + body).rstrip(" ") for marker, body in zip(markers, hung, strict=True))


def indented(text: str, indent: str) -> str:
    """Put the indent before every line that holds something."""
    return "\n".join(indent + line if line else line for line in text.split("\n"))


def inline(element: Element) -> str:
    """Return the words of an element in one string, with BREAK for `<br/>` and GLUE before a note."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append(BREAK)
        elif is_note(child):
            parts.append(f"{GLUE}[{note_number(child)}]{NOTED}")
        else:
            parts.append(inline(child))
            if child.tag == "a" and (address := target(child)):
                parts.append(f" ({address})")
        parts.append(child.tail or "")
    return "".join(parts)


def wrap(text: str, width: int) -> list[str]:
    """Cut text into lines of at most `width` columns; only what may not be broken makes a wider line, alone."""
    text = BEFORE_NOTE.sub(GLUE, NOTES.sub("", text)).replace(NOTED, "")
    lines: list[str] = []
    for part in text.split(BREAK):
        line, used = "", 0
        for word in spoken(part).lstrip(GLUE).split(" "):
            gap = " "
            for unit in units(word):
                size = columns(unit)
                if line and used + len(gap) + size > width:
                    lines.append(line)
                    line, used = unit, size
                elif line:
                    line, used = line + gap + unit, used + len(gap) + size
                else:
                    line, used = unit, size
                gap = ""
        lines.append(line)
    return [noted(line).replace(GLUE, " ") for line in trimmed(lines)]


def noted(line: str) -> str:
    """Return a line whose notes follow a full-width mark or character without a space, as its script has none."""
    return re.sub(f"(?<=[{WIDE}]){GLUE}", "", line) if GLUE in line and max(line) >= FIRST_CJK else line


def units(word: str) -> list[str]:
    """Return the parts of a word that no line may break: the word itself but in Chinese and Japanese."""
    if not word or max(word) < FIRST_CJK:
        return [word]
    whole = [address.span() for address in ADDRESS.finditer(word)]
    cuts = [cut.start() for cut in re.finditer(BETWEEN, word)]  # compiled when met: 5 ms that a Latin letter saves
    cuts = [cut for cut in cuts if not any(start < cut < end for start, end in whole)]
    return [word[start:end] for start, end in pairwise([0, *cuts, len(word)])]


def columns(text: str) -> int:
    """Return the display width: East Asian wide characters count 2, combining and formatting ones 0 (UAX #11)."""
    return len(text) if text.isascii() else sum(map(column, text))


@lru_cache(maxsize=4096)
def column(char: str) -> int:
    """Return the display width of one character."""
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in ("W", "F") else 1


FORMAT = Format("txt", ".txt", binary=False, write=write)
