"""The command line itself: names, help, options, streams and exit codes. What commands make: test_contract.py."""

from __future__ import annotations

import datetime
import inspect
import os
import re
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from command import DAY, call, files_in
from conftest import ROOT, run
from hypothesis import given
from hypothesis import strategies as st

from campaign import __version__
from campaign.cli.app import COMMANDS
from campaign.cli.run import by_language, split, today
from campaign.diagnostics import FOUND, NOTHING, NOWHERE, SYSTEM, USAGE, Stop, error, exit_code, note, warning

# The options that every command of this group has, by the contract.
COMMON = {"--campaign", "--out", "--date", "--lang", "--format", "--draft", "--quiet", "--json"}
SENDER = {f"--sender-{name}" for name in ("name", "organization", "country", "email", "phone")}
OPTIONS: dict[str, set[str]] = {
    "recipients": {
        "--campaign",
        "--source",
        "--country",
        "--lang",
        "--name",
        "--map",
        "--date",
        "--rejects",
        "--old-list",
    }
    | {"--prune", "--json", "--format", "--out"},
    "kit": {"--country", "--lang", "--from", "--to", "--recipients", "--news", "--personal", "--start", "--weeks"}
    | {"--time-zone", "--safe", "--campaign", "--out", "--date", "--jobs", "--quiet", "--json"}
    | SENDER,
    "signatories": {"--campaign", "--name", "--type", "--map", "--consent-is", "--signed-on", "--version", "--prune"}
    | {"--date", "--json"},
    "letter": COMMON
    | {"--to", "--recipients", "--from", "--as", "--concern", "--ask", "--personal", "--window", "--safe"}
    | {"--country", "--jobs", "--sender-city", "--sender-address"}
    | SENDER,
    "email": COMMON
    | {"--to", "--recipients", "--from", "--as", "--concern", "--ask", "--personal", "--country", "--jobs"}
    | SENDER,
    "press-release": COMMON | {"--country", "--news", "--embargo", "--city", "--from", "--jobs"} | SENDER,
    "social": COMMON
    | {"--country", "--network", "--from", "--sender-organization", "--sender-page", "--jobs"}
    | {"--start", "--weeks", "--every", "--at", "--time-zone", "--message", "--limit", "--media-url"}
    | {"--handles", "--to", "--recipients"},
    "article": COMMON | {"--country", "--from", "--sender-organization", "--sender-page"},
    "compose": COMMON
    | {"--to", "--country", "--recipients", "--from", "--jobs", "--network", "--embargo", "--window", "--safe"}
    | SENDER,
    "build": COMMON | {"--country", "--recipients", "--from", "--jobs"} | SENDER,
    "check": {"--campaign", "--strict", "--on", "--json", "--quiet"},
    "show": {"--campaign", "--date", "--json"},
    "why": {"--json"},
    "trace": {"--campaign", "--out", "--json", "--sent", "--correct", "--source", "--date", "--format", "--from"},
    "log": {
        "--campaign",
        "--on",
        "--json",
        "--quiet",
        "--out",
        "--manifest",
        "--channel",
        "--recipient",
        "--outcome",
        "--note",
    }
    | {
        "--act",
        "--by",
        "--safe",
        "--changed",
        "--kind",
        "--country",
        "--since",
        "--until",
        "--head",
        "--public",
        "--format",
    },
    "remind": {"--campaign", "--on", "--json", "--after", "--make", "--recipients", "--from", "--format", "--out"},
    "count": {"--json"},
    "doctor": {"--json"},
    "translate": {"--campaign", "--date", "--format", "--json", "--out"},
    "new": {"--from"},
}


def test_every_command_of_the_contract_is_here() -> None:
    assert set(COMMANDS) == set(OPTIONS)


@pytest.mark.parametrize("command", OPTIONS)
def test_a_command_has_the_options_of_the_contract(command: str) -> None:
    done = call(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert OPTIONS[command] - set(re.findall(r"--[a-z-]+", done.out)) == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_says_what_it_is_for(command: str) -> None:
    lines = call(command, "--help").out.split("Options:\n")[1].splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.strip().startswith("--"):
            alone = len(line.split("  ")) == 2
            assert re.search(r"\S  +\S", line) or (alone and following.startswith(" " * 20)), line


def test_help_lists_every_command_by_its_first_line() -> None:
    listed = " ".join(call("--help").out.split())
    for name, command in COMMANDS.items():
        first = (inspect.getdoc(command) or "").split("\n")[0]
        assert f"{name} {first}" in listed


def test_the_module_and_the_script_are_the_same() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"campaign": "campaign.cli:main"}
    assert run("--version").stdout == call("--version").out == f"campaign {__version__}\n"


