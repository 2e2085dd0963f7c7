"""Compose one document: choose what it says, gather what its placeholders stand for, and say what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from campaign.address import Forms, address, sender_words
from campaign.diagnostics import NOWHERE, Diagnostic, Where, error, note
from campaign.languages import Language
from campaign.model import (
    BRANCHES,
    Ask,
    Audience,
    Campaign,
    Concern,
    Country,
    Kind,
    Recipient,
    Rule,
    Sender,
    dress_of,
)
from campaign.phrases import phrase
from campaign.plan import choice
from campaign.plan.choice import Setting
from campaign.plan.document import SLOT_NAMES, Document, Request, Voice
from campaign.plan.paper import paper_of, window_of
from campaign.plan.remarks import old_list, to_look_up, unknown_country
from campaign.plan.selection import rule_for
from campaign.values import Value, replace

OF_THE_PERSON = ("no-ask", "unknown-country")  # errors of the choice that stand at the recipient
AUDIENCES: dict[str, Audience] = {"legislature": "legislators", "executive": "government", "diplomacy": "government"}


class Case(Value):
    """The circumstances of one document: the country, who sends, in which words."""

    country: Country | None
    sender: Sender | None
    safe: bool
    language: Language
    values: dict[str, str]
    setting: Setting


class Planned(Value):
    """A document with everything chosen but the person, and the problems met on the way."""

    document: Document | None
    case: Case
    problems: tuple[Diagnostic, ...]


def compose(
    campaign: Campaign,
    request: Request,
    kind: Kind,
    recipient: Recipient | None,
    language: Language,
    forms: Forms | None,
    chosen: dict[Any, Planned] | None = None,
) -> tuple[Document | None, list[Diagnostic]]:
    """Return one document with everything chosen, or the reasons why it cannot be made.

    `chosen` keeps what was chosen for one recipient for all others who are alike in what the choice looks at.
    """
    chosen = {} if chosen is None else chosen
    rule = rule_for(campaign, recipient) if campaign.settings.rules else None
    key = alike(kind, recipient, language, rule)
    if key not in chosen:
        chosen[key] = choose(campaign, ruled(request, rule), kind, recipient, language, forms)
        problems = list(chosen[key].problems)
    else:  # what is to be looked up was said once; what stops a letter is said of each
        where = recipient.where if recipient else NOWHERE
        problems = [
            replace(p, where=where) if p.code in OF_THE_PERSON else p
            for p in chosen[key].problems
            if p.severity == "error"
        ]
    planned = chosen[key]
    if recipient is None or forms is None:
        return planned.document, problems
    case = planned.case
    if not request.old_list:
        problems = [*old_list(recipient, case.country, request.day), *problems]
    found, wrong = address(recipient, forms, case.language, case.country, case.sender)
    problems += wrong
    if planned.document is None or problems_with_error(problems):
        return None, problems
    personal = case.language.local(recipient.personal) or ""
    return planned.document.to(
        recipient, found, slug_of(kind, recipient, case.safe, request.folders), personal
    ), problems


def alike(kind: Kind, recipient: Recipient | None, language: Language, rule: Rule | None) -> Any:
    """Return what the choice of a document looks at in a recipient."""
    r = recipient
    person = (r.country, r.office, r.chamber, r.committees, r.example) if r else ()
    return kind.id, language.tag, rule.id if rule else None, *person


def ruled(request: Request, rule: Rule | None) -> Request:
    """Return a request as a rule of the campaign has it; what was asked for on the command line wins."""
    if rule is None:
        return request
    return replace(
        request,
        concerns=request.concerns or rule.concerns,
        ask=request.ask or rule.ask,
        voice=request.voice or rule.voice,
    )


def choose(
    campaign: Campaign,
    request: Request,
    kind: Kind,
    recipient: Recipient | None,
    language: Language,
    forms: Forms | None,
) -> Planned:
    """Choose what a document says, for everybody who is like this recipient."""
    problems: list[Diagnostic] = []
    if kind.signatories:
        from campaign.plan.signing import as_signed, signed  # a letter to one person has no signatories

        request = as_signed(campaign, request)
    case = case_of(campaign, request, kind, recipient, language, forms)
    country, setting = case.country, case.setting
    if case.safe and not request.safe and country:
        message = phrase(
            "{kind} for {country} leaves out personal name, street, city and telephone: {reason}",
            kind=kind.id,
            country=country.id,
            reason=country.risk_why or phrase("high risk"),
        )
        hint = phrase(
            "the organisation's name, its e-mail and page stay: leave them out yourself where they endanger somebody"
        )
        problems.append(note(country.at("risk"), "safe", message, hint))
    if recipient and country is None:
        problems += unknown_country(recipient, case.language)
    ask = chosen_ask(campaign, request, setting, problems) if kind.asks else None
    if ask is None and kind.asks and not problems_with_error(problems):
        where = recipient.where if recipient else (country.where if country else campaign.settings.where)
        problems.append(no_ask(where, setting))
    concerns = chosen_concerns(campaign, request, setting, problems)
    if problems_with_error(problems):
        return Planned(None, case, tuple(problems))
    document = document_of(campaign, request, kind, case, ask, concerns)
    document = replace(document, slug=slug_of(kind, recipient, case.safe), recipient=recipient)
    document = signed(campaign, document, case.language) if kind.signatories else document
    if country and not country.example and kind.asks and not kind.messages:
        problems += to_look_up(country, setting.status, document.hook, request.day)
    return Planned(document, case, tuple(problems))


def no_ask(where: Where, setting: Setting) -> Diagnostic:
    """Say that nothing can be asked of an office as its country stands `[no-ask]`."""
    message = phrase(
        "no ask fits {office} in a country that is {status} on {day}",
        office=setting.office,
        status=setting.status,
        day=setting.day,
    )
    return error(where, "no-ask", message, phrase("add one to asks.yaml for this office, status and time"))


def case_of(
    campaign: Campaign,
    request: Request,
    kind: Kind,
    recipient: Recipient | None,
    language: Language,
    forms: Forms | None,
) -> Case:
    """Gather the circumstances of a document."""
    code = recipient.country if recipient else request.country
    country = campaign.countries.get(code) if code else None
    sender = campaign.sender
    safe = request.safe or (country is not None and country.risk == "high")
    language = language.in_country(code or (sender.country if sender else None))
    sender = safe_sender(sender) if safe else sender
    values = strings(campaign, country, language, sender, request.day)
    values.update(sender_words(forms, sender) if forms else {})
    values.update({name: language.number(number) for name, number in request.told(safe).items()})
    status = choice.status_of(country, request.day)
    office = recipient.office if recipient else office_of(country, status)
    setting = Setting(
        day=request.day,
        country=country,
        status=status,
        office=office,
        chamber=recipient.chamber if recipient else None,
        committees=recipient.committees if recipient else (),
        audience=kind.audience or AUDIENCES.get(BRANCHES[office]),
        position=campaign.settings.position,
        names=frozenset(values) | {"reply_by", "organization"},
        public=recipient is None,
    )
    return Case(country, sender, safe, language, values, setting)


def document_of(
    campaign: Campaign, request: Request, kind: Kind, case: Case, ask: Ask | None, concerns: tuple[Concern, ...]
) -> Document:
    """Return the document with all that was chosen for it."""
    country, sender, setting, tag = case.country, case.sender, case.setting, case.language.tag
    reply_by = choice.reply_by(campaign, ask, request.day, pauses(campaign, country))
    messages = (m for m in campaign.messages.values() if kind.messages and choice.message_fits(campaign, m, setting))
    dress = dress_of(campaign.settings.look, sender.look if sender else None)
    voice: Voice = "constituent" if sender and sender.type == "person" else "organization"
    return Document(
        campaign=campaign.id,
        kind=kind,
        language=tag,
        slug="",
        formats=formats_of(kind, request),
        setting=setting,
        values={**case.values, "reply_by": case.language.date(reply_by)},
        sender=sender,
        voice=request.voice or voice,
        signed=choice.signed_on(country, request.day),
        ask=ask,
        supporting=choice.supporting_asks(campaign, setting, ask),
        concerns=concerns,
        slots={slot: choice.slot_facts(campaign, setting, slot) for slot in SLOT_NAMES},
        hook=choice.hook_for(campaign, setting, tag),
        commitment=choice.commitment_for(campaign, setting, tag),
        messages=tuple(messages),
        networks=request.networks,
        reply_by=reply_by,
        sent_on=request.sent_on,
        correction=request.correction,
        personal=by_language(request.personal, tag),
        news=by_language(request.news, tag),
        embargo=request.embargo,
        city=None if case.safe else request.city or (sender.city if sender else None),
        paper=dress.paper or paper_of(sender.country if sender else None),
        dress=dress,
        safe=case.safe,
        letters=request.told(case.safe),
        window=window_of(sender.country if sender else None) if request.window else "",
    )


def problems_with_error(problems: Iterable[Diagnostic]) -> bool:
    """Tell whether one of the problems is an error."""
    return any(p.severity == "error" for p in problems)


def by_language(texts: Mapping[str, str], tag: str) -> str:
    """Return the text given for a language, or the one given for all."""
    return texts.get(tag) or texts.get(tag.split("-")[0]) or texts.get("", "")


def formats_of(kind: Kind, request: Request) -> tuple[str, ...]:
    """Return the formats of a document: those asked for that the kind has, else all of the kind."""
    return tuple(f for f in request.formats if f in kind.formats) if request.formats else kind.formats


def slug_of(kind: Kind, recipient: Recipient | None, safe: bool, folders: bool = False) -> str:
    """Return the file name: the recipient's id, in safe mode a digest of it, else the kind's name.

    With `folders`, thousands of files are spread over 256 folders named by a digest of the id.
    """
    if recipient is None:
        return "messages" if kind.messages else kind.id
    mark = sha256(recipient.id.encode()).hexdigest()
    slug = f"{kind.id}-{mark[:8]}" if safe else recipient.id
    return f"{mark[:2]}/{slug}" if folders else slug


def safe_sender(sender: Sender | None) -> Sender | None:
    """Return the sender without what tells who and where a person is; a person's letterhead does, too."""
    if sender is None:
        return None
    look = sender.look if sender.look and sender.type == "organization" else None
    return replace(
        sender,
        name=None,
        address_lines=(),
        city=None,
        area=None,
        phone=None,
        gender="unknown",
        role={},
        look=replace(look, footer={}) if look else None,
        spokesperson=None,
    )


