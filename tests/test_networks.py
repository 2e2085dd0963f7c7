"""What a text costs on each network: check values, properties that hold for any text, and the networks' own data."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from command import call
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.networks import NETWORKS, count, excess, fits, length, limited, objection, share_link
from campaign.networks.counters import hashtags, unique_links

DATA = Path(__file__).parents[2] / "shared" / "data"
IDS = ["x", "bluesky", "mastodon", "threads", "instagram", "facebook", "linkedin", "telegram", "whatsapp", "tiktok"]
DOVE = "\N{DOVE OF PEACE}\N{VARIATION SELECTOR-16}"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"

every_network = pytest.mark.parametrize("network", IDS)


@pytest.fixture(scope="module", autouse=True)
def libraries() -> None:
    """Import what counts before Hypothesis times the examples."""
    count("")


def data(path: str) -> str:
    """Return a file of the real data, or skip the test that wants it."""
    if not (DATA / path).is_file():
        pytest.skip(f"{path} is not in ../shared/data: the real data stands beside the checkout, never in it")
    return (DATA / path).read_text(encoding="utf-8")


# Check values


@pytest.mark.parametrize(
    ("text", "x", "mastodon", "bluesky", "octets"),
    [
        (f"Подпишите договор {DOVE} https://icanw.org", 44, 43, 37, 59),
        (f"签署《禁止核武器条约》{DOVE}", 24, 12, 12, 40),
        (f"وقّعوا المعاهدة {DOVE}", 18, 16, 16, 37),
        ("Ratifiez!".replace("!", "\u202f!") + " «\u00a0oui\u00a0» … €5", 26, 23, 23, 33),
    ],
)
def test_check_values(text: str, x: int, mastodon: int, bluesky: int, octets: int) -> None:
    assert length(text, "x") == x
    assert length(text, "mastodon") == mastodon
    assert length(text, "bluesky") == bluesky
    assert len(text.encode()) == octets


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("e\u0301", 1),
        ("’“”–—", 5),
        ("…•→€\u202f\u2066\u2069", 14),
        (FAMILY, 2),
        ("example.com", 23),
        ("treaty.md", 23),
        ("Art.no", 23),
        ("vote.to", 23),
        ("U.N.to", 23),
        ("test.ly", 23),
        ("node.js", 7),
        ("例え.jp", 7),
        ("https://localhost/x", 19),
        ("ana@parlamento.org", 18),
        ("a\r\nb", 3),
    ],
)
def test_x_weights(text: str, cost: int) -> None:
    assert length(text, "x") == cost


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("ñ" * 280, True),
        ("ñ" * 281, False),
        ("约" * 140, True),
        ("约" * 141, False),
        ("a\ufeffb", False),
        ("a\ufffeb", False),
        ("a\uffffb", False),
        ("\u202aa\u202c", True),
        ("\u2066a\u2069", True),
        ("", True),
    ],
)
def test_x_takes_280_and_no_invalid_character(text: str, fine: bool) -> None:
    assert fits(text, "x") is fine


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("https://icanw.org", 23),
        ("HTTPS://ICANW.ORG/", 23),
        ("https://en.wikipedia.org/wiki/Treaty_(law)", 23),
        ("(https://icanw.org/a)", 25),
        ("https://icanw.org/a, https://icanw.org/b.", 49),
        ("https://zh.wikipedia.org/wiki/联合国", 23),
        ("https://www.un.org/ar/المعاهدة?a=1&b=٢#ج", 23),
        ("https://parlamento.example/x", 28),
        ("https://localhost/x", 19),
        ("icanw.org", 9),
        ("@ana", 4),
        ("@ana@red.example", 4),
        ("Hola, @ana.maria@red.example: sí", 20),
        (".@ana@red.example.", 6),
        ("ana@red.example", 15),
        ("@ana@https://icanw.org", 22),
        ("https://red.org/@ana@otra.org y @ana@otra.org", 30),
    ],
)
def test_mastodon_links_and_accounts(text: str, cost: int) -> None:
    assert length(text, "mastodon") == cost


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("Sí, ¿y tú?", 10),
        ("约", 1),
        (f"Paz {DOVE}", 4 + 7),
        (FAMILY, 25),
        ("\N{REGIONAL INDICATOR SYMBOL LETTER C}\N{REGIONAL INDICATOR SYMBOL LETTER L}", 8),
        ("1\ufe0f\u20e3 2", 7 + 2),
        ("\N{WAVING HAND SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}", 8),
    ],
)
def test_threads_counts_emoji_as_bytes(text: str, cost: int) -> None:
    assert length(text, "threads") == cost


def test_bluesky_has_two_limits() -> None:
    assert fits("a" * 300, "bluesky")
    assert not fits("a" * 301, "bluesky")
    assert fits("a" * 300 + "\u0334" * 1350, "bluesky")
    assert not fits("a" * 300 + "\u0334" * 1351, "bluesky")
    within, over = FAMILY * 120, FAMILY * 121
    assert (len(within.encode()), length(within, "bluesky"), fits(within, "bluesky")) == (3000, 120, True)
    assert (len(over.encode()), length(over, "bluesky"), fits(over, "bluesky")) == (3025, 121, False)


def test_telegram_counts_code_points_not_utf16_units() -> None:
    """A server took 4,096 times U+1F600, which is 8,192 units, and refused one more."""
    assert fits("\U0001f600" * 4096, "telegram")
    assert not fits("\U0001f600" * 4097, "telegram")


@pytest.mark.parametrize("network", ["instagram", "facebook", "linkedin", "whatsapp"])
def test_the_others_count_code_points(network: str) -> None:
    assert length("n\u0303 " + FAMILY, network) == 9


@pytest.mark.parametrize(
    ("text", "cost"),
    [("Sí, ¿y tú?", 10), ("约", 1), ("\U0001f600", 2), (f"Paz {DOVE}", 4 + 3), ("\U00020021", 2), ("\uffff", 1)],
)
def test_tiktok_counts_utf16_units(text: str, cost: int) -> None:
    assert length(text, "tiktok") == cost == len(text.encode("utf-16-le")) // 2


FIVE = "#Uno #dos #tres #четыре #五"


@pytest.mark.parametrize("network", ["instagram", "tiktok"])
@pytest.mark.parametrize(
    ("text", "fine"),
    [
        (FIVE, True),
        (f"{FIVE} #seis", False),
        (f"{FIVE}\n#seis", False),
        (f"{FIVE} ＃六", False),
        (f"{FIVE} #2026 # C# a#b &#x https://un.org/#seis #\ufe0f\u20e3", True),
    ],
)
def test_more_than_five_hashtags_are_refused(network: str, text: str, fine: bool) -> None:
    assert fits(text, network) is fine
    assert objection(text, network) == ("" if fine else "too many hashtags")
    assert excess(text, network) == 0
    assert fits(text, "x")


def test_threads_takes_five_links_that_differ() -> None:
    links = [f"https://un.org/{i}" for i in range(6)]
    assert fits(" ".join(links[:5] + links[:5]), "threads")
    assert objection(" ".join(links), "threads") == "too many links"
    assert unique_links("un.org https://un.org un.org e.g. this") == 2
    assert fits(" ".join(links), "mastodon")


@pytest.mark.parametrize(
    ("text", "network", "why", "over"),
    [
        ("a" * 281, "x", "too long", 1),
        ("约" * 150, "x", "too long", 20),
        ("a\ufeffb", "x", "a character it refuses", 0),
        (FAMILY * 121, "bluesky", "too many bytes", 25),
        ("a" * 305, "bluesky", "too long", 5),
        ("", "x", "", 0),
    ],
)
def test_what_a_network_does_not_take_has_a_reason_and_a_measure(text: str, network: str, why: str, over: int) -> None:
    assert (objection(text, network), excess(text, network)) == (why, over)


def test_the_limit_of_a_server() -> None:
    larger, smaller = limited("mastodon", 5000), limited(NETWORKS["mastodon"], 100)
    assert (larger.limit, larger.aim) == (5000, NETWORKS["mastodon"].aim)
    assert (smaller.limit, smaller.aim) == (100, 90)
    assert limited("mastodon", 1).aim == 1
    assert fits("a" * 5000, larger) and not fits("a" * 5001, larger) and not fits("a" * 101, smaller)
    assert NETWORKS["mastodon"].limit == 500
    with pytest.raises(ValueError):
        limited("mastodon", 0)


def test_count_takes_the_limit_of_a_server() -> None:
    found = call("count", "a" * 600, "--limit", "mastodon=1000", "--limit", " bluesky = 9 ", "--json").json["networks"]
    assert found["mastodon"] == {"length": 600, "limit": 1000, "fits": True}
    assert found["bluesky"] == {"length": 600, "limit": 9, "fits": False}
    assert list(found) == IDS
    lines = call("count", f"{FIVE} #seis", "--limit", "mastodon=12").out.splitlines()
    assert re.fullmatch(r"Mastodon +\d+ of +12  TOO LONG", lines[2])
    assert re.fullmatch(r"Instagram +\d+ of +2200  TOO MANY HASHTAGS", lines[4])


@pytest.mark.parametrize(
    ("value", "code", "hint"),
    [
        ("mastadon=1000", "unknown-network", "did you mean 'mastodon'?"),
        ("=1000", "unknown-network", "known: bluesky"),
        ("mastodon", "limit", "write it as mastodon=500"),
        ("mastodon=", "limit", "mastodon=500"),
        ("mastodon=0", "limit", "mastodon=500"),
        ("mastodon=-5", "limit", "mastodon=500"),
        ("mastodon=many", "limit", "mastodon=500"),
        ("x=²", "limit", "x=280"),
        ("x=99999999", "limit", "x=280"),
    ],
)
def test_a_wrong_limit_is_wrong_usage(value: str, code: str, hint: str) -> None:
    done = call("count", "Hola", "--limit", value)
    assert done.code == 2 and done.out == ""
    assert f"[{code}]" in done.err and hint in done.err


def test_all_wrong_limits_are_named_in_one_run() -> None:
    done = call("count", "Hola", "--limit", "mastadon=1", "--limit", "x=y")
    assert done.code == 2 and done.err.count("error: ") == 2


# Share links

TEXT, LINK = "Sí & no? 50 % #Paz\n约 {url}", "https://un.org/a?b=1&c=ñ#d"


@pytest.mark.parametrize(
    ("network", "start", "query"),
    [
        ("x", "https://x.com/intent/tweet?", {"text": [TEXT], "url": [LINK]}),
        ("bluesky", "https://bsky.app/intent/compose?", {"text": [f"{TEXT}\n{LINK}"]}),
        ("threads", "https://www.threads.com/intent/post?", {"text": [TEXT], "url": [LINK]}),
        ("facebook", "https://www.facebook.com/sharer/sharer.php?", {"u": [LINK]}),
        ("linkedin", "https://www.linkedin.com/sharing/share-offsite/?", {"url": [LINK]}),
        ("telegram", "https://t.me/share/url?", {"url": [LINK], "text": [TEXT]}),
        ("whatsapp", "https://wa.me/?", {"text": [f"{TEXT}\n{LINK}"]}),
    ],
)
def test_a_share_link_carries_text_and_url_whole(network: str, start: str, query: dict[str, list[str]]) -> None:
    link = share_link(network, TEXT, LINK)
    assert link is not None and link.startswith(start) and link.isascii()
    assert not re.search(r"[ +\n{}#]", link)
    assert parse_qs(urlsplit(link).query, strict_parsing=True) == query


def test_a_share_link_without_a_url_has_the_text_alone_or_is_none() -> None:
    found = {network: share_link(network, "a b", "") for network in IDS}
    assert {network for network, link in found.items() if link} == {"x", "bluesky", "threads", "whatsapp"}
    assert found["x"] == "https://x.com/intent/tweet?text=a%20b"
    assert found["bluesky"] == "https://bsky.app/intent/compose?text=a%20b"


def test_a_network_without_a_composer_of_its_own_and_a_link_too_long_to_open_have_none() -> None:
    assert {n for n in IDS if share_link(n, "a", "https://un.org") is None} == {"mastodon", "instagram", "tiktok"}
    start = len("https://wa.me/?text=")
    assert len(share_link("whatsapp", "a" * (2000 - start), "") or "") == 2000
    assert share_link("whatsapp", "a" * (2001 - start), "") is None
    assert share_link("whatsapp", "ж" * 400, "") is None


@given(st.text(st.characters(), max_size=80), st.sampled_from(["x", "bluesky", "whatsapp"]))
def test_any_text_can_be_shared(text: str, network: str) -> None:
    link = share_link(network, text, "")
    whole = unicodedata.normalize("NFC", text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
    assert link is not None and unquote(link.partition("text=")[2]) == whole


# The rows and the JSON object


def test_rows_stand_in_the_order_of_the_contract() -> None:
    assert list(NETWORKS) == IDS
    assert [row.id for row in NETWORKS.values()] == IDS


@every_network
def test_a_row_is_sound(network: str) -> None:
    row = NETWORKS[network]
    assert 0 < row.aim <= row.limit
    assert row.fold is None or row.fold < row.aim
    assert 0 <= row.hashtags <= 2
    assert row.alt_limit is None or row.alt_limit >= 1000
    assert row.hashtag_limit is None or row.hashtags <= row.hashtag_limit
    assert row.images and all(width > 0 and height > 0 for width, height in row.images)
    assert length("https://icanw.org/" + "a" * 60, row) == (row.url_weight or 78)
    assert length("texto", row) == length("texto", network)


def test_threads_are_where_a_post_can_be_continued_by_replies() -> None:
    assert [row.id for row in NETWORKS.values() if row.threads] == ["x", "bluesky", "mastodon", "threads"]


def test_count_is_the_object_of_the_contract() -> None:
    counted = json.loads(json.dumps(count(f"Подпишите договор {DOVE} https://icanw.org")))
    assert list(counted) == ["networks"]
    assert list(counted["networks"]) == IDS
    assert counted["networks"]["x"] == {"length": 44, "limit": 280, "fits": True}
    assert counted["networks"]["bluesky"] == {"length": 37, "limit": 300, "fits": True}


def test_half_a_surrogate_pair_is_counted_and_a_whole_one_is_joined() -> None:
    """A terminal hands broken bytes over as lone surrogates, which twitter-text and UTF-8 stumble over."""
    assert count("a\udcff")["networks"]["bluesky"] == {"length": 2, "limit": 300, "fits": True}
    assert count("\ud83d\ude00") == count("\U0001f600")


# Start-up


def in_a_new_process(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.strip()


def test_importing_the_room_imports_no_third_party_library() -> None:
    assert (
        in_a_new_process(
            "import sys, campaign.networks; print({'regex', 'twitter_text', 'pkg_resources'} & set(sys.modules))"
        )
        == "set()"
    )


def test_counting_works_without_setuptools_and_leaves_nothing_behind() -> None:
    assert (
        in_a_new_process(
            "import sys\n"
            "class Absent:\n"
            "    def find_spec(self, name, path=None, target=None):\n"
            "        if name.split('.')[0] in ('pkg_resources', 'setuptools'): raise ModuleNotFoundError(name)\n"
            "sys.meta_path.insert(0, Absent())\n"
            "from campaign.networks import length\n"
            "print(length('paz \\U0001f468\\u200d\\U0001f469\\u200d\\U0001f467', 'x'), 'pkg_resources' in sys.modules)"
        )
        == "6 False"
    )


# Properties of any text. Links, accounts and emoji are mixed in, or random text would have none.

PIECES = [
    "https://icanw.org/a",
    "http://un.org",
    "treaty.md",
    "@ana@red.org",
    "@ana",
    "#Tratado",
    "a.",
    "org",
    "://",
    "@",
    DOVE,
    FAMILY,
    "\u200d",
    "\ufe0f",
    "\u20e3",
    "\U0001f1e8",
    "\U0001f3fd",
    "e\u0301",
    "\u0323",
    "l\u0304",
    "क्ष",
    "각",
    "\u1100",
    "\u1161",
    "\r",
    "\n",
    " ",
    "\u202f",
    "\u2066",
    "\u2028",
    "\u0600",
    "\ufeff",
    "\u0958",
    "约",
    "،",
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=8).map("".join)
ordinary = st.text("abz019 .,:;/@#_-!?¿ñßяжعה约क각…“”€🕊\u202f\u0301", max_size=6)
lines = st.lists(st.sampled_from(PIECES) | ordinary, max_size=8).map(lambda pieces: "".join(pieces).rstrip("\r"))
networks = st.sampled_from(IDS)


@given(texts, networks)
def test_only_the_empty_text_costs_nothing(text: str, network: str) -> None:
    assert length("", network) == 0
    assert length(text, network) > 0 or not text


@given(st.text(st.characters(), max_size=20))
@example("\udc80\ud800")
def test_every_text_can_be_counted(text: str) -> None:
    costs = count(text)["networks"]
    for network in IDS:
        expected = {"length": length(text, network), "limit": NETWORKS[network].limit, "fits": fits(text, network)}
        assert costs[network] == expected


@given(texts, networks, st.sampled_from(["NFC", "NFD"]))
def test_the_form_of_the_accents_does_not_matter(text: str, network: str, form: str) -> None:
    other = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    assert length(other, network) == length(text, network)
    assert fits(other, network) == fits(text, network)


@given(lines, lines, networks)
def test_lines_add_up(above: str, below: str, network: str) -> None:
    """Nothing that a network counts as one goes across a line break; a CR before it would be one break with it.

    Of ordinary characters: one that no domain may hold (U+0080) hides the bare domain after it from X, but only when
    something stands before it.
    """
    assert length(f"{above}\n{below}", network) == length(above, network) + 1 + length(below, network)


@given(texts, texts)
def test_more_text_never_has_fewer_graphemes_nor_more_than_both(start: str, rest: str) -> None:
    """Of Bluesky alone: the start keeps its clusters, while the rest may lose some to it (a joiner, half a flag)."""
    assert length(start, "bluesky") <= length(start + rest, "bluesky")
    assert length(start + rest, "bluesky") <= length(start, "bluesky") + length(rest, "bluesky")


@pytest.mark.parametrize(
    ("network", "start", "rest", "costs"),
    [
        ("x", "vote.t", "o", (6, 23)),
        ("x", "https://icanw.org", "/" + "a" * 40, (23, 23)),
        ("x", "\N{WOMAN}\u200d", "\N{ROCKET}", (3, 2)),
        ("mastodon", "https://ab.c", "o", (12, 23)),
        ("mastodon", "@ana@", "red", (5, 4)),
        ("instagram", "l\u0304", "\u0323", (2, 1)),
        ("instagram", "l\u0323\u0304", "\u0327", (1, 3)),
    ],
)
def test_elsewhere_one_more_character_may_cost_much_nothing_or_less(
    network: str,
    start: str,
    rest: str,
    costs: tuple[int, int],
) -> None:
    assert (length(start, network), length(start + rest, network)) == costs


@given(texts)
def test_a_grapheme_is_never_more_than_its_code_points(text: str) -> None:
    assert length(text, "bluesky") <= length(text, "telegram") <= length(text, "threads")


@given(
    st.sampled_from(["http://", "https://"]),
    st.sampled_from(["un.org", "www.derechosdigitales.org", "a.b.c.museum", "xn--p1ai.com"]),
    st.text("abcXYZ019-_/%áяß", max_size=400),
    st.sampled_from(["", "?a=1", "?lang=es&b=2"]),
)
def test_a_link_of_any_length_is_23(scheme: str, host: str, path: str, query: str) -> None:
    link = f"{scheme}{host}/{path.rstrip('%')}{query}"
    assert length(link, "mastodon") == 23
    assert length(f"Lea {link}, por favor", "mastodon") == 23 + 15
    assert length(link, "x") == 23
    assert length(link, "bluesky") == len(link)


@given(st.text("抵制条约المعاهدةनागरिक한국어ไทย", max_size=60))
def test_a_link_in_any_script_is_23_on_mastodon(path: str) -> None:
    assert length(f"https://un.org/{path}", "mastodon") == 23


@given(
    st.from_regex(r"[a-z0-9_]{1,30}", fullmatch=True),
    st.from_regex(r"[a-z]{1,20}(\.[a-z]{2,9}){1,3}", fullmatch=True),
)
def test_an_account_costs_its_name_without_its_server(name: str, server: str) -> None:
    assert length(f"¡Hola, @{name}@{server}!", "mastodon") == len(f"¡Hola, @{name}!")


# The networks' own data


@pytest.mark.parametrize(
    "section",
    [
        "WeightedTweetsCounterTest",
        "WeightedTweetsWithDiscountedEmojiCounterTest",
        "UnicodeDirectionalMarkerCounterTest",
    ],
)
def test_conformance_vectors_of_x(section: str) -> None:
    """The first section is from before an emoji cost 2: where the second has the same text, that one holds."""
    yaml = pytest.importorskip("yaml")
    sections = yaml.safe_load(data("twitter-text/validate.yml"))["tests"]
    today = {vector["text"]: vector["expected"] for vector in sections["WeightedTweetsWithDiscountedEmojiCounterTest"]}
    for vector in sections[section]:
        expected = today.get(vector["text"], vector["expected"])
        found = length(vector["text"], "x"), fits(vector["text"], "x")
        assert found == (expected["weightedLength"], expected["valid"]), vector["description"]


def test_tweets_of_the_days_of_140_characters_fit_today() -> None:
    """The vectors are of the old limit: what was 140 long then is well within today's, as is what was one too long."""
    yaml = pytest.importorskip("yaml")
    vectors = [v for v in yaml.safe_load(data("twitter-text/validate.yml"))["tests"]["tweets"] if v["text"]]
    assert len(vectors) == 7
    for vector in vectors:
        assert fits(vector["text"], "x"), vector["description"]


