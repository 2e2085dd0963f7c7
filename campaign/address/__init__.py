"""Address a person properly: country × office × language × gender → inside address, salutation, in-text form, closing.

The forms are data (`forms`), the person's names come from `names`. A missing neutral form is an error, never the
masculine; a form that needs a name which the list lacks gives way to its next alternative, never to a blank.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from campaign.address.forms import FORMS, NEEDED, AllForms, Forms, Found, Row, gaps, read_forms
from campaign.address.names import names_of
from campaign.diagnostics import Diagnostic, Where, error
from campaign.languages import PLACEHOLDER, Language, needs
from campaign.languages.typography import LTR, isolated
from campaign.model import Country, Recipient, Sender
from campaign.phrases import phrase
from campaign.values import Value

__all__ = [
    "FORMS",
    "NEEDED",
    "Address",
    "AllForms",
    "Forms",
    "Found",
    "Row",
    "address",
    "gaps",
    "read_forms",
    "sender_words",
]


class Address(Value):
    """How one recipient is addressed in one language; salutation and closing may have two lines."""

    lines: tuple[str, ...]
    salutation: str
    in_text: str
    closing: str


def address(
    recipient: Recipient,
    forms: Forms,
    language: Language,
    country: Country | None,
    sender: Sender | None = None,
) -> tuple[Address | None, list[Diagnostic]]:
    """Return how to address a recipient; a form that the table lacks is an error `[no-form]`.

    A placeholder that nothing fills for this person is an error `[placeholder]`.
    """
    custom = (country.forms_of or country.id) if country else recipient.country
    names = names_of(recipient, forms.titles)
    if language.direction == "rtl":
        names = {key: isolated(name) if re.search(LTR, name) else name for key, name in names.items()}
    known = {**names, **sender_words(forms, sender)}
    made: dict[str, str] = {}
    problems: list[Diagnostic] = []
    own = {
        "line": language.local(recipient.address_name),
        "body": language.local(recipient.organization),
        "salutation": language.local(recipient.salutation),
    }
    for form in FORMS:
        texts = (own[form] or "",) if own.get(form) else found_texts(recipient, forms, custom, form, problems)
        text = chosen(texts, recipient, form, known, problems)
        made[form] = PLACEHOLDER.sub(lambda found: known.get(found[1], ""), text)
        if form == "salutation":
            known["salutation"] = made[form].split("\n")[0].rstrip(" ,:;!،：！，")
    if problems:
        return None, problems
    parts: dict[str, tuple[str | None, ...]] = {
        "line": tuple(made["line"].split("\n")),
        "role": (language.local(recipient.role),),
        "area": (recipient.area,),
        "committee": (language.local(recipient.committee),),
        "body": tuple(made["body"].split("\n")),
        "address": recipient.address_lines,
        "country": (abroad(language, country, sender) if recipient.address_lines else None,),
    }
    order = forms.order(custom)
    order = ("country", *order) if order[0] == "address" else (*order, "country")
    lines = [line for part in order for line in parts.get(part, ()) if line]
    return Address(tuple(dict.fromkeys(lines)), made["salutation"], made["in_text"], made["closing"]), problems


def found_texts(
    recipient: Recipient, forms: Forms, country: str, form: str, problems: list[Diagnostic]
) -> tuple[str, ...]:
    """Return the alternatives of a form, or say that the table lacks it."""
    found = forms.find(recipient.office, recipient.gender, country, form)
    if found is None and form in NEEDED:
        gender = recipient.gender if recipient.gender in ("f", "m") else "neutral"
        message = phrase(
            "no {form} in this language for {office} ({gender}), needed by '{recipient}'",
            form=form,
            office=recipient.office,
            gender=gender,
            recipient=recipient.id,
        )
        hint = phrase("add {entry}", entry=f"offices: {recipient.office}: {gender}: {form}: …")
        file = str(forms.files[0]) if forms.files else ""
        problems.append(error(Where(file), "no-form", message, hint))
    return found.texts if found else ()


def chosen(
    texts: tuple[str, ...], recipient: Recipient, form: str, known: Mapping[str, str], problems: list[Diagnostic]
) -> str:
    """Return the first alternative of a form whose names are known, or say what is missing."""
    text = next((t for t in texts if all(known.get(name) for name in needs(t))), "")
    if texts and not text:
        lacking = ", ".join(f"{{{n}}}" for n in sorted(needs(texts[-1])) if not known.get(n))
        message = phrase(
            "nothing fills {names} in the {form} of '{recipient}'", names=lacking, form=form, recipient=recipient.id
        )
        field = "address_name" if form == "line" else "salutation"
        hint = phrase("give the recipient that name, or its own {field}", field=field)
        problems.append(error(recipient.where, "placeholder", message, hint))
    return text


def abroad(language: Language, country: Country | None, sender: Sender | None) -> str | None:
    """Return the country's name as the last line of a letter that crosses a border (UPU, Addressing, line 5)."""
    if country is None or sender is None or not sender.country or sender.country == country.id or country.id == "EU":
        return None
    return language.local(country.name) or language.locale.territories.get(country.id)


def sender_words(forms: Forms, sender: Sender | None) -> dict[str, str]:
    """Return the words that agree with the sender by placeholder; without a sender, the neutral ones."""
    gender = sender.gender if sender else "unknown"
    organization = sender is not None and sender.type == "organization"
    words = {name: forms.word(name, gender, organization) for name in forms.words}
    return {name: word for name, word in words.items() if word}
