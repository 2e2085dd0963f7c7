"""Write a document as one HTML page that stands alone: it loads nothing, runs nothing and tells nobody who read it."""

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
    css, title = style(), escape(content.title, quote=False)
    description = f'<meta name="description" content="{escape(content.description)}">\n' if content.description else ""
    # As HTML, not as it came: a browser reads the <p/> of XML as a paragraph that never ends.
    body = tostring(main, encoding="unicode", method="html")
    return f"""\
<!doctype html>
<html lang="{escape(content.language)}" dir="{content.direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(css)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{description}<meta name="referrer" content="no-referrer">
<style>{css}</style>
</head>
<body>
{body}
</body>
</html>
""".encode()


def policy(css: str) -> str:
    """Return the Content Security Policy of a page whose only style has this text (CSP 3, hash-source)."""
    digest = b64encode(sha256(css.encode()).digest()).decode()
    rules = ["default-src 'none'", f"style-src 'sha256-{digest}'", "img-src 'self' data:", "base-uri 'none'"]
    return "; ".join([*rules, "form-action 'none'"])


@cache
def style() -> str:
    """Return the style sheet for the screen."""
    return (TEMPLATES / "screen.css").read_text(encoding="utf-8").strip()


FORMAT = Format("html", ".html", binary=False, write=write)
