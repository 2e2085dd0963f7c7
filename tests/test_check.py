"""Each rule has a small campaign that breaks it, the code at the line where it is expected, and one that just passes."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from builtin import speakers
from command import DAY, call
from conftest import BASE, EXPECTED, TODAY, Problem, checked, found, load_campaign, run, sections

from campaign import check as checking
from campaign import resources
from campaign.address import AllForms
from campaign.check.records import inner, reference_fields
from campaign.diagnostics import NOWHERE, Diagnostic, Stop, exit_code, strict
from campaign.languages import Languages, Said, needs, read_catalog
from campaign.languages.compare import faults
from campaign.model import Record
from campaign.plan import Request, plan
from campaign.plan.choice import value_problem
from campaign.render import Renderer

Make = Callable[..., Path]


def put(text: str, *changes: tuple[str, str]) -> str:
    """Return a text with some of its words changed, each of which it has once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def base(file: str) -> str:
    """Return a file of the base campaign as a section."""
    return f"-- {file} --\n{sections(BASE)[file]}"


def over(file: str, *changes: tuple[str, str]) -> str:
    """Return a file of the base campaign with some of its words changed, as a section."""
    return put(base(file), *changes)


def more(file: str, *lines: str) -> str:
    """Return a file of the base campaign with more lines at its end, as a section."""
    return base(file) + "".join(f"{line}\n" for line in lines)


def announced(folder: Path) -> set[Problem]:
    """Return the problems announced by `#! code` in any file; in a catalog, before the message of that line."""
    return {
        Problem(code, path.relative_to(folder).as_posix(), number + 2 * line.startswith("#  #!"))
        for path in folder.rglob("*.*")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for code in EXPECTED.findall(line)
    }


FACT = "The agency granted the permit on {granted}."
VALUES = "values: {granted: {date: 2021-05-04}}"
WATER = "  text: The town drinks from this river.\n"
ASK = "- id: revoke"
PERSON = "email: jo@parliament.example}"


def fact(text: str, *changes: tuple[str, str]) -> str:
    """Return the facts with another text."""
    return over("facts.yaml", (FACT, text), *changes)


def values(written: str, text: str = "The agency granted the permit.") -> str:
    """Return the facts with other values, in a text that names none of them."""
    return fact(text, (VALUES, f"values: {written}"))


def another_ask(ident: str, *lines: str) -> str:
    """Return one more ask."""
    return sections(BASE)["asks.yaml"].replace(ASK, "\n  ".join((f"- id: {ident}", *lines)))


STATEMENT = """
-- statements.yaml --
- id: mayor
  who: A mayor
  on: 2024-03
  position: The mayor called for a new permit.
  about: draft
  cleared: public speech
  sources: [permit]
"""
COMMITMENT = """
-- countries/GB.yaml --
languages: [en]
commitments:
  - id: clean
    body: {en: the agency}
    on: 2024
    about: draft
    text: {en: The agency said that it would look again.}
    still_fair: true
    sources: [permit]
    confidence: verified
"""
SEATS = """\
- id: seats
  text: One seat decides, and {n} is free.
  text_plural: "{n} seats decide."
  count: n
  values: {n: {number: 12}}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified"""

# Where one line is expected to fail.
WRONG_RECORDS: dict[str, str | tuple[str, ...]] = {
    "a sender whom nobody can reach": """
-- sender.yaml --
type: organization
organization: Harbour Friends
country: Chile  #! unknown-country
email: hello@harbour  #! email
time_zone: America/Valparaiso  #! time-zone
page: harbour.example  #! url
""",
    "a fact with a source that nobody wrote": over("facts.yaml", ("[permit]", "[permt]  #! unknown-id")),
    "a network that does not exist": more("messages.yaml", "  networks: [x, twitter]  #! unknown-id"),
    "a message kept out of what is no country": more("messages.yaml", "  not_in: [EG, XQ]  #! unknown-country"),
    "a concern kept out of a country in small letters": more("concerns.yaml", "  not_in: [eg]  #! unknown-country"),
    "a link to a source that does not exist": more("messages.yaml", "  link: https://example.org  #! unknown-id"),
    "an ask that is replaced by itself": over("asks.yaml", (ASK, f"{ASK}\n  replaced_by: revoke  #! circular")),
    "asks that replace each other": over("asks.yaml", (ASK, f"{ASK}\n  replaced_by: b  #! circular"))
    + another_ask("b", "replaced_by: c  #! circular")
    + another_ask("c", "replaced_by: revoke  #! circular")
    + another_ask("d", "replaced_by: b"),
    "a fact without a source": over(
        "facts.yaml", ("- id: permit-granted", "- id: permit-granted  #! no-source"), ("[permit]", "[]")
    ),
    "a fact that ends before it begins": more(
        "facts.yaml", "  valid_from: 2026-02-02", "  valid_until: 2026-02-01  #! dates"
    ),
    "a fact that was known too late": over("facts.yaml", ("[permit]", "[permit]  #! dates\n  valid_until: 2021-05-03")),
    "a source read before it was published": more("sources.yaml", "  read_on: 2021-05-03  #! dates"),
    "an address without its scheme": over("sources.yaml", ("https://example.org/permit", "example.org/permit  #! url")),
    "an address of another scheme": over(
        "sources.yaml", ("https://example.org/permit", "javascript://example.org  #! url")
    ),
    "an address without a host": over("sources.yaml", ("https://example.org/permit", "https:///permit  #! url")),
    "a fact that was to be reviewed yesterday": more("facts.yaml", "  review_by: 2026-11-21  #! review"),
    "a value of two types": values("{n: {number: 1, percent: 2}}  #! value"),
    "a value of an unknown type": values("{n: {quantity: 1}}  #! value"),
    "a value without a type": values("{n: {}}  #! value"),
    "a date that is none": values("{n: {date: soon}}  #! value", "It is due on {n}."),
    "a date of a month that does not exist": values("{n: {date: 2026-13}}  #! value", "It is due in {n_year}."),
    "days until a month": values("{n: {days_until: 2027-05}}  #! value", "It is due in {n} days."),
    "a number in words": values("{n: {number: seven}}  #! value"),
    "a number that begins with zero": values("{n: {number: 010}}  #! value"),
    "a percentage with its sign": values("{n: {percent: 7%}}  #! value", "They want {n}."),
    "money with its sign": values("{n: {money: $7}}  #! value", "They want {n}."),
    "money without its currency": values("{n: {money: 7}}  #! value"),
    "a list that is a text": values("{n: {list: Chile}}  #! value"),
    "words as they stand that would lose a zero": values("{n: {verbatim: 1.10}}  #! value"),
    "a count without its plural": over("facts.yaml", ("  values:", "  count: granted  #! plural\n  values:")),
    "a count without its value": over(
        "facts.yaml", ("  values:", "  text_plural: Many permits.\n  count: n  #! plural\n  values:")
    ),
    "eleven words in quotation marks": STATEMENT
    + "  phrase: one two three four five six seven eight nine ten eleven  #! long-phrase",
    "a promise without what came later": put(COMMITMENT, ("- id: clean", "- id: clean  #! commitment")),
    "a recipient of a country that has no file": over(
        "recipients/people.yaml", (f"country: GB, {PERSON}", "languages: [en],\n   country: FR}  #! no-country")
    ),
}

