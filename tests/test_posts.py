"""The posts of whole small campaigns: on each network the form that fits, threads whole again, accounts only where asked."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from builtin import built_in, planned, speakers
from command import Done, call
from conftest import TODAY, load_campaign, write_campaign
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.address import AllForms
from campaign.languages import Languages
from campaign.languages.sentences import sentences
from campaign.model import Campaign, Message
from campaign.networks import NETWORKS, Network, fits, length, limited
from campaign.plan import Document, Request, plan
from campaign.render.fitting import form_of, within
from campaign.render.posts import Post, Poster
from campaign.render.writer import Writer

LINK = "https://example.org/permit"
PAGE = "https://river.example/"
THREADED = ("x", "bluesky", "mastodon", "threads")
ISOLATES = re.compile("[\u2066-\u2069]")
NUMBER = re.compile(r" ?(\d+)/(\d+)$")
HUNDRED = "The town drinks from this river, and nobody asked the town before the permit for waste was signed."
assert len(HUNDRED) == 98

MESSAGES = f"""
-- messages.yaml --
- id: short
  aim: what
  text: "The town drinks from this river. #River #Town #Water"
  facts: [permit-granted]
- id: both
  aim: reason
  text: "Short and to the point. #River"
  long: >
    {HUNDRED} {HUNDRED} {HUNDRED} {HUNDRED} #River #Town
  facts: [permit-granted]
- id: yielding
  aim: people
  text: "{HUNDRED} {HUNDRED} This may go, and nobody will miss it in a small place. #River"
  drop: [hashtags, last-sentence]
  facts: [permit-granted]
- id: continued
  aim: voice
  thread: true
  text: A thread is told in one post where there are none.
  long: |
    {HUNDRED} {HUNDRED}
    {HUNDRED} {HUNDRED} Who decides?
  facts: [permit-granted]
- id: only-x
  aim: question
  text: Who signed?
  networks: [x]
