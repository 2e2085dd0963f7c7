"""The commands that look and change nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from campaign.cli import options as o
from campaign.cli import ui
from campaign.phrases import joined, phrase

TABLES = (
    "facts",
    "concerns",
    "asks",
    "sources",
    "statements",
    "messages",
    "cards",
    "countries",
    "recipients",
    "signatories",
    "kinds",
    "networks",
    "languages",
    "address",
    "traps",
)


def check(
    campaign: o.CampaignName = None,
    on: o.On = None,
    strict: Annotated[bool, typer.Option("--strict", help="Make warnings errors.")] = False,
    json: o.Json = False,
    quiet: o.Quiet = False,
) -> None:
    """Report every problem of the campaign."""
    from campaign.check import check as check_campaign
    from campaign.cli.run import Run
    from campaign.diagnostics import strict as made_strict

    run = Run(campaign, on, json=json, quiet=quiet, exact=True)
    run.problems += check_campaign(run.campaign, run.day)
    if strict:
        run.problems = made_strict(run.problems)
    if not any(p.severity == "error" for p in run.problems):
        run.say(phrase("{name}: nothing wrong on {day}", name=run.campaign.id, day=run.day))
    run.leave()


def show(
    table: Annotated[
        str,
        typer.Argument(
            metavar="LIST",
            help="facts concerns asks sources statements messages cards countries recipients signatories kinds networks "
            "languages address traps.",
        ),
    ],
    campaign: o.CampaignName = None,
    date: o.Day = None,
    lang: o.Lang = None,
    country: o.CountryCode = None,
    json: o.Json = False,
) -> None:
    """List facts, concerns, asks, sources, countries, recipients, signatories, kinds, networks, cards or others."""
    from campaign.cli.run import Run, aligned, one_of
    from campaign.cli.tables import rows_of

    one_of(table, TABLES, "list")
    run = Run(campaign, date, json=json)
    header, rows = rows_of(run.campaign, table, run.day, (lang or [""])[0], country)
    if json:
        run.leave({table: [dict(zip(header, row, strict=True)) for row in rows]})
    print("\n".join(aligned([header, *rows])))
    run.leave()


def why(file: Path, json: o.Json = False) -> None:
    """Tell which facts, asks and sources a file rests on."""
    import json as json_module

    from campaign.provenance import why as why_file

    found = why_file(file)
    if json:
        print(json_module.dumps(found, ensure_ascii=False, indent=1))
        return
    about = {"file": found["path"], "kind": found["kind"], "language": found["lang"]}
    if found["recipient"]:
        print(ui.speak(phrase("{file}: {kind} in {language} to {recipient}", **about, recipient=found["recipient"])))
    else:
        print(ui.speak(phrase("{file}: {kind} in {language}", **about)))
    asks, facts = (", ".join(found[name]) for name in ("asks", "facts"))
    print(ui.speak(phrase("asks: {names}", names=asks) if asks else phrase("asks: none")))
    print(ui.speak(phrase("facts: {names}", names=facts) if facts else phrase("facts: none")))
    for source in found["sources"]:
        print(
            f"[{source['n']}] {source['title']}, {source['date']}" + (f"\n    {source['url']}" if source["url"] else "")
        )


def trace(
    ident: Annotated[str, typer.Argument(metavar="ID")],
    campaign: o.CampaignName = None,
    out: o.Out = Path("output"),
    sent: Annotated[bool, typer.Option("--sent", help="What went out with a fact or an ask, by the record.")] = False,
    correct: Annotated[
        Optional[list[str]],
        typer.Option("--correct", metavar="TEXT|es=TEXT", help="Draft the correction: what was wrong, what is right."),
    ] = None,
    source: Annotated[
        Optional[list[str]],
        typer.Option("--source", metavar="ID", help="What shows it, in place of the fact's sources."),
    ] = None,
    recipients: o.Recipients = None,
    sender_file: o.From = None,
    formats: o.Formats = None,
    date: o.Day = None,
    draft: o.Draft = False,
    jobs: o.Jobs = 1,
    yes: o.Yes = False,
    json: o.Json = False,
) -> None:
    """Tell where a fact, source, concern, ask or statement is used; what went out with it, and correct it."""
    if sent or correct:
        from campaign.cli.answering import sent as tell_sent

        return tell_sent(campaign, ident, correct, source, locals())
    from campaign.cli.run import Run
    from campaign.provenance import trace as trace_id

    run = Run(campaign, json=json)
    found: dict[str, Any] = trace_id(run.campaign, ident, [out / run.campaign.id / "manifest.json"])
    if json:
        run.leave(found)
    used = [phrase("{id} is used by:", id=ident), *(f"  {u}" for u in found["used_by"])]
    run.say(joined("\n", [*used, phrase("and printed in:"), *(f"  {f}" for f in found["files"])]))
    run.leave()


def count(text: Annotated[str, typer.Argument(metavar="TEXT|-")], limit: o.Limits = None, json: o.Json = False) -> None:
    """Tell what a text costs on every network; - reads standard input."""
    import json as json_module
    import sys

    from campaign.networks import count as count_text
    from campaign.networks import objection

    rows = o.with_limits(limit)
    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace").removesuffix("\n")
    found = count_text(text, rows.values())
    if json:
        print(json_module.dumps({"schema": 1, **found}, ensure_ascii=False, indent=1))
        return
    for ident, row in found["networks"].items():
        length = ui.speak(phrase("{length:>7} of {limit:>6}", length=row["length"], limit=row["limit"]))
        verdict = ui.speak(phrase("fits")) if row["fits"] else ui.speak(objection(text, rows[ident])).upper()
        print(f"{rows[ident].name:<12}{length}  {verdict}")


def doctor(campaign: o.CampaignName = None, json: o.Json = False) -> None:
    """Tell whether everything that PDF and the languages need is here, and how to get what is missing."""
    from campaign.cli.health import look
    from campaign.cli.run import Run, aligned

    run = Run(campaign, json=json)
    found = look(run.campaign, run.problems)
    run.say("\n".join(aligned([*found.items()])))
    run.leave({"found": found})