def strings(
    campaign: Campaign, country: Country | None, language: Language, sender: Sender | None, day: date
) -> dict[str, str]:
    """Return what the global placeholders stand for in one language; a name it lacks is left out."""
    found: dict[str, str] = {}
    for ident, name in campaign.names.items():
        text, key = language.local(name.names), ident.replace("-", "_")
        if text:
            found[key] = text
            found.update({f"{key}_{case}": form for case, form in language.forms_in(name.forms).items()})
    if sender and (sender.organization or sender.name):
        found["organization"] = sender.organization or sender.name or ""
    if country is None:
        return found
    found.update(language.country(country))
    approval = country.approval
    if approval and approval.confidence != "unverified" and language.local(approval.body):
        found["body"] = language.local(approval.body) or ""
        if approval.bill:
            found["bill"] = approval.bill
    signed = choice.signed_on(country, day)
    if signed:
        found["signed_when"] = language.when(signed.on)
    for claim, confirmation in choice.confirmations_of(country, day).items():
        found[f"{claim.replace('-', '_')}_on"] = language.date(confirmation.on)
        if claim == "step" and approval and language.local(approval.step):
            found["step"] = language.local(approval.step) or ""
    return found


def office_of(country: Country | None, status: str) -> str:
    """Return whom a public text speaks of: the body that decides next, where the country's file says which."""
    if country is None or status == "unknown":
        return "unknown"
    approval = country.approval
    if status in ("signed", "submitted") and approval and approval.confidence != "unverified":
        return next((o for o in approval.offices if BRANCHES[o] == "legislature"), "head-of-government")
    return "head-of-government"


