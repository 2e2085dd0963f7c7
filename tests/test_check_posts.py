"""What `check` says of messages: hashtags that a screen reader runs together, countries that are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command import DAY, call

Make = Callable[..., Path]


def messages(text: str, more: str = "") -> str:
    return f'-- messages.yaml --\n- id: river\n  aim: what\n  text: "{text}"\n  facts: [permit-granted]\n{more}'


@pytest.mark.parametrize(
    ("hashtag", "is_said"),
    [
        ("#riverriverriver", True),
        ("#RiverRiver", False),
        ("#Riverfriendship", False),
        ("#river", False),
        ("#river_and_friends", False),
        ("#河流河流河流河流河流河流", False),
    ],
)
def test_words_that_run_on_in_a_hashtag_are_said(make: Make, hashtag: str, is_said: bool) -> None:
    done = call("check", "--campaign", make(messages(f"The river has a permit. {hashtag}")), "--on", DAY)
    assert ("hashtag" in done.codes) == is_said, done.err


@pytest.mark.parametrize(("code", "is_said"), [("XQ", True), ("eg", True), ("Egypt", True), ("EG", False)])
def test_a_country_to_keep_out_of_is_a_country(make: Make, code: str, is_said: bool) -> None:
    folder = make(messages("The river has a permit.", f"  not_in: [{code}]\n"))
    done = call("check", "--campaign", folder, "--on", DAY)
    assert ("unknown-country" in done.codes) == is_said, done.err
