"""The rows of `campaign show`."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

from campaign.diagnostics import did_you_mean, no_such, usage
from campaign.model import OFFICES, Campaign, Card, Gender
from campaign.phrases import phrase
from campaign.plan import cards, choice

SHOWN: tuple[Gender, ...] = ("f", "m", "unknown")
Table = tuple[list[str], list[list[Any]]]
ID, STATE, TEXT, USABLE = phrase("id"), phrase("state"), phrase("text"), phrase("usable")


def rows_of(campaign: Campaign, table: str, day: date, lang: str, country: str | None) -> Table:
    """Return the header and rows of a list; `state` says whether a record can be used on the day, and why not."""
    match table:
        case "facts":
            return [ID, phrase("confidence"), STATE, TEXT], [
                [f.id, f.confidence, choice.fact_problem(campaign, f, day) or USABLE, f.text.strip()]
                for f in campaign.facts.values()
            ]
        case "concerns" | "asks" | "messages":
            records = getattr(campaign, table).values()
            return [ID, STATE, TEXT], [
                [r.id, choice.record_problem(campaign, r, day) or USABLE, first_text(r)] for r in records
            ]
        case "cards":
            return [ID, phrase("kind"), STATE, TEXT], [card_row(campaign, c, day) for c in campaign.cards.values()]
        case "sources":
            return source_rows(campaign)
        case "statements":
            return [ID, phrase("on"), phrase("who"), phrase("about"), phrase("position")], [
                [s.id, s.on, s.who, s.about, s.position.strip()] for s in campaign.statements.values()
            ]
        case "traps":
            return [ID, phrase("wrong"), phrase("right")], [[t.id, t.wrong, t.right] for t in campaign.traps.values()]
        case "countries":
            return [phrase("code"), phrase("status"), phrase("since"), phrase("risk"), phrase("languages")], [
                country_row(c, day) for c in campaign.countries.values()
            ]
        case "recipients":
            return recipient_rows(campaign)
        case "kinds":
            return [ID, phrase("per"), phrase("formats"), phrase("title")], [
                [k.id, k.per, ",".join(k.formats), k.title] for k in campaign.kinds.values()
            ]
        case "signatories":
            return signatory_rows(campaign, day)
        case "networks":
            return network_rows()
        case "languages":
            return language_rows(campaign)
        case _:
            return address_rows(campaign, lang or campaign.settings.source_language, country)


def source_rows(campaign: Campaign) -> Table:
    """Return the sources."""
    header = [phrase("reliability"), phrase("date"), phrase("publisher"), phrase("title"), phrase("url")]
    return [ID, *header], [
        [s.id, s.reliability, s.date, s.publisher, s.title, s.url or ""] for s in campaign.sources.values()
    ]


def recipient_rows(campaign: Campaign) -> Table:
    """Return the recipients with how they can be written to."""
    header = [phrase("name"), phrase("office"), phrase("country"), phrase("languages"), phrase("email")]
    return [ID, *header], [
        [r.id, r.name, r.office, r.country, ",".join(r.languages), r.email or ""] for r in campaign.recipients.values()
    ]


def network_rows() -> Table:
    """Return the networks with their limits."""
    from campaign.networks import NETWORKS

    header = [phrase("limit"), phrase("reads well"), phrase("unit"), phrase("alt text"), phrase("hashtags")]
    return [ID, *header, phrase("threads")], [
        [n.id, n.limit, n.aim, n.unit, n.alt_limit or "", n.hashtag_limit or "", phrase("yes") if n.threads else ""]
        for n in NETWORKS.values()
    ]


def signatory_rows(campaign: Campaign, day: date) -> Table:
    """Return who signs the open letter, and why somebody is not printed."""
    from campaign.plan.signing import reason_against

    language = campaign.settings.source_language
    return [ID, phrase("type"), phrase("name"), phrase("country"), phrase("version"), STATE], [
        [
            s.id,
            s.type,
            s.name.get(language) or next(iter(s.name.values()), ""),
            s.country or "",
            s.signed_version or "",
            reason_against(campaign.open_letter, s, day) or (phrase("example") if s.example else phrase("printed")),
        ]
        for s in campaign.signatories.values()
    ]


def language_rows(campaign: Campaign) -> Table:
    """Return the languages that have settings."""
    from campaign.languages import available, language_settings

    rows = []
    for tag in available(campaign.folder):
        settings = language_settings(campaign.folder, tag, [])
        declared = phrase("yes") if tag in campaign.settings.languages else phrase("no")
        if settings:
            rows.append([tag, settings.name, declared, settings.of or "", settings.direction])
    return [phrase("tag"), phrase("name"), phrase("declared"), phrase("variant of"), phrase("direction")], rows


def card_row(campaign: Campaign, card: Card, day: date) -> list[Any]:
    """Return a card with its state and what it says."""
    return [card.id, card.kind, cards.problem(campaign, card, day) or USABLE, cards.first_words(campaign, card)]


def first_text(record: Any) -> str:
    """Return the first words of a record for a list."""
    return str(getattr(record, "title", None) or record.text).strip()


def country_row(country: Any, day: date) -> list[Any]:
    """Return a country with its status and the event that it rests on."""
    events = choice.events_by(country, day)
    return [
        country.id,
        choice.status_of(country, day),
        events[-1].on if events else "",
        country.risk,
        ",".join(country.languages),
    ]


def address_rows(campaign: Campaign, lang: str, country: str | None) -> Table:
    """Return the forms of address of a language: its rows, or all that one country comes to, for a native to sign."""
    from campaign.address import FORMS, read_forms
    from campaign.languages import available

    if lang not in available(campaign.folder):
        hint = did_you_mean(lang, available(campaign.folder))
        raise usage(no_such("language", lang), hint, "unknown-language")
    forms = read_forms(campaign.folder, lang)[0]
    if country is None:
        rows = [
            [r.scope, r.office, r.gender, *map(" | ".join, (r.forms.get(f, ()) for f in FORMS)), r.confidence, r.source]
            for r in forms.rows()
        ]
        header = [phrase("country"), phrase("office"), phrase("gender")]
        return [*header, *FORMS, phrase("confidence"), phrase("source")], lines(rows)
    rows = []
    for office, gender in product(OFFICES, SHOWN):
        found = [forms.find(office, gender, country, form) for form in FORMS]
        scopes = dict.fromkeys(f.scope for f in found if f)
        rows.append([office, gender, *(" | ".join(f.texts) if f else "" for f in found), ", ".join(scopes)])
    return [phrase("office"), phrase("gender"), *FORMS, phrase("from")], lines(rows)


def lines(rows: list[list[Any]]) -> list[list[Any]]:
    """Return rows whose texts of two lines stand on one."""
    return [[str(cell).replace("\n", " / ") for cell in row] for row in rows]
