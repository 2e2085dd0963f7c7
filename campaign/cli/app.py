"""The application: every command with its name."""

from __future__ import annotations

import typer

from campaign.cli import documents, looking, making

app = typer.Typer(
    help="Compose letters, releases, posts and texts from one argument held as data.",
    rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True, add_completion=True,
)
for name, command in {
    "letter": documents.letter, "email": documents.email, "press-release": documents.press_release, "social": documents.social,
    "article": documents.article, "compose": documents.compose, "build": documents.build, "check": looking.check,
    "show": looking.show, "why": looking.why, "trace": looking.trace, "count": looking.count, "doctor": looking.doctor,
    "new": making.new,
}.items():
    app.command(name)(command)
