"""Lay out a sheet of address labels: A4 with 3 by 7 of 63.5 x 38.1 mm, Letter with 3 by 10 of 2 5/8 x 1 in."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from campaign.formats import Content
from campaign.languages import Language
from campaign.model import Campaign
from campaign.plan import Document
from campaign.render.faces import faces_of
from campaign.render.typesetting import typeset

# Millimetres: the first label from the left and from the top, the steps between labels, their size, columns and rows.
SHEETS = {
    "A4": (7.25, 15.15, 66.04, 38.1, 63.5, 38.1, 3, 7),
    "Letter": (4.76, 12.7, 69.85, 25.4, 66.68, 25.4, 3, 10),
}


def sheet_of(campaign: Campaign, documents: Iterable[Document], language: Language) -> Content | None:
    """Return the labels of some letters, sheet after sheet; None when none has an address to send it to."""
    posted = [d for d in documents if d.address and d.recipient and d.recipient.address_lines]
    if not posted:
        return None
    left, top, step, drop, width, height, columns, rows = SHEETS[posted[0].paper]
    places = [
        f'<address style="left: {left + step * (at % columns):.2f}mm; top: {top + drop * (at // columns):.2f}mm">'
        for at in range(columns * rows)
    ]
    labels = ["<br/>".join(escape(line, quote=False) for line in d.address.lines) for d in posted if d.address]
    pages = [labels[at : at + len(places)] for at in range(0, len(labels), len(places))]
    html = "".join(
        f'<section class="sheet">{"".join(f"{p}{label}</address>" for p, label in zip(places, page, strict=False))}</section>'
        for page in pages
    )
    style = (
        "@page { margin: 0 } body { margin: 0 } html { font: 7.6pt/1.2 var(--face) }"
        " .sheet { position: relative; break-after: page; height: 260mm } .sheet:last-child { break-after: auto }"
        f" address {{ position: absolute; box-sizing: border-box; width: {width}mm; height: {height}mm;"
        " padding: 2.4mm 4mm; overflow: hidden; font-style: normal }"
    )
    faces = faces_of(campaign, language)
    return Content(
        html=typeset(html, language),
        title=campaign.settings.title,
        language=language.tag,
        direction=language.direction,
        style=style,
        paper=posted[0].paper,
        families=faces.families,
        fonts=faces.folders,
        lacking=faces.lacking or ("", ""),
    )
