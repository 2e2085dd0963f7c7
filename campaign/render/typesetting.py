"""Set the prose of a document as its language is set, between the tags and outside addresses and names of pages."""

from __future__ import annotations

import re
from html import escape, unescape

from campaign.languages import Language
from campaign.languages.typography import isolate_runs

TAG = re.compile(r"(<[^>]*>)")
# Blocks that hold no prose: lines of an address, a link's text.
OPENS, CLOSES = re.compile(r"<(?:address|a)[\s>]"), re.compile(r"</(?:address|a)>")


def typeset(html: str, language: Language) -> str:
    """Return the markup with its prose set; in a language from right to left, every run of the other direction isolated."""
    typography, isolate = language.typography, language.direction == "rtl"
    if not typography.rules and not isolate:
        return html
    parts, depth = TAG.split(html), 0
    for at, part in enumerate(parts):
        if at % 2:
            depth += bool(OPENS.match(part)) - bool(CLOSES.match(part))
            continue
        if at and not language.settings.spaced and parts[at - 1] in ("</sup>", "</strong>"):
            part = parts[at] = part.lstrip()
        if part.strip():
            text = unescape(part) if depth else typography.prose(unescape(part))
            parts[at] = escape(isolate_runs(text) if isolate else text, quote=False)
    return "".join(parts)
