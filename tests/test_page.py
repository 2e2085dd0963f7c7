"""The page of a pack: read as a parser reads it, then opened in a browser, from the disk and without a network."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browsing import Tab
from command import DAY, call
from conftest import write_campaign
from test_packs import Pack

from campaign.networks import NETWORKS

VOID = {"meta", "br", "img", "link", "input", "hr"}
MESSAGES = f"""
-- sources.yaml --
- id: permit
  publisher: Example Agency
  title: Permit of the plant
  date: 2021-05-04
  url: https://example.org/{"permits-of-plants-at-the-river/" * 4}?id=1&of=2
  kind: government
  reliability: A
-- cards.yaml --
- id: permit
  kind: fact
  text: The permit is from {{granted}}.
  alt: "The permit of the <plant> & its “waste” is from {{granted}}."
  facts: [permit-granted]
-- messages.yaml --
- id: river
  aim: what
  text: "Is 1 < 2 & 3 > 2? \\"Yes\\", says the town's 100 % of it. #River #{"Long" * 20}"
  facts: [permit-granted]
  card: permit
- id: lines
  aim: reason
  text: |
    The town drinks from this river.

    It is 5 km long: 1\u202f000 wells, no. 5.
  link: act
- id: told
  aim: people
  thread: true
  text: Told in one post.
  long: |
    The town drinks from this river.
    {"And nobody asked the town. " * 11}And nobody asks.
    The end.
  facts: [permit-granted]
