"""What users and files get wrong: each is a line that says what, where and what to do; never a traceback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from command import DAY, call, files_in, letters
from conftest import ROOT, expected, run

Make = Callable[..., Path]


# Names that nothing has

UNKNOWN = [
    (["letter", "--to", "ana-ejmplo"], "unknown-recipient", "'ana-ejemplo'"),
    (["letter", "--to", "nobody"], "unknown-recipient", "ana-ejemplo"),
    (["letter", "--to", "ofice=minister"], "unknown-field", "'office'"),
    (["compose", "press-relase"], "unknown-kind", "'press-release'"),
    (["article", "--lang", "de"], "unknown-language", "en, es"),
    (["social", "--network", "blue-sky"], "unknown-network", "'bluesky'"),
    (["letter", "--concern", "serius-crime"], "unknown-concern", "'serious-crime'"),
    (["letter", "--ask", "public-postion"], "unknown-ask", "'public-position'"),
    (["press-release", "--country", "cl"], "unknown-country", "'CL'"),
    (["press-release", "--country", "QQ"], "unknown-country", "countries/QQ.yaml"),
    (["letter", "--format", "dox"], "unknown-format", "'docx'"),
    (["letter", "--format", "eml"], "no-format", "docx, html, pdf, txt"),
    (["letter", "--as", "organisation"], "unknown-voice", "'organization'"),
    (["letter", "--campaign", "cybercrime"], "unknown-campaign", "'cybercrime-treaty'"),
    (["letter", "--date", "22 November"], "date", "2026-11-22"),
    (["show", "fact"], "unknown-list", "'facts'"),
    (["show", "address", "--lang", "xx"], "unknown-language", "en, es"),
    (["trace", "untx"], "unknown-id", "'untc'"),
    (["new", "mine", "--from", "start"], "unknown-campaign", "'starter'"),
    (["new", "Not_An_Id"], "id", "hyphens"),
    (["lettr"], "unknown-command", "'letter'"),
]


@pytest.mark.parametrize(("arguments", "code", "near"), UNKNOWN, ids=[" ".join(a) for a, _, _ in UNKNOWN])
def test_a_name_that_nothing_has_is_wrong_usage_with_the_near_ones(
    tmp_path: Path, arguments: list[str], code: str, near: str
) -> None:
    done = call(*arguments, cwd=tmp_path)
    assert (done.code, done.out, done.codes) == (2, "", {code})
    assert near in done.err.split("hint: ")[1]
    assert list(tmp_path.iterdir()) == []


# Files that are not there


@pytest.mark.parametrize("option", ["--from", "--recipients"])
def test_an_input_file_that_is_not_there_is_3_and_said_once(make: Make, option: str) -> None:
    done = letters(make(), option, "nowhere.yaml")
    assert (done.code, done.own) == (3, {"missing-file"})
    assert done.err.count("nowhere.yaml: error: ") == 1


def test_a_folder_without_a_campaign_is_3(tmp_path: Path) -> None:
    done = call("check", "--campaign", tmp_path)
    assert (done.code, done.codes) == (3, {"no-campaign"})
    assert "campaign new" in done.err


def test_a_file_that_no_manifest_knows_is_3(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("text")
    done = call("why", tmp_path / "letter.txt")
    assert (done.code, done.codes) == (3, {"no-manifest"})


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("", "empty"),
        ("schema: 2", "missing-key"),
        ("[", "yaml"),
        ("- a list", "type"),
        ("schema: one\ntitle: T", "type"),
    ],
)
def test_settings_that_cannot_be_read_are_3(make: Make, settings: str, code: str) -> None:
    folder = make()
    (folder / "campaign.yaml").write_text(settings, encoding="utf-8")
    for command in ("letter", "check", "build"):
        done = call(command, "--campaign", folder, *([] if command == "check" else ["--out", folder.parent / "out"]))
        assert (done.code, code in done.codes) == (3, True), command
    assert not (folder.parent / "out").exists()


def test_a_schema_of_the_future_is_3_and_says_which_one_is_read(make: Make) -> None:
    folder = make()
    settings = (folder / "campaign.yaml").read_text(encoding="utf-8")
    (folder / "campaign.yaml").write_text(settings.replace("schema: 1", "schema: 2"), encoding="utf-8")
    done = letters(folder)
    assert (done.code, done.codes) == (3, {"schema"})
    assert "campaign.yaml:1:9: error:" in done.err and "reads schema 1" in done.err


# Files that say something wrong: `#! code` stands at the line

WRONG = {
    "a fact without a source": """
