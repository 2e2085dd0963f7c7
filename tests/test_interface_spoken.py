"""What commands print in a language that marks every text it was asked for: what bears no mark was never a phrase."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from command import DAY, call, files_in

from campaign.cli import ui
from campaign.cli.app import COMMANDS
from campaign.cli.crowd import says_yes
from campaign.cli.progress import Tally
from campaign.phrases import MARKS, in_english, phrase

Make = Callable[..., Path]
MARKED = re.compile(r"‹.*›")


@pytest.fixture
def marking(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = {MARKS: MARKS, "Usage: ": "Usage: ", "[OPTIONS]": "[OPTIONS]"}  # no sentences
    speak = lambda text, plural, count: marks.get(text) or f"‹{in_english(text, plural, count)}›"  # noqa: E731
    monkeypatch.setattr(ui, "translate", speak)


@pytest.mark.usefixtures("marking")
@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_and_of_every_option_is_spoken(name: str) -> None:
    shown = call(name, "--help").out
    described = re.findall(r"^  --\S+(?: \S+)?(?:  |\n) *(\S.*)", shown, re.MULTILINE)
    assert described and not [text for text in described if text[0] != "‹"]
    assert shown.split("\n\n")[1].strip()[0] == "‹"


@pytest.mark.usefixtures("marking")
def test_the_list_of_commands_is_spoken() -> None:
    shown = call("--help").out
    assert "--ui es|pt|en" in shown
    assert shown.count("‹") == shown.count("›") == len(COMMANDS) + 6  # itself, `Commands`, --ui, Typer's three


@pytest.mark.usefixtures("marking")
@pytest.mark.parametrize(
    "table", ["facts", "asks", "sources", "countries", "recipients", "kinds", "networks", "languages"]
)
def test_the_header_and_the_states_of_a_table_are_spoken_and_its_json_is_not(make: Make, table: str) -> None:
    folder = make()
    header, *rows = call("show", table, "--campaign", folder, "--date", DAY).out.splitlines()
    assert not re.sub(r"‹[a-z ]+›", "", header).strip()
    if table in ("facts", "asks"):
        assert all("‹" in row for row in rows)
    for_programs = call("show", table, "--campaign", folder, "--date", DAY, "--json").out
    assert "‹" not in for_programs


@pytest.mark.usefixtures("marking")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["trace", "permit"],
        ["recipients", "check"],
        ["log", "list"],
        ["log", "verify"],
        ["remind"],
        ["recipients", "export"],
    ],
    ids=" ".join,
)
def test_what_a_command_tells_is_spoken(make: Make, tmp_path: Path, arguments: list[str]) -> None:
    folder = make()
    where = ["--out", tmp_path / "out"] if arguments[0] != "check" else []
    done = call(*arguments, "--campaign", folder, *where)
    told = [line for line in (done.out + done.err).splitlines() if line and not line.startswith(("  ", str(tmp_path)))]
    assert told and all("‹" in line or "›" in line for line in told), told


@pytest.mark.usefixtures("marking")
def test_what_was_made_adds_up_in_any_language(make: Make, tmp_path: Path) -> None:
    made = call(
        "letter", "--campaign", make(), "--out", tmp_path / "out", "--format", "txt", "--date", DAY, terminal=True
    )
    kind, row, _, files, told, first = made.out.strip().removeprefix("‹").splitlines()
    assert MARKED.search(kind) and row.startswith("letter  ") and MARKED.search(first)
    number = len([path for path in files_in(tmp_path / "out") if path.endswith(".txt")])
    assert f"‹{number} file" in files and f"‹{number} made›" in told


@pytest.mark.parametrize("total, told", [(1, "1 made: 1 of 1 document"), (2, "2 made: 2 of 2 documents")])
def test_one_document_is_one_document(total: int, told: str) -> None:
    tally = Tally(total)
    tally.made = total
    assert tally.summary() == told


@pytest.mark.parametrize(
    "answers, agreed",
    [("s\n", True), ("sí\n", True), ("Y\n", True), ("\n", True), ("n\n", False), ("No\n", False), ("", False)],
)
def test_a_yes_in_the_language_of_the_interface_is_understood(
    monkeypatch: pytest.MonkeyPatch, answers: str, agreed: bool
) -> None:
    monkeypatch.setattr(ui, "translate", lambda text, plural, count: {"y": "s"}.get(text, text))
    monkeypatch.setattr(sys, "stdin", io.StringIO("maybe\n" + answers))
    assert says_yes(phrase("Make all {total:,}?", total=30)) is agreed
