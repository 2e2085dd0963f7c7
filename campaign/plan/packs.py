"""Plan a social pack: the messages, a page to read them on, their cards, the week in which they go out, and a note.

A pack is several documents of one kind, so that each is made, checked, recorded and resumed as a letter is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from campaign.diagnostics import Diagnostic, Stop, error
from campaign.load import template_path
from campaign.model import Campaign, Card, Message
from campaign.networks import NETWORKS, Network, limited
from campaign.phrases import phrase
from campaign.plan import choice
from campaign.plan.cards import SIZES, cards_for, document_of, documents_of, unfit
from campaign.plan.document import Appointment, Document, Posting, Request
from campaign.plan.hours import zone_of
from campaign.plan.schedule import Rhythm, schedule
from campaign.values import replace

Planned = tuple[Document | None, list[Diagnostic]]
FOLDER = "pack"  # of the templates beside that of the messages
MESSAGES, SCHEDULE = ("txt", "csv", "json"), ("csv", "ics", "txt")


def networks_of(document: Document) -> list[Network]:
    """Return the networks of a pack, with the limits of the servers that were given."""
    limits = document.posting.limits
    rows = [NETWORKS[name] for name in document.networks or NETWORKS]
    return [limited(row, limits[row.id]) if row.id in limits else row for row in rows]


def size_for(network: Network) -> tuple[int, int]:
    """Return the size of a card whose shape is nearest to the best one of the network."""
    width, height = network.images[0]
    return min(SIZES, key=lambda size: abs(size[0] / size[1] - width / height))


def sizes_of(pack: Document) -> tuple[tuple[int, int], ...]:
    """Return the sizes of the cards of a pack: all, or those of the networks that were asked for."""
    return tuple(dict.fromkeys(map(size_for, networks_of(pack)))) if pack.networks else SIZES


def card_file(card: str, day: date | None, size: tuple[int, int]) -> str:
    """Return the file of a card in the folder of a pack; a countdown has one for each day."""
    dated = f"-{day}" if day else ""
    return f"cards/{card}{dated}-{size[0]}x{size[1]}.png"


def pack_of(
    campaign: Campaign, request: Request, pack: Document, on: Callable[[date], Document | None]
) -> Iterator[Planned]:
    """Yield the documents of a pack, each with the problems met on the way; `on` is the pack of another day.

    All is made when no format is named. With some, only what is of them: the messages, the cards as `png`, the schedule
    as `ics`. Among other kinds (`build`) the messages alone, since pictures take minutes in many languages.
    """
    problems: list[Diagnostic] = []
    is_whole, asked = not request.formats and len(request.kinds) == 1, request.formats or pack.kind.formats
    for name, reason in unusable(campaign, request, pack).items():
        message = phrase("the message '{name}' {problem}", name=name, problem=reason)
        problems.append(error(campaign.messages[name].where, "unusable", message))
    pack = replace(with_named(campaign, request, pack), posting=request.posting)
    if is_whole or request.formats:
        pack = replace(pack, cards=shown_cards(campaign, pack))

    def named_on(day: date) -> Document | None:
        then = on(day)
        return with_named(campaign, request, then) if then else None

    timed = SCHEDULE if is_whole else tuple(f for f in ("ics",) if f in request.formats)
    slots = slots_of(campaign, pack, request.messages, cache(named_on), problems) if timed else ()
    has_images = is_whole or "png" in request.formats
    bare = pack if has_images else replace(pack, cards=())  # a page shows no image that is not made
    made = [
        part_of(campaign, pack, "messages", tuple(f for f in MESSAGES if f in asked)),
        part_of(campaign, bare, "messages", tuple(f for f in ("html",) if f in asked), "page"),
        part_of(campaign, pack, "schedule", timed if slots else (), "schedule", slots),
        part_of(campaign, pack, "README", ("txt",) if is_whole else (), "readme"),
    ]
    if has_images:
        made += documents_of(campaign, pack, pack.cards, sizes_of(pack))
        made += dated_cards(campaign, slots, sizes_of(pack))
    for document in filter(None, made):
        yield document, problems
        problems = []
    if problems:
        yield None, problems


def shown_cards(campaign: Campaign, pack: Document) -> tuple[Card, ...]:
    """Return the cards that fit a pack by themselves, and those of its messages that only a message brings."""
    fitting = {card.id for card in cards_for(campaign, pack.setting)}
    brought = {str(message.card) for message in pack.messages if message.card}
    return tuple(
        card
        for card in campaign.cards.values()
        if card.id in fitting or (card.id in brought and not unfit(campaign, card, pack.setting))
    )


def unusable(campaign: Campaign, request: Request, pack: Document) -> dict[str, str]:
    """Return why messages that were asked for by name cannot go out."""
    reasons = {n: choice.message_problem(campaign, campaign.messages[n], pack.setting) for n in request.messages}
    return {name: reason for name, reason in reasons.items() if reason}


def with_named(campaign: Campaign, request: Request, pack: Document) -> Document:
    """Return a pack with the messages that were asked for by name beside those that are chosen by themselves."""
    wrong = unusable(campaign, request, pack)
    ids = {message.id for message in pack.messages}
    more = [campaign.messages[n] for n in dict.fromkeys(request.messages) if n not in ids and n not in wrong]
    return replace(pack, messages=(*pack.messages, *more))


def part_of(
    campaign: Campaign,
    pack: Document,
    slug: str,
    formats: tuple[str, ...],
    template: str = "",
    appointments: tuple[Appointment, ...] = (),
) -> Document | None:
    """Return one part of a pack as a document of its own; None when none of its formats is asked for."""
    if not formats:
        return None
    kind = pack.kind
    if template:
        own = template_path(campaign.folder, f"{FOLDER}/{template}.html")
        kind = replace(kind, template=own, page=template == "page", messages=template != "readme")
    return replace(pack, kind=kind, slug=slug, formats=formats, appointments=appointments)


def slots_of(
    campaign: Campaign,
    pack: Document,
    named: tuple[str, ...],
    on: Callable[[date], Document | None],
    problems: list[Diagnostic],
) -> tuple[Appointment, ...]:
    """Return the posts of the schedule, each with the pack of its own day and its message alone."""
    posting, country = pack.posting, pack.setting.country
    try:
        zone, found = zone_of(posting.zone, pack.sender, country)
    except Stop as stop:
        problems += stop.problems
        return ()
    problems += found
    networks = tuple(row.id for row in networks_of(pack))
    start, wanted = start_of(pack.day, posting), frozenset(named)
    rhythm = Rhythm(start, zone, networks, posting.every, posting.weeks, at=posting.at, named=wanted)

    def usable(day: date) -> tuple[Message, ...]:
        then = on(day)
        return then.messages if then else ()

    slots, found = schedule(campaign, country, rhythm, usable)
    is_asked = posting.start or posting.weeks > 1  # a first week with a day less is no news to who asked for none
    problems += [p for p in found if is_asked or p.code != "no-message"]
    made = []
    for slot in slots:
        then = on(slot.day)
        if then:
            own = replace(then, messages=(slot.message,), posting=posting)
            own = replace(own, cards=shown_cards(campaign, own))
            made.append(Appointment(slot.at, slot.network, own))
    return tuple(made)


def start_of(day: date, posting: Posting) -> date:
    """Return the first day of a schedule: the one given, else the Monday after today."""
    return posting.start or day + timedelta(days=7 - day.weekday())


def dated_cards(
    campaign: Campaign, slots: tuple[Appointment, ...], sizes: tuple[tuple[int, int], ...]
) -> Iterator[Document]:
    """Yield the cards of countdowns for the days of their own posts, in the sizes of their networks."""
    seen: set[str] = set()
    for slot in slots:
        wanted = str(slot.pack.messages[0].card)
        card = next((c for c in slot.pack.cards if c.until and c.id == wanted), None)
        size = size_for(NETWORKS[slot.network])
        if card and size in sizes and (file := card_file(card.id, slot.pack.day, size)) not in seen:
            seen.add(file)
            made = document_of(campaign, slot.pack, card, size)
            yield replace(made, slug=file.removesuffix(".png"))
