"""Write a document in one format: one module each, with one row `FORMAT` and its writer.

A writer takes a `Content`, one semantic tree that all formats share, and returns bytes. It knows nothing of campaigns.
The tree is well-formed markup of the closed list `ELEMENTS`, without `<html>` or `<body>`:

- `<header class="letterhead">`, `<address class="recipient">` and other address blocks keep their lines (`<br/>`);
- `<section data-part="ask">` holds the parts that have a word budget; `<div>` groups without meaning;
- `<sup class="note"><a href="#source-1">1</a></sup>` is a note, `<ol class="sources"><li id="source-1">` its source;
- `<figure class="chart">` is drawn from its attributes (see `charts`), and says what it shows in its `<figcaption>`;
- `<p class="mark">` is the SAMPLE or DRAFT mark; `<span class="gap">` a gap; `<h1 class="subject">` the subject;
- `<img class="logo" src="logo" alt="…"/>` is the logo of the content, `<footer class="foot">` the line at the foot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Literal, cast

from campaign.values import NONE, Value

ELEMENTS = frozenset(
    [
        "article",
        "section",
        "header",
        "footer",
        "div",
        "address",
        "p",
        "h1",
        "h2",
        "h3",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "a",
        "sup",
        "br",
        "blockquote",
        "span",
        "img",
        "figure",
        "figcaption",
    ]
)
# What a page for the screen may hold beside them: images of its own folder, buttons that its script wakes, tables with
# bars, and what opens to show whole documents.
TABLE_PARTS = {"thead": ("table",), "tbody": ("table",), "tr": ("thead", "tbody"), "th": ("tr",), "td": ("tr",)}
PAGE_ELEMENTS = frozenset(["nav", "button", "table", "meter", "details", "summary", *TABLE_PARTS])
BLOCKS = frozenset(
    ["article", "section", "header", "footer", "div", "address", "p", "h1", "h2", "h3", "ul", "ol", "li", "blockquote"]
) | frozenset(["figure", "figcaption", "nav", "table", "details", "summary", *TABLE_PARTS])


class Picture(Value):
    """The logo of a document: its bytes, without anything about who made it, and its size on paper in millimetres."""

    data: bytes
    media: Literal["image/png", "image/jpeg", "image/svg+xml"]
    alt: str
    width: float
    height: float

    @property
    def name(self) -> str:
        """A file name that tells the type."""
        return "logo." + {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}[self.media]


class Content(Value):
    """A document ready to be written, in one language (BCP 47 tag); `html` as above, `style` the text of a style sheet.

    `folders` are the only ones that images may come from; `max_pages` of 0 means any number. `families` are the
    typefaces in order, put where a style sheet says `var(--face)`, `fonts` the folders that hold them, and `lacking`
    names one that is not here and what to install. `colours` are those of the look that were given (`ink`, `paper`,
    `accent` as #rrggbb), `typefaces` its families of the text and of the headings, as far as they were given; charts are
    drawn in `accent`. `attached` are what an e-mail carries as PDF and a page shows, with file names without an ending.
    What `is_page` may hold images and buttons, and can be written as HTML alone.

    `columns` are those of `rows` where they are not a message pack's. The entries of a calendar belong to a `series` and
    are as of a `day`. A picture has a `size` in pixels, width first, and `description` is its
    text alternative.
    """

    html: str
    title: str
    language: str
    direction: Literal["ltr", "rtl"] = "ltr"
    author: str = ""
    description: str = ""
    style: str = ""
    paper: Literal["A4", "Letter"] = "A4"
    window: str = ""
    mark: str = ""
    subject: str = ""
    to: tuple[str, str] = ("", "")
    sender: tuple[str, str] = ("", "")
    rows: Sequence[Mapping[str, str]] = ()
    columns: tuple[str, ...] = ()
    series: str = ""
    day: date | None = None
    folders: tuple[Path, ...] = ()
    max_pages: int = 0
    families: tuple[str, ...] = ()
    fonts: tuple[Path, ...] = ()
    lacking: tuple[str, str] = ("", "")
    colours: Mapping[str, str] = NONE
    typefaces: tuple[str, str] = ("", "")
    logo: Picture | None = None
    attached: tuple[tuple[str, Content], ...] = ()
    is_page: bool = False
    size: tuple[int, int] = (0, 0)
    accent: str = "#0e4f5c"


class Format(Value):
    """A row of the formats: the file name suffix, whether it is text, and the writer."""

    name: str
    suffix: str
    binary: bool
    write: Callable[[Content], bytes]
    system: bool = False


NAMES = ("txt", "md", "html", "pdf", "docx", "eml", "csv", "json", "png", "ics")


def format_named(name: str) -> Format:
    """Return the format of a name; its module is imported only now."""
    return cast(Format, import_module(f"campaign.formats.{name}").FORMAT)
