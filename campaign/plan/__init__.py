"""Plan the documents: kind × recipient × language → what each says, to whom, in which files.

Pure: the day, the campaign and the languages come in as values, the documents and the problems go out. `compose` makes
one document, `choice` holds the rules of time and truth, `paper` knows paper and windows; `schedule` says when posts go
out, at the `hours` of their networks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from campaign.address import Forms
from campaign.diagnostics import Diagnostic, Stop, did_you_mean, error, no_such, usage
from campaign.languages import Language, pick
from campaign.model import (
    Campaign,
    Recipient,
)
from campaign.phrases import joined, phrase
from campaign.plan.compose import Planned, by_language, compose
from campaign.plan.document import Correction, Document, Posting, Request
from campaign.plan.selection import recipients_of, written_to
from campaign.values import replace

__all__ = ["Correction", "Document", "Posting", "Request", "Row", "composed", "plan", "rows"]


def plan(
    campaign: Campaign, request: Request, languages: Mapping[str, Language], forms: Mapping[str, Forms]
) -> tuple[list[Document], list[Diagnostic]]:
    """Return the documents of a request and the reasons for those that cannot be made.

    Diagnostics: `no-ask`, `no-form`, `no-language`, `unusable`, `missing-kind`. Raise `Stop` (exit 2) for an unknown id.
    """
    documents: list[Document] = []
    problems: list[Diagnostic] = []
    asked = list(rows(campaign, request, problems))
    for document, found in composed(campaign, request, asked, languages, forms):
        problems += found
        if document:
            documents.append(document)
    return documents, problems


Composed = tuple[Document | None, list[Diagnostic]]


class Row(NamedTuple):
    """One document of a plan before anything is chosen: its kind, its language, and whom it is to."""

    kind: str
    tag: str
    recipient: Recipient | None


def rows(campaign: Campaign, request: Request, problems: list[Diagnostic]) -> Iterator[Row]:
    """Yield what a request comes to; a recipient whose languages the campaign does not speak is a problem."""
    check_names(campaign, request)
    for name in request.kinds:
        per_recipient = campaign.kinds[name].per == "recipient"
        people: list[Recipient | None] = [None]
        if per_recipient:
            found = people_of(campaign, request)
            # Who was told what is wrong is told what is right, whatever a rule says now.
            people = [*(found if request.correction else written_to(campaign, found, problems))]
        asked = [Row(name, tag, r) for r in people for tag in tags_of(campaign, request, name, r, problems)]
        if per_recipient and request.personal:
            refuse_false_touch(request, asked)
        yield from asked


def people_of(campaign: Campaign, request: Request) -> list[Recipient]:
    """Return whom a request is for; a kit without a list for its country has a letter to be filled in."""
    if request.kit:
        from campaign.plan.kits import addressees

        return addressees(campaign, request)
    return recipients_of(campaign, request)


def composed(
    campaign: Campaign,
    request: Request,
    asked: Iterable[Row],
    languages: Mapping[str, Language],
    forms: Mapping[str, Forms],
    chosen: dict[Any, Planned] | None = None,
) -> Iterator[tuple[Document | None, list[Diagnostic]]]:
    """Yield the documents of some rows one by one, each with its problems: what is chosen for one serves all alike."""
    chosen = {} if chosen is None else chosen
    for kind, tag, recipient in asked:
        try:
            recipient = named(recipient, languages[tag]) if request.kit and recipient else recipient
            found = compose(campaign, request, campaign.kinds[kind], recipient, languages[tag], forms[tag], chosen)
            document, problems = found
            if document and request.attach and kind == "email":
                whole = campaign.kinds["letter"]
                letter, wrong = compose(campaign, request, whole, recipient, languages[tag], forms[tag], chosen)
                found = (document.with_attached(letter) if letter else None, [*problems, *wrong])
            if document and document.kind.messages:
                made = whole_pack(campaign, request, document, problems, languages[tag], forms[tag])
            else:
                made = iter([found])
            yield from in_place(made, request, languages[tag])
        except Stop as stop:  # a language that cannot be spoken stops its own documents only
            yield None, list(stop.problems)


def named(recipient: Recipient, language: Language) -> Recipient:
    """Return somebody who is still to be named with a place for the name, in the language of the letter."""
    from campaign.plan.kits import NAME_SLOT, NOBODY

    return replace(recipient, name=language.prose_of(*NAME_SLOT)) if recipient.id == NOBODY else recipient


def in_place(made: Iterable[Composed], request: Request, language: Language) -> Iterator[Composed]:
    """Yield documents, those of a kit at their places in it."""
    if not request.kit:
        yield from made
        return
    from campaign.plan.kits import placed

    for document, problems in made:
        yield placed(document, request, language), problems


def whole_pack(
    campaign: Campaign,
    request: Request,
    pack: Document,
    problems: list[Diagnostic],
    language: Language,
    forms: Forms,
) -> Iterator[tuple[Document | None, list[Diagnostic]]]:
    """Yield the documents of a social pack, the problems of its choice with the first of them."""
    from campaign.plan.packs import pack_of  # a letter needs none of the networks

    def on(day: date) -> Document | None:
        return compose(campaign, replace(request, day=day), pack.kind, None, language, forms)[0]

    for document, found in pack_of(campaign, request, pack, on):
        yield document, [*problems, *found]
        problems = []


def refuse_false_touch(request: Request, asked: Iterable[Row]) -> None:
    """Stop when one personal sentence would go to several people: to them it is none (`personal`)."""
    touched = (row for row in asked if row.recipient and not row.recipient.personal)
    given = Counter((row.kind, row.tag) for row in touched if by_language(request.personal, row.tag))
    for (kind, tag), number in given.items():
        if number > 1:
            message = phrase(
                "one personal sentence in {count} document ({kind}, {language}) is not personal",
                "one personal sentence in {count} documents ({kind}, {language}) is not personal",
                count=number,
                kind=kind,
                language=tag,
            )
            hint = phrase("give --to one recipient, or each recipient its own under personal: in the list")
            raise usage(message, hint, "personal")


def check_names(campaign: Campaign, request: Request) -> None:
    """Stop at a name that the campaign does not know: `unknown-kind`, `unknown-ask`, `unknown-country` and so on."""
    for word, names, known in (
        ("kind", request.kinds, campaign.kinds),
        ("ask", [] if request.ask is None else [request.ask], campaign.asks),
        ("concern", request.concerns, campaign.concerns),
        ("message", request.messages, campaign.messages),
        ("country", [request.country] if request.country else [], campaign.countries),
    ):
        for name in names:
            if name not in known:
                hint = did_you_mean(name, known)
                if word == "country" and not hint:
                    hint = phrase("add {file}", file=f"{campaign.folder.name}/countries/{name}.yaml")
                raise usage(no_such(word, name), hint, f"unknown-{word}")
    if any(campaign.kinds[name].signatories for name in request.kinds):
        from campaign.plan.signing import letter_of  # a letter to one person has no signatories

        letter_of(campaign)
    made = {name for kind in request.kinds for name in campaign.kinds[kind].formats}
    if request.formats and made.isdisjoint(request.formats):
        message = phrase(
            "{kinds} cannot be made as {formats}",
            kinds=joined(phrase(" and "), request.kinds),
            formats=joined(phrase(" or "), request.formats),
        )
        raise usage(message, phrase("known: {names}", names=", ".join(sorted(made))), "no-format")


def tags_of(
    campaign: Campaign, request: Request, kind: str, recipient: Recipient | None, problems: list[Diagnostic]
) -> list[str]:
    """Return the languages of one document of a kind: an open letter has those of its version."""
    found = languages_of(campaign, request, recipient, problems)
    if not campaign.kinds[kind].signatories:
        return found
    from campaign.plan.signing import published_in

    named = bool(request.languages) and "all" not in request.languages
    return published_in(campaign, found, problems, named)


def languages_of(
    campaign: Campaign, request: Request, recipient: Recipient | None, problems: list[Diagnostic]
) -> list[str]:
    """Return the languages of a document: those asked for, else the recipient's, else the campaign's source language."""
    declared = campaign.settings.languages
    if request.languages:
        return list(dict.fromkeys(tag for wanted in request.languages for tag in pick(wanted, declared)))
    if recipient is None:
        return list(declared) if request.all_languages else [campaign.settings.source_language]
    country = campaign.countries.get(recipient.country)
    spoken = recipient.languages or (country.languages if country else ())
    for tag in spoken:
        match = next((d for d in declared if d == tag), None) or next((d for d in declared if is_near(d, tag)), None)
        if match:
            return [match]
    if recipient.example:  # who does not exist reads whatever the campaign speaks
        return [campaign.settings.source_language]
    message = phrase(
        "the campaign speaks none of the languages of '{recipient}' ({languages})",
        recipient=recipient.id if recipient.name else recipient.country,  # in a kit, nobody is named yet
        languages=", ".join(spoken) or phrase("none given"),
    )
    where = country.where if country and not recipient.name else recipient.where
    problems.append(error(where, "no-language", message, phrase("choose one with --lang")))
    return []


def is_near(declared: str, tag: str) -> bool:
    """Tell whether who reads one language reads the other: the same language, in no other script."""
    (base, *parts), (other, *others) = declared.split("-"), tag.split("-")
    script, wanted = ({p for p in found if len(p) == 4} for found in (parts, others))
    return base == other and (not script or not wanted or script == wanted)
