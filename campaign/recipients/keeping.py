"""Keep the lists of a campaign: where each is, what it holds, what its files should be after an import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from campaign.compiled import Files
from campaign.diagnostics import NOTHING, Diagnostic, Stop, note, usage, warning
from campaign.files import MAX_BYTES, refuse_installed
from campaign.model import Recipient
from campaign.phrases import joined, phrase
from campaign.recipients.cleaning import Row, persons
from campaign.recipients.contact import doubts_of_phone, email_of
from campaign.recipients.dirt import doubts_of_name, doubts_of_text, in_field, tidy
from campaign.recipients.found import Doubt, Found
from campaign.recipients.ids import RESERVED, slug
from campaign.recipients.listing import Row as Cells
from campaign.recipients.listing import as_csv, flat, read_csv
from campaign.recipients.meaning import NO_GENDER
from campaign.recipients.merging import Conflict, Merged, known_persons
from campaign.recipients.reporting import grouped
from campaign.recipients.rewriting import as_yaml
from campaign.values import replace

MOST_IN_YAML = 2000
SHOWN = 5


class Kept(NamedTuple):
    """A list as it stands: its folder and name, its file, its recipients, and what the last import made."""

    folder: Path
    name: str
    path: Path | None
    recipients: Mapping[str, Recipient]
    base: Mapping[str, Cells]

    @property
    def ours(self) -> dict[str, Cells]:
        """The rows of the list."""
        return {ident: flat(recipient) for ident, recipient in self.recipients.items()}

    @property
    def record(self) -> Path:
        """The file of what the last import made."""
        return self.folder / "imported" / f"{self.name}.csv"

    def known(self) -> dict[str, str]:
        """Return the ids of the people of this list: those of the last import come before what was edited since."""
        return {**known_persons(self.ours.values()), **known_persons(self.base.values())}


def read_list(path: Path, problems: list[Diagnostic]) -> list[Recipient]:
    """Read a list in either form of the format, with every problem noted."""
    if path.suffix == ".csv":
        return list(read_csv(path, problems))
    return list(Files(exact=True).records(path, Recipient, problems))


def kept_list(campaign_folder: Path, name: str) -> Kept:
    """Return a list of a campaign, empty when it is new.

    Stops at a name that is none and at the installed campaign (exit 2), and at a list with a mistake in it (exit 3):
    what cannot be read would be lost.
    """
    if slug(name) != name or name in RESERVED:
        hint = phrase("a-z, 0-9 and hyphens: --name {name}", name=slug(name) or "people")
        raise usage(phrase("'{name}' is no name of a list", name=name), hint, "id")
    refuse_installed(campaign_folder)
    folder = campaign_folder / "recipients"
    found = [p for p in (folder / f"{name}.yaml", folder / f"{name}.csv") if p.is_file()]
    if len(found) > 1:
        message = phrase("there are two lists '{name}', one .yaml and one .csv", name=name)
        raise usage(message, phrase("keep one of them"), "two-lists")
    problems: list[Diagnostic] = []
    recipients: dict[str, Recipient] = {r.id: r for p in found for r in read_list(p, problems)}
    kept = Kept(folder, name, found[0] if found else None, recipients, {})
    before = read_list(kept.record, problems) if kept.record.is_file() else []
    if problems:
        hint = phrase("mend the list first")
        raise Stop(*(replace(p, severity="error", exit=NOTHING, hint=p.hint or hint) for p in problems))
    return kept._replace(base={r.id: flat(r) for r in before})


def files_of(kept: Kept, merged: Merged) -> Iterator[tuple[Path, bytes | None]]:
    """Yield the files of a list as they should be, None for one to remove: the list, then the record of the import.

    Lists over 2,000 people, or over the size that a YAML file may have, are CSV; one that is CSV stays so.
    """
    yaml, table = kept.folder / f"{kept.name}.yaml", kept.folder / f"{kept.name}.csv"
    data = b"" if kept.path == table or len(merged.rows) > MOST_IN_YAML else yaml_of(kept, merged)
    small = 0 < len(data) <= MAX_BYTES
    yield (yaml, data) if small else (table, as_csv(merged.rows))
    if kept.path and kept.path != (yaml if small else table):
        yield kept.path, None
    yield kept.record, as_csv(merged.base)


def yaml_of(kept: Kept, merged: Merged) -> bytes:
    """Return a list as YAML, with what did not change as it is written there, where that reads as it should."""
    from campaign.reader import read_records

    text = kept.path.read_text(encoding="utf-8-sig") if kept.path else ""
    made = as_yaml(merged.rows, text, kept.recipients)
    read, problems = read_records(made, Recipient, "")
    if problems or [flat(r) for r in read] != list(merged.rows):
        made = as_yaml(merged.rows)
    return made.encode()


def said_of(kept: Kept, merged: Merged) -> Iterator[Diagnostic]:
    """Yield what a second import found: who is gone, taken out or left out, and which edits it went past."""
    where = next(iter(kept.recipients.values())).where._replace(line=0, column=0) if kept.recipients else None
    if where is None:
        return
    if merged.gone:
        message = phrase(
            "{count} person is no longer in the source: {ids}",
            "{count} people are no longer in the source: {ids}",
            count=len(merged.gone),
            ids=some(merged.gone),
        )
        hint = phrase("they stay in the list; --prune takes out those that nobody edited")
        yield warning(where, "gone", message, hint)
    if merged.pruned:
        message = phrase(
            "{count} person was taken out: {ids}",
            "{count} people were taken out: {ids}",
            count=len(merged.pruned),
            ids=some(merged.pruned),
        )
        yield note(where, "pruned", message)
    if merged.left_out:
        message = phrase(
            "{count} person stays out, as you removed them: {ids}",
            "{count} people stay out, as you removed them: {ids}",
            count=len(merged.left_out),
            ids=some(merged.left_out),
        )
        file, folder = kept.record.name, kept.record.parent.name
        hint = phrase("to have them back, take their rows out of {file} in {folder}/", file=file, folder=folder)
        yield note(where, "left-out", message, hint)
    if merged.conflicts:
        yield warning(where, "edited", kept_edits(merged.conflicts))


def kept_edits(conflicts: Sequence[Conflict]) -> str:
    """Say which edits an import went past, the first three in full."""
    edits: list[str] = [
        phrase(
            "{id} {field}: yours '{kept}', the source '{found}'",
            id=c.id,
            field=c.field,
            kept=c.kept[:40],
            found=c.found[:40],
        )
        for c in conflicts[:3]
    ]
    return phrase(
        "{count} edited field was kept: {edits}",
        "{count} edited fields were kept: {edits}",
        count=len(conflicts),
        edits=joined("; ", [*edits, "…"] if len(conflicts) > 3 else edits),
    )


def some(ids: tuple[str, ...]) -> str:
    """Return the first few ids of many."""
    return ", ".join(ids[:SHOWN]) + (" …" if len(ids) > SHOWN else "")


def judged(recipients: Iterable[Recipient]) -> list[Row]:
    """Return recipients as rows with their doubts, as `campaign recipients check` names them."""
    rows = [Row(Found(r.where, {}), flat(r)) for r in recipients]
    first: dict[str, Row] = {}
    emails: dict[str, Row] = {}
    made = []
    for row in rows:
        cells = row.cells or {}
        doubts = list(doubts_of(cells))
        for mark in persons(cells):
            before = first.setdefault(mark, row)
            if before is not row:
                same = phrase("perhaps the same person as '{id}'", id=(before.cells or {})["id"])
                doubts.append(("same-person", same))
        if email := cells.get("email", "").lower():
            before = emails.setdefault(email, row)
            if before is not row:
                ident = (before.cells or {})["id"]
                same = phrase("{address} is that of '{id}' too", address=cells["email"], id=ident)
                doubts.append(("same-email", same))
        made.append(row._replace(doubts=tuple(doubts)))
    return made


def doubts_of(cells: Cells) -> Iterator[Doubt]:
    """Yield what is odd in the cells of a recipient."""
    for column, text in cells.items():
        yield from in_field(column, tidy(text, lines=True)[1])
        if not text.isascii():
            yield from in_field(column, doubts_of_text(text))
    yield from doubts_of_name(cells["name"])
    if "email" in cells:
        yield from email_of(cells["email"]).doubts
    if "phone" in cells:
        yield from doubts_of_phone(cells["phone"], cells["country"])
    if "gender" not in cells:
        yield NO_GENDER
    if "office" not in cells:
        yield "missing-office", phrase("the office is unknown: the letter asks only what anybody can do")
    if cells["id"] in RESERVED:
        yield "reserved-id", phrase("'{name}' is a name that Windows lets no file have", name=cells["id"])


def check_list(recipients: Iterable[Recipient]) -> tuple[list[Row], list[Diagnostic]]:
    """Return recipients as judged rows, and one line for each kind of doubt."""
    rows = judged(recipients)
    return rows, list(grouped(rows))
