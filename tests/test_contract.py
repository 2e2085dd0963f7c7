"""The contract of the commands: paths, files, JSON shapes, options that change what a document says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pypdf
import pytest
from command import DAY, Done, call, files_in

from campaign import resources
from campaign.formats.csv import COLUMNS

Make = Callable[..., Path]
NEWS = "On 22 November 2026 River Friends handed its request to the agency."
NETWORK_IDS = ["x", "bluesky", "mastodon", "threads", "instagram", "facebook", "linkedin", "telegram", "whatsapp"]

# A template of one's own without any prose, so that it can be made in a language that has no catalog.
NOTE = """
-- templates/note.html --
{#---
title: Note
per: language
formats: [txt]
---#}
<h1>{{ ask.subject }}</h1>
"""
PORTUGUESE = """
-- locales/pt_BR/language.yaml --
name: português
locale: pt_BR
on_day: em {date}
in_month: em {date}
country: {of: "de {name}", in: "em {name}"}
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the output folder of a test."""
    return tmp_path / "out"


def made(*arguments: str | Path, folder: Path, out: Path, day: str = DAY) -> Done:
    """Run a command on a campaign; it must succeed."""
    done = call(*arguments, "--campaign", folder, "--out", out, "--date", day)
    assert done.code == 0, done.err
    return done


def manifest(out: Path, ident: str = "river") -> list[dict[str, Any]]:
    """Return the rows of a manifest."""
    whole = json.loads((out / ident / "manifest.json").read_text(encoding="utf-8"))
    assert whole["schema"] == 1
    assert set(whole) == {"schema", "artifacts"}
    return list(whole["artifacts"])


def letter(out: Path, name: str = "jo", ident: str = "river", lang: str = "en") -> str:
    """Return a letter as text, with its lines joined so that words can be looked for."""
    return " ".join((out / ident / lang / "letter" / f"{name}.txt").read_text(encoding="utf-8").split())


def pages_of(path: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def docx_text(path: Path) -> str:
    """Return the text of a DOCX with its headers."""
    import docx

    whole = docx.Document(str(path))
    headers = [p.text for section in whole.sections for p in section.header.paragraphs]
    return "\n".join([*headers, *(p.text for p in whole.paragraphs)])


# Paths


def test_build_writes_every_kind_at_the_paths_of_the_contract(make: Make, out: Path) -> None:
    made("build", "--news", NEWS, folder=make(), out=out)
    assert files_in(out) == {
        "river/manifest.json",
        *(f"river/en/letter/jo.{s}" for s in ("pdf", "docx", "txt", "html")),
        *(f"river/en/email/jo.{s}" for s in ("txt", "eml")),
        *(f"river/en/press-release/press-release.{s}" for s in ("pdf", "docx", "txt", "html")),
        *(f"river/en/article/article.{s}" for s in ("html", "md", "txt")),
        *(f"river/en/social/messages.{s}" for s in ("txt", "csv")),
    }


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["letter", "--format", "txt"], "en/letter/jo.txt"),
        (["email", "--format", "eml"], "en/email/jo.eml"),
        (["press-release", "--news", NEWS, "--format", "txt"], "en/press-release/press-release.txt"),
        (["social", "--format", "csv"], "en/social/messages.csv"),
        (["article", "--format", "md"], "en/article/article.md"),
        (["compose", "letter", "--format", "html"], "en/letter/jo.html"),
        (["compose", "note"], "en/note/note.txt"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_command_writes_one_file_where_the_contract_says_and_prints_its_path(
    make: Make, out: Path, arguments: list[str], path: str
) -> None:
    done = made(*arguments, folder=make(NOTE), out=out)
    assert files_in(out) == {f"river/{path}", "river/manifest.json"}
    assert done.out == f"{out.as_posix()}/river/{path}\n"


def test_output_is_the_default_folder(make: Make, tmp_path: Path) -> None:
    done = call("letter", "--campaign", make(), "--format", "txt", "--date", DAY, cwd=tmp_path)
    assert done.out == "output/river/en/letter/jo.txt\n"
    assert (tmp_path / done.out.strip()).is_file()


# Languages


def test_a_base_language_finds_the_one_of_a_country(make: Make, out: Path) -> None:
    changed = make(NOTE, PORTUGUESE)
    settings = (changed / "campaign.yaml").read_text(encoding="utf-8")
    settings = settings.replace("source_language: en\nlanguages: [en]", "source_language: pt-BR\nlanguages: [pt-BR]")
    (changed / "campaign.yaml").write_text(settings, encoding="utf-8")
    made("compose", "note", "--lang", "pt", folder=changed, out=out)
    assert files_in(out) == {"river/pt-BR/note/note.txt", "river/manifest.json"}


RECIPIENTS = """
- {id: own, name: Own Language, office: minister, country: CL, languages: [fr, es]}
- {id: of-country, name: Of Country, office: minister, country: CL}
- {id: regional, name: Regional, office: minister, country: CL, languages: [es-CL]}
- {id: foreign, name: Foreign, office: minister, country: CL, languages: [fr, de]}
- {id: sample, name: Sample Ejemplo, office: minister, country: XX, languages: [en], example: true}
"""


@pytest.fixture
def recipients(tmp_path: Path) -> Path:
    """Return a file of recipients with and without languages, and one example."""
    path = tmp_path / "people.yaml"
    path.write_text(RECIPIENTS, encoding="utf-8")
    return path


def test_a_recipient_is_written_to_in_a_language_of_theirs_else_of_their_country(recipients: Path, out: Path) -> None:
    done = call("letter", "--recipients", recipients, "--format", "txt", "--out", out, "--date", DAY)
    assert done.code == 1
    assert {path for path in files_in(out) if path.endswith(".txt")} == {
        f"cybercrime-treaty/es/letter/{name}.txt" for name in ("own", "of-country", "regional")
    }
    assert "no-language" in done.codes
    assert f"{recipients.name}:5:" in done.err and "--lang" in done.err


def test_all_takes_an_example_only_when_there_is_nobody_else(recipients: Path, out: Path) -> None:
    call("letter", "--recipients", recipients, "--format", "txt", "--out", out, "--date", DAY)
    assert not any("sample" in path for path in files_in(out))
    call("letter", "--format", "txt", "--out", out, "--date", DAY)
    assert "cybercrime-treaty/en/letter/sam-sample.txt" in files_in(out)


def test_lang_takes_lists_repetition_and_all(out: Path) -> None:
    for number, arguments in enumerate((["--lang", "en,es"], ["--lang", "en", "--lang", "es"], ["--lang", "all"])):
        call("article", "--format", "txt", *arguments, "--out", out / str(number), "--date", DAY)
        assert {"cybercrime-treaty/en/article/article.txt", "cybercrime-treaty/es/article/article.txt"} <= files_in(out / str(number))


def test_a_kind_without_recipients_speaks_the_source_language(out: Path) -> None:
    call("article", "--format", "txt", "--out", out, "--date", DAY)
    assert files_in(out) == {"cybercrime-treaty/en/article/article.txt", "cybercrime-treaty/manifest.json"}


# Who is written to

PEOPLE = """
-- recipients/people.yaml --
- {id: jo, name: Jo March, given_name: Jo, family_name: March, gender: f, office: lower-house, country: GB, committees: [justice, science]}
- {id: al, name: Al Reed, given_name: Al, family_name: Reed, gender: m, office: upper-house, country: GB, organization: {en: House of Lords}}
- {id: bo, name: Bo Hill, given_name: Bo, family_name: Hill, office: upper-house, country: GB}
"""


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["jo"], {"jo"}),
        (["jo,al"], {"jo", "al"}),
        (["jo", "--to", "bo"], {"jo", "bo"}),
        (["office=upper-house"], {"al", "bo"}),
        (["gender=f"], {"jo"}),
        (["committees=science"], {"jo"}),
        (["organization=House of Lords"], {"al"}),
        (["all"], {"jo", "al", "bo"}),
    ],
    ids=lambda v: "+".join(sorted(v)) if isinstance(v, set) else " ".join(v),
)
def test_to_takes_ids_lists_and_a_field_with_its_value(make: Make, out: Path, wanted: list[str], names: set[str]) -> None:
    made("letter", "--format", "txt", "--to", *wanted, folder=make(PEOPLE), out=out)
    assert files_in(out) == {f"river/en/letter/{name}.txt" for name in names} | {"river/manifest.json"}


# The CSV of messages

MESSAGES = """
-- messages.yaml --
- {id: formula, aim: reason, text: "=SUM(A1) is no plan for a river.", facts: [permit-granted]}
- {id: mention, aim: reason, text: "@agency, look at “this”, \\"that\\", and this.", facts: [permit-granted]}
- {id: dash, aim: reason, text: "- the river, again; äöü 川", facts: [permit-granted]}
"""


def test_the_csv_is_for_machines(make: Make, out: Path) -> None:
    made("social", "--format", "csv", folder=make(MESSAGES), out=out)
    data = (out / "river/en/social/messages.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    assert tuple(table[0]) == COLUMNS == (
        "id", "network", "part", "parts", "lang", "text", "link", "card", "alt_text", "length", "limit",
    )
    rows = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    assert len(rows) == 3 * len(NETWORK_IDS)
    assert list(dict.fromkeys(row["network"] for row in rows)) == NETWORK_IDS
    on_x = {row["id"]: row for row in rows if row["network"] == "x"}
    assert on_x["formula"]["text"].startswith("=SUM(A1)")
    assert on_x["mention"]["text"].startswith("@agency, look at “this”, \"that\", and this.")
    assert on_x["dash"]["text"].startswith("- the river, again; äöü 川")
    assert {row["lang"] for row in rows} == {"en"}
    assert {(row["part"], row["parts"]) for row in rows} == {("1", "1")}
    # RFC 4180: every record ends with CRLF, and a lone LF stands only inside a quoted field.
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == len(table)


def test_the_length_in_the_csv_is_what_count_says(make: Make, out: Path) -> None:
    made("social", "--format", "csv", folder=make(), out=out)
    rows = list(csv.DictReader((out / "river/en/social/messages.csv").open(encoding="utf-8", newline="")))
    for row in rows:
        counted = call("count", row["text"], "--json").json["networks"][row["network"]]
        assert counted == {"length": int(row["length"]), "limit": int(row["limit"]), "fits": True}


def test_network_chooses_the_networks(make: Make, out: Path) -> None:
    made("social", "--network", "bluesky,x", "--format", "csv", folder=make(), out=out)
    rows = csv.DictReader((out / "river/en/social/messages.csv").open(encoding="utf-8", newline=""))
    assert [row["network"] for row in rows] == ["bluesky", "x"]


# count


def test_count_has_the_shape_of_the_contract() -> None:
    found = call("count", "x" * 44, "--json").json
    assert list(found["networks"]) == NETWORK_IDS
    assert found["networks"]["x"] == {"length": 44, "limit": 280, "fits": True}
    assert call("count", "x" * 281, "--json").json["networks"]["x"] == {"length": 281, "limit": 280, "fits": False}


@pytest.mark.parametrize(
    ("stdin", "length"),
    [(b"hello\n", 5), (b"hello", 5), (b"hello\n\n", 6), (b" hello ", 7), (b"hello\r\n", 6), (b"\n", 0), (b"", 0), ("ñandú\n".encode(), 5)],
)
def test_count_of_standard_input_drops_one_final_newline_only(stdin: bytes, length: int) -> None:
    assert call("count", "-", "--json", stdin=stdin).json["networks"]["bluesky"]["length"] == length


def test_count_for_people_names_every_network() -> None:
    lines = call("count", "x" * 281).out.splitlines()
    assert len(lines) == len(NETWORK_IDS)
    assert re.fullmatch(r"X +281 of +280 +TOO LONG", lines[0])


# The manifest, why and trace


def test_the_manifest_says_what_each_file_rests_on(make: Make, out: Path) -> None:
    made("letter", "--format", "txt", folder=make(), out=out)
    (row,) = manifest(out)
    assert row == {
        "path": "river/en/letter/jo.txt", "sha256": row["sha256"], "kind": "letter", "lang": "en", "recipient": "jo",
        "country": "GB", "date": DAY, "facts": ["permit-granted"], "asks": ["revoke"], "concerns": row["concerns"],
        "sources": [
            {"n": 1, "id": "permit", "title": "Example Agency: Permit of the plant", "date": "2021-05-04", "url": "https://example.org/permit"}
        ],
        "template": "letter.html",
    }


def test_the_manifest_knows_the_bytes_of_each_file(make: Make, out: Path) -> None:
    from hashlib import sha256

    made("build", "--news", NEWS, folder=make(), out=out)
    rows = manifest(out)
    assert {row["path"] for row in rows} == files_in(out) - {"river/manifest.json"}
    assert all(sha256((out / row["path"]).read_bytes()).hexdigest() == row["sha256"] for row in rows)


def test_commands_merge_their_rows_sorted_by_path_and_without_times(make: Make, out: Path) -> None:
    folder = make()
    made("letter", "--format", "txt", folder=folder, out=out)
    made("article", "--format", "md,txt", folder=folder, out=out)
    made("email", "--format", "eml", folder=folder, out=out)
    first = (out / "river/manifest.json").read_bytes()
    assert [row["path"] for row in manifest(out)] == [
        "river/en/article/article.md", "river/en/article/article.txt", "river/en/email/jo.eml", "river/en/letter/jo.txt",
    ]
    made("letter", "--format", "txt", folder=folder, out=out)
    assert (out / "river/manifest.json").read_bytes() == first
    assert not re.search(rb"\d\d:\d\d", first)


def test_a_file_made_anew_replaces_its_row(make: Make, out: Path) -> None:
    folder = make()
    made("letter", "--format", "txt", folder=folder, out=out)
    before = manifest(out)
    made("letter", "--format", "txt", "--personal", "I swim there.", folder=folder, out=out)
    after = manifest(out)
    assert len(before) == len(after) == 1
    assert before[0]["sha256"] != after[0]["sha256"]


def test_why_has_the_shape_of_the_contract(make: Make, out: Path) -> None:
    made("letter", "--format", "txt", folder=make(), out=out)
    assert call("why", out / "river/en/letter/jo.txt", "--json").json == {
        "schema": 1, "path": "river/en/letter/jo.txt", "kind": "letter", "lang": "en", "recipient": "jo",
        "facts": ["permit-granted"], "asks": ["revoke"],
        "sources": [
            {"n": 1, "id": "permit", "title": "Example Agency: Permit of the plant", "date": "2021-05-04", "url": "https://example.org/permit"}
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
        "schema": 1, "id": "permit", "used_by": ["fact permit-granted"],
        "files": ["river/en/letter/jo.txt", "river/en/social/messages.csv"], "problems": [],
    }
    fact = call("trace", "permit-granted", *where).json
    assert fact["used_by"] == ["concern water", "message river"]
    assert call("trace", "revoke", *where).json["files"] == ["river/en/letter/jo.txt", "river/en/social/messages.csv"]
    assert "river/en/letter/jo.txt" in call("trace", "permit", *where[:-1]).out


def test_trace_looks_inside_records_and_into_the_reading_list(make: Make, out: Path) -> None:
    folder = make("-- countries/GB.yaml --\nlanguages: [en]\nevents:\n  - {event: signed, on: 2021-05-04, sources: [permit], confidence: verified}\n")
    with (folder / "campaign.yaml").open("a", encoding="utf-8") as settings:
        settings.write("reading: [permit]\n")
    found = call("trace", "permit", "--campaign", folder, "--out", out, "--json").json
    assert found["used_by"] == ["campaign river", "country GB", "fact permit-granted"]


def test_trace_keeps_to_its_own_campaign(make: Make, tmp_path: Path, out: Path) -> None:
    import shutil

    folder = make()
    shutil.copytree(folder, tmp_path / "lake")
    made("letter", "--format", "txt", folder=folder, out=out)
    made("letter", "--format", "txt", folder=tmp_path / "lake", out=out)
    assert call("trace", "permit", "--campaign", folder, "--out", out, "--json").json["files"] == ["river/en/letter/jo.txt"]


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
    "address": ("*", {"country", "office", "gender", "form", "text"}),
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
    assert {row["country"] for row in rows} == {"*", "CL"}


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
    assert languages == {("of-mine", "en"), ("of-mine", "es")}


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


# Examples


def test_an_example_is_one_warning_and_exit_0(out: Path) -> None:
    done = call("build", "--format", "txt", "--out", out, "--date", DAY, "--json")
    assert done.code == 0
    assert [p["code"] for p in done.json["problems"]] == ["example"]
    assert done.json["problems"][0]["severity"] == "warning"


def test_the_sample_mark_is_in_every_format(out: Path) -> None:
    call("build", "--lang", "en", "--out", out, "--date", DAY)
    base = out / "cybercrime-treaty/en"
    for path in sorted(p for p in base.rglob("*") if p.is_file()):
        match path.suffix:
            case ".pdf":
                assert all("SAMPLE" in page for page in pages_of(path)), path
            case ".docx":
                assert "SAMPLE" in docx_text(path), path
            case ".eml":
                mail = message_from_bytes(path.read_bytes(), policy=default)
                assert mail["subject"].startswith("[SAMPLE]"), path
                assert "SAMPLE" in mail.get_content(), path
            case _:
                assert "SAMPLE" in path.read_text(encoding="utf-8"), path
    assert {p.suffix for p in base.rglob("*.*")} == {".pdf", ".docx", ".eml", ".txt", ".html", ".md", ".csv"}


def test_a_post_that_names_an_example_is_marked_itself(out: Path) -> None:
    call("social", "--country", "XX", "--format", "csv", "--out", out, "--date", DAY)
    rows = list(csv.DictReader((out / "cybercrime-treaty/en/social/messages.csv").open(encoding="utf-8", newline="")))
    naming = [row for row in rows if "Example State" in row["text"] or "organizacion.example" in row["text"]]
    assert naming
    assert [row["id"] for row in naming if not row["text"].startswith("[SAMPLE]")] == []


@pytest.mark.parametrize("options", [["--quiet"], ["--safe"], ["--draft"], ["--personal", "I live here."], ["--window"]])
def test_no_option_removes_the_sample_mark(out: Path, options: list[str]) -> None:
    call("letter", "--to", "sam-sample", "--format", "txt", *options, "--out", out, "--date", DAY)
    texts = [p.read_text(encoding="utf-8") for p in out.rglob("*.txt")]
    assert texts and all("SAMPLE" in text for text in texts)


def test_a_campaign_without_examples_has_no_mark_and_no_warning(make: Make, out: Path) -> None:
    done = made("build", "--news", NEWS, "--json", folder=make(), out=out)
    assert "example" not in done.codes
    assert not any(b"SAMPLE" in p.read_bytes() for p in out.rglob("*.*") if p.suffix not in (".pdf", ".docx"))


# Drafts

NO_EMAIL = """
-- sender.yaml --
type: person
city: Rivertown
country: GB
"""


def test_a_document_with_a_gap_is_not_made_and_says_what_is_missing(make: Make, out: Path) -> None:
    done = call("letter", "--campaign", make(NO_EMAIL), "--out", out, "--format", "txt", "--date", DAY)
    assert (done.code, done.codes - {"no-hook"}) == (3, {"gap"})
    assert "sender name is missing" in done.err and "--sender-name" in done.err
    assert not out.exists()


def test_a_draft_is_named_marked_and_shows_its_gaps(make: Make, out: Path) -> None:
    made("letter", "--draft", folder=make(NO_EMAIL), out=out)
    base = "river/en/letter/jo.draft"
    assert files_in(out) == {f"{base}.{s}" for s in ("pdf", "docx", "txt", "html")} | {"river/manifest.json"}
    text = (out / f"{base}.txt").read_text(encoding="utf-8")
    assert "DRAFT" in text and "[[missing: sender name]]" in text
    assert "DRAFT" in (out / f"{base}.html").read_text(encoding="utf-8")
    assert "DRAFT" in docx_text(out / f"{base}.docx")


def test_every_page_of_a_draft_says_so(make: Make, out: Path) -> None:
    folder = make("-- templates/long.html --\n{#---\ntitle: Long\nper: language\nformats: [pdf]\n---#}\n"
                  "<h1>{{ ask.subject }}</h1>\n{{ gap('end') }}\n{% for n in range(120) %}<p>{{ ask.asked }}</p>\n{% endfor %}\n")
    made("compose", "long", "--draft", folder=folder, out=out)
    pages = pages_of(out / "river/en/long/long.draft.pdf")
    assert len(pages) > 2
    assert all("DRAFT" in page for page in pages)


def test_whole_documents_of_the_same_run_are_unmarked(make: Make, out: Path) -> None:
    made("build", "--draft", "--format", "txt", folder=make(), out=out)
    drafts = {path for path in files_in(out) if ".draft." in path}
    assert drafts == {"river/en/press-release/press-release.draft.txt"}
    assert "[[missing: news]]" in (out / drafts.pop()).read_text(encoding="utf-8")
    assert "DRAFT" not in letter(out)


def test_the_gaps_of_one_document_do_not_mark_the_next(make: Make, out: Path) -> None:
    people = "- {id: jo, name: Jo March, family_name: March, office: lower-house, country: GB, area: Rivertown}\n- {id: al, name: Al Reed, family_name: Reed, office: lower-house, country: GB}\n"
    note = "-- templates/note.html --\n{#---\ntitle: N\nper: recipient\nformats: [txt]\n---#}\n<p>{{ recipient.area or gap('area') }}</p>\n"
    made("compose", "note", "--draft", folder=make(f"-- recipients/people.yaml --\n{people}{note}"), out=out)
    assert files_in(out) == {"river/en/note/jo.txt", "river/en/note/al.draft.txt", "river/manifest.json"}


@pytest.mark.parametrize("gone", ["valid_until: 2025-01-01", "facts: [guess]"], ids=["dead-ask", "unverified-fact"])
def test_a_draft_does_not_cover_what_must_not_be_said(make: Make, out: Path, gone: str) -> None:
    folder = make()
    with (folder / "facts.yaml").open("a", encoding="utf-8") as facts:
        facts.write("- {id: guess, text: So they say., as_of: 2021-05-04, confidence: unverified, sources: [permit]}\n")
    with (folder / "asks.yaml").open("a", encoding="utf-8") as asks:
        asks.write(f"- {{id: old, title: T, subject: S, request: R, request_i: R, asked: A, {gone}}}\n")
    done = call("letter", "--ask", "old", "--draft", "--campaign", folder, "--out", out, "--date", DAY)
    assert (done.code, done.codes - {"no-hook"}) == (3, {"unusable"})
    assert not out.exists()


# Time


def test_date_sets_today_in_everything_that_is_said(make: Make, out: Path) -> None:
    made("letter", "--format", "txt", folder=make(), out=out, day="2024-01-15")
    text = letter(out)
    assert "Rivertown, 15 January 2024" in text
    assert "5 February 2024" in text, "fifteen working days later"
    assert manifest(out)[0]["date"] == "2024-01-15"


def test_in_january_2024_the_built_in_letter_speaks_of_a_draft(out: Path) -> None:
    done = call("letter", "--to", "sam-sample", "--format", "txt", "--out", out, "--date", "2024-01-15")
    assert done.code == 0
    text = letter(out, "sam-sample", "cybercrime-treaty")
    assert "draft" in text
    assert not re.search(r"signed the Convention|was adopted|ratif(y|ied) the Convention", text)
    years = {int(y) for y in re.findall(r"\b20\d\d\b", text.split("Sources")[0])}
    assert max(years) <= 2024


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2026-12-10T09:00", "09:00, 10 December 2026 (London)"),
        ("2026-07-10T09:00", "09:00, 10 July 2026 (London)"),
        ("2026-07-10T09:00Z", "10:00, 10 July 2026 (London)"),
        ("2026-12-10T09:00-03:00", "12:00, 10 December 2026 (London)"),
    ],
)
def test_an_embargo_is_told_in_the_time_of_the_sender(make: Make, out: Path, given: str, said: str) -> None:
    made("press-release", "--news", NEWS, "--embargo", given, "--format", "txt", folder=make(), out=out)
    text = (out / "river/en/press-release/press-release.txt").read_text(encoding="utf-8")
    assert f"Embargoed until {said}" in text
    assert "For immediate release" not in text


@pytest.mark.parametrize("given", ["2026-03-29T01:30", "soon", "2026-12-10", "09:00", "2026-12-10T25:00", ""])
def test_an_embargo_that_is_no_moment_is_wrong_usage(make: Make, out: Path, given: str) -> None:
    done = call("press-release", "--campaign", make(), "--news", NEWS, "--embargo", given, "--out", out, "--date", DAY)
    assert (done.code, done.codes - {"no-hook"}) == (2, {"embargo"})
    assert not out.exists()


@pytest.mark.parametrize(
    ("zone", "line"), [(None, 1), ("Europe/Lodnon", 8)], ids=["missing", "unknown"]
)
def test_an_embargo_needs_a_time_zone(make: Make, out: Path, zone: str | None, line: int) -> None:
    folder = make()
    sender = folder / "sender.yaml"
    text = sender.read_text(encoding="utf-8")
    assert text.count("time_zone: Europe/London\n") == 1
    sender.write_text(text.replace("time_zone: Europe/London\n", f"time_zone: {zone}\n" if zone else ""), encoding="utf-8")
    where = next(n for n, t in enumerate(text.splitlines(), 1) if t.startswith("time_zone"))
    done = call("press-release", "--campaign", folder, "--news", NEWS, "--embargo", "2026-12-10T09:00", "--out", out, "--date", DAY)
    assert (done.code, done.codes - {"no-hook"}) == (2, {"time-zone"})
    assert f"sender.yaml:{where if zone else 1}:" in done.err


# The sender

OTHER = """
type: organization
organization: Other Organisation
name: Ann Other
city: Othertown
country: GB
email: ann@other.example
"""
OF_RIVER = ("River Friends", "Kim Lee", "1 Bank Street", "kim@river.example", "+00 000")


def test_options_win_over_the_file_and_the_file_over_the_campaign(make: Make, tmp_path: Path, out: Path) -> None:
    (tmp_path / "other.yaml").write_text(OTHER, encoding="utf-8")
    made("letter", "--from", tmp_path / "other.yaml", "--sender-name", "Zoe Last", "--format", "txt", folder=make(), out=out)
    text = letter(out)
    assert "Zoe Last Other Organisation" in text and "Othertown, 22 November 2026" in text
    assert "Ann Other" not in text
    assert [part for part in OF_RIVER if part in text] == []


def test_options_over_a_real_sender_keep_the_rest_of_it(make: Make, out: Path) -> None:
    made("letter", "--sender-name", "Zoe Last", "--format", "txt", folder=make(), out=out)
    assert "Zoe Last River Friends" in letter(out) and "1 Bank Street" in letter(out)


def test_nothing_of_an_example_sender_stands_beside_a_real_name(make: Make, out: Path) -> None:
    folder = make()
    with (folder / "sender.yaml").open("a", encoding="utf-8") as sender:
        sender.write("example: true\n")
    made("letter", "--sender-name", "Zoe Last", "--sender-city", "Lakeside", "--format", "txt", folder=folder, out=out)
    text = letter(out)
    assert "I live in Lakeside" in text and "Zoe Last" in text
    assert [part for part in OF_RIVER if part in text] == []
    assert "SAMPLE" not in text


def test_safe_leaves_out_who_and_where_the_sender_is(make: Make, out: Path) -> None:
    folder = make("-- sender.yaml --\ntype: person\nname: Zoe Last\ncity: Lakeside\narea: West Shore\naddress_lines: [9 Hidden Lane]\nphone: '+00 123'\ncountry: GB\n")
    made("letter", "--safe", folder=folder, out=out)
    assert files_in(out) == {f"river/en/letter/letter-001.{s}" for s in ("pdf", "docx", "txt", "html")} | {"river/manifest.json"}
    base = out / "river/en/letter/letter-001"
    texts = [base.with_suffix(".txt").read_text("utf-8"), base.with_suffix(".html").read_text("utf-8"), docx_text(base.with_suffix(".docx"))]
    texts += [*pages_of(base.with_suffix(".pdf")), str(pypdf.PdfReader(base.with_suffix(".pdf")).metadata)]
    for part in ("Zoe", "Last", "Lakeside", "West Shore", "Hidden", "+00 123"):
        assert not [text for text in texts if part in text], part
    assert {row["recipient"] for row in manifest(out)} == {None}


def test_personal_is_a_sentence_in_the_language_it_names(out: Path) -> None:
    call("letter", "--to", "ana-ejemplo,sam-sample", "--personal", "es=Soy maestra.", "--personal", "en=I teach.", "--format", "txt", "--out", out, "--date", DAY)
    spanish, english = letter(out, "ana-ejemplo", "cybercrime-treaty", "es"), letter(out, "sam-sample", "cybercrime-treaty")
    assert "Soy maestra." in spanish and "I teach." not in spanish
    assert "I teach." in english and "Soy maestra." not in english


@pytest.mark.parametrize(
    ("voice", "said", "asked"),
    [
        ("organization", "We are River Friends", "We ask you to revoke"),
        ("constituent", "I live in Rivertown", "I ask you to revoke"),
        ("expert", "My work is in hydrology", "I ask you to revoke"),
    ],
)
def test_the_voice_is_that_of_as(make: Make, out: Path, voice: str, said: str, asked: str) -> None:
    made("letter", "--as", voice, "--sender-expertise", "hydrology", "--format", "txt", folder=make(), out=out)
    text = letter(out)
    assert said in text and asked in text


def test_concern_and_ask_choose_what_is_said(make: Make, out: Path) -> None:
    folder = make()
    with (folder / "concerns.yaml").open("a", encoding="utf-8") as concerns:
        concerns.write("- {id: fish, title: Fish, text: Fish live in this river.}\n")
    with (folder / "asks.yaml").open("a", encoding="utf-8") as asks:
        asks.write("- {id: hearing, title: Hold a hearing, subject: Request for a hearing, request: We ask for a hearing., request_i: I ask for a hearing., asked: A hearing is asked for., priority: -1}\n")
    made("letter", "--concern", "fish", "--ask", "hearing", "--format", "txt", folder=folder, out=out)
    text = letter(out)
    assert "Request for a hearing" in text and "We ask for a hearing." in text and "Fish live in this river." in text
    assert "revoke the permit by" not in text and "drinks from this river" not in text


def test_country_makes_the_release_national_and_without_it_it_is_international(out: Path) -> None:
    call("press-release", "--format", "txt", "--out", out / "a", "--date", DAY)
    call("press-release", "--country", "XX", "--format", "txt", "--out", out / "b", "--date", DAY)
    path = "cybercrime-treaty/en/press-release/press-release.txt"
    international, national = ((out / x / path).read_text(encoding="utf-8") for x in "ab")
    assert "Example State" not in international
    assert "Example State" in national


def test_a_built_in_campaign_is_never_written_into(tmp_path: Path) -> None:
    folder = resources.SEEDS / "starter"
    before = files_in(folder)
    done = call("letter", "--campaign", "starter", "--out", folder, "--date", DAY)
    assert (done.code, done.codes) == (2, {"output"})
    assert files_in(folder) == before


def test_doctor_names_what_is_here(make: Make) -> None:
    done = call("doctor", "--json")
    assert done.code == 0
    found = done.json["found"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", found["pango"])
    assert found["fonts"] == "IBM Plex Serif"
    assert {"language en", "language es", "python", "weasyprint"} <= set(found)
    assert re.search(r"^twitter-text-parser +\d", call("doctor").out, re.MULTILINE)
