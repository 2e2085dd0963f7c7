"""`campaign translate`: how complete a language is, catalogs brought up to date, a language begun, a sheet to review."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from builtin import built_in, speakers
from catalogs import line_of, quoted, speak
from command import DAY, Done, call, files_in
from conftest import load_campaign

from campaign import resources
from campaign.languages import Languages, available, folder_name, language_settings, read_catalog
from campaign.languages.cldr import GNU_ARABIC, profile_of
from campaign.languages.compare import NUMBERED
from campaign.languages.po import kept_in
from campaign.model import OFFICES

Make = Callable[..., Path]
FACT, ASK = "fact/permit-granted", "ask/revoke/request"
SAID, NOW = "The agency granted the permit on {granted}.", "The agency gave the permit on {granted}."
ES = "La agencia otorgó el permiso el {granted}."
CATALOGS = sorted(resources.LOCALES.glob("*/LC_MESSAGES/*.po"))


def translate(folder: Path, *arguments: str | Path) -> Done:
    """Run the command on a campaign."""
    return call("translate", *arguments, "--campaign", folder, "--date", DAY, "--out", folder.parent / "out")


def updated(folder: Path, tag: str = "es") -> Done:
    """Bring the catalogs of a language up to date; it must succeed."""
    done = translate(folder, "update", tag)
    assert done.code == 0, done.err
    return done


def change(path: Path, old: str, new: str) -> None:
    """Change some words of a file, which it has once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def river(make: Make) -> Path:
    """Return the base campaign in English and Spanish, its catalog up to date."""
    folder = make()
    speak(folder, "es")
    updated(folder)
    return folder


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the built-in campaign, never written to."""
    folder = tmp_path_factory.mktemp("copy") / "mine"
    assert call("new", folder, "--from", "cybercrime-treaty").code == 0
    return folder


def own(folder: Path, tag: str = "es") -> Path:
    """Return the catalog of a campaign's texts."""
    return folder / "locales" / folder_name(tag) / "LC_MESSAGES" / f"{folder.name}.po"


def order(path: Path) -> list[str]:
    """Return the contexts of a catalog in its order."""
    return re.findall(r'^msgctxt "(.*)"', path.read_text(encoding="utf-8"), re.MULTILINE)


# update


def test_update_changes_nothing_that_is_up_to_date(river: Path) -> None:
    before = {p: p.read_bytes() for p in river.rglob("*") if p.is_file()}
    done = updated(river)
    assert done.out == "es: nothing to bring up to date\n"
    assert {p: p.read_bytes() for p in river.rglob("*") if p.is_file()} == before
    assert translate(river, "update", "es", "--json").json["files"] == []


def test_update_keeps_the_order_of_the_texts_and_every_translation(make: Make) -> None:
    folder = make()
    path = speak(folder, "es")
    before, contexts = kept_in(path).messages, order(path)
    updated(folder)
    assert order(path) == contexts
    assert {c: kept.forms for c, kept in kept_in(path).messages.items()} == {c: k.forms for c, k in before.items()}
    assert call("check", "--campaign", folder, "--on", DAY).code == 0


@pytest.mark.parametrize("tag", [t for t in built_in().settings.languages if t != "en"])
def test_the_catalogs_of_a_copy_are_up_to_date_after_one_update(copied: Path, tmp_path: Path, tag: str) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(copied, folder)
    before = kept_in(own(folder, tag)).messages
    updated(folder, tag)
    once = own(folder, tag).read_bytes()
    assert updated(folder, tag).out == f"{tag}: nothing to bring up to date\n"
    assert own(folder, tag).read_bytes() == once
    after = kept_in(own(folder, tag)).messages
    kept = [c for c in after if c in before]
    assert [c for c in before if c in after] == kept
    assert all(after[c].forms == before[c].forms for c in kept)


def test_a_text_that_changed_is_fuzzy_with_the_text_that_it_was_made_from(river: Path) -> None:
    change(river / "facts.yaml", SAID, NOW)
    updated(river)
    text = own(river).read_text(encoding="utf-8")
    assert f'#, fuzzy\n#| msgid "{SAID}"\nmsgctxt "{FACT}"\nmsgid "{NOW}"\nmsgstr "{ES}"\n' in text
    assert text.count("#, fuzzy") == 1
    done = call("check", "--campaign", river, "--on", DAY)
    assert (done.code, done.codes) == (1, {"fuzzy"})
    assert f"{own(river)}:{line_of(own(river), FACT)}:1: error: {FACT} is fuzzy in es" in done.err