-- facts.yaml --
- id: permit-granted  #! no-source
  text: The agency granted the permit.
  as_of: 2021-05-04
  confidence: verified
""",
    "ids that nothing has": """
-- concerns.yaml --
- id: water
  title: The water
  text: The town drinks from this river.
  facts: [permit-granted, permit-refused]  #! unknown-id
-- messages.yaml --
- id: river
  aim: reason
  text: The town drinks from this river.
  facts: [permit-granted]
  networks: [x, tweeter]  #! unknown-id
""",
    "asks that replace each other": """
-- asks.yaml --
- id: revoke
  title: Revoke the permit
  subject: S
  request: R
  request_i: R
  asked: A
  replaced_by: hearing  #! circular
- id: hearing
  title: Hold a hearing
  subject: S
  request: R
  request_i: R
  asked: A
  replaced_by: revoke  #! circular
""",
    "a list where a text belongs": """
-- sources.yaml --
- id: permit
  publisher: [Example Agency]  #! type
  title: Permit of the plant
  date: 2021-05-04
  kind: government
  reliability: A
""",
    "a date, a choice and a number that are none": """
-- facts.yaml --
- id: permit-granted
  text: The agency granted the permit.
  as_of: 4 May 2021  #! type
  confidence: verifed  #! choice
  sources: [permit]
  perishable: {max_age: soon, then: omit}  #! type
""",
    "a key that nothing has, twice the same, and one that is missing": """
-- facts.yaml --
- id: permit-granted  #! missing-key
  text: The agency granted the permit.
  text: The agency granted a permit.  #! duplicate-key
  confidense: verified  #! unknown-key
  sources: [permit]
  as_of: 2021-05-04
""",
    "YAML that is none": """
-- facts.yaml --
- id: permit-granted
  text: The agency: granted the permit.  #! yaml