- {{id: page, aim: close, text: Write to us., link: act}}
- {{id: named-source, aim: status, text: Read it., link: permit}}
- {{id: linkless, aim: status, text: No source and no link.}}
"""


class Pack:
    """A social pack with the posts of one language, and what is wrong with them."""

    def __init__(self, campaign: Campaign, tag: str = "", **request: Any) -> None:
        languages = Languages(campaign)
        asked = Request(day=TODAY, kinds=("social",), formats=("csv",), **request)
        documents, self.problems = plan(campaign, asked, languages, AllForms(campaign.folder))
        tag = tag or campaign.settings.source_language
        [self.document] = [document for document in documents if document.language == tag]
        self.poster = Poster(self.document, Writer(campaign, self.document, languages[tag]))
        self.posts = tuple(self.poster.posts())

    def on(self, network: str, message: str = "") -> tuple[Post, ...]:
        """Return the posts of a network, of one message."""
        return tuple(p for p in self.posts if p.network.id == network and message in ("", p.message.id))

    def text(self, network: str, message: str) -> str:
        """Return the one post of a message on a network."""
        [post] = self.on(network, message)
        assert (post.part, post.parts) == (1, 1)
        return post.text


@cache
def known(folder: Path) -> Campaign:
    return load_campaign(folder)


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """Return the pack of the messages above."""
    return Pack(known(write_campaign(tmp_path_factory.mktemp("posts") / "river", MESSAGES)))


# The form that fits


@pytest.mark.parametrize("network", NETWORKS)
def test_a_short_message_is_whole_everywhere_with_the_hashtags_that_read_well(river: Pack, network: str) -> None:
    row = NETWORKS[network]
    tags = "".join(f" {tag}" for tag in ("#River", "#Town", "#Water")[: row.hashtags])
    link = f"\n{LINK}" if row.links else ""
    assert river.text(network, "short") == f"The town drinks from this river.{tags}{link}"


@pytest.mark.parametrize("network", NETWORKS)
def test_the_long_form_goes_where_it_reads_well_and_the_short_one_elsewhere(river: Pack, network: str) -> None:
    said = river.text(network, "both").split("\n")[0]
    if network in ("x", "bluesky"):
        assert said == "Short and to the point. #River"
    elif network in ("telegram", "whatsapp"):  # 395 characters and the link are more than 400
        assert said == "Short and to the point. #River".removesuffix(" #River" if network == "whatsapp" else "")
    else:
        tags = " #River #Town" if NETWORKS[network].hashtags > 1 else " #River"
        assert said == " ".join([HUNDRED] * 4) + tags


def test_what_may_drop_goes_in_order_and_no_further_than_needed(river: Pack) -> None:
    may_go = "This may go, and nobody will miss it in a small place."
    assert river.text("x", "yielding") == f"{HUNDRED} {HUNDRED}\n{LINK}"
    assert river.text("bluesky", "yielding") == f"{HUNDRED} {HUNDRED} {may_go}\n{LINK}"
    assert river.text("mastodon", "yielding") == f"{HUNDRED} {HUNDRED} {may_go} #River\n{LINK}"


def test_a_thread_is_one_where_the_network_has_them_and_one_post_elsewhere(river: Pack) -> None:
    for network in NETWORKS:
        posts = river.on(network, "continued")
        if network in ("x", "bluesky"):
            assert [post.text for post in posts] == [
                f"{HUNDRED} {HUNDRED} 1/2",
                f"{HUNDRED} {HUNDRED} Who decides? 2/2\n{LINK}",
            ]
            assert [(post.part, post.parts) for post in posts] == [(1, 2), (2, 2)]
        else:
            assert len(posts) == 1


def test_a_message_keeps_to_its_networks(river: Pack) -> None:
    assert [post.network.id for post in river.posts if post.message.id == "only-x"] == ["x"]


def test_the_link_of_a_post(river: Pack) -> None:
    assert river.text("x", "page") == f"Write to us.\n{PAGE}"
    assert river.text("x", "named-source") == f"Read it.\n{LINK}"
    assert river.text("x", "linkless") == "No source and no link."
    assert river.text("instagram", "named-source") == "Read it."  # a link cannot be followed there
    assert river.text("instagram", "page") == f"Write to us.\n{PAGE}"  # but typed
    assert {post.link for post in river.posts if post.message.id == "page"} == {PAGE}


def test_the_link_stands_in_the_last_part_alone(river: Pack) -> None:
    for post in (p for p in river.posts if p.parts > 1):
        assert post.text.count(LINK) == (post.part == post.parts)
    assert any(post.parts > 1 for post in river.posts)


def test_no_post_of_the_small_campaign_is_too_long(river: Pack) -> None:
    assert [p.code for post in river.posts for p in post.problems] == []
    assert all(fits(post.text, post.network) for post in river.posts)
    assert all(post.left == post.network.limit - length(post.text, post.network) >= 0 for post in river.posts)


def test_white_space_that_no_page_shows_is_in_no_post(make: Callable[..., Path]) -> None:
    pack = Pack(known(make("""
-- messages.yaml --
- {id: spaced, aim: reason, text: "The town  drinks. \\nFrom this river. "}
""")))  # fmt: skip
    assert {post.text for post in pack.posts} == {"The town drinks.\nFrom this river."}


# What does not fit


def test_what_fits_nowhere_is_an_error_that_says_by_how_much(make: Callable[..., Path]) -> None:
    pack = Pack(known(make(f"""
-- messages.yaml --
- id: too-long
  aim: reason
  text: {" ".join([HUNDRED] * 4)}
