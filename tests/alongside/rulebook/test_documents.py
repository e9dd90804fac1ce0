"""A board's file: what can be read is kept byte for byte, and what cannot be read says what to do instead."""

import hashlib

import pytest

from alongside.journal.models import Entry
from alongside.people.authority import NotTheirs
from alongside.people.models import Board
from alongside.rulebook.actions import load_document
from alongside.rulebook.documents import read_document, report_of
from alongside.rulebook.models import OfficialDocument
from alongside.rulebook.queries import standing_of
from alongside.rulebook.refusals import NotPossible
from tests.alongside.rulebook.keeping import JUNIPER_TEXT, TODAY, a_pdf, load_juniper, staff_of

WRONG = {
    "document-empty": b"",
    "document-is-image": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "document-is-office": b"PK\x03\x04" + bytes(100),
    "document-not-text": bytes(range(256)) * 40,
    "document-too-large": b"a" * 10_000_000,
    "document-locked": a_pdf("words", password="secret"),
    "document-is-pictures": a_pdf(),
    "document-broken": b"%PDF-1.7\n" + b"\x00\xff" * 500,
}


@pytest.mark.parametrize("code", WRONG)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(code: str) -> None:
    with pytest.raises(NotPossible) as refused:
        read_document(WRONG[code])

    assert refused.value.code == code
    assert refused.value.says
    assert refused.value.remedy


def test_a_pdf_as_large_as_a_book_is_not_even_opened() -> None:
    with pytest.raises(NotPossible) as refused:
        read_document(b"%PDF-1.7\n" + bytes(6_000_000))

    assert refused.value.code == "document-too-large"


def test_a_pdf_keeps_its_own_hash_and_gives_its_words() -> None:
    pdf = a_pdf("A worker accepts no gifts.\nA worker tells the truth.")

    found = read_document(pdf)

    assert found.kind is OfficialDocument.Kind.PDF
    assert found.sha256 == hashlib.sha256(pdf).hexdigest()
    assert "accepts no gifts" in found.text


def test_what_is_loaded_is_kept_as_it_was_handed_in(juniper: Board) -> None:
    document = load_juniper(juniper, staff_of(juniper))

    again = OfficialDocument.objects.get(pk=document.pk)
    assert bytes(again.content) == JUNIPER_TEXT
    assert again.sha256 == hashlib.sha256(JUNIPER_TEXT).hexdigest()
    assert report_of(again, standing_of("juniper", TODAY).edition).is_complete


def test_the_same_file_twice_is_one_document(juniper: Board) -> None:
    first, second = load_juniper(juniper), load_juniper(juniper)

    assert first.pk == second.pk
    assert Entry.objects.filter(kind="document.loaded").count() == 1


def test_a_document_of_another_code_says_so_and_matches_nothing(juniper: Board) -> None:
    stranger = load_juniper(juniper, data=b"Rules of the swimming pool. No running. No diving after six. Shower first.")

    report = report_of(stranger, standing_of("juniper", TODAY).edition)

    assert report.is_another_document
    assert not report.is_complete


def test_only_staff_of_the_board_load_and_only_for_codes_it_keeps(juniper: Board) -> None:
    stranger = staff_of(_other_board(), "Priya")

    with pytest.raises(NotTheirs):
        load_juniper(juniper, stranger)
    with pytest.raises(NotPossible) as refused:
        load_document(board=juniper, code="nm", file_name="x.txt", data=JUNIPER_TEXT, by=None)
    assert refused.value.code == "code-not-kept"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\codes\\nm.pdf", "nm.pdf"),
        ("\u202etxt.exe\x00", "txt.exe"),
        ("", "document"),
        ("x" * 400, "x" * 120),
    ],
)
def test_a_file_name_is_made_fit_to_be_shown(juniper: Board, given: str, kept: str) -> None:
    document = load_document(board=juniper, code="juniper", file_name=given, data=JUNIPER_TEXT, by=None)

    assert document.file_name == kept


def _other_board() -> Board:
    from tests.alongside.rulebook.keeping import board_keeping

    return board_keeping("nm")
