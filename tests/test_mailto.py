"""Links that open an e-mail as a draft: what a mail program reads in them, and when there is none (RFC 6068)."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from command import DAY, call
from hypothesis import given
from hypothesis import strategies as st

from campaign.diagnostics import Stop
from campaign.formats import Content
from campaign.formats.mailto import LONGEST, link

Make = Callable[..., Path]


def content(html: str, subject: str = "A request", to: str = "ana@parliament.example", mark: str = "") -> Content:
    return Content(html=html, title="t", language="en", subject=subject, to=("Ana", to), mark=mark)


def read(href: str) -> tuple[str, str, str]:
    """Return whom a link writes to, its subject and its text, as a mail program reads them."""
    parts = urlsplit(href)
    fields = parse_qs(parts.query.replace("+", "%2B"), strict_parsing=True)
    return unquote(parts.path), fields["subject"][0], fields["body"][0]


def test_a_link_holds_the_message_without_its_sources() -> None:
    html = (
        '<h1 class="subject">A request</h1><p>Dear Ana,</p><p>Tea &amp; ñandú: 100 % + 2?'
        '<sup class="note"><a href="#source-1">1</a></sup></p>'
        '<section class="sources"><h2>Sources</h2><ol class="sources"><li id="source-1">One.</li></ol></section>'
    )
    href = link(content(html))
    assert href and " " not in href and "+" not in href
    assert read(href) == ("ana@parliament.example", "A request", "Dear Ana,\r\n\r\nTea & ñandú: 100 % + 2?")


def test_a_sample_says_so_in_subject_and_text() -> None:
    href = link(content("<p>Dear Ana,</p>", mark="SAMPLE: do not send."))
    assert href and read(href)[1:] == ("[SAMPLE] A request", "SAMPLE: do not send.\r\n\r\nDear Ana,")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Zl", "Zp"]), max_size=900))
def test_a_link_is_short_enough_or_none(text: str) -> None:
    html = f"<p>x{text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}x</p>"
    href = link(content(html))
    if href is None:
        assert len(text.encode()) * 3 > LONGEST - 200
    else:
        assert len(href) <= LONGEST and href.isascii()
        assert "".join(read(href)[2].split()) == "".join(f"x{text}x".split())


def test_no_address_is_no_link_and_a_wrong_one_a_problem() -> None:
    assert link(content("<p>x</p>", to="")) is None
    with pytest.raises(Stop, match="'at home' cannot be an e-mail address"):
        link(content("<p>x</p>", to="at home"))


LIST = "-- recipients/people.yaml --\n" + "".join(
    f"- {{id: {name.lower()}, name: {name} Soto, family_name: Soto, gender: f, office: upper-house, country: GB,"
    f" languages: [en], {own}}}\n"
    for name, own in {
        "Ana": "email: ana@parliament.example",
        "Eva": "email: at home",
        "Bea": f"personal: {{en: {'word ' * 300}}}",
    }.items()
)


def test_the_page_links_what_fits_and_names_the_file_of_the_rest(make: Make, tmp_path: Path) -> None:
    done = call("email", "--campaign", make(LIST), "--out", tmp_path, "--links", "--date", DAY)
    assert done.code == 1 and "mailto" in done.codes, done.err
    assert "2 of 3 e-mails in en are too long for a link, or have no address" in done.err
    page = (tmp_path / "river/en/links.html").read_text(encoding="utf-8")
    [href] = re.findall('<a href="(mailto:[^"]*)">Ana Soto</a>', page)
    assert read(unescape(href))[0] == "ana@parliament.example"
    assert "Bea Soto: the text is too long for a link. Open the file bea.eml instead." in page
    assert (tmp_path / "river/en/email/bea.eml").is_file()
