"""Sending an application: only whole, true and one's own; from that day the code binds and the clock runs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.applications.actions import begin_application, save_section, submit_application, withdraw_application
from alongside.applications.models import Application, Stage
from alongside.applications.refusals import NotAffirmed, NotComplete, NotNow
from alongside.credentials.queries import codes_held
from alongside.credentials.standing import standing_of
from alongside.credentials.status import Status
from alongside.journal.models import Entry
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.actions import add_worker, give_role, open_agency
from alongside.people.models import Board, RoleKind, Worker
from alongside.people.practitioners import practitioner_for
from alongside.rulings.models import KeptRuling
from tests.alongside.applications.conftest import IDENTITY, LONG_AGO, NOON, TODAY, board_keeping, fill, send

SignIn = Callable[[User], Client]


def employed(user: User) -> Worker:
    agency = open_agency(slug="mesa", name="Mesa", place="There", zone="America/New_York", by=None)
    practitioner_for(user=user, name=user.name)
    give_role(user=user, kind=RoleKind.WORKER, place=agency, from_day=LONG_AGO, by=None)
    return add_worker(agency=agency, name=user.name, user=user, by=None)


def test_what_is_missing_keeps_it_here(begun: Application, applicant: User, signed: set[int]) -> None:
    fill(begun, applicant)
    signed.add(begun.practitioner_id)

    with pytest.raises(NotComplete) as refused:
        send(begun, applicant)

    assert refused.value.sections == ["Read and sign the code"]
    assert Application.objects.get().stage == Stage.STARTED


@pytest.mark.clause("nc.5.1", "nc.5.1a")
@pytest.mark.parametrize(
    ("is_true", "is_own", "clauses"), [(False, True, {"nc.5.1", "nc.5.1a"}), (True, False, {"nc.5.1a"})]
)
def test_an_application_not_affirmed_is_refused_by_its_clauses(
    begun: Application, applicant: User, is_true: bool, is_own: bool, clauses: set[str]
) -> None:
    fill(begun, applicant)

    with pytest.raises(NotAffirmed) as refused:
        submit_application(application=begun, is_true=is_true, is_own=is_own, by=applicant)

    assert {cited.clause for cited in refused.value.ruling.decided_by} == clauses
    assert Application.objects.get().certificate is None
    assert Entry.objects.filter(kind="application.refused").count() == 1


@pytest.mark.clause("ca.integrity.13", "ca.integrity.13a", "ca.integrity.13b")
def test_a_false_or_withheld_word_is_refused_under_california(applicant: User) -> None:
    begun = begin_application(by=applicant, board=board_keeping("ca", "America/Los_Angeles"), code="ca")
    fill(begun, applicant)

    with pytest.raises(NotAffirmed) as refused:
        submit_application(application=begun, is_true=False, is_own=True, by=applicant)

    assert {cited.clause for cited in refused.value.ruling.decided_by} == {
        "ca.integrity.13",
        "ca.integrity.13a",
        "ca.integrity.13b",
    }


def test_a_code_that_is_silent_does_not_let_an_untrue_one_through(applicant: User) -> None:
    begun = begin_application(by=applicant, board=board_keeping("ak", "America/Anchorage"), code="ak")
    fill(begun, applicant)

    with pytest.raises(NotAffirmed):
        submit_application(application=begun, is_true=False, is_own=True, by=applicant)


@pytest.mark.clause("nc.attest.3")
def test_the_page_says_what_a_false_answer_may_cost(begun: Application, applicant: User, browser: SignIn) -> None:
    fill(begun, applicant)

    page = browser(applicant).get(reverse("applications:send", args=[begun.pk])).content.decode()
    refused = browser(applicant).post(reverse("applications:send", args=[begun.pk]), {"is_true": "on"})

    assert "nc.attest.3" in page
    assert refused.status_code == 422
    assert 'role="alert"' in refused.content.decode()
    assert "nc.5.1a" in refused.content.decode()


def test_sent_it_binds_and_the_clock_runs(begun: Application, applicant: User) -> None:
    worker = employed(applicant)

    sent = send(fill(begun, applicant), applicant)

    assert sent.certificate is not None
    standing = standing_of(sent.certificate, NOON)
    assert standing is not None
    assert standing.status is Status.APPLIED
    assert codes_held(worker, TODAY) == {"nc"}
    assert (sent.submitted_on, sent.due_on) == (TODAY, TODAY + timedelta(days=30))
    assert Notice.objects.filter(kind="application.sent", user=applicant).count() == 1
    assert KeptRuling.objects.filter(worker=worker, act="apply-for-certification", allows=True).count() == 1


def test_a_credential_entered_before_is_the_one_applied_for(begun: Application, applicant: User, board: Board) -> None:
    first = send(fill(begun, applicant), applicant)
    withdrawn = withdraw_application(application=first, by=applicant)

    second = send(fill(begin_application(by=applicant, board=board, code="nc"), applicant), applicant)

    assert first.certificate is not None
    assert second.certificate is not None
    assert withdrawn.stage == Stage.WITHDRAWN
    assert second.certificate != first.certificate, "one that was given up is not taken up again"


def test_sections_are_closed_once_it_is_sent(sent: Application, applicant: User) -> None:
    with pytest.raises(NotNow):
        save_section(application=sent, kind="identity", content=IDENTITY | {"name": "X"}, version=1, by=applicant)
    with pytest.raises(NotNow):
        send(sent, applicant)


def test_withdrawn_it_binds_no_longer(begun: Application, applicant: User) -> None:
    worker = employed(applicant)
    sent = send(fill(begun, applicant), applicant)

    withdraw_application(application=sent, by=applicant)

    assert codes_held(worker, TODAY) == frozenset()
    with pytest.raises(NotNow):
        withdraw_application(application=sent, by=applicant)


def test_the_day_it_was_sent_is_the_boards_own(applicant: User) -> None:
    begun = begin_application(by=applicant, board=board_keeping("ak", "America/Anchorage"), code="ak")
    after_midnight_in_the_east = NOON.replace(hour=1)

    with clock.standing_at(after_midnight_in_the_east):
        sent = send(fill(begun, applicant), applicant)

    assert sent.submitted_on == TODAY - timedelta(days=1)
