"""What a template gets wrong is told at its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from command import DAY, call, letters

from campaign.formats import NAMES
from campaign.model import FormatName

Make = Callable[..., Path]


HEAD = "{#---\ntitle: Mine\nper: language\nformats: [txt]\n---#}\n"
TEMPLATES = {
    "a tag that is not closed": ("<h1>T</h1>\n{% if ask %}\n", "template", 7),
    "a tag that does not exist": ("<h1>T</h1>\n{% iff ask %}\n", "template", 7),
    "a name that nothing has": ("<h1>T</h1>\n<p>{{ recipint }}</p>\n", "undefined", 7),
    "a field that a record lacks": ("<h1>T</h1>\n<p>{{ ask.titel }}</p>\n", "undefined", 7),
    "a filter that does not exist": ("<h1>T</h1>\n<p>{{ kind|shout }}</p>\n", "template", 7),
    "a part that is not there": ("<h1>T</h1>\n{% include '_nothing.html' %}\n", "template", 7),
    "a way out of the sandbox": ("<h1>T</h1>\n<p>{{ kind.__class__.__mro__ }}</p>\n", "template", 7),
    "a way out of the folder": ("<h1>T</h1>\n{% include '../campaign.yaml' %}\n", "template", 7),
    "a division by zero": ("<h1>T</h1>\n<p>{{ 1 // 0 }}</p>\n", "template", 7),
    "a very long list": ("<h1>T</h1>\n{% for n in range(10000000) %}{% endfor %}\n", "template", 7),
    "a part that includes itself": ("<h1>T</h1>\n{% include 'mine.html' %}\n", "template", 7),
    "an index that is not there": ("<h1>T</h1>\n<p>{{ [1][5] }}</p>\n", "template", 7),
    "a text where a number belongs": ("<h1>T</h1>\n<p>{{ 'a' + 1 }}</p>\n", "template", 7),
    "prose without a context": ("<h1>T</h1>\n<p>{% trans %}Hello{% endtrans %}</p>\n", "template", 7),
    "an element that no format knows": ("<h1>T</h1>\n<marquee>x</marquee>\n", "markup", 0),
    "an element that is not closed": ("<h1>T</h1>\n<p>x\n", "markup", 0),
}


@pytest.mark.parametrize(("body", "code", "line"), TEMPLATES.values(), ids=TEMPLATES)
def test_a_mistake_in_a_template_is_told_at_its_place(make: Make, body: str, code: str, line: int) -> None:
    folder = make()
    (folder / "templates").mkdir()
    (folder / "templates" / "mine.html").write_text(HEAD + body, encoding="utf-8")
    done = call(
        "compose", "mine", "--campaign", folder, "--out", folder.parent / "out", "--date", DAY, cwd=folder.parent
    )
    assert (done.code, done.own) == (3, {code}), done.err
    assert f"river/templates/mine.html{f':{line}:' if line else ':'}" in done.err
    assert not (folder.parent / "out").exists()


@pytest.mark.parametrize(
    ("written", "meant"), [("recipint", "recipient"), ("consern", "concern"), ("senders", "sender")]
)
def test_an_undefined_name_comes_with_the_near_one(make: Make, written: str, meant: str) -> None:
    folder = make()
    (folder / "templates").mkdir()
    (folder / "templates" / "mine.html").write_text(f"{HEAD}<p>{{{{ {written} }}}}</p>", encoding="utf-8")
    done = call("compose", "mine", "--campaign", folder, "--out", folder.parent / "out", "--date", DAY)
    assert f"'{meant}" in done.err.split("hint: did you mean ")[1]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("", "kind-head"),
        ("{#---\ntitle: Mine\nper: month\nformats: [txt]\n---#}\n", "choice"),
        ("{#---\ntitle: Mine\nformats: [txt]\n---#}\n", "missing-key"),
        ("{#---\ntitle: [\n---#}\n", "yaml"),
        ("{#---\ntitle: Mine\nper: language\nformats: [txt, doc]\n---#}\n", "choice"),
        ("{#---\ntitle: Mine\nper: language\nformats: [txt, tree]\n---#}\n", "choice"),
    ],
    ids=["none", "choice", "missing", "yaml", "format", "module"],
)
def test_a_template_with_wrong_settings_is_told_and_is_no_kind(make: Make, head: str, code: str) -> None:
    folder = make()
    (folder / "templates").mkdir()
    (folder / "templates" / "mine.html").write_text(f"{head}<p>x</p>", encoding="utf-8")
    done = call("compose", "mine", "--campaign", folder, "--out", folder.parent / "out", "--date", DAY)
    assert (done.code, done.own) == (2, {code, "unknown-kind"})
    assert letters(folder).code == 1, "the letters are made, and the template is told again"


def test_a_kind_without_a_style_sheet_is_told(make: Make) -> None:
    folder = make()
    (folder / "templates").mkdir()
    head = "{#---\ntitle: Mine\nper: language\nformats: [txt]\nstyle: none.css\n---#}\n"
    (folder / "templates" / "mine.html").write_text(f"{head}<p>x</p>", encoding="utf-8")
    done = call("compose", "mine", "--campaign", folder, "--out", folder.parent / "out", "--date", DAY)
    assert (done.code, done.own) == (3, {"style"})


def test_the_formats_a_kind_may_name_are_those_that_are_here() -> None:
    assert get_args(FormatName) == NAMES
