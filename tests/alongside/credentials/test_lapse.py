"""What a lapse stops, from the second it happens: midnight of the board's own zone, wherever the holder is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Q
from tests.alongside.credentials.conftest import Certify, user_of, worker_of

from alongside.credentials.actions import revoke_certificate
from alongside.credentials.models import Certificate
from alongside.credentials.queries import codes_held, doubts_of_practice, is_in_force_at, may_practice
from alongside.credentials.standing import standing_of
from alongside.credentials.status import Status
from alongside.people import clock
from alongside.people.models import Worker
from alongside.rulings.asking import ask_ruling
from canon.ruling import Answer, Ruling

LAST = date(2026, 11, 30)


def ruling_at(certificate: Certificate, moment: datetime) -> Ruling:
    """May the holder serve somebody, asked at a moment on the day it is where they work."""
    worker = worker_of(certificate)
    with clock.standing_at(moment):
        today = clock.today_in(worker.agency.time_zone)
        return ask_ruling("provide-service", {}, worker=worker, by=user_of(worker), on=today).ruling


def moment(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.clause("nc.cert.3", "nc.5.3")
def test_from_midnight_of_the_boards_zone_a_lapse_prohibits_service(certify: Certify) -> None:
    certificate = certify("nc", "America/New_York", through=LAST)

    before = ruling_at(certificate, moment("2026-11-30T23:59:59", "America/New_York"))
    after = ruling_at(certificate, moment("2026-12-01T00:00:00", "America/New_York"))

    assert before.answer is not Answer.PROHIBITED
    assert after.answer is Answer.PROHIBITED
    assert {cited.clause for cited in after.decided_by} == {"nc.cert.3", "nc.5.3"}


@pytest.mark.clause("nc.cert.3", "nc.5.3")
@pytest.mark.parametrize("agency_zone", ["America/Los_Angeles", "Pacific/Honolulu", "Asia/Tokyo"])
def test_it_is_the_boards_midnight_and_not_the_agencys(certify: Certify, agency_zone: str) -> None:
    certificate = certify("nc", "America/New_York", through=LAST, agency_zone=agency_zone)

    before = ruling_at(certificate, moment("2026-11-30T23:59:59", "America/New_York"))
    after = ruling_at(certificate, moment("2026-12-01T00:00:00", "America/New_York"))

    assert (before.answer is Answer.PROHIBITED, after.answer is Answer.PROHIBITED) == (False, True)


@pytest.mark.clause("nc.cert.1")
@pytest.mark.parametrize(
    ("zone", "last", "before", "after"),
    [
        ("America/New_York", LAST, "2026-12-01T04:59:59+00:00", "2026-12-01T05:00:00+00:00"),
        ("America/Anchorage", LAST, "2026-12-01T08:59:59+00:00", "2026-12-01T09:00:00+00:00"),
        # the day the clocks go back, and the day they go forward: each has its own midnight
        ("America/New_York", date(2026, 11, 1), "2026-11-02T04:59:59+00:00", "2026-11-02T05:00:00+00:00"),
        ("America/Anchorage", date(2026, 3, 8), "2026-03-09T07:59:59+00:00", "2026-03-09T08:00:00+00:00"),
        ("America/New_York", date(2028, 2, 29), "2028-03-01T04:59:59+00:00", "2028-03-01T05:00:00+00:00"),
    ],
)
def test_the_last_second_of_the_last_day(certify: Certify, zone: str, last: date, before: str, after: str) -> None:
    certificate = certify("ak", zone, through=last)

    seconds = [datetime.fromisoformat(text) for text in (before, after)]

    assert [is_in_force_at(worker_of(certificate), "ak", second) for second in seconds] == [True, False]
    standing = standing_of(certificate, seconds[1])
    assert standing is not None
    assert (standing.status, standing.through) == (Status.LAPSED, last)
    assert codes_held(worker_of(certificate), date(2030, 1, 1)) == {"ak"}, "the code still binds"


@pytest.mark.clause("nc.cert.3")
def test_grace_lets_one_renew_and_not_serve(certify: Certify) -> None:
    certificate = certify("nc", "America/New_York", through=LAST)

    standing = standing_of(certificate, moment("2026-12-05T12:00:00", "America/New_York"))

    assert standing is not None
    assert (standing.status, standing.late_until) == (Status.GRACE, date(2026, 12, 30))
    assert not standing.is_in_force


@pytest.mark.clause("nc.5.3")
def test_a_revocation_is_seen_by_the_very_next_question(certify: Certify) -> None:
    certificate = certify("nc", "America/New_York", through=LAST)
    now = moment("2026-11-10T15:00:00", "America/New_York")

    before = ruling_at(certificate, now)
    with clock.standing_at(now):
        revoke_certificate(certificate=certificate, on=date(2026, 11, 10), cause="case 7", by=None)
    after = ruling_at(certificate, now)

    assert (before.answer is Answer.PROHIBITED, after.answer is Answer.PROHIBITED) == (False, True)


@pytest.mark.clause("nc.5.3")
@pytest.mark.parametrize(("name", "known"), [("teo  BEGÁY", True), ("Teodoro Begay", False)])
def test_the_name_is_known_where_it_is_the_same_and_asked_where_not(certify: Certify, name: str, known: bool) -> None:
    certificate = certify("nc", "America/New_York", through=LAST, name=name)

    facts = ruling_at(certificate, moment("2026-11-10T15:00:00", "America/New_York")).facts

    assert (facts.get("certificate.names_worker") is True) is known


def surely(on: date) -> Q:
    """Of workers: there is no doubt that they may practice."""
    holds_none, is_in_doubt = doubts_of_practice("practitioner", on)
    return ~holds_none & ~is_in_doubt


@pytest.mark.parametrize(
    "day", ["2024-11-30", "2024-12-01", "2024-12-02", "2026-11-29", "2026-11-30", "2026-12-01", "2026-12-30"]
)
def test_who_surely_may_practice_may_and_of_whom_it_is_not_sure_is_looked_at(certify: Certify, day: str) -> None:
    certificate = certify("nc", "America/New_York", through=LAST)
    worker, on = worker_of(certificate), date.fromisoformat(day)

    def told() -> tuple[bool, bool]:
        sure = Worker.objects.filter(surely(on), pk=worker.pk)
        return sure.exists(), worker.pk in may_practice([worker], on)

    before = told()
    with clock.standing_at(moment("2026-11-10T15:00:00", "America/New_York")):
        revoke_certificate(certificate=certificate, on=date(2026, 11, 10), cause="case 7", by=None)

    assert before[0] == before[1] == (date(2024, 12, 1) <= on <= LAST)
    assert told()[0] is False


def test_who_has_only_applied_is_looked_at_and_may_not(certify: Certify) -> None:
    worker = worker_of(certify("nc", "America/New_York", through=None, number=""))

    assert not Worker.objects.filter(surely(LAST), pk=worker.pk).exists()
    assert may_practice([worker], LAST) == frozenset()


def test_one_certificate_that_lapsed_beside_one_in_force_is_looked_at(certify: Certify) -> None:
    certificate = certify("nc", "America/New_York", through=LAST)
    worker, on = worker_of(certificate), date(2026, 11, 20)
    Certificate.objects.create(
        board=certificate.board,
        holder=certificate.holder,
        code="nm",
        number="8",
        name_on_certificate="Teo Begay",
        applied_on=date(2024, 1, 1),
        valid_from=date(2024, 1, 1),
        valid_through=date(2026, 1, 1),
    )

    assert not Worker.objects.filter(surely(on), pk=worker.pk).exists()
    assert may_practice([worker], on) == frozenset()
