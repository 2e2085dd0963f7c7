"""The lists of the United States: congress-legislators and openstates/people."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from conftest import SHARED, TODAY, sections

from campaign.recipients.found import FIELDS, Found, ListInfo
from campaign.recipients.sources import congress, openstates

CONGRESS = """
-- legislators-current.yaml --
- id:
    bioguide: E000001
    thomas: '00172'
  name:
    first: Ann
    middle: B.
    last: Example
    suffix: Jr.
  bio:
    birthday: '1958-10-13'
    gender: F
  leadership_roles:
  - {title: Whip, chamber: senate, start: '2021-01-03', end: '2023-01-03'}
  - {title: Majority Leader, chamber: senate, start: '2025-01-03'}
  terms:
  - {type: rep, start: '1993-01-05', end: '1995-01-03', state: WA, district: 1, party: Red}
  - type: sen
    start: '2025-01-03'
    end: '2031-01-03'
    state: WA
    class: 1
    party: Blue
    party_affiliations:
    - {start: '2025-01-03', end: '2026-03-08', party: Blue}
    - {start: '2026-03-09', end: '2031-01-03', party: Independent}
    url: https://example.senate.gov
    address: 511 Hart Senate Office Building Washington DC 20510
    office: 511 Hart Senate Office Building
    phone: 202-224-0000
    contact_form: https://example.senate.gov/contact
- id: {bioguide: E000002}
  name: {first: Bo, last: Example, official_full: Bo C. Example}
  bio: {gender: M}
  terms:
  - {type: rep, start: '2025-01-03', end: '2027-01-03', state: AK, district: 0, party: Blue}
- id: {bioguide: E000003}
  name: {first: Cy, last: Example, official_full: Cy Example}
  bio: {gender: M}
  terms:
  - {type: rep, start: '2025-01-21', end: '2026-11-03', state: FL, district: 06, party: Blue}
- just a text
- id: {bioguide: E000005}
  name: {first: Di, first: Twice}
-- legislators-social-media.yaml --
- id: {bioguide: E000001}
  social: {twitter: SenExample, youtube_id: UC1, mastodon: '@ann@example.social', facebook: annexample}
-- legislators-district-offices.yaml --
- id: {bioguide: E000002}
  offices:
  - {id: x, address: 205 4th Ave., suite: Suite 104, building: Old Mill, city: Juneau, state: AK, zip: '09801', phone: 907-1}
