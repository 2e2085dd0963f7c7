"""Write gettext catalogs that Weblate, Poedit and msgfmt open: contexts, comments, no line numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.catalog import Message
from babel.messages.pofile import denormalize, escape, read_po, write_po

from campaign.diagnostics import NOWHERE
from campaign.languages.texts import Said
from campaign.model import LanguageSettings, Record

WIDTH = 100
NOBODY = Record()
# Header lines that say nothing, or change with the version of a library.
NOISE = re.compile(rb'^"(?:Generated-By|Report-Msgid-Bugs-To): [^\n]*\n', re.MULTILINE)
NO_TRANSLATOR = "FULL NAME <EMAIL@ADDRESS>"  # Babel's, where a catalog names none
# A message with the text that its translation was made from, which Babel breaks in lines wrongly and does not read.
PREVIOUS = re.compile(r'^#\| msgid ((?:"[^\n]*"\n(?:#\| )?)+)(?:#[^\n]*\n)*msgctxt ("[^\n]*")', re.MULTILINE)


class Translated(NamedTuple):
    """A text with its translation, as a catalog holds it; `previous` is the source text that it was made from."""

    said: Said
    forms: tuple[str, ...]
    fuzzy: bool
    previous: str
    comments: tuple[str, ...]
    file: str
    own_comments: tuple[str, ...] = ()


class Kept(NamedTuple):
    """What a catalog on disk holds: its messages by their keys, its obsolete ones, the comment at its head, its dates."""

    messages: Mapping[str, Translated]
    obsolete: tuple[Translated, ...]
    comment: str
    created: datetime | None
    revised: datetime | None
    translator: str


def kept_in(path: Path) -> Kept:
    """Return what a catalog holds; an empty one for a file that does not exist, or has nothing in it yet."""
    if not path.is_file() or not path.stat().st_size:
        return Kept({}, (), "", None, None, "")
    with path.open("rb") as file:
        catalog = read_po(file, ignore_obsolete=False)
    comment = catalog.header_comment
    previous = previous_in(path.read_text(encoding="utf-8"))
    read = [held(m, previous.get(m.context or "", "")) for m in catalog if m.id]
    messages = {one.said.key: one for one in read}
    obsolete = tuple(held(m) for m in catalog.obsolete.values())
    created, revised = (d if isinstance(d, datetime) else None for d in (catalog.creation_date, catalog.revision_date))
    translator = (catalog.last_translator or "").replace(NO_TRANSLATOR, "")
    return Kept(messages, obsolete, comment, created, revised, translator)


def previous_in(text: str) -> dict[str, str]:
    """Return the texts that fuzzy translations were made from, by context."""
    return {
        denormalize(context): denormalize(written.replace("#| ", "")) for written, context in PREVIOUS.findall(text)
    }


def held(message: Message, previous: str = "") -> Translated:
    """Return a message of a catalog."""
    one, many = (message.id, None) if isinstance(message.id, str) else (message.id[0], message.id[1])
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    said = Said(message.context or "", one, many, NOWHERE, NOBODY)
    own = tuple(comment for comment in message.user_comments if not comment.startswith("|"))
    return Translated(said, forms, message.fuzzy, previous, (), "", own)


def po_text(
    rows: Iterable[Translated],
    obsolete: Iterable[Translated],
    tag: str,
    settings: LanguageSettings,
    project: str,
    old: Kept,
    day: date,
) -> bytes:
    """Return a catalog as a PO file."""
    now = datetime.combine(day, time(), UTC)
    catalog = BabelCatalog(project=project, fuzzy=False, creation_date=old.created or now)
    catalog.mime_headers = [
        *(h for h in catalog.mime_headers if h[0] not in ("Language", "Plural-Forms")),
        ("Language", tag.replace("-", "_")),
        ("Language-Team", tag),
        ("Last-Translator", old.translator or "campaign"),
        ("Plural-Forms", settings.plural_forms),
    ]
    catalog.header_comment = old.comment or f"# {project} in {settings.name}; CC BY 4.0."
    catalog.revision_date = old.revised or now
    previous: dict[str, str] = {}
    for row in rows:
        put(catalog, row)
        previous |= {row.said.context: row.previous} if row.previous else {}
    fuzzy: list[str] = []
    for row in obsolete:
        id = (row.said.text, row.said.plural) if row.said.plural else row.said.text
        string = row.forms if row.said.plural else row.forms[0]
        message = Message(id, string, context=row.said.context or None, user_comments=row.own_comments)
        catalog.obsolete[(row.said.text, row.said.context) if row.said.context else row.said.text] = message
        fuzzy += [row.said.context] if row.fuzzy and row.said.context else []
    out = io.BytesIO()
    write_po(out, catalog, width=WIDTH, include_lineno=False)
    text = NOISE.sub(b"", out.getvalue())
    for context, made_from in previous.items():
        line = f'\nmsgctxt "{context}"\n'.encode()
        text = text.replace(line, f"\n#| msgid {escape(made_from)}".encode() + line)
    for context in fuzzy:  # Babel forgets the flags of what is obsolete
        line = f'#~ msgctxt "{context}"\n'.encode()
        text = text.replace(line, b"#, fuzzy\n" + line)
    return text


def put(catalog: BabelCatalog, row: Translated) -> None:
    """Put one message into a catalog."""
    said = row.said
    flags = {"fuzzy"} if row.fuzzy else set[str]()
    message = catalog.add(
        (said.text, said.plural) if said.plural else said.text,
        row.forms if said.plural else row.forms[0],
        locations=[(row.file, 0)] if row.file else [],
        flags=flags,
        auto_comments=row.comments,
        user_comments=row.own_comments,
        context=said.context or None,
    )
    # A translation may take another form of a name ({treaty_gen}, {in_country}), which msgfmt does not know: `check` does.
    message.flags.discard("python-brace-format")
