"""Write a document as Markdown: CommonMark, with notes as the footnotes `[^1]` of GitHub and Pandoc.

Readable first: a character is escaped only where CommonMark would read it as markup. One paragraph is one line, so that
a change of one word is a small difference; the lines of an address end in the backslash of a hard line break.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Set
from itertools import zip_longest
from unicodedata import category
from urllib.parse import quote
from xml.etree.ElementTree import Element

from campaign.formats import Content, Format
from campaign.formats.tree import (
    INLINE,
    LEAVES,
    LISTS,
    SPACE,
    blocks,
    document,
    has_class,
    is_loose,
    is_mark,
    is_note,
    note_number,
    source_number,
    speaks,
    spoken,
    trimmed,
)

BREAK = "\x00"  # XML cannot hold it, so no text can
HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### "}
LINES = INLINE | {"header", "div", "address", "p"}
STARS = {"strong": "**", "em": "*"}

# A backslash before punctuation or where a line may end, a star, a code mark, a bracket, an underscore that is not
# between letters, what looks like a tag or an entity, and `~~` (struck out on GitHub).
SPECIAL = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)|[*`\[]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~|$)")
# What starts a heading, quotation, list, rule or underline when it stands first in a line.
FIRST = re.compile(r"\A(?:#{1,6}(?= |$)|>|[-+](?= |$)|-+(?=[- ]*$)|=+(?= *$)|(?P<number>\d{1,9})[.)](?= |$))")
LIST = re.compile(r"(?:-|\d+\.) ")  # only a list starts so: in words it is escaped
ENTITY = re.compile(r"&(?=#?\w+;)")
UNSAFE = re.compile(r"[\s<>()\\\"`]")


def write(content: Content) -> bytes:
    """Write the document as UTF-8 Markdown under a YAML head with title and language."""
    head = {"title": content.title, "lang": content.language}
    if content.direction == "rtl":
        head["dir"] = "rtl"
    # JSON strings are YAML strings; bare ones are not always (the tag of Norwegian would be false).
    yaml = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in head.items())
    root = document(content)
    cited = {link.get("href", "")[1:] for note in root.iter("sup") if is_note(note) for link in note.iter("a")}
    return f"---\n{yaml}---\n\n{joined(walk(root, cited))}\n".encode()


def walk(element: Element, cited: Set[str]) -> Iterator[str]:
    """Yield the blocks of an element as Markdown."""
    for block in filter(speaks, blocks(element)):
        if block.tag in LEAVES:
            yield leaf(block)
        elif block.tag in LISTS:
            yield from sources(block, cited) if has_class(block, "sources") else [listing(block, cited)]
        elif block.tag == "blockquote":
            yield indented(joined(walk(block, cited)), "> ")
        elif has_class(block, "letterhead") and LINES.issuperset(child.tag for child in block.iter()):
            yield "\\\n".join(walk(block, cited))
        else:
            yield from walk(block, cited)


def joined(texts: Iterable[str], gap: str = "\n\n") -> str:
    """Join blocks so that a list ends where it ended: CommonMark would take in what follows it."""
    whole, before = "", ""
    for text in texts:
        here = "list" if LIST.match(text) else "text"
        if before == here == "list":
            whole += "\n\n<!-- -->\n\n"
        elif before:
            whole += "\n\n" if before == "list" else gap
        whole += text
        before = here
    return whole


def leaf(block: Element) -> str:
    """Return a paragraph or heading; the mark and the subject are bold, the mark in a quotation."""
    bold = block.tag == "p" and (is_mark(block) or has_class(block, "subject"))
    text = inline(block, "*" if bold else " ")
    lines = trimmed(line.strip(" ") for line in SPACE.sub(" ", text).split(BREAK))
    whole = " ".join(filter(None, lines))
    if block.tag in HEADINGS:
        return HEADINGS[block.tag] + re.sub("(#+)$", r"\\\1", whole)
    if bold:
        return ("> " if is_mark(block) else "") + f"**{whole.strip()}**"
    # An empty line would end the paragraph, and a no-break space keeps it.
    return "\\\n".join(FIRST.sub(guarded, line) or "&nbsp;" for line in lines)


def guarded(start: re.Match[str]) -> str:
    """Put the backslash where it keeps the start of a line from being markup: `\\#`, `2026\\.`."""
    number = start["number"] or ""
    return f"{number}\\{start[0][len(number) :]}"


def listing(block: Element, cited: Set[str]) -> str:
    """Return a list, its items indented by the width of their marker."""
    gap = "\n\n" if is_loose(block) else "\n"
    items = []
    # A marker alone would make the line above it a heading.
    for number, item in enumerate(filter(speaks, block), 1):
        marker = "- " if block.tag == "ul" else f"{number}. "
        items.append(marker + indented(joined(walk(item, cited), gap), " " * len(marker)).lstrip(" "))
    return gap.join(items)


def sources(block: Element, cited: Set[str]) -> Iterator[str]:
    """Yield the sources as footnotes; those that no note cites stay a list, since they would not be shown."""
    notes, others = [], Element("ol")
    for position, item in enumerate(block, 1):
        if item.get("id") in cited:
            body = indented(joined(walk(item, cited)), "    ").lstrip(" ")
            notes.append(f"[^{source_number(item, position)}]: {body}")
        else:
            others.append(item)
    if notes:
        yield "\n".join(notes)
    if len(others):
        yield listing(others, cited)


def indented(text: str, indent: str) -> str:
    """Put the indent before every line, without spaces at the end of empty ones."""
    return "\n".join((indent + line).rstrip(" ") if not line else indent + line for line in text.split("\n"))


def inline(element: Element, around: str) -> str:
    """Return the words of an element as Markdown, with BREAK for `<br/>`.

    `around` is the character on both sides: a letter where it is not sure, a star where more stars may not stand.
    """
    text = escaped(element.text)
    for child, follower in zip_longest(element, element[1:]):
        tail = escaped(child.tail)
        if child.tag == "br":
            text += BREAK
        elif is_note(child):
            text = linkable(text.rstrip(" ")) + f"[^{note_number(child)}]"
        elif child.tag == "a":
            text = linkable(text) + link(child)
        elif child.tag in STARS:
            text += starred(child, text[-1:] or around, tail[:1] or edge(follower, around))
        elif child.tag == "sup":
            text += f"<sup>{inline(child, 'a')}</sup>"
        else:
            text += inline(child, "*")
        text += tail
    return text


def edge(follower: Element | None, around: str) -> str:
    """Return the first character of what follows, as far as it is sure; a letter is the worst case."""
    if follower is None:
        return around
    return BREAK if follower.tag == "br" else "[" if is_note(follower) else "a"


def escaped(text: str | None) -> str:
    """Put a backslash before what would be markup."""
    return SPECIAL.sub(r"\\\g<0>", SPACE.sub(" ", text or ""))


def linkable(text: str) -> str:
    """Keep a `!` before a link from making it an image."""
    return text[:-1] + r"\!" if text.endswith("!") else text


def link(element: Element) -> str:
    """Return a link; one within the document, which Markdown cannot name, as its text."""
    href, text = element.get("href", ""), inline(element, "a")
    if not href or href.startswith("#"):
        return text
    shown = spoken("".join(element.itertext()))
    if shown in (href, href.removeprefix("mailto:")) and shown.isascii() and not UNSAFE.search(shown):
        return f"<{shown}>"
    safe = UNSAFE.sub(lambda char: quote(char[0]), href)
    return "[{}]({})".format(text.replace("]", r"\]"), ENTITY.sub(r"\\&", safe))


def starred(element: Element, before: str, after: str) -> str:
    """Return strong or emphasised words, in HTML where stars would not be read as such (CommonMark 6.2)."""
    text, stars = inline(element, "*"), STARS[element.tag]
    core = text.strip().strip(BREAK).strip()
    if not core:
        return text
    lead, trail = text.split(core, 1) if core != text else ("", "")
    before, after = lead[-1:] or before, trail[:1] or after
    opens = is_word(core[0]) or is_gap(before)
    closes = is_word(core[-1]) or is_gap(after)
    alone = "*" not in (before, core[0], core[-1], after) and element.find(f".//{element.tag}") is None
    if opens and closes and alone:
        return f"{lead}{stars}{core}{stars}{trail}"
    return f"{lead}<{element.tag}>{core}</{element.tag}>{trail}"


def is_word(char: str) -> bool:
    """Tell whether stars beside the character open or close whatever stands on their other side."""
    return category(char)[0] not in "PSZC"


def is_gap(char: str) -> bool:
    """Tell whether stars beside the character may open or close beside punctuation."""
    return char.isspace() or char == BREAK or category(char)[0] == "P"


FORMAT = Format("md", ".md", binary=False, write=write)
