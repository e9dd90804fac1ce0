"""Anyone may check one certificate, and nobody may read the register: by whole name and board, or by number."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from alongside.accounts.models import User
from alongside.credentials.actions import Period, enter_certificate, revoke_certificate
from alongside.credentials.models import Certificate
from alongside.people import clock
from alongside.people.actions import add_worker, open_agency, open_board
from alongside.people.models import Agency, Board
from alongside.registry.checking import SEARCHES

LAST = date(2026, 11, 30)
NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("America/New_York"))

Search = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def journal_folder(settings: Settings, tmp_path: Path) -> None:
    settings.JOURNAL_FOLDER = tmp_path / "journal"


@pytest.fixture
def board(db: None) -> Board:
    return open_board(slug="nc", name="Demo board", place="North Carolina", zone="America/New_York", by=None)


@pytest.fixture
def agency(db: None) -> Agency:
    return open_agency(slug="poplar", name="Poplar Bend", place="Here", zone="America/New_York", by=None)


def enter(board: Board, agency: Agency, name: str, number: str, *, granted: bool = True) -> Certificate:
    user = User.objects.create_user(f"{number.lower()}@example.test", name=name)
    return enter_certificate(
        holder=add_worker(agency=agency, name=name, user=user, by=None).practitioner,
        board=board,
        code="nc",
        number=number,
        name_on_certificate=name,
        applied_on=date(2024, 11, 1),
        period=Period(date(2024, 12, 1), LAST) if granted else None,
        by=None,
    )


@pytest.fixture
def search(board: Board, client: Client) -> Search:
    def post(**typed: str) -> HttpResponse:
        with clock.standing_at(NOON):
            return client.post(reverse("registry:check"), {"board": board.pk, **typed})

    return post


def see(client: Client, certificate: Certificate, moment: datetime, on: str = "") -> str:
    with clock.standing_at(moment):
        answer = client.get(reverse("registry:certificate", args=[certificate.token]), {"on": on} if on else {})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.clause("nc.5.2")
@pytest.mark.parametrize(
    "typed",
    [
        {"name": "José Álvarez Ruiz"},
        {"name": "  jose   ALVAREZ ruiz "},
        {"number": "NC-2024-0101"},
        {"number": "nc-2024-0101"},
        {"name": "Jose Alvarez Ruiz", "number": "NC-2024-0101"},
    ],
)
def test_one_person_is_found_by_whole_name_or_number(
    search: Search, board: Board, agency: Agency, typed: dict[str, str]
) -> None:
    certificate = enter(board, agency, "José Álvarez Ruiz", "NC-2024-0101")

    answer = search(**typed)

    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("registry:certificate", args=[certificate.token])


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "José Álvarez"},
        {"name": "José Álvarez Ruiz%"[:4] + "____"},
        {"number": "NC-2024-01"},
        {"name": "José Álvarez Ruiz", "number": "NC-2024-0102"},
        {"name": "Nobody Atall"},
    ],
)
def test_no_part_of_a_name_or_number_finds_anyone(
    search: Search, board: Board, agency: Agency, typed: dict[str, str]
) -> None:
    enter(board, agency, "José Álvarez Ruiz", "NC-2024-0101")

    answer = search(**typed)

    assert answer.status_code == 200
    assert "No certificate found" in answer.content.decode()


def test_an_applicant_and_a_certificate_of_another_board_look_like_nobody(
    search: Search, board: Board, agency: Agency
) -> None:
    other = open_board(slug="nm", name="Another board", place="New Mexico", zone="America/Denver", by=None)
    enter(board, agency, "Tariq Bashir", "NC-1", granted=False)
    enter(other, agency, "Willa Sprinkle", "NM-1")

    answers = {
        search(name=name).content.decode().count("No certificate found") for name in ("Tariq Bashir", "Willa Sprinkle")
    }
    missing = Client().get(reverse("registry:certificate", args=[Certificate.objects.get(number="NC-1").token]))

    assert answers == {1}
    assert missing.status_code == Client().get(reverse("registry:certificate", args=["no-such"])).status_code == 404


def test_two_people_of_one_name_are_told_apart_by_number_alone(search: Search, board: Board, agency: Agency) -> None:
    enter(board, agency, "Jordan Lee Smith", "NC-11")
    second = enter(board, agency, "Jordan Lee Smith", "NC-12")

    both = search(name="Jordan Lee Smith")
    one = search(name="Jordan Lee Smith", number="NC-12")

    assert "More than one person" in both.content.decode()
    assert "NC-11" not in both.content.decode()
    assert one.headers["Location"].endswith(f"{second.token}/")


@pytest.mark.parametrize("typed", [{}, {"name": "Bo"}, {"name": "...."}])
def test_too_little_is_asked_for_again_and_kept(search: Search, typed: dict[str, str]) -> None:
    answer = search(**typed)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.clause("nc.cert.3", "nc.5.3")
def test_the_page_says_it_has_lapsed_from_midnight_at_the_board(client: Client, board: Board, agency: Agency) -> None:
    certificate = enter(board, agency, "Priscilla Boone", "NC-3")
    zone = ZoneInfo("America/New_York")

    before = see(client, certificate, datetime(2026, 11, 30, 23, 59, 59, tzinfo=zone))
    after = see(client, certificate, datetime(2026, 12, 1, tzinfo=zone))

    assert "in force" in before
    assert "has lapsed" in after


def test_certified_on_that_day(client: Client, board: Board, agency: Agency) -> None:
    certificate = enter(board, agency, "Priscilla Boone", "NC-3")
    with clock.standing_at(NOON):
        revoke_certificate(certificate=certificate, on=NOON.date(), cause="case 7, told to nobody", by=None)

    today, day_before, years_before = (see(client, certificate, NOON, on) for on in ("", "2026-11-21", "2020-01-01"))

    assert "revoked" in today
    assert ">Certified on that day" in day_before.replace("</b> ", ">")
    assert "Not certified on that day" in years_before
    assert "told to nobody" not in today + day_before, "the cause is the board's"


def test_a_revocation_is_seen_by_the_next_request(client: Client, board: Board, agency: Agency) -> None:
    certificate = enter(board, agency, "Priscilla Boone", "NC-3")

    before = see(client, certificate, NOON)
    with clock.standing_at(NOON):
        revoke_certificate(certificate=certificate, on=NOON.date(), cause="x", by=None)

    assert "Revoked" not in before
    assert "Revoked" in see(client, certificate, NOON)


def test_searches_from_one_address_are_counted_and_then_wait(search: Search, board: Board, agency: Agency) -> None:
    certificate = enter(board, agency, "Priscilla Boone", "NC-3")

    answers = [search(number=f"NC-{n}").status_code for n in range(100, 100 + SEARCHES.tries)]
    last = search(number="NC-3")

    assert set(answers) == {200}
    assert last.status_code == 429
    assert Client().get(reverse("registry:certificate", args=[certificate.token])).status_code == 200


def test_no_name_stands_in_an_address_and_no_store_keeps_the_page(search: Search, board: Board, agency: Agency) -> None:
    enter(board, agency, "Priscilla Boone", "NC-3")

    answer = search(name="Priscilla Boone")

    assert "riscilla" not in answer.headers["Location"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_check_costs_few_queries(
    search: Search, board: Board, agency: Agency, django_assert_max_num_queries: object
) -> None:
    enter(board, agency, "Priscilla Boone", "NC-3")
    search(number="NC-3")

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        search(number="NC-3")
