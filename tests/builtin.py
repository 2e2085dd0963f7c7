"""The built-in campaign, loaded once for the tests that read its documents."""

from __future__ import annotations

import datetime
from functools import cache
from typing import Any

from campaign import load as loading
from campaign import resources
from campaign.address import AllForms
from campaign.compiled import Files
from campaign.diagnostics import Diagnostic
from campaign.formats import format_named
from campaign.languages import Languages
from campaign.model import Campaign
from campaign.plan import Document, Request, plan
from campaign.render import Renderer, Rendering

FOLDER = resources.SEEDS / "cybercrime-treaty"


@cache
def built_in() -> Campaign:
    """Return the built-in campaign as its files stand, which has no problem."""
    campaign, problems = loading.load(FOLDER, files=Files(exact=True))
    assert problems == []
    return campaign


@cache
def speakers() -> Languages:
    """Return its languages."""
    return Languages(built_in())


@cache
def forms() -> AllForms:
    """Return its forms of address."""
    return AllForms(FOLDER)


@cache
def renderer(lang: str) -> Renderer:
    """Return the renderer of a language."""
    return Renderer(built_in(), speakers()[lang])


def planned(
    day: str, kind: str, campaign: Campaign | None = None, **request: Any
) -> tuple[list[Document], list[Diagnostic]]:
    """Plan one kind on a day."""
    return plan(
        campaign or built_in(),
        Request(day=datetime.date.fromisoformat(day), kinds=(kind,), **request),
        speakers(),
        forms(),
    )


def document(day: str, kind: str, lang: str, **request: Any) -> Document:
    """Return the one document of a request."""
    documents, problems = planned(day, kind, languages=(lang,), **request)
    assert len(documents) == 1, problems
    return documents[0]


def rendered(day: str, kind: str, lang: str, **request: Any) -> Rendering:
    """Render the one document of a request."""
    return renderer(lang).render(document(day, kind, lang, **request))


def text_of(rendering: Rendering, suffix: str = "txt") -> str:
    """Return a rendering in a text format."""
    return format_named(suffix).write(rendering.content).decode()
