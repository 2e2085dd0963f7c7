"""Write rows as CSV for machines: RFC 4180, UTF-8, every field quoted, no guard against spreadsheet formulas.

A guard (`'` before `@` or `=`) would corrupt a post that a scheduler imports; `txt` is the sheet for people.
"""

from __future__ import annotations

import csv
import io

from campaign.formats import Content, Format

COLUMNS = ("id", "network", "part", "parts", "lang", "text", "link", "card", "alt_text", "length", "limit")


def write(content: Content) -> bytes:
    """Return the rows as CSV bytes with a header line."""
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, COLUMNS, quoting=csv.QUOTE_ALL, lineterminator="\r\n", extrasaction="ignore")
    table.writeheader()
    table.writerows(content.rows)
    return out.getvalue().encode()


FORMAT = Format("csv", ".csv", False, write)
