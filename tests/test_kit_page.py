"""The index of a kit in a browser, from the disk and without a network: read, walked through with the keyboard, narrow."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from browsing import Tab
from command import DAY, call

KITS = {"en": None, "fr": "FR", "pt-BR": "BR", "ar": "EG"}
# What programs read; the images of the posts stand on their page.
FOR_PROGRAMS = {".csv", ".json", ".png"}
OPEN = "document.querySelectorAll('details').forEach(d => d.open = true)"
FOCUS = """(() => {
  const e = document.activeElement, s = getComputedStyle(e), box = e.getBoundingClientRect();
  return {said: e.getAttribute("href") || e.getAttribute("aria-label"), outline: s.outlineStyle,
          width: parseFloat(s.outlineWidth), seen: box.bottom > 0 && box.top < innerHeight && box.width > 0};
})()"""
SAID = """[...document.querySelectorAll('details')].map(d => {
  const pieces = [...d.querySelectorAll('p, li, address, h4, h5, h6')].map(e => {
    const copy = e.cloneNode(true);
    copy.querySelectorAll('sup, ul, ol, p').forEach(s => s.remove());
    copy.querySelectorAll('br').forEach(s => s.replaceWith(' '));
    return copy.textContent;
  });
  return [decodeURI(d.previousElementSibling.querySelector('a').getAttribute('href')).split('.')[0], pieces];
})"""
HELD = TemporaryDirectory(prefix="kits")


class Kit(NamedTuple):
    """A kit as it was unpacked from its zip."""

    lang: str
    folder: Path

    @property
    def index(self) -> Path:
        return self.folder / "index.html"

    @property
    def files(self) -> set[Path]:
        return {path for path in self.folder.rglob("*") if path.is_file()}


class Links(HTMLParser):
    """The links of a page in the order of its text, and what it shows of other files."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.read_text(encoding="utf-8"))
        self.files = {(page.parent / unquote(href)).resolve() for href in self.hrefs if not urlsplit(href).scheme}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag == "a" and not str(found["href"]).startswith("#"):
            self.hrefs.append(str(found["href"]))


def squeezed(text: str) -> str:
    """Return the letters and digits of a text without the numbers of its notes, which Word, text and page write apart."""
    return re.sub(r"\W|_", "", re.sub(r"(?<=\S) ?(\[\d+\])+", "", text))


@cache
def campaign() -> Path:
    """Return the built-in campaign with few posts and no cards, which take the time of a kit."""
    folder = Path(HELD.name) / "treaty"
    assert call("new", folder, "--from", "cybercrime-treaty").code == 0
    (folder / "cards.yaml").unlink()
    messages = (folder / "messages.yaml").read_text(encoding="utf-8")
    _, *entries = re.split("(?m)^(?=- id: )", re.sub("(?m)^ +card: .*\n", "", messages))
    (folder / "messages.yaml").write_text("".join([*entries[:3], *entries[-3:]]), encoding="utf-8")
    return folder


@cache
def kit_in(lang: str) -> Kit:
    """Return the kit of a language, unpacked as whoever gets it unpacks it."""
    out = Path(HELD.name) / lang
    country = ("--country", KITS[lang]) if KITS[lang] else ()
    done = call("kit", "--campaign", campaign(), "--lang", lang, *country, "--date", DAY, "--out", out)
    assert done.code == 0, done.err
    [packed] = out.rglob("*.zip")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(out / "unpacked")
    [folder] = (out / "unpacked").iterdir()
    return Kit(lang, folder.resolve())


@pytest.fixture(params=KITS)
def kit(request: pytest.FixtureRequest) -> Kit:
    """Return one kit after the other."""
    return kit_in(request.param)


def test_every_link_leads_to_a_file_and_every_file_for_people_is_led_to(kit: Kit) -> None:
    index = Links(kit.index)
    assert index.files <= kit.files
    pages = [page for page in index.files if page.suffix == ".html"]
    reached = index.files.union({kit.index}, *(Links(page).files for page in pages))
    assert reached <= kit.files
    assert {path.suffix for path in kit.files - reached} <= FOR_PROGRAMS
    assert len(index.files) > 20


