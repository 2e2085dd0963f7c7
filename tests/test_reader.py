"""What stands in a file is what the campaign says: nothing is guessed, nothing is lost, every mistake has its place."""

import datetime
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import pytest
import yaml
from conftest import ROOT
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from campaign import reader
from campaign.diagnostics import Diagnostic
from campaign.files import read_file
from campaign.model import Fact, Id, Name, PartialDate, Record, Source, as_date, as_partial


class Inner(Record):
    """A record inside another."""

    word: str
    until: datetime.date | None = None


class Entry(Record):
    """One field of each type that the schema knows."""

    id: Id
    title: str
    note: str | None = None
    flag: bool = False
    count: int = 0
    share: float = 0.0
    day: datetime.date | None = None
    since: PartialDate | None = None
    gender: Literal["f", "m"] | None = None
    tags: tuple[str, ...] = ()
    names: Mapping[str, str] = {}
    budgets: Mapping[str, int] = {}
    inner: Inner | None = None
    inners: tuple[Inner, ...] = ()
    anything: Any = None
    in_: str | None = None


def read(yaml_text: str) -> Entry:
    """Read an entry that must have no problem; `id` and `title` come by themselves."""
    entry, problems = reader.read_record(f"id: one\ntitle: One\n{yaml_text}", Entry, "entry.yaml")
    assert problems == [] and entry is not None
    return entry


def problems_of(yaml_text: str) -> list[Diagnostic]:
    """Return the problems of an entry, which is then not there; the first line of the text is line 1."""
    entry, problems = reader.read_record(f"{yaml_text}\nid: one\ntitle: One\n", Entry, "entry.yaml")
    assert problems and entry is None
    return problems


def places(problems: list[Diagnostic]) -> list[tuple[str, int, int]]:
    """Return problems as (code, line, column)."""
    return [(p.code, p.where.line, p.where.column) for p in problems]


# What YAML 1.1 would make of a scalar does not matter.

AS_WRITTEN = [
    "NO",
    "no",
    "yes",
    "Yes",
    "on",
    "OFF",
    "true",
    "010",
    "0x1F",
    "0o17",
    "12:30",
    "190:20:30",
    "2017-07-07",
    "1_000",
    "1e3",
    ".5",
    "+56",
]
AS_WRITTEN += [
    "1.10",
    "-1",
    ".inf",
    ".NaN",
    "0001",
    "=",
    "<<",
    "2001-12-14t21:59:43.10-05:00",
    "y",
    "n",
    "Null",
    "a & b",
    "50%",
    "x!",
    "é",
]


@pytest.mark.parametrize("word", AS_WRITTEN)
def test_a_text_is_what_is_written(word: str) -> None:
    entry = read(f"note: {word}\ntags: [{word}]\nnames: {{{word}: {word}}}\ninner: {{word: {word}}}")
    assert (entry.note, entry.tags, dict(entry.names)) == (word, (word,), {word: word})
    assert entry.inner and entry.inner.word == word


def test_norway_has_a_name_and_a_country_file_of_its_own() -> None:
    name, problems = reader.read_record("id: norway\nnames: {NO: Norge, en: Norway}", Name, "names.yaml")
    assert not problems and name is not None and dict(name.names) == {"NO": "Norge", "en": "Norway"}


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "True", "FALSE", "1", "y", "NO", "ja"])
def test_only_true_and_false_are_truth_values(word: str) -> None:
    [problem] = problems_of(f"flag: {word}")
    assert places([problem]) == [("type", 1, 7)]
    assert problem.message == f"expected true or false, found '{word}'" and problem.hint == "write true or false"


def test_true_and_false_are_read() -> None:
    assert read("flag: true").flag is True and read("flag: false").flag is False


@pytest.mark.parametrize("word", ["010", "1_000", "12:30", "0x1F", "1.0", "1e3", "ten", "NO", "1 000", "٣", "9" * 5000])
def test_a_whole_number_is_plain_decimal_digits(word: str) -> None:
    assert places(problems_of(f"count: {word}")) == [("type", 1, 8)]


