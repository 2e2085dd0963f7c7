"""Fit a message to a network: the fullest form that reads well there, and never a cut word.

A form loses what the message lets go, in its order: the account, the hashtags at its end, its last sentence. Then
comes the shorter form. A network takes no more hashtags than read well on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from campaign.networks import Network, excess, fits, length
from campaign.values import Value

TAGS = re.compile(r"(?:^|\s+)(?:[#＃][\w\u200c\u200d]+(?:\s+|$))+$")


class Form(Value):
    """One wording of a message: what it says, the hashtags at its end, and the account that it names."""

    said: str
    tags: tuple[str, ...] = ()
    account: str = ""

    @property
    def text(self) -> str:
        """The words as they are posted."""
        says = f"{self.said} {self.account}".rstrip()
        return f"{says} {' '.join(self.tags)}".strip()


def form_of(text: str, account: str = "") -> Form:
    """Return a text with the hashtags at its end apart."""
    found = TAGS.search(text)
    if not found:
        return Form(text.rstrip(), (), account)
    return Form(text[: found.start()].rstrip(), tuple(found[0].split()), account)


def within(form: Form, network: Network) -> Form:
    """Return a form with as many hashtags as read well on the network, those inside the sentences counted."""
    inside = len(re.findall(r"(?<!\w)[#＃]\w", form.said))
    return Form(form.said, form.tags[: max(0, network.hashtags - inside)], form.account)


def shorter(form: Form, part: str, sentences: Callable[[str], list[str]]) -> Form:
    """Return a form without one of its parts; the last sentence goes only where another one is left."""
    if part == "handle":
        return Form(form.said, form.tags)
    if part == "hashtags":
        return Form(form.said, (), form.account)
    kept = "".join(sentences(form.said)[:-1]).rstrip()
    return Form(kept or form.said, form.tags, form.account)


def wordings(forms: Sequence[Form], drop: Sequence[str], sentences: Callable[[str], list[str]]) -> Iterator[str]:
    """Yield the wordings of a message from the fullest to the shortest."""
    for form in forms:
        yield form.text
        for part in drop:
            form = shorter(form, part, sentences)
            yield form.text


def fitted(wordings: Iterator[str], network: Network, link: str = "") -> tuple[str, int]:
    """Return the first wording that reads well on the network, its link below it; else the shortest that it takes.

    The number is by how much the shortest is too long, 0 when one fits: it is returned then, whole.
    """
    taken, last = None, ""
    for said in dict.fromkeys(wordings):
        last = f"{said}\n{link}" if link else said
        if fits(last, network):
            if length(last, network) <= network.aim:
                return last, 0
            taken = last  # the shortest that it takes is the nearest to what reads well
    return (last, max(1, excess(last, network))) if taken is None else (taken, 0)
