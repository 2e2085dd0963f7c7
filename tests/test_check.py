"""Each rule has a small campaign that breaks it, with the code at the line where it is expected, and one that just passes."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import BASE, EXPECTED, TODAY, Problem, checked, found, load_campaign, run, sections

from campaign import check as checking
from campaign import load as loading
from campaign import model
from campaign.address import AllForms
from campaign.diagnostics import Diagnostic, exit_code, strict
from campaign.languages import Languages
from campaign.plan import Request, plan

Make = Callable[..., Path]


def over(file: str, *changes: tuple[str, str]) -> str:
    """Return a file of the base campaign with some of its words changed, as a section."""
    text = sections(BASE)[file]
    for old, new in changes:
        assert text.count(old) == 1, (file, old)
        text = text.replace(old, new)
    return f"-- {file} --\n{text}"


def more(file: str, text: str) -> str:
    """Return a file of the base campaign with more at its end, as a section."""
    return f"-- {file} --\n{sections(BASE)[file]}{text.lstrip()}"


def announced(folder: Path) -> set[Problem]:
    """Return the problems announced by `#! code`, in the templates and catalogs too."""
    return {
        Problem(code, path.relative_to(folder).as_posix(), number)
        for path in folder.rglob("*.*")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for code in EXPECTED.findall(line)
    }


HEAD = "{#---\ntitle: Note\nper: language\nformats: [txt]\nstyle: article.css\n---#}\n"
LETTER = "{#---\ntitle: Note\nper: recipient\nformats: [txt]\n---#}\n"

SPANISH = r"""
-- campaign.yaml --
schema: 1
title: Keep the river clean
source_language: en
languages: [en, es]
position: reject
summary: The plant may pour waste into the river.
common_ground: Jobs matter, and so does the water that a town drinks.
stages:
  - {id: open, title: Decision ahead, since: 2020-01-01}
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


def in_spanish(file: str, old: str, new: str, also: str = "") -> str:
    """Return the campaign in two languages with a file changed; `also` are files of the base campaign to be marked."""
    files = {**sections(SPANISH), **sections(also)}
    text = files.get(file) or sections(BASE)[file]
    assert text.count(old) == 1, (file, old)
    files[file] = text.replace(old, new)
    return "".join(f"-- {name} --\n{content}" for name, content in files.items())


CATALOG = "locales/es/LC_MESSAGES/river.po"
FACT_MARKED = over("facts.yaml", ("{granted}.", "{granted}.  #! missing-translation"))
COUNTED = """
- id: seats
  text: One seat decides, and {n} is free.
  text_plural: "{n} seats decide."
  count: n
  values: {n: {number: 12}}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
"""
COUNTED_ES = """
msgctxt "fact/seats"
msgid "One seat decides, and {n} is free."
msgid_plural "{n} seats decide."
msgstr[0] "Un escaño decide."
msgstr[1] "{n} escaños deciden."
"""
TRAP = """
-- traps.yaml --
- id: all-water
  origin: a poster
  wrong: All water is gone.
  right: The water of one river is at risk.
  valid_from: 2022-01-01
  languages:
    en: {pattern: 'all\\swater\\sis\\sgone', fires: [All water is gone.], passes: [Not all water.]}
    es: {pattern: 'sin\\sagua', fires: [El país está sin agua.], passes: [Hay agua.]}
""".replace("\\\\", "\\")
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
  - id: clean  #! commitment
    body: {en: the agency}
    on: 2024
    about: draft
    text: {en: The agency said that it would look again.}
    still_fair: true
    sources: [permit]
    confidence: verified
