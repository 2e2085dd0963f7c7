"""Find the typefaces of a language: its own, those of the campaign, and the one that every language ends with."""

from __future__ import annotations

from pathlib import Path

from campaign import resources
from campaign.languages import Language
from campaign.model import Campaign
from campaign.values import Value


class Faces(Value):
    """The families in order, the folders that hold them, and what is lacking (the typeface, and what to install)."""

    families: tuple[str, ...]
    folders: tuple[Path, ...]
    lacking: tuple[str, str] | None = None


def faces_of(campaign: Campaign, language: Language) -> Faces:
    """Return the typefaces of a language; `fonts:` of the campaign may hold one that is lacking elsewhere."""
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
    last = resources.font_folder(resources.FONT_MODULE)
    if last is None and not folders:
        lacking = lacking or (resources.FONT_FAMILY, resources.FONT_PACKAGE)
    families = (*(font.family for font in language.settings.fonts), resources.FONT_FAMILY)
    return Faces(families, tuple(dict.fromkeys([*folders, *([last] if last else [])])), lacking)