@pytest.mark.parametrize(
    "section", ["urls", "urls_with_indices", "urls_with_directional_markers", "tco_urls_with_params"]
)
def test_links_that_x_finds_cost_23_wherever_they_stand(section: str) -> None:
    yaml = pytest.importorskip("yaml")
    vectors = yaml.safe_load(data("twitter-text/extract.yml"))["tests"][section]
    assert vectors
    for vector in vectors:
        text, at = vector["text"], 0
        found = [link if isinstance(link, str) else link["url"] for link in vector["expected"]]
        for link in found:
            start = text.index(link, at)
            text, at = f"{text[:start]}{'a' * 23}{text[start + len(link) :]}", start + 23
        assert length(vector["text"], "x") == length(text, "x"), vector["description"]
        assert unique_links(vector["text"]) == len(set(found)), vector["description"]


@pytest.mark.parametrize("section", ["hashtags", "hashtags_from_astral", "hashtags_with_indices"])
def test_hashtags_are_those_that_x_finds(section: str) -> None:
    yaml = pytest.importorskip("yaml")
    vectors = yaml.safe_load(data("twitter-text/extract.yml"))["tests"][section]
    assert vectors
    for vector in vectors:
        assert hashtags(vector["text"]) == len(vector["expected"]), vector["description"]


