"""The kit of a chapter: one folder and one zip with all of the first week, an index that leads to it, names people read."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

import pytest
from command import DAY, call
from hypothesis import given
from hypothesis import strategies as st

from campaign import resources
from campaign.cli import kit as kits
from campaign.cli.run import Run
from campaign.languages import Language
from campaign.plan import Request
from campaign.plan.kits import file_stem
from campaign.recipients.ids import RESERVED

DEVICES = {*RESERVED, *(f"{p}{n}" for p in ("com", "lpt") for n in "¹²³")}  # of Windows, whatever their endings
Make = Callable[..., Path]
SENDER = """\
type: organization
organization: Red de Prueba
city: Santiago
country: CL
time_zone: America/Santiago
email: red@prueba.example
page: https://prueba.example/carta
"""
OWN_KIND = """-- templates/poster.html --
{#---
title: Poster
per: language
formats: [txt, docx]
style: article.css
called: wall poster
serves: publish
---#}
<h1>The river</h1>
<p>{{ campaign.title }}</p>
"""


class Links(HTMLParser):
    """The links, images and scripts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.loads: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.hrefs.append(found.get("href") or "")
        if tag in ("script", "img", "link", "iframe"):
            self.loads.append(tag)


def kit(folder: Path, out: Path, *arguments: object) -> Path:
    """Make the kit of a campaign and return its folder."""
    done = call("kit", "--campaign", folder, "--out", out, "--date", DAY, *arguments)
    assert done.code == 0, done.err
    [made] = [p for p in out.rglob("kit*") if p.is_dir()]
    return made


@pytest.fixture(scope="module")
def built_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the kit of Chile in Spanish, for an organisation that has no list of recipients yet."""
    place = tmp_path_factory.mktemp("kit")
    (place / "sender.yaml").write_text(SENDER, encoding="utf-8")
    done = call(
        *(
            "kit",
            "--country",
            "CL",
            "--from",
            place / "sender.yaml",
            "--date",
            DAY,
            "--out",
            place / "out",
        )
    )
    assert done.code == 0, done.err
    return place / "out/cybercrime-treaty/es/kit-cl"


def test_the_kit_of_a_country_holds_the_first_week(built_in: Path) -> None:
    names = {p.relative_to(built_in).as_posix() for p in built_in.rglob("*") if p.is_file()}
    stems = {name.split("/")[0].split(".")[0] for name in names}
    assert {"index", "carta"} <= stems and len(stems) >= 10
    assert {"carta.draft.docx", "carta.draft.pdf", "carta.draft.txt"} <= names
    [posts] = [name for name in names if name.endswith("/messages.html")]
    assert any(name.startswith(posts.rpartition("/")[0] + "/cards/") for name in names)


def test_a_letter_to_nobody_yet_is_a_draft_that_says_what_to_fill_in(built_in: Path) -> None:
    letter = (built_in / "carta.draft.txt").read_text(encoding="utf-8")
    assert letter.count("[") >= 2 and "None" not in letter
    assert re.search(r"^BORRADOR", letter, re.MULTILINE), letter[:300]


def test_the_index_leads_to_files_that_are_there_and_loads_nothing(built_in: Path) -> None:
    page = (built_in / "index.html").read_text(encoding="utf-8")
    links = Links(page)
    assert links.loads == []
    files = [href for href in links.hrefs if not re.match("#|https?:|mailto:|tel:", href)]
    assert len(files) > 20 and all((built_in / href).is_file() for href in files)
    ids = re.findall(' id="([^"]*)"', page)
    assert len(ids) == len(set(ids)) and {h[1:] for h in links.hrefs if h.startswith("#")} <= set(ids)


def test_the_zip_holds_the_kit_and_is_the_same_each_time(built_in: Path, tmp_path: Path) -> None:
    archive = built_in.parent / "cybercrime-treaty-kit-cl-es.zip"
    with zipfile.ZipFile(archive) as held:
        names = {name.partition("/")[2] for name in held.namelist()}
        assert held.testzip() is None
    assert names == {p.relative_to(built_in).as_posix() for p in built_in.rglob("*") if p.is_file()}
    (tmp_path / "sender.yaml").write_text(SENDER, encoding="utf-8")
    done = call(
        *(
            "kit",
            "--country",
            "CL",
            "--from",
            tmp_path / "sender.yaml",
            "--date",
            DAY,
            "--out",
            tmp_path,
        )
    )
    assert done.code == 0, done.err
    assert (tmp_path / "cybercrime-treaty/es/cybercrime-treaty-kit-cl-es.zip").read_bytes() == archive.read_bytes()


def test_each_recipient_has_letters_of_their_own(make: Make, tmp_path: Path) -> None:
    folder = kit(make(), tmp_path, "--lang", "en")
    assert {"letter-jo.docx", "letter-jo.pdf", "letter-jo.txt", "e-mail-jo.eml"} <= {p.name for p in folder.iterdir()}


@pytest.mark.parametrize(
    ("country", "spoken"), [(None, ("en", "es")), ("CL", ("es",)), ("BR", ("pt-BR",)), ("JP", ("en",))]
)
def test_a_kit_is_whole_in_the_languages_of_its_letters(country: str | None, spoken: tuple[str, ...]) -> None:
    run = Run("cybercrime-treaty", DAY, countries=[country or ""])
    request = Request(day=run.day, kinds=(), to=("all",), country=country, kit="kit")
    assert kits.languages_of(run, request, ["letter"]) == spoken


TWINS = """-- recipients/people.yaml --
- {id: jo, name: Jo March, family_name: March, gender: unknown, office: lower-house, country: GB}
- {id: jo-2, name: Jo March, family_name: March, gender: unknown, office: lower-house, country: GB}
"""


def test_people_of_one_name_have_texts_of_their_own_in_the_index(make: Make, tmp_path: Path) -> None:
    page = (kit(make(TWINS), tmp_path, "--lang", "en") / "index.html").read_text(encoding="utf-8")
    assert page.count("<h3>Letter: Jo March</h3>") == 2
    for name in ("letter-jo", "letter-jo-2"):
        _, after = page.split(f'href="{name}.docx"')
        assert after.index("Dear") < after.index("<h3>")


def test_somebody_whose_id_is_draft_is_somebody(make: Make, tmp_path: Path) -> None:
    folder = kit(make(TWINS.replace("id: jo-2, name: Jo", "id: draft, name: Kay")), tmp_path, "--lang", "en")
    assert "Kay March" in (folder / "letter-draft.txt").read_text(encoding="utf-8")
    assert "<h3>Letter: Kay March</h3>" in (folder / "index.html").read_text(encoding="utf-8")


def test_the_index_is_the_same_however_many_workers_made_the_kit(make: Make, tmp_path: Path) -> None:
    people = [f"- {{id: p{n}, name: P {n}, office: lower-house, country: GB}}\n" for n in range(45)]
    own = OWN_KIND.replace("per: language", "per: recipient\naudience: legislators").replace("[txt, docx]", "[txt]")
    folder = make(own, "-- recipients/people.yaml --\n" + "".join(people))
    for kind in resources.TEMPLATES.glob(
        "*.html"
    ):  # one kind is enough, and it is for one person, and it is for one person
        text = kind.read_text(encoding="utf-8")
        (folder / "templates" / kind.name).write_text(re.sub("(?m)^called: .*\n", "", text), encoding="utf-8")
    (folder / "templates/poster.html").write_text(own.partition("--\n")[2], encoding="utf-8")
    made = [kit(folder, tmp_path / jobs, "--lang", "en", "--jobs", jobs) / "index.html" for jobs in ("1", "4")]
    assert made[0].read_bytes() == made[1].read_bytes()


def test_the_letters_of_a_long_list_are_named_and_the_other_texts_shown(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kits, "MOST_SHOWN", 1)
    page = (kit(make(TWINS), tmp_path, "--lang", "en") / "index.html").read_text(encoding="utf-8")
    assert "<h3>Letter: jo 2</h3>" in page and "Dear" not in page
    assert page.count("<details>") >= 3 and "Questions and answers" in page


def test_what_the_index_shows_can_be_traced_in_it(make: Make, tmp_path: Path) -> None:
    folder = make()
    kit(folder, tmp_path, "--lang", "en")
    rows = json.loads((tmp_path / "river/manifest.json").read_text(encoding="utf-8"))["artifacts"]
    index, checklist = (
        next(row for row in rows if row["path"].endswith(name)) for name in ("index.html", "CHECKLIST.txt")
    )
    assert index["facts"] == ["permit-granted"] and index["asks"] == ["revoke"] and checklist["facts"] == []
    assert [source["id"] for source in index["sources"]] == ["permit"]


def test_a_kind_of_ones_own_is_in_the_kit_without_code(make: Make, tmp_path: Path) -> None:
    folder = kit(make(OWN_KIND), tmp_path, "--lang", "en")
    assert (folder / "wall-poster.docx").is_file()
    assert "Wall poster" in (folder / "index.html").read_text(encoding="utf-8")


def test_a_country_whose_languages_the_campaign_lacks_is_named(make: Make, tmp_path: Path) -> None:
    folder = make("-- countries/JP.yaml --\nlanguages: [ja]\n")
    done = call("kit", "--campaign", folder, "--country", "JP", "--out", tmp_path / "out", "--date", DAY)
    assert done.code == 1 and "JP.yaml" in done.err and "the languages of 'JP' (ja) [no-language]" in done.err


def test_an_unknown_country_is_wrong_usage_and_nothing_is_made(make: Make, tmp_path: Path) -> None:
    done = call("kit", "--campaign", make(), "--country", "ZZ", "--out", tmp_path / "out", "--date", DAY)
    assert done.code == 2 and not (tmp_path / "out").exists()


@pytest.mark.parametrize("called", ["letter", "Letter", "sources", "index", "CHECKLIST"])
def test_two_kinds_of_one_name_are_refused_before_anything_is_made(make: Make, tmp_path: Path, called: str) -> None:
    folder = make(OWN_KIND.replace("called: wall poster", f"called: {called}"))
    done = call("kit", "--campaign", folder, "--out", tmp_path / "out", "--date", DAY)
    assert done.code == 3 and "same-path" in done.codes and not (tmp_path / "out").exists()


# Names of files

FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]$|^[. ]')  # Windows; a leading dot hides a file elsewhere


class Speaker:
    """A language in which everything is called as a test says."""

    def __init__(self, called: str) -> None:
        self.called = called

    def prose_of(self, context: str, text: str) -> str:
        return self.called


def stem_of(called: str) -> str:
    """Return what a file is called whose kind is called so."""
    return file_stem(cast(Language, Speaker(called)), "kit/x", "x")


@given(st.text() | st.sampled_from([*DEVICES, "e\u0301", "हिन्दी", "ﬁ", "İ", "COM\u00b9", "."]))
def test_every_name_is_one_that_every_system_takes(called: str) -> None:
    stem = stem_of(called)
    assert stem and not FORBIDDEN.search(stem)
    assert unicodedata.is_normalized("NFC", stem) and stem == stem_of(stem)
    assert stem.casefold() not in DEVICES
    assert len(f"kit-xx/{stem}-{'n' * 60}.draft.docx") < 200 and len(stem.encode()) + 80 <= 255


def test_a_name_keeps_the_letters_and_marks_of_its_script() -> None:
    assert stem_of("Carta à redação (nº 2)") == "carta-à-redação-nº-2"
    assert stem_of("हिन्दी पत्र") == "हिन्दी-पत्र"
    assert stem_of("نص المكالمة") == "نص-المكالمة"
    assert stem_of("Con") == "con-file" and stem_of("?!") == "file"


def test_the_zip_says_that_its_names_are_utf_8_and_each_is_safe_everywhere(make: Make, tmp_path: Path) -> None:
    folder = make(OWN_KIND.replace("called: wall poster", "called: Affiche murale « été » e\u0301tendue"))
    kit(folder, tmp_path, "--lang", "en")
    [archive] = tmp_path.rglob("*.zip")
    with zipfile.ZipFile(archive) as held:
        entries = held.infolist()
    assert "kit/affiche-murale-été-étendue.txt" in {entry.filename for entry in entries}
    for entry in entries:
        assert entry.filename.isascii() or entry.flag_bits & 0x800
        assert unicodedata.is_normalized("NFC", entry.filename) and len(entry.filename) < 200
        for part in entry.filename.split("/"):
            assert not FORBIDDEN.search(part) and part.split(".")[0].lower() not in DEVICES
    folded = [entry.filename.casefold() for entry in entries]
    assert len(folded) == len(set(folded))
