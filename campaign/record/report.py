"""Report on the record: numbers for the screen, and a page with charts that stands alone.

Each chart is a table whose rows carry a bar: whoever cannot see the bars has the numbers, and the largest in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from campaign.diagnostics import NOTHING, Stop, error
from campaign.formats import Content, tree
from campaign.languages import Language, Missing, context_of
from campaign.model import Campaign
from campaign.phrases import joined, phrase
from campaign.record.counting import Counts
from campaign.record.export import written
from campaign.render import Renderer
from campaign.render.typesetting import typeset
from campaign.values import Value

TEMPLATE = Path("_report.html")
HEADINGS = {
    "week": phrase("by week"),
    "kind": phrase("by kind"),
    "country": phrase("by country"),
    "language": phrase("by language"),
    "channel": phrase("by channel"),
    "outcome": phrase("replies"),
}
UNKNOWN = "-"  # a value that a row does not have


class Bar(Value):
    """A row of a chart: what it counts, as an id and as words where the language has them, and the number."""

    ident: str
    name: str
    number: int


class Chart(NamedTuple):
    """A table: what it counts by, its rows, the largest of them, and the sum."""

    name: str
    rows: list[Bar]
    most: Bar
    whole: int


def as_json(counts: Counts, head: str) -> bytes:
    """Return the report as JSON, schema 1."""
    tables = {name: dict(rows) for name, rows in counts.tables.items()}
    fields = ("since", "until", "texts", "written_to", "answered", "bounced")
    numbers = {name: getattr(counts, name) for name in fields}
    return written({**numbers, "share": round(counts.share, 4), "by": tables, "head": head})


def as_text(counts: Counts, head: str) -> str:
    """Return the report as lines for a terminal, with bars of at most thirty signs."""
    if not counts.since:
        return phrase("nothing is recorded yet")
    lines = in_short(counts)
    for name, rows in counts.tables.items():
        if rows:
            most = max(number for _, number in rows)
            width = max(len(value or UNKNOWN) for value, _ in rows)
            figures = len(str(most))
            lines += ["", HEADINGS[name]]
            lines += [
                f"  {value or UNKNOWN:<{width}}  {number:>{figures}}  {'#' * -(-30 * number // most)}".rstrip()
                for value, number in rows
            ]
    return joined("\n", [*lines, "", phrase("head {head}", head=head)])


def in_short(counts: Counts) -> list[str]:
    """Return the sums of a record as lines."""
    went_out = phrase(
        "{since} to {until}: {count} text went out",
        "{since} to {until}: {count} texts went out",
        since=counts.since,
        until=counts.until,
        count=counts.texts,
    )
    people = phrase("{count} recipient", "{count} recipients", count=counts.written_to)
    # The same words for one and for many, in English alone.
    replied = phrase(
        "{count} of them replied ({share:.0%})",
        "{count} of them replied ({share:.0%})",
        count=counts.answered,
        share=counts.share,
    )
    bounced = phrase("{count} bounced", "{count} bounced", count=counts.bounced)
    return [went_out, joined(", ", (people, replied)), *([bounced] if counts.bounced else [])]


def as_page(campaign: Campaign, language: Language, counts: Counts, head: str, day: date) -> Content:
    """Return the report as a page in a language; `Stop` when a text of it is not translated `[gap]`."""
    renderer = Renderer(campaign, language)
    names = {
        "title": title_of(campaign, language) or renderer.note_gap(phrase("translation of the campaign's title")),
        "counts": counts,
        "number": language.number,
        "share": language.value("percent", round(100 * counts.share), {}, day),
        "since": language.date(date.fromisoformat(counts.since)) if counts.since else "",
        "until": language.date(date.fromisoformat(counts.until)) if counts.until else "",
        "charts": [chart(name, rows, language) for name, rows in counts.tables.items() if rows],
        "head": head,
    }
    html = typeset(renderer.markup(TEMPLATE, names), language)
    if renderer.gaps:
        lacking = list(dict.fromkeys(renderer.gaps))
        message = phrase(
            "no report in {language}: {count} of its texts is missing, the {text}",
            "no report in {language}: {count} of its texts are missing, the first is the {text}",
            language=language.tag,
            count=len(lacking),
            text=lacking[0],
        )
        hint = phrase("translate them in locales/, or choose another language with --lang")
        raise Stop(error(campaign.settings.at("languages"), "gap", message, hint, NOTHING))
    heading = tree.text(next(tree.parse(html, is_page=True).iter("h1")))
    return Content(html=html, title=heading, language=language.tag, direction=language.direction, is_page=True)


def title_of(campaign: Campaign, language: Language) -> str:
    """Return the title of the campaign in a language, or nothing."""
    try:
        return language.text_of(context_of("campaign", "", "title"), campaign.settings.title)
    except Missing:
        return ""


def chart(name: str, rows: tuple[tuple[str, int], ...], language: Language) -> Chart:
    """Return a table with the names that the language gives its rows."""
    bars = [Bar(ident=value, name=named(name, value, language), number=number) for value, number in rows]
    return Chart(name, bars, max(bars, key=lambda bar: bar.number), sum(bar.number for bar in bars))


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
