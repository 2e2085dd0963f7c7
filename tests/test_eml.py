"""E-mail drafts: headers that nobody can add to, an address that every server takes, and the text as it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from email import message_from_bytes
from email.headerregistry import UniqueAddressHeader
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from builtin import rendered
from conftest import TODAY, load_campaign
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.address import AllForms
from campaign.diagnostics import Stop
from campaign.formats import Content, eml, txt
from campaign.languages import Languages
from campaign.plan import Request, plan
from campaign.write import write

DAY = TODAY.isoformat()
PEOPLE = [
    (lang, whom) for lang in ("en", "es") for whom in ("ana-ejemplo", "luis-ejemplo", "sam-sample", "alex-ejemplo")
]
HEADERS = {"From", "To", "Subject", "X-Unsent", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}


def draft(**changes: Any) -> Content:
    """Return a small e-mail, with some fields changed."""
    fields: dict[str, Any] = {
        "html": '<h1 class="subject">Save the river</h1>\n<p>Dear Jo March,</p>\n<p>Please act.</p>',
        "title": "Save the river",
        "subject": "Save the river",
        "language": "en",
        "to": ("Jo March", "jo@parliament.example"),
        "sender": ("Kim", "kim@river.example"),
    }
    return Content(**{**fields, **changes})


def read(data: bytes) -> EmailMessage:
    """Read a draft as a mail program does, and look at what holds for every draft."""
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects and not any(value.defects for value in message.values())
    assert set(message.keys()) <= HEADERS and len(message.keys()) == len(set(message.keys()))
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"") and b"\r" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998  # RFC 5322, 2.1.1
    return message


def mailbox(message: EmailMessage, header: str) -> tuple[str, str]:
    """Return the name and the address of a header that holds one."""
    field = message[header]
    assert isinstance(field, UniqueAddressHeader)
    [address] = field.addresses
    return address.display_name, address.addr_spec


def refused(content: Content) -> str:
    """Return the message of the one error that a content is refused with."""
    with pytest.raises(Stop) as stop:
        eml.write(content)
    [problem] = stop.value.problems
    assert (problem.code, problem.severity) == ("email-address", "error")
    return problem.message


# Whole drafts


def test_a_draft_byte_for_byte() -> None:
    assert eml.write(draft(to=("José Pérez", "jose@cámara.example"), html="<p>Señor José: ¿puede usted?</p>")) == (
        b"From: Kim <kim@river.example>\r\n"
        b"To: =?utf-8?q?Jos=C3=A9_P=C3=A9rez?= <jose@xn--cmara-xqa.example>\r\n"
        b"Subject: Save the river\r\n"
        b"X-Unsent: 1\r\n"
        b'Content-Type: text/plain; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n"
        b"MIME-Version: 1.0\r\n"
        b"\r\n"
        b"Se=C3=B1or Jos=C3=A9: =C2=BFpuede usted?\r\n"
    )


@pytest.mark.parametrize(("lang", "whom"), PEOPLE)
def test_an_example_is_an_unsent_draft_that_names_no_day_and_no_machine(lang: str, whom: str) -> None:
    rendering = rendered(DAY, "email", lang, to=(whom,))
    recipient = rendering.document.recipient
    assert recipient
    message = read(eml.write(rendering.content))
    assert message["X-Unsent"] == "1"
    assert "Date" not in message and "Message-ID" not in message
    assert mailbox(message, "To") == (recipient.name, recipient.email)
    assert mailbox(message, "From") == ("Organización Ejemplo (ficticia)", "contacto@organizacion.example")
    mark = {"en": "SAMPLE", "es": "MUESTRA"}[lang]
    assert message["Subject"] == f"[{mark}] {rendering.content.subject}"
    assert message["Content-Transfer-Encoding"] == "quoted-printable"
    assert message.get_content_type() == "text/plain"


@pytest.mark.parametrize(("lang", "whom"), PEOPLE)
def test_the_text_is_that_of_the_text_file_without_the_subject_line(lang: str, whom: str) -> None:
    content = rendered(DAY, "email", lang, to=(whom,)).content
    lines = txt.write(content).decode().splitlines()
    start = next(n for n, line in enumerate(lines) if line and content.subject.startswith(line))
    end = next(n for n in range(start, len(lines)) if not lines[n])
    assert " ".join(lines[start:end]) == content.subject
    body = read(eml.write(content)).get_content()
    assert body.splitlines() == lines[:start] + lines[end + 1 :]
    assert content.subject not in body


def test_a_campaign_writes_a_draft_beside_the_text(make: Callable[..., Path]) -> None:
    folder = make("""
