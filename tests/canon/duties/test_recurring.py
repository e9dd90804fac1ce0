"""So much in every period: calendar months, or years from the day one was certified."""

from datetime import date

import pytest

from canon.code import DutyKind, EmployerMay, Need, Parameter
from canon.duties import Status, duties_of
from canon.policy import Policy, PolicySetting
from canon.values import read_setting
from tests.canon.duties.made import all_owed, duty, happened, monthly, owed, statuses
from tests.canon.invented import code, param

CERTIFIED = "certified 2026-10-20"


def test_nothing_is_owed_before_the_event_it_counts_from() -> None:
    assert statuses(monthly(), "2026-11-20") == ["not-owed"]
    assert statuses(monthly(), "2026-10-19", CERTIFIED) == ["not-owed"]


def test_every_month_since_is_owed_the_first_in_whole() -> None:
    rows = ("session 2026-10-01", "session 2026-10-31", "session 2026-11-01")

    october, november = all_owed(monthly(), "2026-11-20", CERTIFIED, *rows)

    assert (october.status, october.start, october.due) == (Status.MET, date(2026, 10, 1), date(2026, 10, 31))
    assert (november.status, november.due, november.late_from) == (Status.DUE, date(2026, 11, 30), date(2026, 12, 1))
    assert november.missing == ("1 more of session",)
    assert [event.on for event in november.evidence] == [date(2026, 11, 1)]


def test_the_first_month_may_be_let_off() -> None:
    assert statuses(monthly(first="next"), "2026-10-31", CERTIFIED) == ["not-owed"]
    assert statuses(monthly(first="next"), "2026-11-01", CERTIFIED) == ["due"]


def test_a_month_is_overdue_the_day_after_its_last() -> None:
    assert owed(monthly(), "2026-10-31", CERTIFIED).status is Status.DUE
    assert statuses(monthly(), "2026-11-01", CERTIFIED) == ["overdue", "due"]


def test_what_is_planned_puts_it_on_course_and_does_not_meet_it() -> None:
    rows = (CERTIFIED, "session 2026-10-20", "session 2026-10-30 planned")

    found = owed(monthly(), "2026-10-25", *rows)

    assert found.status is Status.ON_COURSE
    assert (found.amounts[0].have, found.amounts[0].need, found.amounts[0].planned) == ("1", "2", "1")


def test_a_plan_counts_until_its_day_has_passed() -> None:
    rows = (CERTIFIED, "session 2026-10-20", "session 2026-10-24 planned")

    assert owed(monthly(), "2026-10-24", *rows).status is Status.ON_COURSE
    assert owed(monthly(), "2026-10-25", *rows).status is Status.DUE


def test_what_lies_after_the_day_asked_about_has_not_happened() -> None:
    rows = (CERTIFIED, "session 2026-10-21", "session 2026-10-26")

    assert owed(monthly(), "2026-10-25", *rows).status is Status.DUE
    assert owed(monthly(), "2026-10-26", *rows).status is Status.MET


def test_two_years_run_from_the_day_and_a_leap_day_does_not_drift() -> None:
    found = all_owed(monthly(1, every="2 years"), "2029-01-01", "certified 2024-02-29")

    days = [(one.start, one.due) for one in found]
    assert days == [
        (date(2024, 2, 29), date(2026, 2, 27)),
        (date(2026, 2, 28), date(2028, 2, 28)),
        (date(2028, 2, 29), date(2030, 2, 27)),
    ]


def test_periods_of_days_touch_and_do_not_overlap() -> None:
    found = all_owed(monthly(1, every="7 days"), "2026-11-04", CERTIFIED)

    assert [(one.start, one.due) for one in found] == [
        (date(2026, 10, 20), date(2026, 10, 26)),
        (date(2026, 10, 27), date(2026, 11, 2)),
        (date(2026, 11, 3), date(2026, 11, 9)),
    ]


def test_two_sessions_that_read_the_same_are_two() -> None:
    found = owed(monthly(), "2026-11-20", CERTIFIED, "session 2026-11-03", "session 2026-11-03")

    assert (found.status, len(found.evidence)) == (Status.MET, 2)


def test_events_on_the_first_and_last_day_belong_to_the_period() -> None:
    rows = (
        "session 2026-10-31T23:59:59-06:00",
        "session 2026-11-01T05:59:59+00:00",
        "session 2026-11-01T06:00:00+00:00",
    )

    october, november = all_owed(monthly(), "2026-11-20", CERTIFIED, *rows)

    assert (len(october.evidence), len(november.evidence)) == (2, 1)


def test_hours_and_tags_are_counted_apart() -> None:
    need = (Need("education", hours="param.all"), Need("education", "ethics", hours="1.5 hours"))
    learn = duty(DutyKind.RECURRING, [_hours("all", "40 hours")], every="2 years", since="certified", need=need)
    rows = ("education 2026-10-21 hours=39.25 tag=ethics", "education 2026-10-22 hours=0.5")

    found = owed(learn, "2026-11-20", CERTIFIED, *rows)

    assert [(a.what, a.have, a.need, a.missing) for a in found.amounts] == [
        ("education", "39.75 hours", "40 hours", "0.25 hours more of education"),
        ("ethics education", "39.25 hours", "1.5 hours", ""),
    ]
    assert owed(learn, "2026-11-20", CERTIFIED, *rows, "education 2026-10-23 hours=0.25").status is Status.MET


def _hours(name: str, text: str) -> Parameter:
    return param(name, (date(2020, 1, 1), read_setting(text), EmployerMay.RAISE))


def test_the_amount_is_that_of_the_periods_first_day_and_an_employer_may_ask_for_more() -> None:
    count = param("n", (date(2020, 1, 1), 1, EmployerMay.RAISE), (date(2026, 10, 15), 3, EmployerMay.RAISE))
    own = duty(
        DutyKind.RECURRING, [count], every="1 month", since="certified", need=(Need("session", count="param.n"),)
    )
    policy = Policy(settings=(PolicySetting("kit.d.1", "n", 5, date(2026, 11, 1)),))

    needs = [one.amounts[0].need for one in all_owed(own, "2026-11-20", CERTIFIED, policy=policy)]

    assert needs == ["1", "5"]
    assert [one.amounts[0].need for one in all_owed(own, "2026-11-20", CERTIFIED)] == ["1", "3"]


def test_it_ends_with_the_event_that_ends_it() -> None:
    own = monthly(ended_by="lapsed")

    assert statuses(own, "2027-03-01", CERTIFIED, "lapsed 2026-11-05") == ["overdue", "overdue"]


def test_nothing_is_owed_under_an_edition_for_a_period_before_it() -> None:
    edition = code(duties=[monthly()], start=date(2026, 10, 15))
    events = happened("certified 2026-08-20")

    assert [one.start for one in duties_of(edition, events, as_of=date(2026, 11, 20))] == [
        date(2026, 10, 1),
        date(2026, 11, 1),
    ]
    assert duties_of(edition, events, as_of=date(2026, 10, 14))[0].status is Status.NOT_OWED


@pytest.mark.parametrize("every", ["1 day", "1 month", "99999 days", "99999 years"])
@pytest.mark.parametrize("certified", ["0001-01-01", "2026-11-20", "9999-12-31"])
@pytest.mark.parametrize("as_of", ["0001-01-01", "2026-11-20", "9999-12-31"])
def test_no_day_and_no_span_is_too_far(every: str, certified: str, as_of: str) -> None:
    found = all_owed(monthly(1, every=every), as_of, f"certified {certified}")

    assert len(found) <= 2_000
    assert found[-1].start is None or found[-1].start <= date.fromisoformat(as_of)