""")))  # fmt: skip
    found = {post.network.id: post.problems for post in pack.posts}
    for network in ("x", "bluesky"):
        [problem] = found[network]
        over = length(pack.text(network, "too-long"), network) - NETWORKS[network].limit
        assert (problem.code, problem.severity) == ("post-length", "error")
        assert f" {over} {NETWORKS[network].unit} too long" in problem.message
        assert problem.where.line == 3 and problem.where.file.endswith("messages.yaml")
    assert pack.text("x", "too-long") == " ".join([HUNDRED] * 4)  # nothing is cut
    assert [p.severity for p in (*found["mastodon"], *found["facebook"])] == []


def test_what_fits_and_reads_less_well_is_a_warning(make: Callable[..., Path]) -> None:
    pack = Pack(known(make(f"""
-- messages.yaml --
- {{id: full, aim: reason, text: "{HUNDRED} {HUNDRED} {"So it is, in the end. " * 3}"}}
""")))  # fmt: skip
    [post] = pack.on("x")
    assert NETWORKS["x"].aim < post.length <= NETWORKS["x"].limit
    [problem] = post.problems
    assert (problem.code, problem.severity) == ("post-length", "warning")
    assert str(post.length) in problem.message and "250" in problem.message


def test_a_sentence_that_is_too_long_for_a_thread_is_an_error(make: Callable[..., Path]) -> None:
    pack = Pack(known(make(f"""
-- messages.yaml --
- id: endless
  aim: voice
  thread: true
  text: Short.
  long: We sign. {"and on " * 50}to the end.
""")))  # fmt: skip
    found = {post.network.id: post.problems for post in pack.posts if post.part == 1}
    assert [p.code for p in found["x"]] == [p.code for p in found["bluesky"]] == ["post-length"]
    assert {p.severity for p in (*found["x"], *found["bluesky"])} == {"error"}
    assert found["mastodon"] == found["facebook"] == ()


def test_what_a_network_does_not_take_in_a_thread_for_another_reason_is_an_error_too(
    make: Callable[..., Path],
) -> None:
    links = " ".join(f"https://river{n}.org" for n in range(6))
    pack = Pack(known(make(f"""
-- messages.yaml --
- id: six-links
  aim: voice
  thread: true
  text: Short.
  long: {HUNDRED} {HUNDRED} {HUNDRED} {HUNDRED} {HUNDRED} Read {links} today.
""")))  # fmt: skip
    posts = pack.on("threads")
    assert len(posts) > 1 and not all(fits(post.text, "threads") for post in posts)  # it takes five links
    assert [p.code for p in posts[0].problems] == ["post-length"]


def test_a_limit_of_a_server(make: Callable[..., Path]) -> None:
    folder = make(f"""
