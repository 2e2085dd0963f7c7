"""Count a text as each network does. Every counter takes the text in Unicode normalisation form NFC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from campaign.segmentation import clusters, has_emoji

URL_WEIGHT = 23

# A link of Mastodon goes on after its host as far as any character but a space, in any script, and stops before the
# punctuation of the sentence; brackets belong to it when they close (config/initializers/twitter_regex.rb).
_PART = r"[^\s<>()?]"
_BRACKETS = rf"\((?:{_PART}|\({_PART}+\))+\)"
_LAST = r"""[^\s<>()?!*"'「」:;=,.$%\[\]~&|@]"""
_AFTER_HOST = (
    rf"(?:/(?:(?:{_PART}|{_BRACKETS})*(?:{_LAST}|{_BRACKETS}))?)?"
    r"""(?:\?[^\s<>"`{}\\]*[\w&=#/-])?"""
)
_HASHTAG = r"(?<![\w&])[#＃](?!\ufe0f|\u20e3)(?=\w*[^\W\d_])[\w\u200c\u0300-\u036f]++(?![#＃]|://)"
_MENTION = r"(?<![=/\w])(@[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)@\w+(?:[.-]+\w+)*"


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
    return len(clusters(text))


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
    if not has_emoji(text):
        return len(text)
    return sum(len(c.encode()) if has_emoji(c) else len(c) for c in clusters(text))


def code_points(text: str) -> int:
    """Count the code points of an NFC text.

    Unit: Unicode code points. Telegram counts them after it has taken the markup out, and we write none ("1-4096
    characters after entities parsing", https://core.telegram.org/bots/api#sendmessage). Only the offsets of its markup
    are UTF-16 units: its server took 4,096 times U+1F600, which is 8,192 units, and refused one more (measured in
    https://github.com/FerroxLabs/wayland/issues/934). Instagram, Facebook, LinkedIn and WhatsApp say "characters" and
    no more.
    """
    return len(text)


def utf16_units(text: str) -> int:
    """Count an NFC text as TikTok does, for the description of a post of photos.

    Unit: UTF-16 code units, of which an emoji has two or more. TikTok says "UTF-16 runes", which are never more:
    "Post Info Object" in https://developers.tiktok.com/doc/content-posting-api-reference-photo-post.
    """
    return len(text) + sum(character > "\uffff" for character in text)


def hashtags(text: str) -> int:
    """Count the hashtags in a text, by the rule of X, which knows every script: none inside a link or of digits alone.

    Source: conformance/extract.yml in https://github.com/twitter/twitter-text.
    """
    if "#" not in text and "＃" not in text:
        return 0
    links = [range(*found["indices"]) for found in _twitter_text().extract_urls_with_indices(text)]
    return sum(not any(found.start() in link for link in links) for found in re.finditer(_HASHTAG, text))


def unique_links(text: str) -> int:
    """Count the different links in a text, with or without a scheme."""
    return len(set(_twitter_text().extract_urls(text))) if "." in text else 0


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
