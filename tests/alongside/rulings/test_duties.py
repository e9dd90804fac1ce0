"""Duties reckoned from what apps tell: whose code, from when, and what the employer may tighten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest

from alongside.people.models import SupervisorOfRecord, Worker
from alongside.rulebook.models import AgencyPolicy
from alongside.rulings import events as register
from alongside.rulings.duties import WorkerDuty, duties_of, duties_of_many
from alongside.rulings.events import EVERY_CODE, Key, register_events
from alongside.rulings.register import AlreadyRegistered
from canon.duties.events import Event
from canon.duties.owed import Status
from tests.alongside.rulings.makers import LONG_AGO, MORNING, TODAY, Place, certify
from tests.clauses import clause

SESSIONS = "supervision-session"


@pytest.fixture
def held() -> Iterator[dict[int, list[Event]]]:
    """Sessions that a source of this test's own gives, by worker."""
    known = dict(register._sources)
    given: dict[int, list[Event]] = {}

    def source(workers: Sequence[Worker], on: date) -> Mapping[Key, Iterable[Event]]:
        return {(worker.pk, EVERY_CODE): given.get(worker.pk, []) for worker in workers}

    register._sources.pop(SESSIONS, None)
    register_events(source, SESSIONS)
    yield given
    register._sources.clear()
    register._sources.update(known)


def this_month(worker: Worker, name: str) -> WorkerDuty:
    """The duty of that clause in the month of TODAY."""
    found = [duty for duty in duties_of(worker, TODAY) if duty.clause == name and duty.owed.due]
    return found[-1]


def session(day: date, hours: str, *tags: str) -> Event:
    return Event(SESSIONS, day, hours=Decimal(hours), tags=frozenset(tags))


@clause("ak.conduct.1")
def test_two_sessions_of_two_hours_together_meet_the_month(place: Place, held: dict[int, list[Event]]) -> None:
    certify(place, "ak")

    held[place.dana.pk] = [session(date(2026, 11, 3), "1"), session(date(2026, 11, 17), "0.75")]
    short = this_month(place.dana, "ak.conduct.1")
    held[place.dana.pk].append(session(date(2026, 11, 18), "0.25"))
    met = this_month(place.dana, "ak.conduct.1")

    assert (short.owed.status, short.owed.due) == (Status.DUE, date(2026, 11, 30))
    assert short.owed.missing == ("0.25 hours more of supervision-session",)
    assert met.owed.status is Status.MET


@clause("sud.1.1")
def test_where_the_code_says_clinical_only_clinical_sessions_count(place: Place, held: dict[int, list[Event]]) -> None:
    certify(place, "sud")

    held[place.dana.pk] = [session(date(2026, 11, 3), "1", "clinical"), session(date(2026, 11, 17), "1")]

    assert this_month(place.dana, "sud.1.1").owed.status is Status.DUE


@clause("ak.conduct.1")
def test_an_employer_may_ask_for_more_sessions_and_the_month_is_short_of_those(
    place: Place, held: dict[int, list[Event]]
) -> None:
    certify(place, "ak")
    held[place.dana.pk] = [session(date(2026, 11, 3), "1"), session(date(2026, 11, 17), "1")]

    AgencyPolicy.objects.create(
        agency=place.agency, clause="ak.conduct.1", param="sessions", value="3", from_day=LONG_AGO, at=MORNING
    )

    assert this_month(place.dana, "ak.conduct.1").owed.status is Status.DUE


@clause("nm.rights.3")
def test_a_gap_between_supervisors_shows_and_the_next_one_ends_it(place: Place) -> None:
    row = SupervisorOfRecord.objects.get(worker=place.dana)
    row.to_day = date(2026, 11, 10)
    row.save()

    gap = [duty for duty in duties_of(place.dana, TODAY) if duty.clause == "nm.rights.3"][-1]
    SupervisorOfRecord.objects.create(
        agency=place.agency, worker=place.dana, supervisor=place.amira, from_day=date(2026, 11, 12)
    )
    after = [duty for duty in duties_of(place.dana, TODAY) if duty.clause == "nm.rights.3"]

    assert (gap.owed.status, gap.owed.start, gap.owed.duty.owed_by) == (Status.OVERDUE, date(2026, 11, 10), "agency")
    assert [duty.owed.status for duty in after] == [Status.MET_LATE, Status.MET]


@clause("nc.cert.1")
def test_a_certificate_is_one_codes_own(place: Place) -> None:
    certify(place, "nc", through=date(2026, 10, 1))

    found = {duty.clause: duty.owed.status for duty in duties_of(place.dana, TODAY)}

    assert found["nc.cert.1"] is Status.OVERDUE
    assert found["nm.rights.3"] is Status.MET


@clause("nc.overview.1")
def test_hours_and_places_not_on_file_are_the_agencys_own_finding(place: Place) -> None:
    certify(place, "nc")

    without = [duty for duty in duties_of(place.dana, TODAY) if duty.clause == "nc.overview.1"][-1]
    AgencyPolicy.objects.create(
        agency=place.agency, fact="policy.service", value="on-file", from_day=date(2026, 11, 1), at=MORNING
    )
    filed = [duty for duty in duties_of(place.dana, TODAY) if duty.clause == "nc.overview.1"][-1]

    assert (without.owed.status, without.owed.duty.owed_by) == (Status.OVERDUE, "agency")
    assert filed.owed.status is Status.MET


def test_only_the_duties_that_count_an_event_are_reckoned_where_it_is_named(place: Place) -> None:
    certify(place, "ak")

    found = duties_of_many([place.dana], TODAY, events=[SESSIONS])[place.dana.pk]

    assert {duty.clause for duty in found} == {"ak.conduct.1"}


def test_an_event_has_one_source(held: dict[int, list[Event]]) -> None:
    with pytest.raises(AlreadyRegistered):
        register_events(lambda workers, on: {}, SESSIONS)
