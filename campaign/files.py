"""Read a file as text, or say why it cannot be; read what is named, when it is first wanted; know what to leave alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from campaign import resources
from campaign.diagnostics import Diagnostic, Where, cause, error, usage
from campaign.phrases import phrase

MAX_BYTES = 1 << 20
T = TypeVar("T")


def read_file(path: Path) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a file, or the reason why it cannot be read: `[missing-file]`, `[too-big]`, `[encoding]`."""
    try:
        data = path.read_bytes()
    except OSError as reason:
        message = phrase("cannot be read: {reason}", reason=cause(reason))
        return None, [error(Where(str(path)), "missing-file", message)]
    if len(data) > MAX_BYTES:
        message = phrase("larger than {limit} bytes", limit=MAX_BYTES)
        return None, [error(Where(str(path)), "too-big", message, phrase("split the file"))]
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n"), []
    except UnicodeDecodeError as reason:
        data = reason.object  # without a byte order mark
        before = data[: reason.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = phrase("not UTF-8: byte 0x{byte:02x}", byte=data[reason.start])
        return None, [error(Where(str(path), line, column), "encoding", message, phrase("save the file as UTF-8"))]


def refuse_installed(folder: Path) -> None:
    """Stop at the campaign that is installed with the package, which nobody writes into (exit 2)."""
    if resources.is_built_in(folder):
        hint = phrase("make your own: campaign new DIR --from {name}", name=folder.name)
        raise usage(phrase("the installed campaign is not written to"), hint, "installed-campaign")


class OnDemand(Mapping[str, T]):
    """What `read` makes of a name, made once when it is first wanted; `problems` gathers what reading met."""

    def __init__(self, read: Callable[[str], tuple[T, list[Diagnostic]]]) -> None:
        self.read = read
        self.problems: list[Diagnostic] = []
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._made:
            self._made[name], found = self.read(name)
            self.problems += found
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)
