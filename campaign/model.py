"""Hold a campaign as frozen values; the types of the fields are the schema of the YAML files.

`Text` marks what is translated through catalogs (msgctxt in `languages.texts_of`); `Local` marks a map from language
tag to text for names and national matters that are written where they are known. The `…Id` types say which ids a field
may name; `check` follows them. A field without a default is required. A trailing underscore is dropped in the YAML key.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple, NewType, dataclass_transform

from campaign.diagnostics import NOWHERE, Where
from campaign.values import NONE, Value

PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
Date = datetime.date
Id = NewType("Id", str)
Text = NewType("Text", str)
Local = Mapping[str, str]

SourceId = NewType("SourceId", str)
FactId = NewType("FactId", str)
ConcernId = NewType("ConcernId", str)
AskId = NewType("AskId", str)
StatementId = NewType("StatementId", str)
StageId = NewType("StageId", str)
TrapId = NewType("TrapId", str)
NetworkId = NewType("NetworkId", str)
Language = NewType("Language", str)

Gender = Literal["f", "m", "x", "unknown"]
Confidence = Literal["verified", "secondary", "unverified"]
Position = Literal["reject", "conditions"]
Status = Literal["unsigned", "signed", "submitted", "approved", "ratified", "unknown"]
STATUSES: tuple[Status, ...] = ("unsigned", "signed", "submitted", "approved", "ratified", "unknown")
Audience = Literal[
    "legislators",
    "government",
    "press",
    "technologists",
    "lgbtqi",
    "women",
    "public",
    "business",
    "children",
]
Topic = Literal[
    "justice",
    "foreign-affairs",
    "human-rights",
    "science",
    "economy",
    "women",
    "security",
    "communications",
    "children",
    "other",
]
Office = Literal[
    "lower-house",
    "upper-house",
    "mep",
    "committee-chair",
    "minister",
    "foreign-minister",
    "head-of-government",
    "head-of-state",
    "ambassador",
    "data-protection-authority",
    "governor",
    "mayor",
    "organisation",
    "unknown",
]
Branch = Literal["legislature", "executive", "diplomacy", "oversight", "local", "other"]
BRANCHES: dict[str, str] = {
    "lower-house": "legislature",
    "upper-house": "legislature",
    "mep": "legislature",
    "committee-chair": "legislature",
    "minister": "executive",
    "foreign-minister": "executive",
    "head-of-government": "executive",
    "head-of-state": "executive",
    "ambassador": "diplomacy",
    "data-protection-authority": "oversight",
    "governor": "local",
    "mayor": "local",
    "organisation": "other",
    "unknown": "other",
}
OFFICES = tuple(BRANCHES)


class PartialDate(NamedTuple):
    """A date known to the year, the month or the day."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def first(self) -> Date:
        """The first day it may mean."""
        return Date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> Date:
        """The last day it may mean."""
        if self.day:
            return Date(self.year, self.month, self.day)
        if not self.month or self.month == 12:
            return Date(self.year, 12, 31)
        return Date(self.year, self.month + 1, 1) - datetime.timedelta(days=1)

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{p:02}" for p in (self.month, self.day) if p]
        return "-".join(parts)


@cache
def as_date(text: str) -> Date | None:
    """Return a full date, or None."""
    made = as_partial(text)
    return made.first if made and made.day else None


@cache
def as_partial(text: str) -> PartialDate | None:
    """Return a date of year, month or day precision, or None."""
    found = PARTIAL.fullmatch(text)
    if not found:
        return None
    made = PartialDate(*(int(part) for part in found.groups() if part))
    try:
        Date(made.year, made.month or 1, made.day or 1)
    except ValueError:
        return None
    return None if 0 in [int(part) for part in found.groups() if part] else made


