"""What the product notices is asked, never judged: copied words, papers of two people, hours counted twice."""

from typing import Any

import pytest

from alongside.accounts.models import User
from alongside.applications.actions import begin_application
from alongside.applications.models import Application, Stage
from alongside.applications.papers import add_paper
from alongside.applications.progress import progress_of
from alongside.applications.references import text_key
from alongside.applications.reviewing.signs import signs_of
from alongside.evidence.checking import check
from alongside.evidence.forms import HandedIn
from alongside.people.models import Board
from tests.alongside.applications.conftest import IDENTITY, board_keeping, fill, send, vouched

TEXT = "I saw her sit with people through long nights, and she never once made it about herself."
TRAINING = {
    "title": "Peer training",
    "provider": "Juniper U",
    "topics": "",
    "began_on": "2026-01-05",
    "ended_on": "2026-01-09",
    "hours": "40",
    "paper_number": "JU 77-1",
}
SERVICE = {
    "place": "Mesa Abierta",
    "did": "Sat with people",
    "began_on": "2026-02-01",
    "ended_on": "2026-03-31",
    "hours": "100",
    "supervisor": "Ray",
    "supervisor_email": "ray@example.test",
}


def asked_of(application: Application) -> set[str]:
    fresh = Application.objects.select_related("board", "practitioner__user").get(pk=application.pk)
    return {sign.asks.split(".")[0] for sign in signs_of(progress_of(fresh))}


@pytest.fixture
def other(board: Board) -> Application:
    user = User.objects.create_user("noa@example.test", name="Noa Fields")
    return begin_application(by=user, board=board, code="nc")


def owner(application: Application) -> User:
    user = application.practitioner.user
    assert user is not None
    return user


def test_an_ordinary_application_raises_no_question(begun: Application, applicant: User) -> None:
    vouched(begun, applicant, "ray@example.test", TEXT)
    vouched(begun, applicant, "odette@example.test", TEXT.replace("nights", "winters"))

    sent = send(fill(begun, applicant, training={"entries": [TRAINING]}, experience={"entries": [SERVICE]}), applicant)

    assert asked_of(sent) == set()


@pytest.mark.clause("nc.5.1a")
def test_the_same_words_by_two_people_are_asked_about(begun: Application, applicant: User) -> None:
    vouched(begun, applicant, "ray@example.test", TEXT)
    vouched(begun, applicant, "odette@example.test", f"  {TEXT.upper()} ")

    assert asked_of(begun) == {"Two references have the same text"}


@pytest.mark.clause("nc.5.1a")
def test_the_same_words_in_another_application_are_asked_about(
    begun: Application, other: Application, applicant: User
) -> None:
    vouched(begun, applicant, "ray@example.test", TEXT)
    vouched(other, owner(other), "kim@example.test", TEXT.replace(",", " ,"))

    found = signs_of(progress_of(Application.objects.select_related("board", "practitioner__user").get(pk=begun.pk)))

    assert [sign.about for sign in found] == [(other.number,)]


def test_an_application_at_another_board_is_not_named(begun: Application, applicant: User) -> None:
    far = User.objects.create_user("far@example.test", name="Far")
    there = begin_application(by=far, board=board_keeping("ak", "America/Anchorage"), code="ak")
    vouched(begun, applicant, "ray@example.test", TEXT)
    vouched(there, far, "kim@example.test", TEXT)

    found = signs_of(progress_of(Application.objects.select_related("board", "practitioner__user").get(pk=begun.pk)))

    assert [sign.about for sign in found] == [()]


@pytest.mark.parametrize("text", ["I recommend her.", "Yes!", ""])
def test_what_anyone_would_write_is_nobodys_copy(text: str) -> None:
    assert text_key(text) == ""


def test_a_reference_at_ones_own_address_is_asked_about(begun: Application, applicant: User) -> None:
    vouched(begun, applicant, applicant.email, TEXT)

    assert asked_of(begun) == {"A reference was asked for at the applicant’s own address"}


@pytest.mark.clause("nc.5.1a", "ca.integrity.13")
def test_a_paper_number_of_somebody_else_is_asked_about(
    begun: Application, other: Application, applicant: User
) -> None:
    send(fill(other, owner(other), training={"entries": [{**TRAINING, "paper_number": "ju-77 1"}]}), owner(other))

    sent = send(fill(begun, applicant, training={"entries": [TRAINING]}), applicant)

    assert asked_of(sent) == {"The number of a paper stands in somebody else’s application too"}
    assert sent.stage == Stage.IN_REVIEW, "a question, not a verdict"


@pytest.mark.parametrize(
    ("sections", "asks"),
    [
        ({"training": {"entries": [{**TRAINING, "hours": "61"}]}}, "61 h in 5 days is more than 12 a day"),
        (
            {
                "training": {
                    "entries": [
                        TRAINING,
                        {**TRAINING, "title": "B", "began_on": "2026-01-09", "ended_on": "2026-01-12"},
                    ]
                }
            },
            "Two trainings share days",
        ),
        (
            {"experience": {"entries": [SERVICE, {**SERVICE, "began_on": "2026-03-31", "ended_on": "2026-04-30"}]}},
            "Two times of service share days, 200 h in all",
        ),
        (
            {"experience": {"entries": [{**SERVICE, "supervisor_email": "Imani@example.test"}]}},
            "The supervisor’s address is the applicant’s own",
        ),
        (
            {
                "training": {"entries": [TRAINING]},
                "exam": {"name": "State exam", "taken_on": "2025-12-01", "paper_number": ""},
            },
            "The exam was passed before a training began",
        ),
        (
            {"training": {"entries": [TRAINING]}, "identity": {**IDENTITY, "born_on": "2012-05-01"}},
            "It began when the applicant was very young",
        ),
    ],
)
def test_days_and_hours_that_do_not_fit_are_asked_about(
    begun: Application, applicant: User, sections: dict[str, dict[str, Any]], asks: str
) -> None:
    sent = send(fill(begun, applicant, **sections), applicant)

    assert asked_of(sent) == {asks}


@pytest.mark.parametrize("hours", ["60", "40"])
def test_a_long_week_is_nothing_to_ask_about(begun: Application, applicant: User, hours: str) -> None:
    sent = send(fill(begun, applicant, training={"entries": [{**TRAINING, "hours": hours}]}), applicant)

    assert asked_of(sent) == set()


@pytest.mark.clause("nc.5.1a")
def test_the_same_file_from_two_people_is_asked_about(
    begun: Application, other: Application, applicant: User, picture: bytes
) -> None:
    for application in (begun, other):
        fresh = Application.objects.select_related("board", "practitioner__user").get(pk=application.pk)
        handed = HandedIn("training.png", check(picture))
        add_paper(application=fresh, kind="training", handed_in=handed, by=owner(application))

    assert asked_of(begun) == {"Somebody else handed in the very same file"}
