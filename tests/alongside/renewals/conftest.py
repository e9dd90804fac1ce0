"""Two boards, a holder whose certificate runs out soon, and the hours and the signature that a renewal asks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.attestation.actions import read_section, sign
from alongside.attestation.queries import code_standing, reading_of
from alongside.attestation.signing import affirmations_of, version_of
from alongside.credentials.actions import Period, enter_certificate
from alongside.credentials.models import Certificate
from alongside.learning.models import LearningEntry, LearningTopic
from alongside.people import clock
from alongside.people.models import Board, Practitioner
from alongside.people.practitioners import practitioner_for
from tests.alongside.rulebook.keeping import board_keeping, staff_of

NOW = datetime(2026, 11, 10, 20, 0, tzinfo=UTC)
TODAY = NOW.date()
LAST = date(2026, 11, 30)
PERIOD = Period(date(2024, 12, 1), LAST)


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FOLDER, settings.MEDIA_ROOT = tmp_path / "journal", tmp_path / "files"


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def teo(db: None) -> Practitioner:
    user = User.objects.create_user("teo@example.test", name="Teo Begay")
    return practitioner_for(user=user, name="Teo Begay")


@pytest.fixture
def north_carolina(db: None) -> Board:
    return board_keeping("nc")


@pytest.fixture
def staff(north_carolina: Board) -> User:
    return staff_of(north_carolina)


@pytest.fixture
def held(teo: Practitioner, north_carolina: Board) -> Certificate:
    return certify(teo, north_carolina)


def certify(holder: Practitioner, board: Board, *, code: str = "nc", number: str = "NC-7") -> Certificate:
    return enter_certificate(
        holder=holder,
        board=board,
        code=code,
        number=number,
        name_on_certificate=holder.name,
        applied_on=date(2024, 10, 1),
        period=PERIOD,
        by=None,
    )


def user_of(holder: Practitioner) -> User:
    assert holder.user is not None
    return holder.user


def learn(holder: Practitioner, board: Board, hours: str, *, ethics: str = "0") -> None:
    """Hours on record, some of them on ethics."""
    entry = LearningEntry.objects.create(
        practitioner=holder,
        board=board,
        title="A course",
        provider_name="Somebody",
        completed_on=date(2026, 3, 2),
        hours=Decimal(hours),
        source=LearningEntry.Source.SELF_LOGGED,
        at=NOW,
    )
    if Decimal(ethics):
        LearningTopic.objects.create(entry=entry, topic="ethics", hours=Decimal(ethics))


def sign_code(holder: Practitioner, code: str = "nc") -> None:
    standing = code_standing(code, TODAY)
    for chapter in reading_of(holder, standing).chapters:
        read_section(
            practitioner=holder,
            code=code,
            section=chapter.name,
            edition_digest=standing.edition.digest,
            by=user_of(holder),
        )
    sign(
        practitioner=holder,
        code=code,
        version=version_of(standing),
        affirmed=[one.clause for one in affirmations_of(standing.edition)],
        name=holder.name,
        by=user_of(holder),
    )
