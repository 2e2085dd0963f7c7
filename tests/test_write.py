"""Writing: whole files or none, one manifest whoever writes, the same bytes every time."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import jinja2
import pytest
from command import DAY, call, files_in
from conftest import ROOT, TODAY, load_campaign
from jinja2 import nodes

from campaign.address import AllForms
from campaign.diagnostics import NOTHING, Diagnostic, Stop, exit_code
from campaign.languages import Languages
from campaign.model import Campaign
from campaign.phrases import Phrase
from campaign.plan import Document, Request, plan
from campaign.render.gaps import GAPS
from campaign.write import Artifact, merge_manifest, put, read_manifest, write
from campaign.write.manifest import LOCK, WORKERS, locked, only_one

Make = Callable[..., Path]


def planned(campaign: Campaign, *formats: str, **asked: Any) -> list[Document]:
    """Return the letters of a campaign."""
    request = Request(day=asked.pop("day", TODAY), kinds=("letter",), formats=formats, **asked)
    documents, problems = plan(campaign, request, Languages(campaign), AllForms(campaign.folder))
    assert not [p for p in problems if p.severity == "error"]
    return documents


def written(
    campaign: Campaign, documents: list[Document], out: Path, **asked: Any
) -> tuple[list[Artifact], list[Diagnostic]]:
    """Write documents in English."""
    return write(campaign, documents, Languages(campaign), out, **asked)


# Whole files or none


def test_a_run_leaves_its_files_and_nothing_else(make: Make, tmp_path: Path) -> None:
    campaign = load_campaign(make())
    artifacts, problems = written(campaign, planned(campaign, "txt", "html"), tmp_path / "out")
    assert problems == []
    assert files_in(tmp_path / "out") == {a.path for a in artifacts} | {"river/manifest.json"}


def test_progress_is_told_each_path_once_its_file_is_there(make: Make, tmp_path: Path) -> None:
    campaign, seen = load_campaign(make()), []
    written(
        campaign,
        planned(campaign, "txt", "html"),
        tmp_path,
        progress=lambda p: seen.append((p, (tmp_path / p).is_file())),
    )
    assert seen == [("river/en/letter/jo.txt", True), ("river/en/letter/jo.html", True)]


@pytest.mark.parametrize("form", ["pdf", "eml"])
def test_a_good_file_stays_when_its_successor_cannot_be_made(make: Make, tmp_path: Path, form: str) -> None:
    kind = "letter" if form == "pdf" else "email"
    folder = make()
    arguments = (kind, "--campaign", folder, "--out", tmp_path / "out", "--format", f"txt,{form}", "--date", DAY)
    assert call(*arguments).code == 0
    path = tmp_path / f"out/river/en/{kind}/jo.{form}"
    good, row = path.read_bytes(), manifest_row(tmp_path / "out", path)
    people = folder / "recipients/people.yaml"
    if form == "eml":
        people.write_text(
            people.read_text(encoding="utf-8").replace("jo@parliament.example", "jo at parliament"), encoding="utf-8"
        )
        failed = call(*arguments)
    else:
        failed = call(*arguments, "--personal", "No font has \ue000 this.")
    assert failed.code == (4 if form == "pdf" else 1), failed.err
    assert failed.codes & {"glyph", "email-address"}
    assert path.read_bytes() == good
    assert manifest_row(tmp_path / "out", path) == row
    assert not [p for p in files_in(tmp_path / "out") if p.endswith(".part")]


def manifest_row(out: Path, path: Path) -> dict[str, Any]:
    """Return the row of a file."""
    rows = read_manifest(out / "river/manifest.json")
    return next(row for row in rows if row["path"] == path.relative_to(out).as_posix())


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be replaced elsewhere")
def test_who_reads_a_file_while_it_is_replaced_reads_the_whole_old_one(tmp_path: Path) -> None:
    put(tmp_path / "letter.txt", b"old" * 1000)
    with (tmp_path / "letter.txt").open("rb") as reader:
        put(tmp_path / "letter.txt", b"new" * 10)
        assert reader.read() == b"old" * 1000
    assert (tmp_path / "letter.txt").read_bytes() == b"new" * 10


def test_a_file_that_cannot_be_put_in_place_leaves_no_part(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").mkdir()
    with pytest.raises(OSError, match="directory"):
        put(tmp_path / "letter.txt", b"text")
    assert files_in(tmp_path) == set()


def test_an_output_folder_that_is_a_file_is_3_and_untouched(make: Make, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    done = call("letter", "--campaign", make(), "--out", tmp_path / "out", "--format", "txt", "--date", DAY)
    assert (done.code, done.own) == (3, {"output"})
    assert done.out == ""
    assert (tmp_path / "out").read_text() == "a file"
    assert "--out" in done.err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_an_output_folder_without_permission_is_3_and_untouched(make: Make, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    done = call("letter", "--campaign", make(), "--out", tmp_path / "out", "--format", "txt", "--date", DAY)
    assert (done.code, done.own) == (3, {"output"})
    assert files_in(tmp_path / "out") == set()


@pytest.mark.parametrize("place", ["river/en/letter/jo.html", "river/manifest.json"])
def test_what_was_written_before_the_disk_refused_is_known(make: Make, tmp_path: Path, place: str) -> None:
    (tmp_path / "out" / place).mkdir(parents=True)
    campaign = load_campaign(make())
    artifacts, problems = written(campaign, planned(campaign, "txt", "html"), tmp_path / "out")
    assert [p.code for p in problems] == ["output"]
    assert exit_code(problems) == 1
    assert "river/en/letter/jo.txt" in [a.path for a in artifacts]
    assert not [p for p in files_in(tmp_path / "out") if p.endswith((".part", ".lock"))]
    if place.endswith(".html"):
        assert [row["path"] for row in read_manifest(tmp_path / "out/river/manifest.json")] == [
            "river/en/letter/jo.txt"
        ]


def test_two_documents_with_one_path_are_refused(make: Make, tmp_path: Path) -> None:
    campaign = load_campaign(make())
    first, second = planned(campaign, "txt")[0], planned(campaign, "txt", day=datetime.date(2026, 11, 23))[0]
    artifacts, problems = written(campaign, [first, second], tmp_path)
    assert [(p.code, p.where.file) for p in problems] == [("same-path", "river/en/letter/jo.txt")]
    assert [a.path for a in artifacts] == ["river/en/letter/jo.txt"]
    assert "22 November 2026" in (tmp_path / artifacts[0].path).read_text(encoding="utf-8")


def test_the_folder_of_the_campaign_is_no_output_folder(make: Make) -> None:
    folder = make()
    before = files_in(folder)
    done = call("letter", "--campaign", folder, "--out", folder, "--format", "txt", "--date", DAY)
    assert (done.code, done.own) == (2, {"output"})
    assert files_in(folder) == before


# One manifest


def rows_of(writer: int) -> list[dict[str, Any]]:
    """Return rows that one writer adds."""
    return [{"path": f"river/en/letter/w{writer}-{n:02}.txt", "sha256": ""} for n in range(12)]


def merge_alone(path: Path, row: dict[str, Any]) -> None:
    """Put a row into a manifest while nobody else does."""
    with only_one(path.parent):
        merge_manifest(path, [row])


def test_no_row_is_lost_when_many_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "river" / "manifest.json"
    path.parent.mkdir()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda row: merge_alone(path, row), (row for writer in range(8) for row in rows_of(writer))))
    merged = [row["path"] for row in read_manifest(path)]
    assert merged == sorted(row["path"] for writer in range(8) for row in rows_of(writer))
    assert files_in(tmp_path) == {"river/manifest.json"}


def test_no_row_is_lost_when_two_processes_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "river" / "manifest.json"
    path.parent.mkdir()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(merge_alone, path, row) for writer in range(8) for row in rows_of(writer)]:
            done.result()
    assert len(read_manifest(path)) == 96


def test_two_commands_at_once_keep_both_their_rows(make: Make, tmp_path: Path) -> None:
    folder = make()
    commands = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "campaign",
                kind,
                "--campaign",
                folder,
                "--out",
                tmp_path / "out",
                "--date",
                DAY,
                "--format",
                "txt",
            ],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for kind in ("letter", "email", "article", "social")
    ]
    assert [command.wait() for command in commands] == [0, 0, 0, 0]
    assert [row["kind"] for row in read_manifest(tmp_path / "out/river/manifest.json")] == [
        "article",
        "email",
        "letter",
        "social",
    ]


def test_a_lock_that_nobody_holds_does_not_hold(tmp_path: Path) -> None:
    for name in (LOCK, WORKERS):  # as a process that was killed leaves them
        (tmp_path / name).touch()
    with only_one(tmp_path, patience=0.0):
        assert files_in(tmp_path) == {LOCK, WORKERS}, "they are ours now"
    assert files_in(tmp_path) == set()


@pytest.mark.parametrize("name", [LOCK, WORKERS])
def test_a_folder_in_which_another_run_writes_is_busy(tmp_path: Path, name: str) -> None:
    with (tmp_path / name).open("a+b") as other:
        assert locked(other, shared=name == WORKERS)
        with pytest.raises(Stop) as stop, only_one(tmp_path, patience=0.1):
            pass
    assert [(p.code, p.exit) for p in stop.value.problems] == [("busy", NOTHING)]
    assert "--out" in stop.value.problems[0].hint


def test_a_lock_that_is_passed_on_and_removed_holds_one_at_a_time(tmp_path: Path) -> None:
    inside, most = 0, 0

    def go_in(_: int) -> None:
        nonlocal inside, most
        with only_one(tmp_path, patience=20.0):
            inside += 1
            most = max(most, inside)
            time.sleep(0.002)
            inside -= 1

    with ThreadPoolExecutor(12) as pool:
        list(pool.map(go_in, range(36)))
    assert most == 1
    assert files_in(tmp_path) == set()


@pytest.mark.parametrize(
    "broken", ["", "{", "[]", '{"artifacts": 3}', '{"schema": 1}', "\x00", '{"artifacts": [3, {}, {"path": 3}]}']
)
def test_a_broken_manifest_is_made_anew(make: Make, tmp_path: Path, broken: str) -> None:
    manifest = tmp_path / "out/river/manifest.json"
    manifest.parent.mkdir(parents=True)
    manifest.write_text(broken)
    assert call("letter", "--campaign", make(), "--out", tmp_path / "out", "--format", "txt", "--date", DAY).code == 0
    assert [row["path"] for row in json.loads(manifest.read_text())["artifacts"]] == ["river/en/letter/jo.txt"]


# The same bytes


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of one whole build of the built-in campaign in a process of its own."""
    return built(
        tmp_path_factory.mktemp("first"), {"PYTHONHASHSEED": "1", "TZ": "America/Santiago", "LC_ALL": "C.UTF-8"}
    )