-- messages.yaml --
- {{id: full, aim: reason, text: "{" ".join([HUNDRED] * 8)}"}}
""")
    out = folder.parent / "out"
    place = ("--campaign", folder, "--out", out, "--date", "2026-11-22", "--format", "csv", "--network", "mastodon")
    refused = call("social", *place)
    assert (refused.code, "post-length" in refused.codes) == (3, True)
    done = call("social", *place, "--limit", "mastodon=1000")
    assert done.code == 0
    [row] = rows_of(out / "river/en/social/messages.csv")
    assert (row["length"], row["limit"]) == (str(len(row["text"])), "1000")
    assert call("social", *place, "--limit", "mastodon=none").code == 2
    wrong = call("social", *place, "--limit", "mastodn=1000")
    assert wrong.code == 2 and "mastodon" in wrong.err
    assert call("social", *place, "--limit", "mastodon=100").code == 3


# Any message

pieces = st.sampled_from(
    [
        "the river",
        "we",
        "sign",
        "Dr. Lee",
        "2.5",
        "example.org/a.b",
        "https://example.org/a?b=C.d",
        "#River",
        "@jo",
        "“We. You.”",
        "A & B < C",
        'it\'s "so"',
        "🏽👩‍👩‍👧",
        "e\u0301\u0323",
        "河水很脏",
        "النهر ملوث",
        "100 %",
        "p. 5",
    ]
)
stops = st.sampled_from([". ", "? ", "! ", ".\n", "… ", "。", "؟ "])
texts = st.lists(st.tuples(st.lists(pieces, min_size=1, max_size=14), stops), min_size=1, max_size=9).map(
    lambda told: "".join(" ".join(words) + stop for words, stop in told)
)
ended = st.tuples(texts, st.lists(st.sampled_from(["#River", "#Town", "#水", "#نهر"]), max_size=4)).map(
    lambda parts: " ".join([parts[0].rstrip(), *parts[1]])
)


@st.composite
def messages(draw: st.DrawFn, thread: bool | None = None) -> Message:
    """Return a message of any form."""
    long = draw(ended)
    return Message(
        id="any",
        aim=draw(st.sampled_from(["act", "reason"])),
        text=draw(ended),
        long=draw(st.sampled_from([long, None])) if thread is None else long,
        link=draw(st.sampled_from(["act", "source", "permit"])),
        thread=draw(st.booleans()) if thread is None else thread,
        drop=tuple(draw(st.lists(st.sampled_from(["handle", "hashtags", "last-sentence"]), unique=True))),
        facts=("permit-granted",),
    )


def posted(river: Pack, message: Message, network: Network) -> tuple[Post, ...]:
    """Return the posts of another message in the small campaign."""
    return river.poster.posts_of(message, network)


some = settings(max_examples=60)
servers = st.sampled_from([*NETWORKS.values()]) | st.builds(limited, st.sampled_from([*NETWORKS]), st.integers(80, 600))


@some
@given(message=messages(), network=servers)
def test_no_post_exceeds_its_limit_unless_an_error_says_so(river: Pack, message: Message, network: Network) -> None:
    posts = posted(river, message, network)
    errors = [p for post in posts for p in post.problems if p.severity == "error"]
    assert {p.code for p in errors} <= {"post-length"}
    assert (not errors) is all(fits(post.text, network) for post in posts)
    for post in posts:
        assert post.length == length(post.text, network)
        assert post.left >= 0 or errors


@some
@given(message=messages(thread=True), network=st.sampled_from(THREADED))
def test_the_parts_of_a_thread_are_the_text(river: Pack, message: Message, network: str) -> None:
    row = NETWORKS[network]
    posts = posted(river, message, row)
    assert [post.part for post in posts] == [*range(1, len(posts) + 1)]
    assert {post.parts for post in posts} == {len(posts)}
    told = []
    for post in posts:
        text = post.text
        if post.part == post.parts:
            assert post.link and text.endswith(post.link)
            text = text.removesuffix(post.link).rstrip("\n")
        if post.parts > 1:
            number = NUMBER.search(text)
            assert number and number.groups() == (str(post.part), str(post.parts))
            text = text[: number.start()]
        told.append(text)
    whole = within(form_of(river.poster.said_in(message, "long")), row).text
    assert re.sub(r"\s", "", "".join(told)) == re.sub(r"\s", "", whole)
    ends = {"".join(whole_of.split()) for whole_of in before_ends(river, whole)}
    for count in range(1, len(told)):  # each part ends where a sentence does
        assert "".join("".join(told[:count]).split()) in ends


def before_ends(river: Pack, text: str) -> Iterator[str]:
    """Yield what comes before the end of each sentence of a text."""
    at = 0
    for line in text.splitlines(keepends=True):
        for sentence in sentences(line, river.poster.writer.language.settings):
            at += len(sentence)
            yield text[:at]


def words_of(text: str) -> list[str]:
    """Return the words of a text; a Chinese sentence ends one without a space."""
    return text.replace("。", "。 ").split()


@some
@given(message=messages(thread=False), network=servers)
def test_every_word_of_a_post_is_the_messages(river: Pack, message: Message, network: Network) -> None:
    [post] = posted(river, message, network)
    said = f"{river.poster.said_in(message, 'text')} {river.poster.said_in(message, 'long')} {post.link}"
    assert {*words_of(post.text)} <= {*words_of(said)}
    assert (network.links or message.link == "act") is (post.text.split("\n")[-1] == post.link)


@some
@given(message=messages(), network=servers)
def test_a_share_link_carries_the_post_and_is_short_enough(river: Pack, message: Message, network: Network) -> None:
    for post in posted(river, message, network):
        assert len(post.share) <= 2000
        assert not post.share or re.fullmatch(r"https://[!-~]+", post.share)


# Accounts

PEOPLE = """
-- recipients/people.yaml --
- id: ann
  name: Ann March
  gender: unknown
  office: lower-house
  country: GB
  accounts: {x: "@ann", bluesky: ann.example, facebook: ann.march}
