"""Hold the prose that stands in code: what no template may leave out, and what stands in no template."""

from __future__ import annotations

from campaign.diagnostics import Where
from campaign.languages import Said
from campaign.model import Campaign
from campaign.plan.kits import CALLED, NAME_SLOT
from campaign.render.environment import prose_of_templates
from campaign.render.gaps import GAPS, MARK, prose_of

DRAFT = ("mark/draft", "DRAFT: something is missing. Do not send.")
SAMPLE = ("mark/sample", "SAMPLE: the sender, the recipient or the country is fictitious. Do not send.")
SAMPLE_POST = ("mark/sample-post", "SAMPLE")
# The heads of the sheet of alt texts.
HEADINGS = (("pack/sheet-file", "file"), ("pack/sheet-alt", "alt text"), ("pack/sheet-posts", "posts"))
PROSE = (DRAFT, SAMPLE, SAMPLE_POST, *HEADINGS, MARK, *map(prose_of, GAPS))


def prose(campaign: Campaign) -> list[Said]:
    """Return the translatable prose of the templates, and of the marks that no template holds."""
    settings, seen = campaign.settings, dict[tuple[str, str], Said]()
    for context, text, plural, where in prose_of_templates(campaign):
        seen.setdefault((context, text), Said(context, text, plural, where, settings))
    names = [(f"kit/{kind.id}", kind.called) for kind in campaign.kinds.values() if kind.called]
    marks = [
        Said(context, text, None, Where(), settings) for context, text in (*PROSE, NAME_SLOT, *CALLED.values(), *names)
    ]
    return [*seen.values(), *(mark for mark in marks if (mark.context, mark.text) not in seen)]
