"""Write a document as one HTML page that stands alone: it loads nothing but images beside it, and tells nobody who read it.

It runs nothing, but for a page with buttons, whose one script copies text and does nothing else.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from xml.etree.ElementTree import Element, tostring

from campaign.formats import Content, Format, Picture
from campaign.formats.tree import document, is_logo
from campaign.resources import TEMPLATES


def write(content: Content) -> bytes:
    """Write the document as a UTF-8 page of HTML with its own style and a policy that allows nothing else."""
    main = document(content)
    main.tag = "main"
    if content.attached:
        from campaign.formats.shown import show

        show(main, content)
    show_logo(main, content.logo)
    if main.find(".//figure[@data-chart]") is not None:
        from campaign.formats.charts import draw

        draw(main, content.accent, content.direction == "rtl")
    css, title = style() + look(content), escape(content.title, quote=False)
    code = script() if main.find(".//button") is not None else ""
    running = f"<script>{code}</script>\n" if code else ""
    description = f'<meta name="description" content="{escape(content.description)}">\n' if content.description else ""
    # As HTML, not as it came: a browser reads the <p/> of XML as a paragraph that never ends.
    body = tostring(main, encoding="unicode", method="html")
    return f"""\
<!doctype html>
<html lang="{escape(content.language)}" dir="{content.direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(css, code)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{description}<meta name="referrer" content="no-referrer">
<style>{css}</style>
</head>
<body>
{body}
{running}</body>
</html>
""".encode()


def policy(css: str, code: str = "") -> str:
    """Return the Content Security Policy of a page whose only style and script have these texts (CSP 3, hash-source)."""
    rules = ["default-src 'none'", f"style-src {digest(css)}", "img-src 'self' data:", "base-uri 'none'"]
    return "; ".join([*rules, *([f"script-src {digest(code)}"] if code else []), "form-action 'none'"])


def digest(text: str) -> str:
    """Return a text as a source that a policy names."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def style() -> str:
    """Return the style sheet for the screen."""
    return (TEMPLATES / "screen.css").read_text(encoding="utf-8").strip()


def look(content: Content) -> str:
    """Return what a look adds to the style sheet: colours by day, and in the dark the logo on a light ground.

    Who reads in the dark keeps the dark palette, whose contrasts are known; so does a printer its black.
    """
    given, (text, headings) = content.colours, content.typefaces
    if not (given or text or headings or content.logo or 'class="foot"' in content.html):
        return ""
    ink = given.get("ink") or ("var(--ink)" if "paper" in given else "")
    accent = given.get("accent") or ("var(--ink)" if "paper" in given else "")
    names = {"paper": given.get("paper"), "ink": given.get("ink"), "quiet": ink, "line": accent, "link": accent}
    pairs = " ".join(f"--{name}: {colour};" for name, colour in names.items() if colour)
    rules = [f":root {{ {pairs} }}"] if pairs else []
    rules += ["h1, h2, h3, .from { color: var(--link); }"] if "accent" in given else []
    rules += [".gap, .sources li:target { color: #1d1d1b; }"] if "ink" in given else []
    day = f"@media screen and (prefers-color-scheme: light) {{ {' '.join(rules)} }}" if rules else ""
    faces = [
        f'{where} {{ font-family: "{family}", Charter, Georgia, "Noto Serif", "Noto Naskh Arabic", serif; }}'
        for where, family in (("body", text), ("h1, h2, h3, .from", headings))
        if family
    ]
    return "\n".join(["", *filter(None, [day, *faces]), worn()])


def show_logo(main: Element, logo: Picture | None) -> None:
    """Put the logo into the page itself, so that the page stands alone; without one, leave out its place."""
    for holder in [parent for parent in main.iter() if any(map(is_logo, parent))]:
        for image in filter(is_logo, list(holder)):
            if logo is None:
                holder.remove(image)
                continue
            image.set("src", f"data:{logo.media};base64,{b64encode(logo.data).decode()}")
            for side in ("width", "height"):  # CSS pixels: 96 an inch
                image.set(side, str(round(getattr(logo, side) * 96 / 25.4)))


@cache
def worn() -> str:
    """Return the style sheet of logo and foot."""
    return (TEMPLATES / "screen-look.css").read_text(encoding="utf-8").strip()


@cache
def script() -> str:
    """Return the script that wakes the buttons of a page; without it they stay hidden."""
    return (TEMPLATES / "copy.js").read_text(encoding="utf-8").strip()


FORMAT = Format("html", ".html", binary=False, write=write)
