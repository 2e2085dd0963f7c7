"""A font that is missing stops the PDFs of its language alone, is named with its package, and never ends the process."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builtin import FOLDER
from catalogs import speak
from command import DAY, call, files_in
from conftest import load_campaign, run

from campaign import resources
from campaign.diagnostics import Stop
from campaign.formats import Content, pdf
from campaign.languages import Languages
from campaign.render.faces import faces_of

Make = Callable[..., Path]
CHINESE, ARABIC = "Noto Serif CJK SC", "IBM Plex Sans Arabic"
MODULES = {"ar": "fontpkg_ibm_plex_sans_arabic"}
PLEX = resources.font_folder(resources.FONT_MODULE)


@pytest.fixture
def no_font_for(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return a function that takes the font of a language off the machine: a Python package, or folders of the system."""

    def take(tag: str) -> None:
        own = MODULES.get(tag)
        found, has = resources.font_folder, resources.has_fonts
        monkeypatch.setattr(resources, "font_folder", lambda module: None if module == own else found(module))
        monkeypatch.setattr(
            resources, "has_fonts", lambda folder: not str(folder).startswith("/usr/share/fonts") and has(folder)
        )

    return take


def letter(folder: Path, *more: str | Path) -> tuple[int, list[dict[str, str]], set[str]]:
    """Make the letters in all languages; return the exit code, the problems and the files."""
    out = folder.parent / "out"
    done = call("letter", "--campaign", folder, "--out", out, "--lang", "all", "--date", DAY, "--json", *more)
    problems = [p for p in done.json["problems"] if p["severity"] == "error"]
    return done.code, problems, {p for p in files_in(out) if "letter" in p}


FORMATS = ("pdf", "docx", "txt", "html")


@pytest.mark.parametrize(
    ("tag", "family", "remedy"),
    [("zh-Hans", CHINESE, "apt install fonts-noto-cjk"), ("ar", ARABIC, "pip install fontpkg-ibm-plex-sans-arabic")],
)
def test_a_language_without_its_font_gets_all_but_its_pdfs(
    make: Make, no_font_for: Callable[[str], None], tag: str, family: str, remedy: str
) -> None:
    no_font_for(tag)
    folder = make("""
-- recipients/people.yaml --
- {id: jo, name: Jo March, family_name: March, gender: unknown, office: lower-house, country: GB}
- {id: al, name: Al March, family_name: March, gender: unknown, office: lower-house, country: GB}
""")
    speak(folder, tag)
    code, problems, files = letter(folder)
    assert code == 4
    [problem] = problems
    assert problem["code"] == "no-font" and problem["message"] == f"{family} is missing, so no PDF can be made in {tag}"
    assert problem["hint"].startswith(remedy) and "fonts: in campaign.yaml" in problem["hint"]
    made = {f"river/en/letter/{who}.{form}" for who in ("jo", "al") for form in FORMATS}
    made |= {f"river/{tag}/letter/{who}.{form}" for who in ("jo", "al") for form in FORMATS if form != "pdf"}
    assert files == made


def test_an_own_folder_of_fonts_makes_up_for_it(make: Make, no_font_for: Callable[[str], None]) -> None:
    no_font_for("ar")
    folder = make()
    speak(folder, "ar")
    assert letter(folder)[0] == 4
    package = Path(str(__import__(MODULES["ar"]).__file__)).parent / "files"
    shutil.copytree(package, folder / "fonts")
    settings = folder / "campaign.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "fonts: [fonts]\n", encoding="utf-8")
    code, problems, files = letter(folder, "--format", "pdf")
    assert (code, problems) == (0, []) and "river/ar/letter/jo.pdf" in files
    campaign = load_campaign(folder)
    faces = faces_of(campaign, Languages(campaign)["ar"])
    assert faces.lacking is None and faces.folders[0] == folder / "fonts" and faces.families[0] == ARABIC


def test_a_folder_without_fonts_makes_up_for_nothing(make: Make, no_font_for: Callable[[str], None]) -> None:
    no_font_for("ar")
    folder = make()
    speak(folder, "ar")
    (folder / "fonts").mkdir()
    (folder / "fonts" / "readme.txt").write_text("none yet", encoding="utf-8")
    settings = folder / "campaign.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "fonts: [fonts, none]\n", encoding="utf-8")
    campaign = load_campaign(folder)
    assert faces_of(campaign, Languages(campaign)["ar"]).lacking == (ARABIC, "pip install fontpkg-ibm-plex-sans-arabic")


@pytest.mark.parametrize("tag", ["en", "es", "fr", "pt-BR", "pt-PT", "ru"])
def test_a_language_of_latin_or_cyrillic_has_the_font_of_all(tag: str) -> None:
    campaign = load_campaign(FOLDER)
    faces = faces_of(campaign, Languages(campaign)[tag])
    assert (faces.families, faces.folders, faces.lacking) == ((resources.FONT_FAMILY,), (PLEX,), None)


@pytest.mark.parametrize(("tag", "text"), [("ar", "منحت الوكالة الترخيص"), ("ru", "Агентство"), ("en", "“Łódź” — çñ€")])
def test_the_fonts_of_a_language_have_its_letters(tag: str, text: str) -> None:
    campaign = load_campaign(FOLDER)
    faces = faces_of(campaign, Languages(campaign)[tag])
    style = "p { font-family: var(--face) }"
    content = Content(
        html=f"<p>{text}</p>", title="x", language=tag, style=style, families=faces.families, fonts=faces.folders
    )
    assert pdf.write(content).startswith(b"%PDF")


