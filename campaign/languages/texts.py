"""Know every translatable text of a campaign: its context, its place, and the placeholders in it."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from campaign.diagnostics import Where
from campaign.model import Campaign, Record, Text
from campaign.values import cached, fields

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*|Country)\}")


@cache
def needs(text: str) -> frozenset[str]:
    """Return the placeholders of a text."""
    return frozenset(PLACEHOLDER.findall(text))


COUNTRY_FORMS = frozenset({"country", "Country", "of_country", "in_country"})


def canonical(name: str, source: frozenset[str]) -> str:
    """Return what a placeholder stands for: `country` for all its forms, else that of the source text.

    A translation may take another form, as its grammar needs: `{in_country}` for `{country}`, `{adopted_when}` for
    `{adopted}`, `{treaty_gen}` for `{treaty}`.
    """
    if name in COUNTRY_FORMS or name.startswith("country_"):
        return "country"
    if name in source or name.removesuffix("_when") in source:
        return name if name in source else name.removesuffix("_when")
    return next((n for n in sorted(source, key=len, reverse=True) if name.startswith(f"{n}_")), name)


class Said(NamedTuple):
    """A translatable text: its context, place, and the record that it belongs to; of the interface, no context."""

    context: str
    text: str
    plural: str | None
    where: Where
    record: Record

    @property
    def key(self) -> str:
        """What the text is known by in a catalog."""
        return self.context or self.text


@cached
def text_fields(cls: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record class that are translated through catalogs."""
    return tuple(name for name, hint in fields(cls).items() if Text in (hint, *typing.get_args(hint)))


def context_of(word: str, ident: str, name: str) -> str:
    """Return the msgctxt of a text: `fact/<id>`, `ask/<id>/subject`."""
    parts = [word, ident] if ident else [word]
    return "/".join(parts + ([] if name == "text" else [name.replace("_", "-")]))


def texts_of(campaign: Campaign) -> Iterator[Said]:
    """Yield every translatable text of the campaign, in the order of its files."""
    for word, record in campaign.records():
        yield from texts_in(word, "" if word == "campaign" else getattr(record, "id", ""), record)


def texts_in(word: str, ident: str, record: Record) -> Iterator[Said]:
    """Yield the texts of one record and of the records inside it."""
    for name in text_fields(type(record)):
        text = getattr(record, name)
        if text and not name.endswith("_plural"):
            plural = getattr(record, f"{name}_plural", None)
            yield Said(context_of(word, ident, name), text, plural, record.at(name), record)
    if word == "campaign":
        for inner in ("stage", "date", "action"):
            for child in getattr(record, f"{inner}s"):
                yield from texts_in(inner, child.id, child)
        look = getattr(record, "look", None)
        if look is not None and look.logo is not None:
            yield from texts_in("logo", "", look.logo)
    for step in getattr(record, "steps", ()):
        yield from texts_in(f"{word}/{ident}/step", step.id, step)
    contrary = getattr(record, "contrary", None)
    if contrary is not None:
        yield from texts_in(f"{word}/{ident}/contrary", "", contrary)
