"""Countries and people: where a country stands, who is written to, who signs."""

from collections.abc import Mapping
from typing import Literal

from campaign.model.look import OwnLook
from campaign.model.types import *
from campaign.values import NONE


class Event(Record):
    """What happened to the treaty in a country; `not-signed` is an absence that a source reports."""

    event: Literal["signed", "not-signed", "submitted", "approved", "deposited"]
    on: PartialDate
    sources: tuple[SourceId, ...]
    confidence: Confidence
    note: str | None = None


class Confirmation(Record):
    """A perishable claim about the country that somebody looked up: it may be printed for 30 days."""

    claim: Literal["not-signed", "not-ratified", "step"]
    on: Date
    sources: tuple[SourceId, ...]


class Approval(Record):
    """Which body decides, and how far it is."""

    body: Local
    offices: tuple[Office, ...]
    committee: Local = NONE
    bill: str | None = None
    step: Local = NONE
    sources: tuple[SourceId, ...] = ()
    confidence: Confidence
    note: str | None = None


class Hook(Record):
    """What makes it national: the country's own law with its maximum penalty, a case, the authority's powers."""

    id: Id
    text: Local
    sources: tuple[SourceId, ...]
    concerns: tuple[ConcernId, ...] = ()
    as_of: Date
    confidence: Confidence


class Commitment(Record):
    """What a body of the State said, with what the same body said later; used only when `still_fair`."""

    id: Id
    body: Local
    on: PartialDate
    about: Literal["draft", "adopted-text"]
    text: Local
    later: Local = NONE
    still_fair: bool
    sources: tuple[SourceId, ...]
    confidence: Confidence
    note: str | None = None


class Quiet(Record):
    """Days on which nothing is sent: a recess, a holiday."""

    since: Date
    until: Date
    why: str


class Legislature(Record):
    """The days of the sitting legislature: a list of representatives from before it is refused."""

    since: PartialDate | None = None
    until: PartialDate | None = None
    sources: tuple[SourceId, ...] = ()
    note: str | None = None


class Budapest(Record):
    """Since when the country is a party to the Council of Europe's Budapest Convention."""

    party: bool
    since: PartialDate | None = None
    confidence: Confidence
    sources: tuple[SourceId, ...] = ()


class Country(Record):
    """One country: `countries/<ISO 3166-1 alpha-2>.yaml`. A country without an event is `unknown`."""

    id: str
    languages: tuple[str, ...]
    name: Local = NONE
    example: bool = False
    forms_of: str | None = None
    events: tuple[Event, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    approval: Approval | None = None
    budapest: Budapest | None = None
    legislature: Legislature | None = None
    hooks: tuple[Hook, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    risk: Literal["low", "elevated", "high"] = "low"
    risk_why: str | None = None
    note: str | None = None


class Recipient(Record):
    """A person or body that is written to, in Popolo's field names where it has them."""

    id: Id
    name: str
    honorific_prefix: str | None = None
    given_name: str | None = None
    additional_name: str | None = None
    family_name: str | None = None
    patronymic_name: str | None = None
    honorific_suffix: str | None = None
    gender: Gender = "unknown"
    office: Office
    country: str
    languages: tuple[str, ...] = ()
    role: Local = NONE
    organization: Local = NONE
    chamber: Literal["lower-house", "upper-house"] | None = None
    party: str | None = None
    committee: Local = NONE
    committees: tuple[Topic, ...] = ()
    committee_names: tuple[str, ...] = ()
    area: str | None = None
    email: str | None = None
    phone: str | None = None
    address_lines: tuple[str, ...] = ()
    url: str | None = None
    contact_form: str | None = None
    accounts: Mapping[str, str] = NONE
    salutation: Local = NONE
    address_name: Local = NONE
    personal: Local = NONE
    since: PartialDate | None = None
    until: PartialDate | None = None
    identifiers: Mapping[str, str] = NONE
    example: bool = False
    source: str | None = None
    source_date: PartialDate | None = None
    licence: str | None = None
    note: str | None = None


class Spokesperson(Record):
    """Who may be quoted: `approved_by` and `approved_on` are what makes a quote one."""

    name: str | None = None
    gender: Gender = "unknown"
    role: Local = NONE
    quote: Local = NONE
    approved_by: str | None = None
    approved_on: Date | None = None


class Sender(Record):
    """Who signs."""

    type: Literal["person", "organization"]
    name: str | None = None
    gender: Gender = "unknown"
    role: Local = NONE
    organization: str | None = None
    address_lines: tuple[str, ...] = ()
    city: str | None = None
    area: str | None = None
    expertise: Local = NONE
    country: str | None = None
    time_zone: str | None = None
    email: str | None = None
    phone: str | None = None
    hours: Local = NONE
    page: str | None = None
    boilerplate: Local = NONE
    spokesperson: Spokesperson | None = None
    look: OwnLook | None = None
    example: bool = False
