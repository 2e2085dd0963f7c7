"""What CLDR and gettext know of a language that nobody has written settings for yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.messages.plurals import get_plural

# What Babel leaves out of CLDR's supplemental data (`metaZones.json`, primaryZones).
PRIMARY_ZONES = {
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
# Babel orders two of Arabic's forms the other way round from GNU gettext and Weblate.
GNU_ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);"
)


class Profile(NamedTuple):
    """A language as its settings want it."""

    name: str
    locale: str
    direction: Literal["ltr", "rtl"]
    plural_forms: str


def profile_of(tag: str) -> Profile | None:
    """Return what is known of a language, or None for a tag that is none."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    direction: Literal["ltr", "rtl"] = "rtl" if locale.text_direction == "rtl" else "ltr"
    forms = GNU_ARABIC if locale.language == "ar" else get_plural(str(locale)).plural_forms
    return Profile(locale.get_display_name(locale) or tag, str(locale), direction, forms)


def country_names(tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the names of every country in the languages, each with its ISO 3166 code."""
    for tag in tags:
        for code, name in Locale.parse(tag, sep="-").territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EZ", "QO", "UN", "XA", "XB", "ZZ"):
                yield name, code


def time_zones(country: str) -> tuple[str, ...]:
    """Return the IANA names of a country's time zones, sorted; none for a code that CLDR does not know.

    Where CLDR names one as that of nearly all who live there, it is the only one.
    """
    if country in PRIMARY_ZONES:
        return (PRIMARY_ZONES[country],)
    return tuple(sorted(get_global("territory_zones").get(country) or ()))


def country_called(name: str, tags: Iterable[str]) -> str:
    """Return the code of a country from its name in one of some languages, or from the code in small letters."""
    wanted = name.strip().casefold()
    return next((code for said, code in country_names(tags) if wanted in (code.casefold(), said.casefold())), "")
