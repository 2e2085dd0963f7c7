"""Make a link that opens a message as a draft in the reader's mail program (RFC 6068), where programs take one so long."""

from __future__ import annotations

import re

from campaign.formats import Content, txt
from campaign.formats.eml import SUBJECT, mailbox
from campaign.values import replace

# Characters of the whole link: Windows and Chrome cut it at about 2,046, some mail programs on the web earlier.
LONGEST = 1800
LEFT_OUT = re.compile(
    r"<section class=\"sources\">.*?</section>|<sup class=\"note[^>]*>.*?</sup>|<p class=\"mark\">.*?</p>", re.DOTALL
)
UNWRAPPED = 100_000  # columns: the mail program wraps the lines


def link(content: Content) -> str | None:
    """Return the link with subject and text, or None where it would be too long or there is no address.

    The text goes without the list of sources and the notes that point to it. An address that no mail program takes is
    an error `[email-address]`, as in a draft.
    """
    from urllib.parse import quote

    name, address = content.to
    if not address:
        return None
    mark = f"[{content.mark.split(':')[0]}] " if content.mark else ""
    html = LEFT_OUT.sub("", SUBJECT.sub("", content.html, count=1))
    text = txt.plain(replace(content, html=html, mark=""), UNWRAPPED).strip()
    body = (f"{content.mark}\n\n" if mark else "") + text
    to = quote(mailbox(name, address).addr_spec, safe="@")
    subject = quote(mark + " ".join(content.subject.split()), safe="")
    whole = f"mailto:{to}?subject={subject}&body={quote(body.replace(chr(10), chr(13) + chr(10)), safe='')}"
    return whole if len(whole) <= LONGEST else None
