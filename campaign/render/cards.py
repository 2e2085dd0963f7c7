"""Dress a card: its colours, its chart, the line with its source, and the text for who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import quote

from campaign.formats import Content
from campaign.languages.typography import bare
from campaign.model import Campaign, Card, Colours, PartialDate
from campaign.plan import Document, cards
from campaign.plan.choice import sources_by
from campaign.render.writer import Writer
from campaign.values import replace

MOST_DOTS = 100  # more are not counted by anybody: a bar shows the share
FEW = 50  # so many dots are drawn large, where there is room; a wide card has room for no more
ON_ACCENT = frozenset(("act", "countdown"))  # cards on a ground of the accent colour


def names_of(document: Document, writer: Writer) -> dict[str, Any]:
    """Return what the template of a card can use beside `card`: `statement`, `chart`, `source`."""
    card = document.card
    if card is None:
        return {}
    campaign = writer.campaign
    statement = campaign.statements.get(card.statement or "")
    return {
        "statement": writer.view(statement),
        "translated": bool(statement and statement.phrase_language.split("-")[0] != document.language.split("-")[0]),
        "chart": chart_of(campaign, document, card),
        "source": source_of(document, card, writer),
    }


def chart_of(campaign: Campaign, document: Document, card: Card) -> str:
    """Return how a share is drawn: as `dots`, as a `bar` when there would be too many of them; empty without a share."""
    share = cards.share_of(campaign, card, document.day)
    if share is None:
        return ""
    most = FEW if document.size and document.size[1] < 0.8 * document.size[0] else MOST_DOTS
    return "dots" if share[1] <= most and all(part == int(part) for part in share) else "bar"


def chart_style(share: tuple[float, float], chart: str, size: tuple[int, int], direction: str, colour: str) -> str:
    """Return the style of a chart: dots as one drawing, in rows of ten or twenty; a bar by its width."""
    count, whole = share
    if chart == "bar":
        return f" .part {{ width: {100 * count / whole:.2f}% }}"
    pitch, in_a_row = (31, 20) if size[1] < 0.8 * size[0] else (92, 10) if whole <= FEW else (46, 20)
    width, radius = pitch * min(in_a_row, int(whole)), pitch * 0.34
    places = ((at % in_a_row * pitch + pitch / 2, at // in_a_row * pitch + pitch / 2) for at in range(int(whole)))
    circles = "".join(
        f'<circle cx="{width - x if direction == "rtl" else x}" cy="{y}" r="{radius:.2f}" stroke="{colour}"'
        f' stroke-width="{pitch / 11:.2f}" fill="{colour if at < count else "none"}"/>'
        for at, (x, y) in enumerate(places)
    )
    height = pitch * -(-int(whole) // in_a_row)
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{circles}</svg>'
    side = "right" if direction == "rtl" else "left"
    return (
        f' .dots {{ height: {height}px; background: url("data:image/svg+xml,{quote(drawing)}") {side} top no-repeat }}'
    )


def source_of(document: Document, card: Card, writer: Writer) -> Mapping[str, str] | None:
    """Return the first source of a card with its date, and the month of what changes without notice."""
    campaign = writer.campaign
    statement = campaign.statements.get(card.statement or "")
    sources = sources_by(campaign, statement.sources, document.day) if statement else writer.sources_of(card)
    if not sources:
        return None
    writer.notes(statement or card)
    since = cards.known_since(campaign, card)
    month = writer.language.date(PartialDate(since.year, since.month)) if since else ""
    return {
        "publisher": writer.language.local(sources[0].short) or sources[0].publisher,
        "date": writer.language.date(sources[0].date),
        "as_of": month,
    }


def palette(colours: Colours, kind: str) -> dict[str, str]:
    """Return the colours of a kind of card by what they are for: `ground`, `ink` and `accent`."""
    if kind in ON_ACCENT:
        return {"ground": colours.accent, "ink": colours.on_accent, "accent": colours.on_accent}
    return {"ground": colours.paper, "ink": colours.ink, "accent": colours.accent}


def pairs() -> Iterator[tuple[str, str]]:
    """Yield the names of the colours that some card prints one on the other: writing, then ground."""
    names = Colours(ink="ink", paper="paper", accent="accent", on_accent="on_accent")
    seen = dict.fromkeys(
        (used[word], used["ground"]) for used in (palette(names, kind) for kind in ("fact", "act")) for word in used
    )
    yield from (pair for pair in seen if pair[0] != pair[1])


def dressed(campaign: Campaign, document: Document, writer: Writer, content: Content) -> Content:
    """Return the content of a card: in its size and colours, with its text alternative."""
    card, look = document.card, campaign.settings.look
    if card is None or document.size is None:
        return content
    style = content.style
    for name, colour in palette(look.colours, card.kind).items():
        style = style.replace(f"var(--{name})", colour)
    share = cards.share_of(campaign, card, document.day)
    if share:
        accent = palette(look.colours, card.kind)["accent"]
        style += chart_style(share, chart_of(campaign, document, card), document.size, content.direction, accent)
    if look.logo:
        style += f' .logo {{ background-image: url("{quote(look.logo.file)}") }}'
    html = whole_words(content.html, writer.language.settings.unbroken)
    return replace(content, html=html, style=style, size=document.size, description=alt_of(writer, card))


def whole_words(html: str, words: tuple[str, ...]) -> str:
    """Return markup with a word joiner (U+2060) inside the words that no line divides."""
    if not words:
        return html
    found = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    parts = re.split(r"(<[^>]*>)", html)
    return "".join(p if p.startswith("<") else found.sub(lambda word: "\u2060".join(word[0]), p) for p in parts)


def alt_of(writer: Writer, card: Card) -> str:
    """Return the text of a card for who cannot see it, filled, as plain text; that of the logo follows."""
    said = [plain(writer.say(card, "alt"))]
    logo = writer.campaign.settings.look.logo
    if logo:
        said.append(plain(writer.say(logo, "alt")))
    return bare(writer.language.typography.prose(" ".join(said)))


def plain(markup: Any) -> str:
    """Return markup as plain text on one line."""
    return bare(" ".join(unescape(re.sub("<[^>]+>", "", str(markup))).split()))