- {{id: plain, aim: act, text: No link and no card.}}
"""


class Page(HTMLParser):
    """The elements of a page with what they say; `texts` by id."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.folder = path, path.parent
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str | None]] = []
        self.texts: dict[str, str] = {}
        self.raw: dict[str, str] = {}
        self.feed(path.read_text(encoding="utf-8"))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        assert len(named) == len(attrs)
        self.elements.append((tag, named))
        if tag == "br":
            self.handle_data("\n")
        if tag not in VOID:
            self.open.append((tag, named.get("id")))
            if named.get("id"):
                self.texts.setdefault(str(named["id"]), "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1][0] == tag
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for tag, ident in self.open:
            if ident:
                self.texts[ident] += data
            if tag in ("style", "script"):
                self.raw[tag] = self.raw.get(tag, "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of all elements of a name."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def rows(self) -> list[dict[str, str]]:
        """The posts as the sheet beside the page has them."""
        return Pack(*(self.folder.parents[2], self.folder.parents[1].name, self.folder.parent.name)).table(
            "messages.csv"
        )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """Return two pages: of a small campaign on every network, and of the built-in one in Arabic."""
    base = tmp_path_factory.mktemp("page")
    small = ("--campaign", write_campaign(base / "river", MESSAGES))
    arabic = ("--campaign", "cybercrime-treaty", "--lang", "ar", "--network", "x", "--country", "CL")
    for options in (small, arabic):
        done = call("social", *options, "--out", base / "a folder", "--date", DAY)
        assert done.code == 0, done.err
    paths = {"en": "river/en", "ar": "cybercrime-treaty/ar"}
    return {tag: Page(base / "a folder" / below / "social/messages.html") for tag, below in paths.items()}


@pytest.fixture(params=["en", "ar"])
def page(request: pytest.FixtureRequest, pages: dict[str, Page]) -> Page:
    """Return one page after the other."""
    return pages[request.param]


# As it is written


def test_the_page_says_its_language_and_direction(pages: dict[str, Page]) -> None:
    assert pages["en"].all("html") == [{"lang": "en", "dir": "ltr"}]
    assert pages["ar"].all("html") == [{"lang": "ar", "dir": "rtl"}]


def test_every_id_is_unique_and_every_link_into_the_page_leads_somewhere(page: Page) -> None:
    ids = [named["id"] for _, named in page.elements if "id" in named]
    assert len(ids) == len(set(ids))
    into = [str(a["href"]) for a in page.all("a") if str(a["href"]).startswith("#")]
    assert into and {href[1:] for href in into} <= {*ids}
    assert {str(b["data-copy"]) for b in page.all("button")} <= {*ids}


def test_every_post_stands_on_it_with_its_text(page: Page) -> None:
    rows = {f"{row['network']}-{row['id']}-{row['part']}": row for row in page.rows}
    assert rows
    assert {ident: page.texts.get(ident) for ident in rows} == {ident: row["text"] for ident, row in rows.items()}
    shown = [named["id"] for tag, named in page.elements if named.get("class") == "post"]
    assert shown == [*rows]
    copied = {button["data-copy"] for button in page.all("button")}
    assert copied == {*rows} | {f"alt-{ident}" for ident, row in rows.items() if row["card"]}


def test_every_image_is_in_the_folder_and_has_its_alt_text(page: Page) -> None:
    images = page.all("img")
    assert [(i["src"], i["alt"]) for i in images] == [(r["card"], r["alt_text"]) for r in page.rows if r["card"]]
    for image in images:
        assert image["alt"] and (page.folder / str(image["src"])).is_file()
    for row in page.rows:
        assert not row["card"] or page.texts[f"alt-{row['network']}-{row['id']}-{row['part']}"] == row["alt_text"]


def test_every_share_link_is_encoded_short_and_carries_the_post(page: Page) -> None:
    links = [str(a["href"]) for a in page.all("a") if not str(a["href"]).startswith("#")]
    assert links
    for href in links:
        assert len(href) < 2000
        assert re.fullmatch(r"https://[A-Za-z0-9.-]+/(?:[A-Za-z0-9._~/?&=!*'()-]|%[0-9A-F]{2})*", href), href
    wanted = []
    for row in page.rows:
        pattern, link = NETWORKS[row["network"]].share or "", row["link"]
        said = row["text"].removesuffix(f"\n{link}") if link else row["text"]
        if not link:
            pattern = pattern.replace("&url={url}", "").replace("%0A{url}", "")
        full = pattern.replace("{text}", quote(said, safe="")).replace("{url}", quote(link, safe=""))
        if row["parts"] == "1" and full and (link or "{url}" not in pattern) and len(full) <= 2000:
            wanted.append(full)
    assert links == wanted
    assert any("text=" in href for href in links)


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_but_the_one_script(page: Page) -> None:
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"link", "iframe", "object", "embed", "form", "base", "video", "audio", "svg", "input"}
    assert [*page.all("script"), *page.all("style")] == [{}, {}]
    for _, named in page.elements:
        assert not [name for name in named if name.startswith("on") or name in ("style", "srcset", "action", "ping")]
    assert not re.search(
        r"url\(|@import|fetch|XMLHttp|sendBeacon|Storage|cookie", page.raw["style"] + page.raw["script"]
    )


def test_the_policy_names_the_style_and_the_script_by_their_hashes(page: Page) -> None:
    [policy] = [str(m["content"]) for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == ["'none'"]
    for name in ("style", "script"):
        digest = b64encode(sha256(page.raw[name].encode()).digest()).decode()
        assert rules[f"{name}-src"] == [f"'sha256-{digest}'"]
    assert rules["img-src"] == ["'self'", "data:"]


def test_it_reads_without_a_script(page: Page) -> None:
    buttons = page.all("button")
    assert buttons and all("hidden" in button and button["type"] == "button" for button in buttons)
    for button in buttons:
        assert button["data-done"] and button["data-failed"]
    hidden = [tag for tag, named in page.elements if "hidden" in named]
    assert set(hidden) == {"button"}


# In a browser


def test_the_page_in_a_browser(browser: Any, page: Page) -> None:
    opened = Tab(browser, page.path, viewport={"width": 320, "height": 640})
    assert opened.fits()
    opened.asks("Promise.all([...document.images].map(i => (i.loading = 'eager', i.decode())))")
    assert opened.asks("[...document.images].filter(i => !i.naturalWidth).length") == 0
    assert opened.broken() == []
    assert opened.asked_outside(page.folder) == []
    assert opened.faults == []
    opened.context.close()


def test_the_buttons_copy_exactly_the_post(browser: Any, page: Page) -> None:
    opened = Tab(browser, page.path)
    buttons = opened.tab.locator("button")
    count = buttons.count()
    assert count == len(page.all("button"))
    for at in range(0, count, max(1, count // 10)):
        button = page.all("button")[at]
        opened.asks("document.querySelector('[role=status]').textContent = ''")
        buttons.nth(at).click()
        opened.says(str(button["data-done"]))
        assert opened.copied() == page.texts[str(button["data-copy"])]
    assert opened.faults == []
    opened.context.close()


def test_the_buttons_copy_where_the_clipboard_has_to_be_asked_the_old_way(browser: Any, pages: dict[str, Page]) -> None:
    page = pages["en"]
    opened = Tab(browser, page.path)
    opened.asks("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    opened.tab.locator("[data-copy='x-lines-1']").click()
    assert opened.asks("getSelection().toString()").strip() == page.texts["x-lines-1"]
    opened.says(str(page.all("button")[0]["data-done"]))
    opened.context.close()


def test_the_keyboard_reaches_every_link_and_button_in_order(browser: Any, page: Page) -> None:
    opened = Tab(browser, page.path)
    reached = []
    for _ in range(min(24, len(page.all("a")) + len(page.all("button")))):
        opened.tab.keyboard.press("Tab")
        reached.append(
            opened.asks("(e => e.getAttribute('data-copy') || e.getAttribute('href'))(document.activeElement)")
        )
    wanted = [named.get("data-copy") or named["href"] for tag, named in page.elements if tag in ("a", "button")]
    assert reached == wanted[: len(reached)]
    opened.tab.locator("button").first.focus()
    opened.tab.keyboard.press("Enter")
    opened.says(str(page.all("button")[0]["data-done"]))
    assert opened.copied() == page.texts[str(page.all("button")[0]["data-copy"])]
    assert opened.asks("getComputedStyle(document.activeElement).outlineStyle") != "none"
    opened.context.close()


def test_without_a_script_all_is_there_to_read_and_no_button(browser: Any, page: Page) -> None:
    opened = Tab(browser, page.path, java_script_enabled=False)
    assert opened.tab.locator("button:visible").count() == 0
    shown = opened.tab.locator(".post:visible")
    assert shown.count() == len(page.rows)
    assert shown.first.inner_text() == page.rows[0]["text"]
    opened.context.close()
