"""Find what is odd in a text: line ends, characters that nobody sees, capitals, titles, mojibake, mixed scripts.

Only what cannot be seen is taken out (UTS 39, RFC 8265 and the class of CVE-2021-42574), and it is said; everything
else is left as it was found, and said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from campaign.phrases import joined, phrase
from campaign.recipients.found import Doubt
from campaign.recipients.words import plain, words

LINE_ENDS = re.compile(r"[ \t]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])[ \t]*")
SPACES = re.compile(r"[^\S\n]+")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]")
# Joiners are letters of Persian and of Indic scripts between two letters, and nothing elsewhere.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f]|(?<![\u0590-\u0dff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\u0dff])"
)
SCRIPTS = (("Latin", "A-Za-z\u00c0-\u024f"), ("Cyrillic", "\u0400-\u052f"), ("Greek", "\u0370-\u03ff"))
MIXED = re.compile(
    "|".join(
        f"[{one}][{other}]"
        for at, (_, one) in enumerate(SCRIPTS)
        for then, (_, other) in enumerate(SCRIPTS)
        if at != then
    )
)
WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
GENERATIONS = frozenset(["jr", "sr", "ii", "iii", "iv"])  # these are of the name
LOST = "\ufffd"
CLEAN = re.compile(r"[!-~]+(?: [!-~]+)*")


def tidy(text: str, lines: bool = False) -> tuple[str, list[Doubt]]:
    """Return a text in NFC, on one line (or on several, for an address), without what nobody sees, and what was done."""
    if CLEAN.fullmatch(text):
        return text, []
    doubts: list[Doubt] = []
    made = text
    if not unicodedata.is_normalized("NFC", made):
        made = unicodedata.normalize("NFC", made)
        doubts.append(("decomposed", phrase("accents stood apart from their letters (NFD)")))
    broken = LINE_ENDS.sub("\n", made.strip())
    if "\n" in broken and not lines:
        doubts.append(("line-ends", phrase("line ends in a cell were made spaces")))
        broken = broken.replace("\n", " ")
    seen = CONTROL.sub("", broken)
    if seen != broken:
        doubts.append(("control-characters", phrase("control characters were taken out")))
    shown = INVISIBLE.sub("", seen)
    if shown != seen:
        points = " ".join(sorted({f"U+{ord(c):04X}" for c in INVISIBLE.findall(seen)}))
        doubts.append(("invisible", phrase("invisible characters were taken out: {points}", points=points)))
    spaced = SPACES.sub(" ", shown)
    parts = (part.strip() for part in spaced.split("\n"))
    return "\n".join(part for part in parts if part), doubts


def in_field(field: str, doubts: Iterable[Doubt]) -> Iterator[Doubt]:
    """Yield doubts with the field that they are about."""
    return ((code, joined(": ", (field, said))) for code, said in doubts)


def doubts_of_name(name: str) -> Iterator[Doubt]:
    """Yield what is odd in a name that is kept as it is."""
    found = WORD.findall(name)
    if any(len(word) > 3 and word.isupper() for word in found):
        yield "capitals", phrase("'{name}' is in capitals: kept, since nobody knows its small letters", name=name)
    if has_title(plain(name).split()):
        yield "title-in-name", phrase("'{name}' holds a title: the form of address brings its own", name=name)
    if "," in name and plain(name.rpartition(",")[2]) not in words().endings:
        yield "comma-in-name", phrase("'{name}' has a comma: a surname first, or a title behind?", name=name)
    if any(c.isdigit() for c in name):
        yield "digits-in-name", phrase("'{name}' has digits in it", name=name)


def has_title(found: list[str]) -> bool:
    """Tell whether the words of a name begin or end with a title; one letter alone is an initial."""
    if len(found) < 2:
        return False
    first, two = found[0], " ".join(found[:2])
    return (
        two in words().titles
        or (len(first) > 1 and first in words().titles)
        or found[-1] in words().endings - GENERATIONS
    )


def doubts_of_text(text: str) -> Iterator[Doubt]:
    """Yield what is odd in any text: letters of a wrong charset, letters of two scripts in one word."""
    if text.isascii():
        return
    if LOST in text or is_mojibake(text):
        yield "mojibake", phrase("'{text}' was read in a wrong charset somewhere: kept as it is", text=text[:60])
    if found := MIXED.search(text):
        word = next(word for word in text.split() if found[0] in word)
        yield "mixed-scripts", phrase("'{word}' mixes letters of two scripts", word=word[:60])


def is_mojibake(text: str) -> bool:
    """Tell whether a text looks as if it was decoded with the wrong charset; `ftfy` only judges, nothing is mended."""
    from ftfy.badness import is_bad

    return bool(is_bad(text))