def test_a_text_that_changed_keeps_only_its_own_documents_waiting(river: Path) -> None:
    change(river / "concerns.yaml", "  letter: The town drinks", "  letter: This town drinks")
    updated(river)
    assert kept_in(own(river)).messages["concern/water/letter"].fuzzy
    out = river.parent / "out"
    done = call("letter", "--campaign", river, "--out", out, "--lang", "all", "--format", "txt", "--date", DAY)
    assert (done.code, done.own) == (1, {"gap"})
    assert "translation of concern/water/letter" in done.err
    assert files_in(out) == {"river/en/letter/jo.txt", "river/manifest.json"}
    done = call("article", "--campaign", river, "--out", out, "--lang", "es", "--format", "txt", "--date", DAY)
    assert (done.code, done.own) == (0, set()), done.err
    assert "El pueblo bebe de este río" in (out / "river/es/article/article.txt").read_text(encoding="utf-8")


def test_a_text_that_changed_twice_and_back_stays_fuzzy_until_somebody_looks(river: Path) -> None:
    change(river / "facts.yaml", SAID, NOW)
    updated(river)
    change(river / "facts.yaml", NOW, SAID)
    updated(river)
    kept = kept_in(own(river)).messages[FACT]
    assert (kept.said.text, kept.forms, kept.fuzzy) == (SAID, (ES,), True)


def test_the_previous_text_stays_while_a_text_is_fuzzy(river: Path) -> None:
    change(river / "facts.yaml", SAID, NOW)
    updated(river)
    once = own(river).read_bytes()
    assert updated(river).out == "es: nothing to bring up to date\n"
    assert own(river).read_bytes() == once and f'#| msgid "{SAID}"'.encode() in once


