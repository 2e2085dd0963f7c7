"""Check a campaign: rules across files, one generator each, on `records` and on `texts`.

Every rule takes a `Checking` (the campaign, the day, the languages) and yields diagnostics with a stable code. `check`
runs them all; what a document says is checked by rendering every document that `build` would make.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from campaign.address import AllForms
from campaign.check import cards, look, records, signing, texts
from campaign.check.checking import Checking, Rule
from campaign.diagnostics import Diagnostic, Stop
from campaign.languages import Languages
from campaign.model import Campaign
from campaign.plan import Request, plan
from campaign.render import Renderer

__all__ = ["RULES", "Checking", "check"]


def check(campaign: Campaign, day: date) -> list[Diagnostic]:
    """Return every problem of a campaign on a day."""
    checking = Checking(campaign, day, Languages(campaign), AllForms(campaign.folder))
    problems: list[Diagnostic] = []
    for rule in (*RULES, documents, cards.documents):
        if rule in (documents, cards.documents) and any(p.severity == "error" for p in problems):
            break  # a document of a broken campaign would only say the same again
        try:
            problems += rule(checking)
        except Stop as stop:
            problems += stop.problems
    return problems + checking.languages.problems + checking.forms.problems


def documents(c: Checking) -> Iterator[Diagnostic]:
    """Every document that `build` makes can be made: an ask for each recipient, budgets, lengths, traps, templates."""
    usual = [c.campaign.kinds[name] for name in c.campaign.usual_kinds]
    kinds = tuple(k.id for k in usual if c.campaign.recipients or k.per == "language")
    request = Request(day=c.day, kinds=kinds, all_languages=True)
    planned, problems = plan(c.campaign, request, c.languages, c.forms)
    yield from (
        p for p in problems if p.severity != "note" and p.code != "no-hook"
    )  # these are for who writes a letter
    renderers: dict[str, Renderer] = {}
    for document in (d for d in planned if not d.kind.page):  # a page says what its messages do
        renderer = renderers.setdefault(document.language, Renderer(c.campaign, c.languages[document.language]))
        try:
            yield from renderer.render(document).problems
        except Stop as stop:
            yield from stop.problems


RULES: tuple[Rule, ...] = (
    records.unknown_ids,
    records.circles,
    records.sources,
    records.reviews,
    records.values,
    records.counting,
    texts.placeholders,
    records.statements,
    texts.trap_tests,
    texts.trapped,
    texts.translations,
    texts.names,
    texts.forms_of_address,
    records.countries,
    records.sender,
    look.look,
    look.typefaces,
    look.feet,
    cards.kinds,
    cards.alternatives,
    signing.letter,
    signing.flaws,
    signing.frozen,
    signing.signatories,
    signing.same_signatory,
)
