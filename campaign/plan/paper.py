"""Know paper and window envelopes: both are the sender's, so the sender's country decides."""

from __future__ import annotations

from typing import Literal

# CLDR 48 supplemental/measurementData.json, paperSize US-Letter; A4 everywhere else.
LETTER = frozenset(["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"])
# Address windows as in KOMA-Script's letter class options: NF (France), SN (Switzerland), DIN 5008 form B elsewhere.
WINDOWS = {"FR": "nf", "CH": "sn", "LI": "sn"}


def paper_of(country: str | None) -> Literal["A4", "Letter"]:
    """Return the paper size that a country writes letters on."""
    return "Letter" if country in LETTER else "A4"


def window_of(country: str | None) -> str:
    """Return the position of the address window: `us`, `nf`, `sn` or `din-b`."""
    return "us" if country in LETTER else WINDOWS.get(country or "", "din-b")
