"""Start a campaign of one's own: a copy of a campaign that is complete, so that it builds before it is edited."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from campaign import resources
from campaign.diagnostics import NOTHING, Stop, Where, cause, did_you_mean, error, usage
from campaign.phrases import phrase

STARTER = "starter"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def start(folder: Path, source: str | None = None) -> None:
    """Copy a built-in campaign (the small one by default) with its catalogs into a new folder.

    Raise `Stop` for an unknown id (exit 2), a folder name that is no id `[id]`, or one that is not empty `[not-empty]`.
    """
    source = source or STARTER
    if source not in (known := resources.built_in_campaigns()):
        raise usage(phrase("no campaign '{name}'", name=source), did_you_mean(source, known), "unknown-campaign")
    name = folder.resolve().name
    if not NAME.fullmatch(name) or name == "campaign":
        raise usage(
            phrase("'{name}' cannot be the name of a campaign", name=name),
            phrase("use a-z, 0-9 and single hyphens, and not the word campaign"),
            "id",
        )
    if resources.is_built_in(folder):
        hint = phrase("choose one of your own")
        raise usage(phrase("the folder is inside the installed package"), hint, "output")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message, hint = phrase("there is something here already"), phrase("choose a new folder")
        raise Stop(error(Where(str(folder)), "not-empty", message, hint, NOTHING))
    try:
        shutil.copytree(resources.SEEDS / source, folder, dirs_exist_ok=True)
        for catalog in resources.LOCALES.glob(f"*/LC_MESSAGES/{source}.po"):
            target = folder / "locales" / catalog.parent.parent.name / "LC_MESSAGES" / f"{name}.po"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(catalog, target)
        for path in folder.rglob("*.yaml"):
            without_schema(path)
    except OSError as reason:
        message = phrase("cannot be written: {reason}", reason=cause(reason))
        raise Stop(error(Where(str(folder)), "output", message, exit=NOTHING)) from None


def without_schema(path: Path) -> None:
    """Let the first line of a file name the schema where it is installed, for editors."""
    text = path.read_text(encoding="utf-8")
    schemas = (resources.PACKAGE / "schemas").as_posix()
    path.write_text(
        re.sub(r"(\$schema=)(?:\.\./)+campaign/schemas", rf"\g<1>{schemas}", text, count=1), encoding="utf-8"
    )
