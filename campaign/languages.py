"""Speak a language: catalogs, plurals, numbers, dates, lists, and the filling of texts. The only user of Babel.

A `Language` holds the template prose (`campaign.po`) and the texts of one campaign (`<campaign-id>.po`), the campaign's
own catalogs before the built-in ones. English is the source of template prose; a campaign chooses its own source
language, in which its texts need no catalog. What is missing or fuzzy raises `Missing`: never another language's text.
"""

from __future__ import annotations

import datetime
import re
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale, localedata

from campaign import resources
from campaign.compiled import QUICK, Files
from campaign.diagnostics import Diagnostic, Stop, Where, error, usage
from campaign.files import OnDemand, read_file
from campaign.model import Campaign, Country, LanguageSettings, Local, PartialDate, Record, Text, as_date, as_partial
from campaign.values import Value, cached, fields

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*|Country)\}")
VALUE_TYPES = ("number", "percent", "money", "date", "list", "verbatim", "days_until")
PROSE_LANGUAGE = "en"
PO_LINE = re.compile(r'\s*(?:#.*|(?:msg(?:ctxt|id|id_plural|str|str\[\d\])\s*)?"(?:[^"\\]|\\.)*"\s*)?')


class Missing(Exception):
    """A text has no confirmed translation."""

    def __init__(self, context: str, fuzzy: bool) -> None:
        super().__init__(context)
        self.context, self.fuzzy = context, fuzzy


class Entry(NamedTuple):
    """One message of a catalog: its forms (one, or as many as the language has plurals)."""

    forms: tuple[str, ...]
    fuzzy: bool
    where: Where


class Catalog(Value):
    """The messages of one domain in one language, by context and source text."""

    entries: Mapping[tuple[str, str], Entry]
    plural: Callable[[int], int]

    def find(self, context: str, text: str, count: int | None = None) -> str:
        """Return the translation, or raise `Missing`."""
        entry = self.entries.get((context, text))
        if entry is None or entry.fuzzy or not all(entry.forms):
            raise Missing(context, entry is not None and entry.fuzzy)
        return entry.forms[self.plural(count) if count is not None and len(entry.forms) > 1 else 0]


EMPTY = Catalog({}, lambda n: int(n != 1))


def folder_name(tag: str) -> str:
    """Return the name of a language's catalog folder: `pt-BR` is kept in `pt_BR`."""
    return tag.replace("-", "_")


def read_catalog(paths: list[Path], problems: list[Diagnostic]) -> Catalog:
    """Read the catalogs that exist, the first winning; a broken one is a problem `[catalog]`."""
    from gettext import c2py

    from babel.messages.pofile import PoFileError, read_po

    entries: dict[tuple[str, str], Entry] = {}
    plural = EMPTY.plural
    for path in reversed([p for p in paths if p.is_file()]):
        text, found = read_file(path)
        problems += found
        if text is None:
            continue
        wrong = next((n for n, line in enumerate(text.splitlines(), 1) if not PO_LINE.fullmatch(line)), 0)
        if wrong:  # where a quotation mark is missing, Babel drops the last letter without a word
            hint = 'a text stands between two quotation marks, and one inside it is written \\"'
            problems.append(error(Where(str(path), wrong, 1), "catalog", "not a line of a catalog", hint))
            continue
        try:
            catalog = read_po(text.splitlines(), abort_invalid=True)
            plural = c2py(catalog.plural_expr)
        except (PoFileError, ValueError) as reason:
            line = getattr(reason, "lineno", 0) or 0
            problems.append(error(Where(str(path), line + 1, 1), "catalog", str(reason)))
            continue
        for message in catalog:
            if message.id:
                one = message.id if isinstance(message.id, str) else message.id[0]
                forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
                place = Where(str(path), message.lineno or 0, 1)
                entries[message.context or "", one] = Entry(forms, message.fuzzy, place)
    return Catalog(entries, plural)


