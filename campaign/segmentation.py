"""Cut a text where Unicode says: into the characters that a person sees, and where a sentence may end.

The only user of `regex`, whose properties follow each version of Unicode. Other libraries that know where sentences end
were tried on the seven languages: `uniseg` (8 MB) takes 150 times as long and divides links at "?"; `sentencex` divides
links too, and names after "M.", "V. Exa." and "د."; `pysbd` knows no Portuguese; ICU is 16 MB for the same default rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any


def clusters(text: str) -> list[str]:
    """Return the characters that a person sees.

    They are the extended grapheme clusters of Unicode Standard Annex 29, section 3, https://www.unicode.org/reports/tr29/.
    """
    import regex

    found: list[str] = regex.findall(r"\X", text)
    return found


def has_emoji(cluster: str) -> bool:
    """Tell whether a cluster is an emoji, or a sign that is one in some places (©, ™, ↔)."""
    import regex

    return bool(regex.search(r"[\p{Extended_Pictographic}\p{Emoji_Presentation}\u20E3]", cluster))


def sentence_ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a sentence may end: after its last stop (where its words end), and after the space that follows.

    The rules are those of Unicode Standard Annex 29, section 5, for the default sentence boundaries, tailored as its
    section 5.1 allows: a mark that opens a quotation belongs to what follows; an ellipsis (…) is a stop; a stop of
    Latin text (. ? ! …) ends nothing unless white space or the end follows, nor before a small letter, whatever signs
    stand between; but a number after it may begin a sentence, as in "It passed. 72 states signed." A line end ends a
    sentence, with or without a stop.
    """
    for found in _expression().finditer(text):
        yield found.end("words"), found.end()


@cache
def _expression() -> Any:
    """The end of a sentence, in the names of the rules: a sign may carry what SB5 skips, accents and invisible ones."""
    import regex

    skipped = r"[\p{SB=Extend}\p{SB=Format}]*+"
    line_end = r"(?:\r\n|[\r\n\p{SB=Sep}])"
    # What opens is of the class Close, too; French has a space before its closing marks.
    closes = r"(?:[\p{SB=Close}--[\p{Ps}\p{Pi}]]|\p{Pi}(?=\s|\Z)|[ \u00A0\u202F]»)"
    closing = rf"(?:{closes}{skipped})*+"
    space = rf"(?:\p{{SB=Sp}}{skipped})*+"
    latin = rf"[.?!…\u2024\uFE52\uFF0E]{skipped}{closing}(?=\p{{SB=Sp}}|{line_end}|\Z)"  # SB6, SB7 and tailoring
    other = rf"[\p{{SB=STerm}}--[?!]]{skipped}{closing}"
    more = r"(?![\p{SB=SContinue}\p{SB=ATerm}\p{SB=STerm}…])"  # SB8a
    small = (
        r"(?![^\p{SB=OLetter}\p{SB=Upper}\p{SB=Lower}\p{SB=Numeric}\r\n\p{SB=Sep}.?!\p{SB=STerm}]*+\p{SB=Lower})"  # SB8
    )
    return regex.compile(
        rf"(?P<words>{latin})(?:{space}{line_end}|{space}{more}{small})"
        rf"|(?P<words>{other})(?:{space}{line_end}|{space}{more})"
        rf"|(?P<words>){line_end}",
        regex.VERSION1,
    )
