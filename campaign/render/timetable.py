"""Make the schedule of a pack: its posts at their times, for people, for calendars and for the importers of tools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from campaign.diagnostics import Diagnostic
from campaign.formats.schedulers import SCHEDULE, alt_texts, importer_files
from campaign.languages import Language
from campaign.model import Campaign
from campaign.plan import Document
from campaign.plan.packs import card_file, sizes_of
from campaign.render.cards import alt_of
from campaign.render.marks import HEADINGS
from campaign.render.posts import Post, scheduled
from campaign.render.writer import Writer
from campaign.values import Value

ALT_SHEET = "alt-text.csv"
IMPORTERS = "importers"  # the folder of the files that tools import


class Entry(Value):
    """One post of the schedule as a template sees it."""

    time: str
    post: Post


class Timetable(Value):
    """A schedule: `rows` of `schedule.csv`, its `days` for people, and the `files` of the importers by name."""

    rows: tuple[Mapping[str, str], ...] = ()
    columns: tuple[str, ...] = SCHEDULE
    days: tuple[tuple[str, tuple[Entry, ...]], ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    zone: str = ""


def timetable(campaign: Campaign, document: Document, writer: Writer, language: Language) -> Timetable:
    """Return the schedule of a document; what its posts rest on is noted in the writer.

    No importer posts threads: its files have the single form of such a message. They come with `schedule.csv`.
    """
    made = {id(slot.pack): Writer(campaign, slot.pack, language) for slot in document.appointments}
    found = scheduled(document, lambda pack: made[id(pack)])
    alone = [row for row, _ in scheduled(document, lambda pack: made[id(pack)], threads=False)]
    for other in made.values():
        writer.used.take(other.used)
    made_for, _ = (
        importer_files(alone) if "csv" in document.formats else ([], [])
    )  # what they leave out, the manual says
    files = [(f"{IMPORTERS}/{name}", data) for name, data in made_for]
    rows = tuple(row for row, _ in found)
    problems = [p for _, post in found for p in post.problems if p.severity == "error"]
    heads = tuple(writer.prose(*heading) for heading in HEADINGS)
    if "csv" in document.formats and (
        pictures := [*images(document, writer), *(row for row in rows if row["media_file"])]
    ):
        files.append((ALT_SHEET, alt_texts(pictures, heads)))
    days = tuple(
        (day, tuple(Entry(row["scheduled_at"][11:16], post) for row, post in some))
        for day, some in groupby(found, key=lambda pair: day_of(pair[0], language))
    )
    return Timetable(
        rows=rows, days=days, files=tuple(files), problems=tuple(problems), zone=str(document.appointments[0].at.tzinfo)
    )


def images(document: Document, writer: Writer) -> Iterator[Mapping[str, str]]:
    """Yield the cards of a pack in every size, as rows without a post."""
    for card in document.cards:
        alt = alt_of(writer, card)
        for size in sizes_of(document):
            yield {"media_file": card_file(card.id, None, size), "alt_text": alt, "id": "", "network": ""}


def day_of(row: Mapping[str, str], language: Language) -> str:
    """Return the day of a row as a heading, with its weekday."""
    from datetime import date

    return language.weekday(date.fromisoformat(row["scheduled_at"][:10]))
