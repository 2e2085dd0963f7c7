"""Compare names: the same one written twice, and those that stand for one to come."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

FILE = Path(__file__).with_name("words.yaml")
# Marks on Latin letters are left out where people type in a hurry; those of other scripts are letters.
LATIN_MARKS = re.compile("(?<=[a-z])[\u0300-\u036f]+")
JOINED = re.compile("[.'’`´ʼ]")
APART = re.compile(r"[\W_]+")


class Words(NamedTuple):
    """The tables of `words.yaml`, ready to be looked up."""

    columns: Mapping[str, str]
    yes: frozenset[str]
    no: frozenset[str]
    types: Mapping[str, str]
    legal_forms: frozenset[str]
    placeholders: frozenset[str]
    within: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]
    hosts: frozenset[str]
    endings: tuple[str, ...]
    shared_hosts: frozenset[str]


@cache
def words() -> Words:
    """Return the words by which signatories are understood."""
    from campaign.reader import read_plain

    table, problems = read_plain(FILE.read_text(encoding="utf-8"), str(FILE))
    if problems:
        raise ValueError(str(problems[0]))
    placeholders = table["placeholders"]
    return Words(
        columns=turned(table["columns"]),
        yes=frozenset(map(answer, table["yes"])),
        no=frozenset(map(answer, table["no"])),
        types=turned(table["types"]),
        legal_forms=frozenset(table["legal_forms"]),
        placeholders=frozenset(map(bare, placeholders["names"])),
        within=frozenset(placeholders["within"]),
        patterns=tuple(re.compile(pattern) for pattern in placeholders["patterns"]),
        hosts=frozenset(placeholders["hosts"]),
        endings=tuple(placeholders["endings"]),
        shared_hosts=frozenset(table["shared_hosts"]),
    )


def turned(table: Mapping[str, Any]) -> dict[str, str]:
    """Return the key of each word."""
    return {answer(word): key for key, listed in table.items() for word in (key, *listed)}


def answer(text: str) -> str:
    """Return a heading or an answer for comparing: letters and digits alone, or the signs where there are none."""
    return bare(text).replace(" ", "") or str(text).strip()


def bare(name: str) -> str:
    """Return a name for comparing: in NFKC, without capitals, Latin accents and punctuation."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", str(name)).casefold())
    spaced = APART.sub(" ", JOINED.sub("", LATIN_MARKS.sub("", unicodedata.normalize("NFKC", folded))))
    return unicodedata.normalize("NFC", LATIN_MARKS.sub("", unicodedata.normalize("NFD", spaced))).strip()


def mark_of(name: str) -> str:
    """Return the mark by which a name is known again: bare, and without the words for what a body is in law."""
    found = bare(name).split()
    kept = [word for word in found if word not in words().legal_forms]
    return " ".join(kept or found)


def is_placeholder(name: str) -> bool:
    """Tell whether a name stands for one to come: `TBC`, `Organización X`, `Lorem ipsum`, `[name]`."""
    known, found = words(), bare(name)
    if found in known.placeholders or known.within & set(found.split()):
        return True
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return any(pattern.fullmatch(plain) for pattern in known.patterns)


def host_of(url: str | None) -> str:
    """Return the host of a page without `www.`; empty for none, and where many have a page."""
    host = host_in(url)
    shared = any(host == name or host.endswith(f".{name}") for name in words().shared_hosts)
    return "" if shared else host


def is_example_page(url: str | None) -> bool:
    """Tell whether a page is at an address that is kept for examples (RFC 2606)."""
    host = host_in(url)
    return host in words().hosts or host.endswith(words().endings)


def host_in(url: str | None) -> str:
    """Return the host of an address."""
    text = url or ""
    try:
        return (urlsplit(text if "//" in text else f"//{text}").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
