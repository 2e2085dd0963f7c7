"""Judge e-mail addresses, telephone numbers and links: what is used, what is only noted, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from campaign.phrases import phrase
from campaign.recipients.found import Doubt
from campaign.recipients.words import words

MAILTO = re.compile(r"\s*mailto:\s*", re.IGNORECASE)
NAMED = re.compile(r"[^<>@]*<\s*([^<>\s]+@[^<>\s]+)\s*>")
BETWEEN = re.compile(r"\s*[;,|\n]\s*|\s+/\s*|/\s+|\s+")
# What email-validator takes too, decided without it: nearly every address of a long list.
USUAL = re.compile(
    r"(?=[^@]{1,64}@.{1,180}$)[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?!example$|test$|local$|invalid$|arpa$|onion$|localhost$)"
    r"[A-Za-z]{2,24}",
    re.IGNORECASE | re.ASCII,
)
HYPHENS = re.compile(r"[@.]..--", re.IGNORECASE)
URL = re.compile(r"https?://[^\s<>\"\\^`{|}]+\.[^\s<>\"\\^`{|}]+", re.IGNORECASE)


class Contact(NamedTuple):
    """What is used, what is kept in the note, and what to say."""

    value: str = ""
    note: str = ""
    doubts: tuple[Doubt, ...] = ()


def email_of(cell: str) -> Contact:
    """Return the first valid address of a cell; what is not one is kept as it was found in the note."""
    text, doubts = cell, list[Doubt]()
    if MAILTO.match(text):
        text = unquote(MAILTO.sub(" ", text).split("?")[0]).strip()
        doubts.append(("mailto", phrase("'mailto:' before an address was left away")))
    if named := NAMED.fullmatch(text):
        text = named[1]
    parts = [part for part in BETWEEN.split(text) if part] if text.count("@") > 1 else [text.strip()]
    judged = [(part, *valid(part)) for part in parts]
    good = list(dict.fromkeys(made for _, made, _ in judged if made))
    bad = [(part, reason) for part, made, reason in judged if not made]
    notes = []
    for part, reason in bad:
        said = phrase("'{address}' is no e-mail address, and is not used: {reason}", address=part[:80], reason=reason)
        doubts.append(("malformed-email", said))
    if bad:
        notes.append("e-mail as found: " + cell.strip())
    if len(good) > 1:
        said = phrase("{count} addresses in one cell: {address} is used", count=len(good), address=good[0])
        doubts.append(("two-emails", said))
        if not bad:
            notes.append("other e-mail: " + ", ".join(good[1:]))
    if good:
        doubts += shared_box(good[0])
    return Contact(good[0] if good else "", "; ".join(notes), tuple(doubts))


def shared_box(address: str) -> Iterator[Doubt]:
    """Say when an address is by its name one of an office, which several people read."""
    local = address.split("@")[0].lower()
    if local in words().shared:
        yield "shared-box", phrase("{address} is a shared box", address=address)


def valid(address: str) -> tuple[str, str]:
    """Return an address that can be written to, or why it cannot; nothing is asked of the network.

    A local part beyond ASCII is refused: mail drafts cannot carry it (RFC 6532); a domain is written in IDNA.
    """
    if USUAL.fullmatch(address) and not HYPHENS.search(address):
        return address, ""
    if made := validated(address):
        return made, ""
    before, _, domain = address.rpartition("@")
    if address.count("@") != 1:
        return "", phrase("it has no @") if "@" not in address else phrase("it has more than one @")
    if any(c.isspace() for c in address):
        return "", phrase("a space stands in it")
    if not before.isascii():
        return "", phrase("letters such as ã or ж before the @ cannot be in a mail draft")
    if not validated(f"x@{domain}"):
        return "", phrase("what stands after the @ is no domain")
    return "", phrase("what stands before the @ cannot stand there")


def validated(address: str) -> str:
    """Return an address as it is written to; empty where it is none."""
    from email_validator import EmailNotValidError, validate_email

    try:
        made = validate_email(
            address,
            check_deliverability=False,
            allow_smtputf8=False,
            globally_deliverable=not address.lower().endswith(".example"),  # RFC 2606: it stands for one
        )
    except (EmailNotValidError, ValueError, UnicodeError):
        return ""
    return made.ascii_email or made.normalized


def doubts_of_phone(number: str, country: str) -> Iterator[Doubt]:
    """Say when a telephone number cannot be one of its country; it is kept as it was found."""
    from phonenumbers import NumberParseException, is_possible_number, parse

    for part in re.split(r"[;\n|]| / ", number):
        try:
            if is_possible_number(parse(part.strip(), country)):
                continue
        except (NumberParseException, ValueError):
            pass
        said = phrase(
            "'{number}' is not a number of {country}: kept as it is", number=part.strip()[:40], country=country
        )
        yield "odd-phone", said


def link_of(cell: str, what: str) -> Contact:
    """Return a link of the web; anything else is only noted."""
    if URL.fullmatch(cell):
        return Contact(cell)
    said = phrase("'{text}' is no link, and is not used", text=cell[:80])
    return Contact("", f"{what} as found: {cell}", (("odd-link", said),))
