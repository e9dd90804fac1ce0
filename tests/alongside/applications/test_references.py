"""References: invited by letter, answered once without an account, read by nobody but those who decide."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.applications.models import Application, Reference
from alongside.applications.references import (
    TooMany,
    Words,
    answer_reference,
    invite_reference,
    remind_all,
    remind_reference,
    replace_reference,
)
from alongside.applications.refusals import NoReference
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.authority import NotTheirs
from tests.alongside.applications.conftest import NOON, vouched

SignIn = Callable[[User], Client]
TEXT = "I saw her sit with people through long nights, and she never once made it about herself."


@pytest.fixture
def asked(begun: Application, applicant: User) -> Reference:
    return invite_reference(
        application=begun, name="Ray", email="Ray@example.test", relation="supervisor", by=applicant
    )


def test_the_letter_names_nobody_and_leads_to_the_page(asked: Reference, client: Client) -> None:
    letter = Notice.objects.get(kind="application.reference-asked")

    page = client.get(letter.url)

    assert letter.email == "ray@example.test"
    assert "Imani" not in str(letter.data)
    assert "Imani Clarke" in page.content.decode()
    assert page.headers["Cache-Control"].startswith("max-age=0")


def test_an_answer_is_given_once_and_not_shown_to_the_applicant(
    asked: Reference, applicant: User, client: Client, browser: SignIn
) -> None:
    page = reverse("applications:vouch", args=[asked.token])
    words = {"known_for": "Four years", "advice": "yes", "answer": TEXT}

    first, second = client.post(page, words), client.post(page, {**words, "advice": "no"})

    theirs = browser(applicant).get(reverse("applications:references", args=[asked.application_id])).content.decode()
    assert (first.status_code, second.status_code) == (200, 404)
    assert Reference.objects.get().advice == "yes"
    assert "Answered" in theirs
    assert TEXT not in theirs


def test_what_is_missing_is_asked_again_and_kept(asked: Reference, client: Client) -> None:
    answer = client.post(
        reverse("applications:vouch", args=[asked.token]), {"known_for": "Four years", "answer": "Good."}
    )

    assert answer.status_code == 422
    assert "Four years" in answer.content.decode()


def test_a_link_ends_with_its_days(asked: Reference) -> None:
    with clock.standing_at(NOON + timedelta(days=31)), pytest.raises(NoReference):
        answer_reference(token=asked.token, words=Words("", "yes", TEXT))
    with pytest.raises(NoReference):
        answer_reference(token="no-such-link", words=Words("", "yes", TEXT))


def test_a_reminder_goes_out_once_by_itself_and_ends_the_older_link(asked: Reference) -> None:
    with clock.standing_at(NOON + timedelta(days=10)):
        early = remind_all(clock.now())
    with clock.standing_at(NOON + timedelta(days=11)):
        sent = [remind_all(clock.now()) for _ in range(2)]
        fresh = Reference.objects.get()
        with pytest.raises(NoReference):
            answer_reference(token=asked.token, words=Words("", "yes", TEXT))
        answer_reference(token=fresh.token, words=Words("", "yes", TEXT))

    assert (early, sent) == (0, [1, 0])
    assert Notice.objects.filter(kind="application.reference-reminder").count() == 1


def test_two_clicks_remind_once(asked: Reference, applicant: User) -> None:
    with clock.standing_at(NOON + timedelta(days=2)):
        reminded = [remind_reference(reference=asked, by=applicant) for _ in range(2)]

    assert reminded == [True, False]


def test_one_who_does_not_answer_is_replaced(asked: Reference, applicant: User) -> None:
    other = replace_reference(
        reference=asked, name="Odette", email="odette@example.test", relation="trainer", by=applicant
    )

    with pytest.raises(NoReference):
        answer_reference(token=asked.token, words=Words("", "yes", TEXT))
    assert other.email == "odette@example.test"
    assert asked.application.references.filter(replaced_at__isnull=True).count() == 1


def test_an_application_is_no_mailing_list(begun: Application, applicant: User) -> None:
    for n in range(6):
        invite_reference(application=begun, name="R", email=f"r{n}@example.test", relation="x", by=applicant)

    with pytest.raises(TooMany):
        invite_reference(application=begun, name="R", email="r7@example.test", relation="x", by=applicant)
    assert Notice.objects.filter(kind="application.reference-asked").count() == 6


def test_only_the_applicant_asks(begun: Application, reviewer: User) -> None:
    with pytest.raises(NotTheirs):
        invite_reference(application=begun, name="R", email="r@example.test", relation="x", by=reviewer)


def test_an_answer_after_it_was_sent_is_one_more_thing_to_verify(sent: Application, applicant: User) -> None:
    before = Application.objects.get().claims
    asked = Reference.objects.create(
        application=sent,
        board=sent.board,
        name="Ray",
        email="ray@example.test",
        relation="supervisor",
        invited_at=NOON,
        expires_at=NOON + timedelta(days=30),
    )

    answer_reference(token=asked.token, words=Words("Four years", "yes", TEXT))

    assert Application.objects.get().claims == before + 1


def test_the_same_address_is_asked_once(begun: Application, applicant: User) -> None:
    rows = [
        invite_reference(application=begun, name="Ray", email=email, relation="x", by=applicant)
        for email in ("ray@example.test", "RAY@example.test")
    ]

    assert rows[0] == rows[1]
    assert vouched(begun, applicant, "ray@example.test", TEXT).pk == rows[0].pk
