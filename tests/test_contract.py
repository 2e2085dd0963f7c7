"""The contract of the commands: paths, files, JSON shapes, and new campaigns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from command import DAY, NEWS, call, files_in, made, manifest

from campaign.formats.csv import COLUMNS

Make = Callable[..., Path]
NETWORK_IDS = [
    "x",
    "bluesky",
    "mastodon",
    "threads",
    "instagram",
    "facebook",
    "linkedin",
    "telegram",
    "whatsapp",
    "tiktok",
]

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


# Paths


def test_build_writes_every_kind_at_the_paths_of_the_contract(make: Make, out: Path) -> None:
    made("build", "--news", NEWS, folder=make(), out=out)
    assert files_in(out) == {
        "river/manifest.json",
        *(f"river/en/letter/jo.{s}" for s in ("pdf", "docx", "txt", "html")),
        *(f"river/en/email/jo.{s}" for s in ("txt", "eml")),
        *(f"river/en/press-release/press-release.{s}" for s in ("pdf", "docx", "txt", "html")),
        *(f"river/en/article/article.{s}" for s in ("html", "md", "txt")),
        *(f"river/en/social/messages.{s}" for s in ("txt", "csv", "json", "html")),
        *(f"river/en/call-script/jo.{s}" for s in ("pdf", "docx", "txt", "html")),
        *(
            f"river/en/{kind}/{kind}.{s}"
            for kind in ("qa", "briefing", "fact-sheet", "letter-to-editor", "call-script-for-all")
            for s in ("pdf", "docx", "txt", "html")
        ),
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
- {id: own, name: Own Language, office: minister, country: CL, languages: [cy, es]}
- {id: of-country, name: Of Country, office: minister, country: CL}
- {id: regional, name: Regional, office: minister, country: CL, languages: [es-CL]}
- {id: foreign, name: Foreign, office: minister, country: CL, languages: [cy, de]}
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


def test_conditions_take_an_example_only_when_there_is_nobody_else(make: Make, tmp_path: Path) -> None:
    people = """-- recipients/people.yaml --
- {id: jo, name: Jo March, family_name: March, gender: unknown, office: lower-house, country: GB}
- {id: sample, name: Sam Sample, family_name: Sample, gender: unknown, office: lower-house, country: GB, example: true}
- {id: mayor, name: May Sample, family_name: Sample, gender: unknown, office: mayor, country: GB, example: true}
"""
    folder = make(people)
    asked = ("letter", "--campaign", folder, "--format", "txt", "--date", DAY)
    call(*asked, "--out", tmp_path / "a", "--to", "office=lower-house")
    assert {path for path in files_in(tmp_path / "a") if path.endswith(".txt")} == {"river/en/letter/jo.txt"}
    assert call(*asked, "--out", tmp_path / "b", "--to", "office=mayor").own == {"unknown-recipient"}
    make(people.replace("country: GB}", "country: GB, example: true}"))
    call(*asked, "--out", tmp_path / "c", "--to", "office=mayor")
    assert {path for path in files_in(tmp_path / "c") if path.endswith(".txt")} == {"river/en/letter/mayor.txt"}


def test_an_example_reads_what_the_campaign_speaks_and_a_person_what_they_read(make: Make, tmp_path: Path) -> None:
    people = """-- recipients/people.yaml --
