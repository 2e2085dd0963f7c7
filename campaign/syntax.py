"""Say what is wrong with how a YAML file is written, to people who do not know YAML.

The parser says it in its own words (libyaml, https://pyyaml.org/wiki/LibYAML). The slips that people make have words
here, which can be translated; what it says of any other one is quoted.
"""

from __future__ import annotations

from campaign.phrases import Phrase, phrase

QUOTE = phrase("quote the text if it holds ': ' or starts with one of { [ & * ! | > % @ `")
ALIGN = phrase("begin the line exactly under those that it belongs with, and quote a whole text or nothing of it")
# What the parser says of a bracket, and the bracket.
BRACKETS = {"expected ',' or ']'": "[", "expected ',' or '}'": "{"}
# Texts that begin wrongly, as the parser says it.
BEGINNINGS = (
    "cannot start any token",
    "expected node content",
    "expected alphabetic or numeric character",
    "undefined tag handle",
)


def said_of(problem: str, line: str, column: int, begun: int) -> tuple[str, str]:
    """Return what is wrong, and what usually helps.

    `problem` is what the parser says (what we say in its place stays as it is), `line` the line where it stopped,
    `column` how many characters of it stand before that place, and `begun` the number of the line where begins what it
    was reading, 0 if it does not say.
    """
    if isinstance(problem, Phrase):
        return problem, ""
    at = line[column : column + 1]
    start = at.strip() or line[:column].strip()[-1:]
    if at == "\t" or "tab character" in problem:
        return phrase("a tab stands at the beginning of this line"), phrase("indent with spaces, not tabs")
    if "mapping values are not allowed" in problem:
        if ": " in line[:column].lstrip(" -"):
            return phrase("a second ': ' stands in this line"), QUOTE
        return phrase("this line does not begin under the one that it belongs with, or a ': ' is missing above"), ALIGN
    if "end of stream" in problem and begun:
        return phrase("a quotation mark is opened in line {line} and not closed", line=f"{begun}"), ""
    for words, bracket in BRACKETS.items():
        if words in problem and begun:
            return phrase(
                "'{bracket}' is opened in line {line} and not closed", bracket=bracket, line=f"{begun}"
            ), QUOTE
    return slip(problem, start, line[:column].strip()) or (phrase("this cannot be read: {reason}", reason=problem), "")


def slip(problem: str, start: str, before: str) -> tuple[str, str] | None:
    """Return what is said of the rarer slips, None of any other; `before` is what the line says up to that place."""
    if "expected key" in problem or "expected '-' indicator" in problem:
        hint = QUOTE if before.endswith(("}", "]")) else ALIGN  # words go on after what was read as a map or a list
        return phrase("this line, or the rest of it, does not fit what stands above or before it"), hint
    if "expected ':'" in problem:
        return phrase("a ': ' is missing in the line above, or it belongs to the text before it"), ALIGN
    if start and any(words in problem for words in BEGINNINGS):
        return phrase("no text can begin with {character}", character=start), QUOTE
    if "unknown escape" in problem:
        return phrase("a '\\' between double quotes means something else"), phrase("use single quotes")
    if "sequence entries are not allowed" in problem:
        return phrase("'- ' begins an entry of a list, which stands in a line of its own"), QUOTE
    return None
