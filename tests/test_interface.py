"""What the tool says to the person who runs it: every sentence is a phrase that a catalog can translate."""

from __future__ import annotations

import ast
import inspect
import pickle
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import BASE, ROOT, TODAY, load_campaign, run, write_campaign
from hypothesis import given
from hypothesis import strategies as st
from typer.main import get_command

from campaign import resources
from campaign.cli import ui
from campaign.cli.app import COMMANDS, app
from campaign.diagnostics import Diagnostic, Where
from campaign.languages import Said, compare, language_settings
from campaign.languages.catalogs import Catalog, read_catalog
from campaign.languages.po import Kept, Translated
from campaign.model import Record
from campaign.phrases import Translate, in_english, joined, phrase, said
from campaign.translate import update, with_near
from campaign.translate.interface import catalog_path, names_in, phrases

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
OPTION = re.compile(r"--[a-z-]+|'campaign [^']*'")  # what is typed stays as it is
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


def catalog(tag: str) -> Catalog:
    problems: list[Diagnostic] = []
    found = read_catalog([catalog_path(tag)], problems)
    assert not problems
    return found


def speaking(tag: str) -> Translate:
    read = ui.read(ui.offered()[tag])
    return lambda text, plural, count: read.ngettext(text, plural, count) if plural else read.gettext(text)


def test_the_interface_speaks_spanish_and_portuguese() -> None:
    assert set(ui.offered()) >= {"es", "pt-BR"}


@pytest.mark.parametrize("tag", sorted(ui.offered()))
def test_a_catalog_of_the_interface_is_complete_and_says_the_same_names(tag: str) -> None:
    found, settings = catalog(tag), language_settings(resources.SEEDS / "cybercrime-treaty", tag, [])
    assert settings is not None
    for text in phrases():
        entry = found.entries.get(("", text.text))
        assert entry is not None and all(entry.forms) and not entry.fuzzy, f"{tag}: {text.text}"
        wrong = list(compare.faults(text, entry, found.plural, names_in, settings))
        assert not wrong, f"{tag}: {text.text}: {wrong}"
        for form in entry.forms:
            assert OPTION.findall(text.text) == OPTION.findall(form), f"{tag}: {text.text}"
    assert {key for _, key in found.entries} == {text.text for text in phrases()}


@pytest.mark.parametrize("tag", sorted(ui.offered()))
def test_every_template_can_be_filled_as_the_english_one_is(tag: str) -> None:
    translate = speaking(tag)
    for text in phrases():
        names = names_in(text.text) | names_in(text.plural or "")
        for count in (0, 1, 2, 5):
            made = phrase(text.text, text.plural or "", **dict.fromkeys(names, count))
            told = said(made, translate)
            assert told and re.findall(r"[{}]", told) == re.findall(r"[{}]", made), f"{tag}: {text.text}"


def test_commands_and_options_are_among_the_texts_of_the_interface() -> None:
    texts = {text.text for text in phrases()}
    group: Any = get_command(app)
    for name in COMMANDS:
        command = group.get_command(None, name)
        assert inspect.getdoc(COMMANDS[name]) in texts
        assert {parameter.help for parameter in command.params if getattr(parameter, "help", "")} <= texts


@pytest.mark.parametrize(
    "given, left, tag",
    [
        (["--ui", "es", "show", "facts"], ["show", "facts"], "es"),
        (["show", "--ui=pt", "facts"], ["show", "facts"], "pt"),
        (["count", "--", "--ui", "es"], ["count", "--", "--ui", "es"], None),
        (["count", "x"], ["count", "x"], None),
    ],
)
def test_the_language_is_taken_off_the_command_line(given: list[str], left: list[str], tag: str | None) -> None:
    assert ui.without_option(given) == (left, tag)


@pytest.mark.parametrize(
    "environment, spoken",
    [
        ({}, []),
        ({"LANG": "C.UTF-8", "LANGUAGE": "es"}, []),
        ({"LANG": "es_CL.UTF-8"}, ["es_CL.UTF-8"]),
        ({"LANG": "es_CL.UTF-8", "LC_ALL": "pt_PT"}, ["pt_PT"]),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "pt_BR:es"}, ["pt_BR", "es", "de_DE.UTF-8"]),
    ],
)
def test_the_locale_is_read_as_gettext_reads_it(environment: dict[str, str], spoken: list[str]) -> None:
    assert ui.wanted(environment) == spoken


@pytest.mark.parametrize(
    "name, near",
    [("es_CL.UTF-8", "es"), ("es@euro", "es"), ("pt", "pt-BR"), ("pt_PT", "pt-BR"), ("en_GB", "en"), ("xx", None)],
)
def test_a_locale_finds_the_language_nearest_to_it(name: str, near: str | None) -> None:
    assert ui.nearest(name) == near


