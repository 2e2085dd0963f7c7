"""Look into font files: which typefaces a folder holds, and which characters one has. The only user of fontTools.

It is imported only where a look names a typeface: a document in the typefaces that come with the package needs none of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

SUFFIXES = (".ttf", ".otf", ".ttc")
NAMES = (16, 1, 21)  # typographic family, family, WWS family (OpenType 1.9, table 'name')


@cache
def families(folder: Path) -> Mapping[str, tuple[Path, ...]]:
    """Return the files of a folder by the families in them, as a menu of fonts names them; damaged files are left out."""
    found: dict[str, tuple[Path, ...]] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() in SUFFIXES:
            for name in {str(name) for font in fonts(path) for number in NAMES if (name := family(font, number))}:
                found[name] = (*found.get(name, ()), path)
    return found


def fonts(path: Path) -> Iterator[Any]:
    """Yield the fonts of a file: one, or those of a collection."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        yield from TTCollection(path, lazy=True).fonts if path.suffix.lower() == ".ttc" else [TTFont(path, lazy=True)]
    except (TTLibError, OSError, ValueError):
        return


def family(font: Any, number: int) -> str:
    """Return a name of a font."""
    return (font["name"].getDebugName(number) or "") if "name" in font else ""


@cache
def letters(name: str, folder: Path) -> frozenset[str]:
    """Return the characters that the upright regular file of a family has: the first, where none is called so."""
    paths = families(folder).get(name, ())
    path = next((p for p in paths if p.stem.lower().endswith(("-regular", "_regular", "[wght]"))), *paths[:1] or [None])
    if path is None:
        return frozenset()
    return frozenset(chr(code) for font in fonts(path) for code in font.getBestCmap() or ())