- {id: bea, name: Bea March, gender: unknown, office: lower-house, country: GB, accounts: {x: bea}}
- {id: cy, name: Cy March, gender: unknown, office: lower-house, country: GB}
-- messages.yaml --
- {id: first, aim: act, text: "Write to them. #River"}
- {id: second, aim: act, text: "Call them. #River"}
- {id: third, aim: act, text: "Meet them. #River"}
- {id: about-me, aim: act, text: "I drink from it. #River", identity: true}
- {id: threaded, aim: act, text: Short., long: "Told in one.", thread: true}
- {id: no-act, aim: reason, text: "The town drinks from it. #River"}
"""
ACCOUNT = re.compile(r"@\S+")


def with_accounts(folder: Path, *ids: str) -> Pack:
    """Return a pack whose posts may name the accounts of some people, or of everybody."""
    from campaign.plan import Posting

    people = known(folder).recipients
    return Pack(known(folder), posting=Posting(handles=tuple(people[ident] for ident in ids or people)))


def accounts(pack: Pack, network: str, *messages: str) -> list[list[str]]:
    """Return the accounts that the posts of messages name."""
    return [ACCOUNT.findall(pack.text(network, message)) for message in messages]


def test_no_account_is_named_unless_it_was_asked_for(make: Callable[..., Path]) -> None:
    assert "@" not in " ".join(post.text for post in Pack(known(make(PEOPLE))).posts)


def test_different_people_are_named_in_turn_one_a_post(make: Callable[..., Path]) -> None:
    pack = with_accounts(make(PEOPLE))
    assert accounts(pack, "x", "first", "second", "third") == [["@ann"], ["@bea"], ["@ann"]]
    assert accounts(pack, "bluesky", "first", "second") == [["@ann.example"], ["@ann.example"]]
    assert pack.text("x", "first") == "Write to them. @ann #River"
    assert accounts(pack, "mastodon", "first", "second") == [[], []]  # nobody has one there


def test_people_take_turns_whatever_stands_between_the_posts_that_name_them(make: Callable[..., Path]) -> None:
    pack = with_accounts(make(PEOPLE, """
-- messages.yaml --
- {id: first, aim: act, text: Write to them.}
- {id: between, aim: reason, text: The town drinks from it.}
- {id: second, aim: act, text: Call them.}
"""))  # fmt: skip
    assert accounts(pack, "x", "first", "second") == [["@ann"], ["@bea"]]


def test_only_posts_that_ask_for_an_act_name_an_account_and_none_about_oneself_or_in_a_thread(
    make: Callable[..., Path],
) -> None:
    pack = with_accounts(make(PEOPLE))
    for network in NETWORKS:
        assert accounts(pack, network, "about-me", "threaded", "no-act") == [[], [], []]


def test_a_chosen_list_says_who_is_named(make: Callable[..., Path]) -> None:
    pack = with_accounts(make(PEOPLE), "bea")
    assert accounts(pack, "x", "first", "second") == [["@bea"], ["@bea"]]
    assert accounts(pack, "bluesky", "first") == [[]]


def test_nobody_with_an_account_is_said(make: Callable[..., Path]) -> None:
    done = social(make(), "--handles", "--network", "x")
    assert (done.code, "no-account" in done.codes) == (0, True), done.err


def test_accounts_are_named_by_the_command(make: Callable[..., Path]) -> None:
    folder = make(PEOPLE)
    done = social(folder, "--handles", "--network", "x")
    assert done.code == 0, done.err
    rows = rows_of(folder.parent / "out/river/en/social/messages.csv")
    assert [ACCOUNT.findall(row["text"]) for row in rows[:2]] == [["@ann"], ["@bea"]]
    done = social(folder, "--handles", "--to", "cy")
    assert (done.code, "no-account" in done.codes) == (0, True)


def test_an_account_goes_before_the_words_do(make: Callable[..., Path]) -> None:
    text = f"{HUNDRED} {HUNDRED} So it is, and so it stays as long as we do."
    assert len(text) + len(" #River") <= 250 < len(text) + len(" @ann #River")
    pack = with_accounts(make(PEOPLE, f"""
