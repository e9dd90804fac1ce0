"""A flood of files is not written down, and the form still says what is wrong."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from alongside.evidence.forms import EvidenceForm
from alongside.site import uploads
from alongside.site.uploads import FloodKeptOut


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


Send = Callable[..., HttpRequest]


@pytest.fixture
def sent(temporary: Path) -> Iterator[Send]:
    """A request with these files in it, closed again at the end as a server does."""
    requests: list[HttpRequest] = []

    def send(**files: bytes) -> HttpRequest:
        named = {name: SimpleUploadedFile(f"{name}.pdf", data) for name, data in files.items()}
        requests.append(RequestFactory().post("/", named))
        return requests[-1]

    yield send
    for request in requests:
        request.close()


def test_a_file_too_large_is_told_so_at_its_field(sent: Send, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_WRITTEN", 11_000_000)

    form = EvidenceForm({}, sent(file=b"%PDF-" + bytes(12_000_000)).FILES)

    assert [error.code for error in form.errors.as_data()["file"]] == ["file-too-large"]
    assert list(temporary.iterdir()) == []


def test_many_files_together_are_a_flood_too(sent: Send, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_WRITTEN", 6_000_000)

    request = sent(one=bytes(3_000_000), two=bytes(3_000_001), three=b"a little more")

    kept = {name: (file.size, len(file.read())) for name, file in request.FILES.items()}
    assert kept == {"one": (3_000_000, 3_000_000), "two": (3_000_001, 0), "three": (13, 0)}
    assert len(list(temporary.iterdir())) == 1


def test_what_is_within_bounds_comes_through_whole(sent: Send) -> None:
    whole = bytes(range(256)) * 20_000

    request = sent(file=whole)

    assert request.FILES["file"].read() == whole
    assert any(isinstance(handler, FloodKeptOut) for handler in request.upload_handlers)