"""
PEOPLE = """
-- legislature/ana.yml --
id: ocd-person/1
name: "Jos\\xE9 Ejemplo"
given_name: "Jos\\xE9"
middle_name: R.
family_name: Ejemplo
gender: Male
email: jose@camara.example
party:
- {name: Old, end_date: '2020-01-01'}
- {name: Nuevo}
roles:
- {type: upper, jurisdiction: ocd-jurisdiction/country:us/territory:pr/government, district: '3', end_date: 2024-12-31}
- {type: lower, jurisdiction: ocd-jurisdiction/country:us/territory:pr/government, district: '07', start_date: 2025-01-01}
offices:
- {classification: district, address: 1 Calle; Ponce, voice: '1'}
- {classification: capitol, address: "El Capitolio; ; San Juan, PR 00902", voice: 787-1}
links:
- {url: https://camara.example/x}
- {url: https://camara.example/jose, note: homepage}
ids: {twitter: jose, youtube: jose}
-- executive/eva.yml --
id: ocd-person/2
name: Eva Ejemplo
roles:
- {type: governor, jurisdiction: ocd-jurisdiction/country:us/territory:pr/government, start_date: 2025-01-02}
-- executive/fay.yml --
id: ocd-person/5
name: Fay Ejemplo
roles:
- {type: lt_governor, jurisdiction: ocd-jurisdiction/country:us/state:ca/government, end_date: 2025-01-02}
-- municipalities/gil.yml --
id: ocd-person/6
name: Gil Ejemplo
death_date: 2026-01-01
roles:
- {type: mayor, jurisdiction: ocd-jurisdiction/country:us/state:ca/place:x/government, end_date: 2028-01-02}
-- retired/leo.yml --
id: ocd-person/3
name: Leo Ejemplo
roles:
- {type: lower, jurisdiction: ocd-jurisdiction/country:us/territory:pr/government, district: At-Large}
-- retired/mia.yml --
id: ocd-person/4
name: Mia Ejemplo
roles: []
-- committees/law.yml --
id: ocd-organization/9
name: Committee on Law
members:
- {name: José, role: member, person_id: ocd-person/1}
-- legislature/odd.yml --
- a list
-- legislature/broken.yml --
id: "ocd-person/8
"""


def folder_of(tmp_path: Path, text: str) -> Path:
    """Write the files of a text."""
    for name, content in sections(text.lstrip("\n")).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def members(tmp_path: Path) -> list[Found]:
    """Return the legislators of the sample."""
    info, founds, problems = congress.read(folder_of(tmp_path, CONGRESS), TODAY)
    assert info == ListInfo("unitedstates/congress-legislators", "", "CC0-1.0", "US")
    assert problems == []
    return founds


def test_a_legislator_has_the_last_term_with_social_accounts(members: list[Found]) -> None:
    assert members[0].fields == {
        "id": "E000001",
        "name": "Ann Example Jr.",
        "given_name": "Ann",
        "additional_name": "B.",
        "family_name": "Example",
        "honorific_suffix": "Jr.",
        "gender": "F",
        "birth_date": "1958-10-13",
        "chamber": "upper-house",
        "office": "upper-house",
        "organization": "United States Senate",
        "role": "Majority Leader",
        "area": "WA",
        "party": "Independent",
        "country": "US",
        "address": "511 Hart Senate Office Building\nWashington DC 20510",
        "phone": "202-224-0000",
        "url": "https://example.senate.gov",
        "contact_form": "https://example.senate.gov/contact",
        "start_date": "2025-01-03",
        "end_date": "2031-01-03",
    }
    assert members[0].accounts == {"x": "SenExample", "mastodon": "@ann@example.social", "facebook": "annexample"}
    assert members[0].notes == (("no-official-name", "the name is made of its first, last and suffix"),)


def test_who_has_no_address_in_washington_has_that_of_a_district_office(members: list[Found]) -> None:
    bo = members[1]
    assert bo.fields["address"] == "Old Mill\n205 4th Ave.\nSuite 104\nJuneau, AK 09801"
    assert (bo.fields["area"], bo.fields["phone"], bo.fields["office"]) == ("AK at large", "907-1", "lower-house")
    assert [code for code, _ in bo.notes] == ["district-office"]


def test_an_ended_term_and_odd_entries_are_left_out_with_the_reason(members: list[Found]) -> None:
    assert [(f.where.line, f.ended) for f in members[2:]] == [
        (36, ("ended", "ended 2026-11-03")),
        (41, ("odd-entry", "this is no mapping")),
        (42, ("double-key", "'first' stands twice in this entry")),
    ]
    assert members[2].fields["area"] == "FL-06"


def test_on_an_earlier_day_the_term_of_that_day_is_taken(tmp_path: Path) -> None:
    _, founds, _ = congress.read(folder_of(tmp_path, CONGRESS), datetime.date(1994, 1, 1))
    assert (founds[0].fields["area"], founds[0].ended) == ("WA-1", None)
    assert founds[1].ended == ("not-begun", "begins 2025-01-03")


@pytest.mark.parametrize(
    ("text", "code"),
    [("- id: {a: &b 1}\n", "alias"), ("- [", "yaml"), ("", "empty"), ("a: 1\n", "type"), ("- \x00", "yaml")],
)
def test_yaml_that_is_no_list_of_legislators_is_refused(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / congress.MAIN).write_text(text, encoding="utf-8")
    _, founds, problems = congress.read(tmp_path, TODAY)
    assert (founds, [(p.code, p.exit) for p in problems]) == ([], [(code, 3)])


def test_congress_is_known_by_its_file_its_folder_and_its_keys(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, CONGRESS)
    main = (folder / congress.MAIN).read_bytes()
    assert congress.knows(folder, b"")
    assert congress.knows(folder / congress.MAIN, main)
    assert congress.knows(folder / "renamed.yml", main.replace(b"\n", b"\r\n"))
    assert not congress.knows(folder / congress.SOCIAL, (folder / congress.SOCIAL).read_bytes())
    assert not congress.knows(folder / "people.yaml", b"- {id: jo, name: Jo}\n")


def test_a_folder_of_people_is_read_with_the_role_of_the_day(tmp_path: Path) -> None:
    info, founds, problems = openstates.read(folder_of(tmp_path, PEOPLE), TODAY)
    assert info == ListInfo("openstates/people", "", "CC0-1.0", "US")
    people = {found.fields.get("name", ""): found for found in founds}
    assert people["José Ejemplo"].fields == {
        "id": "ocd-person/1",
        "name": "José Ejemplo",
        "given_name": "José",
        "additional_name": "R.",
        "family_name": "Ejemplo",
        "gender": "Male",
        "email": "jose@camara.example",
        "phone": "787-1",
        "address": "El Capitolio\nSan Juan, PR 00902",
        "party": "Nuevo",
        "committees": "Committee on Law",
        "url": "https://camara.example/jose",
        "office": "lower-house",
        "chamber": "lower-house",
        "area": "PR-07",
        "country": "US",
        "start_date": "2025-01-01",
    }
    assert people["José Ejemplo"].accounts == {"x": "jose", "youtube": "jose"}
    assert {name.split()[0]: found.ended for name, found in people.items() if name} == {
        "Eva": None,
        "Fay": ("ended", "ended 2025-01-02"),
        "José": None,
        "Gil": ("deceased", "died 2026-01-01"),
        "Leo": ("ended", "listed among the retired"),
        "Mia": ("not-sitting", "no membership on 2026-11-22"),
    }
    assert people["Eva Ejemplo"].fields["office"] == "governor"
    assert people["Fay Ejemplo"].fields["role"] == "lt governor"
    assert people[""].ended == ("odd-entry", "this is no mapping of one person")
    assert [(p.code, Path(p.where.file).name, p.where.line) for p in problems] == [("yaml", "broken.yml", 2)]


def test_one_file_of_openstates_and_its_folders_are_known(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, PEOPLE)
    file = folder / "executive" / "eva.yml"
    assert openstates.knows(folder, b"")
    assert openstates.knows(file, file.read_bytes())
    assert len(openstates.read(file, TODAY)[1]) == 1
    assert not openstates.knows(folder / "committees", b"")
    assert not openstates.knows(tmp_path / "none", b"")


def test_an_empty_folder_and_one_that_is_not_there_are_refused(tmp_path: Path) -> None:
    assert [p.code for p in openstates.read(tmp_path, TODAY)[2]] == ["empty"]
    assert [p.code for p in openstates.read(tmp_path / "none", TODAY)[2]] == ["missing-file"]
    assert [p.code for p in congress.read(tmp_path, TODAY)[2]] == ["missing-file"]


def real(name: str) -> Path:
    """Return a folder of the real data, or skip."""
    path = SHARED / name
    if not path.is_dir():
        pytest.skip(f"no {path}")
    return path


def test_the_real_congress_has_the_counts_of_its_readme() -> None:
    path = real("us-congress")
    assert congress.knows(path, b"")
    assert congress.knows(path / "x", (path / congress.MAIN).read_bytes()[:4096])
    _, founds, problems = congress.read(path, TODAY)
    assert problems == []
    assert len(founds) == 537
    assert sum(f.fields["chamber"] == "upper-house" for f in founds) == 100
    assert all(f.fields["gender"] in ("F", "M") for f in founds)
    assert not any("email" in f.fields for f in founds)
    assert sum(code == "no-official-name" for f in founds for code, _ in f.notes) == 2
    assert [f.ended for f in founds if f.ended] == [("ended", "ended 2026-11-03")] * 2
    assert sum("contact_form" in f.fields for f in founds) == 89
    assert all(f.fields["address"].count("\n") == 1 for f in founds if "address" in f.fields)
    assert all(set(f.fields) <= set(FIELDS) and f.where.line for f in founds)


def test_the_real_puerto_rico_has_the_counts_of_its_readme() -> None:
    path = real("openstates-pr")
    assert openstates.knows(path, b"")
    by_folder = {name: openstates.read(path / name, TODAY) for name in ("legislature", "executive", "retired")}
    assert all(info.country == "US" and problems == [] for info, _, problems in by_folder.values())
    sitting = by_folder["legislature"][1]
    assert len(sitting) == 81
    assert all(f.fields["email"] and not f.ended and not f.fields.get("languages") for f in sitting)
    assert [f.ended for f in by_folder["executive"][1]] == [None, ("ended", "ended 2025-01-01")]
    assert len(by_folder["retired"][1]) == 12
    assert all(f.ended for f in by_folder["retired"][1])
    assert len(openstates.read(path, TODAY)[1]) == 95
