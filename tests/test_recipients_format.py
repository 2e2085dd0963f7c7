"""The format of lists: YAML, CSV and Popolo hold the same, and a mistake in one has its line."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaign.diagnostics import Diagnostic
from campaign.load import read_recipients
from campaign.model import Recipient
from campaign.reader import read_records
from campaign.recipients.importing import own_list
from campaign.recipients.listing import as_csv, entry, flat, known_fields
from campaign.recipients.popolo_form import as_popolo
from campaign.recipients.rewriting import as_yaml

# Anything but what no file can hold; texts of recipients are not empty, nor blank at their ends.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\u2028\u2029"), min_size=1, max_size=20
).filter(lambda t: t == t.strip())
KEY = st.from_regex(r"[a-z]{2,8}(-[A-Za-z]{2,4})?", fullmatch=True)
VALUES = {
    "id": st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True),
    "text": TEXT,
    "list": st.lists(TEXT, min_size=1, max_size=3).map(tuple),
    "map": st.dictionaries(KEY, TEXT, min_size=1, max_size=3),
    "date": st.sampled_from(["2026-11-22", "2026-11", "2026"]),
    "truth": st.just(True),
}


def a_value(name: str) -> st.SearchStrategy[object]:
    """Return what may stand in a field."""
    field = known_fields()[name]
    if field.choices:
        choice = st.sampled_from(field.choices)
        return st.lists(choice, min_size=1, max_size=2).map(tuple) if field.kind == "list" else choice
    return VALUES[field.kind]


@st.composite
def recipients(draw: st.DrawFn) -> Recipient:
    """Draw any recipient."""
    from campaign.model import as_partial

    optional = [n for n, f in known_fields().items() if not f.required]
    chosen = [n for n, f in known_fields().items() if f.required] + draw(
        st.lists(st.sampled_from(optional), unique=True)
    )
    values = {n: draw(a_value(n)) for n in chosen}
    return Recipient(**{n: as_partial(str(v)) if known_fields()[n].kind == "date" else v for n, v in values.items()})


LISTS = st.lists(recipients(), min_size=1, max_size=4, unique_by=lambda r: r.id)
QUIET = settings(suppress_health_check=list(HealthCheck), max_examples=60)


@QUIET
@given(LISTS)
def test_a_list_in_csv_reads_back_the_same(tmp_path: Path, listed: list[Recipient]) -> None:
    path, problems = tmp_path / "a.csv", []
    path.write_bytes(as_csv(map(flat, listed)))
    found = read_recipients([path], problems)
    assert (problems, [flat(r) for r in found.values()]) == ([], [flat(r) for r in listed])


@QUIET
@given(LISTS)
def test_a_list_in_yaml_reads_back_the_same(tmp_path: Path, listed: list[Recipient]) -> None:
    found, problems = read_records(as_yaml(map(flat, listed)), Recipient, "a.yaml")
    assert (problems, [flat(r) for r in found]) == ([], [flat(r) for r in listed])


@QUIET
@given(LISTS)
def test_an_export_to_popolo_reads_back_the_same(tmp_path: Path, listed: list[Recipient]) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(as_popolo(map(flat, listed)))
    own = own_list(path)
    assert own and (own[1], [flat(r) for r in own[0]]) == ([], [flat(r) for r in listed])


def read(path: Path, text: str) -> tuple[list[Recipient], list[Diagnostic]]:
    """Read a list written in CSV."""
    path.write_text(text, encoding="utf-8")
    problems: list[Diagnostic] = []
    return list(read_recipients([path], problems).values()), problems


def test_a_csv_list_holds_maps_lists_and_truth(tmp_path: Path) -> None:
    text = (
        "id,name,office,country,personal:es,personal:en,address_lines,example,source_date,accounts:x,reason\n"
        'ana,Ana Soto,lower-house,CL,Hola.,Hello.,"Plaza 1; Talca\\; Maule",true,2026-11,@ana,no such file\n'
    )
    [ana], problems = read(tmp_path / "a.csv", text)
    assert problems == []
    assert (dict(ana.personal), ana.address_lines) == ({"es": "Hola.", "en": "Hello."}, ("Plaza 1", "Talca; Maule"))
    assert (ana.example, str(ana.source_date), dict(ana.accounts), ana.where.line) == (
        True,
        "2026-11",
        {"x": "@ana"},
        2,
    )


def test_every_mistake_in_a_csv_list_has_its_line(tmp_path: Path) -> None:
    text = (
        "id,name,office,country,gender,emial,personal,source_date\n"
        "ana,Ana,lower-house,CL,f,,,2026\n"
        "Ana Soto,Ana,lower-hose,CL,q,,,soon\n"
        ",Eva,lower-house,CL,f,,,\n"
        "ivo,Ivo,lower-house,CL,m,,,2026,too,many\n"
        "ana,Ana,lower-house,CL,f,,,\n"
    )
    found, problems = read(tmp_path / "a.csv", text)
    assert [r.id for r in found] == ["ana"]
    assert sorted((p.where.line, p.code) for p in problems) == [
        (1, "unknown-column"),
        (1, "unknown-column"),
        (3, "choice"),
        (3, "choice"),
        (3, "id"),
        (3, "type"),
        (4, "missing-value"),
        (5, "ragged"),
        (6, "duplicate-id"),
    ]
    assert {p.hint for p in problems if p.code == "unknown-column"} == {
        "did you mean 'email'?",
        "write it as personal:es",
    }


def test_a_list_without_its_columns_or_its_charset_says_so(tmp_path: Path) -> None:
    assert {p.code for p in read(tmp_path / "a.csv", "Name;Mail\nAna;x\n")[1]} == {"unknown-column", "missing-key"}
    (tmp_path / "b.csv").write_bytes("id,name\nx,José\n".encode("cp1252"))
    problems: list[Diagnostic] = []
    assert read_recipients([tmp_path / "b.csv"], problems) == {} and [p.code for p in problems] == ["encoding"]


def test_an_entry_that_did_not_change_stays_as_it_is_written() -> None:
    text = (
        "# yaml-language-server: x\n\n# Ana, of the committee\n- id: ana\n  name: 'Ana'   # mine\n  office: lower-house\n"
        "  country: CL\n\n# Eva\n- {id: eva, name: Eva, office: lower-house, country: CL}  # hers\n# the end\n"
    )
    listed, problems = read_records(text, Recipient, "")
    assert problems == []
    before = {r.id: r for r in listed}
    rows = [flat(r) for r in listed]
    assert as_yaml(rows, text, before) == text
    changed = as_yaml(
        [rows[0], {**rows[1], "area": "Maule"}, {"id": "ivo", "name": "Ivo", "country": "CL"}], text, before
    )
    assert changed == text.replace(
        "- {id: eva, name: Eva, office: lower-house, country: CL}  # hers\n# the end\n",
        "# hers\n"
        + entry({**rows[1], "area": "Maule"})
        + entry({"id": "ivo", "name": "Ivo", "country": "CL"})
        + "# the end\n",
    )
