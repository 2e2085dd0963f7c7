"""The command that keeps lists of representatives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from campaign.cli import options as o
from campaign.cli import ui
from campaign.phrases import joined, phrase

if TYPE_CHECKING:
    from campaign.cli.run import Run
    from campaign.recipients.cleaning import Setting
    from campaign.recipients.importing import Taken
    from campaign.recipients.keeping import Kept
    from campaign.recipients.merging import Merged

ACTIONS = ("import", "export", "check")
NAMES_IN = ("en", "es", "fr", "pt", "de", "ru", "ar", "zh")  # the languages in which a list may name countries
ENOUGH = 5


def recipients(
    action: Annotated[str, typer.Argument(metavar="import|export|check")],
    file: Annotated[Optional[Path], typer.Argument(metavar="FILE|DIR")] = None,
    campaign: o.CampaignName = None,
    source: Annotated[
        str, typer.Option("--source", help="auto csv popolo everypolitician congress openstates wikidata vcard.")
    ] = "auto",
    name: Annotated[Optional[str], typer.Option("--name", help="The name of the list in the campaign.")] = None,
    country: o.CountryCode = None,
    office: Annotated[
        Optional[str], typer.Option("--office", help="The office where the list says none: lower-house …")
    ] = None,
    lang: o.Lang = None,
    map: Annotated[
        Optional[list[str]], typer.Option("--map", metavar="FIELD=COLUMN", help="Which column is what; repeatable.")
    ] = None,
    encoding: Annotated[Optional[str], typer.Option("--encoding", help="The charset, when it is not found.")] = None,
    listed_on: Annotated[
        Optional[str], typer.Option("--listed-on", metavar="YYYY-MM-DD", help="The day of the list.")
    ] = None,
    licence: Annotated[Optional[str], typer.Option("--licence", help="The licence of the list.")] = None,
    rejects: Annotated[
        Optional[Path], typer.Option("--rejects", metavar="FILE", help="Write the rows in doubt as CSV.")
    ] = None,
    old_list: o.OldList = False,
    prune: Annotated[bool, typer.Option("--prune", help="Take out who is no longer in the source.")] = False,
    format: Annotated[str, typer.Option("--format", metavar="csv|popolo", help="The format of the export.")] = "csv",
    out: o.Out = Path("output"),
    date: o.Day = None,
    quiet: o.Quiet = False,
    json: o.Json = False,
) -> None:
    """Import lists of representatives, export them, check them."""
    from campaign.cli.run import Run, one_of
    from campaign.diagnostics import usage

    one_of(action, ACTIONS, "action")
    run = Run(campaign, date, out=out, json=json, quiet=quiet, parts=("countries", "recipients"), exact=True)
    if action == "export":
        return export(run, file, one_of(format, ("csv", "popolo"), "format"), name)
    if action == "check":
        return check(run, file)
    if file is None:
        message = phrase("'recipients import' wants a file or a folder")
        raise usage(message, phrase("write it as {example}", example="campaign recipients import FILE"), "no-file")
    given = {"country": country, "office": office, "lang": lang, "listed_on": listed_on, "licence": licence}
    mapping = mapping_of(map)
    return take_in(run, file, name, source, mapping, encoding or "", given, rejects, old_list, prune)


def mapping_of(values: list[str] | None) -> dict[str, str]:
    """Return the columns by field; a value without `=` is exit 2."""
    from campaign.diagnostics import usage

    found = {}
    for value in values or ():
        field, equals, column = value.partition("=")
        if not equals or not column.strip():
            hint = phrase("write it as {example}", example="--map email=Correo")
            raise usage(phrase("--map '{text}' is not FIELD=COLUMN", text=value), hint, "map")
        found[field.strip()] = column.strip()
    return found


def take_in(
    run: Run,
    file: Path,
    name: str | None,
    source: str,
    mapping: dict[str, str],
    encoding: str,
    given: dict[str, Any],
    rejects: Path | None,
    old_list: bool,
    prune: bool,
) -> None:
    """Take a list in: nothing is written when it is refused; the rejects are written whatever comes of it."""
    from campaign.diagnostics import NOTHING, Stop
    from campaign.recipients import importing, merging, reporting
    from campaign.recipients.ids import slug
    from campaign.recipients.keeping import kept_list

    kept = kept_list(run.folder, name or slug(file.stem) or "recipients")
    run.problems = [p for p in run.problems if p.severity == "error"]
    taken = importing.take_in(file, setting_of(run, kept, given), source, mapping, encoding)
    run.problems += taken.problems
    if rejects:
        written(rejects, reporting.rejects(taken.rows, ui.translate))
    old = list(reporting.too_old(taken.imported, run.campaign.countries, run.day))
    run.problems += [p for p in old if p.code != "old-list" or not old_list]
    if not taken.imported and not kept.recipients:
        run.problems.append(nobody(file))
    if any(p.severity == "error" and p.exit == NOTHING for p in run.problems):
        run.say(counted(taken))
        run.leave({**numbers(taken), "files": []}, wrote=False)
    found = {row.cells["id"]: row.cells for row in taken.imported if row.cells}
    merged = merging.merge(kept.ours, kept.base, found, prune)
    try:
        files = write(run, kept, merged)
    except OSError as reason:
        raise Stop(unwritable(kept.folder, reason)) from None
    run.say(counted(taken))
    run.say(compared(kept, merged))
    for made in files:
        run.say(made)
    lists = {k: list(getattr(merged, k)) for k in ("new", "changed", "gone", "pruned", "left_out", "edited")}
    run.leave({**numbers(taken), **lists, "files": files})


def setting_of(run: Run, kept: Kept, given: dict[str, Any]) -> Setting:
    """Return what a list is taken in with, from the options and the campaign."""
    from campaign.cli.run import not_a_date, one_of, split
    from campaign.diagnostics import no_such, usage
    from campaign.languages.cldr import country_names
    from campaign.model import OFFICES, as_partial
    from campaign.recipients.cleaning import Setting
    from campaign.recipients.listing import flat
    from campaign.recipients.meaning import TAG, country_of
    from campaign.recipients.merging import known_persons
    from campaign.recipients.words import folded

    names = {folded(name): code for name, code in country_names(NAMES_IN)}
    names |= {folded(n): c.id for c in run.campaign.countries.values() for n in (c.id, *c.name.values())}
    country = country_of(given["country"], names) if given["country"] else ""
    if given["country"] and not country:
        raise usage(no_such("country", given["country"]), phrase("give its ISO 3166 code, as CL"), "unknown-country")
    if given["listed_on"] and not as_partial(given["listed_on"]):
        raise not_a_date(given["listed_on"])
    languages = split(given["lang"])
    if wrong := [tag for tag in languages if not TAG.fullmatch(tag)]:
        message = phrase("'{text}' is no tag of a language", text=wrong[0])
        raise usage(message, phrase("write it as es or pt-BR"), "unknown-language")
    sitting = run.campaign.countries.get(country)
    return Setting(
        day=run.day,
        country=country,
        office=one_of(given["office"], OFFICES, "office") or "",
        languages=languages,
        text_language=(*languages, *(sitting.languages if sitting else ()), run.campaign.settings.source_language)[0],
        countries=names,
        known=kept.known(),
        others=known_persons(flat(r) for r in run.campaign.recipients.values() if r.id not in kept.recipients),
        taken=frozenset({*run.campaign.recipients, *kept.recipients, *kept.base}),
        source_date=given["listed_on"] or "",
        licence=given["licence"] or "",
    )


def write(run: Run, kept: Kept, merged: Merged) -> list[str]:
    """Write the files of a list and return their paths."""
    from campaign.recipients.keeping import files_of, said_of
    from campaign.write import put

    made = []
    for path, data in files_of(kept, merged):
        if data is None:
            path.unlink()
        else:
            put(path, data)
            made.append(path.as_posix())
    run.problems += said_of(kept, merged)
    return made


def nobody(file: Path) -> Any:
    """Say that no row of a list made a recipient (exit 3)."""
    from campaign.diagnostics import NOTHING, Where, error

    return error(Where(str(file)), "nobody", phrase("no row of this list can be used: no list was made"), "", NOTHING)


def unwritable(folder: Path, reason: OSError) -> Any:
    """Say that a folder cannot be written to (exit 3)."""
    from campaign.diagnostics import NOTHING, Where, cause, error

    message = phrase("cannot be written: {reason}", reason=cause(reason))
    return error(Where(str(folder)), "unwritable", message, "", NOTHING)


def written(path: Path, data: bytes) -> None:
    """Write a file that was asked for; stop when it cannot be (exit 3)."""
    from campaign.diagnostics import Stop
    from campaign.write import put

    try:
        put(path, data)
    except OSError as reason:
        raise Stop(unwritable(path, reason)) from None


def numbers(taken: Taken) -> dict[str, Any]:
    """Return the counts of an import: imported + rejected = rows."""
    from collections import Counter

    rejected = Counter(row.rejected[0] for row in taken.rows if row.rejected)
    doubts = Counter(code for row in taken.doubtful for code in dict(row.doubts))
    return {
        "source": taken.source,
        "rows": len(taken.rows),
        "imported": len(taken.imported),
        "rejected": len(taken.rows) - len(taken.imported),
        "doubtful": len(taken.doubtful),
        "rejected_for": dict(sorted(rejected.items())),
        "doubtful_for": dict(sorted(doubts.items())),
    }


def counted(taken: Taken) -> str:
    """Return the counts of an import as a line."""
    rows, imported, doubtful = len(taken.rows), len(taken.imported), len(taken.doubtful)
    return phrase(
        "{rows}: {imported} ({of_these}) + {rejected}",
        rows=phrase("{count} row", "{count} rows", count=rows),
        imported=phrase("{count} imported", "{count} imported", count=imported),
        of_these=phrase("{count} in doubt", "{count} in doubt", count=doubtful),
        rejected=phrase("{count} rejected", "{count} rejected", count=rows - imported),
    )


def compared(kept: Kept, merged: Merged) -> str:
    """Return what a second import changed as a line."""
    if not kept.recipients and not kept.base:
        return phrase(
            "{count} in the new list '{name}'",
            "{count} in the new list '{name}'",
            count=len(merged.rows),
            name=kept.name,
        )
    told = phrase(
        "{count} in the list '{name}': {changes}",
        "{count} in the list '{name}': {changes}",
        count=len(merged.rows),
        name=kept.name,
        changes=joined(", ", changes(merged)),
    )
    names = [*merged.new[:ENOUGH], "…"] if len(merged.new) > ENOUGH else [*merged.new]
    return joined(" ", [told, phrase("(new: {names})", names=", ".join(names))]) if names else told


def changes(merged: Merged) -> Iterator[str]:
    """Yield what an import changed, in numbers."""
    yield phrase("{count} new", "{count} new", count=len(merged.new))
    yield phrase("{count} changed", "{count} changed", count=len(merged.changed))
    yield phrase("{count} gone", "{count} gone", count=len(merged.gone))
    if merged.pruned:
        yield phrase("{count} taken out", "{count} taken out", count=len(merged.pruned))
    if merged.edited:
        yield phrase("{count} with edits that stay", "{count} with edits that stay", count=len(merged.edited))


def export(run: Run, file: Path | None, format: str, name: str | None) -> None:
    """Write recipients as CSV or Popolo JSON, both of which `import` reads back the same."""
    from campaign.diagnostics import no_such, usage
    from campaign.recipients.listing import as_csv, flat
    from campaign.recipients.popolo_form import as_popolo

    run.with_recipients(file)
    chosen = [r for r in run.campaign.recipients.values() if file or name is None or Path(r.where.file).stem == name]
    if not chosen:
        message = no_such("list", name) if name else phrase("there are no recipients")
        raise usage(message, "", "unknown-list")
    rows = [flat(r) for r in chosen]
    path = f"{run.campaign.id}/{name or 'recipients'}.{'csv' if format == 'csv' else 'popolo.json'}"
    written(run.out / path, as_csv(rows) if format == "csv" else as_popolo(rows))
    run.wrote(path)
    run.summarize(recipients_told(len(rows)))
    run.leave({"recipients": len(rows), "files": [(run.out / path).as_posix()]})


def recipients_told(count: int) -> str:
    """Return how many recipients there are."""
    return phrase("{count} recipient", "{count} recipients", count=count)


def check(run: Run, file: Path | None) -> None:
    """Report every mistake and every doubt in the lists of the campaign, or in a file."""
    from campaign.diagnostics import FOUND
    from campaign.recipients.keeping import check_list
    from campaign.recipients.reporting import too_old

    run.with_recipients(file)
    rows, problems = check_list(run.campaign.recipients.values())
    run.problems += problems
    run.problems += too_old(rows, run.campaign.countries, run.day, FOUND)
    doubtful = sum(1 for row in rows if row.doubts)
    in_doubt = phrase("{count} in doubt", "{count} in doubt", count=doubtful)
    run.say(joined(", ", [recipients_told(len(rows)), in_doubt]))
    run.leave({"recipients": len(rows), "doubtful": doubtful})
