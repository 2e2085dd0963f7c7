"""A message in the form that fits: the fullest that reads well, never a cut word, and by how much when nothing fits."""

from __future__ import annotations

import re
from functools import partial
from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign.languages import language_settings
from campaign.languages.sentences import sentences
from campaign.networks import NETWORKS, Network, excess, fits, length, limited
from campaign.render.fitting import Form, fitted, form_of, shorter, within, wordings
from campaign.values import replace

LINK = "https://example.org/permit"
DROPS = ("handle", "hashtags", "last-sentence")
ENGLISH = partial(sentences, settings=language_settings(Path("no such campaign"), "en", []))
TAG = re.compile(r"(?<!\w)[#＃]\w")

every_network = pytest.mark.parametrize("network", NETWORKS.values(), ids=lambda row: row.id)


def below(said: str, link: str) -> str:
    """Return a wording with its link below it."""
    return f"{said}\n{link}" if link else said


def reads_well(post: str, network: Network) -> bool:
    """Tell whether a network takes a post, and it is no longer than reads well there."""
    return fits(post, network) and length(post, network) <= network.aim


def small(limit: int, aim: int, network: str = "bluesky") -> Network:
    """Return a network whose limit and aim can be counted with fingers."""
    return replace(NETWORKS[network], limit=limit, aim=aim)


# Examples


def test_the_fullest_that_reads_well_is_taken() -> None:
    network = small(30, 20)
    assert fitted(iter(["a" * 21, "b" * 20, "c"]), network) == ("b" * 20, 0)
    assert fitted(iter(["a" * 20, "b"]), network) == ("a" * 20, 0)


def test_what_fits_but_reads_less_well_is_better_than_nothing() -> None:
    network = small(30, 20)
    assert fitted(iter(["a" * 31, "b" * 29, "c" * 25]), network) == ("c" * 25, 0)
    assert fitted(iter(["a" * 30]), network) == ("a" * 30, 0)


def test_the_link_counts_as_the_network_counts_it() -> None:
    network = replace(NETWORKS["x"], aim=280)
    assert fitted(iter(["a" * 256]), network, LINK) == (f"{'a' * 256}\n{LINK}", 0)
    assert fitted(iter(["a" * 257]), network, LINK) == (f"{'a' * 257}\n{LINK}", 1)


def test_what_does_not_fit_is_returned_whole_with_its_excess() -> None:
    network = small(10, 8)
    assert fitted(iter(["a" * 40, "We sign the letter."]), network) == ("We sign the letter.", 9)
    bytes_alone = "e\u0301\u0323\u0324" * 290 + "\N{FAMILY}" * 10  # 300 graphemes, many more bytes
    shown, over = fitted(iter([bytes_alone + "\u20d0" * 900]), NETWORKS["bluesky"])
    assert over == excess(shown, NETWORKS["bluesky"]) > 0


def test_what_a_network_refuses_for_another_reason_is_never_said_to_fit() -> None:
    tags = " ".join(f"#tag{n}" for n in range(6))
    assert fitted(iter([tags]), NETWORKS["instagram"]) == (tags, 1)


def test_hashtags_at_the_end_are_apart() -> None:
    assert form_of("We sign. #River #Town") == Form("We sign.", ("#River", "#Town"))
    assert form_of("The #River is ours.\n#River\n#Town \n") == Form("The #River is ours.", ("#River", "#Town"))
    assert form_of("The #River is #ours.") == Form("The #River is #ours.")
    assert form_of("我们签署。 #条约") == Form("我们签署。", ("#条约",))
    assert form_of("نوقّع. #معاهدة_الجرائم #حقوق") == Form("نوقّع.", ("#معاهدة_الجرائم", "#حقوق"))
    assert form_of("#River #Town") == Form("", ("#River", "#Town"))
    assert form_of("C# and No.#1") == Form("C# and No.#1")
    assert form_of("We sign. #River", "@jo").text == "We sign. @jo #River"
    assert form_of("", "@jo").text == "@jo"


def test_a_network_takes_the_first_hashtags_that_read_well_on_it() -> None:
    form = form_of("We love the #River. #A #B #C")
    assert within(form, NETWORKS["bluesky"]).text == "We love the #River. #A"
    assert within(form, NETWORKS["x"]).text == "We love the #River."
    assert within(form, NETWORKS["whatsapp"]).text == "We love the #River."
    assert within(form_of("We sign. #A #B #C"), NETWORKS["linkedin"]).text == "We sign. #A #B"


def test_parts_go_in_the_order_of_the_message() -> None:
    form = form_of("One. Two. Three. #River", "@jo")
    assert list(wordings([form], ("hashtags", "last-sentence", "handle"), ENGLISH)) == [
        "One. Two. Three. @jo #River",
        "One. Two. Three. @jo",
        "One. Two. @jo",
        "One. Two.",
    ]
    assert list(wordings([form, form_of("Four.")], (), ENGLISH)) == ["One. Two. Three. @jo #River", "Four."]


def test_the_last_sentence_goes_only_where_another_is_left() -> None:
    assert shorter(Form("One. Two."), "last-sentence", ENGLISH).said == "One."
    assert shorter(Form("One alone, e.g. this."), "last-sentence", ENGLISH).said == "One alone, e.g. this."
    assert shorter(Form(""), "last-sentence", ENGLISH).said == ""


# Properties

