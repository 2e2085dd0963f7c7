"""A DOCX opened by another program and read back: paragraph by paragraph it says what our own text of it says.

What the two say differently, and so is left out of the comparison: rules and underlines of the text, brackets of notes
(`[3][4]` there, a raised `3,4` here), the bullet of lists, marks of direction, and the spaces at their sides.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from builtin import built_in, planned, renderer
from command import DAY

from campaign.formats import Content, docx, txt

COUNTRIES = {"en": None, "fr": "FR", "ar": "EG", "zh-Hans": None}
KINDS = ("letter", "press-release", "fact-sheet", "open-letter", "briefing", "qa", "call-script")
UNBROKEN = 100_000  # columns: no line is cut
DIRECTION = re.compile("[\u200e\u200f\u2066-\u2069\ufeff]")
NOTES = re.compile(r"(?<=\S) ?((?:\[\d+\])+)")
BULLET = re.compile("^[-•\uf0b7] ")


def content_of(kind: str, lang: str) -> Content:
    """Return the first document of a kind."""
    documents, _ = planned(DAY, kind, languages=(lang,), country=None if kind == "letter" else COUNTRIES[lang])
    return renderer(lang).render(documents[0]).content


def said(text: str) -> list[str]:
    """Return the paragraphs of a text, one each line, without what says nothing."""
    lines = [" ".join(DIRECTION.sub("", line).split()) for line in text.splitlines()]
    return [BULLET.sub("", line) for line in lines if line.strip("-= ")]


def ours(content: Content) -> list[str]:
    """Return the paragraphs of our own text, with notes as Word has them."""
    plain = NOTES.sub(lambda found: found[1][1:-1].replace("][", ","), DIRECTION.sub("", txt.plain(content, UNBROKEN)))
    return said(plain)


@cache
def read_back(place: Path) -> dict[tuple[str, str], tuple[list[str], list[str]]]:
    """Write all documents, let LibreOffice read them in one go, and return both texts of each."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("there is no LibreOffice here: with `soffice` on the PATH (Debian: libreoffice-writer) this runs")
    assert set(KINDS) <= set(built_in().kinds)
    contents = {(kind, lang): content_of(kind, lang) for kind in KINDS for lang in COUNTRIES}
    for (kind, lang), content in contents.items():
        (place / f"{kind}.{lang}.docx").write_bytes(docx.write(content))
    files = sorted(place.glob("*.docx"))
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"  # who has it open loses nothing
    wanted = ("--convert-to", "txt:Text (encoded):UTF8", "--outdir", place / "back")
    done = subprocess.run(
        [program, profile, "--headless", "--norestore", *wanted, *files], capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    return {
        (kind, lang): (said((place / "back" / f"{kind}.{lang}.txt").read_text(encoding="utf-8-sig")), ours(content))
        for (kind, lang), content in contents.items()
    }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for the documents."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", COUNTRIES)
def test_another_program_reads_in_a_docx_what_our_text_says(place: Path, kind: str, lang: str) -> None:
    theirs, own = read_back(place)[kind, lang]
    assert len(own) > 8
    assert theirs == own