# No font at all

NO_FONT = """
import sys
from campaign import resources
resources.font_folder = lambda module: None
resources.has_fonts = lambda folder: False
from campaign.cli import main
main()
"""


def test_without_any_font_the_process_ends_as_it_should(make: Make, tmp_path: Path) -> None:
    """WeasyPrint without a font dies by a signal: it is never called."""
    folder = make()
    (tmp_path / "no_font.py").write_text(NO_FONT, encoding="utf-8")
    import subprocess

    done = subprocess.run(
        [
            sys.executable, tmp_path / "no_font.py", "letter", "--campaign", folder, "--out", tmp_path / "out",
            "--format", "pdf,txt", "--date", DAY,
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=resources.PACKAGE.parent,
        env={"PATH": "/usr/bin:/bin", "NO_COLOR": "1", "PYTHONPATH": str(resources.PACKAGE.parent)},
    )  # fmt: skip
    assert done.returncode == 4, done.stderr
    assert done.stderr.count("[no-font]") == 1 and "pip install fontpkg-ibm-plex-serif" in done.stderr
    assert files_in(tmp_path / "out") == {"river/en/letter/jo.txt", "river/manifest.json"}


def test_a_content_whose_folders_hold_no_font_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Stop) as stop:
        pdf.write(Content(html="<p>x</p>", title="x", language="en", fonts=(tmp_path, tmp_path / "none")))
    assert [(p.code, p.exit) for p in stop.value.problems] == [("no-font", 4)]


def test_a_folder_has_fonts_when_a_file_of_it_is_one(tmp_path: Path) -> None:
    assert not resources.has_fonts(tmp_path) and not resources.has_fonts(tmp_path / "none")
    (tmp_path / "a.woff2").touch()
    assert not resources.has_fonts(tmp_path)
    (tmp_path / "B.OTF").touch()
    assert resources.has_fonts(tmp_path)


# Glyphs


def test_a_character_that_no_font_has_is_named_with_its_document(make: Make) -> None:
    folder = make("""
-- recipients/people.yaml --
- {id: jo, name: Jo 𐎠 March, family_name: March, gender: unknown, office: lower-house, country: GB}
- {id: al, name: Al March, family_name: March, gender: unknown, office: lower-house, country: GB}
""")
    code, problems, files = letter(folder, "--format", "pdf,txt")
    assert code == 4
    [problem] = problems
    assert (problem["code"], problem["file"]) == ("glyph", "river/en/letter/jo.pdf")
    assert problem["message"] == "no font has 𐎠 U+103A0 OLD PERSIAN SIGN A"
    assert "fonts: in campaign.yaml" in problem["hint"]
    assert files == {"river/en/letter/jo.txt", "river/en/letter/al.txt", "river/en/letter/al.pdf"}


def test_a_font_of_the_campaign_has_what_the_own_one_lacks(make: Make) -> None:
    folder = make("""
-- recipients/people.yaml --
- {id: jo, name: Jo سلام March, family_name: March, gender: unknown, office: lower-house, country: GB}
""")
    code, [problem], files = letter(folder, "--format", "pdf")
    assert code == 4 and problem["code"] == "glyph" and "U+0633 ARABIC LETTER SEEN" in problem["message"]
    assert files == set()
    shutil.copytree(Path(str(__import__(MODULES["ar"]).__file__)).parent / "files", folder / "fonts")
    settings = folder / "campaign.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "fonts: [fonts]\n", encoding="utf-8")
    code, problems, files = letter(folder, "--format", "pdf")
    assert (code, problems, files) == (0, [], {"river/en/letter/jo.pdf"})


# doctor


def test_doctor_lists_the_fonts_of_each_language(make: Make) -> None:
    found = call("doctor", "--campaign", make(), "--json").json["found"]
    assert found["language en"] == "declared; IBM Plex Serif"
    assert found["language ar"] == f"not declared in campaign.yaml; {ARABIC}, IBM Plex Serif"
    assert found["language zh-Hans"] == f"not declared in campaign.yaml; {CHINESE}, IBM Plex Serif"
    assert "IBM Plex Serif" in found["fonts"].split(", ")


@pytest.mark.parametrize(("tag", "family"), [("zh-Hans", CHINESE), ("ar", ARABIC)])
def test_doctor_names_the_font_that_a_declared_language_lacks(
    make: Make, no_font_for: Callable[[str], None], tag: str, family: str
) -> None:
    folder = make()
    no_font_for(tag)
    assert call("doctor", "--campaign", folder).code == 0, "nobody declared it"
    speak(folder, tag)
    done = call("doctor", "--campaign", folder, "--json")
    [problem] = done.json["problems"]
    assert (done.code, problem["code"]) == (4, "no-font")
    assert problem["message"] == f"{family} is missing, so no PDF can be made in {tag}" and "install" in problem["hint"]
    assert family not in done.json["found"]["fonts"]
    lines = call("doctor", "--campaign", folder).out.splitlines()
    assert any(line.startswith(f"language {tag} ") and "declared; " in line for line in lines)


def test_the_built_in_campaign_says_by_doctor_whether_all_its_pdfs_can_be_made() -> None:
    done = run("doctor")
    assert done.returncode in (0, 4) and ("[no-font]" in done.stderr) == (done.returncode == 4)
