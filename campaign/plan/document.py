"""What is asked for, and what is planned: the values that go in and come out."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date, datetime, time
from typing import Any, Literal, NamedTuple

from campaign.address import Address
from campaign.model import (
    PLAIN,
    Ask,
    Card,
    Commitment,
    Concern,
    Dress,
    Event,
    Fact,
    Hook,
    Kind,
    Message,
    OpenLetter,
    Recipient,
    Sender,
    Signatory,
)
from campaign.plan.choice import Setting
from campaign.values import NONE, Value

# What the record of what went out can tell a text: the letters of the week that ends today, and of all time.
COUNTED = frozenset(["letters", "all_letters"])
Voice = Literal["organization", "constituent", "expert"]
SLOT_NAMES = ("where", "subheading", "next", "background", "notes", "benefit", "sheet", "timeline")


class Posting(Value):
    """How posts are made and when they go out: the limits of servers by network, and the rhythm of the schedule.

    Without `start` the schedule begins on the Monday after today. `handles` are those whose official accounts posts that
    ask for an act may name, one each; `media_url` is the public folder of the images.
    """

    limits: Mapping[str, int] = NONE
    handles: tuple[Recipient, ...] = ()
    start: date | None = None
    weeks: int = 1
    every: int = 1
    at: time | None = None
    zone: str | None = None
    media_url: str = ""


class Correction(Value):
    """What was wrong in what went out: the campaign's own words by language, and the ids of sources for what is right.

    `about` is the fact that was wrong, `sent` the kind and day of each text that it stood in.
    """

    about: str
    texts: Mapping[str, str]
    sent: tuple[tuple[str, date], ...]
    sources: tuple[str, ...]


class Request(Value):
    """What was asked for on the command line; `letters` are the numbers of the record that may be told, by placeholder."""

    day: date
    kinds: tuple[str, ...]
    to: tuple[str, ...] = ("all",)
    sample: int = 0
    folders: bool = False
    attach: bool = False
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    country: str | None = None
    ask: str | None = None
    concerns: tuple[str, ...] = ()
    voice: Voice | None = None
    personal: Mapping[str, str] = NONE
    news: Mapping[str, str] = NONE
    embargo: datetime | None = None
    city: str | None = None
    networks: tuple[str, ...] = ()
    window: bool = False
    safe: bool = False
    old_list: bool = False
    all_languages: bool = False
    messages: tuple[str, ...] = ()
    posting: Posting = Posting()
    sent_on: date | None = None
    correction: Correction | None = None
    kit: str = ""
    letters: Mapping[str, int] = NONE

    def told(self, safe: bool) -> Mapping[str, int]:
        """Return the numbers of the record that a text may tell: none in safe mode."""
        return NONE if safe else self.letters


class Appointment(NamedTuple):
    """A post at its time: `pack` is the social pack of its own day, with its message alone."""

    at: datetime
    network: str
    pack: Document


class Document(Value):
    """One document to make: everything that its template may say."""

    campaign: str
    kind: Kind
    language: str
    slug: str
    formats: tuple[str, ...]
    setting: Setting
    values: Mapping[str, str]
    sender: Sender | None
    voice: Voice
    recipient: Recipient | None = None
    address: Address | None = None
    signed: Event | None = None
    ask: Ask | None = None
    supporting: tuple[Ask, ...] = ()
    concerns: tuple[Concern, ...] = ()
    slots: Mapping[str, tuple[Fact, ...]] = NONE
    hook: Hook | None = None
    commitment: Commitment | None = None
    messages: tuple[Message, ...] = ()
    networks: tuple[str, ...] = ()
    posting: Posting = Posting()
    cards: tuple[Card, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    reply_by: date | None = None
    sent_on: date | None = None
    correction: Correction | None = None
    personal: str = ""
    news: str = ""
    embargo: datetime | None = None
    city: str | None = None
    card: Card | None = None
    size: tuple[int, int] | None = None
    paper: Literal["A4", "Letter"] = "A4"
    dress: Dress = PLAIN
    window: str = ""
    safe: bool = False
    letter: OpenLetter | None = None
    signatories: tuple[Signatory, ...] = ()
    place: str = ""
    lacking: tuple[str, ...] = ()
    letters: Mapping[str, int] = NONE
    extra: Mapping[str, Any] = NONE
    shared: Document | None = None
    attached: tuple[Document, ...] = ()

    def to(self, recipient: Recipient, address: Address | None, slug: str, personal: str) -> Document:
        """Return the document for one recipient; all but the person is shared with those who are alike."""
        made = copy(self)
        personal = personal or self.personal
        made.__dict__.update(recipient=recipient, address=address, slug=slug, personal=personal, shared=self)
        return made

    def with_attached(self, *others: Document) -> Document:
        """Return the document with others that go with it: the letter of an e-mail, the texts that a page shows."""
        made = copy(self)
        made.__dict__["attached"] = others
        return made

    @property
    def day(self) -> date:
        """Today, as the command was told."""
        return self.setting.day

    @property
    def name(self) -> str:
        """The file name without an ending."""
        return (self.place or self.slug).rpartition("/")[2]

    @property
    def is_example(self) -> bool:
        """Whether a fictitious sender, recipient, country or signatory is in it."""
        parts = (self.sender, self.recipient, self.setting.country, *self.signatories)
        return any(part is not None and part.example for part in parts)

    def path(self, suffix: str, draft: bool = False) -> str:
        """Return the path below the output folder; the suffix has its dot. A kit has a `place` of its own for it."""
        name = self.place or f"{self.kind.id}/{self.slug}"
        return f"{self.campaign}/{self.language}/{name}{'.draft' if draft else ''}{suffix}"