""",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_what_is_wrong_in_a_file_is_said_at_its_line(make: Make, text: str) -> None:
    folder = make(text)
    done = call("check", "--campaign", folder, "--on", DAY, cwd=folder.parent)
    assert done.code == 1
    said = {(*line.split(":")[:2], line.rsplit("[", 1)[-1].rstrip("]")) for line in done.err.splitlines()}
    assert {(f"river/{p.file}", str(p.line), p.code) for p in expected(folder)} - said == set()


def test_all_problems_of_all_files_are_said_in_one_run(make: Make) -> None:
    folder = make(
        *(text for name, text in WRONG.items() if name.startswith(("a list", "asks"))), "-- messages.yaml --\n[\n"
    )
    done = call("check", "--campaign", folder, "--on", DAY)
    assert {"type", "circular", "yaml"} <= done.codes


@pytest.mark.parametrize(
    ("data", "code", "where"),
    [
        ("- id: permit\n  title: Genehmigung für\n".encode("latin-1"), "encoding", "2:23"),
        ("- id: permit\n".encode("utf-16"), "encoding", "1:1"),
        (b"\x00\x01\x02", "yaml", ""),
        (b"- " * 3000, "yaml", ""),
        (b"[" * 3000, "yaml", ""),
        (b"- {a: &x 1, b: *x}", "alias", "1:"),
        (b"# " + b"x" * (1 << 20), "too-big", ""),
        (b"- id: permit\n\tpublisher: X\n", "yaml", "2:"),
    ],
    ids=["latin-1", "utf-16", "binary", "deep", "brackets", "alias", "too-big", "tab"],
)
def test_a_file_that_is_no_yaml_in_utf_8_is_one_line(make: Make, data: bytes, code: str, where: str) -> None:
    folder = make()
    (folder / "sources.yaml").write_bytes(data)
    done = call("check", "--campaign", folder, "--on", DAY, cwd=folder.parent)
    assert done.code == 1
    lines = [line for line in done.err.splitlines() if line.startswith("river/sources.yaml")]
    assert len(lines) == 1 and lines[0].endswith(f"[{code}]")
    assert lines[0].startswith(f"river/sources.yaml:{where}")


def test_a_byte_order_mark_is_no_mistake(make: Make) -> None:
    folder = make()
    path = folder / "sources.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert letters(folder).code == 0


# Languages


def test_a_language_without_a_catalog_is_a_gap_in_its_own_documents_only(make: Make) -> None:
    folder = speaking(make(), "es")
    done = letters(folder, "--lang", "all", kind="article")
    assert (done.code, done.own) == (1, {"gap"})
    assert "translation of concern/water/public is missing" in done.err
    assert files_in(folder.parent / "out") == {"river/en/article/article.txt", "river/manifest.json"}


def test_a_language_without_a_folder_is_told_and_stops_its_own_documents_only(make: Make) -> None:
    folder = speaking(make(), "de")
    done = letters(folder, "--lang", "all", kind="article")
    assert (done.code, done.own) == (1, {"no-catalog"})
    assert "campaign.yaml:4:12: error:" in done.err and "locales/de/language.yaml" in done.err
    assert files_in(folder.parent / "out") == {"river/en/article/article.txt", "river/manifest.json"}


def test_a_broken_catalog_is_told_at_its_line(make: Make) -> None:
    folder = speaking(make(), "es")
    catalog = folder / "locales/es/LC_MESSAGES/river.po"
    catalog.parent.mkdir(parents=True)
    for body in ('msgid "b"\nmsgstr "c\n', 'msgid "b"\nmgstr "c"\n', 'msgid "b"\nmsgstr "a " c"\n'):
        catalog.write_text(f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgctxt "a"\n{body}')
        done = call("check", "--campaign", folder, "--on", DAY)
        assert done.code == 1
        assert "/river/locales/es/LC_MESSAGES/river.po:7:1: error:" in done.err and "catalog" in done.codes


def speaking(folder: Path, tag: str) -> Path:
    """Let a campaign declare one more language."""
    settings = (folder / "campaign.yaml").read_text(encoding="utf-8")
    (folder / "campaign.yaml").write_text(
        settings.replace("languages: [en]", f"languages: [en, {tag}]"), encoding="utf-8"
    )
    return folder


# Gaps


@pytest.mark.parametrize(
    ("key", "kind", "missing", "option"),
    [
        ("organization", "letter", "sender organization", "--sender-organization"),
        ("email", "press-release", "sender email", "--sender-email"),
        ("page", "social", "sender page", "--sender-page"),
    ],
)
def test_a_missing_field_of_the_sender_is_a_gap_that_names_the_option(
    make: Make, key: str, kind: str, missing: str, option: str
) -> None:
    folder = make("-- messages.yaml --\n- {id: act, aim: act, text: Write to the agency., link: act}\n")
    sender = folder / "sender.yaml"
    lines = [line for line in sender.read_text(encoding="utf-8").splitlines() if not line.startswith(f"{key}:")]
    sender.write_text("\n".join(lines), encoding="utf-8")
    news = ["--news", "It rained."] if kind == "press-release" else []
    done = letters(folder, *news, kind=kind)
    assert (done.code, done.own) == (3, {"gap"})
    assert f"not made: {missing} is missing" in done.err and option in done.err
    assert option in call(kind, "--help").out, "what the hint says can be done"
    assert not (folder.parent / "out").exists()


def test_without_a_sender_nothing_is_made_up(make: Make) -> None:
    done = letters(make("-- sender.yaml --\n"))
    assert (done.code, done.own) == (3, {"gap"})


def test_no_document_says_none_or_is_blank(make: Make) -> None:
    folder = make("-- recipients/people.yaml --\n- {id: jo, name: Jo March, office: lower-house, country: GB}\n")
    letters(folder, kind="build")
    for path in (folder.parent / "out").rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "None" not in text and "{" not in text and text.strip()


# A system part that is missing

NO_PANGO = """
import cffi
real = cffi.FFI.dlopen
def dlopen(self, name=None, flags=0):
    if name and "pango" in str(name).lower():
        raise OSError(f"cannot load library '{name}': no such file")
    return real(self, name, flags)