RIGHT_RECORDS: dict[str, str | tuple[str, ...]] = {
    "a message and a concern kept out of some countries": (
        more("messages.yaml", "  not_in: [EG, MY]"),
        more("concerns.yaml", "  not_in: [EG]"),
    ),
    "a known network and link": more("messages.yaml", "  networks: [x, bluesky]", "  link: permit"),
    "a link to the page of the sender": more("messages.yaml", "  link: act"),
    "a chain of replaced asks": over("asks.yaml", (ASK, f"{ASK}\n  replaced_by: b"))
    + another_ask("b", "replaced_by: c")
    + another_ask("c"),
    "a fact without a source that is not verified": over("facts.yaml", ("[permit]", "[]"), ("verified", "unverified")),
    "a fact that ends on the day it begins": more(
        "facts.yaml", "  valid_from: 2026-02-01", "  valid_until: 2026-02-01"
    ),
    "a fact that was known on its last day": more("facts.yaml", "  valid_until: 2021-05-04"),
    "a source read on the day it was published": more("sources.yaml", "  read_on: 2021-05-04"),
    "a source of a month read in it": over("sources.yaml", ("2021-05-04", "2021-05\n  read_on: 2021-05-01")),
    "a plain web address": over("sources.yaml", ("https://example.org/permit", "http://example.org")),
    "a source on paper": over("sources.yaml", ("  url: https://example.org/permit\n", "")),
    "a fact that is to be reviewed today": more("facts.yaml", "  review_by: 2026-11-22"),
    "an overdue fact that is not printed any more": more(
        "facts.yaml", "  review_by: 2026-11-21", "  valid_until: 2026-11-20"
    ),
    "values of every type": values(
        "{a: {number: 12.5}, b: {percent: 7}, c: {currency: EUR, money: 1.50}, d: {date: 2021-05}, i: {days_until: 2027-05-04},\n"
        "    e: {list: [Chile, Peru]}, f: {verbatim: '1.10'}, g: {verbatim: 2(h)}, h: {verbatim: 79/243}, j: {verbatim: 40}}",
        "On {d}, in {d_year}, {a}, {b}, {c}, {e}, {f}, {g}, {h}, {i}, {j}.",
    ),
    "a count with both its forms": more("facts.yaml", SEATS),
    "ten words in quotation marks": STATEMENT + "  phrase: one two three four five six seven eight nine ten",
    "a promise with what came later": put(
        COMMITMENT, ("still_fair", "later: {en: The agency said nothing.}\n    still_fair")
    ),
    "a promise that is not fair any more": put(COMMITMENT, ("true", "false")),
    "no recipients at all": "-- recipients/people.yaml --\n",
}

TRAP = r"""
-- traps.yaml --
- id: all-water
  origin: a poster
  wrong: All water is gone.
  right: The water of one river is at risk.
  valid_from: 2022-01-01
  languages:
    en: {pattern: 'all\swater\sis\sgone', fires: [All water is gone.], passes: [Not all water.]}
    es: {pattern: 'sin\sagua', fires: [El país está sin agua.], passes: [Hay agua.]}
"""


def trap(english: str) -> str:
    """Return the trap with other English sentences and another pattern."""
    [old] = [line for line in TRAP.splitlines() if line.startswith("    en:")]
    return put(TRAP, (old, f"    en: {english}"))


