"""The argument: sources, facts, statements, concerns, asks, messages, traps, and the campaign's own settings."""

from collections.abc import Mapping
from typing import Any, Literal

from campaign.model.look import Look
from campaign.model.types import *
from campaign.values import NONE


class Source(Record):
    """Where something can be read: `date` is that of the text, `read_on` the day somebody of the campaign read it.

    `short` is how a line with little room names it, by language: the foot of a card. `urls` are its addresses in other
    languages.
    """

    id: Id
    publisher: str
    title: str
    date: PartialDate
    url: str | None = None
    urls: Local = NONE
    archived: str | None = None
    kind: Literal["treaty", "un", "government", "court", "ngo", "company", "press", "academic", "reference"]
    reliability: Literal["A", "B", "C", "D"]
    language: str | None = None
    seed: str | None = None
    read_on: Date | None = None
    short: Local = NONE
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
    year). `slots` are the places of documents it may stand in; on a timeline the few words of its `label` stand for it.
    `text_plural` and `count` make it countable.
    """

    id: Id
    text: Text
    text_plural: Text | None = None
    text_as_of: Text | None = None
    label: Text | None = None
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
    """The strongest article or argument on the other side, the question that puts it, and the reply."""

    article: str | None = None
    question: Text | None = None
    text: Text
    reply: Text


class Concern(Record):
    """A reason: one plain sentence, a paragraph for a legislator, one for the public, and the fair answer.

    `not_in` are countries where giving it in public can put people at risk.
    """

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
    not_in: tuple[str, ...] = ()
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
    """One post: `text` is its short form, `long` what goes out where it fits; `link: act` is the sender's page.

    `drop` is what may go, in this order, where a form does not fit. A `thread` is continued by replies where a network
    has them: each paragraph of `long` begins a post. A post built on who somebody is (`identity`) names no account;
    one that asks people to show who or where they are (`exposes`) stays out of countries of high risk; `not_in` are
    countries where publishing it can put people at risk. `count` names the value that it counts, in `text_plural` and
    `long_plural` for more than one: of a fact, or `letters` and `all_letters`, which the record of what went out has.
    """

    id: Id
    aim: Literal["what", "reason", "people", "act", "question", "voice", "close", "status", "date"]
    text: Text
    text_plural: Text | None = None
    long: Text | None = None
    long_plural: Text | None = None
    count: str | None = None
    link: str = "source"
    card: CardId | None = None
    thread: bool = False
    drop: tuple[Literal["handle", "hashtags", "last-sentence"], ...] = ("handle", "hashtags")
    identity: bool = False
    exposes: bool = False
    not_in: tuple[str, ...] = ()
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

    def __getstate__(self) -> dict[str, Any]:
        """Return the pattern without its examples: only `check` tries them, and it reads the file as it stands."""
        return {**super().__getstate__(), "fires": (), "passes": ()}


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
    """A proper name in its official form in each language; texts use it as `{id}` with `_` for `-`.

    `forms` are its grammatical cases by language, which translations use as `{id_<case>}`.
    """

    id: Id
    names: Local
    forms: Mapping[Language, Mapping[str, str]] = NONE
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
    """A day of the campaign's calendar: a peg to use, or background, or days on which to keep quiet.

    Quiet days with `articles` are quiet for what is about those articles alone; everything else may go out.
    """

    id: Id
    title: Text
    on: Date
    until: Date | None = None
    use: Literal["peg", "background", "quiet", "deadline"]
    statuses: tuple[Status, ...] = ()
    articles: tuple[str, ...] = ()
    sources: tuple[SourceId, ...] = ()
    note: str | None = None


class Action(Record):
    """Something a supporter can do."""

    id: Id
    title: Text
    text: Text


class Rule(Record):
    """What is said to some recipients: the first rule whose `to` fits a recipient decides.

    `to` maps fields of a recipient to a value or `!value`; `exclude` is why they are not written to.
    """

    id: Id
    to: Mapping[str, str]
    concerns: tuple[ConcernId, ...] = ()
    ask: AskId | None = None
    voice: Literal["organization", "constituent", "expert"] | None = None
    exclude: str | None = None


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
    rules: tuple[Rule, ...] = ()
    fonts: tuple[str, ...] = ()
    look: Look = Look()
