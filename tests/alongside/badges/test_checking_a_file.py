"""Anyone gives us a certificate file and learns whose it is and how it stands, or why it does not hold."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from alongside.badges.models import Badge
from alongside.credentials import actions
from alongside.credentials.models import Certificate
from alongside.registry.files import FILES, LARGEST_REQUEST

pytestmark = pytest.mark.django_db
URL = "/check/file/"


def give(data: bytes, **headers: Any) -> HttpResponse:
    return Client().post(URL, {"file": SimpleUploadedFile("certificate.json", data)}, **headers)


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.mark.clause("ca.integrity.13c", "sud.1.2", "ak.conduct.2")
def test_a_good_file_is_good_today_and_for_one_person_alone(badge: Badge) -> None:
    answer = give(badge.file.encode())

    assert answer.status_code == 200
    assert "This certificate is good today" in text_of(answer)
    assert "Teo Begay" in text_of(answer)
    assert "photo ID" in text_of(answer)


@pytest.mark.clause("nm.integrity.6", "ca.integrity.13c")
def test_another_name_in_the_file_is_found_and_not_repeated(badge: Badge) -> None:
    answer = give(badge.file.replace("Teo Begay", "Someone Else").encode())

    assert "Do not rely on this file" in text_of(answer)
    assert "changed after it was signed" in text_of(answer)
    assert "Someone Else" not in text_of(answer)


@pytest.mark.clause("nm.integrity.6", "sud.1.2")
def test_a_revoked_file_says_so_at_once(badge: Badge, certificate: Certificate) -> None:
    actions.revoke_certificate(certificate=certificate, on=date(2026, 11, 22), cause="Order 4", by=None)

    answer = give(badge.file.encode())

    assert "This file has been taken back" in text_of(answer)
    assert "good today" not in text_of(answer).lower()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 not a certificate", "This is no certificate file"),
        (b"[" * 5_000, "too large or too tangled"),
        (b"x" * 300_000, "too large or too tangled"),
        (b'{"issuer": "https://elsewhere.example/"}', "Nobody we know signed this file"),
    ],
)
def test_what_is_no_certificate_is_said_plainly(data: bytes, says: str) -> None:
    answer = give(data)

    assert answer.status_code == 200
    assert says in text_of(answer)
    assert 'role="alert"' in text_of(answer)


def test_an_issuer_elsewhere_that_uses_our_paths_is_not_ours(badge: Badge) -> None:
    document = json.loads(badge.file.replace("http://testserver", "https://elsewhere.example"))

    assert "Nobody we know signed this file" in text_of(give(json.dumps(document).encode()))


def test_a_form_too_large_is_answered_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alongside.registry.files._check_sent", None)  # so that reading it would fail

    answer = give(b"x" * LARGEST_REQUEST)

    assert answer.status_code == 413
    assert "too large or too tangled" in text_of(answer)


def test_where_the_board_cannot_sign_its_list_nobody_is_told_that_all_is_well(badge: Badge) -> None:
    secret = badge.key.secret
    secret.sealed = "under a secret key that is gone"
    secret.save()

    answer = give(badge.file.encode())

    assert "could not be asked" in text_of(answer)
    assert "good today" not in text_of(answer).lower()


@pytest.mark.parametrize("sent", [{}, {"file": ""}, {"file": SimpleUploadedFile("empty.json", b"")}])
def test_nothing_given_is_asked_for_again(sent: dict[str, Any]) -> None:
    answer = Client().post(URL, sent)

    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)


def test_a_form_of_another_site_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(URL, {"file": SimpleUploadedFile("a.json", b"{}")}).status_code == 403


def test_one_address_checks_so_many_files_and_no_more(badge: Badge) -> None:
    last = [give(badge.file.encode()) for _ in range(FILES.tries + 1)][-1]

    assert last.status_code == 429
    assert "Too many files" in text_of(last)
    assert give(badge.file.encode(), REMOTE_ADDR="192.0.2.7").status_code == 200


def test_the_check_by_name_leads_to_the_check_of_a_file() -> None:
    assert reverse("registry:check_file") == URL
    assert URL in text_of(Client().get(reverse("registry:check")))
