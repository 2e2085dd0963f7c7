"""What is an example or a draft says so, in every format, and nothing else does."""

from __future__ import annotations

import csv
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from command import DAY, NEWS, call, docx_text, files_in, letter, made, pages_of

Make = Callable[..., Path]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the output folder of a test."""
    return tmp_path / "out"


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
    assert {p.suffix for p in base.rglob("*.*")} == {
        *(".pdf", ".docx", ".eml"),
        *(".txt", ".html", ".md", ".csv", ".json"),
    }


def test_every_text_of_a_pack_is_marked_but_the_descriptions_of_images(out: Path) -> None:
    """A description names no sender; a card that does is marked (test_cards), one that does not needs no mark."""
    made("social", "--network", "x", folder=Path("cybercrime-treaty"), out=out)
    folder = out / "cybercrime-treaty/en/social"
    read = {p: p.read_bytes().replace(b"\r\n ", b"") for p in folder.rglob("*.*") if p.suffix not in (".png", ".zip")}
    assert {p.suffix for p in read} == {".txt", ".csv", ".json", ".html", ".ics"}
    assert len([p for p in read if p.parent.name == "importers"]) == 4
    assert [p.name for p, data in read.items() if b"SAMPLE" not in data] == ["alt-text.csv"]


def test_a_post_that_names_an_example_is_marked_itself(out: Path) -> None:
    call("social", "--country", "XX", "--format", "csv", "--out", out, "--date", DAY)
    rows = list(csv.DictReader((out / "cybercrime-treaty/en/social/messages.csv").open(encoding="utf-8", newline="")))
    naming = [row for row in rows if "Example State" in row["text"] or "organizacion.example" in row["text"]]
    assert naming
    assert [row["id"] for row in naming if not row["text"].startswith("[SAMPLE]")] == []


@pytest.mark.parametrize(
    "options", [["--quiet"], ["--safe"], ["--draft"], ["--personal", "I live here."], ["--window"]]
)
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
    assert (done.code, done.own) == (3, {"gap"})
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
    folder = make(
        "-- templates/long.html --\n{#---\ntitle: Long\nper: language\nformats: [pdf]\n---#}\n"
        "<h1>{{ ask.subject }}</h1>\n{{ gap('end') }}\n{% for n in range(120) %}<p>{{ ask.asked }}</p>\n{% endfor %}\n"
    )
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
    folder = make("""
-- recipients/people.yaml --
- {id: jo, name: Jo March, family_name: March, office: lower-house, country: GB, area: Rivertown}
- {id: al, name: Al Reed, family_name: Reed, office: lower-house, country: GB}
-- templates/note.html --
{#---
title: Note
per: recipient
formats: [txt]
---#}
<p>{{ recipient.area or gap('area') }}</p>
""")
    made("compose", "note", "--draft", folder=folder, out=out)
    assert files_in(out) == {"river/en/note/jo.txt", "river/en/note/al.draft.txt", "river/manifest.json"}


def test_a_missing_translation_of_prose_does_not_mark_the_next_document(make: Make, out: Path) -> None:
    folder = make("""
-- recipients/people.yaml --
- {id: al, name: Al Reed, office: lower-house, country: GB, languages: [es]}
- {id: jo, name: Jo March, office: lower-house, country: GB, languages: [es], area: Rivertown}
-- templates/note.html --
{#---
title: Note
per: recipient
formats: [txt]
---#}
{% if recipient.area %}
<p>{{ recipient.area }}</p>
{% else %}
<p>{% trans "note/nowhere" %}nobody translated this{% endtrans %}</p>
{% endif %}
""")
    settings = (folder / "campaign.yaml").read_text(encoding="utf-8")
    (folder / "campaign.yaml").write_text(settings.replace("languages: [en]", "languages: [en, es]"), encoding="utf-8")
    made("compose", "note", "--draft", folder=folder, out=out)
    assert files_in(out) == {"river/es/note/al.draft.txt", "river/es/note/jo.txt", "river/manifest.json"}
    assert "[[missing: translation of note/nowhere]]" in (out / "river/es/note/al.draft.txt").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("gone", ["valid_until: 2025-01-01", "facts: [guess]"], ids=["dead-ask", "unverified-fact"])
def test_a_draft_does_not_cover_what_must_not_be_said(make: Make, out: Path, gone: str) -> None:
    folder = make()
    with (folder / "facts.yaml").open("a", encoding="utf-8") as facts:
        facts.write("- {id: guess, text: So they say., as_of: 2021-05-04, confidence: unverified, sources: [permit]}\n")
    with (folder / "asks.yaml").open("a", encoding="utf-8") as asks:
        asks.write(f"- {{id: old, title: T, subject: S, request: R, request_i: R, asked: A, {gone}}}\n")
    done = call("letter", "--ask", "old", "--draft", "--campaign", folder, "--out", out, "--date", DAY)
    assert (done.code, done.own) == (3, {"unusable"})
    assert not out.exists()


@pytest.mark.parametrize(
    ("tag", "gap"),
    [
        ("en", "[[missing: approved quote]]"),
        ("es", "[[falta: cita aprobada]]"),
        ("zh-Hans", "[[缺少：经本人认可的引语]]"),
    ],
)
def test_a_gap_is_named_in_the_language_of_its_document(out: Path, tag: str, gap: str) -> None:
    sender = ("--sender-organization", "Red de Prueba", "--sender-email", "red@prueba.example")
    call("press-release", "--lang", tag, *sender, "--draft", "--format", "txt", "--out", out, "--date", DAY)
    [draft] = out.rglob("*.draft.txt")
    text = draft.read_text(encoding="utf-8")
    assert gap in text.replace("\n", "" if tag == "zh-Hans" else " ")
    assert tag == "en" or "missing" not in text
