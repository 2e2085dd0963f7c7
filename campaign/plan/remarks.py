"""Say what is to be looked up about a country, and which recipients cannot be written to as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from campaign.diagnostics import FOUND, USAGE, Diagnostic, Where, error, note, warning
from campaign.languages import Language
from campaign.model import BRANCHES, Country, Hook, Recipient, Sender
from campaign.phrases import phrase
from campaign.plan import choice

PAGE = re.compile(r"https?://[^\s/?#]+\.[^\s/?#]+\S*")
USER_ASSIGNED = re.compile("AA|Q[M-Z]|X[A-Z]|ZZ")  # ISO 3166-1, 8.1.3: never a country's; of examples


def to_look_up(country: Country, status: str, hook: Hook | None, day: date) -> list[Diagnostic]:
    """Say what a text about a real country does without, and where to add it: `look-up`, `no-hook`."""
    problems: list[Diagnostic] = []
    if status in ("signed", "submitted", "approved") and "not-ratified" not in choice.confirmations_of(country, day):
        message = phrase(
            "whether {country} has ratified was not confirmed within 30 days, so the text does not say",
            country=country.id,
        )
        hint = phrase(
            "look it up at the depositary, then add here: {example}",
            example=f"confirmations: [{{claim: not-ratified, on: {day}, sources: [...]}}]",
        )
        problems.append(note(country.at("confirmations"), "look-up", message, hint))
    if hook is None:
        message = phrase("nothing national is said about {country}", country=country.id)
        hint = phrase(
            "add hooks: the own law with its maximum penalty, or a case; see the guide for campaigners,"
            " 'True for your country'"
        )
        problems.append(warning(country.at("hooks"), "no-hook", message, hint))
    return problems


def old_list(recipient: Recipient, country: Country | None, day: date) -> list[Diagnostic]:
    """Refuse a representative from a list that is older than the sitting legislature `[old-list]`."""
    since = country.legislature.since if country and country.legislature else None
    if not since or not recipient.source_date or BRANCHES[recipient.office] != "legislature":
        return []
    if since.first > day or recipient.source_date.last >= since.first:
        return []
    message = phrase(
        "'{recipient}' is from a list of {day}, before the legislature that sits since {since}",
        recipient=recipient.id,
        day=recipient.source_date,
        since=since,
    )
    hint = phrase("bring the list up to date, or say --old-list")
    return [error(recipient.at("source_date"), "old-list", message, hint)]


def unknown_country(recipient: Recipient, language: Language) -> list[Diagnostic]:
    """Refuse a code that is no country's `[unknown-country]`; one without a file is a warning: its risk is not known."""
    code = recipient.country
    if code not in language.locale.territories or not code.isalpha():
        return [no_code(recipient.at("country"), code, (language.tag, "en"))]
    return [no_country(recipient)]


def no_code(where: Where, code: str, tags: Iterable[str], exit: int = FOUND) -> Diagnostic:
    """Say that a code is no country's `[unknown-country]`, and which is meant where it is a name in one of some languages."""
    from campaign.languages.cldr import country_called

    near = "GB" if code == "UK" else country_called(code, tags)
    hint: str = phrase("write the ISO 3166 code in capitals, as CL or GB")
    if near:
        hint = phrase("did you mean {names}?", names=repr(near))
    return error(where, "unknown-country", phrase("'{code}' is not the code of a country", code=code), hint, exit)


def no_country(recipient: Recipient) -> Diagnostic:
    """Warn of a recipient whose country has no file `[no-country]`."""
    hint = phrase(
        "add {file}: without it nothing is known of its status, nor whether writing is dangerous there",
        file=f"countries/{recipient.country}.yaml",
    )
    message = phrase("the campaign has no file on {country}", country=recipient.country)
    return warning(recipient.at("country"), "no-country", message, hint)


def wrong_sender(sender: Sender | None, tags: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with who signs: page `[url]`, country `[unknown-country]`, `[time-zone]` or `[email]`."""
    if sender is None:
        return
    if sender.page and not PAGE.fullmatch(sender.page):
        message = phrase("'{address}' is not a web address", address=sender.page)
        yield error(sender.at("page"), "url", message, phrase("begin with https://"), USAGE)
    if (code := sender.country) and not is_country(code):
        yield no_code(sender.at("country"), code, tags, USAGE)
    if sender.time_zone:
        from campaign.plan import hours  # the zones take 2 ms to import, which most senders do without

        if hours.zone_named(sender.time_zone) is None:
            yield hours.unknown_zone(sender.time_zone, sender.at("time_zone"))
    if sender.email and not sender.example and (reason := wrong_address(sender.email)):
        message = phrase("'{address}' is no e-mail address: {reason}", address=sender.email, reason=reason)
        yield error(sender.at("email"), "email", message, "", USAGE)


def is_country(code: str) -> bool:
    """Tell whether a code is a country's, or one of those that examples take."""
    from campaign.languages.cldr import time_zones

    return bool(USER_ASSIGNED.fullmatch(code) or time_zones(code))


def wrong_address(text: str) -> str:
    """Return what is wrong with an e-mail address; empty when nothing is."""
    from campaign.recipients.contact import valid

    return valid(text)[1]
