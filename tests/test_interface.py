"""What the tool says to the person who runs it: every sentence is a phrase that a catalog can translate."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "campaign"
# Where a person's text stands among the arguments of what makes a problem or prints; all of them, where None.
SAID: dict[str, slice] = {
    "error": slice(2, 4),
    "warning": slice(2, 4),
    "note": slice(2, 4),
    "usage": slice(0, 2),
    "say": slice(0, 1),
    "summarize": slice(0, 1),
}
KEYWORDS = {"message", "hint"}
NOT_SAID = {"formats/docx.py"}  # whose `note` is a footnote


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def bare(node: ast.expr) -> Iterator[ast.expr]:
    """The texts of an expression that stand in no call."""
    match node:
        case ast.JoinedStr():
            yield node
        case ast.Constant(value=str(text)) if any(c.isalpha() for c in text):
            yield node
        case ast.IfExp():
            yield from bare(node.body)
            yield from bare(node.orelse)
        case ast.BoolOp():
            for value in node.values:
                yield from bare(value)
        case ast.BinOp():
            yield from bare(node.left)
            yield from bare(node.right)


def unsaid(path: Path) -> Iterator[int]:
    """The lines with a text for a person that is no phrase."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef | ast.Module):
            continue
        set_to: dict[str, list[ast.expr]] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        set_to.setdefault(target.id, []).append(node.value)
        for call in ast.walk(function):
            if not isinstance(call, ast.Call) or name_of(call) not in SAID:
                continue
            texts = [*call.args[SAID[name_of(call)]], *(k.value for k in call.keywords if k.arg in KEYWORDS)]
            for text in texts:
                for value in [text, *(set_to.get(text.id, ()) if isinstance(text, ast.Name) else ())]:
                    yield from (found.lineno for found in bare(value))


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_what_a_person_reads_is_a_phrase(path: Path) -> None:
    if path.relative_to(PACKAGE).as_posix() not in NOT_SAID:
        assert not sorted({f"{path.relative_to(ROOT)}:{line}" for line in unsaid(path)})