@pytest.mark.parametrize("word", ["010.5", ".5", "5.", "1e3", ".inf", ".nan", "1,5", "1_0.5", "9" * 400 + ".0"])
def test_a_number_is_plain_decimal_digits(word: str) -> None:
    assert places(problems_of(f"share: {word}")) == [("type", 1, 8)]


def test_numbers_are_read() -> None:
    entry = read("count: -12\nshare: 12.5")
    assert (entry.count, entry.share) == (-12, 12.5) and read("share: 7").share == 7.0


@pytest.mark.parametrize(
    "word",
    [
        "2026-13-01",
        "2026-02-30",
        "2026-00",
        "2026-1-1",
        "26-11-22",
        "22.11.2026",
        "0000",
        "2026-11-22T10:00",
        "soon",
        "20261122",
    ],
)
def test_a_day_that_does_not_exist_is_refused(word: str) -> None:
    assert places(problems_of(f"since: {word}")) == [("type", 1, 8)]
    [problem] = problems_of(f"day: {word}")
    assert problem.hint == "write it as 2026-11-22"


@pytest.mark.parametrize("word", ["2026", "2026-11"])
def test_a_full_date_is_not_a_year_or_month(word: str) -> None:
    assert places(problems_of(f"day: {word}")) == [("type", 1, 6)]


def test_dates_keep_the_precision_they_are_written_in() -> None:
    dates = {word: read(f"since: {word}").since for word in ("2024", "2024-02", "2024-02-29")}
    assert dates == {"2024": PartialDate(2024), "2024-02": PartialDate(2024, 2), "2024-02-29": PartialDate(2024, 2, 29)}
    assert read("day: 2024-02-29").day == datetime.date(2024, 2, 29)


def test_a_value_of_any_type_is_read_by_its_plain_shape() -> None:
    entry = read(
        "anything: {number: 72, share: 7.5, days: 010, when: 2017-07-07, hour: 12:30, code: '72', "
        "nothing: , list: [NO, yes], on: off}"
    )
    assert entry.anything == {
        "number": 72,
        "share": 7.5,
        "days": "010",
        "when": "2017-07-07",
        "hour": "12:30",
        "code": "72",
        "nothing": None,
        "list": ["NO", "yes"],
        "on": "off",
    }


def test_a_number_of_any_type_that_no_machine_holds_stays_text() -> None:
    assert read("anything: " + "9" * 5000).anything == "9" * 5000


# Null, empty, quoted.


@pytest.mark.parametrize("word", ["", "~", "null"])
def test_an_optional_field_may_say_nothing(word: str) -> None:
    entry = read(f"note: {word}\ntags: {word}\nnames: {word}\nday: {word}\ninner: {word}")
    assert (entry.note, entry.tags, dict(entry.names), entry.day, entry.inner) == (None, (), {}, None, None)


@pytest.mark.parametrize("word", ["", "~", "null", "''", "'  '", "# a hashtag"])
def test_a_required_text_says_something(word: str) -> None:
    _, problems = reader.read_record(f"id: one\ntitle: {word}\n", Entry, "entry.yaml")
    assert [p.code for p in problems] == ["missing-value"] and problems[0].where.line == 2


def test_quoted_null_is_a_word() -> None:
    assert read("note: 'null'\ntags: ['~', \"null\"]").tags == ("~", "null")
    assert read("note: 'null'").note == "null"


def test_an_empty_item_of_a_list_is_a_problem() -> None:
    assert places(problems_of("tags:\n  - a\n  -")) == [("missing-value", 3, 4)]


def test_block_texts_lose_the_line_break_at_their_end_alone() -> None:
    assert read("note: |\n  One\n    two\n\n  three\n").note == "One\n  two\n\nthree"
    assert read("note: >\n  One\n  two\n\n  three\n").note == "One two\nthree"
    assert read("note: '  kept  '").note == "  kept  "


