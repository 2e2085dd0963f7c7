"""Find the typefaces of a document: those of its look, its language's own, and the one that every language ends with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from campaign import resources
from campaign.languages import Language
from campaign.model import PLAIN, Campaign, Dress
from campaign.phrases import phrase
from campaign.values import Value


class Faces(Value):
    """The families in order, the folders that hold them, and what is lacking (the typeface, and what to install).

    `headings` are the families of headings, where a look names one; `chosen` is where each family of the look was found.
    """

    families: tuple[str, ...]
    folders: tuple[Path, ...]
    lacking: tuple[str, str] | None = None
    headings: tuple[str, ...] = ()
    chosen: tuple[tuple[str, Path], ...] = ()


def faces_of(campaign: Campaign, language: Language, dress: Dress = PLAIN) -> Faces:
    """Return the typefaces of a language; `fonts:` of the campaign may hold one that is lacking elsewhere.

    That of a look comes first where it has the letters of the language, else behind the language's own.
    """
    own = [campaign.folder / name for name in campaign.settings.fonts]
    folders = [folder for folder in own if resources.has_fonts(folder)]
    lacking = None
    for font in language.settings.fonts:
        found = [resources.font_folder(font.module)] if font.module else []
        found += [Path(name) for name in font.folders if resources.has_fonts(Path(name))]
        here = next(filter(None, found), None)
        if here:
            folders.append(here)
        elif not any(resources.has_fonts(folder) for folder in own):
            lacking = lacking or (font.family, font.package)
    chosen: dict[str, Path] = {}
    for family, _ in filter(None, (dress.text, dress.headings)):
        folder = next(holding(family, folders, language), None)
        if folder:
            chosen[family] = folder
        else:
            lacking = lacking or (family, remedy(family))
    last = resources.font_folder(resources.FONT_MODULE)
    if last is None and not folders:
        lacking = lacking or (resources.FONT_FAMILY, resources.FONT_PACKAGE)
    families = tuple(font.family for font in language.settings.fonts)
    return Faces(
        (*ordered(dress.text and dress.text[0], families, chosen, language), resources.FONT_FAMILY),
        tuple(dict.fromkeys([*folders, *chosen.values(), *([last] if last else [])])),
        lacking,
        ordered(dress.headings[0], families, chosen, language) if dress.headings else (),
        tuple(chosen.items()),
    )


def ordered(
    family: str | None, families: tuple[str, ...], chosen: dict[str, Path], language: Language
) -> tuple[str, ...]:
    """Return the family of a look among those of a language: first where it has its letters."""
    if not family:
        return families
    is_first = not families or (family in chosen and not missing(family, chosen[family], sample(language)))
    return (family, *families) if is_first else (*families, family)


def sample(language: Language) -> str:
    """Return some words of a language by which one sees whether a typeface has its letters."""
    settings = language.settings
    return "".join([settings.name, settings.on_day.replace("{date}", ""), *settings.function_words])


def missing(family: str, folder: Path, text: str) -> str:
    """Return the letters of a text that a typeface does not have, in order and once each."""
    from campaign.formats.typefaces import letters

    return "".join(sorted({c for c in text if c.isalpha()} - letters(family, folder)))


def holding(family: str, folders: list[Path], language: Language) -> Iterator[Path]:
    """Yield the folders that hold a family: among those given, that of the package named after it, and the last one."""
    from campaign.formats.typefaces import families

    packaged = (resources.font_folder(module_of(family)), resources.font_folder(resources.FONT_MODULE))
    yield from (folder for folder in (*folders, *filter(None, packaged)) if family in families(folder))


def module_of(family: str) -> str:
    """Return the module of the Python package that is named after a typeface: `fontpkg_fira_sans`."""
    return "fontpkg_" + re.sub(r"[^a-z0-9]+", "_", family.lower()).strip("_")


def remedy(family: str) -> str:
    """Say how a typeface of a look comes to this machine."""
    package = module_of(family).replace("_", "-")
    return phrase(
        "put its files into a folder named under fonts: in campaign.yaml, or try {command}",
        command=f"'pip install {package}'",
    )