class Language:
    """One language for one campaign, in the formats of one country: made by `speak`."""

    def __init__(
        self, tag: str, settings: LanguageSettings, prose: Catalog, texts: Catalog | None, territory: str | None
    ) -> None:
        self.tag, self.settings, self.prose, self.texts = tag, settings, prose, texts
        self.territory = territory

    @property
    def direction(self) -> typing.Literal["ltr", "rtl"]:
        """The direction of the script."""
        return self.settings.direction

    @cached_property
    def locale(self) -> Locale:
        """The CLDR locale: the language as the country writes it, where CLDR knows that."""
        base = self.tag.split("-")[0]
        if self.territory:
            name = f"{base}_{self.territory}"  # asked for by file: Babel lists its thousand locales to say no
            if Path(localedata.resolve_locale_filename(name)).is_file():
                return Locale.parse(name)
        return Locale.parse(self.settings.locale)

    def in_country(self, code: str | None) -> Language:
        """Return the language in the formats of another country."""
        return Language(self.tag, self.settings, self.prose, self.texts, code) if code != self.territory else self

    def prose_of(self, context: str, text: str, count: int | None = None, plural: str | None = None) -> str:
        """Return a piece of template prose, or raise `Missing`."""
        if self.tag == PROSE_LANGUAGE:
            return plural if plural and count != 1 else text
        return self.prose.find(context, text, count)

    def text_of(self, context: str, text: str, count: int | None = None, plural: str | None = None) -> str:
        """Return a text of the campaign, or raise `Missing`."""
        if self.texts is None:
            return plural if plural and count != 1 else text
        return self.texts.find(context, text, count)

    def local(self, names: Local) -> str | None:
        """Return what a map by language holds for this one, or for its base language; never another."""
        return names.get(self.tag) or names.get(self.tag.split("-")[0])

    def date(self, day: PartialDate | datetime.date) -> str:
        """Return a date as it is written in a letter, to the precision that is known."""
        from babel.dates import format_date, format_skeleton

        if isinstance(day, datetime.date):
            return format_date(day, "long", locale=self.locale)
        if day.day:
            return format_date(day.first, "long", locale=self.locale)
        return format_skeleton("yMMMM", day.first, locale=self.locale) if day.month else str(day.year)

    def when(self, day: PartialDate) -> str:
        """Return a date with its preposition: `on 25 October 2025`, `in October 2025`."""
        return (self.settings.on_day if day.day else self.settings.in_month).format(date=self.date(day))

    def moment(self, moment: datetime.datetime) -> str:
        """Return the hour, date and place of a zone-aware moment, as an embargo needs it."""
        from babel.dates import format_time, get_timezone_location

        hour = format_time(moment, "short", locale=self.locale)
        place = get_timezone_location(moment.tzinfo, locale=self.locale, return_city=True)
        return f"{hour}, {self.date(moment.date())} ({place})"

    def number(self, value: float) -> str:
        """Return a number with the separators of the locale."""
        if isinstance(value, int) and abs(value) < 1000:
            return str(value)
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.locale)

    def listed(self, parts: list[str]) -> str:
        """Return `a, b and c`; Spanish y becomes e before an i sound (RAE, Ortografía 2010)."""
        from babel.lists import format_list

        text = format_list(parts, locale=self.locale)
        if self.locale.language == "es" and len(parts) > 1 and re.match(r"(?i)h?[ií](?![eé])", parts[-1]):
            text = text[: -len(parts[-1]) - 2] + "e " + parts[-1]
        return text

    def value(self, kind: str, value: Any, extra: Mapping[str, Any], today: datetime.date) -> str:
        """Return a typed value as text: see `VALUE_TYPES`; `extra` holds the currency of money, the words of a small number."""
        match kind:
            case "date":
                return self.date(typing.cast(PartialDate, as_partial(str(value))))
            case "number":
                return self.local(extra.get("words", {})) or self.number(value)
            case "days_until":
                return self.number((typing.cast(datetime.date, as_date(str(value))) - today).days)
            case "list":
                return self.listed([str(v) for v in value])
            case "percent":
                from decimal import Decimal  # 1.1 / 100 has eighteen digits

                from babel.numbers import format_percent

                return format_percent(Decimal(str(value)) / 100, locale=self.locale, decimal_quantization=False)
            case "money":
                from babel.numbers import format_currency

                pattern = self.locale.currency_formats["standard"].pattern
                if float(value).is_integer():  # 4,125 pounds, not 4,125.00
                    pattern = pattern.replace("0.00", "0")
                currency = extra.get("currency", "USD")
                text = format_currency(value, currency, pattern, locale=self.locale, currency_digits=False)
                return re.sub(
                    r"([^\W\d_])(?=\d)", "\\1\xa0", text
                )  # USD 2.50: CLDR's currencySpacing, unknown to Babel
            case _:
                return str(value)

    def values(self, typed: Mapping[str, Mapping[str, Any]], today: datetime.date) -> dict[str, str]:
        """Return typed values as texts by placeholder; a date gives its `_year` and `_month` too."""
        found: dict[str, str] = {}
        for name, value in typed.items():
            kind = next(k for k in value if k in VALUE_TYPES)
            found[name] = self.value(kind, value[kind], value, today)
            if kind == "date":
                day = typing.cast(PartialDate, as_partial(str(value["date"])))
                found[f"{name}_year"] = self.date(day._replace(month=0, day=0))
                found[f"{name}_month"] = self.date(day._replace(day=0))
        return found

    def country(self, country: Country) -> dict[str, str]:
        """Return the name of a country as subject, at the start of a sentence, in `of` and in `in` form."""
        name = self.local(country.name) or self.locale.territories.get(country.id)
        if not name:
            return {}
        forms = self.settings.countries.get(country.id, self.settings.country)
        subject = forms.subject.format(name=name)
        start = subject[:1].upper() + subject[1:]
        return {
            "country": subject,
            "Country": start,
            "of_country": forms.of.format(name=name),
            "in_country": forms.in_.format(name=name),
        }

    def fill(self, text: str, values: Mapping[str, str]) -> str:
        """Put values into a text, joining a preposition with the article of a value (`a el` is `al`)."""

        def put(found: re.Match[str]) -> str:
            return values[found.group(1)]

        filled = PLACEHOLDER.sub(put, text)
        for apart, joined in self.settings.contractions.items():
            start = f"[{apart[0].lower()}{apart[0].upper()}]"  # "A el" too, but never "a El Salvador"
            filled = re.sub(rf"\b({start}){re.escape(apart[1:])}", rf"\g<1>{joined[1:]}", filled)
        return filled