# Problems, each with its place.


def test_an_unknown_key_comes_with_the_nearest_known_one() -> None:
    [problem] = problems_of("  titel: Two".strip())
    assert places([problem]) == [("unknown-key", 1, 1)]
    assert problem.message == "unknown key 'titel'" and problem.hint == "did you mean 'title'?"


def test_an_unknown_key_that_is_like_none_comes_with_all_known_ones() -> None:
    [problem] = problems_of("zzz: 1")
    assert problem.hint.startswith("known: anything, ") and "inners" in problem.hint
    assert "where" not in problem.hint and "places" not in problem.hint


@pytest.mark.parametrize("key", ["where", "places", "in_", "_fields", "''"])
def test_what_is_no_field_of_the_file_is_an_unknown_key(key: str) -> None:
    assert places(problems_of(f"{key}: x")) == [("unknown-key", 1, 1)]


def test_a_key_that_python_reserves_is_written_plainly() -> None:
    assert read("in: Chile").in_ == "Chile"


def test_missing_keys_are_named_where_the_entry_begins() -> None:
    _, problems = reader.read_records("- id: a\n  title: A\n- note: b\n- id: c\n", Entry, "f.yaml")
    assert [(p.where.line, p.where.column, p.code, p.message) for p in problems] == [
        (3, 3, "missing-key", "'id' is missing"),
        (3, 3, "missing-key", "'title' is missing"),
        (4, 3, "missing-key", "'title' is missing"),
    ]


def test_a_key_that_stands_twice_is_refused() -> None:
    [problem] = problems_of("note: a\nflag: true\nnote: b")
    assert places([problem]) == [("duplicate-key", 3, 1)] and problem.message == "'note' stands twice in this entry"
    assert places(problems_of("names: {en: a, es: b, en: c}")) == [("duplicate-key", 1, 23)]
    assert places(problems_of("inner:\n  word: a\n  word: a")) == [("duplicate-key", 3, 3)]
    assert places(problems_of("anything:\n  a: {b: 1, b: 2}")) == [("duplicate-key", 2, 13)]


WRONG_TYPES = [
    ("title: [a]", ("type", 1, 8), "expected a text, found a list"),
    ("title:\n  en: a", ("type", 2, 3), "expected a text, found a mapping"),
    ("note: {en: a}", ("type", 1, 7), "expected a text, found a mapping"),
    ("flag: [true]", ("type", 1, 7), "expected true or false, found a list"),
    ("count: {a: 1}", ("type", 1, 8), "expected a whole number, found a mapping"),
    ("count: many", ("type", 1, 8), "expected a whole number, found 'many'"),
    ("share: half", ("type", 1, 8), "expected a number, found 'half'"),
    ("day: [2026-11-22]", ("type", 1, 6), "expected a date, found a list"),
    ("gender: male", ("choice", 1, 9), "expected one of f, m; found 'male'"),
    ("gender: [f]", ("type", 1, 9), "expected one of f, m, found a list"),
    ("tags: a", ("type", 1, 7), "expected a list, found 'a'"),
    ("tags: {a: b}", ("type", 1, 7), "expected a list, found a mapping"),
    ("tags:\n  - a\n  - [b]", ("type", 3, 5), "expected a text, found a list"),
    ("names: Chile", ("type", 1, 8), "expected a mapping, found 'Chile'"),
    ("names: [Chile]", ("type", 1, 8), "expected a mapping, found a list"),
    ("names:\n  en: a\n  es: [b]", ("type", 3, 7), "expected a text, found a list"),
    ("budgets: {en: many}", ("type", 1, 15), "expected a whole number, found 'many'"),
    ("inner: word", ("type", 1, 8), "expected a mapping, found 'word'"),
    ("inners: {word: a}", ("type", 1, 9), "expected a list, found a mapping"),
    ("inners:\n  - word: a\n  - b", ("type", 3, 5), "expected a mapping, found 'b'"),
    ("inners:\n  - word: a\n    until: never", ("type", 3, 12), "expected a date, found 'never'"),
    ("note: " + "x" * 60 + "\ntags: " + "x" * 60, ("type", 2, 7), "expected a list, found a text"),
]


