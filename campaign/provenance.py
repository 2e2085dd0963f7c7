"""Answer why a file says what it says, and where a record is used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from campaign.diagnostics import NOTHING, Diagnostic, Stop, Where, did_you_mean, error, usage
from campaign.model import Campaign, Record
from campaign.phrases import phrase
from campaign.write import MANIFEST, read_manifest

# The fields that name other records.
NAMING = frozenset(
    [
        "facts",
        "sources",
        "statements",
        "asks",
        "rebuts",
        "concern",
        "concerns",
        "ask",
        "replaced_by",
        "reading",
        "link",
        "flaws",
    ]
)


def manifest_of(file: Path) -> tuple[Path, dict[str, Any]]:
    """Return the manifest above a file and the file's row; `Stop` with exit 3 when there is none `[no-manifest]`."""
    for manifest, path in manifests_above(file):
        row = next((r for r in read_manifest(manifest) if r["path"] == path), None)
        if row:
            return manifest, row
    raise Stop(unknown_file(file))


def manifests_above(file: Path) -> Iterator[tuple[Path, str]]:
    """Yield the manifests that may know a file, the nearest first, with the path that each would know it by."""
    place = file.resolve()
    for folder in place.parents:
        if (folder / MANIFEST).is_file():
            yield folder / MANIFEST, place.relative_to(folder.parent).as_posix()


def unknown_file(file: Path) -> Diagnostic:
    """Say that nothing is known of a file, or that there is none (exit 3)."""
    if not file.exists():
        return error(Where(str(file)), "no-manifest", phrase("there is no such file"), "", NOTHING)
    hint = phrase("make it with 'campaign build', and name it where it was written")
    return error(Where(str(file)), "no-manifest", phrase("no manifest knows this file"), hint, NOTHING)


def why(file: Path) -> dict[str, Any]:
    """Return the facts, asks and sources of a file, in the shape of the contract (`schema` 1)."""
    row = manifest_of(file)[1]
    return {"schema": 1, **{key: row[key] for key in ("path", "kind", "lang", "recipient", "facts", "asks", "sources")}}


def trace(campaign: Campaign, ident: str, manifests: list[Path]) -> dict[str, Any]:
    """Return where an id is used: the records that name it, and the files that print it."""
    known = {r.id for _, r in campaign.records() if hasattr(r, "id")}
    if ident not in known:
        hint = did_you_mean(ident, known) or phrase("'campaign show facts' lists the facts")
        raise usage(phrase("nothing in this campaign has the id '{name}'", name=ident), hint, "unknown-id")
    files = [
        row["path"]
        for manifest in manifests
        for row in read_manifest(manifest)
        if ident in (*row["facts"], *row["asks"], *row.get("concerns", ()), *(s["id"] for s in row["sources"]))
    ]
    return {"schema": 1, "id": ident, "used_by": sorted(users(campaign, ident)), "files": sorted(files)}


def users(campaign: Campaign, ident: str) -> Iterator[str]:
    """Yield the records that name an id, in themselves or in a record inside them, as `concern serious-crime`."""
    for word, record in campaign.records():
        if names(record, ident):
            yield f"{word} {getattr(record, 'id', campaign.id)}"


def names(record: Record, ident: str) -> bool:
    """Tell whether a record, or one inside it, names an id."""
    for field in record._fields:
        value = getattr(record, field)
        for held in value if isinstance(value, tuple) else (value,):
            if (field in NAMING and held == ident) or (isinstance(held, Record) and names(held, ident)):
                return True
    return False
