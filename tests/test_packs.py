"""Whole social packs: every file at its place, the same bytes each time, one archive, and a week that all files agree on."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from builtin import planned
from command import DAY, Done, call, files_in, made, manifest
from conftest import checked, expected, found, write_campaign
from icalendar import Calendar
from PIL import Image

from campaign.formats.schedulers import SCHEDULE
from campaign.networks import NETWORKS
from campaign.plan.packs import size_for

CARDS = """
-- cards.yaml --
- id: permit
  kind: fact
  text: The permit is from {granted}.
  alt: The permit of the plant is from {granted}.
  facts: [permit-granted]
- {id: revoke, kind: act, text: Revoke the permit, alt: "=Two words: revoke it.", ask: revoke}
-- messages.yaml --
- id: river
  aim: what
  text: "The town drinks from this river. #River"
  facts: [permit-granted]
  card: permit
- {id: waste, aim: reason, text: The permit allows waste in it., facts: [permit-granted], card: permit}
- {id: write, aim: act, text: "Write to the agency, today.", link: act, card: revoke}
- id: told
  aim: people
  thread: true
  text: Told in short.
  long: |
    The town drinks from this river.
    And nobody asked the town.
  facts: [permit-granted]
- {id: plain, aim: question, text: "Does it bring work? It can, without waste."}
"""
NETWORK = ("x", "linkedin")
ZONE = ZoneInfo("Europe/London")
TEXTS = {"messages.txt", "messages.csv", "messages.json", "messages.html", "README.txt"}
TIMES = {"schedule.csv", "schedule.ics", "schedule.txt", "alt-text.csv"}
IMPORTERS = {
    f"importers/{name}.csv"
    for name in ("ayrshare", *(f"{tool}-{n}" for tool in ("buffer", "hootsuite", "highlevel") for n in NETWORK))
}
PICTURES = {f"cards/{card}-1200x630.png" for card in ("permit", "revoke")}
ZIP = "river-social-en.zip"


class Pack:
    """The files of a pack on the disk."""

    def __init__(self, out: Path, ident: str = "river", lang: str = "en") -> None:
        self.folder = out / ident / lang / "social"
        self.files = files_in(self.folder)

    def bytes(self) -> dict[str, bytes]:
        return {name: (self.folder / name).read_bytes() for name in self.files}

    def table(self, name: str, columns: tuple[str, ...] = ()) -> list[dict[str, str]]:
        """Read a sheet; `columns` are those of a file without a header."""
        text = (self.folder / name).read_bytes().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text, newline=""), columns or None, strict=True))

    @property
    def schedule(self) -> list[dict[str, str]]:
        return self.table("schedule.csv")

    @property
    def times(self) -> list[datetime]:
        """The times of the posts of X."""
        return [datetime.fromisoformat(row["scheduled_at"]) for row in self.schedule if row["network"] == "x"]


def social(folder: Path, out: Path, *more: str | Path) -> Done:
    """Make the pack of a campaign on its day for two networks, whose cards have one size."""
    networks = () if "--network" in more else ("--network", ",".join(NETWORK))
    return call("social", "--campaign", folder, "--out", out, "--date", DAY, *networks, *more)


def scheduled(folder: Path, *more: str) -> Pack:
    """Make the texts of a pack with its schedule; there are no cards, which take long."""
    out = folder.parent / "scheduled"
    done = social(folder, out, *more)
    assert done.code == 0, done.err
    return Pack(out)


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small campaign."""
    return write_campaign(tmp_path_factory.mktemp("packs") / "river", CARDS)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small campaign without cards."""
    messages = CARDS[CARDS.index("-- messages") :]
    for card in ("permit", "revoke"):
        messages = messages.replace(f", card: {card}", "").replace(f"  card: {card}\n", "")
    return write_campaign(tmp_path_factory.mktemp("bare") / "river", messages)


@pytest.fixture(scope="module")
def pack(river: Path) -> Pack:
    """Return the whole pack of the small campaign."""
    made("social", "--network", ",".join(NETWORK), folder=river, out=river.parent / "out")
    return Pack(river.parent / "out")


# What a pack is


def test_a_whole_pack_has_every_file_at_its_place(pack: Pack) -> None:
    assert pack.files == {*TEXTS, *TIMES, *IMPORTERS, *PICTURES, ZIP}


def test_what_was_written_is_said_and_stands_in_the_manifest(river: Path, pack: Pack) -> None:
    done = social(river, river.parent / "out", "--json")
    below = "river/en/social"
    said = {Path(path).relative_to(pack.folder).as_posix() for path in done.json["files"]}
    assert said == pack.files
    assert {row["path"] for row in manifest(river.parent / "out")} == {f"{below}/{n}" for n in pack.files - {ZIP}}


def test_the_pictures_are_of_the_size_in_their_name_and_no_other_is_named(pack: Pack) -> None:
    for name in PICTURES:
        with Image.open(pack.folder / name) as image:
            assert f"{image.width}x{image.height}" in name
    named = {row["card"] for row in pack.table("messages.csv")} | {row["media_file"] for row in pack.schedule}
    assert named == {"", *PICTURES}


def test_each_network_has_the_shape_nearest_to_its_own() -> None:
    shapes = {name: "x".join(map(str, size_for(row))) for name, row in NETWORKS.items()}
    assert shapes == {
        **dict.fromkeys(("x", "bluesky", "mastodon", "linkedin", "telegram"), "1200x630"),
        **dict.fromkeys(("threads", "instagram", "facebook"), "1080x1350"),
        **dict.fromkeys(("whatsapp", "tiktok"), "1080x1920"),
    }


def test_all_four_sizes_are_made_when_no_network_is_named(make: Callable[..., Path]) -> None:
    folder = make(CARDS.replace("- {id: revoke,", "- {id: revoke, automatic: false,").replace(", card: revoke", ""))
    done = call("social", "--campaign", folder, "--out", folder.parent / "out", "--date", DAY, "--format", "png")
    assert done.code == 0, done.err
    sizes = ("1200x630", "1080x1080", "1080x1350", "1080x1920")
    assert Pack(folder.parent / "out").files == {f"cards/permit-{size}.png" for size in sizes}


# The same bytes


def test_a_pack_is_the_same_bytes_again_and_with_several_jobs(river: Path, pack: Pack) -> None:
    other = river.parent / "other"
    done = social(river, other, "--jobs", "2")
    assert done.code == 0, done.err
    assert Pack(other).bytes() == pack.bytes()
    before = {name: (pack.folder / name).stat().st_mtime_ns for name in pack.files - {ZIP}}
    assert social(river, river.parent / "out").code == 0
    assert {name: (pack.folder / name).stat().st_mtime_ns for name in before} == before  # nothing was made anew
    assert Pack(other).bytes() == Pack(river.parent / "out").bytes()


def test_the_archive_holds_exactly_the_files_and_no_clock(pack: Pack) -> None:
    with zipfile.ZipFile(pack.folder / ZIP) as archive:
        assert archive.testzip() is None
        held = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        assert [*held] == sorted(held)
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == 0o644
    files = pack.bytes()
    del files[ZIP]
    assert held == {f"river-social-en/{name}": data for name, data in files.items()}


# What is asked for


@pytest.mark.parametrize(
    "formats, files",
    [
        ("csv", {"messages.csv"}),
        ("html", {"messages.html"}),
        ("json,txt", {"messages.json", "messages.txt"}),
        ("ics", {"schedule.ics"}),
        ("png", PICTURES),
    ],
)
def test_a_format_makes_its_own_files_alone(river: Path, tmp_path: Path, formats: str, files: set[str]) -> None:
    done = social(river, tmp_path, "--format", formats)
    assert done.code == 0, done.err
    assert Pack(tmp_path).files == files


def test_build_makes_the_messages_and_no_picture(river: Path, tmp_path: Path) -> None:
    news = ("--news", "On 22 November 2026 River Friends handed its request to the agency.")
    done = call("build", "--campaign", river, "--out", tmp_path, "--date", DAY, *news)
    assert done.code == 0, done.err
    assert Pack(tmp_path).files == {"messages.txt", "messages.csv", "messages.json", "messages.html"}
    assert not [name for name in files_in(tmp_path) if name.endswith((".png", ".zip"))]


IMPORTED_BEFORE = "importers/hootsuite-linkedin.csv"
TOO_LONG = """
-- cards.yaml --
- {id: revoke, kind: act, text: Revoke it soon, alt: "Two words: revoke it.", ask: revoke}
-- messages.yaml --
- {id: river, aim: what, text: The town drinks from this river.}
- {id: long, aim: reason, text: "%s."}
""" % ("and so on " * 40)


def test_a_post_that_is_too_long_leaves_no_archive(make: Callable[..., Path]) -> None:
    folder = make(TOO_LONG)
    done = social(folder, folder.parent / "out", "--network", "x,facebook", "--json")
    assert done.code == 1
    [long] = {(p["severity"], p["line"]) for p in done.json["problems"] if p["code"] == "post-length"}
    assert long == ("error", 2)
    files = Pack(folder.parent / "out").files
    assert files >= {"cards/revoke-1200x630.png", "cards/revoke-1080x1350.png"}
    assert not files & {ZIP, "messages.csv", "messages.html", "schedule.csv"}
    assert social(folder, folder.parent / "none", "--format", "csv").code == 3


def test_a_pack_that_failed_says_that_an_archive_beside_it_is_of_before(make: Callable[..., Path]) -> None:
    folder = make(CARDS)
    out = folder.parent / "out"
    assert social(folder, out, "--network", "x").code == 0
    before = (Pack(out).folder / ZIP).read_bytes()
    make(TOO_LONG)
    done = social(folder, out, "--network", "x")  # the card is a new one
    assert (done.code, "no-archive" in done.codes) == (1, True)
    assert (Pack(out).folder / ZIP).read_bytes() == before


def test_nothing_of_an_earlier_pack_is_left_but_what_somebody_changed(make: Callable[..., Path]) -> None:
    folder = make(CARDS)
    out = folder.parent / "out"
    assert social(folder, out).code == 0
    edited = "importers/buffer-linkedin.csv"
    (Pack(out).folder / edited).write_text("Mine.", encoding="utf-8")
    make(CARDS.replace("- {id: revoke,", "- {id: revoke, automatic: false,").replace(", card: revoke", ""))
    done = social(folder, out, "--network", "x")
    assert (done.code, done.own) == (0, {"replaced", "left-over"}), done.err
    own = {f"importers/{name}.csv" for name in ("ayrshare", "buffer-x", "hootsuite-x", "highlevel-x")}
    made_now = {*TEXTS, *TIMES, *own, "cards/permit-1200x630.png", ZIP}
    assert Pack(out).files == made_now | {edited}
    with zipfile.ZipFile(Pack(out).folder / ZIP) as archive:
        assert {name.partition("/")[2] for name in archive.namelist()} == made_now - {ZIP}
    assert {row["path"] for row in manifest(out)} >= {f"river/en/social/{name}" for name in made_now - {ZIP}}
    assert f"river/en/social/{IMPORTED_BEFORE}" not in {row["path"] for row in manifest(out)}


def test_an_error_elsewhere_does_not_pass_as_a_whole_pack(bare: Path, tmp_path: Path) -> None:
    assert social(bare, tmp_path, "--message", "rivr").code == 2
    assert files_in(tmp_path) == set()


# When


def test_the_week_has_its_aims_in_order_and_starts_on_the_next_monday(bare: Path) -> None:
    pack = scheduled(bare)
    rows = [row for row in pack.schedule if row["network"] == "x"]
    assert [*rows[0]] == list(SCHEDULE)
    assert [row["id"] for row in rows] == ["river", "waste", "told", "write", "plain"]
    assert [at.date() for at in pack.times] == [date(2026, 11, 23) + timedelta(days=n) for n in range(5)]
    assert {at.utcoffset() for at in pack.times} == {timedelta(0)}  # the sender is in London


def test_every_file_agrees_on_the_times_and_texts(bare: Path) -> None:
    pack = scheduled(bare, "--start", "2027-03-25", "--media-url", "https://example.org/cards")  # clocks change
    wanted = {
        (row["network"], datetime.fromisoformat(row["scheduled_at"]), row["text"])
        for row in pack.schedule
        if row["parts"] == "1"
    }
    assert len({at.utcoffset() for _, at, _ in wanted}) == 2
    assert calendar_of(pack) == {(network, at, text) for network, at, text in wanted} | threads_of(pack)
    for network in NETWORK:
        own = {(at.replace(tzinfo=None), text) for n, at, text in wanted if n == network}
        assert imported(pack, "buffer", network) == imported(pack, "highlevel", network) == own
        assert imported(pack, "hootsuite", network) == own
    ayrshare = {
        ({"twitter": "x"}.get(name, name), datetime.fromisoformat(row["scheduleDate"]), row["post"])
        for row in pack.table("importers/ayrshare.csv")
        for name in row["platforms"].split(", ")
    }
    assert {at.utcoffset() for _, at, _ in ayrshare} == {timedelta(0)}
    assert {text for _, _, text in ayrshare} == {text for _, _, text in wanted}
    assert {at for network, at, _ in ayrshare if network == "linkedin"} <= {
        at for n, at, _ in wanted if n == "linkedin"
    }
    for row in pack.schedule:
        assert row["scheduled_at"][11:16] in (pack.folder / "schedule.txt").read_text(encoding="utf-8")


def calendar_of(pack: Pack) -> set[tuple[str, datetime, str]]:
    """Return the network, time and text of every event."""
    calendar: Any = Calendar.from_ical((pack.folder / "schedule.ics").read_bytes())
    events = calendar.walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events)
    return {(str(e["SUMMARY"]).split(":")[0], e["DTSTART"].dt, str(e["DESCRIPTION"])) for e in events}


def threads_of(pack: Pack) -> set[tuple[str, datetime, str]]:
    """Return the threads of a schedule, the parts of each as one text."""
    parts: dict[tuple[str, str], list[str]] = {}
    for row in pack.schedule:
        if row["parts"] != "1":
            parts.setdefault((row["network"], row["scheduled_at"]), []).append(row["text"])
    return {(n, datetime.fromisoformat(at), "\n\n".join(texts)) for (n, at), texts in parts.items()}


def imported(pack: Pack, tool: str, network: str) -> set[tuple[datetime, str]]:
    """Return the local times and texts of the file of a tool, its link below the text as it is posted."""
    columns = ("date", "message", "link") if tool == "hootsuite" else ()
    rows = pack.table(f"importers/{tool}-{network}.csv", columns)
    if tool == "buffer":
        return {(datetime.strptime(r["Posting Time"], "%Y-%m-%d %H:%M"), r["Text"]) for r in rows}
    if tool == "hootsuite":
        return {(datetime.strptime(r["date"], "%d/%m/%Y %H:%M"), joined(r["message"], r["link"])) for r in rows}
    at = "postAtSpecificTime"
    return {(datetime.strptime(r[at], "%Y-%m-%d %H:%M:%S"), joined(r["content"], r["link"])) for r in rows}


def joined(text: str, link: str) -> str:
    """Return a text with its link below it."""
    return f"{text}\n{link}" if link else text


def test_the_rhythm_is_the_one_asked_for(bare: Path) -> None:
    options = ("--start", "2026-12-07", "--every", "2", "--at", "08:25", "--time-zone", "America/Santiago")
    pack = scheduled(bare, *options)
    santiago = ZoneInfo("America/Santiago")
    assert pack.times[0] == datetime(2026, 12, 7, 8, 25, tzinfo=santiago)
    assert pack.times[0].astimezone(UTC) == datetime(2026, 12, 7, 11, 25, tzinfo=UTC)
    assert {(b - a).days for a, b in zip(pack.times, pack.times[1:], strict=False)} == {2}
    assert {at.utcoffset() for at in pack.times} == {timedelta(hours=-3)}


def test_images_have_the_public_address_they_are_given(river: Path, pack: Pack, tmp_path: Path) -> None:
    assert {row["media_url"] for row in pack.schedule} == {""}
    done = social(river, tmp_path, "--media-url", "https://example.org/a b", "--network", "x")
    assert done.code == 2
    assert social(river, tmp_path, "--media-url", "https://example.org/pack", "--network", "x").code == 0
    own = Pack(tmp_path)
    links = {row["media_url"] for row in own.schedule if row["media_file"]}
    assert links == {f"https://example.org/pack/{name.removeprefix('cards/')}" for name in PICTURES}
    assert {row["Image URL"] for row in own.table("importers/buffer-x.csv")} == {"", *links}


@pytest.mark.parametrize(
    "option, value, code",
    [
        ("--start", "2026-13-01", "date"),
        ("--start", "next week", "date"),
        ("--at", "25:00", "at"),
        ("--at", "9", "at"),
        ("--time-zone", "America/Santigo", "time-zone"),
        ("--media-url", "http://example.org/", "media-url"),
        ("--media-url", "cards", "media-url"),
        ("--network", "myspace", "unknown-network"),
        ("--format", "gif", "unknown-format"),
        ("--limit", "x=0", "limit"),
    ],
)
def test_a_wrong_option_is_wrong_usage_and_writes_nothing(
    bare: Path, tmp_path: Path, option: str, value: str, code: str
) -> None:
    done = social(bare, tmp_path / "out", option, value)
    assert (done.code, done.codes) == (2, {code})
    assert "Traceback" not in done.err
    assert not (tmp_path / "out").exists() or files_in(tmp_path / "out") == set()


@pytest.mark.parametrize("option, value", [("--every", "0"), ("--every", "x"), ("--weeks", "-1"), ("--weeks", "99")])
def test_a_number_out_of_its_range_is_wrong_usage(bare: Path, tmp_path: Path, option: str, value: str) -> None:
    assert social(bare, tmp_path, option, value).code == 2
    assert files_in(tmp_path) == set()


# Days that are counted


def test_a_countdown_has_the_number_of_its_day_in_text_and_card(tmp_path: Path) -> None:
    named = ("--message", "date-signature-closes", "--start", "2026-11-30", "--weeks", "4")
    done = call(
        *("social", "--campaign", "cybercrime-treaty", "--out", tmp_path, "--date", DAY, "--lang", "en"),
        *("--network", "x", "--message", *named[1:]),
    )
    assert done.code == 0, done.err
    pack = Pack(tmp_path, "cybercrime-treaty")
    rows = [row for row in pack.schedule if row["id"] == "date-signature-closes"]
    days = [date.fromisoformat(row["scheduled_at"][:10]) for row in rows]
    assert days == [date(2026, 12, 1), date(2026, 12, 17), date(2026, 12, 19)]  # the others are in quiet days
    for row, day in zip(rows, days, strict=True):
        left = (date(2026, 12, 31) - day).days
        assert f"Days left to sign the UN cybercrime treaty: {left}." in row["text"]
        assert row["media_file"] == f"cards/days-to-sign-{day}-1200x630.png"
        assert row["media_file"] in pack.files
        assert f"{left} days left" in row["alt_text"]
    shown = {(pack.folder / row["media_file"]).read_bytes() for row in rows}
    assert len(shown) == len(rows)
    [today] = [row for row in pack.table("messages.csv") if row["id"] == "date-signature-closes"]
    assert ": 39." in today["text"] and today["card"] == "cards/days-to-sign-1200x630.png"
    assert today["card"] in pack.files


def test_a_countdown_is_not_for_a_country_that_has_signed() -> None:
    named = {"messages": ("date-signature-closes",), "formats": ("ics", "csv"), "languages": ("en",)}
    documents, problems = planned(DAY, "social", country="CL", **named)
    [problem] = [p for p in problems if p.code == "unusable"]
    assert problem.severity == "error" and "signed" in problem.message
    assert problem.where.file.endswith("messages.yaml")
    ids = {m.id for d in documents for m in d.messages}
    ids |= {m.id for d in documents for slot in d.appointments for m in slot.pack.messages}
    assert "date-signature-closes" not in ids


# Beside the posts


def test_the_sheet_of_alt_texts_names_every_picture_once(pack: Pack) -> None:
    rows = pack.table("alt-text.csv")
    assert [*rows[0]] == ["file", "alt text", "posts"]
    assert sorted(row["file"] for row in rows) == sorted(PICTURES)
    alts = {row["file"]: row["alt text"] for row in rows}
    assert alts["cards/permit-1200x630.png"] == "The permit of the plant is from 4 May 2021."
    assert alts["cards/revoke-1200x630.png"] == "'=Two words: revoke it."  # no formula for a spreadsheet
    assert {row["alt_text"] for row in pack.schedule if "revoke" in row["media_file"]} == {"=Two words: revoke it."}


def test_the_sheet_of_alt_texts_names_every_picture_of_a_countdown_once(make: Callable[..., Path]) -> None:
    folder = make("""
