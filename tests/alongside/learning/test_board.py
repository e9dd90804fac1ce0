"""A board's pages: who teaches what, one person's hours, exemptions with their reasons."""

from decimal import Decimal

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.learning.models import Correction, Course, Exemption, LearningEntry, Provider
from alongside.learning.queries import catalogue
from alongside.people.actions import give_role, open_board
from alongside.people.models import Board, Practitioner, RoleKind
from tests.alongside.learning.conftest import BEGINS, TODAY, certified, put, user_of
from tests.clauses import clause


@pytest.fixture
def desk(client: Client, staff: User) -> Client:
    client.force_login(staff)
    return client


@pytest.fixture
def foreign(board: Board) -> Practitioner:
    other = open_board(slug="nc", name="Other", place="There", zone="America/New_York", by=None)
    return certified("Ana Vigil", other, code="nc", number="NC-1")


@clause("nm.competence.4")
def test_a_provider_and_a_course_are_registered_and_stand_in_the_catalogue(desk: Client, board: Board) -> None:
    told = {"name": "State recovery office", "kind": "recovery-office", "from_day": BEGINS.isoformat()}
    address = desk.post("/learning/board/providers/new/", told).headers["Location"]
    course = {"do": "course", "title": "Ethics", "hours": "3", "topic_emerging": "1", "from_day": BEGINS.isoformat()}
    desk.post(address, course)

    (listed,) = catalogue([board], TODAY)
    assert (listed.title, listed.hours, listed.provider.name) == ("Ethics", Decimal(3), "State recovery office")
    assert [(part.topic, part.hours) for part in listed.topics.all()] == [("emerging", Decimal(1))]


def test_registered_twice_it_is_told_and_stands_once(desk: Client) -> None:
    told = {"name": "A college", "kind": "university", "from_day": BEGINS.isoformat()}
    desk.post("/learning/board/providers/new/", told)
    again = desk.post("/learning/board/providers/new/", told)

    assert again.status_code == 422
    assert "registered already" in again.content.decode()
    assert Provider.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"do": "course", "title": "E", "hours": "1.1", "from_day": "2026-01-01"}, "counted in quarters"),
        (
            {"do": "course", "title": "E", "hours": "1", "topic_cultural": "2", "from_day": "2026-01-01"},
            "One topic has more hours",
        ),
        ({"do": "contact", "email": "nobody@example.test"}, "Nobody has an account"),
    ],
)
def test_what_cannot_be_registered_is_told(desk: Client, board: Board, told: dict[str, str], says: str) -> None:
    provider = Provider.objects.create(board=board, name="A college", kind="university", from_day=BEGINS)

    answer = desk.post(f"/learning/board/providers/{provider.pk}/", told)

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_closed_course_leaves_the_catalogue(desk: Client, board: Board) -> None:
    provider = Provider.objects.create(board=board, name="A college", kind="university", from_day=BEGINS)
    course = Course.objects.create(board=board, provider=provider, title="E", hours=1, from_day=BEGINS)

    desk.post(f"/learning/board/courses/{course.pk}/close/")
    desk.post(f"/learning/board/courses/{course.pk}/close/")

    assert not catalogue([board], TODAY).exists()


@pytest.mark.parametrize("asked", ["NM-1", "nm-1", "teo", "Teo Be"])
def test_one_person_is_found_by_number_or_by_how_their_name_begins(
    desk: Client, teo: Practitioner, foreign: Practitioner, asked: str
) -> None:
    page = desk.get("/learning/board/", {"q": asked}).content.decode()

    assert f"/learning/board/people/{teo.pk}/" in page
    assert not desk.get("/learning/board/", {"q": "Ana"}).context["people"]


@clause("nm.competence.3")
def test_an_exemption_is_given_with_a_reason_and_lowers_what_is_asked(
    desk: Client, board: Board, teo: Practitioner
) -> None:
    put(teo, board, "5.00", ethics="5.00")
    page = f"/learning/board/people/{teo.pk}/"
    days = {"from_day": BEGINS.isoformat(), "to_day": "2026-12-01"}

    without = desk.post(page, {"topic": "ethics", "hours": "1", "reason": "", **days})
    desk.post(page, {"topic": "ethics", "hours": "1", "reason": "Caring for a parent", **days})
    shown = desk.get(page).content.decode()

    assert without.status_code == 422
    assert "5 of 5 h" in shown
    assert "Caring for a parent" in shown
    reader = Client()
    reader.force_login(user_of(teo))
    assert "Caring for a parent" in reader.get("/learning/").content.decode()
    desk.post(f"/learning/board/exemptions/{Exemption.objects.get().pk}/end/")
    assert "5 of 6 h" in desk.get(page).content.decode()


def test_an_entry_is_struck_by_the_staff_with_a_reason(desk: Client, board: Board, teo: Practitioner) -> None:
    entry = put(teo, board, "5.00")

    desk.post(f"/learning/board/people/{teo.pk}/strike/{entry.pk}/", {"why": "The certificate is somebody else's"})

    assert Correction.objects.get().entry == entry
    assert "somebody else" in desk.get(f"/learning/board/people/{teo.pk}/").content.decode()
    assert desk.get(f"/learning/board/people/{teo.pk}/strike/{entry.pk}/").status_code == 404


def test_what_is_another_boards_is_not_there(desk: Client, board: Board, foreign: Practitioner) -> None:
    other = Board.objects.get(slug="nc")
    provider = Provider.objects.create(board=other, name="Theirs", kind="university", from_day=BEGINS)
    course = Course.objects.create(board=other, provider=provider, title="E", hours=1, from_day=BEGINS)
    entry = put(foreign, other, "1.00")

    assert desk.get(f"/learning/board/providers/{provider.pk}/").status_code == 404
    assert desk.post(f"/learning/board/courses/{course.pk}/close/").status_code == 404
    assert desk.get(f"/learning/board/people/{foreign.pk}/").status_code == 404
    assert desk.get(f"/learning/board/people/{foreign.pk}/strike/{entry.pk}/").status_code == 404
    assert LearningEntry.objects.filter(correction__isnull=True).count() == 1


def test_an_auditor_and_a_stranger_register_nothing(client: Client, board: Board) -> None:
    user = User.objects.create_user("noor@example.test", name="Noor")
    give_role(user=user, kind=RoleKind.AUDITOR, place=board, from_day=BEGINS, by=None)
    client.force_login(user)

    assert client.get("/learning/board/").status_code == 403
    assert client.post("/learning/board/providers/new/", {}).status_code == 403
