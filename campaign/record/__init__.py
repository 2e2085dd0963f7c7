"""Keep the record of what went out, and of what came back: `record.sqlite` in the campaign's folder.

`entries` says what a row holds and how it is hashed, `store` keeps the rows (append-only, one chain), `adding` makes
rows of files that a manifest knows, `counting` counts them, `report` and `export` give them out, `correcting` finds who
was told something wrong.

A row holds the id of a recipient and never a name, unless somebody gives one (`--by`, `--note`). Where writing is
dangerous, it holds no recipient either, nor a path that is named after one.

**The chain.** Anybody can recompute it with any program that reads SQLite. The hash of a row is the SHA-256, in lower
hexadecimal digits, of the UTF-8 bytes of one JSON object: all columns of the table `entries` but `hash`, under their
names, `facts` and `asks` as lists of texts, what is empty as null, written by RFC 8785 (keys sorted, no spaces). The
`previous` of a row is the hash of the row before, that of the first 64 zeros. A row that was changed, taken out, put in
or moved breaks the chain at its place; rows cut off at the end leave a whole chain, so note the last hash (the head),
which `list`, `report` and `export` print, and give it to `campaign log verify --head`.
"""

from __future__ import annotations

from campaign.record.counting import counted
from campaign.record.entries import ACTS, OUTCOMES, Entry, channels
from campaign.record.store import append, head, read, verify

__all__ = ["ACTS", "OUTCOMES", "Entry", "append", "channels", "counted", "head", "read", "verify"]
