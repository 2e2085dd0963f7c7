"""What a text costs on each network: check values, properties that hold for any text, and the networks' own data."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.networks import NETWORKS, count, fits, length

DATA = Path(__file__).parents[2] / "shared" / "data"
IDS = ["x", "bluesky", "mastodon", "threads", "instagram", "facebook", "linkedin", "telegram", "whatsapp"]
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
    assert row.images and all(width > 0 and height > 0 for width, height in row.images)
    assert length("https://icanw.org/" + "a" * 60, row) == (row.url_weight or 78)
    assert length("texto", row) == length("texto", network)


def test_rooms() -> None:
    assert {row.id for row in NETWORKS.values() if row.room == "long"} == {"instagram", "facebook", "linkedin"}


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
