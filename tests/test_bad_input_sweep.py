"""A sweep: any file with any content, any key with any value, any option with any text, and never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command import DAY, call, letters

Make = Callable[..., Path]


CONTENTS = {
    "empty": b"",
    "null": b"~\n",
    "word": b"word\n",
    "list of lists": b"- [a, [b]]\n",
    "list of nothing": b"-\n-\n",
    "mapping with odd keys": b"? [a, b]\n: 1\n? {c: d}\n: 2\n~: 3\n",
    "empty values": b"- id:\n  text:\n  facts:\n",
    "tagged": b"- !!python/object/apply:os.system ['true']\n",
    "two documents": b"---\na: 1\n---\nb: 2\n",
    "not utf-8": b"- id: \xff\xfe\n",
    "nul": b"\x00",
    "merge key": b"- {<<: {id: a}, text: b}\n",
    "surrogates": b'- id: "\\ud800"\n  text: "\\ud800 \\udfff"\n',
}
# The kind of document that uses a file most; a letter for all others.
USED_BY = {
    "messages.yaml": "social",
    "sender.yaml": "press-release",
    "sources.yaml": "article",
    "facts.yaml": "article",
}
FILES = [
    "campaign.yaml",
    "sources.yaml",
    "facts.yaml",
    "concerns.yaml",
    "asks.yaml",
    "messages.yaml",
    "sender.yaml",
    "countries/GB.yaml",
    "recipients/people.yaml",
    "statements.yaml",
    "traps.yaml",
    "names.yaml",
    "left-out.yaml",
    "templates/mine.html",
    "templates/letter.html",
    "locales/en/address.yaml",
    "locales/en/language.yaml",
]


@pytest.mark.parametrize("name", FILES)
def test_no_content_of_any_file_makes_a_traceback(make: Make, name: str) -> None:
    folder = make()
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for content in CONTENTS.values():
        path.write_bytes(content)
        checked = call("check", "--campaign", folder, "--on", DAY)
        made = letters(folder, kind=USED_BY.get(name, "letter"))
        assert checked.code in (0, 1, 3) and made.code in (0, 1, 2, 3), (content, made.err)


ODD_VALUES = ["[[]]", "{a: b}", "''", "'{'", "'{nothing}'", "'%s <b> &amp;'", "-1", "~", "9999-12-31", "0001-01-01"]


@pytest.mark.parametrize(
    "name",
    [
        "facts.yaml",
        "asks.yaml",
        "concerns.yaml",
        "messages.yaml",
        "sender.yaml",
        "sources.yaml",
        "campaign.yaml",
        "recipients/people.yaml",
    ],
)
def test_no_value_of_any_key_makes_a_traceback(make: Make, name: str) -> None:
    folder = make()
    path = folder / name
    whole = path.read_text(encoding="utf-8")
    if name.startswith("recipients"):
        whole = "- id: jo\n  name: Jo March\n  gender: f\n  office: lower-house\n  country: GB\n  email: jo@x.example\n"
    lines = whole.splitlines()
    for number, line in enumerate(lines):
        key, colon, _ = line.partition(": ")
        if not colon:
            continue
        for odd in ODD_VALUES:
            path.write_text("\n".join([*lines[:number], f"{key}: {odd}", *lines[number + 1 :]]), encoding="utf-8")
            assert letters(folder, kind=USED_BY.get(name, "letter")).code in (0, 1, 2, 3), (key, odd)


OPTIONS = [
    ["--to", "="],
    ["--to", "id="],
    ["--to", "=x"],
    ["--to", ","],
    ["--to", "where=x"],
    ["--to", "places=x"],
    ["--to", "name=" + "x" * 9999],
    ["--lang", ","],
    ["--lang", "-"],
    ["--lang", "EN"],
    ["--format", ","],
    ["--format", ""],
    ["--concern", ","],
    ["--country", ""],
    ["--country", "../GB"],
    ["--country", "GB/../GB"],
    ["--date", "0001-01-01"],
    ["--date", "9999-12-31"],
    ["--date", "1900-01-01"],
    ["--date", "2999-12-31"],
    ["--date", ""],
    ["--personal", ""],
    ["--personal", "="],
    ["--personal", "en="],
    ["--personal", "<b>&{x}%s\x00\ud800"],
    ["--personal", "\u202e\u0007"],
    ["--city", "%s {x} <i>"],
    ["--sender-name", "{x} %s <b> \x1b[31m"],
    ["--sender-email", "a\nBcc: all@x.example"],
    ["--sender-country", "QQ"],
    ["--sender-address", "\n\n"],
    ["--from", "."],
    ["--recipients", "."],
    ["--ask", ""],
    ["--as", ""],
]


@pytest.mark.parametrize("text", ["a\x1b[31m", "a\x00", "a\udcff", "a\x0c", "\ufffe"])
@pytest.mark.parametrize("option", ["--personal", "--news", "--city", "--sender-organization", "--sender-address"])
def test_a_character_that_no_document_can_hold_is_said_of_its_option(make: Make, option: str, text: str) -> None:
    done = call("kit", "--campaign", make(), "--date", DAY, "--out", make().parent / "out", option, text)
    assert done.code == 2 and done.codes == {"character"} and f"of '{option}'" in done.err
    assert not (make().parent / "out").exists()


@pytest.mark.parametrize("options", OPTIONS, ids=lambda o: " ".join(map(ascii, o))[:40])
def test_no_value_of_an_option_makes_a_traceback(make: Make, options: list[str]) -> None:
    folder = make()
    for kind in ("letter", "email"):
        if kind == "email" and options[0] in ("--city", "--sender-address"):
            continue
        done = call(
            kind,
            "--campaign",
            folder,
            "--out",
            folder.parent / "out",
            "--format",
            "txt,html,eml,docx",
            "--date",
            DAY,
            *options,
        )
        assert done.code in (0, 1, 2, 3)


@pytest.mark.parametrize(
    "text",
    ["", "\ud800", "\0", "x" * 100_000, "👩‍👩‍👧‍👦" * 200, "http://" * 500, "@a@b" * 500, "\u202e\u2066", "%s{}"],
    ids=lambda text: ascii(text)[:12],
)
def test_any_text_can_be_counted(text: str) -> None:
    assert call("count", text[:5000], "--json").code == 0
    assert call("count", "-", "--json", stdin=text.encode("utf-8", "surrogatepass")).code == 0


@pytest.mark.parametrize("table", ["facts", "asks", "countries", "kinds", "address"])
def test_show_works_on_any_day(make: Make, table: str) -> None:
    for day in ("1900-01-01", "2999-12-31"):
        assert call("show", table, "--campaign", make(), "--date", day).code == 0
