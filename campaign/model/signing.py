"""The open letter and who signs it: one text in versions, one file for each signatory, nobody without consent."""

from typing import Literal

from campaign.model.types import *
from campaign.values import NONE


class Signatory(Record):
    """An organisation or person under the open letter: `signatories/<id>.yaml`.

    Printed only with `consent: true` and the day of it, for the version that was signed, and never once withdrawn.
    `sort_name` is what the list is ordered by where that is not the name. `organization` and `role` are a person's own.
    """

    id: Id
    type: Literal["organization", "person"]
    name: Named
    sort_name: str | None = None
    country: str | None = None
    role: Local = NONE
    organization: Named = UNNAMED
    url: str | None = None
    consent: bool
    consent_on: Date | None = None
    signed_version: str | None = None
    signed_on: Date | None = None
    withdrawn_on: Date | None = None
    example: bool = False
    note: str | None = None


class Addressee(Record):
    """Whom the open letter addresses, line by line."""

    name: Named = UNNAMED
    role: Local = NONE
    body: Local = NONE


class OpenLetter(Record):
    """`open-letter.yaml`: what is signed. `version` is a number or a date, `frozen_on` the day since which it stays as it is.

    `text_sha256` is of the text in the source language (`campaign signatories freeze` writes it). `flaws` are concerns in
    the order in which they are numbered; `request` words the ask where many are asked. `languages` are those in which
    the version is published; all when none is named. Names can be added until `sign_by`, by writing to `contact`: an
    e-mail address or a page.
    """

    version: str
    frozen_on: Date | None = None
    text_sha256: str | None = None
    languages: tuple[Language, ...] = ()
    title: Text
    addressee: Addressee
    salutation: Local = NONE
    flaws: tuple[ConcernId, ...]
    consequence: Text | None = None
    ask: AskId
    request: Text | None = None
    facts: tuple[FactId, ...] = ()
    sign_by: Date | None = None
    contact: str | None = None
    note: str | None = None
