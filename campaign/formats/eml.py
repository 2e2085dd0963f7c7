"""Write an e-mail draft that mail programs open: RFC 5322, no date, no message id, `X-Unsent` as Outlook wants it."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from campaign.diagnostics import NOWHERE, Stop, error
from campaign.formats import Content, Format, format_named, txt
from campaign.phrases import phrase
from campaign.values import replace

if TYPE_CHECKING:
    from email.headerregistry import Address

SUBJECT = re.compile(r"<h1 class=\"subject\">.*?</h1>", re.DOTALL)
WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LOCAL = re.compile(rf"{WORD}(\.{WORD})*")  # RFC 5322 dot-atom
DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
DEVIANT = frozenset("ßς\u200c\u200d")  # letters that IDNA 2003, which Python knows, turns into others (UTS 46, 2.3)
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def write(content: Content) -> bytes:
    """Return the draft; an address or a name that cannot stand in a header is an error `[email-address]`."""
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    for header, (name, address) in (("From", content.sender), ("To", content.to)):
        if address:
            message[header] = mailbox(name, address)
    mark = content.mark.split(":")[0]
    text = " ".join(f"[{mark}] {content.subject}".split() if mark else content.subject.split())
    if text.isascii():
        message["Subject"] = text
    message["X-Unsent"] = "1"
    body = txt.write(replace(content, html=SUBJECT.sub("", content.html, count=1)))
    message.set_content(body.decode(), cte="quoted-printable")
    for name, letter in content.attached:
        data = format_named("pdf").write(letter)
        message.add_attachment(data, maintype="application", subtype="pdf", filename=f"{name}.pdf")
    if content.attached:  # Python draws lots for it; the same draft has the same bytes
        message.set_boundary(f"=_{sha256(body).hexdigest()[:32]}")
    return (b"" if text.isascii() else subject(text)) + message.as_bytes()


def subject(text: str) -> bytes:
    """Return the header of a subject in encoded words (RFC 2047).

    Python's own policy loses the space at which it folds between two of them.
    """
    from email.header import Header

    coded = Header(text, "utf-8", 75, "Subject").encode(linesep="\r\n")
    return f"Subject: {coded}\r\n".encode()


def mailbox(name: str, address: str) -> Address:
    """Return a name and an address for a header, the domain in IDNA.

    A local part beyond ASCII is refused (RFC 6532 is not everywhere), and so is a name with a line end or another
    control character, which could start a header of its own.
    """
    from email.headerregistry import Address

    local, _, domain = address.strip().rpartition("@")
    if not DEVIANT.isdisjoint(domain):
        message = phrase("{address} cannot be written for every mail program", address=repr(address))
        hint = phrase("write its domain as xn--…: programs differ in what such letters stand for")
        raise Stop(error(NOWHERE, "email-address", message, hint))
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        domain = ""
    if not (LOCAL.fullmatch(local) and DOMAIN.fullmatch(domain)):
        message = phrase("{address} cannot be an e-mail address", address=repr(address))
        hint = phrase("write it as name@domain; letters with accents can stand in the domain alone")
        raise Stop(error(NOWHERE, "email-address", message, hint))
    if CONTROL.search(name.strip()):
        message = phrase("the name {name} holds a line end or another control character", name=repr(name))
        raise Stop(error(NOWHERE, "email-address", message))
    return Address(name.strip(), local, domain)


FORMAT = Format("eml", ".eml", False, write)