"""
PARTIAL_TEXT = "The agency granted the permit on {granted}."


def fact_line(new: str) -> str:
    """Return the facts with another text."""
    return over("facts.yaml", (PARTIAL_TEXT, new))


def values_line(new: str, text: str = "The agency granted the permit.") -> str:
    """Return the facts with other values."""
    return over("facts.yaml", (PARTIAL_TEXT, text), ("values: {granted: {date: 2021-05-04}}", f"values: {new}"))


def trap_line(new: str) -> str:
    """Return the traps with another English pattern."""
    [old] = [line for line in TRAP.splitlines() if line.startswith("    en:")]
    return TRAP.replace(old, f"    en: {new}")


# Where one line is expected to fail, and how it would just pass.
BAD = {
    "a fact with a source that nobody wrote": over("facts.yaml", ("[permit]", "[permt]  #! unknown-id")),
    "a network that does not exist": more("messages.yaml", "  networks: [x, twitter]  #! unknown-id"),
    "a link to a source that does not exist": more("messages.yaml", "  link: https://example.org  #! unknown-id"),
    "an ask that is replaced by itself": more("asks.yaml", "  replaced_by: revoke  #! circular"),
    "asks that replace each other": more("asks.yaml", "  replaced_by: b  #! circular\n")
    + "".join(
        sections(BASE)["asks.yaml"].replace("- id: revoke", f"- id: {a}\n  replaced_by: {b}  {mark}")
        for a, b, mark in (("b", "c", "#! circular"), ("c", "revoke", "#! circular"), ("d", "b", ""))
    ),
    "a fact without a source": over("facts.yaml", ("- id: permit-granted", "- id: permit-granted  #! no-source"), ("[permit]", "[]")),
    "a fact that ends before it begins": more("facts.yaml", "  valid_from: 2026-02-02\n  valid_until: 2026-02-01  #! dates"),
    "a fact that was known too late": over("facts.yaml", ("sources: [permit]", "valid_until: 2021-05-03\n  sources: [permit]  #! dates")),
    "a source read before it was published": more("sources.yaml", "  read_on: 2021-05-03  #! dates"),
    "an address without its scheme": over("sources.yaml", ("https://example.org/permit", "example.org/permit  #! url")),
    "an address of another scheme": over("sources.yaml", ("https://example.org/permit", "javascript://example.org  #! url")),
    "a fact that was to be reviewed yesterday": more("facts.yaml", "  review_by: 2026-11-21  #! review"),
    "a value of two types": values_line("{n: {number: 1, percent: 2}}  #! value"),
    "a value of an unknown type": values_line("{n: {quantity: 1}}  #! value"),
    "a value without a type": values_line("{n: {}}  #! value"),
    "a date that is none": values_line("{n: {date: soon}}  #! value"),
    "days until a month": values_line("{n: {days_until: 2027-05}}  #! value"),
    "a number in words": values_line("{n: {number: seven}}  #! value"),
    "a number that begins with zero": values_line("{n: {number: 010}}  #! value"),
    "a percentage with its sign": values_line("{n: {percent: 7%}}  #! value"),
    "money with its sign": values_line("{n: {money: $7}}  #! value"),
    "a list that is a text": values_line("{n: {list: Chile}}  #! value"),
    "words as they stand that lost a zero": values_line("{n: {verbatim: 1.10}}  #! value"),
    "a count without its plural": over("facts.yaml", ("  values:", "  count: granted  #! plural\n  values:")),
    "a count without its value": over("facts.yaml", ("  values:", "  text_plural: Many permits.\n  count: n  #! plural\n  values:")),
    "a placeholder that nothing fills": fact_line("The agency granted it on {grantd}.  #! placeholder"),
    "a placeholder that only asks have": over("concerns.yaml", ("  text: The town", "  text: By {reply_by} the town"))
    .replace("drinks from this river.\n", "drinks from this river.  #! placeholder\n", 1),
    "a value of a fact that the text does not name": over(
        "messages.yaml", ("The town drinks from this river.", "Since {granted}.  #! placeholder"), ("facts: [permit-granted]", "facts: []")
    ),
    "a lone brace": fact_line("The agency granted the permit} on {granted}.  #! placeholder"),
    "a placeholder in capitals": fact_line("The agency granted the permit on {Granted}.  #! placeholder"),
    "a placeholder that is a number": fact_line("The agency granted the permit on {1}.  #! placeholder #! number-in-text"),
    "a number in a text": fact_line("The agency granted 2 permits on {granted}.  #! number-in-text"),
    "a number in a plural": more("facts.yaml", COUNTED.replace("{n} seats decide.", "{n} of 12 seats decide."))
    .replace("  text: One seat", "  #! \n  text: One seat").replace("is free.", "is free.  #! number-in-text").replace("  #! \n", ""),
    "eleven words in quotation marks": STATEMENT + "  phrase: one two three four five six seven eight nine ten eleven  #! long-phrase",
    "a promise without what came later": COMMITMENT,
    "a trap whose pattern does not compile": trap_line("{pattern: '(', fires: [a], passes: [b]}  #! trap-pattern"),
    "a trap whose exception does not compile": trap_line("{pattern: a, unless: '[', fires: [a], passes: [b]}  #! trap-pattern"),
    "a trap that lets its wrong sentence pass": trap_line("{pattern: 'a.c', fires: [abc, abd], passes: [b]}  #! trap-test"),
    "a trap that catches its true sentence": trap_line("{pattern: 'a.c', fires: [abc], passes: [b, adc]}  #! trap-test"),
    "a trap that looks away from its wrong sentence": trap_line("{about: [[x, y]], pattern: 'a.c', fires: [abc], passes: [b]}  #! trap-test"),
    "a fact that says what is wrong": TRAP + fact_line("All water is gone since {granted}.  #! trap"),
    "an ask that says what is wrong": TRAP + over("asks.yaml", ("- id: revoke", "- id: revoke\n  why: All water is gone.  #! trap")),
    "a message that says what is wrong": TRAP + more("messages.yaml", "  long: ALL WATER IS GONE!  #! trap"),
    "a concern whose answer says what is wrong": TRAP
    + over("concerns.yaml", ("{text: The plant brings work.,", "{text: The plant brings work. All water is gone., #! trap\n   ")),
    "a translation that says what is wrong": in_spanish(
        CATALOG, "La agencia otorgó el permiso el {granted}.", "Sin agua desde el {granted}.", TRAP + fact_line(f"{PARTIAL_TEXT}  #! trap")
    ),
    "a text without its translation": in_spanish(CATALOG, "La agencia otorgó el permiso el {granted}.", "", FACT_MARKED),
    "a text that changed after it was translated": in_spanish(
        "facts.yaml", PARTIAL_TEXT, "The agency gave the permit on {granted}.  #! missing-translation"
    ),
    "a translation that nobody confirmed": in_spanish(
        CATALOG, 'msgctxt "fact/permit-granted"', '#, fuzzy\nmsgctxt "fact/permit-granted"', FACT_MARKED.replace("missing-translation", "fuzzy")
    ),
    "a translation without its placeholder": in_spanish(
        CATALOG, "el permiso el {granted}", "el permiso", FACT_MARKED.replace("missing-translation", "drift")
    ),
    "a translation with a placeholder of its own": in_spanish(
        CATALOG, "el permiso el {granted}", "el permiso el {granted} {fecha}", FACT_MARKED.replace("missing-translation", "drift")
    ),
    "a plural without one of its forms": in_spanish(
        CATALOG, "Keep the river clean", "Keep the river clean", more("facts.yaml", COUNTED.replace("is free.", "is free.  #! missing-translation"))
    ).replace("-- facts", COUNTED_ES.replace("{n} escaños deciden.", "") + "-- facts"),
    "a plural without its number": in_spanish(
        CATALOG, "Keep the river clean", "Keep the river clean", more("facts.yaml", COUNTED.replace("is free.", "is free.  #! drift"))
    ).replace("-- facts", COUNTED_ES.replace("{n} escaños", "Escaños") + "-- facts"),
    "a name without its form in a language": in_spanish("facts.yaml", "The agency", "{body_of}")
    .replace('"The agency granted the permit on', '"{body_of} granted the permit on').replace('"La agencia otorgó', '"{body_of} otorgó')
    + "-- names.yaml --\n- id: body-of\n  names: {en: The agency}  #! missing-name\n",
    "prose of a template that is not translated": SPANISH
    + f'-- templates/note.html --\n{HEAD}<h1>{{% trans "note/hi" %}}Hello{{% endtrans %}}</h1>  {{# #! missing-translation #}}\n',
    "prose of a template that lost its emphasis": SPANISH
    + f'-- templates/note.html --\n{HEAD}<h1>{{% trans "note/hi" %}}<em>Hello</em>{{% endtrans %}}</h1>  {{# #! drift #}}\n'
    + '-- locales/es/LC_MESSAGES/campaign.po --\nmsgctxt "note/hi"\nmsgid "<em>Hello</em>"\nmsgstr "Hola"\n',
    "prose of a template that lost its placeholder": SPANISH
    + f'-- templates/note.html --\n{HEAD}<h1>{{% trans "note/hi" day=today %}}Hello {{{{ day }}}}{{% endtrans %}}</h1>  {{# #! drift #}}\n'
    + '-- locales/es/LC_MESSAGES/campaign.po --\nmsgctxt "note/hi"\nmsgid "Hello %(day)s"\nmsgstr "Hola"\n',
    "a catalog that breaks off": SPANISH + '\nmsgctxt "x"\nmsgid "y"\nmsgstr z  #! catalog\n',
    "a language without a folder": over("campaign.yaml", ("languages: [en]", "languages: [en, xx]  #! no-catalog")),
    "a recipient of a country that has no file": over(
        "recipients/people.yaml", ("country: GB, email: jo@parliament.example}", "languages: [en],\n   country: FR}  #! no-country")
    ),
    "a recipient whose languages the campaign has not": over("countries/GB.yaml", ("[en]", "[cy]"))
    + over("recipients/people.yaml", ("example}", "example}  #! no-language")),
    "a recipient to whom nothing can be asked": over("asks.yaml", ("- id: revoke", "- id: revoke\n  offices: [mayor]"))
    + over("recipients/people.yaml", ("example}", "example}  #! no-ask")) + over("campaign.yaml", ("schema: 1", "schema: 1  #! no-ask")),
    "a recipient from before the election": over("countries/GB.yaml", ("[en]", "[en]\nlegislature: {since: 2025}"))
    + over("recipients/people.yaml", ("example}", "example,\n   source_date: 2024-12-31}  #! old-list")),
    "a post that X does not take": over("messages.yaml", ("The town drinks from this river.", f"{'a' * 254}.  #! post-length")),
    "a post that Instagram does not take": more("messages.yaml", f"  long: {'a' * 2201}  #! post-length"),
    "a template with an unknown name": f"-- templates/note.html --\n{HEAD}<h1>Note</h1>\n<p>{{{{ sendr }}}}</p>  {{# #! undefined #}}\n",
    "a template with an unknown field": f"-- templates/note.html --\n{HEAD}<h1>Note</h1>\n\n<p>{{{{ sender.nam }}}}</p>  {{# #! undefined #}}\n",
    "a template with an unknown field of an ask": f"-- templates/note.html --\n{LETTER}<p>{{{{ ask.sbject }}}}</p>  {{# #! undefined #}}\n",
    "a template with a broken block": f"-- templates/note.html --\n{HEAD}<h1>Note</h1>\n{{% fi %}}  {{# #! template #}}\n",
    "a template with a part that does not exist": f'-- templates/note.html --\n{HEAD}<h1>Note</h1>\n{{% include "_no.html" %}}  {{# #! template #}}\n',
    "a template that leaves its folder": f'-- templates/note.html --\n{HEAD}<h1>Note</h1>\n{{% include "../campaign.yaml" %}}  {{# #! template #}}\n',
    "a template that reaches into Python": f"-- templates/note.html --\n{HEAD}\n<p>{{{{ today.__class__.mro() }}}}</p>  {{# #! template #}}\n",
    "a template that changes what it is given": f"-- templates/note.html --\n{HEAD}\n<p>{{{{ stages.append(today) }}}}</p>  {{# #! template #}}\n",
    "a template that adds words and numbers": f"-- templates/note.html --\n{HEAD}\n<p>{{{{ today + 1 }}}}</p>  {{# #! template #}}\n",
    "a template that calls what is no function": f"-- templates/note.html --\n{HEAD}\n<p>{{{{ today() }}}}</p>  {{# #! template #}}\n",
    "prose without a context": f"-- templates/note.html --\n{HEAD}<h1>Note</h1>\n<p>{{% trans %}}Hello{{% endtrans %}}</p>  {{# #! template #}}\n",
    "a part with an unknown name": f'-- templates/note.html --\n{HEAD}<h1>Note</h1>\n{{% include "_part.html" %}}\n'
    "-- templates/_part.html --\n<p>Part</p>\n<p>{{ sendr }}</p>  {# #! undefined #}\n",
    "a template without its settings": "-- templates/note.html --\n<h1>Note</h1>  {# #! kind-head #}\n",
    "a template with a wrong setting": f"-- templates/note.html --\n{HEAD.replace('per: language', 'per: person  #! choice')}<h1>Note</h1>\n",
}

PASSES = {
    "a source read on the day it was published": more("sources.yaml", "  read_on: 2021-05-04"),
    "a fact without a source that is not verified": over("facts.yaml", ("[permit]", "[]"), ("verified", "unverified")),
    "a fact that ends on the day it begins": more("facts.yaml", "  valid_from: 2026-02-01\n  valid_until: 2026-02-01"),
    "a fact that was known on its last day": more("facts.yaml", "  valid_until: 2021-05-04"),
    "a plain web address": over("sources.yaml", ("https://example.org/permit", "http://example.org")),
    "a fact that is to be reviewed today": more("facts.yaml", "  review_by: 2026-11-22"),
    "an overdue fact that is not printed any more": more("facts.yaml", "  review_by: 2026-11-21\n  valid_until: 2026-11-20"),
    "a known network and link": more("messages.yaml", "  networks: [x, bluesky]\n  link: permit"),
    "a link to the page of the sender": more("messages.yaml", "  link: act"),
    "a chain of replaced asks": more("asks.yaml", "  replaced_by: b\n")
    + "".join(sections(BASE)["asks.yaml"].replace("- id: revoke", f"- id: {a}\n  {b}") for a, b in (("b", "replaced_by: c"), ("c", "note: last"))),
    "values of every type": values_line(
        "{a: {number: 12.5}, b: {percent: 7}, c: {money: 1.50, currency: EUR}, d: {date: 2021-05}, e: {list: [Chile, Peru]},"
        " f: {verbatim: '1.10'}, g: {verbatim: 2(h)}, h: {verbatim: 79/243}, i: {days_until: 2027-05-04}}",
        "On {d}, in {d_year}, {a}, {b}, {c}, {e}, {f}, {g}, {h}, {i}.",
    ),
    "a count with both its forms": more("facts.yaml", COUNTED),
    "placeholders of names, countries and asks": over("asks.yaml", ("- id: revoke", '- id: revoke\n  why: "{Country}, {in_country}: {the_river} by {reply_by}, {organization}."'))
    + "-- names.yaml --\n- {id: the-river, names: {en: the Long River}}\n"
    + sections(BASE)["asks.yaml"].replace("-- id", "-- id"),
    "a fact that says of when it is": more("facts.yaml", "  perishable: {max_age: 30, then: as-of}\n  text_as_of: As of {as_of}, since {granted_month}."),
    "numbers inside placeholders": values_line("{article_2: {verbatim: 2(h)}}", "Article {article_2} says so."),
    "ten words in quotation marks": STATEMENT + "  phrase: one two three four five six seven eight nine ten",
    "a promise with what came later": COMMITMENT.replace("  #! commitment", "").replace("still_fair", "later: {en: Nothing.}\n    still_fair"),
    "a promise that is not fair any more": COMMITMENT.replace("  #! commitment", "").replace("true", "false"),
    "a trap on nothing that is said": TRAP,
    "the same words in quotation marks": TRAP + fact_line("A poster said “all water is gone” on {granted}."),
    "a text that rebuts the claim": TRAP + fact_line("All water is gone, said a poster on {granted}.") .replace("  as_of", "  rebuts: [all-water]\n  as_of"),
    "a text that was true in its time": TRAP + fact_line("All water is gone since {granted}.").replace("  as_of", "  valid_until: 2021-12-31\n  as_of"),
    "a phrase of somebody else": TRAP + STATEMENT + "  phrase: all water is gone",
    "a campaign in two languages": SPANISH,
    "a translation with the placeholder elsewhere": in_spanish(CATALOG, "La agencia otorgó el permiso el {granted}.", "El {granted} la agencia otorgó el permiso."),
    "a singular that says its number in a word": in_spanish(CATALOG, "Keep the river clean", "Keep the river clean", more("facts.yaml", COUNTED))
    .replace("-- facts", COUNTED_ES + "-- facts"),
    "a name that no text uses": SPANISH + "-- names.yaml --\n- id: body-of\n  names: {en: The agency}\n",
    "prose of a template with its translation": SPANISH
    + f'-- templates/note.html --\n{HEAD}<h1>{{% trans "note/hi" day=today %}}<em>Hello</em> {{{{ day }}}}{{% endtrans %}}</h1>\n'
    + '-- locales/es/LC_MESSAGES/campaign.po --\nmsgctxt "note/hi"\nmsgid "<em>Hello</em> %(day)s"\nmsgstr "%(day)s: <em>hola</em>"\n',
    "a recipient whose own language the campaign has": over("countries/GB.yaml", ("[en]", "[cy]"))
    + over("recipients/people.yaml", ("example}", "example, languages: [en]}")),
    "an ask for the branch of the recipient and one for the rest": over("asks.yaml", ("- id: revoke", "- id: revoke\n  offices: [legislature]"))
    + sections(BASE)["asks.yaml"].replace("- id: revoke", "- id: rest\n  offices: [unknown]"),
    "a recipient from the year of the election": over("countries/GB.yaml", ("[en]", "[en]\nlegislature: {since: 2025}"))
    + over("recipients/people.yaml", ("example}", "example, source_date: 2025-01-01}")),
    "a post of just the length that reads well": over("messages.yaml", ("The town drinks from this river.", "a" * 226)),
    "no recipients at all": "-- recipients/people.yaml --\n",
    "a template of one's own": f"-- templates/note.html --\n{HEAD}<h1>Note of {{{{ today }}}}</h1>\n<p>{{{{ sender.name }}}}</p>\n",
}


def test_the_base_campaign_is_clean(make: Make) -> None:
    assert checked(make()) == []


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_it_is_found_at_its_line(make: Make, text: str) -> None:
    folder = make(text)
    assert announced(folder) and found(folder, checked(folder)) == announced(folder)


@pytest.mark.parametrize("text", PASSES.values(), ids=PASSES)
def test_it_just_passes(make: Make, text: str) -> None:
    assert [str(p) for p in checked(make(text))] == []
