"""Read the picture of a letterhead: PNG, JPEG or SVG, without what a drawing program or a camera wrote about its author.

What is not needed to show it is left out: names of authors, places and paths of files (PNG and JPEG metadata, the
namespaces of Inkscape and Illustrator). A drawing that runs something or loads something is refused.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree
from zlib import crc32

from campaign.diagnostics import cause
from campaign.phrases import phrase
from campaign.values import Value

MOST_BYTES = 500_000  # it stands in each of thousands of letters
MOST_PIXELS = 4000  # on either side
PNG = b"\x89PNG\r\n\x1a\n"
# Chunks that change how a picture is shown; iCCP is not one of them here: profiles name the machine they are of.
SHOWN = frozenset((b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB"))
# Markers of JPEG (ITU T.81, table B.1): frames, what has no length, and what says nothing of the picture.
FRAMES = frozenset((0xC0, 0xC1, 0xC2))
OTHER_FRAMES = frozenset((0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF))
SCAN, END, APP0, ADOBE, COMMENT = 0xDA, 0xD9, 0xE0, 0xEE, 0xFE
SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
ABOUT = frozenset(("metadata", "title", "desc"))
RUNNING = frozenset(("script", "foreignObject", "a", "set", "handler", "listener"))
DOCTYPE = re.compile(r"<!DOCTYPE\s+svg\b[^\[<>]*>")
LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*([a-z%]*)\s*")
LOADS = re.compile(r"""url\(\s*["']?\s*(?!#)|@import|\\|expression\(""", re.IGNORECASE)

ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


class Unfit(Exception):
    """Why a file cannot be used as a picture: `why` goes on after its name."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Sized(Value):
    """A picture as it was read: what shows it, its type, its size in its own units, and whether it holds words."""

    data: bytes
    media: Literal["image/png", "image/jpeg", "image/svg+xml"]
    width: float
    height: float
    has_text: bool = False


def read(path: Path) -> Sized:
    """Read a picture; raise `Unfit` when it is of another type, damaged, too large, or runs or loads something."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as reason:
        raise Unfit(phrase("cannot be read: {reason}", reason=cause(reason))) from None
    if len(data) > MOST_BYTES:
        raise Unfit(phrase("is larger than {size} kB", size=MOST_BYTES // 1000))
    if data.startswith(PNG):
        found = png(data)
    elif data.startswith(b"\xff\xd8"):
        found = jpeg(data)
    elif b"<svg" in data or path.suffix.lower() == ".svg":
        found = svg(data)
    else:
        raise Unfit(phrase("is neither PNG nor JPEG nor SVG"))
    if found.media != "image/svg+xml" and max(found.width, found.height) > MOST_PIXELS:
        raise Unfit(phrase("has more than {most} pixels on a side", most=MOST_PIXELS))
    if not (0 < found.width < 1e6 and 0 < found.height < 1e6):
        raise Unfit(phrase("has no size"))
    return found


def png(data: bytes) -> Sized:
    """Read a PNG (W3C PNG, third edition): every checksum is right, and only what shows it is kept."""
    kept, at, size, seen = [PNG], len(PNG), (0, 0), set()
    while b"IEND" not in seen:
        if at + 12 > len(data):
            raise Unfit(phrase("is damaged: it ends too early"))
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if data[end - 4 : end] != crc32(data[at + 4 : end - 4]).to_bytes(4, "big"):
            raise Unfit(phrase("is damaged: a checksum is wrong"))
        if kind == b"IHDR":
            size = struct.unpack(">II", data[at + 8 : at + 16])
        if kind in SHOWN:
            kept.append(data[at:end])
        seen.add(kind)
        at = end
    if not {b"IHDR", b"IDAT"} <= seen:
        raise Unfit(phrase("is damaged: it has no picture"))
    return Sized(b"".join(kept), "image/png", *size)


def jpeg(data: bytes) -> Sized:
    """Read a JPEG (ITU T.81): only the segments that show it are kept, and nothing behind its end."""
    kept, size = [b"\xff\xd8"], (0, 0)
    for marker, segment in segments(data):
        if marker in OTHER_FRAMES:
            raise Unfit(phrase("is a JPEG of a kind that few programs show"))
        if marker in FRAMES:
            if len(segment) < 10:
                break
            size = struct.unpack(">HH", segment[5:9])
            if segment[9] not in (1, 3):
                raise Unfit(phrase("is a JPEG in print colours (CMYK): save it in RGB"))
        if (0xE0 <= marker <= 0xEF and marker not in (APP0, ADOBE)) or marker == COMMENT:
            continue
        kept.append(segment)
        if marker == END and size[0]:
            return Sized(b"".join(kept), "image/jpeg", size[1], size[0])
    raise Unfit(phrase("is damaged: it ends too early"))


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of a JPEG with their markers, a scan together with the picture behind its head."""
    at = 2
    while at + 4 <= len(data) or data[at : at + 2] == b"\xff\xd9":
        if data[at] != 0xFF:
            raise Unfit(phrase("is damaged: a marker is missing"))
        marker = data[at + 1]
        if marker == 0xFF:  # fill bytes
            at += 1
            continue
        if marker == END:
            yield marker, data[at : at + 2]
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == SCAN:
            while end + 1 < len(data) and (data[end] != 0xFF or data[end + 1] == 0 or 0xD0 <= data[end + 1] <= 0xD7):
                end += 1
        if end > len(data) or end < at + 4:
            raise Unfit(phrase("is damaged: it ends too early"))
        yield marker, data[at:end]
        at = end


def svg(data: bytes) -> Sized:
    """Read an SVG 1.1 drawing; one with scripts, links, entities or anything outside itself is refused."""
    try:
        text = DOCTYPE.sub("", data.decode("utf-8-sig"), count=1)
    except UnicodeDecodeError:
        raise Unfit(phrase("is not UTF-8")) from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:  # entities can be made to fill the memory
        raise Unfit(phrase("declares entities: save it as plain SVG"))
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError, RecursionError) as reason:
        raise Unfit(phrase("is not well-formed: {reason}", reason=str(reason))) from None
    if root.tag != f"{{{SVG}}}svg":
        raise Unfit(phrase("is not an SVG drawing"))
    try:
        clean(root)
    except RecursionError:
        raise Unfit(phrase("is nested too deeply")) from None
    width, height = size_of(root)
    if "viewBox" not in root.attrib:  # without it a browser cuts where it should scale
        root.set("viewBox", f"0 0 {width:g} {height:g}")
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    has_text = next(root.iter(f"{{{SVG}}}text"), None) is not None
    return Sized(ElementTree.tostring(root, encoding="utf-8"), "image/svg+xml", width, height, has_text)


def clean(element: ElementTree.Element) -> None:
    """Take out what says something about the drawing, and refuse what runs or loads something."""
    for name, value in list(element.attrib.items()):
        space, local = name[1:].split("}") if name.startswith("{") else ("", name)
        if space not in ("", XLINK, XML):
            del element.attrib[name]
        elif local.lower().startswith("on"):
            raise Unfit(phrase("runs something ({name})", name=local))
        elif (local in ("href", "src") and not value.strip().startswith("#")) or LOADS.search(value):
            raise Unfit(phrase("holds or loads another file ({name})", name=local))
        elif space == XLINK and local != "href":
            del element.attrib[name]
    if LOADS.search(element.text or "") and element.tag == f"{{{SVG}}}style":
        raise Unfit(phrase("holds or loads another file ({name})", name="style"))
    for child in list(element):
        space, _, local = str(child.tag)[1:].rpartition("}")
        if local in RUNNING and space in (SVG, ""):
            raise Unfit(phrase("holds {element}, which a picture has no use for", element=f"<{local}>"))
        if space != SVG or local in ABOUT:
            element.remove(child)
        else:
            clean(child)


def size_of(root: ElementTree.Element) -> tuple[float, float]:
    """Return width and height of a drawing in units of its own: its view box, else its size."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        if len(box) == 4:
            return float(box[2]), float(box[3])
    except ValueError:
        pass
    sides = [LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if None in sides or len({side[2] for side in sides if side}) > 1 or "%" in (root.get("width") or ""):
        raise Unfit(phrase("says neither viewBox nor width and height"))
    width, height = (float(side[1]) for side in sides if side)
    return width, height
