"""Every kind of dirt in a row: what is used, what is kept, what is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recipient_lists import SETTING, codes, row, rows

from campaign.phrases import Phrase, said
from campaign.recipients.contact import USUAL, valid
from campaign.recipients.ids import LONGEST, RESERVED, Ids, slug
from campaign.recipients.listing import ID
from campaign.recipients.reporting import grouped


@pytest.mark.parametrize(
    ("cell", "email", "note", "expected"),
    [
        ("ana@senado.cl", "ana@senado.cl", None, set()),
        (" mailto:ana@senado.cl?subject=x ", "ana@senado.cl", None, {"mailto"}),
        ("Ana Soto <ana@senado.cl>", "ana@senado.cl", None, set()),
        ("ana@senado.cl; soto@gmail.com", "ana@senado.cl", "other e-mail: soto@gmail.com", {"two-emails"}),
        ("ana@senado.cl ana@senado.cl", "ana@senado.cl", None, set()),
        ("ana(at)senado.cl", None, "e-mail as found: ana(at)senado.cl", {"malformed-email"}),
        ("ana@senado", None, "e-mail as found: ana@senado", {"malformed-email"}),
        ("ana@@senado.cl", None, "e-mail as found: ana@@senado.cl", {"malformed-email"}),
        ("añá@senado.cl", None, "e-mail as found: añá@senado.cl", {"malformed-email"}),
        ("ana@.cl, b@x.cl", "b@x.cl", "e-mail as found: ana@.cl, b@x.cl", {"malformed-email"}),
        ("ana@câmara.br", "ana@xn--cmara-3qa.br", None, set()),
        ("contacto@senado.cl", "contacto@senado.cl", None, {"shared-box"}),
    ],
)
def test_an_email_is_used_when_it_is_one_and_kept_in_the_note_when_not(
    cell: str, email: str | None, note: str | None, expected: set[str]
) -> None:
    made = row(name="Ana Soto", email=cell)
    assert made.cells and (made.cells.get("email"), made.cells.get("note"), codes(made)) == (email, note, expected)


@given(st.from_regex(r"[A-Za-z0-9._+-]{1,9}@[A-Za-z0-9.-]{1,12}\.(com|CL|xn--p1ai|test|arpa)", fullmatch=True))
def test_what_is_taken_as_an_email_without_asking_the_library_is_one_for_it_too(address: str) -> None:
    from email_validator import validate_email

    if USUAL.fullmatch(address) and valid(address)[0]:
        validate_email(address, check_deliverability=False)


@pytest.mark.parametrize(
    ("name", "kept", "expected"),
    [
        ("Ana Soto", "Ana Soto", set()),
        ("  Ana\u00a0 Soto ", "Ana Soto", set()),
        ("ANA SOTO", "ANA SOTO", {"capitals"}),
        ("Juan del Río III", "Juan del Río III", set()),
        ("Sanford Bishop, Jr.", "Sanford Bishop, Jr.", set()),
        ("Soto, Ana", "Soto, Ana", {"comma-in-name"}),
        ("Hon. Ana Soto", "Hon. Ana Soto", {"title-in-name"}),
        ("Ana Soto MP", "Ana Soto MP", {"title-in-name"}),
        ("Ana 2 Soto", "Ana 2 Soto", {"digits-in-name"}),
        ("Ana\r\nSoto", "Ana Soto", {"line-ends"}),
        ("Ana\x07 Soto\x00", "Ana Soto", {"control-characters"}),
        ("\ufeffAna\u200b Soto\u202e", "Ana Soto", {"invisible"}),
        ("Jose\u0301 Soto", "José Soto", {"decomposed"}),
        ("JosÃ© MuÃ±oz", "JosÃ© MuÃ±oz", {"mojibake"}),
        ("Jos\ufffd Soto", "Jos\ufffd Soto", {"mojibake"}),
        ("Аna Soto", "Аna Soto", {"mixed-scripts"}),  # the first letter is Cyrillic
        ("علی\u200cرضا", "علی\u200cرضا", set()),  # a joiner that is a letter of the name
        ("张伟", "张伟", set()),
    ],
)
def test_a_name_is_kept_as_it_is_but_for_what_nobody_sees(name: str, kept: str, expected: set[str]) -> None:
    made = row(name=name)
    assert made.cells and (made.cells["name"], codes(made)) == (kept, expected)


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        *(
            (t, "f")
            for t in ("F", "female", "Femenino", "mujer", "Mulher", "féminin", "женский", "أنثى", "女", "weiblich")
        ),
        *((t, "m") for t in ("male", "Masculino", "hombre", "homem", "Masculin", "м", "ذكر", "男", "H", "varón")),
        *((t, "x") for t in ("X", "non-binary", "divers", "no binario")),
    ],
)
def test_gender_is_understood_in_many_languages(text: str, gender: str) -> None:
    made = row(name="Ana Soto", gender=text)
    assert made.cells and (made.cells["gender"], codes(made)) == (gender, set())


@pytest.mark.parametrize(
    ("text", "expected"), [("", "missing-gender"), ("n/a", "missing-gender"), ("zzz", "odd-gender")]
)
def test_a_gender_that_is_missing_or_not_understood_stays_unknown(text: str, expected: str) -> None:
    made = row(name="Ana Soto", gender=text)
    assert made.cells and "gender" not in made.cells and codes(made) == {expected}


@pytest.mark.parametrize(
    ("letters", "languages", "made"),
    [
        ("MF", (), ["m", "f"]),
        ("HM", (), ["m", "f"]),  # hombre, mujer
        ("HFM", (), ["m", "f", None]),
        ("M", ("es",), [None]),
        ("M", ("en",), ["m"]),
    ],
)
def test_a_bare_m_is_read_by_what_else_the_list_writes(
    letters: str, languages: tuple[str, ...], made: list[str]
) -> None:
    found = [{"name": f"Ana {n}ova", "gender": g} for n, g in zip("abc", letters, strict=False)]
    got = rows(*found, setting=SETTING._replace(languages=languages))
    assert [r.cells and r.cells.get("gender") for r in got] == made


@pytest.mark.parametrize(
    ("said", "office"),
    [
        ("Senadora", "upper-house"),
        ("Deputada Federal", "lower-house"),
        ("Député", "lower-house"),
        ("Депутат", "lower-house"),
        ("سيناتور", "upper-house"),
        ("众议员", "lower-house"),
        ("MEP", "mep"),
        ("Minister of Foreign Affairs", "foreign-minister"),
        ("Ministra de Justicia", "minister"),
        ("Mayor", "mayor"),
        ("Deputy Minister", "unknown"),
        ("Exsenador", "unknown"),
        ("Gardener", "unknown"),
    ],
)
def test_an_office_is_understood_from_the_role(said: str, office: str) -> None:
    [made] = rows({"name": "Ana Soto", "role": said}, setting=SETTING._replace(office=""))
    assert made.cells and made.cells.get("office", "unknown") == office
    assert codes(made) == ({"odd-office"} if office == "unknown" else set())


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "", "email": "a@b.cl"}, "no-name"),
        ({"name": "…"}, "no-name"),
        ({"name": "A" * 400}, "no-name"),
        ({"name": "Ana Soto", "death_date": "2020-01-02"}, "deceased"),
        ({"name": "Ana Soto", "end_date": "2026-10"}, "ended"),
        ({"name": "Ana Soto", "start_date": "2027-01-01"}, "not-begun"),
        ({"name": "Ana Soto", "country": "Atlantis"}, "no-country"),
    ],
)
def test_a_row_is_rejected_with_its_reason(fields: dict[str, str], reason: str) -> None:
    assert codes(row(**fields)) == {reason}


def test_a_term_that_ends_today_or_this_month_has_not_ended() -> None:
    for end in ("2026-11-22", "2026-11", "2026", "2030-01-01"):
        assert row(name="Ana Soto", end_date=end).cells


def test_a_date_in_another_order_is_said_and_not_guessed() -> None:
    assert codes(row(name="Ana Soto", end_date="03/04/2020")) == {"odd-date"}


def test_the_same_person_twice_is_taken_once() -> None:
    by_id = rows({"name": "Ana Soto", "id": "7"}, {"name": "Ana M. Soto", "id": "7"})
    by_area = rows({"name": "Ana Soto", "area": "Maule"}, {"name": "ANA  SOTO", "area": "maule"})
    assert [bool(r.cells) for r in (*by_id, *by_area)] == [True, False, True, False]
    assert codes(by_id[1]) == codes(by_area[1]) == {"same-person"}


def test_two_people_of_one_name_are_both_taken_and_told_apart() -> None:
    made = rows({"name": "Ana Soto", "area": "Maule"}, {"name": "Ana Soto", "area": "Ñuble"}, {"name": "Ana Soto"})
    assert [r.cells and r.cells["id"] for r in made] == ["ana-soto", "ana-soto-nuble", "ana-soto-lower-house"]
    assert all(codes(r) == {"same-name"} for r in made)
    twins = rows({"name": "Ana Soto", "area": "Maule", "id": "1"}, {"name": "Ana Soto", "area": "Maule", "id": "2"})
    assert all(r.cells for r in twins)


def test_an_email_of_several_people_is_said_of_each() -> None:
    made = rows({"name": "Ana Soto", "email": "x@y.cl"}, {"name": "Eva Paz", "email": "X@y.cl"})
    assert [codes(r) for r in made] == [{"same-email"}, {"same-email"}]


def test_an_odd_phone_is_kept_and_an_odd_link_is_not() -> None:
    made = row(name="Ana Soto", phone="12", url="javascript:alert(1)")
    assert made.cells and made.cells["phone"] == "12" and "url" not in made.cells
    assert codes(made) == {"odd-phone", "odd-link"}


def test_a_name_is_made_of_its_parts_in_the_order_of_its_script() -> None:
    assert (row(given_name="Ana", family_name="Soto").cells or {})["name"] == "Ana Soto"
    assert (row(given_name="伟", family_name="张").cells or {})["name"] == "张伟"


@given(st.lists(st.text(max_size=90), max_size=40))
def test_ids_are_readable_portable_and_no_two_alike(names: list[str]) -> None:
    ids = Ids()
    made = [ids.give(name, "Maule") for name in names]
    assert len(set(made)) == len(made)
    assert all(ID.fullmatch(i) and len(i) <= LONGEST and i not in RESERVED for i in made)


@pytest.mark.parametrize(
    ("name", "ident"),
    [
        ("José Muñoz", "jose-munoz"),
        ("Владимир Путин", "vladimir-putin"),
        ("O’Neil", "oneil"),
        ("???", ""),
        ("a--b ", "a-b"),
    ],
)
def test_an_id_is_the_name_in_latin_letters(name: str, ident: str) -> None:
    assert slug(name) == ident


def test_a_name_that_windows_reserves_is_no_id() -> None:
    assert [Ids().give("Con"), Ids().give("NUL", "Maule"), Ids().give("COM1")] == ["con-2", "nul-maule", "com1-2"]


def test_a_doubt_is_said_whole_in_the_language_of_the_interface() -> None:
    spanish = {
        "{count} row in doubt": "{count} fila dudosa",
        "{count} rows in doubt": "{count} filas dudosas",
        "'{text}' is not understood: write it as 2026-11-22": "'{text}' no se entiende: escriba 2026-11-22",
        "(also at {places})": "(también en {places})",
    }
    [problem] = grouped(rows(*({"name": name, "end_date": "{soon}"} for name in ("Ana Soto", "Eva Paz"))))
    assert problem.message == (
        "2 rows in doubt: end_date: '{soon}' is not understood: write it as 2026-11-22 (also at 3)"
    )
    told = said(problem.message, lambda one, many, count: spanish.get(many if many and count != 1 else one, one))
    assert told == "2 filas dudosas: end_date: '{soon}' no se entiende: escriba 2026-11-22 (también en 3)"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("ana(at)senado.cl", "it has no @"),
        ("ana@b@senado.cl", "it has more than one @"),
        ("ana soto@senado.cl", "a space stands in it"),
        ("joão@senado.cl", "letters such as ã or ж before the @ cannot be in a mail draft"),
        ("ana@senado", "what stands after the @ is no domain"),
        ("ana@", "what stands after the @ is no domain"),
        ("ana..soto@senado.cl", "what stands before the @ cannot stand there"),
    ],
)
def test_an_address_is_refused_for_a_reason_that_can_be_translated(cell: str, reason: str) -> None:
    made, told = valid(cell)
    assert (made, told) == ("", reason) and isinstance(told, Phrase)
