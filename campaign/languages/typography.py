"""Set prose as a language is set: spaces, quotation marks, punctuation; never inside addresses, times or hashtags.

The rules are data in `locales/<lang>/language.yaml`: `typography` puts right what a keyboard cannot type, `lint` names
what a person must put right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from campaign.model import LanguageSettings, TypographyRule

FSI, PDI = "\u2068", "\u2069"
# What no rule touches: addresses of pages and people, hours, hashtags and mentions, what is isolated already.
APART = re.compile(
    rf"({FSI}[^{PDI}]*{PDI}|https?://[^\s<>\u2069]+|www\.\S+|[^\s@<>]+@[^\s@<>]+\.\w+|\b\d{{1,2}}:\d{{2}}\b|[#@]\w+)"
)
ADDRESS = re.compile(r"https?://\S+|[^\s@]+@[^\s@]+")
# Those of the two directions are compiled where they are first needed: most languages never do, and it takes a while.
RTL = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
# A letter that runs from left to right: any but those of the Hebrew and Arabic blocks; of India's and South-East Asia's
# blocks, their marks too, which are no letters to Python.
LTR = r"(?:[^\W\d_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|[\u0900-\u109f])"
BETWEEN = r"[\s!\"#$%&'*+,\-./:;<=>?@\\^_`|~()\[\]–—’‘“”·…]{0,4}"
# Words of the other direction with what stands between them; numbers that a hyphen, slash or plus sign belongs to.
RUN = (
    rf"(?:[(\[+#@]{{0,2}}\d*)?{LTR}(?:{BETWEEN}(?:{LTR}|\d)[\u0300-\u036f]*)*(?:\+\+|[)\]](?=\W|$))?"
    r"|\+\d+(?:[ \-.]\d+)*|\d+(?:[\-/–]\d+)+(?:\([a-z0-9]\))?|\d+\([a-z0-9]\)"
)


def isolated(text: str) -> str:
    """Return a text between isolates, so that its order does not depend on its neighbours."""
    return f"{FSI}{text}{PDI}" if text and FSI not in text else text


def bare(text: str) -> str:
    """Return a text without isolates, as file names, headers, addresses and posts want it."""
    return text.replace(FSI, "").replace(PDI, "")


def isolate_runs(text: str) -> str:
    """Return a text that runs from right to left with every run of the other direction isolated."""

    def put(found: re.Match[str]) -> str:
        run = found[0]
        if ADDRESS.fullmatch(run):  # who copies it wants nothing else with it
            return run
        for opening, closing in ("()", "[]"):
            if run.endswith(closing) and opening not in run:
                return isolated(run[:-1]) + closing
            if run.startswith(opening) and closing not in run:
                return opening + isolated(run[1:])
        return isolated(run)

    if ADDRESS.fullmatch(text.strip()):
        return text
    if (
        re.search(LTR, text) and not re.search(RTL, text) and FSI not in text
    ):  # a line of the other direction, as in an address
        found = re.fullmatch(r"(\s*)(.*?)(\s*)", text, re.DOTALL)
        return f"{found[1]}{isolated(found[2])}{found[3]}" if found else text
    return "".join(
        part if FSI in part else re.sub(RUN, put, part) for part in re.split(rf"({FSI}[^{PDI}]*{PDI})", text)
    )


class Typography:
    """The typography of one language in one country."""

    def __init__(self, settings: LanguageSettings, territory: str | None) -> None:
        self.settings, self.territory = settings, territory

    def applies(self, rule: TypographyRule) -> bool:
        """Tell whether a rule is one of this country."""
        return (not rule.only_in or self.territory in rule.only_in) and self.territory not in rule.not_in

    @cached_property
    def rules(self) -> list[tuple[re.Pattern[str], str]]:
        """The rules that put right, compiled."""
        return self.compiled(self.settings.typography)

    @cached_property
    def words(self) -> list[tuple[re.Pattern[str], str]]:
        """The words that this country has others for."""
        return self.compiled(self.settings.wording)

    def compiled(self, rules: tuple[TypographyRule, ...]) -> list[tuple[re.Pattern[str], str]]:
        """Return the rules of this country, compiled."""
        found = [r for r in rules if self.applies(r)]
        return [(re.compile(r.find), r.put.replace("{nbsp}", "\xa0").replace("{nnbsp}", "\u202f")) for r in found]

    def worded(self, text: str) -> str:
        """Return a text of the campaign in the words of this country."""
        for find, put in self.words:
            text = find.sub(put, text)
        return text

    def prose(self, text: str) -> str:
        """Return prose set as the language is; the same again when it is so already."""
        parts = APART.split(text)
        for at in range(0, len(parts), 2):
            for find, put in self.rules:
                parts[at] = find.sub(put, parts[at])
        return "".join(parts)

    def faults(self, text: str) -> Iterator[str]:
        """Yield what is wrong with a text that no rule can put right."""
        plain = APART.sub(" ", text)
        for rule in self.settings.lint:
            if re.search(rule.find, plain):
                yield rule.says
