"""Divide a text into a thread: posts that continue one another by replies, numbered 1/n, with one link at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise, zip_longest

from campaign.networks import Network, excess, fits, length
from campaign.values import Value, replace

LINE_END = re.compile(r"(?:\r\n|[\n\r\x85\u2028\u2029])")
_NO_LINK = r"\s<>“”«»„「」『』《》（）。！？，；：、؟،؛"  # what a link of a text in any script ends before
LINK = rf"https?://[^{_NO_LINK}]+|(?<![\w@.])\w[\w-]*(?:\.\w[\w-]*)+(?:/[^{_NO_LINK}]*)?"
TAG = r"(?:[#＃@]|\b[\w.+-]+@)\w[\w\u200c\u0300-\u036f]*(?:[.@-]+\w+)*"
KEPT = re.compile(rf"{TAG}|{LINK}")
QUOTES = {"“": "”", "«": "»", "„": "“”", "‘": "’", "‹": "›", "「": "」", "『": "』", "《": "》", '"': '"'}


class Thread(Value):
    """A text as posts.

    `posts` are what is sent. `parts` are the same without number and link: each is a stretch of the text, unchanged.
    `breaks` are what stood in the text between a part and the next: a line end if there was one among the white space
    there, else one space if there was any, else nothing, as between Chinese sentences. `too_long` holds each sentence
    that the network does not take as one post, and by how much, in the network's unit (`excess`): it is never cut, and
    stands in a post of its own.
    """

    posts: tuple[str, ...]
    parts: tuple[str, ...]
    breaks: tuple[str, ...]
    too_long: tuple[tuple[str, int], ...] = ()

    @property
    def text(self) -> str:
        """The text that was divided: white space where it breaks is one line end or one space, at its ends none."""
        return "".join(part + gap for part, gap in zip_longest(self.parts, self.breaks, fillvalue=""))


class _Unit(Value):
    """What is not divided, a sentence mostly: where it starts and ends in the text, and whether a line starts there."""

    start: int
    end: int
    starts_line: bool
    tags_only: bool


def split(
    text: str, network: Network, sentences: Callable[[str], list[str]], unbreakable: Iterable[str] = (), link: str = ""
) -> Thread:
    """Return the text as posts of a thread on the network.

    A text that reads well as one post (`Network.aim`, the link included) is one, without a number. Of a longer one, each
    line starts a new post, and its sentences are packed as full as the aim allows; the network's limit holds where a
    single sentence needs more. Each post ends with its number, " 1/n"; the link stands on a line of its own below that
    of the last, alone with it where the last sentence leaves no room. Hashtags, links and emoji without a sentence stay
    with the sentence before them, where the limit allows.

    Nothing is divided inside a link, a hashtag, a mention, one of the `unbreakable` names, or a quotation; a mark that
    opens one and is never closed quotes nothing. `sentences` returns the sentences of a line with their white space:
    joined, they are the line.
    """
    units = _with_tags(text, list(_units(text, sentences, [*_kept(text, unbreakable)])), network)
    if not units:
        return Thread((link,) if link else (), ("",) if link else (), ())
    whole = text[units[0].start : units[-1].end]
    alone = f"{whole}\n{link}" if link else whole
    if fits(alone, network) and (len(units) == 1 or length(alone, network) <= network.aim):
        return Thread((alone,), (whole,), ())
    if len(units) == 1 and not link:
        over = excess(whole, network)
        return Thread((whole,), (whole,), (), ((whole, over),) if over else ())
    digits, packed = 1, _pack(text, units, network, link, 1)
    while len(str(len(packed))) > digits:
        digits += 1
        packed = _pack(text, units, network, link, digits)
    return _thread(text, packed, network, link)


def _thread(text: str, packed: list[tuple[int, int]], network: Network, link: str) -> Thread:
    """Return the thread of the stretches of a text."""
    parts = tuple(text[start:end] for start, end in packed)
    posts = tuple(_post(part, i, str(len(parts)), link if i == len(parts) else "") for i, part in enumerate(parts, 1))
    breaks = tuple(_gap(text[end:start]) for (_, end), (start, _) in pairwise(packed))
    long = [(part, excess(post, network)) for part, post in zip(parts, posts, strict=True)]
    return Thread(posts, parts, breaks, tuple((part, over) for part, over in long if over))


def _pack(text: str, units: list[_Unit], network: Network, link: str, digits: int) -> list[tuple[int, int]]:
    """Return the stretches of the text that the posts hold, as full as may be with so many digits in a number."""

    def room(first: _Unit, last: _Unit, link: str = "") -> bool:
        part = text[first.start : last.end]
        post = _post(part, len(packed) + 1, "9" * digits, link)
        most = network.limit if first is last else network.aim
        return length(post, network) <= most and fits(post, network)

    packed: list[tuple[_Unit, _Unit]] = []
    first = before = units[0]
    for unit in units[1:]:
        if unit.starts_line or not room(first, unit):
            packed.append((first, before))
            first = unit
        before = unit
    if not link or room(first, before, link):
        packed.append((first, before))
    elif first is not before and room(before, before, link):
        packed += [(first, units[-2]), (before, before)]
    else:  # the link in a post of its own
        packed.append((first, before))
        return [*((f.start, b.end) for f, b in packed), (before.end, before.end)]
    return [(f.start, b.end) for f, b in packed]


def _with_tags(text: str, units: list[_Unit], network: Network) -> list[_Unit]:
    """Return the units with what is hashtags and links alone joined to the sentence before it, where one post holds both."""
    found: list[_Unit] = []
    for unit in units:
        if found and unit.tags_only and fits(_post(text[found[-1].start : unit.end], 99, "99"), network):
            found[-1] = replace(found[-1], end=unit.end)
        else:
            found.append(unit)
    return found


def _post(part: str, number: int, count: str, link: str = "") -> str:
    """Return a post with its number, and the link below it."""
    numbered = f"{part} {number}/{count}".lstrip(" ")
    return f"{numbered}\n{link}" if link else numbered


def _gap(white: str) -> str:
    """Return the white space of a break as one line end, one space or nothing."""
    return "\n" if LINE_END.search(white) else " " if white else ""


def _units(text: str, sentences: Callable[[str], list[str]], kept: list[tuple[int, int]]) -> Iterator[_Unit]:
    """Yield what is not divided, without the white space around it."""
    start, at, starts_line = 0, 0, True
    for line in _lines(text):
        for piece in sentences(line):
            at += len(piece)
            if any(s < at < e for s, e in kept):
                continue
            unit = text[start:at]
            if unit.strip():
                tags_only = not any(map(str.isalnum, KEPT.sub("", unit)))
                yield _Unit(at - len(unit.lstrip()), start + len(unit.rstrip()), starts_line, tags_only)
                starts_line = False
            starts_line = starts_line or bool(LINE_END.search(unit, len(unit.rstrip())))
            start = at


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends."""
    start = 0
    for found in LINE_END.finditer(text):
        yield text[start : found.end()]
        start = found.end()
    yield text[start:]


def _kept(text: str, unbreakable: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where stands what is not divided: links, hashtags, mentions, names, quotations."""
    for found in KEPT.finditer(text):
        yield found.span()
    for name in filter(None, unbreakable):
        pattern = r"\s+".join(map(re.escape, name.split()))
        yield from (found.span() for found in re.finditer(pattern, text))
    yield from _quotations(text)


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield where quotations stand, from their opening marks to their closing ones.

    Apostrophes and signs of inches are none: ’ closes only before what is no letter, " opens only after no letter or
    digit but of a script without spaces, and closes only after no space.
    """
    opened: list[int] = []
    for found in re.finditer(r"(?<!\w)‘|’(?!\w)|[“”«»„‹›「」『』《》\"]", text):
        mark, at = found[0], found.start()
        closing = next((i for i in reversed(range(len(opened))) if mark in QUOTES[text[opened[i]]]), None)
        if closing is not None and not (mark == '"' and text[at - 1].isspace()):
            yield opened[closing], at + 1
            del opened[closing:]
        elif mark in QUOTES and not (mark == '"' and at and text[at - 1].isalnum() and text[at - 1] < "\u2e80"):
            opened.append(at)
