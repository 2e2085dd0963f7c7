"""A folder becomes a campaign: which one is meant, what each of its files holds, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Problem, expected, found, load_campaign, run, sections

from campaign import compiled, resources
from campaign import load as loading
from campaign.compiled import QUICK, Files
from campaign.diagnostics import Diagnostic, Stop, exit_code
from campaign.languages import read_catalog

Make = Callable[..., Path]
HEAD = "{#---\ntitle: Note\nper: language\nformats: [txt]\n---#}\n"


def stopped(make_it: Callable[[], object]) -> Stop:
    """Return the `Stop` that a call ends with."""
    with pytest.raises(Stop) as caught:
        make_it()
    return caught.value


# Which campaign is meant.


def test_a_campaign_is_found_by_its_path(make: Make) -> None:
    folder = make()
    assert loading.find(str(folder), Path.cwd()) == folder


def test_a_campaign_is_found_by_a_path_from_where_you_stand(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make()
    monkeypatch.chdir(folder.parent)
    assert loading.find("river", Path.cwd()).resolve() == folder.resolve()
    assert load_campaign(loading.find("river/../river", Path.cwd())).id == "river"


def test_a_campaign_that_ships_is_found_by_its_id(tmp_path: Path) -> None:
    assert resources.built_in_campaigns() == ["cybercrime-treaty", "starter"]
    for name in resources.built_in_campaigns():
        assert loading.find(name, tmp_path) == resources.SEEDS / name


def test_without_a_name_it_is_the_folder_where_you_stand(make: Make) -> None:
    folder = make()
    assert loading.find(None, folder) == folder


def test_without_a_name_and_elsewhere_it_is_the_built_in_one(make: Make) -> None:
    folder = make()
    for here in (folder.parent, folder / "countries"):
        assert loading.find(None, here) == resources.SEEDS / "cybercrime-treaty"


def test_a_folder_of_one_s_own_wins_over_a_campaign_that_ships(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make()
    monkeypatch.chdir(folder.parent)
    folder.rename("starter")
    assert loading.find("starter", Path.cwd()) == Path("starter")


def test_standing_in_a_folder_means_its_id(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make())
    assert load_campaign(Path(".")).id == "river"


def test_a_folder_without_a_campaign_is_no_input(tmp_path: Path) -> None:
    [problem] = stopped(lambda: loading.find(str(tmp_path), Path.cwd())).problems
    assert (problem.code, problem.where.file, problem.exit) == ("no-campaign", str(tmp_path), 3)
    assert problem.hint == "make one with 'campaign new DIR'"


def test_an_unknown_id_is_wrong_usage_with_the_nearest_known_one(tmp_path: Path) -> None:
    [problem] = stopped(lambda: loading.find("cybercrime-traty", tmp_path)).problems
    assert (problem.code, problem.exit, problem.hint) == ("unknown-campaign", 2, "did you mean 'cybercrime-treaty'?")
    [problem] = stopped(lambda: loading.find("x", tmp_path)).problems
    assert problem.hint == "known: cybercrime-treaty, starter"


def test_the_command_ends_with_the_exit_codes_of_the_contract(tmp_path: Path) -> None:
    empty, unknown = run("check", "--campaign", tmp_path), run("check", "--campaign", "startr")
    assert (empty.returncode, unknown.returncode) == (3, 2)
    assert "[no-campaign]" in empty.stderr and "did you mean 'starter'?" in unknown.stderr
    assert "Traceback" not in empty.stderr + unknown.stderr


# campaign.yaml.


def test_a_campaign_without_its_settings_is_not_loaded(make: Make) -> None:
    folder = make("-- campaign.yaml --\n")
    [problem] = stopped(lambda: loading.load(folder)).problems
    assert (problem.code, problem.where.file, problem.exit) == ("missing-file", str(folder / "campaign.yaml"), 3)


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("schema: 1", "schema: 2", "schema", (1, 9)),
        ("schema: 1", "schema: one", "type", (1, 9)),
        ("schema: 1", "schema: 0", "schema", (1, 9)),
        ("title: Keep the river clean\n", "", "missing-key", (1, 1)),
        ("position: reject", "position: against", "choice", (5, 11)),
        ("languages: [en]", "languages: [en", "yaml", (5, 9)),
        ("stages:", "stage:", "unknown-key", (8, 1)),
    ],
)
def test_settings_that_cannot_be_read_are_no_input(
    make: Make, old: str, new: str, code: str, place: tuple[int, int]
) -> None:
    folder = make("-- campaign.yaml --\n" + sections_of("campaign.yaml").replace(old, new))
    stop = stopped(lambda: loading.load(folder))
    assert (code, *place) in [(p.code, *p.where[1:]) for p in stop.problems]
    assert all(p.exit == 3 and p.where.file == str(folder / "campaign.yaml") for p in stop.problems)
    assert exit_code(stop.problems) == 3


def sections_of(file: str) -> str:
    """Return a file of the base campaign."""
    from conftest import BASE

    return sections(BASE)[file]


# What each file holds.


def test_every_file_of_a_folder_is_in_the_campaign_in_its_order(make: Make) -> None:
    more = sections_of("facts.yaml") + sections_of("facts.yaml").replace("permit-granted", "a-fact")
    campaign = load_campaign(
        make(f"-- facts.yaml --\n{more}-- left-out.yaml --\n- {{item: Fish, reason: No source.}}\n")
    )
    assert campaign.id == "river" and campaign.settings.title == "Keep the river clean"
    assert list(campaign.facts) == ["permit-granted", "a-fact"]
    for table, ident in (
        ("sources", "permit"),
        ("concerns", "water"),
        ("asks", "revoke"),
        ("messages", "river"),
        ("recipients", "jo"),
    ):
        assert list(getattr(campaign, table)) == [ident]
    assert list(campaign.countries) == ["GB"] and campaign.countries["GB"].id == "GB"
    assert campaign.sender is not None and campaign.sender.city == "Rivertown"
    assert [left.item for left in campaign.left_out] == ["Fish"]
    assert campaign.facts["a-fact"].where.line == 8


@pytest.mark.parametrize("name", [*loading.FILES, "left-out", "sender"])
def test_a_file_that_does_not_exist_is_empty(make: Make, name: str) -> None:
    campaign = load_campaign(make(f"-- {name}.yaml --\n"))
    assert not getattr(campaign, name.replace("-", "_"))


@pytest.mark.parametrize("name", loading.FILES)
def test_a_file_of_comments_is_empty(make: Make, name: str) -> None:
    assert not getattr(load_campaign(make(f"-- {name}.yaml --\n# nothing yet\n")), name)


def test_problems_of_all_files_come_in_one_run(make: Make) -> None:
    folder = make("""
