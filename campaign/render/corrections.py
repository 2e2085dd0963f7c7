"""Say in a correction what was wrong, where it stood, and what shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from campaign.plan.compose import by_language

if TYPE_CHECKING:
    from campaign.render.writer import Writer


def names_of(writer: Writer) -> dict[str, Any]:
    """Return what the template of a correction can use; the fact counts as used, so that the record knows who was told."""
    document = writer.document
    made = document.correction
    if made is None:
        return {"correction": "", "corrected": [], "evidence": []}
    writer.used.facts[made.about] = None
    return {
        "correction": by_language(made.texts, document.language),
        "corrected": [{"kind": kind, "date": writer.language.date(day)} for kind, day in made.sent],
        "evidence": writer.views(writer.campaign.sources[ident] for ident in made.sources),
    }
