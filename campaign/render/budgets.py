"""Warn of a document with more words than are read, and of what takes longer to say than is planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from campaign.diagnostics import Diagnostic, Where, warning
from campaign.languages import Language
from campaign.phrases import joined, phrase
from campaign.plan import Document

# What is said calmly on the telephone in English, well below the 183 words a minute of reading aloud (M. Brysbaert, How
# many words do we read per minute?, Journal of Memory and Language 109, 2019): for a language that does not say its own.
WORDS_PER_MINUTE = 150


def time_problems(document: Document, words: Mapping[str, int], language: Language) -> Iterator[Diagnostic]:
    """Warn of a part that takes longer to say than it has seconds `[too-long]`, at the pace of the language."""
    pace = language.settings.words_per_minute or round(WORDS_PER_MINUTE * language.settings.words)
    for part, seconds in document.kind.seconds.items():
        taken = round(words.get(part, 0) * 60 / pace)
        if taken > seconds:
            message = phrase(
                "{document}: '{part}' takes {count} second to say, {planned} are planned",
                "{document}: '{part}' takes {count} seconds to say, {planned} are planned",
                document=document.path(""),
                part=part,
                count=taken,
                planned=seconds,
            )
            over = words[part] - seconds * pace // 60
            hint = phrase("shorten it by {count} word", "shorten it by {count} words", count=over)
            yield warning(Where(str(document.kind.template)), "too-long", message, hint)


def budget_problems(document: Document, words: Mapping[str, int], language: Language) -> Iterator[Diagnostic]:
    """Warn when the body is over its word budget, naming the parts that are over theirs `[too-long]`."""
    budgets = {str(tag): most for tag, most in document.kind.words.items()}
    budget = budgets.get(document.language)
    if budget is None and budgets:
        budget = round(next(iter(budgets.values())) * language.settings.words)
    yield from time_problems(document, words, language)
    total = sum(n for part, n in words.items() if part in document.kind.parts)
    if not budget or total <= budget:
        return
    scale = budget / next(iter(budgets.values()))
    over = [
        phrase("{part} ({words} of {most})", part=part, words=words[part], most=round(most * scale))
        for part, most in document.kind.parts.items()
        if words.get(part, 0) > most * scale
    ]
    message = phrase(
        "{document}: {count} word, {most} are read",
        "{document}: {count} words, {most} are read",
        document=document.path(""),
        count=total,
        most=budget,
    )
    hint = phrase("drop the part '{part}'", part=next((p for p in document.kind.parts if words.get(p)), ""))
    if over:
        hint = phrase("shorten {parts}", parts=joined(", ", over))
    yield warning(Where(str(document.kind.template)), "too-long", message, hint)
