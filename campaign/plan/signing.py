"""Choose who stands under the open letter, and say its text as it was signed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from campaign.diagnostics import Diagnostic, Stop, error, usage
from campaign.languages import Language
from campaign.languages.collation import collation_of
from campaign.model import Campaign, Named, OpenLetter, Signatory
from campaign.phrases import phrase
from campaign.plan import choice
from campaign.plan.document import Document, Request
from campaign.signatories.names import is_example_page, is_placeholder
from campaign.values import replace


def letter_of(campaign: Campaign) -> OpenLetter:
    """Return the open letter of a campaign; `Stop` (exit 2) where there is none."""
    if campaign.open_letter is None:
        hint = phrase(
            "add {file}; see the guide 'For campaigners: an open letter that many sign'",
            file=f"{campaign.folder.name}/open-letter.yaml",
        )
        raise usage(phrase("this campaign has no open letter"), hint, "no-open-letter")
    return campaign.open_letter


def as_signed(campaign: Campaign, request: Request) -> Request:
    """Return a request with the reasons and the ask of the open letter; others would be another text (exit 2)."""
    letter = letter_of(campaign)
    for option, given in (("--ask", request.ask), ("--concern", request.concerns)):
        if given:
            hint = phrase("change open-letter.yaml before anybody signs; after that it is another version")
            message = phrase("{option} would change the open letter that people sign", option=option)
            raise usage(message, hint, "open-letter")
    return replace(request, ask=str(letter.ask), concerns=tuple(map(str, letter.flaws)))


def published_in(campaign: Campaign, tags: Iterable[str], problems: list[Diagnostic], named: bool) -> list[str]:
    """Return the languages in which the letter is published; one that was named and is not among them is `[no-language]`."""
    letter = letter_of(campaign)
    published = letter.languages or campaign.settings.languages
    found = []
    for tag in tags:
        if tag in published:
            found.append(tag)
        elif named:
            message = phrase(
                "version {version} of the open letter is not published in {language}",
                version=letter.version,
                language=tag,
            )
            hint = phrase("add {language} under languages: of open-letter.yaml once it is translated", language=tag)
            problems.append(error(letter.at("languages"), "no-language", message, hint))
    return found


def reason_against(letter: OpenLetter | None, signatory: Signatory, day: date) -> str:
    """Return why a signatory is not printed on a day; empty when it is."""
    if signatory.withdrawn_on:
        return phrase("withdrew on {day}", day=signatory.withdrawn_on)
    if not signatory.consent:
        return phrase("has not consented")
    if not signatory.consent_on:
        return phrase("has no day of consent")
    if signatory.consent_on > day:
        return phrase("consents only on {day}", day=signatory.consent_on)
    if signatory.signed_on and signatory.signed_on > day:
        return phrase("signs only on {day}", day=signatory.signed_on)
    if not signatory.example and is_to_come(signatory):
        return phrase("stands for a name to come")
    version = signatory.signed_version
    if letter is None or version != letter.version:
        return phrase("signed version {version}", version=version) if version else phrase("names no version")
    return ""


def is_to_come(signatory: Signatory) -> bool:
    """Tell whether a signatory stands for one to come."""
    return any(map(is_placeholder, signatory.name.values())) or is_example_page(signatory.url)


def signing(campaign: Campaign, day: date) -> list[Signatory]:
    """Return who may be printed on a day: examples only when there is nobody else."""
    everybody = campaign.signatories.values()
    found = [s for s in everybody if not reason_against(campaign.open_letter, s, day)]
    return [s for s in found if not s.example] or found


def called(language: Language, name: Named) -> str:
    """Return a name in a language, or as it is written elsewhere; empty for none."""
    return language.local(name) or name.get("") or next(iter(name.values()), "")


def in_order(language: Language, signatories: Iterable[Signatory]) -> list[Signatory]:
    """Return signatories as they are printed: organisations, then people, each in the order of the language."""
    names = {s.id: s.sort_name or called(language, s.name) for s in signatories}
    by_id = sorted(signatories, key=lambda s: s.id)
    order = collation_of(language.settings).sorted(by_id, lambda s: names[s.id])
    return sorted(order, key=lambda s: s.type != "organization")


def signed(campaign: Campaign, document: Document, language: Language) -> Document:
    """Return the document as the open letter: its text of the day since which it stays, and who signs it today."""
    letter, ask = letter_of(campaign), document.ask
    lacking = choice.fillable(campaign, document.setting, [letter.request or ask.request], ask.facts) if ask else set()
    if ask and lacking:
        message = phrase(
            "the ask '{ask}' needs {name}, which an open letter cannot fill", ask=ask.id, name=f"{{{min(lacking)}}}"
        )
        hint = phrase("choose another one; 'campaign show asks' lists them")
        raise Stop(error(letter.at("ask"), "unusable", message, hint))
    since = letter.frozen_on or document.day
    quiet = [(d.on, d.until or d.on) for d in campaign.settings.dates if d.use == "quiet" and not d.articles]
    reply_by = choice.reply_by(campaign, ask, since, quiet)
    return replace(
        document,
        letter=letter,
        signatories=tuple(in_order(language, signing(campaign, document.day))),
        reply_by=reply_by,
        values={**document.values, "reply_by": language.date(reply_by)},
    )
