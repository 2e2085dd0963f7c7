"""The command line: the only user of Typer, and the only code that prints, reads the clock and exits.

`ui` is the language of what is printed, `misuse` says what is wrong with a call, `options` holds the options that
commands share, `run` what a command does around its one call, `work` how documents are made (`crowd` where they are
many, `kit` for a kit, `progress` the count of them). The commands stand in `documents` (letter, email, press-release,
social, article, compose, kit, build), `looking` (check, show, why, trace, count, doctor; their tables in `tables`, the
state of the machine in `health`), `lists` (recipients), `signing` (signatories), `recording` (log), `answering`
(remind; corrections), `translating` (translate) and `making` (new). `compile` runs when the tool is set up.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn

INTERRUPTED = 130  # of `diagnostics`, which help does without


def main() -> None:
    """Run the command line and leave with the exit code of the contract."""
    try:
        answer()
    except KeyboardInterrupt:
        from campaign.cli import ui
        from campaign.phrases import phrase

        print(ui.speak(phrase("interrupted")), file=sys.stderr)
        leave_at_once()
    except SystemExit as left:
        if left.code == INTERRUPTED:
            leave_at_once()
        raise


def answer() -> None:
    """Run the command that was called, in the language of the interface."""
    if sys.argv[1:] == ["--version"]:  # answered before Typer is imported
        from campaign import __version__

        print(f"campaign {__version__}")
        return
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    gc.set_threshold(100_000, 20, 20)  # what is loaded lives to the end: looking for garbage in it takes a tenth
    if "--no-cache" in sys.argv:  # before the first cache, which is that of the language
        os.environ["CAMPAIGN_NO_CACHE"] = "1"
    from campaign.cli import ui

    try:
        sys.argv[1:], tag = ui.without_option(sys.argv[1:])
        ui.settle(tag, os.environ)
        from campaign.cli.app import app  # after the language is settled, which Typer takes when it is imported

        code = app(standalone_mode=False)
    except Exception as reason:
        if isinstance(reason, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        leave(reason)
    if code == INTERRUPTED:  # Typer makes a code of Ctrl-C without a word
        raise KeyboardInterrupt
    sys.exit(code)


def leave_at_once() -> NoReturn:
    """Leave after Ctrl-C without Python's own clearing up: it would write to the workers, who are gone, and say so."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)


def leave(reason: Exception) -> NoReturn:
    """Print why a command could not go on, and leave; an exception that nobody foresaw is raised again."""
    from campaign.cli import misuse, ui
    from campaign.diagnostics import Stop, exit_code, print_human, print_json

    if type(reason).__name__ == "NoArgsIsHelpError":  # which is no mistake
        print(reason)
        sys.exit(2)
    stop = misuse.stop_of(reason) if misuse.is_misuse(reason) else reason
    if not isinstance(stop, Stop):
        raise reason
    if "--json" in sys.argv:
        print(print_json(stop.problems))
    else:
        print(print_human(stop.problems, ui.translate), file=sys.stderr)
    sys.exit(exit_code(stop.problems))
