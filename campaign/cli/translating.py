"""The command that keeps the languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from campaign.cli import options as o
from campaign.phrases import phrase

if TYPE_CHECKING:
    from campaign.cli.run import Run

ACTIONS = ("status", "update", "new", "sheet")


def translate(
    action: Annotated[str, typer.Argument(metavar="status|update|new|sheet")],
    language: Annotated[Optional[str], typer.Argument(metavar="LANG")] = None,
    campaign: o.CampaignName = None,
    out: o.Out = Path("output"),
    date: o.Day = None,
    format: Annotated[str, typer.Option("--format", metavar="html|md", help="The format of the sheet.")] = "html",
    interface: Annotated[bool, typer.Option("--interface", help="Begin what the tool itself says, too.")] = False,
    json: o.Json = False,
) -> None:
    """Tell how complete the languages are, bring catalogs up to date, begin a language, make a sheet to review."""
    from campaign.cli.run import Run, one_of
    from campaign.diagnostics import usage

    one_of(action, ACTIONS, "action")
    run = Run(campaign, date, out=out, json=json)
    if action == "status":
        return status(run)
    if language is None:
        message = phrase("'translate {action}' wants a language", action=action)
        raise usage(message, phrase("write it as {example}", example=f"campaign translate {action} es"), "no-language")
    if action == "sheet":
        return sheet(run, language, one_of(format, ("html", "md"), "format"))
    return write_catalogs(run, action, language, interface)


def status(run: Run) -> None:
    """Print a row for each language and kind of text; exit 1 when a declared language is incomplete."""
    from campaign.cli.run import aligned
    from campaign.translate import status as status_of
    from campaign.translate import untranslated

    counts = list(status_of(run.campaign, run.languages))
    run.problems += run.languages.problems + untranslated(counts, run.campaign)
    header = (
        phrase("language"),
        phrase("kind"),
        phrase("texts"),
        phrase("missing"),
        phrase("fuzzy"),
        phrase("drift"),
    )
    run.say("\n".join(aligned([header, *counts])))
    run.leave({"status": [count._asdict() for count in counts]})


def sheet(run: Run, tag: str, format: str) -> None:
    """Write the review sheet of a language."""
    from campaign.languages import pick
    from campaign.translate.sheet import as_html, as_markdown
    from campaign.write import put

    [tag] = pick(tag, (*run.campaign.settings.languages,))
    made = as_html if format == "html" else as_markdown
    path = f"{run.campaign.id}/{tag}/translation.{format}"
    put(run.out / path, made(run.campaign, run.languages, tag).encode())
    run.problems += run.languages.problems
    run.wrote(path)
    run.leave({"files": [(run.out / path).as_posix()]})


def write_catalogs(run: Run, action: str, tag: str, interface: bool) -> None:
    """Write the files of a new language, or the catalogs of one as they should be now."""
    from campaign.translate import begin, update
    from campaign.write import put

    files = list(begin(run.campaign, tag)) if action == "new" else []
    for path, data in files:
        put(path, data)
    for path, data in update(run.campaign, tag, run.day, interface):
        if not path.is_file() or path.read_bytes() != data:
            put(path, data)
            files.append((path, data))
    for path, _ in files:
        run.say(path.as_posix())
    if not files:
        run.say(phrase("{language}: nothing to bring up to date", language=tag))
    if tag not in run.campaign.settings.languages:
        file = run.campaign.settings.where.file
        run.say(phrase("then add {language} to languages: in {file}", language=tag, file=file))
    run.leave({"files": [path.as_posix() for path, _ in files]})
