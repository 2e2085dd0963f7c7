"""Divide a text into its sentences, as its language ends and abbreviates them.

Where a sentence may end by the rules of Unicode, `segmentation` says; what no sentence ends with, here and in
`abbreviations:` of `locales/<lang>/language.yaml`.
"""

from __future__ import annotations

import re
from functools import cache

from campaign.model import LanguageSettings
from campaign.segmentation import sentence_ends

NUMBER = "{number}"
# The first of a name, or all of a short name: "A. B. Name", "U.N.", "А. С. Пушкин".
INITIAL = re.compile(r"(?<![^\W\d_])[^\W\d_]\.$")
LINE_ENDS = "\r\n\x85\u2028\u2029"


def sentences(text: str, settings: LanguageSettings) -> list[str]:
    """Return the sentences of a text; joined, they are the text.

    White space stays with the sentence before it, and so do signs, emoji and brackets that stand alone after it; a
    number at the start of a line ("1. Sign.") stays with what it counts. A line end ends a sentence always; a full stop
    does not after an abbreviation of the language or an initial. Where a text leaves it open ("at the U.N. They"), it
    is one sentence: a division that is missing does less harm than a wrong one.
    Source: Unicode Standard Annex 29, section 5, https://www.unicode.org/reports/tr29/, tailored.
    """
    short = _shortened(settings.abbreviations)
    apart = [found.span() for found in short.finditer(text)] if short else []
    pieces, start = [], 0
    for words, end in sentence_ends(text):
        if end < len(text) and text[end - 1] not in LINE_ENDS and _is_short(text, words, apart):
            continue
        pieces.append(text[start:end])
        start = end
    return _joined([*pieces, text[start:]])


def _is_short(text: str, words: int, apart: list[tuple[int, int]]) -> bool:
    """Tell whether the stop before a place belongs to an abbreviation or an initial."""
    if any(start < words <= end for start, end in apart):
        return True
    initial = INITIAL.search(text, max(0, words - 3), words)
    return bool(initial and initial[0][0].isupper())


def _joined(pieces: list[str]) -> list[str]:
    """Return the pieces, what is no sentence of its own with its neighbour."""
    found: list[str] = []
    line = 0  # how many pieces the line has so far
    for piece in filter(None, pieces):
        alone = line and not any(map(str.isalnum, piece))
        counting = line == 1 and not any(map(str.isalpha, found[-1]))
        if found and (alone or counting or not piece.strip()):
            found[-1] += piece
        else:
            found.append(piece)
            line += 1
        if piece[-1] in LINE_ENDS:
            line = 0
    return found


@cache
def _shortened(abbreviations: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what finds the abbreviations, with any space or none inside them; a small first letter may be a capital."""
    number = r"(?=\s*(?:\d|[IVXLC]{2,}\b))"
    forms = []
    for written in sorted(abbreviations, key=len, reverse=True):
        letters = written.removesuffix(NUMBER).strip()
        first = f"[{letters[0]}{letters[0].upper()}]"
        rest = r"\s*".join(map(re.escape, re.split(r"(?<=\.)\s*|\s+", letters[1:])))
        forms.append(first + rest + (number if written.endswith(NUMBER) else ""))
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})") if forms else None
