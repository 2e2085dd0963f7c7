"""How what a campaign sends looks: logo, colours, typefaces, paper, and the line at the foot."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from campaign.diagnostics import Where
from campaign.model.types import *
from campaign.values import NONE, Value

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LEAST_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3, https://www.w3.org/TR/WCAG22/#contrast-minimum


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, from 0 to 1 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


class Colours(Record):
    """The colours as #rrggbb: writing, its ground, what stands out, and writing on what stands out.

    Those not given are the ones below on cards, and black on white in documents.
    """

    ink: str = "#1d2733"
    paper: str = "#f8f5ef"
    accent: str = "#0e4f5c"
    on_accent: str = "#ffffff"

    @property
    def given(self) -> dict[str, str]:
        """The colours that the file names."""
        return {name: getattr(self, name) for name in ("ink", "paper", "accent", "on_accent") if name in self.__dict__}


class Typefaces(Record):
    """The families of the text and of its headings, by the names that they have in a menu of fonts."""

    text: str | None = None
    headings: str | None = None


class Logo(Record):
    """The sign of the campaign: a file in its images folder, what it shows, and its height in millimetres."""

    file: str
    alt: Text
    height: float | None = None


class OwnLogo(Record):
    """The sign of a sender: a file beside sender.yaml or in the campaign's images folder; `alt` is by language."""

    file: str
    alt: Local
    height: float | None = None


class Appearance(Record):
    """What a campaign and a sender can both say: `footer` is a line at the foot of letters, by language.

    `paper` stands over that of the sender's country.
    """

    colours: Colours = Colours()
    typefaces: Typefaces = Typefaces()
    paper: Literal["A4", "Letter"] | None = None
    footer: Local = NONE


class Look(Appearance):
    """How documents and cards look; a pair of colours that is printed has a contrast of 4.5:1 at least (WCAG 2.2, 1.4.3)."""

    logo: Logo | None = None


class OwnLook(Appearance):
    """How the documents of a sender look: what it says stands over the look of the campaign."""

    logo: OwnLogo | None = None


class Dress(Value):
    """How one document looks: the look of the campaign with the sender's over it, colour by colour."""

    colours: Mapping[str, tuple[str, Where]] = NONE
    text: tuple[str, Where] | None = None
    headings: tuple[str, Where] | None = None
    paper: Literal["A4", "Letter"] | None = None
    footer: Local = NONE
    logo: Logo | OwnLogo | None = None


PLAIN = Dress()


@lru_cache(maxsize=64)
def dress_of(look: Look, own: OwnLook | None = None) -> Dress:
    """Return how a document looks under the look of a campaign and a sender's own."""
    looks = [one for one in (look, own) if one is not None]
    colours = {name: (code, one.colours.at(name)) for one in looks for name, code in one.colours.given.items()}
    faces = {
        name: (family, one.typefaces.at(name))
        for one in looks
        for name in ("text", "headings")
        if (family := getattr(one.typefaces, name))
    }
    papers = [one.paper for one in looks if one.paper]
    logos = [one.logo for one in looks if one.logo]
    if not (colours or faces or papers or logos or any(one.footer for one in looks)):
        return PLAIN
    return Dress(
        colours=colours,
        text=faces.get("text"),
        headings=faces.get("headings"),
        paper=papers[-1] if papers else None,
        footer=next((one.footer for one in reversed(looks) if one.footer), NONE),
        logo=logos[-1] if logos else None,
    )
