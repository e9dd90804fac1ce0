"""Reminders and lapses by themselves, and audits drawn so that anybody can draw them again."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from alongside.accounts.models import User
from alongside.credentials.models import Certificate
from alongside.learning.models import LearningEntry
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.actions import add_worker
from alongside.people.models import Practitioner, RoleKind
from alongside.people.practitioners import practitioner_for
from alongside.renewals.auditing import case_of, close_case, draw_audit, drawn, renewed_between
from alongside.renewals.models import Audit, AuditOutcome, Renewal
from alongside.renewals.refusals import AlreadyDecided, NobodyToDraw
from alongside.renewals.reminding import run
from alongside.renewals.renewing import ask_renewal, confirm_renewal
from tests.alongside.renewals.conftest import LAST, NOW, TODAY, certify, learn, user_of
from tests.alongside.rulebook.keeping import an_agency, somebody

DENVER = ZoneInfo("America/Denver")


def tick(day: date, hour: int = 12) -> None:
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=DENVER)
    with clock.standing_at(moment):
        run(moment)


def told(kind: str) -> int:
    return Notice.objects.filter(kind=kind).count()


@pytest.mark.clause("nc.cert.1")
def test_a_holder_is_reminded_on_each_set_day_once_however_often_it_runs(held: Certificate) -> None:
    counts = []
    for day in range(-100, 1):
        tick(LAST + timedelta(days=day))
        tick(LAST + timedelta(days=day), hour=18)
        counts.append(told("renewal.due"))

    assert counts[-1] == 6
    assert [day for day in range(-99, 1) if counts[day + 100] > counts[day + 99]] == [-90, -60, -30, -14, -7, -1]


@pytest.mark.clause("nc.cert.1")
def test_after_a_standstill_only_the_nearest_reminder_goes_out(held: Certificate) -> None:
    tick(LAST - timedelta(days=10))

    assert told("renewal.due") == 1


@pytest.mark.clause("nc.cert.3")
def test_a_lapse_is_told_from_the_boards_midnight_to_the_holder_and_to_those_who_find_cover(held: Certificate) -> None:
    agency = an_agency()
    ada = somebody("Ada", RoleKind.AGENCY_ADMINISTRATOR, agency)
    add_worker(agency=agency, name="Teo Begay", user=user_of(held.holder), by=None)

    tick(LAST, hour=23)
    before = told("renewal.lapsed")
    tick(LAST + timedelta(days=1), hour=0)
    tick(LAST + timedelta(days=2))

    assert (before, told("renewal.lapsed"), told("renewal.lapsed-at-work")) == (0, 1, 1)
    assert Notice.objects.get(kind="renewal.lapsed-at-work").user == ada


def test_old_news_is_not_told(held: Certificate) -> None:
    tick(LAST + timedelta(days=15))

    assert (told("renewal.lapsed"), told("renewal.last-days")) == (0, 0)
    tick(LAST + timedelta(days=24))
    assert told("renewal.last-days") == 1


@given(st.sets(st.integers(1, 10_000), min_size=1, max_size=60), st.integers(1, 100), st.integers(0, 2**31))
def test_a_sample_is_drawn_again_by_its_seed_and_is_never_empty(ids: set[int], percent: int, seed: int) -> None:
    found = drawn(sorted(ids), percent, seed)

    assert found == drawn(sorted(ids, reverse=True), percent, seed)
    assert set(found) <= ids
    assert len(found) == -(-len(ids) * percent // 100)


@pytest.mark.clause("nm.competence.3", "nc.cert.2")
def test_an_audit_draws_asks_and_closes_each_once(held: Certificate, staff: User) -> None:
    holders = [held.holder, *(_holder(number) for number in range(4))]
    for number, holder in enumerate(holders[1:]):
        certify(holder, held.board, number=f"NC-1{number}")
    for certificate in Certificate.objects.all():
        renewal = ask_renewal(
            certificate=certificate,
            declares=Renewal.Declares.NONE,
            fee_reference="",
            by=user_of(certificate.holder),
        )
        confirm_renewal(renewal=renewal, by=staff)

    audit = draw_audit(
        board=held.board, code="nc", first=TODAY, last=TODAY, percent=40, due_on=TODAY + timedelta(days=30), by=staff
    )

    cases = list(audit.cases.order_by("pk"))
    again = drawn(list(renewed_between(held.board, "nc", TODAY, TODAY).values_list("pk", flat=True)), 40, audit.seed)
    assert [case.renewal_id for case in cases] == again
    assert (len(cases), audit.population, told("audit.asked")) == (2, 5, 2)
    closed = {"outcome": AuditOutcome.Outcome.SHORT, "hours_short": Decimal(2), "says": "Two hours.", "by": staff}
    close_case(case=cases[0], **closed)
    with pytest.raises(AlreadyDecided):
        close_case(case=cases[0], **closed)


def test_nobody_renewed_is_said(held: Certificate, staff: User) -> None:
    with pytest.raises(NobodyToDraw):
        draw_audit(board=held.board, code="nc", first=TODAY, last=TODAY, percent=5, due_on=TODAY, by=staff)


def _holder(number: int) -> Practitioner:
    user = User.objects.create_user(f"h{number}@example.test", name=f"Holder {number}")
    return practitioner_for(user=user, name=f"Holder {number}")


def test_whoever_has_asked_is_not_asked_again(held: Certificate) -> None:
    ask_renewal(certificate=held, declares=Renewal.Declares.NONE, fee_reference="", by=user_of(held.holder))

    tick(LAST - timedelta(days=7))

    assert told("renewal.due") == 0


def test_an_audit_shows_the_renewed_period_alone_and_two_clicks_are_one(held: Certificate, staff: User) -> None:
    learn(held.holder, held.board, "20", ethics="3")
    LearningEntry.objects.create(
        practitioner=held.holder,
        board=held.board,
        title="Long ago",
        completed_on=date(2024, 11, 1),
        hours=Decimal(5),
        source=LearningEntry.Source.SELF_LOGGED,
        at=NOW,
    )
    renewal = ask_renewal(certificate=held, declares=Renewal.Declares.NONE, fee_reference="", by=user_of(held.holder))
    confirm_renewal(renewal=renewal, by=staff)

    def draw() -> Audit:
        return draw_audit(
            board=held.board,
            code="nc",
            first=TODAY,
            last=TODAY,
            percent=100,
            due_on=TODAY + timedelta(days=30),
            by=staff,
        )

    first, again = draw(), draw()

    assert first == again
    assert Notice.objects.filter(kind="audit.asked").count() == 1
    assert [entry.title for entry in case_of(held.holder, first.cases.get().pk).entries] == ["A course"]