def test_a_long_text_that_changed_again_keeps_the_one_that_was_translated(make: Make) -> None:
    folder, long = make(), f"{SAID} {'The town was not asked and has no other water. ' * 4}".strip()
    change(folder / "facts.yaml", SAID, f'"{long}"')
    speak(folder, "es", {FACT: ES})
    updated(folder)
    for old, new in (("not asked", "never asked"), ("never asked", "not even asked")):
        facts = folder / "facts.yaml"
        facts.write_text(facts.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        updated(folder)
        kept = kept_in(own(folder)).messages[FACT]
        assert (kept.previous, kept.forms, kept.fuzzy, kept.own_comments) == (long, (ES,), True, ())
    assert updated(folder).out == "es: nothing to bring up to date\n"
    if shutil.which("msgfmt"):
        assert subprocess.run(["msgfmt", "--check", "-o", folder / "out.mo", own(folder)], check=False).returncode == 0


def test_a_text_that_is_gone_is_obsolete_and_what_it_was_when_it_comes_back(river: Path) -> None:
    before = own(river).read_bytes()
    messages = (river / "messages.yaml").read_text(encoding="utf-8")
    (river / "messages.yaml").unlink()
    updated(river)
    text = own(river).read_text(encoding="utf-8")
    assert '#~ msgctxt "message/river"' in text and '#~ msgstr "El pueblo bebe de este río."' in text
    assert "message/river" not in kept_in(own(river)).messages
    assert updated(river).out == "es: nothing to bring up to date\n", "what is obsolete stays"
    (river / "messages.yaml").write_text(messages, encoding="utf-8")
    updated(river)
    assert own(river).read_bytes() == before


def test_a_translation_that_nobody_confirmed_is_none_when_it_comes_back(river: Path) -> None:
    change(own(river), 'msgctxt "message/river"', '# Ask Kim.\n#, fuzzy\nmsgctxt "message/river"')
    updated(river)
    before = own(river).read_bytes()
    messages = (river / "messages.yaml").read_text(encoding="utf-8")
    (river / "messages.yaml").unlink()
    updated(river)
    assert updated(river).out == "es: nothing to bring up to date\n"
    (river / "messages.yaml").write_text(messages, encoding="utf-8")
    updated(river)
    assert kept_in(own(river)).messages["message/river"].fuzzy
    assert own(river).read_bytes() == before


def test_a_text_that_comes_back_changed_is_fuzzy(river: Path) -> None:
    messages = (river / "messages.yaml").read_text(encoding="utf-8")
    (river / "messages.yaml").unlink()
    updated(river)
    (river / "messages.yaml").write_text(messages.replace("The town drinks", "A town drinks"), encoding="utf-8")
    updated(river)
    kept = kept_in(own(river)).messages["message/river"]
    assert (kept.forms, kept.fuzzy) == (("El pueblo bebe de este río.",), True)
    assert "#~" not in own(river).read_text(encoding="utf-8")


def test_a_new_text_is_empty_and_missing(river: Path) -> None:
    change(
        river / "campaign.yaml",
        "position: reject",
        "position: reject\ndates:\n- {id: day, title: A day, on: 2027-01-01, use: quiet}",
    )
    updated(river)
    assert kept_in(own(river)).messages["date/day/title"].forms == ("",)
    done = translate(river, "status", "--json")
    assert done.code == 1 and [p["message"] for p in done.json["problems"]] == ["es: 1 missing in date"]


def test_what_a_translator_wrote_stays(river: Path) -> None:
    path = own(river)
    change(
        path, f'msgctxt "{FACT}"', f'msgctxt "{FACT}"'.replace("msgctxt", "# Two words: «otorgar», as in law.\nmsgctxt")
    )
    change(path, "# river in español; CC BY 4.0.", "# The river, by Kim Lee.")
    change(path, '"Last-Translator: campaign', '"Last-Translator: Kim Lee <kim@river.example>')
    change(river / "facts.yaml", SAID, NOW)
    updated(river)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# The river, by Kim Lee.\n") and "Last-Translator: Kim Lee <kim@river.example>" in text
    assert "# Two words: «otorgar», as in law.\n" in text
    assert updated(river).out == "es: nothing to bring up to date\n"


def test_a_translator_is_told_what_a_placeholder_becomes(river: Path) -> None:
    text = own(river).read_text(encoding="utf-8")
    assert f'#. {{granted}}: date, 2021-05-04\n#: facts.yaml\nmsgctxt "{FACT}"' in text
    assert "at most 215 characters" in text and "at most 11 words" in text


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (("update", "de"), 2, "unknown-language"),
        (("update",), 2, "no-language"),
        (("sheet", "de"), 2, "unknown-language"),
        (("sheet", "es", "--format", "pdf"), 2, "unknown-format"),
        (("updat", "es"), 2, "unknown-action"),
        (("new", "es"), 2, "exists"),
        (("new", "xx"), 2, "unknown-tag"),
        (("new", "English"), 2, "unknown-tag"),
        (("new", "../de"), 2, "unknown-tag"),
    ],
)
def test_a_wrong_word_is_wrong_usage_and_writes_nothing(
    river: Path, arguments: tuple[str, ...], code: int, problem: str
) -> None:
    before = files_in(river.parent)
    done = translate(river, *arguments)
    assert (done.code, done.codes) == (code, {problem}), done.err
    assert files_in(river.parent) == before


# new


@pytest.mark.parametrize(("tag", "direction", "name"), [("de", "ltr", "Deutsch"), ("he", "rtl", "עברית")])
def test_a_new_language_has_the_settings_of_cldr(river: Path, tag: str, direction: str, name: str) -> None:
    done = translate(river, "new", tag)
    assert done.code == 0, done.err
    base = river / "locales" / tag
    assert files_in(base) == {"language.yaml", "address.yaml", "LC_MESSAGES/river.po", "LC_MESSAGES/campaign.po"}
    assert f"then add {tag} to languages:" in done.out
    settings = language_settings(river, tag, [])
    assert settings and (settings.name, settings.direction) == (name, direction)
    profile = profile_of(tag)
    assert profile and settings.plural_forms == profile.plural_forms
    texts = kept_in(base / f"LC_MESSAGES/{river.name}.po").messages
    assert FACT in texts and not any(any(kept.forms) for kept in texts.values())
    assert "mark/draft" in kept_in(base / "LC_MESSAGES/campaign.po").messages
    assert all(f"  {office}: {{}}" in (base / "address.yaml").read_text(encoding="utf-8") for office in OFFICES)


