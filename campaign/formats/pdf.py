"""Write accessible PDF (PDF/UA-1, ISO 14289-1) with WeasyPrint, which is imported only here and only when needed.

The fonts are those that were installed with the package, through a fontconfig file of our own, so that every machine
makes the same pages. The fetcher opens nothing but files of the folders that the content names.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import logging
import os
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import tostring
from xml.sax.saxutils import escape

from campaign import resources
from campaign.diagnostics import NOWHERE, SYSTEM, Diagnostic, Stop, error
from campaign.formats import Content, Format, Picture
from campaign.phrases import phrase

BASE = "https://assets.invalid/"
LOGO = "https://logo.invalid/"  # apart from the files of the campaign, whatever their names
# No line begins with a note or between two of them: U+2060 joins (UAX #14, LB11).
NOTES = 'sup.note::before { content: "\\2060" } sup.next::before { content: "\\2060,\\2060" }'
LONG = "body { overflow-wrap: break-word }"  # a word that is wider than the page goes on in the next line
# Numbers of documents such as A/RES/79/243, but no part of an address, and no path, which is wider than a line.
NUMBER = re.compile(
    r"(?<![\w./:@-])(?=[A-Za-z/]*\d)[A-Za-z0-9]{1,9}(?:/[A-Za-z0-9]{1,9}){2,5}(?![\w/@])(?![^<]*</a>)(?![^<>]*>)"
)
PANGO = {
    "linux": phrase(
        "install Pango: {command} or {other}",
        command="'apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0'",
        other="'dnf install pango'",
    ),
    "darwin": phrase("install Pango: {command}", command="'brew install pango'"),
    "win32": phrase("install Pango: {command} in MSYS2", command="'pacman -S mingw-w64-ucrt-x86_64-pango'"),
}
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
<config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


def write(content: Content) -> bytes:
    """Return the PDF; a missing glyph `[glyph]` or too many pages `[pages]` raise `Stop`, no Pango or font exit 4."""
    weasyprint, fonts = engine(folders_of(content))
    faces = ", ".join([*(f'"{family}"' for family in content.families), "serif"])
    with heard() as records:
        fetch = fetcher(content.folders, content.logo)
        html = weasyprint.HTML(string=page(content), base_url=BASE, url_fetcher=fetch)
        sheets = [NOTES, LONG, content.style.replace("var(--face)", faces) + f"@page {{ size: {content.paper} }}"]
        document = well_broken(html, sheets, fonts, pdf_variant="pdf/ua-1")
        data = document.write_pdf(pdf_variant="pdf/ua-1")
    problems = [p for p in map(problem, records) if p] + unknown_glyphs(records)
    if content.max_pages and len(document.pages) > content.max_pages:
        message = phrase(
            "{count} page, where {most} are the most",
            "{count} pages, where {most} are the most",
            count=len(document.pages),
            most=content.max_pages,
        )
        hint = phrase("drop a part or shorten the personal sentence")
        problems.append(error(NOWHERE, "pages", message, hint))
    if problems:
        raise Stop(*dict.fromkeys(problems))
    return bytes(data)


def folders_of(content: Content) -> tuple[Path, ...]:
    """Return the folders of fonts, at least one file in each: WeasyPrint without any font dies by a signal."""
    family, package = content.lacking
    last = resources.font_folder(resources.FONT_MODULE)
    folders = tuple(f for f in content.fonts or filter(None, [last]) if resources.has_fonts(f))
    if family or not folders:
        message = phrase(
            "{font} is missing, so no PDF can be made in {language}",
            font=family or resources.FONT_FAMILY,
            language=content.language,
        )
        hint = phrase(
            "{remedy}; or name the folder of another font under fonts: in campaign.yaml",
            remedy=package or resources.FONT_PACKAGE,
        )
        raise Stop(error(NOWHERE, "no-font", message, hint, SYSTEM))
    return folders


def well_broken(html: Any, sheets: list[str], fonts: Any, **options: Any) -> Any:
    """Return the pages, laid out again a little narrower (at most 1.6 mm) while a line of them is cut short.

    Pango 1.50 (Debian 12) breaks a text in the wrong place when it fits but for its last space, and a bracket
    divides it: its first line is then a single word (WeasyPrint issue 2576). A narrower column moves the place.
    """
    first = None
    for inset in ("", ".4mm", ".8mm", "1.6mm"):
        narrower = [f"html {{ padding-inline-end: {inset} }}"] if inset else []
        parsed = [stylesheet(text, fonts) for text in (*sheets, *narrower)]
        document = html.render(stylesheets=parsed, font_config=fonts, **options)
        if not cut_short(document):
            return document
        first = first or document
    return first


def cut_short(document: Any) -> bool:
    """Tell whether a line that no `<br/>` ends is filled to less than 60 % although the next word had room there."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    for page in document.pages:
        for block in page._page_box.descendants():
            for line, following in pairwise(getattr(block, "children", ())):
                if not (isinstance(line, LineBox) and isinstance(following, LineBox)) or line.width > 0.6 * block.width:
                    continue
                if any((box.element_tag or "").startswith("br") for box in line.descendants()):
                    continue
                text = next((box for box in following.descendants() if isinstance(box, TextBox) and box.text), None)
                word = text.width * len(text.text.split(" ")[0]) / len(text.text) if text else 0
                if 0 < word < 0.98 * (block.width - line.width):
                    return True
    return False


