"""What a form sent is read as Django reads it, within the same limits."""

from io import BytesIO

import pytest
from django.core.exceptions import BadRequest, TooManyFieldsSent
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import RequestFactory
from hypothesis import given, strategies as st
from pytest_django import Settings

from alongside.site.posting import FORM, Posted, PostedForms

WORDS = st.text(max_size=6)


def answered(request: HttpRequest) -> HttpRequest:
    """The request as a view finds it."""
    PostedForms(lambda request: HttpResponse())(request)
    return request


def is_ours(fields: object) -> bool:
    return isinstance(fields, Posted)


@given(sent=st.text(alphabet="ab&=+%0é", max_size=40).map(str.encode) | st.binary(max_size=40))
def test_whatever_is_sent_is_read_as_django_reads_it(sent: bytes) -> None:
    own, djangos = Posted(sent, encoding="utf-8"), QueryDict(sent, encoding="utf-8")

    assert list(own.lists()) == list(djangos.lists())
    assert own.urlencode() == djangos.urlencode()


@given(added=st.lists(st.tuples(WORDS | WORDS.map(str.encode), WORDS | WORDS.map(str.encode))))
def test_what_is_added_stands_where_django_puts_it(added: list[tuple[str | bytes, str | bytes]]) -> None:
    own, djangos = Posted(mutable=True), QueryDict(mutable=True)
    for key, value in added:
        own.appendlist(key, value)
        djangos.appendlist(key, value)

    assert list(own.lists()) == list(djangos.lists())


def test_what_was_sent_cannot_be_changed_but_in_a_copy() -> None:
    own = Posted(b"did=listened&did=walked")

    for name in ("did", "line"):
        with pytest.raises(AttributeError, match="immutable"):
            own.appendlist(name, "sang")  # type: ignore[misc]
    copy = own.copy()
    copy.appendlist("did", "sang")
    assert (own.getlist("did"), copy.getlist("did")) == (["listened", "walked"], ["listened", "walked", "sang"])


def test_a_form_is_read_before_its_view_asks(rf: RequestFactory) -> None:
    request = answered(rf.post("/", "did=listened&did=walked&line=", content_type=FORM))

    assert is_ours(request.POST)
    assert list(request.POST.lists()) == [("did", ["listened", "walked"]), ("line", [""])]
    assert (request.body, dict(request.FILES)) == (b"did=listened&did=walked&line=", {})


def test_files_and_other_bodies_are_left_to_django(rf: RequestFactory) -> None:
    with_file = answered(rf.post("/", {"line": "x", "paper": SimpleUploadedFile("a.txt", b"words")}))
    json = answered(rf.post("/", {"line": "x"}, content_type="application/json"))

    assert not is_ours(with_file.POST)
    paper = with_file.FILES["paper"]
    assert isinstance(paper, UploadedFile)
    assert (with_file.POST["line"], paper.read()) == ("x", b"words")
    assert (dict(json.POST), json.body) == ({}, b'{"line": "x"}')
    with pytest.raises(BadRequest):
        _ = answered(rf.post("/", "line=x", content_type=f"{FORM}; charset=latin-1")).POST


def test_more_fields_than_any_form_of_ours_has_are_refused(rf: RequestFactory, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2

    with pytest.raises(TooManyFieldsSent):
        answered(rf.post("/", "a=1&b=2&c=3", content_type=FORM))


def test_what_broke_off_on_its_way_was_never_sent(rf: RequestFactory) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError("the signal was lost")

    sent = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": FORM, "CONTENT_LENGTH": "6", "wsgi.input": Broken()}
    request = WSGIRequest(rf.get("/").environ | sent)

    assert dict(answered(request).POST) == {}
