"""Put names in the order of a language: the Unicode Collation Algorithm, tailored as `language.yaml` says.

The order is that of UTS 10 with the table of Unicode 10, space and punctuation counting, as in CLDR's root. A language says
what differs with the rules of CLDR (`collation: "&N<ñ<<<Ñ"`, from common/collation/<language>.xml), of which these are
understood: `&` with `[before 1|2|3]`, `<`, `<<`, `<<<`, `=`, `[reorder Cyrl]`, and `[import zh-u-co-pinyin]`. Chinese
characters are then in the order of the first reading of each (pypinyin), tone after syllable; those that sound alike are
in the order of Unicode, where CLDR counts strokes. A language without rules has the order of the root.

The only user of pyuca and pypinyin. Tried: PyICU has everything, but needs ICU installed, and its wheels by others (18
to 65 MB) lack platforms; feruca passes over spaces and takes no rules; natsort leaves the order to PyICU or to the
machine; Babel has none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar

from campaign.diagnostics import Diagnostic, Stop, error
from campaign.model import LanguageSettings
from campaign.phrases import phrase

Element = tuple[float, float, float]  # primary, secondary and tertiary weight
Key = tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...], str]
T = TypeVar("T")

RULE = re.compile(r"\[(?P<option>\w+) (?P<value>[\w-]+)\]|&(?:\[before (?P<before>[123])\])?(?P<anchor>[^<=&\[\]]+)")
RELATION = re.compile(r"(<{1,3}|=)([^<=&\[\]]+)")
PINYIN = "zh-u-co-pinyin"
# The scripts that may come first, by the word that begins the names of their letters; Han has no such names.
SCRIPTS = {
    "Arab": "ARABIC LETTER ",
    "Armn": "ARMENIAN ",
    "Beng": "BENGALI ",
    "Cyrl": "CYRILLIC ",
    "Deva": "DEVANAGARI ",
    "Ethi": "ETHIOPIC ",
    "Geor": "GEORGIAN ",
    "Grek": "GREEK ",
    "Hebr": "HEBREW ",
    "Khmr": "KHMER ",
    "Taml": "TAMIL ",
    "Thai": "THAI ",
    "Hani": "",
}
STEP = 1 / 4096
HAN = 0xFB40  # where the weights of Chinese characters begin (UTS 10, section 10.1.3)
SYLLABLE = 6  # letters of the longest, zhuang


class Tailoring(NamedTuple):
    """The rules of a language: letters with their elements, the script that comes first, whether Han is read as pinyin."""

    letters: tuple[tuple[str, tuple[Element, ...]], ...] = ()
    first: str = ""
    pinyin: bool = False


class Collation:
    """The order of one language; made by `collation_of`."""

    def __init__(self, rules: str) -> None:
        self.table = ducet()
        self.tailoring = Tailoring()
        for option, value, anchor, before, relations in parsed(rules):
            if option == "reorder" and value in SCRIPTS:
                self.tailoring = self.tailoring._replace(first=value)
            elif option == "import" and value == PINYIN:
                self.tailoring = self.tailoring._replace(pinyin=True)
            elif option:
                raise ValueError(f"[{option} {value}]")
            else:
                self.tailor(anchor, before, relations)

    def tailor(self, anchor: str, before: int, relations: Iterable[tuple[str, str]]) -> None:
        """Put letters after others, each relation counting from the letter before it."""
        elements = list(self.elements(anchor))
        if before:
            elements[-1] = moved(elements[-1], before, -0.5)
        for strength, letter in relations:
            if strength != "=":
                elements[-1] = moved(elements[-1], len(strength), STEP)
            letters = (*self.tailoring.letters, (unicodedata.normalize("NFD", letter), tuple(elements)))
            self.tailoring = self.tailoring._replace(letters=letters)
            self.__dict__.pop("by_letter", None)

    @cached_property
    def by_letter(self) -> tuple[re.Pattern[str] | None, dict[str, tuple[Element, ...]]]:
        """The letters of the tailoring, the longest first, and their elements."""
        known = dict(self.tailoring.letters)
        # A letter with another mark than its own is not that letter: ñ with a macron still is, n with a hook is not.
        found = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
        return (re.compile(found) if known else None), known

    def elements(self, text: str) -> Iterator[Element]:
        """Yield the collation elements of a text."""
        decomposed = unicodedata.normalize("NFD", text)
        pattern, known = self.by_letter
        end = 0
        for found in pattern.finditer(decomposed) if pattern else ():
            yield from self.untailored(decomposed[end : found.start()])
            yield from known[found[0]]
            end = found.end()
        yield from self.untailored(decomposed[end:])

    def untailored(self, text: str) -> Iterator[Element]:
        """Yield the elements of a text as the table has them, Chinese characters by their sound where the rules say so."""
        if not self.tailoring.pinyin:
            yield from map(element, self.table.collation_elements(text))
            return
        for part in re.split("([\u3400-\u9fff\U00020000-\U0003ffff])", text):
            sound = sound_of(part) if len(part) == 1 else 0.0
            if sound:
                yield first_letter() - 1 + 0.9 * sound, 32, 2
                yield float(ord(part)), 0, 0
            else:
                yield from map(element, self.table.collation_elements(part))

    def placed(self, weight: float) -> float:
        """Return a primary weight with the letters of the first script moved before all others."""
        if not self.tailoring.first:
            return weight
        low, high = letters_of(self.tailoring.first)
        if not low <= weight <= high:
            return weight
        return first_letter() - 0.1 + 0.1 * (weight - low + 1) / (high - low + 2)

    def key(self, text: str) -> Key:
        """Return the key of a text; two texts that the algorithm cannot tell apart are in the order of their characters."""
        found = list(self.elements(text))
        first, second, third = ([weight for e in found if (weight := e[level])] for level in range(3))
        return tuple(map(self.placed, first)), tuple(second), tuple(third), text

    def sorted(self, things: Iterable[T], name: Callable[[T], str]) -> list[T]:
        """Return things in the order of their names; those with one name stay as they came."""
        return sorted(things, key=lambda thing: self.key(name(thing)))


@cache
def order_of(rules: str) -> Collation:
    """Return the order with some rules, made once."""
    return Collation(rules)


def collation_of(settings: LanguageSettings) -> Collation:
    """Return the order of a language; rules that are not understood are a `Stop` `[collation]`."""
    try:
        return order_of(settings.collation)
    except ValueError as reason:
        raise Stop(wrong(settings, str(reason))) from None


def wrong(settings: LanguageSettings, rule: str) -> Diagnostic:
    """Say that a rule is not understood."""
    message = phrase("the rule of order '{rule}' is not understood", rule=rule)
    hint = phrase("copy it from CLDR: &N<ñ<<<Ñ puts ñ after n, [reorder Cyrl] a script before the others")
    return error(settings.at("collation"), "collation", message, hint)


def parsed(rules: str) -> Iterator[tuple[str, str, str, int, list[tuple[str, str]]]]:
    """Yield each rule: an option with its value, or an anchor, the level before it, and the relations that follow."""
    text, at = "".join(rules.split()) if "[" not in rules else rules.replace("\n", "").strip(), 0
    while at < len(text):
        found = RULE.match(text, at)
        if not found:
            raise ValueError(text[at : at + 20])
        at, relations = found.end(), []
        while found["anchor"] and (relation := RELATION.match(text, at)):
            relations.append((relation[1], relation[2].strip()))
            at = relation.end()
        if found["anchor"] and not relations:
            raise ValueError(found[0])
        anchor = (found["anchor"] or "").strip()
        yield found["option"] or "", found["value"] or "", anchor, int(found["before"] or 0), relations


def element(weights: Any) -> Element:
    """Return the weights of pyuca as an element."""
    return weights[0], weights[1], weights[2]


def moved(weights: Element, level: int, by: float) -> Element:
    """Return an element that differs from another at one level, and is plain at those below."""
    plain = (0.0, 32.0, 2.0)
    return tuple(  # type: ignore[return-value]
        weight + by if at + 1 == level else weight if at + 1 < level or by < 0 else plain[at]
        for at, weight in enumerate(weights)
    )


@cache
def ducet() -> Any:
    """Return the table of Unicode 10, read once (0.1 s)."""
    from pyuca.collator import Collator_10_0_0

    return Collator_10_0_0()


@cache
def first_letter() -> float:
    """Return the primary weight of the first letter of all, a."""
    return float(ducet().collation_elements("a")[0][0])


@cache
def letters_of(script: str) -> tuple[float, float]:
    """Return the first and the last primary weight of the letters of a script."""
    if script == "Hani":
        return HAN, 0xFBFF
    root = ducet().table.root.children
    names = ((unicodedata.name(chr(point), ""), node.value) for point, node in root.items())
    weights = [value[0][0] for name, value in names if name.startswith(SCRIPTS[script]) and value and value[0][0]]
    own = [weight for weight in weights if first_letter() < weight < HAN]
    return min(own), max(own)


@cache
def sound_of(character: str) -> float:
    """Return the first reading of a Chinese character as a number between 0 and 1, 0 for one without any.

    Syllables are in the order of their letters, ü right after u, then by tone, the neutral one last, as in CLDR.
    """
    from pypinyin import Style, pinyin

    reading = pinyin(character, style=Style.TONE3, heteronym=False, neutral_tone_with_five=True)[0][0]
    found = re.fullmatch(r"([a-zêü]+)([1-5])", reading.replace("v", "ü"))
    if not found:
        return 0.0
    letters = found[1].replace("ü", "u").replace("ê", "e")[:SYLLABLE]
    number = 0
    for letter in letters.ljust(SYLLABLE, "`"):  # the character before a
        number = number * 27 + ord(letter) - ord("`")
    return float(((number * 2 + ("ü" in found[1])) * 6 + int(found[2])) / (27**SYLLABLE * 12))
