"""The command that makes a campaign."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from campaign.cli import ui
from campaign.phrases import phrase


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    source: Annotated[
        Optional[str], typer.Option("--from", metavar="ID", help="Copy this campaign instead of the small one.")
    ] = None,
) -> None:
    """Make a campaign of your own: a small complete one, or a copy of one."""
    from campaign.start import start

    start(folder, source)
    told = phrase(
        "{folder}: edit campaign.yaml, facts.yaml and sender.yaml; then 'campaign build --campaign {folder}'",
        folder=folder,
    )
    print(ui.speak(told))
