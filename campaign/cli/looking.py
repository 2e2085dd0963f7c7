"""The commands that look and change nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from campaign.cli import options as o

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
        run.say(f"{run.campaign.id}: nothing wrong on {run.day}")
    run.leave()


def show(
    table: str,
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
    print(
        f"{found['path']}: {found['kind']} in {found['lang']}"
        + (f" to {found['recipient']}" if found["recipient"] else "")
    )
    print("asks: " + (", ".join(found["asks"]) or "none"))
    print("facts: " + (", ".join(found["facts"]) or "none"))
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
    for line in [
        f"{ident} is used by:",
        *(f"  {u}" for u in found["used_by"]),
        "and printed in:",
        *(f"  {f}" for f in found["files"]),
    ]:
        print(line)
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
        verdict = "fits" if row["fits"] else objection(text, rows[ident]).upper()
        print(f"{rows[ident].name:<12}{row['length']:>7} of {row['limit']:>6}  {verdict}")


def doctor(campaign: o.CampaignName = None, json: o.Json = False) -> None:
    """Tell whether everything that PDF and the languages need is here, and how to get what is missing."""
    from campaign.cli.health import look
    from campaign.cli.run import Run

    run = Run(campaign, json=json)
    found = look(run.campaign, run.problems)
    width = max(map(len, found)) + 2
    for name, state in found.items():
        run.say(f"{name:<{width}}{state}")
    run.leave({"found": found})