class Interval(NamedTuple):
    """Days from `since` to `until`, both included; an open end is None."""

    since: Date | None = None
    until: Date | None = None

    def __contains__(self, day: object) -> bool:
        return isinstance(day, Date) and (self.since or day) <= day <= (self.until or day)


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Record(Value):
    """What was read from one mapping of a YAML file, with the places of its values; compared by identity."""

    where: Where = NOWHERE
    places: Callable[[str], tuple[int, int] | None] | None = None

    __eq__ = object.__eq__
    __hash__ = object.__hash__

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "places"}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self, 'id', '')}>"

    def at(self, key: str) -> Where:
        """Return the place of a value (`sources`, `sources.0`), or of the record."""
        place = self.places(key) if self.places else None
        return Where(self.where.file, *place) if place else self.where


class Source(Record):
    """Where something can be read: `date` is that of the text, `read_on` the day somebody of the campaign read it."""

    id: Id
    publisher: str
    title: str
    date: PartialDate
    url: str | None = None
    archived: str | None = None
    kind: Literal["treaty", "un", "government", "court", "ngo", "company", "press", "academic", "reference"]
    reliability: Literal["A", "B", "C", "D"]
    language: str | None = None
    seed: str | None = None
    read_on: Date | None = None
    note: str | None = None

    @property
    def known(self) -> Date:
        """The first day on which the source can be cited: its last possible date, or the day it was read if earlier."""
        return min(self.date.last, self.read_on) if self.read_on else self.date.last


class Perishable(Record):
    """A claim that changes without notice: after `max_age` days it is left out, or said as of its month."""

    max_age: int
    then: Literal["omit", "as-of"]


class Fact(Record):
    """One sentence or two that the campaign can prove.

    `text_as_of` replaces the text once a perishable fact is older than its `max_age` and may use `{as_of}` (month and
    year). `slots` are the places of documents it may stand in. `text_plural` and `count` make it countable.
    """

    id: Id
    text: Text
    text_plural: Text | None = None
    text_as_of: Text | None = None
    count: str | None = None
    values: Mapping[str, Mapping[str, Any]] = NONE
    sources: tuple[SourceId, ...] = ()
    as_of: Date
    valid_from: Date | None = None
    valid_until: Date | None = None
    review_by: Date | None = None
    confidence: Confidence
    slots: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    stages: tuple[StageId, ...] = ()
    statuses: tuple[Status, ...] = ()
    audiences: tuple[Audience, ...] = ()
    perishable: Perishable | None = None
    rebuts: tuple[TrapId, ...] = ()
    note: str | None = None

    @property
    def valid(self) -> Interval:
        """The days on which it is true."""
        return Interval(self.valid_from, self.valid_until)


class Statement(Record):
    """What a named person or body said on a date, in our words: always dated history."""

    id: Id
    who: str
    role: Text | None = None
    on: PartialDate
    position: Text
    phrase: Text | None = None
    phrase_language: str = "en"
    about: Literal["draft", "adopted-text"]
    side: Literal["ours", "other"] = "ours"
    cleared: str
    sources: tuple[SourceId, ...]
    valid_until: Date | None = None
    rebuts: tuple[TrapId, ...] = ()
    note: str | None = None


class Contrary(Record):
    """The strongest article or argument on the other side, and the reply."""

    article: str | None = None
    text: Text
    reply: Text


class Concern(Record):
    """A reason: one plain sentence, a paragraph for a legislator, one for the public, and the fair answer."""

    id: Id
    title: Text
    text: Text
    letter: Text | None = None
    public: Text | None = None
    contrary: Contrary | None = None
    audiences: tuple[Audience, ...] = ()
    committees: tuple[Topic, ...] = ()
    articles: tuple[str, ...] = ()
    stages: tuple[StageId, ...] = ()
    statuses: tuple[Status, ...] = ()
    facts: tuple[FactId, ...] = ()
    statements: tuple[StatementId, ...] = ()
    valid_from: Date | None = None
    valid_until: Date | None = None
    priority: int = 0
    automatic: bool = True
    rebuts: tuple[TrapId, ...] = ()
    note: str | None = None

    @property
    def valid(self) -> Interval:
        """The days on which it may be used."""
        return Interval(self.valid_from, self.valid_until)


