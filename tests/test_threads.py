"""A text as a thread: every post within its limit, the text whole again, nothing broken that belongs together."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.languages import language_settings
from campaign.languages.sentences import sentences
from campaign.networks import NETWORKS, Network, excess, fits, length, limited
from campaign.networks.threads import Thread, split

TAGS = ["en", "es", "pt-BR", "pt-PT", "fr", "ar", "ru", "zh-Hans"]
SENTENCES = {tag: partial(sentences, settings=language_settings(Path("no such campaign"), tag, [])) for tag in TAGS}
THREADS = [row for row in NETWORKS.values() if row.threads]
LINK = "https://un.org/treaty"
DOVE = "\N{DOVE OF PEACE}\N{VARIATION SELECTOR-16}"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
NAME = "U.N. Office on Drugs and Crime"

every_network = pytest.mark.parametrize("network", THREADS, ids=lambda row: row.id)


def small(limit: int, network: str = "bluesky") -> Network:
    """Return a network whose aim and limit differ, small enough to read the posts."""
    row = limited(network, limit)
    assert row.aim < row.limit
    return row


def english(text: str, network: Network, link: str = "", names: tuple[str, ...] = ()) -> Thread:
    return split(text, network, SENTENCES["en"], names, link)


# What a thread looks like


def test_what_fits_is_one_post_without_a_number() -> None:
    network = NETWORKS["x"]
    assert english("We sign. You sign.", network).posts == ("We sign. You sign.",)
    assert english("One line.\nTwo lines.", network, LINK).posts == (f"One line.\nTwo lines.\n{LINK}",)
    assert english("  We sign. \n", network, LINK).posts == (f"We sign.\n{LINK}",)
    assert english("", network).posts == english(" \n ", network).posts == ()
    assert english("", network, LINK).posts == (LINK,)


def test_sentences_are_packed_as_full_as_reads_well_and_numbered() -> None:
    found = english("One two. Three four. Five six. Seven eight. Nine ten.", small(30))
    assert found.posts == ("One two. Three four. 1/3", "Five six. Seven eight. 2/3", "Nine ten. 3/3")
    assert found.parts == ("One two. Three four.", "Five six. Seven eight.", "Nine ten.")
    assert (found.breaks, found.too_long) == ((" ", " "), ())


def test_a_line_starts_a_new_post() -> None:
    found = english("One two.\nThree. Four.\r\n\r\nFive six seven.", small(30))
    assert found.posts == ("One two. 1/3", "Three. Four. 2/3", "Five six seven. 3/3")
    assert found.text == "One two.\nThree. Four.\nFive six seven."


def test_the_link_stands_on_a_line_of_its_own_below_the_last_number() -> None:
    found = english("One two three four. Five six. Seven eight nine ten.", small(50), LINK)
    assert found.posts == ("One two three four. Five six. 1/2", f"Seven eight nine ten. 2/2\n{LINK}")
    assert found.text == "One two three four. Five six. Seven eight nine ten."


def test_a_link_that_no_longer_fits_moves_the_last_sentence_or_stands_alone() -> None:
    moved = english("One two three. Four five six.", small(50), LINK)
    assert moved.posts == ("One two three. 1/2", f"Four five six. 2/2\n{LINK}")
    alone = english("One two three four. Five six seven eight nine ten eleven.", small(50), LINK)
    assert alone.posts[-1] == f"3/3\n{LINK}"
    assert (alone.parts[-1], alone.breaks[-1], alone.too_long) == ("", "", ())
    assert alone.text == "One two three four. Five six seven eight nine ten eleven."
    both = english("One two. Three four five six seven.", small(50), LINK)
    assert both.posts == ("One two. Three four five six seven. 1/2", f"2/2\n{LINK}")


def test_one_sentence_may_use_the_limit_where_more_keep_to_what_reads_well() -> None:
    network = small(60)
    sentence = f"{'a' * (network.limit - 1)}."
    assert english(sentence, network).posts == (sentence,)
    two = english(f"{'a' * (network.limit - 5)}. We.", network)
    assert [length(post, network) for post in two.posts] == [60, 7]
    assert english(f"{'a' * (network.aim - 8)}. We sign.", network).posts[1:] == ("We sign. 2/2",)


def test_a_sentence_that_is_too_long_is_named_and_never_cut() -> None:
    network = small(60)
    long = f"A{'a' * 58} b."
    assert english(long, network) == Thread((long,), (long,), (), ((long, 2),))
    found = english(f"We sign. {long} You sign.", network)
    assert found.posts == ("We sign. 1/3", f"{long} 2/3", "You sign. 3/3")
    assert found.too_long == ((long, 6),)
    assert english(f"We sign.\n{long}", network, LINK).too_long == ((long, 6),)


def test_the_numbers_are_counted_when_there_are_more_digits() -> None:
    network = small(30)
    nine, ten = (english(" ".join(["Aaaa bbbb cccc dddd ee."] * n), network) for n in (9, 10))
    assert nine.posts[0] == "Aaaa bbbb cccc dddd ee. 1/9"
    assert ten.posts[-1] == "Aaaa bbbb cccc dddd ee. 10/10"
    hundred = english("\n".join(["aaaa bbbb."] * 123), network)
    assert len(hundred.posts) == 123 and hundred.posts[-1].endswith(" 123/123")
    # Two short sentences share a post as far as "9/11", and do not in "10/11".
    pairs = "Aaaa bbbbb. Cccc ddddd."
    assert len(english(" ".join([pairs] * 9), network).posts) == 9
    assert len(english(" ".join([pairs] * 10), network).posts) == 11


def test_hashtags_and_signs_stay_with_what_is_before_them() -> None:
    network = small(60)
    text = f"{'a' * 30} b. We sign this now. #SignTheTreaty\n#Peace {DOVE}"
    assert english(text, network).parts == (f"{'a' * 30} b.", f"We sign this now. #SignTheTreaty\n#Peace {DOVE}")
    assert english(f"{'a' * 50}.\n#SignTheTreaty", network).parts == (f"{'a' * 50}.", "#SignTheTreaty")
    assert english(f"We sign. A{'a' * 50}. #Sign", network).parts == ("We sign.", f"A{'a' * 50}.", "#Sign")


def test_chinese_posts_break_without_a_space() -> None:
    found = split("我们签署条约。你们反对它。他们等等。", small(19), SENTENCES["zh-Hans"], (), "")
    assert found.posts == ("我们签署条约。你们反对它。 1/2", "他们等等。 2/2")
    assert found.breaks == ("",) and found.text == "我们签署条约。你们反对它。他们等等。"


# What is never broken

WHOLE = [
    "“We sign. You sign.”",
    "«Firmamos. Firman.»",
    "« Nous signons. Vous signez. »",
    "„Wir gehen. Ihr geht.“",
    "„Да. Нет.”",
    "‘We can’t. You can.’",
    "「我们。你们。」",
    "『我们！你们？』",
    "《我们。你们》",
    '"We sign. You sign."',
    "“One. ‘Two. Three.’ Four.”",
    "“One.\nTwo.”",
    "https://un.org/a.b?C=d.E!f",
    "https://zh.wikipedia.org/wiki/联合国",
    "un.org/a.B",
    "#Treaty",
    "#Договор",
    "#约",
    "@ana.maria@red.example",
    "@ana",
    "ana.b@un.org",
    NAME,
    "EE. UU.",
]


@pytest.mark.parametrize("whole", WHOLE)
def test_what_belongs_together_stays_in_one_post_however_sentences_are_cut(whole: str) -> None:
    """`list` cuts after every character: what stays whole, stays so by the rules of threads alone."""
    network = small(60)
    text = f"Aaaa bbbb cccc dddd ee. {whole} ff gg hh ii. jj kk ll mm."
    for lead in range(0, 40, 3):
        found = split("x" * lead + text, network, list, (NAME, "EE. UU."), "")
        assert sum(whole in part for part in found.parts) == 1, found.parts
        assert found.too_long == ()


@pytest.mark.parametrize(
    "text",
    [
        "It’s the dogs’ day. We go there now. You go there now.",
        "A “mark opens and is never closed. We go there now. You go there now.",
        'A 5" pipe. We go there now. A 6" pipe is it.',
        "A » closes. We go there now. You go there now.",
        "rock ’n’ roll. We go there now. You go there now.",
    ],
)
def test_a_mark_without_its_other_half_holds_nothing_together(text: str) -> None:
    assert len(english(text, small(24)).parts) == len(SENTENCES["en"](text))


def test_a_quotation_after_signs_of_inches_is_whole() -> None:
    for lead in range(0, 40, 3):
        found = split("x" * lead + ' bb 5" cc. 他说"走。"He said "Go. Now." We go. You go.', small(60), list, (), "")
        assert all(sum(whole in part for part in found.parts) == 1 for whole in ('"Go. Now."', '"走。"')), found.parts


def test_a_name_may_have_other_spaces_in_the_text() -> None:
    text = "aaaa bbbb cccc dddd. The U.N.\u00a0Office on Drugs\nand Crime met today. We go."
    found = split(text, small(60), list, (NAME, ""), "")
    assert any("U.N.\u00a0Office on Drugs\nand Crime" in part for part in found.parts)


# Properties

WORDS = {
    "en": ["the treaty", "we", "art. 35", "signed", "Dr. Lee", "2.5"],
    "es": ["el tratado", "¿firma", "EE. UU.", "según", "la Sra. Gil", "núm. 7"],
    "pt-BR": ["o tratado", "não", "V. Exa.", "assinou", "art. 5"],
    "pt-PT": ["o tratado", "não", "n.º 5", "assinou", "al. 3"],
    "fr": ["le traité", "M. Roux", "a signé", "qu’il", "p. ex."],
    "ar": ["المعاهدة", "د. أحمد", "وقّعت", "المادة 35", "نعم"],
    "ru": ["договор", "ст. 35", "г. Москва", "подписали", "А. С. Пушкин"],
    "zh-Hans": ["条约", "我们签署", "第35条", "网络犯罪", "Dr. Li"],
}
STOPS = {"ar": [". ", "؟ ", "! ", "\n"], "zh-Hans": ["。", "？", "！", "\n"]}
KEPT = [*WHOLE, LINK, f"“{NAME}. {NAME}.”"]
SIGNS = [DOVE, FAMILY, "\U0001f1e8\U0001f1f1", "1\ufe0f\u20e3", "👍🏽", "…", "(", "—", "\u200f", "e\u0301"]


@st.composite
def messages(draw: st.DrawFn) -> tuple[str, str]:
    """Return the tag of a language and a text in it, with links, names, quotations, hashtags and emoji."""
    tag = draw(st.sampled_from(TAGS))
    piece = st.sampled_from(WORDS[tag]) | st.sampled_from(WORDS[tag]) | st.sampled_from(KEPT) | st.sampled_from(SIGNS)
    stop = st.sampled_from(STOPS.get(tag, [". ", "? ", "! ", ". \n\n", "… ", ".\n"]))
    written = draw(st.lists(st.tuples(st.lists(piece, min_size=1, max_size=9), stop), max_size=12))
    return tag, "".join(" ".join(pieces) + stop for pieces, stop in written)


networks = st.sampled_from(THREADS) | st.builds(
    limited, st.sampled_from([row.id for row in THREADS]), st.integers(60, 400)
)
links = st.sampled_from(["", LINK])


@given(messages(), networks, links)
def test_every_post_fits_or_says_by_how_much_it_does_not(message: tuple[str, str], network: Network, link: str) -> None:
    tag, text = message
    found = split(text, network, SENTENCES[tag], (NAME,), link)
    for part, post in zip(found.parts, found.posts, strict=True):
        assert fits(post, network) is (excess(post, network) == 0)
        assert ((part, excess(post, network)) in found.too_long) is (not fits(post, network))
    assert len(found.too_long) == sum(not fits(post, network) for post in found.posts)


@given(messages(), networks, links)
def test_every_post_is_its_part_its_number_and_the_link(message: tuple[str, str], network: Network, link: str) -> None:
    tag, text = message
    found = split(text, network, SENTENCES[tag], (NAME,), link)
    count = len(found.posts)
    for number, (part, post) in enumerate(zip(found.parts, found.posts, strict=True), 1):
        numbered = f"{part} {number}/{count}".strip() if count > 1 else part
        last = number == count and link
        assert post == (f"{numbered}\n{link}".lstrip("\n") if last else numbered)


def shortened(text: str, parts: tuple[str, ...]) -> str:
    """Return the text with the white space between the parts as one line end or one space, by looking for each part."""
    whole, at = "", 0
    for part in parts:
        start = text.index(part, at)
        white = text[at:start]
        assert white.strip() == ""
        whole += (("\n" if "\n" in white else white[:1] and " ") if at else "") + part
        at = start + len(part)
    assert text[at:].strip() == ""
    return whole


@given(messages(), networks, links)
def test_the_parts_are_the_text(message: tuple[str, str], network: Network, link: str) -> None:
    tag, text = message
    found = split(text, network, SENTENCES[tag], (NAME,), link)
    assert found.text == shortened(text, found.parts)
    assert re.sub(r"\s", "", "".join(found.parts)) == re.sub(r"\s", "", text)
    assert all(part == part.strip() for part in found.parts)
    assert all(found.parts[:-1])


@given(messages(), networks, links, st.booleans())
def test_nothing_is_broken_that_belongs_together(
    message: tuple[str, str], network: Network, link: str, everywhere: bool
) -> None:
    tag, text = message
    found = split(text, network, list if everywhere else SENTENCES[tag], (NAME, "EE. UU."), link)
    for whole in KEPT:
        assert sum(part.count(whole) for part in found.parts) == text.count(whole), whole


@given(messages(), networks)
def test_a_post_breaks_at_the_end_of_a_sentence_or_line_only(message: tuple[str, str], network: Network) -> None:
    tag, text = message
    found = split(text, network, SENTENCES[tag], (NAME,), "")
    ends, at = set(), 0
    for line in text.splitlines(keepends=True):
        for sentence in SENTENCES[tag](line):
            ends.add(at + len(sentence.rstrip()))
            at += len(sentence)
    at = 0
    for part in found.parts:
        at = text.index(part, at) + len(part)
        assert at in ends or at == len(text.rstrip())


@given(st.lists(st.integers(2, 60), min_size=2, max_size=30), networks)
def test_no_post_has_room_for_the_next_sentence(lengths: list[int], network: Network) -> None:
    text = " ".join("A" * n + "." for n in lengths)
    found = english(text, network)
    width = len(str(len(found.posts)))
    for post, part in zip(found.posts, found.parts[1:], strict=False):
        fuller = f"{post.rpartition(' ')[0]} {part.split()[0]} {'9' * width}/{'9' * width}"
        assert length(fuller, network) > network.aim - 2 * width
