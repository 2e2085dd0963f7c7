"""Report on the record: numbers for the screen, and a page with charts that stands alone.

Each chart is a table whose rows carry a bar: whoever cannot see the bars has the numbers, and the largest in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from campaign.diagnostics import Stop, error
from campaign.formats import Content
from campaign.languages import Language
from campaign.model import Campaign
from campaign.record.counting import Counts
from campaign.record.export import written
from campaign.render import Renderer
from campaign.render.typesetting import typeset
from campaign.values import Value

TEMPLATE = Path("_report.html")


class Bar(Value):
    """A row of a chart: what it counts, as an id and as words where the language has them, and the number."""

    ident: str
    name: str
    number: int


def as_json(counts: Counts, head: str) -> bytes:
    """Return the report as JSON, schema 1."""
    tables = {name: dict(rows) for name, rows in counts.tables.items()}
    fields = ("since", "until", "texts", "written_to", "answered", "bounced")
    numbers = {name: getattr(counts, name) for name in fields}
    return written({**numbers, "share": round(counts.share, 4), "by": tables, "head": head})


def as_text(counts: Counts, head: str) -> str:
    """Return the report as lines for a terminal, with bars of at most thirty signs."""
    if not counts.since:
        return "nothing is recorded yet"
    lines = [
        f"{counts.since} to {counts.until}: {counts.texts} texts went out",
        f"{counts.written_to} recipients, {counts.answered} of them replied ({counts.share:.0%})",
        *([f"{counts.bounced} bounced"] if counts.bounced else []),
    ]
    for name, rows in counts.tables.items():
        if rows:
            most = max(number for _, number in rows)
            width = max(len(value or "none") for value, _ in rows)
            figures = len(str(most))
            lines += ["", "replies" if name == "outcome" else f"by {name}"]
            lines += [
                f"  {value or 'none':<{width}}  {number:>{figures}}  {'#' * -(-30 * number // most)}".rstrip()
                for value, number in rows
            ]
    return "\n".join([*lines, "", f"head {head}"])


def as_page(campaign: Campaign, language: Language, counts: Counts, head: str, day: date) -> Content:
    """Return the report as a page in a language; `Stop` when prose of it is not translated `[gap]`."""
    renderer = Renderer(campaign, language)
    charts = [(name, bars(name, rows, language)) for name, rows in counts.tables.items() if rows]
    names = {
        "title": campaign.settings.title,
        "counts": counts,
        "number": language.number,
        "share": language.value("percent", round(100 * counts.share), {}, day),
        "since": language.date(date.fromisoformat(counts.since)) if counts.since else "",
        "until": language.date(date.fromisoformat(counts.until)) if counts.until else "",
        "charts": [
            (name, rows, max(rows, key=lambda bar: bar.number), sum(bar.number for bar in rows))
            for name, rows in charts
        ],
        "head": head,
    }
    html = typeset(renderer.markup(TEMPLATE, names), language)
    if renderer.gaps:
        hint = "translate it in locales/, or choose another language with --lang"
        where = campaign.settings.at("languages")
        raise Stop(*(error(where, "gap", f"not made: {gap} is missing", hint) for gap in dict.fromkeys(renderer.gaps)))
    return Content(
        html=html, title=campaign.settings.title, language=language.tag, direction=language.direction, is_page=True
    )


def bars(name: str, rows: tuple[tuple[str, int], ...], language: Language) -> list[Bar]:
    """Return the rows of a chart with the names that the language gives them."""
    return [Bar(ident=value, name=named(name, value, language), number=number) for value, number in rows]


def named(name: str, value: str, language: Language) -> str:
    """Return a week, country, language or network as words; the template names the rest."""
    if name == "week":
        return language.date(date.fromisoformat(value))
    if name == "country":
        return str(language.locale.territories.get(value, value))
    if name == "language":
        return spoken(value, language.locale.languages)
    if name == "channel":
        from campaign.networks import NETWORKS

        return NETWORKS[value].name if value in NETWORKS else ""
    return ""


def spoken(tag: str, known: Mapping[str, Any]) -> str:
    """Return the name of a language tag by CLDR, that of its base where CLDR has none of its own."""
    return str(known.get(tag.replace("-", "_")) or known.get(tag.split("-")[0]) or tag)
