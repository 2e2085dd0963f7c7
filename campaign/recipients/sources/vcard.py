"""Read a file of vCards: 4.0 (RFC 6350), 3.0 (RFC 2426), and the lines of 2.1 in QUOTED-PRINTABLE.

The content lines are read here: `vobject` 0.9.9 knows no 4.0 (its issue 29), and its pattern for a line takes minutes on
sixty characters that no line should have, which a file from anywhere may hold.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from campaign.diagnostics import Diagnostic, Where, warning
from campaign.phrases import phrase
from campaign.recipients.found import Doubt, Found, ListInfo
from campaign.recipients.sources.reading import (
    NETWORKS,
    died,
    first,
    kept,
    opening,
    others,
    read_text,
    refused,
)

SUFFIXES = (".vcf", ".vcard")
BEGIN = re.compile(r"BEGIN\s*:\s*VCARD", re.IGNORECASE)
NAME = re.compile(r"(?:[A-Za-z0-9-]+\.)?([A-Za-z0-9_-]+)")
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
GENDERS = {"o": "other", "u": "unknown", "n": "unknown"}  # RFC 6350, 6.2.7; F and M are written as they are
NOBODY = ("group", "location", "application", "device")
QUOTED = "quoted-printable"


class Line(NamedTuple):
    """One content line: its property, its parameters in lower case, its value as it is written."""

    number: int
    name: str
    types: frozenset[str]
    params: Mapping[str, str]
    value: str

    @property
    def rank(self) -> int:
        """How much it is preferred: PREF=1 first, and TYPE=pref of 3.0 like it."""
        pref = self.params.get("pref", "")
        return min(int(pref), 100) if pref.isdecimal() and len(pref) < 4 else 1 if "pref" in self.types else 101


class Card(NamedTuple):
    """The lines of one card, where it begins, and what is wrong with it."""

    where: Where
    lines: list[Line]
    notes: list[Doubt]
    open: bool

    def all(self, *names: str) -> list[Line]:
        """Return the lines of some properties, the preferred ones first."""
        found = [line for name in names for line in self.lines if line.name == name and line.value.strip()]
        return sorted(found, key=lambda line: line.rank)

    def text(self, *names: str) -> str:
        """Return the text of the first line of some properties."""
        return first(*(plain(line.value) for line in self.all(*names)))


def knows(path: Path, head: bytes) -> bool:
    """Tell whether a file holds vCards, or a folder files of them."""
    if path.is_dir():
        return any(file.suffix.lower() in SUFFIXES for file in path.glob("*"))
    return bool(BEGIN.match(opening(head)))


def read(path: Path, day: date) -> tuple[ListInfo, list[Found], list[Diagnostic]]:
    """Return the people of a file, or of the files of a folder; a card without an end is left out."""
    files = sorted(f for f in path.glob("*") if f.suffix.lower() in SUFFIXES) if path.is_dir() else [path]
    founds: list[Found] = []
    problems: list[Diagnostic] = []
    for file in files:
        text, said = read_text(file)
        problems += said
        if text is not None:
            founds += [one(card, day) for card in cards_of(text, str(file), problems)]
    if not founds and not problems:
        problems.append(refused(Where(str(path)), "no-cards", phrase("there is no BEGIN:VCARD here")))
    return ListInfo(), founds, problems


# --------------------------------------------------------------------------------------------------------------- lines


def cards_of(text: str, file: str, problems: list[Diagnostic]) -> Iterator[Card]:
    """Yield the cards of a text; what stands between them is said once."""
    card: Card | None = None
    stray = 0
    for number, written in unfolded(text):
        start = written.strip().upper().replace(" ", "")
        if start == "BEGIN:VCARD":
            if card:
                yield card._replace(open=True)
            card = Card(Where(file, number, 1), [], [], False)
        elif card is None:
            stray = stray or (number if written.strip() else 0)
        elif start == "END:VCARD":
            yield card
            card = None
        elif written.strip():
            line = parsed(number, written, card.notes)
            if line:
                card.lines.append(line)
    if card:
        yield card._replace(open=True)
    if stray:
        message = phrase("lines outside of the cards were passed over")
        problems.append(warning(Where(file, stray, 1), "outside", message))


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield the logical lines with the number of their first: folded by a space (3.0), or by = in QUOTED-PRINTABLE."""
    held: list[str] = []
    begun, soft = 1, False
    for number, line in enumerate(text.split("\n"), 1):
        if held and (soft or line[:1] in (" ", "\t")):
            held.append(line if soft else line[1:])
        else:
            if held:
                yield begun, "".join(held)
            held, begun = [line], number
        soft = line.endswith("=") and QUOTED in held[0].partition(":")[0].lower()
        if soft:
            held[-1] = held[-1][:-1]
    if held:
        yield begun, "".join(held)


def parsed(number: int, written: str, notes: list[Doubt]) -> Line | None:
    """Return a content line; one that is none is noted."""
    head, colon, value = divided(written)
    parts = split_outside(head, ";")
    name = NAME.fullmatch(parts[0].strip()) if colon else None
    if not name:
        said = phrase("line {line} is no line of a card: '{text}'", line=number, text=written.strip()[:40])
        notes.append(("odd-line", said))
        return None
    params: dict[str, str] = {}
    types: set[str] = set()
    for part in parts[1:]:
        key, equals, text = part.partition("=")
        key, text = (key.strip().lower(), text.strip()) if equals else ("type", key.strip())
        if key == "type":
            types |= {t.strip().strip('"').lower() for t in text.strip('"').split(",")}
        else:
            params.setdefault(key, text.strip('"'))
    if QUOTED in types or params.get("encoding", "").lower() == QUOTED:
        value = unquoted(value, params.get("charset", "utf-8"), number, notes)
    return Line(number, name[1].upper().replace("_", "-"), frozenset(types), params, value)


