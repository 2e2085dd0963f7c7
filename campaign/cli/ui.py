"""The language of the interface: help, tables and problems, in that of `--ui` or of the locale, else in English.

Documents have languages of their own (`--lang`); what is printed for programs (`--json`, paths) stays as it is.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from campaign.phrases import INTERFACE, Translate, in_english, phrase, said

if TYPE_CHECKING:  # in English nothing of it is wanted
    from gettext import GNUTranslations
    from pathlib import Path

OPTION = "--ui"
SOURCE = "en"
# What Typer says by itself; it takes it from gettext, or it is put into the language as our own help is.
TYPER = (
    phrase("Options"),
    phrase("Arguments"),
    phrase("default: {default}"),
    phrase("required"),
    phrase("Show this message and exit."),
    phrase("Install completion for the current shell."),
    phrase("Show completion for the current shell, to copy it or customize the installation."),
)

translate: Translate = in_english


def speak(text: str) -> str:
    """Return a phrase in the language of the interface."""
    return said(text, translate)


def spoken() -> list[str]:
    """Return the languages of the interface."""
    return [SOURCE, *offered()]


def offered() -> dict[str, Path]:
    """Return the languages that the interface speaks beside English, with their catalogs."""
    from campaign import resources

    paths = sorted(resources.LOCALES.glob(f"*/LC_MESSAGES/{INTERFACE}.po"))
    return {path.parents[1].name.replace("_", "-"): path for path in paths}


def without_option(arguments: list[str]) -> tuple[list[str], str | None]:
    """Return the arguments without `--ui TAG`, wherever it stands before `--`, and its tag."""
    left: list[str] = []
    tag = None
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if argument == "--":
            return [*left, argument, *rest], tag
        if name != OPTION:
            left.append(argument)
        elif (found := value if equals else next(rest, None)) is None:
            from campaign.diagnostics import did_you_mean, usage

            settle(None, os.environ)
            raise usage(phrase("--ui wants a language"), did_you_mean("", spoken()))
        else:
            tag = found
    return left, tag


def wanted(environment: Mapping[str, str]) -> list[str]:
    """Return the languages of the locale, the first before the others, as gettext finds them (GNU gettext, 2.3)."""
    get = environment.get
    locale = next(filter(None, map(get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if locale.partition(".")[0] in ("", "C", "POSIX"):
        return []
    return [*filter(None, get("LANGUAGE", "").split(":")), locale]


def nearest(name: str) -> str | None:
    """Return the language of the interface for a tag or a locale: `es_CL.UTF-8` is `es`, `pt` is `pt-BR`."""
    tag = name.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    known = spoken()
    primary = tag.partition("-")[0]
    same = [k for k in known if k.lower() == tag] + [k for k in known if k.lower().partition("-")[0] == primary]
    return same[0] if same else None


def settle(tag: str | None, environment: Mapping[str, str]) -> None:
    """Speak the language of `--ui`, else that of the locale; an unknown one is exit 2.

    Typer is told, too, which takes what it says from `gettext` when it is first imported.
    """
    if tag is not None and nearest(tag) is None:
        from campaign.diagnostics import did_you_mean, usage

        settle(None, environment)  # what is wrong with it is said in the language of the locale
        message = phrase("the interface does not speak '{tag}'", tag=tag)
        raise usage(message, did_you_mean(tag, spoken()), "unknown-language")
    names = [tag] if tag is not None else wanted(environment)
    found = next((near for near in map(nearest, names) if near), SOURCE)
    if found == SOURCE:
        return
    import gettext

    try:
        catalog = read(offered()[found])
    except (OSError, ValueError):  # of a catalog that is broken: a test reads those that ship
        return

    def from_catalog(template: str, plural: str, count: int) -> str:
        if plural:
            return catalog.ngettext(template, plural, count)
        return catalog.gettext(template) if template else template  # the empty text is the head of a catalog

    global translate
    translate = from_catalog
    gettext.gettext, gettext.ngettext = catalog.gettext, catalog.ngettext


def read(path: Path) -> GNUTranslations:
    """Return a catalog as gettext reads it, compiled when it was last changed; a kept one that is broken is made anew.

    `OSError` or `ValueError` where the catalog itself cannot be read.
    """
    import io
    from gettext import GNUTranslations
    from struct import error

    from campaign import resources

    stat = path.stat()
    folder = resources.cache_folder()
    kept = folder / INTERFACE / f"{path.parents[1].name}-{stat.st_mtime_ns}-{stat.st_size}.mo" if folder else None
    if kept:
        with suppress(OSError, ValueError, error):
            return GNUTranslations(io.BytesIO(kept.read_bytes()))
    from campaign.languages.catalogs import compiled

    data = compiled(path)
    catalog = GNUTranslations(io.BytesIO(data))
    keep(kept, data)
    return catalog


def keep(path: Path | None, data: bytes) -> None:
    """Keep a compiled catalog in place of older ones; where that cannot be written, the next run makes it again."""
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(data)
        beside.replace(path)
        for old in path.parent.glob(f"{path.name.partition('-')[0]}-*.mo"):
            if old != path:
                old.unlink()
    except OSError:
        return