class Ask(Record):
    """An act that the addressed office can perform at this step.

    `role: decides` is only for recipients whose body decides; `other` only for those whose body does not.
    """

    id: Id
    title: Text
    subject: Text
    request: Text
    request_i: Text
    asked: Text
    headline: Text | None = None
    why: Text | None = None
    position: Literal["reject", "conditions", "any"] = "any"
    priority: int = 0
    stages: tuple[StageId, ...] = ()
    statuses: tuple[Status, ...] = ()
    offices: tuple[Office | Branch, ...] = ()
    committees: tuple[Topic, ...] = ()
    role: Literal["decides", "other", "any"] = "any"
    valid_from: Date | None = None
    valid_until: Date | None = None
    reply_days: int = 15
    facts: tuple[FactId, ...] = ()
    sources: tuple[SourceId, ...] = ()
    supporting: bool = True
    main: bool = True
    replaced_by: AskId | None = None
    rebuts: tuple[TrapId, ...] = ()
    note: str | None = None

    @property
    def valid(self) -> Interval:
        """The days on which it may be asked."""
        return Interval(self.valid_from, self.valid_until)


class Message(Record):
    """One post: `text` for short networks, `long` for those with room; `link: act` is the sender's page."""

    id: Id
    aim: Literal["what", "reason", "people", "act", "question", "voice", "close", "status", "date"]
    text: Text
    long: Text | None = None
    link: str = "source"
    networks: tuple[NetworkId, ...] = ()
    concern: ConcernId | None = None
    facts: tuple[FactId, ...] = ()
    ask: AskId | None = None
    audiences: tuple[Audience, ...] = ()
    stages: tuple[StageId, ...] = ()
    statuses: tuple[Status, ...] = ()
    regions: Literal["any", "international", "country"] = "any"
    valid_from: Date | None = None
    valid_until: Date | None = None
    automatic: bool = True
    rebuts: tuple[TrapId, ...] = ()
    note: str | None = None

    @property
    def valid(self) -> Interval:
        """The days on which it may be posted."""
        return Interval(self.valid_from, self.valid_until)


class TrapPattern(Record):
    """One language of a trap: a regular expression, sentences it must catch and true ones it must not.

    `about` saves time: a sentence without a word (or part of one) of every list cannot fire and is not looked at.
    """

    about: tuple[tuple[str, ...], ...] = ()
    pattern: str
    unless: str | None = None
    fires: tuple[str, ...]
    passes: tuple[str, ...]


class Trap(Record):
    """A known wrong claim, ours or theirs, with what is right."""

    id: Id
    origin: str
    wrong: str
    right: str
    sources: tuple[SourceId, ...] = ()
    valid_from: Date | None = None
    valid_until: Date | None = None
    languages: Mapping[Language, TrapPattern]

    @property
    def valid(self) -> Interval:
        """The days on which the claim is wrong."""
        return Interval(self.valid_from, self.valid_until)


class LeftOut(Record):
    """An item of the research or the seeds that is not in the campaign, with the reason."""

    item: str
    reason: str


class Name(Record):
    """A proper name in its official form in each language; texts use it as `{id}` with `_` for `-`."""

    id: Id
    names: Local
    sources: tuple[SourceId, ...] = ()


class Stage(Record):
    """A dated step of the process; stages may overlap."""

    id: Id
    title: Text
    since: Date | None = None
    until: Date | None = None

    @property
    def valid(self) -> Interval:
        """The days on which it is open."""
        return Interval(self.since, self.until)


class Day(Record):
    """A day of the campaign's calendar: a peg to use, or background, or days on which to keep quiet."""

    id: Id
    title: Text
    on: Date
    until: Date | None = None
    use: Literal["peg", "background", "quiet", "deadline"]
    statuses: tuple[Status, ...] = ()
    sources: tuple[SourceId, ...] = ()
    note: str | None = None


class Action(Record):
    """Something a supporter can do."""

    id: Id
    title: Text
    text: Text


