"""The guides and the README: what they tell to type works, in their order, and what they name is there."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from command import call
from conftest import ROOT
from markdown_it import MarkdownIt
from markdown_it.token import Token

from campaign.cli import ui
from campaign.cli.app import COMMANDS
from campaign.cli.looking import TABLES

DOCS = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCS]
IN_ENGLISH = [name for name in NAMES if name == "README.md" or name.startswith("docs/en/")]
GUIDES = {"campaigner", "record", "open-letter", "chapter", "supporter", "translator", "developer"}

FILE = re.compile(r"# (at the end of )?([\w.-]+(?:/[\w.-]+)*\.yaml)$")
LOGICAL = re.compile(r"(?:.*\\\n)*.+")
CODE = re.compile(r"#.*\bexit (\d+)\b")
HEREDOC = re.compile(r"<<'END'\n.*?\nEND$", re.DOTALL | re.MULTILINE)
PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)+/?|[\w-]+/")
OPTION = re.compile(r"--[a-z]+(?:-[a-z]+)*")
NOT_HERE = {"images/", "importers/", ".venv/bin/campaign"}  # what somebody, a pack, or `make` makes
SECONDS = 120  # after which a command hangs


class Failed(AssertionError):
    """A command of a guide did not do what the guide says."""


class Block(NamedTuple):
    """A fenced block: its language, its text and its line in the file."""

    language: str
    text: str
    line: int


def tokens(text: str) -> list[Token]:
    """Return the blocks of a Markdown text, tables too."""
    return MarkdownIt("commonmark").enable("table").parse(text)


def blocks(text: str) -> list[Block]:
    """Return the fenced blocks."""
    return [Block(t.info, t.content, (t.map or [0])[0] + 1) for t in tokens(text) if t.type == "fence"]


def inline(text: str, kind: str) -> Iterator[Token]:
    """Yield the parts of paragraphs, lists and tables that are of a kind."""
    for token in tokens(text):
        yield from (child for child in token.children or () if child.type == kind)


def quoted(text: str) -> list[str]:
    """Return what stands as code in sentences."""
    return [" ".join(token.content.split()) for token in inline(text, "code_inline")]


# What the guides tell to type


def script_of(block: str) -> str:
    """Return a block for `bash -e`, in which a command with `# exit 1` must leave with that code."""

    def expecting(line: re.Match[str]) -> str:
        code = CODE.search(line[0])
        if not code:
            return line[0]
        command = line[0][: code.start()].rstrip()
        return f"code=0; {command} || code=$?; [ $code = {code[1]} ] || {{ echo exit $code >&2; exit 99; }}"

    return LOGICAL.sub(expecting, block)


@cache
def environment(folder: Path) -> dict[str, str]:
    """Return an environment with `campaign` on the path: the script installed with this Python, else the module."""
    bin = Path(sys.executable).parent
    if not (bin / "campaign").exists():
        bin = folder / "bin"
        bin.mkdir()
        (bin / "campaign").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m campaign "$@"\n')
        (bin / "campaign").chmod(0o755)
    plain = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "PYTHONPATH": str(ROOT)}
    return {**os.environ, **plain, "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}"}


def follow(text: str, folder: Path) -> list[Path]:
    """Do what a guide says in a new folder and return the folders in which one stands; raise `Failed` where it fails."""
    here, left = folder / "work", folder / "left"
    here.mkdir()
    stood = [here]
    for block in blocks(text):
        if block.language == "yaml":
            first, _, content = block.text.partition("\n")
            named = FILE.fullmatch(first)
            if not named:
                raise Failed(f"line {block.line}: the first line of a yaml block is '# path/name.yaml'")
            path = here / named[2]
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text(encoding="utf-8") if named[1] else ""
            path.write_text(f"{before}\n{content}" if before else content, encoding="utf-8")
        elif block.language == "sh":
            script = f"trap 'pwd > {shlex.quote(str(left))}' EXIT\n{script_of(block.text)}"
            done = subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", script],
                cwd=here,
                env=environment(folder),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
            if done.returncode:
                raise Failed(f"line {block.line}: exit {done.returncode}\n{block.text}{done.stdout}{done.stderr}")
            here = Path(left.read_text().strip())
            stood.append(here)
    return stood


def paths_in(text: str) -> set[str]:
    """Return the paths that stand as code in sentences."""
    return {code for code in quoted(text) if PATH.fullmatch(code)} - NOT_HERE


def lacking(name: str, folder: Path) -> set[str]:
    """Follow a guide and return the paths that it names and that are nowhere."""
    text = (ROOT / name).read_text(encoding="utf-8")
    places = [ROOT, ROOT / "seeds" / "cybercrime-treaty", *follow(text, folder)]
    return {path for path in paths_in(text) if not any((place / path).exists() for place in places)}


@pytest.mark.parametrize("name", IN_ENGLISH)
def test_what_a_guide_says_works_and_the_paths_it_names_are_there(name: str, tmp_path: Path) -> None:
    assert lacking(name, tmp_path) == set()


def test_there_is_a_guide_for_everybody_and_each_is_followed() -> None:
    assert {path.stem for path in (ROOT / "docs" / "en").glob("*.md")} == GUIDES
    for path in DOCS:
        languages = {block.language for block in blocks(path.read_text(encoding="utf-8"))}
        assert languages <= {"sh", "yaml", "console", "text", "python"}, path
        assert "sh" in languages, path


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("campaign leter", "unknown-command"),
        ("campaign letter --frmat txt", "has no option"),
        ("campaign count one | grep Nowhere", "exit 1"),
        ("campaign count one  # exit 1", "exit 0"),
        ("campaign letter \\\n  --to nobody  # exit 1", "exit 2"),
        ("false\ntrue", "exit 1"),
    ],
)
def test_a_command_that_does_not_work_is_found(lines: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(Failed, match=says):
        follow(f"```sh\n{lines}\n```\n", tmp_path)


def test_files_are_written_where_one_stands_and_codes_are_as_announced(tmp_path: Path) -> None:
    text = (
        "```yaml\n# a/list.yaml\n- one\n```\n```sh\nmkdir -p b/a\ncd b\ncampaign leter  # exit 2: no such command\n```\n"
        "```yaml\n# a/list.yaml\n- two\n```\n```yaml\n# at the end of a/list.yaml\n- three\n```\n```console\nfalse\n```\n"
    )
    stood = follow(text, tmp_path)
    assert [place.relative_to(tmp_path).as_posix() for place in stood] == ["work", "work/b"]
    assert (stood[0] / "a" / "list.yaml").read_text() == "- one\n"
    assert (stood[1] / "a" / "list.yaml").read_text() == "- two\n\n- three\n"


def test_a_block_of_yaml_without_a_name_is_found(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="line 2"):
        follow("\n```yaml\n- id: one\n```\n", tmp_path)


# What the guides name


@cache
def help_of(command: str) -> str:
    """Return the help of a command."""
    return call(command, "--help").out


def commands_in(text: str) -> Iterator[list[str]]:
    """Yield the words after `campaign` of each command, in blocks and in sentences."""
    for code in quoted(text):
        if code.startswith("campaign "):
            yield code.split()[1:]
    for block in blocks(text):
        if block.language in ("sh", "console"):
            for line in LOGICAL.findall(HEREDOC.sub("", block.text)):
                lexer = shlex.shlex(line.replace("\\\n", " "), posix=True, punctuation_chars="|&;")
                lexer.whitespace_split = True
                for is_end, words in groupby(lexer, lambda word: set(word) <= set("|&;")):
                    called, *rest = words
                    if not is_end and called == "campaign":
                        yield rest


def wrong_in(words: list[str], own: str) -> Iterator[str]:
    """Yield what does not exist in a command: itself, an action, a list, a kind, an option; `own` names more kinds."""
    name, *rest = words
    if name.startswith("-"):
        return
    if name not in COMMANDS:
        yield f"campaign {name}"
        return
    shown = f"{help_of(name)}\n {ui.OPTION} "  # which stands anywhere
    yield from (
        f"campaign {name} {word}"
        for word in rest
        if (option := OPTION.match(word)) and not re.search(rf"(?<!\S){option[0]}(?![a-z-])", shown)
    )
    first = rest[0] if rest else ""
    actions = re.search(r"\{?((?:[a-z]+\|)+[a-z]+)\}?", shown.split("Arguments:")[-1].split("\n\n")[0])
    known: set[str] | None = None
    if name == "show":
        known = set(TABLES)
    elif name == "compose":
        known = {path.stem for path in (ROOT / "templates").glob("[a-z]*.html")}
        known |= set(re.findall(r"templates/([a-z-]+)\.html", own))
    elif actions and "Arguments:" in shown:
        known = set(actions[1].split("|"))
    if known is not None and re.fullmatch("[a-z-]+", first) and not first.startswith("-") and first not in known:
        yield f"campaign {name} {first}"


def wrong(text: str) -> set[str]:
    """Return the commands and options of a text that do not exist."""
    found = {problem for words in commands_in(text) for problem in wrong_in(words, text)}
    every = {ui.OPTION, *(option for name in COMMANDS for option in OPTION.findall(help_of(name)))}
    alone = (OPTION.match(code) for code in quoted(text))
    return found | {o[0] for o in alone if o and o[0] not in every and not any(k.startswith(o[0] + "-") for k in every)}


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_option_of_a_guide_exists(name: str) -> None:
    assert wrong((ROOT / name).read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Try `campaign leter`.", "campaign leter"),
        ("Try `--drft`.", "--drft"),
        ("| a |\n|---|\n| `campaign log add` `campaign log ad` |", "campaign log ad"),
        ("Try `campaign\nlog ad`.", "campaign log ad"),
        ("```sh\ntrue && campaign show fact | head\n```", "campaign show fact"),
        ("```console\ncampaign letter --to all \\\n  --formt pdf   # it's\n```", "campaign letter --formt"),
        ("```sh\ncampaign compose poster\n```", "campaign compose poster"),
    ],
)
def test_a_command_that_does_not_exist_is_found(text: str, problem: str) -> None:
    assert wrong(text) == {problem}


def anchor(heading: str) -> str:
    """Return the anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def headings(text: str) -> set[str]:
    """Return the anchors of the headings of a text."""
    return {anchor(after.content) for token, after in pairwise(tokens(text)) if token.type == "heading_open"}


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    for link in inline(text, "link_open"):
        address, _, part = unquote(str(link.attrs["href"])).partition("#")
        if address.startswith("http"):
            continue
        target = (path.parent / address).resolve() if address else path
        assert target.exists(), address
        assert target.is_relative_to(ROOT)
        assert not part or part in headings(target.read_text(encoding="utf-8")), f"{address}#{part}"


def test_the_readme_has_every_command_in_the_order_of_help() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `campaign ([a-z-]+)[^`]*` \|", readme, re.MULTILINE)
    assert list(dict.fromkeys(rows)) == list(COMMANDS)


def test_the_readme_leads_to_every_guide() -> None:
    links = {str(link.attrs["href"]) for link in inline((ROOT / "README.md").read_text(encoding="utf-8"), "link_open")}
    assert {f"docs/en/{guide}.md" for guide in GUIDES} <= links
