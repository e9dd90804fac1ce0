"""A holder takes their own certificate as a file; to anyone else the page is not there."""

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.badges.models import Badge
from alongside.credentials import actions
from alongside.credentials.models import Certificate
from alongside.people.practitioners import practitioner_for


@pytest.fixture
def at_the_page(client: Client, user: User, certificate: Certificate) -> tuple[Client, str]:
    client.force_login(user)
    return client, reverse("badges:file", args=[certificate.token])


@pytest.mark.clause("ca.integrity.13c")
def test_the_holder_downloads_the_file(at_the_page: tuple[Client, str]) -> None:
    client, url = at_the_page

    page = client.get(url)
    answer = client.post(url)

    assert "Download the file" in page.content.decode()
    assert answer.headers["Content-Type"] == "application/vc+ld+json"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="certificate-nm-2025-00042.json"'
    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert json.loads(answer.content)["credentialSubject"]["licenseNumber"] == "NM-2025-00042"


def test_looking_issues_nothing_and_two_clicks_issue_once(at_the_page: tuple[Client, str]) -> None:
    client, url = at_the_page

    client.get(url)
    looked = Badge.objects.count()
    files = {client.post(url).content for _ in range(2)}

    assert looked == 0
    assert len(files) == Badge.objects.count() == 1


@pytest.mark.clause("ca.integrity.13c", "ca.integrity.13d")
def test_to_anyone_else_it_is_not_there(at_the_page: tuple[Client, str]) -> None:
    _, url = at_the_page
    other = Client()
    account = User.objects.create_user("other@example.test", name="Other")
    practitioner_for(user=account, name="Other")
    other.force_login(account)

    assert other.get(url).status_code == other.post(url).status_code == 404
    assert Client().get(url).headers["Location"].startswith("/account/")
    assert Client().post(url).status_code in (302, 403)
    assert not Badge.objects.exists()


def test_a_suspended_holder_is_told_and_gets_no_file(at_the_page: tuple[Client, str], certificate: Certificate) -> None:
    client, url = at_the_page
    actions.suspend_certificate(certificate=certificate, on=date(2026, 11, 22), cause="An inquiry", by=None)

    page, answer = client.get(url), client.post(url)

    assert "Download the file" not in page.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_a_key_that_does_not_open_is_said_in_plain_words(
    at_the_page: tuple[Client, str], badge: Badge, settings: Settings, certificate: Certificate
) -> None:
    client, url = at_the_page
    certificate.name_on_certificate = "Teo B. Begay"
    certificate.save()
    settings.SECRET_KEY_FALLBACKS = []
    secret = badge.key.secret
    secret.sealed = "not ours"
    secret.save()

    answer = client.post(url)

    assert answer.status_code == 503
    assert "Tell your board" in answer.content.decode()