class Settings(Record):
    """`campaign.yaml`: what the campaign is about, in which languages, from which position, in which stages."""

    schema: int
    title: Text
    source_language: Language
    languages: tuple[Language, ...]
    position: Position
    summary: Text
    common_ground: Text
    facts: tuple[FactId, ...] = ()
    stages: tuple[Stage, ...]
    dates: tuple[Day, ...] = ()
    actions: tuple[Action, ...] = ()
    reading: tuple[SourceId, ...] = ()
    fonts: tuple[str, ...] = ()


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
    given_name: str | None = None
    family_name: str | None = None
    gender: Gender = "unknown"
    office: Office
    country: str
    languages: tuple[str, ...] = ()
    role: Local = NONE
    organization: Local = NONE
    chamber: Literal["lower-house", "upper-house"] | None = None
    committee: Local = NONE
    committees: tuple[Topic, ...] = ()
    area: str | None = None
    email: str | None = None
    address_lines: tuple[str, ...] = ()
    salutation: Local = NONE
    address_name: Local = NONE
    example: bool = False
    source: str | None = None
    source_date: PartialDate | None = None


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
    example: bool = False


class Kind(Record):
    """A kind of document, read from the head comment of its template.

    `words` maps a language to the budget of the body; `parts` gives the English budget of each part, scaled to the
    language, in the order in which a reader would miss them least (first named, first dropped).
    """

    id: Id
    title: str
    per: Literal["recipient", "language"]
    formats: tuple[str, ...]
    audience: Audience | None = None
    words: Mapping[Language, int] = NONE
    parts: Mapping[str, int] = NONE
    pages: int | None = None
    style: str = "letter.css"
    country: bool = False
    messages: bool = False
    template: Path = Path()


class CountryForms(Record):
    """How a country's name stands in a sentence of one language; `{name}` is the name of CLDR."""

    subject: str = "{name}"
    of: str
    in_: str


class LanguageSettings(Record):
    """`locales/<lang>/language.yaml`: what a language needs beside its catalogs and forms of address.

    `locale` is the CLDR locale of dates and numbers where no country says otherwise; `words` how many words it takes
    for one English word; `contractions` what becomes of a preposition before a value that begins with an article.
    """

    name: str
    locale: str
    direction: Literal["ltr", "rtl"] = "ltr"
    words: float = 1.0
    on_day: str
    in_month: str
    contractions: Mapping[str, str] = NONE
    country: CountryForms
    countries: Mapping[str, CountryForms] = NONE


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Campaign(Value):
    """Everything of one campaign folder, by id, in the order of its files."""

    id: str
    folder: Path
    settings: Settings
    sources: Mapping[str, Source] = NONE
    facts: Mapping[str, Fact] = NONE
    concerns: Mapping[str, Concern] = NONE
    asks: Mapping[str, Ask] = NONE
    statements: Mapping[str, Statement] = NONE
    messages: Mapping[str, Message] = NONE
    traps: Mapping[str, Trap] = NONE
    names: Mapping[str, Name] = NONE
    left_out: tuple[LeftOut, ...] = ()
    countries: Mapping[str, Country] = NONE
    recipients: Mapping[str, Recipient] = NONE
    sender: Sender | None = None
    kinds: Mapping[str, Kind] = NONE

    @cached_property
    def stages(self) -> Mapping[str, Stage]:
        """The stages by id."""
        return {s.id: s for s in self.settings.stages}

    def open_stages(self, day: Date) -> tuple[str, ...]:
        """Return the ids of the stages that are open on a day."""
        return tuple(s.id for s in self.settings.stages if day in s.valid)

    def records(self) -> Iterator[tuple[str, Record]]:
        """Yield every top record with the word for it."""
        yield "campaign", self.settings
        for word in ("source", "fact", "concern", "ask", "statement", "message", "trap", "name", "recipient"):
            for record in getattr(self, f"{word}s").values():
                yield word, record
        for country in self.countries.values():
            yield "country", country
        if self.sender:
            yield "sender", self.sender
