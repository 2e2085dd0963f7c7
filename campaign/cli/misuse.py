"""Say what is wrong with a command line as every other problem is said.

Typer ends a wrong call with an exception of Click, which it carries inside itself; they are told apart by name, since
it gives them no public place. One that is not known here keeps the words of Click.
"""

from __future__ import annotations

import re
from typing import Any

from campaign.diagnostics import Stop, did_you_mean, usage
from campaign.phrases import phrase

EXTRA = re.compile(r"unexpected extra arguments?(?:\(s\))? \((.*)\)")


def is_misuse(reason: Exception) -> bool:
    """Tell whether an exception is Typer's word on the command line."""
    return hasattr(reason, "format_message") and hasattr(reason, "ctx")


def stop_of(reason: Any) -> Stop:
    """Return the `Stop` (exit 2) for a call that Typer refuses: `[unknown-option]`, `[no-argument]`, `[usage]`."""
    command = reason.ctx.command_path if reason.ctx else "campaign"
    see: str = phrase("'{command} --help' lists the options", command=command)
    if reason.ctx and reason.ctx.parent is None:
        see = phrase("options stand after the name of the command, as in 'campaign letter --lang es'")
    option = getattr(reason, "option_name", None) or name_of(getattr(reason, "param", None))
    match type(reason).__name__:
        case "NoSuchOption":
            hint = see if reason.ctx.parent is None else did_you_mean(option, options_of(reason)) or see
            return usage(
                phrase("'{command}' has no option '{option}'", command=command, option=option), hint, "unknown-option"
            )
        case "MissingParameter":
            return usage(phrase("'{command}' wants {argument}", command=command, argument=option), see, "no-argument")
        case "BadOptionUsage" if "requires" in reason.message:
            return usage(phrase("'{option}' wants a value", option=option), see, "no-argument")
        case "BadOptionUsage":
            return usage(phrase("'{option}' takes no value", option=option), see)
        case "BadParameter":
            low, high = getattr(reason.param.type, "min", None), getattr(reason.param.type, "max", None)
            return usage(bounds(option, low, high, str(reason.message)), see)
        case _ if extra := EXTRA.search(reason.message):
            return usage(phrase("'{command}' does not take '{extra}'", command=command, extra=extra[1]), see)
        case _:
            return usage(str(reason.format_message()), see)


def name_of(parameter: Any) -> str:
    """Return what a person calls a parameter: its option, or the word for its place."""
    if parameter is None:
        return ""
    named = [name for name in parameter.opts if name.startswith("--")]
    return str(named[0] if named else parameter.metavar or parameter.name.upper())


def options_of(reason: Any) -> list[str]:
    """Return the options that the command has."""
    parameters = reason.ctx.command.params if reason.ctx else []
    return [name for parameter in parameters for name in parameter.opts if name.startswith("--")]


def bounds(option: str, low: int | None, high: int | None, otherwise: str) -> str:
    """Say which numbers an option takes; without bounds, what Click says."""
    if low is None:
        return phrase("'{option}': {reason}", option=option, reason=otherwise)
    if high is None:
        return phrase("'{option}' wants a whole number, {low} or more", option=option, low=low)
    return phrase("'{option}' wants a whole number from {low} to {high}", option=option, low=low, high=high)
