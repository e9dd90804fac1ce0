"""How a certificate stands on any day, over leap days and long grace: worked out from its record and nothing else."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from alongside.credentials.status import (
    IN_FORCE,
    MARKS,
    ONE_DAY,
    Happened,
    Past,
    Period,
    Standing,
    Status,
    Terms,
    standing_on,
)
from canon.duties.calendar import add
from canon.values import Span, Unit

DAYS = st.dates(date(2019, 12, 1), date(2032, 12, 31))
APPLIED = date(2020, 1, 15)
PERIOD = Period(date(2020, 3, 1), date(2022, 2, 28))
WITH_GRACE = Terms(Span(90, Unit.DAY), Span(30, Unit.DAY))
NO_GRACE = Terms(Span(3, Unit.MONTH), None)


def on(day: date, *record: Past, terms: Terms = WITH_GRACE) -> Standing | None:
    return standing_on(APPLIED, record, day, lambda _through: terms)


def status(day: date, *record: Past, terms: Terms = WITH_GRACE) -> Status | None:
    standing = on(day, *record, terms=terms)
    return standing.status if standing else None


GRANTED = Past(Happened.GRANTED, PERIOD.valid_from, PERIOD)


@pytest.mark.clause("nc.cert.1", "nc.cert.3")
@pytest.mark.parametrize(
    ("day", "expected", "since"),
    [
        (date(2020, 1, 15), Status.APPLIED, date(2020, 1, 15)),
        (date(2020, 2, 29), Status.APPLIED, date(2020, 1, 15)),
        (date(2020, 3, 1), Status.ACTIVE, date(2020, 3, 1)),
        (date(2021, 11, 29), Status.ACTIVE, date(2020, 3, 1)),
        (date(2021, 11, 30), Status.RENEWAL_DUE, date(2021, 11, 30)),
        (date(2022, 2, 28), Status.RENEWAL_DUE, date(2021, 11, 30)),
        (date(2022, 3, 1), Status.GRACE, date(2022, 3, 1)),
        (date(2022, 3, 30), Status.GRACE, date(2022, 3, 1)),
        (date(2022, 3, 31), Status.LAPSED, date(2022, 3, 31)),
        (date(2040, 1, 1), Status.LAPSED, date(2022, 3, 31)),
    ],
)
def test_the_days_of_a_certificate(day: date, expected: Status, since: date) -> None:
    standing = on(day, GRANTED)

    assert standing is not None
    assert (standing.status, standing.since) == (expected, since)
    assert standing.is_in_force is (PERIOD.valid_from <= day <= PERIOD.valid_through)


def test_before_it_was_asked_for_there_is_nothing() -> None:
    assert on(APPLIED - ONE_DAY, GRANTED) is None


def test_without_grace_it_has_lapsed_on_the_next_day() -> None:
    assert status(date(2022, 3, 1), GRANTED, terms=NO_GRACE) is Status.LAPSED


def test_renewed_in_time_it_never_stops() -> None:
    renewed = Past(Happened.RENEWED, date(2022, 2, 1), Period(date(2022, 3, 1), date(2024, 2, 29)))

    assert status(date(2022, 1, 31), GRANTED, renewed) is Status.RENEWAL_DUE
    standing = on(date(2022, 3, 1), GRANTED, renewed)
    assert standing is not None
    assert (standing.status, standing.since, standing.begins) == (Status.ACTIVE, date(2022, 2, 1), date(2020, 3, 1))
    assert standing.through == date(2024, 2, 29)
    assert status(date(2024, 3, 1), GRANTED, renewed) is Status.GRACE


def test_renewed_late_the_days_between_stay_what_they_were() -> None:
    renewed = Past(Happened.RENEWED, date(2022, 3, 20), Period(date(2022, 3, 20), date(2024, 3, 19)))

    assert status(date(2022, 3, 10), GRANTED, renewed) is Status.GRACE
    assert status(date(2022, 3, 20), GRANTED, renewed) is Status.ACTIVE


@pytest.mark.parametrize("kind", MARKS)
def test_what_a_board_or_holder_decides_stands_whatever_the_period_says(kind: Happened) -> None:
    decided = Past(kind, date(2021, 5, 1), until=date(2023, 5, 1), cause="case 7", decided_by=12)

    before, after, years_after = (
        on(day, GRANTED, decided) for day in (date(2021, 4, 30), date(2021, 5, 1), date(2030, 1, 1))
    )

    assert before is not None
    assert before.status is Status.ACTIVE
    assert after is not None
    assert years_after is not None
    assert after.status is years_after.status is MARKS[kind]
    assert (after.since, after.cause, after.decided_by) == (date(2021, 5, 1), "case 7", 12)
    assert not after.is_in_force


def test_given_back_it_is_what_its_period_says() -> None:
    record = (GRANTED, Past(Happened.SUSPENDED, date(2021, 5, 1)), Past(Happened.REINSTATED, date(2021, 9, 1)))

    standing = on(date(2021, 9, 1), *record)
    assert standing is not None
    assert (standing.status, standing.since) == (Status.ACTIVE, date(2021, 9, 1))
    assert status(date(2022, 4, 1), *record) is Status.LAPSED


@st.composite
def records(draw: st.DrawFn) -> tuple[Past, ...]:
    """Periods one after the other, with or without a gap, and marks put on and taken off."""
    record, first = list[Past](), draw(st.dates(date(2020, 1, 15), date(2024, 3, 1)))
    for number in range(draw(st.integers(0, 4))):
        through = add(first, draw(st.sampled_from([Span(2, Unit.YEAR), Span(1, Unit.MONTH), Span(1, Unit.DAY)])))
        kind = Happened.RENEWED if number else Happened.GRANTED
        decided = first - timedelta(days=draw(st.integers(0, 40)))
        record.append(Past(kind, max(APPLIED, decided), Period(first, through)))
        first = through + timedelta(days=draw(st.sampled_from([1, 1, 2, 29, 30, 31, 400])))
    kinds = st.sampled_from([*MARKS, Happened.REINSTATED])
    marks = draw(st.lists(st.builds(Past, kind=kinds, on=st.dates(date(2020, 1, 15), date(2031, 1, 1))), max_size=4))
    return tuple(sorted([*record, *marks], key=lambda past: past.on))


TERMS = st.sampled_from([WITH_GRACE, NO_GRACE, Terms(Span(1, Unit.YEAR), Span(1, Unit.MONTH))])


@given(record=records(), day=DAYS, terms=TERMS)
def test_since_is_the_first_day_of_the_status(record: tuple[Past, ...], day: date, terms: Terms) -> None:
    standing = on(day, *record, terms=terms)
    if standing is None:
        assert day < APPLIED
        return

    assert standing.since <= day
    assert status(standing.since, *record, terms=terms) is standing.status
    assert status(standing.since - ONE_DAY, *record, terms=terms) is not standing.status
    middle = standing.since + (day - standing.since) / 2
    assert status(middle, *record, terms=terms) is standing.status


@pytest.mark.clause("nc.5.3")
@given(record=records(), day=DAYS, terms=TERMS)
def test_it_is_in_force_only_on_a_day_that_a_period_covers(record: tuple[Past, ...], day: date, terms: Terms) -> None:
    standing = on(day, *record, terms=terms)
    covered = any(p.period and p.on <= day and p.period.valid_from <= day <= p.period.valid_through for p in record)
    marks = [p for p in record if p.on <= day and (p.kind in MARKS or p.kind is Happened.REINSTATED)]
    is_marked = bool(marks) and marks[-1].kind in MARKS

    assert (standing is not None and standing.status in IN_FORCE) is (covered and not is_marked)


@given(record=records(), day=DAYS)
def test_what_happens_later_changes_no_earlier_day(record: tuple[Past, ...], day: date) -> None:
    known = tuple(past for past in record if past.on <= day)

    assert on(day, *record) == on(day, *known)
