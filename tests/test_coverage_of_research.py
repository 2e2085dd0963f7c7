"""Nothing of the seeds is lost: each of their items is carried by a record, or left out with a reason.

`coverage_of_research.csv` has one row for each item that the research counts in the five seeds. `where` names the
records that carry it, `<word> <id>` each and separated by semicolons, or says `left-out`.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from campaign import load, resources
from campaign.model import Campaign

COVERAGE = Path(__file__).with_name("coverage_of_research.csv")
ITEMS = {"S0": 18, "S1": 26, "S2": 24, "S3": 17, "S4": 14}
WORDS = frozenset({"fact", "concern", "ask", "statement", "action", "trap", "message", "source"})
# "S3 4: …" is left out whole; "S3 3, in part: …" is what the record that carries it does not say.
PLACE = re.compile(r"(?P<seed>S[0-4]) (?P<number>\d+)(?P<part>, in part)?: \S")
OTHER_PLACE = re.compile(r"(S1 (system|reading list) [^:]+|research part \d+(\.\d+)?, [^:]+): \S")


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    """Return the built-in campaign."""
    loaded, problems = load.load(resources.SEEDS / "cybercrime-treaty")
    assert not problems
    return loaded


def rows() -> list[tuple[str, str]]:
    """Return the rows of the table: item and where."""
    with COVERAGE.open(encoding="utf-8", newline="") as file:
        return [(row["item"], row["where"]) for row in csv.DictReader(file, strict=True)]


def places(campaign: Campaign, part: str | None) -> list[str]:
    """Return the items of the seeds that are left out: whole (None), or in part."""
    found = (PLACE.match(entry.item) for entry in campaign.left_out)
    return [f"{match['seed']}-{match['number']}" for match in found if match and match["part"] == part]


def test_every_item_of_the_seeds_stands_once() -> None:
    expected = [f"{seed}-{number}" for seed, count in ITEMS.items() for number in range(1, count + 1)]
    assert len(expected) == 99
    assert [item for item, _ in rows()] == expected


@pytest.mark.parametrize(("item", "where"), rows())
def test_the_records_that_carry_an_item_exist(campaign: Campaign, item: str, where: str) -> None:
    if where == "left-out":
        return
    ids = {word: frozenset(getattr(campaign, f"{word}s")) for word in WORDS - {"action"}}
    ids["action"] = frozenset(action.id for action in campaign.settings.actions)
    for named in where.split("; "):
        word, _, id_ = named.partition(" ")
        assert word in WORDS, f"{item}: no kind of record '{word}'"
        assert id_ in ids[word], f"{item}: no {word} '{id_}'"


def test_what_is_left_out_says_why(campaign: Campaign) -> None:
    left_out = [item for item, where in rows() if where == "left-out"]
    assert sorted(places(campaign, None)) == sorted(left_out)


def test_what_is_left_out_in_part_is_carried_for_the_rest(campaign: Campaign) -> None:
    carried = {item for item, where in rows() if where != "left-out"}
    assert set(places(campaign, ", in part")) <= carried


def test_every_entry_begins_with_its_place_and_has_a_reason(campaign: Campaign) -> None:
    assert campaign.left_out
    for entry in campaign.left_out:
        assert PLACE.match(entry.item) or OTHER_PLACE.match(entry.item), f"{entry.where}: {entry.item}"
        assert len(entry.reason.split()) >= 3, f"{entry.where}: {entry.reason}"
    assert not [item for item, count in Counter(e.item for e in campaign.left_out).items() if count > 1]