def test_a_new_language_is_missing_to_the_last_text_and_the_others_are_made(river: Path) -> None:
    assert translate(river, "new", "de").code == 0
    change(river / "campaign.yaml", "languages: [en, es]", "languages: [en, es, de]")
    done = translate(river, "status", "--json")
    rows = [row for row in done.json["status"] if row["language"] == "de"]
    assert done.code == 1 and rows and all(row["missing"] == row["texts"] > 0 for row in rows)
    out = river.parent / "out"
    done = call("article", "--campaign", river, "--out", out, "--lang", "all", "--format", "txt", "--date", DAY)
    assert (done.code, done.own) == (1, {"gap"})
    assert files_in(out) == {"river/en/article/article.txt", "river/es/article/article.txt", "river/manifest.json"}


def test_a_new_arabic_has_the_plural_rule_of_gnu(river: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    locales = tmp_path / "locales"
    (locales / "en").mkdir(parents=True)
    shutil.copyfile(resources.LOCALES / "en/language.yaml", locales / "en/language.yaml")
    shutil.copyfile(resources.LOCALES / "es/language.yaml", (locales / "es").with_suffix(".yaml"))
    monkeypatch.setattr(resources, "LOCALES", locales)
    change(river / "campaign.yaml", "languages: [en, es]", "languages: [en]")
    done = translate(river, "new", "ar")
    assert done.code == 0, done.err
    assert GNU_ARABIC in (river / "locales/ar/language.yaml").read_text(encoding="utf-8")
    header = own(river, "ar").read_text(encoding="utf-8").split("\n\n")[0].replace('"\n"', "")
    assert f"Plural-Forms: {GNU_ARABIC}" in header
    settings = language_settings(river, "ar", [])
    assert settings and settings.direction == "rtl"


# status


def test_status_is_0_when_all_is_translated_and_has_a_row_a_language_and_kind(river: Path) -> None:
    done = translate(river, "status", "--json")
    assert done.code == 0 and done.json["schema"] == 1 and done.json["problems"] == []
    rows = done.json["status"]
    assert all(set(row) == {"language", "kind", "texts", "missing", "fuzzy", "drift"} for row in rows)
    assert {row["language"] for row in rows} == {"en", "es"}
    assert {"fact", "ask", "concern", "message", "campaign", "mark"} <= {row["kind"] for row in rows}
    lines = translate(river, "status").out.splitlines()
    assert (
        lines[0].split() == ["language", "kind", "texts", "missing", "fuzzy", "drift"] and len(lines) == len(rows) + 1
    )


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        (quoted(ES), '""', "missing"),
        (f'msgctxt "{FACT}"', f'#, fuzzy\nmsgctxt "{FACT}"', "fuzzy"),
        (quoted(ES), '"La agencia otorgó el permiso."', "drift"),
    ],
)
def test_status_is_1_and_counts_what_is_incomplete(river: Path, old: str, new: str, state: str) -> None:
    change(own(river), old, new)
    done = translate(river, "status", "--json")
    assert done.code == 1
    [row] = [row for row in done.json["status"] if (row["language"], row["kind"]) == ("es", "fact")]
    assert {name: row[name] for name in ("missing", "fuzzy", "drift")} == {
        name: int(name == state) for name in ("missing", "fuzzy", "drift")
    }
    assert [(p["code"], p["message"]) for p in done.json["problems"]] == [("incomplete", f"es: 1 {state} in fact")]
    assert done.json["problems"][0]["line"] == 4


def test_what_ships_is_complete() -> None:
    for name in resources.built_in_campaigns():
        done = call("translate", "status", "--campaign", name, "--json")
        assert [p["message"] for p in done.json["problems"]] == []
        assert done.code == 0


def test_a_campaign_of_ones_own_can_be_published_in_every_language_that_the_tool_has(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert call("new", folder).code == 0
    settings = folder / "campaign.yaml"
    tags = [tag for tag in available(folder) if tag != "pt-PT"]
    assert len(tags) > 6
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("languages: [en, es]", f"languages: [{', '.join(tags)}]"),
        encoding="utf-8",
    )
    done = call("check", "--campaign", folder, "--on", "2026-11-22", "--strict", "--json")
    assert (done.code, done.json["problems"]) == (0, [])


# sheet