@pytest.mark.parametrize(("text", "place", "message"), WRONG_TYPES, ids=[m for _, _, m in WRONG_TYPES])
def test_a_wrong_type_is_named_at_its_line_and_column(text: str, place: tuple[str, int, int], message: str) -> None:
    lines = "" if text.startswith("title") else "\ntitle: One"
    entry, problems = reader.read_record(f"{text}\nid: one{lines}\n", Entry, "entry.yaml")
    assert entry is None and places(problems) == [place] and problems[0].message == message


@pytest.mark.parametrize("ident", ["Two", "two_three", "two--three", "-two", "two-", "añ", "a b", "a/b", "../a"])
def test_an_id_is_lower_kebab(ident: str) -> None:
    _, problems = reader.read_record(f"title: One\nid: {ident}", Entry, "f.yaml")
    assert places(problems) == [("id", 2, 5)]


def test_a_map_by_language_says_how_it_is_written() -> None:
    [problem] = problems_of("names: Chile")
    assert problem.hint == "write it by language: {en: …, es: …}"


def test_all_problems_of_a_file_come_in_one_run() -> None:
    text = """\
- id: One
  title:
  flag: yes
  tags: a
- id: two
  titel: Two
  inner: {until: 2026-02-30}
- three
- id: four
  title: Four
"""
    entries, problems = reader.read_records(text, Entry, "f.yaml")
    assert [e.id for e in entries] == ["four"]
    assert places(problems) == [
        ("id", 1, 7),
        ("missing-value", 2, 9),
        ("type", 3, 9),
        ("type", 4, 9),
        ("unknown-key", 6, 3),
        ("type", 7, 18),
        ("missing-key", 7, 10),
        ("missing-key", 5, 3),
        ("type", 8, 3),
    ]


def test_a_problem_is_printed_as_the_manual_shows_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = "- id: a\n  text: A text.\n  as_of: 2026-01-01\n  sources: [b]\n  slots: [next]\n  confidence: verifed\n"
    monkeypatch.chdir(tmp_path)
    _, problems = reader.read_records(text, Fact, str(tmp_path / "seeds/x/facts.yaml"))
    assert "\n".join(map(str, problems)) == (
        "seeds/x/facts.yaml:6:15: error: expected one of verified, secondary, unverified; found 'verifed' [choice]\n"
        "  hint: did you mean 'verified'?"
    )


def test_lines_count_from_the_head_of_a_template() -> None:
    _, problems = reader.read_record("id: one\ntitle: One\ncount: x", Entry, "letter.html", line_offset=4)
    _, broken = reader.read_record("id: 'one\n", Entry, "letter.html", line_offset=4)
    assert places(problems) == [("type", 7, 8)] and broken[0].where.line >= 5


def test_every_value_knows_its_place() -> None:
    entry = read("tags:\n  - a\n  - b\ninner:\n  word: c\nin: d")
    assert [entry.at(k)[1:] for k in ("title", "tags", "tags.0", "tags.1", "in")] == [
        (2, 8),
        (4, 3),
        (4, 5),
        (5, 5),
        (8, 5),
    ]
    assert entry.inner and entry.inner.where[1:] == (7, 3) and entry.inner.at("word")[1:] == (7, 9)
    assert entry.at("note") == entry.where == ("entry.yaml", 1, 1), "what is not written stands where the entry begins"
    assert entry.at("tags.7")[1:] == (4, 3)


# Broken or hostile YAML.


def test_texts_that_begin_with_a_brace_say_that_they_want_quotes() -> None:
    for text, place in (
        ("note: {organization}", ("type", 1, 7)),
        ("note: {organization} asks", ("yaml", 1, 22)),
        ("note: [x] y", ("yaml", 1, 11)),
    ):
        problems = problems_of(text)
        assert places(problems) == [place] and problems[0].hint.startswith("quote "), text
    assert read("note: '{organization} asks'").note == "{organization} asks"