def test_no_command_prints_help_and_is_wrong_usage() -> None:
    done = call()
    assert done.code == 2
    assert "Commands:" in done.out + done.err


@pytest.mark.parametrize(
    ("typed", "meant"), [("lettr", "letter"), ("pressrelease", "press-release"), ("chek", "check")]
)
def test_an_unknown_command_is_wrong_usage_and_names_the_nearest(typed: str, meant: str) -> None:
    done = call(typed)
    assert (done.code, done.codes) == (2, {"unknown-command"})
    assert f"'{meant}'" in done.err


@pytest.mark.parametrize(
    "arguments",
    [["letter", "--frmat", "txt"], ["letter", "--jobs", "0"], ["letter", "--jobs", "two"], ["show"], ["why"]],
)
def test_wrong_options_are_wrong_usage(arguments: list[str]) -> None:
    done = call(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "error:" in done.err and "Traceback" not in done.err


# Values of options


@pytest.mark.parametrize(
    ("text", "day"), [("2024-01-15", datetime.date(2024, 1, 15)), ("2028-02-29", datetime.date(2028, 2, 29))]
)
def test_a_day_is_taken_as_it_is_written(text: str, day: datetime.date) -> None:
    assert today(text) == day


@pytest.mark.parametrize(
    "text", ["", "tomorrow", "2026", "2026-11", "2026-13-01", "2027-02-29", "22/11/2026", "2026-1-1", "20261122"]
)
def test_what_is_not_a_day_is_wrong_usage(text: str) -> None:
    with pytest.raises(Stop) as stop:
        today(text)
    assert exit_code(stop.value.problems) == USAGE
    assert stop.value.problems[0].code == "date"


@given(st.lists(st.lists(st.text("abz-.=", min_size=1), min_size=1)))
def test_a_list_may_be_repeated_or_joined_with_commas(groups: list[list[str]]) -> None:
    assert split([",".join(group) for group in groups]) == tuple(part for group in groups for part in group)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["A sentence."], {"": "A sentence."}),
        (["es=Una frase."], {"es": "Una frase."}),
        (["en=One.", "pt-BR=Duas."], {"en": "One.", "pt-BR": "Duas."}),
        (["two plus two = four"], {"": "two plus two = four"}),
        (["es=a=b"], {"es": "a=b"}),
    ],
)
def test_a_text_may_name_its_language(values: list[str], expected: dict[str, str]) -> None:
    assert by_language(values) == expected


