"""The commands of the record, as somebody uses them who sends letters, is answered, and finds a mistake."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from catalogs import speak
from command import DAY, Done, call, docx_text, files_in, manifest

from campaign import record, resources

Make = Callable[..., Path]
SENT = "2026-11-02"
PEOPLE = """
-- recipients/people.yaml --
- {id: jo, name: Jo March, family_name: March, gender: unknown, office: lower-house, country: GB, email: jo@parliament.example}
- {id: al, name: Al Stone, family_name: Stone, gender: unknown, office: lower-house, country: GB, email: al@parliament.example}
- {id: mo, name: Mo Hill, family_name: Hill, gender: unknown, office: lower-house, country: IE, email: mo@parliament.example}
-- countries/IE.yaml --
languages: [en]
"""
FOLLOW_UP = """
-- templates/follow-up.html --
{#---
title: Follow-up
per: recipient
formats: [txt]
by_name: true
---#}
<p>{{ address.salutation }}</p>
<p>We wrote on {{ sent_on }}.</p>
"""


class Desk:
    """A campaign, its output folder, and commands on both."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder.parent / "out"

    def __call__(self, *arguments: str | Path, on: str = SENT) -> Done:
        return call(*arguments, "--campaign", self.folder, "--out", self.out, "--date", on)

    def wrote(self, *more: str, kind: str = "letter", form: str = "txt") -> None:
        """Make letters and record them as sent."""
        assert self(kind, "--format", form, *more).code == 0
        done = self("log", "add", "--manifest", "--channel", "email")
        assert done.code == 0, done.err

    @property
    def rows(self) -> list[Any]:
        """The rows of the record."""
        return record.read(self.folder)

    @property
    def held(self) -> bytes:
        """All bytes of the record."""
        return (self.folder / "record.sqlite").read_bytes()


@pytest.fixture
def desk(make: Make) -> Desk:
    """Return a campaign that writes to three people."""
    return Desk(make(PEOPLE, FOLLOW_UP))


# Adding


def test_what_was_made_is_recorded_once_whatever_its_formats(desk: Desk) -> None:
    desk("letter", "--format", "txt,docx,html")
    done = desk("log", "add", "--manifest", "--channel", "post", "--json")
    assert (done.code, [row["path"] for row in done.json["added"]]) == (
        0,
        [f"river/en/letter/{name}.docx" for name in ("al", "jo", "mo")],
    )
    made = {row["path"]: row for row in manifest(desk.out)}
    for row in done.json["added"]:
        for name in ("kind", "recipient", "sha256", "facts", "asks", "country"):
            assert row[name] == made[row["path"]][name]
        assert (row["day"], row["act"], row["channel"], row["language"]) == (SENT, "sent", "post", "en")
    again = desk("log", "add", "--manifest", "--channel", "email")
    assert (again.code, again.codes, len(desk.rows)) == (0, {"recorded"}, 3)
    desk("letter", "--format", "txt,docx,html", "--personal", "I swim there.", "--to", "jo")
    assert [
        row["recipient"] for row in desk("log", "add", "--manifest", "--channel", "form", "--json").json["added"]
    ] == ["jo"]


def test_a_folder_stands_for_what_was_made_below_it(desk: Desk) -> None:
    desk("letter", "--format", "txt")
    desk("article", "--format", "txt")
    done = desk("log", "add", "--manifest", desk.out / "river/en/article", "--channel", "web", "--json")
    assert [(row["path"], row["act"]) for row in done.json["added"]] == [("river/en/article/article.txt", "published")]


def test_files_are_recorded_with_what_is_said_of_them(desk: Desk) -> None:
    desk("letter", "--format", "txt")
    file = desk.out / "river/en/letter/jo.txt"
    given = ("--channel", "hand", "--outcome", "undecided", "--note", "at the door", "--by", "Kim")
    assert desk("log", "add", file, *given).code == 0
    [row] = desk.rows
    assert (row.channel, row.outcome, row.note, row.by) == ("hand", "undecided", "at the door", "Kim")
    twice = desk("log", "add", file, *given)
    assert (twice.code, twice.codes, len(desk.rows)) == (0, {"twice"}, 1)
    assert desk("log", "add", file, *given, on="2026-11-03").code == 0


def test_a_post_goes_out_once_for_each_network(desk: Desk) -> None:
    desk("social", "--format", "txt,csv")
    for network in ("x", "bluesky"):
        assert desk("log", "add", desk.out / "river/en/social/messages.txt", "--channel", network).code == 0
    assert [(row.act, row.channel, row.recipient) for row in desk.rows] == [
        ("published", "x", None),
        ("published", "bluesky", None),
    ]


def refused(desk: Desk, file: Path, *more: str) -> tuple[int, set[str]]:
    """Return how a file is refused: the record stays as it is."""
    before = len(desk.rows)
    done = desk("log", "add", file, "--channel", "email", *more)
    assert len(desk.rows) == before
    return done.code, done.codes


def test_what_may_not_have_gone_out_is_refused(desk: Desk, make: Make) -> None:
    desk("letter", "--format", "txt", "--to", "jo")
    desk("press-release", "--format", "txt", "--draft")
    file = desk.out / "river/en/letter/jo.txt"
    assert refused(desk, desk.out / "river/en/press-release/press-release.draft.txt") == (3, {"draft"})
    assert refused(desk, desk.folder / "facts.yaml") == (3, {"no-manifest"})
    assert refused(desk, file, "--recipient", "al") == (3, {"other-recipient"})
    file.write_text("edited", encoding="utf-8")
    assert refused(desk, file) == (3, {"changed"})
    assert desk("log", "add", file, "--channel", "email", "--changed").code == 0
    file.unlink()
    assert refused(desk, file) == (3, {"missing-file"})
    make(
        PEOPLE.replace(
            "office: lower-house, country: GB, email: jo", "example: true, office: lower-house, country: GB, email: jo"
        )
    )
    desk("letter", "--format", "txt", "--to", "jo")
    assert refused(desk, file) == (3, {"example"})
    assert desk("log", "add", "--manifest", "--channel", "email").codes == {"left-out"}
    assert len(desk.rows) == 1


def test_of_several_files_all_are_recorded_or_none_and_every_problem_is_said(desk: Desk) -> None:
    desk("letter", "--format", "txt")
    folder = desk.out / "river/en/letter"
    (folder / "jo.txt").write_text("edited", encoding="utf-8")
    done = desk("log", "add", *(folder / f"{n}.txt" for n in ("al", "jo", "none")), "--channel", "email")
    assert (done.code, done.codes, desk.rows) == (3, {"changed", "no-manifest"}, [])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["send"], "unknown-action"),
        (["add"], "no-file"),
        (["add", "--act", "called"], "no-recipient"),
        (["add", "--act", "called", "--recipient", "jon"], "unknown-recipient"),
        (["add", "--act", "wrote"], "unknown-act"),
        (["add", "x.pdf"], "no-channel"),
        (["add", "x.pdf", "--channel", "pigeon"], "unknown-channel"),
        (["reply"], "no-recipient"),
        (["reply", "jo"], "no-outcome"),
        (["reply", "jo", "--outcome", "fro"], "unknown-outcome"),
        (["reply", "jon", "--outcome", "for"], "unknown-recipient"),
        (["report", "--format", "pdf"], "unknown-format"),
        (["export", "--format", "xlsx"], "unknown-format"),
        (["list", "--since", "yesterday"], "date"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_wrong_usage_is_exit_2(desk: Desk, arguments: list[str], code: str) -> None:
    done = desk("log", *arguments)
    assert (done.code, done.codes) == (2, {code})
    assert not (desk.folder / "record.sqlite").exists()


def test_the_installed_campaign_keeps_no_record(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "SEEDS", desk.folder.parent)
    monkeypatch.setattr(resources, "INSTALLED", True)
    done = call("log", "add", "--act", "note", "--note", "x", "--campaign", desk.folder, "--date", DAY)
    assert (done.code, done.codes) == (2, {"installed-campaign"})
    assert not (desk.folder / "record.sqlite").exists()


def test_calls_meetings_and_replies(desk: Desk) -> None:
    desk.wrote("--to", "jo")
    assert desk("log", "add", "--act", "met", "--recipient", "mo", "--note", "café").code == 0
    assert desk("log", "reply", "jo", "--outcome", "for", "--channel", "phone", on="2026-11-05").code == 0
    odd = desk("log", "reply", "al", "--outcome", "against", on="2026-11-05")
    assert (odd.code, odd.codes) == (0, {"not-written"})
    assert [(r.act, r.recipient, r.country, r.outcome) for r in desk.rows[1:]] == [
        ("met", "mo", "IE", None),
        ("reply", "jo", "GB", "for"),
        ("reply", "al", "GB", "against"),
    ]


# Safe mode


@pytest.mark.parametrize("way", ["--safe when made", "--safe when recorded", "risk"])
def test_where_it_is_dangerous_nobody_is_in_the_record(make: Make, way: str) -> None:
    risky = "-- countries/GB.yaml --\nlanguages: [en]\nrisk: high\nrisk_why: people were arrested\n"
    desk = Desk(make(PEOPLE, risky if way == "risk" else ""))
    desk("letter", "--format", "txt", "--to", "jo", *(["--safe"] if way == "--safe when made" else []))
    done = desk("log", "add", "--manifest", "--channel", "email", *(["--safe"] if way != "risk" else []))
    assert done.code == 0 and len(desk.rows) == 1
    more = [] if way == "risk" else ["--safe"]
    answered = desk("log", "reply", "jo", "--outcome", "for", *more)
    called = desk("log", "add", "--act", "called", "--recipient", "jo", *more)
    assert [done.codes for done in (answered, called)] == [{"safe"}, {"safe"}]
    assert len(desk.rows) == 3 and all(row.recipient is None and row.country == "GB" for row in desk.rows)
    for name in (b"jo.txt", b"Jo March", b"March", b'"jo"', b"jo@", b"Kim", b"Rivertown"):
        assert name not in desk.held
    assert desk("log", "add", "--manifest", "--channel", "email").codes == {"recorded"}
    for name in ("csv", "json"):
        desk("log", "export", "--format", name)
        assert not re.search(r"\bjo\b|March", (desk.out / f"river/record.{name}").read_text(encoding="utf-8"))


# Looking


def test_the_list_is_what_fits_with_the_head_of_all(desk: Desk) -> None:
    desk.wrote()
    desk("log", "reply", "jo", "--outcome", "for", on="2026-11-05")
    head = record.head(desk.rows)
    for arguments, numbers in (
        ([], [1, 2, 3, 4]),
        (["--recipient", "jo"], [2, 4]),
        (["--kind", "letter", "--country", "GB"], [1, 2]),
        (["--since", "2026-11-03"], [4]),
        (["--until", "2026-11-02"], [1, 2, 3]),
    ):
        done = desk("log", "list", *arguments, "--json")
        assert [row["number"] for row in done.json["entries"]] == numbers
        assert done.json["head"] == head
        assert f"head {head}" in desk("log", "list", *arguments).out


def test_a_tampered_record_fails(desk: Desk) -> None:
    desk.wrote()
    head = record.head(desk.rows)
    assert desk("log", "verify", "--head", head).code == 0
    assert desk("log", "verify", "--head", "0" * 63 + "1").codes == {"cut"}
    (desk.folder / "record.sqlite").write_bytes(desk.held.replace(b"letterjo", b"letteral"))
    done = desk("log", "verify", "--json")
    assert (done.code, done.codes) == (1, {"tampered"})
    assert "row 2 was changed" in done.json["problems"][0]["message"]
    (desk.folder / "record.sqlite").write_bytes(b"not a database " * 60)
    for action in ("verify", "list", "report", "export"):
        done = desk("log", action)
        assert (done.code, done.codes) == (3, {"record"})
    assert (desk("remind").code, desk("trace", "permit-granted", "--sent").code) == (3, 3)


class Page(HTMLParser):
    """What a report holds: its figures with their tables, and whatever could run or load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.charts: list[dict[str, Any]] = []
        self.ids: set[str] = set()
        self.loads: list[str] = []
        self.cell = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        if tag in ("script", "link", "img", "iframe") or {"src", "style", "onclick"} & given.keys():
            self.loads.append(tag)
        if tag == "figure":
            self.charts.append({"tables": [], "rows": [], "numbers": [], "meters": [], "caption": ""})
        elif tag == "table":
            self.charts[-1]["tables"].append(given["aria-labelledby"])
        elif tag == "meter":
            assert given["aria-hidden"] == "true"
            self.charts[-1]["meters"].append((int(given["value"] or ""), int(given["max"] or "")))
        self.cell = {"th": given.get("scope") or "", "span": given.get("class") or "", "figcaption": "caption"}.get(
            tag, ""
        )

    def handle_data(self, data: str) -> None:
        match self.cell:
            case "row":
                self.charts[-1]["rows"].append(data)
            case "number":
                self.charts[-1]["numbers"].append(int(data))
            case "caption":
                self.charts[-1]["caption"] += data
        self.cell = ""


def test_every_chart_of_the_page_is_a_table_and_says_itself_in_words(desk: Desk) -> None:
    desk.wrote()
    desk("log", "reply", "jo", "--outcome", "for", on="2026-11-20")
    done = desk("log", "report", "--format", "html")
    assert (done.code, done.out) == (0, f"{desk.out.as_posix()}/river/en/report.html\n")
    text = (desk.out / "river/en/report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.loads == [] and "default-src 'none'" in text
    assert [chart["tables"] for chart in page.charts] == [
        [n] for n in ("week", "kind", "country", "language", "channel", "outcome")
    ]
    for chart in page.charts:
        assert chart["tables"][0] in page.ids
        assert len(chart["rows"]) == len(chart["numbers"]) == len(chart["meters"]) > 0
        assert [value for value, _ in chart["meters"]] == chart["numbers"]
        assert {most for _, most in chart["meters"]} == {max(chart["numbers"])}
        assert f"{max(chart['numbers'])} of {sum(chart['numbers'])}" in chart["caption"]
    assert page.charts[2]["rows"] == ["United Kingdom", "Ireland"]
    assert "1 of them replied (33%)" in text and record.head(desk.rows) in text


def test_the_report_as_lines_and_as_json(desk: Desk) -> None:
    assert "nothing is recorded yet" in desk("log", "report").out
    desk.wrote()
    desk("log", "reply", "jo", "--outcome", "for", on="2026-11-05")
    lines = desk("log", "report").out.splitlines()
    assert lines[:2] == ["2026-11-02 to 2026-11-05: 3 texts went out", "3 recipients, 1 of them replied (33%)"]
    assert f"  GB  2  {'#' * 30}" in lines and f"  IE  1  {'#' * 15}" in lines
    assert lines.index("by country") < lines.index("replies") and lines[-1] == f"head {record.head(desk.rows)}"
    found = desk("log", "report", "--format", "json").json
    assert (found["schema"], found["texts"], found["written_to"], found["answered"]) == (1, 3, 3, 1)
    assert found["by"]["country"] == {"GB": 2, "IE": 1} and found["head"] == record.head(desk.rows)


def test_a_report_is_never_half_in_another_language(make: Make) -> None:
    desk = Desk(make(PEOPLE))
    assert desk("log", "report", "--format", "html", "--lang", "es").codes == {"unknown-language"}
    speak(desk.folder, "es", {"campaign/title": ""})
    done = desk("log", "report", "--format", "html", "--lang", "es")
    assert (done.code, done.codes) == (3, {"gap"}) and "campaign's title" in done.err


def test_the_export_is_the_chain(desk: Desk) -> None:
    desk.wrote()
    assert desk("log", "export", "--format", "json").code == 0
    whole = json.loads((desk.out / "river/record.json").read_text(encoding="utf-8"))
    assert whole["entries"] == [entry.as_row() for entry in desk.rows] and whole["head"] == desk.rows[-1].hash
    desk("log", "export")
    lines = list(csv.DictReader((desk.out / "river/record.csv").read_text(encoding="utf-8").splitlines()))
    assert [line["facts"] for line in lines] == ["permit-granted"] * 3
    desk("log", "export", "--public")
    public = (desk.out / "river/record-public.csv").read_text(encoding="utf-8")
    assert public.splitlines() == ['"act","kind","country","count"']  # three letters are too few to be told


# Reminding


def test_who_has_not_replied_is_reminded_of_and_written_to_again(desk: Desk) -> None:
    desk.wrote()
    desk("log", "reply", "jo", "--outcome", "for", on="2026-11-05")
    assert desk("remind", "--after", "21", on="2026-11-22").out == "nothing has been without a reply for 21 days\n"
    done = desk("remind", "--after", "20", "--json", on="2026-11-22")
    assert [(row["recipient"], row["name"], row["days"]) for row in done.json["waiting"]] == [
        ("al", "Al Stone", 20),
        ("mo", "Mo Hill", 20),
    ]
    made = desk("remind", "--make", on="2026-11-22")
    assert made.code == 0
    assert files_in(desk.out / "river/en/follow-up") == {"al.txt", "mo.txt"}
    assert "We wrote on 2 November 2026." in (desk.out / "river/en/follow-up/al.txt").read_text(encoding="utf-8")
    desk("log", "add", "--manifest", desk.out / "river/en/follow-up", "--channel", "email", on="2026-11-22")
    assert desk("remind", "--json", on="2026-11-23").json["waiting"] == []


def test_a_reminder_without_the_kind_or_the_person(desk: Desk, make: Make) -> None:
    desk.wrote()
    make(PEOPLE.replace("{id: al", "{id: other"))
    done = desk("remind", "--make", on="2026-11-22")
    assert (done.code, done.own) == (0, {"left"}) and files_in(desk.out / "river/en/follow-up") == {"jo.txt", "mo.txt"}


# Correcting

WRONG = "We wrote that the permit is of 2021; it is of 2022."


def test_what_went_out_with_a_fact(desk: Desk) -> None:
    desk.wrote("--to", "jo")
    done = desk("trace", "permit-granted", "--sent", "--json")
    assert [(r["day"], r["kind"], r["recipient"], r["channel"], r["path"]) for r in done.json["sent"]] == [
        (SENT, "letter", "jo", "email", "river/en/letter/jo.txt")
    ]
    assert [r["number"] for r in desk("trace", "revoke", "--sent", "--json").json["sent"]] == [1]
    assert desk("trace", "permit-grant", "--sent").codes == {"unknown-id"}


def test_a_correction_says_which_letter_what_is_right_and_what_shows_it(desk: Desk) -> None:
    desk.wrote("--to", "jo,mo")
    desk.wrote("--to", "mo", kind="email", form="eml")
    done = desk("trace", "permit-granted", "--sent", "--correct", WRONG, on="2026-11-22")
    assert (done.code, done.codes) == (0, {"sources"})
    folder = desk.out / "river/en/correction"
    assert files_in(folder) == {f"{who}.{form}" for who in ("jo", "mo") for form in ("txt", "eml", "pdf", "docx")}
    one, two = (" ".join((folder / f"{who}.txt").read_text(encoding="utf-8").split()) for who in ("jo", "mo"))
    assert f"The letter sent to you on 2 November 2026 contained a mistake. This is the correction. {WRONG} [1]" in one
    assert f"the e-mail of 2 November 2026 - the letter of 2 November 2026 {WRONG} [1]" in two
    assert "[1] Example Agency: Permit of the plant, 4 May 2021. https://example.org/permit" in one
    assert WRONG in docx_text(folder / "jo.docx")
    assert "revoke" not in one  # it corrects, and asks for nothing
    assert b"Subject: Correction of a mistake" in (folder / "jo.eml").read_bytes()


def test_who_was_corrected_is_not_corrected_again_until_told_again(desk: Desk) -> None:
    desk.wrote("--to", "jo")
    trace = ("trace", "permit-granted", "--correct", WRONG, "--format", "txt")
    desk(*trace, on="2026-11-10")
    desk("log", "add", desk.out / "river/en/correction/jo.txt", "--channel", "email", on="2026-11-10")
    assert desk.rows[-1].act == "correction" and desk.rows[-1].facts == ("permit-granted",)
    done = desk(*trace, on="2026-11-11")
    assert (done.code, done.codes) == (3, {"nothing-sent"})
    desk("log", "add", desk.out / "river/en/letter/jo.txt", "--channel", "email", on="2026-11-12")
    assert desk(*trace, on="2026-11-13").code == 0
    text = " ".join((desk.out / "river/en/correction/jo.txt").read_text(encoding="utf-8").split())
    assert "sent to you on 12 November 2026" in text
    assert desk("remind", "--after", "0", "--json", on="2026-11-13").json["waiting"][0]["on"] == "2026-11-12"


def test_a_kit_is_handed_on_and_no_record_of_what_was_sent(desk: Desk) -> None:
    desk.wrote("--to", "jo")
    assert desk("kit", "--to", "jo").code == 0
    done = desk("log", "add", "--manifest", "--channel", "email")
    assert "kit" in done.codes and len(desk.rows) == 1
    [folder] = [path for path in desk.out.rglob("kit*") if path.is_dir()]
    assert desk("log", "add", "--manifest", folder, "--channel", "email").code == 0
    assert {row.kind for row in desk.rows[1:]} >= {"letter", "email"}


def test_whom_a_rule_keeps_from_letters_is_corrected_all_the_same(desk: Desk) -> None:
    desk.wrote("--to", "jo")
    with (desk.folder / "campaign.yaml").open("a", encoding="utf-8") as file:
        file.write("rules:\n  - {id: met, to: {id: jo}, exclude: a meeting is being arranged}\n")
    assert "excluded" in desk("letter", "--format", "txt").codes
    done = desk("trace", "permit-granted", "--correct", WRONG, "--format", "txt")
    assert done.code == 0 and "excluded" not in done.codes
    assert files_in(desk.out / "river/en/correction") == {"jo.txt"}


def test_a_fact_that_was_taken_out_is_corrected_with_a_source(desk: Desk, make: Make) -> None:
    desk.wrote("--to", "jo")
    make(
        PEOPLE,
        "-- facts.yaml --\n- {id: other, text: It rains., sources: [permit], as_of: 2021-05-04, confidence: verified}\n"
        "-- concerns.yaml --\n- {id: water, title: The water, text: The town drinks from this river., facts: [other]}\n"
        "-- messages.yaml --\n",
    )
    trace = ("trace", "permit-granted", "--correct", WRONG, "--format", "txt")
    done = desk(*trace)
    assert (done.code, done.codes) == (2, {"no-source"})
    assert desk(*trace, "--source", "permitt").codes == {"unknown-source"}
    assert desk(*trace, "--source", "permit").code == 0
    text = (desk.out / "river/en/correction/jo.txt").read_text(encoding="utf-8")
    assert "[1] Example Agency" in text
    assert manifest(desk.out)[0]["facts"] == ["permit-granted"]


def test_a_correction_may_name_a_known_wrong_claim_and_a_letter_may_not(make: Make) -> None:
    trap = """
-- traps.yaml --
- id: y2021
  origin: ours
  wrong: it is older
  right: it is of 2022
  languages: {en: {pattern: is of 2021, fires: [It is of 2021., The plan is of 2021.], passes: [It is new., It is old.]}}
"""
    desk = Desk(make(PEOPLE, trap))
    desk.wrote("--to", "jo")
    done = desk("trace", "permit-granted", "--correct", WRONG, "--format", "txt")
    assert (done.code, done.codes) == (0, {"sources", "trap"})
    assert desk("letter", "--format", "txt", "--to", "jo", "--personal", "It is of 2021.").code != 0


def test_a_correction_is_made_when_it_is_named_and_no_ask_is_left(desk: Desk) -> None:
    desk.wrote("--to", "jo")
    alone = desk("compose", "correction", "--to", "jo")
    assert (alone.code, alone.own) == (3, {"gap"})
    assert desk("build", "--format", "txt").codes.isdisjoint({"no-ask"})
    assert not (desk.out / "river/en/correction").exists()
    asks = desk.folder / "asks.yaml"
    asks.write_text(asks.read_text(encoding="utf-8") + "  valid_until: 2026-11-03\n", encoding="utf-8")
    assert desk("letter", "--to", "jo", on="2026-11-22").own == {"no-ask"}
    assert desk("trace", "permit-granted", "--correct", WRONG, "--format", "txt", on="2026-11-22").code == 0


def test_no_correction_goes_out_in_another_language(make: Make) -> None:
    desk = Desk(make(PEOPLE))
    speak(desk.folder, "es")
    desk.wrote("--to", "jo", "--lang", "en,es")
    trace = ("trace", "permit-granted", "--format", "txt")
    for words in (["--correct", WRONG], ["--correct", f"en={WRONG}"]):
        assert desk(*trace, *words).codes == {"correction-language"}
    assert desk(*trace, "--correct", f"en={WRONG}", "--correct", "es=El permiso es de 2022.").code == 0
    text = " ".join((desk.out / "river/es/correction/jo.txt").read_text(encoding="utf-8").split())
    assert (
        "La carta que se le envió el 2 de noviembre de 2026 contenía un error. Esta es la corrección. El permiso es"
        in text
    )


def test_what_went_to_nobody_in_particular_is_named_and_nothing_sent_is_refused(desk: Desk) -> None:
    trace = ("trace", "permit-granted", "--correct", WRONG)
    assert (desk(*trace).code, desk(*trace).codes) == (3, {"nothing-sent"})
    desk("article", "--format", "txt")
    desk("log", "add", "--manifest", "--channel", "web")
    done = desk(*trace)
    assert (done.code, done.codes) == (3, {"nothing-sent", "elsewhere"})
    assert "river/en/article/article.txt" in done.err