WRONG_TEXTS: dict[str, str | tuple[str, ...]] = {
    "a placeholder that nothing fills": fact("The agency granted it on {grantd}.  #! placeholder"),
    "a placeholder that only asks have": over(
        "concerns.yaml", (WATER, "  text: By {reply_by} the town drinks from this river.  #! placeholder\n")
    ),
    "a placeholder of a fact that the message does not name": over(
        "messages.yaml",
        ("The town drinks from this river.", "Since {granted}.  #! placeholder"),
        ("[permit-granted]", "[]"),
    ),
    "a placeholder of the past in a text of today": over(
        "concerns.yaml", (WATER, "  text: As of {as_of} the town drinks from this river.  #! placeholder\n")
    ),
    "a lone brace": fact("The agency granted the permit} on {granted}.  #! placeholder"),
    "a placeholder in capitals": fact("The agency granted the permit on {Granted}.  #! placeholder"),
    "a placeholder with a space": fact("The agency granted the permit on { granted }.  #! placeholder"),
    "a placeholder that is a number": fact("The agency granted the permit on {1}.  #! placeholder #! number-in-text"),
    "a number in a text": fact("The agency granted 2 permits on {granted}.  #! number-in-text"),
    "a number in a plural": more(
        "facts.yaml", put(SEATS, ("{n} seats", "{n} of 12 seats"), ("free.", "free.  #! number-in-text"))
    ),
    "a number in the answer of a concern": over("concerns.yaml", ("reply: It can", "\n     reply: 2 can")).replace(
        "waste.}", "waste.}  #! number-in-text"
    ),
    "a trap whose pattern does not compile": trap("{pattern: '(', fires: [a], passes: [b]}  #! trap-pattern"),
    "a trap whose exception does not compile": trap(
        "{pattern: a, unless: '[', fires: [a], passes: [b]}  #! trap-pattern"
    ),
    "a trap that lets its wrong sentence pass": trap("{pattern: 'a.c', fires: [abc, abd], passes: [b]}  #! trap-test"),
    "a trap that catches its true sentence": trap("{pattern: 'a.c', fires: [abc], passes: [b, adc]}  #! trap-test"),
    "a trap that looks away from its wrong sentence": trap(
        "{about: [[x, y]], pattern: 'a.c', fires: [abc], passes: [b]}  #! trap-test"
    ),
    "a trap whose exception lets its wrong sentence pass": trap(
        "{pattern: 'a.c', unless: d, fires: [abc d], passes: [b]}  #! trap-test"
    ),
    "a fact that says what is wrong": (TRAP, fact("All water is gone since {granted}.  #! trap")),
    "an ask that says what is wrong": (TRAP, over("asks.yaml", (ASK, f"{ASK}\n  why: All water is gone.  #! trap"))),
    "a message that says what is wrong": (TRAP, more("messages.yaml", "  long: ALL WATER IS GONE!  #! trap")),
    "a concern whose answer says what is wrong": (
        TRAP,
        over(
            "concerns.yaml",
            ("reply: It can", "\n     reply: All water is gone. It can"),
            ("waste.}", "waste.}  #! trap"),
        ),
    ),
    "a summary that says what is wrong": (
        TRAP,
        over("campaign.yaml", ("The plant may pour waste into the river.", "All water is gone.  #! trap")),
    ),
    "a statement that says what is wrong": (
        TRAP,
        put(STATEMENT, ("The mayor called for a new permit.", "The mayor said that all water is gone.  #! trap")),
    ),
    "a claim that is wrong once its value is in": (TRAP, values("{n: {verbatim: water}}", "All {n} is gone.  #! trap")),
    "a claim that is wrong in the words of a name": (
        TRAP,
        over("facts.yaml", (FACT, '"{all-water} gone."  #! trap')).replace("{all-water}", "{all_water}"),
        "-- names.yaml --\n- {id: all-water, names: {en: All water is}}\n",
    ),
}

RIGHT_TEXTS: dict[str, str | tuple[str, ...]] = {
    "placeholders of names, countries and senders in an ask": (
        over(
            "asks.yaml",
            (ASK, f'{ASK}\n  why: "{{Country}}, {{in_country}}: {{the_river}} by {{reply_by}}, {{organization}}."'),
        ),
        "-- names.yaml --\n- {id: the-river, names: {en: the Long River}}\n",
    ),
    "a placeholder of a fact that the concern names": over(
        "concerns.yaml", (WATER, "  text: Since {granted_month} the town drinks from this river.\n")
    ),
    "a fact that says of when it is": more(
        "facts.yaml", "  perishable: {max_age: 30, then: as-of}", "  text_as_of: In {as_of}, since {granted_year}."
    ),
    "a number in the name of a placeholder": values("{article_2: {verbatim: 2(h)}}", "Article {article_2} says so."),
    "a trap on nothing that is said": TRAP,
    "a wrong claim in quotation marks": (TRAP, fact("A poster said “all water is gone” on {granted}.")),
    "a text that rebuts the claim": (
        TRAP,
        fact("All water is gone, said a poster on {granted}.", (VALUES, f"{VALUES}\n  rebuts: [all-water]")),
    ),
    "a text that was true in its time": (
        TRAP,
        fact("All water is gone since {granted}.", (VALUES, f"{VALUES}\n  valid_until: 2021-12-31")),
    ),
    "a stage whose title was true while it was open": (
        TRAP,
        over(
            "campaign.yaml",
            (
                "stages:\n",
                "stages:\n  - {id: drought, title: All water is gone, since: 2020-01-01, until: 2021-12-31}\n",
            ),
        ),
    ),
    "words of somebody else": (TRAP, STATEMENT + "  phrase: all water is gone"),
    "a statement from when it was true": (
        TRAP,
        put(
            STATEMENT,
            ("The mayor called for a new permit.", "The mayor said that all water is gone."),
            ("2024-03", "2021-12"),
        ),
    ),
}

SPANISH = (
    base("campaign.yaml").replace("languages: [en]", "languages: [en, es]")
    + r"""
-- locales/es/LC_MESSAGES/river.po --
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgctxt "campaign/title"
msgid "Keep the river clean"
msgstr "Cuidemos el río"

msgctxt "campaign/summary"
msgid "The plant may pour waste into the river."
msgstr "La planta puede verter desechos en el río."

msgctxt "campaign/common-ground"
msgid "Jobs matter, and so does the water that a town drinks."
msgstr "El trabajo importa, y también el agua que bebe un pueblo."

msgctxt "stage/open/title"
msgid "Decision ahead"
msgstr "Falta decidir"

msgctxt "fact/permit-granted"
msgid "The agency granted the permit on {granted}."
msgstr "La agencia otorgó el permiso el {granted}."

msgctxt "concern/water/title"
msgid "The water"
msgstr "El agua"

msgctxt "concern/water"
msgid "The town drinks from this river."
msgstr "El pueblo bebe de este río."

msgctxt "concern/water/letter"
msgid "The town drinks from this river, and the permit allows waste in it."
msgstr "El pueblo bebe de este río, y el permiso tolera desechos en él."

msgctxt "concern/water/public"
msgid "The town drinks from this river, and the permit allows waste in it."
msgstr "El pueblo bebe de este río, y el permiso tolera desechos en él."

msgctxt "concern/water/contrary"
msgid "The plant brings work."
msgstr "La planta trae trabajo."

msgctxt "concern/water/contrary/reply"
msgid "It can work without pouring waste."
msgstr "Puede trabajar sin verter desechos."

msgctxt "ask/revoke/title"
msgid "Revoke the permit"
msgstr "Revocar el permiso"

msgctxt "ask/revoke/subject"
msgid "Request to revoke the permit"
msgstr "Solicitud de revocar el permiso"

msgctxt "ask/revoke/request"
msgid "We ask you to revoke the permit by {reply_by}."
msgstr "Le pedimos revocar el permiso antes del {reply_by}."

msgctxt "ask/revoke/request-i"
msgid "I ask you to revoke the permit by {reply_by}."
msgstr "Le pido revocar el permiso antes del {reply_by}."

msgctxt "ask/revoke/asked"
msgid "{organization} asks the agency to revoke the permit."
msgstr "{organization} pide a la agencia revocar el permiso."

msgctxt "ask/revoke/headline"
msgid "{organization} asks agency to revoke permit"
msgstr "{organization} pide a la agencia revocar el permiso"

msgctxt "message/river"
msgid "The town drinks from this river."
msgstr "El pueblo bebe de este río."
"""
)
TRANSLATED = "La agencia otorgó el permiso el {granted}."
SEATS_ES = r"""
msgctxt "fact/seats"
msgid "One seat decides, and {n} is free."
msgid_plural "{n} seats decide."
msgstr[0] "Un escaño decide."
msgstr[1] "{n} escaños deciden."
"""
HEAD = "-- templates/note.html --\n{#---\ntitle: Note\nper: language\nformats: [txt]\nstyle: article.css\n---#}\n"
GREETING = HEAD + '<h1>{% trans "note/hi" day=today %}<em>Hello</em> {{ day }}{% endtrans %}</h1>'
GREETING_ES = r"""
-- locales/es/LC_MESSAGES/campaign.po --
msgctxt "note/hi"
msgid "<em>Hello</em> %(day)s"
msgstr "%(day)s: <em>hola</em>"
"""


