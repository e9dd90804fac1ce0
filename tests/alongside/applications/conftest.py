"""A board that keeps a code with everything told, people who apply, and three who work for the board."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from PIL import Image
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.applications.actions import begin_application, save_section, submit_application
from alongside.applications.models import Application, Reference
from alongside.applications.references import Words, answer_reference, invite_reference
from alongside.people import clock
from alongside.people.actions import give_role, open_board
from alongside.people.models import Board, RoleKind
from alongside.rulebook.models import Stewardship
from alongside.site.demo import sixth_code_files

ZONE = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 19, 12, tzinfo=ZONE)
TODAY = NOON.date()
LONG_AGO = date(2020, 1, 2)

Content = dict[str, Any]

IDENTITY: Content = {"name": "Imani Clarke", "county": "Wake", "born_on": "", "phone": ""}
ELIGIBILITY: Content = {"basis": "own", "statement": "I have walked this road, and I walk it with others now."}
HISTORY: dict[str, Content] = {
    "nc": {
        f"{what}_{name}": "no" if what == "ask" else ""
        for name in ("court", "charged", "fired", "regulator", "else", "other-board")
        for what in ("ask", "tell")
    },
    "ca": {
        f"{what}_{name}": "no" if what == "ask" else ""
        for name in ("withheld", "earlier-statements", "other-board")
        for what in ("ask", "tell")
    },
}
ONLY_GENERAL: Content = {"ask_other-board": "no", "tell_other-board": ""}


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FOLDER = tmp_path / "journal"


@pytest.fixture(autouse=True)
def sixth_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented code, whose board has told everything it asks."""
    monkeypatch.setenv("ALONGSIDE_MORE_CODES", str(sixth_code_files()[0]))


@pytest.fixture(autouse=True)
def noon() -> Any:
    with clock.standing_at(NOON):
        yield


@pytest.fixture(autouse=True)
def signed(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Who has NOT signed the code, by practitioner; everybody else has. What signing takes is attestation's to prove."""
    unsigned: set[int] = set()
    monkeypatch.setattr(
        "alongside.applications.progress.has_signed", lambda practitioner, code, on: practitioner.pk not in unsigned
    )
    return unsigned


def board_keeping(code: str, zone: str = "America/New_York") -> Board:
    board = open_board(slug=code, name=f"Demo board {code}", place="Here", zone=zone, by=None)
    Stewardship.objects.create(board=board, code=code, at=clock.now())
    return board


@pytest.fixture
def board(db: None) -> Board:
    return board_keeping("nc")


def staff_of(board: Board, name: str) -> User:
    user = User.objects.create_user(f"{name.lower()}.{board.slug}@example.test", name=name)
    give_role(user=user, kind=RoleKind.BOARD_STAFF, place=board, from_day=LONG_AGO, by=None)
    return user


@pytest.fixture
def reviewer(board: Board) -> User:
    return staff_of(board, "Lorraine")


@pytest.fixture
def decider(board: Board) -> User:
    return staff_of(board, "Otis")


@pytest.fixture
def applicant(db: None) -> User:
    return User.objects.create_user("imani@example.test", name="Imani Clarke")


def fill(application: Application, by: User, **sections: Content) -> Application:
    """Save sections, over those that every application needs."""
    told = {
        "identity": IDENTITY,
        "eligibility": ELIGIBILITY,
        "history": HISTORY.get(application.code, ONLY_GENERAL),
        **sections,
    }
    for kind, content in told.items():
        known = application.sections.filter(kind=kind).first()
        save_section(application=application, kind=kind, content=content, version=known.version if known else 0, by=by)
    return application


@pytest.fixture
def begun(applicant: User, board: Board) -> Application:
    return begin_application(by=applicant, board=board, code=board.slug)


@pytest.fixture
def sent(begun: Application, applicant: User) -> Application:
    return send(fill(begun, applicant), applicant)


def send(application: Application, by: User) -> Application:
    return submit_application(application=application, is_true=True, is_own=True, by=by)


def vouched(application: Application, by: User, email: str, text: str) -> Reference:
    """Ask somebody, and let them answer."""
    asked = invite_reference(application=application, name="Ray", email=email, relation="supervisor", by=by)
    return answer_reference(token=asked.token, words=Words("Four years", "yes", text))


@pytest.fixture
def browser() -> Callable[[User], Client]:
    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def picture(settings: Settings, tmp_path: Path) -> bytes:
    """A photo of a paper, and a folder for what is kept of it."""
    settings.MEDIA_ROOT = tmp_path / "files"
    drawn = BytesIO()
    Image.new("RGB", (640, 480), "white").save(drawn, "PNG")
    return drawn.getvalue()
