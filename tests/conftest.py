"""Small whole campaigns in a string, for every test that needs one."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import settings

from campaign import check as checking
from campaign import load as loading
from campaign.compiled import Files
from campaign.diagnostics import Diagnostic
from campaign.model import Campaign

# The same examples on every machine, however slow it is; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# What is printed is read in English, whatever whoever runs the tests speaks.
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)

TODAY = datetime.date(2026, 11, 22)
ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"  # real data by others, where it is there
SECTION = re.compile(r"^-- (\S+) --\n", re.MULTILINE)
EXPECTED = re.compile(r"#! ?([a-z-]+)")

# What the small campaigns of the tests are about; a test adds the keys it looks at.
HEAD = """
-- campaign.yaml --
schema: 1
title: Keep the river clean
source_language: en
languages: [en]
position: reject
summary: The plant may pour waste into the river.
common_ground: Jobs matter, and so does the water that a town drinks.
stages:
  - {id: open, title: Decision ahead, since: 2020-01-01}
"""
# One fact, one concern, one ask, one recipient: the least that every kind can be made of, in English alone.
BASE = (
    HEAD
    + """-- sources.yaml --
- id: permit
  publisher: Example Agency
  title: Permit of the plant
  date: 2021-05-04
  url: https://example.org/permit
  kind: government
  reliability: A
-- facts.yaml --
- id: permit-granted
  text: The agency granted the permit on {granted}.
  values: {granted: {date: 2021-05-04}}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
  slots: [where, background, subheading, next, notes]
-- concerns.yaml --
- id: water
  title: The water
  text: The town drinks from this river.
  letter: The town drinks from this river, and the permit allows waste in it.
  public: The town drinks from this river, and the permit allows waste in it.
  contrary: {text: The plant brings work., reply: It can work without pouring waste.}
  facts: [permit-granted]
-- asks.yaml --
- id: revoke
  title: Revoke the permit
  subject: Request to revoke the permit
  request: We ask you to revoke the permit by {reply_by}.
  request_i: I ask you to revoke the permit by {reply_by}.
  asked: "{organization} asks the agency to revoke the permit."
  headline: "{organization} asks agency to revoke permit"
-- messages.yaml --
- id: river
  aim: reason
  text: The town drinks from this river.
  facts: [permit-granted]
-- sender.yaml --
type: organization
organization: River Friends
name: Kim Lee
address_lines: [1 Bank Street]
city: Rivertown
country: GB
time_zone: Europe/London
email: kim@river.example
phone: +00 000
page: https://river.example/
boilerplate: {en: River Friends looks after the river.}
spokesperson:
  {name: Kim Lee, role: {en: chair}, quote: {en: Water is not a drain.}, approved_by: Kim Lee, approved_on: 2026-11-20}
-- countries/GB.yaml --
languages: [en]
-- recipients/people.yaml --
- {id: jo, name: Jo March, family_name: March, gender: unknown, office: lower-house, country: GB, email: jo@parliament.example}
"""
)


class Problem(NamedTuple):
    """What a test asserts of a diagnostic."""

    code: str
    file: str
    line: int


def sections(text: str) -> dict[str, str]:
    """Return the files of a campaign written as `-- name --` sections."""
    parts = SECTION.split(text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def write_campaign(folder: Path, *texts: str) -> Path:
    """Write the base campaign with the files of the texts over it; an empty file is removed."""
    files = sections(BASE)
    for text in texts:
        files.update(sections(text.lstrip("\n")))
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content.strip():
            path.write_text(content, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`: write the golden texts of test_golden.py anew."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden anew; read the difference before it is committed",
    )


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes the base campaign, changed by `-- file --` sections, and returns its folder."""
    return lambda *texts: write_campaign(tmp_path / "river", *texts)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a browser without a window; skip where there is none."""
    sync = pytest.importorskip("playwright.sync_api")
    pytest.importorskip("axe_playwright_python")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("there is no chromium here")
    with sync.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


def load_campaign(folder: Path) -> Campaign:
    """Load a campaign that must have no problem."""
    campaign, problems = loading.load(folder, files=Files(exact=True))
    assert problems == []
    return campaign


def checked(folder: Path, day: datetime.date = TODAY) -> list[Diagnostic]:
    """Return all problems of a campaign, those of loading it first."""
    campaign, problems = loading.load(folder, files=Files(exact=True))
    return problems + checking.check(campaign, day)


def found(folder: Path, problems: list[Diagnostic]) -> set[Problem]:
    """Return problems as (code, file below the folder, line)."""
    return {
        Problem(
            p.code,
            Path(p.where.file).relative_to(folder).as_posix() if Path(p.where.file).is_relative_to(folder) else "",
            p.where.line,
        )
        for p in problems
    }


def expected(folder: Path) -> set[Problem]:
    """Return the problems announced by `#! code` at the end of lines."""
    return {
        Problem(code, path.relative_to(folder).as_posix(), number)
        for path in folder.rglob("*.yaml")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for code in EXPECTED.findall(line)
    }


def run(
    *arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, stdin: bytes = b""
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own; its output comes as text."""
    import os

    done = subprocess.run(
        [sys.executable, "-m", "campaign", *map(str, arguments)],
        cwd=cwd or ROOT,
        input=stdin,
        capture_output=True,
        env={**os.environ, "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", **(env or {})},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
