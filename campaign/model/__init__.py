"""Hold a campaign as frozen values; the types of the fields are the schema of the YAML files.

`Text` marks what is translated through catalogs (msgctxt in `languages.texts_of`); `Local` marks a map from language
tag to text for names and national matters that are written where they are known. The `…Id` types say which ids a field
may name; `check` follows them. A field without a default is required. A trailing underscore is dropped in the YAML key.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Literal, dataclass_transform

from campaign.model.argument import *
from campaign.model.cards import *
from campaign.model.look import *
from campaign.model.people import *
from campaign.model.signing import *
from campaign.model.types import *
from campaign.values import NONE, Value, replace


class Kind(Record):
    """A kind of document, read from the head comment of its template. A `page` is for the screen alone.

    `called` puts it into the kit of a chapter, under this file name (translated as `kit/<id>`), among those that serve
    one purpose.

    `words` maps a language to the budget of the body; `parts` gives the English budget of each part, scaled to the
    language, in the order in which a reader would miss them least (first named, first dropped). `seconds` gives parts
    that are said aloud their time. What is made `by_name` waits until it is asked for: `build` leaves it out. What `asks`
    for nothing needs no ask, and awaits no reply. One with `signatories` is the open letter.
    """

    id: Id
    title: str
    per: Literal["recipient", "language"]
    formats: tuple[FormatName, ...]
    audience: Audience | None = None
    words: Mapping[Language, int] = NONE
    parts: Mapping[str, int] = NONE
    seconds: Mapping[str, int] = NONE
    pages: int | None = None
    style: str = "letter.css"
    country: bool = False
    messages: bool = False
    page: bool = False
    by_name: bool = False
    asks: bool = True
    signatories: bool = False
    called: str | None = None
    serves: Literal["write", "call", "press", "publish", "post", "answer"] = "publish"
    template: Path = Path()


class CountryForms(Record):
    """How a country's name stands in a sentence of one language; `{name}` is the name of CLDR.

    `forms` are further cases that the texts of the language use as `{country_<case>}`.
    """

    subject: str = "{name}"
    of: str
    in_: str
    forms: Mapping[str, str] = NONE


class Font(Record):
    """A typeface: in a Python package that is a folder of files, or in one of the system's folders.

    `package` is what to install where it is missing.
    """

    family: str
    module: str | None = None
    folders: tuple[str, ...] = ()
    package: str


class TypographyRule(Record):
    """What prose of a language is set with: every match of `find` becomes `put`, in some countries or in all.

    `{nbsp}` and `{nnbsp}` are the no-break space and the narrow one, which nobody can see in a file.
    """

    find: str
    put: str = ""
    only_in: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()


class LintRule(Record):
    """What is wrong in a text of a language where `find` matches: `says` what, for the translator."""

    find: str
    says: str


class LanguageSettings(Record):
    """`locales/<lang>/language.yaml`: what a language needs beside its catalogs and forms of address.

    `locale` is the CLDR locale of dates and numbers where no country says otherwise. `words` is how many words (of
    Chinese, characters) it takes for one English word, `words_per_minute` how many are said in a minute on the telephone,
    `spaced` whether a space stands between two sentences. `contractions` say
    what becomes of a preposition before a value that begins with an article (`"a el "`, or with the joint marked:
    `"a |el "`). `of` makes it a regional variant of another language. `months` are the forms that `in_month` takes
    where the month inflects. `fonts` are the typefaces in the order in which a character looks for its glyph, before
    that of Latin and Cyrillic, which every language ends with. `function_words` tell a sentence of the language from
    one of another. `gendered` languages distinguish titles; `agrees` are expressions that agree with a person, which
    stand in `words:` of `address.yaml` alone. `wording` are words of the campaign's texts for which a country has
    others; `typography` sets all prose. `abbreviations` are those after which no sentence ends, as they are written, the
    full stop included; one that is a word, too, says that a number must follow (`No. {number}`).
    `unbroken` are words that large type does not divide, in a language without spaces. `collation` are the rules of
    CLDR by which names are ordered, where they are not as in its root.
    """

    name: str
    of: str | None = None
    locale: str
    direction: Literal["ltr", "rtl"] = "ltr"
    words: float = 1.0
    words_per_minute: int = 0
    spaced: bool = True
    plural_forms: str = "nplurals=2; plural=(n != 1);"
    on_day: str
    in_month: str
    in_year: str | None = None
    months: tuple[str, ...] = ()
    contractions: Mapping[str, str] = NONE
    country: CountryForms
    countries: Mapping[str, CountryForms] = NONE
    fonts: tuple[Font, ...] = ()
    function_words: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    gendered: bool = False
    agrees: tuple[LintRule, ...] = ()
    wording: tuple[TypographyRule, ...] = ()
    typography: tuple[TypographyRule, ...] = ()
    lint: tuple[LintRule, ...] = ()
    unbroken: tuple[str, ...] = ()
    collation: str = ""


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Campaign(Value):
    """Everything of one campaign folder, by id, in the order of its files."""

    id: str
    folder: Path
    settings: Settings
    sources: Mapping[str, Source] = NONE
    facts: Mapping[str, Fact] = NONE
    concerns: Mapping[str, Concern] = NONE
    asks: Mapping[str, Ask] = NONE
    statements: Mapping[str, Statement] = NONE
    messages: Mapping[str, Message] = NONE
    cards: Mapping[str, Card] = NONE
    traps: Mapping[str, Trap] = NONE
    names: Mapping[str, Name] = NONE
    left_out: tuple[LeftOut, ...] = ()
    countries: Mapping[str, Country] = NONE
    recipients: Mapping[str, Recipient] = NONE
    open_letter: OpenLetter | None = None
    signatories: Mapping[str, Signatory] = NONE
    sender: Sender | None = None
    kinds: Mapping[str, Kind] = NONE

    @cached_property
    def stages(self) -> Mapping[str, Stage]:
        """The stages by id."""
        return {s.id: s for s in self.settings.stages}

    @property
    def usual_kinds(self) -> tuple[str, ...]:
        """The kinds that `build` makes: all but those that are asked for by name, an open letter where there is one."""
        usual = ((name, kind) for name, kind in self.kinds.items() if not kind.by_name)
        return tuple(name for name, kind in usual if self.open_letter or not kind.signatories)

    def without_recipients(self) -> "Campaign":
        """Return the campaign without the people that it writes to, as a worker gets it."""
        return replace(self, recipients=NONE)

    def open_stages(self, day: Date) -> tuple[str, ...]:
        """Return the ids of the stages that are open on a day."""
        return tuple(s.id for s in self.settings.stages if day in s.valid)

    def records(self) -> Iterator[tuple[str, Record]]:
        """Yield every top record with the word for it."""
        yield "campaign", self.settings
        for word in ("source", "fact", "concern", "ask", "statement", "message", "card", "trap", "name", "recipient"):
            for record in getattr(self, f"{word}s").values():
                yield word, record
        for country in self.countries.values():
            yield "country", country
        if self.open_letter:
            yield "open-letter", self.open_letter
        for signatory in self.signatories.values():
            yield "signatory", signatory
        if self.sender:
            yield "sender", self.sender
