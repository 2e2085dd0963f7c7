"""What a command imports is what it needs: a library that is not wanted costs its start-up time to every command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, write_campaign

# Prints the names of the modules that a command imported, after whatever the command printed.
REPORT = """
import json, sys
from campaign.cli import main
code = 0
try:
    main()
except SystemExit as left:
    code = left.code or 0
print(json.dumps([code, sorted(sys.modules)]))
"""
NOT_FOR_HELP = {
    "campaign.model",
    "yaml",
    "jinja2",
    "babel",
    "weasyprint",
    "docx",
    "rich",
    "pydantic",
    "regex",
    "twitter_text",
    "PIL",
    "zoneinfo",
    "email",
    "csv",
    "asyncio",
    "sqlite3",
}
NOT_FOR_TEXT = {
    "sqlite3",
    "weasyprint",
    "docx",
    "rich",
    "pydantic",
    "twitter_text",
    "regex",
    "PIL",
    "lxml",
    "asyncio",
    "email.message",
    "pyuca",
    "pypinyin",
    "campaign.signatories",
    "campaign.plan.signing",
}
NOT_FOR_COUNTING = {
    "yaml",
    "jinja2",
    "babel",
    "weasyprint",
    "docx",
    "rich",
    "pydantic",
    "campaign.model",
    "campaign.load",
}


def imported(*arguments: str | Path) -> set[str]:
    """Return the modules that a command imported, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", REPORT, *map(str, arguments)], cwd=ROOT, capture_output=True, check=True, text=True
    )
    code, names = json.loads(done.stdout.splitlines()[-1])
    assert code == 0, done.stderr
    return set(names)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["letter", "--help"], ["check", "--help"], ["log", "--help"]], ids=" ".join
)
def test_help_imports_no_library_but_typer(arguments: list[str]) -> None:
    names = imported(*arguments)
    assert "typer" in names
    assert names & NOT_FOR_HELP == set()


def test_the_version_is_told_without_typer() -> None:
    assert not {"typer", "click"} & imported("--version")


@pytest.mark.parametrize("form", ["txt", "html"])
def test_a_letter_imports_only_what_its_format_needs(tmp_path: Path, form: str) -> None:
    folder = write_campaign(tmp_path / "river")
    names = imported(
        "letter", "--campaign", folder, "--out", tmp_path / "out", "--format", form, "--date", "2026-11-22"
    )
    assert f"campaign.formats.{form}" in names
    assert names & NOT_FOR_TEXT == set()


def test_the_built_in_letter_as_text_imports_no_other_format(tmp_path: Path) -> None:
    names = imported("letter", "--to", "sam-sample", "--out", tmp_path, "--format", "txt", "--date", "2026-11-22")
    assert names & NOT_FOR_TEXT == set()
    assert {n for n in names if n.startswith("campaign.formats.")} <= {"campaign.formats.txt", "campaign.formats.tree"}


def test_counting_a_text_loads_no_campaign() -> None:
    assert imported("count", "hello") & NOT_FOR_COUNTING == set()