def lines_of(box: Any) -> Iterator[tuple[Any, Any, str]]:
    """Yield the lines of text of a laid-out box, each with its block and what it says."""
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    for block in [box, *box.descendants()]:
        for line in getattr(block, "children", ()):
            if isinstance(line, LineBox):
                text = "".join(part.text for part in line.descendants() if isinstance(part, TextBox))
                if text.strip():
                    yield block, line, text


def page(content: Content) -> str:
    """Return the whole page that WeasyPrint reads."""
    html = drawn(content) if "data-chart=" in content.html else content.html
    html = html.replace('src="logo"', f'src="{LOGO}"', 1) if content.logo else html
    if content.direction == "ltr":  # a span inside a run of the other direction would take it apart
        html = NUMBER.sub(r'<span style="white-space: nowrap">\g<0></span>', html)
    classes = f"paper-{content.paper.lower()}" + (f" window window-{content.window}" if content.window else "")
    author = f'<meta name="author" content="{attribute(content.author)}"/>' if content.author else ""
    return (
        f'<!doctype html><html lang="{content.language}" dir="{content.direction}"><head><meta charset="utf-8"/>'
        f'<title>{escape(content.title)}</title>{author}</head><body class="{classes}">{html}</body></html>'
    )


def drawn(content: Content) -> str:
    """Return the markup with its charts drawn."""
    from campaign.formats import charts, tree

    root = tree.parse(content.html, content.is_page)
    charts.draw(root, content.accent, content.direction == "rtl")
    return "".join([escape(root.text or ""), *(tostring(child, encoding="unicode", method="html") for child in root)])


def attribute(text: str) -> str:
    """Escape a text for a double-quoted attribute."""
    return escape(text, {'"': "&quot;"})


@cache
def engine(folders: tuple[Path, ...]) -> tuple[Any, Any]:
    """Return WeasyPrint and the font configuration of these folders (each leaks 0.2 MiB, so each is made once)."""
    os.environ["FONTCONFIG_FILE"] = str(fonts_conf(folders))  # read when the configuration is made
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # WeasyPrint prints a notice when Pango is missing
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration
    except OSError as reason:
        import sys

        why = str(reason).splitlines()[0]
        message = phrase("Pango is missing, so no PDF can be made ({reason})", reason=why)
        raise Stop(error(NOWHERE, "no-pango", message, PANGO.get(sys.platform, PANGO["linux"]), SYSTEM)) from None
    logging.getLogger("weasyprint").propagate = False
    return weasyprint, FontConfiguration()


def libraries() -> dict[str, str]:
    """Return the version of Pango, and whether HarfBuzz's subset library is found; no Pango is exit 4."""
    last = resources.font_folder(resources.FONT_MODULE)
    engine((last,) if last else ())
    from weasyprint.text import ffi

    number = ffi.pango.pango_version()
    version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    found = phrase("found") if getattr(ffi, "harfbuzz_subset", None) else phrase("missing")
    return {"pango": version, "harfbuzz-subset": found}