@pytest.mark.parametrize("text", ["@plenario votes", "%x", "`a`", "a: b", "!a!b c"])
def test_texts_that_want_quotes_say_so(text: str) -> None:
    [problem] = problems_of(f"flag: true\nnote: {text}")
    assert (problem.code, problem.where.line) == ("yaml", 2) and problem.hint.startswith("quote the text")


@pytest.mark.parametrize("text", ["!Alto no", "! no", "!!str no", "!!python/object/apply:os.system [ls]", "!important"])
def test_a_tag_never_swallows_the_start_of_a_text(text: str) -> None:
    [problem] = problems_of(f"flag: true\nnote: {text}")
    assert places([problem]) == [("yaml", 2, 7)] and problem.hint == "quote a text that starts with !"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("note: &x A\ntags: [*x]", (1, 7)),
        ("note: &x A", (1, 7)),
        ("note: *x", (1, 7)),
        ("tags: &x [*x]", (1, 7)),
        ("inners:\n  - &x {word: a}\n  - *x", (2, 5)),
        ("inners:\n  - {word: a}\n  - {<<: *x}", (3, 10)),
        ("anything: {a: &a [x, x], b: &b [*a, *a], c: [*b, *b]}", (1, 15)),
    ],
    ids=["scalar", "anchor alone", "undefined", "recursive", "mapping", "merge", "bomb"],
)
def test_aliases_are_refused(text: str, place: tuple[int, int]) -> None:
    assert places(problems_of(text)) == [("alias", *place)]


@pytest.mark.parametrize("text", ["R&D", "a & b", "AT&T *stars* & co", "5 * 3", "wow! & more"])
def test_an_ampersand_or_star_inside_a_text_is_no_alias(text: str) -> None:
    assert read(f"note: {text}").note == text


TABS = {
    "before a key": "note: a\n\tflag: true",
    "before a list": "tags:\n\t- a",
    "at the start": "\tnote: a",
    "in a block": "inner:\n\tword: a",
}


@pytest.mark.parametrize("text", TABS.values(), ids=TABS)
def test_a_tab_as_indentation_is_named_at_its_line(text: str) -> None:
    [problem] = problems_of(text)
    line = 1 + text[: text.index("\t")].count("\n")
    assert places([problem]) == [("yaml", line, 1)] and problem.hint == "indent with spaces, not tabs"


def test_a_tab_inside_a_text_is_fine() -> None:
    assert read("note: a\tb").note == "a\tb"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("inner:\n  word: a\n until: 2026-01-01", 3),
        ("  flag: true\nnote: a", 2),
        ("note: a\n  flag: true", 2),
        ("tags:\n  - a\n - b", 3),
    ],
)
def test_wrong_indentation_is_named_at_its_line(text: str, line: int) -> None:
    [problem] = problems_of(text)
    assert (problem.code, problem.where.line) == ("yaml", line)


@pytest.mark.parametrize("text", ["note: 'a", "tags: [a, b", "names: {en: a", 'note: "\\q"', "note: a\n---\nnote: b"])
def test_a_file_that_breaks_off_is_one_problem_with_a_line(text: str) -> None:
    [problem] = problems_of(text)
    assert problem.code == "yaml" and problem.where.line >= 1


def test_a_control_character_is_named_at_its_line_and_column() -> None:
    [problem] = problems_of("flag: true\nnote: é\x01b")
    assert places([problem]) == [("yaml", 2, 8)] and "U+0001" in problem.message


