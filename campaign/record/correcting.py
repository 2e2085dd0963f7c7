"""Find what went out with a fact, and who has to be told that it was wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from campaign.record.entries import Entry
from campaign.values import Value

Text = tuple[str, date]  # its kind and its day


class Mistaken(Value):
    """Recipients of the same texts, in one language: one correction serves them all."""

    language: str
    texts: tuple[Text, ...]
    recipients: tuple[str, ...]


def sent_with(entries: Iterable[Entry], ident: str) -> list[Entry]:
    """Return what went out, was said or was published with a fact or an ask."""
    return [entry for entry in entries if entry.sha256 and ident in (*entry.facts, *entry.asks)]


def mistaken(entries: Iterable[Entry], ident: str) -> list[Mistaken]:
    """Return who was sent a fact and not corrected since, together those who were sent the same."""
    texts: dict[tuple[str, str], dict[Text, None]] = {}
    for entry in sorted(sent_with(entries, ident), key=lambda e: (e.day, e.number)):
        if entry.recipient and entry.language:
            person = (entry.recipient, entry.language)
            if entry.act == "correction":
                texts.pop(person, None)
            else:
                texts.setdefault(person, {})[(entry.kind or "", date.fromisoformat(entry.day))] = None
    alike: dict[tuple[str, tuple[Text, ...]], list[str]] = {}
    for (recipient, language), held in texts.items():
        alike.setdefault((language, tuple(sorted(held, key=lambda text: (text[1], text[0])))), []).append(recipient)
    return [Mistaken(language=tag, texts=held, recipients=tuple(ids)) for (tag, held), ids in alike.items()]


def beyond(entries: Iterable[Entry], ident: str) -> list[Entry]:
    """Return what went out with a fact to nobody in particular: it is corrected where it stands."""
    return [e for e in sent_with(entries, ident) if not e.recipient and e.act != "correction"]