some = settings(max_examples=60)
words = st.text(st.sampled_from("aåß中ع😀👍🏽e\u0301-’"), min_size=1, max_size=12)
tags = st.from_regex(r"[#＃][A-Za-z\u4e00-\u4e20\u0627-\u0630]{1,12}", fullmatch=True)
said = st.lists(st.tuples(st.lists(words | tags, min_size=1, max_size=8), st.sampled_from([".", "!", "?", ".\n"])))
sentences_said = said.map(lambda lines: " ".join(" ".join(line) + stop for line, stop in lines))
accounts = st.sampled_from(["", "@jo", "@jo@river.example"])
rows = st.sampled_from([*NETWORKS.values()]) | st.builds(limited, st.sampled_from([*NETWORKS]), st.integers(20, 200))
links = st.sampled_from(["", LINK])


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Return a form as a message has it: sentences, hashtags at the end, an account."""
    ends = draw(st.lists(tags, max_size=5))
    return form_of(" ".join([draw(sentences_said), *ends]), draw(accounts))


drops = st.lists(st.sampled_from(DROPS), unique=True).map(tuple)


@some
@given(st.lists(forms(), min_size=1, max_size=2), drops, rows, links)
def test_a_post_is_over_its_limit_only_when_no_wording_fits(
    found: list[Form], drop: tuple[str, ...], network: Network, link: str
) -> None:
    every = [below(text, link) for text in wordings(found, drop, ENGLISH)]
    post, over = fitted(wordings(found, drop, ENGLISH), network, link)
    assert post in every
    assert fits(post, network) is (over == 0) is any(fits(text, network) for text in every)
    if over:
        assert (post, over) == (every[-1], max(1, excess(post, network)))


@some
@given(st.lists(forms(), min_size=1, max_size=2), drops, rows, links)
def test_the_first_wording_that_reads_well_is_taken(
    found: list[Form], drop: tuple[str, ...], network: Network, link: str
) -> None:
    every = [below(text, link) for text in wordings(found, drop, ENGLISH)]
    well = [text for text in every if reads_well(text, network)]
    post, _ = fitted(wordings(found, drop, ENGLISH), network, link)
    if well:
        assert post == well[0]
    else:  # nothing longer than what it takes was kept back
        assert not reads_well(post, network)


@some
@given(forms(), drops, rows, links)
def test_of_one_form_that_reads_well_nowhere_the_shortest_that_fits_is_taken(
    form: Form, drop: tuple[str, ...], network: Network, link: str
) -> None:
    taken = [t for t in (below(text, link) for text in wordings([form], drop, ENGLISH)) if fits(t, network)]
    post, _ = fitted(wordings([form], drop, ENGLISH), network, link)
    if taken and not any(reads_well(text, network) for text in taken):
        assert length(post, network) == min(length(text, network) for text in taken)


@some
@given(st.lists(forms(), min_size=1, max_size=2), drops, rows, links)
def test_no_word_is_made_or_cut(found: list[Form], drop: tuple[str, ...], network: Network, link: str) -> None:
    post, _ = fitted(wordings([within(form, network) for form in found], drop, ENGLISH), network, link)
    whole = [below(form.text, link).split() for form in found]
    left = post.split()
    assert any(is_within(left, form) for form in whole), (left, whole)


def is_within(some: list[str], whole: list[str]) -> bool:
    """Tell whether words stand in a text in the same order."""
    rest = iter(whole)
    return all(word in rest for word in some)


@some
@given(sentences_said, st.lists(tags, max_size=6))
def test_a_form_is_its_text(text: str, ends: list[str]) -> None:
    written = " ".join([text, *ends])
    form = form_of(written)
    assert form.text.split() == written.split()
    assert set(ends) <= set(form.tags) | set(form.said.split())
    assert form.tags[len(form.tags) - len(ends) :] == tuple(ends)
    assert form_of(form.said).tags == ()
    assert all(TAG.match(tag) for tag in form.tags)


@some
@given(forms(), rows)
def test_no_network_gets_more_hashtags_than_read_well_but_those_of_its_sentences(form: Form, network: Network) -> None:
    kept = within(form, network)
    inside = len(TAG.findall(form.said))
    assert (kept.said, kept.account) == (form.said, form.account)
    assert kept.tags == form.tags[: len(kept.tags)]
    assert len(TAG.findall(kept.text)) == max(inside, min(network.hashtags, inside + len(form.tags)))


@some
@given(forms(), drops)
def test_each_wording_has_lost_what_came_before_it_in_drop_and_nothing_else(form: Form, drop: tuple[str, ...]) -> None:
    found = list(wordings([form], drop, ENGLISH))
    assert len(found) == 1 + len(drop)
    for count, text in enumerate(found):
        gone = drop[:count]
        kept = "".join(ENGLISH(form.said)[:-1]).rstrip() if "last-sentence" in gone else form.said
        says = [kept or form.said, "" if "handle" in gone else form.account]
        assert text.split() == " ".join([*says, *(() if "hashtags" in gone else form.tags)]).split()


@every_network
def test_every_order_of_drop_ends_in_the_same_words(network: Network) -> None:
    form = form_of("One. Two. #River", "@jo")
    for drop, link in product(permutations(DROPS), ("", LINK)):
        *_, last = wordings([form], drop, ENGLISH)
        assert last == "One."
        assert fitted(iter([last]), network, link) == (below("One.", link), 0)
