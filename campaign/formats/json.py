"""Write the rows of a social pack as JSON for programs: one object, `schema` 1, numbers as numbers."""

from __future__ import annotations

import json

from campaign.formats import Content, Format

NUMBERS = frozenset(["part", "parts", "length", "limit"])


def write(content: Content) -> bytes:
    """Return the posts as UTF-8 JSON, indented, in the order of the rows."""
    posts = [{key: int(text) if key in NUMBERS else text for key, text in row.items()} for row in content.rows]
    whole = {"schema": 1, "language": content.language, "title": content.title, "posts": posts}
    return f"{json.dumps(whole, ensure_ascii=False, indent=2)}\n".encode()


FORMAT = Format("json", ".json", False, write)
