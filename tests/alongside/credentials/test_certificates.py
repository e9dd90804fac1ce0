"""A code binds from application until the credential is given up; permission lasts from its first day to its last."""

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.credentials.actions import Period, enter_certificate, give_up_certificate
from alongside.credentials.models import Certificate
from alongside.credentials.queries import certificates_of, certificates_seen_by, codes_held, is_in_force
from alongside.journal.models import Entry
from alongside.people.actions import add_worker, give_role, open_agency, open_board
from alongside.people.authority import NotTheirs
from alongside.people.models import Board, RoleKind, Worker
from alongside.people.viewer import viewer_of

APPLIED, FIRST, LAST = date(2025, 12, 1), date(2026, 1, 1), date(2027, 12, 31)


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FOLDER = tmp_path / "journal"


@pytest.fixture
def board(db: None) -> Board:
    return open_board(slug="nm", name="Board of New Mexico", place="New Mexico", zone="America/Denver", by=None)


@pytest.fixture
def teo(db: None) -> Worker:
    agency = open_agency(slug="mesa", name="Mesa Abierta", place="Albuquerque", zone="America/Denver", by=None)
    user = User.objects.create_user("teo@example.test", name="Teo")
    give_role(user=user, kind=RoleKind.WORKER, place=agency, from_day=APPLIED, by=None)
    return add_worker(agency=agency, name="Teo Begay", user=user, by=None)


def enter(holder: Worker, board: Board, *, code: str = "nm", granted: bool = True, number: str = "1") -> Certificate:
    return enter_certificate(
        holder=holder.practitioner,
        board=board,
        code=code,
        number=number,
        name_on_certificate=holder.name,
        applied_on=APPLIED,
        period=Period(FIRST, LAST) if granted else None,
        by=None,
    )


@pytest.mark.parametrize(
    ("day", "binds", "in_force"),
    [
        (date(2025, 11, 30), False, False),
        (APPLIED, True, False),
        (date(2025, 12, 31), True, False),
        (FIRST, True, True),
        (LAST, True, True),
        (date(2028, 1, 1), True, False),
        (date(2040, 1, 1), True, False),
    ],
)
def test_a_lapse_takes_the_permission_and_not_the_code(
    teo: Worker, board: Board, day: date, binds: bool, in_force: bool
) -> None:
    enter(teo, board)

    assert codes_held(teo, day) == ({"nm"} if binds else set())
    assert is_in_force(teo, "nm", day) is in_force
    assert not is_in_force(teo, "nc", day)


def test_an_applicant_is_bound_before_anything_is_granted(teo: Worker, board: Board) -> None:
    enter(teo, board, granted=False)

    assert codes_held(teo, date(2026, 6, 1)) == {"nm"}
    assert not is_in_force(teo, "nm", date(2026, 6, 1))


def test_given_up_it_neither_binds_nor_permits_from_that_day(teo: Worker, board: Board) -> None:
    certificate = enter(teo, board)

    give_up_certificate(certificate=certificate, on=date(2026, 7, 1), by=teo.user)

    assert codes_held(teo, date(2026, 6, 30)) == {"nm"}
    assert is_in_force(teo, "nm", date(2026, 6, 30))
    assert codes_held(teo, date(2026, 7, 1)) == set()
    assert not is_in_force(teo, "nm", date(2026, 7, 1))


def test_a_worker_may_be_bound_by_several_codes_or_none(teo: Worker, board: Board) -> None:
    assert codes_held(teo, FIRST) == set()

    enter(teo, board)
    enter(teo, board, code="nc", number="2")

    assert codes_held(teo, FIRST) == {"nm", "nc"}
    assert certificates_of(teo.practitioner).count() == 2


def test_only_the_boards_own_staff_enter_a_certificate(teo: Worker, board: Board) -> None:
    for by in (teo.user, User.objects.create_user("x@example.test", name="X")):
        with pytest.raises(NotTheirs):
            enter_certificate(
                holder=teo.practitioner,
                board=board,
                code="nm",
                number="9",
                name_on_certificate="T",
                applied_on=APPLIED,
                period=None,
                by=by,
            )
    assert not Certificate.objects.exists()


def test_nobody_else_gives_a_credential_up(teo: Worker, board: Board) -> None:
    certificate = enter(teo, board)
    other = User.objects.create_user("x@example.test", name="X")

    with pytest.raises(NotTheirs):
        give_up_certificate(certificate=certificate, on=FIRST, by=other)


def test_who_sees_a_certificate(teo: Worker, board: Board) -> None:
    certificate = enter(teo, board)
    staff, stranger = (User.objects.create_user(f"{n}@example.test", name=n) for n in ("staff", "stranger"))
    give_role(user=staff, kind=RoleKind.BOARD_STAFF, place=board, from_day=APPLIED, by=None)

    assert list(certificates_seen_by(viewer_of(staff))) == [certificate]
    assert list(certificates_seen_by(viewer_of(teo.user))) == [certificate]
    assert not certificates_seen_by(viewer_of(stranger)).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_from": LAST, "valid_through": FIRST},
        {"valid_from": FIRST},
        {"valid_from": date(2025, 1, 1), "valid_through": LAST},
        {"given_up_on": date(2025, 1, 1)},
    ],
)
def test_days_out_of_order_are_refused_by_the_table(teo: Worker, board: Board, wrong: dict[str, date]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(board=board, holder=teo.practitioner, code="nm", applied_on=APPLIED, **wrong)


def test_entries_name_the_code_and_nobody(teo: Worker, board: Board) -> None:
    enter(teo, board)

    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.kind, entry.board_id, entry.agency_id) == ("certificate.entered", board.pk, None)
    assert "Teo" not in entry.body
