"""Events as people and programs write them: dated where the code is, refused with a remedy where they cannot be read."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings, strategies as st

from canon.duties import read_events, reckon
from canon.reading import FileRefused
from tests.canon.duties.made import BEFORE, STANDING, ZONE, deadline, happened, monthly, term

DUTIES = (
    monthly(),
    monthly(every="2 years"),
    deadline("60 days"),
    deadline("at once"),
    BEFORE,
    STANDING,
    term("2 years"),
)


def test_an_hour_belongs_to_the_day_it_is_where_the_code_is() -> None:
    rows: Sequence[object] = [
        {"event": "a", "at": datetime(2026, 11, 4, 6, 59, tzinfo=UTC)},
        {"event": "b", "at": "2026-11-04T07:00:00+00:00"},
        {"event": "c", "at": datetime(2026, 11, 4, 23, 59)},
    ]

    assert [event.on for event in read_events(rows, ZONE)] == [date(2026, 11, 3), date(2026, 11, 4), date(2026, 11, 4)]
    assert [event.on for event in read_events(rows, "America/Anchorage")][:2] == [date(2026, 11, 3), date(2026, 11, 3)]


def test_the_hour_that_comes_twice_in_autumn_keeps_its_order() -> None:
    later, earlier = (
        {"event": "b", "at": "2026-11-01T08:30:00+00:00"},
        {"event": "a", "at": "2026-11-01T07:30:00+00:00"},
    )

    assert [event.event for event in read_events([later, earlier], ZONE)] == ["a", "b"]
    assert [event.event for event in read_events([later, earlier], "Europe/Berlin")] == ["a", "b"]


def test_events_come_in_order_of_day_and_those_of_a_day_as_written() -> None:
    assert [e.event for e in happened("c 2026-11-02", "a 2026-11-01", "b 2026-11-01", "d 2026-11-02T00:00:00")] == list(
        "abcd"
    )


@pytest.mark.parametrize("hours", [1.5, "1.5", "1.50 hours", "1.5 hour"])
def test_hours_in_several_spellings(hours: object) -> None:
    assert (
        str(read_events([{"event": "a", "on": date(2026, 1, 1), "hours": hours}], ZONE)[0].hours.normalize()) == "1.5"
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, "it has no name"),
        ({"event": ""}, "it has no name"),
        ({"event": "a"}, "None is no day"),
        ({"event": "a", "on": "yesterday"}, "Invalid isoformat"),
        ({"event": "a", "on": datetime(2026, 1, 1)}, "is no day"),
        ({"event": "a", "at": date(2026, 1, 1)}, "is no time"),
        ({"event": "a", "at": "0001-01-01T00:00:00+14:00"}, "event 1"),
        ({"event": "a", "on": date(2026, 1, 1), "when": 1}, "no field 'when'"),
        ({"event": "a", "on": date(2026, 1, 1), "planned": 1}, "planned is true or false"),
        ({"event": "a", "on": date(2026, 1, 1), "tags": "ethics"}, "tags is a list of texts"),
        ({"event": "a", "on": date(2026, 1, 1), "tags": [["ethics"]]}, "tags is a list of texts"),
        ({"event": "a", "on": date(2026, 1, 1), "hours": -1}, "number of hours"),
        ({"event": "a", "on": date(2026, 1, 1), "hours": True}, "number of hours"),
        ({"event": "a", "on": date(2026, 1, 1), "hours": float("nan")}, "number of hours"),
        ({"event": "a", "on": date(2026, 1, 1), "hours": "1e999999999"}, "number of hours"),
        ({"event": "a", "on": date(2026, 1, 1), "ref": []}, "ref a text"),
        ("certified", "is no table"),
        (None, "is no table"),
        ([], "is no table"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_number_and_a_remedy(row: object, said: str) -> None:
    with pytest.raises(FileRefused) as refused:
        read_events([row], ZONE)

    assert said in str(refused.value)
    assert "event 1" in refused.value.faults[0].what
    assert refused.value.faults[0].remedy


ROWS = st.fixed_dictionaries(
    {
        "event": st.sampled_from(
            ["certified", "session", "filed", "notified", "first-service", "named", "ended", "finding"]
        )
    },
    optional={
        "on": st.dates() | st.sampled_from(["2026-02-30", "", None]),
        "at": st.datetimes() | st.datetimes(timezones=st.timezones()) | st.just("x"),
        "hours": st.floats() | st.integers() | st.text(max_size=4),
        "tags": st.lists(st.text(max_size=3) | st.integers(), max_size=2),
        "ref": st.sampled_from(["", "a"]),
        "planned": st.booleans(),
    },
)


@settings(max_examples=150)
@given(st.lists(ROWS, max_size=6), st.dates())
def test_whatever_the_rows_hold_they_are_read_or_refused_and_reckoned(rows: list[object], as_of: date) -> None:
    try:
        events = read_events(rows, ZONE)
    except FileRefused:
        return

    for duty in DUTIES:
        for one in reckon(duty, events, as_of=as_of):
            assert one.due is None or one.late_from is None or one.late_from >= one.due
            assert all(event.on <= as_of or event.planned for event in one.evidence)