def sheet(folder: Path, tag: str) -> ElementTree.Element:
    """Return the sheet of a language, which is well-formed."""
    done = translate(folder, "sheet", tag)
    assert done.code == 0, done.err
    text = (folder.parent / "out" / folder.name / tag / "translation.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>\n") and not re.search(r"(?:src|href)=|@import|url\(", text)
    body = re.sub(r"<(meta [^>]*|br)>", r"<\1/>", text.removeprefix("<!doctype html>\n"))
    return ElementTree.fromstring(body)


@pytest.mark.parametrize(("tag", "direction"), [("es", "ltr"), ("ar", "rtl"), ("zh-Hans", "ltr")])
def test_a_sheet_has_every_text_with_its_translation_language_and_direction(
    make: Make, tag: str, direction: str
) -> None:
    folder = make()
    speak(folder, tag)
    page = sheet(folder, tag)
    assert page.get("lang") == "en" and page.find("head/title") is not None
    row = next(row for row in page.iter("tr") if row.get("id") == FACT)
    source, said = row.findall("td")
    assert (source.get("lang"), source.get("dir"), source.text) == ("en", "ltr", SAID)
    assert (said.get("lang"), said.get("dir")) == (tag, direction)
    assert said.text == kept_in(own(folder, tag)).messages[FACT].forms[0]
    rows = [row.get("id") for row in page.iter("tr") if row.get("id")]
    assert len(rows) == len(set(rows)) and set(order(own(folder, tag))) <= set(rows)
    assert [th.get("scope") for th in page.iter("th")].count("row") == len(rows)


def test_a_sheet_escapes_and_says_the_state_and_the_uses(make: Make) -> None:
    hostile = '<script>x</script> & "y" {granted}'
    folder = make()
    change(folder / "facts.yaml", SAID, f"'{hostile}'")
    path = speak(folder, "es", {FACT: '<i>x</i> & "y"'})
    text = translate(folder, "sheet", "es") and (folder.parent / "out/river/es/translation.html").read_text("utf-8")
    assert "<script>" not in text and "<i>" not in text
    row = next(row for row in sheet(folder, "es").iter("tr") if row.get("id") == FACT)
    assert [cell.text for cell in row.findall("td")] == [hostile, '<i>x</i> & "y"']
    head = " ".join("".join(row.find("th").itertext()).split())  # type: ignore[union-attr]
    assert "drift" in head and "concern water" in head and "in 'background'" in head
    assert path.is_file()


