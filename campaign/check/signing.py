"""Rules on the open letter and on those who sign it: their consent, their names, and the text that they signed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from campaign.check.checking import Checking
from campaign.diagnostics import Diagnostic, did_you_mean, error, note, warning
from campaign.formats import tree
from campaign.languages import Missing
from campaign.model import OpenLetter, Signatory
from campaign.phrases import phrase
from campaign.plan.remarks import no_code
from campaign.plan.signing import is_to_come, reason_against
from campaign.render.signing import digest_of
from campaign.signatories.names import host_of, mark_of

MOST_WORDS = 60  # of one flaw in English, scaled to other languages
CONTACT = re.compile(r"https?://[^\s/]+\S*|[^\s@]+@[^\s@]+\.[^\s@]+")


def letter(c: Checking) -> Iterator[Diagnostic]:
    """The open letter names languages of the campaign `[unknown-language]` with all its lines `[missing-language]`.

    Also `[contact]` an address that is none, `[dates]` an end before the beginning.
    """
    found = c.campaign.open_letter
    if found is None:
        return
    declared = c.campaign.settings.languages
    for at, tag in enumerate(found.languages):
        if tag not in declared:
            where = found.at(f"languages.{at}")
            message = phrase("the campaign does not speak '{language}'", language=tag)
            yield error(where, "unknown-language", message, did_you_mean(tag, declared))
    texts = {"role": found.addressee.role, "body": found.addressee.body, "salutation": found.salutation}
    for tag in found.languages or declared:
        lacking = [
            name for name, held in texts.items() if held and tag in declared and not c.languages[tag].local(held)
        ]
        if lacking:
            message = phrase("the open letter lacks in {language}: {parts}", language=tag, parts=", ".join(lacking))
            hint = phrase("add {language}, or leave it out of its languages", language=tag)
            yield error(found.where, "missing-language", message, hint)
    if found.contact and not CONTACT.fullmatch(found.contact):
        message = phrase("'{contact}' is no e-mail address and no page", contact=found.contact)
        hint = phrase("write name@example.org, or https://example.org/sign")
        yield error(found.at("contact"), "contact", message, hint)
    if found.sign_by and found.frozen_on and found.sign_by < found.frozen_on:
        yield error(found.at("sign_by"), "dates", phrase("sign_by lies before frozen_on"))


def flaws(c: Checking) -> Iterator[Diagnostic]:
    """A flaw is read in passing: at most 60 words in English `[flaw-words]`."""
    found = c.campaign.open_letter
    for at, ident in enumerate(found.flaws if found else ()):
        concern = c.campaign.concerns.get(ident)
        if found is None or concern is None:
            continue
        for tag in found.languages or c.campaign.settings.languages:
            if tag not in c.campaign.settings.languages:
                continue
            language, field = c.languages[tag], "letter" if concern.letter else "text"
            context = f"concern/{ident}" + ("/letter" if concern.letter else "")
            try:
                words = tree.count(language.text_of(context, getattr(concern, field)))
            except Missing:
                continue
            most = round(MOST_WORDS * language.settings.words)
            if words > most:
                message = phrase(
                    "'{name}' in {language}: {words} words, {most} are read",
                    name=ident,
                    language=tag,
                    words=words,
                    most=most,
                )
                hint = phrase("shorten its {field}", field=field)
                yield warning(found.at(f"flaws.{at}"), "flaw-words", message, hint)


def frozen(c: Checking) -> Iterator[Diagnostic]:
    """What people sign stays as it is: `[changed-after-signing]`, and `[not-frozen]` while nobody wrote down what it was."""
    found = c.campaign.open_letter
    if found is None:
        return
    signed = [s for s in real(c) if s.signed_version == found.version and s.consent]
    if found.text_sha256 and found.text_sha256 != digest_of(c.campaign, found):
        message = phrase(
            "the text of version {version} has changed since it was frozen on {day}",
            version=found.version,
            day=found.frozen_on,
        )
        hint = phrase("take the change back, or give it a version of its own: campaign signatories freeze --version N")
        yield error(found.at("text_sha256"), "changed-after-signing", message, hint)
    elif signed and not found.text_sha256:
        message = phrase(
            "{count} has signed a text that can still change",
            "{count} have signed a text that can still change",
            count=len(signed),
        )
        yield warning(found.where, "not-frozen", message, phrase("freeze it: campaign signatories freeze"))


def signatories(c: Checking) -> Iterator[Diagnostic]:
    """A signatory is one: `[placeholder]`, `[unknown-country]`, `[consent]` without a day, `[dates]` out of order.

    `[version]` who signed another text than that in force, `[not-ours]` an organisation whose texts are sources here and
    that no day of consent is known of, `[no-consent]` how many are not printed for want of it.
    """
    territories = c.languages[c.campaign.settings.source_language].locale.territories
    publishers = {mark_of(source.publisher): source.id for source in c.campaign.sources.values()}
    for one in c.campaign.signatories.values():
        name = next(iter(one.name.values()), "")
        if is_to_come(one) and not one.example:
            message = phrase("'{name}' stands for a name to come: it is not printed", name=name)
            yield error(one.at("name"), "placeholder", message)
        if one.country and one.country not in territories and one.country not in c.campaign.countries:
            yield no_code(one.at("country"), one.country, c.campaign.settings.languages)
        if one.consent and not one.consent_on:
            message = phrase("since when '{name}' consents is not said: it is not printed", name=name)
            yield error(one.at("consent"), "consent", message)
        if not one.consent_on and (source := publishers.get(mark_of(name))):
            message = phrase(
                "'{name}' published the source '{source}', and no day is given since which it consents",
                name=name,
                source=source,
            )
            hint = phrase("take it out, or ask, and write consent_on")
            yield warning(one.at("name"), "not-ours", message, hint)
        yield from dates(c, one, name)
        yield from version(c, one, name)
    silent = [s for s in real(c) if not s.consent and not s.withdrawn_on]
    if silent:
        message = phrase(
            "{count} of {all} signatories has not consented, and is not printed",
            "{count} of {all} signatories have not consented, and are not printed",
            count=len(silent),
            all=len(c.campaign.signatories),
        )
        yield note(silent[0].at("consent"), "no-consent", message)


def real(c: Checking) -> list[Signatory]:
    """Return the signatories that are no examples."""
    return [s for s in c.campaign.signatories.values() if not s.example]


def dates(c: Checking, one: Signatory, name: str) -> Iterator[Diagnostic]:
    """Nobody signs after today, or withdraws before signing `[dates]`."""
    for field in ("consent_on", "signed_on", "withdrawn_on"):
        day = getattr(one, field)
        if day and day > c.day:
            yield error(one.at(field), "dates", phrase("{field} of '{name}' is to come", field=field, name=name))
    if one.withdrawn_on and one.signed_on and one.withdrawn_on < one.signed_on:
        yield error(
            one.at("withdrawn_on"),
            "dates",
            phrase("the day of withdrawal of '{name}' lies before that of signing", name=name),
        )


def version(c: Checking, one: Signatory, name: str) -> Iterator[Diagnostic]:
    """Who signed another version, or none that is known, is not printed under the one in force `[version]`."""
    found: OpenLetter | None = c.campaign.open_letter
    if found is None or not one.consent or one.withdrawn_on or one.signed_version == found.version:
        return
    message = phrase(
        "'{name}' is under no version that is named, and version {version} is in force: it is not printed",
        name=name,
        version=found.version,
    )
    if one.signed_version:
        message = phrase(
            "'{name}' signed version {signed}, and version {version} is in force: it is not printed",
            name=name,
            signed=one.signed_version,
            version=found.version,
        )
    hint = phrase("ask again, then write the version that is signed now")
    yield warning(one.at("signed_version"), "version", message, hint)


def same_signatory(c: Checking) -> Iterator[Diagnostic]:
    """Nobody is counted twice: the same name, but for capitals and legal form, or the same site `[same-signatory]`."""
    seen: dict[tuple[str, str], Signatory] = {}
    for one in c.campaign.signatories.values():
        if one.withdrawn_on or reason_against(c.campaign.open_letter, one, c.day):
            continue
        keys: set[tuple[str, str]] = {(one.type, mark_of(name)) for name in one.name.values()}
        if one.type == "organization" and (host := host_of(one.url)):
            keys.add(("site", host))
        before = next((seen[key] for key in sorted(keys) if key in seen), None)
        if before is not None:
            made = error if one.type == "organization" else warning
            hint = phrase("keep one of the two files, or tell them apart by their names")
            message = phrase(
                "'{name}' is perhaps '{signatory}', who stands in the list already",
                name=next(iter(one.name.values())),
                signatory=before.id,
            )
            yield made(one.at("name"), "same-signatory", message, hint)
        for key in keys:
            seen.setdefault(key, one)
