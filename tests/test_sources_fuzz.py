"""Cut and damaged lists: every reader says what is wrong, none raises."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path
from types import ModuleType

import pytest
import test_sources_popolo as of_popolo
import test_sources_us as of_us
import test_sources_vcard as of_vcard
import test_sources_wikidata as of_wikidata
from conftest import TODAY, sections
from hypothesis import given
from hypothesis import strategies as some

from campaign.diagnostics import Diagnostic
from campaign.phrases import Phrase
from campaign.recipients.found import FIELDS, Found, ListInfo
from campaign.recipients.sources import congress, everypolitician, openstates, popolo, vcard, wikidata

READERS: list[ModuleType] = [popolo, everypolitician, congress, openstates, wikidata, vcard]
SAMPLES: list[tuple[ModuleType, bytes]] = [
    (popolo, of_popolo.POPOLO.encode()),
    (everypolitician, of_popolo.TERM.encode()),
    (congress, sections(of_us.CONGRESS.lstrip("\n"))[congress.MAIN].encode()),
    (openstates, sections(of_us.PEOPLE.lstrip("\n"))["legislature/ana.yml"].encode()),
    (wikidata, json.dumps({"results": {"bindings": of_wikidata.ROWS}}).encode()),
    (wikidata, of_wikidata.CSV.encode()),
    (vcard, of_vcard.CARDS.encode()),
]
ODD = [
    b"",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"{",
    b"}",
    b"[",
    b"]",
    b'"',
    b"'",
    b":",
    b",",
    b"\n",
    b"\r",
    b"\t",
    b"\\ud800",
    b"\\",
]
ODD += [
    b"null",
    b"1e999",
    b"&a",
    b"*a",
    b"!!python/name:x",
    b"- ",
    b"=",
    b";",
    "é\u202e".encode(),
    b"BEGIN:VCARD",
    b"9999-99-99",
]


def check(reader: ModuleType, path: Path, data: bytes) -> None:
    """Read the bytes and look at the shape of what comes."""
    path.write_bytes(data)
    assert isinstance(reader.knows(path, data[:4096]), bool)
    info, founds, problems = reader.read(path, TODAY)
    assert isinstance(info, ListInfo)
    assert founds or problems or not data.strip() or reader in (wikidata, congress, popolo, everypolitician)
    for problem in problems:
        assert isinstance(problem, Diagnostic)
        assert problem.where.file == str(path)
    for found in founds:
        assert isinstance(found, Found)
        assert found.where.line > 0
        assert set(found.fields) <= set(FIELDS)
        assert all(type(text) is str and text.strip() for text in [*found.fields.values(), *found.accounts.values()])
        assert all(isinstance(said, Phrase) for _, said in filter(None, (found.ended, *found.notes)))
        "".join([*found.fields.values(), *found.accounts.values()]).encode()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file that is written again and again."""
    return tmp_path_factory.mktemp("fuzz") / "list"


@pytest.mark.parametrize("at", range(len(SAMPLES)))
def test_every_beginning_of_a_list_is_read_or_refused(at: int, file: Path) -> None:
    reader, data = SAMPLES[at]
    for end in range(0, len(data), 1 + len(data) // 300):
        check(reader, file, data[:end])


@pytest.mark.parametrize("at", range(len(SAMPLES)))
def test_a_list_with_odd_bytes_in_it_is_read_or_refused(at: int, file: Path) -> None:
    reader, data = SAMPLES[at]

    @given(
        some.lists(some.tuples(some.integers(0, len(data)), some.sampled_from(ODD), some.integers(0, 9)), max_size=6)
    )
    def damaged(cuts: list[tuple[int, bytes, int]]) -> None:
        made = data
        for place, odd, gone in cuts:
            made = made[:place] + odd + made[place + gone :]
        check(reader, file, made)

    damaged()


@given(some.binary(max_size=200))
def test_any_bytes_are_read_or_refused_by_every_reader(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for reader in READERS:
            check(reader, Path(folder) / "list", data)


KEYS = """id name persons memberships organizations areas posts events person_id organization_id area_id area start_date
end_date contact_details type value links note url email identifiers results bindings head person terms roles bio offices
party social address"""
VALUES = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.text(max_size=5)
    | some.sampled_from(["house", "ana", "2020", "term/8"]),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(
            some.sampled_from(re.findall(r"\w+", KEYS)),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(VALUES)
def test_any_tree_of_the_right_words_is_read_or_refused(tree: object) -> None:
    import tempfile

    trees = [
        tree,
        {"persons": tree},
        {"persons": [tree], "memberships": [tree]},
        {"results": {"bindings": [tree]}},
        [tree],
    ]
    with tempfile.TemporaryDirectory() as folder:
        for made in trees:
            for reader in (popolo, wikidata, congress, openstates):
                with contextlib.suppress(UnicodeEncodeError):
                    check(reader, Path(folder) / "list", json.dumps(made).encode())


def test_a_sample_is_known_by_its_own_reader_alone(tmp_path: Path) -> None:
    for reader, data in SAMPLES:
        (tmp_path / "list").write_bytes(data)
        assert [r for r in READERS if r.knows(tmp_path / "list", data[:4096])] == [reader]
