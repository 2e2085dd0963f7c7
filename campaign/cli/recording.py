"""The commands that keep the record of what went out, and remind of who has not replied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from campaign.cli import options as o
from campaign.phrases import joined, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from campaign.cli.run import Run
    from campaign.record import Entry

ACTIONS = ("add", "reply", "list", "verify", "report", "export")
WITHOUT_FILE = ("called", "met", "note")
SHOWN = (
    phrase("number"),
    phrase("day"),
    phrase("act"),
    phrase("kind"),
    phrase("recipient"),
    phrase("channel"),
    phrase("language"),
    phrase("country"),
    phrase("outcome"),
    phrase("path"),
    phrase("note"),
)


def log(
    action: Annotated[str, typer.Argument(metavar="add|reply|list|verify|report|export")],
    names: Annotated[Optional[list[str]], typer.Argument(metavar="FILE…|RECIPIENT")] = None,
    manifest: Annotated[
        bool, typer.Option("--manifest", help="add: all that was made and is not recorded yet, or below these folders.")
    ] = False,
    channel: Annotated[
        Optional[str], typer.Option("--channel", help="email post hand form phone press web, or a network.")
    ] = None,
    recipient: Annotated[Optional[str], typer.Option("--recipient", metavar="ID", help="Who it went to.")] = None,
    act: Annotated[Optional[str], typer.Option("--act", help="What was done, without a file: called met note.")] = None,
    outcome: Annotated[
        Optional[str], typer.Option("--outcome", help="for against undecided no-answer bounced acknowledged.")
    ] = None,
    note: Annotated[Optional[str], typer.Option("--note", help="Words of your own; they are kept as given.")] = None,
    by: Annotated[
        Optional[str], typer.Option("--by", metavar="NAME", help="Who did it; the name is kept as given.")
    ] = None,
    safe: Annotated[bool, typer.Option("--safe", help="Keep no recipient, nor a path named after one.")] = False,
    changed: Annotated[
        bool, typer.Option("--changed", help="Record files that were edited after they were made.")
    ] = False,
    kind: Annotated[Optional[str], typer.Option("--kind", help="list: only this kind.")] = None,
    country: o.CountryCode = None,
    since: Annotated[Optional[str], typer.Option("--since", metavar="YYYY-MM-DD", help="list: from this day.")] = None,
    until: Annotated[Optional[str], typer.Option("--until", metavar="YYYY-MM-DD", help="list: to this day.")] = None,
    head: Annotated[
        Optional[str], typer.Option("--head", metavar="HASH", help="verify: a head that was noted before.")
    ] = None,
    public: Annotated[bool, typer.Option("--public", help="export: numbers to publish, none under five.")] = False,
    format: Annotated[Optional[str], typer.Option("--format", help="report: text html json; export: csv json.")] = None,
    lang: o.Lang = None,
    campaign: o.CampaignName = None,
    out: o.Out = Path("output"),
    on: o.On = None,
    quiet: o.Quiet = False,
    json: o.Json = False,
) -> None:
    """Keep the record of what went out and what came back: add, reply, list, verify, report, export."""
    from campaign.cli.run import Run, one_of

    one_of(action, ACTIONS, "action")
    run = Run(campaign, on, out=out, json=json, quiet=quiet, parts=("countries", "recipients"))
    run.problems = []  # what is wrong with the campaign does not change what happened
    given: dict[str, Any] = locals()
    match action:
        case "add":
            add(run, names or [], given)
        case "reply":
            reply(run, names or [], given)
        case "list":
            show(run, given)
        case "verify":
            verify(run, head)
        case "report":
            report(run, one_of(format, ("text", "html", "json"), "format") or "text", lang)
        case _:
            export(run, one_of(format, ("csv", "json"), "format") or "csv", public)


def add(run: Run, names: list[str], given: dict[str, Any]) -> None:
    """Record files that went out, or what was done without one."""
    from campaign import record
    from campaign.cli.run import one_of
    from campaign.record import adding

    one_of(given["channel"], record.channels(), "channel")
    one_of(given["act"], record.ACTS, "act")
    one_of(given["outcome"], record.OUTCOMES, "outcome")
    if not names and not given["manifest"]:
        return keep(run, [unfiled(run, given)])
    if not given["channel"]:
        raise wanted(phrase("'campaign log' wants how it went out: --channel"), record.channels(), "no-channel")
    paths = [Path(name) for name in names]
    if given["manifest"]:
        found = adding.files_of_manifest(
            run.campaign, paths or [run.out / run.campaign.id], record.read(run.folder), given["channel"]
        )
    else:
        found = adding.files_named(paths)
    files, problems = found
    fields = ("channel", "act", "recipient", "outcome", "safe", "changed")
    sending = adding.Sending(
        day=run.day.isoformat(),
        note=said(given["note"]),
        by=said(given["by"]),
        **{name: given[name] for name in fields},
    )
    known_recipient(run, given["recipient"], (str(made.row["recipient"]) for made in files))
    entries, wrong = adding.entries_for(run.campaign, files, sending)
    adding.refuse([*problems, *wrong])
    run.problems += problems
    tell_safe(run, len(files) if given["recipient"] else sum(bool(made.row["recipient"]) for made in files), entries)
    keep(run, entries)


def unfiled(run: Run, given: dict[str, Any]) -> Entry:
    """Return the row of a call, a meeting or a note."""
    from campaign.record import Entry
    from campaign.record.adding import kept_safe

    if given["act"] not in WITHOUT_FILE:
        message = phrase("'campaign log' wants a file, or --manifest, or what was done: --act")
        raise wanted(message, WITHOUT_FILE, "no-file")
    if not given["recipient"] and not given["note"]:
        message = phrase("'campaign log' wants who it was with or what it was: --recipient or --note")
        raise wanted(message, (), "no-recipient")
    known_recipient(run, given["recipient"])
    entry = Entry(
        day=run.day.isoformat(),
        act=given["act"],
        recipient=given["recipient"],
        channel=given["channel"],
        country=given["country"],
        outcome=given["outcome"],
        note=said(given["note"]),
        by=said(given["by"]),
    )
    kept = kept_safe(run.campaign, entry, given["safe"])
    tell_safe(run, int(bool(given["recipient"])), [kept])
    return kept


def reply(run: Run, names: list[str], given: dict[str, Any]) -> None:
    """Record what a recipient replied; somebody who was never written to is a warning `[not-written]`."""
    from campaign import record
    from campaign.cli.run import one_of
    from campaign.diagnostics import usage, warning
    from campaign.record.adding import kept_safe
    from campaign.record.entries import OUT

    one_of(given["channel"], record.channels(), "channel")
    one_of(given["outcome"], record.OUTCOMES, "outcome")
    if len(names) != 1:
        hint = phrase("write it as {example}", example="campaign log reply ID --outcome for")
        raise usage(phrase("'campaign log' wants one recipient"), hint, "no-recipient")
    if not given["outcome"]:
        raise wanted(phrase("'campaign log' wants what came of it: --outcome"), record.OUTCOMES, "no-outcome")
    entries = record.read(run.folder)
    known_recipient(run, names[0], (e.recipient or "" for e in entries))
    written = [e for e in entries if e.recipient == names[0] and e.act in OUT]
    entry = record.Entry(
        day=run.day.isoformat(),
        act="reply",
        recipient=names[0],
        channel=given["channel"],
        country=next((e.country for e in written), None),
        outcome=given["outcome"],
        note=said(given["note"]),
        by=said(given["by"]),
    )
    kept = kept_safe(run.campaign, entry, given["safe"])
    tell_safe(run, 1, [kept])
    if kept.recipient and not written:
        message = phrase("nothing to '{recipient}' is recorded", recipient=names[0])
        run.problems.append(warning(run.campaign.settings.where, "not-written", message))
    keep(run, [kept])


def keep(run: Run, entries: Iterable[Entry]) -> None:
    """Put rows into the record and say which."""
    from campaign import record
    from campaign.diagnostics import Where, note
    from campaign.files import refuse_installed

    refuse_installed(run.folder)
    added, there = record.append(run.folder, entries)
    for entry in there:
        about = entry.path or entry.recipient or entry.act
        message = phrase("recorded already on {day}: {about}", day=entry.day, about=about)
        run.problems.append(note(Where(entry.path or ""), "twice", message))
    lines = [f"{entry.number}  {entry.act}  {named(entry)}" for entry in added]
    count = phrase("{count} row added to the record", "{count} rows added to the record", count=len(added))
    run.say(joined("\n", [*lines, count if added else phrase("nothing to add")]))
    run.leave({"added": [entry.as_row() for entry in added], "already": len(there)})


def show(run: Run, given: dict[str, Any]) -> None:
    """List the record, all of it or what fits."""
    from campaign import record
    from campaign.cli.run import aligned, today

    entries = record.read(run.folder)
    since, until = (today(given[name]).isoformat() if given[name] else "" for name in ("since", "until"))
    fields = ("kind", "country", "recipient")
    found = [
        entry
        for entry in entries
        if all(given[name] in (None, getattr(entry, name)) for name in fields) and since <= entry.day <= (until or "9")
    ]
    held = [name for name in SHOWN if any(getattr(entry, name) is not None for entry in found)]
    if found:
        run.say("\n".join(aligned([held, *([getattr(e, name) or "" for name in held] for e in found)])))
    rows = phrase("{found} of {count} row", "{found} of {count} rows", found=len(found), count=len(entries))
    run.say(joined("\n", [rows, head_told(record.head(entries))]))
    run.leave({"entries": [entry.as_row() for entry in found], "rows": len(entries), "head": record.head(entries)})


def verify(run: Run, noted: str | None) -> None:
    """Recompute the chain; a row that is wrong, or missing at the end, is exit 1."""
    from campaign import record

    number, head, problems = record.verify(run.folder, noted)
    run.problems += problems
    if not any(p.severity == "error" for p in problems):
        rows = phrase("{count} row, as it was written", "{count} rows, each as it was written", count=number)
        run.say(joined("\n", [rows, head_told(head)]))
    run.leave({"rows": number, "head": head})


def report(run: Run, form: str, lang: list[str] | None) -> None:
    """Report what went out and what came back: on the screen, or as a page."""
    from campaign import record
    from campaign.cli.run import split
    from campaign.languages import pick
    from campaign.record import report as reporting
    from campaign.record.counting import counts

    entries = record.read(run.folder)
    head, found = record.head(entries), counts(entries)
    if form == "json" or run.json:
        print(reporting.as_json(found, head).decode(), end="")
        return
    if form == "text":
        return run.say(reporting.as_text(found, head))
    tags = dict.fromkeys(tag for wanted in split(lang) for tag in pick(wanted, run.campaign.settings.languages))
    for tag in tags or (run.campaign.settings.source_language,):
        from campaign.formats import html

        page = reporting.as_page(run.campaign, run.languages[tag], found, head, run.day)
        put(run, f"{run.campaign.id}/{tag}/report.html", html.write(page))
    run.summarize(head_told(head))
    run.leave({"files": run.paths, "head": head})


def export(run: Run, form: str, public: bool) -> None:
    """Write the record as a file: all of it, or what may be published."""
    from campaign import record
    from campaign.record import export as giving

    entries = record.read(run.folder)
    head = record.head(entries)
    if public:
        rows = giving.public_rows(entries)
        made = giving.public_csv(rows) if form == "csv" else giving.written({"counts": rows})
    else:
        made = giving.as_csv(entries) if form == "csv" else giving.as_json(entries, head)
    put(run, f"{run.campaign.id}/record{'-public' if public else ''}.{form}", made)
    run.summarize(head_told(head))
    run.leave({"files": run.paths, "head": head})


def put(run: Run, path: str, data: bytes) -> None:
    """Write a file below the output folder; one that cannot be written is exit 3."""
    from campaign.cli.lists import written

    written(run.out / path, data)
    run.wrote(path)


def known_recipient(run: Run, ident: str | None, others: Iterable[str] = ()) -> None:
    """Stop at an id that neither the lists of the campaign know nor what was made or recorded (exit 2)."""
    from campaign.diagnostics import did_you_mean, no_such, usage

    if ident is not None and ident not in (known := {*run.campaign.recipients, *others}):
        raise usage(no_such("recipient", ident), did_you_mean(ident, known), "unknown-recipient")


def tell_safe(run: Run, named: int, entries: Iterable[Entry]) -> None:
    """Say that who it went to is left out of the record `[safe]`."""
    from campaign.diagnostics import note

    if sum(entry.recipient is not None for entry in entries) < named:
        message = phrase("the record does not say who: that is asked for, or the risk in the country is high")
        hint = phrase("--note and --by are kept as given")
        run.problems.append(note(run.campaign.settings.where, "safe", message, hint))


def said(text: str | None) -> str | None:
    """Return words as UTF-8 can hold them, None when there are none."""
    return text.encode(errors="replace").decode().strip() or None if text else None


def named(entry: Entry) -> str:
    """Return what a row is about, in a few words."""
    return "  ".join(filter(None, (entry.path or entry.kind, entry.recipient, entry.outcome, entry.note)))


def head_told(head: str) -> str:
    """Return the head of the record as a line."""
    return phrase("head {head}", head=head)


def wanted(message: str, known: Iterable[str], code: str) -> Any:
    """Say what is missing on the command line, and which words there are for it (exit 2)."""
    from campaign.diagnostics import usage

    names = ", ".join(known)
    return usage(message, phrase("known: {names}", names=names) if names else "", code)
