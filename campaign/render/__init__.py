"""Render a document: its template and data → one semantic tree, with what it used. The only room that knows Jinja2.

`environment` makes Jinja's environment, `writer` is what a template can call, `posts` composes social messages. Texts
of the campaign are translated, escaped, then filled with escaped values (Jinja's own gettext would treat them as trusted
markup and stumble over a stray %); template prose goes through `{% trans "kind/slot" %}`. A template's mistake is a
diagnostic at its file and line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup, escape

from campaign.diagnostics import Diagnostic, Stop, Where, error, warning
from campaign.files import read_file
from campaign.formats import Content, tree
from campaign.languages import Language, Missing
from campaign.languages.typography import bare
from campaign.load import template_folders
from campaign.model import COLOUR, PLAIN, Campaign, Dress, Source, contrast
from campaign.phrases import phrase
from campaign.plan import Document
from campaign.render.budgets import budget_problems
from campaign.render.carrying import carrying
from campaign.render.environment import environment, template_problem
from campaign.render.faces import faces_of
from campaign.render.gaps import marked
from campaign.render.look import look_problems, picture_of, sheet, worn
from campaign.render.looking import looks
from campaign.render.marks import DRAFT, SAMPLE, SAMPLE_POST
from campaign.render.mould import Mould, Touched, blank, is_whole, mould_of, places, shape
from campaign.render.names import shown
from campaign.render.typesetting import typeset
from campaign.render.writer import Used, Writer
from campaign.traps import caught
from campaign.values import Value, replace

READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3

if TYPE_CHECKING:  # a letter has no posts, and most have no logo
    from campaign.formats.picture import Sized
    from campaign.render.posts import Post
    from campaign.render.timetable import Timetable


class Rendering(Value):
    """A rendered document: `content` for the writers, what it used, and the problems met on the way.

    `files` stand beside it as they are, by name: those of the importers of a schedule.
    """

    document: Document
    content: Content
    used: Used
    sources: Mapping[str, Source]
    words: Mapping[str, int]
    problems: tuple[Diagnostic, ...]
    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def gaps(self) -> tuple[str, ...]:
        """The names of what is missing: a document with gaps is written only as a draft."""
        return tuple(self.used.gaps)


class Renderer:
    """Render the documents of one language: the environment is made once."""

    def __init__(self, campaign: Campaign, language: Language) -> None:
        self.campaign, self.language = campaign, language
        self.gaps: list[str] = []
        self.values: Mapping[str, str] = {}
        self.speakers: dict[str | None, Language] = {}
        self.firsts: dict[Any, Rendering] = {}
        self.moulds: dict[Any, Mould | None] = {}
        self.lookers: dict[str, bool] = {}
        self.dresses: dict[tuple[int, bool], tuple[Dress, Sized | None]] = {}
        self.env = environment(campaign, language, self.note_gap, lambda: self.values)

    def note_gap(self, name: str) -> Markup:
        """Remember a gap met in template prose."""
        self.gaps.append(name)
        return marked(self.language, name)

    def render(self, document: Document) -> Rendering:
        """Render one document; raise `Stop` with the place in the template when the template is wrong.

        The first of those who are alike is rendered whole; when another one comes, a mould is made for the others.
        """
        if document.attached:
            return carrying(document, self.render)
        if document.shared is None or document.address is None:
            return self.whole(document)
        key = (id(document.shared), shape(document))
        if key not in self.firsts:
            self.firsts[key] = self.whole(document)
            return self.firsts[key]
        first = self.firsts[key]
        if key not in self.moulds:
            self.moulds[key] = self.mould(first.document, first)
        mould = self.moulds[key]
        return self.filled(document, mould, first) if mould else self.whole(document)

    def mould(self, document: Document, first: Rendering) -> Mould | None:
        """Return a mould for everybody who is like this recipient.

        None when the template looks at the person, and when what is wrong with the first is wrong with all.
        """
        template = document.kind.template.name
        if template not in self.lookers:
            self.lookers[template] = looks(self.env, template)
        if self.lookers[template] or any(p.severity == "error" for p in first.problems):
            return None
        marked, language = blank(document), self.speaking(document)
        try:
            names, writer = shown(self.campaign, marked, language)
            names.update(worn(writer), posts=())
            markup = self.markup(document.kind.template, names)
            if not is_whole(markup, places(document)):
                return None
            made = mould_of(markup, language, lambda html: self.marked(marked, writer, html))
        except (Touched, Stop):  # what is wrong is said where the document is rendered whole
            return None
        return made if made and made.fill(document, language) == first.content.html else None

    def filled(self, document: Document, mould: Mould, first: Rendering) -> Rendering:
        """Return a rendering from a mould: only what is the person's own is looked at again."""
        recipient = document.recipient
        assert recipient is not None
        language = self.speaking(document)
        html = mould.fill(document, language)
        content = copy(first.content)
        content.__dict__.update(html=html, to=(recipient.name, recipient.email or ""))
        words = {**first.words, **mould.words(document)}
        personal = language.typography.prose(document.personal)
        problems = (
            *budget_problems(document, words, language),
            *(self.trapped(document, personal) if personal else ()),
        )
        return Rendering(document, content, first.used, first.sources, words, problems)

    def speaking(self, document: Document) -> Language:
        """Return the language in the formats of the document's country, made once for each."""
        code = document.setting.country.id if document.setting.country else None
        if code not in self.speakers:
            self.speakers[code] = self.language.in_country(code)
        return self.speakers[code]

    def whole(self, document: Document) -> Rendering:
        """Render one document from its template."""
        language = self.speaking(document)
        names, writer = shown(self.campaign, document, language)
        posts, times = self.posted(document, writer, language)
        names.update(worn(writer), posts=posts, timetable=times)
        if document.card:
            from campaign.render.cards import names_of

            names.update(names_of(document, writer))
        if document.letter:
            from campaign.render.signing import roll_of  # only an open letter is signed by many

            names.update(roll_of(document, writer))
        names.update({name: writer.shown(value) for name, value in document.extra.items()})
        self.gaps.clear()
        self.values = document.values
        template = document.kind.template
        html = self.markup(template, names)
        writer.used.gaps.update(dict.fromkeys((*self.gaps, *document.lacking)))
        html, body = self.marked(document, writer, typeset(html, language))
        words = {s.get("data-part", ""): tree.words(s) for s in body.iter("section") if s.get("data-part")}
        content = self.content(document, language, html, body, posts)
        if document.card:
            from campaign.render.cards import dressed

            content = dressed(self.campaign, document, writer, content)
        if times:
            content = replace(
                content, rows=times.rows, columns=times.columns, series=self.campaign.id, day=document.day
            )
        problems = (
            *budget_problems(document, words, language),
            *(p for post in posts for p in post.problems),
            *(times.problems if times else ()),
            *self.trapped(document, tree.paragraphs(body)),
        )
        cited = {ident: self.campaign.sources[ident] for ident in writer.used.sources}
        return Rendering(document, content, writer.used, cited, words, problems, times.files if times else ())

    def posted(self, document: Document, writer: Writer, language: Language) -> tuple[list[Post], Timetable | None]:
        """Return the posts of a social pack, and of its schedule; a letter has none, and imports nothing for them."""
        if not document.kind.messages:
            return [], None
        from campaign.render.posts import posts_of
        from campaign.render.timetable import timetable

        if document.appointments:
            return [], timetable(self.campaign, document, writer, language)
        return posts_of(document, writer), None

    def markup(self, template: Path, names: Mapping[str, Any]) -> str:
        """Return what a template makes, and the line at the foot; raise `Stop` at the place of its mistake."""
        foot = f'<footer class="foot"><p>{escape(names["foot"])}</p></footer>' if names.get("foot") else ""
        try:
            return self.env.get_template(named(template, self.campaign)).render(names) + foot
        except jinja2.TemplateSyntaxError as reason:
            place = Where(reason.filename or str(template), reason.lineno, 1)
            raise Stop(error(place, "template", reason.message or phrase("syntax error"))) from None
        except (
            jinja2.TemplateError,
            jinja2.exceptions.SecurityError,
            TypeError,
            LookupError,
            ValueError,
            AttributeError,
            ArithmeticError,
            RecursionError,
        ) as reason:
            raise Stop(template_problem(reason, names, template_folders(self.campaign.folder))) from None

    def marked(self, document: Document, writer: Writer, html: str) -> tuple[str, Any]:
        """Return markup and tree with the marks they must bear: no template can leave them out."""
        where = Where(str(document.kind.template))
        try:
            body = tree.parse(html, document.kind.page)
        except Stop as stop:  # its line is one of the made markup, so only the file is named
            raise Stop(*(replace(p, where=where) for p in stop.problems)) from None
        if not tree.text(body):
            raise Stop(error(where, "empty-document", phrase("the template made nothing to read")))
        marks = [self.draft_mark()] if writer.used.gaps else []
        if document.is_example and not any(tree.is_mark(p) for p in body.iter("p")):
            marks.append(str(escape(writer.prose(*(SAMPLE_POST if document.card else SAMPLE)))))
        if marks:
            html = "\n".join([*(f'<p class="mark">{mark}</p>' for mark in marks), html])
            body = tree.parse(html, document.kind.page)
        return html, body

    def draft_mark(self) -> str:
        """Return the mark of a draft, in the document's language where it is translated."""
        context, text = DRAFT
        try:
            return str(escape(self.language.prose_of(context, text)))
        except Missing:
            return text

    def trapped(self, document: Document, text: str) -> Iterator[Diagnostic]:
        """Yield the known wrong claims in what a document says; texts that rebut one name it and are let through."""
        campaign = self.campaign
        rebuts = {t for c in document.concerns for t in c.rebuts} | {t for m in document.messages for t in m.rebuts}
        rebuts |= {t for facts in document.slots.values() for f in facts for t in f.rebuts}
        rebuts |= {t for record in (document.ask, document.card) if record for t in record.rebuts}
        found = list(caught(campaign.traps, text, document.language, document.day, rebuts))
        for own in (document.personal, document.news):  # what a user adds rebuts nothing
            found += caught(campaign.traps, own, document.language, document.day)
        where = Where(document.path(""))
        say = warning if document.correction else error  # a correction names what was wrong
        for trap in {trap.id: trap for trap in found}.values():
            message = phrase("says what is wrong ({trap}): {wrong}", trap=trap.id, wrong=trap.wrong)
            yield say(where, "trap", message, trap.right)

    def content(self, document: Document, language: Language, html: str, body: Any, posts: list[Post]) -> Content:
        """Return the content for the writers."""
        dress = document.dress
        faces = faces_of(self.campaign, self.language, dress)
        picture = picture_of(dress, self.logo(dress, document.card is not None), body)
        style = style_of(self.campaign, document)
        if not document.card:
            style = sheet(style, self.more_style(dress, body), dress, faces, picture)
        headings = [h for h in body.iter("h1") if not tree.is_mark(h)]
        subject = bare(tree.text(headings[0])) if headings else document.kind.title
        sender, recipient = document.sender, document.recipient
        mark = next((tree.spoken(" ".join(p.itertext())) for p in body.iter("p") if tree.is_mark(p)), "")
        return Content(
            html=html,
            title=subject,
            language=language.tag,
            direction=language.direction,
            author="" if document.safe or not sender else sender.organization or sender.name or "",
            style=style,
            paper=document.paper,
            window=document.window,
            mark=mark,
            subject=subject,
            to=(recipient.name, recipient.email or "") if recipient else ("", ""),
            sender=("" if document.safe else sender.name or sender.organization or "", sender.email or "")
            if sender
            else ("", ""),
            rows=tuple(post.row for post in posts),
            is_page=document.kind.page,
            folders=(self.campaign.folder / "images",),
            max_pages=document.kind.pages or 0,
            families=faces.families,
            fonts=faces.folders,
            lacking=faces.lacking or ("", ""),
            colours={name: colour for name, (colour, _) in dress.colours.items()},
            typefaces=(dress.text[0] if dress.text else "", dress.headings[0] if dress.headings else ""),
            logo=picture,
            accent=drawing_colour(self.campaign),
        )

    def logo(self, dress: Dress, is_card: bool) -> Sized | None:
        """Return the logo of a look, read once; raise `Stop` when something is wrong with the look."""
        if dress is PLAIN:
            return None
        key = id(dress), is_card
        if key not in self.dresses:
            sized, problems = look_problems(self.campaign, dress, is_card)
            if problems:
                raise Stop(*problems)
            self.dresses[key] = dress, sized
        return self.dresses[key][1]

    def more_style(self, dress: Dress, body: Any) -> str:
        """Return the style sheets of what a look adds."""
        if dress is PLAIN:
            return ""
        names = ["look.css"] + ["foot.css"] * any(map(tree.is_foot, body.iter("footer")))
        return "".join(sheet_named(self.campaign, name) or "" for name in names)


