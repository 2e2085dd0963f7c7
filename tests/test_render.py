"""A template turns data into one tree: what is data stays data, what is wrong is named, what is claimed has its source."""

from __future__ import annotations

import datetime
import html as markup
import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from builtin import planned, rendered, renderer, text_of
from conftest import load_campaign, run, sections, write_campaign
from hypothesis import given, settings
from hypothesis import strategies as st

from campaign import check as checking
from campaign import load as loading
from campaign.address import AllForms
from campaign.diagnostics import Diagnostic, Stop
from campaign.formats import ELEMENTS, format_named
from campaign.languages import Languages, texts_of
from campaign.model import Campaign
from campaign.plan import Request, plan
from campaign.render import Renderer, Rendering
from campaign.values import replace
from campaign.write import write

Make = Callable[..., Path]
DAY = datetime.date(2026, 11, 22)
PROSE_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def render(campaign: Campaign, kind: str = "letter", **request: Any) -> Rendering:
    """Render the one document of a kind."""
    languages = Languages(campaign)
    documents, problems = plan(
        campaign, Request(day=DAY, kinds=(kind,), **request), languages, AllForms(campaign.folder)
    )
    assert len(documents) == 1, problems
    return Renderer(campaign, languages[documents[0].language]).render(documents[0])


def squeezed(text: str) -> str:
    """Return a text without white space, which formats may change."""
    return "".join(text.split())


