"""Write a list in YAML anew without touching what did not change: comments, order and layout stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from campaign.model import Recipient
from campaign.recipients.listing import Row, entry, flat

COMMENT = re.compile(r"(?:[^'\"#]|'[^']*'|\"[^\"]*\"|(?<=\S)#)*?(?:^|(?<=\s))(#.*)")  # not a # inside quotes or a word
HEAD = "# Written by 'campaign recipients import'. Edit freely: the next import keeps what you change.\n\n"


class Block(NamedTuple):
    """The lines of one entry: the comments above it, and its own."""

    lead: str
    body: str


def as_yaml(rows: Iterable[Row], text: str = "", before: Mapping[str, Recipient] | None = None) -> str:
    """Return the list as YAML; an entry of `text` (whose recipients are `before`) that says the same is kept as written.

    The comments inside an entry that changes are kept above it.
    """
    head, blocks, tail = blocks_of(text, before or {})
    parts = [head if blocks else HEAD]
    for row in rows:
        block = blocks.get(row["id"])
        if block and before and flat(before[row["id"]]) == row:
            parts.append(block.lead + block.body)
        elif block:
            parts.append(block.lead + comments_in(block.body) + entry(row))
        else:
            parts.append(entry(row))
    return "".join(part if part.endswith("\n") else part + "\n" for part in [*parts, tail] if part)


def blocks_of(text: str, before: Mapping[str, Recipient]) -> tuple[str, dict[str, Block], str]:
    """Return what stands before the first entry, the lines of each entry by id, and what stands after the last."""
    lines = [line + "\n" for line in text.removesuffix("\n").split("\n")]
    starts = sorted((recipient.where.line - 1, ident) for ident, recipient in before.items())
    # Entries that do not each begin a line are not told apart by lines: then nothing is kept as written.
    alone = len({line for line, _ in starts}) == len(starts)
    if not starts or not alone or not all(n < len(lines) and lines[n].startswith("- ") for n, _ in starts):
        return "", {}, ""
    blocks: dict[str, Block] = {}
    begin = starts[0][0]
    for (number, ident), (following, _) in zip(starts, [*starts[1:], (len(lines), "")], strict=True):
        end = following
        while end > number + 1 and is_between(lines[end - 1]):
            end -= 1
        blocks[ident] = Block("".join(lines[begin:number]), "".join(lines[number:end]))
        begin = end
    return "".join(lines[: starts[0][0]]), blocks, "".join(lines[begin:])


def is_between(line: str) -> bool:
    """Tell whether a line is a comment that begins it, or blank."""
    return line.startswith("#") or not line.strip()


def comments_in(body: str) -> str:
    """Return the comments of an entry, as lines of their own."""
    return "".join(f"{found[1]}\n" for line in body.split("\n") if (found := COMMENT.fullmatch(line)))
