"""Open a board's document, text or PDF, as text that can be matched."""

from __future__ import annotations

import io
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from canon.matching import Document, DocumentRefused, document_of, open_document

MOST_PAGES: Final = 300
LARGEST_PDF: Final = 20_000_000  # bytes


def open_printed(data: bytes) -> Document:
    """The document in a file's bytes; of a PDF, its text, page by page, under the PDF's own hash.

    Raises DocumentRefused with a stable code and what to do next, whatever the bytes hold.
    """
    if not data.lstrip()[:5].startswith(b"%PDF"):
        return open_document(data)
    if len(data) > LARGEST_PDF:
        raise DocumentRefused(
            "document-too-large", f"This PDF has {len(data):,} bytes.", "Load the code alone, under 20 MB."
        )
    return document_of(_text_of(data), source=data)


def _text_of(data: bytes) -> str:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentRefused(
                "document-locked", "This PDF is locked with a password.", "Save it without one, then load it."
            )
        if len(reader.pages) > MOST_PAGES:
            raise DocumentRefused(
                "document-too-large", f"This PDF has {len(reader.pages)} pages.", "Load the code alone."
            )
        pages = [page.extract_text() for page in reader.pages]
    except DocumentRefused:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
    ) as problem:
        raise DocumentRefused(
            "document-broken", f"This PDF cannot be read ({type(problem).__name__}).", "Save it anew, or load its text."
        ) from None
    text = "\f".join(pages)
    if not text.strip():
        raise DocumentRefused(
            "document-is-pictures",
            "This PDF holds pictures of pages, no text.",
            "Run text recognition on it, or load its text.",
        )
    return text
