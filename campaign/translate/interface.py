"""Find what the tool says to the person who runs it: the phrases in the code, and the help of commands and options.

It is read from the source files, so that no text of the interface is listed a second time. A catalog of it is a
choice of each language (`interface.po`); what it lacks is said in English.
"""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

from campaign import resources
from campaign.diagnostics import Where
from campaign.languages import Said, folder_name
from campaign.model import Record
from campaign.phrases import INTERFACE

COMMANDS = "cli"  # the room whose functions and options are described to people
NOBODY = Record()


def phrases() -> list[Said]:
    """Return every text of the interface once, in the order of the files."""
    found: dict[str, Said] = {}
    for path in sorted(resources.PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "phrase(" in text or path.parent.name == COMMANDS:
            for line, one, many in texts_in(ast.parse(text), path.parent.name == COMMANDS):
                found.setdefault(one, Said("", one, many, Where(str(path), line, 1), NOBODY))
    return list(found.values())


def texts_in(tree: ast.Module, commands: bool) -> Iterator[tuple[int, str, str | None]]:
    """Yield the line, the text and the plural of each phrase of a module, and what its commands say of themselves."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="phrase"), args=[ast.Constant(value=str(one)), *more]):
                many = more[0].value if more and isinstance(more[0], ast.Constant) else None
                yield node.lineno, one, many if isinstance(many, str) and many else None
            case ast.keyword(arg="help", value=ast.Constant(value=str(one))) if commands:
                yield node.value.lineno, one, None
            case ast.FunctionDef() if commands and is_command(node) and (one := ast.get_docstring(node) or ""):
                yield node.lineno, one, None


def is_command(function: ast.FunctionDef) -> bool:
    """Tell whether a function is a command: its parameters are options."""
    every = [*function.args.args, *function.args.kwonlyargs]
    return any(ast.unparse(a.annotation).startswith(("o.", "Annotated[")) for a in every if a.annotation)


def names_in(text: str) -> frozenset[str]:
    """Return the placeholders of a phrase; none of a text whose braces are no placeholders."""
    try:
        return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)
    except ValueError:
        return frozenset()


def catalog_path(tag: str) -> Path:
    """Return the catalog of the interface in a language; it ships with the tool, whatever the campaign."""
    return resources.LOCALES / folder_name(tag) / "LC_MESSAGES" / f"{INTERFACE}.po"
