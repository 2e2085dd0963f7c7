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
