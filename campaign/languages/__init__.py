"""Speak a language: catalogs, plurals, numbers, dates, lists, typography, and the filling of texts. The only user of Babel.

A `Language` holds the template prose (`campaign.po`) and the texts of one campaign (`<campaign-id>.po`), the campaign's
own catalogs before the built-in ones. English is the source of template prose; a campaign chooses its own source
language, in which its texts need no catalog. What is missing or fuzzy raises `Missing`: never another language's text.
A regional variant (`of: pt-BR` in the settings of `pt-PT`) says what it says otherwise, and the rest as its base.
"""

from __future__ import annotations

import datetime
import re
import typing
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from babel import Locale, localedata

from campaign.compiled import QUICK, Files
from campaign.diagnostics import Diagnostic, Stop, did_you_mean, error, usage
from campaign.files import OnDemand
from campaign.languages.catalogs import (
    SOURCE,
    Catalog,
    Entry,
    Missing,
    catalog_paths,
    folder_name,
    locale_folders,
    read_catalog,
)
from campaign.languages.texts import PLACEHOLDER, Said, canonical, context_of, needs, text_fields, texts_of
from campaign.languages.typography import LTR, Typography, isolated
from campaign.model import Campaign, Country, LanguageSettings, Local, PartialDate, as_date, as_partial
from campaign.phrases import phrase
from campaign.values import replace

__all__ = [
    "PLACEHOLDER",
    "PROSE_LANGUAGE",
    "VALUE_TYPES",
    "Catalog",
    "Entry",
    "Language",
    "Languages",
    "Missing",
    "Said",
    "available",
    "canonical",
    "catalog_paths",
    "context_of",
    "folder_name",
    "language_settings",
    "locale_folders",
    "needs",
    "pick",
    "read_catalog",
    "speak",
    "text_fields",
    "texts_of",
]

VALUE_TYPES = ("number", "percent", "money", "date", "list", "verbatim", "days_until")
PROSE_LANGUAGE = "en"
SLOT = re.compile(r"%\((\w+)\)s")  # as templates name their values


class Language:
    """One language for one campaign, in the formats of one country: made by `speak`."""

    def __init__(
        self, tag: str, settings: LanguageSettings, prose: Catalog, texts: Catalog, territory: str | None
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
        base = "_".join(p for i, p in enumerate(self.tag.split("-")) if i == 0 or len(p) == 4)  # language and script
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
        return self.typography.worded(self.prose.find(context, text, count, plural))

    def text_of(self, context: str, text: str, count: int | None = None, plural: str | None = None) -> str:
        """Return a text of the campaign, or raise `Missing`."""
        return self.typography.worded(self.texts.find(context, text, count, plural))

    def local(self, names: Local) -> str | None:
        """Return what a map by language holds for this one, or for what it is a variant of; never another."""
        return names.get(self.tag) or names.get(self.tag.split("-")[0]) or names.get(self.settings.of or "")

    def date(self, day: PartialDate | datetime.date) -> str:
        """Return a date as it is written in a letter, to the precision that is known."""
        from babel.dates import format_date, format_skeleton

        if isinstance(day, datetime.date):
            return format_date(day, "long", locale=self.locale)
        if day.day:
            return format_date(day.first, "long", locale=self.locale)
        return format_skeleton("yMMMM", day.first, locale=self.locale) if day.month else str(day.year)

    def weekday(self, day: datetime.date) -> str:
        """Return a date with the day of its week, as a heading."""
        from babel.dates import format_date

        said = format_date(day, "full", locale=self.locale)
        return said[:1].upper() + said[1:]

    def when(self, day: PartialDate) -> str:
        """Return a date with its preposition: `on 25 October 2025`, `in October 2025`."""
        if day.day:
            return self.settings.on_day.format(date=self.date(day))
        if not day.month:
            return (self.settings.in_year or self.settings.in_month).format(date=self.date(day))
        month = self.settings.months[day.month - 1] if self.settings.months else ""
        return self.settings.in_month.format(date=self.date(day), month=month, year=day.year)

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
                return self.local(extra.get("words", {})) or str(value)

    def values(self, typed: Mapping[str, Mapping[str, Any]], today: datetime.date) -> dict[str, str]:
        """Return typed values as texts by placeholder.

        A date gives its `_year`, `_month` and `_when` (with its preposition) too, a number in words its cases.
        """
        found: dict[str, str] = {}
        for name, value in typed.items():
            kind = next(k for k in value if k in VALUE_TYPES)
            found[name] = self.value(kind, value[kind], value, today)
            if kind == "date":
                day = typing.cast(PartialDate, as_partial(str(value["date"])))
                found.update(self.date_forms(name, day))
            found.update({f"{name}_{form}": text for form, text in self.forms_in(value.get("forms")).items()})
        return found

    def date_forms(self, name: str, day: PartialDate) -> dict[str, str]:
        """Return the derivatives of a date by placeholder."""
        year, month = day._replace(month=0, day=0), day._replace(day=0)
        return {
            f"{name}_year": self.date(year),
            f"{name}_month": self.date(month),
            f"{name}_when": self.when(day),
            f"{name}_month_when": self.when(month),
        }

    def forms_in(self, forms: Mapping[Any, Mapping[str, str]] | None) -> Mapping[str, str]:
        """Return the grammatical cases of a name or number word in this language, by their suffix."""
        return (forms or {}).get(self.tag) or (forms or {}).get(self.tag.split("-")[0]) or {}

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
            **{f"country_{case}": form.format(name=name) for case, form in forms.forms.items()},
        }

    def fill(self, text: str, values: Mapping[str, str]) -> str:
        """Put values into a text.

        A preposition and the article of the value that follows are joined (`a el` is `al`); in a text that runs from
        right to left, a value in Latin letters is isolated (Unicode UAX 9, section 2.4.2).
        """
        filled, end = "", 0
        for found in PLACEHOLDER.finditer(text):
            filled += text[end : found.start()]
            end = found.end()
            value = values[found.group(1)]
            for before, article, joined in self.joints:
                if value.startswith(article) and (start := before.search(filled)):
                    joined = joined[0].upper() + joined[1:] if start[0][0].isupper() else joined
                    filled, value = filled[: start.start()] + joined, value[len(article) :]
                    break
            filled += isolated(value) if self.direction == "rtl" and re.search(LTR, value) else value
        return filled + text[end:]

    def contracted(self, prose: str, values: Mapping[str, object]) -> tuple[str, dict[str, object]]:
        """Return a piece of prose and its values, with prepositions and the articles of values joined as `fill` does."""
        made = dict(values)
        for found in reversed([f for f in SLOT.finditer(prose) if prose.count(f[0]) == 1]):
            value, start = made.get(found[1]), prose[: found.start()]
            for before, article, joined in self.joints:
                if isinstance(value, str) and value.startswith(article) and (joint := before.search(start)):
                    joined = joined[0].upper() + joined[1:] if joint[0][0].isupper() else joined
                    prose, made[found[1]] = (
                        start[: joint.start()] + joined + prose[found.start() :],
                        value[len(article) :],
                    )
                    break
        return prose, made

    @cached_property
    def joints(self) -> list[tuple[re.Pattern[str], str, str]]:
        """The contractions: the preposition at the end of a text, the article of the value, what both become."""
        found = []
        for apart, joined in self.settings.contractions.items():
            before, _, article = apart.partition("|") if "|" in apart else apart.partition(" ")
            before = before if "|" in apart else f"{before} "
            found.append((re.compile(rf"(?i:(?<!\w){re.escape(before)}$)"), article, joined))
        return found

    @cached_property
    def typography(self) -> Typography:
        """The typography of the language as this country has it."""
        return Typography(self.settings, self.territory)


