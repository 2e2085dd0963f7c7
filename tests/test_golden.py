"""The texts that people read, whole: `pytest --update-golden` writes them anew, and then somebody reads them to the end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builtin import rendered, text_of

GOLDEN = Path(__file__).parent / "golden"
TODAY, BEFORE, CLOSED = "2026-11-22", "2024-01-15", "2027-01-02"
PEOPLE = ("ana-ejemplo", "luis-ejemplo", "sam-sample", "alex-ejemplo")
POSTS = 60  # lines of the pack of messages

CASES: dict[str, tuple[str, str, dict[str, object], int | None]] = {
    **{f"letter-{who}": (TODAY, "letter", {"to": (who,)}, None) for who in PEOPLE},
    "letter-ana-ejemplo-2024": (BEFORE, "letter", {"to": ("ana-ejemplo",)}, None),
    "letter-ana-ejemplo-constituent": (
        TODAY,
        "letter",
        {
            "to": ("ana-ejemplo",),
            "voice": "constituent",
            "personal": {"en": "I teach computing at a school.", "es": "Doy clases de informática en una escuela."},
        },
        None,
    ),
    "email-ana-ejemplo": (TODAY, "email", {"to": ("ana-ejemplo",)}, None),
    "email-sam-sample": (TODAY, "email", {"to": ("sam-sample",)}, None),
    "press-release": (TODAY, "press-release", {}, None),
    "press-release-CL": (TODAY, "press-release", {"country": "CL"}, None),
    "social": (TODAY, "social", {"formats": ("txt",)}, POSTS),
    "article": (TODAY, "article", {}, None),
    **{
        f"{kind}{f'-{code}' if code else ''}": (TODAY, kind, {"country": code}, None)
        for kind in ("qa", "briefing", "fact-sheet", "letter-to-editor", "call-script-for-all")
        for code in (None, "CL")
    },
    "briefing-MX-2027": (CLOSED, "briefing", {"country": "MX"}, None),
    "fact-sheet-MX-2027": (CLOSED, "fact-sheet", {"country": "MX"}, None),
    "call-script-ana-ejemplo": (TODAY, "call-script", {"to": ("ana-ejemplo",)}, None),
    "call-script-sam-sample": (TODAY, "call-script", {"to": ("sam-sample",), "voice": "constituent"}, None),
    "follow-up-ana-ejemplo": (TODAY, "follow-up", {"to": ("ana-ejemplo",), "sent_on": date(2026, 10, 20)}, None),
    "follow-up-luis-ejemplo": (TODAY, "follow-up", {"to": ("luis-ejemplo",), "voice": "constituent"}, None),
    "thank-you-ana-ejemplo": (TODAY, "thank-you", {"to": ("ana-ejemplo",)}, None),
}


# Every text in the languages that the campaign began with; of the others what shows most of them.
ALL = [(name, lang) for lang in ("en", "es") for name in CASES]
SOME = [
    (name, lang)
    for lang in ("pt-BR", "pt-PT", "fr", "ar", "ru", "zh-Hans")
    for name in ("letter-ana-ejemplo", "letter-sam-sample", "press-release")
]


@pytest.mark.parametrize(("name", "lang"), [*ALL, *SOME])
def test_the_text_is_the_one_that_was_read(request: pytest.FixtureRequest, name: str, lang: str) -> None:
    day, kind, asked, lines = CASES[name]
    text = "".join(text_of(rendered(day, kind, lang, **asked)).splitlines(keepends=True)[:lines])
    path = GOLDEN / lang / f"{name}.txt"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), (
        f"read the difference, then: pytest {path.parent.parent.name} --update-golden"
    )


def test_every_golden_has_its_case() -> None:
    assert {p.relative_to(GOLDEN).as_posix() for p in GOLDEN.rglob("*.txt")} == {
        f"{lang}/{name}.txt" for name, lang in (*ALL, *SOME)
    }
