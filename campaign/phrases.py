"""Say things to the person who runs the tool, in English first and in her language when they are printed.

A `Phrase` is its English text, and remembers the template and the values that it was made of; so problems, tables and
reports are made anywhere, travel between processes, compare and sort as texts, and only who prints them knows a
language. Templates are extracted from the calls of `phrase` (`campaign.translate.interface`) into the catalogs
`locales/<lang>/LC_MESSAGES/interface.po`; what documents say is not kept here, but in the campaign and its templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

INTERFACE = "interface"  # the domain of the catalogs
# The translation of a template: of one form, or of the form for a count.
Translate = Callable[[str, str, int], str]


class Phrase(str):
    """A text in English with the template and the values that it was made of."""

    template: str
    plural: str
    values: dict[str, Any]


def phrase(template: str, plural: str = "", /, **values: Any) -> Phrase:
    """Return a text for the person who runs the tool.

    The template is a literal, whole sentence or clause, with `{name}` for each value; a value may be a phrase itself.
    With `plural`, the value `count` decides between the two. Without values nothing is filled, and braces stay.
    """
    made = Phrase(filled(in_english(template, plural, values["count"] if plural else 1), values))
    made.template, made.plural, made.values = template, plural, values
    return made


def joined(separator: str, parts: Iterable[str]) -> Phrase:
    """Return phrases one after another, they and what stands between them still to be said in another language."""
    values = {f"part{at}": part for at, part in enumerate(parts)}
    return phrase("{separator}".join(f"{{{name}}}" for name in values), **values, separator=separator)


def filled(template: str, values: dict[str, Any]) -> str:
    """Return a template with its values; one without values stays as it is."""
    return template.format(**values) if values else template


def in_english(template: str, plural: str, count: int) -> str:
    """Return the template itself: what is said where no language is asked for."""
    return plural if plural and count != 1 else template


MARKS = phrase(".,")  # the decimal mark and that between thousands, as `{count:,}` and `{height:g}` write them


class Figure(NamedTuple):
    """A number that is written with the marks of a language."""

    number: int | float
    marks: str

    def __format__(self, spec: str) -> str:
        return format(self.number, spec).translate(str.maketrans(MARKS, self.marks))


def said(text: str, translate: Translate) -> str:
    """Return a text in the language of `translate`; what is no phrase stays as it is.

    A translation that cannot be filled, with another name or a stray brace in it, is said in English.
    """
    if not isinstance(text, Phrase):
        return text
    marks = translate(MARKS, "", 1)
    marks = marks if len(marks) == len(MARKS) else MARKS
    values: dict[str, Any] = {}
    for name, value in text.values.items():
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        values[name] = Figure(value, marks) if is_number else said(value, translate)
    count = int(text.values["count"]) if text.plural else 1
    try:
        return filled(translate(text.template, text.plural, count), values)
    except (LookupError, ValueError, AttributeError, TypeError, ArithmeticError):
        return filled(in_english(text.template, text.plural, count), values)
