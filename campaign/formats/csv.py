"""Write rows as CSV for machines: RFC 4180, UTF-8, every field quoted, no guard against spreadsheet formulas.

A guard (`'` before `@` or `=`) would corrupt a post that a scheduler imports; `txt` is the sheet for people.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from campaign.formats import Content, Format

COLUMNS = ("id", "network", "part", "parts", "lang", "text", "link", "card", "alt_text", "length", "limit")


def write(content: Content) -> bytes:
    """Return the rows as CSV bytes with a header line."""
    return table(content.columns or COLUMNS, content.rows)


def table(columns: Sequence[str], rows: Iterable[Mapping[str, str]], header: bool = True) -> bytes:
    """Return some columns of rows as CSV bytes; what a row lacks is empty."""
    out = io.StringIO(newline="")
    lines = csv.DictWriter(out, columns, quoting=csv.QUOTE_ALL, lineterminator="\r\n", extrasaction="ignore")
    if header:
        lines.writeheader()
    lines.writerows(rows)
    return out.getvalue().encode()


def guarded(cell: str) -> str:
    """Return a cell for people, with an apostrophe before what a spreadsheet would take for a formula.

    Source: OWASP, CSV injection, https://owasp.org/www-community/attacks/CSV_Injection.
    """
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


FORMAT = Format("csv", ".csv", False, write)
