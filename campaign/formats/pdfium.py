"""Join PDF files for the print shop, and turn a page into a picture; pypdfium2 is imported only here."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def joined(paths: Iterable[Path]) -> bytes:
    """Return one PDF with the pages of all; it is for printing, and keeps no tags for screen readers."""
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    try:
        for path in paths:
            part = pypdfium2.PdfDocument(path)
            whole.import_pages(part)
            part.close()
        out = io.BytesIO()
        whole.save(out)
        return out.getvalue()
    finally:
        whole.close()


def picture(data: bytes, size: tuple[int, int]) -> Any:
    """Return the first page of a PDF as a picture (Pillow, RGB) of so many pixels, width first."""
    import pypdfium2

    whole = pypdfium2.PdfDocument(data)
    try:
        page = whole[0]
        # A little short of the whole scale: the size is rounded up, and one pixel too many would be white.
        scale = (size[0] - 0.01) / page.get_width()
        made = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
        return made if made.size == size else made.resize(size)
    finally:
        whole.close()
