"""Make ids of people: readable, portable as file names everywhere, each of them once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONGEST = 60
NOT_ID = re.compile(r"[^a-z0-9]+")
# Names of devices, which Windows lets no file have, whatever its ending.
RESERVED = frozenset(["con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))])


def slug(text: str) -> str:
    """Return a text as a lower-kebab id in ASCII, cut between words at 60 characters; empty when nothing is left."""
    made = NOT_ID.sub("-", ascii_of(text).lower().replace("'", "").replace("’", "")).strip("-")
    if len(made) > LONGEST:
        made = made[: LONGEST + 1].rpartition("-")[0] or made[:LONGEST]
    return made.strip("-")


def ascii_of(text: str) -> str:
    """Return a text in Latin letters."""
    if text.isascii():
        return text
    from anyascii import anyascii

    return anyascii(text)


class Ids:
    """The ids given so far."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)
        self.last: dict[str, int] = {}
        self.back: set[str] = set()

    def again(self, known: str) -> str:
        """Return the id that somebody had before; empty when there was none, or another row has it back."""
        if not known or known in self.back:
            return ""
        self.back.add(known)
        return known

    def give(self, name: str, *more: str) -> str:
        """Return an id from a name, told apart from others by what else is known of the person, then by a number."""
        base = slug(name) or "recipient"
        made = next((c for c in candidates(base, more) if self.is_free(c)), "")
        if not made:
            number = self.last.get(base, 1) + 1
            while not self.is_free(f"{base[: LONGEST - 8].strip('-')}-{number}"):
                number += 1
            self.last[base] = number
            made = f"{base[: LONGEST - 8].strip('-')}-{number}"
        self.taken.add(made)
        return made

    def is_free(self, made: str) -> bool:
        """Tell whether an id can be given."""
        return made not in self.taken and made not in RESERVED


def candidates(base: str, more: Iterable[str]) -> Iterator[str]:
    """Yield the ids to try: the name, then the name with each further word."""
    yield base
    for word in filter(None, map(slug, more)):
        yield slug(f"{base} {word}")
