"""Safe mode: nothing that was given of a person stands in any byte that is written, in any file, header or record."""

from __future__ import annotations

import getpass
import io
import re
import socket
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import call

SENDER = """\
type: organization
organization: Collective X
name: Zulmira Quintanilha
gender: f
role: {en: treasurer of Vraxholm, ar: treasurer of Vraxholm}
address_lines: [Grzmot Street 77, 90210 Plonsk]
city: Plonsk
area: Vraxholm
country: EG
phone: "+20 2 5550 1999"
time_zone: Africa/Cairo
email: post@collective.example
page: https://collective.example/
spokesperson:
  name: Ludmila Ferrabras
  role: {en: speaker, ar: speaker}
  quote: {en: We stay., ar: نبقى.}
  approved_by: Ludmila Ferrabras
  approved_on: 2026-11-20
"""
GIVEN = ("Zulmira", "Quintanilha", "Grzmot", "Plonsk", "Vraxholm", "5550 1999", "55501999", "Ludmila", "Ferrabras")
PEOPLE = """\
- id: nefertari-khafra
  name: Nefertari Khafra
  family_name: Khafra
  gender: f
  office: lower-house
  country: EG
  languages: [en]
"""


def opened(data: bytes) -> Iterator[bytes]:
    """Yield a file and what is packed inside it: the members of an archive, the streams of a PDF."""
    yield data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                yield member.filename.encode() + member.comment + member.extra
                yield from opened(archive.read(member))
    if data[:4] == b"%PDF":
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                yield stream


def spellings(word: str) -> list[bytes]:
    """Return a word as it could stand in a file: UTF-8, UTF-16, hexadecimal, percent-encoded."""
    return [word.encode(), word.encode("utf-16-be"), word.encode("utf-16-le"), word.encode().hex().encode()]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the kit of a country where speaking is dangerous: safe mode is its default."""
    folder = tmp_path_factory.mktemp("very-private-folder")
    (folder / "sender.yaml").write_text(SENDER, encoding="utf-8")
    (folder / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    done = call(
        *("kit", "--country", "EG", "--lang", "en", "--from", folder / "sender.yaml"),
        *("--recipients", folder / "people.yaml", "--date", "2026-11-22", "--out", folder / "out"),
        *("--city", "Plonsk"),
    )
    assert done.code == 0, done.err
    assert "safe" in done.codes
    return folder / "out"


def test_nothing_of_a_person_or_place_is_in_any_byte(made: Path) -> None:
    words = [*GIVEN, "very-private-folder", str(made.parent), getpass.getuser() + "@", socket.gethostname() + "."]
    found = [
        (path.relative_to(made).as_posix(), word)
        for path in made.rglob("*")
        if path.is_file()
        for piece in opened(path.read_bytes())
        for word in words
        for spelled in spellings(word)
        if spelled in piece
    ]
    assert found == []


def test_the_recipient_is_in_the_letter_and_in_no_file_name_or_record(made: Path) -> None:
    letters = [p for p in made.rglob("letter-*.txt") if p.is_file()]
    assert letters and all("Khafra" in p.read_text(encoding="utf-8") for p in letters)
    names = [p.as_posix().lower() for p in made.rglob("*")]
    assert not any("khafra" in name or "nefertari" in name for name in names)
    manifest = (made / "cybercrime-treaty/manifest.json").read_text(encoding="utf-8").lower()
    assert "khafra" not in manifest and "nefertari" not in manifest


def test_the_search_would_find_them(made: Path, tmp_path: Path) -> None:
    """What is looked for is found in files of every kind that are made without safe mode."""
    (tmp_path / "sender.yaml").write_text(SENDER.replace("country: EG", "country: GB"), encoding="utf-8")
    (tmp_path / "people.yaml").write_text(PEOPLE.replace("country: EG", "country: GB"), encoding="utf-8")
    done = call(
        *("letter", "--from", tmp_path / "sender.yaml", "--recipients", tmp_path / "people.yaml"),
        *("--format", "pdf,docx,txt", "--date", "2026-11-22", "--out", tmp_path / "out"),
    )
    assert done.code == 0, done.err
    for suffix in ("docx", "txt"):
        [path] = (tmp_path / "out").rglob(f"*.{suffix}")
        assert any(b"Plonsk" in piece for piece in opened(path.read_bytes())), suffix