def fonts_conf(folders: tuple[Path, ...]) -> Path:
    """Return a fontconfig file that lists only these folders, in the cache folder or a temporary one."""
    cached = resources.cache_folder()
    try:
        base = (cached or Path(tempfile.mkdtemp(prefix="campaign-"))) / "fonts"
        base.mkdir(parents=True, exist_ok=True)
    except OSError:
        base = Path(tempfile.mkdtemp(prefix="campaign-"))
    text = FONTS_CONF.format(
        folders="\n".join(f"<dir>{escape(str(f))}</dir>" for f in folders), cache=escape(str(base))
    )
    path = base / f"fonts-{hashlib.sha256(text.encode()).hexdigest()[:12]}.conf"
    if not path.is_file():
        path.write_text(text, encoding="utf-8")
    return path


@cache
def stylesheet(text: str, fonts: Any) -> Any:
    """Return a parsed style sheet: the same text is parsed once in a process."""
    import weasyprint

    return weasyprint.CSS(string=text, font_config=fonts, base_url=BASE, url_fetcher=fetcher(()))


def fetcher(folders: tuple[Path, ...], logo: Picture | None = None) -> Any:
    """Return a fetcher that serves the logo and files of these folders under invented addresses and refuses all else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class Locked(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            from urllib.parse import unquote, urlsplit

            if url == LOGO and logo:
                return URLFetcherResponse(url, logo.data, {"Content-Type": logo.media})
            if url.startswith(BASE):
                name = unquote(urlsplit(url).path).lstrip("/")
                for folder in folders:
                    path = (folder / name).resolve()
                    if path.is_relative_to(folder.resolve()) and path.is_file():
                        return URLFetcherResponse(url, path.read_bytes())
            raise FatalURLFetchingError(phrase("{url} is not a file of the campaign", url=url))

    return Locked(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)


@contextlib.contextmanager
def heard() -> Iterator[list[logging.LogRecord]]:
    """Gather what WeasyPrint logs, and turn a refused file into a problem `[asset]`."""
    from weasyprint.urls import FatalURLFetchingError

    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[assignment]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield records
    except FatalURLFetchingError as reason:  # a BaseException: `except Exception` misses it
        message = phrase("cannot be opened: {reason}", reason=reason.args[0] if reason.args else "")
        hint = phrase("put images into the campaign's images/ folder and name them without a path")
        raise Stop(error(NOWHERE, "asset", message, hint)) from None
    finally:
        logger.removeHandler(handler)


def problem(record: logging.LogRecord) -> Diagnostic | None:
    """Return an error that was logged as a diagnostic `[pdf]`; the rest is advice."""
    return error(NOWHERE, "pdf", record.getMessage()) if record.levelno >= logging.ERROR else None


def unknown_glyphs(records: list[logging.LogRecord]) -> list[Diagnostic]:
    """Return one problem `[glyph]` for all characters that WeasyPrint logged as missing, a record for each of them."""
    messages = [record.getMessage() for record in records]
    missing = list(dict.fromkeys(characters(message) for message in messages if ".notdef" in message))
    if not missing:
        return []
    names = ", ".join(missing[:8])
    if len(missing) > 8:
        names = phrase("{names} and {more:,} more", names=names, more=len(missing) - 8)
    hint = phrase(
        "name the folder of a font that has it under fonts: in campaign.yaml; 'campaign doctor' lists those in use"
    )
    return [error(NOWHERE, "glyph", phrase("no font has {characters}", characters=names), hint, SYSTEM)]


def characters(message: str) -> str:
    """Name the characters that a log record quotes, as `中 U+4E2D CJK UNIFIED IDEOGRAPH-4E2D`."""
    import unicodedata

    found = re.search(r"fonts?: ['\"](.*)['\"]", message, re.DOTALL)
    if not found:
        return message
    marks = dict.fromkeys(c for c in found[1] if not c.isspace())
    return ", ".join(f"{c} U+{ord(c):04X} {unicodedata.name(c, '')}".strip() for c in marks)


FORMAT = Format("pdf", ".pdf", True, write, system=True)