def translated(*changes: tuple[str, str], code: str, context: str = "fact/permit-granted") -> str:
    """Return the Spanish catalog with some of its words changed; it announces a problem at the line of a message."""
    head = f'msgctxt "{context}"'
    return put(put(SPANISH, (head, f"#  #! {code}\n{head}")), *changes)


def expecting(code: str, file: str, old: str) -> str:
    """Return a file of the base campaign that announces a problem at the line of some words."""
    return over(file, (old, f"{old}  #! {code}"))


WRONG_TRANSLATIONS: dict[str, str | tuple[str, ...]] = {
    "a text without its translation": translated((TRANSLATED, ""), code="missing-translation"),
    "a text that changed after it was translated": (
        SPANISH,
        fact("The agency gave the permit on {granted}.  #! missing-translation"),
    ),
    "a translation of the same words elsewhere": (
        put(SPANISH, ('msgctxt "message/river"', 'msgctxt "message/sea"')),
        expecting("missing-translation", "messages.yaml", "The town drinks from this river."),
    ),
    "a translation that nobody confirmed": translated(("#  #! fuzzy", "#, fuzzy\n#  #! fuzzy"), code="fuzzy"),
    "a translation without its placeholder": translated(
        (TRANSLATED, "La agencia otorgó el permiso."),
        code="drift",
    ),
    "a translation with a placeholder of its own": translated(
        (TRANSLATED, f"{TRANSLATED} {{fecha}}"),
        code="drift #! placeholder",
    ),
    "a translation with emphasis of its own": translated((TRANSLATED, f"<b>{TRANSLATED}</b>"), code="drift"),
    "a plural without one of its forms": (
        SPANISH + put(SEATS_ES, ("{n} escaños deciden.", ""), ("msgctxt", "#  #! missing-translation\nmsgctxt")),
        more("facts.yaml", SEATS),
    ),
    "a plural without its number": (
        SPANISH + put(SEATS_ES, ("{n} escaños deciden.", "Los escaños deciden."), ("msgctxt", "#  #! drift\nmsgctxt")),
        more("facts.yaml", SEATS),
    ),
    "a translation that is still in English": translated(
        (TRANSLATED, "The permit was granted by the agency on {granted}."), code="left-over"
    ),
    "a name without its form in a language": (
        put(
            SPANISH,
            (TRANSLATED, "{the_agency} otorgó el permiso el {granted}."),
            (FACT, "{the_agency} granted the permit on {granted}."),
        ),
        fact('"{the_agency} granted the permit on {granted}."'),
        "-- names.yaml --\n- id: the-agency\n  names: {en: The agency}  #! missing-name\n",
    ),
    "a name that stands in a plural alone": (
        SPANISH + SEATS_ES.replace("{n} seats", "{n} of {the_seats}").replace("{n} esc", "{n} de {the_seats} esc"),
        more("facts.yaml", put(SEATS, ("{n} seats", "{n} of {the_seats}"))),
        "-- names.yaml --\n- id: the-seats\n  names: {en: the seats}  #! missing-name\n",
    ),
    "a translation that says what is wrong": (
        put(SPANISH, (TRANSLATED, "Sin agua desde el {granted}.")),
        TRAP,
        expecting("trap", "facts.yaml", FACT),
    ),
    "prose of a template that is not translated": (SPANISH, GREETING + "  {# #! missing-translation #}\n"),
    "prose of a template that lost its emphasis": (
        SPANISH,
        GREETING + "\n",
        put(GREETING_ES, ("<em>hola</em>", "hola"), ("msgctxt", "#  #! drift\nmsgctxt")),
    ),
    "prose of a template that lost its placeholder": (
        SPANISH,
        GREETING + "\n",
        put(GREETING_ES, ("%(day)s: ", ""), ("msgctxt", "#  #! drift\nmsgctxt")),
    ),
    "a catalog that breaks off": SPANISH + "\nnonsense  #! catalog\n",
    "a language without a folder": over(
        "campaign.yaml", ("languages: [en]", "languages: [en, xx]  #! no-catalog #! no-form")
    ),
}

RIGHT_TRANSLATIONS: dict[str, str | tuple[str, ...]] = {
    "a campaign in two languages": SPANISH,
    "a translation with the placeholder elsewhere": put(
        SPANISH, (TRANSLATED, "El {granted} la agencia otorgó el permiso.")
    ),
    "a singular that says its number in a word": (SPANISH + SEATS_ES, more("facts.yaml", SEATS)),
    "a name that no text uses": (SPANISH, "-- names.yaml --\n- id: the-agency\n  names: {en: The agency}\n"),
    "prose of a template with its translation": (SPANISH, GREETING + "\n", GREETING_ES),
    "a claim that is wrong in another language": (
        SPANISH,
        TRAP,
        put(SPANISH, (TRANSLATED, "All water is gone el {granted}.")),
    ),
}

LETTER = HEAD.replace("per: language", "per: recipient")

