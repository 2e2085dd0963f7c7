"""Keep the catalogs of a language: how complete it is, what changed, a new one, and a sheet to read it all side by side.

A catalog is looked up by context: when a source text changes, its translation stays, marked fuzzy with the text that it
was made from, and only documents that print it wait for a translator.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from campaign import resources
from campaign.diagnostics import Diagnostic, Stop, did_you_mean, error, no_such, usage
from campaign.files import refuse_installed
from campaign.languages import (
    PROSE_LANGUAGE,
    Language,
    Languages,
    Said,
    available,
    compare,
    folder_name,
    language_settings,
    needs,
    texts_of,
)
from campaign.languages.catalogs import Catalog, read_catalog
from campaign.languages.po import Kept, Translated, kept_in, po_text
from campaign.model import Campaign, Fact, LanguageSettings
from campaign.phrases import INTERFACE, joined, phrase
from campaign.plan.choice import merged_values
from campaign.render.marks import prose
from campaign.translate.interface import catalog_path, names_in, phrases

PROSE = "campaign"  # the domain of template prose
NUMBERS = ("missing", "fuzzy", "drift")


class Count(NamedTuple):
    """How far one kind of text is in one language."""

    language: str
    kind: str
    texts: int
    missing: int
    fuzzy: int
    drift: int


def domains(campaign: Campaign, tag: str, interface: bool = False) -> dict[str, list[Said]]:
    """Return the translatable texts by catalog: the prose of the templates, the texts of the campaign, the interface.

    The interface is translated where it ships, in the checkout, and in the languages that have a catalog of it, or
    where `interface` asks for one.
    """
    found = {PROSE: prose(campaign), campaign.id: list(texts_of(campaign))}
    if is_inside(campaign) and (interface or catalog_path(tag).is_file()):
        found[INTERFACE] = phrases()
    return found


def catalogs_of(language: Language, domain: str) -> Catalog:
    """Return the catalog of a domain in a language."""
    if domain == INTERFACE:
        return read_catalog([catalog_path(language.tag)], [])
    return language.prose if domain == PROSE else language.texts


def status(campaign: Campaign, languages: Languages) -> Iterator[Count]:
    """Yield how complete each declared language is, by the kind of text."""
    for tag in campaign.settings.languages:
        language = languages[tag]
        counts: dict[str, list[int]] = {}
        for domain, texts in domains(campaign, tag).items():
            catalog = catalogs_of(language, domain)
            for said in texts:
                found = counts.setdefault(said.context.split("/")[0] or INTERFACE, [0, 0, 0, 0])
                found[0] += 1
                state = state_of(said, catalog, language)
                if state:
                    found[1 + NUMBERS.index(state)] += 1
        yield from (Count(tag, kind, *numbers) for kind, numbers in counts.items())


def state_of(said: Said, catalog: Catalog, language: Language) -> str:
    """Return what is wrong with one translation; empty when nothing is."""
    entry = compare.entry_of(catalog, said)
    if entry is None and catalog.is_source:
        return ""
    if entry is None or not all(entry.forms):
        return "missing"
    if entry.fuzzy:
        return "fuzzy"
    named_in = compare.python_names if catalog is language.prose else needs if said.context else names_in
    differs = compare.faults(said, entry, catalog.plural, named_in, language.settings)
    return "drift" if next(differs, None) else ""


def settings_of(campaign: Campaign, tag: str) -> LanguageSettings:
    """Return the settings of a language that exists; stop with the near names (exit 2)."""
    problems: list[Diagnostic] = []
    settings = language_settings(campaign.folder, tag, problems)
    if problems:
        raise Stop(*problems)
    if settings is None:
        known = available(campaign.folder)
        hint = did_you_mean(tag, known) or phrase("'campaign translate new {language}' begins it", language=tag)
        raise usage(no_such("language", tag), hint, "unknown-language")
    return settings


def home(campaign: Campaign, tag: str) -> Path:
    """Return the folder of a language for this campaign: its own `locales/`, or the built-in one for what is built in."""
    refuse_installed(campaign.folder)
    return (resources.LOCALES if is_inside(campaign) else campaign.folder / "locales") / folder_name(tag)


def is_inside(campaign: Campaign) -> bool:
    """Tell whether a campaign is one of those that ship."""
    return campaign.folder.resolve().is_relative_to(resources.SEEDS.resolve())


def update(campaign: Campaign, tag: str, day: date, interface: bool = False) -> Iterator[tuple[Path, bytes]]:
    """Yield the catalogs of a language as they should be now, each with its path.

    A text that changed is fuzzy, one that is gone is obsolete, one that came back is what it was. `interface` begins
    the catalog of what the tool says, which only the campaigns that ship can keep (exit 2).
    """
    if interface and not is_inside(campaign):
        hint = phrase("stand in the folder of the tool's sources")
        raise usage(phrase("the words of the tool itself are not translated in a campaign of one's own"), hint)
    settings, folder = settings_of(campaign, tag), home(campaign, tag) / "LC_MESSAGES"
    for domain, texts in domains(campaign, tag, interface).items():
        if tag == (PROSE_LANGUAGE if domain == PROSE else campaign.settings.source_language):
            continue
        path = folder / f"{domain}.po"
        old = kept_in(path)
        if domain == PROSE and not path.is_relative_to(resources.LOCALES):
            above = kept_in(resources.LOCALES / folder_name(tag) / "LC_MESSAGES" / path.name).messages
            texts = [t for t in texts if t.key not in above or t.key in old.messages]
        if settings.of:
            texts = [t for t in texts if t.key in old.messages]
        if domain == INTERFACE:
            old = with_near(old, texts)
        if not texts and not path.is_file():
            continue
        rows = [row(campaign, said, old, settings, domain) for said in texts]
        now = {said.key for said in texts}
        gone = [kept for key, kept in old.messages.items() if key not in now and any(kept.forms)]
        obsolete = [*(kept for kept in old.obsolete if kept.said.key not in now), *gone]
        yield path, po_text(rows, obsolete, tag, settings, domain, old, day)


def with_near(old: Kept, texts: list[Said]) -> Kept:
    """Return a catalog in which a text without a context that was changed a little keeps its translation, fuzzy."""
    from difflib import get_close_matches

    now = {said.text for said in texts}
    gone = {key: kept for key, kept in old.messages.items() if key not in now and any(kept.forms)}
    found = {
        said.text: gone[near[0]]._replace(said=gone[near[0]].said._replace(text=near[0]))
        for said in texts
        if said.text not in old.messages and (near := get_close_matches(said.text, gone, 1, 0.8))
    }
    return old._replace(messages={**old.messages, **found})


def row(campaign: Campaign, said: Said, old: Kept, settings: LanguageSettings, domain: str) -> Translated:
    """Return a text with what the catalog holds for its context."""
    forms = int(found[1]) if (found := compare.NUMBERED.search(settings.plural_forms)) else 2
    empty = ("",) * (forms if said.plural else 1)
    kept = old.messages.get(said.key) or next((k for k in old.obsolete if k.said.key == said.key), None)
    file = Path(said.where.file)
    base = next((b for b in (campaign.folder, resources.DATA) if file.is_relative_to(b)), file.parent)
    place = file.relative_to(base).as_posix() if said.where.file else ""
    comments = tuple(comments_of(campaign, said))
    if kept is None or len(kept.forms) != len(empty) or not any(kept.forms):
        return Translated(said, empty, False, "", comments, place, kept.own_comments if kept else ())
    changed = (kept.said.text, kept.said.plural) != (said.text, said.plural)
    fuzzy = changed or kept.fuzzy
    previous = (kept.previous or kept.said.text) if fuzzy else ""
    previous = "" if previous == said.text else previous
    return Translated(said, kept.forms, fuzzy, previous, comments, place, kept.own_comments)


def comments_of(campaign: Campaign, said: Said) -> Iterator[str]:
    """Yield what a translator wants to know of a text: what its placeholders become, how long it may be."""
    ids = (said.record.id,) if isinstance(said.record, Fact) else tuple(getattr(said.record, "facts", ()))
    typed = merged_values(campaign, ids)
    for name in sorted(needs(said.text) | needs(said.plural or "")):
        value = typed.get(name)
        named = campaign.names.get(name.replace("_", "-"))
        if value:
            kind = next((k for k in value if k not in ("words", "forms", "currency")), "")
            yield f"{{{name}}}: {kind}, {value[kind]}"
        elif named:
            yield f"{{{name}}}: {named.names.get(campaign.settings.source_language, '')}".strip()
    if said.context.startswith("message/") and not said.context.endswith("/long"):
        yield "A post: at most 215 characters when it is filled in."
    if said.context.startswith("card/"):
        yield (
            "A text for who cannot see the card: at most 250 characters."
            if said.context.endswith("/alt")
            else "On a picture: short, at most 18 words in English."
        )
    if said.context.endswith("/headline"):
        yield "A headline: at most 11 words in English, no stop at the end."


def begin(campaign: Campaign, tag: str) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of a new language: its settings from CLDR, its forms of address to fill in, empty catalogs."""
    from campaign.translate.beginning import address_yaml, language_yaml

    folder = home(campaign, tag)
    if tag in available(campaign.folder):
        message = phrase("there is a folder for '{language}' already", language=tag)
        hint = phrase("bring it up to date: campaign translate update {language}", language=tag)
        raise usage(message, hint, "exists")
    yield folder / "language.yaml", language_yaml(tag).encode()
    yield folder / "address.yaml", address_yaml().encode()


def untranslated(counts: list[Count], campaign: Campaign) -> list[Diagnostic]:
    """Return one problem for each declared language that is incomplete `[incomplete]`."""
    found: dict[str, list[str]] = {}
    for count in counts:
        for name, number in zip(NUMBERS, count[3:], strict=True):
            if number:
                found.setdefault(count.language, []).append(lacking(name, number, count.kind))
    where = campaign.settings.at("languages")
    return [
        error(
            where,
            "incomplete",
            joined(": ", (tag, joined(", ", what))),
            compare.to_edit(tag),
        )
        for tag, what in found.items()
    ]


def lacking(state: str, count: int, kind: str) -> str:
    """Say how many texts of a kind are in a state."""
    match state:
        case "missing":
            return phrase("{count} missing in {kind}", "{count} missing in {kind}", count=count, kind=kind)
        case "fuzzy":
            return phrase("{count} fuzzy in {kind}", "{count} fuzzy in {kind}", count=count, kind=kind)
        case _:
            return phrase("{count} drift in {kind}", "{count} drift in {kind}", count=count, kind=kind)
