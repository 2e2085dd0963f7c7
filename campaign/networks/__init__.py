"""Know the social networks: one row each in `NETWORKS`, and what a text costs on them.

Every counter reads the text in Unicode normalisation form NFC, and the package writes its posts in that form. A network
that publishes no unit is counted in code points, which are never fewer than what a person would call characters.
`length` is what the network counts; `Network.aim` is what reads well, which is less: our editorial choice, as are the
hashtags and the fold. Limits were looked up in November 2026; a Mastodon server may set its own (`limited`).
`counters` holds the rules of counting, `threads` divides a text into a thread of posts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from campaign.networks.counters import (
    URL_WEIGHT,
    characters_with_emoji_bytes,
    code_points,
    graphemes,
    graphemes_with_short_links,
    hashtags,
    unique_links,
    utf16_units,
    weighted,
)
from campaign.phrases import phrase
from campaign.values import Value, replace

LONGEST_SHARE_LINK = 2000


TOO_LONG = phrase("too long")


class Network(Value):
    """Describe one network: `limit` and `aim` in its own `unit`, images in pixels, width first, the best size first.

    `hashtags` is how many read well; `hashtag_limit` and `link_limit` (different links) how many the network takes or
    heeds; `fold` is how many characters show before "more"; `links` whether a link in the text can be followed;
    `url_weight` is what a recognised link costs, None for its full length; `bytes_limit` counts UTF-8; `refuses` are the
    characters it never takes; `threads` says whether a post may be continued by replies; `share` is the link that opens
    its own composer, with the places `{text}` and `{url}`. None elsewhere: it has no such rule, or no such field.
    """

    id: str
    name: str
    limit: int
    aim: int
    unit: str
    counter: Callable[[str], int]
    hashtags: int
    alt_limit: int | None
    images: tuple[tuple[int, int], ...]
    fold: int | None = None
    links: bool = True
    url_weight: int | None = None
    bytes_limit: int | None = None
    hashtag_limit: int | None = None
    link_limit: int | None = None
    refuses: str = ""
    threads: bool = False
    share: str | None = None

    @property
    def order(self) -> int:
        """Its place in the order in which networks are shown."""
        return list(NETWORKS).index(self.id)


def length(text: str, network: Network | str) -> int:
    """Return what the text costs on the network, a row or its id.

    The unit is the network's own: `Network.unit` names it, the function in `Network.counter` tells its rule and source.
    """
    return _row(network).counter(_normal(text))


def fits(text: str, network: Network | str) -> bool:
    """Tell whether the network takes the text as one post.

    It is within the limit in the network's unit, within its bytes (UTF-8), hashtags and links where it counts those
    too, and holds no character that it refuses. An empty text is never too long, though most networks want some text or
    an image.
    """
    return not objection(text, network)


def objection(text: str, network: Network | str) -> str:
    """Return in a few words why the network does not take the text as one post; nothing where it does."""
    row, normal = _row(network), _normal(text)
    return _objection(normal, row.counter(normal), row)


def excess(text: str, network: Network | str) -> int:
    """Return by how much the text is too long, in the network's unit, or in bytes where it has only too many of those.

    0 where it is not too long, though the network may not take it for another reason: see `objection`.
    """
    row, normal = _row(network), _normal(text)
    over = row.counter(normal) - row.limit
    return over if over > 0 else max(0, _size(normal, row) - (row.bytes_limit or 0))


def count(text: str, rows: Iterable[Network] | None = None) -> dict[str, dict[str, dict[str, int | bool]]]:
    """Return what the text costs everywhere, as the JSON object of `campaign count`, in the order of `NETWORKS`.

    Each network has its `length` and `limit` in its own unit, and `fits`.
    """
    normal = _normal(text)
    costs: dict[str, dict[str, int | bool]] = {}
    for row in NETWORKS.values() if rows is None else rows:
        cost = row.counter(normal)
        costs[row.id] = {"length": cost, "limit": row.limit, "fits": not _objection(normal, cost, row)}
    return {"networks": costs}


def limited(network: Network | str, limit: int) -> Network:
    """Return the network with the limit of a server, in the network's unit.

    What reads well does not grow with the limit; it shrinks with a smaller one, in proportion. ValueError below 1.
    """
    row = _row(network)
    if limit < 1:
        raise ValueError(f"a limit of {limit}")
    return replace(row, limit=limit, aim=max(1, min(row.aim, row.aim * limit // row.limit)))


def share_link(network: Network | str, text: str, url: str) -> str | None:
    """Return the link that opens the network's composer with a text and a URL in it, or with one alone.

    Both are percent-encoded (RFC 3986, section 2.1), a space as %20. None where the network has no such link, where its
    link carries nothing but a URL and there is none, and where it would be longer than 2,000 characters, which not
    every browser and server takes. A composer that takes no text (Facebook, LinkedIn) opens with the URL alone.
    """
    from urllib.parse import quote

    pattern = _row(network).share or ""
    if not url:
        pattern = re.sub(r"&\w+=\{url\}|%0A\{url\}", "", pattern)
    if not pattern or ("{url}" in pattern and not url):
        return None
    places = {"text": quote(_normal(text), safe=""), "url": quote(_normal(url), safe="")}
    link = pattern.format(**places)
    return link if len(link) <= LONGEST_SHARE_LINK else None


def _normal(text: str) -> str:
    """Return the text in NFC; half a surrogate pair, which no network can be sent, becomes U+FFFD."""
    import unicodedata

    if not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", text)


def _row(network: Network | str) -> Network:
    return network if isinstance(network, Network) else NETWORKS[network]


def _size(normal: str, row: Network) -> int:
    """Return the bytes of a text, where the network counts them."""
    return len(normal.encode()) if row.bytes_limit else 0


def _objection(normal: str, cost: int, row: Network) -> str:
    if cost > row.limit:
        return TOO_LONG
    if _size(normal, row) > (row.bytes_limit or 0):
        return phrase("too many bytes")
    if not set(row.refuses).isdisjoint(normal):
        return phrase("a character it refuses")
    if row.hashtag_limit is not None and hashtags(normal) > row.hashtag_limit:
        return phrase("too many hashtags")
    if row.link_limit is not None and normal.count(".") > row.link_limit < unique_links(normal):
        return phrase("too many links")
    return ""


_ROWS = (
    Network(
        id="x",
        name="X",
        limit=280,
        aim=250,
        unit=phrase("weighted characters"),
        counter=weighted,
        hashtags=1,
        alt_limit=1000,
        images=((1600, 900), (1200, 675)),
        url_weight=URL_WEIGHT,
        refuses="\ufeff\ufffe\uffff",
        threads=True,
        share="https://x.com/intent/tweet?text={text}&url={url}",
    ),
    Network(
        id="bluesky",
        name="Bluesky",
        limit=300,
        aim=280,
        unit=phrase("graphemes"),
        counter=graphemes,
        hashtags=2,
        alt_limit=2000,
        images=((1200, 630),),
        bytes_limit=3000,
        threads=True,
        share="https://bsky.app/intent/compose?text={text}%0A{url}",
    ),
    Network(
        id="mastodon",
        name="Mastodon",
        limit=500,
        aim=450,
        unit=phrase("graphemes"),
        counter=graphemes_with_short_links,
        hashtags=2,
        alt_limit=1500,
        images=((1200, 630),),
        url_weight=URL_WEIGHT,
        threads=True,
    ),
    Network(
        id="threads",
        name="Threads",
        limit=500,
        aim=450,
        unit=phrase("characters, emoji as bytes"),
        counter=characters_with_emoji_bytes,
        hashtags=1,
        alt_limit=1000,
        images=((1080, 1350), (1080, 1080)),
        threads=True,
        link_limit=5,
        share="https://www.threads.com/intent/post?text={text}&url={url}",
    ),
    Network(
        id="instagram",
        name="Instagram",
        limit=2200,
        aim=700,
        unit=phrase("characters"),
        counter=code_points,
        hashtags=2,
        alt_limit=1000,
        images=((1080, 1350), (1080, 1080)),
        fold=125,
        links=False,
        hashtag_limit=5,
    ),
    Network(
        id="facebook",
        name="Facebook",
        limit=63_206,
        aim=700,
        unit=phrase("characters"),
        counter=code_points,
        hashtags=2,
        alt_limit=1000,
        images=((1080, 1350), (1080, 1080), (1200, 630)),
        fold=125,
        share="https://www.facebook.com/sharer/sharer.php?u={url}",
    ),
    Network(
        id="linkedin",
        name="LinkedIn",
        limit=3000,
        aim=1000,
        unit=phrase("characters"),
        counter=code_points,
        hashtags=2,
        alt_limit=4086,
        images=((1200, 627),),
        fold=180,
        share="https://www.linkedin.com/sharing/share-offsite/?url={url}",
    ),
    Network(
        id="telegram",
        name="Telegram",
        limit=4096,
        aim=400,
        unit=phrase("characters"),
        counter=code_points,
        hashtags=2,
        alt_limit=None,
        images=((1200, 630),),
        share="https://t.me/share/url?url={url}&text={text}",
    ),
    Network(
        id="whatsapp",
        name="WhatsApp",
        limit=65_536,
        aim=400,
        unit=phrase("characters"),
        counter=code_points,
        hashtags=0,
        alt_limit=None,
        images=((1080, 1920), (1200, 630)),
        share="https://wa.me/?text={text}%0A{url}",
    ),
    Network(
        id="tiktok",
        name="TikTok",
        limit=4000,
        aim=700,
        unit=phrase("UTF-16 units"),
        counter=utf16_units,
        hashtags=2,
        hashtag_limit=5,
        alt_limit=None,
        images=((1080, 1920), (1080, 1350)),
        links=False,
    ),
)
NETWORKS: Mapping[str, Network] = {row.id: row for row in _ROWS}
