"""Files of vCards as lists of people."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from conftest import TODAY

from campaign.diagnostics import Diagnostic
from campaign.recipients.found import Found
from campaign.recipients.sources import vcard

CARDS = """BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:1
FN:Ana Ejemplo\\, MP
N:Ejemplo;Ana;Berta,Clara;Dr.,Prof.;Jr.
GENDER:F;woman
EMAIL;TYPE=home;PREF=50:ana@home.example
EMAIL;TYPE=work;PREF=1:ana@parliament.example
TEL;TYPE=fax:+1 11
TEL;VALUE=uri;TYPE="voice,work":tel:+1-22;ext=3
ORG:Senate;Committee\\; Law
TITLE:Senator
ROLE:Whip
ADR;LABEL="1 Way: A\\nTown":;;1 Way;Town;;123;Land
LANG;PREF=2:fr
LANG;PREF=1:es
URL:https://x.example/a
 bc
BDAY:19700203
X-SOCIALPROFILE;TYPE=twitter:https://twitter.com/ana
SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://m.example/@ana
END:VCARD

BEGIN:VCARD
VERSION:3.0
N:Ejemplo;Ben;;;
item1.EMAIL;TYPE=INTERNET,PREF:ben@x.example
item1.X-ABLabel:_$!<Work>!$_
ADR;TYPE=WORK:PO 7;;1 Way\\, East;Town;State;123;Land
X-TWITTER:ben
X-GENDER:Male
END:VCARD
begin:vcard
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:P=C3=A9rez;Jos=C3=A9
FN;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:Jos=E9 P=
=E9rez
TEL;WORK;VOICE:+1 33
DEATHDATE:2020-01-01
end:vcard
BEGIN:VCARD
VERSION:4.0
KIND:group
FN:The committee
END:VCARD
stray
BEGIN:VCARD
FN:Open
this is no line
BEGIN:VCARD
FN:Fay
this is no line
N;ENCODING=QUOTED-PRINTABLE;CHARSET=klingon:F=E9y
END:VCARD
"""


def read(tmp_path: Path, text: str) -> tuple[list[Found], list[Diagnostic]]:
    """Read a text as vCards."""
    path = tmp_path / "cards.vcf"
    path.write_bytes(text.encode())
    _, founds, problems = vcard.read(path, TODAY)
    return founds, problems


@pytest.fixture
def cards(tmp_path: Path) -> list[Found]:
    """Return the people of the sample."""
    founds, problems = read(tmp_path, CARDS)
    assert [(p.code, p.where.line) for p in problems] == [("outside", 46)]
    assert len(founds) == 6
    return founds


def test_a_card_of_version_4_is_read_whole(cards: list[Found]) -> None:
    assert cards[0].fields == {
        "id": "urn:uuid:1",
        "name": "Ana Ejemplo, MP",
        "family_name": "Ejemplo",
        "given_name": "Ana",
        "additional_name": "Berta, Clara",
        "honorific_prefix": "Dr., Prof.",
        "honorific_suffix": "Jr.",
        "gender": "f",
        "email": "ana@parliament.example",
        "phone": "+1-22",
        "address": "1 Way: A\nTown",
        "organization": "Senate, Committee; Law",
        "role": "Senator",
        "languages": "es;fr",
        "url": "https://x.example/abc",
        "birth_date": "1970-02-03",
    }
    assert cards[0].accounts == {"x": "https://twitter.com/ana", "mastodon": "https://m.example/@ana"}
    assert cards[0].notes == (("more-than-one", "email: ana@parliament.example is used; also: ana@home.example"),)


def test_a_card_of_version_3_with_groups_is_read(cards: list[Found]) -> None:
    ben = cards[1]
    assert ben.where.line == 24
    assert (ben.fields["email"], ben.fields["gender"], ben.accounts) == ("ben@x.example", "Male", {"x": "ben"})
    assert ben.fields["address"] == "PO 7\n1 Way, East\nTown\nState\n123\nLand"
    assert "name" not in ben.fields


def test_quoted_printable_of_version_2_1_is_read_in_its_charset(cards: list[Found]) -> None:
    jose = cards[2]
    assert (jose.fields["name"], jose.fields["family_name"], jose.fields["phone"]) == ("José Pérez", "Pérez", "+1 33")
    assert jose.ended == ("deceased", "died 2020-01-01")


def test_cards_of_groups_and_cards_without_an_end_are_left_out_with_the_reason(cards: list[Found]) -> None:
    assert [(c.where.line, c.ended) for c in cards[3:]] == [
        (41, ("no-person", "the kind of this card is group")),
        (47, ("open-card", "there is no END:VCARD for this card")),
        (50, None),
    ]
    assert cards[5].notes == (
        ("odd-line", "line 52 is no line of a card: 'this is no line'"),
        ("charset", "line 53: 'klingon' is no charset that is known"),
        ("charset", "line 53 is not all text in klingon"),
    )


@pytest.mark.parametrize(
    ("written", "gender"), [("M", "m"), ("O;x", "other"), ("N", "unknown"), ("U", "unknown"), (";it", None)]
)
def test_the_genders_of_rfc_6350_are_words_that_are_known(tmp_path: Path, written: str, gender: str | None) -> None:
    founds, _ = read(tmp_path, f"BEGIN:VCARD\nFN:A\nGENDER:{written}\nEND:VCARD\n")
    assert founds[0].fields.get("gender") == gender


def test_a_file_without_a_card_is_refused_and_a_folder_of_files_is_read(tmp_path: Path) -> None:
    assert [p.code for p in vcard.read(tmp_path, TODAY)[2]] == ["no-cards"]
    for name in ("b.vcf", "a.VCF", "c.txt"):
        (tmp_path / name).write_text(f"BEGIN:VCARD\nFN:{name}\nEND:VCARD", encoding="utf-8", newline="\r\n")
    assert vcard.knows(tmp_path, b"")
    assert [f.fields["name"] for f in vcard.read(tmp_path, TODAY)[1]] == ["a.VCF", "b.vcf"]
    assert vcard.knows(tmp_path / "c.txt", b"\xef\xbb\xbfBegin:vCard\r\n")
    assert not vcard.knows(tmp_path / "c.txt", b"name,email\n")


def test_lines_that_make_patterns_slow_are_read_at_once(tmp_path: Path) -> None:
    hard = [
        "A" + ";B=a," * 20_000,
        'A;B="' + '"x",' * 20_000,
        "N:" + "\\" * 50_001,
        "N:" + ";," * 20_000,
        "A" + ' "' * 20_000,
    ]
    begun = time.perf_counter()
    founds, _ = read(tmp_path, "BEGIN:VCARD\nFN:A\n" + "\n".join(hard) + "\nEND:VCARD\n")
    assert founds[0].fields["name"] == "A"
    assert time.perf_counter() - begun < 5
