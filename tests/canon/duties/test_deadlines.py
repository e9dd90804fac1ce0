"""Deadlines from events: sixty days, at once, no set time; one for each matter."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from canon.code import DutyKind, EmployerMay
from canon.duties import Status, add
from canon.policy import Policy, PolicySetting
from canon.values import Span, Unit
from tests.canon.duties.made import all_owed, deadline, duty, owed, statuses, term
from tests.canon.invented import param

SIXTY = deadline("60 days")
FILED = "filed 2026-09-01"


def test_without_the_event_nothing_is_owed() -> None:
    assert statuses(SIXTY, "2026-11-20") == ["not-owed"]
    assert statuses(SIXTY, "2026-11-20", "filed 2026-11-21") == ["not-owed"]
    assert statuses(SIXTY, "2026-11-20", "filed 2026-11-25 planned") == ["not-owed"]


@pytest.mark.parametrize(
    ("notified", "as_of", "status"),
    [
        ("", "2026-10-31", Status.DUE),
        ("", "2026-11-01", Status.OVERDUE),
        ("notified 2026-10-31", "2026-11-20", Status.MET),
        ("notified 2026-11-01", "2026-11-20", Status.MET_LATE),
        ("notified 2026-11-21", "2026-11-20", Status.OVERDUE),
        ("notified 2026-10-31 planned", "2026-10-01", Status.ON_COURSE),
        ("notified 2026-11-01 planned", "2026-10-01", Status.DUE),
        ("notified 2026-09-15 planned", "2026-10-01", Status.DUE),
        ("notified 2026-08-31", "2026-10-01", Status.DUE),
    ],
)
def test_sixty_days_are_counted_from_the_day_after(notified: str, as_of: str, status: Status) -> None:
    found = owed(SIXTY, as_of, FILED, *([notified] if notified else []))

    assert (found.due, found.late_from) == (date(2026, 10, 31), date(2026, 11, 1))
    assert found.status is status


def test_one_for_each_matter_and_none_stands_for_another() -> None:
    rows = ("filed 2026-09-01 ref=a", "filed 2026-09-10 ref=b", "notified 2026-09-20 ref=b", "notified 2026-09-21")

    found = {one.ref: one.status for one in all_owed(SIXTY, "2026-10-01", *rows)}

    assert found == {"a": Status.DUE, "b": Status.MET}


def test_all_who_are_to_be_told_are_told() -> None:
    both = deadline("at once", "told-police", "told-agency")
    rows = ("filed 2026-11-03", "told-police 2026-11-03")

    assert owed(both, "2026-11-03", *rows).missing == ("told-agency",)
    assert owed(both, "2026-11-03", *rows, "told-agency 2026-11-03").status is Status.MET
    assert owed(both, "2026-11-05", *rows, "told-agency 2026-11-04").status is Status.MET_LATE
    assert owed(both, "2026-11-04", *rows).status is Status.OVERDUE


def test_at_once_is_the_same_day_where_the_code_is() -> None:
    at_once = deadline("at once")
    evening = "filed 2026-11-03T23:30:00-07:00"

    assert owed(at_once, "2026-11-04", evening, "notified 2026-11-04T06:45:00+00:00").status is Status.MET
    assert owed(at_once, "2026-11-04", evening, "notified 2026-11-04T07:15:00+00:00").status is Status.MET_LATE


def test_told_earlier_the_same_day_counts() -> None:
    rows = ("filed 2026-11-03T15:00:00-07:00", "notified 2026-11-03T09:00:00-07:00")

    assert owed(deadline("at once"), "2026-11-03", *rows).status is Status.MET


def test_without_a_set_time_it_is_owed_until_done_and_never_late() -> None:
    never = deadline("no set time")

    found = owed(never, "2030-01-01", FILED)

    assert (found.status, found.due, found.late_from) == (Status.DUE, None, None)
    assert owed(never, "2030-01-01", FILED, "notified 2029-12-31").status is Status.MET
    assert owed(never, "2026-10-01", FILED, "notified 2026-12-31 planned").status is Status.ON_COURSE


def test_the_time_allowed_is_that_of_the_day_it_began_and_an_employer_may_shorten_it() -> None:
    days = param("n", (date(2020, 1, 1), Span(60, Unit.DAY), EmployerMay.LOWER))
    own = duty(DutyKind.DEADLINE, [days], after="filed", do=("notified",), within="param.n")
    strict = Policy(settings=(PolicySetting("kit.d.1", "n", Span(10, Unit.DAY), date(2026, 9, 2)),))

    due = {
        one.ref: one.due
        for one in all_owed(own, "2026-11-20", "filed 2026-09-01 ref=a", "filed 2026-09-02 ref=b", policy=strict)
    }

    assert due == {"a": date(2026, 10, 31), "b": date(2026, 9, 12)}


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-01-31", Span(1, Unit.MONTH), "2026-02-28"),
        ("2024-01-31", Span(1, Unit.MONTH), "2024-02-29"),
        ("2026-01-31", Span(2, Unit.MONTH), "2026-03-31"),
        ("2024-02-29", Span(1, Unit.YEAR), "2025-02-28"),
        ("2024-02-29", Span(4, Unit.YEAR), "2028-02-29"),
        ("2026-12-31", Span(2, Unit.MONTH), "2027-02-28"),
        ("2026-11-30", Span(3, Unit.MONTH), "2027-02-28"),
        ("2026-03-08", Span(1, Unit.DAY), "2026-03-09"),
        ("9999-12-01", Span(1, Unit.MONTH), "9999-12-31"),
        ("2026-01-01", Span(99_999, Unit.YEAR), "9999-12-31"),
        ("2026-01-01", Span(99_999_999, Unit.DAY), "9999-12-31"),
    ],
)
def test_calendar_months_and_years(start: str, span: Span, end: str) -> None:
    assert add(date.fromisoformat(start), span) == date.fromisoformat(end)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(Unit), st.integers(0, 40), st.integers(0, 40))
def test_longer_spans_never_end_earlier(day: date, unit: Unit, less: int, more: int) -> None:
    one, two = sorted((less, more))

    assert day <= add(day, Span(one, unit)) <= add(day, Span(two, unit))
    assert add(day, Span(1, unit), more) == add(day, Span(more, unit))


@pytest.mark.parametrize(
    ("as_of", "status"),
    [("2026-02-28", Status.DUE), ("2026-03-01", Status.MET), ("2024-02-29", Status.NOT_OWED)],
)
def test_a_term_runs_to_its_last_day(as_of: str, status: Status) -> None:
    found = owed(term("2 years"), as_of, "finding 2024-03-01")

    assert found.status is status
    assert found.due in (date(2026, 2, 28), None)


def test_deadlines_at_the_end_of_the_calendar_raise_nothing() -> None:
    assert owed(SIXTY, "9999-12-31", "filed 9999-12-31").late_from == date(9999, 12, 31)
    assert owed(term("99999 years"), "2026-11-20", "finding 2026-01-01").status is Status.DUE
