"""Plain text: whole letters as a careful person would have typed them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_formats_tree import CHARACTERS, DOCUMENTS, letters

from campaign.diagnostics import Stop
from campaign.formats import Content, txt
from campaign.formats.tree import parse

LETTER = """
<article>
<header class="letterhead">
<p class="from">Organización Ejemplo (ficticia)</p>
<address>Calle Ejemplo 000<br/>00000 Ciudad Ejemplo<br/><a href="mailto:contacto@organizacion.example">contacto@organizacion.example</a></address>
</header>
<p class="date">Ciudad Ejemplo, 22 de noviembre de 2026</p>
<address class="recipient">Diputada Ana Ejemplo Muestra<br/>Comisión de Relaciones Exteriores<br/>CIUDAD EJEMPLO</address>
<h1 class="subject">Votar en contra de la aprobación de la Convención de las Naciones Unidas contra la Ciberdelincuencia</h1>
<p class="salutation">Honorable Diputada:</p>
<section data-part="ask">
<p>Le escribimos en nombre de Organización Ejemplo. Le pedimos que <strong>vote en contra de la aprobación de la
Convención antes del 15 de diciembre de 2026</strong> y que solicite una audiencia con la sociedad civil.</p>
</section>
<section data-part="reason">
<p>El país firmó la Convención el 25\u00a0de\u00a0octubre\u00a0de\u00a02025.<sup class="note"><a href="#source-1">1</a></sup> La firma no obliga a ratificar:
quien decide es el Congreso, y nuestra ley ya castiga con cuatro años los delitos «graves»<sup class="note"><a href="#source-1">1</a></sup>
<sup class="note"><a href="#source-2">2</a></sup>, de modo que el intercambio de pruebas alcanzaría a cualquiera.</p>
<p>Nos preocupan dos cosas:</p>
<ul>
<li>el intercambio de pruebas llega a todo delito con una pena máxima de cuatro años o más (artículos 2(h) y 35);</li>
<li>las salvaguardas quedan en manos de la ley de cada país:
<ol><li>el artículo 24 no exige un juez;</li><li>negarse a cooperar es una facultad, véase <a href="https://www.ohchr.org/en/documents/tools-and-resources/human-rights-and-draft-cybercrime-convention">el análisis del ACNUDH</a>.</li></ol></li>
</ul>
<blockquote><p>El texto contiene los artículos 6 y 24; dejan, sin embargo, a cada Estado la medida de las garantías.</p></blockquote>
</section>
<div class="signature">
<p>Atentamente,</p>
<p>Alex Ejemplo Prueba<br/>Dirección ejecutiva<br/>Organización Ejemplo (ficticia)</p>
</div>
<section class="sources">
<h2>Fuentes</h2>
<ol class="sources">
<li id="source-1">Naciones Unidas, Colección de Tratados, capítulo XVIII: <a href="https://treaties.un.org/">treaties.un.org</a></li>
<li id="source-2">Asamblea General, <em>Convención de las Naciones Unidas contra la Ciberdelincuencia</em>, A/RES/79/243, 24 de diciembre de 2024.</li>
</ol>
</section>
</article>
"""  # noqa: E501

TYPED = """\
------------------------------------------------------------------------
MUESTRA: no enviar
------------------------------------------------------------------------

Organización Ejemplo (ficticia)
Calle Ejemplo 000
00000 Ciudad Ejemplo
contacto@organizacion.example

Ciudad Ejemplo, 22 de noviembre de 2026

Diputada Ana Ejemplo Muestra
Comisión de Relaciones Exteriores
CIUDAD EJEMPLO

Votar en contra de la aprobación de la Convención de las Naciones Unidas
contra la Ciberdelincuencia

Honorable Diputada:

Le escribimos en nombre de Organización Ejemplo. Le pedimos que vote en
contra de la aprobación de la Convención antes del 15 de diciembre de
2026 y que solicite una audiencia con la sociedad civil.

