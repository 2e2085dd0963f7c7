"""The application: every command by name, built only when it is called.

Typer reads the signature of each command to build its options, which takes longer than printing the help of all of
them; so the group lists them by their first line and builds the one that runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from campaign.cli import answering, documents, lists, looking, making, recording, signing, translating

COMMANDS: dict[str, Callable[..., None]] = {
    "letter": documents.letter,
    "email": documents.email,
    "press-release": documents.press_release,
    "social": documents.social,
    "article": documents.article,
    "compose": documents.compose,
    "kit": documents.kit,
    "build": documents.build,
    "check": looking.check,
    "show": looking.show,
    "why": looking.why,
    "trace": looking.trace,
    "count": looking.count,
    "doctor": looking.doctor,
    "recipients": lists.recipients,
    "log": recording.log,
    "remind": answering.remind,
    "signatories": signing.signatories,
    "translate": translating.translate,
    "new": making.new,
}


class Group(TyperGroup):
    """Build the command that is called, and no other."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the manual."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return one command; stop at an unknown one with the nearest names (exit 2)."""
        if cmd_name not in COMMANDS:
            from campaign.diagnostics import did_you_mean, usage

            raise usage(f"no command '{cmd_name}'", did_you_mean(cmd_name, COMMANDS), "unknown-command")
        one = typer.Typer(rich_markup_mode=None, add_completion=False)
        one.command(cmd_name)(COMMANDS[cmd_name])
        return get_command(one)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands with the first line of their help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, (command.__doc__ or "").split("\n")[0]) for name, command in COMMANDS.items()])


app = typer.Typer(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback()
def root() -> None:
    """Compose letters, releases, posts and texts from one argument held as data."""
