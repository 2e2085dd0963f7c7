"""Set the prose of a document as its language is set, between the tags and outside addresses and names of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from campaign.languages import Language
from campaign.languages.typography import isolate_runs

TAG = re.compile(r"(<[^>]*>)")
# Blocks that hold no prose: lines of an address, a link's text.
OPENS, CLOSES = re.compile(r"<(?:address|a)[\s>]"), re.compile(r"</(?:address|a)>")


def typeset(html: str, language: Language) -> str:
    """Return the markup with its prose set; in a language from right to left, every run of the other direction isolated."""
    return "".join(
        part if is_tag or not part.strip() else escape(set_part(unescape(part), language, prose), quote=False)
        for part, is_tag, prose in parts_of(html, language)
    )


def parts_of(html: str, language: Language) -> Iterator[tuple[str, bool, bool]]:
    """Yield the tags and the texts between them, with whether a part is a tag, and whether a text is prose."""
    parts, depth = TAG.split(html), 0
    for at, part in enumerate(parts):
        if at % 2:
            depth += bool(OPENS.match(part)) - bool(CLOSES.match(part))
            yield part, True, False
        elif at and not language.settings.spaced and parts[at - 1] in ("</sup>", "</strong>"):
            yield part.lstrip(), False, not depth
        else:
            yield part, False, not depth


def set_part(text: str, language: Language, prose: bool) -> str:
    """Return a text as its language is set."""
    text = language.typography.prose(text) if prose else text
    return isolate_runs(text) if language.direction == "rtl" else text