WRONG_DOCUMENTS: dict[str, str | tuple[str, ...]] = {
    "a recipient whose languages the campaign has not": (
        over("countries/GB.yaml", ("[en]", "[cy]")),
        expecting("no-language", "recipients/people.yaml", PERSON),
    ),
    "a recipient to whom nothing can be asked": (
        over("asks.yaml", (ASK, f"{ASK}\n  offices: [legislature]")) + another_ask("rest", "offices: [unknown]"),
        over("recipients/people.yaml", (PERSON, f"{PERSON}  #! no-ask"), ("lower-house", "mayor")),
    ),
    "a public text in which nothing can be asked": (
        over("asks.yaml", (ASK, f"{ASK}\n  offices: [legislature]")),
        expecting("no-ask", "campaign.yaml", "schema: 1"),
    ),
    "a recipient from before the election": (
        over("countries/GB.yaml", ("[en]", "[en]\nlegislature: {since: 2025}")),
        over("recipients/people.yaml", (PERSON, "source_date: 2024-12-31}  #! old-list")),
    ),
    "a post that X does not take": over(
        "messages.yaml", ("The town drinks from this river.", f"{'a' * 256}.  #! post-length")
    ),
    "a post that reads badly on X": over(
        "messages.yaml", ("The town drinks from this river.", f"{'a' * 227}  #! post-length")
    ),
    "a post that Instagram does not take": over(
        "messages.yaml", ("The town drinks from this river.", f"{'a' * 2201}  #! post-length\n  networks: [instagram]")
    ),
    "a template with an unknown name": HEAD + "<h1>Note</h1>\n<p>{{ sendr }}</p>  {# #! undefined #}\n",
    "a template with an unknown field": HEAD + "<h1>Note</h1>\n\n<p>{{ sender.nam }}</p>  {# #! undefined #}\n",
    "a letter with an unknown field": LETTER + "<p>{{ ask.sbject }}</p>  {# #! undefined #}\n",
    "a template with a broken block": HEAD + "<h1>Note</h1>\n{% fi %}  {# #! template #}\n",
    "a template with a block that is not closed": HEAD + "<h1>Note</h1>\n{% if sender %}  {# #! template #}",
    "a template with a part that does not exist": HEAD + '<h1>Note</h1>\n{% include "_no.html" %}  {# #! template #}\n',
    "a template that leaves its folder": HEAD + '<h1>Note</h1>\n{% include "../campaign.yaml" %}  {# #! template #}\n',
    "a template that reaches into Python": HEAD
    + "<h1>Note</h1>\n<p>{{ today.__class__.mro() }}</p>  {# #! template #}\n",
    "a template that changes what it is given": HEAD
    + "<h1>Note</h1>\n<p>{{ stages.append(today) }}</p>  {# #! template #}\n",
    "a template that adds words and numbers": HEAD + "<h1>Note</h1>\n<p>{{ today + 1 }}</p>  {# #! template #}\n",
    "a template that calls what is no function": HEAD + "<h1>Note</h1>\n<p>{{ today() }}</p>  {# #! template #}\n",
    "prose without a context": HEAD + "<h1>Note</h1>\n<p>{% trans %}Hello{% endtrans %}</p>  {# #! template #}\n",
    "a part with an unknown name": (
        HEAD + '<h1>Note</h1>\n{% include "_part.html" %}\n',
        "-- templates/_part.html --\n<p>Part</p>\n<p>{{ sendr }}</p>  {# #! undefined #}\n",
    ),
    "a template without its settings": "-- templates/note.html --\n<h1>Note</h1>  {# #! kind-head #}\n",
    "a template with a wrong setting": put(HEAD, ("language\n", "person  #! choice\n")) + "<h1>Note</h1>\n",
    "a kind of the built-in ones with a mistake of one's own": "-- templates/article.html --\n"
    + HEAD.split("\n", 1)[1]
    + "<h1>Note</h1>\n{{ campain.title }}  {# #! undefined #}\n",
}

RIGHT_DOCUMENTS: dict[str, str | tuple[str, ...]] = {
    "a recipient whose own language the campaign has": (
        over("countries/GB.yaml", ("[en]", "[cy]")),
        over("recipients/people.yaml", (PERSON, "languages: [en]}")),
    ),
    "an ask for the branch of the recipient and one for the rest": over(
        "asks.yaml", (ASK, f"{ASK}\n  offices: [legislature]")
    )
    + another_ask("rest", "offices: [unknown]"),
    "a recipient from the year of the election": (
        over("countries/GB.yaml", ("[en]", "[en]\nlegislature: {since: 2025}")),
        over("recipients/people.yaml", (PERSON, "source_date: 2025-01-01}")),
    ),
    "a mayor from before the election of the parliament": (
        over("countries/GB.yaml", ("[en]", "[en]\nlegislature: {since: 2025}")),
        over("recipients/people.yaml", (PERSON, "source_date: 2024-12-31}"), ("lower-house", "mayor")),
    ),
    "a post of just the length that reads well on X": over(
        "messages.yaml", ("The town drinks from this river.", "a" * 226)
    ),
    "a long form that Instagram does not take, beside a short one that it does": more(
        "messages.yaml", "  networks: [instagram]", f"  long: {'a' * 2201}"
    ),
    "a post too long for a network that it is not for": more(
        "messages.yaml", "  networks: [facebook]", f"  long: {'a' * 600}"
    ),
    "a template of one's own": HEAD + "<h1>Note of {{ today }}</h1>\n<p>{{ sender.name }}, {{ sender.city }}</p>\n",
    "a template with a part of one's own": (
        HEAD + '{% include "_part.html" %}\n',
        "-- templates/_part.html --\n<p>Part</p>\n",
    ),
}

WRONG = {**WRONG_RECORDS, **WRONG_TEXTS, **WRONG_TRANSLATIONS, **WRONG_DOCUMENTS}
WARNINGS = {
    "a fact that was to be reviewed yesterday": "review",
    "a recipient of a country that has no file": "no-country",
    "a post that reads badly on X": "post-length",
}
RIGHT = {**RIGHT_RECORDS, **RIGHT_TEXTS, **RIGHT_TRANSLATIONS, **RIGHT_DOCUMENTS}


def made(make: Make, texts: str | tuple[str, ...]) -> Path:
    """Write a campaign of one text or several."""
    return make(*((texts,) if isinstance(texts, str) else texts))


