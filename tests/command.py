"""Call the command line in this process, ten times faster than in one of its own, and read what it made."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pypdf

from campaign.cli import main

DAY = "2026-11-22"
USUAL = {"no-hook"}  # nothing national is said about the country of the base campaign
NEWS = "On 22 November 2026 River Friends handed its request to the agency."


class Done(NamedTuple):
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object that `--json` prints."""
        return json.loads(self.out)

    @property
    def codes(self) -> set[str]:
        """The codes of the problems, from `--json` or from the lines for people."""
        if self.out.startswith("{"):
            return {p["code"] for p in self.json["problems"]}
        return {
            line.rsplit("[", 1)[1].rstrip("]")
            for line in self.err.splitlines()
            if line.endswith("]") and not line.startswith(" ")
        }

    @property
    def own(self) -> set[str]:
        """The codes without those that the base campaign is always told."""
        return self.codes - USUAL


class Stream(io.TextIOWrapper):
    """A stream that keeps its bytes and says whether it is a terminal."""

    def __init__(self, data: bytes = b"", terminal: bool = False) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", newline="\n", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode()  # type: ignore[attr-defined]


@contextmanager
def standing_in(folder: Path | None) -> Iterator[None]:
    """Stand in a folder for a while."""
    here = os.getcwd()
    os.chdir(folder or here)
    try:
        yield
    finally:
        os.chdir(here)


def call(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", terminal: bool = False) -> Done:
    """Run a command here; an exception other than `SystemExit` is a bug of ours and reaches the test."""
    kept = sys.argv, sys.stdin, sys.stdout, sys.stderr, os.environ.get("CAMPAIGN_NO_CACHE")
    out, err = Stream(terminal=terminal), Stream(terminal=terminal)
    sys.argv = ["campaign", *map(str, arguments)]
    sys.stdin, sys.stdout, sys.stderr = Stream(stdin), out, err
    code = 0
    try:
        with standing_in(cwd):
            main()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else int(left.code is not None)
    finally:
        sys.argv, sys.stdin, sys.stdout, sys.stderr = kept[:4]
        if kept[4] is None:
            os.environ.pop("CAMPAIGN_NO_CACHE", None)
    return Done(code, out.text(), err.text())


def files_in(folder: Path) -> set[str]:
    """Return the files below a folder, hidden ones too, as paths below it."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def made(*arguments: str | Path, folder: Path, out: Path, day: str = DAY) -> Done:
    """Run a command on a campaign; it must succeed."""
    done = call(*arguments, "--campaign", folder, "--out", out, "--date", day)
    assert done.code == 0, done.err
    return done


def manifest(out: Path, ident: str = "river") -> list[dict[str, Any]]:
    """Return the rows of a manifest."""
    whole = json.loads((out / ident / "manifest.json").read_text(encoding="utf-8"))
    assert whole["schema"] == 1
    assert set(whole) == {"schema", "artifacts"}
    return list(whole["artifacts"])


def letter(out: Path, name: str = "jo", ident: str = "river", lang: str = "en") -> str:
    """Return a letter as text, with its lines joined so that words can be looked for."""
    return " ".join((out / ident / lang / "letter" / f"{name}.txt").read_text(encoding="utf-8").split())


def pages_of(path: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def docx_text(path: Path) -> str:
    """Return the text of a DOCX with its headers."""
    import docx

    whole = docx.Document(str(path))
    headers = [p.text for section in whole.sections for p in section.header.paragraphs]
    return "\n".join([*headers, *(p.text for p in whole.paragraphs)])


def letters(folder: Path, *more: str | Path, kind: str = "letter") -> Done:
    """Make the letters of a campaign as text, in `out` beside it."""
    return call(kind, "--campaign", folder, "--out", folder.parent / "out", "--format", "txt", "--date", DAY, *more)