def available(folder: Path) -> list[str]:
    """Return the tags of the languages that have settings, in the campaign or built in."""
    tags = {p.parent.name.replace("_", "-") for base in locale_folders(folder) for p in base.glob("*/language.yaml")}
    return sorted(tags)


def pick(wanted: str, declared: tuple[str, ...]) -> list[str]:
    """Return the languages that a `--lang` value names: `all`, a tag, or a base (`pt` finds `pt-BR`); exit 2 if none."""
    if wanted == "all":
        return list(declared)
    found = [t for t in declared if t == wanted] or [t for t in declared if t.split("-")[0] == wanted][:1]
    if not found:
        message = phrase("the campaign does not speak '{language}'", language=wanted)
        raise usage(message, did_you_mean(wanted, declared), "unknown-language")
    return found


def speak(campaign: Campaign, tag: str, territory: str | None = None) -> tuple[Language, list[Diagnostic]]:
    """Return a language for a campaign; `Stop` when it has no settings or no catalog `[no-catalog]`."""
    problems: list[Diagnostic] = []
    settings = language_settings(campaign.folder, tag, problems)
    if settings is None:
        message = phrase("there is no folder for '{language}' in locales/", language=tag)
        hint = phrase("make {file}", file=f"locales/{folder_name(tag)}/language.yaml")
        raise Stop(*problems or [error(campaign.settings.at("languages"), "no-catalog", message, hint)])
    prose = catalog_of(campaign, settings, tag, "campaign", PROSE_LANGUAGE, problems)
    texts = catalog_of(campaign, settings, tag, campaign.id, campaign.settings.source_language, problems)
    return Language(tag, settings, prose, texts, territory), problems


def catalog_of(
    campaign: Campaign, settings: LanguageSettings, tag: str, domain: str, source: str, problems: list[Diagnostic]
) -> Catalog:
    """Return the messages of one domain: those of the source language are its texts themselves."""
    if tag == source:
        return SOURCE
    paths = catalog_paths(campaign, tag, domain)
    if settings.of is None:
        return read_catalog(paths, problems)
    if settings.of == source:
        return replace(read_catalog(paths, problems), is_source=True)
    return read_catalog([*paths, *catalog_paths(campaign, settings.of, domain)], problems)


def language_settings(
    folder: Path, tag: str, problems: list[Diagnostic], files: Files = QUICK
) -> LanguageSettings | None:
    """Read the settings of a language, the campaign's own first; a variant takes from its base what it leaves out."""
    for base in locale_folders(folder):
        path = base / folder_name(tag) / "language.yaml"
        if path.is_file():
            settings: LanguageSettings | None = files.record(path, LanguageSettings, problems)
            if settings is None or settings.of is None:
                return settings
            whole = language_settings(folder, settings.of, problems, files) if settings.of != tag else None
            if whole is None or whole.of is not None:
                message = phrase("'{language}' is no language", language=settings.of)
                hint = phrase("a variant is of a language that has settings of its own")
                problems.append(error(settings.at("of"), "variant", message, hint))
                return None
            own = {
                name: value
                for name, value in settings.__dict__.items()
                if value != getattr(LanguageSettings, name, None)
            }
            own |= {name: {**getattr(whole, name), **v} for name, v in own.items() if isinstance(v, Mapping)}
            return replace(whole, **own)
    return None


class Languages(OnDemand[Language]):
    """The languages of a campaign, each read when it is first wanted."""

    def __init__(self, campaign: Campaign) -> None:
        super().__init__(partial(speak, campaign))
        self.campaign = campaign
