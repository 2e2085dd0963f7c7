"""Each rule has a small campaign that breaks it: the code stands at the line where it is expected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import checked, expected, found

BAD = {
    "a fact that nobody wrote": """
-- concerns.yaml --
- id: water
  title: The water
  text: The town drinks from this river.
  facts: [permit-grantd]  #! unknown-id
""",
}


def test_the_base_campaign_is_clean(make: Callable[..., Path]) -> None:
    assert checked(make()) == []


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_rule(make: Callable[..., Path], text: str) -> None:
    folder = make(text)
    assert found(folder, checked(folder)) == expected(folder)