def test_it_runs_nothing_and_says_its_language(kit: Kit) -> None:
    tags = Links(kit.index).tags
    assert not {tag for tag, _ in tags} & {"script", "iframe", "link", "img", "object", "embed", "form", "base"}
    assert not [name for _, named in tags for name in named if name.startswith("on") or name in ("style", "src")]
    assert dict(tags)["html"] == {"lang": kit.lang, "dir": "rtl" if kit.lang == "ar" else "ltr"}


def test_the_index_in_a_browser(browser: Any, kit: Kit) -> None:
    opened = Tab(browser, kit.index, viewport={"width": 320, "height": 700})
    assert opened.fits()
    opened.asks(OPEN)
    assert opened.fits()
    assert opened.broken() == []
    assert opened.asked_outside(kit.folder) == [] and len(opened.requests) == 1
    assert opened.faults == []
    opened.context.close()


def test_the_keyboard_reaches_every_link_in_the_order_of_the_page_and_shows_where_it_is(browser: Any, kit: Kit) -> None:
    opened = Tab(browser, kit.index, viewport={"width": 600, "height": 500})
    links = opened.tab.locator("summary, a:not(details a)")
    wanted = links.evaluate_all("all => all.map(e => e.getAttribute('href') || e.getAttribute('aria-label'))")
    assert len(wanted) > 30 and len(set(wanted)) == len(wanted)
    reached = []
    for _ in wanted:
        opened.tab.keyboard.press("Tab")
        focus = opened.asks(FOCUS)
        assert focus["outline"] != "none" and focus["width"] >= 2 and focus["seen"], focus
        reached.append(focus["said"])
    assert reached == wanted
    opened.context.close()


def test_enter_opens_a_text_whose_notes_lead_to_its_own_sources(browser: Any, kit: Kit) -> None:
    opened = Tab(browser, kit.index, viewport={"width": 600, "height": 500})
    text = opened.tab.locator("details").nth(1)
    note = text.locator("sup a").first
    assert not note.is_visible()
    text.locator("summary").focus()
    opened.tab.keyboard.press("Enter")
    assert note.is_visible()
    note.focus()
    opened.tab.keyboard.press("Enter")
    opened.tab.wait_for_url("**#*")
    place = unquote(urlsplit(opened.tab.url).fragment)
    assert text.locator(f"#{place}").count() == opened.tab.locator(f"#{place}").count() == 1
    opened.context.close()


def test_the_index_says_what_the_files_say_in_an_outline_without_a_gap(browser: Any, kit: Kit) -> None:
    opened = Tab(browser, kit.index)
    texts = opened.asks(SAID)
    files = {
        path.stem.removesuffix(".draft"): squeezed(path.read_text(encoding="utf-8"))
        for path in kit.folder.glob("*.txt")
    }
    assert len(texts) >= 9
    for name, pieces in texts:
        said = files[name]
        assert [piece for piece in map(squeezed, pieces) if piece not in said] == []
        assert len(pieces) > 8 and sum(map(len, map(squeezed, pieces))) > 0.6 * len(said)
    levels = opened.asks("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    ids = opened.asks("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert kit.index.stat().st_size < 150_000
    opened.context.close()


def test_enter_goes_to_a_part_of_the_page_and_opens_a_file(browser: Any, kit: Kit) -> None:
    opened = Tab(browser, kit.index, viewport={"width": 600, "height": 500})
    part = opened.tab.locator("nav a").last
    part.focus()
    opened.tab.keyboard.press("Enter")
    opened.tab.wait_for_url("**#*")
    place = unquote(urlsplit(opened.tab.url).fragment)
    assert opened.asks(f"document.getElementById({place!r}).getBoundingClientRect().top < innerHeight")
    page = opened.tab.locator("a[href$='.txt']").first
    page.focus()
    opened.tab.keyboard.press("Enter")
    opened.tab.wait_for_url("**/*.txt")
    shown = Path(unquote(urlsplit(opened.tab.url).path))
    assert shown in kit.files
    said = shown.read_text(encoding="utf-8").split()
    assert opened.tab.locator("body").inner_text().split() == said
    opened.context.close()
