"""Write an image card: a page laid out by WeasyPrint, at the largest size of type that fits, as a PNG.

A card is laid out 1,080 pixels wide whatever its size, so that one style sheet and one rule of legibility serve all;
the picture is then made at the size wanted. No text is made smaller than `STEPS` goes, and none is cut.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from campaign.diagnostics import NOWHERE, Stop, error
from campaign.formats import Content, Format, pdf, pdfium, tree
from campaign.phrases import phrase

WIDTH = 1080
# Sizes of the main text in pixels at that width, the least one that is read on a telephone first.
STEPS = (40, 44, 48, 53, 58, 64, 70, 77, 85, 94, 103, 113, 124, 136, 148)
MOST_BYTES = 1_000_000  # Bluesky's limit for an image, the lowest of the networks
SMALLER, LEAST_SMALLER = 0.64, 32  # what stands under the main text: its share of the size, and its own least
# What no text may enter: at the sides, at the top and at the foot. A story has the name of who posts above, the field
# for a reply below; X cuts a wide picture to 2:1 or 16:9 in the middle.
SIDE, EDGE, WIDE_EDGE, STORY_EDGE = 76, 76, 56, 250
ABOVE = 0.42  # of what is free stands above the text: the middle as the eye sees it
SLACKS = (1.03, 1.1, 1.2)  # how much wider than the mean line the main text may be
LONG = 12  # pages of height on which everything has room
LAST_PIXELS = 2  # kept free, so that rounding never makes a second page


class Shape(NamedTuple):
    """The page of a card at the width of layout: its name in the style sheet, its height, and what stays free."""

    name: str
    height: int
    edge: int


FEW_STEPS = 4
HEADLINES = frozenset(("main", "asked"))
CARDS = {
    "wide": phrase("wide card"),
    "story": phrase("story card"),
    "square": phrase("square card"),
    "tall": phrase("tall card"),
}


def shape_of(size: tuple[int, int]) -> Shape:
    """Return the page for a size in pixels, width first."""
    height = round(size[1] * WIDTH / size[0])
    if height < 0.8 * WIDTH:
        return Shape("wide", height, WIDE_EDGE)
    if height > 1.6 * WIDTH:
        return Shape("story", height, STORY_EDGE)
    return Shape("square" if height <= 1.1 * WIDTH else "tall", height, EDGE)


def write(content: Content) -> bytes:
    """Return the PNG: sRGB, 8 bit, with its text alternative.

    A text that does not fit at the least size is `[card-fit]`, a picture over 1 MB `[card-size]`, a missing glyph
    `[glyph]`; no Pango or font exit 4.
    """
    weasyprint, fonts = pdf.engine(pdf.folders_of(content))
    with pdf.heard() as records:
        html = weasyprint.HTML(string=page(content), base_url=pdf.BASE, url_fetcher=pdf.fetcher(content.folders))
        laid = Laying(content, html, fonts).largest()
        data = laid.write_pdf()
    problems = [p for p in map(pdf.problem, records) if p] + pdf.unknown_glyphs(records)
    if problems:
        raise Stop(*dict.fromkeys(problems))
    return written(pdfium.picture(data, content.size), content)


def page(content: Content) -> str:
    """Return the whole page that WeasyPrint reads."""
    return (
        f'<!doctype html><html lang="{content.language}" dir="{content.direction}"><head><meta charset="utf-8"/></head>'
        f'<body class="{shape_of(content.size).name}">{content.html}</body></html>'
    )


class Laying:
    """Lay out one card at one size of type or another."""

    def __init__(self, content: Content, html: Any, fonts: Any) -> None:
        self.html, self.fonts, self.shape = html, fonts, shape_of(content.size)
        faces = ", ".join([*(f'"{family}"' for family in content.families), "serif"])
        self.style = content.style.replace("var(--face)", faces)
        self.room = self.shape.height - 2 * self.shape.edge - LAST_PIXELS

    def at(self, step: int, height: int, more: str = "") -> Any:
        """Return the document at a size of type, on a page of a height in pixels."""
        edge = self.shape.edge
        own = (
            f"@page {{ size: {WIDTH}px {height}px; margin: {edge}px {SIDE}px }} html {{ font-size: {step}px }}"
            f" .detail, .reply, li {{ font-size: {max(LEAST_SMALLER, round(SMALLER * step))}px }} {more}"
        )
        sheets = [pdf.stylesheet(text, self.fonts) for text in (self.style, own)]
        return self.html.render(stylesheets=sheets, font_config=self.fonts)

    def measured(self, step: int) -> Measure:
        """Return how much room a card takes at a size of type, on a page on which everything has room."""
        return measure(self.at(step, LONG * self.shape.height))

    def largest(self) -> Any:
        """Return the card at the largest size of type at which it fits, its text in the middle of what is free."""
        fitting = {0: self.fitting(STEPS[0])}
        low, high = 0, len(STEPS)
        while high - low > 1:
            middle = (low + high) // 2
            found = self.measured(STEPS[middle])
            if self.fits(found):
                low, fitting[middle] = middle, found
            else:
                high = middle
        low = self.without_stub(low, fitting)
        narrow, found = self.balanced(STEPS[low], fitting[low])
        free = int(self.room - found.height)
        above = round(free * ABOVE)
        style = f"{narrow} .says {{ padding-top: {above}px; padding-bottom: {free - above}px }}"
        return self.at(STEPS[low], self.shape.height, style)

    def without_stub(self, step: int, known: dict[int, Measure]) -> int:
        """Return a size at most a little smaller at which no lone Chinese character ends the main text."""
        for smaller in range(step, max(-1, step - FEW_STEPS), -1):
            known[smaller] = known.get(smaller) or self.measured(STEPS[smaller])
            if not known[smaller].stub:
                return smaller
        return step

    def balanced(self, step: int, found: Measure) -> tuple[str, Measure]:
        """Return what makes the lines of the main text alike in length, where that takes no further line."""
        line = sum(found.headline) / max(1, len(found.headline))
        for slack in SLACKS if len(found.headline) > 1 else ():
            inset = int(WIDTH - 2 * SIDE - slack * line)
            narrow = f".main, .asked {{ padding-inline-end: {inset}px }}"
            again = measure(self.at(step, LONG * self.shape.height, narrow)) if inset > 0 else found
            if inset > 0 and again.height <= found.height and not again.wide:
                return narrow, again
        return "", found

    def fits(self, found: Measure) -> bool:
        """Tell whether everything has its place."""
        return found.height <= self.room and not found.wide

    def fitting(self, step: int) -> Measure:
        """Return the measure at the least size; `Stop` when even that has no room `[card-fit]`."""
        found = self.measured(step)
        if found.wide:
            message = phrase(
                "'{word}' is wider than the card at {size} pixels, the smallest type that is read",
                word=found.wide,
                size=step,
            )
            raise Stop(error(NOWHERE, "card-fit", message, phrase("use a shorter word")))
        if found.height > self.room:
            raise Stop(self.too_long(found, step))
        return found

    def too_long(self, found: Measure, step: int) -> Any:
        """Say by how many lines and words a card is too long."""
        over, lines, words = found.height - self.room, 0, 0
        for height, count in reversed(found.lines):
            if over <= 0:
                break
            over, lines, words = over - height, lines + 1, words + count
        message = phrase(
            "{count} line too many for a {card} at {size} pixels, the smallest type that is read",
            "{count} lines too many for a {card} at {size} pixels, the smallest type that is read",
            count=lines,
            card=CARDS[self.shape.name],
            size=step,
        )
        hint = phrase("leave out about {count} word", "leave out about {count} words", count=words)
        return error(NOWHERE, "card-fit", message, hint)


class Measure(NamedTuple):
    """What a card takes: its height in pixels, the height and words of each line, a word that is too wide.

    `headline` are the widths of the lines of the main text where they end between words; `stub` tells that a line of
    Chinese is a character or two and nothing else.
    """

    height: float
    lines: tuple[tuple[float, int], ...]
    wide: str
    headline: tuple[float, ...]
    stub: bool


def measure(document: Any) -> Measure:
    """Measure a card that was laid out on one long page."""
    body = next(box for box in document.pages[0]._page_box.descendants() if box.element_tag == "body")
    said = {id(block) for box in body.descendants() if classes(box) & {"says"} for block in box.descendants()}
    lines: list[tuple[float, int]] = []
    headline: list[float] = []
    wide, stub = "", False
    for block, line, text in pdf.lines_of(body):
        if id(block) in said:
            lines.append((line.height, tree.count(text)))
        if classes(block) & HEADLINES:
            # Chinese is divided anywhere, also inside a word: nothing is gained by lines of one length.
            chinese = max(text) >= tree.FIRST_CJK
            stub = chinese and tree.count(text) < 3
            headline += [] if chinese else [line.width]
        if line.width > block.width + 0.5 and not wide:
            wide = max(text.split() or [text], key=len)
    return Measure(body.height, tuple(lines), wide, tuple(headline), stub)


def classes(box: Any) -> set[str]:
    """Return the classes of the element that a box was made for."""
    return set((box.element.get("class") or "").split()) if box.element is not None else set()


def written(image: Any, content: Content) -> bytes:
    """Return a picture as PNG (W3C PNG, third edition): in sRGB, with its text alternative, and without a time."""
    from PIL.PngImagePlugin import PngInfo

    chunks = PngInfo()
    chunks.add(b"sRGB", b"\x00")
    if content.description:
        chunks.add_itxt("Description", content.description, content.language, "Description")
    for compressed in attempts(image):
        out = io.BytesIO()
        compressed().save(out, "PNG", pnginfo=chunks, compress_level=6)
        if out.tell() < MOST_BYTES:
            return out.getvalue()
    message = phrase(
        "the picture has {size:,} bytes, where networks take fewer than {most:,}", size=out.tell(), most=MOST_BYTES
    )
    raise Stop(error(NOWHERE, "card-size", message, phrase("use a logo with fewer colours")))


def attempts(image: Any) -> Iterator[Callable[[], Any]]:
    """Yield ways to make a picture smaller: as it is, then in 256 colours."""
    yield lambda: image
    yield lambda: image.quantize(256)


FORMAT = Format("png", ".png", True, write, system=True)