def built(out: Path, env: dict[str, str], *arguments: str | Path, cwd: Path = ROOT) -> dict[str, bytes]:
    """Build every kind in two scripts and return the files by path."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "campaign",
            "build",
            "--out",
            out,
            "--date",
            DAY,
            "--lang",
            "es,ar",
            "--quiet",
            *arguments,
        ],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return {path: (out / path).read_bytes() for path in files_in(out)}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the paths that are not the same in both."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def test_the_same_input_gives_the_same_bytes_from_a_copy_in_another_place_and_locale(
    whole: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere" / "cybercrime-treaty"
    shutil.copytree(ROOT / "seeds" / "cybercrime-treaty", folder)
    assert {Path(path).suffix for path in whole} == {".pdf", ".docx", ".txt", ".html", ".md", ".eml", ".csv", ".json"}
    env = {"PYTHONHASHSEED": "3", "SOURCE_DATE_EPOCH": "86400", "TZ": "Asia/Tokyo", "LC_ALL": "pt_BR.UTF-8"}
    again = built(tmp_path / "out", env, "--campaign", folder, "--jobs", "2", "--no-cache", cwd=tmp_path)
    assert differing(whole, again) == []


def test_jobs_report_the_problems_of_a_format(make: Make, tmp_path: Path) -> None:
    folder = make()
    people = folder / "recipients/people.yaml"
    text = people.read_text(encoding="utf-8")
    people.write_text(
        text + text.replace("id: jo,", "id: al,").replace("jo@parliament.example", "al at home"), encoding="utf-8"
    )
    done = call(
        "email", "--campaign", folder, "--out", tmp_path / "out", "--jobs", "2", "--format", "eml", "--date", DAY
    )
    assert (done.code, done.own) == (1, {"email-address"})
    assert "river/en/email/al.eml: error:" in done.err
    assert files_in(tmp_path / "out") == {"river/en/email/jo.eml", "river/manifest.json"}


def test_nothing_written_because_of_problems_leaves_the_exit_code_to_the_caller(make: Make, tmp_path: Path) -> None:
    campaign = load_campaign(make())
    (tmp_path / "out").write_text("a file")
    artifacts, problems = written(campaign, planned(campaign, "txt"), tmp_path / "out")
    assert artifacts == []
    assert exit_code(problems) == NOTHING


# What is missing


def test_every_gap_of_the_templates_that_ship_is_a_phrase() -> None:
    env = jinja2.Environment(extensions=["jinja2.ext.i18n"])
    named = set()
    for path in (ROOT / "templates").rglob("*.html"):
        for called in env.parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            match called.node, called.args:
                case nodes.Name(name="gap"), [nodes.Const(value=name), *_]:
                    named.add(name)
                case nodes.Name(name="slot"), [_, nodes.Const(value=name), *_]:
                    named.add(name)
    assert named == set(GAPS) and all(isinstance(said, Phrase) for said in GAPS.values())
