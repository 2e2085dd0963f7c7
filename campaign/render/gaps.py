"""Mark what is missing in a document, in its language: nobody who has the draft need read English."""

from __future__ import annotations

from markupsafe import Markup, escape

from campaign.languages import Language, Missing
from campaign.phrases import phrase

MARK = ("mark/gap", "[[missing: %(name)s]]")
# What the shipped templates may lack, as the person who runs the tool is told.
GAPS: dict[str, str] = {
    str(name): name
    for name in (
        phrase("sender"),
        phrase("sender name"),
        phrase("sender organization"),
        phrase("sender email"),
        phrase("sender area"),
        phrase("sender expertise"),
        phrase("city"),
        phrase("correction"),
        phrase("news"),
        phrase("personal words (--personal)"),
        phrase("spokesperson name"),
        phrase("approved quote"),
    )
}


def prose_of(name: str) -> tuple[str, str]:
    """Return the context and the English of the name of a gap, as documents print it."""
    return f"gap/{name.partition(' (')[0].replace(' ', '-')}", name


def marked(language: Language, name: str) -> Markup:
    """Return the mark of a gap; a missing translation, and what a template of one's own lacks, are named in English."""
    called, mark = (said_in(language, *prose_of(name)), said_in(language, *MARK)) if name in GAPS else (name, MARK[1])
    return Markup('<span class="gap">{}</span>').format(Markup(escape(mark).replace("%(name)s", str(escape(called)))))


def said_in(language: Language, context: str, text: str) -> str:
    """Return a piece of prose in a language, or as it is in English."""
    try:
        return language.prose_of(context, text)
    except Missing:
        return text
