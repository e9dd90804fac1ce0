"""Somebody with an account, and a browser signed in as them."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from alongside.accounts.actions import open_account
from alongside.accounts.models import User

PASSWORD = "lamp beside the river"


@pytest.fixture(autouse=True)
def quick_and_apart(settings: Settings, tmp_path: Path) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick: Argon2 is slow on purpose
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.JOURNAL_FOLDER = tmp_path / "journal"


@pytest.fixture
def rosa(db: None) -> User:
    return open_account(email="Rosa@Example.test", name="Rosa Delgado", password=PASSWORD, by=None)


@pytest.fixture
def browser(rosa: User) -> Client:
    client = Client()
    client.force_login(rosa, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
