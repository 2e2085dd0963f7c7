"""Know the social networks: one row each in `NETWORKS`, and what a text costs on them.

Every counter reads the text in Unicode normalisation form NFC, and the package writes its posts in that form. A network
that publishes no unit is counted in code points, which are never fewer than what a person would call characters.
`length` is what the network counts; `Network.aim` is what reads well, which is less: our editorial choice, as are the
hashtags and the fold. Limits were looked up in November 2026; a Mastodon server may set its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from campaign.values import Value

URL_WEIGHT = 23


class Network(Value):
    """Describe one network: `limit` and `aim` in its own `unit`, images in pixels, width first, the best size first.

    `room` says which text of a message goes there; `fold` is how many characters show before "more"; `links` whether a
    link in the text can be followed; `url_weight` is what a recognised link costs, None for its full length; `refuses`
    the characters it never takes. None elsewhere: it has no such rule, or no such field.
    """

    id: str
    name: str
    limit: int
    aim: int
    unit: str
    counter: Callable[[str], int]
    room: Literal["short", "long"]
    hashtags: int
    alt_limit: int | None
    images: tuple[tuple[int, int], ...]
    fold: int | None = None
    links: bool = True
    url_weight: int | None = None
    bytes_limit: int | None = None
    refuses: str = ""


def length(text: str, network: Network | str) -> int:
    """Return what the text costs on the network, a row or its id.

    The unit is the network's own: `Network.unit` names it, the function in `Network.counter` tells its rule and source.
    """
    return _row(network).counter(_normal(text))


def fits(text: str, network: Network | str) -> bool:
    """Tell whether the network takes the text as one post.

    It is within the limit in the network's unit, within its bytes (UTF-8) where it counts those too, and holds no
    character that it refuses. An empty text is never too long, though most networks want some text or an image.
    """
    row, normal = _row(network), _normal(text)
    return _within(normal, row.counter(normal), row)


def count(text: str) -> dict[str, dict[str, dict[str, int | bool]]]:
    """Return what the text costs everywhere, as the JSON object of `campaign count`, in the order of `NETWORKS`.

    Each network has its `length` and `limit` in its own unit, and `fits`.
    """
    normal = _normal(text)
    costs: dict[str, dict[str, int | bool]] = {}
    for row in NETWORKS.values():
        cost = row.counter(normal)
        costs[row.id] = {"length": cost, "limit": row.limit, "fits": _within(normal, cost, row)}
    return {"networks": costs}


def weighted(text: str) -> int:
    """Count an NFC text as X does.

    Unit: weighted characters. Latin, Cyrillic, Greek, Arabic, Hebrew and Devanagari weigh 1, Chinese and most signs 2,
    an emoji sequence 2, a link 23, with or without a scheme where the top-level domain was known in 2021.
    Source: twitter-text, configuration v3, https://github.com/twitter/twitter-text/blob/master/config/v3.json;
    https://docs.x.com/fundamentals/counting-characters.
    """
    return int(_twitter_text().parse_tweet(text).weightedLength)


def graphemes(text: str) -> int:
    """Count the characters a person sees in an NFC text.

    Unit: extended grapheme clusters, Unicode Standard Annex 29, section 3, https://www.unicode.org/reports/tr29/.
    Bluesky uses it, links counted in full: `maxGraphemes` of `text` in the lexicon app.bsky.feed.post,
    https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json.
    """
    import regex

    return sum(1 for _ in regex.finditer(r"\X", text))


def graphemes_with_short_links(text: str) -> int:
    """Count an NFC text as Mastodon does.

    Unit: grapheme clusters, a link with http(s) as 23, `@user@host` as `@user`. A link that has no scheme, or whose
    top-level domain Mastodon does not know (`localhost`, `.example`), counts in full.
    Source: app/validators/status_length_validator.rb, app/lib/extractor.rb and app/models/account.rb (`MENTION_RE`) in
    https://github.com/mastodon/mastodon; https://docs.joinmastodon.org/user/posting/, section "Text".
    """
    pieces, end = [], 0
    for start, stop, counted_as in sorted([*_links(text), *_mentions(text)]):
        if start >= end:
            pieces += [text[end:start], counted_as]
            end = stop
    return graphemes("".join(pieces) + text[end:])


def characters_with_emoji_bytes(text: str) -> int:
    """Count an NFC text as Threads does.

    Unit: code points, but an emoji, with all that is joined to it, counts its UTF-8 bytes. Signs that are emoji only in
    some places (©, ™, ↔) count as emoji too, so that no post is ever too long by them.
    Source: "Limitations" in https://developers.facebook.com/documentation/threads/posts.
    """
    import regex

    cost = len(text)
    for cluster in regex.findall(r"\X", text):
        if regex.search(r"[\p{Extended_Pictographic}\p{Emoji_Presentation}\u20E3]", cluster):
            cost += len(cluster.encode()) - len(cluster)
    return cost


def code_points(text: str) -> int:
    """Count the code points of an NFC text.

    Unit: Unicode code points. Telegram counts them after it has taken the markup out, and we write none ("1-4096
    characters after entities parsing", https://core.telegram.org/bots/api#sendmessage). Only the offsets of its markup
    are UTF-16 units: its server took 4,096 times U+1F600, which is 8,192 units, and refused one more (measured in
    https://github.com/FerroxLabs/wayland/issues/934). Instagram, Facebook, LinkedIn and WhatsApp say "characters" and
    no more.
    """
    return len(text)


_ROWS = (
    Network(
        id="x",
        name="X",
        limit=280,
        aim=250,
        unit="weighted characters",
        counter=weighted,
        room="short",
        hashtags=1,
        alt_limit=1000,
        images=((1600, 900), (1200, 675)),
        url_weight=URL_WEIGHT,
        refuses="\ufeff\ufffe\uffff",
    ),
    Network(
        id="bluesky",
        name="Bluesky",
        limit=300,
        aim=280,
        unit="graphemes",
        counter=graphemes,
        room="short",
        hashtags=2,
        alt_limit=2000,
        images=((1200, 630),),
        bytes_limit=3000,
    ),
    Network(
        id="mastodon",
        name="Mastodon",
        limit=500,
        aim=450,
        unit="graphemes",
        counter=graphemes_with_short_links,
        room="short",
        hashtags=2,
        alt_limit=1500,
        images=((1200, 630),),
        url_weight=URL_WEIGHT,
    ),
    Network(
        id="threads",
        name="Threads",
        limit=500,
        aim=450,
        unit="characters, emoji as bytes",
        counter=characters_with_emoji_bytes,
        room="short",
        hashtags=1,
        alt_limit=1000,
        images=((1080, 1350), (1080, 1080)),
    ),
    Network(
        id="instagram",
        name="Instagram",
        limit=2200,
        aim=700,
        unit="characters",
        counter=code_points,
        room="long",
        hashtags=2,
        alt_limit=1000,
        images=((1080, 1350), (1080, 1080)),
        fold=125,
        links=False,
    ),
    Network(
        id="facebook",
        name="Facebook",
        limit=63_206,
        aim=700,
        unit="characters",
        counter=code_points,
        room="long",
        hashtags=2,
        alt_limit=1000,
        images=((1080, 1350), (1080, 1080), (1200, 630)),
        fold=125,
    ),
    Network(
        id="linkedin",
        name="LinkedIn",
        limit=3000,
        aim=1000,
        unit="characters",
        counter=code_points,
        room="long",
        hashtags=2,
        alt_limit=4086,
        images=((1200, 627),),
        fold=180,
    ),
    Network(
        id="telegram",
        name="Telegram",
        limit=4096,
        aim=400,
        unit="characters",
        counter=code_points,
        room="short",
        hashtags=2,
        alt_limit=None,
        images=((1200, 630),),
    ),
    Network(
        id="whatsapp",
        name="WhatsApp",
        limit=65_536,
        aim=400,
        unit="characters",
        counter=code_points,
        room="short",
        hashtags=0,
        alt_limit=None,
        images=((1080, 1920), (1200, 630)),
    ),
)
NETWORKS: Mapping[str, Network] = {row.id: row for row in _ROWS}


# What follows serves the counters.

# A link of Mastodon goes on after its host as far as any character but a space, in any script, and stops before the
# punctuation of the sentence; brackets belong to it when they close (config/initializers/twitter_regex.rb).
_PART = r"[^\s<>()?]"
_BRACKETS = rf"\((?:{_PART}|\({_PART}+\))+\)"
_LAST = r"""[^\s<>()?!*"'「」:;=,.$%\[\]~&|@]"""
_AFTER_HOST = (
    rf"(?:/(?:(?:{_PART}|{_BRACKETS})*(?:{_LAST}|{_BRACKETS}))?)?"
    r"""(?:\?[^\s<>"`{}\\]*[\w&=#/-])?"""
)
_MENTION = r"(?<![=/\w])(@[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)@\w+(?:[.-]+\w+)*"


def _links(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where the links with http(s) stand that Mastodon shortens, and what they count as."""
    if "://" not in text:
        return
    for found in _twitter_text().extract_urls_with_indices(text, extract_urls_without_protocol=False):
        start, stop = found["indices"]
        host = re.compile(r"[^:]+://[^/?]+").match(text, start, stop)
        rest = re.compile(_AFTER_HOST).match(text, host.end() if host else stop)
        yield start, rest.end() if rest else stop, "x" * URL_WEIGHT


def _mentions(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where accounts of other servers are named, and the part of them that counts."""
    for match in re.finditer(_MENTION, text):
        if not text.startswith(("@", "＠", "://"), match.end()):
            yield match.start(), match.end(), match[1]


def _normal(text: str) -> str:
    """Return the text in NFC; half a surrogate pair, which no network can be sent, becomes U+FFFD."""
    import unicodedata

    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", text)


def _row(network: Network | str) -> Network:
    return network if isinstance(network, Network) else NETWORKS[network]


def _within(normal: str, cost: int, row: Network) -> bool:
    if cost > row.limit or not set(row.refuses).isdisjoint(normal):
        return False
    return row.bytes_limit is None or len(normal.encode()) <= row.bytes_limit


def _twitter_text() -> Any:
    """Import twitter-text only now, and without `pkg_resources`.

    The package (3.0.0, the last) reads one file of its own through `pkg_resources`, which it does not declare, which
    setuptools 82 no longer has, and which takes a third of its import time. So while it is imported, a stand-in that
    reads the same file with `pkgutil` takes that place.
    """
    import sys

    if "twitter_text" not in sys.modules and "pkg_resources" not in sys.modules:
        import pkgutil
        from types import ModuleType

        stand_in = ModuleType("pkg_resources")
        vars(stand_in)["resource_string"] = pkgutil.get_data
        sys.modules["pkg_resources"] = stand_in
        try:
            import twitter_text
        finally:
            del sys.modules["pkg_resources"]
    import twitter_text

    return twitter_text
