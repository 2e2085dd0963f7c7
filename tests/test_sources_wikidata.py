"""Answers of the Wikidata query service as lists of people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import TODAY

from campaign.recipients.found import Found, ListInfo
from campaign.recipients.sources import wikidata

Q = "http://www.wikidata.org/entity/Q"


def uri(number: int) -> dict[str, str]:
    """Return an item as the query service writes it."""
    return {"type": "uri", "value": f"{Q}{number}"}


def said(text: str) -> dict[str, str]:
    """Return a literal."""
    return {"type": "literal", "value": text}


ROWS: list[dict[str, Any]] = [
    {
        "person": uri(1),
        "personLabel": {"xml:lang": "en", "type": "literal", "value": "Ana Ejemplo"},
        "givenLabel": said("Ana"),
        "familyLabel": said("Ejemplo"),
        "gender": uri(1052281),
        "genderLabel": said("trans woman"),
        "partyLabel": said("Greens"),
        "districtLabel": said("North"),
        "email": {"type": "uri", "value": "mailto:ana@parliament.example"},
        "twitter": said("ana"),
        "birthDate": {
            "datatype": "http://www.w3.org/2001/XMLSchema#dateTime",
            "type": "literal",
            "value": "1970-02-03T00:00:00Z",
        },
        "start": said("2023-08-01T00:00:00Z"),
        "unrelated": said("x"),
    },
    {
        "person": uri(1),
        "personLabel": said("Ana Ejemplo"),
        "partyLabel": said("Reds"),
        "email": said("mailto:a@home.example"),
    },
    {
        "person": uri(1),
        "personLabel": said("Ana Ejemplo"),
        "partyLabel": said("Old"),
        "end": said("2019-01-01T00:00:00Z"),
    },
    {"person": uri(2), "personLabel": said("Q2"), "genderLabel": said("male"), "party": uri(9)},
    {
        "person": uri(3),
        "personLabel": said("Cid"),
        "end": said("2024-01-01T00:00:00Z"),
        "party": {"type": "bnode", "value": "t1"},
    },
    {
        "person": uri(4),
        "personLabel": said("Dan"),
        "party": said("http://www.wikidata.org/.well-known/genid/1"),
        "countryCode": said("CL"),
    },
]
CSV = (
    "person,personLabel,partyLabel,email,end\r\n"
    f'{Q}1,"Ana, Ejemplo",Greens,mailto:ana@x.example,\r\n'
    f'{Q}1,"Ana, Ejemplo",Reds,,\r\n'
    f"{Q}2,Ben,,\r\n"
    f"{Q}3,Cid,,,2020-01-01T00:00:00Z\r\n"
)


def read(tmp_path: Path, text: str, name: str = "query.json") -> list[Found]:
    """Read an answer that must have no problem."""
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    _, founds, problems = wikidata.read(tmp_path / name, TODAY)
    assert problems == []
    return founds


def test_rows_of_one_item_are_one_person_and_it_is_said(tmp_path: Path) -> None:
    ana, *_ = read(tmp_path, json.dumps({"head": {"vars": []}, "results": {"bindings": ROWS}}))
    assert ana.fields == {
        "id": "Q1",
        "name": "Ana Ejemplo",
        "given_name": "Ana",
        "family_name": "Ejemplo",
        "gender": "female",
        "party": "Greens",
        "area": "North",
        "email": "ana@parliament.example",
        "birth_date": "1970-02-03",
        "start_date": "2023-08-01",
    }
    assert ana.accounts == {"x": "ana"}
    assert ana.notes == (
        ("more-than-one", "email: ana@parliament.example is used; also: a@home.example"),
        ("more-than-one", "party: Greens is used; also: Reds"),
        ("merged", "3 rows of one person"),
    )


def test_items_without_a_label_ended_terms_and_unknown_values_are_told_apart(tmp_path: Path) -> None:
    _, ben, cid, dan = read(tmp_path, json.dumps({"results": {"bindings": ROWS}}))
    assert ben.fields == {"id": "Q2", "gender": "male"}
    assert ben.notes == (("no-label", "this item has no name in the language of the query"),)
    assert (cid.ended, cid.fields.get("party")) == (("ended", "ended 2024-01-01"), None)
    assert dan.fields == {"id": "Q4", "name": "Dan", "country": "CL"}


def test_the_plain_list_that_the_page_of_the_service_downloads_is_read_too(tmp_path: Path) -> None:
    rows = [{name: value["value"] for name, value in row.items()} for row in ROWS]
    founds = read(tmp_path, json.dumps(rows, indent=1))
    assert [f.fields["id"] for f in founds] == ["Q1", "Q2", "Q3", "Q4"]
    assert founds[0].where.line == 2
    assert wikidata.knows(tmp_path / "x", json.dumps(rows).encode()[:4096])


def test_the_csv_is_read(tmp_path: Path) -> None:
    ana, ben, cid = read(tmp_path, CSV, "query.csv")
    assert wikidata.knows(tmp_path / "query.csv", CSV.encode())
    assert (ana.fields["name"], ana.fields["email"], ana.where.line) == ("Ana, Ejemplo", "ana@x.example", 2)
    assert ("more-than-one", "party: Greens is used; also: Reds") in ana.notes
    assert (ben.ended, ben.where.line) == (("ragged", "4 cells under 5 columns"), 4)
    assert cid.ended == ("ended", "ended 2020-01-01")


@pytest.mark.parametrize(
    ("variable", "field"),
    [
        ("item", "person"),
        ("given_name", "given_name"),
        ("familyNameLabel", "family_name"),
        ("sexOrGenderLabel", "gender"),
        ("electoralDistrictLabel", "area"),
        ("parliamentary_groupLabel", "party"),
        ("e_mail", "email"),
        ("startTime", "start_date"),
        ("twitterUsername", "@x"),
        ("coordinates", ""),
    ],
)
def test_variables_are_known_in_several_spellings(variable: str, field: str) -> None:
    assert wikidata.field_of(variable)[0] == field


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{}", "no-bindings"),
        ('{"results": {"bindings": 1}}', "no-bindings"),
        ('{"results": {"bindings": [', "json"),
        (json.dumps([{"x1": f"{Q}1"}]), "no-columns"),
        ("a,b\n1,2\n", "no-columns"),
    ],
)
def test_what_is_no_answer_is_refused(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "x").write_text(text, encoding="utf-8")
    info, founds, problems = wikidata.read(tmp_path / "x", TODAY)
    assert info == ListInfo("Wikidata", "", "CC0-1.0")
    assert (founds, [(p.code, p.exit) for p in problems]) == ([], [(code, 3)])


def test_other_json_and_tables_are_not_taken_for_answers(tmp_path: Path) -> None:
    for head in (b'{"persons": []}', b"person,personLabel\nA,B\n", b"[1]", b"", b"\xff\xfe"):
        assert not wikidata.knows(tmp_path / "x", head)
    assert wikidata.knows(tmp_path / "x", b'{"head": {"vars": ["person"]}, "results"')
