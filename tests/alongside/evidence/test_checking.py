"""A file is what its bytes say it is; whatever they say, the answer is a clean file or a refusal with a way on."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from alongside.evidence import checking
from alongside.evidence.checking import check
from alongside.evidence.cleaning import clean
from alongside.evidence.faults import LARGEST, Fault, Unfit
from alongside.evidence.sorting import Sort, sort_of
from alongside.evidence.words import WORDS
from tests.alongside.evidence.papers import pdf, photo, saved


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "words")
    return out.getvalue()


REFUSED = {
    "nothing": (b"", Fault.EMPTY),
    "word processor": (packed("[Content_Types].xml", "word/document.xml"), Fault.OFFICE),
    "older word processor": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Fault.OFFICE),
    "rich text": (rb"{\rtf1 hello}", Fault.OFFICE),
    "zip": (packed("certificate.pdf"), Fault.ARCHIVE),
    "zip with a PDF's mark": (packed("a") + pdf(), Fault.ARCHIVE),
    "web page": (b"<!DOCTYPE html><script>alert(1)</script>", Fault.WEB_PAGE),
    "drawing": (b'\n <svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', Fault.WEB_PAGE),
    "drawing with a head": (b'\xef\xbb\xbf<?xml version="1.0"?><svg/>', Fault.WEB_PAGE),
    "program for Windows": (b"MZ\x90\x00" + bytes(200), Fault.PROGRAM),
    "program for Linux": (b"\x7fELF" + bytes(200), Fault.PROGRAM),
    "script": (b"#!/bin/sh\nrm -rf /\n", Fault.PROGRAM),
    "phone's photo": (b"\x00\x00\x00\x18ftypheic" + bytes(200), Fault.HEIC),
    "phone's photo, another": (b"\x00\x00\x00\x18ftypmif1" + bytes(200), Fault.HEIC),
    "video": (b"\x00\x00\x00\x18ftypmp42" + bytes(200), Fault.SOUND_OR_VIDEO),
    "GIF": (saved(photo().convert("P"), "GIF"), Fault.OTHER_PICTURE),
    "TIFF": (saved(photo(), "TIFF"), Fault.OTHER_PICTURE),
    "BMP": (saved(photo(), "BMP"), Fault.OTHER_PICTURE),
    "words": ("Querida junta: fui a la clase. 我也去了。".encode(), Fault.TEXT),
    "PDF behind something else": (b"\x01\x02\x03" + pdf(), Fault.UNKNOWN),
    "noise": (Random(4).randbytes(500), Fault.UNKNOWN),
}


@pytest.mark.parametrize(("data", "fault"), REFUSED.values(), ids=list(REFUSED))
def test_what_is_no_paper_is_refused_by_its_content(data: bytes, fault: Fault) -> None:
    with pytest.raises(Unfit) as refused:
        check(data)

    assert refused.value.fault is fault
    assert refused.value.code.startswith("file-")


def test_a_file_over_ten_megabytes_is_refused_unread() -> None:
    with pytest.raises(Unfit) as refused:
        check(b"%PDF-1.7" + bytes(LARGEST))

    assert refused.value.fault is Fault.TOO_LARGE


def test_space_before_a_pdf_is_passed_over() -> None:
    assert check(b"\r\n" + pdf()).pages == 1


def test_every_refusal_says_what_is_wrong_and_what_to_do() -> None:
    assert set(WORDS) == set(Fault)
    assert all(str(words.what).endswith(".") and str(words.do).endswith(".") for words in WORDS.values())


def outcome(clean_or_sort: Callable[[], object]) -> object:
    """What comes of a file, a refusal as its fault. Anything else that is raised fails the test."""
    try:
        return clean_or_sort()
    except Unfit as refused:
        return refused.fault


@given(data=st.binary(max_size=300))
def test_no_bytes_are_too_odd_to_be_sorted(data: bytes) -> None:
    assert isinstance(outcome(lambda: sort_of(data)), Sort | Fault)


GOOD = {
    Sort.PDF: pdf(),
    Sort.JPEG: saved(photo((64, 48))),
    Sort.PNG: saved(photo((64, 48)), "PNG"),
    Sort.WEBP: saved(photo((64, 48)), "WEBP"),
}
KEPT = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG")


@settings(max_examples=150)
@given(sort=st.sampled_from(Sort), tail=st.binary(max_size=400))
def test_garbage_behind_a_good_head_is_refused_and_nothing_else_is_raised(sort: Sort, tail: bytes) -> None:
    found = outcome(lambda: clean(GOOD[sort][:16] + tail, sort)[1])

    assert isinstance(found, Fault) or (isinstance(found, bytes) and found.startswith(KEPT))


@settings(max_examples=150)
@given(sort=st.sampled_from(Sort), at=st.floats(0, 1, exclude_max=True), piece=st.binary(min_size=1, max_size=12))
def test_a_good_file_with_a_few_bytes_changed_is_cleaned_or_refused(sort: Sort, at: float, piece: bytes) -> None:
    good = GOOD[sort]
    place = int(at * len(good))

    found = outcome(lambda: clean(good[:place] + piece + good[place + len(piece) :], sort)[1])

    assert isinstance(found, Fault) or (isinstance(found, bytes) and found.startswith(KEPT))


def test_one_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "PATIENCE", 0.001)

    with pytest.raises(Unfit) as refused:
        check(pdf())

    assert refused.value.fault is Fault.TANGLED


def test_where_no_process_can_be_started_the_fault_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(*_args: object, **_words: object) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(subprocess, "run", no_memory)

    with pytest.raises(Unfit) as refused:
        check(pdf())

    assert refused.value.fault is Fault.NOT_NOW
    assert "nothing you did" in str(WORDS[Fault.NOT_NOW].what)


def test_a_place_is_free_again_after_each_file(monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(checking.AT_ONCE + 1):
        with pytest.raises(Unfit):
            check(b"%PDF-1.7 and nothing more")

    assert check(pdf()).pages == 1
