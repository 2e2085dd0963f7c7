"""Make the parts of a Word file that hold none of its words: styles, lists, settings and fonts.

Properties stand in the order of the schema (ECMA-376 part 1, transitional): in another one Word calls a file damaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STEP = 420  # indent of a list level, in twentieths of a point
LEVELS = range(9)
# Word knows Chinese by its country.
TAGS = {"zh": "zh-CN", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
SCRIPTS = {**dict.fromkeys(("zh", "ja", "ko"), "eastAsia"), **dict.fromkeys(("ar", "fa", "he", "ur", "ps"), "bidi")}
# Which colour of a theme is text, background and so on: as everywhere.
MAPPING = (
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2"'
    ' w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"'
    ' w:followedHyperlink="followedHyperlink"/>'
)
# Numbering definitions: the marker of each level and the style that uses it.
BULLETS, NUMBERS, SOURCES = 1, 2, 3
MARKERS = {BULLETS: ("bullet", "•–"), NUMBERS: ("decimal", "%{}."), SOURCES: ("decimal", "[%{}]")}

# The font comes with the package; a Word that lacks it takes the second, and any Word the third for Arabic.
FONT, FALLBACK, COMPLEX = "IBM Plex Serif", "Georgia", "Times New Roman"
ABOUT_FONT = f"""<w:altName w:val="{FALLBACK}"/><w:charset w:val="00"/>
<w:family w:val="roman"/><w:pitch w:val="variable"/>"""

DEFAULTS = """<w:docDefaults>
<w:rPrDefault><w:rPr>{fonts}
{ink}<w:sz w:val="22"/><w:szCs w:val="24"/>{language}</w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
</w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>
"""
BOLD = "<w:b/><w:bCs/>"
BOX = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="4"/>' for side in ("top", "left", "bottom", "right"))


def spacing(before: int, after: int, line: int = 276) -> str:
    """Return the space around a paragraph, in twentieths of a point, and of its lines, in parts of 240."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def outline(level: int) -> str:
    """Return the level of a heading: its place in the navigation pane and for screen readers."""
    return f'<w:outlineLvl w:val="{level}"/>'


def size(half_points: int) -> str:
    """Return the size of words, for Arabic and Hebrew too."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


# Name, properties of the paragraph and of its words. Those not in CUSTOM are Word's own names, which its menus know in
# every language and screen readers announce.
STYLES = (
    ("heading 1", f"<w:keepNext/>{spacing(360, 100)}{outline(0)}", BOLD + size(34)),
    ("heading 2", f"<w:keepNext/>{spacing(280, 100)}{outline(1)}", BOLD + size(27)),
    ("heading 3", f"<w:keepNext/>{spacing(220, 80)}{outline(2)}", BOLD + size(23)),
    ("List Bullet", '<w:numPr><w:numId w:val="1"/></w:numPr><w:contextualSpacing/>', ""),
    ("List Number", '<w:numPr><w:numId w:val="2"/></w:numPr><w:contextualSpacing/>', ""),
    ("List Continue", f'<w:ind w:left="{STEP}"/>', ""),
    ("Quote", '<w:ind w:left="567" w:right="567"/>', ""),
    ("Date", spacing(0, 320), ""),
    ("Letterhead", f"<w:keepLines/>{spacing(0, 360, 252)}<w:contextualSpacing/>", size(19)),
    ("Address", f"<w:keepLines/>{spacing(0, 320, 252)}", ""),
    ("Subject", f"<w:keepNext/>{spacing(0, 240)}{outline(0)}", BOLD),
    ("Sources", f'<w:numPr><w:numId w:val="3"/></w:numPr>{spacing(0, 60, 252)}', size(19)),
    ("Mark", f'<w:pBdr>{BOX}</w:pBdr>{spacing(0, 240)}<w:jc w:val="center"/>', f'{BOLD}<w:color w:val="7C1111"/>'),
)
FOOT = ("footer", spacing(60, 0, 240), size(15))
COLOURED = frozenset(("heading 1", "heading 2", "heading 3", "Subject"))
CUSTOM = frozenset(("Letterhead", "Address", "Subject", "Sources", "Mark"))
LINK = '<w:color w:val="0B4884"/>'
CHARACTER_STYLES = f"""
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:basedOn w:val="DefaultParagraphFont"/>
<w:rPr>{LINK}<w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Note"><w:name w:val="Note"/>
<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
"""


class Dressing(NamedTuple):
    """What a look says in Word: colours as #rrggbb, families, and whether there is a line at the foot; empty as without one."""

    ink: str = ""
    accent: str = ""
    text: str = ""
    headings: str = ""
    complex: str = ""
    has_foot: bool = False

    @property
    def has_theme(self) -> bool:
        """Whether there is something for the palettes of colours and fonts."""
        return bool(self.ink or self.accent or self.text or self.headings)


