"""Contrast: the formula of WCAG, and every pair of colours that a card prints."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import HEAD, checked, expected, found
from hypothesis import given
from hypothesis import strategies as st

from campaign import resources
from campaign.load import load
from campaign.model import LEAST_CONTRAST, Colours, contrast, luminance
from campaign.render.cards import pairs

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
LOOK = f"""{HEAD}look:
  colours:
"""


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    # As the W3C's own techniques and the checkers in use give them: G17, G18, and the two greys on either side of 4.5.
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.478),
        ("#767676", "#ffffff", 4.542),
        ("#0000ff", "#ffffff", 8.592),
        ("#ff0000", "#ffffff", 3.998),
    ],
)
def test_the_contrast_of_known_pairs(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.001)


@given(COLOURS, COLOURS)
def test_contrast_has_no_direction_and_lies_from_1_to_21(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.0001
    assert 0 <= luminance(one) <= 1


def test_the_colours_of_the_campaigns_that_ship_and_the_default_can_be_read() -> None:
    for colours in [
        Colours(),
        *(load(resources.SEEDS / name)[0].settings.look.colours for name in resources.built_in_campaigns()),
    ]:
        assert all(contrast(getattr(colours, one), getattr(colours, other)) >= LEAST_CONTRAST for one, other in pairs())


def test_every_pair_that_is_printed_is_looked_at() -> None:
    assert set(pairs()) == {("ink", "paper"), ("accent", "paper"), ("on_accent", "accent")}


@pytest.mark.parametrize(
    "lines",
    [
        '    ink: "#777777" #! contrast\n    paper: "#ffffff"\n    accent: "#005500"\n    on_accent: "#ffffff"\n',
        '    ink: "#000000"\n    paper: "#ffffff"\n    accent: "#ff0000" #! contrast\n    on_accent: "#ffffff" #! contrast\n',
        '    ink: "#000000"\n    paper: "white" #! look\n    accent: "#005500"\n',
        '    ink: "#767676"\n    paper: "#ffffff"\n    accent: "#005500"\n',
    ],
    ids=["grey", "red", "name", "enough"],
)
def test_what_cannot_be_read_is_an_error_at_its_line(make: Callable[..., Path], lines: str) -> None:
    folder = make(LOOK + lines)
    problems = checked(folder)
    assert found(folder, problems) == expected(folder)


def test_the_ratio_found_and_the_one_wanted_are_said(make: Callable[..., Path]) -> None:
    folder = make(LOOK + '    ink: "#777777"\n    paper: "#ffffff"\n')
    (problem,) = checked(folder)
    assert "4.47:1" in problem.message and "4.5:1" in problem.message
    assert (problem.where.line, problem.where.column) == (12, 10)


@pytest.mark.parametrize("name", ["logo.png", "../river.png", "sub/../../sender.yaml"])
def test_the_logo_is_a_file_of_the_images_folder(make: Callable[..., Path], name: str) -> None:
    folder = make(LOOK.replace("  colours:\n", f"  logo: {{file: {name}, alt: A wave.}} #! look\n"))
    (folder / "river.png").write_bytes(b"")
    assert found(folder, checked(folder)) == expected(folder)
