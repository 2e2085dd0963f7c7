"""What every rule looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from campaign.address import AllForms
from campaign.diagnostics import Diagnostic
from campaign.languages import Languages
from campaign.model import (
    Campaign,
)
from campaign.values import Value


class Checking(Value):
    """What the rules look at."""

    campaign: Campaign
    day: date
    languages: Languages
    forms: AllForms


Rule = Callable[[Checking], Iterator[Diagnostic]]
