"""The importers' own files: read back, they say the same posts at the same moments, within each tool's limits."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.diagnostics import Stop
from campaign.formats import Content, schedulers
from campaign.formats import csv as writer
from campaign.formats.schedulers import IMPORTERS, SCHEDULE, alt_texts, files_of, importer_files, media_base, media_link
from campaign.networks import NETWORKS

LINK = "https://example.org/act"
ZONE = ZoneInfo("America/Santiago")
START = datetime(2026, 12, 7, 9, 0, tzinfo=ZONE)


def row(number: int = 0, network: str = "x", **more: str) -> dict[str, str]:
    """Return a row of `schedule.csv`; its text is its own."""
    at = (START + timedelta(days=number)).isoformat()
    own = {"id": f"m-{number}", "network": network, "lang": "en", "scheduled_at": at, "part": "1", "parts": "1"}
    made = {**dict.fromkeys(SCHEDULE, ""), **own, "text": f"=Post {number}, “@River”;\n#River\n{LINK}", "link": LINK}
    return {**made, **more}


def read(data: bytes) -> list[list[str]]:
    """Read a file as an importer does: no mark of byte order, lines that end in CR LF, every field quoted."""
    text = data.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert text == "" or (text.startswith('"') and text.endswith('"\r\n'))
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def table(data: bytes) -> list[dict[str, str]]:
    """Read a file with a header."""
    header, *rows = read(data)
    return [dict(zip(header, cells, strict=True)) for cells in rows]


def files(name: str, rows: Iterable[dict[str, str]]) -> dict[str, bytes]:
    """Return the files of one importer, which leaves nothing out."""
    made, problems = files_of(IMPORTERS[name], list(rows))
    assert problems == []
    return dict(made)


def test_the_schedule_itself_comes_back() -> None:
    rows = [row(n, network) for n, network in enumerate(NETWORKS)]
    content = Content(html="", title="", language="en", rows=rows, columns=SCHEDULE)
    assert read(writer.write(content))[0] == list(SCHEDULE)
    assert table(writer.write(content)) == rows


def test_buffer() -> None:
    image = "https://example.org/cards/a.png"
    made = files("buffer", [row(0), row(1, media_url=image), row(2, "mastodon")])
    assert list(made) == ["buffer-x.csv", "buffer-mastodon.csv"]
    first, second = table(made["buffer-x.csv"])
    assert list(first) == ["Text", "Image URL", "Tags", "Posting Time"]
    assert first == {"Text": row(0)["text"], "Image URL": "", "Tags": "", "Posting Time": "2026-12-07 09:00"}
    assert (second["Image URL"], second["Posting Time"]) == (image, "2026-12-08 09:00")


def test_hootsuite_has_no_header_and_puts_the_link_in_its_own_column() -> None:
    made = files("hootsuite", [row(0), row(25), row(1, "linkedin", link="", text="No link")])
    assert list(made) == ["hootsuite-x.csv", "hootsuite-linkedin.csv"]
    assert read(made["hootsuite-x.csv"]) == [
        ["07/12/2026 09:00", "=Post 0, “@River”;\n#River", LINK],
        ["01/01/2027 09:00", "=Post 25, “@River”;\n#River", LINK],
    ]
    assert read(made["hootsuite-linkedin.csv"]) == [["08/12/2026 09:00", "No link", ""]]


def test_hootsuite_takes_minutes_that_end_in_0_or_5() -> None:
    rows = [row(n, scheduled_at=f"2026-12-07T09:{minute:02}:00-03:00") for n, minute in enumerate((0, 3, 5, 59))]
    made, [problem] = files_of(IMPORTERS["hootsuite"], rows)
    assert [cells[0][-5:] for cells in read(dict(made)["hootsuite-x.csv"])] == ["09:00", "09:05"]
    assert (problem.code, problem.severity) == ("minutes", "warning")
    assert "2 posts" in problem.message and "--at" in problem.hint


def test_ayrshare_has_all_networks_in_one_file_by_its_own_names_in_utc() -> None:
    made = files("ayrshare", [row(0), row(1, "telegram"), row(40, "facebook", media_url="https://example.org/a.png")])
    assert list(made) == ["ayrshare.csv"]
    rows = table(made["ayrshare.csv"])
    assert list(rows[0]) == ["post", "platforms", "mediaUrls", "scheduleDate"]
    assert [r["platforms"] for r in rows] == ["twitter", "telegram", "facebook"]
    assert rows[0]["scheduleDate"] == "2026-12-07T12:00:00Z"
    assert rows[2]["mediaUrls"] == "https://example.org/a.png"


def test_ayrshare_gets_a_text_for_several_networks_of_a_day_once() -> None:
    late = "2026-12-07T18:30:00-03:00"
    rows = [row(0, "bluesky", text="Same", scheduled_at=late), row(0, text="Same"), row(0, "threads", text="Other")]
    made = table(files("ayrshare", rows)["ayrshare.csv"])
    assert [(r["post"], r["platforms"], r["scheduleDate"]) for r in made] == [
        ("Same", "twitter, bluesky", "2026-12-07T12:00:00Z"),
        ("Other", "threads", "2026-12-07T12:00:00Z"),
    ]


@pytest.mark.parametrize(("days", "left_out"), [(1, True), (3, True), (4, False)])
def test_ayrshare_rejects_the_same_text_within_three_days(days: int, left_out: bool) -> None:
    made, problems = files_of(IMPORTERS["ayrshare"], [row(0, text="Same"), row(days, text="Same")])
    assert len(table(dict(made)["ayrshare.csv"])) == (1 if left_out else 2)
    assert [p.code for p in problems] == (["same-text"] if left_out else [])


def test_highlevel() -> None:
    image = "https://example.org/cards/a.png"
    made = files("highlevel", [row(0, "facebook"), row(1, "instagram", text="No link in it", media_url=image)])
    assert list(made) == ["highlevel-facebook.csv", "highlevel-instagram.csv"]
    [first] = table(made["highlevel-facebook.csv"])
    assert first == {
        "postAtSpecificTime": "2026-12-07 09:00:00",
        "content": "=Post 0, “@River”;\n#River",
        "link": LINK,
        "imageUrls": "",
        "gifUrl": "",
        "videoUrls": "",
    }
    [second] = table(made["highlevel-instagram.csv"])
    assert (second["content"], second["link"], second["imageUrls"]) == ("No link in it", "", image)


@pytest.mark.parametrize(("name", "most"), [("buffer", 100), ("hootsuite", 350), ("highlevel", 90)])
@pytest.mark.parametrize("more", [0, 1, 350])
def test_a_file_has_no_more_rows_than_the_tool_takes(name: str, most: int, more: int) -> None:
    header = IMPORTERS[name].header
    made = files(name, [row(n) for n in range(most + more)])
    lengths = [len(read(data)) - header for data in made.values()]
    assert sum(lengths) == most + more and max(lengths) == most and lengths[:-1] == [most] * (len(lengths) - 1)
    assert list(made)[:2] == [f"{name}-x.csv", f"{name}-x-2.csv"][: len(made)]


def test_two_accounts_have_files_of_their_own() -> None:
    accounts = ["@River@one.example", "@river@one-example", ""]
    made = files("buffer", [row(n, "mastodon", account=account) for n, account in enumerate(accounts)])
    assert list(made) == [
        "buffer-mastodon-river-one-example.csv",
        "buffer-mastodon-river-one-example-2.csv",
        "buffer-mastodon.csv",
    ]
    assert [len(table(data)) for data in made.values()] == [1, 1, 1]


def test_what_a_tool_cannot_take_is_left_out_and_said() -> None:
    rows = [row(0, "whatsapp"), row(1, "telegram"), row(2, "instagram"), row(3, part="1", parts="2")]
    made, problems = files_of(IMPORTERS["buffer"], [*rows, row(4)])
    assert [r["Text"][:7] for r in table(dict(made)["buffer-x.csv"])] == ["=Post 4"] and len(made) == 1
    assert [(p.code, p.severity) for p in problems] == [("not-imported", "note")] * 3
    said = " ".join(p.message for p in problems)
    assert "2 posts are left out (whatsapp, telegram)" in said and "threads" in said and "image" in said


def test_images_without_a_public_link_are_said_once() -> None:
    rows = [row(0, media_file="a.png"), row(1, media_file="b.png"), row(2, "linkedin", media_file="a.png")]
    _, problems = importer_files(rows)
    [problem] = [p for p in problems if p.code == "media-url"]
    assert problem.severity == "warning" and "2 images" in problem.message and "--media-url" in problem.hint
    linked = [{**r, "media_url": "https://example.org/" + r["media_file"]} for r in rows]
    files, problems = importer_files(linked)
    assert [p.message for p in problems] == [
        "Hootsuite: its file has no place for images, which are to be added by hand"
    ]
    assert {name.split("-")[0].split(".")[0] for name, _ in files} == set(IMPORTERS)


def test_no_posts_are_no_files() -> None:
    assert importer_files([]) == ([], [])


def test_the_importers_name_networks_that_there_are() -> None:
    later = {"tiktok"}
    assert {n for i in IMPORTERS.values() for n in i.networks} <= set(NETWORKS) | later


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/cards", "https://example.org/cards/"),
        (" https://example.org/cards// ", "https://example.org/cards/"),
    ],
)
def test_the_address_of_the_images_ends_with_a_slash(text: str, base: str) -> None:
    assert media_base(text) == base
    assert media_link(base, "día 1.png") == f"{base}d%C3%ADa%201.png"
    assert media_link("", "a.png") == media_link(base, "") == ""


@pytest.mark.parametrize(
    "text",
    [
        "http://example.org/",
        "example.org",
        "",
        "https://",
        "https://a.example/?x=1",
        "https://a.example/a b",
        "https://[",
    ],
)
def test_what_is_no_public_folder_is_refused(text: str) -> None:
    with pytest.raises(Stop) as stop:
        media_base(text)
    assert [(p.code, p.exit) for p in stop.value.problems] == [("media-url", 2)]


def test_the_sheet_of_alternative_texts_is_for_people() -> None:
    rows = [
        row(0, media_file="a.png", alt_text="=A chart, “40”"),
        row(0, "bluesky", media_file="a.png", alt_text="=A chart, “40”"),
        row(0, "linkedin", media_file="b.png", alt_text="A river\nby night"),
        row(1),
    ]
    data = alt_texts(rows)
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))) == [
        ["file", "alt text", "posts"],
        ["a.png", "'=A chart, “40”", "m-0 (x), m-0 (bluesky)"],
        ["b.png", "A river\nby night", "m-0 (linkedin)"],
    ]


TEXTS = st.text(st.one_of(st.sampled_from("\"',;\r\n\t=+-@ \u2028#"), st.characters(codec="utf-8")), max_size=30)
ZONES = st.sampled_from(["America/Santiago", "Asia/Beirut", "America/Sao_Paulo", "America/New_York", "Asia/Kathmandu"])


@st.composite
def schedules(draw: st.DrawFn) -> list[dict[str, str]]:
    """Draw the rows of a schedule."""
    rows = []
    for number in range(draw(st.integers(0, 6))):
        naive = draw(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31))).replace(second=0, microsecond=0)
        at = naive.replace(tzinfo=ZoneInfo(draw(ZONES))).astimezone(UTC).astimezone(ZoneInfo(draw(ZONES)))
        network = draw(st.sampled_from(list(NETWORKS)))
        rows.append(row(number, network, text=draw(TEXTS), scheduled_at=at.isoformat(), id=f"m-{number}"))
    return rows


@given(schedules())
def test_every_post_is_in_the_files_at_its_moment_or_said_to_be_left_out(rows: list[dict[str, str]]) -> None:
    patterns: dict[str, tuple[Any, ...]] = {
        "buffer": ("Text", "Posting Time", "%Y-%m-%d %H:%M"),
        "ayrshare": ("post", "scheduleDate", "%Y-%m-%dT%H:%M:%SZ"),
        "highlevel": ("content", "postAtSpecificTime", "%Y-%m-%d %H:%M:%S"),
    }
    for name, (text, time, pattern) in patterns.items():
        made, problems = files_of(IMPORTERS[name], rows)
        found = {(r[text], datetime.strptime(r[time], pattern)) for _, data in made for r in table(data)}
        for post in rows:
            at = datetime.fromisoformat(post["scheduled_at"])
            wanted = at.astimezone(UTC) if name == "ayrshare" else at
            if (post["text"], wanted.replace(tzinfo=None)) not in found:
                refused = schedulers.refusal(IMPORTERS[name], post)
                once = name == "ayrshare" and sum(p["text"] == post["text"] for p in rows) > 1
                assert refused or once
                assert not refused or any(post["network"] in p.message for p in problems)
