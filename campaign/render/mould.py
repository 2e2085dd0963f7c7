"""Render one letter for everybody who is alike, and cut the person's places out of it.

What a template says to one recipient differs from what it says to the next only in the lines of the address, the
salutation, the closing, the names and the personal sentence. So one letter is rendered with marks in these places,
which are then filled for each. A template that looks into them, instead of printing them, is rendered for each person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Any, NoReturn, cast

from campaign.address import Address
from campaign.formats import tree
from campaign.languages import Language
from campaign.model import Recipient
from campaign.plan import Document
from campaign.render.typesetting import parts_of, set_part
from campaign.values import Value, replace

# Private-use characters, which no text of a campaign may hold.
OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(\\w+){CLOSE}")
# What may be printed of a person; what the choice of the document has looked at, so that it is the same for all.
NAMES = (
    *("id", "name", "honorific_prefix", "given_name", "additional_name", "family_name", "patronymic_name"),
    *("honorific_suffix", "party", "area", "email", "phone", "url", "contact_form"),
)
ALIKE = ("country", "office", "chamber", "committees", "example")


class Touched(Exception):
    """A template looks into what it may only print."""


def refuse(*_: Any, **__: Any) -> NoReturn:
    """Refuse to be looked into."""
    raise Touched


class Slot(str):
    """A place of the person: it can be printed and split into its lines, and nothing else."""

    __contains__ = __getitem__ = __iter__ = __len__ = __add__ = __mod__ = __mul__ = __rmul__ = refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = refuse

    def __bool__(self) -> bool:
        return True

    def __getattribute__(self, name: str) -> Any:
        if name == "splitlines":
            return lambda: [Slot(line) for line in str.splitlines(self)]
        return str.__getattribute__(self, name) if name.startswith("__") else refuse()


class Nobody:
    """The person of a mould: names are places, what is alike is told, and nothing else may be asked."""

    def __init__(self, recipient: Recipient) -> None:
        self.__dict__.update({name: slot(name) if getattr(recipient, name) else None for name in NAMES})
        self.__dict__.update({name: getattr(recipient, name) for name in ALIKE})
        self.address_lines = tuple(slot(f"address{n}") for n in range(len(recipient.address_lines)))

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        refuse()


def shape(document: Document) -> tuple[Any, ...]:
    """Return which places the person fills, and with how many lines: letters of one shape have one mould."""
    address, recipient = document.address, document.recipient
    assert address is not None and recipient is not None
    counts = (len(address.lines), len(address.salutation.splitlines()), len(address.closing.splitlines()))
    known = tuple(bool(held) or held for held in (getattr(recipient, name) for name in NAMES))  # "" is not None
    return *counts, bool(document.personal), len(recipient.address_lines), *known


def blank(document: Document) -> Document:
    """Return a document with marks in the places of the person."""
    address, recipient = document.address, document.recipient
    assert address is not None and recipient is not None
    marked = Address(
        tuple(slot(f"line{n}") for n in range(len(address.lines))),
        Slot("\n".join(slot(f"salutation{n}") for n in range(len(address.salutation.splitlines())))),
        slot("in_text"),
        Slot("\n".join(slot(f"closing{n}") for n in range(len(address.closing.splitlines())))),
    )
    personal = slot("personal") if document.personal else ""
    nobody = cast(Recipient, Nobody(recipient))
    return replace(document, address=marked, recipient=nobody, personal=personal, slug=slot("slug"), shared=None)


def slot(name: str) -> Slot:
    """Return a place with one line."""
    return Slot(f"{OPEN}{name}{CLOSE}")


def places(document: Document) -> dict[str, str]:
    """Return what stands in the places for one person."""
    address, recipient = document.address, document.recipient
    assert address is not None and recipient is not None
    found = {name: getattr(recipient, name) or "" for name in NAMES}
    found["in_text"], found["personal"], found["slug"] = address.in_text, document.personal, document.slug
    for name, lines in (
        ("line", address.lines),
        ("salutation", address.salutation.splitlines()),
        ("closing", address.closing.splitlines()),
        ("address", recipient.address_lines),
    ):
        found.update({f"{name}{n}": line for n, line in enumerate(lines)})
    return found


class Mould(Value):
    """A rendered letter in pieces: markup that is the same for all, and texts with the person's places in them."""

    pieces: tuple[tuple[str, bool, bool], ...]  # text, whether it has marks, whether it is prose
    parts: Mapping[str, str]  # the text of those parts with a word budget that have marks

    def fill(self, document: Document, language: Language) -> str:
        """Return the markup for one person, set as the language is."""
        known = places(document)
        return "".join(
            escape(set_part(filled(unescape(text), known), language, prose), quote=False) if has_marks else text
            for text, has_marks, prose in self.pieces
        )

    def words(self, document: Document) -> dict[str, int]:
        """Return how many words those parts have for one person that have places of a person in them."""
        known = places(document) if self.parts else {}
        return {part: tree.count(filled(text, known)) for part, text in self.parts.items()}


def filled(text: str, known: Mapping[str, str]) -> str:
    """Return a text with what stands in its places."""
    return MARK.sub(lambda found: known[found[1]], text)


def is_whole(markup: str, known: Mapping[str, str]) -> bool:
    """Tell whether every mark is one that was given out, and none was cut or changed by a filter."""
    return known.keys() >= set(MARK.findall(markup)) and not {OPEN, CLOSE} & set(MARK.sub("", markup))


def mould_of(markup: str, language: Language, dress: Callable[[str], tuple[str, Any]]) -> Mould | None:
    """Return a mould of markup with marks; `dress` puts the marks of samples before it, and reads it.

    None when a mark stands in a tag, or in the subject, which all who are alike have in common.
    """
    pieces: list[tuple[str, bool, bool]] = []
    same = ""
    for part, is_tag, prose in parts_of(markup, language):
        if OPEN not in part:
            same += (
                part if is_tag or not part.strip() else escape(set_part(unescape(part), language, prose), quote=False)
            )
        elif is_tag:
            return None
        else:
            pieces += [(same, False, False), (part, True, prose)]
            same = ""
    pieces.append((same, False, False))
    first, body = dress("".join(text for text, _, _ in pieces))
    if any(OPEN in "".join(e.itertext()) for e in body.iter() if e.tag == "h1" or tree.is_mark(e)):
        return None
    before = first[: len(first) - sum(len(text) for text, _, _ in pieces)]
    sections = ((s.get("data-part", ""), tree.text(s)) for s in body.iter("section"))
    return Mould(((before, False, False), *pieces), {part: text for part, text in sections if part and OPEN in text})
