"""Make the review sheet of a language: source and translation side by side, with where each text is used."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from campaign.languages import Languages, Said, compare
from campaign.model import Campaign, Record
from campaign.phrases import INTERFACE
from campaign.translate import PROSE, catalogs_of, domains, settings_of, state_of

STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 80rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: 1px solid #767676; padding: .4rem .6rem; vertical-align: top; text-align: start; overflow-wrap: anywhere }
th[scope=row] { font-weight: 400; font-size: .8rem }
td ol { margin: 0; padding-inline-start: 1.4em }
.state { font-weight: 700 }
"""


class Pair(Record):
    """One row of the sheet."""

    said: Said
    forms: tuple[str, ...]
    state: str
    used: tuple[str, ...]


def pairs(campaign: Campaign, languages: Languages, tag: str) -> Iterator[Pair]:
    """Yield every text with its translation, the state of it, and the records or templates that use it."""
    language, uses = languages[tag], users(campaign)
    for domain, texts in domains(campaign, tag).items():
        catalog = catalogs_of(language, domain)
        for said in texts:
            entry = compare.entry_of(catalog, said)
            ident = getattr(said.record, "id", "")
            used = (said.where.file.rsplit("/", 1)[-1],) if domain in (PROSE, INTERFACE) else tuple(uses.get(ident, ()))
            forms = entry.forms if entry else ((said.text,) if catalog.is_source else ())
            yield Pair(said=said, forms=forms, state=state_of(said, catalog, language), used=used)


def users(campaign: Campaign) -> dict[str, list[str]]:
    """Return for each fact the concerns, asks and messages that rest on it, and the places it is printed in."""
    found: dict[str, list[str]] = {}
    for word, record in campaign.records():
        for ident in getattr(record, "facts", ()):
            found.setdefault(ident, []).append(f"{word} {getattr(record, 'id', campaign.id)}")
    for fact in campaign.facts.values():
        found.setdefault(fact.id, []).extend(f"in '{slot}'" for slot in fact.slots)
    return found


def as_html(campaign: Campaign, languages: Languages, tag: str) -> str:
    """Return the sheet as one page that loads nothing."""
    settings, source = settings_of(campaign, tag), campaign.settings.source_language
    title = escape(f"{campaign.settings.title}: {settings.name}")
    head = f'<tr><th scope="col">text</th><th scope="col">{source}</th><th scope="col">{tag}</th></tr>'
    parts: dict[str, list[str]] = {}
    for pair in pairs(campaign, languages, tag):
        context = escape(pair.said.context or INTERFACE)
        named = f' id="{context}"' if pair.said.context else ""
        state = f'<br><span class="state">{pair.state}</span>' if pair.state else ""
        used = f"<br>used in: {escape(', '.join(pair.used))}" if pair.used else ""
        both = [t for t in (pair.said.text, pair.said.plural) if t]
        parts.setdefault(context.split("/")[0], []).append(
            f'<tr{named}><th scope="row">{context}{state}{used}</th>'
            f'<td lang="{source}" dir="{settings_of(campaign, source).direction}">{listed(both)}</td>'
            f'<td lang="{tag}" dir="{settings.direction}">{listed(pair.forms)}</td></tr>'
        )
    body = "\n".join(
        f"<h2>{escape(kind)}</h2>\n<table><thead>{head}</thead><tbody>\n" + "\n".join(rows) + "\n</tbody></table>"
        for kind, rows in parts.items()
    )
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main>\n<h1>{title}</h1>\n{body}\n</main></body></html>\n"
    )


def listed(texts: tuple[str, ...] | list[str]) -> str:
    """Return one text as it is, plural forms as a list."""
    if len(texts) == 1:
        return escape(texts[0])
    return "<ol>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ol>" if texts else ""


def as_markdown(campaign: Campaign, languages: Languages, tag: str) -> str:
    """Return the sheet as Markdown."""
    source = campaign.settings.source_language
    lines = [f"# {campaign.settings.title}: {settings_of(campaign, tag).name}", ""]
    for pair in pairs(campaign, languages, tag):
        state = f" ({pair.state})" if pair.state else ""
        lines += [f"## {pair.said.context or INTERFACE}{state}", ""]
        lines += [f"- {source}: {text}" for text in (pair.said.text, pair.said.plural) if text]
        lines += [f"- {tag}: {text}" for text in pair.forms]
        lines += [f"- used in: {', '.join(pair.used)}"] if pair.used else []
        lines.append("")
    return "\n".join(lines)
