"""Know the words of lists: headings of columns, genders, offices, titles, shared boxes, as `words.yaml` has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).with_suffix(".yaml")
WORDS = re.compile(r"[^\W_]+")


@lru_cache(1 << 14)  # names of a list come again and again
def plain(text: str) -> str:
    """Return a text for comparing: without accents and capitals, its words between single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(WORDS.findall(bare))


def folded(text: str) -> str:
    """Return a heading for comparing: letters and digits alone."""
    return plain(text).replace(" ", "")


class Offices(NamedTuple):
    """The words of one office as a pattern."""

    office: str
    words: re.Pattern[str]


class Words(NamedTuple):
    """The tables of `words.yaml`, ready to be looked up."""

    columns: Mapping[str, str]
    accounts: Mapping[str, str]
    genders: Mapping[str, str]
    offices: tuple[Offices, ...]
    not_offices: re.Pattern[str]
    titles: frozenset[str]
    endings: frozenset[str]
    shared: frozenset[str]


@cache
def words() -> Words:
    """Return the words by which lists are understood."""
    from campaign.reader import read_plain

    table, problems = read_plain(FILE.read_text(encoding="utf-8"), str(FILE))
    if problems:
        raise ValueError(str(problems[0]))
    return Words(
        columns=turned(table["columns"]),
        accounts=turned(table["accounts"]),
        genders=turned(table["genders"]),
        offices=tuple(Offices(office, whole_words(found)) for office, found in table["offices"].items()),
        not_offices=whole_words(table["not_offices"]),
        titles=frozenset(plain(title) for title in table["titles"]),
        endings=frozenset(table["endings"]),
        shared=frozenset(table["shared"]),
    )


def turned(table: Mapping[str, Any]) -> dict[str, str]:
    """Return the key of each word; the name of the key is one of its words."""
    found: dict[str, str] = {}
    for key, listed in table.items():
        for word in (key, *listed):
            found.setdefault(folded(str(word)) or str(word), key)
    return found


def whole_words(listed: list[str]) -> re.Pattern[str]:
    """Return a pattern for whole words; the scripts without spaces between words are looked for anywhere."""
    spaced = sorted({plain(w) for w in listed if not is_unspaced(w)}, key=len, reverse=True)
    unspaced = [plain(w) for w in listed if is_unspaced(w)]
    parts = [rf"\b(?:{'|'.join(map(re.escape, spaced))})\b"] if spaced else []
    return re.compile("|".join([*parts, *map(re.escape, unspaced)]))


def is_unspaced(text: str) -> bool:
    """Tell whether a text is in Han."""
    return any("\u3400" <= c <= "\u9fff" for c in text)
