"""Decode the bytes of a list: marks of UTF-8 and UTF-16, then UTF-8, then what the bytes look most like.

`charset_normalizer` weighs the candidates; of those that it finds likely, the first that mixes no scripts in a word is
taken, since it is unsure of a file with three accents.
"""

from __future__ import annotations

import codecs
import re

from campaign.diagnostics import USAGE, Diagnostic, Stop, Where, error, warning
from campaign.phrases import phrase

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheets of these languages save: no others are looked for, since every byte is a letter in some of them.
CANDIDATES = ("cp1252", "cp1250", "cp1251", "cp1256", "koi8_r", "gb18030", "big5", "shift_jis", "euc_kr")
LEGACY = ("cp1250", "cp1251", "cp1256", "koi8_r")
SAMPLE = 1 << 16
MIXED = re.compile(r"[A-Za-z][\u0370-\u07ff\u3040-\u9fff\uac00-\ud7af]|[\u0370-\u07ff][A-Za-z]")
LOST = "\ufffd"


def decoded(data: bytes, file: str, encoding: str = "") -> tuple[str, list[Diagnostic]]:
    """Return the text of a file and what was assumed `[encoding]`; stop at a charset that nobody knows (exit 2)."""
    if encoding:
        return forced(data, file, encoding)
    for mark, name in MARKS:
        if data.startswith(mark):
            return told(data, name, file, said=False)
    try:
        return data.decode(), []
    except UnicodeDecodeError:
        pass
    if name := utf_16_without_a_mark(data):
        return told(data, name, file)
    if (text := nearly_utf_8(data)) is not None:
        return text, [lost_in(text, "UTF-8", file)]
    return told(data, likely(data), file)


def forced(data: bytes, file: str, encoding: str) -> tuple[str, list[Diagnostic]]:
    """Return the text in the charset that was asked for."""
    try:
        name = codecs.lookup(encoding).name
        b"".decode(name)
    except (LookupError, ValueError):
        hint = phrase("as {names}", names="utf-8, utf-16, cp1252, cp1251, gb18030")
        raise Stop(
            error(Where(), "encoding", phrase("no charset '{charset}'", charset=encoding), hint, USAGE)
        ) from None
    return told(data, "utf-8-sig" if name == "utf-8" else name, file, said=False)


def told(data: bytes, name: str, file: str, *, said: bool = True) -> tuple[str, list[Diagnostic]]:
    """Return the text in a charset, and say which it was and how many characters were lost."""
    text = data.decode(name, errors="replace").lstrip("\ufeff")
    problems = []
    if said:
        message = phrase("not UTF-8: read as {charset}", charset=name.replace("_", "-"))
        hint = phrase("look at the accents; another charset is given with --encoding")
        problems.append(warning(Where(file), "encoding", message, hint))
    if LOST in text:
        problems.append(lost_in(text, name, file))
    return text, problems


def lost_in(text: str, charset: str, file: str) -> Diagnostic:
    """Say how many bytes were no text in the charset `[encoding]`."""
    message = phrase(
        "{count} byte is no text in {charset}: shown as {sign}",
        "{count} bytes are no text in {charset}: shown as {sign}",
        count=text.count(LOST),
        charset=charset,
        sign=LOST,
    )
    return warning(Where(file), "encoding", message)


def utf_16_without_a_mark(data: bytes) -> str:
    """Return the charset when every second byte of the beginning is zero, as in UTF-16 of Latin text."""
    head = data[: 1 << 12]
    half = len(head) // 2
    if half and head[1::2].count(0) > 0.7 * half and head[0::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if half and head[0::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def nearly_utf_8(data: bytes) -> str | None:
    """Return the text when the bytes are UTF-8 but for a few: a file that two programs have written."""
    text = data.decode(errors="replace")
    good = sum(1 for c in text[: 1 << 20] if c > "\x7f" and c != LOST)
    return text if good > 20 * text[: 1 << 20].count(LOST) else None


def likely(data: bytes) -> str:
    """Return the charset that the lines with other than ASCII bytes look most like."""
    from charset_normalizer import from_bytes

    sample = b"\n".join(line for line in data.split(b"\n") if not line.isascii())[:SAMPLE]
    names = [match.encoding for match in from_bytes(sample, cp_isolation=list(CANDIDATES))]
    # Western files are by far the most, and few letters are enough to make another charset look as likely.
    for name in sorted(names, key=lambda n: n in LEGACY) if "cp1252" in names else names:
        try:
            if not MIXED.search(sample.decode(name)):
                return name
        except UnicodeDecodeError:
            continue
    return "cp1252"