-- messages.yaml --
- {{id: full, aim: act, text: "{text} #River", networks: [x]}}
"""))  # fmt: skip
    assert pack.text("x", "full") == f"{text} #River"


# Where, and which


def test_a_message_is_not_posted_where_it_can_harm(make: Callable[..., Path]) -> None:
    folder = make("""
-- countries/EG.yaml --
languages: [en]
-- messages.yaml --
- {id: open, aim: reason, text: The town drinks from it.}
- {id: risky, aim: people, text: I live here., identity: true, not_in: [EG]}
""")
    campaign = known(folder)
    assert {post.message.id for post in Pack(campaign, country="GB").posts} == {"open", "risky"}
    assert {post.message.id for post in Pack(campaign, country="EG").posts} == {"open"}
    named = social(folder, "--country", "EG", "--message", "risky")
    assert named.code == 1 and "unusable" in named.codes


def social(folder: Path, *more: str) -> Done:
    """Make the sheet of posts of a campaign."""
    out = folder.parent / "out"
    return call("social", "--campaign", folder, "--out", out, "--date", "2026-11-22", "--format", "csv", *more)


CHOSEN = """
-- messages.yaml --
- {id: usual, aim: reason, text: The town drinks from it.}
- {id: on-request, aim: date, text: Only when it is named., automatic: false}
- {id: over, aim: date, text: It is over., valid_until: 2026-01-01}
"""


def test_a_message_that_is_named_is_beside_the_others(make: Callable[..., Path]) -> None:
    folder = make(CHOSEN)
    sheet = folder.parent / "out/river/en/social/messages.csv"
    assert social(folder).code == 0
    assert {row["id"] for row in rows_of(sheet)} == {"usual"}
    assert social(folder, "--message", "on-request,usual").code == 0
    assert [row["id"] for row in rows_of(sheet)][:2] == ["usual", "on-request"]


def test_a_message_that_cannot_be_used_is_an_error_at_its_place(make: Callable[..., Path]) -> None:
    done = social(make(CHOSEN), "--message", "over", "--json")
    [problem] = [p for p in done.json["problems"] if p["code"] == "unusable"]
    assert (done.code, problem["severity"], problem["line"]) == (1, "error", 3)
    assert "2026-01-01" in problem["message"]


def test_an_unknown_message_is_wrong_usage_with_near_names(make: Callable[..., Path]) -> None:
    done = social(make(CHOSEN), "--message", "on-reqest")
    assert done.code == 2
    assert "on-request" in done.err


# Alt texts


def test_an_alt_text_that_a_network_cuts_is_an_error_there_alone(make: Callable[..., Path]) -> None:
    pack = Pack(known(make(f"""
-- cards.yaml --
- id: permit
  kind: fact
  text: The permit is from {{granted}}.
  alt: {"a picture of water " * 58}
  facts: [permit-granted]