def fonts_xml(family: str, complex_script: str = "") -> str:
    """Return the fonts of words, those of right-to-left scripts apart."""
    name = escape(family)
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{escape(complex_script or COMPLEX)}"/>'


def colour_xml(colour: str, theme: str) -> str:
    """Return the colour of words, as one of the theme so that a new palette changes it."""
    return f'<w:color w:val="{colour[1:].upper()}" w:themeColor="{theme}"/>' if colour else ""


def fonts(dressing: Dressing) -> str:
    """Return the table of fonts: what to take in the place of one that a machine lacks."""
    names = dict.fromkeys(filter(None, (dressing.text or FONT, dressing.headings)))
    listed = "".join(f'<w:font w:name="{escape(name)}">{ABOUT_FONT}</w:font>' for name in names)
    return f"<w:fonts {NAMESPACES}>{listed}</w:fonts>"


def styles(language: str, dressing: Dressing = Dressing()) -> str:
    """Return the styles, which carry the document's language and its look."""
    made = []
    for title, paragraph, run in (*STYLES, *([FOOT] if dressing.has_foot else [])):
        if dressing.accent and title == "Letterhead":
            paragraph = paragraph.replace("<w:keepLines/>", f"<w:keepLines/>{rule_xml(dressing.accent)}")
        if title in COLOURED:
            run = run.replace(BOLD, BOLD + colour_xml(dressing.accent, "accent1"))
            run = (fonts_xml(dressing.headings, dressing.complex) if dressing.headings else "") + run
        custom = ' w:customStyle="1"' if title in CUSTOM else ""
        follower = '<w:next w:val="Normal"/>' if "keepNext" in paragraph else ""
        ident = title.title().replace(" ", "")
        made.append(
            f'<w:style w:type="paragraph"{custom} w:styleId="{ident}"><w:name w:val="{title}"/>'
            f'<w:basedOn w:val="Normal"/>{follower}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
        )
    first = DEFAULTS.format(
        fonts=fonts_xml(dressing.text or FONT, dressing.complex),
        ink=colour_xml(dressing.ink, "text1"),
        language=language_xml(language, "val"),
    )
    return first + "".join(made) + CHARACTER_STYLES.replace(LINK, colour_xml(dressing.accent, "hyperlink") or LINK)


def rule_xml(colour: str) -> str:
    """Return the rule under a letterhead: paragraphs that stand together have one."""
    side = f'w:val="single" w:sz="6" w:space="4" w:color="{colour[1:].upper()}" w:themeColor="accent1"'
    return f"<w:pBdr><w:bottom {side}/></w:pBdr>"


def settings(language: str, has_theme: bool = False) -> str:
    """Return the settings: those of Word 2013 and later, not its mode for old files, the language, and the theme's use."""
    uri = "http://schemas.microsoft.com/office/word"
    return f"""<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>
{language_xml(language, "val").replace("w:lang", "w:themeFontLang", 1)}{MAPPING if has_theme else ""}"""


def language_xml(tag: str, *also: str) -> str:
    """Return the language of words: Word keeps one for each of Latin, East Asian and right-to-left scripts."""
    kinds = dict.fromkeys([*also, SCRIPTS.get(tag.split("-")[0], "val")])
    order = [kind for kind in ("val", "eastAsia", "bidi") if kind in kinds]
    return "<w:lang {}/>".format(" ".join(f'w:{kind}="{escape(TAGS.get(tag, tag))}"' for kind in order))


def numbering(lists: Sequence[tuple[int, int, int]]) -> str:
    """Return the definitions of markers and a count for each list: its definition, level and first number.

    The counts 1 to 3 are those of the styles; that of the first list given is 4.
    """
    definitions = (
        f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(marker(kind, level) for level in LEVELS)}</w:abstractNum>"
        for kind in MARKERS
    )
    counts = [count(kind, kind) for kind in MARKERS]
    for number, (kind, level, first) in enumerate(lists, len(MARKERS) + 1):
        start = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{first}"/></w:lvlOverride>'
        counts.append(count(number, kind, start))
    return "".join([*definitions, *counts])


def count(number: int, kind: int, start: str = "") -> str:
    """Return a list's own count."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{start}</w:num>'


def marker(kind: int, level: int) -> str:
    """Return the marker of a list at a level, hanging in its indent."""
    form, signs = MARKERS[kind]
    sign = signs[level % len(signs)] if kind == BULLETS else signs.format(level + 1)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{sign}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/></w:pPr></w:lvl>'
    )
