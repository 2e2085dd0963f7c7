"""Join PDF files into one for the print shop; pypdfium2 is imported only here."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path


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
