"""Compare a text with its translation: it is there, says the same names, numbers, addresses and tags, in one language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from unicodedata import decimal

from campaign.languages.catalogs import Catalog, Entry, folder_name
from campaign.languages.texts import PLACEHOLDER, Said, canonical
from campaign.languages.typography import Typography
from campaign.model import LanguageSettings
from campaign.phrases import phrase

PYTHON_NAME = re.compile(r"%\((\w+)\)s")
TAG = re.compile(r"<[^<>]+>")
URL = re.compile(r"https?://[!-'*-;=?-~]*[\w/=&#%~+-]", re.ASCII)  # what ends the sentence is none of it
DIGITS = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LATIN_RUN = re.compile(r"[A-Za-zÀ-ɏ]+(?:[ ,;’'-]+[A-Za-zÀ-ɏ]+){3,}")
HASHTAG = re.compile(r"(?<!\w)[#＃](\w+)")
LONG_HASHTAG = 12  # letters: few words are longer
NUMBERED = re.compile(r"nplurals\s*=\s*(\d+)")


def to_edit(tag: str) -> str:
    """Return the hint for a text that has no translation, or one that differs."""
    folder = f"locales/{folder_name(tag)}/LC_MESSAGES"
    return phrase("'campaign translate update {language}', then edit {folder}", language=tag, folder=folder)


def python_names(text: str) -> frozenset[str]:
    """Return the `%(name)s` placeholders of template prose."""
    return frozenset(PYTHON_NAME.findall(text))


def faults(
    said: Said,
    entry: Entry,
    plural: Callable[[int], int],
    names_in: Callable[[str], frozenset[str]],
    settings: LanguageSettings,
) -> Iterator[tuple[str, str]]:
    """Yield the code and message of each difference between a text and its translation; `names_in` finds placeholders.

    `[drift]` placeholders, tags, numbers or addresses; `[plural-forms]` a form too few or too many.
    """
    wanted = int(found[1]) if (found := NUMBERED.search(settings.plural_forms)) else 2
    if said.plural and len(entry.forms) != wanted:
        yield (
            "plural-forms",
            phrase(
                "{text} has {count} plural form, and the language {wanted}",
                "{text} has {count} plural forms, and the language {wanted}",
                text=said.context,
                count=len(entry.forms),
                wanted=wanted,
            ),
        )
        return
    source = said.plural or said.text
    known = names_in(said.text) | names_in(source)
    own = {canonical(name, known) for name in names_in(source)}
    for index, form in enumerate(entry.forms):
        other = {canonical(name, known) for name in names_in(form) if not name.startswith("sender_")}
        # The form for one or two alone may leave its number out: "one state", Arabic's dual.
        lost = other - own if said.plural and covers_few(plural, index) else other ^ own
        if lost:
            yield "drift", phrase("{text} differs in {names}", text=said.context, names=", ".join(sorted(lost)))
        if sorted(TAG.findall(source)) != sorted(TAG.findall(form)):
            yield "drift", phrase("{text} differs in its tags", text=said.context)
        if sorted(URL.findall(source)) != sorted(URL.findall(form)):
            yield "drift", phrase("{text} differs in its addresses", text=said.context)
        elif numbers(source) != numbers(form) and not said.plural:
            yield "drift", phrase("{text} differs in its numbers", text=said.context)


def covers_few(plural: Callable[[int], int], index: int) -> bool:
    """Tell whether a plural form is that of 0, 1 or 2 alone."""
    return all(plural(count) != index for count in range(3, 200))


def numbers(text: str) -> list[str]:
    """Return the numbers that stand in a text, in Western digits."""
    plain = PYTHON_NAME.sub("", PLACEHOLDER.sub("", URL.sub("", text)))
    return sorted("".join(str(decimal(d)) for d in run) for run in DIGITS.findall(plain))


def left_over(text: str, original: str, own: LanguageSettings, source: LanguageSettings) -> bool:
    """Tell whether a translation is still in the source language: its small words, or its script, say so."""
    plain = PYTHON_NAME.sub(" ", PLACEHOLDER.sub(" ", URL.sub(" ", TAG.sub(" ", text))))
    words = [w.casefold() for w in WORD.findall(plain)]
    if not own.function_words:  # another script
        return bool(source.function_words) and bool(LATIN_RUN.search(plain))
    small = set(own.function_words)
    foreign = sum(w in source.function_words and w not in small for w in words)
    if text.strip() == original.strip() and len(words) > 3:
        return foreign > 0
    return foreign > 2 and foreign > sum(w in small for w in words)


def style_faults(text: str, typography: Typography) -> Iterator[tuple[str, str]]:
    """Yield what a person must put right in a text: `[typography]`, `[gendered]`, `[hashtag]`."""
    said = PLACEHOLDER.sub("X", PYTHON_NAME.sub("X", TAG.sub("", text)))
    yield from (("typography", fault) for fault in typography.faults(typography.prose(said)))
    yield from (("gendered", rule.says) for rule in typography.settings.agrees if re.search(rule.find, said))
    for tag in filter(runs_on, HASHTAG.findall(said)):
        yield "hashtag", phrase("#{hashtag}: begin each word with a capital", hashtag=tag)


def runs_on(hashtag: str) -> bool:
    """Tell whether a hashtag seems to be several words in small letters, which screen readers say as one."""
    return len(hashtag) >= LONG_HASHTAG and "_" not in hashtag and hashtag == hashtag.lower() != hashtag.upper()


def entry_of(catalog: Catalog, said: Said) -> Entry | None:
    """Return the translation of a text as its catalog has it."""
    return catalog.entries.get((said.context, said.text))
