"""Legal actions: told in time or late, always taken; how each ended; seen by the teller and the board's staff alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.credentials.models import Certificate
from alongside.notices.mailing import mail_waiting
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.actions import add_worker, end_role, give_role, name_supervisor
from alongside.people.authority import NotTheirs
from alongside.people.models import RoleKind
from alongside.renewals.legal import (
    resolution_clock,
    review_action,
    tell_how_it_ended,
    tell_of_action,
    told_clock,
)
from alongside.renewals.models import ActionReview, LegalAction, RecoveryNotice
from alongside.renewals.recovery import tell_of_recovery, would_be_told
from alongside.renewals.refusals import StillToCome
from tests.alongside.renewals.conftest import NOW, TODAY, user_of
from tests.alongside.rulebook.keeping import a_pdf, an_agency, somebody


def tell(held: Certificate, *, began: date = TODAY - timedelta(days=10), kind: str = "charge") -> LegalAction:
    return tell_of_action(
        practitioner=held.holder,
        code=held.code,
        kind=LegalAction.Kind(kind),
        began_on=began,
        words="It is about a fine.",
        file=None,
        by=user_of(held.holder),
    )


@pytest.mark.clause("nc.cert.5", "nc.cert.5a")
@pytest.mark.parametrize(("days", "is_late"), [(0, False), (60, False), (61, True), (400, True)])
def test_sixty_days_from_the_filing_and_late_is_taken_too(held: Certificate, days: int, is_late: bool) -> None:
    row = tell(held, began=TODAY - timedelta(days=days))

    clock = told_clock("nc", row.began_on, row.told_on, TODAY)

    assert (clock.is_late, clock.clause) == (is_late, "nc.cert.5")
    assert clock.due == row.began_on + timedelta(days=60)


@pytest.mark.clause("nc.cert.5a")
@pytest.mark.parametrize("kind", LegalAction.Kind.values)
def test_every_kind_the_code_lists_and_any_other_can_be_told(held: Certificate, kind: str) -> None:
    assert tell(held, kind=kind).kind == kind


@pytest.mark.clause("nc.cert.5b")
@pytest.mark.parametrize(("days", "is_late"), [(60, False), (61, True)])
def test_how_it_ended_is_owed_within_sixty_days_of_the_end(held: Certificate, days: int, is_late: bool) -> None:
    row = tell(held, began=TODAY - timedelta(days=200))

    ended = tell_how_it_ended(
        action=row, ended_on=TODAY - timedelta(days=days), words="Dismissed", file=None, by=user_of(held.holder)
    )

    clock = resolution_clock("nc", ended.ended_on, ended.told_on, TODAY)
    assert (clock.is_late, clock.clause) == (is_late, "nc.cert.5b")


def test_a_day_to_come_is_refused_and_the_same_told_twice_is_told_once(held: Certificate) -> None:
    with pytest.raises(StillToCome):
        tell(held, began=TODAY + timedelta(days=1))
    assert tell(held) == tell(held)
    assert LegalAction.objects.count() == 1


@pytest.mark.clause("nc.cert.5", "nc.cert.5b")
def test_from_the_phone_with_a_paper_to_the_boards_answer(held: Certificate, staff: User, client: Client) -> None:
    client.force_login(user_of(held.holder))
    paper = SimpleUploadedFile("letter.pdf", a_pdf("Charge 17"), content_type="application/pdf")
    form = {"code": "nc", "kind": "charge", "began_on": "2026-10-01", "words": "A fine", "file": paper}

    future = client.post(reverse("renewals:legal-new"), {**form, "began_on": "2030-01-01", "file": ""})
    client.post(reverse("renewals:legal-new"), form)
    row = LegalAction.objects.get()
    client.force_login(staff)
    listed = client.get(reverse("renewals:actions")).content.decode()
    client.post(reverse("renewals:action", args=[row.pk]), {"outcome": "noted", "reason": "Thank you."})
    client.force_login(user_of(held.holder))
    page = client.get(reverse("renewals:legal-one", args=[row.pk])).content.decode()

    assert future.status_code == 422
    assert "A fine" in future.content.decode(), "what was written is still there"
    assert row.evidence is not None
    assert "Teo Begay" in listed
    assert "Thank you." in page
    assert Notice.objects.filter(user=user_of(held.holder), kind="legal-action.reviewed").exists()


def test_no_employer_and_no_stranger_sees_it(held: Certificate, client: Client) -> None:
    row = tell(held)
    agency = an_agency()
    for name, kind in (("Ada", RoleKind.AGENCY_ADMINISTRATOR), ("Amira", RoleKind.SUPERVISOR)):
        client.force_login(somebody(name, kind, agency))
        assert client.get(reverse("renewals:action", args=[row.pk])).status_code == 403
        assert client.get(reverse("renewals:legal-one", args=[row.pk])).status_code == 403
    with pytest.raises(NotTheirs):
        review_action(
            action=row,
            outcome=ActionReview.Outcome.NOTED,
            reason="x",
            by=User.objects.create_user("x@x.test", name="X"),
        )


@pytest.mark.clause("nc.1.2")
def test_a_change_in_recovery_reaches_employer_and_program_without_a_word_of_detail(
    held: Certificate, staff: User
) -> None:
    agency = an_agency()
    amira = somebody("Amira", RoleKind.SUPERVISOR, agency)
    worker = add_worker(agency=agency, name="Teo Begay", user=user_of(held.holder), by=None)
    name_supervisor(worker=worker, supervisor=amira, from_day=date(2026, 1, 1), by=None)

    shown = {user for told in would_be_told(held.holder) for user in told.people}
    tell_of_recovery(practitioner=held.holder, by=user_of(held.holder))
    tell_of_recovery(practitioner=held.holder, by=user_of(held.holder))

    told = Notice.objects.filter(kind="recovery.changed")
    assert {notice.user for notice in told} == shown == {amira, staff}
    assert all(set(notice.data) == {"name"} for notice in told)
    assert RecoveryNotice.objects.count() == 1


@pytest.mark.clause("nc.1.2")
def test_an_employer_of_the_past_is_told_nothing_and_mail_names_nobody(
    held: Certificate, staff: User, mailoutbox: list[EmailMessage]
) -> None:
    agency = an_agency()
    somebody("Ada", RoleKind.AGENCY_ADMINISTRATOR, agency)
    add_worker(agency=agency, name="Teo Begay", user=user_of(held.holder), by=None)
    role = give_role(user=user_of(held.holder), kind=RoleKind.WORKER, place=agency, from_day=date(2025, 1, 1), by=None)
    end_role(role=role, to_day=TODAY, by=None)

    tell_of_recovery(practitioner=held.holder, by=user_of(held.holder))
    mail_waiting(NOW)

    assert {notice.user for notice in Notice.objects.filter(kind="recovery.changed")} == {staff}
    assert len(mailoutbox) == 1
    assert "Teo" not in str(mailoutbox[0].message())
    assert "recovery" not in str(mailoutbox[0].message())


@pytest.mark.clause("nc.1.2")
def test_the_day_of_a_notice_is_the_boards_own(held: Certificate, staff: User) -> None:
    with clock.standing_at(datetime(2026, 11, 11, 3, 0, tzinfo=UTC)):  # ten in the evening before, in Raleigh
        row = tell_of_recovery(practitioner=held.holder, by=user_of(held.holder))

    assert row.on == date(2026, 11, 10)


def test_the_same_answer_clicked_twice_is_one(held: Certificate, staff: User) -> None:
    row = tell(held)

    first, again = (
        review_action(action=row, outcome=ActionReview.Outcome.NOTED, reason="Thank you.", by=staff) for _ in range(2)
    )

    assert first == again
    assert Notice.objects.filter(kind="legal-action.reviewed").count() == 1