DEEP = {
    "flow lists": "anything: " + "[" * 50 + "]" * 50,
    "flow lists never closed": "anything: " + "[" * 1000,
    "flow lists by line": "anything: " + "[\n" * 900 + "]\n" * 900,
    "flow lists with closed ones between": "anything: " + "[[], " * 400 + "]" * 400,
    "flow maps": "anything: " + "{a: " * 900 + "}" * 900,
    "lists on a line": "anything:\n  " + "- " * 900 + "a",
    "keys on a line": "anything:\n  " + "? " * 900 + "a",
    "block lists": "anything:\n" + "\n".join(" " * i + "-" for i in range(1, 300)),
    "block maps": "\n".join(" " * i + "anything:" for i in range(300)),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_nesting_is_refused(text: str) -> None:
    [problem] = problems_of(text)
    assert (problem.code, problem.message) == ("yaml", "nested too deeply") and problem.where.line >= 1


def test_brackets_that_would_overflow_the_stack_of_c_are_a_problem_and_no_crash() -> None:
    code = (
        "from campaign.reader import read_plain\n"
        "for text in ('[' * 1000000, '[\\n' * 300000, '- ' * 300000, '? ' * 300000):\n"
        "    print([p.message for p in read_plain(text, 'f')[1]])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "['nested too deeply']\n" * 4)


def test_a_record_as_deep_as_any_is_read() -> None:
    assert read("anything: [[[[[[[[[[a]]]]]]]]]]").anything == [[[[[[[[[["a"]]]]]]]]]]


def test_an_empty_file_is_no_record_and_an_empty_list() -> None:
    for text in ("", "\n\n", "# a comment\n"):
        assert reader.read_records(text, Entry, "f.yaml") == ([], [])
    _, problems = reader.read_record("# a comment\n", Entry, "f.yaml")
    assert [(p.code, p.where.file) for p in problems] == [("empty", "f.yaml")]


def test_a_list_where_a_mapping_is_wanted_and_the_other_way_round() -> None:
    assert places(reader.read_record("- id: a", Entry, "f")[1]) == [("type", 1, 1)]
    [problem] = reader.read_records("id: a", Entry, "f")[1]
    assert places([problem]) == [("type", 1, 1)] and problem.hint == "start each entry with '- '"
    assert places(reader.read_records("abc", Entry, "f")[1]) == [("type", 1, 1)]


# Files.


def test_a_file_that_is_not_utf8_is_named_with_byte_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    for start in (b"", b"\xef\xbb\xbf"):
        path.write_bytes(start + "a: 1\r\nniño: ".encode() + b"\xe9l")
        text, [problem] = read_file(path)
        assert text is None and places([problem]) == [("encoding", 2, 7)]
        assert problem.message == "not UTF-8: byte 0xe9" and problem.hint == "save the file as UTF-8"


def test_utf16_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("id: a", encoding="utf-16")
    assert places(read_file(path)[1]) == [("encoding", 1, 1)]


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes("\ufeffid: one\r\ntitle: |\r\n  Año\r\n  nuevo\r\nflag: x\r\n".encode())
    text, problems = read_file(path)
    assert problems == [] and text is not None and text.startswith("id:") and "\r" not in text
    assert places(reader.read_record(text, Entry, "f")[1]) == [("type", 5, 7)]
    entry, _ = reader.read_record(text.replace("flag: x", ""), Entry, "f")
    assert entry is not None and (entry.id, entry.title) == ("one", "Año\nnuevo")


def test_a_file_over_one_mebibyte_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"a" * (1 << 20))
    assert read_file(path)[1] == []
    path.write_bytes(b"a" * ((1 << 20) + 1))
    text, [problem] = read_file(path)
    assert text is None and problem.code == "too-big" and problem.where.file == str(path)


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        text, [problem] = read_file(path)
        assert text is None and problem.code == "missing-file" and problem.where.file == str(path)


# Properties.

# Without the line ends that YAML 1.1 has beside the newline (5.4): PyYAML folds them to a space when it writes.
WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029"), min_size=1, max_size=60
)