@cache
def needs(text: str) -> frozenset[str]:
    """Return the placeholders of a text."""
    return frozenset(PLACEHOLDER.findall(text))


def available(folder: Path) -> list[str]:
    """Return the tags of the languages that have settings, in the campaign or built in."""
    tags = {p.parent.name.replace("_", "-") for base in locale_folders(folder) for p in base.glob("*/language.yaml")}
    return sorted(tags)


def locale_folders(folder: Path) -> list[Path]:
    """Return where catalogs are looked for: the campaign's own folder, then the built-in one."""
    return [folder / "locales", resources.LOCALES]


def pick(wanted: str, declared: tuple[str, ...]) -> list[str]:
    """Return the languages that a `--lang` value names: `all`, a tag, or a base (`pt` finds `pt-BR`); exit 2 if none."""
    if wanted == "all":
        return list(declared)
    found = [t for t in declared if t == wanted] or [t for t in declared if t.split("-")[0] == wanted]
    if not found:
        from campaign.diagnostics import did_you_mean

        raise usage(f"the campaign does not speak '{wanted}'", did_you_mean(wanted, declared), "unknown-language")
    return found


def speak(campaign: Campaign, tag: str, territory: str | None = None) -> tuple[Language, list[Diagnostic]]:
    """Return a language for a campaign; `Stop` when it has no settings or no catalog `[no-catalog]`."""
    problems: list[Diagnostic] = []
    settings = language_settings(campaign.folder, tag, problems)
    if settings is None:
        message = f"there is no folder for '{tag}' in locales/"
        raise Stop(
            *problems
            or [
                error(
                    campaign.settings.at("languages"),
                    "no-catalog",
                    message,
                    f"make locales/{folder_name(tag)}/language.yaml",
                )
            ]
        )
    prose = EMPTY if tag == PROSE_LANGUAGE else read_catalog(catalog_paths(campaign, tag, "campaign"), problems)
    texts = (
        None
        if tag == campaign.settings.source_language
        else read_catalog(catalog_paths(campaign, tag, campaign.id), problems)
    )
    return Language(tag, settings, prose, texts, territory), problems


def language_settings(
    folder: Path, tag: str, problems: list[Diagnostic], files: Files = QUICK
) -> LanguageSettings | None:
    """Read the settings of a language, the campaign's own first."""
    for base in locale_folders(folder):
        path = base / folder_name(tag) / "language.yaml"
        if path.is_file():
            settings: LanguageSettings | None = files.record(path, LanguageSettings, problems)
            return settings
    return None


def catalog_paths(campaign: Campaign, tag: str, domain: str) -> list[Path]:
    """Return the paths of a catalog in the order in which they are searched."""
    return [base / folder_name(tag) / "LC_MESSAGES" / f"{domain}.po" for base in locale_folders(campaign.folder)]


class Said(NamedTuple):
    """A translatable text of the campaign: its context, place, and the record that it belongs to."""

    context: str
    text: str
    plural: str | None
    where: Where
    record: Record


@cached
def text_fields(cls: type[Record]) -> tuple[str, ...]:
    """Return the fields of a record class that are translated through catalogs."""
    return tuple(name for name, hint in fields(cls).items() if Text in (hint, *typing.get_args(hint)))


def context_of(word: str, ident: str, name: str) -> str:
    """Return the msgctxt of a text: `fact/<id>`, `ask/<id>/subject`."""
    parts = [word, ident] if ident else [word]
    return "/".join(parts + ([] if name == "text" else [name.replace("_", "-")]))


def texts_of(campaign: Campaign) -> Iterator[Said]:
    """Yield every translatable text of the campaign, in the order of its files."""
    for word, record in campaign.records():
        yield from texts_in(word, "" if word == "campaign" else getattr(record, "id", ""), record)


def texts_in(word: str, ident: str, record: Record) -> Iterator[Said]:
    """Yield the texts of one record and of the records inside it."""
    for name in text_fields(type(record)):
        text = getattr(record, name)
        if text and name != "text_plural":
            plural = getattr(record, "text_plural", None) if name == "text" else None
            yield Said(context_of(word, ident, name), text, plural, record.at(name), record)
    if word == "campaign":
        for inner in ("stage", "date", "action"):
            for child in getattr(record, f"{inner}s"):
                yield from texts_in(inner, child.id, child)
    contrary = getattr(record, "contrary", None)
    if contrary is not None:
        yield from texts_in(f"{word}/{ident}/contrary", "", contrary)


class Languages(OnDemand[Language]):
    """The languages of a campaign, each read when it is first wanted."""

    def __init__(self, campaign: Campaign) -> None:
        super().__init__(partial(speak, campaign))
        self.campaign = campaign
