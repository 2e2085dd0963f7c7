"""A whole parliament: who is chosen, what rules change, what is left behind for the printer and for the next try."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from command import DAY, call, files_in

Make = Callable[..., Path]
PARTIES = ("Reds", "Blues", "Greens")


def people(number: int = 24, wrong: int | None = None) -> str:
    """Return a list of made-up members; one may have an address that cannot be one."""
    rows = [
        f"- {{id: p-{n:02}, name: Person {n:02}, family_name: Person, gender: {'f' if n % 2 else 'm'},"
        f" office: {'upper-house' if n % 4 == 0 else 'lower-house'}, country: GB, languages: [en],"
        f" party: {PARTIES[n % 3]}, committees: [{'justice' if n % 6 == 0 else 'science'}],"
        f" email: {'at home' if n == wrong else f'p{n}@parliament.example'}, address_lines: [Street {n}, Town]}}"
        for n in range(number)
    ]
    return "-- recipients/people.yaml --\n" + "\n".join(rows) + "\n"


def written_to(folder: Path, out: Path, *arguments: str) -> set[str]:
    """Return the ids of those who get a letter."""
    done = call("letter", "--campaign", folder, "--out", out, "--format", "txt", "--date", DAY, *arguments)
    assert done.code == 0, done.err
    return {Path(path).stem for path in files_in(out) if path.endswith(".txt")}


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (("--to", "all"), 24),
        (("--to", "chamber=senate"), 6),
        (("--to", "chamber=house"), 18),
        (("--to", "party=Reds"), 8),
        (("--to", "party=reds,party=Blues"), 16),
        (("--to", "party!=Reds"), 16),
        (("--to", "chamber=senate", "--to", "party!=Reds"), 4),
        (("--to", "committee=justice"), 4),
        (("--to", "p-01,p-02"), 2),
        (("--to", "p-01", "--to", "committee=justice"), 5),
        (("--to", "all", "--sample", "5"), 5),
    ],
)
def test_fields_choose_who_is_written_to(make: Make, tmp_path: Path, asked: tuple[str, ...], number: int) -> None:
    assert len(written_to(make(people()), tmp_path / "out", *asked)) == number


def test_a_sample_is_the_same_every_time(make: Make, tmp_path: Path) -> None:
    folder = make(people())
    first, second = (written_to(folder, tmp_path / name, "--sample", "5") for name in ("a", "b"))
    assert first == second


def test_nobody_who_fits_is_wrong_usage(make: Make, tmp_path: Path) -> None:
    done = call("letter", "--campaign", make(people()), "--out", tmp_path / "out", "--to", "party=Pinks", "--date", DAY)
    assert done.code == 2 and done.own == {"unknown-recipient"} and not (tmp_path / "out").exists()


RULES = """
rules:
  - {id: friends, to: {party: Greens}, exclude: they wrote the bill with us}
  - {id: senate, to: {chamber: senate}, voice: expert}
"""


def test_the_first_rule_that_fits_decides(make: Make, tmp_path: Path) -> None:
    folder = make(people())
    settings = folder / "campaign.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + RULES, encoding="utf-8")
    sender = folder / "sender.yaml"
    sender.write_text(
        "type: organization\nname: Kim\norganization: River Watch\nexpertise: {en: hydrology}\n", encoding="utf-8"
    )
    made = written_to(folder, tmp_path / "out")
    assert len(made) == 16 and "p-02" not in made
    texts = {
        name: (tmp_path / f"out/river/en/letter/{name}.txt").read_text(encoding="utf-8") for name in ("p-04", "p-01")
    }
    assert "My work is in hydrology" in texts["p-04"] and "We are River Watch" in texts["p-01"]


def test_who_is_excluded_is_said_with_the_reason(make: Make, tmp_path: Path) -> None:
    folder = make(people())
    settings = folder / "campaign.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + RULES, encoding="utf-8")
    done = call("letter", "--campaign", folder, "--out", tmp_path / "out", "--format", "txt", "--date", DAY)
    assert "8 recipients are not written to (friends): they wrote the bill with us [excluded]" in done.err


def test_who_got_nothing_is_a_list_for_the_next_try(make: Make, tmp_path: Path) -> None:
    folder, out = make(people(wrong=7)), tmp_path / "out"
    done = call("email", "--campaign", folder, "--out", out, "--format", "eml", "--date", DAY)
    assert done.code == 1 and done.own >= {"email-address", "failed"}
    left = out / "river/failed.csv"
    [row] = csv.DictReader(left.open(encoding="utf-8-sig"))
    assert row["id"] == "p-07" and "e-mail address" in row["reason"]
    mended = tmp_path / "mended.csv"
    mended.write_text(
        left.read_text(encoding="utf-8-sig").replace("at home", "p7@parliament.example"), encoding="utf-8"
    )
    again = call("email", "--campaign", folder, "--recipients", mended, "--out", out, "--format", "eml", "--date", DAY)
    assert again.code == 0, again.err
    assert len([path for path in files_in(out) if path.endswith(".eml")]) == 24


def test_letters_that_are_alike_are_called_form_letters(make: Make, tmp_path: Path) -> None:
    done = call("letter", "--campaign", make(people()), "--out", tmp_path / "out", "--format", "txt", "--date", DAY)
    assert "in a sample of 24, 100% share more than half of their words" in done.err


def test_the_printer_gets_one_file_and_the_labels(make: Make, tmp_path: Path) -> None:
    from pypdf import PdfReader

    done = call(
        "letter", "--campaign", make(people()), "--out", tmp_path, "--format", "pdf", "--to", "committee=justice",
        "--combine", "--labels", "--date", DAY,
    )  # fmt: skip
    assert done.code == 0, done.err
    whole = "".join(page.extract_text() for page in PdfReader(tmp_path / "river/en/letter.combined.pdf").pages)
    labels = "".join(page.extract_text() for page in PdfReader(tmp_path / "river/en/labels.pdf").pages)
    for n in (0, 6, 12, 18):
        assert f"Street {n}\n" in whole and f"Street {n}\n" in labels


def test_a_draft_can_carry_the_letter(make: Make, tmp_path: Path) -> None:
    from email import message_from_bytes
    from email.policy import default

    arguments = ("email", "--campaign", make(), "--format", "eml", "--attach", "--date", DAY)
    first, second = (call(*arguments, "--out", tmp_path / name) for name in ("a", "b"))
    assert (first.code, second.code) == (0, 0), first.err
    drafts = [(tmp_path / name / "river/en/email/jo.eml").read_bytes() for name in ("a", "b")]
    assert drafts[0] == drafts[1]
    [letter] = message_from_bytes(drafts[0], policy=default).iter_attachments()  # type: ignore[attr-defined]
    assert letter.get_filename() == "jo.pdf" and letter.get_content().startswith(b"%PDF")


def test_an_executor_that_is_none_is_wrong_usage(make: Make, tmp_path: Path) -> None:
    done = call("letter", "--campaign", make(), "--out", tmp_path / "out", "--executor", "moon://1", "--date", DAY)
    assert done.code == 2 and done.own == {"executor"}
