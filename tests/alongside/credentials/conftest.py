"""A board, an agency and a worker in one state's zone, and a clock to stand at its midnight."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.credentials.actions import Period, enter_certificate
from alongside.credentials.models import Certificate
from alongside.people.actions import add_worker, give_role, open_agency, open_board
from alongside.people.models import Practitioner, RoleKind, Worker

LONG_AGO = date(2020, 1, 2)


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FOLDER = tmp_path / "journal"


Certify = Callable[..., Certificate]


@pytest.fixture
def certify(db: None) -> Certify:
    """Enter a certificate for a new worker: code, board's zone, agency's zone, last day (None: only applied for)."""

    def enter(
        code: str, zone: str, *, through: date | None, agency_zone: str = "", name: str = "Teo Begay", number: str = "7"
    ) -> Certificate:
        board = open_board(slug=f"{code}-board", name="Demo board", place="Here", zone=zone, by=None)
        agency = open_agency(slug="mesa", name="Mesa Abierta", place="There", zone=agency_zone or zone, by=None)
        user = User.objects.create_user("teo@example.test", name="Teo")
        give_role(user=user, kind=RoleKind.WORKER, place=agency, from_day=LONG_AGO, by=None)
        worker = add_worker(agency=agency, name="Teo Begay", user=user, by=None)
        return enter_certificate(
            holder=worker.practitioner,
            board=board,
            code=code,
            number=number,
            name_on_certificate=name,
            applied_on=LONG_AGO,
            period=Period(date(2024, 12, 1), through) if through else None,
            by=None,
        )

    return enter


def worker_of(certificate: Certificate) -> Worker:
    return Worker.objects.select_related("agency", "user").get(practitioner=certificate.holder)


def user_of(somebody: Worker | Practitioner) -> User:
    assert somebody.user is not None
    return somebody.user
