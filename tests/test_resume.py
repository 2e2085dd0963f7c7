"""Thousands of letters: a run that is killed, stopped or refused goes on where it stopped, and nothing shows it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command import DAY, Done, call, files_in
from conftest import ROOT, write_campaign

from campaign.diagnostics import REASONS, SYSTEM
from campaign.write import making, manifest, read_manifest
from campaign.write.manifest import JOURNAL, LOCK, only_one

NUMBER = 120
PERSON = "- {{id: {0}, name: Jo {1}, family_name: {1}, office: lower-house, country: GB, personal: {{en: Our town is {2}.}}}}"
HIDDEN = (".part", JOURNAL, ".lock", ".workers")
FIRST = "person-000"
CATALOG = "locales/es/LC_MESSAGES/cybercrime-treaty.po"

# Run the command line and die at a point. Workers are started anew and read this file too, under another name.
DRIVER = """
import concurrent.futures, os, signal, sys, time
from pathlib import Path

POINT, IS_PARENT = os.environ["POINT"], __name__ == "__main__"
if IS_PARENT:
    os.environ["PARENT"] = str(os.getpid())

def die():
    os.kill(int(os.environ["PARENT"]), signal.SIGKILL)
    time.sleep(30)  # a worker that its parent does not take along would still be here

from campaign.write import batch, making, manifest

batch.TEXTS = 50
put, add, close, count = making.put, manifest.Journal.add, manifest.Journal.close, [0]

