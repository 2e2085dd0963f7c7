"""What a reader of a list yields: one row as it was found, before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from campaign.diagnostics import Where
from campaign.values import NONE

Doubt = tuple[str, str]  # a code and what to say

# The words for what a row may say, in Popolo's names where it has them; a reader gives those that it finds, as text.
FIELDS = (
    "id",  # the source's own identifier
    "name",
    "given_name",
    "additional_name",
    "family_name",
    "patronymic_name",
    "honorific_prefix",
    "honorific_suffix",
    "sort_name",
    "gender",  # as the source writes it: female, F, mujer …
    "email",
    "phone",
    "address",  # lines between newlines
    "area",
    "organization",  # the chamber or body
    "role",
    "chamber",  # lower-house or upper-house, where the source tells
    "office",  # one of model.OFFICES, where the source tells
    "party",
    "committees",  # names between semicolons
    "country",
    "languages",
    "birth_date",
    "death_date",
    "start_date",
    "end_date",
    "url",
    "contact_form",
)


class Found(NamedTuple):
    """One row of a list: its place (file, line or row), its fields, its accounts by network, and why it is left out.

    `ended` is the reason why a row is not somebody in office (`ended 2019-05-01`, `died 2020-01-02`); None for a sitting
    person. `notes` are doubts of the reader about this row.
    """

    where: Where
    fields: Mapping[str, str]
    accounts: Mapping[str, str] = NONE
    ended: Doubt | None = None
    notes: tuple[Doubt, ...] = ()


class ListInfo(NamedTuple):
    """What a source says of itself."""

    source: str = ""
    source_date: str = ""
    licence: str = ""
    country: str = ""
