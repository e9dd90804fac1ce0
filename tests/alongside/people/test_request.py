"""What every request carries: who asks, where they are working, and what day it is there."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings
from tests.alongside.people.conftest import LONG_AGO, Places

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.actions import add_worker, give_role
from alongside.people.gates import at_a_board, at_an_agency, for_roles, for_workers, signed_in
from alongside.people.middleware import put_viewer_on
from alongside.people.models import RoleKind
from alongside.people.reader import reader_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Ten in the evening on the 22nd in Juneau, eleven in Denver, and already the 23rd in London.
LATE = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def dana_works(places: Places, dana: User) -> User:
    """A worker at Mesa, and on the staff of Alaska's board."""
    add_worker(agency=places.mesa, name="Dana R.", user=dana, by=None)
    give_role(user=dana, kind=RoleKind.WORKER, place=places.mesa, from_day=LONG_AGO, by=None)
    give_role(user=dana, kind=RoleKind.BOARD_STAFF, place=places.alaska, from_day=LONG_AGO, by=None)
    return dana


def asked_by(user: User, place: str = "") -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    request.session = {"place": place} if place else {}
    put_viewer_on(request)
    return request


def test_a_request_says_who_works_where(dana_works: User, places: Places) -> None:
    request = asked_by(dana_works)

    assert request.worker.name == "Dana R."
    assert (request.agency, request.board) == (places.mesa, None)
    assert request.roles == {RoleKind.WORKER}
    assert "worker" in request.roles


def test_another_place_shows_another_side(dana_works: User, places: Places) -> None:
    request = asked_by(dana_works, f"board-{places.alaska.pk}")

    assert (request.worker, request.agency, request.board) == (None, None, places.alaska)
    assert request.roles == {"board-staff"}


def test_a_place_one_holds_no_role_in_is_passed_over(dana_works: User, places: Places) -> None:
    assert asked_by(dana_works, f"agency-{places.harbor.pk}").agency == places.mesa
    assert asked_by(dana_works, "nonsense").agency == places.mesa


def test_the_day_is_that_of_the_place(dana_works: User, places: Places) -> None:
    with clock.standing_at(LATE):
        assert asked_by(dana_works).today == date(2026, 11, 23)
        assert asked_by(dana_works, f"board-{places.alaska.pk}").today == date(2026, 11, 22)


def test_a_worker_row_without_the_role_does_not_make_a_worker(places: Places, dana: User) -> None:
    add_worker(agency=places.mesa, name="Dana R.", user=dana, by=None)
    give_role(user=dana, kind=RoleKind.SUPERVISOR, place=places.mesa, from_day=LONG_AGO, by=None)

    assert asked_by(dana).worker is None


def test_the_clock_stands_where_the_settings_say(settings: Settings) -> None:
    settings.CLOCK_STANDS_AT = "2026-11-19T10:00:00-07:00"

    assert clock.now() == datetime(2026, 11, 19, 17, 0, tzinfo=UTC)


def test_a_clock_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="which zone"), clock.standing_at(datetime(2026, 1, 1)):
        pass


def test_the_frame_knows_the_reader(dana_works: User, places: Places) -> None:
    reader = reader_of(asked_by(dana_works))

    assert (reader.name, reader.place, reader.roles) == ("Dana R.", places.mesa.name, {"worker", "practitioner"})
    assert reader.account_url == reverse("account_overview")


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


@pytest.mark.parametrize(
    ("gate", "place", "is_open"),
    [
        (signed_in, "agency", True),
        (for_workers, "agency", True),
        (for_workers, "board", False),
        (at_a_board(), "board", True),
        (at_a_board(), "agency", False),
        (at_an_agency(RoleKind.WORKER), "agency", True),
        (at_an_agency(RoleKind.SUPERVISOR), "agency", False),
        (for_roles(RoleKind.WORKER, RoleKind.BOARD_STAFF), "board", True),
        (for_roles(RoleKind.AUDITOR), "board", False),
    ],
)
def test_gates(dana_works: User, places: Places, gate: object, place: str, is_open: bool) -> None:
    request = asked_by(dana_works, f"board-{places.alaska.pk}" if place == "board" else "")

    if is_open:
        assert gate(page)(request).content == b"open"
    else:
        with pytest.raises(PermissionDenied):
            gate(page)(request)


def test_a_stranger_is_asked_to_sign_in_and_brought_back(db: None) -> None:
    response = Client().get(reverse("people:places"))

    assert response.headers["location"] == f"{reverse('account_login')}?next={reverse('people:places')}"


def test_the_place_is_changed_by_a_plain_form(dana_works: User, places: Places) -> None:
    client = Client()
    client.force_login(dana_works, backend=BACKEND)
    shown = client.get(reverse("people:places")).content.decode()
    assert "Mesa Abierta" in shown
    assert "Board of Alaska" in shown
    assert "Harbor" not in shown

    client.post(reverse("people:choose_place"), {"place": f"board-{places.alaska.pk}"})

    assert client.get(reverse("people:places")).wsgi_request.board == places.alaska
    foreign = client.post(reverse("people:choose_place"), {"place": f"agency-{places.harbor.pk}"})
    missing = client.post(reverse("people:choose_place"), {"place": "agency-999999"})
    assert (foreign.status_code, missing.status_code) == (404, 404)
