"""Read parsed files: as they stand, or as they were parsed when the tool was set up.

Parsing the YAML of the built-in campaign takes a third of the time of a text letter, and parsing the catalogs of another
language a fifth. `make` therefore keeps what ships in parsed form beside Python's own compiled files
(`python -m campaign.cli.compile`). A file that was touched since is read anew, and a campaign of one's own always is. A
compiled record knows the line of its entry, not the column of each value, so `check` reads everything as it stands.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from campaign import resources
from campaign.diagnostics import Diagnostic
from campaign.files import read_file

FOLDER = resources.PACKAGE / "__pycache__"
CATALOGS, SEEDS = ".po", "others"  # kept apart, since a letter in English reads no catalog
MODEL = ("types", "argument", "cards", "look", "people", "signing", "__init__")
CODE = (*(f"model/{name}.py" for name in MODEL), "reader.py", "values.py", "languages/catalogs.py")
Parse = Callable[[str], tuple[Any, list[Diagnostic]]]
Snapshot = Mapping[str, tuple[tuple[int, int], bytes]]


class Files:
    """A way to read: `exact` parses every file; `kept` gathers what was parsed without a problem."""

    def __init__(self, exact: bool = False) -> None:
        self.exact = exact
        self.kept: dict[Path, Any] = {}

    def read(self, path: Path, problems: list[Diagnostic], parse: Parse, nothing: Any = None) -> Any:
        """Return a file as `parse` makes it, or `nothing` with the reason noted."""
        entry = None if self.exact else snapshot(kind_of(path)).get(str(path))
        if entry and entry[0] == stamp(path):
            return pickle.loads(entry[1])
        text, found = read_file(path)
        problems += found
        if text is None:
            return nothing
        value, found = parse(text)
        problems += found
        if not found:
            self.kept[path] = value
        return value

    def record(self, path: Path, cls: type[Any], problems: list[Diagnostic], **known: Any) -> Any:
        """Return the one record of a file, or None; `known` are fields that the file does not hold."""

        def parse(text: str) -> Any:
            from campaign.reader import read_record  # PyYAML takes 8 ms to import: only where something is parsed

            return read_record(text, cls, str(path), **known)

        return self.read(path, problems, parse)

    def records(self, path: Path, cls: type[Any], problems: list[Diagnostic]) -> list[Any]:
        """Return the records of a file that holds a list; a file that does not exist is an empty list."""

        def parse(text: str) -> Any:
            from campaign.reader import read_records

            return read_records(text, cls, str(path))

        return list(self.read(path, problems, parse, [])) if path.is_file() else []

    def plain(self, path: Path, problems: list[Diagnostic]) -> dict[str, Any]:
        """Return a file that holds a table of texts."""

        def parse(text: str) -> Any:
            from campaign.reader import read_plain

            return read_plain(text, str(path))

        value = self.read(path, problems, parse, {})
        return value if isinstance(value, dict) else {}


QUICK = Files()


def stamp(path: Path) -> tuple[int, int] | None:
    """Return what tells whether a file was touched."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def kind_of(path: Path) -> str:
    """Return with which other files a file is kept."""
    return CATALOGS if path.suffix == CATALOGS else SEEDS


def snapshot_path(kind: str) -> Path:
    """Return where the compiled files of a kind are kept."""
    name = "catalogs" if kind == CATALOGS else "seeds"
    return FOLDER / f"{name}.{sys.implementation.cache_tag}.pickle"


@cache
def snapshot(kind: str) -> Snapshot:
    """Return the compiled files of a kind by path; none without a snapshot, or when the code that made it has changed."""
    try:
        code, files = pickle.loads(snapshot_path(kind).read_bytes())
    except Exception:  # whatever is wrong with it, the files themselves are right
        return {}
    return files if code == code_stamp() else {}


def code_stamp() -> tuple[Any, ...]:
    """Return what tells whether the code that parses was touched."""
    return tuple(stamp(resources.PACKAGE / name) for name in CODE)


def keep(files: Files) -> None:
    """Write what was parsed as the snapshots."""
    FOLDER.mkdir(exist_ok=True)
    for kind in (CATALOGS, SEEDS):
        kept = {path: value for path, value in files.kept.items() if kind_of(path) == kind}
        entries = {str(path): (stamp(path), pickle.dumps(value, 5)) for path, value in kept.items()}
        beside = snapshot_path(kind).with_suffix(".part")
        beside.write_bytes(pickle.dumps((code_stamp(), entries), 5))
        beside.replace(snapshot_path(kind))
