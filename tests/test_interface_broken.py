"""A catalog of the interface that is broken, or kept broken: what is said is English then, and never a traceback."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from pathlib import Path

import pytest
from command import call
from conftest import ROOT

from campaign import resources
from campaign.cli import ui
from campaign.phrases import MARKS, in_english, phrase, said

SPANISH = (ROOT / "locales/es/LC_MESSAGES/interface.po").read_text(encoding="utf-8")
ENGLISH = "error: no command '{x}' [unknown-command]"


@pytest.fixture
def speak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], str]:
    """Return a function that asks for Spanish, with other bytes in its catalog, and returns what is said first."""
    monkeypatch.setattr(resources, "LOCALES", tmp_path / "locales")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for place, name in ((ui, "translate"), (gettext, "gettext"), (gettext, "ngettext")):
        monkeypatch.setattr(place, name, getattr(place, name))
    path = tmp_path / "locales/es/LC_MESSAGES/interface.po"
    path.parent.mkdir(parents=True)

    def told(data: bytes) -> str:
        path.write_bytes(data)
        done = call("--ui", "es", "{x}")
        assert done.code == 2 and done.out == ""
        return done.err.splitlines()[0]

    return told


def test_a_whole_catalog_is_spoken(speak: Callable[[bytes], str]) -> None:
    assert speak(SPANISH.encode()) == "error: no existe el comando '{x}' [unknown-command]"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00\x86",
        SPANISH[:3000].encode(),
        SPANISH.replace("charset=utf-8", "charset=nothing").encode(),
        SPANISH.replace("plural=(n != 1)", "plural=(n %% 1 x)").encode(),
        SPANISH.replace('msgstr "no existe el comando', 'msgstr "no existe el {comando').encode(),
        SPANISH.replace('msgid "no command', '#, fuzzy\nmsgid "no command').encode(),
    ],
    ids=["empty", "bytes", "cut", "charset", "plural", "brace", "fuzzy"],
)
def test_a_broken_catalog_speaks_english(speak: Callable[[bytes], str], data: bytes) -> None:
    assert data != SPANISH.encode() and speak(data) == ENGLISH


@pytest.mark.parametrize("cut", [0, 3, 100, 20_000])
def test_a_kept_catalog_that_is_broken_is_made_anew(
    speak: Callable[[bytes], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    whole = speak(SPANISH.encode())
    [kept] = (tmp_path / "cache").rglob("*.mo")
    data = kept.read_bytes()
    kept.write_bytes(data[:cut])
    monkeypatch.setattr(ui, "translate", in_english)
    assert call("--ui", "es", "{x}").err.startswith(whole)
    assert kept.read_bytes() == data


def test_a_cache_that_is_no_folder_is_done_without(speak: Callable[[bytes], str], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("", encoding="utf-8")
    assert "no existe" in speak(SPANISH.encode())


@pytest.mark.parametrize(
    "translation", ["{other}", "{0}", "{", "}", "{name.x}", "{name!z}", "{name:q}", "{count:%Q:}", "{name[x]}"]
)
def test_a_translation_that_cannot_be_filled_is_said_in_english(translation: str) -> None:
    made = phrase("{count:,} file of {name}", "{count:,} files of {name}", count=1200, name="{x}%s\n\u202e\udc80\0")
    for one in (made, phrase("{inner}!", inner=made)):
        spanish = lambda text, plural, count: translation if plural else text  # noqa: E731
        assert said(one, spanish) == one
    assert said(made, lambda text, plural, count: str(1 // 0) if plural else text) == made


@pytest.mark.parametrize("marks", ["", ",", ",.-", "{}"])
def test_marks_that_are_not_two_are_those_of_english(marks: str) -> None:
    def translate(text: str, plural: str, count: int) -> str:
        return marks if text == MARKS else in_english(text, plural, count)

    told = said(phrase("{number:,}", number=12345), translate)
    assert told == ("12}345" if len(marks) == 2 else "12,345")
