"""How soon contacts are written down, and what does not fit together."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.audit.flags import Flag, counts, flags_of
from alongside.audit.lag import Lag, lag_of, limit_days, totals
from alongside.people import clock
from alongside.practice.models import Hold
from tests.alongside.audit.makers import PERIOD, fill, set_limit
from tests.alongside.billing.makers import agency
from tests.alongside.caseload.makers import assign, hire
from tests.alongside.groups.makers import planned as group_planned
from tests.alongside.practice.makers import Practice, held, put_hours_on_file, slot, written
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause


def lags(here: Practice) -> dict[str, Lag]:
    return {own.name: own for own in lag_of(agency(here), *PERIOD.bounds(agency(here)))}


@clause("nm.role.9a", "nm.reporting.3", "ca.integrity.14a", "sud.1.9", "ak.conduct.5")
def test_what_is_written_late_and_what_is_unwritten_surface_by_worker(here: Practice) -> None:
    fill(here)
    with clock.standing_at(MORNING - timedelta(days=5)):
        group_planned(here.dana, 15, day=date(2026, 11, 14))

    dana = lags(here)["Dana Ruiz"]

    assert (dana.late, max(dana.days), dana.median) == (1, 10, 0)
    assert sorted(dana.waiting) == [1, 5]
    assert totals(list(lags(here).values())).worst == 10


@pytest.mark.parametrize(
    ("value", "limit"), [("3 days", 3), ("at once", 0), ("no set time", None), ("1 month", 31), ("", None)]
)
def test_the_limit_is_the_employers_own(here: Practice, value: str, limit: int | None) -> None:
    set_limit(here, value, from_day=TODAY)

    assert limit_days(agency(here), TODAY) == limit


def test_without_a_limit_nothing_is_late_and_long_after_is_still_a_question(here: Practice) -> None:
    set_limit(here, "", from_day=TODAY)
    fill(here)

    flagged = flags_of(agency(here), *PERIOD.bounds(agency(here)))

    assert lags(here)["Dana Ruiz"].late == 0
    assert [own.days for own in flagged if own.flag is Flag.LONG_AFTER] == [10]


@clause("ca.integrity.10")
def test_flags_name_what_overlaps_is_too_long_or_says_the_same_and_lead_to_the_contact(here: Practice) -> None:
    words = "We sat together in the park and talked about the week that was."
    written(here.dana, here.rosa, held(slot(here.dana, 7), words))
    second = written(here.dana, here.caseload.teo, held(slot(here.dana, 7), words)).contact
    with clock.standing_at(MORNING + timedelta(days=1)):
        long_day = written(here.dana, here.rosa, held(slot(here.dana, 9, minutes=17 * 60), "A long day.")).contact

    found = flags_of(agency(here), *PERIOD.bounds(agency(here)))

    assert {(own.flag, own.contact) for own in found} == {
        (Flag.OVERLAP, second.pk),
        (Flag.SAME_WORDS, second.pk),
        (Flag.DAY_TOO_LONG, long_day.pk),
    }
    assert counts(found) == {Flag.OVERLAP: 1, Flag.DAY_TOO_LONG: 1, Flag.SAME_WORDS: 1}
    assert all(own.waits for own in found)


@clause("ca.integrity.10", "nc.cert.3")
def test_a_contact_after_a_lapse_is_flagged(here: Practice) -> None:
    worker = hire(here.caseload.place, "Uma Reyes", "nc", through=date(2026, 10, 31))
    put_hours_on_file(here)
    with clock.standing_at(MORNING - timedelta(days=40)):
        assign(here.rosa, worker, here.amira, on=date(2026, 10, 10))
    contact = written(worker, here.rosa, held(slot(worker))).contact

    found = flags_of(agency(here), *PERIOD.bounds(agency(here)))

    assert [(own.flag, own.contact) for own in found] == [(Flag.AFTER_LAPSE, contact.pk)]


def test_what_was_decided_stands_behind_what_waits(here: Practice) -> None:
    fill(here)

    found = flags_of(agency(here), *PERIOD.bounds(agency(here)))

    overlaps = [own.waits for own in found if own.flag is Flag.OVERLAP]
    assert overlaps == [True, False]
    assert Hold.objects.filter(outcome="").count() == 1
