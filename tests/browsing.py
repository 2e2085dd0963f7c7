"""A page in a browser: what it asks for, what goes wrong, and what axe finds. The browser is the fixture `browser`."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote

AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


class Tab:
    """A page in the browser, with what it asked for and what went wrong."""

    def __init__(self, browser: Any, path: Path, **how: Any) -> None:
        self.context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], **how)
        self.tab = self.context.new_page()
        self.tab.set_default_timeout(5000)
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.tab.on("request", lambda request: self.requests.append(unquote(request.url)))
        self.tab.on("console", lambda message: self.faults.append(message.text))
        self.tab.on("pageerror", lambda fault: self.faults.append(str(fault)))
        self.tab.goto(path.as_uri())

    def asks(self, script: str) -> Any:
        """Return what a script finds out about the page."""
        return self.tab.evaluate(script)

    def says(self, text: str) -> None:
        """Wait until the page tells what came of a button."""
        from playwright.sync_api import expect

        expect(self.tab.locator("[role=status]")).to_have_text(text)

    def copied(self) -> str:
        """Return what is in the clipboard."""
        return str(self.asks("navigator.clipboard.readText()"))

    def fits(self) -> bool:
        """Tell whether nothing has to be scrolled sideways."""
        return bool(self.asks("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))

    def broken(self) -> list[tuple[str, str]]:
        """Return the rules that axe finds broken, by day and in the dark, each with the first place."""
        from axe_playwright_python.sync_playwright import Axe

        found = []
        for scheme in ("light", "dark"):
            self.tab.emulate_media(color_scheme=scheme)
            found += Axe().run(self.tab, options=AXE).response["violations"]
        return [(v["id"], v["nodes"][0]["html"]) for v in found]

    def asked_outside(self, folder: Path) -> list[str]:
        """Return what the page asked for that is not in a folder; it asked for something."""
        assert self.requests
        return [url for url in self.requests if not url.startswith(f"file://{folder}/")]