-- recipients/people.yaml --
- {id: jo, name: "Jo \\"J\\" March, MP", given_name: Jo, family_name: March, gender: unknown, office: lower-house, country: GB, email: jo@parliament.example}
- {id: al, name: Al, given_name: Al, family_name: Lee, gender: unknown, office: lower-house, country: GB}
""")  # noqa: E501
    campaign = load_campaign(folder)
    languages = Languages(campaign)
    documents, _ = plan(campaign, Request(day=TODAY, kinds=("email",)), languages, AllForms(folder))
    artifacts, problems = write(campaign, documents, languages, folder / "made")
    assert not [p for p in problems if p.severity == "error"]
    found = {Path(a.path).name: (folder / "made" / a.path).read_bytes() for a in artifacts}
    assert set(found) == {"jo.txt", "jo.eml", "al.txt", "al.eml"}
    message = read(found["jo.eml"])
    assert mailbox(message, "To") == ('Jo "J" March, MP', "jo@parliament.example")
    assert mailbox(message, "From") == ("Kim Lee", "kim@river.example")
    assert message["Subject"] == "Request to revoke the permit"
    assert "To" not in read(found["al.eml"])  # an address that is not known is left to the person who sends


def test_two_drafts_are_the_same_bytes() -> None:
    content = rendered(DAY, "email", "es", to=("ana-ejemplo",)).content
    assert eml.write(content) == eml.write(content)


# Addresses


NO_ADDRESSES = """
josé@river.example
jo
jo@
@river.example
jo@river..example
jo@.example
jo@river.example.
jo@a@river.example
(jo@river.example
jo(x)@river.example
jo@[127.0.0.1]
"jo march"@river.example
jo march@river.example
.jo@river.example
jo.@river.example
jo..m@river.example
jo@river.example, eve@river.example
Jo <jo@river.example>
jo@river.example>
jo;eve@river.example
jo@river:80
jo@río.
""".strip().splitlines()


@pytest.mark.parametrize(
    "address", [*NO_ADDRESSES, "jo@a.example\nBcc: eve@a.example", "\x00@a.example", f"jo@{64 * 'a'}.a"]
)
def test_what_is_no_address_for_every_server_is_refused(address: str) -> None:
    assert repr(address) in refused(draft(to=("Jo", address)))
    assert repr(address) in refused(draft(sender=("Jo", address)))


def test_a_domain_beyond_ascii_is_written_in_idna_and_its_case_is_kept() -> None:
    for given_, sent in {
        "jo@cámara.example": "jo@xn--cmara-xqa.example",
        "jo@例え.jp": "jo@xn--r8jz45g.jp",
        "J.O+a'b@Parliament.Example": "J.O+a'b@Parliament.Example",
        " jo@river.example ": "jo@river.example",
    }.items():
        assert mailbox(read(eml.write(draft(to=("Jo", given_)))), "To")[1] == sent


def test_a_domain_that_python_would_turn_into_another_is_refused() -> None:
    assert "straße" in refused(draft(to=("Jo", "jo@straße.example")))


@given(st.text(alphabet=st.characters(max_codepoint=0x250), max_size=12), st.text("abà.-_@ \n", max_size=12))
@example("a@b", "c")
@example("jo", "x.")
def test_any_address_is_written_as_it_is_or_refused(local: str, domain: str) -> None:
    try:
        data = eml.write(draft(to=("Jo", f"{local}@{domain}")))
    except Stop:
        return
    name, address = mailbox(read(data), "To")
    assert name == "Jo"
    sent, _, host = address.partition("@")
    assert sent == local.strip()
    assert host.encode().decode("idna") == domain.strip().encode("idna").decode("idna")


# Names and subjects


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x00", "\x1b"])
def test_a_name_that_could_start_a_header_of_its_own_is_refused(end: str) -> None:
    name = f"Jo{end}Bcc: eve@river.example"
    assert repr(name) in refused(draft(to=(name, "jo@river.example")))
    assert repr(name) in refused(draft(sender=(name, "jo@river.example")))
    # In a subject it is a space.
    message = read(eml.write(draft(subject=f"Save{end}Bcc: eve@river.example"))) if end not in "\x00\x1b" else None
    assert message is None or message["Subject"] == "Save Bcc: eve@river.example"


LETTERS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=90)


@given(LETTERS.filter(lambda text: "=?" not in text), LETTERS.filter(lambda text: "=?" not in text))
@example("Doe, Jo <eve@river.example>", "a" * 200)
@example('"', "ñ" * 90)
@example("\\", "")
def test_any_name_and_subject_come_back_as_they_were(name: str, subject: str) -> None:
    message = read(eml.write(draft(to=(name, "jo@river.example"), subject=subject)))
    assert mailbox(message, "To")[1] == "jo@river.example"
    assert spaced(mailbox(message, "To")[0]) == spaced(name)
    assert " ".join(message["Subject"].split()) == " ".join(subject.split())


def spaced(text: str) -> str:
    """Return a text without the white space that folding may change."""
    return re.sub(r"\s+", "", text)


@given(LETTERS)
def test_any_text_comes_back_as_it_was(words: str) -> None:
    content = draft(html=f"<p>{words.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</p>")
    assert read(eml.write(content)).get_content().replace("\r\n", "\n") == txt.write(content).decode()
