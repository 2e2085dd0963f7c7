"""Dress a document: its colours, its logo and the line at its foot; and say what is wrong with a look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from campaign.diagnostics import Diagnostic, Where, error
from campaign.formats import Picture, tree
from campaign.model import COLOUR, LEAST_CONTRAST, PLAIN, Campaign, Dress, Logo, OwnLogo, contrast
from campaign.phrases import phrase
from campaign.render.cards import plain
from campaign.render.faces import Faces
from campaign.render.writer import Writer

if TYPE_CHECKING:  # most letters have no logo
    from campaign.formats.picture import Sized

IMAGES = "images"
WHITE = "#ffffff"  # what a printer and Word take for paper
SCREEN_PAPER, SCREEN_INK = "#fdfcf9", "#1d1d1b"  # as in templates/screen.css
PRINTED = {"ink": "#111", "accent": "#111"}  # where a look names no colour
HEIGHT, LEAST_HEIGHT, MOST_HEIGHT, MOST_WIDTH = 14.0, 5.0, 30.0, 70.0  # of a logo, in millimetres
# What a letterhead takes from its top to the foot of its second line, in millimetres: letter.css. A higher logo needs more.
LETTERHEAD = 10.7
FAMILY = re.compile(r"[^\W_](?:[\w .&+-]*\w)?")
IN_PRINT = phrase("white paper")


def worn(writer: Writer) -> dict[str, Any]:
    """Return what a template can use of a look: `logo`, which is its text alternative, and `foot`, the line at the foot.

    A post and a card have no foot. Where a sender's logo has no text in the language, it shows the sender's name.
    """
    document, language = writer.document, writer.language
    dress, alt = document.dress, ""
    if isinstance(dress.logo, Logo):
        alt = plain(writer.say(dress.logo, "alt"))
    elif dress.logo:
        sender = document.sender
        alt = language.local(dress.logo.alt) or (sender and (sender.organization or sender.name)) or ""
    has_foot = not (document.kind.messages or document.card)
    return {"logo": alt, "foot": language.local(dress.footer) or "" if has_foot else ""}


def sheet(style: str, more: str, dress: Dress, faces: Faces, picture: Picture | None) -> str:
    """Return the style sheet of a document with the colours of its look; `more` is what only a document with a look needs."""
    if dress is not PLAIN:
        height = picture.height if picture else 0.0
        families = ", ".join(f'"{family}"' for family in faces.headings)
        for name, value in (
            ("headings", f"{families}, var(--face)" if families else "var(--face)"),
            ("logo-width", f"{picture.width:.2f}mm" if picture else "0mm"),
            ("logo-height", f"{height:.2f}mm"),
            ("logo-above", f"{max(0.0, height - LETTERHEAD):.2f}mm"),
        ):
            more = more.replace(f"var(--{name})", value)
        style += more
    for name, default in PRINTED.items():
        style = style.replace(f"var(--{name})", dress.colours[name][0] if name in dress.colours else default)
    return style


def picture_of(dress: Dress, sized: Sized | None, body: Any) -> Picture | None:
    """Return the logo as large as it is printed, where the template has put it; None where it has not."""
    placed = next((image for image in body.iter("img") if tree.is_logo(image)), None)
    if placed is None or sized is None or dress.logo is None:
        return None
    height = dress.logo.height or HEIGHT
    width = height * sized.width / sized.height
    scale = min(1.0, MOST_WIDTH / width)
    return Picture(sized.data, sized.media, placed.get("alt", ""), width * scale, height * scale)


def logo_file(campaign: Campaign, logo: Logo | OwnLogo) -> Path | None:
    """Return the file of a logo; None when it is not a file of the images folder, or of that of the sender's own file.

    Neither `..` nor a symbolic link leads out of these folders.
    """
    folders = [campaign.folder / IMAGES]
    if isinstance(logo, OwnLogo):
        folders.insert(0, Path(logo.where.file).parent)
    for folder in folders:
        path = (folder / logo.file).resolve()
        if ".." not in Path(logo.file).parts and path.is_relative_to(folder.resolve()) and path.is_file():
            return path
    return None


def read_logo(campaign: Campaign, logo: Logo | OwnLogo, problems: list[Diagnostic]) -> Sized | None:
    """Read a logo; what is wrong with it is a problem `[look]`."""
    from campaign.formats.picture import MOST_BYTES, Unfit, read

    where, path = logo.at("file"), logo_file(campaign, logo)
    if path is None:
        hint = phrase("put it into images/, and name it without '..' and links to elsewhere")
        if isinstance(logo, OwnLogo):
            hint = phrase("put it beside sender.yaml or into images/, and name it without '..' and links to elsewhere")
        problems.append(error(where, "look", phrase("there is no image '{file}'", file=logo.file), hint))
        return None
    try:
        return read(path)
    except Unfit as reason:
        message = phrase("'{file}' {problem}", file=logo.file, problem=reason.why)
        hint = phrase("a logo is a PNG, JPEG or plain SVG of at most {size} kB", size=MOST_BYTES // 1000)
        problems.append(error(where, "look", message, hint))
        return None


def look_problems(campaign: Campaign, dress: Dress, is_card: bool = False) -> tuple[Sized | None, list[Diagnostic]]:
    """Return the logo of a look, and what is wrong with the look: `look`, and `contrast` but for cards.

    Cards have grounds of their own, so that colours too light for paper may be theirs.
    """
    problems = [*wrong_colours(dress), *wrong_names(dress), *(() if is_card else faint(dress))]
    logo = dress.logo
    if logo and not LEAST_HEIGHT <= (logo.height or HEIGHT) <= MOST_HEIGHT:
        message = phrase("a logo {height:g} mm high does not fit a letterhead", height=logo.height)
        hint = phrase("between {least:g} and {most:g} is fine", least=LEAST_HEIGHT, most=MOST_HEIGHT)
        problems.append(error(logo.at("height"), "look", message, hint))
    if isinstance(logo, OwnLogo) and not any(text.strip() for text in logo.alt.values()):
        message = phrase("the logo has no text for who cannot see it")
        problems.append(error(logo.at("alt"), "look", message, phrase("say what it shows")))
    return (read_logo(campaign, logo, problems) if logo else None), problems


def wrong_colours(dress: Dress) -> Iterator[Diagnostic]:
    """Yield the colours that are none `[look]`."""
    for colour, where in dress.colours.values():
        if not COLOUR.fullmatch(colour):
            message = phrase("'{colour}' is not a colour", colour=colour)
            yield error(where, "look", message, phrase("write it as {example}", example="#1d2733"))


def wrong_names(dress: Dress) -> Iterator[Diagnostic]:
    """Yield the names of typefaces that no typeface has `[look]`."""
    for family, where in filter(None, (dress.text, dress.headings)):
        if not FAMILY.fullmatch(family):
            message = phrase("'{family}' is not the name of a typeface", family=family)
            yield error(where, "look", message, phrase("write it as in a menu of fonts"))


def faint(dress: Dress) -> Iterator[Diagnostic]:
    """Yield the pairs of colours that documents print and few can read `[contrast]`.

    PDF and Word print on white, a page for the screen on the colour of the paper.
    """
    given = {name: colour for name, colour in dress.colours.items() if COLOUR.fullmatch(colour[0])}
    paper, place = given.get("paper", (SCREEN_PAPER, None))
    for name in ("ink", "accent"):
        if name in given:
            colour, where = given[name]
            yield from low(where, (name, colour), (IN_PRINT, WHITE))
            yield from low(where, (name, colour), ("paper" if place else phrase("the paper of a page"), paper))
    if place and "ink" not in given:
        yield from low(place, (phrase("the ink of a page"), SCREEN_INK), ("paper", paper))


def low(where: Where, one: tuple[str, str], other: tuple[str, str]) -> Iterator[Diagnostic]:
    """Yield a problem when two colours, each with its name, have too little contrast (WCAG 2.2, 1.4.3)."""
    found = contrast(one[1], other[1])
    if found < LEAST_CONTRAST:
        message = phrase(
            "{colour} on {ground} has a contrast of {contrast}:1, {least}:1 is the least",
            colour=one[0],
            ground=other[0],
            contrast=int(found * 100) / 100,  # rounded down: 4.499 is not 4.5
            least=LEAST_CONTRAST,
        )
        hint = phrase("make one of them darker or lighter")
        if other[0] == IN_PRINT:
            hint = phrase("make it darker, or give the documents colours of their own: look: in sender.yaml")
        yield error(where, "contrast", message, hint)