-- messages.yaml --
- {{id: shown, aim: reason, text: The town drinks from it., card: permit}}
""")))  # fmt: skip
    found = {post.network.id: [p.code for p in post.problems] for post in pack.posts}
    for network, row in NETWORKS.items():
        is_cut = row.alt_limit is not None and row.alt_limit < 1100
        assert found[network] == (["alt-length"] if is_cut else []), network
    [problem] = pack.on("x")[0].problems
    assert problem.severity == "error" and str(len(pack.on("x")[0].alt_text)) in problem.message


# The same in every file


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a sheet of posts."""
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


class Posts(HTMLParser):
    """Read the posts of a page by their ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.ident = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "p" and named.get("class") == "post":
            self.ident = str(named["id"])
            self.found[self.ident] = ""
        elif tag == "br" and self.ident:
            self.found[self.ident] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.ident = ""

    def handle_data(self, data: str) -> None:
        if self.ident:
            self.found[self.ident] += data


def squeezed(text: str) -> str:
    """Return a text without its white space: where lines are wrapped, as between Chinese words, there was none."""
    return "".join(text.split())


@pytest.mark.parametrize("lang", ["ar", "zh-Hans", "fr"])
def test_a_post_is_the_same_text_in_every_file_and_carries_no_isolates(tmp_path: Path, lang: str) -> None:
    done = call(
        *("social", "--campaign", "cybercrime-treaty", "--out", tmp_path, "--date", "2026-11-22", "--country", "CL"),
        *("--lang", lang, "--network", "x,telegram", "--format", "csv,json,txt,html"),
    )
    assert done.code == 0, done.err
    folder = tmp_path / "cybercrime-treaty" / lang / "social"
    rows = rows_of(folder / "messages.csv")
    assert rows and not any(ISOLATES.search(cell) for row in rows for cell in row.values())
    whole = json.loads((folder / "messages.json").read_text(encoding="utf-8"))
    assert [{k: str(v) for k, v in post.items()} for post in whole["posts"]] == rows
    page = Posts((folder / "messages.html").read_text(encoding="utf-8"))
    assert page.found == {f"{row['network']}-{row['id']}-{row['part']}": row["text"] for row in rows}
    flat = (folder / "messages.txt").read_text(encoding="utf-8")
    sheet = re.split(r"^.*\(\u2068?\d[\d,.]*/[\d,.]+\u2069?\).*$", flat, flags=re.MULTILINE)[1:]
    assert len(sheet) == len(rows)
    for said, row in zip(sheet, rows, strict=True):
        assert squeezed(said).startswith(squeezed(row["text"]))
        lines = [line for line in row["text"].split("\n") if line.startswith("https://")]
        assert all(line in said.split("\n") for line in lines)


# The built-in campaign


def built_in_posts(document: Document, seen: set[object]) -> Iterator[Post]:
    """Return the posts of a document of the built-in campaign, without those that say the same as others before."""
    poster = Poster(document, Writer(built_in(), document, speakers()[document.language]))
    for message in document.messages:
        said = [poster.said_in(message, form) for form in ("text", "long") if getattr(message, form)]
        key = (document.language, message.id, *said, poster.picture(message, NETWORKS["x"]))
        if key not in seen:
            seen.add(key)
            for network in NETWORKS.values():
                yield from poster.posts_of(message, network)


def test_every_post_of_the_built_in_campaign_fits_and_reads_well() -> None:
    every, seen, count = tuple(built_in().settings.languages), set[object](), 0
    for country, tags in ((None, every), ("CL", every), ("FR", ("fr", "en")), ("EG", ("ar", "en"))):
        documents, problems = planned("2026-11-22", "social", country=country, languages=tags, formats=("csv",))
        assert [p for p in problems if p.severity == "error"] == []
        assert [document.language for document in documents] == [*tags]
        for document in documents:
            for post in built_in_posts(document, seen):
                assert post.problems == ()
                assert post.left >= 0
                assert not ISOLATES.search(post.text + post.alt_text)
                assert "[[missing" not in post.text and "{" not in post.text
                count += 1
    assert count > len(every) * len(NETWORKS) * 20