def test_the_base_campaign_is_clean(make: Make) -> None:
    assert checked(make()) == []


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_found_at_its_line(make: Make, name: str) -> None:
    folder = made(make, WRONG[name])
    problems = checked(folder)
    assert announced(folder) and found(folder, problems) == announced(folder)
    errors = {p.code for p in problems if p.severity == "error"}
    assert errors == (set() if name in WARNINGS else {p.code for p in announced(folder)})


@pytest.mark.parametrize("texts", RIGHT.values(), ids=RIGHT)
def test_what_is_just_right_passes(make: Make, texts: str | tuple[str, ...]) -> None:
    assert [str(p) for p in checked(made(make, texts))] == []


# Everything that names something else: `-x` makes an id that nobody wrote.
NAMING = """
-- campaign.yaml --
schema: 1
title: Keep the river clean
source_language: en
languages: [en]
position: reject
summary: The plant may pour waste into the river.
common_ground: Jobs matter, and so does the water that a town drinks.
facts: [permit-granted-x]  #! unknown-id
reading: [permit-x]  #! unknown-id
rules:
  - id: some
    to: {party: A}
    concerns: [water-x]  #! unknown-id
    ask: revoke-x  #! unknown-id
stages:
  - {id: open, title: Decision ahead, since: 2020-01-01}
dates:
  - id: day
    title: A day
    on: 2027-01-01
    use: background
    sources: [permit-x]  #! unknown-id
-- facts.yaml --
- id: permit-granted
  text: The agency granted the permit on {granted}.
  values: {granted: {date: 2021-05-04}}
  sources:
    - permit
    - permit-x  #! unknown-id
  as_of: 2021-05-04
  confidence: verified
  stages: [open-x]  #! unknown-id
  rebuts: [gone-x]  #! unknown-id
-- concerns.yaml --
- id: water
  title: The water
  text: The town drinks from this river.
  stages: [open-x]  #! unknown-id
  facts: [permit-granted-x]  #! unknown-id
  statements: [mayor-x]  #! unknown-id
  rebuts: [gone-x]  #! unknown-id
-- open-letter.yaml --
version: 1
title: To the agency
addressee: {name: The agency}
flaws: [water-x]  #! unknown-id
ask: revoke-x  #! unknown-id
facts: [permit-granted-x]  #! unknown-id
-- asks.yaml --
- id: revoke
  title: Revoke the permit
  subject: Request to revoke the permit
  request: We ask you to revoke the permit.
  request_i: I ask you to revoke the permit.
  asked: Revoke the permit.
  stages: [open-x]  #! unknown-id
  facts: [permit-granted-x]  #! unknown-id
  sources: [permit-x]  #! unknown-id
  replaced_by: review-x  #! unknown-id
  rebuts: [gone-x]  #! unknown-id
- id: review
  title: Review the permit
  subject: Request to review the permit
  request: We ask you to review the permit.
  request_i: I ask you to review the permit.
  asked: Review the permit.
-- messages.yaml --
- id: river
  aim: reason
  text: The town drinks from this river.
  link: permit-x  #! unknown-id
  networks: [x, bluesky-x]  #! unknown-id
  concern: water-x  #! unknown-id
  facts: [permit-granted-x]  #! unknown-id
  ask: revoke-x  #! unknown-id
  stages: [open-x]  #! unknown-id
  card: glass-x  #! unknown-id
  rebuts: [gone-x]  #! unknown-id
-- cards.yaml --
- id: glass
  kind: quote
  alt: A glass of water.
  facts: [permit-granted-x]  #! unknown-id
  statement: mayor-x  #! unknown-id
  ask: revoke-x  #! unknown-id
  stages: [open-x]  #! unknown-id
  rebuts: [gone-x]  #! unknown-id
-- statements.yaml --
- id: mayor
  who: A mayor
  on: 2024-03
  position: The mayor called for a new permit.
  about: draft
  cleared: public speech
  sources: [permit-x]  #! unknown-id
  rebuts: [gone-x]  #! unknown-id
-- traps.yaml --
- id: gone
  origin: a poster
  wrong: All water is gone.
  right: The water of one river is at risk.
  sources: [permit-x]  #! unknown-id
  languages:
    en: {pattern: water is gone, fires: [All water is gone.], passes: [Water.]}
-- names.yaml --
- id: the-agency
  names: {en: The Agency}
  sources: [permit-x]  #! unknown-id
-- countries/GB.yaml --
languages: [en]
events:
  - event: signed
    on: 2021
    confidence: verified
    sources: [permit-x]  #! unknown-id
confirmations:
  - claim: not-ratified
    on: 2026-11-01
    sources: [permit-x]  #! unknown-id
approval:
  body: {en: the Commons}
  offices: [lower-house]
  confidence: verified
  sources: [permit-x]  #! unknown-id
budapest:
  party: true
  confidence: verified
  sources: [permit-x]  #! unknown-id
legislature:
  since: 2024
  sources: [permit-x]  #! unknown-id
hooks:
  - id: act
    text: {en: Our own act is old.}
    as_of: 2026-01-01
    confidence: verified
    sources: [permit-x]  #! unknown-id
    concerns: [water-x]  #! unknown-id
commitments:
  - id: clean
    body: {en: the agency}
    on: 2024
    about: draft
    text: {en: The agency said that it would look again.}
    later: {en: It did not.}
    still_fair: true
    confidence: verified
    sources: [permit-x]  #! unknown-id
"""


def test_whatever_names_something_names_what_exists(make: Make) -> None:
    folder = make(NAMING)
    assert found(folder, checked(folder)) == announced(folder)


def test_the_ids_that_exist_are_known(make: Make) -> None:
    assert "unknown-id" not in {p.code for p in checked(make(NAMING.replace("-x", "")))}


def test_every_field_that_names_something_is_tried(make: Make) -> None:
    campaign = load_campaign(make(NAMING))
    tried = {
        (type(record).__name__, name)
        for _, top in campaign.records()
        for record in inner(top)
        for name, _ in reference_fields(type(record))
        if getattr(record, name)
    }
    assert tried == {(cls.__name__, name) for cls in Record.__subclasses__() for name, _ in reference_fields(cls)}


