"""Put the files of a social pack into one archive that is the same on every machine, and no others into its folder."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from campaign.write.manifest import MANIFEST, forget, only_one, put, read_manifest

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that the format knows


def archive_of(out: Path, campaign: str, kind: str, tag: str, paths: Iterable[str]) -> str:
    """Write the archive of a language beside its files, and return its path below the output folder."""
    folder = f"{campaign}/{tag}/{kind}"
    name = f"{campaign}-{kind}-{tag}"
    files = {path.removeprefix(f"{folder}/"): out / path for path in paths if path.startswith(f"{folder}/")}
    path = f"{folder}/{name}.zip"
    put(out / path, zipped({f"{name}/{below}": file.read_bytes() for below, file in files.items()}))
    return path


def tidied(out: Path, campaign: str, kind: str, tag: str, paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """Remove what an earlier pack left in the folder of this one: posts of another country must not be taken for it.

    Only files that the manifest knows and nobody changed are removed. Return them, and those that were left.
    """
    folder, manifest, made = f"{campaign}/{tag}/{kind}/", out / campaign / MANIFEST, set(paths)
    removed, left = [], []
    with only_one(out / campaign):
        for row in read_manifest(manifest):
            path = row["path"]
            if not path.startswith(folder) or path in made or not (out / path).is_file():
                continue
            if hashlib.sha256((out / path).read_bytes()).hexdigest() == row["sha256"]:
                (out / path).unlink()
                removed.append(path)
            else:
                left.append(path)
        if removed:
            forget(manifest, removed)
    return removed, left


def zipped(files: dict[str, bytes]) -> bytes:
    """Return an archive of some files: sorted, of one day, readable by everybody, made by nobody in particular."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return held.getvalue()
