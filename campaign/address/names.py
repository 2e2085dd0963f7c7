"""Take a person's name apart and put it together: order by culture, particles, two surnames, patronymics, titles once.

The order of given and family name and the join of names in Han, Kana or Hangul follow CLDR's person names
(UTS 35, part 8, `nameOrderLocales` and `nativeSpaceReplacement`). Nothing is put into capitals.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from campaign.model import Recipient

SURNAME_FIRST = frozenset(["hu", "ja", "km", "ko", "mn", "si", "ta", "te", "vi", "yue", "zh"])
# Scripts that put no space between the names of a person: Han, Kana, Hangul. Compiled where it is first needed, as it
# takes a millisecond of every start.
UNSPACED = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+"
# What belongs to the word after it: `de la Cruz Soto` is two surnames.
PARTICLES = re.compile(
    r"a|al|ap|as|bin|bint|d['’]|da|dal|das|de|degli|dei|del(?:l[aeo]?)?|den|der|des|di|d[ou]|dos|el?|ibn|la|las|le|los?|san|santa|"
    r"ter?|ten|van|vande[rn]?|vom|von|y|zum?|zur",
    re.IGNORECASE,
)


def names_of(recipient: Recipient, titles: Collection[str] = ()) -> dict[str, str]:
    """Return the names of a recipient by placeholder; one that is not known is empty.

    A mononym is both `{name}` and `{family}`. A courtesy title in front of the name is left to the form of address.
    """
    name = untitled(recipient.name, titles)
    family = recipient.family_name or name
    return {
        "name": name,
        "given": recipient.given_name or "",
        "family": family,
        "surname": first_surname(family),
        "patronymic": recipient.patronymic_name or "",
        "area": recipient.area or "",
    }


def untitled(name: str, titles: Collection[str]) -> str:
    """Return a name without the courtesy titles in front of it: `Sra. Ana Soto` is `Ana Soto`."""
    words = name.split()
    known = {title.rstrip(".").casefold() for title in titles}
    while len(words) > 1 and words[0].rstrip(".").casefold() in known:
        words = words[1:]
    return " ".join(words)


def first_surname(family: str) -> str:
    """Return the first of two surnames, with its particles: `de la Cruz Soto` gives `de la Cruz`."""
    words = family.split()
    end = next((at for at, word in enumerate(words) if not PARTICLES.fullmatch(word)), len(words) - 1)
    return " ".join(words[: end + 1])


def full_name(parts: Mapping[str, str], tag: str) -> str:
    """Return a whole name from its parts, in the order of the language that the name is of.

    The parts: `title`, `given`, `given2` (a second given name or a patronymic), `surname_prefix`, `surname`,
    `surname2`, `generation` (`Jr.`), `credentials`; any may be missing.
    """
    given = [parts.get("given", ""), parts.get("given2", "")]
    family = [parts.get("surname_prefix", ""), parts.get("surname", ""), parts.get("surname2", "")]
    first, second = (family, given) if tag.split("-")[0] in SURNAME_FIRST else (given, family)
    names = [name for name in (*first, *second) if name]
    together = "" if names and all(re.fullmatch(UNSPACED, name) for name in names) else " "
    name = together.join(names)
    credentials = parts.get("credentials", "")
    whole = " ".join(filter(None, (parts.get("title"), name, parts.get("generation"))))
    return f"{whole}, {credentials}" if credentials else whole
