"""What a PDF holds, read with pypdf: where words stand, in which order they are told, what is hidden."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, fromstring

import page
from pypdf import PdfReader

from campaign import resources


def read(data: bytes) -> PdfReader:
    """Open a PDF."""
    return PdfReader(BytesIO(data))


class Words(NamedTuple):
    """Some words on a page: where their line starts, in millimetres from the left and the top; their size in points."""

    text: str
    left: float
    base: float
    size: float
    mark: int | None


def runs(reader: PdfReader, number: int = 0) -> list[Words]:
    """Return the words of a page in the order in which they were painted, with their marked content."""
    sheet = reader.pages[number]
    found: list[Words] = []
    marks: list[int | None] = []

    def operand(operator: bytes, operands: Any, cm: Any, tm: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            marks.append(operands[1].get("/MCID") if operator == b"BDC" and hasattr(operands[1], "get") else None)
        elif operator == b"EMC":
            marks.pop()

    def words(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        x, y = (tm[4] * cm[i] + tm[5] * cm[i + 2] + cm[i + 4] for i in (0, 1))
        mark = next((m for m in reversed(marks) if m is not None), None)
        if text:
            found.append(Words(text, mm(x), mm(float(sheet.mediabox.height) - y), size * tm[0] * cm[0], mark))

    sheet.extract_text(visitor_operand_before=operand, visitor_text=words)
    return found


def mm(points: float) -> float:
    """Return points as millimetres."""
    return points * 25.4 / 72


@cache
def advances() -> dict[str, float]:
    """Return how far each character of the regular font moves on, in ems."""
    from fontTools.ttLib import TTFont

    folder = resources.font_folder(resources.FONT_MODULE)
    assert folder
    font = TTFont(folder / "IBMPlexSerif-Regular.ttf")
    return {chr(code): font["hmtx"][name][0] / font["head"].unitsPerEm for code, name in font.getBestCmap().items()}


def width(run: Words) -> float:
    """Return how wide a run is set in the regular font, in millimetres."""
    return mm(sum(advances()[char] for char in run.text.strip()) * run.size)


def told(reader: PdfReader) -> str:
    """Return what a screen reader tells: the text in the order of the tags."""
    said: dict[tuple[int, int | None], str] = {}
    for number, sheet in enumerate(reader.pages):
        ref = sheet.indirect_reference
        assert ref
        for words in runs(reader, number):
            said[ref.idnum, words.mark] = said.get((ref.idnum, words.mark), "") + words.text

    def walk(element: Any, sheet: int) -> Iterator[str]:
        sheet = element.raw_get("/Pg").idnum if "/Pg" in element else sheet
        inner = element.get("/K", [])
        for child in inner if isinstance(inner, list) else [inner]:
            if isinstance(child, int):
                yield said.get((sheet, child), "")
            elif "/MCID" in (child := child.get_object()):
                yield said.get((child.raw_get("/Pg").idnum, child["/MCID"]), "")
            else:
                yield from walk(child, sheet)

    root: Any = reader.trailer["/Root"]
    return "".join(walk(root["/StructTreeRoot"], 0))


def written(html: str) -> str:
    """Return what the markup says, with what the style sheets put between."""

    def walk(element: Element) -> Iterator[str]:
        if element.tag == "li":
            yield element.get("id", "").removeprefix("source-") + "." if element.get("id") else "•"
        if element.tag == "sup" and "next" in element.get("class", ""):
            yield ","
        yield element.text or ""
        for child in element:
            yield from walk(child)
            yield child.tail or ""

    return "".join(walk(fromstring(f"<root>{html}</root>")))


def squeezed(text: str) -> str:
    """Return a text without what lines do to it: white space, hyphens, the dots of the letterhead."""
    return re.sub(r"[\s\-·]+", "", text)


def folds(reader: PdfReader, number: int = 0) -> list[float]:
    """Return the heights of the lines at the left edge of a page, in millimetres from the top."""
    sheet = reader.pages[number]
    found = set()

    def operand(operator: bytes, operands: Any, cm: Any, tm: Any) -> None:
        if operator in (b"m", b"l", b"re"):
            x, y = float(operands[0]), float(operands[1])
            if mm(x * cm[0] + cm[4]) < 10:
                found.add(round(mm(float(sheet.mediabox.height) - (y * cm[3] + cm[5]))))

    sheet.extract_text(visitor_operand_before=operand)
    return sorted(found)


def valid(data: bytes) -> list[str]:
    """Return what PDF/UA-1 finds wrong."""
    return [f"{f.rule_id}: {f.message}" for f in page.validate_pdf_bytes(data, profile="ua1").failures]


def insides(data: bytes) -> str:
    """Return all that is in a PDF: as it stands, its streams unpacked, and with texts of two bytes a letter narrowed."""
    parts = [data]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            parts.append(stream)
    whole = b"\n".join(parts)
    wide = re.findall(rb"<([0-9a-fA-F]{4,})>", whole)
    texts = [bytes.fromhex(text[: len(text) // 2 * 2].decode()) for text in wide]
    return b"\n".join([whole, whole.replace(b"\0", b""), *texts, *(t.replace(b"\0", b"") for t in texts)]).decode(
        "latin-1"
    )
