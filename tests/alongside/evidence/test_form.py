"""The field keeps what is wrong with a file beside it, whatever the file's name claims."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from alongside.evidence.checking import MediaType
from alongside.evidence.faults import LARGEST
from alongside.evidence.forms import EvidenceField, EvidenceForm, HandedIn
from tests.alongside.evidence.papers import pdf, photo, saved


def form_with(data: bytes, name: str = "exam.pdf", said_to_be: str = "application/pdf") -> EvidenceForm:
    return EvidenceForm({}, {"file": SimpleUploadedFile(name, data, said_to_be)})


def test_a_good_file_comes_out_clean() -> None:
    form = form_with(saved(photo()), name="../me.exe", said_to_be="application/x-msdownload")

    assert form.is_valid()
    taken = form.cleaned_data["file"]
    assert isinstance(taken, HandedIn)
    assert taken.file.media_type is MediaType.JPEG


@pytest.mark.parametrize(
    ("data", "code", "remedy"),
    [
        (b"", "file-empty", "chose the right one"),
        (b"PK\x03\x04 word/document.xml", "file-office", "as a PDF"),
        (b"<html>", "file-web-page", "Save as PDF"),
        (b"\x00\x00\x00\x18ftypheic", "file-heic", "screenshot"),
        (b"%PDF-1.7 half", "file-broken", "once more"),
        (pdf() + bytes(LARGEST), "file-too-large", "lower resolution"),
    ],
)
def test_another_is_refused_at_its_field(data: bytes, code: str, remedy: str) -> None:
    form = form_with(data)

    (error,) = form.errors.as_data()["file"]
    assert error.code == code
    assert remedy in str(error.message)
    assert remedy in form.as_p()


def test_the_refusal_is_in_the_readers_language() -> None:
    with translation.override("es"):
        assert "PDF" in str(form_with(b"words").errors["file"])
        assert "Es texto sin formato." in str(form_with(b"words").errors["file"])


def test_no_file_is_a_mistake_only_where_one_is_needed() -> None:
    assert EvidenceForm({}, {}).errors.as_data()["file"][0].code == "required"
    assert EvidenceField(required=False).clean(None) is None


def test_a_phone_is_asked_for_pictures_that_everyone_can_open() -> None:
    drawn = str(EvidenceForm()["file"])

    assert 'accept="application/pdf,image/jpeg,image/png,image/webp"' in drawn
    assert "heic" not in drawn