def divided(written: str) -> tuple[str, str, str]:
    """Return what stands before the first colon outside of quotes, the colon, and the value."""
    quoted = False
    for at, sign in enumerate(written):
        if sign == '"':
            quoted = not quoted
        elif sign == ":" and not quoted:
            return written[:at], ":", written[at + 1 :]
    return written.partition(":")  # a quote that is not closed


def split_outside(text: str, sign: str) -> list[str]:
    """Return the parts between signs outside of quotes."""
    if '"' not in text:
        return text.split(sign)
    return re.findall(rf'(?:"[^"]*"|[^"{sign}]|")+', text) or [""]


def unquoted(value: str, charset: str, number: int, notes: list[Doubt]) -> str:
    """Return a value of vCard 2.1 from QUOTED-PRINTABLE; what is no text in its charset is shown as U+FFFD."""
    data = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        made = data.decode(charset, errors="replace")
    except (LookupError, ValueError):
        said = phrase("line {line}: '{charset}' is no charset that is known", line=number, charset=charset[:20])
        notes.append(("charset", said))
        made = data.decode(errors="replace")
    if "\ufffd" in made:
        said = phrase("line {line} is not all text in {charset}", line=number, charset=charset[:20])
        notes.append(("charset", said))
    return made


def plain(value: str) -> str:
    """Return a text without the marks of what would divide it."""
    return ESCAPED.sub(lambda m: "\n" if m[1] in "nN" else m[1], value).strip()


def components(value: str) -> list[str]:
    """Return the parts of a structured value, several texts of one part between commas."""
    parts = re.findall(r"((?:\\.|[^;\\]|\\$)*)(?:;|$)", value, re.DOTALL)
    return [", ".join(filter(None, map(plain, re.findall(r"(?:\\.|[^,\\]|\\$)+", part, re.DOTALL)))) for part in parts]


# --------------------------------------------------------------------------------------------------------------- cards


def one(card: Card, day: date) -> Found:
    """Return one person."""
    if card.open:
        return Found(card.where, {}, ended=("open-card", phrase("there is no END:VCARD for this card")))
    if (kind := card.text("KIND").lower()) in NOBODY:
        return Found(card.where, {}, ended=("no-person", phrase("the kind of this card is {kind}", kind=kind)))
    names = [*components(first(*(line.value for line in card.all("N")))), "", "", "", "", ""]
    emails = [plain(line.value) for line in card.all("EMAIL")]
    phones = [phone(line) for line in card.all("TEL") if not line.types & {"fax", "pager", "modem"}]
    gender = components(card.text("GENDER"))[0].lower()
    units = [part for part in components(first(*(line.value for line in card.all("ORG")))) if part]
    fields = kept(
        id=card.text("UID"),
        name=card.text("FN"),
        family_name=names[0],
        given_name=names[1],
        additional_name=names[2],
        honorific_prefix=names[3],
        honorific_suffix=names[4],
        gender=first(GENDERS.get(gender, gender), card.text("X-GENDER")),
        email=first(*emails),
        phone=first(*phones),
        address=address(card),
        organization=", ".join(units),
        role=card.text("TITLE", "ROLE"),
        languages=";".join(dict.fromkeys(plain(line.value) for line in card.all("LANG"))),
        url=first(*(plain(line.value) for line in card.all("URL"))),
        birth_date=day_of(card.text("BDAY")),
        death_date=day_of(card.text("DEATHDATE", "X-DEATHDATE")),
    )
    notes = [*card.notes, *others("email", emails), *others("phone", phones)]
    return Found(card.where, fields, accounts_of(card), died(fields, day), tuple(notes))


def phone(line: Line) -> str:
    """Return a number, in 4.0 often a link `tel:`."""
    text = plain(line.value)
    return text[4:].split(";")[0] if text.lower().startswith("tel:") else text


def day_of(text: str) -> str:
    """Return a date of ISO 8601 with its hyphens."""
    found = COMPACT.fullmatch(text)
    return f"{found[1]}-{found[2]}-{found[3]}" if found else text


def address(card: Card) -> str:
    """Return the lines of the address: as its label has them, else in the order of the card."""
    lines = card.all("ADR")
    labels = [plain(line.params["label"]) for line in lines if line.params.get("label")]
    labels += [plain(line.value) for line in card.all("LABEL")]
    return first(*labels, *("\n".join(filter(None, components(line.value))) for line in lines))


def accounts_of(card: Card) -> dict[str, str]:
    """Return the accounts: SOCIALPROFILE of RFC 9554, X-SOCIALPROFILE of Apple, X-TWITTER and the like."""
    found: dict[str, str] = {}
    for line in card.lines:
        network = line.name.removeprefix("X-").lower()
        if network == "socialprofile":
            kinds = [line.params.get("service-type", "").lower(), *sorted(line.types)]
            network = next((kind for kind in kinds if kind in NETWORKS), "")
        if network in NETWORKS and line.value.strip():
            text = plain(line.value)
            found.setdefault(NETWORKS[network], text.removeprefix("x-apple:"))
    return found
