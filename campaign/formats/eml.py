"""Write an e-mail draft that mail programs open: RFC 5322, no date, no message id, `X-Unsent` as Outlook wants it."""

from __future__ import annotations

import re

from campaign.diagnostics import NOWHERE, Stop, error
from campaign.formats import Content, Format, txt
from campaign.values import replace

SUBJECT = re.compile(r"<h1 class=\"subject\">.*?</h1>", re.DOTALL)


def write(content: Content) -> bytes:
    """Return the draft; an address that cannot stand in a header is an error `[email-address]`."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    for header, (name, address) in (("From", content.sender), ("To", content.to)):
        if address:
            try:
                message[header] = Address(display_name=name, addr_spec=mailbox(address))
            except (ValueError, IndexError) as reason:
                raise Stop(
                    error(NOWHERE, "email-address", f"'{address}' cannot be an e-mail address: {reason}")
                ) from None
    mark = content.mark.split(":")[0]
    message["Subject"] = " ".join(f"[{mark}] {content.subject}".split() if mark else content.subject.split())
    message["X-Unsent"] = "1"
    body = txt.write(replace(content, html=SUBJECT.sub("", content.html, count=1)))
    message.set_content(body.decode(), cte="quoted-printable")
    return message.as_bytes()


def mailbox(address: str) -> str:
    """Return the address with its domain in IDNA; a local part beyond ASCII is refused (RFC 6532 is not everywhere)."""
    local, _, domain = address.strip().rpartition("@")
    if not local or not domain or not local.isascii() or re.search(r"[\s,;<>]", address.strip()):
        raise ValueError("not an address of the form name@domain")
    return f"{local}@{domain.encode('idna').decode()}"


FORMAT = Format("eml", ".eml", False, write)
