"""Render one letter for everybody who is alike, and cut the person's places out of it.

What a template says to one recipient differs from what it says to the next only in the lines of the address, the
salutation, the closing, the names and the personal sentence. So one letter is rendered with marks in these places,
which are then filled for each. A template that looks into them, instead of printing them, is rendered for each person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Any, NoReturn

from campaign.address import Address
from campaign.languages import Language
from campaign.plan import Document
from campaign.render.typesetting import parts_of, set_part
from campaign.values import Value, replace

# Private-use characters, which no text of a campaign may hold.
OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(\\w+){CLOSE}")
NAMES = ("id", "name", "given_name", "family_name", "patronymic_name", "area", "email")
LOCALS = ("role", "organization", "committee", "salutation", "address_name", "personal")


class Touched(Exception):
    """A template looks into what it may only print."""


def refuse(*_: Any, **__: Any) -> NoReturn:
    """Refuse to be looked into."""
    raise Touched


class Slot(str):
    """A place of the person: it can be printed and split into its lines, and nothing else."""

    __contains__ = __getitem__ = __iter__ = __len__ = __add__ = __mod__ = __mul__ = refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = refuse
    __hash__ = str.__hash__

    def __bool__(self) -> bool:
        return True

    def __getattribute__(self, name: str) -> Any:
        if name == "splitlines":
            return lambda: [Slot(line) for line in str.splitlines(self)]
        return str.__getattribute__(self, name) if name.startswith("__") else refuse()


class Closed(Mapping[str, str]):
    """A map by language of the person, which no template may look into."""

    __getitem__ = __iter__ = __len__ = refuse


def shape(document: Document) -> tuple[Any, ...]:
    """Return which places the person fills, and with how many lines: letters of one shape have one mould."""
    address, recipient = document.address, document.recipient
    assert address is not None and recipient is not None
    counts = (len(address.lines), len(address.salutation.splitlines()), len(address.closing.splitlines()))
    known = tuple(bool(getattr(recipient, name)) for name in NAMES)
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
    nobody = replace(
        recipient,
        **{name: slot(name) for name in NAMES if getattr(recipient, name)},
        **{name: Closed() for name in LOCALS},
        address_lines=tuple(slot(f"address{n}") for n in range(len(recipient.address_lines))),
    )
    personal = slot("personal") if document.personal else ""
    return replace(document, address=marked, recipient=nobody, personal=personal)


def slot(name: str) -> Slot:
    """Return a place with one line."""
    return Slot(f"{OPEN}{name}{CLOSE}")


def places(document: Document) -> dict[str, str]:
    """Return what stands in the places for one person."""
    address, recipient = document.address, document.recipient
    assert address is not None and recipient is not None
    found = {name: getattr(recipient, name) or "" for name in NAMES}
    found["in_text"], found["personal"] = address.in_text, document.personal
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

    def fill(self, document: Document, language: Language) -> str:
        """Return the markup for one person, set as the language is."""
        known = places(document)

        def put(found: re.Match[str]) -> str:
            return known[found[1]]

        return "".join(
            escape(set_part(MARK.sub(put, unescape(text)), language, prose), quote=False) if has_marks else text
            for text, has_marks, prose in self.pieces
        )


def mould_of(markup: str, language: Language, dress: Callable[[str], str]) -> Mould | None:
    """Return a mould of markup with marks; `dress` puts the marks of samples before it. None when one stands in a tag."""
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
    first = dress("".join(text for text, _, _ in pieces))
    before = first[: len(first) - sum(len(text) for text, _, _ in pieces)]
    return Mould(((before, False, False), *pieces))


def marked_heading(mould: Mould) -> bool:
    """Tell whether the subject, which names the file's title, is one of the person's places."""
    for at, (_, has_marks, _) in enumerate(mould.pieces):
        if has_marks and mould.pieces[at - 1][0].rsplit("<", 1)[-1].startswith("h1"):
            return True
    return False