def named(template: Path, campaign: Campaign) -> str:
    """Return the name of a template below its folder: `letter.html`, `cards/fact.html`."""
    folders = [f for f in template_folders(campaign.folder) if template.is_relative_to(f)]
    return template.relative_to(folders[0]).as_posix() if folders else template.name


def style_of(campaign: Campaign, document: Document) -> str:
    """Return the style sheet of a kind; `[style]` when there is none."""
    style = sheet_named(campaign, document.kind.style)
    if style is None:
        message = phrase("there is no style sheet '{name}'", name=document.kind.style)
        raise Stop(error(Where(str(document.kind.template)), "style", message))
    return style


def sheet_named(campaign: Campaign, name: str) -> str | None:
    """Return a style sheet: the campaign's own, else the built-in one, else None."""
    for folder in template_folders(campaign.folder):
        path = folder / name
        if path.is_file():
            text, problems = read_file(path)
            if text is None:
                raise Stop(*problems)
            return text
    return None


def drawing_colour(campaign: Campaign) -> str:
    """Return the colour of charts: the first of the campaign's that can be read on white paper, else black."""
    colours = campaign.settings.look.colours
    wanted = (colours.accent, colours.ink, colours.on_accent, colours.paper)
    return next((c for c in wanted if COLOUR.fullmatch(c) and contrast(c, "#ffffff") >= READABLE), "#000000")