@given(st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=20), st.integers(0, 3))
def test_a_phrase_is_its_english_text_and_survives_a_process(name: str, count: int) -> None:
    inner = phrase("the file {name}", name=name)
    made = phrase("{count} line in {inner}", "{count} lines in {inner}", count=count, inner=inner)
    line = "line" if count == 1 else "lines"
    assert made == f"{count} {line} in the file {name}" == said(made, in_english)
    again = pickle.loads(pickle.dumps(joined(phrase(" and "), [made, inner])))
    spanish = {
        "the file {name}": "el fichero {name}",
        " and ": " y ",
        f"{{count}} {line} in {{inner}}": "{count}: {inner}",
    }
    told = said(again, lambda text, plural, n: spanish.get(in_english(text, plural, n), text))
    assert told == f"{count}: el fichero {name} y el fichero {name}"


def test_help_tables_and_problems_are_spoken(tmp_path: Path) -> None:
    helped = run("letter", "--help", "--ui", "es", cwd=tmp_path)
    assert helped.returncode == 0 and "cartas" in helped.stdout
    assert not {"Write", "Usage", "Options", "Show this"} & set(re.findall(r"\w+(?: this)?", helped.stdout))
    by_locale = run("compose", "nothing", cwd=tmp_path, env={"LC_ALL": "pt_BR.UTF-8"})
    assert by_locale.returncode == 2 and by_locale.stderr.startswith("erro: ") and "[unknown-kind]" in by_locale.stderr
    assert "did you mean" not in by_locale.stderr and "known:" not in by_locale.stderr
    for_programs = run("compose", "nothing", "--json", "--ui", "es", cwd=tmp_path)
    assert "'nothing'" in for_programs.stdout and '"severity": "error"' in for_programs.stdout
    unknown = run("letter", "--ui", "xx", cwd=tmp_path, env={"LC_ALL": "es_CL.UTF-8"})
    assert unknown.returncode == 2 and "[unknown-language]" in unknown.stderr and "disponibles: en" in unknown.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="the cache is elsewhere")
@pytest.mark.parametrize(("command", "code"), [(("compose", "nothing"), 2), (("kit", "--country", "XQ"), 2)])
def test_nothing_is_kept_between_runs_where_that_is_not_wanted(
    tmp_path: Path, command: tuple[str, ...], code: int
) -> None:
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert run(*command, "--ui", "es", "--no-cache", cwd=tmp_path, env=cache).returncode == code
    assert not (tmp_path / "cache").exists()
    run(*command, "--ui", "es", cwd=tmp_path, env=cache)
    assert [path.suffix for path in (tmp_path / "cache").rglob("*") if path.is_file()] == [".mo"]


@pytest.mark.parametrize(
    "arguments, code, says",
    [
        (["letter", "--draf"], "unknown-option", "did you mean '--draft'?"),
        (["--lang", "es", "letter"], "unknown-option", "options stand after the name of the command"),
        (["compose"], "no-argument", "KIND"),
        (["letter", "--lang"], "no-argument", "'--lang' wants a value"),
        (["letter", "--draft=3"], "usage", "'--draft' takes no value"),
        (["social", "--weeks", "99"], "usage", "a whole number from 1 to 53"),
        (["letter", "--jobs", "none"], "usage", "a whole number from 1 to 256"),
        (["letter", "--jobs", "999999999999"], "usage", "a whole number from 1 to 256"),
        (["letter", "--sample", "-1"], "usage", "a whole number, 0 or more"),
        (["show", "facts", "and", "more"], "usage", "does not take 'and more'"),
    ],
)
def test_a_wrong_call_is_said_as_every_problem_is(arguments: list[str], code: str, says: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2 and not done.stdout
    assert done.stderr.startswith("error: ") and f"[{code}]" in done.stderr and says in done.stderr
    in_json = run(*arguments, "--json")
    assert in_json.returncode == 2
    assert "--lang" in arguments or f'"code": "{code}"' in in_json.stdout


def test_a_language_gets_a_catalog_of_the_interface_when_it_is_asked_for(tmp_path: Path) -> None:
    river = write_campaign(tmp_path / "river", BASE)
    done = run("translate", "update", "en", "--interface", cwd=river)
    assert done.returncode == 2 and "campaign of one's own" in done.stderr
    shipped = load_campaign(resources.SEEDS / "cybercrime-treaty")
    assert not [path for path, _ in update(shipped, "fr", TODAY) if path.name == "interface.po"]
    [(path, data)] = [one for one in update(shipped, "fr", TODAY, interface=True) if one[0].name == "interface.po"]
    assert path == catalog_path("fr") and b'msgid "interrupted"\nmsgstr ""' in data


def test_a_text_of_the_interface_that_changed_a_little_keeps_its_translation_fuzzy() -> None:
    place = Where()
    old = {"no fact called '{name}'": kept("no fact called '{name}'", "ningún dato '{name}'")}
    before = Kept(old, (), "", None, None, "")
    now = [Said("", text, None, place, Record()) for text in ("no fact named '{name}'", "something else")]
    found = with_near(before, now).messages
    assert found["no fact named '{name}'"].forms == ("ningún dato '{name}'",) and "something else" not in found
    assert found["no fact named '{name}'"].said.text == "no fact called '{name}'"  # so that it counts as changed


def kept(text: str, translation: str) -> Translated:
    return Translated(Said("", text, None, Where(), Record()), (translation,), False, "", (), "")
