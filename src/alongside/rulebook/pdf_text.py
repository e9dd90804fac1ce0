"""The words of a PDF, taken out in a process of its own: a file made to harm can only harm that.

    python -m alongside.rulebook.pdf_text < document.pdf

prints JSON, `{"text": ...}` or `{"refused": code}`. No Django, and no more of the product than this file, runs there.
Codes: pdf-encrypted, pdf-damaged, pdf-scanned, pdf-too-long.
"""

import json
import logging
import sys
from io import BytesIO
from typing import Final

MOST_PAGES: Final = 200
MOST_CHARACTERS: Final = 500_000
MEMORY: Final = 1 << 30  # bytes
SECONDS: Final = 20


def words_of(data: bytes) -> dict[str, str]:
    """The text, pages parted by form feeds, or the code that says why there is none."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            return {"refused": "pdf-encrypted"}
        if len(reader.pages) > MOST_PAGES:
            return {"refused": "pdf-too-long"}
        text = "\f".join(page.extract_text() for page in reader.pages)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        RecursionError,
        MemoryError,
        OSError,
    ):
        return {"refused": "pdf-damaged"}
    except NotImplementedError:
        return {"refused": "pdf-encrypted"}
    if len(text) > MOST_CHARACTERS:
        return {"refused": "pdf-too-long"}
    if not text.strip():
        return {"refused": "pdf-scanned"}
    return {"text": text.encode("utf-8", "replace").decode()}


def limit_ourselves() -> None:
    """Take what this process may use down to what a code of ethics needs. Where the system cannot, the caller's clock is left."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    limit_ourselves()
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(words_of(sys.stdin.buffer.read())))