def put_and_die(path, data):
    count[0] += 1
    if count[0] == 30 and POINT == "batch" or path.name == "manifest.json" and POINT == "merge":
        path.with_name(f".{path.name}.{os.getpid()}.part").write_bytes(data[: len(data) // 2])
        die()
    if POINT == "slow" and path.suffix != ".json":
        time.sleep(0.01)
    if POINT == "full" and count[0] > 30:
        raise OSError(28, os.strerror(28))
    if POINT == "worker" and count[0] > 30:
        os._exit(9)
    put(path, data)

def add_and_die(self, rows):
    add(self, rows)
    die()

def close_and_die(self):
    if POINT == "last":
        die()
    close(self)
    if POINT == "end":
        die()

making.put = manifest.put = put_and_die
if IS_PARENT and POINT == "first":
    concurrent.futures.wait = lambda *_, **__: die()
if POINT == "between":
    manifest.Journal.add = add_and_die
if POINT in ("last", "end"):
    manifest.Journal.close = close_and_die
if IS_PARENT:
    from campaign.cli import main
    main()
"""


def people(number: int = NUMBER) -> str:
    """Return a list of made-up people."""
    names = ("Ana", "O'Hara", "Ros & Co", "Łódź", "Ñuñoa")
    return "\n".join(PERSON.format(f"person-{n:03}", f"{names[n % 5]} {n}", f"town {n}") for n in range(number)) + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small campaign with many recipients."""
    made = write_campaign(tmp_path_factory.mktemp("resume") / "river")
    (made / "recipients/people.yaml").write_text(people(), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of a run that nothing disturbed."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    done = letters(folder, out)
    assert (done.code, made_in(done)) == (0, (NUMBER, 0)), done.err
    return contents(out)


def arguments(folder: Path, out: Path, *more: str | Path) -> list[str | Path]:
    """Return the command that makes the letters."""
    return ["letter", "--campaign", folder, "--out", out, "--format", "txt,html", "--date", DAY, *more]


def letters(folder: Path, out: Path, *more: str | Path) -> Done:
    """Make the letters in this process."""
    return call(*arguments(folder, out, *more))


def contents(out: Path) -> dict[str, bytes]:
    """Return what is below a folder, hidden files too."""
    return {path: (out / path).read_bytes() for path in files_in(out)}


def made_in(done: Done) -> tuple[int, int]:
    """Return how many documents a run says it made and left as they were."""
    line = next(line for line in done.err.splitlines() if line.endswith(" documents"))
    counts = {word: int(number) for number, word in (part.split() for part in line.split(":")[0].split(", "))}
    assert sum(counts.values()) == int(line.split()[-2])
    return counts.get("made", 0), counts.get("unchanged", 0)


def places(out: Path) -> dict[str, int]:
    """Return the inode of each file: who replaces a file gives it another one."""
    return {p: (out / p).stat().st_ino for p in files_in(out) if not p.endswith((*HIDDEN, ".json"))}


def known_in(out: Path) -> set[str]:
    """Return the paths that the journal or the manifest knows."""
    rows = read_manifest(out / "river/manifest.json")
    journal = out / "river" / JOURNAL
    if journal.is_file():
        rows += [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    return {row["path"] for row in rows}


class Started:
    """A run in a process of its own, with all processes that it starts."""

    def __init__(self, folder: Path, out: Path, point: str, *more: str) -> None:
        driver = out.parent / "driver.py"
        driver.write_text(DRIVER, encoding="utf-8")
        self.mark = f"RUN={uuid.uuid4()}"
        self.process = subprocess.Popen(
            [sys.executable, driver, *arguments(folder, out, "--jobs", "2", *more)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "POINT": point, "RUN": self.mark.removeprefix("RUN=")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def ended(self, patience: float = 30.0) -> tuple[int, str]:
        """Wait for it, and return its exit code and what it said."""
        code = self.process.wait(patience)  # the pipe is held by its workers, so it is read afterwards
        assert self.process.stderr is not None
        os.set_blocking(self.process.stderr.fileno(), False)
        return code, (self.process.stderr.read() or b"").decode()

    def alive(self) -> list[int]:
        """Return the processes of the run that are there."""
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark.encode() in (place / "environ").read_bytes():
                    found.append(int(place.name))
            except OSError:
                continue
        return found

    def leaves_nobody(self, patience: float = 3.0) -> bool:
        """Tell whether all its processes have ended after a while."""
        end = time.monotonic() + patience
        while self.alive():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True


linux = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are looked for in /proc")


# Killed


@linux
@pytest.mark.parametrize("point", ["first", "batch", "between", "last", "merge", "end"])
def test_a_killed_run_leaves_no_writer_and_the_next_one_goes_on(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path, point: str
) -> None:
    out = tmp_path / "out"
    run = Started(folder, out, point)
    code, said = run.ended()
    assert code == -signal.SIGKILL, said
    assert run.leaves_nobody()
    left = contents(out)
    assert (out / "river" / LOCK).is_file(), "it was killed while it held the lock"
    whole = {path: data for path, data in left.items() if not path.endswith((*HIDDEN, "manifest.json"))}
    assert {path: data for path, data in whole.items() if undisturbed[path] != data} == {}
    known, before = known_in(out), places(out)
    assert {
        "first": len(known) == 0,
        "batch": len(known) == 0 and whole and any(path.endswith(".part") for path in left),
        "between": 0 < len(known) < 2 * NUMBER,
        "last": len(known) == 2 * NUMBER and "river/manifest.json" not in left,
        "merge": len(known) == 2 * NUMBER and any(path.endswith(".part") for path in left),
        "end": len(known) == 2 * NUMBER and f"river/{JOURNAL}" not in left,
    }[point]
    done = letters(folder, out)
    assert done.code == 0, done.err
    assert contents(out) == undisturbed
    kept = len(known) // 2
    assert made_in(done) == (NUMBER - kept, kept)
    after = places(out)
    assert {path for path in known if before[path] != after[path]} == set()


def test_a_journal_whose_last_line_was_cut_off_is_read_up_to_it(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    restore(out, undisturbed)
    (out / "river/manifest.json").unlink()
    rows = read_manifest_of(undisturbed)
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in rows[:41]]
    (out / "river" / JOURNAL).write_bytes(b"\n".join(lines)[:-30])
    done = letters(folder, out)
    assert made_in(done) == (NUMBER - 20, 20)
    assert contents(out) == undisturbed


def restore(out: Path, files: dict[str, bytes]) -> None:
    """Write files as a run left them."""
    for path, data in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)


def read_manifest_of(files: dict[str, bytes]) -> list[dict[str, Any]]:
    """Return the rows of the manifest among some files."""
    return list(json.loads(files["river/manifest.json"])["artifacts"])


# Only what is missing or changed


def test_a_second_run_makes_nothing_whatever_the_clock_says(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, own = tmp_path / "out", tmp_path / "river"
    restore(out, undisturbed)
    shutil.copytree(folder, own)
    for path in [*own.rglob("*"), *out.rglob("*")]:
        os.utime(path, (1e9, 1e9))
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 1e8)
    before = places(out)
    assert made_in(letters(own, out)) == (0, NUMBER)
    assert contents(out) == undisturbed and places(out) == before


def test_a_removed_and_a_damaged_file_are_made_again_and_only_they(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    restore(out, undisturbed)
    removed, damaged = "river/en/letter/person-007.txt", "river/en/letter/person-050.html"
    (out / removed).rename(tmp_path / "kept")  # its inode stays taken
    (out / damaged).write_bytes(undisturbed[damaged][:-1] + b"!")
    before = places(out)
    (out / damaged).rename(tmp_path / "kept too")
    (out / damaged).write_bytes(undisturbed[damaged][:-1] + b"!")
    done = letters(folder, out)
    assert made_in(done) == (2, NUMBER - 2)
    assert contents(out) == undisturbed
    after = places(out)
    assert {path for path in after if before.get(path) != after[path]} == {removed, damaged}


def test_what_changed_in_one_person_makes_that_letter_anew(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out, own = tmp_path / "out", tmp_path / "river"
    restore(out, undisturbed)
    shutil.copytree(folder, own)
    list_of = own / "recipients/people.yaml"
    list_of.write_text(list_of.read_text(encoding="utf-8").replace("town 44", "town forty-four"), encoding="utf-8")
    assert made_in(letters(own, out)) == (1, NUMBER - 1)
    changed = {path for path, data in contents(out).items() if undisturbed[path] != data}
    assert changed == {f"river/en/letter/person-044.{suffix}" for suffix in ("txt", "html")} | {"river/manifest.json"}


def change_template(own: Path) -> None:
    (own / "templates").mkdir()
    text = (ROOT / "templates/letter.html").read_text(encoding="utf-8")
    (own / "templates/letter.html").write_text(text.replace("<h1", "<p>Postscript.</p>\n<h1"), encoding="utf-8")


def change_style(own: Path) -> None:
    (own / "templates").mkdir()
    (own / "templates/screen.css").write_text("p { color: #111 }")
    (own / "templates/letter.css").write_text("p { color: #111 }")


def change_fact(own: Path) -> None:
    path = own / "facts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("granted the permit", "gave the permit"))


def change_sender(own: Path) -> None:
    path = own / "sender.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("1 Bank Street", "2 Bank Street"))


@pytest.mark.parametrize("change", [change_template, change_style, change_fact, change_sender])
def test_what_changed_for_all_makes_every_letter_anew(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path, change: Callable[[Path], None]
) -> None:
    out, own = tmp_path / "out", tmp_path / "river"
    restore(out, undisturbed)
    shutil.copytree(folder, own)
    change(own)
    assert made_in(letters(own, out)) == (NUMBER, 0)
    letters(own, tmp_path / "new")
    assert contents(out) == contents(tmp_path / "new")


def test_a_new_version_makes_every_letter_anew(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restore(tmp_path / "out", undisturbed)
    monkeypatch.setattr(making, "__version__", "99.0.0")
    making.forget_files()
    try:
        assert made_in(letters(folder, tmp_path / "out")) == (NUMBER, 0)
    finally:
        making.forget_files()


def test_a_changed_translation_makes_the_letters_of_its_language_anew(tmp_path: Path) -> None:
    own, out = tmp_path / "cybercrime-treaty", tmp_path / "out"
    shutil.copytree(ROOT / "seeds/cybercrime-treaty", own)

    def both() -> dict[str, bytes]:
        for lang in ("en", "es"):
            done = call(
                *("letter", "--to", "ana-ejemplo", "--lang", lang, "--format", "txt"),
                *("--campaign", own, "--out", out, "--date", DAY),
            )
            assert done.code == 0, done.err
        return {path: data for path, data in contents(out).items() if path.endswith(".txt")}

    first, before = both(), places(out)
    text = (ROOT / CATALOG).read_text(encoding="utf-8")
    (own / CATALOG).parent.mkdir(parents=True)
    (own / CATALOG).write_text(text.replace("tratado", "TRATADO"), encoding="utf-8")
    second, after = both(), places(out)
    changed = {path for path in first if first[path] != second[path]}
    assert changed == {path for path in before if before[path] != after[path]}
    assert changed == {"cybercrime-treaty/es/letter/ana-ejemplo.txt"}


def test_a_file_that_stays_as_it_is_has_a_row_of_this_run(folder: Path, tmp_path: Path) -> None:
    own, out = tmp_path / "river", tmp_path / "out"
    shutil.copytree(folder, own)
    (own / "templates").mkdir()
    (own / "templates/note.html").write_text(
        "{#---\ntitle: Note\nper: recipient\nformats: [txt]\nstyle: letter.css\n---#}\n<h1>Note</h1><p>{{ recipient.name }}</p>"
    )
    for day in ("2026-11-22", "2026-11-23"):
        done = call("compose", "note", "--campaign", own, "--out", out, "--date", day)
        assert done.code == 0, done.err
    assert made_in(done) == (0, NUMBER)
    assert {row["date"] for row in read_manifest(out / "river/manifest.json")} == {"2026-11-23"}


# Who left the list


def test_files_of_who_left_the_list_stay_and_are_named(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out, own = tmp_path / "out", tmp_path / "river"
    restore(out, undisturbed)
    shutil.copytree(folder, own)
    (own / "recipients/people.yaml").write_text(people(NUMBER - 1), encoding="utf-8")
    gone = f"river/en/letter/person-{NUMBER - 1}"
    done = letters(own, out)
    assert (done.code, made_in(done)) == (0, (0, NUMBER - 1))
    [line] = [line for line in done.err.splitlines() if line.endswith("[left-over]")]
    assert line.endswith(f"2 files are of people who are no longer on the list: {gone}.html, {gone}.txt [left-over]")
    assert contents(out) == undisturbed
    assert "[left-over]" not in letters(own, out, "--to", FIRST).err, "only who asks for all is told"
    for suffix in ("txt", "html"):
        (out / f"{gone}.{suffix}").unlink()
    assert "[left-over]" not in letters(own, out).err


def test_nobody_who_is_on_the_list_is_left_over_in_safe_mode(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "river"
    shutil.copytree(folder, own)
    (own / "recipients/people.yaml").write_text(people(3), encoding="utf-8")
    for _ in range(2):
        assert "left-over" not in letters(own, tmp_path / "out", "--safe").err
    (own / "recipients/people.yaml").write_text(people(2), encoding="utf-8")
    assert "2 files are of people who are no longer on the list" in letters(own, tmp_path / "out", "--safe").err


def test_samples_are_nobodys_letters_once_there_are_real_people(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "river"
    shutil.copytree(folder, own)
    real = people(2)
    (own / "recipients/people.yaml").write_text(real.replace("office:", "example: true, office:"), encoding="utf-8")
    assert "[example]" in letters(own, tmp_path / "out").err
    (own / "recipients/people.yaml").write_text(real.replace("person-", "member-"), encoding="utf-8")
    assert "[left-over]" not in letters(own, tmp_path / "out").err


# Two runs


def test_a_second_run_in_one_folder_waits_and_both_are_in_the_manifest(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    restore(out, undisturbed)
    command = (
        "letter",
        "--to",
        FIRST,
        "--format",
        "txt,docx",
        "--campaign",
        str(folder),
        "--out",
        str(out),
        "--date",
        DAY,
    )
    with only_one(out / "river"):
        second = subprocess.Popen(
            [sys.executable, "-m", "campaign", *command],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(1.5)
        assert files_in(out) - set(undisturbed) == {f"river/{LOCK}", "river/.workers"}
    _, said = second.communicate(timeout=30)
    assert second.returncode == 0, said.decode()
    rows = {row["path"] for row in read_manifest(out / "river/manifest.json")}
    assert rows == {path for path in undisturbed if path.endswith((".txt", ".html"))} | {
        f"river/en/letter/{FIRST}.docx"
    }


# Stopped


@linux
@pytest.mark.parametrize("whom", ["parent", "all"])
def test_ctrl_c_stops_soon_and_says_how_to_go_on(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path, whom: str
) -> None:
    out = tmp_path / "out"
    run = Started(folder, out, "slow")
    end = time.monotonic() + 20
    while not (out / "river" / JOURNAL).is_file() and time.monotonic() < end:
        time.sleep(0.02)
    began = time.monotonic()
    if whom == "parent":
        run.process.send_signal(signal.SIGINT)
    else:  # as a terminal does
        os.killpg(run.process.pid, signal.SIGINT)
    code, said = run.ended(5.0)
    assert time.monotonic() - began < 5.0
    assert code == 130
    assert "the same command goes on" in said and len(said.splitlines()) == 1
    assert run.leaves_nobody()
    left, known = contents(out), known_in(out)
    assert 0 < len(known) < 2 * NUMBER and known < left.keys()
    assert [path for path in left if path.endswith((".part", ".lock"))] == []
    assert [p for p in left if undisturbed[p] != left[p] and not p.endswith("manifest.json")] == []
    assert made_in(letters(folder, out)) == (NUMBER - len(known) // 2, len(known) // 2)
    assert contents(out) == undisturbed


@linux
@pytest.mark.parametrize(("point", "word"), [("full", "output"), ("worker", "worker")])
def test_what_stops_a_worker_is_one_line_and_whole_files(
    folder: Path, undisturbed: dict[str, bytes], tmp_path: Path, point: str, word: str
) -> None:
    out = tmp_path / "out"
    run = Started(folder, out, point)
    code, said = run.ended()
    assert code in (1, 3), said
    assert "Traceback" not in said
    assert len([line for line in said.splitlines() if "error:" in line]) == 1
    assert f"[{word}]" in said and "the same command goes on" in said
    assert run.leaves_nobody()
    left = {path: data for path, data in contents(out).items() if not path.endswith(("manifest.json", "failed.csv"))}
    assert left and [path for path in left if undisturbed.get(path) != left[path]] == []
    assert letters(folder, out).code == 0
    assert contents(out) == undisturbed


@pytest.mark.parametrize(("number", "code"), [(0, 3), (33, 1)])
@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_folder_that_takes_no_file_is_one_line_and_whole_files(
    folder: Path,
    undisturbed: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    code: int,
    reason: int,
) -> None:
    out, count, write = tmp_path / "out", [0], manifest.write_and_move

    def refuse(beside: str, path: Path, data: bytes) -> None:
        if count[0] >= number:  # the manifest is refused too
            Path(path.parent).mkdir(parents=True, exist_ok=True)
            Path(beside).write_bytes(data[: len(data) // 2])
            raise OSError(reason, os.strerror(reason))
        write(beside, path, data)
        count[0] += 1

    with monkeypatch.context() as patched:
        patched.setattr(manifest, "write_and_move", refuse)
        done = letters(folder, out)
    assert (done.code, done.own - {"form-letters"}) == (code, {"output"}), done.err
    [line] = [line for line in done.err.splitlines() if "error:" in line]
    assert REASONS.get(reason, os.strerror(reason)) in line and f"{FIRST if not number else 'person-016'}." in line
    left = contents(out) if out.exists() else {}
    assert [p for p in left if undisturbed.get(p) != left[p] and p != f"river/{JOURNAL}"] == []
    assert len(known_in(out)) == number == len(places(out))
    done = letters(folder, out)
    assert made_in(done) == (NUMBER - number // 2, number // 2)
    assert contents(out) == undisturbed
    assert done.code != SYSTEM
