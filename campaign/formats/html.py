"""Write a document as one HTML page that stands alone: it loads nothing but images beside it, and tells nobody who read it.

It runs nothing, but for a page with buttons, whose one script copies text and does nothing else.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from xml.etree.ElementTree import tostring

from campaign.formats import Content, Format
from campaign.formats.tree import document
from campaign.resources import TEMPLATES


def write(content: Content) -> bytes:
    """Write the document as a UTF-8 page of HTML with its own style and a policy that allows nothing else."""
    main = document(content)
    main.tag = "main"
    if main.find(".//figure[@data-chart]") is not None:
        from campaign.formats.charts import draw

        draw(main, content.accent, content.direction == "rtl")
    css, title = style(), escape(content.title, quote=False)
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


@cache
def script() -> str:
    """Return the script that wakes the buttons of a page; without it they stay hidden."""
    return (TEMPLATES / "copy.js").read_text(encoding="utf-8").strip()


FORMAT = Format("html", ".html", binary=False, write=write)