-- campaign.yaml --
schema: 1
title: Keep the river clean
source_language: en
languages: [en]
position: reject
summary: The plant may pour waste into the river.
common_ground: Jobs matter, and so does the water that a town drinks.
stages: [{id: open, title: Decision ahead, since: 2020-01-01}]
dates: [{id: vote, title: The vote, on: 2026-12-08, use: deadline, sources: [permit]}]
-- facts.yaml --
- id: permit-granted
  text: The agency granted the permit on {granted}.
  values: {granted: {date: 2021-05-04}}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
  slots: [where, background, subheading, next, notes]
- id: vote-day
  text: The agency votes.
  values: {left: {days_until: 2026-12-08}}
  sources: [permit]
  as_of: 2026-11-01
  confidence: verified
-- cards.yaml --
- id: until-vote
  kind: countdown
  text: "{days} day until the vote"
  text_plural: "{days} days until the vote"
  alt: "{days} day."
  alt_plural: "{days} days."
  until: vote
-- messages.yaml --
- {id: days, aim: date, text: "Days until the vote: {left}.", facts: [vote-day], card: until-vote}
""")
    out = folder.parent / "out"
    done = social(folder, out, "--weeks", "3", "--network", "x")
    assert done.code == 0, done.err
    pack = Pack(out)
    pictures = {name for name in pack.files if name.endswith(".png")}
    assert len(pictures) == 5  # of today, and 14, 7, 3 and 1 days before
    assert sorted(row["file"] for row in pack.table("alt-text.csv")) == sorted(pictures)
    told = {row["text"].split("\n")[0]: row["alt_text"] for row in pack.schedule}
    assert told == {
        "Days until the vote: 14.": "14 days.",
        "Days until the vote: 7.": "7 days.",
        "Days until the vote: 3.": "3 days.",
        "Days until the vote: 1.": "1 day.",
    }


def test_the_page_and_the_cards_tell_what_they_rest_on(pack: Pack) -> None:
    for name in ("messages.html", "cards/permit-1200x630.png", "schedule.csv", "importers/buffer-x.csv"):
        done = call("why", pack.folder / name, "--json")
        assert done.code == 0, done.err
        assert done.json["facts"] == ["permit-granted"]
        assert [source["id"] for source in done.json["sources"]] == ["permit"]
    asked = call("why", pack.folder / "cards/revoke-1200x630.png", "--json").json
    assert (asked["asks"], asked["facts"]) == (["revoke"], [])
    assert "Example Agency: Permit of the plant" in call("why", pack.folder / "messages.html").out


def test_a_message_names_cards_and_networks_that_are_there(make: Callable[..., Path]) -> None:
    folder = make(CARDS, """
-- messages.yaml --
- id: river
  aim: reason
  text: The town drinks from it.
  card: unknown #! unknown-id
- id: named
  aim: what
  text: It is the town's.
  card: permit
""")  # fmt: skip
    assert found(folder, [p for p in checked(folder) if p.code == "unknown-id"]) == expected(folder)


def test_a_mistake_in_the_messages_is_said_once(make: Callable[..., Path], tmp_path: Path) -> None:
    folder = make("-- messages.yaml --\n- {id: river, aim: what, text: The town drinks from it., colour: blue}\n")
    done = call("social", "--campaign", folder, "--out", tmp_path / "out", "--date", DAY)
    assert done.code == 3 and done.err.count("[unknown-key]") == 1, done.err