-- sources.yaml --
- id: permit
  publisher: Example Agency
  title: Permit of the plant
  date: 2021-5-4  #! type
  kind: law  #! choice
  reliability: A
-- facts.yaml --
permit-granted: The agency granted the permit.  #! type
-- concerns.yaml --
- id: water  #! missing-key
  title: The water
- id: Water!  #! id
  title: The water
  text: The town drinks from this river.
-- asks.yaml --
- id: revoke
\ttitle: Revoke the permit  #! yaml
-- names.yaml --
- {id: the-agency, names: &a {en: The Agency}}  #! alias
- {id: other, names: *a}
-- sender.yaml --
type: club  #! choice
-- countries/CL.yaml --
languages: [es]
risk: hihg  #! choice
-- recipients/people.yaml --
- {id: jo, name: Jo March, office: parliament, country: GB}  #! choice
""")
    campaign, problems = loading.load(folder)
    assert found(folder, problems) == expected(folder)
    assert campaign.sender is None and list(campaign.countries) == ["GB"] and not campaign.facts


def test_a_file_that_is_not_utf8_is_one_problem(make: Make) -> None:
    folder = make()
    (folder / "facts.yaml").write_bytes(b"- id: a\n  text: ni\xf1o\n")
    _, problems = loading.load(folder)
    assert found(folder, problems) == {Problem("encoding", "facts.yaml", 2)}


def test_an_id_stands_once_in_a_file(make: Make) -> None:
    first = sections_of("facts.yaml")
    folder = make(f"-- facts.yaml --\n{first}{first.replace('permit-granted', 'permit-granted  #! duplicate-id')}")
    campaign, [problem] = loading.load(folder)
    assert {problem.code} == {p.code for p in expected(folder)} and found(folder, [problem]) == expected(folder)
    assert "facts.yaml:1:3" in problem.message and campaign.facts["permit-granted"].where.line == 1


def test_a_recipient_stands_once_in_all_lists(make: Make) -> None:
    people = sections_of("recipients/people.yaml")
    folder = make(
        f"-- recipients/zz.yaml --\n{people.rstrip()}  #! duplicate-id\n-- recipients/aa.yaml --\n{people.replace('jo,', 'ann,')}"
    )
    campaign, problems = loading.load(folder)
    assert found(folder, problems) == expected(folder) and list(campaign.recipients) == ["ann", "jo"]


@pytest.mark.parametrize("name", ["gb", "GBR", "G", "G1", "Gb", "uk-GB", "ÑÑ"])
def test_a_country_file_is_named_by_its_code(make: Make, name: str) -> None:
    folder = make(f"-- countries/{name}.yaml --\nlanguages: [en]\n")
    campaign, [problem] = loading.load(folder)
    assert found(folder, [problem]) == {Problem("country-file", f"countries/{name}.yaml", 0)}
    assert list(campaign.countries) == ["GB"] and "CL.yaml" in problem.hint


def test_norway_is_a_country(make: Make) -> None:
    folder = make(
        "-- countries/NO.yaml --\nlanguages: [nb, NO]\n"
        "-- recipients/people.yaml --\n- {id: jo, name: Jo March, office: minister, country: NO}\n"
    )
    campaign = load_campaign(folder)
    assert campaign.countries["NO"].languages == ("nb", "NO") and campaign.recipients["jo"].country == "NO"


def test_a_country_file_does_not_say_its_code(make: Make) -> None:
    folder = make("-- countries/GB.yaml --\nlanguages: [en]\nid: GB  #! unknown-key\n")
    assert found(folder, loading.load(folder)[1]) == expected(folder)


# Only what is wanted.


def test_only_the_wanted_parts_are_read(make: Make) -> None:
    folder = make(
        "-- asks.yaml --\n- broken: [\n-- countries/GB.yaml --\n[\n-- recipients/people.yaml --\n[\n-- left-out.yaml --\n[\n"
    )
    campaign, problems = loading.load(folder, parts={"facts", "sources"})
    assert problems == [] and list(campaign.facts) == ["permit-granted"] and list(campaign.sources) == ["permit"]
    for table in ("asks", "concerns", "messages", "countries", "recipients", "left_out"):
        assert not getattr(campaign, table)
    assert {p.where.file.rsplit("/", 1)[-1] for p in loading.load(folder)[1]} == {
        "asks.yaml",
        "GB.yaml",
        "people.yaml",
        "left-out.yaml",
    }


def test_only_the_wanted_countries_and_those_of_recipients_are_read(make: Make) -> None:
    folder = make(
        "-- countries/CL.yaml --\nlanguages: [es]\n-- countries/PE.yaml --\nbroken\n-- countries/PER.yaml --\nlanguages: [es]\n"
    )
    campaign, problems = loading.load(folder, countries=["CL"])
    assert problems == [] and list(campaign.countries) == ["CL", "GB"]
    campaign, problems = loading.load(folder, countries=[])
    assert problems == [] and list(campaign.countries) == ["GB"]
    campaign, problems = loading.load(folder, parts={"countries"}, countries=["CL", "XX"])
    assert problems == [] and list(campaign.countries) == ["CL"]
    assert {p.code for p in loading.load(folder)[1]} == {"type", "country-file"}


def test_what_ships_is_the_same_read_as_it_stands_and_as_it_was_kept() -> None:
    for name in resources.built_in_campaigns():
        quick, exact = (loading.load(resources.SEEDS / name, files=f) for f in (QUICK, Files(exact=True)))
        assert quick[1] == exact[1] == []
        for table in ("facts", "asks", "countries", "kinds", "traps"):
            assert list(getattr(quick[0], table)) == list(getattr(exact[0], table))


# Kinds.


def test_the_built_in_kinds_are_there(make: Make) -> None:
    kinds = load_campaign(make()).kinds
    assert {"letter", "email", "press-release", "article", "social"} <= set(kinds)
    assert kinds["letter"].per == "recipient" and kinds["letter"].template == resources.TEMPLATES / "letter.html"
    assert not any(name.startswith("_") for name in kinds)


def test_a_template_of_one_s_own_is_a_kind_and_wins_over_the_built_in_one(make: Make) -> None:
    folder = make(
        f"-- templates/note.html --\n{HEAD}<h1>Note</h1>\n-- templates/letter.html --\n{HEAD}<h1>Mine</h1>\n",
        "-- templates/_part.html --\n<p>x</p>\n",
    )
    kinds = load_campaign(folder).kinds
    assert kinds["note"].formats == ("txt",) and kinds["note"].id == "note"
    assert kinds["letter"].per == "language" and kinds["letter"].template == folder / "templates/letter.html"
    assert "_part" not in kinds


@pytest.mark.parametrize(
    "text",
    [
        "<h1>Note</h1>\n",
        "<p>x</p>\n" + HEAD,
        "{# title: Note #}\n",
        HEAD.replace("---#}", "--#}"),
        HEAD.replace("\n---#}", "---#}"),
        "{#--- title: Note, per: language, formats: [txt] ---#}\n",
    ],
    ids=["no head", "head later", "a plain comment", "never closed", "closed on its last line", "on one line"],
)
def test_a_template_begins_with_its_settings(make: Make, text: str) -> None:
    folder = make(f"-- templates/note.html --\n{text}")
    campaign, [problem] = loading.load(folder)
    assert found(folder, [problem]) == {Problem("kind-head", "templates/note.html", 1)} and problem.where.column == 1
    assert "note" not in campaign.kinds and "formats: [html, txt]" in problem.hint


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("per: language", "per: person", "choice", (3, 6)),
        ("formats: [txt]", "format: [txt]", "unknown-key", (4, 1)),
        ("formats: [txt]", "formats: txt", "type", (4, 10)),
        ("title: Note\n", "", "missing-key", (2, 1)),
        ("title: Note", "title: Note\nwords: {en: many}", "type", (3, 13)),
        ("title: Note", "title: Note\nid: letter", "unknown-key", (3, 1)),
        ("title: Note", "title: 'Note", "yaml", (4, 15)),
        ("title: Note", "\ttitle: Note", "yaml", (2, 1)),
    ],
)
def test_a_wrong_setting_of_a_template_is_named_at_its_line(
    make: Make, old: str, new: str, code: str, place: tuple[int, int]
) -> None:
    folder = make(f"-- templates/note.html --\n{HEAD.replace(old, new)}<h1>Note</h1>\n")
    campaign, problems = loading.load(folder)
    assert (code, str(folder / "templates/note.html"), *place) in [(p.code, *p.where) for p in problems]
    assert "note" not in campaign.kinds and "letter" in campaign.kinds


def test_lines_count_when_the_settings_do_not_begin_at_the_first_line(make: Make) -> None:
    folder = make(f"-- templates/note.html --\n\n\n{HEAD.replace('language', 'person')}")
    assert found(folder, loading.load(folder)[1]) == {Problem("choice", "templates/note.html", 5)}


def test_files_from_windows_are_read_as_any_other(make: Make) -> None:
    folder = make(f"-- templates/note.html --\n{HEAD}<h1>Note</h1>\n")
    for path in folder.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    campaign = load_campaign(folder)
    assert "note" in campaign.kinds and campaign.settings.title == "Keep the river clean"


def test_a_sender_of_one_s_own_is_read_from_its_file(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "me.yaml"
    path.write_text("type: person\nname: NO\nphone: 010\n", encoding="utf-8")
    sender, problems = loading.read_sender(path)
    assert problems == [] and sender is not None and (sender.name, sender.phone) == ("NO", "010")
    path.write_text("type: person\nnmae: NO\n", encoding="utf-8")
    sender, [problem] = loading.read_sender(path)
    assert sender is None and (problem.code, problem.where.line, problem.hint) == (
        "unknown-key",
        2,
        "did you mean 'name'?",
    )


def test_a_catalog_that_was_parsed_before_is_the_same_until_it_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "FOLDER", tmp_path / "kept")
    source = (resources.LOCALES / "ru" / "LC_MESSAGES" / "starter.po").read_bytes()
    path = tmp_path / "starter.po"

    def read(data: bytes, files: Files) -> object:
        if not path.is_file() or path.read_bytes() != data:
            path.write_bytes(data)
        compiled.snapshot.cache_clear()
        problems: list[Diagnostic] = []
        catalog = read_catalog([path], problems, files)
        assert not problems and len(catalog.entries) > 70
        return dict(catalog.entries), [catalog.plural(n) for n in range(30)]

    first, again, touched = Files(exact=True), Files(), Files()
    as_it_stands = read(source, first)
    compiled.keep(first)
    assert read(source, again) == as_it_stands and not again.kept  # nothing was parsed
    assert read(source + b"\n", touched) == as_it_stands and list(touched.kept) == [path]
    compiled.snapshot.cache_clear()


def test_the_settings_of_templates_are_kept_beside_the_seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "FOLDER", tmp_path / "kept")
    files = Files(exact=True)
    loading.load(resources.SEEDS / "starter", files=files)
    compiled.keep(files)
    compiled.snapshot.cache_clear()
    again = Files()
    loading.load(resources.SEEDS / "starter", files=again)
    compiled.snapshot.cache_clear()
    assert {path.suffix for path in files.kept} == {".yaml", ".html"} and not again.kept
