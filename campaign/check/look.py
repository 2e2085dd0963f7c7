"""Rules on the look of documents and cards: what is printed can be read, and logo, typefaces and foot are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from campaign.check.checking import Checking
from campaign.diagnostics import SYSTEM, Diagnostic, Where, error, note, warning
from campaign.languages import Language, texts_of
from campaign.model import COLOUR, Dress, Look, dress_of
from campaign.phrases import phrase
from campaign.render.cards import pairs
from campaign.render.faces import faces_of, missing, remedy, sample
from campaign.render.look import HEIGHT, faint, look_problems, low
from campaign.render.marks import prose

COARSE = 150  # dots an inch, below which a printed logo looks ragged
NAMED = 8  # so many characters are named in one line


def worn(c: Checking) -> list[Dress]:
    """Return the looks of what is made: the campaign's, which cards have, and that of the sender's documents if another."""
    look, sender = c.campaign.settings.look, c.campaign.sender
    return [dress_of(look), *([dress_of(look, sender.look)] if sender and sender.look else [])]


def look(c: Checking) -> Iterator[Diagnostic]:
    """Colours are colours and the logo is one `[look]`, and what is printed can be read `[contrast]`."""
    looks = worn(c)
    yield from once(on_cards(c.campaign.settings.look), faint(looks[-1]))
    found: list[Diagnostic] = []
    for dress in looks:
        sized, problems = look_problems(c.campaign, dress, is_card=True)
        found += problems
        logo = dress.logo
        if logo is None or sized is None:
            continue
        dots = sized.height / ((logo.height or HEIGHT) / 25.4)
        if sized.media != "image/svg+xml" and dots < COARSE:
            message = phrase(
                "'{file}' has {dots:.0f} dots an inch at its height, and {enough} look clean on paper",
                file=logo.file,
                dots=dots,
                enough=COARSE,
            )
            found.append(warning(logo.at("file"), "look", message, phrase("take a larger picture or an SVG")))
        if sized.has_text:
            message = phrase("'{file}' holds text, which is shown in whatever typeface is there", file=logo.file)
            found.append(warning(logo.at("file"), "look", message, phrase("turn its text into paths")))
    yield from once(found)


def once(*groups: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield problems, of several at one place that say the same in other words the first."""
    seen: set[tuple[Where, str]] = set()
    for problems in groups:
        mine = [p for p in problems if (p.where, p.code) not in seen]
        seen |= {(p.where, p.code) for p in mine}
        yield from mine


def on_cards(look: Look) -> Iterator[Diagnostic]:
    """Yield the pairs of colours that cards print and few can read."""
    colours = look.colours
    for one, other in pairs():
        codes = getattr(colours, one), getattr(colours, other)
        if all(map(COLOUR.fullmatch, codes)):
            yield from low(colours.at(one), (one, codes[0]), (other, codes[1]))


def typefaces(c: Checking) -> Iterator[Diagnostic]:
    """A typeface of the look is here `[no-font]`, and has the characters of every language `[glyph]`."""
    said: set[str] = set()
    for dress in worn(c):
        for tag in c.campaign.settings.languages if dress.text or dress.headings else ():
            language = c.languages[tag]
            faces = faces_of(c.campaign, language, dress)
            here = dict(faces.chosen)
            for family, where in filter(None, (dress.text, dress.headings)):
                if family not in here and family not in said:
                    said.add(family)
                    message = phrase("the typeface '{family}' is not here", family=family)
                    yield error(where, "no-font", message, remedy(family), SYSTEM)
                elif family in here and f"{family} {tag}" not in said:
                    said.add(f"{family} {tag}")
                    lacking = missing(family, here[family], printed(c, language))
                    if lacking:
                        yield without(family, where, language, lacking)


def without(family: str, where: Where, language: Language, lacking: str) -> Diagnostic:
    """Say that a typeface lacks characters of a language: a note where it is made for another script."""
    letters = {letter for letter in sample(language) if letter.isalpha()}
    if letters <= set(lacking):
        own = phrase(
            "'{family}' has no letters of {language}, which keeps its own typeface",
            family=family,
            language=language.tag,
        )
        return note(where, "glyph", own)
    named = {"family": family, "characters": ", ".join(lacking[:NAMED]), "language": language.tag}
    message = phrase("'{family}' lacks {characters}, which texts in {language} have", **named)
    if more := len(lacking[NAMED:]):
        message = phrase(
            "'{family}' lacks {characters} and {more} more, which texts in {language} have", **named, more=more
        )
    return warning(where, "glyph", message, phrase("they are printed in another typeface, amid the others"))


def printed(c: Checking, language: Language) -> str:
    """Return all that the texts of a language say: those of its catalogs, or the source where it needs none."""
    forms = [form for book in (language.texts, language.prose) for e in book.entries.values() for form in e.forms]
    if language.texts.is_source:
        forms += [said.text for said in texts_of(c.campaign)]
    if language.prose.is_source:
        forms += [said.text for said in prose(c.campaign)]
    return "".join([*forms, sample(language)])


def feet(c: Checking) -> Iterator[Diagnostic]:
    """Note the languages for which a line at the foot has no text `[no-foot]`."""
    look, sender = c.campaign.settings.look, c.campaign.sender
    for one in (look, sender.look if sender else None):
        lacking = [
            t for t in c.campaign.settings.languages if one and one.footer and not c.languages[t].local(one.footer)
        ]
        if one and lacking:
            message = phrase("the line at the foot has no text in {languages}", languages=", ".join(lacking))
            yield note(one.at("footer"), "no-foot", message)
