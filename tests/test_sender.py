"""Who signs: a country, a time zone and an e-mail address that are none are refused wherever they are given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command import call

WRONG = """\
type: person
name: Kim Lee
city: Recife
country: {country}
time_zone: {zone}
email: {email}
"""


@pytest.mark.parametrize("command", ["check", "--from"])
def test_a_wrong_sender_is_refused(make: Callable[..., Path], tmp_path: Path, command: str) -> None:
    text = WRONG.format(country="Brazil", zone="America/Recifee", email="rede(at)teste.example")
    folder = make()
    if command == "check":
        (folder / "sender.yaml").write_text(text, encoding="utf-8")
        done = call("check", "--campaign", folder)
    else:
        (tmp_path / "me.yaml").write_text(text, encoding="utf-8")
        done = call("letter", "--campaign", folder, "--from", tmp_path / "me.yaml", "--out", tmp_path / "out")
    assert done.code == 2 and {"unknown-country", "time-zone", "email"} <= done.codes, done.err
    assert "did you mean 'BR'?" in done.err and "'America/Recife'" in done.err and "it has no @" in done.err


def test_a_right_sender_is_taken(make: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "me.yaml").write_text(
        WRONG.format(country="BR", zone="America/Recife", email="a@teste.example"), "utf-8"
    )
    done = call(
        "letter", "--campaign", make(), "--from", tmp_path / "me.yaml", "--out", tmp_path / "out", "--format", "txt"
    )
    assert done.code == 0, done.err


@pytest.mark.parametrize(
    ("area", "said"), [("Olinda", "em Olinda"), ("o Recife", "no Recife"), ("a Bahia", "na Bahia")]
)
def test_a_place_with_an_article_is_joined_with_the_preposition(tmp_path: Path, area: str, said: str) -> None:
    (tmp_path / "me.yaml").write_text(f"type: person\nname: Kim Lee\ncity: Recife\narea: {area}\n", "utf-8")
    (tmp_path / "to.yaml").write_text(
        "- {id: jane-doe, name: Jane Doe, office: upper-house, country: BR, languages: [pt-BR]}\n", "utf-8"
    )
    given = ("--recipients", tmp_path / "to.yaml", "--from", tmp_path / "me.yaml", "--out", tmp_path, "--format", "txt")
    done = call("letter", "--campaign", "cybercrime-treaty", *given)
    assert done.code == 0, done.err
    letter = tmp_path / "cybercrime-treaty" / "pt-BR" / "letter" / "jane-doe.txt"
    assert f"Moro {said} e escrevo" in letter.read_text("utf-8")
