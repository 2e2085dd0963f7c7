"""The open letter and who signs it: nobody without consent, the count is that of the list, the text stays as it was signed."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from builtin import built_in, rendered, text_of
from command import call, files_in
from conftest import TODAY, checked, expected, found, load_campaign, write_campaign
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.address import AllForms
from campaign.diagnostics import NOTHING, USAGE
from campaign.formats import format_named
from campaign.languages import Languages
from campaign.model import Campaign, Named, Signatory
from campaign.plan import Request, plan
from campaign.plan.signing import reason_against
from campaign.render import Renderer
from campaign.signatories.forms import day_of, order_of
from campaign.signatories.keeping import with_values
from campaign.signatories.names import bare, is_placeholder, mark_of
from campaign.values import replace

Make = Callable[..., Path]
FORMATS = ("txt", "md", "html", "docx", "pdf")
LETTER = """
-- open-letter.yaml --
# Ours, in one version.
version: 1
title: To those who granted the permit
addressee: {name: The Agency, role: {en: Members of the board}}
salutation: {en: "Dear members of the board,"}
flaws: [water]
consequence: The permit sells what nobody can buy back.
ask: revoke
sign_by: 2026-12-08
contact: https://river.example/sign
"""


def signatory(title: str, /, **more: object) -> str:
    """Return the file of a signatory as a section; a keyword of None leaves its line out."""
    values = {"type": "organization", "name": title, "consent": "true", "consent_on": "2026-11-01"}
    values |= {"signed_version": 1, "signed_on": "2026-11-01", "country": "GB", **more}
    lines = [f"{key}: {value}" for key, value in values.items() if value is not None]
    return f"-- signatories/{bare(title).replace(' ', '-')}.yaml --\n" + "\n".join(lines) + "\n"


def letter_in(folder: Path, out: Path, *more: str, formats: str = "txt", day: str = "2026-11-22") -> Path:
    """Make the open letter of a campaign and return the folder of its files."""
    done = call(
        *("compose", "open-letter", "--campaign", folder, "--out", out, "--date", day, "--format", formats, *more)
    )
    assert done.code == 0, done.err
    return out / "river" / "en" / "open-letter"


def text_in(path: Path) -> str:
    """Return what somebody could find in a file: its text, and its bytes as far as they are text."""
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(path)
        return " ".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as parts:
            return " ".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    return path.read_text(encoding="utf-8")


# The letter


def test_the_letter_says_whom_what_and_who_in_every_format(make: Make, tmp_path: Path) -> None:
    ada = signatory("Ada Byron", type="person", role="{en: miller}", organization="Mill Guild", country="FR")
    made = letter_in(make(LETTER, signatory("Zebra Trust"), ada), tmp_path / "out", formats=",".join(FORMATS))
    for form in FORMATS:
        text = " ".join(re.sub(r"</?\w[\w:]*(?: [^>]*)?/?>|\\", " ", text_in(made / f"open-letter.{form}")).split())
        for words in (
            *("To those who granted the permit", "The Agency", "Members of the board", "Dear members of the board,"),
            *("We, the undersigned", "The water.", "The town drinks from this river", "sells what nobody can buy back"),
            *(
                "We ask you to revoke the permit by",
                "We are ready to talk",
                "until 8 December 2026",
                "river.example/sign",
            ),
            *("Signed by 1 organisation and 1 person from 2 countries.", "Zebra Trust, United Kingdom"),
            "Ada Byron, miller, Mill Guild, France",
        ):
            assert words in text, (form, words)
        assert text.index("Zebra Trust") < text.index("Ada Byron")
    assert "\n1. The water." in (made / "open-letter.txt").read_text(encoding="utf-8")


def test_word_sets_the_names_in_two_columns_on_a_page_of_their_own(make: Make, tmp_path: Path) -> None:
    folder = make(LETTER, *(signatory(f"Trust {n:02}") for n in range(30)), signatory("Kim", type="person"))
    path = letter_in(folder, tmp_path / "out", formats="docx") / "open-letter.docx"
    file = docx.Document(str(path))
    columns = [section._sectPr.find(qn("w:cols")).get(qn("w:num")) for section in file.sections]
    assert columns == ["1", "2", "1", "2", None]
    paragraphs = {p.text: p._p.pPr for p in file.paragraphs}
    assert paragraphs["Signatories"].find(qn("w:pageBreakBefore")) is not None
    assert sum(p.find(qn("w:pageBreakBefore")) is not None for p in paragraphs.values()) == 1


def test_the_mark_of_a_sample_is_on_every_page_of_word(make: Make, tmp_path: Path) -> None:
    folder = make(LETTER, signatory("Trust of Examples", example="true"))
    file = docx.Document(str(letter_in(folder, tmp_path / "out", formats="docx") / "open-letter.docx"))
    assert "SAMPLE" in file.sections[0].header.paragraphs[0].text
    assert all(section.header.is_linked_to_previous for section in list(file.sections)[1:])


def test_an_example_signs_only_while_nobody_else_does(make: Make, tmp_path: Path) -> None:
    folder = make(LETTER, signatory("Trust of Examples", example="true"))
    text = text_in(letter_in(folder, tmp_path / "one") / "open-letter.txt")
    assert "SAMPLE" in text and "Trust of Examples" in text
    write_campaign(folder, LETTER, signatory("Zebra Trust"))
    text = text_in(letter_in(folder, tmp_path / "two") / "open-letter.txt")
    assert "SAMPLE" not in text and "Trust of Examples" not in text and "Zebra Trust" in text


def test_without_a_name_the_letter_is_made_to_be_sent_round(make: Make, tmp_path: Path) -> None:
    text = text_in(letter_in(make(LETTER), tmp_path / "out") / "open-letter.txt")
    assert "Signed by" not in text and "Signatories" not in text and "To add a name until 8 December 2026" in text


def test_names_cannot_be_added_after_the_last_day(make: Make, tmp_path: Path) -> None:
    folder = make(LETTER, signatory("Zebra Trust"))
    text = text_in(letter_in(folder, tmp_path / "out", day="2026-12-09") / "open-letter.txt")
    assert "To add" not in text and "river.example/sign" not in text


def test_a_frozen_letter_keeps_its_date_and_the_day_of_its_ask(make: Make, tmp_path: Path) -> None:
    folder = make(LETTER.replace("version: 1\n", "version: 1\nfrozen_on: 2026-11-02\n"), signatory("Zebra Trust"))
    one, two = (
        text_in(letter_in(folder, tmp_path / day, day=day) / "open-letter.txt") for day in ("2026-11-20", "2026-12-01")
    )
    assert "\n2 November 2026\n" in one and one.replace("20 November", "1 December") == two


def test_numbers_and_words_agree_in_every_number() -> None:
    trust = next(s for s in built_in().signatories.values() if s.type == "organization")
    person = next(s for s in built_in().signatories.values() if s.type == "person")
    for lang, said in (
        ("en", "Signed by 2 organisations from 1 country."),
        ("es", "Carta firmada por 2 organizaciones de 1 país."),
    ):
        assert said in letter_of([replace(trust, id=f"t{n}") for n in range(2)], lang)
    abroad = [replace(person, id="a", country=None), replace(person, id="b", country="CL"), person]
    assert "Signed by 1 organisation and 3 people from 2 countries." in letter_of([trust, *abroad], "en")
    assert "Carta firmada por 1 organización y 3 personas de 2 países." in letter_of([trust, *abroad], "es")
    assert "Signed by 1 person." in letter_of([replace(person, country=None)], "en")


def letter_of(signatories: list[Signatory], lang: str) -> str:
    """Return the open letter of the built-in campaign with some signatories, on one line."""
    campaign = replace(built_in(), signatories={str(s.id): s for s in signatories})
    made = rendered("2026-11-22", "open-letter", lang, campaign=campaign)
    return " ".join(text_of(made).split())


def test_the_lists_of_two_languages_hold_the_same_names_each_in_its_order() -> None:
    trust = next(s for s in built_in().signatories.values() if s.type == "organization")
    some = [replace(trust, id=f"s{at}", name=Named({"": n})) for at, n in enumerate(("Nzoe", "Ñandú", "Nube"))]
    assert re.findall("Nzoe|Ñandú|Nube", letter_of(some, "es")) == ["Nube", "Nzoe", "Ñandú"]
    assert re.findall("Nzoe|Ñandú|Nube", letter_of(some, "en")) == ["Ñandú", "Nube", "Nzoe"]


def test_a_name_for_each_language_and_another_to_order_by(make: Make, tmp_path: Path) -> None:
    river = signatory("Amigos", name="{es: Amigos del Río, en: River Friends}")
    folder = make(LETTER, river, signatory("The Apple Trust", sort_name="Apple Trust"), signatory("Mill"))
    text = text_in(letter_in(folder, tmp_path / "out") / "open-letter.txt")
    assert re.findall("^- (.*),", text, re.MULTILINE) == ["The Apple Trust", "Mill", "River Friends"]


@cache
def campaign_with_letter(folder: Path) -> Campaign:
    """Return a small campaign with an open letter."""
    return load_campaign(write_campaign(folder / "river", LETTER))


DAYS = st.none() | st.sampled_from([datetime.date(2026, 11, 1), TODAY, datetime.date(2026, 12, 1)])
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["organization", "person"]),
            "consent": st.booleans(),
            "consent_on": DAYS,
            "signed_on": DAYS,
            "withdrawn_on": DAYS,
            "signed_version": st.sampled_from(["1", "1", "2", None]),
            "country": st.sampled_from(["GB", "FR", "CL", None]),
            "example": st.booleans(),
        }
    ),
    max_size=7,
)


@settings(max_examples=60)
@given(PEOPLE, st.lists(st.text("aeñzÁ ", max_size=3), min_size=7, max_size=7))
def test_only_who_consents_is_printed_and_the_count_is_that_of_the_list(
    tmp_path_factory: pytest.TempPathFactory, people: list[dict[str, Any]], ends: list[str]
) -> None:
    campaign = campaign_with_letter(tmp_path_factory.getbasetemp())
    names = [f"Q{n}q{end}" for n, end in zip(range(len(people)), ends, strict=False)]
    everybody = {f"s{n}": Signatory(id=f"s{n}", name=Named({"": names[n]}), **p) for n, p in enumerate(people)}
    campaign = replace(campaign, signatories=everybody)
    request = Request(day=TODAY, kinds=("open-letter",), languages=("en",))
    [document], _ = plan(campaign, request, languages := Languages(campaign), AllForms(campaign.folder))
    content = Renderer(campaign, languages["en"]).render(document).content

    able = [s for s in everybody.values() if may_be_printed(s)]
    shown = [s for s in able if not s.example] or able
    assert {s.id for s in document.signatories} == {s.id for s in shown}
    for form in ("txt", "md", "html"):
        text = format_named(form).write(content).decode()
        assert set(re.findall(r"Q\dq", text)) == {s.name[""][:3] for s in shown}
    text = " ".join(format_named("txt").write(content).decode().split())
    counts = [sum(s.type == kind for s in shown) for kind in ("organization", "person")]
    for number, one, many in zip(counts, ("organisation", "person"), ("organisations", "people"), strict=True):
        assert (f"{number} {one if number == 1 else many}" in text) == bool(number)
    lands = len({s.country for s in shown if s.country})
    assert (f"from {lands} countr" in text) == bool(lands)
    assert [s.type for s in document.signatories] == sorted(s.type for s in document.signatories)
    assert document.is_example == any(s.example for s in shown)


def may_be_printed(s: Signatory) -> bool:
    """Tell by the words of the rule alone whether a signatory may stand under version 1 today."""
    consents = s.consent and s.consent_on is not None and s.consent_on <= TODAY
    return consents and s.withdrawn_on is None and s.signed_version == "1" and (s.signed_on or TODAY) <= TODAY


def test_who_may_not_be_printed_is_in_no_byte_of_any_file(make: Make, tmp_path: Path) -> None:
    folder = make(
        LETTER,
        signatory("Zebra Trust"),
        signatory("Silent Guild", consent="false", consent_on=None),
        signatory("Dayless Guild", consent_on=None),
        signatory("Parting Guild", withdrawn_on="2026-11-20"),
        signatory("Future Guild", consent_on="2026-11-23"),
        signatory("Older Guild", signed_version="draft"),
        signatory("Guild TBC"),
        signatory("Hosted Guild", url="https://www.example.org/us"),
    )
    out = tmp_path / "out"
    letter_in(folder, out, formats=",".join(FORMATS))
    files = [out / name for name in files_in(out)]
    assert len(files) == len(FORMATS) + 1  # and the manifest
    for path in files:
        text = text_in(path)
        assert "Guild" not in text and b"Guild" not in path.read_bytes()
        assert path.name == "manifest.json" or "Zebra Trust" in text


# What is asked for


def test_a_letter_to_one_person_does_not_read_who_signs(make: Make, tmp_path: Path) -> None:
    folder = make(LETTER, "-- signatories/broken.yaml --\n[\n", "-- open-letter.yaml --\n[\n")
    for kind, code in (("letter", 0), ("social", 0), ("build", NOTHING)):
        done = call(kind, "--campaign", folder, "--out", tmp_path / kind, "--date", "2026-11-22", "--format", "txt")
        assert done.code == code, (kind, done.err)


def test_a_campaign_without_an_open_letter_says_so_and_builds_the_rest(make: Make, tmp_path: Path) -> None:
    folder, out = make(), tmp_path / "out"
    done = call("compose", "open-letter", "--campaign", folder, "--out", out)
    assert done.code == USAGE and done.codes == {"no-open-letter"}
    done = call(
        "build", "--campaign", folder, "--out", out, "--date", "2026-11-22", "--format", "txt", "--news", "It came."
    )
    assert done.code == 0 and not any("open-letter" in name for name in files_in(out))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--ask", "revoke"], "open-letter"),
        (["--concern", "water"], "open-letter"),
        (["--lang", "es"], "unknown-language"),
    ],
    ids=" ".join,
)
def test_what_people_signed_is_not_changed_by_an_option(
    make: Make, tmp_path: Path, options: list[str], code: str
) -> None:
    done = call("compose", "open-letter", "--campaign", make(LETTER), "--out", tmp_path / "out", *options)
    assert done.code in (USAGE, NOTHING) and done.codes == {code}


def test_a_version_is_made_in_its_own_languages_alone(tmp_path: Path) -> None:
    own = tmp_path / "own"
    assert call("new", own, "--from", "cybercrime-treaty").code == 0
    letter = own / "open-letter.yaml"
    letter.write_text(re.sub(r"(?m)^languages:.*$", "languages: [en, es]", letter.read_text(encoding="utf-8")), "utf-8")
    asked = ("compose", "open-letter", "--campaign", own, "--format", "txt", "--date", "2026-11-22")
    done = call(*asked, "--lang", "fr", "--out", tmp_path / "out")
    assert done.code == NOTHING and done.codes == {"no-language"}
    done = call("compose", "open-letter", "--lang", "all", "--out", tmp_path, "--format", "txt", "--date", "2026-11-22")
    made = {name.split("/")[1] for name in files_in(tmp_path) if name.endswith(".txt")}
    assert done.code == 0 and made == set(built_in().open_letter.languages)  # type: ignore[union-attr]


# Checks


def test_every_mistake_is_found_where_it_stands(make: Make) -> None:
    folder = make(
        LETTER.replace("ask: revoke", "ask: revok #! unknown-id")
        .replace("https://river.example/sign", "write to us #! contact")
        .replace("version: 1\n", "version: 1\nlanguages:\n  - en\n  - es #! unknown-language\n"),
        signatory("Zebra Trust", url="https://zebra.org/about"),
        signatory("zebra twin", name="ZEBRA-TRUST, Ltd. #! same-signatory"),
        signatory("zebra whose site", name="Other #! same-signatory", url="http://www.zebra.org"),
        signatory("Kim Lee", type="person"),
        signatory("kim leigh", type="person", name="Kim  Lee #! same-signatory"),
        signatory("Org X", name="Organización X #! placeholder"),
        signatory("Abroad", country="UK #! unknown-country"),
        signatory("Dayless", consent="true #! consent", consent_on=None),
        signatory("Late", signed_on="2026-11-23 #! dates"),
        signatory("Backwards", withdrawn_on="2026-10-01 #! dates"),
        signatory("Older", signed_version="0 #! version"),
        signatory("Agency", name="Example Agency #! not-ours", consent="false #! no-consent", consent_on=None),
    )
    problems = [p for p in checked(folder) if p.code not in ("not-frozen", "no-hook")]
    assert found(folder, problems) == expected(folder)


def test_mistakes_of_the_letter_are_found_where_they_stand(make: Make) -> None:
    long = "-- concerns.yaml --\n- {id: water, title: The water, text: " + "very " * 61 + "wet}\n"
    folder = make(
        LETTER.replace("version: 1", "version: 1 #! not-frozen").replace("[water]", "\n  - water #! flaw-words"),
        signatory("Zebra Trust"),
        long,
    )
    assert found(folder, checked(folder)) == expected(folder)
    wrong = LETTER.replace("version: 1", "version: 1 #! missing-language").replace(
        "salutation: {en:", "salutation: {fr:"
    )
    folder = make(f'{wrong}text_sha256: "00" #! changed-after-signing\n', "-- signatories/zebra-trust.yaml --\n")
    assert found(folder, checked(folder)) == expected(folder)


def test_a_source_s_publisher_that_consented_on_a_day_is_a_signatory(make: Make, tmp_path: Path) -> None:
    folder = make(LETTER, signatory("Example Agency"))
    assert {p.code for p in checked(folder)} == {"not-frozen"}
    assert "Example Agency, United" in text_in(letter_in(folder, tmp_path / "out") / "open-letter.txt")


def test_a_line_that_the_letter_lacks_in_one_of_its_languages_is_said(make: Make, tmp_path: Path) -> None:
    folder = make(LETTER.replace("salutation: {en:", "salutation: {fr:"))
    assert {p.code for p in checked(folder)} >= {"missing-language"}
    done = call("compose", "open-letter", "--campaign", folder, "--out", tmp_path / "out", "--date", "2026-11-22")
    assert done.code == NOTHING and done.own == {"gap"} and "salutation" in done.err


def test_a_flaw_is_short(make: Make) -> None:
    folder = make(LETTER)
    path = folder / "concerns.yaml"
    text = path.read_text(encoding="utf-8").replace("letter: The town", "letter: " + "Very " * 47 + "The town")
    path.write_text(text, encoding="utf-8")
    assert [p.code for p in checked(folder) if p.code == "flaw-words"] == []
    path.write_text(text.replace("Very The", "Very very The"), encoding="utf-8")
    [problem] = [p for p in checked(folder) if p.code == "flaw-words"]
    assert "61 words, 60 are read" in problem.message


# The text that was signed


def frozen(folder: Path, *more: str, day: str = "2026-11-22") -> Any:
    """Freeze the letter of a campaign."""
    return call("signatories", "freeze", "--campaign", folder, "--date", day, *more)


def test_a_frozen_text_is_watched_and_a_new_one_needs_a_version_of_its_own(make: Make) -> None:
    folder = make(LETTER, signatory("Zebra Trust"))
    path = folder / "open-letter.yaml"
    before = path.read_text(encoding="utf-8").splitlines()
    assert "not-frozen" in {p.code for p in checked(folder)}
    assert frozen(folder).code == 0
    after = path.read_text(encoding="utf-8").splitlines()
    assert next(line for line in after if line not in before) == "frozen_on: 2026-11-22" and before[0] == after[0]
    assert checked(folder) == [] and "has not changed" in frozen(folder, day="2026-11-25").out

    concerns = folder / "concerns.yaml"
    whole = concerns.read_text(encoding="utf-8")
    concerns.write_text(whole.replace("allows waste", "allows  waste"), encoding="utf-8")  # a space is no change
    assert checked(folder) == []
    concerns.write_text(whole.replace("allows waste", "allows poison"), encoding="utf-8")
    [problem] = checked(folder)
    assert problem.code == "changed-after-signing" and problem.where.line == after.index(after[-1]) + 1
    refused = frozen(folder)
    assert refused.code == USAGE and refused.codes == {"changed-after-signing"}
    assert frozen(folder, "--version", "2").code == 0
    assert {p.code for p in checked(folder)} == {"version"}  # who signed the first is asked again


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("open-letter.yaml", "To those who", "To all who"),
        ("open-letter.yaml", "Dear members", "Honoured members"),
        ("open-letter.yaml", "sells what", "sells off what"),
        ("open-letter.yaml", "version: 1", "version: 2"),
        ("campaign.yaml", "Jobs matter", "Work matters"),
        ("concerns.yaml", "title: The water", "title: Our water"),
        ("asks.yaml", "We ask you to revoke", "We beg you to revoke"),
        ("facts.yaml", "date: 2021-05-04", "date: 2021-05-05"),
    ],
)
def test_every_part_of_the_signed_text_counts(make: Make, name: str, old: str, new: str) -> None:
    folder = make(
        LETTER.replace("consequence: The permit", "facts: [permit-granted]\nconsequence: The permit of {granted}")
    )
    assert frozen(folder).code == 0
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert "changed-after-signing" in {p.code for p in checked(folder)}


def test_what_is_not_the_text_can_change(make: Make) -> None:
    folder = make(LETTER)
    assert frozen(folder).code == 0
    for name, old, new in (
        ("open-letter.yaml", "2026-12-08", "2026-12-15"),
        ("open-letter.yaml", "river.example/sign", "river.example/add"),
        ("concerns.yaml", "public: The town", "public: Our town"),
        ("sender.yaml", "name: Kim Lee", "name: Kim Li"),
    ):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert "changed-after-signing" not in {p.code for p in checked(folder)}


# Names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Red de Prueba, A.C.", "RED DE PRUEBA"),
        ("Asociación Río", "asociacion rio"),
        ("Müller e.V.", "Muller"),
        ("Ｒｅｄ", "red"),
        ("O’Brien Trust Inc.", "OBRIEN TRUST"),
        ("Зелёный мир, АНО", "зелёный мир"),
        ("Ltd", "LTD."),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert mark_of(one) == mark_of(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Red A", "Red B"), ("Грин", "Грім"), ("北京人权", "南京人权"), ("يد", "هد")]
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert mark_of(one) != mark_of(other)


@given(st.text("abcñÁ éжمب中-'. ", min_size=1))
def test_a_mark_is_the_same_whatever_the_capitals_and_stops(name: str) -> None:
    assert mark_of(name) == mark_of(name.swapcase()) == mark_of(f" {name}. ") == mark_of(mark_of(name))


TO_COME = """TBC; tbd.; Organización X; Organisation 3; ORG Y; Lorem ipsum; [your name]; <name>; ???; xxx; Por confirmar;
Nombre de la organización; Организация А; منظمة س; XX组织; Persona A; Name here; John Doe; test; N/A"""
SOMEBODY = """Derechos Digitales; Article 19; Access Now; Organización Mundial contra la Tortura; 7amleh; R3D; X-Lab; 李四;
Association X-Ray; Testigos; Maria Nome; Bar Association; Fundación Karisma; منظمة سلام; Lee; Persona Digital; Ng;
Organisation internationale de la Francophonie; Namibia Media Trust"""


@pytest.mark.parametrize("name", re.split(";\\s", TO_COME))
def test_names_that_stand_for_one_to_come(name: str) -> None:
    assert is_placeholder(name)


@pytest.mark.parametrize("name", re.split(";\\s", SOMEBODY))
def test_names_of_somebody(name: str) -> None:
    assert not is_placeholder(name)


# Lists


FORM = """Timestamp,Name of organisation,Country,Website,E-mail,Consent
2026/11/20 10:31:22 AM GMT-3,Zebra Trust,United Kingdom,https://zebra.org,zebra@mail.org,Yes
2026/11/20 10:40:00 AM GMT-3,Mill Guild,France,,mill@mail.org,no
2026/11/21 9:00:00 AM GMT-3,Ñandú Libre,Chile,,nandu@mail.org,Sí
"""


def taken(folder: Path, text: str | Path, *more: str, day: str = "2026-11-22") -> Any:
    """Import a form into a campaign."""
    path = text if isinstance(text, Path) else folder.parent / "form.csv"
    if isinstance(text, str):
        path.write_text(text, encoding="utf-8")
    return call("signatories", "import", path, "--campaign", folder, "--date", day, "--json", *more)


def states(folder: Path) -> dict[str, str]:
    """Return why each signatory is or is not printed."""
    campaign = load_campaign(folder)
    return {i: reason_against(campaign.open_letter, s, TODAY) for i, s in campaign.signatories.items()}


def test_a_form_makes_a_file_for_each_and_keeps_no_address(make: Make) -> None:
    folder = make(LETTER)
    done = taken(folder, FORM)
    assert done.code == 0, done.out
    assert {k: done.json[k] for k in ("rows", "imported", "consenting", "rejected")} == {
        "rows": 3,
        "imported": 3,
        "consenting": 2,
        "rejected": 0,
    }
    assert done.own == {"not-taken", "version"}
    assert states(folder) == {"zebra-trust": "", "mill-guild": "has not consented", "nandu-libre": ""}
    zebra = load_campaign(folder).signatories["zebra-trust"]
    assert (zebra.country, zebra.url, zebra.consent_on, zebra.signed_version) == (
        *("GB", "https://zebra.org", datetime.date(2026, 11, 20)),
        "1",
    )
    assert not any("mail.org" in (folder / name).read_text(encoding="utf-8") for name in files_in(folder))
    assert "consent_on" not in (folder / "signatories/mill-guild.yaml").read_text(encoding="utf-8")


def test_without_a_column_of_consent_nobody_consents(make: Make) -> None:
    folder = make(LETTER)
    done = taken(folder, FORM.replace(",Consent", ",May we print it?"))
    assert done.code == 0 and "no-consent" in done.codes and done.json["consenting"] == 0
    assert set(states(folder).values()) == {"has not consented"}
    done = taken(folder, FORM.replace(",Consent", ",May we print it?"), "--map", "consent=may we print it")
    assert done.json["consenting"] == 2 and states(folder)["zebra-trust"] == ""


@pytest.mark.parametrize(
    "answer", ["", "no", "perhaps", "I do not agree", "不同意", "only if others do", "yes but", "0"]
)
def test_an_answer_that_is_not_plainly_consent_is_none(make: Make, answer: str) -> None:
    folder = make(LETTER)
    done = taken(folder, FORM.replace("Yes", answer))
    assert states(folder)["zebra-trust"] == "has not consented"
    assert ("odd-consent" in done.codes) == (answer in ("perhaps", "I do not agree", "only if others do", "yes but"))


def test_the_form_s_own_words_for_consent_can_be_named(make: Make) -> None:
    folder = make(LETTER)
    taken(folder, FORM.replace("Yes", "Print it!"), "--consent-is", "print it")
    assert states(folder)["zebra-trust"] == ""


def test_consent_has_a_day(make: Make) -> None:
    folder, form = make(LETTER), re.sub(r"(?m)^[^,]*,", "", FORM)
    done = taken(folder, form)
    assert "no-day" in done.codes and set(states(folder).values()) == {"has not consented"}
    assert taken(folder, form, "--signed-on", "2026-11-21").json["consenting"] == 2
    assert states(folder)["zebra-trust"] == ""


@pytest.mark.parametrize(
    ("texts", "order", "days"),
    [
        (["20/11/2026 10:31", "01/02/2026"], "dmy", ["2026-11-20", "2026-02-01"]),
        (["11/20/2026 10:31", "01/02/2026"], "mdy", ["2026-11-20", "2026-01-02"]),
        (["01/02/2026", "2026-11-20 10:31"], "", ["", "2026-11-20"]),
        (["20/11/2026", "11/20/2026"], "", ["", ""]),
        (["31.02.2026", "2026/2/31", "soon", ""], "dmy", ["", "", "", ""]),
    ],
)
def test_the_order_of_a_date_is_never_guessed(texts: list[str], order: str, days: list[str]) -> None:
    assert order_of(texts) == order and [day_of(text, order) for text in texts] == days


def test_who_signs_is_said_by_a_column_an_option_or_not_at_all(make: Make) -> None:
    form = "Name,Organisation,Role,Country,Consent,Signed on\nKim Lee,River Friends,chair,GB,yes,2026-11-20\n"
    folder = make(LETTER)
    done = taken(folder, form)
    assert done.code == NOTHING and {"no-type", "nobody"} <= done.codes and not (folder / "signatories").exists()
    assert taken(folder, form, "--type", "person").code == 0
    kim = load_campaign(folder).signatories["kim-lee"]
    assert (kim.type, kim.name, kim.role, kim.organization) == (
        *("person", {"": "Kim Lee"}, {"en": "chair"}),
        {"": "River Friends"},
    )
    other = form.replace("Signed on", "Signed on,Signing as").replace("11-20", "11-20,Organización")
    assert taken(folder, other, "--name", "other").code == 0
    assert load_campaign(folder).signatories["river-friends"].type == "organization"


def test_who_answers_twice_is_taken_by_the_later_answer(make: Make) -> None:
    folder = make(LETTER)
    done = taken(folder, FORM + '2026/11/22 9:00 AM,"ZEBRA TRUST, Ltd.",United Kingdom,,,No\n')
    assert (done.json["imported"], done.json["rejected"]) == (3, 1) and "signed-again" in done.codes
    assert states(folder) == {
        "zebra-trust-ltd": "has not consented",
        "mill-guild": "has not consented",
        "nandu-libre": "",
    }


@pytest.mark.parametrize("suffix", ["tsv", "xlsx"])
def test_forms_come_in_other_formats(make: Make, tmp_path: Path, suffix: str) -> None:
    rows = [line.split(",") for line in FORM.splitlines()]
    path = tmp_path / f"form.{suffix}"
    if suffix == "tsv":
        path.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-16")
    else:
        from openpyxl import Workbook

        book = Workbook()
        for row in rows:
            book.active.append(row)  # type: ignore[union-attr]
        book.save(path)
    folder = make(LETTER)
    assert taken(folder, path).json["consenting"] == 2 and set(states(folder)) >= {"zebra-trust", "nandu-libre"}


def test_a_second_import_keeps_edits_and_follows_the_rest(make: Make) -> None:
    folder = make(LETTER)
    taken(folder, FORM)
    zebra, nandu = (folder / f"signatories/{name}.yaml" for name in ("zebra-trust", "nandu-libre"))
    zebra.write_text(zebra.read_text(encoding="utf-8") + "# Called them.\nwithdrawn_on: 2026-11-22\n", encoding="utf-8")
    (folder / "signatories/mill-guild.yaml").unlink()
    again = FORM.replace("Chile,,nandu@mail.org,Sí", "Chile,https://nandu.org,nandu@mail.org,No")
    done = taken(folder, again + "2026/11/22 1:00 PM,New Guild,France,,,Yes\n")
    assert done.code == 0
    assert {k: done.json[k] for k in ("new", "changed", "edited", "left_out", "gone")} == {
        "new": ["new-guild"],
        "changed": ["nandu-libre"],
        "edited": ["zebra-trust"],
        "left_out": ["mill-guild"],
        "gone": [],
    }
    assert "# Called them.\nwithdrawn_on: 2026-11-22\n" in zebra.read_text(encoding="utf-8")
    assert "consent: false" in nandu.read_text(encoding="utf-8") and "nandu.org" in nandu.read_text(encoding="utf-8")
    assert states(folder) == {
        "zebra-trust": "withdrew on 2026-11-22",
        "nandu-libre": "has not consented",
        "new-guild": "",
    }
    stay = {name: (folder / name).read_bytes() for name in files_in(folder)}
    assert taken(folder, again + "2026/11/22 1:00 PM,New Guild,France,,,Yes\n").code == 0
    assert stay == {name: (folder / name).read_bytes() for name in files_in(folder)}
    done = taken(folder, "\n".join(again.splitlines()[:2]) + "\n", "--prune")
    assert done.json["pruned"] == ["nandu-libre", "new-guild"] and set(states(folder)) == {"zebra-trust"}


def test_nobody_has_signed_a_version_that_came_after(make: Make) -> None:
    folder = make(LETTER)
    taken(folder, FORM)
    assert frozen(folder, "--version", "2").code == 0
    taken(folder, FORM + "2026/11/22 1:00 PM,New Guild,France,,,Yes\n")
    assert states(folder) == {
        "zebra-trust": "signed version 1",
        "nandu-libre": "signed version 1",
        "mill-guild": "has not consented",
        "new-guild": "",
    }


def test_two_people_of_one_name_stay_two(make: Make) -> None:
    head = "Name,Organisation,Country,Consent,Signed on,Signing as\n"
    form = head + "".join(f"Ana Ruiz,{org},CL,yes,2026-11-20,person\n" for org in ("Red Norte", "Red Sur"))
    folder = make(LETTER)
    for _ in range(2):
        assert taken(folder, form).json["imported"] == 2
        assert sorted(states(folder)) == ["ana-ruiz", "ana-ruiz-cl"]
    assert "same-signatory" in {p.code for p in checked(folder)}


@pytest.mark.parametrize(
    ("options", "code", "exit_code"),
    [
        (["--map", "fax=Country"], "unknown-field", USAGE),
        (["--map", "role=Job"], "unknown-column", USAGE),
        (["--type", "group"], "unknown-type", USAGE),
        (["--dates", "ymd"], "unknown-order of dates", USAGE),
        (["--signed-on", "yesterday"], "date", USAGE),
    ],
)
def test_a_wrong_option_is_said(make: Make, options: list[str], code: str, exit_code: int) -> None:
    done = taken(make(LETTER), FORM, *options)
    assert done.code == exit_code and done.codes == {code}


@pytest.mark.parametrize(
    ("name", "data", "code", "exit_code"),
    [
        ("gone.csv", None, "missing-file", NOTHING),
        ("empty.csv", b"", "no-columns", NOTHING),
        ("odd.csv", b"a,b\n1,2\n", "no-columns", NOTHING),
        ("form.xlsx", b"not a workbook", "xlsx", NOTHING),
        ("form.pdf", b"%PDF", "unknown-source", USAGE),
    ],
)
def test_a_file_that_is_no_form_is_said(
    make: Make, tmp_path: Path, name: str, data: bytes | None, code: str, exit_code: int
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    done = taken(make(LETTER), path)
    assert done.code == exit_code and code in done.codes


def test_a_broken_signatory_is_mended_before_an_import(make: Make) -> None:
    folder = make(LETTER, signatory("Zebra Trust", consent="maybe"))
    before = (folder / "signatories/zebra-trust.yaml").read_bytes()
    done = taken(folder, FORM)
    assert done.code == NOTHING and done.codes >= {"type", "unreadable"}
    assert (folder / "signatories/zebra-trust.yaml").read_bytes() == before


def test_the_list_says_who_is_printed_and_why_others_are_not(make: Make) -> None:
    folder = make(LETTER, signatory("Zebra Trust"), signatory("Kim Lee", type="person", consent="false"))
    done = call("signatories", "list", "--campaign", folder, "--date", "2026-11-22", "--json")
    assert {row["id"]: row["state"] for row in done.json["signatories"]} == {
        "zebra-trust": "printed",
        "kim-lee": "has not consented",
    }
    assert (done.json["organisations"], done.json["people"], done.json["countries"]) == (1, 0, 1)
    done = call("show", "signatories", "--campaign", folder, "--date", "2026-11-22")
    assert "zebra-trust" in done.out and "has not consented" in done.out


@given(
    st.dictionaries(st.sampled_from(["version", "note", "frozen_on", "consent"]), st.sampled_from(["1", '"a: b"', ""])),
    st.lists(
        st.sampled_from(["# a word", "version: 7  # first", "note: >\n  two\n  lines", "name: x", ""]), unique=True
    ),
)
def test_setting_a_key_leaves_every_other_line(changes: dict[str, str], blocks: list[str]) -> None:
    text = "".join(f"{block}\n" for block in blocks)
    made = with_values(text, changes)
    for key, value in changes.items():
        assert re.findall(rf"^{key}: ?(.*?)(?:  #.*)?$", made, re.MULTILINE) == ([value] if value else [])
    kept = [block for block in blocks if block.partition(":")[0] not in changes]
    assert [line for line in made.splitlines() if line in kept] == [b for b in kept if "\n" not in b]
    assert with_values(made, changes) == made
