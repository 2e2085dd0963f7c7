"""Tables as people save them: charsets, delimiters, headings in eight languages, ragged and blank rows, XLSX."""

from __future__ import annotations

import codecs
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recipient_lists import SETTING, codes, names, said, stopped, take

from campaign.diagnostics import Stop
from campaign.recipients.importing import take_in

PLAIN = "name,email,gender\nJosé Muñoz,jose@senado.cl,m\nÉlodie Ñandú,elodie@senado.cl,f\n"
WHO = ["José Muñoz", "Élodie Ñandú"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PLAIN.encode(), set()),
        (PLAIN.encode("utf-8-sig"), set()),
        (PLAIN.encode("utf-16"), set()),
        (codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"), set()),
        (PLAIN.encode("utf-16-le"), {"encoding"}),
        (PLAIN.encode("utf-32"), set()),
        (PLAIN.encode("cp1252"), {"encoding"}),
        (PLAIN.replace("\n", "\r\n").encode(), set()),
        (PLAIN.replace("\n", "\r").encode(), set()),
        (PLAIN.replace(",", ";").encode(), set()),
        (PLAIN.replace(",", "\t").encode(), set()),
        (PLAIN.replace(",", "|").encode(), set()),
        (b"sep=;\n" + PLAIN.replace(",", ";").encode(), set()),
        (PLAIN.replace("José", "Jo\0sé").encode(), {"control-characters"}),
        (b"List of senators\n\n" + PLAIN.encode(), set()),
    ],
)
def test_a_table_is_read_however_it_was_saved(tmp_path: Path, data: bytes, expected: set[str]) -> None:
    taken = take(tmp_path / "a.csv", data)
    assert (names(taken), said(taken)) == (WHO, expected)


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("имя и фамилия;пол\nПётр Иванов;м\nАнна Щукина;ж\n", "cp1251"),
        ("имя и фамилия;пол\nПётр Иванов;м\nАнна Щукина;ж\n", "koi8_r"),
        ("الاسم;الجنس\nمحمد العلي;ذكر\nفاطمة الزهراء;أنثى\n", "cp1256"),
        ("姓名,性别\n张伟,男\n王芳,女\n李娜,女\n", "gb18030"),
        ("nombre,sexo\nJosé,m\n", "cp1252"),
    ],
)
def test_another_charset_is_found_and_said(tmp_path: Path, text: str, charset: str) -> None:
    taken = take(tmp_path / "a.csv", text.encode(charset))
    assert names(taken) == [line.split(";")[0].split(",")[0] for line in text.splitlines()[1:]]
    assert "encoding" in said(taken)


def test_a_charset_can_be_given_and_one_that_is_none_is_refused(tmp_path: Path) -> None:
    assert names(take(tmp_path / "a.csv", PLAIN.encode("cp1250", "ignore"), encoding="cp1250"))
    assert stopped(tmp_path / "a.csv", PLAIN, encoding="klingon") == "encoding"


@pytest.mark.parametrize(
    "heading",
    [
        "Given name,Family name,E-mail,Gender",
        "Nombre,Apellidos,Correo electrónico,Sexo",
        "Nome,Sobrenome,Endereço eletrônico,Gênero",
        "Prénom,Nom,Courriel,Sexe",
        "Vorname,Name,E-Mail-Adresse,Geschlecht",
        "Имя,Фамилия,Электронная почта,Пол",
        "الاسم الأول,اسم العائلة,البريد الإلكتروني,الجنس",
        "名,姓,电子邮件,性别",
    ],
)
def test_headings_are_known_in_eight_languages(tmp_path: Path, heading: str) -> None:
    [made] = take(tmp_path / "a.csv", f"{heading}\nAna,Soto,ana@senado.cl,f\n").imported
    assert made.cells and made.doubts == ()
    assert {made.cells[f] for f in ("given_name", "family_name", "email", "gender")} == {
        "Ana",
        "Soto",
        "ana@senado.cl",
        "f",
    }
    assert made.cells["given_name"] == "Ana"


