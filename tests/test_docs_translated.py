"""The guides in other languages: what they tell to type works, too, and they say what the English ones say."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
import test_docs as docs
from conftest import ROOT

from campaign.cli import ui
from campaign.translate.interface import phrases

TRANSLATED = [name for name in docs.NAMES if name not in docs.IN_ENGLISH]


def original(name: str) -> str:
    """Return the English guide that a translated one is of."""
    return re.sub(r"^docs/[^/]+/", "docs/en/", re.sub(r"^README\.[^.]+", "README", name))


def outline(name: str) -> list[str]:
    """Return the headings by their level, the tables and lists, and the blocks by their language."""
    parts = ("heading_open", "table_open", "bullet_list_open", "ordered_list_open", "tr_open", "fence")
    text = (ROOT / name).read_text(encoding="utf-8")
    return [token.tag + token.info for token in docs.tokens(text) if token.type in parts]


def typed(name: str) -> list[tuple[str, ...]]:
    """Return the commands of the blocks with their options, without the values of these."""
    text = (ROOT / name).read_text(encoding="utf-8")
    whole = "".join(f"```{block.language}\n{block.text}```\n" for block in docs.blocks(text))
    return [(words[0], *(w for w in words if w.startswith("--"))) for words in docs.commands_in(whole)]


def to_run(name: str) -> str:
    """Return what a guide tells to type and to write, without comments and without what is said in its language."""
    text = (ROOT / name).read_text(encoding="utf-8")
    code = "\n".join(block.text for block in docs.blocks(text) if block.language in ("sh", "yaml"))
    for spoken in (
        r"(?<=# exit \d):.*",
        r"[ \t]+#(?! exit).*",
        r'"[^"]*"',
        r"(?<=: )\{es: [^}]*\}",
        r"(?<=exclude: )[^}]*",
    ):
        code = re.sub(spoken, "", code)
    return code


@pytest.mark.parametrize("name", [name for name in TRANSLATED if to_run(name) != to_run(original(name))])
def test_what_a_guide_says_works_in_its_language(name: str, tmp_path: Path) -> None:
    """Whatever is typed as in English works as it does there."""
    assert docs.lacking(name, tmp_path) == set()


@pytest.mark.parametrize("name", TRANSLATED)
def test_a_guide_says_what_the_english_one_says(name: str) -> None:
    assert outline(name) == outline(original(name))
    assert typed(name) == typed(original(name))


@pytest.mark.parametrize("tag", ["en", *sorted(ui.offered())])
def test_a_guide_that_a_hint_names_has_that_title(tag: str) -> None:
    """The guides do not ship with the wheel: a hint names a title, which can be looked for wherever they are read."""
    translated = ui.read(ui.offered()[tag]).gettext if tag != "en" else str
    named = [translated(text.text) for text in phrases() if "see the guide" in text.text]
    titles = {
        token.content
        for path in (ROOT / "docs" / tag.partition("-")[0]).glob("*.md")
        for opened, token in pairwise(docs.tokens(path.read_text(encoding="utf-8")))
        if opened.type == "heading_open"
    }
    assert len(named) > 1
    assert {re.findall("'([^']+)'", text)[-1] for text in named} <= titles


def test_spanish_and_portuguese_have_every_guide() -> None:
    for language in ("es", "pt"):
        assert {path.stem for path in (ROOT / "docs" / language).glob("*.md")} == docs.GUIDES
        assert (ROOT / f"README.{language}.md").is_file()
