"""Score how much letters are form letters, as those who receive them count: the overlap of their texts.

After mySociety's WriteToThem, which strips greeting and sign-off, compares overlapping substrings of 32 characters, and
flags messages that share more than half of them with another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from campaign.formats import tree

LENGTH, LIMIT = 32, 0.50
SAMPLE = 40
SPACES = re.compile(r"\s+")


def body_of(html: str) -> str:
    """Return what a letter says between greeting and sign-off."""
    sections = [s for s in tree.parse(html).iter("section") if s.get("data-part")]
    return SPACES.sub(" ", " ".join(tree.text(section) for section in sections))


def share_alike(bodies: Iterable[str]) -> float:
    """Return the share of texts that have more than half of their substrings in common with another one."""
    pieces = [frozenset(body[at : at + LENGTH] for at in range(len(body) - LENGTH + 1)) for body in bodies]
    alike = sum(any(likeness(one, other) > LIMIT for other in pieces if other is not one) for one in pieces)
    return alike / len(pieces) if pieces else 0.0


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how much of the shorter of two texts stands in the longer, from 0 to 1."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0
