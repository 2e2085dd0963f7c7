"""The application: every command by name, built only when it is called.

Typer reads the signature of each command to build its options, which takes longer than printing the help of all of
them; so the group lists them by their first line and builds the one that runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Optional

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from campaign.cli import answering, documents, lists, looking, making, recording, signing, translating, ui
from campaign.phrases import phrase

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


class Spoken:
    """The help of a command in the language of the interface; its headings Typer takes from gettext (`ui.TYPER`)."""

    params: list[Any]
    collect_usage_pieces: Callable[[Any], list[str]]
    get_help_option: Callable[[Any], Any]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line on how the command is called."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", ui.speak(phrase("[OPTIONS]")))
        formatter.write_usage(ctx.command_path, pieces, prefix=ui.speak(phrase("Usage: ")))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the whole help, with that of the options that Typer adds."""
        for one in (self, *self.params, self.get_help_option(ctx)):
            if getattr(one, "metavar", "") is None and one.type.name == "str":
                one.metavar = "TEXT"  # not the name of a type of Python
            if text := getattr(one, "help", None):  # an argument may have none
                one.help = ui.translate(text, "", 1)
        super().format_help(ctx, formatter)  # type: ignore[misc]  # of the class that it is mixed into


class Command(Spoken, TyperCommand):
    """One command."""


class Group(Spoken, TyperGroup):
    """Build the command that is called, and no other."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the manual."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return one command; stop at an unknown one with the nearest names (exit 2)."""
        if cmd_name not in COMMANDS:
            from campaign.diagnostics import did_you_mean, usage

            raise usage(
                phrase("no command '{name}'", name=cmd_name), did_you_mean(cmd_name, COMMANDS), "unknown-command"
            )
        one = typer.Typer(rich_markup_mode=None, add_completion=False)
        one.command(cmd_name, cls=Command)(COMMANDS[cmd_name])
        return get_command(one)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands with the first line of their help."""
        with formatter.section(ui.speak(phrase("Commands"))):
            firsts = {name: (command.__doc__ or "").split("\n")[0] for name, command in COMMANDS.items()}
            formatter.write_dl([(name, ui.translate(text, "", 1)) for name, text in firsts.items()])


app = typer.Typer(cls=Group, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


@app.callback()
def root(  # `--ui` is taken off the call before Typer reads it (`ui.without_option`), and stands here for its help
    language: Annotated[
        Optional[str],
        typer.Option("--ui", metavar="es|pt|en", help="The language of help, tables and problems."),
    ] = None,
) -> None:
    """Compose letters, releases, posts and texts from one argument held as data."""