@given(WORDS, st.booleans(), st.sampled_from([10, 80, 10_000]), st.sampled_from([None, "'", '"']))
def test_any_text_that_a_yaml_library_writes_comes_back_unchanged(
    text: str, unicode: bool, width: int, style: str | None
) -> None:
    assume(text.strip())
    written = yaml.safe_dump(
        {"id": "one", "title": text, "tags": [text, text], "names": {"en": text}, "inner": {"word": text}},
        allow_unicode=unicode,
        width=width,
        default_style=style,
    )
    entry, problems = reader.read_record(written, Entry, "f.yaml")
    assert problems == [] and entry is not None and entry.inner is not None
    assert (entry.title, entry.tags, dict(entry.names), entry.inner.word) == (text, (text, text), {"en": text}, text)


PIECES = [
    "a",
    "id",
    "title",
    ": ",
    ":",
    "- ",
    "\n",
    "  ",
    "\t",
    "[",
    "]",
    "{",
    "}",
    "&a",
    "*a",
    "!x ",
    "|",
    ">",
    "'",
    '"',
    "#",
    "? ",
    "---\n",
    "%",
    "\x01",
    "<<",
    ",",
    "é",
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | WORDS)
def test_whatever_stands_in_a_file_is_read_or_is_a_problem_with_a_place(text: str) -> None:
    entry, problems = reader.read_record(text, Entry, "f.yaml")
    assert (entry is None) == bool(problems)
    for problem in problems:
        assert problem.where.file == "f.yaml" and re.fullmatch("[a-z-]+", problem.code)
        assert problem.code == "empty" or (problem.where.line >= 1 and problem.where.column >= 1)
        assert problem.where.line <= len(re.split("\r\n|[\n\r\x85\u2028\u2029]", text)) + 1


@given(st.binary(max_size=80))
def test_whatever_bytes_a_file_holds_it_is_text_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    text, problems = read_file(path)
    assert (text is None) == bool(problems)
    assert all(p.where.line >= 1 and p.where.column >= 1 for p in problems)


DAYS = st.dates(min_value=datetime.date(1, 1, 1))


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_a_partial_date_holds_the_days_it_may_mean(day: datetime.date, length: int) -> None:
    written = day.isoformat()[:length]
    made = as_partial(written)
    assert made is not None and made.first <= day <= made.last and str(made) == written
    assert str(made.first)[:length] == str(made.last)[:length] == written
    for outside in (made.first.toordinal() - 1, made.last.toordinal() + 1):
        if 1 <= outside <= datetime.date.max.toordinal():
            assert datetime.date.fromordinal(outside).isoformat()[:length] != written
    assert as_date(written) == (day if length == 10 else None)


def test_read_plain_keeps_the_shape_of_a_table() -> None:
    table, problems = reader.read_plain("offices:\n  mep: {any: {line: 'NO {name}', n: 10}}\nwords: ", "address.yaml")
    assert problems == [] and table == {"offices": {"mep": {"any": {"line": "NO {name}", "n": 10}}}, "words": None}
    assert reader.read_plain("", "address.yaml") == ({}, [])
    assert places(reader.read_plain("a: {b: 1, b: 2}", "address.yaml")[1]) == [("duplicate-key", 1, 11)]


def test_a_field_that_the_file_name_gives_cannot_be_written() -> None:
    entry, problems = reader.read_record("title: One", Entry, "f", id="one")
    assert problems == [] and entry is not None and entry.id == "one"
    _, problems = reader.read_record("id: two\ntitle: One", Entry, "f", id="one")
    assert places(problems) == [("unknown-key", 1, 1)]


def test_a_source_reads_as_the_schema_says() -> None:
    text = "id: a\npublisher: NO\ntitle: '2001'\ndate: 2001\nkind: un\nreliability: A\nread_on: 2026-11-22\n"
    source, problems = reader.read_record(text, Source, "sources.yaml")
    assert problems == [] and source is not None
    assert (source.publisher, source.title, source.date, source.read_on) == (
        "NO",
        "2001",
        PartialDate(2001),
        datetime.date(2026, 11, 22),
    )
