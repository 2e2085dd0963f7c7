"""The floors of the house, read from the imports: see the docstring of `campaign`."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "campaign"

# Floors from the ground. A room may import rooms of lower steps only; a step of a floor that stands above another
# one of the same floor has a fraction.
FLOORS: dict[str, float] = {
    "__init__": 0,
    "phrases": 0,
    "values": 0,
    "resources": 0,
    "diagnostics": 0.5,
    "files": 0.7,
    "segmentation": 0.7,
    "syntax": 0.7,
    "model": 1,
    "networks": 1,
    "formats": 1,
    "reader": 1.5,
    "compiled": 1.7,
    "recipients": 1.8,
    "signatories": 1.9,
    "load": 2,
    "languages": 2,
    "traps": 2,
    "address": 2.5,
    "plan": 3,
    "render": 4,
    "check": 5,
    "translate": 5,
    "write": 5,
    "start": 5,
    "provenance": 5.5,
    "record": 5.7,
    "cli": 6,
    "schemas": 6,
    "__main__": 7,
}
# The third-party libraries, and the only modules that may import each.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "yaml": ("reader",),
    "babel": ("languages",),
    "jinja2": ("render",),
    "markupsafe": ("render",),
    "typer": ("cli",),
    "weasyprint": ("formats.pdf",),
    "PIL": ("formats.png",),
    "pypdfium2": ("formats.pdfium",),
    "distributed": ("cli.crowd",),
    "fontTools": ("formats.typefaces",),
    "icalendar": ("formats.ics",),
    "docx": ("formats.docx", "formats.docx_look"),
    "regex": ("segmentation",),
    "twitter_text": ("networks.counters",),
    "anyascii": ("recipients.ids",),
    "charset_normalizer": ("recipients.charset",),
    "email_validator": ("recipients.contact",),
    "ftfy": ("recipients.dirt",),
    "openpyxl": ("recipients.sources.table",),
    "phonenumbers": ("recipients.contact",),
    "pypinyin": ("languages.collation",),
    "pyuca": ("languages.collation",),
}
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
# Longer than that today, with their lengths: they may shrink, not grow.
LONG_FILES: dict[str, int] = {}
LONG_FUNCTIONS: dict[str, int] = {}
CLOCKS = {
    "date.today",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "time.time",
    "time.time_ns",
    "time.localtime",
    "time.gmtime",
    "time.ctime",
    "time.strftime",
}


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


@pytest.mark.parametrize("name", MODULES)
def test_nothing_is_imported_that_is_not_declared(name: str) -> None:
    known = set(LIBRARIES) | sys.stdlib_module_names | {"campaign"}
    assert {full.split(".")[0] for full in imported(name)} - known == set()


def test_the_formats_know_nothing_of_campaigns() -> None:
    rooms = {room(m) for name in MODULES if room(name) == "formats" for m in map(inside, imported(name)) if m}
    assert rooms <= {"formats", "diagnostics", "phrases", "resources", "values"}


def test_only_resources_tells_a_checkout_from_a_wheel() -> None:
    strings = {name: {n.value for n in ast.walk(tree_of(name)) if isinstance(n, ast.Constant)} for name in MODULES}
    assert [name for name in MODULES if "_data" in strings[name]] == ["resources"]


def dotted(node: ast.expr) -> str:
    """Return `a.b` for an attribute of a name, the name itself, or nothing."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value).rsplit('.', 1)[-1]}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


@pytest.mark.parametrize("name", [name for name in MODULES if FLOORS[room(name)] < FLOORS["cli"]])
def test_below_the_command_line_nothing_prints_or_reads_the_clock_the_arguments_or_the_terminal(name: str) -> None:
    tree = tree_of(name)
    calls = {dotted(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert calls & {"print", "input", "breakpoint", "sys.exit", "exit", "quit", *CLOCKS} == set()
    read = {dotted(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert read & {"sys.argv", "sys.stdin", "sys.stdout", "sys.stderr"} == set()
    assert CLOCKS.isdisjoint(imported(name)), "a clock imported by name"


def test_no_file_is_longer_than_it_may_be() -> None:
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert {name: n for name, n in lengths.items() if n > LONG_FILES.get(name, LONGEST_FILE)} == {}
    assert all(lengths[name] > LONGEST_FILE for name in LONG_FILES), "an exception that is no longer needed"


def length_of(function: ast.FunctionDef) -> int:
    """Return the lines of a function's body: without its signature, which may take one line a parameter, and docstring."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_no_function_is_longer_than_it_may_be() -> None:
    lengths = {
        f"{name}.{node.name}": length_of(node)
        for name in MODULES
        for node in ast.walk(tree_of(name))
        if isinstance(node, ast.FunctionDef)
    }
    assert {name: n for name, n in lengths.items() if n > LONG_FUNCTIONS.get(name, LONGEST_FUNCTION)} == {}
    assert all(lengths.get(name, 0) > LONGEST_FUNCTION for name in LONG_FUNCTIONS), (
        "an exception that is no longer needed"
    )


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_and_class_says_what_it_does(name: str) -> None:
    tree = tree_of(name)
    silent = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and node in tree.body
    ]
    assert ast.get_docstring(tree)
    assert silent == []


def test_the_text_on_the_architecture_names_every_room() -> None:
    text = ast.get_docstring(tree_of("__init__")) or ""
    missing = {r for r in FLOORS if r not in ("__init__", "__main__", "schemas") and f"`{r}" not in text}
    assert missing == set()
