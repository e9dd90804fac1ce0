"""What may happen to a certificate, by whom and when: each on record, none taken back, nothing set by hand."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction
from tests.alongside.credentials.conftest import Certify, user_of

from alongside.accounts.models import User
from alongside.credentials import actions
from alongside.credentials.models import Certificate, CertificateEvent
from alongside.credentials.standing import standings, standings_on
from alongside.credentials.status import Status
from alongside.journal.guards import missing_triggers
from alongside.journal.models import Entry, NeverChanged
from alongside.people import clock
from alongside.people.authority import NotTheirs

NOON = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("America/Denver"))
TODAY = NOON.date()
THROUGH = date(2026, 12, 31)


def status(certificate: Certificate, day: date = TODAY) -> Status:
    return standings_on([certificate], day)[certificate.pk].status


def test_granted_it_runs_as_long_as_the_programme_says_and_gets_a_number(certify: Certify) -> None:
    certificate = certify("nm", "America/Denver", through=None, number="")

    with clock.standing_at(NOON):
        event = actions.grant_certificate(certificate=certificate, on=TODAY, by=None)

    assert (event.valid_from, event.valid_through) == (TODAY, date(2028, 11, 19))
    assert Certificate.objects.get().number == certificate.number == "NM-2026-00001"
    assert status(certificate) is Status.ACTIVE


def test_renewed_in_time_the_next_period_follows_the_last(certify: Certify) -> None:
    certificate = certify("nm", "America/Denver", through=THROUGH)

    with clock.standing_at(NOON):
        event = actions.renew_certificate(certificate=certificate, on=TODAY, by=None)

    assert (event.valid_from, event.valid_through) == (date(2027, 1, 1), date(2028, 12, 31))
    assert status(certificate) is Status.ACTIVE


@pytest.mark.clause("nc.cert.1")
@pytest.mark.parametrize(("through", "may"), [(date(2026, 10, 21), True), (date(2026, 10, 20), False)])
def test_renewed_late_within_grace_and_applied_for_anew_after_it(certify: Certify, through: date, may: bool) -> None:
    certificate = certify("nc", "America/Denver", through=through)

    with clock.standing_at(NOON):
        if may:
            assert actions.renew_certificate(certificate=certificate, on=TODAY, by=None).valid_from == TODAY
        else:
            with pytest.raises(actions.NotFromHere):
                actions.renew_certificate(certificate=certificate, on=TODAY, by=None)


@pytest.mark.clause("nm.recovery.5")
def test_a_revocation_in_new_mexico_stands_two_years_at_least(certify: Certify) -> None:
    certificate = certify("nm", "America/Denver", through=THROUGH)

    with clock.standing_at(NOON):
        event = actions.revoke_certificate(certificate=certificate, on=TODAY, cause="found guilty", by=None)
        with pytest.raises(actions.NotFromHere):
            actions.give_up_certificate(certificate=certificate, on=TODAY, by=user_of(certificate.holder))
    with clock.standing_at(NOON.replace(year=2028, day=19)), pytest.raises(actions.TooSoon):
        actions.reinstate_certificate(certificate=certificate, on=date(2028, 11, 19), cause="asked", by=None)
    with clock.standing_at(NOON.replace(year=2028)):
        actions.reinstate_certificate(certificate=certificate, on=date(2028, 11, 20), cause="asked", by=None)

    assert event.until == date(2028, 11, 20)
    assert status(certificate, date(2028, 11, 19)) is Status.REVOKED
    assert status(certificate, date(2028, 11, 20)) is Status.LAPSED, "two years later its period is long over"


def test_suspended_and_given_back(certify: Certify) -> None:
    certificate = certify("nm", "America/Denver", through=date(2027, 11, 30))

    with clock.standing_at(NOON):
        actions.suspend_certificate(certificate=certificate, on=TODAY, cause="inquiry 4", by=None)
        assert status(certificate) is Status.SUSPENDED
        actions.reinstate_certificate(certificate=certificate, on=TODAY, cause="inquiry 4 closed", by=None)

    assert status(certificate) is Status.ACTIVE


def test_of_one_who_has_died_nothing_more_is_said(certify: Certify) -> None:
    certificate = certify("nm", "America/Denver", through=THROUGH)

    with clock.standing_at(NOON):
        actions.record_death(certificate=certificate, on=TODAY, by=None)
        with pytest.raises(actions.NotFromHere):
            actions.suspend_certificate(certificate=certificate, on=TODAY, cause="x", by=None)

    assert status(certificate) is Status.DECEASED


def test_nothing_happens_on_a_day_to_come_or_behind_the_record(certify: Certify) -> None:
    certificate = certify("nm", "America/Denver", through=THROUGH)

    with clock.standing_at(NOON):
        with pytest.raises(actions.NotToday):
            actions.make_inactive(certificate=certificate, on=date(2026, 11, 21), cause="x", by=None)
        actions.make_inactive(certificate=certificate, on=TODAY, cause="at home with a child", by=None)
        with pytest.raises(actions.NotToday):
            actions.reinstate_certificate(certificate=certificate, on=date(2026, 11, 19), cause="x", by=None)

    assert CertificateEvent.objects.count() == 1


def test_a_board_that_has_not_told_how_long_is_asked(certify: Certify) -> None:
    certificate = certify("sud", "America/Los_Angeles", through=None)

    with clock.standing_at(NOON), pytest.raises(actions.PeriodUntold):
        actions.grant_certificate(certificate=certificate, on=TODAY, by=None)

    assert not CertificateEvent.objects.exists()


def test_only_the_board_decides(certify: Certify) -> None:
    certificate = certify("nm", "America/Denver", through=THROUGH)
    holder, stranger = user_of(certificate.holder), User.objects.create_user("x@example.test", name="X")

    with clock.standing_at(NOON):
        for by in (holder, stranger):
            with pytest.raises(NotTheirs):
                actions.revoke_certificate(certificate=certificate, on=TODAY, cause="x", by=by)
            with pytest.raises(NotTheirs):
                actions.renew_certificate(certificate=certificate, on=TODAY, by=by)
        with pytest.raises(NotTheirs):
            actions.make_inactive(certificate=certificate, on=TODAY, cause="x", by=stranger)
        actions.make_inactive(certificate=certificate, on=TODAY, cause="a year away", by=holder)

    assert status(certificate) is Status.INACTIVE


def test_what_happened_is_journalled_by_id_and_never_changed(certify: Certify) -> None:
    certificate = certify("nm", "America/Denver", through=THROUGH)
    with clock.standing_at(NOON):
        event = actions.suspend_certificate(certificate=certificate, on=TODAY, cause="inquiry 4", by=None)

    entry = Entry.objects.order_by("-pk")[0]
    event.cause = "another"

    assert (entry.kind, entry.subject_id, entry.board_id) == ("certificate.suspended", certificate.pk, event.board_id)
    assert "inquiry" not in entry.body
    with pytest.raises(NeverChanged):
        event.save()
    for change in (CertificateEvent.objects.update, CertificateEvent.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(**({"cause": "another"} if change == CertificateEvent.objects.update else {}))
    assert missing_triggers(connection) == []


def test_many_are_worked_out_with_three_queries_and_as_one_by_one(
    certify: Certify, django_assert_num_queries: object
) -> None:
    first = certify("nm", "America/Denver", through=THROUGH)
    rows = [
        Certificate(
            board=first.board,
            holder=first.holder,
            code="nm",
            number=f"M{number}",
            name_on_certificate="Teo Begay",
            applied_on=first.applied_on,
            valid_from=date(2024, 11, 1),
            valid_through=date(2026, 10, 1 + number % 28),
        )
        for number in range(60)
    ]
    Certificate.objects.bulk_create(rows)
    with clock.standing_at(NOON):
        actions.suspend_certificate(certificate=first, on=TODAY, cause="x", by=None)

    with django_assert_num_queries(3):  # type: ignore[operator]
        listed = list(Certificate.objects.select_related("board"))
        together = standings(listed, NOON)

    assert together == {c.pk: standings([c], NOON)[c.pk] for c in listed}
    assert {standing.status for standing in together.values()} == {Status.SUSPENDED, Status.LAPSED}
