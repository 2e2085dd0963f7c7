"""The wheel holds everything: installed beside no checkout, it makes a letter."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from command import DAY, files_in
from conftest import ROOT

pytestmark = pytest.mark.slow

# What the installed package knows of itself, told by a Python that stands in an empty folder.
ASK = """
import json, campaign.resources as r, pathlib, sys
own = pathlib.Path(sys.argv[1])
print(json.dumps([str(r.PACKAGE), r.INSTALLED, r.is_built_in(r.SEEDS / "starter"), r.is_built_in(own), r.built_in_campaigns()]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from the checkout."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the wheel is installed without what it depends on, which this Python has."""
    folder = tmp_path_factory.mktemp("site")
    arguments = [
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-compile",
        "--disable-pip-version-check",
        "--target",
        folder,
        wheel,
    ]
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True, capture_output=True)
    return folder


def installed(site: Path, cwd: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder with the installed wheel before everything else, and no checkout."""
    env = {**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


def test_the_wheel_holds_the_data_and_no_test(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    folders = [ROOT / name for name in ("seeds", "templates", "locales")]
    wanted = [path.relative_to(ROOT).as_posix() for folder in folders for path in folder.rglob("*.*") if path.is_file()]
    assert {f"campaign/_data/{name}" for name in wanted} - names == set()
    assert not [name for name in names if name.startswith(("tests/", "output/", "benchmarks/"))]
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pickle")]
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {"campaign/schemas/facts.schema.json", "campaign/__main__.py"} <= names


def test_the_source_distribution_holds_what_its_own_tests_read(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", tmp_path]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (made,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(made) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    folders = [ROOT / name for name in (".ci", "docs", "seeds", "templates", "locales", "tests")]
    wanted = [*ROOT.glob("*.md"), ROOT / "Makefile", *(path for folder in folders for path in folder.rglob("*"))]
    assert {p.relative_to(ROOT).as_posix() for p in wanted if p.is_file() and p.suffix != ".pyc"} - held == set()


def test_the_installed_package_is_the_one_that_runs(site: Path, tmp_path: Path) -> None:
    import json

    told = installed(site, tmp_path, "-c", ASK, tmp_path)
    assert json.loads(told.stdout) == [str(site / "campaign"), True, True, False, ["cybercrime-treaty", "starter"]], (
        told.stderr
    )


def test_a_letter_is_made_in_an_empty_folder(site: Path, tmp_path: Path) -> None:
    done = installed(
        site, tmp_path, "-m", "campaign", "letter", "--format", "txt,pdf,docx,html", "--to", "sam-sample", "--date", DAY
    )
    assert done.returncode == 0, done.stderr
    folder = "output/cybercrime-treaty"
    letters = {f"{folder}/en/letter/sam-sample.{s}" for s in ("txt", "pdf", "docx", "html")}
    assert set(done.stdout.split()) == letters
    assert files_in(tmp_path) == letters | {f"{folder}/manifest.json"}
    assert "Dear Minister" in (tmp_path / f"{folder}/en/letter/sam-sample.txt").read_text(encoding="utf-8")


def test_the_installed_package_makes_the_same_letter_as_the_checkout(site: Path, tmp_path: Path) -> None:
    arguments = [
        "-m",
        "campaign",
        "letter",
        "--format",
        "txt,pdf",
        "--to",
        "sam-sample",
        "--date",
        DAY,
        "--out",
        tmp_path,
    ]
    installed(site, tmp_path, *arguments)
    mine = {path: (tmp_path / path).read_bytes() for path in files_in(tmp_path)}
    subprocess.run([sys.executable, *map(str, arguments)], cwd=ROOT, check=True, capture_output=True)
    assert mine == {path: (tmp_path / path).read_bytes() for path in files_in(tmp_path)}


def test_the_script_is_installed(site: Path, tmp_path: Path) -> None:
    script = next((site / "bin").glob("campaign*"), None) if (site / "bin").is_dir() else None
    if script is None:
        pytest.skip("pip put no scripts beside the package")
    told = installed(site, tmp_path, script, "--version")
    assert told.stdout.startswith("campaign "), told.stderr


def test_the_installed_campaign_is_not_written_into(site: Path, tmp_path: Path) -> None:
    seeds = site / "campaign" / "_data" / "seeds"
    before = files_in(site)
    inside = installed(site, seeds / "starter", "-m", "campaign", "letter", "--format", "txt", "--date", DAY)
    assert inside.returncode == 2
    assert "campaign new DIR --from" in inside.stderr
    new = installed(site, tmp_path, "-m", "campaign", "new", seeds / "mine")
    assert new.returncode == 2, new.stderr
    assert "Traceback" not in inside.stderr + new.stderr
    assert files_in(site) == before


def test_a_new_campaign_from_the_installed_one_checks_clean(site: Path, tmp_path: Path) -> None:
    assert installed(site, tmp_path, "-m", "campaign", "new", "mine", "--from", "cybercrime-treaty").returncode == 0
    done = installed(site, tmp_path, "-m", "campaign", "check", "--campaign", "mine", "--on", DAY, "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    head = (tmp_path / "mine" / "facts.yaml").read_text(encoding="utf-8").split("\n", 1)[0]
    assert Path(head.split("$schema=")[1]).is_file()
