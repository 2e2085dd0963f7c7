"""The command that reminds of who has not replied, and the letters that come after others: follow-ups and corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from campaign.cli import options as o
from campaign.phrases import phrase

if TYPE_CHECKING:
    from campaign.cli.progress import Tally
    from campaign.cli.run import Run
    from campaign.plan import Request

FOLLOW_UP, CORRECTION = "follow-up", "correction"


def remind(
    after: Annotated[int, typer.Option("--after", min=0, metavar="N", help="The days to wait for a reply.")] = 14,
    make: Annotated[bool, typer.Option("--make", help="Make the follow-up letters.")] = False,
    recipients: o.Recipients = None,
    sender_file: o.From = None,
    formats: o.Formats = None,
    campaign: o.CampaignName = None,
    out: o.Out = Path("output"),
    on: o.On = None,
    draft: o.Draft = False,
    jobs: o.Jobs = 1,
    yes: o.Yes = False,
    quiet: o.Quiet = False,
    json: o.Json = False,
) -> None:
    """List who was written to some days ago and has not replied; make the follow-up letters."""
    from campaign import record
    from campaign.cli.run import DOCUMENT_PARTS, Run, aligned
    from campaign.record.counting import waiting

    run = Run(campaign, on, out=out, json=json, quiet=quiet, parts=DOCUMENT_PARTS, countries=())
    found = waiting(record.read(run.folder), run.day, after)
    if make:
        return follow_up(run, [entry for entry, _ in found], locals())
    run.with_recipients(recipients)
    names = {ident: recipient.name for ident, recipient in run.campaign.recipients.items()}
    head = (
        phrase("recipient"),
        phrase("name"),
        phrase("country"),
        phrase("last"),
        phrase("on"),
        phrase("days"),
    )
    rows = [
        (e.recipient, names.get(e.recipient or "", ""), e.country or "", e.kind or "", e.day, days) for e, days in found
    ]
    run.problems = []
    nobody = phrase(
        "nothing has been without a reply for {count} day",
        "nothing has been without a reply for {count} days",
        count=after,
    )
    run.say("\n".join(aligned([head, *rows])) if rows else nobody)
    run.leave({"waiting": [dict(zip(head, row, strict=True)) for row in rows]})


def follow_up(run: Run, entries: list[Any], given: dict[str, Any]) -> None:
    """Make the follow-up letters: each refers to the last text, and is in its language."""
    from datetime import date

    from campaign.diagnostics import no_such, usage

    if FOLLOW_UP not in run.campaign.kinds:
        hint = phrase("write templates/{name}.html, with per: recipient", name=FOLLOW_UP)
        raise usage(no_such("kind", FOLLOW_UP), hint, "unknown-kind")
    groups: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        groups.setdefault((entry.language or "", entry.day), []).append(entry.recipient)
    changes = [
        {"to": people, "languages": (tag,) if tag else (), "sent_on": date.fromisoformat(day)}
        for (tag, day), people in groups.items()
    ]
    letters(run, FOLLOW_UP, changes, given)


def letters(run: Run, kind: str, changes: Iterable[dict[str, Any]], given: dict[str, Any]) -> None:
    """Make the letters of several requests, each a change of what the command line asks for, and leave."""
    from campaign.cli.work import made, prepare, request_of
    from campaign.diagnostics import Stop, warning

    try:
        prepare(run, given)
        base = request_of(run, [kind], given)
        tallies: list[Tally] = []
        for request in still_known(run, base, changes):
            tallies.append(made(run, request, given))
    except Stop as stop:
        run.problems += stop.problems
        run.leave({"files": []}, wrote=False)
    paths = [path for tally in tallies for path in tally.paths]
    if not tallies:
        message = phrase("there is nobody to make a {kind} for", kind=kind)
        run.problems.append(warning(run.campaign.settings.where, "nobody", message))
    run.leave({"files": [(run.out / path).as_posix() for path in paths]}, wrote=bool(paths))


def still_known(run: Run, base: Request, changes: Iterable[dict[str, Any]]) -> Iterator[Request]:
    """Yield the requests with those recipients that the list still has; the others are named `[left]`."""
    from campaign.diagnostics import warning
    from campaign.languages import pick
    from campaign.values import replace

    gone: list[str] = []
    for change in changes:
        known = tuple(ident for ident in change["to"] if ident in run.campaign.recipients)
        gone += [ident for ident in change["to"] if ident not in run.campaign.recipients]
        for tag in change["languages"]:
            pick(tag, run.campaign.settings.languages)
        if known:
            yield replace(base, **{**change, "to": known})
    if gone:
        message = phrase(
            "{count} is no longer on the list: {names}",
            "{count} are no longer on the list: {names}",
            count=len(gone),
            names=", ".join(gone[:20]) + (" …" if len(gone) > 20 else ""),
        )
        hint = phrase("give the list they are on: --recipients FILE")
        run.problems.append(warning(run.campaign.settings.where, "left", message, hint))


def sent(
    name: str | None, ident: str, wrong: list[str] | None, sources: list[str] | None, given: dict[str, Any]
) -> None:
    """List what went out with a fact; with the words of a correction, draft it for everybody who was told."""
    from campaign import record
    from campaign.cli.run import DOCUMENT_PARTS, Run, aligned
    from campaign.diagnostics import did_you_mean, usage
    from campaign.record.correcting import sent_with

    run = Run(name, given["date"], out=given["out"], json=given["json"], parts=DOCUMENT_PARTS, countries=())
    entries = record.read(run.folder)
    known = {*run.campaign.facts, *run.campaign.asks, *(i for e in entries for i in (*e.facts, *e.asks))}
    if ident not in known:
        raise usage(phrase("no fact or ask '{name}'", name=ident), did_you_mean(ident, known), "unknown-id")
    found = sent_with(entries, ident)
    if wrong:
        return correct(run, entries, ident, wrong, sources, given)
    run.problems = []
    head = (
        phrase("day"),
        phrase("act"),
        phrase("kind"),
        phrase("recipient"),
        phrase("channel"),
        phrase("path"),
    )
    if found:
        run.say("\n".join(aligned([head, *([getattr(e, name) or "" for name in head] for e in found)])))
    else:
        run.say(phrase("nothing that went out rests on '{id}'", id=ident))
    run.leave({"id": ident, "sent": [e.as_row() for e in found], "head": record.head(entries)})


def correct(
    run: Run, entries: list[Any], ident: str, wrong: list[str], sources: list[str] | None, given: dict[str, Any]
) -> None:
    """Draft a correction for each recipient of a text with the fact who has not been sent one since.

    Problems: `nothing-sent` (exit 3), `no-source`, `correction-language` (exit 2); notes: `public`, `unnamed`, `sources`.
    """
    from campaign.cli.run import by_language, split
    from campaign.diagnostics import NOTHING, Stop, error, note
    from campaign.plan import Correction
    from campaign.record.correcting import beyond, mistaken

    where, groups, others = run.campaign.settings.where, mistaken(entries, ident), beyond(entries, ident)
    for entry in others:
        message = phrase(
            "went out on {day} by {channel} to nobody who is recorded by name: {file}",
            day=entry.day,
            channel=entry.channel,
            file=entry.path or entry.kind,
        )
        hint = phrase("correct it where it stands, or with whom it went to")
        run.problems.append(note(where, "elsewhere", message, hint))
    if not groups:
        message = phrase(
            "nobody is left to correct: nothing with '{id}' went to somebody by name, or each was sent a correction since",
            id=ident,
        )
        raise Stop(*run.problems, error(where, "nothing-sent", message, "", NOTHING))
    texts = by_language(wrong)
    check_languages(texts, [group.language for group in groups])
    shown = sources_for(run, ident, split(sources))
    changes = [
        {
            "to": group.recipients,
            "languages": (group.language,),
            "old_list": True,  # who was told is told, whoever sits there now
            "correction": Correction(about=ident, texts=texts, sent=group.texts, sources=shown),
        }
        for group in groups
    ]
    letters(run, CORRECTION, changes, given)


def check_languages(texts: dict[str, str], tags: Iterable[str]) -> None:
    """Stop when a correction has no words in a language that was written in: none is sent in another (exit 2)."""
    from campaign.diagnostics import usage

    tags = dict.fromkeys(tags)
    lacking = [tag for tag in tags if not (texts.get(tag) or texts.get(tag.split("-")[0]))]
    if lacking and not ("" in texts and len(tags) == 1):
        example = " ".join(f"--correct {tag}='…'" for tag in tags)
        message = phrase("what went out was in {languages}", languages=", ".join(tags))
        raise usage(message, phrase("say it in each: {options}", options=example), "correction-language")


def sources_for(run: Run, ident: str, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sources of a correction: those named, else those of the fact as it stands now `[no-source]`."""
    from campaign.diagnostics import did_you_mean, no_such, note, usage
    from campaign.plan.choice import sources_by

    for source in named:
        if source not in run.campaign.sources:
            hint = did_you_mean(source, run.campaign.sources) or phrase("'campaign show sources' lists them")
            raise usage(no_such("source", source), hint, "unknown-source")
    fact = run.campaign.facts.get(ident)
    held = named or (fact.sources if fact else ())
    found = tuple(source.id for source in sources_by(run.campaign, held, run.day))
    if not found:
        hint = phrase("put the source into sources.yaml, then --source ID")
        raise usage(phrase("a correction says what shows it"), hint, "no-source")
    if fact and not named:
        message = phrase(
            "the corrections name the sources that '{id}' has now: {names}", id=ident, names=", ".join(found)
        )
        hint = phrase("if they are the wrong ones, give others with --source")
        run.problems.append(note(fact.where, "sources", message, hint))
    return found
