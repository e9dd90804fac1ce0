"""A data folder of the test's own, and somebody signed in."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from alongside.accounts.actions import open_account
from alongside.accounts.models import User


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.JOURNAL_FOLDER = tmp_path / "journal"
    return tmp_path


@pytest.fixture
def dana(db: None) -> User:
    return open_account(email="dana@example.test", name="Dana Ruiz", language="es", by=None)


@pytest.fixture
def browser(dana: User) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(dana, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
