"""Keep the files and the record of them whole: one writer at a time, a journal while it works, a manifest when it is done.

The parent of a run alone writes the journal, a line for each file after the file is in its place. A run that is killed
leaves it behind; the next run puts it into the manifest first. The lock is one of the operating system: it goes with
the process that holds it.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from campaign.diagnostics import NOTHING, Stop, Where, error
from campaign.phrases import phrase

MANIFEST, JOURNAL, LOCK, WORKERS = "manifest.json", ".journal.jsonl", ".lock", ".workers"
PART = ".part"
# The manifest has a line for each file, so that a run with thousands need not parse it to put one in.
HEAD, TAIL = '{"schema": 1, "artifacts": [\n', "\n]}\n"
PATH = re.compile(r'\{"path": ("(?:[^"\\]|\\.)*"), .*\}$')


def put(path: Path, data: bytes) -> None:
    """Write a file beside its place, then move it there."""
    folder, name = os.path.split(path)
    beside = os.path.join(folder, f".{name}.{os.getpid()}{PART}")
    try:
        with contextlib.suppress(FileNotFoundError):  # asked first, a folder costs as much as the file
            return write_and_move(beside, path, data)
        os.makedirs(folder, exist_ok=True)
        write_and_move(beside, path, data)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def write_and_move(beside: str, path: Path, data: bytes) -> None:
    """Write a file and put it in its place."""
    with open(beside, "wb") as file:
        file.write(data)
    os.replace(beside, path)


def read_manifest(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a manifest; none when there is no readable one."""
    try:
        rows = list(json.loads(path.read_text(encoding="utf-8"))["artifacts"])
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [row for row in rows if is_row(row)]


def is_row(row: Any) -> bool:
    """Tell whether something read is the row of a file."""
    return isinstance(row, dict) and isinstance(row.get("path"), str)


def read_journal(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a journal; a line that was cut off is left out."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return
    for line in lines:
        with contextlib.suppress(ValueError):
            row = json.loads(line) if line else None
            if row is not None and is_row(row):
                yield row


def merge_manifest(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Put rows into the manifest by path."""
    merge_lines(path, {row["path"]: line_of(row) for row in rows})


def forget(path: Path, gone: Iterable[str]) -> None:
    """Take files that are no more out of the manifest."""
    out = set(gone)
    lines = {key: line for key, line in lines_in(path).items() if key not in out}
    put(path, (HEAD + ",\n".join(lines[key] for key in sorted(lines)) + TAIL).encode())


def line_of(row: Mapping[str, Any]) -> str:
    """Return a row as its line: the same in the journal and in the manifest."""
    return json.dumps(row, ensure_ascii=False)


def merge_lines(path: Path, lines: Mapping[str, str]) -> None:
    """Put lines into the manifest by path; those that stand in it are not parsed again."""
    merged = {**lines_in(path), **lines}
    text = HEAD + ",\n".join(merged[key] for key in sorted(merged)) + TAIL
    if not path.is_file() or path.read_bytes() != text.encode():
        put(path, text.encode())


def lines_in(path: Path) -> dict[str, str]:
    """Return the lines of a manifest by path; of one that is written otherwise, its rows as lines."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    lines = text.removeprefix(HEAD).removesuffix(TAIL).split(",\n")
    named = [PATH.match(line) for line in lines]
    if text.startswith(HEAD) and text.endswith(TAIL) and all(named):
        return {json.loads(found[1]): line for found, line in zip(named, lines, strict=True) if found}
    return {row["path"]: line_of(row) for row in read_manifest(path)}


def lines_of_journal(path: Path) -> dict[str, str]:
    """Return the lines of a journal by path; one that was cut off is left out."""
    try:
        *lines, last = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return {}
    found = {json.loads(named[1]): line for line in lines if (named := PATH.match(line))}
    return found if not last else {row["path"]: line_of(row) for row in read_journal(path)}


class Journal:
    """What a run has made so far, line by line; `close` puts it into the manifest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file: IO[str] | None = None
        left = {row["path"]: line_of(row) for row in read_journal(folder / JOURNAL)}
        if left:
            merge_lines(folder / MANIFEST, left)
        self.known: dict[str, Mapping[str, Any]] = {row["path"]: row for row in read_manifest(folder / MANIFEST)}
        (folder / JOURNAL).unlink(missing_ok=True)

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write rows down, so that they are known when the process is killed now."""
        lines = "".join(f"{line_of(row)}\n" for row in rows)
        if lines:
            if self.file is None:
                self.folder.mkdir(parents=True, exist_ok=True)
                self.file = (self.folder / JOURNAL).open("a", encoding="utf-8")
            self.file.write(lines)
            self.file.flush()

    def close(self) -> None:
        """Put the journal into the manifest."""
        if self.file is not None:
            self.file.close()
            self.file = None
            merge_lines(self.folder / MANIFEST, lines_of_journal(self.folder / JOURNAL))
            (self.folder / JOURNAL).unlink(missing_ok=True)


@contextlib.contextmanager
def only_one(folder: Path, patience: float = 600.0) -> Iterator[None]:
    """Hold the lock of an output folder; wait for who holds it, and give up with exit 3 after the patience `[busy]`.

    The workers of a run hold a lock of their own: a run whose parent died goes on until they have ended, too.
    """
    absent = [place for place in (folder, *folder.parents) if not place.exists()]
    end = time.monotonic() + patience
    was_left = any((folder / name).exists() for name in (LOCK, WORKERS, JOURNAL))
    with acquired(folder / LOCK, end) as own, acquired(folder / WORKERS, end) as others:
        unlock(others)
        if was_left:
            clear(folder)
        try:
            yield
        finally:  # removed while they are held: whoever waits sees that the file is gone, and takes the next one
            if locked(others, shared=False):
                (folder / WORKERS).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                (folder / LOCK).unlink()
                for place in absent:  # where nothing was made, no empty folder is left
                    place.rmdir()
            unlock(own)


def acquired(path: Path, end: float) -> IO[bytes]:
    """Return a file that is locked and still in its place; stop when the time is up `[busy]`."""
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # who held it removed the folder with it
            file = path.open("a+b")
            if locked(file, shared=False) and is_at(file, path):
                return file
            file.close()
        if time.monotonic() > end:
            hint = phrase("wait until it has ended, or choose another folder with --out")
            raise Stop(error(Where(str(path.parent)), "busy", phrase("another run writes here"), hint, NOTHING))
        time.sleep(0.05)


def is_at(file: IO[bytes], path: Path) -> bool:
    """Tell whether an open file is still the one at its path: who held it before removed it."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def clear(folder: Path) -> None:
    """Remove what a process left that was killed while it wrote."""
    for part in folder.rglob(f".*{PART}"):
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def hold_as_worker(folder: Path) -> Iterator[None]:
    """Hold the workers' lock of an output folder while a batch is made; `OSError` when another run has begun."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / WORKERS).open("a+b") as file:
        if not locked(file, shared=True):
            raise OSError(0, phrase("another run writes here"))
        yield


if sys.platform == "win32":  # one byte is locked, and never shared: workers then hold none
    import msvcrt

    def locked(file: IO[bytes], shared: bool) -> bool:
        """Try to lock a file."""
        if shared:
            return True
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def unlock(file: IO[bytes]) -> None:
        """Unlock a file."""
        with contextlib.suppress(OSError):
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def locked(file: IO[bytes], shared: bool) -> bool:
        """Try to lock a file."""
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def unlock(file: IO[bytes]) -> None:
        """Unlock a file."""
        fcntl.flock(file, fcntl.LOCK_UN)