def test_a_column_is_given_its_meaning_by_map(tmp_path: Path) -> None:
    text = "Who,Where,Sex\nAna Soto,Maule,f\n"
    assert stopped(tmp_path / "a.csv", text) == "no-columns"
    [made] = take(tmp_path / "a.csv", text, mapping={"name": "who", "area": "Where"}).imported
    assert made.cells and (made.cells["name"], made.cells["area"], made.cells["gender"]) == ("Ana Soto", "Maule", "f")
    assert stopped(tmp_path / "a.csv", text, mapping={"name": "whom"}) == "unknown-column"
    assert stopped(tmp_path / "a.csv", text, mapping={"nom": "Who"}) == "unknown-field"


def test_a_ragged_row_is_left_out_a_short_one_is_taken(tmp_path: Path) -> None:
    taken = take(tmp_path / "a.csv", "name,gender,area\nAna Soto,f,Maule,x,y\nEva Paz,f\nIvo Ruz,m,Talca,,\n")
    assert [(r.where.line, codes(r)) for r in taken.rows] == [(2, {"ragged"}), (3, {"short-row"}), (4, set())]


def test_blank_rows_by_the_thousand_are_one_line(tmp_path: Path) -> None:
    taken = take(tmp_path / "a.csv", "name,gender\nAna Soto,f\n" + ",\n \n\n" * 2000 + "Eva Paz,f\n")
    assert [p.message for p in taken.problems if p.code == "blank-rows"] == ["6000 blank rows were passed over"]
    assert [r.where.line for r in taken.rows] == [2, 6003]


def test_line_ends_in_a_cell_keep_the_lines_of_an_address_and_no_others(tmp_path: Path) -> None:
    [made] = take(tmp_path / "a.csv", 'name,gender,address\n"Ana\nSoto",f,"Plaza 1\r\nTalca; Maule"\n').imported
    assert made.cells and made.cells["address_lines"] == "Plaza 1;Talca\\; Maule"
    assert codes(made) == {"line-ends"}


def test_a_quote_that_is_not_closed_is_said(tmp_path: Path) -> None:
    taken = take(tmp_path / "a.csv", 'name,gender\n"Ana Soto,f\n' + "Eva Paz,f\n" * 50)
    assert [codes(r) for r in taken.rows] == [{"open-quote"}]


def test_columns_of_one_field_are_joined_or_the_first_is_taken(tmp_path: Path) -> None:
    text = "name,gender,email,email 2,address1,address2,party,grupo\nAna Soto,f,a@x.cl,b@x.cl,Plaza 1,Talca,Red,Blue\n"
    [made] = take(tmp_path / "a.csv", text).imported
    assert made.cells and made.cells["address_lines"] == "Plaza 1;Talca" and made.cells["party"] == "Red"
    assert codes(made) == {"two-emails", "two-columns"}


def xlsx(*sheets: list[list[object]]) -> bytes:
    """Return a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_the_first_sheet_with_people_is_read(tmp_path: Path) -> None:
    people = [
        ["Senado 2026"],
        [],
        ["Nombre", "Sexo", "Teléfono", "Distrito"],
        ["Ana Soto", "f", 56226745800.0, 3],
        [None],
    ]
    taken = take(tmp_path / "a.xlsx", xlsx([["Notes"], ["nothing"]], people))
    [made] = taken.imported
    assert made.cells and (made.cells["area"], made.cells["phone"]) == ("3", "56226745800")
    assert made.where.line == 4


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"a,b\nc,d\n", b"PK\x03\x04nothing", b"\xd0\xcf\x11\xe0", b"%PDF-1.7", b"name\n"]
)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_what_is_no_list_stops_with_a_reason(tmp_path: Path, data: bytes, name: str) -> None:
    assert stopped(tmp_path / name, data)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda t: ("name,email,gender\n" + t).encode("utf-8", "replace")),
    )
)
def test_no_bytes_at_all_end_in_a_traceback(tmp_path: Path, data: bytes) -> None:
    for name in ("a.csv", "a.xlsx", "a.json", "a.vcf", "a.yaml"):
        (tmp_path / name).write_bytes(data)
        try:
            taken = take_in(tmp_path / name, SETTING)
        except Stop:
            continue
        assert len(taken.imported) + sum(1 for r in taken.rows if r.rejected) == len(taken.rows)
