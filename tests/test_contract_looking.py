"""The commands that look, and `new`: provenance, lists, campaigns of one's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from command import DAY, call, files_in, made
from conftest import load_campaign

from campaign.model import OFFICES

Make = Callable[..., Path]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the output folder of a test."""
    return tmp_path / "out"


# why and trace


def test_why_has_the_shape_of_the_contract(make: Make, out: Path) -> None:
    made("letter", "--format", "txt", folder=make(), out=out)
    assert call("why", out / "river/en/letter/jo.txt", "--json").json == {
        "schema": 1,
        "path": "river/en/letter/jo.txt",
        "kind": "letter",
        "lang": "en",
        "recipient": "jo",
        "facts": ["permit-granted"],
        "asks": ["revoke"],
        "sources": [
            {
                "n": 1,
                "id": "permit",
                "title": "Example Agency: Permit of the plant",
                "date": "2021-05-04",
                "url": "https://example.org/permit",
            }
        ],
    }


def test_why_numbers_the_sources_as_the_file_does(out: Path) -> None:
    call("letter", "--to", "sam-sample", "--format", "txt", "--out", out, "--date", DAY)
    path = out / "cybercrime-treaty/en/letter/sam-sample.txt"
    listed = path.read_text(encoding="utf-8").split("Sources")[1]
    sources = call("why", path, "--json").json["sources"]
    assert sources and [source["n"] for source in sources] == list(range(1, len(sources) + 1))
    for source in sources:
        entry = " ".join(listed.split(f"[{source['n']}] ")[1].split("\n[")[0].split())
        assert entry.startswith(source["title"].split(",")[0])
        assert source["url"] is None or source["url"] in entry


def test_why_works_from_where_the_file_is(make: Make, out: Path) -> None:
    made("letter", "--format", "txt", folder=make(), out=out)
    done = call("why", "jo.txt", cwd=out / "river/en/letter")
    assert done.code == 0
    assert "asks: revoke\nfacts: permit-granted\n[1] Example Agency: Permit of the plant, 2021-05-04\n" in done.out


def test_trace_finds_the_records_and_files_that_use_a_record(make: Make, out: Path) -> None:
    folder = make()
    made("letter", "--format", "txt", folder=folder, out=out)
    made("social", "--format", "csv", folder=folder, out=out)
    where = ("--campaign", folder, "--out", out, "--json")
    assert call("trace", "permit", *where).json == {
        "schema": 1,
        "id": "permit",
        "used_by": ["fact permit-granted"],
        "files": ["river/en/letter/jo.txt", "river/en/social/messages.csv"],
        "problems": [],
    }
    fact = call("trace", "permit-granted", *where).json
    assert fact["used_by"] == ["concern water", "message river"]
    assert call("trace", "revoke", *where).json["files"] == ["river/en/letter/jo.txt", "river/en/social/messages.csv"]
    assert "river/en/letter/jo.txt" in call("trace", "permit", *where[:-1]).out


def test_trace_looks_inside_records_and_into_the_reading_list(make: Make, out: Path) -> None:
    folder = make("""
-- countries/GB.yaml --
languages: [en]
events:
  - {event: signed, on: 2021-05-04, sources: [permit], confidence: verified}
""")
    with (folder / "campaign.yaml").open("a", encoding="utf-8") as settings:
        settings.write("reading: [permit]\n")
    found = call("trace", "permit", "--campaign", folder, "--out", out, "--json").json
    assert found["used_by"] == ["campaign river", "country GB", "fact permit-granted"]


def test_trace_keeps_to_its_own_campaign(make: Make, tmp_path: Path, out: Path) -> None:
    folder = make()
    shutil.copytree(folder, tmp_path / "lake")
    made("letter", "--format", "txt", folder=folder, out=out)
    made("letter", "--format", "txt", folder=tmp_path / "lake", out=out)
    assert call("trace", "permit", "--campaign", folder, "--out", out, "--json").json["files"] == [
        "river/en/letter/jo.txt"
    ]


# show

SHOWN = {
    "facts": ("permit-granted", {"id", "confidence", "state", "text"}),
    "concerns": ("water", {"id", "state", "text"}),
    "asks": ("revoke", {"id", "state", "text"}),
    "sources": ("permit", {"id", "reliability", "date", "publisher", "title", "url"}),
    "countries": ("GB", {"code", "status", "since", "risk", "languages"}),
    "recipients": ("jo", {"id", "name", "office", "country", "languages", "email"}),
    "kinds": ("letter", {"id", "per", "formats", "title"}),
    "networks": ("x", {"id", "limit"}),
    "languages": ("en", {"tag", "declared"}),
    "address": ("*", {"country", "office", "gender", "line", "salutation", "in_text", "closing", "confidence"}),
    "messages": ("river", {"id", "state", "text"}),
}


@pytest.mark.parametrize("table", SHOWN)
def test_show_lists_every_table_for_people_and_for_programs(make: Make, table: str) -> None:
    first, columns = SHOWN[table]
    folder = make()
    rows = call("show", table, "--campaign", folder, "--date", DAY, "--json").json[table]
    assert rows and columns <= set(rows[0])
    assert first in {next(iter(row.values())) for row in rows}
    done = call("show", table, "--campaign", folder, "--date", DAY)
    assert done.code == 0
    assert len(done.out.splitlines()) >= len(rows) + 1
    assert any(line.startswith(first) for line in done.out.splitlines()[1:])


def test_show_says_why_a_fact_cannot_be_used(make: Make) -> None:
    rows = call("show", "facts", "--campaign", make(), "--date", "2021-01-01", "--json").json["facts"]
    assert rows[0]["state"] == "has no source from before 2021-01-01"


def test_show_address_takes_a_language_and_a_country() -> None:
    rows = call("show", "address", "--lang", "es", "--country", "CL", "--json").json["address"]
    assert {row["office"] for row in rows} == set(OFFICES)
    assert {"*", "CL"} <= {scope for row in rows for scope in row["from"].split(", ")}
    assert all(row["line"] and row["salutation"] and row["closing"] for row in rows)


# new


@pytest.mark.parametrize("source", [None, "cybercrime-treaty"])
def test_a_new_campaign_builds_and_checks_clean_without_an_edit(tmp_path: Path, out: Path, source: str | None) -> None:
    folder = tmp_path / "of-mine"
    assert call("new", folder, *(["--from", source] if source else [])).code == 0
    checked = call("check", "--campaign", folder, "--on", DAY, "--strict")
    assert (checked.code, checked.err) == (0, "")
    done = call("build", "--campaign", folder, "--out", out, "--format", "txt,csv,eml", "--date", DAY, "--json")
    assert done.code == 0
    assert done.codes == {"example"}
    languages = {Path(path).relative_to(out).parts[:2] for path in done.json["files"]}
    assert languages == {("of-mine", tag) for tag in load_campaign(folder).settings.languages}


def test_a_new_campaign_needs_nothing_of_the_one_it_came_from(tmp_path: Path) -> None:
    folder = tmp_path / "of-mine"
    call("new", folder, "--from", "cybercrime-treaty")
    assert (folder / "locales/es/LC_MESSAGES/of-mine.po").is_file()
    head = (folder / "facts.yaml").read_text(encoding="utf-8").split("\n", 1)[0]
    assert Path(head.split("$schema=")[1]).is_file()


def test_new_refuses_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep me")
    done = call("new", tmp_path / "mine")
    assert (done.code, done.codes) == (3, {"not-empty"})
    assert files_in(tmp_path / "mine") == {"notes.txt"}
