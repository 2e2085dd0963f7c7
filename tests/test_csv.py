"""CSV for machines: what a scheduler imports is what was written, to the character."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from builtin import rendered
from conftest import TODAY, load_campaign
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.address import AllForms
from campaign.formats import Content
from campaign.formats import csv as writer
from campaign.languages import Languages
from campaign.networks import count
from campaign.plan import Request, plan
from campaign.write import write

COLUMNS = [
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
]  # the contract
# What spreadsheets, quotes and line ends stumble over, more often than letters.
TEXTS = st.text(
    st.one_of(st.sampled_from('""\',;\r\n\t=+-@|\\ \ufeff\u2028#'), st.characters(codec="utf-8")), max_size=30
)
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, TEXTS)), max_size=5)


def made(rows: list[dict[str, str]]) -> bytes:
    """Write rows."""
    return writer.write(Content(html="", title="", language="en", rows=tuple(rows)))


def imported(data: bytes) -> list[dict[str, str]]:
    """Read rows as Python programs do."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def parsed(data: bytes) -> Iterator[list[str]]:
    """Read records by the grammar of RFC 4180, 2, with every field quoted, and nothing else."""
    text = data.decode("utf-8")
    fields: list[str] = []
    while text:
        assert text[0] == '"', text[:20]
        start = end = 1
        while text[end : end + 2] == '""' or text[end] != '"':
            end += 2 if text[end : end + 2] == '""' else 1
        fields.append(text[start:end].replace('""', '"'))
        text = text[end + 1 :]
        if text.startswith("\r\n"):
            yield fields
            fields, text = [], text[2:]
        else:
            assert text[0] == ",", text[:20]
            text = text[1:]
    assert not fields


@given(ROWS)
@example([])
@example([dict.fromkeys(COLUMNS, '=HYPERLINK("https://a.example";"b")')])
@example([dict.fromkeys(COLUMNS, '"\r\n""\n"')])
@example([{name: start + "x" for name, start in zip(COLUMNS, "=+-@\t\r\n';\"\ufeff", strict=True)}])
def test_rows_come_back_as_they_were(rows: list[dict[str, str]]) -> None:
    data = made(rows)
    assert imported(data) == rows
    header, *records = parsed(data)
    assert header == COLUMNS
    assert records == [[row[name] for name in COLUMNS] for row in rows]


@given(st.text(max_size=5).filter(lambda text: text not in COLUMNS))
def test_what_is_no_column_is_left_out_and_what_is_missing_is_empty(name: str) -> None:
    [row] = imported(made([{"id": "river", name: "x"}]))
    assert row == {**dict.fromkeys(COLUMNS, ""), "id": "river"}


def test_a_file_byte_for_byte() -> None:
    row = dict(zip(COLUMNS, ["a", "x", "1", "1", "es", "«Sí»,\n@b", "", "", "", "9", "280"], strict=True))
    assert made([row]) == (
        b'"id","network","part","parts","lang","text","link","card","alt_text","length","limit"\r\n'
        b'"a","x","1","1","es","\xc2\xabS\xc3\xad\xc2\xbb,\n@b","","","","9","280"\r\n'
    )


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("country", [None, "CL"])
def test_every_post_of_the_built_in_campaign_says_how_long_it_is(lang: str, country: str | None) -> None:
    content = rendered(TODAY.isoformat(), "social", lang, country=country, formats=("csv",)).content
    rows = imported(writer.write(content))
    assert len(rows) == len(content.rows) > 20
    assert len({(row["id"], row["network"], row["part"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["lang"] == lang
        assert int(row["part"]) <= int(row["parts"])
        counted = count(row["text"])["networks"][row["network"]]
        assert (int(row["length"]), int(row["limit"])) == (counted["length"], counted["limit"])
        assert counted["fits"]


def test_a_message_that_looks_like_a_formula_is_not_changed(make: Callable[..., Path]) -> None:
    folder = make("""
-- messages.yaml --
- id: sum
  aim: reason
  text: "=1+1 is \\"two\\", @River; the town drinks from this river."
  facts: [permit-granted]
- id: lines
  aim: reason
  text: |-
    - one
    + two
  facts: [permit-granted]
""")
    campaign = load_campaign(folder)
    languages = Languages(campaign)
    documents, _ = plan(campaign, Request(day=TODAY, kinds=("social",), formats=("csv",)), languages, AllForms(folder))
    [artifact], problems = write(campaign, documents, languages, folder / "made")
    assert not [p for p in problems if p.severity == "error"]
    assert artifact.path == "river/en/social/messages.csv"
    header, *records = parsed((folder / "made" / artifact.path).read_bytes())
    texts = {record[header.index("id")]: record[header.index("text")] for record in islice(records, len(records))}
    assert texts["sum"].startswith('=1+1 is "two", @River;')
    assert texts["lines"].startswith("- one\n+ two")
