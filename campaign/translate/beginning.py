"""Begin a language: settings from CLDR and a table of forms of address to fill in."""

from __future__ import annotations

from campaign.diagnostics import usage
from campaign.languages.cldr import Profile, profile_of
from campaign.model import OFFICES
from campaign.phrases import phrase


def language_yaml(tag: str) -> str:
    """Return the settings of a new language as CLDR knows it; an unknown tag is exit 2."""
    profile: Profile | None = profile_of(tag)
    if profile is None:
        message = phrase("'{text}' is no tag of a language", text=tag)
        raise usage(message, phrase("write it as in BCP 47: de, pt-PT, zh-Hant"), "unknown-tag")
    return f"""\
# What the language needs beside its catalogs: see docs/en/translator.md, 'A new language'.
name: "{profile.name}"
locale: "{profile.locale}"
direction: {profile.direction}
words: 1.1  # words that a text takes for one English word
plural_forms: "{profile.plural_forms}"
on_day: "{{date}}"    # a day with its preposition: 'on {{date}}'
in_month: "{{date}}"  # a month with its preposition: 'in {{date}}'
country: {{subject: "{{name}}", of: "{{name}}", in: "{{name}}"}}  # 'of {{name}}' and 'in {{name}}'
countries: {{}}       # what stands differently: CL: {{subject: …, of: …, in: …}}
function_words: []  # thirty small words by which the language is known
abbreviations: []  # after which no sentence ends, with their stop: art., Mr.; "No. {{number}}" only before a number
gendered: true      # titles differ for a woman and a man
"""


def address_yaml() -> str:
    """Return a table of forms of address with every office and nothing in it: `check` names what is missing."""
    rows = "".join(f"  {office}: {{}}\n" for office in OFFICES)
    return f"""\
# Office, then f, m, neutral (or any), then line, salutation, in_text and closing: see locales/en/address.yaml.
offices:
{rows}"""
