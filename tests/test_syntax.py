"""What is said of a slip in YAML: in words that can be translated, at its line, with a hint that fits."""

from __future__ import annotations

import pytest

from campaign.phrases import Phrase
from campaign.reader import read_plain
from campaign.syntax import ALIGN, QUOTE


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("a: b: c", "1:5", "a second ': ' stands in this line", QUOTE),
        ("- a: b\n   c: d", "2:5", "this line does not begin under the one", ALIGN),
        ("a: b\n c: d", "2:3", "this line does not begin under the one", ALIGN),
        ("a:\n  b: c\n d: e", "3:2", "this line, or the rest of it, does not fit", ALIGN),
        ("- a: b\n - c: d", "2:2", "this line, or the rest of it, does not fit", ALIGN),
        ("a: 'b' c", "1:8", "this line, or the rest of it, does not fit", ALIGN),
        ("a: b\nc\nd: e", "3:1", "a ': ' is missing in the line above", ALIGN),
        ('a: b\nc: "d\ne: f', "3:5", "a quotation mark is opened in line 2 and not closed", ""),
        ("a: b\nc: [d, e\nf: g", "3:2", "'[' is opened in line 2 and not closed", QUOTE),
        ("a: {b: c\nd: e", "2:2", "'{' is opened in line 1 and not closed", QUOTE),
        ("a: @b", "1:4", "no text can begin with @", QUOTE),
        ("a: , b", "1:4", "no text can begin with ,", QUOTE),
        ("a: * b", "1:5", "no text can begin with *", QUOTE),
        ("a: - b", "1:4", "'- ' begins an entry of a list", QUOTE),
        ('a: "\\k"', "1:5", "a '\\' between double quotes", "use single quotes"),
        ("a: b\n\tc: d", "2:1", "a tab stands", "indent with spaces, not tabs"),
        ("a: b\x07", "1:5", "a character that no text holds: U+0007", "delete it"),
        ("%TAG\na: b", "1:5", "this cannot be read: ", ""),
    ],
)
def test_a_slip_is_said_in_our_own_words(text: str, place: str, message: str, hint: str) -> None:
    value, (problem,) = read_plain(text, "x.yaml")
    assert value == {}
    assert f"{problem.where.line}:{problem.where.column}" == place, problem
    assert problem.code == "yaml" and problem.message.startswith(message), problem
    assert isinstance(problem.message, Phrase) and problem.hint == hint
