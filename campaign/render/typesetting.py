"""Set the prose of a document as its language is set, between the tags and outside addresses and names of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from campaign.languages import Language
from campaign.languages.typography import isolate_runs

TAG = re.compile(r"(<[^>]*>)")
# Blocks that hold no prose: lines of an address, a link's text.
POST = re.compile(r"<(?:p|span) class=\"(?:post|alt)\"")  # was set when it was composed: it is copied as it stands
OPENS, CLOSES = re.compile(r"<(?:address|a)[\s>]"), re.compile(r"</(?:address|a)>")


def typeset(html: str, language: Language) -> str:
    """Return the markup with its prose set; in a language from right to left, every run of the other direction isolated."""
    return "".join(
        part if as_is or not part.strip() else escape(set_part(unescape(part), language, prose), quote=False)
        for part, as_is, prose in parts_of(html, language)
    )


def parts_of(html: str, language: Language) -> Iterator[tuple[str, bool, bool]]:
    """Yield the tags and the texts between them, with whether a part stays as it is, and whether a text is prose."""
    parts, depth, in_post = TAG.split(html), 0, False
    for at, part in enumerate(parts):
        if at % 2:
            depth += bool(OPENS.match(part)) - bool(CLOSES.match(part))
            in_post = bool(POST.match(part)) or (in_post and part.startswith("<br"))
            yield part, True, False
        elif in_post:
            yield part, True, False
        elif at and not language.settings.spaced and parts[at - 1] in ("</sup>", "</strong>"):
            yield part.lstrip(), False, not depth
        else:
            yield part, False, not depth


def set_part(text: str, language: Language, prose: bool) -> str:
    """Return a text as its language is set."""
    text = language.typography.prose(text) if prose else text
    return isolate_runs(text) if language.direction == "rtl" else text