def test_a_text_in_a_language_that_no_document_has_is_not_lost_in_silence(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    done = call("letter", "--campaign", make(), "--out", tmp_path / "out", "--personal", "fr=Bonjour.", "--date", DAY)
    assert (done.code, done.codes) == (2, {"unknown-language"})


# Streams


def test_paths_go_to_standard_output_one_a_line_and_the_table_elsewhere(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    arguments = (
        "build",
        "--campaign",
        make(),
        "--out",
        tmp_path / "out",
        "--format",
        "txt,csv",
        "--news",
        "It rained.",
        "--date",
        DAY,
    )
    done = call(*arguments)
    assert done.code == 0
    assert {Path(line).relative_to(tmp_path / "out").as_posix() for line in done.out.splitlines()} == {
        path for path in files_in(tmp_path / "out") if not path.endswith("manifest.json")
    }
    assert "open first" in done.err


def test_a_terminal_gets_the_table_and_no_list_of_paths(make: Callable[..., Path], tmp_path: Path) -> None:
    arguments = ("letter", "--campaign", make(), "--out", tmp_path / "out", "--format", "txt", "--date", DAY)
    done = call(*arguments, terminal=True)
    assert re.search(r"^letter +en +1 txt$", done.out, re.MULTILINE)
    assert not re.search(r"^/.*jo\.txt$", done.out, re.MULTILINE)
    assert f"open first: {tmp_path / 'out/river/en/letter/jo.txt'}" in done.out


def test_quiet_prints_problems_only(make: Callable[..., Path], tmp_path: Path) -> None:
    done = call("build", "--campaign", make(), "--out", tmp_path / "out", "--format", "txt", "--quiet", "--date", DAY)
    assert done.out == ""
    assert done.code == 1
    assert "gap" in done.codes and "open first" not in done.err


def test_json_prints_one_object_and_nothing_else(make: Callable[..., Path], tmp_path: Path) -> None:
    done = call("build", "--campaign", make(), "--out", tmp_path / "out", "--format", "txt", "--json", "--date", DAY)
    assert done.err == ""
    assert done.json["schema"] == 1
    assert all(Path(path).is_file() for path in done.json["files"]) and len(done.json["files"]) == 10
    gap = next(p for p in done.json["problems"] if p["code"] == "gap")
    assert set(gap) == {"file", "line", "column", "severity", "code", "message", "hint"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["letter", "--to", "nobody"],
        ["letter", "--campaign", "nope"],
        ["trace", "nothing"],
        ["why", "nothing.txt"],
        ["show", "factz"],
    ],
    ids=lambda a: " ".join(a),
)
def test_json_is_one_object_when_the_command_stops_too(tmp_path: Path, arguments: list[str]) -> None:
    done = call(*arguments, "--json", cwd=tmp_path)
    assert done.err == ""
    assert done.code in (2, 3)
    assert [p["severity"] for p in done.json["problems"]] == ["error"]


def test_a_file_with_problems_is_named_as_seen_from_where_one_stands(make: Callable[..., Path]) -> None:
    folder = make("-- facts.yaml --\n- id: x\n")
    done = call("check", "--campaign", "river", cwd=folder.parent)
    assert "river/facts.yaml:1:3: error: 'text' is missing [missing-key]" in done.err


def test_a_reader_that_closes_early_meets_no_traceback() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "campaign", "show", "messages", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout and process.stderr
    process.stdout.read(10)
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    process.wait()
    assert "Traceback" not in said and "Exception" not in said


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_an_interrupt_leaves_with_130_and_no_half_file(make: Callable[..., Path], tmp_path: Path) -> None:
    people = "".join(
        f"- {{id: p{n}, name: P {n}, family_name: P, office: lower-house, country: GB}}\n" for n in range(400)
    )
    folder = make(f"-- recipients/people.yaml --\n{people}")
    process = subprocess.Popen(
        [
            sys.executable,
            "-u",
            "-m",
            "campaign",
            "letter",
            "--campaign",
            folder,
            "--format",
            "docx",
            "--out",
            tmp_path / "out",
            "--date",
            DAY,
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    process.stdout.readline()  # the first file is there, hundreds are not
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in said.decode()
    assert not [path for path in files_in(tmp_path / "out") if path.endswith((".part", ".lock"))]


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
@pytest.mark.parametrize("module", ["campaign.cli.ui", "typer", "campaign.cli.app", "campaign.load"])
def test_an_interrupt_while_the_program_starts_is_one_line(tmp_path: Path, module: str) -> None:
    """A module is interrupted where its import begins: whatever is being loaded then, one line says so."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {module!r}:\n"
        "            sys.meta_path.remove(self)\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder())\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = run("show", "facts", env={"PYTHONPATH": path})
    assert done.returncode == 130 and done.stderr == "interrupted\n"


# Exit codes


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], 0),
        ([FOUND], 1),
        ([FOUND, SYSTEM], 4),
        ([SYSTEM, FOUND], 4),
        ([FOUND, NOTHING, SYSTEM], 3),
        ([SYSTEM, NOTHING], 3),
        ([USAGE], 2),
    ],
)
def test_the_highest_of_3_4_and_1_wins(codes: list[int], expected: int) -> None:
    problems = [error(NOWHERE, "x", "x", exit=code) for code in codes]
    assert exit_code([warning(NOWHERE, "w", "w"), note(NOWHERE, "n", "n"), *problems]) == expected


def test_a_document_that_failed_among_others_is_1_and_alone_is_3(make: Callable[..., Path], tmp_path: Path) -> None:
    folder = make()
    one = call("press-release", "--campaign", folder, "--out", tmp_path / "one", "--format", "txt", "--date", DAY)
    some = call("build", "--campaign", folder, "--out", tmp_path / "some", "--format", "txt", "--date", DAY)
    assert (one.code, some.code) == (3, 1)
    assert not (tmp_path / "one").exists()


def test_strict_makes_warnings_errors(make: Callable[..., Path]) -> None:
    folder = make(
        "-- recipients/people.yaml --\n- {id: jo, name: Jo March, office: lower-house, country: FR, languages: [en]}\n"
    )
    lax, strict = (call("check", "--campaign", folder, "--on", DAY, *more) for more in ([], ["--strict"]))
    assert (lax.code, strict.code) == (0, 1)
    assert "warning: " in lax.err and "warning: " not in strict.err
    assert lax.codes == strict.codes


def test_the_folder_one_stands_in_is_the_campaign(make: Callable[..., Path]) -> None:
    assert "river: nothing wrong" in call("check", "--on", DAY, cwd=make()).out


def test_without_a_campaign_the_built_in_one_is_taken(tmp_path: Path) -> None:
    assert '"id": "untc"' in call("show", "sources", "--json", cwd=tmp_path).out


def test_a_campaign_is_named_by_its_id(tmp_path: Path) -> None:
    done = call("letter", "--campaign", "starter", "--format", "txt", "--date", DAY, cwd=tmp_path)
    assert done.code == 0
    assert (tmp_path / "output" / "starter" / "manifest.json").is_file()
