"""Image cards: one thought in at most eighteen words, as a picture with a text for those who do not see it."""

import re
from typing import Literal

from campaign.model.types import *

CardKind = Literal["fact", "quote", "statistic", "countdown", "act", "question", "steps"]
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# What a card of each kind cannot do without, beside its `alt`.
NEEDED: dict[str, tuple[str, ...]] = {
    "fact": ("text", "facts"),
    "quote": ("statement",),
    "statistic": ("text", "count"),
    "countdown": ("text", "text_plural", "alt_plural", "until"),
    "act": ("text",),
    "question": ("text", "reply"),
    "steps": ("text", "steps"),
}


class Step(Record):
    """One step of a card: a word or two, and who does it."""

    id: Id
    title: Text
    text: Text


class Card(Record):
    """One picture: `text` is printed large, `alt` says for those who do not see it what it shows.

    `caption` is a short line above the text, such as that a scene is made up, `detail` a smaller sentence under it,
    `reply` the answer to a question. `count` names a value of the card's facts
    that stands large in the text, `of` the value it is measured against, drawn as dots or a bar (a percentage needs
    none). `until` is a day or stage of campaign.yaml: its texts count the days left as `{days}`. `{as_of}` is the month
    in which a perishable fact was last looked up.
    """

    id: Id
    kind: CardKind
    text: Text | None = None
    text_plural: Text | None = None
    caption: Text | None = None
    detail: Text | None = None
    reply: Text | None = None
    steps: tuple[Step, ...] = ()
    alt: Text
    alt_plural: Text | None = None
    facts: tuple[FactId, ...] = ()
    count: str | None = None
    of: str | None = None
    until: str | None = None
    statement: StatementId | None = None
    ask: AskId | None = None
    stages: tuple[StageId, ...] = ()
    statuses: tuple[Status, ...] = ()
    regions: Literal["any", "international", "country"] = "any"
    valid_from: Date | None = None
    valid_until: Date | None = None
    automatic: bool = True
    exposes: bool = False
    rebuts: tuple[TrapId, ...] = ()
    note: str | None = None

    @property
    def valid(self) -> Interval:
        """The days on which it may be shown."""
        return Interval(self.valid_from, self.valid_until)

    @property
    def texts(self) -> tuple[Text, ...]:
        """Everything that it says."""
        inside = [text for step in self.steps for text in (step.title, step.text)]
        own = (self.text, self.text_plural, self.caption, self.detail, self.reply, *inside, self.alt, self.alt_plural)
        return tuple(text for text in own if text)


class Colours(Record):
    """The colours of the cards as #rrggbb: writing, its ground, what stands out, and writing on what stands out."""

    ink: str = "#1d2733"
    paper: str = "#f8f5ef"
    accent: str = "#0e4f5c"
    on_accent: str = "#ffffff"


class Logo(Record):
    """The sign of the campaign: a file in its images folder, and what it shows."""

    file: str
    alt: Text


class Look(Record):
    """How the cards look; a pair of colours that is printed has a contrast of 4.5:1 at least (WCAG 2.2, 1.4.3)."""

    colours: Colours = Colours()
    logo: Logo | None = None
