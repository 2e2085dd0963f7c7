"""The command for those who sign the open letter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from campaign.cli import options as o
from campaign.phrases import joined, phrase

if TYPE_CHECKING:
    from campaign.cli.run import Run
    from campaign.recipients.merging import Merged
    from campaign.signatories.importing import Setting

ACTIONS = ("import", "list", "freeze")


def signatories(
    action: Annotated[str, typer.Argument(metavar="import|list|freeze")],
    file: Annotated[Optional[Path], typer.Argument(metavar="FILE")] = None,
    campaign: o.CampaignName = None,
    name: Annotated[Optional[str], typer.Option("--name", help="The name of the form, for a second import.")] = None,
    type: Annotated[
        Optional[str],
        typer.Option("--type", metavar="person|organization", help="What kind of signatory, where no column says it."),
    ] = None,
    map: Annotated[
        Optional[list[str]], typer.Option("--map", metavar="FIELD=COLUMN", help="Which column is what; repeatable.")
    ] = None,
    consent_is: Annotated[
        Optional[list[str]],
        typer.Option("--consent-is", metavar="TEXT", help="An answer of your form that is consent."),
    ] = None,
    signed_on: Annotated[
        Optional[str], typer.Option("--signed-on", metavar="YYYY-MM-DD", help="The day of rows that name none.")
    ] = None,
    dates: Annotated[
        Optional[str], typer.Option("--dates", metavar="dmy|mdy", help="The order in the dates of the form.")
    ] = None,
    version: Annotated[Optional[str], typer.Option("--version", help="The version that is signed, or frozen.")] = None,
    lang: o.Lang = None,
    encoding: Annotated[Optional[str], typer.Option("--encoding", help="The charset, when it is not found.")] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Take out who is no longer in the form.")] = False,
    date: o.Day = None,
    quiet: o.Quiet = False,
    json: o.Json = False,
) -> None:
    """Import who signs the open letter, list them, freeze its text."""
    from campaign.cli.run import Run, not_a_date, one_of
    from campaign.diagnostics import usage
    from campaign.model import as_date

    one_of(action, ACTIONS, "action")
    run = Run(campaign, date, json=json, quiet=quiet, exact=True)
    if action == "list":
        return listing(run)
    if action == "freeze":
        return freeze(run, version)
    if file is None:
        message = phrase("'signatories import' wants a file")
        raise usage(message, phrase("write it as {example}", example="campaign signatories import FILE"), "no-file")
    if signed_on and not as_date(signed_on):
        raise not_a_date(signed_on)
    given = {
        "type": one_of(type, ("person", "organization"), "type") or "",
        "order": one_of(dates, ("dmy", "mdy"), "order of dates") or "",
        "consent_is": tuple(consent_is or ()),
        "signed_on": signed_on or "",
        "version": version or "",
    }
    return take_in(run, file, name, map, encoding or "", lang, given, prune)


def take_in(
    run: Run,
    file: Path,
    name: str | None,
    columns: list[str] | None,
    encoding: str,
    lang: list[str] | None,
    given: dict[str, Any],
    prune: bool,
) -> None:
    """Take a form in: nothing is written when no row can be used."""
    from campaign.cli.lists import mapping_of, nobody
    from campaign.diagnostics import NOTHING, Stop, Where, error
    from campaign.recipients.ids import slug
    from campaign.recipients.merging import merge
    from campaign.signatories import forms, importing, keeping

    folder = keeping.writable(run.folder)
    if broken := [p for p in run.problems if Path(p.where.file).parent == folder and p.severity == "error"]:
        raise Stop(*broken, error(Where(str(folder)), "unreadable", phrase("mend these files first"), "", NOTHING))
    if not file.is_file():
        raise Stop(error(Where(str(file)), "missing-file", phrase("there is no such file"), "", NOTHING))
    listed = slug(name or file.stem) or "form"
    ours = {ident: keeping.flat(s) for ident, s in run.campaign.signatories.items() if not s.example}
    base = keeping.base_of(folder, listed)
    form = forms.read(file, mapping_of(columns), encoding)
    setting = setting_of(run, lang, given)._replace(
        before=(*base.values(), *ours.values()), taken=frozenset(run.campaign.signatories)
    )
    rows, found = importing.clean(form, file, setting)
    run.problems = [p for p in run.problems if p.severity == "error"] + found
    counts = importing.counted(rows)
    run.say(counted(counts))
    if not counts["imported"]:
        run.problems.append(nobody(file))
        run.leave({**counts, "files": []}, wrote=False)
    merged = merge(ours, base, {row.cells["id"]: row.cells for row in rows if row.cells}, prune)
    files = written(keeping.files_of(folder, listed, ours, merged), folder)
    run.say(compared(merged, len(ours)))
    for made in files:
        run.say(made)
    lists = {k: list(getattr(merged, k)) for k in ("new", "changed", "gone", "pruned", "left_out", "edited")}
    run.leave({**counts, **lists, "files": files})


def setting_of(run: Run, lang: list[str] | None, given: dict[str, Any]) -> Setting:
    """Return what a form is taken in with, from the options and the campaign."""
    from campaign.cli.lists import NAMES_IN
    from campaign.cli.run import split
    from campaign.languages.cldr import country_names
    from campaign.plan.signing import letter_of
    from campaign.recipients.words import folded
    from campaign.signatories.importing import Setting

    names = {folded(name): code for name, code in country_names(NAMES_IN)}
    names |= {folded(n): c.id for c in run.campaign.countries.values() for n in (c.id, *c.name.values())}
    language = (*split(lang), run.campaign.settings.source_language)[0]
    return Setting(current=letter_of(run.campaign).version, text_language=language, countries=names, **given)


def written(files: Any, folder: Path) -> list[str]:
    """Write the files of an import and return their paths."""
    from campaign.cli.lists import unwritable
    from campaign.diagnostics import Stop
    from campaign.write import put

    made = []
    try:
        for path, data in files:
            if data is None:
                path.unlink(missing_ok=True)
            else:
                put(path, data)
                made.append(path.as_posix())
    except OSError as reason:
        raise Stop(unwritable(folder, reason)) from None
    return made


def counted(counts: dict[str, Any]) -> str:
    """Return the counts of an import as a line."""
    return phrase(
        "{rows}: {imported} ({of_these}) + {rejected}",
        rows=phrase("{count} row", "{count} rows", count=counts["rows"]),
        imported=phrase("{count} imported", "{count} imported", count=counts["imported"]),
        of_these=phrase("{count} with consent", "{count} with consent", count=counts["consenting"]),
        rejected=phrase("{count} rejected", "{count} rejected", count=counts["rejected"]),
    )


def compared(merged: Merged, before: int) -> str:
    """Return what an import changed as a line."""
    from campaign.cli.lists import changes

    signed = phrase("{count} signatory", "{count} signatories", count=len(merged.rows))
    if not before:
        return signed
    parts = [*changes(merged)]
    if left := len(merged.left_out):
        parts.append(
            phrase("{count} stays out, as you removed them", "{count} stay out, as you removed them", count=left)
        )
    return joined(": ", [signed, joined(", ", parts)])


def listing(run: Run) -> None:
    """List who signs, and why somebody is not printed today."""
    from campaign.cli.run import aligned
    from campaign.cli.tables import rows_of
    from campaign.plan.signing import signing

    header, rows = rows_of(run.campaign, "signatories", run.day, "", None)
    shown = signing(run.campaign, run.day)
    counts = {
        "organisations": sum(s.type == "organization" for s in shown),
        "people": sum(s.type == "person" for s in shown),
        "countries": len({s.country for s in shown if s.country}),
    }
    if not run.json:
        run.say("\n".join(aligned([header, *rows])))
        printed = [
            phrase("{count} organisation", "{count} organisations", count=counts["organisations"]),
            phrase("{count} person", "{count} people", count=counts["people"]),
            phrase("{count} country", "{count} countries", count=counts["countries"]),
        ]
        run.say(phrase("printed: {numbers}", numbers=joined(", ", printed)))
    run.leave({"signatories": [dict(zip(header, row, strict=True)) for row in rows], **counts})


def freeze(run: Run, version: str | None) -> None:
    """Write down what the text is now, so that nothing in it changes unseen once somebody has signed."""
    from campaign.diagnostics import usage
    from campaign.plan.signing import letter_of
    from campaign.render.signing import digest_of
    from campaign.signatories.keeping import with_values, writable
    from campaign.values import replace

    writable(run.folder)
    letter = letter_of(run.campaign)
    wanted = version or letter.version
    if wanted == letter.version and letter.text_sha256 == digest_of(run.campaign, letter):
        run.say(
            phrase(
                "version {version} is frozen since {day}, and has not changed",
                version=letter.version,
                day=letter.frozen_on,
            )
        )
        run.leave({"version": letter.version, "text_sha256": letter.text_sha256, "files": []})
    signed = [s for s in run.campaign.signatories.values() if s.signed_version == wanted and not s.example]
    if signed and letter.text_sha256:
        message = phrase(
            "{count} has signed version {version} as it was: this text is another one",
            "{count} have signed version {version} as it was: this text is another one",
            count=len(signed),
            version=wanted,
        )
        raise usage(message, phrase("give it a version of its own: --version N"), "changed-after-signing")
    frozen = replace(letter, version=wanted, frozen_on=run.day)
    changes = {"version": wanted, "frozen_on": str(run.day), "text_sha256": digest_of(run.campaign, frozen)}
    path = run.folder / "open-letter.yaml"
    data = with_values(path.read_text(encoding="utf-8-sig"), changes).encode()
    files = written([(path, data)], run.folder)
    run.say(phrase("version {version} is frozen on {day}: {file}", version=wanted, day=run.day, file=path.as_posix()))
    run.leave({"version": wanted, "text_sha256": changes["text_sha256"], "files": files})
