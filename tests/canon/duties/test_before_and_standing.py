"""What is owed before the first service, and what is owed at all times."""

from datetime import date

import pytest

from canon.duties import Status
from tests.canon.duties.made import BEFORE, STANDING, all_owed, owed, statuses

EXPLAINED = ("role-explained 2026-11-01 ref=rosa", "costs-explained 2026-11-02 ref=rosa")
SERVED = "first-service 2026-11-03 ref=rosa"
CERTIFIED = "certified 2026-01-10"


def test_it_is_owed_for_each_person() -> None:
    rows = (*EXPLAINED, SERVED, "first-service 2026-11-05 ref=ben")

    found = {one.ref: one.status for one in all_owed(BEFORE, "2026-11-20", *rows)}

    assert found == {"rosa": Status.MET, "ben": Status.OVERDUE}


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        (EXPLAINED, Status.MET),
        (EXPLAINED[:1], Status.OVERDUE),
        ((EXPLAINED[0], "costs-explained 2026-11-04 ref=rosa"), Status.MET_LATE),
        ((EXPLAINED[0], "costs-explained 2026-11-03 ref=rosa"), Status.MET),
        ((EXPLAINED[0], "costs-explained 2026-11-02 ref=ben"), Status.OVERDUE),
        ((EXPLAINED[0], "costs-explained 2026-11-02 ref=rosa planned"), Status.OVERDUE),
    ],
)
def test_all_of_it_on_the_day_or_before(rows: tuple[str, ...], status: Status) -> None:
    assert owed(BEFORE, "2026-11-20", SERVED, *rows).status is status


def test_where_both_have_an_hour_the_duty_comes_first() -> None:
    served = "first-service 2026-11-03T10:00:00-07:00 ref=rosa"
    role = "role-explained 2026-11-01 ref=rosa"

    assert (
        owed(BEFORE, "2026-11-20", served, role, "costs-explained 2026-11-03T09:00:00-07:00 ref=rosa").status
        is Status.MET
    )
    assert (
        owed(BEFORE, "2026-11-20", served, role, "costs-explained 2026-11-03T17:00:01Z ref=rosa").status
        is Status.MET_LATE
    )


def test_a_planned_service_makes_it_due_and_its_plans_put_it_on_course() -> None:
    planned = "first-service 2026-12-01 ref=rosa planned"

    assert owed(BEFORE, "2026-11-20", planned, EXPLAINED[0]).status is Status.DUE
    assert owed(BEFORE, "2026-11-20", planned, *EXPLAINED).status is Status.MET
    coming = owed(BEFORE, "2026-11-20", planned, EXPLAINED[0], "costs-explained 2026-11-30 ref=rosa planned")
    assert (coming.status, coming.due, coming.missing) == (Status.ON_COURSE, date(2026, 12, 1), ("costs-explained",))
    too_late = owed(BEFORE, "2026-11-20", planned, EXPLAINED[0], "costs-explained 2026-12-02 ref=rosa planned")
    assert too_late.status is Status.DUE


def test_the_day_that_counts_is_that_of_the_service_not_of_an_earlier_plan() -> None:
    rows = ("first-service 2026-10-01 ref=rosa planned", *EXPLAINED, SERVED)

    assert owed(BEFORE, "2026-11-20", *rows).status is Status.MET
    moved = owed(BEFORE, "2026-11-20", rows[0], "first-service 2026-12-01 ref=rosa planned")
    assert (moved.status, moved.due) == (Status.DUE, date(2026, 12, 1))


def test_a_planned_service_whose_day_has_passed_is_not_forgotten() -> None:
    assert owed(BEFORE, "2026-11-20", "first-service 2026-11-10 ref=rosa planned").status is Status.OVERDUE


def test_a_standing_duty_is_owed_from_the_first_day() -> None:
    assert statuses(STANDING, "2026-11-20") == ["not-owed"]
    assert statuses(STANDING, "2026-01-10", CERTIFIED) == ["due"]
    assert statuses(STANDING, "2026-01-11", CERTIFIED) == ["overdue"]
    assert statuses(STANDING, "2026-01-10", CERTIFIED, "named 2026-01-10 planned") == ["on-course"]
    assert statuses(STANDING, "2026-01-11", CERTIFIED, "named 2026-01-20 planned") == ["overdue"]


def test_it_is_met_while_someone_is_named() -> None:
    assert statuses(STANDING, "2026-11-20", CERTIFIED, "named 2026-01-10") == ["met"]
    assert statuses(STANDING, "2026-11-20", "named 2026-01-01", CERTIFIED) == ["met"]


def test_every_gap_is_kept_the_closed_ones_as_met_late() -> None:
    rows = (CERTIFIED, "named 2026-02-01", "ended 2026-05-01", "named 2026-05-15", "ended 2026-11-01")

    found = all_owed(STANDING, "2026-11-20", *rows)

    assert [(one.status, one.start) for one in found] == [
        (Status.MET_LATE, date(2026, 1, 10)),
        (Status.MET_LATE, date(2026, 5, 1)),
        (Status.OVERDUE, date(2026, 11, 1)),
    ]
    assert [event.event for event in found[1].evidence] == ["ended", "named"]


def test_handing_over_within_a_day_leaves_no_gap() -> None:
    rows = (CERTIFIED, "named 2026-01-10", "named 2026-05-01", "ended 2026-05-01")

    assert statuses(STANDING, "2026-11-20", *rows) == ["met"]


def test_where_the_hours_are_known_they_tell() -> None:
    rows = (CERTIFIED, "named 2026-01-10", "named 2026-05-01T09:00:00-06:00", "ended 2026-05-01T17:00:00-06:00")

    assert statuses(STANDING, "2026-05-01", *rows) == ["due"]
    assert statuses(STANDING, "2026-05-02", *rows) == ["overdue"]


def test_a_gap_from_before_is_owed_from_the_first_day_only() -> None:
    rows = ("named 2025-01-01", "ended 2025-06-01", CERTIFIED)

    assert owed(STANDING, "2026-11-20", *rows).start == date(2026, 1, 10)


def test_an_end_that_nothing_came_before_does_not_shorten_the_gap() -> None:
    assert owed(STANDING, "2026-11-20", CERTIFIED, "ended 2026-05-01").start == date(2026, 1, 10)