- {id: ana, name: Ana Ejemplo, family_name: Ejemplo, gender: f, office: lower-house, country: GB, languages: [es], example: true}
"""
    folder = make(people)
    done = call("letter", "--campaign", folder, "--format", "txt", "--date", DAY, "--out", tmp_path / "a")
    assert done.code == 0 and "river/en/letter/ana.txt" in files_in(tmp_path / "a")
    make(people.replace(", example: true", ""))
    done = call("letter", "--campaign", folder, "--format", "txt", "--date", DAY, "--out", tmp_path / "b")
    assert done.code == 3 and "no-language" in done.codes


def test_lang_takes_lists_repetition_and_all(out: Path) -> None:
    for number, arguments in enumerate((["--lang", "en,es"], ["--lang", "en", "--lang", "es"], ["--lang", "all"])):
        call("article", "--format", "txt", *arguments, "--out", out / str(number), "--date", DAY)
        assert {"cybercrime-treaty/en/article/article.txt", "cybercrime-treaty/es/article/article.txt"} <= files_in(
            out / str(number)
        )


def test_a_kind_without_recipients_speaks_the_source_language(out: Path) -> None:
    call("article", "--format", "txt", "--out", out, "--date", DAY)
    assert files_in(out) == {"cybercrime-treaty/en/article/article.txt", "cybercrime-treaty/manifest.json"}


# Who is written to

PEOPLE = """
-- recipients/people.yaml --
- {id: jo, name: Jo March, family_name: March, gender: f, office: lower-house, country: GB, committees: [justice, science]}
- {id: al, name: Al Reed, family_name: Reed, gender: m, office: upper-house, country: GB, organization: {en: The Lords}}
- {id: bo, name: Bo Hill, family_name: Hill, office: upper-house, country: GB}
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
        (["organization=The Lords"], {"al"}),
        (["all"], {"jo", "al", "bo"}),
    ],
    ids=lambda v: "+".join(sorted(v)) if isinstance(v, set) else " ".join(v),
)
def test_to_takes_ids_lists_and_a_field_with_its_value(
    make: Make, out: Path, wanted: list[str], names: set[str]
) -> None:
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
    assert (
        tuple(table[0])
        == COLUMNS
        == (
            "id",
            "network",
            "part",
            "parts",
            "lang",
            "text",
            "link",
            "card",
            "alt_text",
            "length",
            "limit",
        )
    )
    rows = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    assert len(rows) == 3 * len(NETWORK_IDS)
    assert list(dict.fromkeys(row["network"] for row in rows)) == NETWORK_IDS
    on_x = {row["id"]: row for row in rows if row["network"] == "x"}
    assert on_x["formula"]["text"].startswith("=SUM(A1)")
    assert on_x["mention"]["text"].startswith('@agency, look at “this”, "that", and this.')
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
    [
        (b"hello\n", 5),
        (b"hello", 5),
        (b"hello\n\n", 6),
        (b" hello ", 7),
        (b"hello\r\n", 6),
        (b"\n", 0),
        (b"", 0),
        ("ñandú\n".encode(), 5),
    ],
)
def test_count_of_standard_input_drops_one_final_newline_only(stdin: bytes, length: int) -> None:
    assert call("count", "-", "--json", stdin=stdin).json["networks"]["bluesky"]["length"] == length


def test_count_for_people_names_every_network() -> None:
    lines = call("count", "x" * 281).out.splitlines()
    assert len(lines) == len(NETWORK_IDS)
    assert re.fullmatch(r"X +281 of +280 +TOO LONG", lines[0])


# The manifest


def test_the_manifest_says_what_each_file_rests_on(make: Make, out: Path) -> None:
    made("letter", "--format", "txt", folder=make(), out=out)
    (row,) = manifest(out)
    assert row == {
        "path": "river/en/letter/jo.txt",
        "sha256": row["sha256"],
        "key": row["key"],
        "kind": "letter",
        "lang": "en",
        "recipient": "jo",
        "example": False,
        "country": "GB",
        "date": DAY,
        "facts": ["permit-granted"],
        "asks": ["revoke"],
        "concerns": row["concerns"],
        "sources": [
            {
                "n": 1,
                "id": "permit",
                "title": "Example Agency: Permit of the plant",
                "date": "2021-05-04",
                "url": "https://example.org/permit",
            }
        ],
        "template": "letter.html",
    }


def test_the_manifest_knows_the_bytes_of_each_file(make: Make, out: Path) -> None:
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
        "river/en/article/article.md",
        "river/en/article/article.txt",
        "river/en/email/jo.eml",
        "river/en/letter/jo.txt",
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