def test_a_sheet_of_plurals_lists_every_form(copied: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(copied, folder)
    page = sheet(folder, "ar")
    lists = [cell for row in page.iter("tr") for cell in row.findall("td") if cell.find("ol") is not None]
    arabic = [cell for cell in lists if cell.get("lang") == "ar"]
    assert arabic and {len(cell.findall("ol/li")) for cell in arabic} == {6}


def test_a_sheet_in_markdown_has_both_texts(river: Path) -> None:
    assert translate(river, "sheet", "es", "--format", "md").code == 0
    text = (river.parent / "out/river/es/translation.md").read_text(encoding="utf-8")
    assert f"## {FACT}\n\n- en: {SAID}\n- es: {ES}\n- used in: " in text


# Another source language

SPANISH = """
-- facts.yaml --
- id: permit-granted
  text: La agencia otorgó el permiso el {granted}.
  values: {granted: {date: 2021-05-04}}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
  slots: [where, background, subheading, next, notes]
-- messages.yaml --
- {id: river, aim: reason, text: El pueblo bebe de este río., facts: [permit-granted]}
"""


def test_a_campaign_may_be_written_in_spanish(make: Make) -> None:
    folder = make(SPANISH)
    change(folder / "campaign.yaml", "source_language: en\nlanguages: [en]", "source_language: es\nlanguages: [es, en]")
    settings, texts = (load_campaign(folder).settings, Languages(load_campaign(folder)))
    assert settings.source_language == "es" and texts["es"].texts.is_source and texts["en"].prose.is_source
    done = translate(folder, "status", "--json")
    rows = {(row["language"], row["kind"]): row for row in done.json["status"]}
    assert rows["es", "fact"]["missing"] == 0 and rows["es", "letter"]["missing"] == 0
    assert rows["en", "fact"]["missing"] == 1 and rows["en", "letter"]["missing"] == 0
    assert updated(folder, "en").out == f"{own(folder, 'en').as_posix()}\n"
    assert kept_in(own(folder, "en")).messages[FACT].said.text == ES
    change(own(folder, "en"), f'msgid "{ES}"\nmsgstr ""', f'msgid "{ES}"\nmsgstr "{SAID}"')
    assert Languages(load_campaign(folder))["en"].text_of(FACT, ES) == SAID
    assert updated(folder, "es").out == "es: nothing to bring up to date\n", "the source language has no catalog"
    change(own(folder, "en"), SAID, ES)
    assert "left-over" in call("check", "--campaign", folder, "--on", DAY).codes


# What ships


@pytest.mark.parametrize("path", CATALOGS, ids=lambda p: f"{p.parts[-3]}/{p.stem}")
def test_msgfmt_takes_every_catalog(path: Path, tmp_path: Path) -> None:
    if not shutil.which("msgfmt"):
        pytest.skip("msgfmt (gettext) is not installed")
    done = subprocess.run(
        ["msgfmt", "--check", "-o", str(tmp_path / "out.mo"), str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", CATALOGS, ids=lambda p: f"{p.parts[-3]}/{p.stem}")
def test_a_catalog_has_as_many_plural_forms_as_its_language_says(path: Path) -> None:
    settings = language_settings(resources.SEEDS, path.parts[-3].replace("_", "-"), [])
    header = path.read_text(encoding="utf-8").split("\n\n")[0].replace('"\n"', "")
    [wanted], [found] = NUMBERED.findall(settings.plural_forms if settings else ""), NUMBERED.findall(header)
    assert wanted == found


COUNTS = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 101: 5, 102: 5, 103: 3, 111: 4, 200: 5}


@pytest.mark.parametrize(("count", "form"), COUNTS.items())
def test_arabic_counts_in_six_forms(count: int, form: int) -> None:
    arabic = speakers()["ar"]
    assert arabic.prose.plural(count) == arabic.texts.plural(count) == form


def test_arabic_says_the_form_of_the_number(tmp_path: Path) -> None:
    forms = "".join(f'msgstr[{n}] "{n}"\n' for n in range(6))
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {GNU_ARABIC}\\n"\n\n'
    (tmp_path / "a.po").write_text(f'{head}msgctxt "c"\nmsgid "one"\nmsgid_plural "many"\n{forms}', encoding="utf-8")
    catalog = read_catalog([tmp_path / "a.po"], [])
    assert {n: int(catalog.find("c", "one", n, "many")) for n in COUNTS} == COUNTS


# One string less


def without(path: Path, context: str) -> None:
    """Delete one message from a catalog."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    [wanted] = [block for block in blocks if f'msgctxt "{context}"\n' in block and "#~" not in block]
    path.write_text("\n\n".join(block for block in blocks if block is not wanted), encoding="utf-8")


@pytest.mark.parametrize("tag", ["es", "ar", "zh-Hans"])
def test_a_string_less_in_one_catalog_fails_the_check_with_its_id(copied: Path, tmp_path: Path, tag: str) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(copied, folder)
    context = list(kept_in(own(folder, tag)).messages)[40]
    without(own(folder, tag), context)
    done = call("check", "--campaign", folder, "--on", DAY)
    lines = [line for line in done.err.splitlines() if "[missing-translation]" in line]
    assert done.code == 1
    assert {re.split(r"error: | is not", line)[1] for line in lines} == {context}
    assert any(line.endswith(f"in {tag} [missing-translation]") for line in lines)


def test_a_variant_that_leaves_a_text_out_says_it_as_its_base(copied: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(copied, folder)
    context = next(iter(kept_in(own(folder, "pt-PT")).messages))
    without(own(folder, "pt-PT"), context)
    campaign = load_campaign(folder)
    languages = Languages(campaign)
    base, variant = languages["pt-BR"].texts.entries, languages["pt-PT"].texts.entries
    key = next(key for key in base if key[0] == context)
    assert variant[key] == base[key]


def test_prose_that_a_copy_deletes_is_still_built_in(copied: Path, tmp_path: Path) -> None:
    """A copy has no catalog of template prose: what it says otherwise stands over the built-in one."""
    assert not list(copied.rglob("campaign.po"))
    assert Languages(load_campaign(copied))["es"].prose.entries == speakers()["es"].prose.entries
