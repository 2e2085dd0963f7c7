"""Count what a run makes, and show how far it is to who watches."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from campaign.cli import ui
from campaign.cli.run import aligned
from campaign.phrases import joined, phrase

if TYPE_CHECKING:
    from campaign.write import Outcome

EVERY = 0.2  # seconds between two looks at the line


class Tally:
    """What a run made, left as it was, and could not make; a line on the terminal while it works."""

    def __init__(self, total: int, quiet: bool = False) -> None:
        self.total, self.shown = total, total > 20 and sys.stderr.isatty() and not quiet
        self.made = self.unchanged = self.failed = self.skipped = 0
        self.files: dict[tuple[str, str], dict[str, int]] = {}
        self.paths: list[str] = []
        self.unmade: dict[str, str] = {}
        self.drafts = 0
        self.is_example = False
        self.began = self.looked = time.monotonic()

    @property
    def done(self) -> int:
        """How many documents are settled."""
        return self.made + self.unchanged + self.failed + self.skipped

    def add(self, outcome: Outcome) -> None:
        """Count what came of one document; a pack is several, which were not known beforehand."""
        self.total = max(self.total, self.done + 1)
        if outcome.failed:
            self.failed += 1
            if outcome.recipient:
                reason = next((p.message for p in outcome.problems if p.severity == "error"), phrase("not made"))
                self.unmade[outcome.recipient] = reason
        elif any(a.is_new for a in outcome.artifacts):
            self.made += 1
        else:
            self.unchanged += 1
        for artifact in outcome.artifacts:
            suffix = artifact.path.rsplit(".", 1)[-1]
            counts = self.files.setdefault((artifact.kind, artifact.lang), {})
            counts[suffix] = counts.get(suffix, 0) + 1
            self.paths.append(artifact.path)
            self.is_example = self.is_example or artifact.is_example
        self.show()

    def show(self) -> None:
        """Show the rate and the time left, on a terminal and not too often."""
        now = time.monotonic()
        if not self.shown or (now - self.looked < EVERY and self.done < self.total):
            return
        self.looked = now
        rate = self.done / max(now - self.began, 0.001)
        left = int((self.total - self.done) / max(rate, 0.001))
        line = phrase(
            "{done:,} of {total:,}  {rate:,.0f} a second  {time} left",
            done=self.done,
            total=self.total,
            rate=rate,
            time=f"{left // 60}:{left % 60:02}",
        )
        print(f"\r{ui.speak(line):<60}", end="\n" if self.done == self.total else "", file=sys.stderr, flush=True)

    def summary(self) -> str:
        """Return a sentence that adds up."""
        parts = [phrase("{count:,} made", "{count:,} made", count=self.made)]
        if self.unchanged:
            parts.append(phrase("{count:,} unchanged", "{count:,} unchanged", count=self.unchanged))
        if self.skipped:
            parts.append(phrase("{count:,} skipped", "{count:,} skipped", count=self.skipped))
        if self.failed:
            parts.append(phrase("{count:,} failed", "{count:,} failed", count=self.failed))
        return phrase(
            "{parts}: {done:,} of {count:,} document",
            "{parts}: {done:,} of {count:,} documents",
            parts=joined(", ", parts),
            done=self.done,
            count=self.total,
        )

    def table(self, out: Path, folder: str) -> str:
        """Return what there is as a table, and which file to open first."""
        rows: list[list[str]] = [[phrase("kind"), phrase("language"), phrase("files")]]
        rows += [
            [kind, tag, ", ".join(f"{n} {suffix}" for suffix, n in counts.items())]
            for (kind, tag), counts in self.files.items()
        ]
        printed = [path for path in self.paths if path.endswith(".pdf")]
        first = next((path for path in printed if "/letter/" in path), (printed or self.paths or [""])[0])
        files = phrase(
            "{count:,} file in {folder}", "{count:,} files in {folder}", count=len(self.paths), folder=out / folder
        )
        lines = [*aligned(rows), "", files, self.summary()]
        if first:
            lines.append(phrase("open first: {file}", file=(out / first).as_posix()))
        return joined("\n", lines)
