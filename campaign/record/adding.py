"""Make rows of files that a manifest knows: what they are, to whom they were made, and whether they may be recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sized
from functools import cache
from pathlib import Path
from typing import Any

from campaign.diagnostics import NOTHING, Diagnostic, Stop, Where, error, note
from campaign.model import Campaign
from campaign.phrases import phrase
from campaign.provenance import manifests_above, unknown_file
from campaign.record.entries import Entry, act_of
from campaign.values import Value, replace
from campaign.write import MANIFEST, read_manifest
from campaign.write.making import sha256_of

# The format that goes out, by channel, the first that there is: of a letter in four formats, one was sent.
SENT_AS = {
    "email": ("eml", "pdf", "txt", "docx", "html"),
    "form": ("txt", "pdf", "docx", "html"),
    "phone": ("txt", "pdf", "docx", "html"),
    "web": ("html", "md", "txt", "pdf", "docx"),
}
PRINTED = ("pdf", "docx", "html", "txt")
NEEDED = {"kind", "lang", "sha256", "recipient", "facts", "asks"}
POSTED = ("txt", "csv", "html", "md", "pdf")


class Sending(Value):
    """How and when something went out. `safe` leaves out who it went to; `changed` takes files as they are now."""

    day: str
    channel: str
    act: str | None = None
    recipient: str | None = None
    outcome: str | None = None
    note: str | None = None
    by: str | None = None
    safe: bool = False
    changed: bool = False


class Made(Value):
    """A file and its row in the manifest."""

    file: Path
    row: Mapping[str, Any]

    @property
    def kit(self) -> Path | None:
        """The folder of the kit that it is part of."""
        parts = Path(str(self.row["path"])).parts  # campaign, language, kind or kit, then names
        is_kit = len(parts) > 3 and parts[2] != self.row["kind"] and parts[2].partition("-")[0] == "kit"
        return self.file.parents[len(parts) - 4] if is_kit else None

    @property
    def is_draft(self) -> bool:
        """Whether it was written with gaps."""
        return ".draft." in self.file.name


def files_named(files: Iterable[Path]) -> tuple[list[Made], list[Diagnostic]]:
    """Return files with their rows, and those that no manifest knows `[no-manifest]` or that may not go out.

    Diagnostics: `draft`, `example`.
    """
    found, problems = [], []
    known = cache(lambda manifest: {row["path"]: row for row in rows_of(manifest)})
    for file in dict.fromkeys(files):
        row = next((known(m)[path] for m, path in manifests_above(file) if path in known(m)), None)
        if row is None:
            problems.append(unknown_file(file))
            continue
        made = Made(file, row)
        problems += unfit(made)
        found.append(made)
    return found, problems


def rows_of(manifest: Path) -> list[dict[str, Any]]:
    """Return the rows of a manifest that say what the record wants to know."""
    return [row for row in read_manifest(manifest) if row.keys() >= NEEDED]


def unfit(made: Made) -> Iterator[Diagnostic]:
    """Yield why a file cannot have gone out: a sample, a draft."""
    where = Where(str(made.file))
    if made.row.get("example"):
        message = phrase("a sample: its sender, recipient or country is fictitious")
        yield error(where, "example", message, phrase("make it with your own sender and recipients"), NOTHING)
    if made.is_draft:
        message = phrase("a draft: something is missing in it")
        yield error(where, "draft", message, phrase("make it without --draft"), NOTHING)


def files_of_manifest(
    campaign: Campaign, folders: Iterable[Path], entries: Iterable[Entry], channel: str
) -> tuple[list[Made], list[Diagnostic]]:
    """Return the files of manifests that are not recorded yet: of each document the one that such a channel carries.

    A folder inside an output folder stands for what was made below it. Drafts, samples and files that are gone are
    counted and left out, and kits, of which a chapter sends what it chooses. Diagnostics: `no-manifest`, and the notes
    `kit`, `left-out`, `recorded`.
    """
    recorded = {(entry.path, entry.sha256) for entry in entries if entry.sha256}
    chosen: list[Made] = []
    problems: list[Diagnostic] = []
    for folder in folders:
        manifest = next((m for m, _ in manifests_above(folder / MANIFEST)), None)
        if manifest is None:
            problems.append(unknown_file(folder))
            continue
        every = [m for m in all_files(manifest) if m.file.resolve().is_relative_to(folder.resolve())]
        below = [m for m in every if not m.kit or folder.resolve().is_relative_to(m.kit.resolve())]
        if len(below) < len(every):
            message = phrase(
                "{count} file of a kit is left out: it was handed on, not sent",
                "{count} files of kits are left out: they were handed on, not sent",
                count=len(every) - len(below),
            )
            hint = phrase("name its files, or its folder, if they went out from here")
            problems.append(note(Where(str(manifest)), "kit", message, hint))
        fit = [m for m in below if not m.is_draft and not m.row.get("example") and m.file.is_file()]
        if len(fit) < len(below):
            message = phrase(
                "{count} file is left out: a draft, a sample, or no longer there",
                "{count} files are left out: drafts, samples, or no longer there",
                count=len(below) - len(fit),
            )
            problems.append(note(Where(str(manifest)), "left-out", message))
        documents = by_document(campaign, fit)
        new = [
            d for d in documents if not any((p, m.row["sha256"]) in recorded for m in d for p in (m.row["path"], None))
        ]
        if len(new) < len(documents):
            problems.append(note(Where(str(manifest)), "recorded", recorded_of(documents, new)))
        chosen += [best(campaign, document, channel) for document in new]
    return chosen, problems


def recorded_of(documents: Sized, new: Sized) -> str:
    """Say how many documents are recorded."""
    return phrase(
        "{count} of {whole} documents is recorded already",
        "{count} of {whole} documents are recorded already",
        count=len(documents) - len(new),
        whole=len(documents),
    )


def all_files(manifest: Path) -> list[Made]:
    """Return the files of a manifest."""
    return [Made(manifest.parent.parent / row["path"], row) for row in rows_of(manifest)]


def by_document(campaign: Campaign, files: Iterable[Made]) -> list[list[Made]]:
    """Return the formats of each document together; all of a pack is one document."""
    found: dict[Any, list[Made]] = {}
    for made in files:
        row = made.row
        kind = campaign.kinds.get(row["kind"])
        is_one = kind is not None and kind.per == "language"
        found.setdefault((row["lang"], row["kind"], "" if is_one else row["path"].rsplit(".", 1)[0]), []).append(made)
    return list(found.values())


def best(campaign: Campaign, document: list[Made], channel: str) -> Made:
    """Return the format that goes out by a channel; of a pack, the messages."""

    def rank(made: Made) -> tuple[bool, int, str]:
        order = SENT_AS.get(channel) or (PRINTED if channel in ("post", "hand", "press") else POSTED)
        suffix, stem = made.file.suffix[1:], made.file.name.split(".")[0]
        kind = campaign.kinds.get(made.row["kind"])
        is_beside = kind is not None and kind.messages and stem != "messages"
        return is_beside, order.index(suffix) if suffix in order else len(order), made.row["path"]

    return min(document, key=rank)


def entries_for(campaign: Campaign, files: Iterable[Made], sending: Sending) -> tuple[list[Entry], list[Diagnostic]]:
    """Return the rows of files that went out; one that is not as it was made is refused `[changed]`.

    Diagnostics: `missing-file`, `changed`, `other-recipient`; note: `safe`.
    """
    entries: list[Entry] = []
    problems: list[Diagnostic] = []
    for made in files:
        where, row, now = Where(str(made.file)), made.row, sha256_of(made.file)
        if now is None:
            message = phrase("the file is no longer there")
            problems.append(error(where, "missing-file", message, phrase("make it again"), NOTHING))
        elif now != row["sha256"] and not sending.changed:
            message = phrase("the file has changed since it was made")
            hint = phrase("--changed records it as it is now, with the facts that it was made from")
            problems.append(error(where, "changed", message, hint, NOTHING))
        if sending.recipient and row["recipient"] not in (None, sending.recipient):
            message = phrase("it was made for '{id}', not for '{other}'", id=row["recipient"], other=sending.recipient)
            problems.append(error(where, "other-recipient", message, phrase("leave out --recipient"), NOTHING))
        entry = Entry(
            day=sending.day,
            act=sending.act or act_of(sending.channel, row["kind"]),
            kind=row["kind"],
            recipient=row["recipient"] or sending.recipient,
            channel=sending.channel,
            language=row["lang"],
            path=row["path"],
            sha256=now,
            facts=tuple(row["facts"]),
            asks=tuple(row["asks"]),
            country=row.get("country"),
            outcome=sending.outcome,
            note=sending.note,
            by=sending.by,
        )
        entries.append(kept_safe(campaign, entry, sending.safe))
    return entries, problems


def kept_safe(campaign: Campaign, entry: Entry, safe: bool) -> Entry:
    """Return a row without who it is about, where that is asked for or the country's file says that the risk is high."""
    person = campaign.recipients.get(entry.recipient or "")
    entry = replace(entry, country=entry.country or (person.country if person else None))
    country = campaign.countries.get(entry.country or "")
    if not safe and (country is None or country.risk != "high"):
        return entry
    named = entry.recipient and entry.path and entry.recipient in entry.path
    return replace(entry, recipient=None, path=None if named else entry.path)


def refuse(problems: Iterable[Diagnostic]) -> None:
    """Stop when something is wrong: the record takes all of what was named, or nothing."""
    if wrong := [p for p in problems if p.severity == "error"]:
        raise Stop(*wrong)