El país firmó la Convención el 25\u00a0de\u00a0octubre\u00a0de\u00a02025. [1] La firma no
obliga a ratificar: quien decide es el Congreso, y nuestra ley ya
castiga con cuatro años los delitos «graves» [1][2], de modo que el
intercambio de pruebas alcanzaría a cualquiera.

Nos preocupan dos cosas:

- el intercambio de pruebas llega a todo delito con una pena máxima de
  cuatro años o más (artículos 2(h) y 35);
- las salvaguardas quedan en manos de la ley de cada país:
  1. el artículo 24 no exige un juez;
  2. negarse a cooperar es una facultad, véase el análisis del ACNUDH
     (https://www.ohchr.org/en/documents/tools-and-resources/human-rights-and-draft-cybercrime-convention).

    El texto contiene los artículos 6 y 24; dejan, sin embargo, a cada
    Estado la medida de las garantías.

Atentamente,

Alex Ejemplo Prueba
Dirección ejecutiva
Organización Ejemplo (ficticia)

Fuentes
-------

[1] Naciones Unidas, Colección de Tratados, capítulo XVIII:
    treaties.un.org
[2] Asamblea General, Convención de las Naciones Unidas contra la
    Ciberdelincuencia, A/RES/79/243, 24 de diciembre de 2024.
"""


def typed(html, width=72, **more):
    return txt.plain(Content(html, "T", "en", **more), width)


def test_a_whole_letter_reads_as_if_it_had_been_typed():
    assert txt.write(Content(LETTER, "Carta", "es", mark="MUESTRA: no enviar")).decode() == TYPED


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", "\n"),
        ("<p> </p><p><br/></p>", "\n"),
        ("a &lt;b&gt; &amp; *c* _d_ [e]", "a <b> & *c* _d_ [e]\n"),
        ("<h1>Title</h1><h2>公约</h2><h3>Third</h3>", "Title\n=====\n\n公约\n----\n\nThird\n"),
        ("<p>Yours,<br/><br/>Ana<br/></p>", "Yours,\n\nAna\n"),
        ("<p>a<br/> b</p><div>c<p>d</p>e</div>", "a\nb\n\nc\n\nd\n\ne\n"),
        ("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n\n  b\n\n- c\n"),
        ("<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li></ul>", "- a\n  - b\n    1. c\n"),
        ("<ul><li/><li>b</li></ul><ol/>", "-\n- b\n"),
        ('<ol class="sources"><li id="source-9">a<br/>b</li><li id="source-10"/></ol>', "[9]  a\n     b\n[10]\n"),
        ('<p>a<sup class="note">1</sup>\n<sup class="note">2</sup> b 1<sup>er</sup></p>', "a [1][2] b 1er\n"),
        ('<p>a <sup class="note">1</sup>, b</p>', "a [1], b\n"),
        ('<a href="https://x.org/">x</a>, <a href="https://x.org/">x.org</a>', "x (https://x.org/), x.org\n"),
        ('<a href="#source-1">see</a> <a href="mailto:a@b.example">mail</a>', "see mail (a@b.example)\n"),
        ('<header class="letterhead"><p>A</p><address>b<br/>c</address></header><p>d</p>', "A\nb\nc\n\nd\n"),
        ('<header class="letterhead"><p/></header>', "\n"),
        ('<div class="letterhead"><p>A</p><p>b</p></div>', "A\n\nb\n"),
        ('<h1 class="subject">A</h1>', "A\n"),
        ("<p>a <!-- <p>no</p> --> b</p>", "a b\n"),
        ("<section><p/>loose <em>words</em><p>a</p></section>", "loose words\n\na\n"),
    ],
)
def test_blocks(html, expected):
    assert typed(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("aaa bbb cccc dd", "aaa bbb\ncccc dd\n"),
        ("aaa\u00a0bbb cccc\u202fdd", "aaa\u00a0bbb\ncccc\u202fdd\n"),
        ("a https://x.org/a-long/address b", "a\nhttps://x.org/a-long/address\nb\n"),
        ('aaaaaaa<sup class="note">1</sup> b', "aaaaaaa [1]\nb\n"),
        ('aa bbbbb<sup class="note">1</sup> c', "aa\nbbbbb [1]\nc\n"),
        ("公约公约公约", "公约公约\n公约\n"),
        ("公约公约。公「约」", "公约公\n约。公\n「约」\n"),
        ("公约“公约”公约", "公约“公\n约”公约\n"),
        ("公约，见https://x.org/a。公约", "公约，见\nhttps://x.org/a。\n公约\n"),
        ('公约<a href="https://例.org/公约公约">公约</a>。公', "公约公约\n(https://例.org/公约公约)。\n公\n"),
        ("협약에 반대", "협약에\n반대\n"),
        ("e\u0301e\u0301e\u0301e\u0301 e\u0301e\u0301e\u0301", "e\u0301e\u0301e\u0301e\u0301 e\u0301e\u0301e\u0301\n"),
        ("<h1>aaaa bbbb cc</h1>", "aaaa\nbbbb cc\n=======\n"),
    ],
)
def test_lines_end_where_a_reader_of_the_script_would_end_them(html, expected):
    assert typed(html, 8) == expected


def test_the_mark_is_the_first_thing_read_and_stands_once():
    rule = "-" * 72
    assert typed('<p>a</p><p class="mark">DRAFT <em>b</em></p>', mark="x") == f"{rule}\nDRAFT b\n{rule}\n\na\n"
    assert typed('<blockquote><p class="mark">DRAFT</p></blockquote>').count("\x03") == 0


def test_in_arabic_a_note_stays_behind_the_latin_word_that_it_follows():
    html = '<p>من UN<sup class="note">1</sup> مع</p>'
    assert typed(html, direction="rtl") == "من UN\u200f [1] مع\n"


@pytest.mark.parametrize("html", ["<p>a</p>\n<p>b<i/></p>", "<p>a</p>\n</p><p>", "<p>a</p>\n<p", "<p>a</p>\n<li/>"])
def test_bad_markup_is_told_with_its_line_in_the_whole(html):
    with pytest.raises(Stop) as stop:
        typed(html)
    assert [(problem.code, problem.where.line) for problem in stop.value.problems] == [("markup", 2)]


def test_a_batch_walks_only_what_differs():
    txt.read.cache_clear()
    for name in ("Ana", "Luis", "Sam"):
        typed(LETTER.replace("Ana Ejemplo", name))
    pieces = len(txt.cut(LETTER)[1])
    assert txt.read.cache_info().misses == pieces + 2


TEXTS = st.text(CHARACTERS, max_size=200)


@given(TEXTS, st.integers(1, 40))
def test_no_line_is_too_wide_that_could_be_broken_and_no_letter_is_lost(text, width):
    lines = txt.wrap(text, width)
    assert letters("\n".join(lines)) == letters(text)
    for line in lines:
        assert txt.columns(line) <= width or (" " not in line and len(txt.units(line)) == 1)


@given(TEXTS)
def test_units_are_the_word(word):
    assert "".join(txt.units(word)) == word


@given(DOCUMENTS)
def test_no_letter_of_a_document_is_lost(html):
    out = iter(typed(html))
    assert all(letter in out for letter in letters(parse(html).itertext()))


@given(DOCUMENTS, st.sampled_from([30, 72]))
def test_a_document_in_pieces_is_the_document_in_one(html, width):
    whole = Content(f"<!-- not cut -->{html}", "T", "en")
    assert typed(html, width) == txt.plain(whole, width)


@given(DOCUMENTS)
def test_the_file_is_clean(html):
    out = txt.write(Content(html, "T", "en")).decode()
    assert out.endswith("\n") and (out == "\n" or not out.endswith("\n\n"))
    assert not set("\x00\x01\x02\x03\r\t") & set(out)
    assert not any(line.endswith(" ") for line in out.split("\n"))
