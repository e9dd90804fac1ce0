"""A board's document: its words taken out of the file handed in, and matched to the clauses of an edition."""

import json
import subprocess
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

from django.utils.translation import gettext as _

from alongside.rulebook.models import LARGEST_PDF, LARGEST_TEXT, OfficialDocument
from alongside.rulebook.own_process import ask
from alongside.rulebook.refusals import NotPossible
from canon.code import Edition
from canon.matching import DocumentRefused, MatchReport, document_of, match, open_document, outline_of

PATIENCE: Final = 30  # seconds for a PDF; the five documents take a second or two
_KEPT: Final = 64  # match reports in memory

_IMAGES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
_OFFICE: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")


@dataclass(frozen=True)
class ReadDocument:
    """A file as it was read: what kind it is, its words, and the hash of its bytes."""

    kind: OfficialDocument.Kind
    text: str
    sha256: str


def read_document(data: bytes) -> ReadDocument:
    """The words of a text or PDF file. Raises NotPossible, saying what is wrong with the file and what to load instead."""
    if data.startswith(b"%PDF"):
        return _read_pdf(data)
    if data.startswith(_IMAGES):
        raise NotPossible(
            "document-is-image",
            _("This is a picture, not text."),
            _("Load the document as text, or as a PDF with text."),
        )
    if data.startswith(_OFFICE):
        raise NotPossible(
            "document-is-office",
            _("This is a word processor’s file."),
            _("Save it as plain text or as a PDF, and load that."),
        )
    try:
        found = open_document(data)
    except DocumentRefused as refused:
        raise _refusal(refused.code) from None
    return ReadDocument(OfficialDocument.Kind.TEXT, found.text, found.sha256)


def report_of(document: OfficialDocument, edition: Edition) -> MatchReport:
    """The document beside an edition's clauses, worked out once for each pair."""
    key = (document.sha256, edition.digest)
    found = _reports.get(key)
    if found is None:
        words = replace(document_of(document.text), sha256=document.sha256)
        found = match(words, edition.clauses, outline_of(edition))
        with _lock:
            if len(_reports) >= _KEPT:
                _reports.pop(next(iter(_reports)))
            _reports[key] = found
    return found


_reports: dict[tuple[str, str], MatchReport] = {}
_lock = Lock()


def _read_pdf(data: bytes) -> ReadDocument:
    if len(data) > LARGEST_PDF:
        raise _refusal("document-too-large")
    said = _ask_child(data)
    if "refused" in said:
        raise _refusal(said["refused"])
    try:
        found = document_of(said["text"], source=data)
    except DocumentRefused as refused:
        raise _refusal(refused.code) from None
    return ReadDocument(OfficialDocument.Kind.PDF, found.text, found.sha256)


def _ask_child(data: bytes) -> dict[str, str]:
    """Have the words taken out in a process of its own, with a clock on it and none of our settings."""
    try:
        answer = ask("alongside.rulebook.pdf_text", data, patience=PATIENCE)
        said: dict[str, str] = json.loads(answer)
    except (subprocess.SubprocessError, OSError, ValueError):
        return {"refused": "document-broken"}
    return said


def _refusal(code: str) -> NotPossible:
    says, remedy = _words(code)
    return NotPossible(code, says, remedy)


def _words(code: str) -> tuple[str, str]:
    limits = {"text": f"{LARGEST_TEXT // 1000:,}", "pdf": f"{LARGEST_PDF // 1_000_000}"}
    match code:
        case "document-locked":
            return _("This PDF is locked with a password."), _("Save a copy without one, and load that.")
        case "document-is-pictures":
            return (
                _("This PDF holds pictures of pages and no words."),
                _("Load a PDF saved from the text itself, or plain text."),
            )
        case "document-broken":
            return _("This PDF cannot be read."), _("Save it again from the program it came from, or load plain text.")
        case "document-too-large":
            return (
                _("This file is too large for a code of ethics."),
                _("Text may have %(text)s kB, a PDF %(pdf)s MB. Load the code alone.") % limits,
            )
        case "document-empty":
            return _("There are no words in this file."), _("Load the printed code itself.")
        case _:
            return _("This file is not text that can be read."), _("Save it as plain text or as a PDF, and load that.")
