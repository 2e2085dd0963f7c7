"""The options that commands share: one name, one help text, one place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

if TYPE_CHECKING:
    from campaign.networks import Network

CampaignName = Annotated[
    Optional[str], typer.Option("--campaign", metavar="DIR|ID", help="The campaign: a folder or an id.")
]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Where files are written.")]
Day = Annotated[Optional[str], typer.Option("--date", metavar="YYYY-MM-DD", help="Take this day for today.")]
On = Annotated[Optional[str], typer.Option("--on", "--date", metavar="YYYY-MM-DD", help="Take this day for today.")]
Lang = Annotated[Optional[list[str]], typer.Option("--lang", metavar="TAG[,TAG]|all", help="Languages.")]
Formats = Annotated[
    Optional[list[str]],
    typer.Option("--format", metavar="F[,F]", help="txt md html pdf docx eml; posts: csv json png ics."),
]
CountryCode = Annotated[Optional[str], typer.Option("--country", metavar="CC", help="ISO 3166 code of the country.")]
Draft = Annotated[bool, typer.Option("--draft", help="Write documents with gaps too, marked DRAFT.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, max=256, metavar="N", help="Processes that make files.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print nothing but problems.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Keep no compiled templates between runs.")]
Kind = Annotated[str, typer.Argument(metavar="KIND", help="The kind of document; 'campaign show kinds' lists them.")]
To = Annotated[Optional[list[str]], typer.Option("--to", metavar="ID|all|FIELD=VALUE", help="Who is written to.")]
Recipients = Annotated[
    Optional[Path], typer.Option("--recipients", metavar="FILE", help="A list of recipients (YAML or CSV).")
]
From = Annotated[Optional[Path], typer.Option("--from", metavar="FILE", help="The sender, as in sender.yaml.")]
SenderName = Annotated[Optional[str], typer.Option("--sender-name", help="Who signs.")]
SenderRole = Annotated[Optional[str], typer.Option("--sender-role", help="In what capacity.")]
SenderOrganization = Annotated[Optional[str], typer.Option("--sender-organization", help="For which organisation.")]
SenderAddress = Annotated[Optional[list[str]], typer.Option("--sender-address", help="An address line; repeatable.")]
SenderCity = Annotated[Optional[str], typer.Option("--sender-city", help="The city letters are dated from.")]
SenderArea = Annotated[Optional[str], typer.Option("--sender-area", help="The town or district of a constituent.")]
SenderExpertise = Annotated[Optional[str], typer.Option("--sender-expertise", help="The field of an expert.")]
SenderCountry = Annotated[
    Optional[str],
    typer.Option("--sender-country", metavar="CC", help="The sender's country: it decides paper and address window."),
]
SenderEmail = Annotated[Optional[str], typer.Option("--sender-email", help="The e-mail address of the sender.")]
SenderPhone = Annotated[Optional[str], typer.Option("--sender-phone", help="The telephone of the sender.")]
SenderPage = Annotated[Optional[str], typer.Option("--sender-page", help="The page that posts link to.")]
Voice = Annotated[Optional[str], typer.Option("--as", metavar="organization|constituent|expert", help="Who speaks.")]
Concerns = Annotated[Optional[list[str]], typer.Option("--concern", metavar="ID", help="The reasons to give.")]
AskName = Annotated[Optional[str], typer.Option("--ask", metavar="ID", help="What to ask.")]
Personal = Annotated[
    Optional[list[str]], typer.Option("--personal", metavar="TEXT|es=TEXT", help="A sentence of your own.")
]
News = Annotated[Optional[list[str]], typer.Option("--news", metavar="TEXT|es=TEXT", help="What happened today.")]
SentOn = Annotated[
    Optional[str], typer.Option("--sent-on", metavar="YYYY-MM-DD", help="The day of the letter that is followed up.")
]
Embargo = Annotated[
    Optional[str],
    typer.Option("--embargo", metavar="YYYY-MM-DDTHH:MM", help="When it may be published, in the sender's time zone."),
]
City = Annotated[Optional[str], typer.Option("--city", help="The city of the dateline.")]
Networks = Annotated[
    Optional[list[str]], typer.Option("--network", metavar="N[,N]", help="x bluesky mastodon threads …")
]
Limits = Annotated[
    Optional[list[str]], typer.Option("--limit", metavar="NETWORK=N", help="The limit of your server: mastodon=1000.")
]
Window = Annotated[bool, typer.Option("--window", help="Address window and fold marks of the sender's country.")]
Safe = Annotated[bool, typer.Option("--safe", help="Leave out who and where the sender is.")]
OldList = Annotated[bool, typer.Option("--old-list", help="Take a list from before the last election.")]
Sample = Annotated[int, typer.Option("--sample", min=0, metavar="N", help="Only N of them, the same ones every time.")]
Yes = Annotated[bool, typer.Option("--yes", help="Make them all without showing one first.")]
Executor = Annotated[
    Optional[str], typer.Option("--executor", metavar="dask://HOST:PORT", help="Make the files on a Dask cluster.")
]
Combine = Annotated[bool, typer.Option("--combine", help="One PDF with all letters, for the print shop.")]
Labels = Annotated[bool, typer.Option("--labels", help="A sheet of address labels.")]
Links = Annotated[bool, typer.Option("--links", help="A page of mailto: links, where the text fits one.")]
Attach = Annotated[bool, typer.Option("--attach", help="Carry the letter as PDF in the .eml drafts.")]
Messages = Annotated[
    Optional[list[str]], typer.Option("--message", metavar="ID[,ID]", help="A message that is not chosen by itself.")
]
Handles = Annotated[bool, typer.Option("--handles", help="Name an official account in posts that ask for an act.")]
Start = Annotated[
    Optional[str], typer.Option("--start", metavar="YYYY-MM-DD", help="The first day of the schedule of posts.")
]
Weeks = Annotated[int, typer.Option("--weeks", min=1, max=53, metavar="N", help="Schedule the posts of N weeks.")]
Every = Annotated[int, typer.Option("--every", min=1, max=366, metavar="N", help="One post every N days.")]
At = Annotated[Optional[str], typer.Option("--at", metavar="HH:MM", help="The hour of the posts, from 00:00 to 23:59.")]
TimeZone = Annotated[
    Optional[str], typer.Option("--time-zone", metavar="NAME", help="Whose clock counts, as America/Santiago.")
]
MediaUrl = Annotated[
    Optional[str], typer.Option("--media-url", metavar="https://…/", help="Where the images will be public.")
]


def with_limits(values: Iterable[str] | None) -> dict[str, Network]:
    """Return the networks by id with the limits of `--limit`; of one that is given twice the last holds.

    `Stop` (exit 2) names every value that is not NETWORK=N: `[unknown-network]` with near names, `[limit]`.
    """
    from campaign.diagnostics import Stop, did_you_mean, no_such, usage
    from campaign.networks import NETWORKS, limited
    from campaign.phrases import phrase

    rows, wrong = dict(NETWORKS), []
    for value in values or ():
        name, _, number = (part.strip() for part in value.partition("="))
        if name not in rows:
            wrong.append(usage(no_such("network", name), did_you_mean(name, rows), "unknown-network"))
        elif not (number.isascii() and number.isdigit() and 0 < len(number) < 8 and int(number)):
            hint = phrase("write it as {example}", example=f"{name}={NETWORKS[name].limit}")
            wrong.append(usage(phrase("'{text}' is not a limit", text=value), hint, "limit"))
        else:
            rows[name] = limited(NETWORKS[name], int(number))
    if wrong:
        raise Stop(*(problem for stop in wrong for problem in stop.problems))
    return rows
