"""A board's document as it was given: its bytes, their hash and the text in them."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

MAX_BYTES = 500_000
"""No code of ethics comes near: the longest of the five we know has 16 kB."""

MAX_LINES = 20_000

MAX_UNREADABLE_SHARE = 0.01

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffd]")


class DocumentRefused(Exception):
    """A file that cannot be read as a document. `code` is stable; `remedy` says what to do next.

    Codes: document-empty, document-too-large, document-is-pdf, document-not-text.
    """

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.code = code
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document and the hash of the file it came from; offsets everywhere count into `text`."""

    text: str
    sha256: str
    """Of the bytes given, in lower-case hex: for a PDF, of the PDF. It is what people sign."""

    hidden: int = 0
    """Characters that do not show but may turn what shows around (right-to-left marks, zero-width spaces, controls).

    They are left out of every comparison and of all words shown; a board should know that they are there.
    """


def open_document(data: bytes) -> Document:
    """Read a plain-text file: UTF-8, UTF-16 with its mark, or the Windows page 1252. Raises DocumentRefused."""
    _refuse_size(len(data))
    if data.startswith(b"%PDF"):
        raise DocumentRefused(
            "document-is-pdf", "This is a PDF, not its text.", "Take the text out of it first, then load that."
        )
    return _document(_decode(data), data)


def document_of(text: str, *, source: bytes | None = None) -> Document:
    """Wrap text taken from a file of another kind, `source` being that file. Raises DocumentRefused."""
    _refuse_size(len(text))
    return _document(text, text.encode("utf-8", "surrogatepass") if source is None else source)


def _document(text: str, source: bytes) -> Document:
    if not text.strip():
        raise DocumentRefused("document-empty", "There are no words in this file.", "Load the printed code itself.")
    if len(text.splitlines()) > MAX_LINES:
        raise DocumentRefused(
            "document-too-large",
            f"This file has more than {MAX_LINES:,} lines.",
            "Load the code of ethics alone, as text.",
        )
    unreadable = len(_CONTROL.findall(text))
    if "\x00" in text or unreadable > len(text) * MAX_UNREADABLE_SHARE:
        raise _not_text()
    hidden = unreadable + sum(1 for mark in text if not mark.isascii() and unicodedata.category(mark) == "Cf")
    return Document(text=text, sha256=hashlib.sha256(source).hexdigest(), hidden=hidden)


def _decode(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(encoding, data[len(mark) :])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_as("cp1252", data)


def _decode_as(encoding: str, data: bytes) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text() from None


def _refuse_size(size: int) -> None:
    if size > MAX_BYTES:
        raise DocumentRefused(
            "document-too-large",
            f"This file holds {size:,} bytes; a document may hold {MAX_BYTES:,}.",
            "Load the code of ethics alone, as text.",
        )


def _not_text() -> DocumentRefused:
    return DocumentRefused(
        "document-not-text", "This file is not text that can be read.", "Save it as plain text (UTF-8) and load that."
    )
