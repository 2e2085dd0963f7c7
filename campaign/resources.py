"""Know where the built-in data and the fonts are.

The only code that tells a checkout from an installed wheel: hatchling puts `seeds/`, `templates/` and `locales/`
under `campaign/_data/` in the wheel; in a checkout (and in an editable install of it) they stand beside the package.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
DATA = PACKAGE / "_data" if (PACKAGE / "_data").is_dir() else PACKAGE.parent
INSTALLED = DATA.name == "_data"

SEEDS = DATA / "seeds"
TEMPLATES = DATA / "templates"
LOCALES = DATA / "locales"
DEFAULT_CAMPAIGN = "cybercrime-treaty"

# The typeface of every language, after its own: a package that is a plain folder of font files with their licence.
FONT_MODULE, FONT_FAMILY, FONT_PACKAGE = (
    "fontpkg_ibm_plex_serif",
    "IBM Plex Serif",
    "pip install fontpkg-ibm-plex-serif",
)


def built_in_campaigns() -> list[str]:
    """Return the ids of the campaigns that ship."""
    return sorted(p.parent.name for p in SEEDS.glob("*/campaign.yaml"))


def is_built_in(folder: Path) -> bool:
    """Tell whether the folder is an installed campaign, which commands must not write into."""
    return INSTALLED and folder.resolve().is_relative_to(SEEDS)


@cache
def font_folder(module: str) -> Path | None:
    """Return the folder of a font that was installed as a Python package; None when it is not here."""
    import importlib.util

    spec = importlib.util.find_spec(module)
    folder = Path(spec.origin).parent / "files" if spec and spec.origin else None
    return folder if folder and has_fonts(folder) else None


def has_fonts(folder: Path) -> bool:
    """Tell whether a folder holds font files."""
    return folder.is_dir() and any(p.suffix.lower() in (".ttf", ".otf", ".ttc") for p in folder.iterdir())


def cache_folder() -> Path | None:
    """Return the folder for rebuildable caches, which never hold campaign content; None when caching is off."""
    if os.environ.get("CAMPAIGN_NO_CACHE"):
        return None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base) / "campaign" if base else None
