"""The demo state on a Thursday at noon, for tests that look at it."""

import os
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from alongside.people import clock
from alongside.rulebook.codes_folder import MORE_CODES
from alongside.site.demo import PASSWORD, sixth_code_files
from alongside.site.demo.seed import fill_demo

NOON = datetime.fromisoformat("2026-11-19T12:00:00-07:00")
TODAY = NOON.date()


@pytest.fixture(scope="package")
def filled_once(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The demo state on a Thursday at noon, filled once for the tests of this folder and taken back at their end."""
    outer = transaction.atomic()
    outer._from_testcase = True  # what happens inside may be durable, as in Django's own TestCase
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), clock.standing_at(NOON):
        patch.setenv(MORE_CODES, os.pathsep.join(map(str, sixth_code_files())))
        with outer, override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
            fill_demo()
            yield
            transaction.set_rollback(True)


@pytest.fixture
def filled(filled_once: None, db: None) -> None:
    """The same for one test, whose own changes are taken back."""


def sign_in(email: str) -> Client:
    client = Client()
    answer = client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    assert answer.status_code == 302, f"{email} could not sign in"
    return client
