"""Write a schedule for the importers of scheduling tools, each with its own columns, times and limits.

The rows are those of `schedule.csv` (`SCHEDULE`), whose times are ISO 8601 with an offset: an importer that takes local
times gets them as they stand there. Every file is RFC 4180 in UTF-8 without a guard against formulas, which would
corrupt a post. What a tool cannot take is left out of its files and said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlsplit

from campaign.diagnostics import NOWHERE, Diagnostic, note, usage, warning
from campaign.formats.csv import guarded, table
from campaign.phrases import phrase
from campaign.values import Value

Row = Mapping[str, str]
SCHEDULE = (
    "id",
    "network",
    "account",
    "lang",
    "scheduled_at",
    "part",
    "parts",
    "text",
    "link",
    "media_file",
    "media_url",
    "alt_text",
)
NEEDS_IMAGE = frozenset(["instagram", "tiktok"])  # a post of words alone is none there
SAME_TEXT = timedelta(days=3)
NOT_NAME = re.compile(r"[^a-z0-9]+")


class Importer(Value):
    """A scheduling tool: the columns of its file, the rows it takes at once (None: it names no limit), and its names
    of the networks.

    `row` writes one post. `fitting` is what else the tool asks of all rows together: it returns those it takes.
    """

    id: str
    name: str
    columns: tuple[str, ...]
    most: int | None
    networks: Mapping[str, str]
    row: Callable[[Row], Row]
    header: bool = True
    together: bool = False
    images: bool = True
    fitting: Callable[[list[Row]], tuple[list[Row], list[Diagnostic]]] | None = None


def importer_files(rows: Sequence[Row]) -> tuple[list[tuple[str, bytes]], list[Diagnostic]]:
    """Return the files of every importer by name, and what was left out of which.

    Diagnostics: `media-url` (images without a public link), `not-imported`, `minutes`, `same-text`.
    """
    files: list[tuple[str, bytes]] = []
    problems: list[Diagnostic] = []
    unlinked = {row["media_file"] for row in rows if row.get("media_file") and not row.get("media_url")}
    if unlinked:
        message = phrase(
            "importers fetch images from public links, and {count} image has none",
            "importers fetch images from public links, and {count} images have none",
            count=len(unlinked),
        )
        hint = phrase("put them on a site of yours and give its address: --media-url https://example.org/cards/")
        problems.append(warning(NOWHERE, "media-url", message, hint))
    for importer in IMPORTERS.values():
        made, found = files_of(importer, rows)
        files += made
        problems += found
    return files, problems


def files_of(importer: Importer, rows: Sequence[Row]) -> tuple[list[tuple[str, bytes]], list[Diagnostic]]:
    """Return the files of one importer, `buffer-x.csv` and `buffer-x-2.csv`, in the order of the rows."""
    taken, problems = fitting(importer, rows)
    files: dict[str, bytes] = {}
    for stem, group in grouped(importer, taken):
        most = importer.most or len(group)
        for first in range(0, len(group), most):
            some = [importer.row(row) for row in group[first : first + most]]
            files[free_name(stem, files)] = table(importer.columns, some, importer.header)
    return list(files.items()), problems


def fitting(importer: Importer, rows: Sequence[Row]) -> tuple[list[Row], list[Diagnostic]]:
    """Return the rows that an importer takes, and say what it does not: `not-imported`, and its own rules."""
    reasons: dict[str, list[Row]] = {}
    taken: list[Row] = []
    for row in rows:
        reason = refusal(importer, row)
        if reason:
            reasons.setdefault(reason, []).append(row)
        else:
            taken.append(row)
    problems = [
        note(NOWHERE, "not-imported", left_out(importer.name, out, networks(out), reason))
        for reason, out in reasons.items()
    ]
    if importer.fitting:
        taken, found = importer.fitting(taken)
        problems += found
    if not importer.images and any(row.get("media_file") for row in taken):
        message = phrase(
            "{importer}: its file has no place for images, which are to be added by hand", importer=importer.name
        )
        problems.append(note(NOWHERE, "not-imported", message))
    return taken, problems


def refusal(importer: Importer, row: Row) -> str:
    """Return why an importer cannot take a post; empty when it can."""
    if row["network"] not in importer.networks:
        return phrase("it does not import posts for these networks")
    if row.get("parts", "1") != "1":
        return phrase("it does not import threads")
    if row["network"] in NEEDS_IMAGE and not row.get("media_url"):
        return phrase("these networks need an image with a public link")
    return ""


def left_out(importer: str, rows: Sequence[Row], which: str, reason: str) -> str:
    """Say how many posts are not in the files of an importer, which, and why."""
    return phrase(
        "{importer}: {count} post is left out ({which}): {reason}",
        "{importer}: {count} posts are left out ({which}): {reason}",
        importer=importer,
        count=len(rows),
        which=which,
        reason=reason,
    )


def networks(rows: Iterable[Row]) -> str:
    """Name the networks of some posts."""
    return ", ".join(dict.fromkeys(row["network"] for row in rows))


def grouped(importer: Importer, rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows that share a file, with its name: one account, or all where the tool is told which in the row."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        key = ("", "") if importer.together else (row["network"], row.get("account", ""))
        groups.setdefault(key, []).append(row)
    for (network, account), group in groups.items():
        yield (
            "-".join(part for part in (importer.id, network, NOT_NAME.sub("-", account.lower()).strip("-")) if part),
            group,
        )


def free_name(stem: str, files: Mapping[str, bytes]) -> str:
    """Return the first name that no file has: `stem.csv`, then `stem-2.csv`."""
    number, name = 1, f"{stem}.csv"
    while name in files:
        number += 1
        name = f"{stem}-{number}.csv"
    return name


def time_of(row: Row) -> datetime:
    """Return the time of a post, on the clock of the schedule."""
    return datetime.fromisoformat(row["scheduled_at"])


def text_and_link(row: Row) -> tuple[str, str]:
    """Return the text without the link at its end, and the link: tools with a column for it write it there anew."""
    text, link = row["text"], row.get("link", "")
    if not link or not text.endswith(link):
        return text, ""
    return text.removesuffix(link).rstrip(), link


def buffer_row(row: Row) -> Row:
    """Return a post for Buffer, on the clock of the channel.

    Source: six public programs that quote Buffer's help center on "bulk upload"; read in November 2026.
    """
    at = time_of(row).strftime("%Y-%m-%d %H:%M")
    return {"Text": row["text"], "Image URL": row.get("media_url", ""), "Posting Time": at}


def hootsuite_row(row: Row) -> Row:
    """Return a post for Hootsuite's bulk composer, where `dd/mm/yyyy hh:mm` is chosen at the upload.

    Source: https://kim-iverson-headlee.blogspot.com/2016/08/the-business-of-writing-using-hootsuite.html.
    """
    text, link = text_and_link(row)
    return {"date": time_of(row).strftime("%d/%m/%Y %H:%M"), "message": text, "link": link}


def five_minutes(rows: list[Row]) -> tuple[list[Row], list[Diagnostic]]:
    """Return the rows whose minutes end in 0 or 5, as Hootsuite wants them; leave out the others `[minutes]`."""
    kept = [row for row in rows if time_of(row).minute % 5 == 0]
    if len(kept) == len(rows):
        return kept, []
    others = [row for row in rows if time_of(row).minute % 5]
    message = left_out("Hootsuite", others, networks(others), phrase("it takes minutes that end in 0 or 5"))
    return kept, [warning(NOWHERE, "minutes", message, phrase("choose such an hour with --at, as 09:05"))]


def ayrshare_row(row: Row) -> Row:
    """Return a post for Ayrshare, in UTC.

    Source: https://www.ayrshare.com/docs/apis/post/bulk-post.
    """
    at = time_of(row).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    media = row.get("media_url", "")
    return {"post": row["text"], "platforms": row["platforms"], "mediaUrls": media, "scheduleDate": at}


def apart(rows: list[Row]) -> tuple[list[Row], list[Diagnostic]]:
    """Return one row for a text that goes to several networks on a day, at the first of its times.

    Ayrshare rejects the same text within three days, so what comes again by then is left out `[same-text]`.
    """
    kept: dict[tuple[str, str, str], dict[str, str]] = {}
    last: dict[str, datetime] = {}
    early: list[Row] = []
    for row in sorted(rows, key=time_of):
        platform, text = AYRSHARE[row["network"]], row["text"]
        key = (text, row["scheduled_at"][:10], row.get("account", ""))
        if key in kept and platform not in kept[key]["platforms"].split(", "):
            kept[key]["platforms"] += f", {platform}"
            kept[key]["media_url"] = kept[key].get("media_url") or row.get("media_url", "")
        elif text in last and time_of(row) - last[text] <= SAME_TEXT:
            early.append(row)
        else:
            kept[key] = {**row, "platforms": platform}
            last[text] = time_of(row)
    if not early:
        return list(kept.values()), []
    ids = ", ".join(dict.fromkeys(row["id"] for row in early))
    message = left_out("Ayrshare", early, ids, phrase("it rejects the same text within three days"))
    return list(kept.values()), [warning(NOWHERE, "same-text", message)]


def highlevel_row(row: Row) -> Row:
    """Return a post for HighLevel's social planner, on the clock of its location.

    Source: https://help.hoopai.com/marketing/social-csv-import, section "Basic CSV columns".
    """
    text, link = text_and_link(row)
    at = time_of(row).strftime("%Y-%m-%d %H:%M:%S")
    return {"postAtSpecificTime": at, "content": text, "link": link, "imageUrls": row.get("media_url", "")}


def same(*names: str) -> Mapping[str, str]:
    """Return networks that a tool calls as we do, or that it does not name in its file."""
    return {name: name for name in names}


AYRSHARE: Mapping[str, str] = {
    "x": "twitter",
    **same("bluesky", "threads", "instagram", "facebook", "linkedin", "telegram", "tiktok"),
}
_ROWS = (
    Importer(
        id="buffer",
        name="Buffer",
        columns=("Text", "Image URL", "Tags", "Posting Time"),
        most=100,
        networks=same("x", "bluesky", "mastodon", "threads", "instagram", "facebook", "linkedin", "tiktok"),
        row=buffer_row,
    ),
    Importer(
        id="hootsuite",
        name="Hootsuite",
        columns=("date", "message", "link"),
        most=350,
        networks=same("x", "facebook", "linkedin"),
        row=hootsuite_row,
        header=False,
        images=False,
        fitting=five_minutes,
    ),
    Importer(
        id="ayrshare",
        name="Ayrshare",
        columns=("post", "platforms", "mediaUrls", "scheduleDate"),
        most=None,
        networks=AYRSHARE,
        row=ayrshare_row,
        together=True,
        fitting=apart,
    ),
    Importer(
        id="highlevel",
        name="HighLevel",
        columns=("postAtSpecificTime", "content", "link", "imageUrls", "gifUrl", "videoUrls"),
        most=90,
        networks=same("x", "bluesky", "threads", "instagram", "facebook", "linkedin", "tiktok"),
        row=highlevel_row,
    ),
)
IMPORTERS: Mapping[str, Importer] = {row.id: row for row in _ROWS}


def media_base(text: str) -> str:
    """Return the address that images are public under, with a slash at its end; raise `Stop` (exit 2) `[media-url]`."""
    try:
        parts = urlsplit(text.strip())
        ours = parts.scheme == "https" and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        ours = False
    if not ours or re.search(r"\s", text.strip()):
        message = phrase("'{text}' is not the address of a folder", text=text)
        raise usage(message, phrase("write it as {example}", example="https://example.org/cards/"), "media-url")
    return text.strip().rstrip("/") + "/"


def media_link(base: str, file: str) -> str:
    """Return the public link of an image: empty without a base or a file."""
    return f"{base}{quote(file)}" if base and file else ""


def alt_texts(rows: Iterable[Row], headings: Sequence[str] = ("file", "alt text", "posts")) -> bytes:
    """Return the sheet of alternative texts for people: each image, what it shows, and the posts that it belongs to.

    It has a mark of byte order for Excel, and cells that no spreadsheet takes for formulas.
    """
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        if row.get("media_file"):
            posts = found.setdefault((row["media_file"], row.get("alt_text", "")), {})
            if row["id"]:
                posts[f"{row['id']} ({row['network']})"] = None
    sheet = [(file, alt, ", ".join(posts)) for (file, alt), posts in found.items()]
    lines = [dict(zip(headings, map(guarded, cells), strict=True)) for cells in sheet]
    return "\ufeff".encode() + table(headings, lines)
