"""Options change what a document says: the day, the sender, the voice, the country."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from command import DAY, NEWS, call, docx_text, files_in, letter, made, manifest, pages_of

from campaign import resources

Make = Callable[..., Path]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the output folder of a test."""
    return tmp_path / "out"


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
        ("2027-07-10T09:00", "09:00, 10 July 2027 (London)"),
        ("2027-07-10T09:00Z", "10:00, 10 July 2027 (London)"),
        ("2026-12-10T09:00-03:00", "12:00, 10 December 2026 (London)"),
    ],
)
def test_an_embargo_is_told_in_the_time_of_the_sender(make: Make, out: Path, given: str, said: str) -> None:
    made("press-release", "--news", NEWS, "--embargo", given, "--format", "txt", folder=make(), out=out)
    text = (out / "river/en/press-release/press-release.txt").read_text(encoding="utf-8")
    assert f"Embargoed until {said}" in text
    assert "For immediate release" not in text


@pytest.mark.parametrize(
    "given", ["2027-03-28T01:30", "soon", "2026-12-10", "09:00", "2026-12-10T25:00", "2026-11-21T23:59", ""]
)
def test_an_embargo_that_is_no_moment_is_wrong_usage(make: Make, out: Path, given: str) -> None:
    done = call("press-release", "--campaign", make(), "--news", NEWS, "--embargo", given, "--out", out, "--date", DAY)
    assert (done.code, done.own) == (2, {"embargo"})
    assert not out.exists()


@pytest.mark.parametrize("zone", [None, "Europe/Lodnon", "America"], ids=["missing", "unknown", "a folder of zones"])
def test_an_embargo_needs_a_time_zone(make: Make, out: Path, zone: str | None) -> None:
    folder = make()
    sender = folder / "sender.yaml"
    text = sender.read_text(encoding="utf-8")
    assert text.count("time_zone: Europe/London\n") == 1
    sender.write_text(
        text.replace("time_zone: Europe/London\n", f"time_zone: {zone}\n" if zone else ""), encoding="utf-8"
    )
    where = next(n for n, t in enumerate(text.splitlines(), 1) if t.startswith("time_zone"))
    done = call(
        "press-release",
        "--campaign",
        folder,
        "--news",
        NEWS,
        "--embargo",
        "2026-12-10T09:00",
        "--out",
        out,
        "--date",
        DAY,
    )
    assert (done.code, done.own) == (2, {"time-zone"})
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
    made(
        "letter",
        "--from",
        tmp_path / "other.yaml",
        "--sender-name",
        "Zoe Last",
        "--format",
        "txt",
        folder=make(),
        out=out,
    )
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
    folder = make("""
-- sender.yaml --
type: person
name: Zoe Last
city: Lakeside
area: West Shore
address_lines: [9 Hidden Lane]
phone: '+00 123'
country: GB
""")
    made("letter", "--safe", folder=folder, out=out)
    stems = {Path(path).stem for path in files_in(out)} - {"manifest"}
    assert len(stems) == 1
    (stem,) = stems
    assert re.fullmatch(r"letter-\w+", stem), "a neutral file name"
    assert files_in(out) == {f"river/en/letter/{stem}.{s}" for s in ("pdf", "docx", "txt", "html")} | {
        "river/manifest.json"
    }
    base = out / "river/en/letter" / stem
    texts = [
        base.with_suffix(".txt").read_text("utf-8"),
        base.with_suffix(".html").read_text("utf-8"),
        docx_text(base.with_suffix(".docx")),
    ]
    texts += [*pages_of(base.with_suffix(".pdf")), str(pypdf.PdfReader(base.with_suffix(".pdf")).metadata)]
    for part in ("Zoe", "Last", "Lakeside", "West Shore", "Hidden", "+00 123"):
        assert not [text for text in texts if part in text], part
    assert {row["recipient"] for row in manifest(out)} == {None}


def test_personal_is_a_sentence_in_the_language_it_names(out: Path) -> None:
    call(
        "letter",
        "--to",
        "ana-ejemplo,sam-sample",
        "--personal",
        "es=Soy maestra.",
        "--personal",
        "en=I teach.",
        "--format",
        "txt",
        "--out",
        out,
        "--date",
        DAY,
    )
    spanish, english = (
        letter(out, "ana-ejemplo", "cybercrime-treaty", "es"),
        letter(out, "sam-sample", "cybercrime-treaty"),
    )
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
        asks.write(
            "- {id: hearing, title: Hold a hearing, subject: Request for a hearing, request: We ask for a hearing.,"
            " request_i: I ask for a hearing., asked: A hearing is asked for., priority: -1}\n"
        )
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
    assert "IBM Plex Serif" in found["fonts"]
    assert {"language en", "language es", "python", "weasyprint"} <= set(found)
    assert re.search(r"^twitter-text-parser +\d", call("doctor").out, re.MULTILINE)
