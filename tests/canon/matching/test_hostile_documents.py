"""Whatever is loaded, the answer is a report or a plain refusal, and it comes soon."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from canon.matching import MAX_BYTES, MAX_LINES, DocumentRefused, Findable, document_of, match, open_document
from tests.canon.matching.conftest import Juniper


@contextmanager
def within(seconds: float) -> Iterator[None]:
    started = time.process_time()
    yield
    assert time.process_time() - started < seconds


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document-empty"),
        (b" \r\n\f\t ", "document-empty"),
        (b"\xef\xbb\xbf", "document-empty"),
        (b"x" * (10 * 1024 * 1024), "document-too-large"),
        (b"a\n" * 100_000, "document-too-large"),
        (b"\f" * 100_000 + b"x", "document-too-large"),
        (b"%PDF-1.7\n1 0 obj", "document-is-pdf"),
        (bytes(range(256)) * 10, "document-not-text"),
        (b"Be kind.\x00Be fair.", "document-not-text"),
        (b"\xff\xfeB\x00e", "document-not-text"),
        (b"Be kind. " + b"\x01\x02\x03" * 20, "document-not-text"),
    ],
    ids=["nothing", "blank", "mark-only", "10-MB", "lines", "pages", "pdf", "binary", "nul", "torn-utf-16", "controls"],
)
def test_what_is_no_document_is_refused_with_what_to_do(data: bytes, code: str) -> None:
    with within(2), pytest.raises(DocumentRefused) as refusal:
        open_document(data)

    assert refusal.value.code == code
    assert refusal.value.remedy


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_common_encodings_are_read(encoding: str) -> None:
    document = open_document("The Board’s code – be kind.".encode(encoding))

    assert document.text == "The Board’s code – be kind."


def test_marks_that_turn_text_around_are_counted_and_never_shown(juniper: Juniper, text: str) -> None:
    report = juniper.match(text.replace("hears every", "hears \u202eeve\u200bry\u202c"))

    assert report.is_complete
    assert report.hidden == 3
    assert all("\u202e" not in found.words for found in report.matched)


LONG = MAX_BYTES - 2_000
LINES = MAX_LINES - 1


@pytest.mark.parametrize(
    "text",
    [
        "be kind and fair " * (LONG // 17),
        "Be kind. " * (LONG // 9),
        "." * LONG,
        ". " * (LONG // 2),
        "- " * (LONG // 2),
        "a\n" * LINES,
        "a\n\n" * (LINES // 2),
        "a\f" * LINES,
        " " * LONG + "x",
        "_" * LONG,
        "(" * LONG,
        "\\" * LONG,
        "e\u0301" * (LONG // 4),
        "Endings\n" * LINES,
        "a\tb\n" * LINES,
        "1. x" * (LONG // 4),
        ("- " + "word " * 2_000 + "\n\n") * (LONG // 10_010),
    ],
    ids=lambda text: repr(text[:6]),
)
def test_the_largest_documents_are_answered_in_time(juniper: Juniper, text: str) -> None:
    with within(20):
        report = juniper.match(text)

    assert report.is_another_document


def test_one_endless_line_is_still_cut_and_matched(juniper: Juniper, text: str) -> None:
    flowing = " ".join(text.replace("Page 1 of 2", "").split())

    report = juniper.match(flowing)

    assert not report.is_another_document
    assert report.looks_like == 1.0


@pytest.mark.parametrize("find", ["", " ", "-", "\\", "(" * 500, "a" * 100_000, "\u200b"])
def test_odd_phrases_are_missing_and_never_an_error(find: str) -> None:
    report = match(document_of("Be kind to a neighbor."), [Findable("x.1", "", find)])

    assert [missing.clause for missing in report.missing] == ["x.1"]


def test_lone_surrogates_do_no_harm() -> None:
    report = match(document_of("Be \ud800kind."), [Findable("x.1", "", "Be kind")])

    assert [found.words for found in report.matched] == ["Be kind."]