def chosen_ask(campaign: Campaign, request: Request, setting: Setting, problems: list[Diagnostic]) -> Ask | None:
    """Return the ask: the one named, if it can be made, else the best that fits."""
    if request.ask is None:
        return choice.main_ask(campaign, setting)
    ask = campaign.asks[request.ask]
    reason = choice.record_problem(campaign, ask, setting.day)
    reason = reason or choice.status_problem(ask.statuses, setting)
    lacking = choice.fillable(campaign, setting, choice.ask_texts(ask, setting.public), ask.facts)
    reason = reason or choice.slot_problem(lacking)
    if reason:
        after = campaign.asks.get(ask.replaced_by or "")
        hint = phrase("'campaign show asks' says which can be used today")
        if after and choice.ask_fits(campaign, after, setting):
            hint = phrase("use '{ask}' instead", ask=after.id)
        message = phrase("the ask '{ask}' {problem}", ask=ask.id, problem=reason)
        problems.append(error(ask.where, "unusable", message, hint))
        return None
    return ask


def chosen_concerns(
    campaign: Campaign, request: Request, setting: Setting, problems: list[Diagnostic]
) -> tuple[Concern, ...]:
    """Return the reasons: those named, each if it can be given, else those that fit best."""
    if not request.concerns:
        return choice.concerns_for(campaign, setting)
    for name in request.concerns:
        concern = campaign.concerns[name]
        reason = choice.record_problem(campaign, concern, setting.day)
        if reason:
            message = phrase("the concern '{concern}' {problem}", concern=name, problem=reason)
            problems.append(error(concern.where, "unusable", message))
    return tuple(campaign.concerns[name] for name in dict.fromkeys(request.concerns))


def pauses(campaign: Campaign, country: Country | None) -> list[tuple[date, date]]:
    """Return the days on which nobody answers: the campaign's quiet days and the country's.

    Days that are quiet for some articles alone are not among them.
    """
    quiet = [(d.on, d.until or d.on) for d in campaign.settings.dates if d.use == "quiet" and not d.articles]
    return quiet + [(q.since, q.until) for q in (country.quiet if country else ())]
