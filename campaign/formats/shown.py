"""Show whole documents in a page: each in the element that has its name as `data-shows`, below the heading before it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from campaign.formats import Content
from campaign.formats.tree import detached, document, is_logo

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def show(page: Element, content: Content) -> None:
    """Put the attached documents into a page: the outline goes on, every id is of one text alone, links lead inside it."""
    attached, level = dict(content.attached), 0
    for number, element in enumerate(list(page.iter())):
        if element.tag in HEADINGS:
            level = HEADINGS.index(element.tag) + 1
        shown = attached.get(element.attrib.pop("data-shows", ""))
        if shown is not None:
            whole = document(shown)
            adapt(whole, level, f"text-{number}-")
            if shown.language != content.language:
                element.attrib.update(lang=shown.language, dir=shown.direction)
            element.extend(whole)


def adapt(whole: Element, level: int, prefix: str) -> None:
    """Make a document part of a page: its first heading one below a level, its ids with a prefix, no logo once more."""
    found = [HEADINGS.index(element.tag) for element in whole.iter() if element.tag in HEADINGS]
    first = min(found, default=0)
    for parent in list(whole.iter()):
        for logo in [child for child in parent if is_logo(child)]:
            detached(parent, logo)
        if parent.tag in HEADINGS:
            parent.tag = HEADINGS[min(HEADINGS.index(parent.tag) - first + level, len(HEADINGS) - 1)]
        if parent.get("id"):
            parent.set("id", prefix + parent.get("id", ""))
        if parent.get("href", "").startswith("#"):
            parent.set("href", f"#{prefix}{parent.get('href', '')[1:]}")
