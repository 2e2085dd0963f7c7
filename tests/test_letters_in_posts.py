"""The number of letters in a post: from the record, no small one, none where it is dangerous, in the right plural."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from builtin import built_in, planned, renderer
from command import DAY, Done, call, made
from conftest import TODAY

from campaign import record
from campaign.networks import NETWORKS, length
from campaign.record import Entry
from campaign.render.posts import posts_of
from campaign.render.writer import Writer
from campaign.values import replace

Make = Callable[..., Path]
MESSAGES = """-- messages.yaml --
- id: river
  aim: close
  text: Thank you.
- id: week
  aim: close
  text: In one week {letters} letter went out.
  text_plural: In one week {letters} letters went out.
  long: In one week {letters} letter went out. It is about the river.
  long_plural: In one week {letters} letters went out. They are about the river.
  count: letters
- id: so-far
  aim: close
  text: "{all_letters} letter."
  text_plural: "At least {all_letters} letters so far."
  count: all_letters
"""
AGO = {"today": 0, "six days ago": 6, "seven days ago": 7}


def letters(folder: Path, number: int, ago: int = 0, **more: Any) -> None:
    """Put letters into the record of a campaign that went out so many days ago."""
    day = (TODAY - datetime.timedelta(days=ago)).isoformat()
    given: dict[str, Any] = {"act": "sent", "kind": "letter", "channel": "email", **more}
    paths = [f"river/en/letter/p{n}-{ago}.txt" for n in range(number)]
    record.append(folder, [Entry(day=day, path=path, sha256=f"{n:064x}", **given) for n, path in enumerate(paths)])


def pack(folder: Path, *more: str, code: int = 0) -> tuple[Done, str]:
    """Make the posts of a campaign for one network and return them as text."""
    out = folder.parent / "out"
    given = ("--campaign", folder, "--network", "x,facebook", "--format", "txt", "--date", DAY, "--out", out)
    done = call("social", *given, *more)
    assert done.code == code, done.err
    return done, "".join(path.read_text(encoding="utf-8") for path in out.rglob("messages.txt"))


@pytest.mark.parametrize(("number", "is_told"), [(0, False), (4, False), (5, True), (1234, True)])
def test_a_number_under_five_is_not_told(make: Make, number: int, is_told: bool) -> None:
    folder = make(MESSAGES)
    letters(folder, number)
    _, text = pack(folder)
    assert "Thank you." in text
    assert (f"In one week {number:,} letters went out" in text) == is_told == (f"{number:,} letters so far" in text)
    assert is_told == ("They are about the river." in text)
    assert "{" not in text and "letter went" not in text


def test_the_week_ends_today_and_what_is_no_letter_does_not_count(make: Make) -> None:
    folder = make(MESSAGES)
    for ago in AGO.values():
        letters(folder, 3, ago)
    letters(folder, 9, 1, act="published", channel="press")
    letters(folder, 9, -1)
    _, text = pack(folder)
    assert "In one week 6 letters went out" in text and "At least 9 letters so far" in text


def test_where_it_is_dangerous_no_number_is_told(make: Make) -> None:
    folder = make(MESSAGES, "-- countries/GB.yaml --\nlanguages: [en]\nrisk: high\n")
    letters(folder, 50)
    assert "50 letters" in pack(folder)[1]
    _, text = pack(folder, "--country", "GB")
    assert "50" not in text and "Thank you." in text


@pytest.mark.parametrize("more", [(), ("--safe",)])
def test_a_kit_tells_the_number_but_in_safe_mode(make: Make, more: tuple[str, ...]) -> None:
    folder = make(MESSAGES)
    letters(folder, 50)
    made("kit", *more, folder=folder, out=folder.parent / "out")
    [posts] = (folder.parent / "out").rglob("messages.txt")
    assert ("In one week 50 letters" in posts.read_text(encoding="utf-8")) == (not more)


def test_a_message_that_is_asked_for_without_its_number_is_an_error(make: Make) -> None:
    done, _ = pack(make(MESSAGES), "--message", "week", code=1)
    assert "unusable" in done.codes and "{letters}" in done.err


def test_a_record_that_cannot_be_read_is_said_and_the_posts_are_made(make: Make) -> None:
    folder = make(MESSAGES)
    (folder / "record.sqlite").write_bytes(b"no record")
    done, text = pack(folder)
    assert "record" in done.codes and "Thank you." in text


def test_the_week_of_the_schedule_ends_with_the_number(make: Make) -> None:
    folder = make(MESSAGES.replace("- id: river\n  aim: close\n  text: Thank you.\n", ""))
    letters(folder, 7)
    made("social", "--network", "x", folder=folder, out=folder.parent / "out")
    assert "In one week 7 letters" in (folder.parent / "out/river/en/social/schedule.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "wrong",
    [
        MESSAGES.replace("  count: letters\n", ""),
        MESSAGES.replace("  count: letters\n", "  count: letter\n"),
        MESSAGES.replace("  text_plural: In one week {letters} letters went out.\n", ""),
        MESSAGES.replace("  long_plural: In one week {letters} letters went out. They are about the river.\n", ""),
    ],
)
def test_what_lacks_its_plural_or_its_count_is_said(make: Make, wrong: str) -> None:
    assert "plural" not in call("check", "--campaign", make(MESSAGES), "--on", DAY).codes
    assert "plural" in call("check", "--campaign", make(wrong), "--on", DAY).codes


def test_a_message_counts_a_value_of_its_facts_too(make: Make) -> None:
    facts = """-- facts.yaml --
- id: permit-granted
  text: The agency granted {n} permits.
  values: {n: {number: 3}}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
-- messages.yaml --
- {id: river, aim: what, text: "{n} permit.", text_plural: "{n} permits.", count: n, facts: [permit-granted]}
"""
    assert "3 permits." in pack(make(facts))[1]


@pytest.mark.parametrize("lang", built_in().settings.languages)
def test_the_built_in_message_fits_every_network_in_its_plural(lang: str) -> None:
    said = {}
    for number in (5, 22, 31, 100, 99_999):
        documents, _ = planned(DAY, "social", languages=(lang,), letters={"letters": number}, formats=("txt",))
        document = replace(documents[0], messages=tuple(m for m in documents[0].messages if m.id == "close-letters"))
        posts = posts_of(document, Writer(built_in(), document, renderer(lang).language))
        assert {post.network.id for post in posts} == set(NETWORKS)
        shown = renderer(lang).language.number(number)
        for post in posts:
            assert shown in post.text and not post.problems and length(post.text, post.network) == post.length
        said[number] = posts[0].text.replace(shown, "")
    assert len(set(said.values())) == {"ru": 3, "ar": 2}.get(lang, 1)
