"""Catch known wrong claims, ours and theirs, in texts whose values are filled in.

A trap is a pattern per language with what is wrong and right about it; it looks at one sentence at a time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cache

from campaign.diagnostics import Diagnostic, Stop, error
from campaign.model import Trap, TrapPattern
from campaign.phrases import phrase

# A sentence ends at . ! ? or an empty line before a new start; not inside "A/RES/79/243", "art. 2" or "U.N.".
SHORT = "".join(
    rf"(?<!\b{word}\.)"
    for word in (
        "[A-ZА-Я]",
        "EE",
        "[Aa]rt",
        "[Aa]rts",
        "No",
        "[Nn]úm",
        "[Ss]r",
        "[Ss]ra",
        "[Dd]r",
        "M[rs]",
        "MM",
        "[Сс]т",
        "гг",
        "г",
        "п",
    )
)
START = "A-ZÀ-ÖØ-ÞŒА-ЯЁ0-9\u0620-\u064a"  # Arabic has no capitals
SENTENCE = re.compile(
    rf"(?<=[.!?؟]){SHORT}[\"”»’')\]]*\s+(?=[\"“«‘'(\[¿¡]*[{START}])|(?<=[。！？])(?![”’」』）])|(?<=[。！？][”’」』）])"
)
EMPTY_LINE = re.compile(r"\n\s*\n")
SPACES = re.compile(r"[ \t\r\n]+")
BROKEN = (re.error, RecursionError, OverflowError)
QUOTED = re.compile("|".join(rf"{a}(?:(?!\n\s*\n)[^{z}])*{z}" for a, z in ("“”", "«»", '""')))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern as every trap is: case does not matter, a dot crosses lines."""
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def sentences(text: str) -> list[tuple[str, str]]:
    """Return the sentences of a text, each with its lower-case form: one space between words, NFC."""
    paragraphs = EMPTY_LINE.split(unicodedata.normalize("NFC", text))
    found = [sentence for p in paragraphs for sentence in SENTENCE.split(SPACES.sub(" ", p))]
    return [(sentence, sentence.lower()) for sentence in found]


def problem(pattern: TrapPattern) -> Diagnostic | None:
    """Return what is wrong with the expressions of a trap `[trap-pattern]`."""
    for text in (pattern.pattern, pattern.unless):
        try:
            compiled(text or "")
        except BROKEN as reason:
            message = phrase("the pattern of the trap does not compile: {reason}", reason=str(reason))
            return error(pattern.where, "trap-pattern", message)
    return None


def is_about(pattern: TrapPattern, low: str) -> bool:
    """Tell whether a text in lower case has a word of each set that a trap looks for."""
    for words in pattern.about:
        for word in words:
            if word in low:
                break
        else:
            return False
    return True


def fires(pattern: TrapPattern, said: list[tuple[str, str]]) -> bool:
    """Tell whether a trap fires on some sentence; `Stop` when its pattern does not compile."""
    for sentence, low in said:
        if not is_about(pattern, low):
            continue
        try:  # compiling takes a millisecond, so only what is needed
            if compiled(pattern.pattern).search(sentence):
                unless = compiled(pattern.unless).search(sentence) if pattern.unless else None
                if not unless:
                    return True
        except BROKEN:
            raise Stop(*filter(None, [problem(pattern)])) from None
    return False


def caught(
    traps: Mapping[str, Trap], text: str, language: str, day: date, rebuts: Collection[str] = ()
) -> Iterator[Trap]:
    """Yield the traps that fire on a text on a day: not on words in quotation marks, nor those the text rebuts."""
    own = QUOTED.sub("", text)
    low, said = SPACES.sub(" ", unicodedata.normalize("NFC", own)).lower(), None
    for trap in traps.values():
        pattern = trap.languages.get(language) or trap.languages.get(language.split("-")[0])  # type: ignore[call-overload]
        if not pattern or not is_about(pattern, low) or day not in trap.valid or trap.id in rebuts:
            continue
        said = sentences(own) if said is None else said  # most texts are about no trap at all
        if fires(pattern, said):
            yield trap
