"""What is done around thousands of letters: a look at one first, what failed, one file for the printer, labels, a score."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from campaign.cli import ui
from campaign.cli.progress import Tally
from campaign.cli.run import Run
from campaign.diagnostics import Diagnostic, note, usage
from campaign.phrases import phrase
from campaign.plan import Request, Row

if TYPE_CHECKING:
    from concurrent.futures import Executor

MANY = 20  # from so many on, a person looks at one before all are made


def says_yes(question: str) -> bool:
    """Ask until the answer begins as yes or no does, in English or in the language of the interface; Enter is yes."""
    yes, no = ui.speak(phrase("y")), ui.speak(phrase("n"))
    while True:
        try:
            answer = input(f"{ui.speak(question)} [{yes.upper()}/{no}]: ").strip().lower() or yes
        except EOFError:  # whoever closes the line has not said yes
            return False
        if answer[:1] in (yes, no, "y", "n"):
            return answer[:1] in (yes, "y")


class Crowd:
    """A run with many recipients."""

    def __init__(self, run: Run, request: Request, asked: list[Row]) -> None:
        self.run, self.request, self.asked = run, request, asked

    @property
    def folder(self) -> Path:
        """Where this campaign's files go."""
        return self.run.out / self.run.campaign.id

    @cached_property
    def forms(self) -> Any:
        """The forms of address."""
        from campaign.address import AllForms

        return AllForms(self.run.folder)

    def documents(self, some: list[Row]) -> list[Any]:
        """Return the documents of some rows."""
        from campaign.plan import composed

        made = composed(self.run.campaign, self.request, some, self.run.languages, self.forms)
        return [document for document, _ in made if document]

    def texts(self, some: list[Row]) -> list[tuple[Any, Any]]:
        """Return the documents of some rows with their content."""
        from campaign.render import Renderer

        renderers: dict[str, Renderer] = {}
        found = []
        for document in self.documents(some):
            tag = document.language
            renderer = renderers.setdefault(tag, Renderer(self.run.campaign, self.run.languages[tag]))
            found.append((document, renderer.render(document).content))
        return found

    def agreed(self) -> bool:
        """Show one letter and the plan, and ask whether to go on; whoever pipes is not asked."""
        if (
            len(self.asked) <= MANY
            or self.run.quiet
            or self.run.json
            or not (sys.stdin.isatty() and sys.stdout.isatty())
        ):
            return True
        from campaign.formats import txt

        for _, content in self.texts(self.asked[:1]):
            print(txt.write(content).decode())
        crowds = Counter((row.kind, row.tag) for row in self.asked)
        told = ", ".join(f"{kind} {tag}: {number:,}" for (kind, tag), number in sorted(crowds.items()))
        return says_yes(phrase("This is the first. Make all {total:,} ({kinds})?", total=len(self.asked), kinds=told))

    def executor(self, name: str | None) -> Executor | None:
        """Return the executor that a name gives: `dask://host:port`."""
        if name is None:
            return None
        if not name.startswith("dask://"):
            hint = phrase("write it as {example}", example="dask://host:8786")
            raise usage(phrase("no executor '{name}'", name=name), hint, "executor")
        try:
            import distributed
        except ImportError:
            hint = phrase("pip install 'campaign[dask]'")
            raise usage(phrase("Dask is not installed"), hint, "executor") from None
        try:
            client: Any = cast(Any, distributed).Client(name.replace("dask://", "tcp://"), timeout="10s")
        except (OSError, ValueError, TimeoutError) as reason:
            message = phrase("no cluster answers at {address} ({reason})", address=name, reason=reason)
            raise usage(message, phrase("start one with 'dask scheduler'"), "executor") from None
        executor: Executor = client.get_executor()
        return executor

    def finish(self, tally: Tally, *, combine: bool, labels: bool, links: bool) -> None:
        """Do what is done once all files are there."""
        with suppress(OSError):  # a folder that takes no file has been told of
            self.failures(tally)
        if combine:
            self.join(tally)
        if labels:
            self.label(tally)
        if links:
            self.link()
        if tally.total > MANY:
            self.run.problems += self.score()

    def failures(self, tally: Tally) -> None:
        """Write those who got no letter to `failed.csv`, which can be given back as `--recipients`."""
        from campaign.write import put

        path = self.folder / "failed.csv"
        if not tally.unmade or tally.total <= MANY:  # of a few, the problems themselves say enough
            path.unlink(missing_ok=True)
            return
        from campaign.recipients.listing import as_csv, flat

        people: dict[str, Any] = {row.recipient.id: row.recipient for row in self.asked if row.recipient}
        lines = [{**flat(people[i]), "reason": ui.speak(why)} for i, why in tally.unmade.items() if i in people]
        put(path, as_csv(lines))
        message = phrase(
            "{count} recipient got nothing: {file}",
            "{count} recipients got nothing: {file}",
            count=len(lines),
            file=path.as_posix(),
        )
        hint = phrase("put right what is wrong, then: --recipients {file}", file=path.as_posix())
        self.run.problems.append(note(self.run.campaign.settings.where, "failed", message, hint))

    def join(self, tally: Tally) -> None:
        """Write one PDF for each language and kind, in the order of the list."""
        from campaign.formats.pdfium import joined
        from campaign.write import put

        for kind, tag in tally.files:
            paths = [p for p in tally.paths if p.endswith(".pdf") and f"/{tag}/{kind}/" in p]
            if paths:
                path = f"{self.run.campaign.id}/{tag}/{kind}.combined.pdf"
                put(self.run.out / path, joined(self.run.out / p for p in paths))
                self.run.wrote(path)

    def label(self, tally: Tally) -> None:
        """Write a sheet of labels for each language."""
        from campaign.formats import pdf
        from campaign.render.labels import sheet_of
        from campaign.write import put

        for tag in dict.fromkeys(row.tag for row in self.asked):
            documents = self.documents([row for row in self.asked if row.tag == tag and row.kind == "letter"])
            content = sheet_of(self.run.campaign, documents, self.run.languages[tag])
            if content:
                path = f"{self.run.campaign.id}/{tag}/labels.pdf"
                put(self.run.out / path, pdf.write(content))
                self.run.wrote(path)

    def link(self) -> None:
        """Write a page for each language from which the e-mails are opened as drafts in a mail program."""
        from campaign.formats import html
        from campaign.render import Renderer
        from campaign.render.links import drafts_of, page_of
        from campaign.write import put

        for tag in dict.fromkeys(row.tag for row in self.asked):
            made = self.texts([row for row in self.asked if row.tag == tag and row.recipient])
            drafts = drafts_of(made)
            path = f"{self.run.campaign.id}/{tag}/links.html"
            renderer = Renderer(self.run.campaign, self.run.languages[tag])
            put(self.run.out / path, html.write(page_of(renderer, drafts, made[0][1])))
            self.run.wrote(path)
            if long := sum(not draft.href for draft in drafts):
                message = phrase(
                    "{count} of {total} e-mails in {language} is too long for a link, or has no address",
                    "{count} of {total} e-mails in {language} are too long for a link, or have no address",
                    count=long,
                    total=len(drafts),
                    language=tag,
                )
                hint = phrase("open the .eml files")
                self.run.problems.append(note(self.run.campaign.settings.where, "mailto", message, hint))

    def score(self) -> list[Diagnostic]:
        """Say how many of a sample are form letters to those who count (more than half of it alike), and what helps."""
        from campaign.render.likeness import SAMPLE, body_of, share_alike

        crowds = Counter((row.kind, row.tag) for row in self.asked if row.recipient)
        [(most, number)] = crowds.most_common(1) or [(("", ""), 0)]
        if number <= MANY:
            return []
        alike = [row for row in self.asked if row.recipient and (row.kind, row.tag) == most]
        some = alike[:: max(1, number // SAMPLE)][:SAMPLE]
        bodies = [body_of(content.html) for _, content in self.texts(some)]
        share = share_alike(bodies)
        if len(bodies) < 2 or not share:
            return []
        message = phrase(
            "in a sample of {size}, {share:.0%} share more than half of their words: offices count them as form letters",
            share=share,
            size=len(bodies),
        )
        hint = phrase(
            "a personal sentence in the list (personal:), rules: with other concerns for some, letters by constituents"
        )
        return [note(self.run.campaign.settings.where, "form-letters", message, hint)]