cffi.FFI.dlopen = dlopen
"""
NO_FONT = """
import importlib.util
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name.startswith("fontpkg_ibm") else real(name, package)
"""


@pytest.fixture
def lacking(tmp_path: Path) -> Callable[[str], dict[str, str]]:
    """Return a function that gives the environment of a Python that lacks something."""

    def environment(code: str) -> dict[str, str]:
        (tmp_path / "site").mkdir()
        (tmp_path / "site" / "sitecustomize.py").write_text(code)
        return {"PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), str(ROOT)])}

    return environment


@pytest.mark.parametrize(
    ("code", "problem", "remedy"),
    [(NO_PANGO, "no-pango", "pango"), (NO_FONT, "no-font", "pip install fontpkg-ibm-plex-serif")],
    ids=["pango", "font"],
)
def test_without_pango_or_a_font_the_text_is_still_written(
    make: Make, lacking: Callable[[str], dict[str, str]], code: str, problem: str, remedy: str
) -> None:
    folder = make()
    out = folder.parent / "out"
    done = run("letter", "--campaign", folder, "--out", out, "--date", DAY, env=lacking(code))
    assert done.returncode == 4, done.stderr
    assert f"[{problem}]" in done.stderr and remedy in done.stderr.lower()
    assert done.stderr.count(f"[{problem}]") == 1
    assert "Traceback" not in done.stderr
    made = {f"river/en/letter/jo.{s}" for s in ("txt", "html", "docx")}
    assert files_in(out) == made | {"river/manifest.json"}
    assert {Path(line).relative_to(out).as_posix() for line in done.stdout.splitlines()} == made


@pytest.mark.parametrize(("code", "problem"), [(NO_PANGO, "no-pango"), (NO_FONT, "no-font")], ids=["pango", "font"])
def test_doctor_says_what_is_missing(lacking: Callable[[str], dict[str, str]], code: str, problem: str) -> None:
    done = run("doctor", env=lacking(code))
    assert done.returncode == 4
    assert f"[{problem}]" in done.stderr and "Traceback" not in done.stderr
    assert ("pango" in line and "missing" in line for line in done.stdout.splitlines())


def test_a_pdf_alone_without_pango_is_4_and_nothing_is_written(
    make: Make, lacking: Callable[[str], dict[str, str]]
) -> None:
    folder = make()
    out = folder.parent / "out"
    done = run("letter", "--campaign", folder, "--format", "pdf", "--out", out, "--date", DAY, env=lacking(NO_PANGO))
    assert done.returncode == 4
    assert not out.exists()


def test_a_character_that_no_font_has_is_told_with_its_document(make: Make) -> None:
    folder = make()
    done = call(
        "letter",
        "--campaign",
        folder,
        "--format",
        "pdf,txt",
        "--personal",
        "\ue000",
        "--out",
        folder.parent / "out",
        "--date",
        DAY,
    )
    assert (done.code, done.own) == (4, {"glyph"})
    assert "river/en/letter/jo.pdf: error:" in done.err and "U+E000" in done.err
    assert files_in(folder.parent / "out") == {"river/en/letter/jo.txt", "river/manifest.json"}
