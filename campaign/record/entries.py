"""Say what a row of the record holds, and how it is hashed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from campaign.values import Value

ACTS = ("sent", "published", "called", "met", "reply", "correction", "note")
OUT = ("sent", "published", "correction")  # what carries a text out of the house
OUTCOMES = ("for", "against", "undecided", "no-answer", "bounced", "acknowledged")
UNANSWERED = ("no-answer", "bounced")  # what came back without a word from the recipient
BY_HAND = ("email", "post", "hand", "form", "phone", "press", "web")
FIRST = "0" * 64  # what the first row names as the one before it
LISTS = ("facts", "asks")
REQUIRED = ("number", "day", "act", "previous", "hash", *LISTS)


class Entry(Value):
    """A row of the record. `number` counts from 1; `day` is an ISO 8601 date; `path` lies below the output folder."""

    day: str
    act: str
    number: int = 0
    kind: str | None = None
    recipient: str | None = None
    channel: str | None = None
    language: str | None = None
    path: str | None = None
    sha256: str | None = None
    facts: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    country: str | None = None
    outcome: str | None = None
    note: str | None = None
    by: str | None = None
    previous: str = FIRST
    hash: str = ""

    @property
    def document(self) -> tuple[str | None, ...]:
        """What is the same for all formats of one text, sent one way on one day."""
        name = self.path.rsplit(".", 1)[0] if self.path else str(self.number)
        return (self.day, self.act, self.channel, self.kind, self.language, self.recipient, name)

    def as_row(self) -> dict[str, Any]:
        """Return the fields as plain values."""
        return {name: list(held) if name in LISTS else held for name, held in zip(FIELDS, self.cells, strict=True)}

    @property
    def cells(self) -> tuple[Any, ...]:
        """The fields in order."""
        return tuple(getattr(self, name) for name in FIELDS)

    def after(self, number: int, previous: str) -> Entry:
        """Return the row as the next of a chain."""
        row = {**self.as_row(), "number": number, "previous": previous}
        return Entry(**{**row, "facts": self.facts, "asks": self.asks, "hash": digest(row)})


FIELDS = ("number", *(name for name in Entry._fields if name != "number"))


def digest(row: Mapping[str, Any]) -> str:
    """Return the hash of a row: SHA-256 of its fields but `hash` as JSON of RFC 8785.

    `ValueError` when the row holds what such JSON cannot: its values are texts, whole numbers, lists of texts and null,
    for which RFC 8785 comes to sorted keys without spaces. https://www.rfc-editor.org/rfc/rfc8785
    """
    fields = {name: held for name, held in row.items() if name != "hash"}
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def entry_of(row: Mapping[str, Any]) -> Entry:
    """Return a row of the file as an entry; `ValueError` when it holds what no row can."""
    cells: dict[str, Any] = {}
    for name, held in row.items():
        kind = int if name == "number" else list if name in LISTS else str
        if not (isinstance(held, kind) or (held is None and name not in REQUIRED)):
            raise ValueError(f"{name} is no {kind.__name__}")
        if isinstance(held, list) and not all(isinstance(ident, str) for ident in held):
            raise ValueError(f"{name} holds what is no text")
        cells[name] = tuple(held) if isinstance(held, list) else held
    return Entry(**cells)


def channels() -> tuple[str, ...]:
    """Return the ways by which something goes out: those by hand, then the networks."""
    from campaign.networks import NETWORKS

    return (*BY_HAND, *NETWORKS)


def act_of(channel: str | None, kind: str | None) -> str:
    """Return what was done by a channel: a text on the web or a network is published, a script is called."""
    if kind == "correction":
        return "correction"
    if channel == "phone":
        return "called"
    return "sent" if channel in BY_HAND and channel != "web" else "published"
