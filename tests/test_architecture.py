"""The floors of the house, read from the imports: see the docstring of `campaign`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "campaign"

# Floors from the ground. A room may import rooms of lower steps only; a step of a floor that stands above another
# one of the same floor has a fraction.
FLOORS: dict[str, float] = {
    "__init__": 0, "values": 0, "resources": 0, "diagnostics": 0.5,
    "model": 1, "reader": 1.5, "networks": 1, "formats": 1,
    "load": 2, "languages": 2, "traps": 2, "address": 2.5,
    "plan": 3,
    "render": 4,
    "check": 5, "write": 5, "start": 5, "provenance": 5.5,
    "cli": 6, "schemas": 6, "__main__": 7,
}
# The third-party libraries, and the only modules that may import each.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "yaml": ("reader",),
    "babel": ("languages",),
    "jinja2": ("render",),
    "markupsafe": ("render",),
    "typer": ("cli",),
    "weasyprint": ("formats.pdf",),
    "docx": ("formats.docx", "formats.docx_parts"),
    "regex": ("networks",),
    "twitter_text": ("networks",),
}
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
# Longer than that today, with their lengths: they may shrink, not grow.
LONG_FILES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}
CLOCKS = {"date.today", "datetime.now", "datetime.utcnow", "datetime.today", "time.time", "time.time_ns", "time.localtime", "time.strftime"}


def modules() -> dict[str, Path]:
    """Return the modules of the package by their name below it: `formats.pdf`, `plan` for `plan/__init__.py`."""
    names = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "_data" not in path.parts:
            parts = path.relative_to(PACKAGE).with_suffix("").parts
            names[".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)] = path
    return names


MODULES = modules()


def tree_of(name: str) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imported(name: str) -> Iterator[str]:
    """Yield the full names that a module imports, wherever in it the import stands; `from a import b` is `a.b`."""
    for node in ast.walk(tree_of(name)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{name}: imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(name: str) -> str:
    """Return the room of a module: the first part of its name."""
    return name.split(".")[0]


def inside(full: str) -> str | None:
    """Return the module of the package that an imported name belongs to, or None for what is not ours."""
    if full.split(".")[0] != "campaign":
        return None
    below = full.split(".")[1:]
    while below and ".".join(below) not in MODULES:
        below.pop()
    return ".".join(below) or "__init__"


def test_every_room_has_a_floor() -> None:
    assert {room(name) for name in MODULES} == set(FLOORS)


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_strictly_down(name: str) -> None:
    here = room(name)
    others = {room(m) for m in map(inside, imported(name)) if m} - {here}
    assert {other for other in others if FLOORS[other] >= FLOORS[here]} == set()


@pytest.mark.parametrize("name", MODULES)
def test_a_library_is_used_in_its_own_room_only(name: str) -> None:
    used = {full.split(".")[0] for full in imported(name)} & set(LIBRARIES)
    assert {lib for lib in used if not any(name == r or name.startswith(f"{r}.") for r in LIBRARIES[lib])} == set()
