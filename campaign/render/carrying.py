"""Render what goes with a document: the letter that an e-mail carries, the texts that a page shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from campaign.plan import Document
from campaign.values import replace

if TYPE_CHECKING:
    from campaign.render import Rendering


def carrying(document: Document, render: Callable[[Document], Rendering]) -> Rendering:
    """Render a document and those that go with it.

    An e-mail lacks what its letter lacks; a page uses what it shows, and what is wrong with that is said elsewhere.
    """
    first, others = render(document.with_attached()), [render(other) for other in document.attached]
    content = replace(first.content, attached=tuple((o.document.name, o.content) for o in others))
    if not document.kind.page:
        used = first.used.with_gaps(*(o.used for o in others))
        problems = (*first.problems, *(p for o in others for p in o.problems))
        return replace(first, content=content, used=used, problems=problems)
    sources = {ident: source for o in (first, *others) for ident, source in o.sources.items()}
    return replace(first, content=content, used=first.used.showing(o.used for o in others), sources=sources)
