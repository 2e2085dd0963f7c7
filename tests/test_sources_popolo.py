"""Popolo JSON and the CSV of EveryPolitician as lists of people."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED, TODAY

from campaign.diagnostics import Diagnostic, Where
from campaign.recipients.found import FIELDS, Found, ListInfo
from campaign.recipients.sources import everypolitician, popolo

POPOLO = """{
 "meta": {"sources": ["https://parliament.example/"]},
 "posts": [{"id": "seat", "label": "Women's Representative", "organization_id": "house", "area_id": null}],
 "persons": [
  {"id": "ana", "name": "Ana Ejemplo", "given_name": "Ana", "family_name": "Ejemplo", "gender": "female",
   "honorific_prefix": "The Honourable", "email": null, "images": [{"url": "https://x.example/1.jpg"}],
   "other_names": [{"lang": "ru", "name": "Анна"}],
   "contact_details": [{"type": "email", "value": "ana@parliament.example"}, {"type": "cell", "value": "+263 71"},
                       {"type": "email", "value": "a@home.example"}, {"type": "twitter", "value": "ana"}],
   "links": [{"note": "facebook", "url": "https://facebook.com/ana"}, {"note": "Wikipedia (en)", "url": "https://w.example"}]},
  {"id": "ben", "name": "Ben Ejemplo"},
  {"id": "cid", "name": "Cid Ejemplo", "death_date": "2015-02-07"},
  {"id": "dan", "name": "Dan Ejemplo"},
  {"id": "eva", "name": "Eva Ejemplo", "memberships": [
    {"organization": {"name": "Senate", "classification": "upper house"},
     "area": {"id": "ocd-division/country:ee", "name": "Rapla"}}]},
  "no mapping",
  {"id": "fay", "name": "Fay", "name": "Twice"},
  {"id": "gus", "name": "Gus Ejemplo"}
 ],
 "organizations": [
  {"id": "house", "name": "National Assembly", "classification": "legislature"},
  {"id": "green", "name": "Green Party", "classification": "party"},
  {"id": "law", "name": "Committee on Law", "classification": "committee"}],
 "areas": [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}],
 "events": [
  {"id": "term/7", "classification": "legislative period", "name": "7th", "start_date": "2013", "end_date": "2018-07"},
  {"id": "term/8", "classification": "legislative period", "name": "8th", "start_date": "2023-08-01", "end_date": null}],
 "memberships": [
  {"person_id": "ana", "organization_id": "house", "legislative_period_id": "term/7", "area_id": "south", "role": "member"},
  {"person_id": "ana", "organization_id": "house", "legislative_period_id": "term/8", "area_id": "north",
   "on_behalf_of_id": "green", "post_id": "seat", "role": "member"},
  {"person_id": "ana", "organization_id": "house", "legislative_period_id": "term/8", "area_id": "south", "role": "member"},
  {"person_id": "ana", "organization_id": "law", "role": "chair"},
  {"person_id": "ben", "organization_id": "house", "legislative_period_id": "term/8", "end_date": "2024-05-01"},
  {"person_id": "cid", "organization_id": "house", "legislative_period_id": "term/8"},
  {"person_id": "dan", "organization_id": "green"},
  {"person_id": "gus", "organization_id": "gone", "start_date": "2027-01-01"},
  {"person_id": "hal", "organization_id": "house"}]
}
"""
TERM = (
    "id,name,sort_name,email,twitter,facebook,group,group_id,area_id,area,chamber,term,start_date,end_date,image,gender,"
    "wikidata,wikidata_group,wikidata_area\n"
    'a1,Ana Ejemplo,"Ejemplo, Ana",a@x.example,ana,,Greens,g,ocd-division/country:ee,North,Riigikogu,14,,2018-01-01,,female,,,\n'
    'a1,Ana Ejemplo,"Ejemplo, Ana",a@x.example,ana,,Reds,r,ocd-division/country:ee,North,Riigikogu,14,2018-01-02,,,female,,,\n'
    "b2,Ben Ejemplo,,,,,Greens,g,,,Riigikogu,14,,2017-05-01,,,,,\n"
    "\n"
    "c3,Cid Ejemplo,short\n"
)


def read(tmp_path: Path, text: str, day: datetime.date = TODAY) -> tuple[ListInfo, list[Found], list[Diagnostic]]:
    """Read a text as Popolo."""
    path = tmp_path / "list.json"
    path.write_text(text, encoding="utf-8")
    return popolo.read(path, day)


@pytest.fixture
def people(tmp_path: Path) -> dict[str, Found]:
    """Return the people of the sample by id."""
    _, founds, _ = read(tmp_path, POPOLO)
    assert len(founds) == 8
    return {found.fields.get("id", ""): found for found in founds}


def test_a_person_is_joined_with_body_party_area_post_and_period(people: dict[str, Found]) -> None:
    assert people["ana"].fields == {
        "id": "ana",
        "name": "Ana Ejemplo",
        "given_name": "Ana",
        "family_name": "Ejemplo",
        "gender": "female",
        "honorific_prefix": "The Honourable",
        "email": "ana@parliament.example",
        "phone": "+263 71",
        "organization": "National Assembly",
        "role": "Women's Representative",
        "party": "Green Party",
        "area": "North",
        "start_date": "2023-08-01",
        "committees": "Committee on Law",
    }
    assert people["ana"].accounts == {"x": "ana", "facebook": "https://facebook.com/ana"}
    assert people["ana"].ended is None
    assert people["ana"].where.line == 5


def test_several_memberships_and_addresses_are_said(people: dict[str, Found]) -> None:
    assert people["ana"].notes == (
        ("more-than-one", "email: ana@parliament.example is used; also: a@home.example"),
        (
            "more-than-one",
            "2 memberships on 2026-11-22: National Assembly, North; National Assembly, South; the first is used",
        ),
    )


def test_who_does_not_sit_on_the_day_is_there_with_the_reason(people: dict[str, Found]) -> None:
    assert {key: people[key].ended for key in ("ben", "cid", "dan", "eva", "gus")} == {
        "ben": ("ended", "ended 2024-05-01"),
        "cid": ("deceased", "died 2015-02-07"),
        "dan": ("not-sitting", "no membership on 2026-11-22"),
        "eva": None,
        "gus": ("not-begun", "begins 2027-01-01"),
    }


def test_an_earlier_day_takes_the_period_of_that_day(tmp_path: Path) -> None:
    _, founds, _ = read(tmp_path, POPOLO, datetime.date(2018, 7, 31))
    assert (founds[0].fields["area"], founds[0].fields["end_date"], founds[0].ended) == ("South", "2018-07", None)
    assert founds[1].ended == ("not-begun", "begins 2023-08-01")


def test_memberships_in_the_person_and_what_they_refer_to_in_place_are_read(people: dict[str, Found]) -> None:
    made = people["eva"].fields
    assert (made["organization"], made["chamber"], made["area"], made["country"]) == (
        "Senate",
        "upper-house",
        "Rapla",
        "EE",
    )


def test_what_cannot_be_understood_is_said_with_its_place(tmp_path: Path) -> None:
    info, founds, problems = read(tmp_path, POPOLO)
    file = str(tmp_path / "list.json")
    assert info == ListInfo("https://parliament.example/", country="EE")
    assert [(f.where, f.ended) for f in founds if not f.fields] == [
        (Where(file, 17, 3), ("odd-entry", "this is no mapping")),
        (Where(file, 18, 3), ("double-key", "'name' stands twice in this entry")),
    ]
    assert founds[-1].notes == (("unknown-reference", "organization_id 'gone' is not in the file"),)
    assert [p.message for p in problems] == ["1 membership of 'hal', who is not among the persons"]


def test_a_period_without_an_end_from_long_ago_is_a_warning(tmp_path: Path) -> None:
    _, _, problems = read(tmp_path, POPOLO, datetime.date(2031, 1, 1))
    assert [p.code for p in problems] == ["open-period", "unknown-person"]


def test_a_list_of_persons_without_memberships_holds_everybody_and_says_so(tmp_path: Path) -> None:
    _, founds, problems = read(tmp_path, '[{"name": "Ana", "family_name": "Ejemplo", "languages": ["es", "en"]}]')
    assert (founds[0].ended, founds[0].fields["languages"]) == (None, "es; en")
    assert [p.code for p in problems] == ["no-memberships"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "json", 1),
        ('{"persons": [', "json", 1),
        ('{"persons": [\n{"id": 1}\n{"id": 2}]}', "json", 3),
        ('{"persons": [],\n"persons": []}', "json", 2),
        ('{"persons": []} {}', "json", 1),
        ('{"areas": []}', "no-persons", 0),
        ("7", "no-persons", 0),
        ('{"persons": [' + "[" * 100_000, "json", 0),
    ],
)
def test_a_file_that_is_no_list_is_refused_at_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    _, founds, problems = read(tmp_path, text)
    assert founds == []
    assert [(p.code, p.where.line, p.exit) for p in problems] == [(code, line, 3)]


def test_numbers_stay_as_written_and_half_a_surrogate_pair_is_shown(tmp_path: Path) -> None:
    text = '{"memberships": [], "persons": [{"id": 007, "name": "A"}]}'.replace("007", "1" + "0" * 5000)
    _, founds, _ = read(tmp_path, text)
    assert founds[0].fields["id"] == "1" + "0" * 5000
    _, founds, _ = read(tmp_path, '{"persons": [{"name": "A\\ud800"}]}')
    assert founds[0].fields["name"] == "A\ufffd"


def test_a_file_that_is_not_there_or_too_big_is_one_problem(tmp_path: Path) -> None:
    assert [p.code for p in popolo.read(tmp_path / "none.json", TODAY)[2]] == ["missing-file"]
    assert [p.code for p in popolo.read(tmp_path, TODAY)[2]] == ["missing-file"]
    big = tmp_path / "big.json"
    with big.open("wb") as opened:
        opened.truncate((64 << 20) + 1)
    assert [p.code for p in popolo.read(big, TODAY)[2]] == ["too-big"]


@pytest.mark.parametrize(
    ("head", "yes"),
    [
        (POPOLO, True),
        ("\ufeff " + POPOLO, True),
        ('[{"id": 1, "contact_details": []', True),
        ('{"head": {"vars": []}}', False),
        ('{"type": "FeatureCollection"', False),
        ("name,email\n", False),
        ("", False),
    ],
)
def test_popolo_is_known_by_its_first_keys(tmp_path: Path, head: str, yes: bool) -> None:
    assert popolo.knows(tmp_path / "x.json", head.encode()[:4096]) is yes


def test_utf_16_with_a_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "list.json").write_bytes(POPOLO.encode("utf-16"))
    assert popolo.knows(tmp_path / "list.json", POPOLO.encode("utf-16")[:4096])
    assert len(popolo.read(tmp_path / "list.json", TODAY)[1]) == 8


def test_rows_of_one_person_in_a_term_are_one_with_the_row_of_the_day(tmp_path: Path) -> None:
    path = tmp_path / "term-14.csv"
    path.write_text(TERM, encoding="utf-8")
    assert everypolitician.knows(path, TERM.encode()[:4096])
    info, founds, problems = everypolitician.read(path, TODAY)
    assert info == ListInfo("EveryPolitician", "2019")
    assert [p.code for p in problems] == ["frozen-source"]
    ana, ben, cid = founds
    assert (ana.fields["party"], ana.fields["country"], ana.where.line) == ("Reds", "EE", 3)
    assert ana.accounts == {"x": "ana"}
    assert ana.notes == (("merged", "2 rows of one person were joined, lines 2, 3"),)
    assert ben.ended == ("ended", "ended 2017-05-01")
    assert (cid.ended, cid.where.line) == (("ragged", "3 cells under 19 columns"), 6)


def test_other_tables_are_not_terms_of_everypolitician(tmp_path: Path) -> None:
    assert not everypolitician.knows(tmp_path / "x.csv", b"id,name,email,term\n")
    (tmp_path / "x.csv").write_text("name,email\n", encoding="utf-8")
    assert [p.code for p in everypolitician.read(tmp_path / "x.csv", TODAY)[2]] == ["no-columns"]


REAL = [("kenya", 355, 276, 355, 7, 0), ("zimbabwe-senate", 67, 11, 66, 0, 1)]


@pytest.mark.parametrize(("name", "people", "emails", "genders", "ended", "double"), REAL)
def test_the_real_lists_have_the_counts_of_their_readme(
    name: str, people: int, emails: int, genders: int, ended: int, double: int
) -> None:
    path = SHARED / "popolo" / f"{name}-ep-popolo-v1.0.json"
    if not path.is_file():
        pytest.skip(f"no {path}")
    assert popolo.knows(path, path.read_bytes()[:4096])
    _, founds, problems = popolo.read(path, TODAY)
    tree: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    assert (len(founds), len(tree["memberships"])) == (people, people + double)
    assert sum("email" in f.fields for f in founds) == emails
    assert sum("gender" in f.fields for f in founds) == genders
    assert sum(bool(f.ended) for f in founds) == ended
    assert sum(said.startswith("2 memberships") for f in founds for _, said in f.notes) == double
    assert all(set(f.fields) <= set(FIELDS) and f.where.line for f in founds)
    assert [p.code for p in problems] == ["open-period"]
