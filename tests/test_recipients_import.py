"""`campaign recipients`: counts that add up, a second import that loses no edit, rejects, old lists, round trips."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from command import call
from conftest import SHARED
from hypothesis import given
from hypothesis import strategies as st
from recipient_lists import do, people

from campaign.recipients.merging import merge

Make = Callable[..., Path]
LIST = """\
Nombre,Correo,Sexo,Cargo,Distrito
Ana Soto,ana@senado.cl,F,Senadora,Maule
Eva Paz,eva(at)senado.cl,F,Senadora,Ñuble
Ivo Ruz,info@senado.cl,M,Senador,Talca
,x@senado.cl,M,Senador,Aysén
Ana Soto,ana2@senado.cl,F,Senadora,Maule
"""
TAKE = ("--country", "GB", "--lang", "es", "--name", "people2", "--listed-on", "2026-11-01")


@pytest.fixture
def river(make: Make) -> Path:
    """The base campaign."""
    return make()


@pytest.fixture
def take(river: Path, tmp_path: Path) -> Callable[..., dict[str, object]]:
    """Return a function that imports a list into the base campaign and returns what `--json` says."""

    def taken(text: str, *more: str | Path) -> dict[str, object]:
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        done = do(river, "import", path, *TAKE, "--json", *more)
        assert done.code == 0, done.err
        return dict(done.json)

    return taken


def test_counts_add_up_and_every_reason_is_counted(take: Callable[..., dict[str, object]], river: Path) -> None:
    done = take(LIST)
    assert (done["rows"], done["imported"], done["rejected"], done["doubtful"]) == (5, 3, 2, 2)
    assert done["rejected_for"] == {"no-name": 1, "same-person": 1}
    assert done["doubtful_for"] == {"malformed-email": 1, "shared-box": 1}
    made = people(river, "people2")
    assert list(made) == ["ana-soto", "eva-paz", "ivo-ruz"]
    assert (made["eva-paz"].email, made["eva-paz"].note) == (None, "e-mail as found: eva(at)senado.cl")
    assert (made["ana-soto"].languages, dict(made["ana-soto"].role)) == (("es",), {"es": "Senadora"})
    assert str(made["ana-soto"].source_date) == "2026-11-01" and made["ana-soto"].source == "list.csv"


NAMESAKES = """\
Nombre,Correo,Comisión
Ana Soto,,Salud
Ana Soto,,Minas
Ana Soto,,Minas
Ana Soto,otra@senado.cl,Salud
"""


def test_namesakes_without_identifiers_are_known_again(take: Callable[..., dict[str, object]], river: Path) -> None:
    take(NAMESAKES, "--office", "upper-house")
    before = (river / "recipients" / "people2.yaml").read_bytes()
    head, *rows = NAMESAKES.splitlines()
    done = take("\n".join([head, *reversed(rows)]), "--office", "upper-house")
    assert (done["new"], done["changed"], done["gone"]) == ([], [], [])
    assert (river / "recipients" / "people2.yaml").read_bytes() == before
    done = take(NAMESAKES.replace("otra@senado.cl,Salud", "otra@senado.cl,Minas"), "--office", "upper-house")
    assert (done["new"], done["changed"], done["gone"]) == ([], ["ana-soto-3"], [])


def test_dirt_is_one_line_a_kind_with_the_first_places(river: Path, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,gender\n" + "".join(f"Ana {c}ova,\n" for c in "abcdefgh"), encoding="utf-8")
    done = do(river, "import", tmp_path / "a.csv", "--country", "GB", "--office", "lower-house")
    assert [line for line in done.err.splitlines() if "missing-gender" in line] == [
        f"{tmp_path}/a.csv:2:1: note: 8 rows in doubt: no gender is given: the neutral form of address is used"
        " (also at 3, 4 …) [missing-gender]"
    ]
    assert "8 rows: 8 imported (8 in doubt) + 0 rejected" in done.out


def test_rejects_hold_every_row_with_its_reason_and_are_read_back(
    take: Callable[..., dict[str, object]], river: Path, tmp_path: Path
) -> None:
    take(LIST + "Zoe Vera,z@x.cl,F,=1+1,Aysén\n", "--rejects", tmp_path / "out.csv")
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(r["verdict"], r["line"], r["reason"].rsplit("[", 1)[1]) for r in rows] == [
        ("in doubt", "3", "malformed-email]"),
        ("in doubt", "4", "shared-box]"),
        ("rejected", "5", "no-name]"),
        ("rejected", "6", "same-person]"),
        ("in doubt", "7", "odd-office]"),
    ]
    assert (rows[0]["email"], rows[4]["role"]) == ("eva(at)senado.cl", "'=1+1")
    mended = text.replace("eva(at)", "eva@").replace(",x@senado.cl", "Leo Vial,x@senado.cl")
    (tmp_path / "again.csv").write_text(mended, encoding="utf-8")
    done = do(river, "import", tmp_path / "again.csv", *TAKE, "--json").json
    assert done["imported"] + done["rejected"] == done["rows"] == 5
    assert people(river, "people2")["eva-paz"].email == "eva@senado.cl"


def test_a_second_import_says_who_is_new_changed_and_gone_and_keeps_every_edit(
    take: Callable[..., dict[str, object]], river: Path
) -> None:
    take(LIST)
    path = river / "recipients" / "people2.yaml"
    text = (
        path.read_text(encoding="utf-8")
        .replace("ana@senado.cl", "mine@ana.cl")
        .replace("area: Maule", "area: Maule  # hers")
    )
    path.write_text(
        text.replace("- id: ana-soto", "# a friend\n- id: ana-soto\n  personal: {es: Gracias.}"), encoding="utf-8"
    )
    done = take(
        LIST.replace("ana@senado.cl", "new@senado.cl").replace("eva(at)", "eva@").replace("Ivo Ruz", "Leo Vial")
    )
    assert (done["new"], done["changed"], done["gone"]) == (["leo-vial"], ["eva-paz"], ["ivo-ruz"])
    assert done["edited"] == ["ana-soto"]
    made = people(river, "people2")
    assert (made["ana-soto"].email, dict(made["ana-soto"].personal)) == ("mine@ana.cl", {"es": "Gracias."})
    assert made["eva-paz"].email == "eva@senado.cl" and "ivo-ruz" in made
    assert "# a friend" in path.read_text(encoding="utf-8")
    problems = {p["code"]: p["message"] for p in done["problems"]}  # type: ignore[attr-defined]
    assert "yours 'mine@ana.cl', the source 'new@senado.cl'" in problems["edited"]
    assert "ivo-ruz" in problems["gone"]


def test_the_same_list_twice_changes_no_byte(take: Callable[..., dict[str, object]], river: Path) -> None:
    take(LIST)
    before = {p: p.read_bytes() for p in (river / "recipients").rglob("*") if p.is_file()}
    done = take(LIST)
    assert (done["new"], done["changed"], done["gone"]) == ([], [], [])
    assert before == {p: p.read_bytes() for p in (river / "recipients").rglob("*") if p.is_file()}


def test_who_is_gone_goes_with_prune_unless_somebody_edited_them(
    take: Callable[..., dict[str, object]], river: Path
) -> None:
    take(LIST)
    path = river / "recipients" / "people2.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("area: Talca", "area: Curicó"), encoding="utf-8")
    done = take(LIST.split("Ana")[0] + "Leo Vial,leo@x.cl,M,Senador,Arica\n", "--prune")
    assert (done["pruned"], done["gone"]) == (["ana-soto", "eva-paz"], ["ivo-ruz"])
    assert list(people(river, "people2")) == ["ivo-ruz", "leo-vial"]


def test_who_was_removed_by_hand_stays_out_and_who_was_added_stays_in(
    take: Callable[..., dict[str, object]], river: Path
) -> None:
    take(LIST)
    path = river / "recipients" / "people2.yaml"
    entries = path.read_text(encoding="utf-8").split("- id: ")
    mine = "mia\n  name: Mía\n  office: unknown\n  country: GB\n"
    path.write_text("- id: ".join([entries[0], *entries[2:], mine]), encoding="utf-8")
    done = take(LIST)
    assert (done["left_out"], done["new"], done["gone"]) == (["ana-soto"], [], [])
    assert list(people(river, "people2")) == ["eva-paz", "ivo-ruz", "mia"]


def test_an_id_that_was_changed_by_hand_is_still_the_same_person(
    take: Callable[..., dict[str, object]], river: Path
) -> None:
    take(LIST)
    path = river / "recipients" / "people2.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: ana-soto", "id: ana"), encoding="utf-8")
    done = take(LIST.replace("ana@senado.cl", "new@senado.cl"))
    assert (done["changed"], done["new"], done["gone"]) == (["ana"], [], [])
    assert people(river, "people2")["ana"].email == "new@senado.cl"


ROWS = st.dictionaries(
    st.sampled_from("abcd"),
    st.dictionaries(st.sampled_from(["email", "area", "phone"]), st.sampled_from("123")),
    max_size=4,
).map(lambda rows: {i: {"id": i, "name": f"Ana {i}ova", "country": "CL", **r} for i, r in rows.items()})


@given(ROWS, ROWS, ROWS, st.booleans())
def test_no_edit_is_ever_lost(ours: dict, base: dict, found: dict, prune: bool) -> None:  # type: ignore[type-arg]
    made = merge(ours, base, found, prune)
    rows = {r["id"]: r for r in made.rows}
    for ident, row in ours.items():
        if ident in base and ident not in found and prune and row == base[ident]:
            assert ident not in rows
            continue
        for field, value in row.items():
            if ident not in base or base[ident].get(field) != value:
                assert rows[ident][field] == value
    assert set(rows) - set(ours) == {i for i in found if i not in base and i not in ours} == set(made.new)
    again = merge(rows, {r["id"]: r for r in made.base}, found, prune)
    assert {r["id"]: r for r in again.rows} == rows and not again.new and not again.changed


def test_a_list_with_a_mistake_is_not_written_over(
    take: Callable[..., dict[str, object]], river: Path, tmp_path: Path
) -> None:
    take(LIST)
    path = river / "recipients" / "people2.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "- id: x\n  nme: X\n", encoding="utf-8")
    before = path.read_bytes()
    done = do(river, "import", tmp_path / "list.csv", *TAKE)
    assert done.code == 3 and "unknown-key" in done.codes and path.read_bytes() == before


def test_thousands_are_kept_as_csv_and_the_letters_find_them(
    take: Callable[..., dict[str, object]], river: Path, tmp_path: Path
) -> None:
    rows = "".join(f"Ana {i:04},ana{i}@senado.cl,F,Diputada,D{i}\n" for i in range(2001))
    done = take(LIST.split("Ana")[0] + rows)
    assert [Path(f).name for f in done["files"]] == ["people2.csv", "people2.csv"]  # type: ignore[attr-defined]
    made = call(
        "letter", "--to", "ana-0007", "--campaign", river, "--out", tmp_path / "out", "--format", "txt", "--lang", "en"
    )
    assert made.code == 0, made.err
    assert do(river, "check").code == 0


@pytest.mark.parametrize("form", ["csv", "popolo"])
def test_what_is_exported_is_imported_the_same(
    take: Callable[..., dict[str, object]], river: Path, tmp_path: Path, form: str
) -> None:
    take(LIST)
    before = {i: r.__dict__ | {"where": 0, "places": 0} for i, r in people(river, "people2").items()}
    done = do(river, "export", "--name", "people2", "--format", form, "--out", tmp_path / "out", "--json")
    for path in (river / "recipients").rglob("people2.*"):
        path.unlink()
    again = do(river, "import", done.json["files"][0], "--name", "people2", "--json")
    assert (again.json["imported"], again.json["rejected"]) == (3, 0)
    assert {i: r.__dict__ | {"where": 0, "places": 0} for i, r in people(river, "people2").items()} == before


COUNTRY = "-- countries/GB.yaml --\nlanguages: [en]\nlegislature: {since: 2026-03-11, until: 2027-01-10}\n"


@pytest.mark.parametrize(
    ("more", "day", "code", "expected"),
    [
        (("--listed-on", "2026-03-10"), "2026-06-01", 3, {"old-list"}),
        (("--listed-on", "2026-02"), "2026-06-01", 3, {"old-list"}),
        (("--listed-on", "2026-03"), "2026-06-01", 0, set()),
        (("--listed-on", "2026-03-10", "--old-list"), "2026-06-01", 0, set()),
        ((), "2026-01-01", 3, {"old-list", "undated"}),
        (("--listed-on", "2026-06-01"), "2026-11-22", 0, {"legislature-ends"}),
        (("--listed-on", "2026-06-01"), "2027-02-01", 0, {"legislature-over"}),
    ],
)
def test_a_list_from_before_the_legislature_is_refused(
    make: Make, tmp_path: Path, more: tuple[str, ...], day: str, code: int, expected: set[str]
) -> None:
    folder = make(COUNTRY)
    (tmp_path / "a.csv").write_text("name,gender,role\nAna Soto,f,Senator\n", encoding="utf-8")
    done = do(folder, "import", tmp_path / "a.csv", "--country", "GB", *more, day=day)
    assert (done.code, done.codes) == (code, expected)
    assert (folder / "recipients" / "a.yaml").exists() == (code == 0)


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (("import",), 2, "no-file"),
        (("import", "none.csv"), 3, "missing-file"),
        (("import", "a.csv", "--source", "popolol"), 2, "unknown-source"),
        (("import", "a.csv", "--country", "Atlantis"), 2, "unknown-country"),
        (("import", "a.csv", "--lang", "Spanish"), 2, "unknown-language"),
        (("import", "a.csv", "--office", "gardener"), 2, "unknown-office"),
        (("import", "a.csv", "--listed-on", "soon"), 2, "date"),
        (("import", "a.csv", "--map", "name"), 2, "map"),
        (("import", "a.csv", "--name", "Ana Soto"), 2, "id"),
        (("import", "a.csv", "--name", "con"), 2, "id"),
        (("import", "a.csv"), 3, "no-country"),
        (("import", "a.doc"), 2, "unknown-source"),
        (("export", "--format", "xlsx"), 2, "unknown-format"),
        (("export", "--name", "none"), 2, "unknown-list"),
        (("check", "none.csv"), 3, "missing-file"),
        (("remove",), 2, "unknown-action"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    river: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "a.doc"):
        (tmp_path / name).write_text("name,gender,role\nAna Soto,f,Senator\n", encoding="utf-8")
    done = do(river, *arguments)
    assert done.code == code and expected in done.codes


def test_the_installed_campaign_is_not_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, river: Path) -> None:
    from campaign import resources

    monkeypatch.setattr(resources, "is_built_in", lambda folder: True)
    (tmp_path / "a.csv").write_text("name\nAna Soto\n", encoding="utf-8")
    done = do(river, "import", tmp_path / "a.csv", "--country", "GB")
    assert (done.code, done.codes) == (2, {"installed-campaign"})


def test_check_names_what_is_odd_in_a_list_and_fails_on_a_mistake(river: Path, tmp_path: Path) -> None:
    head = "id,name,office,country,gender,email\n"
    (tmp_path / "a.csv").write_text(
        head + "ana,ANA SOTO,lower-house,GB,f,a@x.cl\neva,Eva,lower-house,GB,f,A@x.cl\n", encoding="utf-8"
    )
    done = do(river, "check", tmp_path / "a.csv")
    assert (done.code, done.codes, done.out) == (0, {"capitals", "same-email"}, "2 recipients, 2 in doubt\n")
    (tmp_path / "a.csv").write_text(head + "ana,Ana,lower-hose,GB,f,\neva,Eva,lower-house,GB,f,\n", encoding="utf-8")
    assert do(river, "check", tmp_path / "a.csv").code == 1


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real lists are not here")
@pytest.mark.parametrize(
    ("path", "more", "rows", "imported"),
    [
        ("us-congress/legislators-current.yaml", (), 537, 535),  # two terms ended on 3 November 2026
        ("us-congress", (), 537, 535),
        ("openstates-pr/legislature", (), 81, 81),
        ("popolo/kenya-ep-popolo-v1.0.json", ("--country", "KE"), 355, 348),
        ("popolo/zimbabwe-senate-ep-popolo-v1.0.json", ("--country", "ZW"), 67, 67),
    ],
)
def test_real_lists_import_with_the_counts_that_they_have(
    river: Path, path: str, more: tuple[str, ...], rows: int, imported: int
) -> None:
    done = do(river, "import", SHARED / path, *more, "--name", "real", "--old-list", "--json")
    assert (done.code, done.json["rows"], done.json["imported"]) == (0, rows, imported)
    assert done.json["imported"] + done.json["rejected"] == rows
    assert len(people(river, "real")) == imported
    again = do(river, "import", SHARED / path, *more, "--name", "real", "--old-list", "--json").json
    assert (again["new"], again["changed"], again["gone"]) == ([], [], [])
