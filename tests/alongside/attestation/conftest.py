"""Boards that keep each code, and somebody who is to sign."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.attestation.actions import read_section
from alongside.attestation.queries import code_standing, reading_of
from alongside.attestation.signing import Version, version_of
from alongside.people import clock
from alongside.people.models import Practitioner
from alongside.people.practitioners import practitioner_for
from tests.alongside.rulebook.keeping import JUNIPER_FILE

NOW = datetime(2026, 11, 19, 17, 0, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.JOURNAL_FOLDER = tmp_path / "journal"
    monkeypatch.setenv("ALONGSIDE_MORE_CODES", str(JUNIPER_FILE))


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def dana(db: None) -> Practitioner:
    user = User.objects.create_user("dana@example.test", name="Dana Ruiz")
    return practitioner_for(user=user, name="Dana Ruiz")


def user_of(practitioner: Practitioner) -> User:
    assert practitioner.user is not None
    return practitioner.user


def read_all(practitioner: Practitioner, code: str) -> Version:
    """Read every section of a code; returns the version that may now be signed."""
    standing = code_standing(code, TODAY)
    for chapter in reading_of(practitioner, standing).chapters:
        read_section(
            practitioner=practitioner,
            code=code,
            section=chapter.name,
            edition_digest=standing.edition.digest,
            by=user_of(practitioner),
        )
    return version_of(standing)
