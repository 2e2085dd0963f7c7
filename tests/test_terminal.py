"""What a person at a terminal is shown: one letter before thousands are made, and how far the work is."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command import DAY, files_in

pytest.importorskip("pty", reason="a terminal of our own needs POSIX")
Make = Callable[..., Path]
NUMBER = 30
PEOPLE = "-- recipients/people.yaml --\n" + "".join(
    f"- {{id: p-{n:02}, name: Person {n:02}, family_name: Person, gender: f, office: lower-house, country: GB,"
    f" languages: [en], email: p{n}@parliament.example}}\n"
    for n in range(NUMBER)
)


def at_terminal(arguments: list[str], answer: str, patience: float = 60) -> tuple[int, str]:
    """Run the command with a terminal as its standard streams; type the answer when it asks."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "campaign", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True) as running:
        os.close(theirs)
        seen, is_answered, end = b"", False, time.monotonic() + patience
        while time.monotonic() < end:
            ready, _, _ = select.select([ours], [], [], 0.2)
            if not ready:
                if running.poll() is not None:
                    break
                continue
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            seen += piece
            if not is_answered and b"[Y/n]" in seen:
                os.write(ours, answer.encode() + b"\n")
                is_answered = True
        os.close(ours)
        return running.wait(10), seen.decode()


def letters(make: Make, out: Path, *more: str) -> list[str]:
    return ["letter", "--campaign", str(make(PEOPLE)), "--out", str(out), "--format", "txt", "--date", DAY, *more]


def test_one_letter_and_the_plan_are_shown_before_all_are_made(make: Make, tmp_path: Path) -> None:
    code, seen = at_terminal(letters(make, tmp_path / "out"), "y")
    assert code == 0, seen
    before, _, after = seen.partition("This is the first. Make all 30 (letter en: 30)?")
    assert "Dear" in before and "Person" in before and after
    assert re.search(r"30 of 30  [\d,]+ a second  0:00 left", after)
    assert len(files_in(tmp_path / "out")) >= NUMBER


def test_who_says_no_gets_no_letter(make: Make, tmp_path: Path) -> None:
    code, seen = at_terminal(letters(make, tmp_path / "out"), "n")
    assert "This is the first" in seen and "a second" not in seen
    assert not any(path.endswith(".txt") for path in files_in(tmp_path / "out"))
    assert code == 0


def test_who_says_yes_beforehand_is_not_asked(make: Make, tmp_path: Path) -> None:
    code, seen = at_terminal(letters(make, tmp_path / "out", "--yes"), "")
    assert code == 0 and "This is the first" not in seen and "30 of 30" in seen


def test_quiet_shows_nothing_to_wait_for(make: Make, tmp_path: Path) -> None:
    code, seen = at_terminal(letters(make, tmp_path / "out", "--quiet"), "")
    assert code == 0 and "a second" not in seen and "This is the first" not in seen
