"""Load a campaign folder: which file holds what.

`load(folder)` returns the campaign and every problem that reading it met; it never stops at the first. Each file of
a list is one row of `FILES`; a command that needs only some of them names them, so that a letter does not wait for
the social messages to be parsed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from campaign import resources
from campaign.compiled import QUICK, Files
from campaign.diagnostics import NOTHING, Diagnostic, Stop, Where, did_you_mean, error, usage
from campaign.model import (
    Ask,
    Campaign,
    Card,
    Concern,
    Country,
    Fact,
    Kind,
    LeftOut,
    Message,
    Name,
    OpenLetter,
    Recipient,
    Record,
    Sender,
    Settings,
    Signatory,
    Source,
    Statement,
    Trap,
)
from campaign.phrases import phrase

SCHEMA = 1
FILES: dict[str, type[Record]] = {
    "sources": Source,
    "facts": Fact,
    "concerns": Concern,
    "asks": Ask,
    "statements": Statement,
    "messages": Message,
    "cards": Card,
    "traps": Trap,
    "names": Name,
}
PARTS = frozenset(FILES) | {"left-out", "countries", "recipients", "open-letter", "signatories"}
HEAD = re.compile(r"\A\s*\{#---[ \t]*\n(.*?)\n---#\}", re.DOTALL)
ISO = re.compile(r"[A-Z]{2}")
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LISTS = (".yaml", ".csv")  # the two forms of a list of recipients


def find(name: str | None, here: Path) -> Path:
    """Return the folder of a campaign named by path or id; without a name, where you stand, else the built-in one."""
    if name is None:
        return here if (here / "campaign.yaml").is_file() else resources.SEEDS / resources.DEFAULT_CAMPAIGN
    folder = Path(name)
    if (folder / "campaign.yaml").is_file():
        return folder
    if (resources.SEEDS / name / "campaign.yaml").is_file():
        return resources.SEEDS / name
    if folder.is_dir():
        message = phrase("there is no campaign.yaml in this folder")
        hint = phrase("make one with 'campaign new DIR'")
        raise Stop(error(Where(str(folder)), "no-campaign", message, hint, NOTHING))
    known = resources.built_in_campaigns()
    raise usage(phrase("no campaign '{name}'", name=name), did_you_mean(name, known), "unknown-campaign")


def load(
    folder: Path, parts: Collection[str] = PARTS, countries: Collection[str] | None = None, files: Files = QUICK
) -> tuple[Campaign, list[Diagnostic]]:
    """Load a campaign and the problems found; raise `Stop` when there is no readable `campaign.yaml`.

    `parts` are the files to read (all by default), `countries` the countries (all by default); the countries of the
    recipients and signatories are always read with them. `files` is the way to read: `check` wants it exact.
    """
    problems: list[Diagnostic] = []
    settings = files.record(folder / "campaign.yaml", Settings, problems)
    if settings is None:
        raise Stop(*[Diagnostic(p.where, p.code, p.message, p.hint, p.severity, NOTHING) for p in problems])
    if settings.schema != SCHEMA:
        message = phrase("schema {number} is not known", number=settings.schema)
        hint = phrase("this version reads schema {number}", number=SCHEMA)
        raise Stop(error(settings.at("schema"), "schema", message, hint, NOTHING))
    tables: dict[str, Any] = {
        name: by_id(files.records(folder / f"{name}.yaml", cls, problems), problems)
        for name, cls in FILES.items()
        if name in parts
    }
    if "left-out" in parts:
        tables["left_out"] = tuple(files.records(folder / "left-out.yaml", LeftOut, problems))
    if "recipients" in parts:
        lists = sorted(p for p in (folder / "recipients").glob("*") if p.suffix in LISTS)
        tables["recipients"] = read_recipients(lists, problems, files)
    if "open-letter" in parts and (folder / "open-letter.yaml").is_file():
        tables["open_letter"] = files.record(folder / "open-letter.yaml", OpenLetter, problems)
    if "signatories" in parts:
        tables["signatories"] = read_signatories(folder / "signatories", problems, files)
    if "countries" in parts:
        people = (*tables.get("recipients", {}).values(), *tables.get("signatories", {}).values())
        wanted = None if countries is None else {*countries, *(person.country for person in people)}
        tables["countries"] = read_countries(folder / "countries", wanted, problems, files)
    sender = files.record(folder / "sender.yaml", Sender, problems) if (folder / "sender.yaml").is_file() else None
    campaign = Campaign(
        id=folder.resolve().name,
        folder=folder,
        settings=settings,
        sender=sender,
        kinds=read_kinds(folder, problems, files),
        **tables,
    )
    return campaign, problems


def by_id(records: Iterable[Any], problems: list[Diagnostic]) -> dict[str, Any]:
    """Return the records by id; the second of two with one id is a problem `[duplicate-id]`."""
    found: dict[str, Any] = {}
    for record in records:
        if record.id in found:
            place = str(found[record.id].where)
            message = phrase("the id '{id}' stands already at {place}", id=record.id, place=place)
            problems.append(error(record.at("id"), "duplicate-id", message))
        else:
            found[record.id] = record
    return found


def read_recipients(paths: Iterable[Path], problems: list[Diagnostic], files: Files = QUICK) -> dict[str, Recipient]:
    """Read recipients from lists in YAML or, for thousands, in CSV."""
    return by_id((r for path in paths for r in read_list(path, problems, files)), problems)


def read_list(path: Path, problems: list[Diagnostic], files: Files) -> Iterable[Recipient]:
    """Read one list of recipients."""
    if path.suffix.lower() != ".csv":
        return files.records(path, Recipient, problems)
    from campaign.recipients.listing import read_csv

    return read_csv(path, problems)


def read_signatories(folder: Path, problems: list[Diagnostic], files: Files = QUICK) -> dict[str, Signatory]:
    """Read the signatories, a file each; the file name is the id `[id]`."""
    found: dict[str, Signatory] = {}
    for path in sorted(folder.glob("*.yaml")):
        if not ID.fullmatch(path.stem):
            hint = phrase("name the file by an id: a-z, 0-9 and single hyphens")
            problems.append(error(Where(str(path)), "id", phrase("'{name}' is not an id", name=path.stem), hint))
            continue
        signatory = files.record(path, Signatory, problems, id=path.stem)
        if signatory is not None:
            found[path.stem] = signatory
    return found


def read_sender(path: Path) -> tuple[Sender | None, list[Diagnostic]]:
    """Read a sender from a file of one's own (`--from`)."""
    problems: list[Diagnostic] = []
    return QUICK.record(path, Sender, problems), problems