def test_rules_of_x() -> None:
    rules = json.loads(data("twitter-text/config-v3.json"))
    assert NETWORKS["x"].limit == rules["maxWeightedTweetLength"]
    assert NETWORKS["x"].url_weight == rules["transformedURLLength"]
    for weights in rules["ranges"]:
        for point in (weights["start"], weights["end"]):
            if unicodedata.is_normalized("NFC", chr(point)):
                assert length(chr(point), "x") == weights["weight"] / rules["scale"]
        assert length(chr(weights["end"] + 1), "x") == rules["defaultWeight"] / rules["scale"]


def test_links_that_x_finds_cost_23_on_mastodon_when_they_have_a_scheme() -> None:
    yaml = pytest.importorskip("yaml")
    vectors = yaml.safe_load(data("twitter-text/extract.yml"))["tests"]["urls"]
    alone = [
        vector for vector in vectors if vector["expected"] == [vector["text"]] and re.match("https?://", vector["text"])
    ]
    assert alone
    for vector in alone:
        assert length(vector["text"], "mastodon") == 23, vector["description"]


def test_limits_of_bluesky() -> None:
    post = json.loads(data("bluesky/app.bsky.feed.post.lexicon.json"))["defs"]["main"]["record"]["properties"]["text"]
    assert (NETWORKS["bluesky"].limit, NETWORKS["bluesky"].bytes_limit) == (post["maxGraphemes"], post["maxLength"])


def test_grapheme_clusters_of_unicode() -> None:
    """The file is of Unicode 15; since 17 a sign that is no emoji, such as U+2701, joins nothing (decision 182-C20)."""
    lines = [line.partition("#")[0].split() for line in data("unicode/GraphemeBreakTest.txt").splitlines()]
    vectors = [line for line in lines if line and "2701" not in line]
    assert len(vectors) > 500
    for vector in vectors:
        text = "".join(chr(int(point, 16)) for point in vector if point not in "÷×")
        assert length(text, "bluesky") == vector.count("÷") - 1, vector