class Reader(HTMLParser):
    """What a browser would read: the text, and the elements that hold it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said, self.elements = "", set[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)

    def handle_data(self, data: str) -> None:
        self.said += data


# Data stays data

CHARACTERS = st.characters(exclude_categories=("C", "Z"))
HOSTILE = st.sampled_from(
    [
        "<script>",
        "</p>",
        "&amp;",
        "&",
        "'",
        '"',
        "{{ 1 }}",
        "{%",
        "%s",
        "%(date)s",
        "{country}",
        "\\",
        "`",
        "*",
        "]]>",
        "<!--",
    ]
)
TEXTS = st.lists(st.one_of(CHARACTERS, HOSTILE), min_size=1, max_size=12).map("".join)


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """The base campaign, loaded once."""
    return load_campaign(write_campaign(tmp_path_factory.mktemp("render") / "river"))


@settings(max_examples=40, deadline=None)
@given(organization=TEXTS, personal=TEXTS, name=TEXTS)
def test_what_people_write_is_printed_as_it_is_and_never_as_markup(
    river: Campaign, organization: str, personal: str, name: str
) -> None:
    assert river.sender is not None
    person = replace(river.recipients["jo"], name=name, family_name=name)
    campaign = replace(river, sender=replace(river.sender, organization=organization), recipients={"jo": person})
    rendering = render(campaign, personal={"": personal})
    plain, page = squeezed(text_of(rendering)), Reader(text_of(rendering, "html"))
    for written in (organization, personal, name):
        assert squeezed(written) in plain
        assert squeezed(written) in squeezed(page.said)
        assert markup.escape(written, quote=False) in rendering.content.html
    assert page.elements <= {"html", "head", "meta", "title", "style", "body", "main", *ELEMENTS}


def test_a_script_in_a_name_reaches_no_page(river: Campaign) -> None:
    assert river.sender is not None
    evil = "<script>alert('x')</script>"
    campaign = replace(river, sender=replace(river.sender, organization=evil))
    for kind in ("letter", "press-release", "article"):
        page = text_of(render(campaign, kind, **({} if kind == "letter" else {"news": {"": evil}})), "html")
        assert "<script" not in page and evil in markup.unescape(page)


def test_markup_in_a_text_of_the_campaign_is_printed_and_not_obeyed(make: Make) -> None:
    folder = make()
    path = folder / "concerns.yaml"
    path.write_text(path.read_text().replace("The plant brings work.", "The <b>plant</b> & 100 % of the work."))
    page = text_of(render(load_campaign(folder)), "html")
    assert "<b>" not in page and "The &lt;b&gt;plant&lt;/b&gt; &amp; 100 % of the work." in page


def spanish(make: Make, *messages: tuple[str, str, str]) -> Campaign:
    """Return the base campaign in Spanish, every text of it and some prose of the templates as given."""
    folder = make()
    path = folder / "campaign.yaml"
    path.write_text(path.read_text().replace("languages: [en]", "languages: [en, es]"))
    catalog = folder / "locales" / "es" / "LC_MESSAGES"
    catalog.mkdir(parents=True)
    campaign = load_campaign(folder)

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    own = {(context, text): said for context, text, said in messages}
    rows = [
        (said.context, said.text, own.get((said.context, said.text), "ES " + said.text)) for said in texts_of(campaign)
    ]
    (catalog / f"{campaign.id}.po").write_text(
        PROSE_HEAD + "".join(f"msgctxt {quoted(c)}\nmsgid {quoted(t)}\nmsgstr {quoted(s)}\n\n" for c, t, s in rows)
    )
    prose = [m for m in messages if m[0].split("/")[0] in ("letter", "sources")]
    (catalog / "campaign.po").write_text(
        PROSE_HEAD + "".join(f"msgctxt {quoted(c)}\nmsgid {quoted(t)}\nmsgstr {quoted(s)}\n\n" for c, t, s in prose)
    )
    return load_campaign(folder)


def test_a_stray_percent_or_a_tag_in_a_translation_is_printed_as_it_is(make: Make) -> None:
    water = "The town drinks from this river, and the permit allows waste in it."
    campaign = spanish(make, ("concern/water/letter", water, "El 100 % bebe, 50%s y 5 %(x)s <i>aquí</i>."))
    rendering = render(campaign, languages=("es",))
    assert "El 100 % bebe, 50%s y 5 %(x)s &lt;i&gt;aquí&lt;/i&gt;." in rendering.content.html
    assert "El 100 % bebe, 50%s y 5 %(x)s <i>aquí</i>." in " ".join(text_of(rendering).split())


@pytest.mark.parametrize("said", ["Fuentes al 100 %", "Fuentes al 100%", "100 %s", "100 % de <b>"])
def test_a_stray_percent_in_template_prose_is_no_crash(make: Make, said: str) -> None:
    campaign = spanish(make, ("sources/title", "Sources", said))
    try:
        text = text_of(render(campaign, languages=("es",)))
    except Stop as stop:
        assert [p.code for p in stop.problems] == ["markup"] and "<b>" in said
    else:
        assert said in text


# Templates

FLYER = """
-- templates/flyer.html --
{#---
title: Flyer
per: language
formats: [txt, html]
---#}
BODY
"""


INCLUDE_SOURCES = '{% include "_sources.html" %}'


def flyer(make: Make, body: str, *texts: str) -> Campaign:
    """Return the base campaign with a kind of its own."""
    return load_campaign(make(FLYER.replace("BODY", body), *texts))


def stopped(campaign: Campaign, kind: str = "flyer") -> Diagnostic:
    """Return the one problem that a template stops with."""
    with pytest.raises(Stop) as stop:
        render(campaign, kind)
    (problem,) = stop.value.problems
    return problem


def test_a_kind_of_ones_own_needs_a_file_and_no_code(make: Make, tmp_path: Path) -> None:
    body = (
        "<h1>{{ campaign.title }}</h1>\n{% for c in concerns %}\n<p>{{ cite(c) }}</p>\n{% endfor %}\n" + INCLUDE_SOURCES
    )
    campaign = flyer(make, body)
    text = text_of(render(campaign, "flyer"))
    assert text.startswith("Keep the river clean\n====================\n\nThe town drinks from this river. [1]\n")
    assert "[1] Example Agency: Permit of the plant, 4 May 2021." in text
    done = run("compose", "flyer", "--campaign", campaign.folder, "--out", tmp_path / "out", "--date", "2026-11-22")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out/river/en/flyer/flyer.txt").read_text() == text
    assert checking.check(campaign, DAY) == []


def test_a_campaigns_own_template_wins_over_the_built_in_one(make: Make) -> None:
    own = "-- templates/article.html --\n{#---\ntitle: Ours\nper: language\nformats: [txt]\n---#}\n<p>Our own.</p>\n"
    assert text_of(render(load_campaign(make(own)), "article")) == "Our own.\n"
    part = '-- templates/_mark.html --\n<p class="mark">Ours</p>\n'
    assert "Ours" in text_of(render(load_campaign(make(part)), "letter"))


@pytest.mark.parametrize(
    ("body", "line", "hint"),
    [
        ("<p>{{ campagn.title }}</p>", 6, "did you mean 'campaign'?"),
        ("<p>x</p>\n<p>{{ concernz }}</p>", 7, "did you mean 'concerns'?"),
        ("{% for c in concerns %}\n<p>\n{{ reply_bye }}</p>\n{% endfor %}", 8, "did you mean 'reply_by'?"),
    ],
)
def test_an_undefined_name_is_named_with_its_line_and_the_near_one(make: Make, body: str, line: int, hint: str) -> None:
    campaign = flyer(make, body)
    problem = stopped(campaign)
    assert (problem.code, problem.where.file, problem.where.line) == (
        "undefined",
        str(campaign.folder / "templates/flyer.html"),
        line,
    )
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<p>{{ sender.nam }}</p>", "undefined"),
        ("<p>{{ concerns[9].text }}</p>", "template"),
        ("<p>{% if %}</p>", "template"),
        ("<p>{{ 1 / 0 }}</p>", "template"),
        ('{% include "flyer.html" %}', "template"),
        ("<p>{{ range(10 ** 9) }}</p>", "template"),
        ("<p>{% trans %}Text{% endtrans %}</p>", "template"),
        ("<p>{{ cite(7) }}</p>", "template"),
        ('{% include "nowhere.html" %}', "template"),
        ("<p>{{ 'x'.__class__ }}</p>", "template"),
        ("<p>{{ concerns.append(1) }}</p>", "template"),
        ("<p>{{ sender.__class__.__mro__ }}</p>", "template"),
        ("<p>{{ cite.__globals__ }}</p>", "template"),
        ("<p>{{ text.format }}</p>", "undefined"),
        ("<p>{{ '{0.__class__}'.format(sender) }}</p>", "template"),
    ],
)
def test_a_mistake_in_a_template_is_a_diagnostic_in_that_file(make: Make, body: str, code: str) -> None:
    campaign = flyer(make, body)
    problem = stopped(campaign)
    assert (problem.code, problem.where.file, problem.where.line, problem.exit) == (
        code,
        str(campaign.folder / "templates/flyer.html"),
        6,
        1,
    )


def test_prose_without_a_context_says_what_to_write(make: Make) -> None:
    problem = stopped(flyer(make, "<p>{% trans %}Read this{% endtrans %}</p>"))
    assert 'trans "kind/slot"' in problem.message and "Read this" in problem.message


@pytest.mark.parametrize(
    "body", ["<p>unclosed", "<p>a</div>", "<table><p>x</p></table>", "<p onclick='x'>y</p>", "<script>x</script>"]
)
def test_only_well_formed_markup_of_the_closed_list_is_taken(make: Make, body: str) -> None:
    campaign = flyer(make, body)
    problem = stopped(campaign)
    assert problem.where.file == str(campaign.folder / "templates/flyer.html") and problem.severity == "error"


@pytest.mark.parametrize(
    "name", ["../campaign.yaml", "/etc/hostname", "..", "templates/../../sender.yaml", "_out.html", "sub/_out.html"]
)
def test_a_template_outside_the_folder_is_refused(make: Make, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<p>secret</p>")
    campaign = flyer(make, f'{{% include "{name}" %}}')
    (campaign.folder / "templates" / "_out.html").symlink_to(secret)
    (campaign.folder / "templates" / "sub").symlink_to(tmp_path)
    (tmp_path / "_out.html").write_text("<p>secret</p>")
    problem = stopped(campaign)
    assert problem.code == "template" and "there is no template" in problem.message


def test_a_kind_that_is_a_link_out_of_the_folder_is_not_rendered(make: Make, tmp_path: Path) -> None:
    outside = tmp_path / "outside.html"
    outside.write_text(sections(FLYER.lstrip("\n"))["templates/flyer.html"].replace("BODY", "<p>secret</p>"))
    folder = make("-- templates/_part.html --\n<p>x</p>\n")
    (folder / "templates" / "flyer.html").symlink_to(outside)
    campaign, problems = loading.load(folder)
    if "flyer" in campaign.kinds:
        problems = [stopped(campaign)]
    assert [p.severity for p in problems] == ["error"]


# Traps

TRAPPED = """
-- traps.yaml --
- id: drain
  origin: ours
  wrong: The river is not a drain.
  right: It is a river.
  languages:
    en:
      pattern: 'river is a drain'
      fires: [The river is a drain.]
      passes: [The river is no drain.]
"""


@pytest.mark.parametrize(
    ("request_", "caught"),
    [
        ({"personal": {"": "I know that the river is a drain."}}, True),
        ({"personal": {"": "I know that the RIVER is a\ndrain."}}, True),
        ({"personal": {"": "They say “the river is a drain”."}}, False),
        ({"personal": {"": "I swim in the river. It is a drain."}}, False),
    ],
)
def test_a_wrong_claim_in_somebodys_own_words_stops_the_document(
    make: Make, tmp_path: Path, request_: dict[str, Any], caught: bool
) -> None:
    campaign = load_campaign(make(TRAPPED))
    rendering = render(campaign, **request_)
    assert [p.code for p in rendering.problems if p.severity == "error"] == (["trap"] if caught else [])
    artifacts, problems = write(campaign, [rendering.document], Languages(campaign), tmp_path / "out")
    assert bool(artifacts) is not caught
    if caught:
        (problem,) = [p for p in problems if p.code == "trap"]
        assert problem.hint == "It is a river." and "The river is not a drain." in problem.message


def test_news_of_a_release_is_looked_at_too(make: Make) -> None:
    rendering = render(
        load_campaign(make(TRAPPED)), "press-release", news={"": "Today we said that the river is a drain."}
    )
    assert "trap" in [p.code for p in rendering.problems]


def test_a_text_that_rebuts_a_wrong_claim_may_name_it(make: Make) -> None:
    folder = make(TRAPPED)
    path = folder / "concerns.yaml"
    said = path.read_text().replace("text: The plant brings work.", "text: Some say that the river is a drain.")
    path.write_text(said)
    assert "trap" in [p.code for p in render(load_campaign(folder)).problems]
    path.write_text(said.replace("  facts: [permit-granted]", "  facts: [permit-granted]\n  rebuts: [drain]"))
    assert "trap" not in [p.code for p in render(load_campaign(folder)).problems]


# Notes


def numbers(text: str) -> list[int]:
    """Return the note numbers of a text in the order in which they stand."""
    return [int(n) for n in re.findall(r"\[(\d+)\]", text)]


@pytest.mark.parametrize("kind", ["letter", "email", "press-release", "article"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_notes_count_up_from_one_and_each_has_its_source(kind: str, lang: str) -> None:
    for day in ("2023-12-01", "2025-06-01", "2026-11-22", "2030-01-01"):
        who = {"to": ("ana-ejemplo",)} if kind in ("letter", "email") else {"country": "CL"}
        rendering = rendered(day, kind, lang, **who)
        text = text_of(rendering)
        body, _, rest = text.partition("\nFuentes\n" if lang == "es" else "\nSources\n")
        cited, listed = numbers(body), [int(n) for n in re.findall(r"^\[(\d+)\] \S", rest, re.MULTILINE)]
        assert list(dict.fromkeys(cited)) == sorted(set(cited)) == listed == list(rendering.used.sources.values())
        assert 1 <= len(listed) <= 8
        assert len({line for line in rest.splitlines() if re.match(r"\[\d+\]", line)}) == len(listed)


TWELVE = "abcdefghijkl"
SOURCE = "- {id: source-ID, publisher: Paper ID, title: On ID, date: 2021-05-04, kind: ngo, reliability: B}\n"
FACT = "- {id: ID, text: Fact ID., sources: [source-ID], as_of: 2021-05-04, confidence: verified, slots: [where]}\n"
CITED = '{% for f in facts("where") %}\n<p>{{ cite(f) }}</p>\n{% endfor %}\n<p>{{ cite(concerns[0]) }}</p>\n'


def test_there_are_never_more_than_eight_notes(make: Make) -> None:
    sources = "".join(SOURCE.replace("ID", x) for x in TWELVE)
    facts = "".join(FACT.replace("ID", x) for x in TWELVE)
    known = FACT.replace("source-ID", "source-d").replace("ID", "permit-granted").replace("[where]", "[]")
    files = f"-- sources.yaml --\n{sources}", f"-- facts.yaml --\n{facts}{known}"
    campaign = flyer(make, CITED + INCLUDE_SOURCES, *files)
    rendering = render(campaign, "flyer")
    text = text_of(rendering)
    body, _, rest = text.partition("\nSources\n")
    assert numbers(body) == [1, 2, 3, 4, 5, 6, 7, 8, 4], "the ninth has no number, one that has its number keeps it"
    assert [int(n) for n in re.findall(r"^\[(\d+)\]", rest, re.MULTILINE)] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert "Paper i" not in rest and len(rendering.used.facts) == 13


def test_a_fact_that_fits_two_slots_is_said_once(make: Make) -> None:
    slots = "".join(
        f'{{% for f in facts("{slot}") %}}\n<p>{{{{ f.text }}}}</p>\n{{% endfor %}}\n'
        for slot in ("where", "next", "notes")
    )
    assert text_of(render(flyer(make, slots), "flyer")) == "The agency granted the permit on 4 May 2021.\n"


def test_a_source_that_is_cited_twice_has_one_number(make: Make) -> None:
    body, _, rest = text_of(render(load_campaign(make()))).partition("\nSources\n")
    assert set(numbers(body)) == {1} and len(numbers(body)) > 1 and rest.count("Example Agency") == 1


COUNTED = """
-- facts.yaml --
- {id: permit-granted, text: It was granted., sources: [permit], as_of: 2021-05-04, confidence: verified}
- id: pipes
  text: The plant has {pipes} pipe.
  text_plural: The plant has {pipes} pipes.
  count: pipes
  values: {pipes: VALUE}
  sources: [permit]
  as_of: 2021-05-04
  confidence: verified
  slots: [where]
"""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("{number: 1}", "1 pipe."),
        ("{number: 1200}", "1,200 pipes."),
        ("{number: 1, words: {en: one}}", "one pipe."),
        ("{number: 4, words: {en: four}}", "four pipes."),
        ("{days_until: 2026-11-23}", "1 pipe."),
    ],
)
def test_a_text_that_counts_agrees_with_its_number_in_digits_or_words(make: Make, value: str, said: str) -> None:
    body = '{% for f in facts("where") %}\n<p>{{ f.text }}</p>\n{% endfor %}'
    text = text_of(render(flyer(make, body, COUNTED.replace("VALUE", value)), "flyer"))
    assert text == f"The plant has {said}\n"


# Gaps


def test_what_is_missing_is_a_gap_with_its_name_in_every_kind(make: Make) -> None:
    campaign = replace(load_campaign(make()), sender=None)
    rendering = render(campaign)
    assert "sender" in " ".join(rendering.gaps) and "[[missing: sender" in text_of(rendering)
    assert text_of(rendering).count("DRAFT") == 1
    assert render(load_campaign(make())).gaps == ()


def test_a_missing_translation_is_a_gap_and_never_english(make: Make) -> None:
    campaign = spanish(make)
    rendering = render(campaign, languages=("es",))
    assert rendering.gaps == ()
    catalog = campaign.folder / "locales/es/LC_MESSAGES/river.po"
    said = catalog.read_text()
    assert "ES Jobs matter" in said
    catalog.write_text(said.replace("ES Jobs matter, and so does the water that a town drinks.", ""))
    rendering = render(load_campaign(campaign.folder), languages=("es",))
    assert rendering.gaps == ("translation of campaign/common-ground",)
    assert "Jobs matter" not in text_of(rendering) and "[[missing: translation of campaign/common-ground]]" in " ".join(
        text_of(rendering).split()
    )


# One letter, the same words


def words(text: str) -> list[str]:
    """Return the words of a text, without numbers (notes) and addresses on the web."""
    plain = re.sub(r"<?https?://[^\s>)]+>?", " ", text)
    return re.findall(r"[^\W\d_]+", plain)


def docx_text(data: bytes) -> str:
    """Return the text of a Word file, a line a paragraph or line break."""
    lines = []
    for node in docx.Document(io.BytesIO(data)).element.body.iter():
        name = node.tag.rsplit("}", 1)[-1]
        if name == "t":
            lines.append(node.text or "")
        elif name in ("p", "br", "tab"):
            lines.append("\n")
    return "".join(lines)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("kind", ["letter", "press-release", "article"])
def test_all_formats_say_the_same_words(kind: str, lang: str) -> None:
    rendering = rendered("2026-11-22", kind, lang, **({"to": ("ana-ejemplo",)} if kind == "letter" else {}))
    body = Reader(
        re.sub(
            r"<(head|style)>.*?</\1>",
            " ",
            text_of(rendering, "html").replace("<br>", "\n").replace("<", " <"),
            flags=re.DOTALL,
        )
    )
    said = {
        "txt": words(text_of(rendering)),
        "md": words(re.sub(r"\A---\n.*?\n---\n", "", text_of(rendering, "md"), flags=re.DOTALL)),
        "html": words(body.said),
        "docx": words(docx_text(format_named("docx").write(rendering.content))),
    }
    assert len(said["txt"]) > 250
    for name in ("md", "html", "docx"):
        assert said[name] == said["txt"], name


def test_a_renderer_makes_the_next_document_as_if_it_were_the_first() -> None:
    (first,), _ = planned("2026-11-22", "letter", languages=("en",), to=("ana-ejemplo",))
    (second,), _ = planned("2026-11-22", "letter", languages=("en",), to=("sam-sample",))
    once = text_of(renderer("en").render(first))
    renderer("en").render(second)
    assert text_of(renderer("en").render(first)) == once