def read_countries(
    folder: Path, wanted: Collection[str] | None, problems: list[Diagnostic], files: Files = QUICK
) -> dict[str, Country]:
    """Read the country files; the file name is the ISO 3166-1 alpha-2 code `[country-file]`."""
    found: dict[str, Country] = {}
    for path in sorted(folder.glob("*.yaml")):
        if wanted is not None and path.stem not in wanted:
            continue
        if not ISO.fullmatch(path.stem):
            message = phrase("'{code}' is not the code of a country", code=path.stem)
            hint = phrase("name the file by the ISO 3166 code in capitals, as CL.yaml")
            problems.append(error(Where(str(path)), "country-file", message, hint))
            continue
        country = files.record(path, Country, problems, id=path.stem)
        if country is not None:
            found[path.stem] = country
    return found


def template_folders(folder: Path) -> list[Path]:
    """Return where templates are looked for: the campaign's own, then the built-in ones."""
    return [folder / "templates", resources.TEMPLATES]


def template_path(folder: Path, name: str) -> Path:
    """Return the template of a name, as `cards/fact.html`: the campaign's own if it has one."""
    paths = [place / name for place in template_folders(folder)]
    return next((path for path in paths if path.is_file()), paths[-1])


def read_kinds(folder: Path, problems: list[Diagnostic], files: Files = QUICK) -> dict[str, Kind]:
    """Read the kinds from the head comments of the templates; a campaign's own template wins over the built-in one."""
    kinds: dict[str, Kind] = {}
    for path in template_files(template_folders(folder)):
        if path.stem not in kinds:
            kind = files.read(path, problems, partial(parse_kind, path))
            if kind is not None:
                kinds[path.stem] = kind
    return kinds


def parse_kind(path: Path, text: str) -> tuple[Kind | None, list[Diagnostic]]:
    """Read the head comment of a template; without one it is a problem `[kind-head]`."""
    from campaign.reader import read_record

    head = HEAD.match(text)
    if not head:
        message = phrase("the template does not begin with its settings")
        settings = "{#--- title: …, per: language, formats: [html, txt] ---#}"
        hint = phrase("begin with {settings} on lines of their own", settings=settings)
        return None, [error(Where(str(path), 1, 1), "kind-head", message, hint)]
    line = text.count("\n", 0, head.start(1))
    return read_record(head.group(1), Kind, str(path), line_offset=line, id=path.stem, template=path)


def template_files(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the templates of kinds (parts begin with `_`), the campaign's own first."""
    for folder in folders:
        yield from sorted(p for p in folder.glob("*.html") if not p.name.startswith("_"))