def test_an_unknown_id_comes_with_the_nearest_known_one(make: Make) -> None:
    [problem] = checked(make(WRONG["a fact with a source that nobody wrote"]))
    assert problem.message == "no source 'permt'" and problem.hint == "did you mean 'permit'?"
    assert problem.where.column == 13


RUSSIAN = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

msgctxt "fact/seats"
msgid "One seat decides, and {n} is free."
msgid_plural "{n} seats decide."
msgstr[0] "{n} место решает."
msgstr[1] "{n} места решают."
msgstr[2] "{n} мест решают."
"""


@pytest.mark.parametrize(
    ("old", "new", "drifts"),
    [
        ("", "", 0),
        ("{n} места", "Места", 1),
        ("{n} мест ", "Мест ", 1),
        ("{n} место ", "{m} место ", 1),
        ("{n} место ", "Одно место ", 1),  # this form is that of 21 too
        ("{n} мест ", "<b>{n}</b> мест ", 1),
    ],
)
def test_every_plural_form_of_a_language_is_compared_once(tmp_path: Path, old: str, new: str, drifts: int) -> None:
    path = tmp_path / "river.po"
    path.write_text(RUSSIAN.replace(old, new) if old else RUSSIAN, encoding="utf-8")
    problems: list[Diagnostic] = []
    catalog = read_catalog([path], problems)
    said = Said("fact/seats", "One seat decides, and {n} is free.", "{n} seats decide.", NOWHERE, Record())
    [entry], settings = catalog.entries.values(), speakers()["ru"].settings
    assert problems == []
    assert [code for code, _ in faults(said, entry, catalog.plural, needs, settings)] == ["drift"] * drifts


def test_a_value_is_of_its_type_wherever_the_type_stands() -> None:
    english = Languages(load_campaign(resources.SEEDS / "starter"))["en"]
    for value in ({"money": 5, "currency": "EUR"}, {"currency": "EUR", "money": 5}):
        assert value_problem(value) == "" and english.values({"n": value}, TODAY) == {"n": "€5"}


@pytest.mark.parametrize("name", ["a date that is none", "days until a month", "money with its sign"])
def test_a_document_with_a_wrong_value_is_not_made_and_says_where_it_stands(make: Make, name: str) -> None:
    folder = made(make, WRONG[name])
    campaign = load_campaign(folder)
    languages = Languages(campaign)
    documents, _ = plan(campaign, Request(day=TODAY, kinds=("letter",)), languages, AllForms(folder))
    with pytest.raises(Stop) as stop:
        Renderer(campaign, languages["en"]).render(documents[0])
    assert found(folder, list(stop.value.problems)) == announced(folder)


# Problems that have a file but no line.


def problems_of(folder: Path) -> set[tuple[str, str, int, str]]:
    """Return the problems as (code, file, line, severity)."""
    return {(*found(folder, [p]).pop(), p.severity) for p in checked(folder)}


def test_a_style_sheet_that_does_not_exist_is_named_with_its_template(make: Make) -> None:
    folder = make(put(HEAD, ("style: article.css", "style: artcle.css")) + "<h1>Note</h1>\n")
    assert problems_of(folder) == {("style", "templates/note.html", 0, "error")}
    (folder / "templates/artcle.css").write_text("p { color: black }", encoding="utf-8")
    assert problems_of(folder) == set()


@pytest.mark.parametrize(
    "markup",
    [
        "<p>never closed",
        "<p>one<p>two</p></p>",
        "<script>x</script>",
        '<p style="color: red">x</p>',
        '<p><a href="page.html">x</a></p>',
        '<p><a href="javascript:x">x</a></p>',
        "<ul>x</ul>",
    ],
)
def test_markup_that_no_document_has_is_named_with_its_template(make: Make, markup: str) -> None:
    folder = make(HEAD + f"<h1>Note</h1>\n{markup}\n")
    assert problems_of(folder) == {("markup", "templates/note.html", 0, "error")}


def test_a_document_over_its_budget_is_a_warning(make: Make) -> None:
    head = put(HEAD, ("formats: [txt]\n", "formats: [txt]\nwords: {en: 4}\nparts: {body: 3, end: 1}\n"))
    said = '<section data-part="body"><p>{}</p></section><section data-part="end"><p>end</p></section>\n'
    folder = make(head + said.format("one two three four"))
    assert problems_of(folder) == {("too-long", "templates/note.html", 0, "warning")}
    [problem] = checked(folder)
    assert problem.message == "river/en/note/note: 5 words, 4 are read" and problem.hint == "shorten body (4 of 3)"
    assert checked(make(head + said.format("one two three"))) == []


def test_an_office_without_a_form_is_named_with_its_file(make: Make) -> None:
    form = '{line: "{name}", salutation: "Dear Mayor,", in_text: "{name}"}'
    table = f"-- locales/en/address.yaml --\noffices:\n  mayor:\n    f: {form}\n"
    folder = make(table)
    assert problems_of(folder) == {("no-form", "locales/en/address.yaml", 0, "error")}
    messages = [p.message for p in checked(folder)]
    assert "no form of address in en for mayor (neutral): salutation" in messages
    assert not any("(f)" in m or "governor" in m for m in messages)
    assert checked(make(f"{table}    any: {form}\n")) == []


def test_forms_of_address_have_three_parts(make: Make) -> None:
    folder = make("-- locales/en/address.yaml --\noffice: {mayor: {any: {line: x}}}\n")
    assert problems_of(folder) == {("address", "locales/en/address.yaml", 0, "error")}


def test_a_language_without_forms_of_address_is_named_once(make: Make) -> None:
    [problem] = [p for p in checked(make(WRONG["a language without a folder"])) if p.code == "no-form"]
    assert problem.hint == "make locales/xx/address.yaml"


FORMS = "-- locales/es/address.yaml --\n"
WRONG_FORMS = {
    "same-form": "countries: {GB: {mayor: {f: {line: Alcalde}, m: {line: Alcalde}, neutral: {line: Alcaldía}}}}\n",
    "neutral": "words: {sender_sure: {f: segura, m: seguro}}\n",
}
RIGHT_FORMS = {
    "same-form": "countries: {GB: {mayor: {f: {line: Alcaldesa}, m: {line: Alcalde}, neutral: {line: Alcaldía}}}}\n",
    "neutral": "words: {sender_sure: {f: segura, m: seguro, neutral: con certeza}}\n",
}


@pytest.mark.parametrize("code", WRONG_FORMS)
def test_a_form_of_one_gender_is_none_of_another(make: Make, code: str) -> None:
    folder = make(SPANISH, FORMS + WRONG_FORMS[code])
    assert problems_of(folder) == {(code, "locales/es/address.yaml", 0, "error")}
    assert checked(make(SPANISH, FORMS + RIGHT_FORMS[code])) == []


# Several problems, severities, days.


def test_all_problems_of_all_files_come_in_one_run(make: Make) -> None:
    folder = make(
        fact(
            "The agency granted 2 permits on {grantd}.  #! placeholder #! number-in-text",
            ("[permit]", "[permt]  #! unknown-id"),
        ),
        over("sources.yaml", ("https://example.org/permit", "ftp://example.org  #! url")),
        trap("{pattern: '(', fires: [a], passes: [b]}  #! trap-pattern"),
        over("concerns.yaml", (WATER, f"  tilte: x  #! unknown-key\n{WATER}")),
        over("campaign.yaml", ("languages: [en]", "languages: [en, xx]  #! no-catalog #! no-form")),
        more("messages.yaml", "  concern: water  #! unknown-id"),
    )
    assert found(folder, checked(folder)) == announced(folder)


def test_documents_are_looked_at_only_when_nothing_else_is_wrong(make: Make) -> None:
    broken = WRONG["a template with an unknown name"]
    assert isinstance(broken, str)
    folder = make(broken, over("sources.yaml", ("https://example.org/permit", "ftp://example.org")))
    assert {p.code for p in checked(folder)} == {"url"}


def test_a_broken_template_does_not_hide_another(make: Make) -> None:
    folder = make(
        HEAD + "{{ sendr }}  {# #! undefined #}\n",
        HEAD.replace("note.html", "other.html") + "\n{% fi %}  {# #! template #}\n",
    )
    assert found(folder, checked(folder)) == announced(folder)


@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_is_an_error_only_when_that_is_wanted(make: Make, name: str) -> None:
    problems = checked(made(make, WRONG[name]))
    assert {(p.code, p.severity) for p in problems} == {(WARNINGS[name], "warning")} and exit_code(problems) == 0
    stricter = strict(problems)
    assert {(p.code, p.severity) for p in stricter} == {(WARNINGS[name], "error")} and exit_code(stricter) == 1
    assert [(p.where, p.message, p.hint) for p in stricter] == [(p.where, p.message, p.hint) for p in problems]


def test_the_command_makes_warnings_errors_with_strict(make: Make) -> None:
    folder = make(more("facts.yaml", "  review_by: 2026-11-21"))
    command = ("check", "--campaign", folder, "--on", "2026-11-22")
    lax, tight = run(*command), run(*command, "--strict")
    assert (lax.returncode, tight.returncode) == (0, 1)
    assert "facts.yaml:8:14: warning: " in lax.stderr and "facts.yaml:8:14: error: " in tight.stderr
    assert "[review]" in lax.stderr and "nothing wrong" in lax.stdout and "nothing wrong" not in tight.stdout


def test_a_campaign_is_checked_for_a_day(make: Make) -> None:
    folder = make(more("facts.yaml", "  review_by: 2026-11-22"))
    assert checked(folder, date(2026, 11, 22)) == []
    assert {p.code for p in checked(folder, date(2026, 11, 23))} == {"review"}


def test_a_post_over_the_limit_says_on_which_network(make: Make) -> None:
    text = over("messages.yaml", ("The town drinks from this river.", f"{'a' * 300}."))
    done = call("check", "--campaign", made(make, text), "--on", DAY, "--json")
    assert [p["message"] for p in done.json["problems"] if p["severity"] == "error"] == [
        "'river' in en is 45 weighted characters too long for X, which takes 280",
        "'river' in en is 28 graphemes too long for Bluesky, which takes 300",
    ]


@pytest.mark.parametrize(
    ("request_of", "reason"),
    [
        ({"ask": "revoke"}, "the ask 'revoke' rests on the fact 'permit-granted', which is valid until 2026-11-21"),
        (
            {"concerns": ("water",)},
            "the concern 'water' rests on the fact 'permit-granted', which is valid until 2026-11-21",
        ),
    ],
)
def test_what_is_named_and_cannot_be_said_any_more_is_an_error_at_its_place(
    make: Make, request_of: dict[str, str], reason: str
) -> None:
    folder = make(
        more("facts.yaml", "  valid_until: 2026-11-21"),
        over("asks.yaml", (ASK, "- id: revoke  #! unusable\n  facts: [permit-granted]")) + another_ask("other"),
        expecting("unusable", "concerns.yaml", "- id: water"),
    )
    campaign = load_campaign(folder)
    request = Request(day=TODAY, kinds=("letter",), **request_of)  # type: ignore[arg-type]
    documents, problems = plan(campaign, request, Languages(campaign), AllForms(folder))
    [problem] = [p for p in problems if p.severity == "error"]
    assert documents == [] and problem.message == reason and found(folder, [problem]) <= announced(folder)
    documents, problems = plan(campaign, Request(day=TODAY, kinds=("letter",)), Languages(campaign), AllForms(folder))
    assert [(d.ask.id, d.concerns) for d in documents if d.ask] == [("other", ())], "left out where nobody named it"
    assert exit_code(problems) == 0


def test_every_code_of_a_rule_has_a_campaign_that_breaks_it(make: Make) -> None:
    codes = set()
    for path in Path(checking.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("error", "warning"):
                codes |= {n.value for n in ast.walk(node.args[1]) if isinstance(n, ast.Constant)}
    tried = {
        code
        for texts in WRONG.values()
        for text in ([texts] if isinstance(texts, str) else texts)
        for code in EXPECTED.findall(text)
    }
    for name in ("test_cards.py", "test_contrast.py", "test_look.py", "test_signatories.py"):
        tried |= set(EXPECTED.findall((Path(__file__).parent / name).read_text(encoding="utf-8")))
    assert codes - tried - set(WRONG_FORMS) == set() and {"fuzzy", "missing-translation", "trap-pattern"} <= tried


def test_what_ships_has_no_problem() -> None:
    for name in resources.built_in_campaigns():
        assert checked(resources.SEEDS / name) == []
