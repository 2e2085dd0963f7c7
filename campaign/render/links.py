"""Make the page from which the e-mails of a run are opened as drafts, one link for each person."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from campaign.diagnostics import Stop
from campaign.formats import Content, mailto
from campaign.plan import Document
from campaign.render import Renderer
from campaign.render.typesetting import typeset
from campaign.values import Value, replace

TEMPLATE = Path("_links.html")


class Draft(Value):
    """One line of the page: `href` is empty where the text is too long for a link, and `file` is opened instead."""

    name: str
    href: str
    file: str


def drafts_of(made: Iterable[tuple[Document, Content]]) -> list[Draft]:
    """Return a line for each e-mail."""
    drafts = []
    for document, content in made:
        try:
            href = mailto.link(content) or ""
        except Stop:  # the address cannot be one: said of the draft itself
            href = ""
        drafts.append(Draft(content.to[0], href, document.path(".eml").partition(f"/{document.kind.id}/")[2]))
    return drafts


def page_of(renderer: Renderer, drafts: list[Draft], like: Content) -> Content:
    """Return the page in the language of the renderer."""
    html = typeset(renderer.markup(TEMPLATE, {"drafts": drafts}), renderer.language)
    title = renderer.language.prose_of("links/title", "Drafts for your mail program")
    return replace(like, html=html, title=title, subject="", mark="", to=("", ""), attached=())
