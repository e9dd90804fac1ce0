"""The bulk evaluator gives the verdicts of the pure core: on every duty of every code, and on odd ones, whatever happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from alongside.rulebook.queries import library
from alongside.rulings.bulk.columns import Refs, columns_of
from alongside.rulings.bulk.evaluating import Asked, verdicts
from canon.code import Duty, DutyKind, Need
from canon.duties import reckon
from canon.duties.events import Event
from canon.duties.reckon import named_in
from canon.duties.verdict import WORST_FIRST, Verdict, verdict_of
from canon.policy import NO_POLICY, Policy, PolicySetting
from canon.values import Clockless, Hours, Span
from tests.canon.duties.made import BEFORE, STANDING, deadline, duty, monthly, term

AS_OF: Final = date(2026, 11, 30)
ODD: Final = [
    monthly(),
    monthly(3, every="2 months", first="next", ended_by="ended"),
    monthly(1, every="10 days"),
    duty(
        DutyKind.RECURRING, every="1 year", since="certified", need=(Need("session", "clinical", None, "1.25 hours"), Need("session", count=2))
    ),
    deadline("1 month"),
    deadline("at once", "told", "wrote"),
    deadline("no set time"),
    deadline("3 days", "told", "wrote"),
    BEFORE,
    STANDING,
    term("6 months"),
]  # fmt: skip


def every_duty() -> list[Duty]:
    return [own for edition in library().editions for own in edition.duties]


def event(
    own: str, days: int, quarters: int, tags: list[str], ref: str, plans: tuple[bool, bool], hour: int | None
) -> Event:
    on = AS_OF + timedelta(days=days)
    moment = None if hour is None else datetime.combine(on, time(hour), UTC)
    return Event(own, on, Decimal(quarters) / 4, frozenset(tags), ref, all(plans), moment)


def events(own: Duty) -> st.SearchStrategy[Event]:
    """Of what a duty speaks of."""
    said = (tuple(sorted(named_in(own))), tuple(sorted({need.tag for need in own.need if need.tag} | {"other"})))
    return events_named(*said)


@cache
def events_named(names: tuple[str, ...], tags: tuple[str, ...]) -> st.SearchStrategy[Event]:
    """Made once for each: what Hypothesis finds out about a strategy costs more than drawing from it."""
    return st.builds(
        event,
        st.sampled_from(names),
        st.integers(-40, 12) | st.integers(-900, 60),
        st.integers(0, 12),
        st.lists(st.sampled_from(tags), max_size=2),
        st.sampled_from(["", "m-1", "m-2", "m-12", "odd one", "n-1"]),
        st.tuples(st.booleans(), st.booleans()),
        st.none() | st.integers(0, 23),
    )


def settings_of(own: Duty) -> list[Policy]:
    """No policy, and two that set what they can of the duty."""
    spans = {name: Span.__name__ for name, p in own.params.items() if isinstance(p.rows[0].value, Span | Clockless)}
    tight = []
    for name, param in own.params.items():
        value = param.rows[0].value
        if name in spans:
            tight.append(
                PolicySetting(own.clause, name, Span(1, value.unit) if isinstance(value, Span) else Span(5, _days()))
            )
        elif isinstance(value, Hours):
            tight.append(PolicySetting(own.clause, name, Hours(value + 1)))
        elif isinstance(value, int):
            tight.append(PolicySetting(own.clause, name, value + 1))
    later = [PolicySetting(s.clause, s.param, s.value, AS_OF - timedelta(days=100)) for s in tight]
    return [NO_POLICY, Policy("tight", {}, tuple(tight)), Policy("later", {}, tuple(later))]


def _days() -> object:
    from canon.values import Unit

    return Unit.DAY


def pure(own: Duty, listed: Sequence[Event], policy: Policy, start: date) -> Verdict:
    in_order = sorted(listed, key=lambda event: (event.moment, event.event))
    return verdict_of(reckon(own, in_order, as_of=AS_OF, policy=policy, start=start))


def bulk(own: Duty, of_workers: Sequence[Sequence[Event]], policies: Sequence[Policy], start: date) -> list[Verdict]:
    refs = Refs()
    asked = Asked(len(of_workers), np.arange(len(of_workers)) % len(policies), policies, AS_OF, start, refs)
    return verdicts(own, columns_of(dict(enumerate(of_workers)), refs), asked)


@pytest.mark.parametrize("which", range(len(ODD)))
@settings(max_examples=120)
@given(data=st.data())
def test_odd_duties_have_the_same_verdicts_in_bulk(which: int, data: st.DataObject) -> None:
    own = ODD[which]
    of_workers = data.draw(st.lists(st.lists(events(own), max_size=12), min_size=1, max_size=4))
    start = data.draw(st.sampled_from([date.min, AS_OF - timedelta(days=50), AS_OF + timedelta(days=1)]))

    found = bulk(own, of_workers, [NO_POLICY], start)

    assert found == [pure(own, listed, NO_POLICY, start) for listed in of_workers]


@settings(max_examples=400)
@given(data=st.data())
def test_every_duty_of_every_code_has_the_same_verdicts_in_bulk(data: st.DataObject) -> None:
    own = data.draw(st.sampled_from(every_duty()))
    of_workers = data.draw(st.lists(st.lists(events(own), max_size=14), min_size=1, max_size=5))
    policies = settings_of(own)

    found = bulk(own, of_workers, policies, date.min)

    assert found == [pure(own, listed, policies[n % 3], date.min) for n, listed in enumerate(of_workers)]


def test_a_verdict_says_the_worst_first_and_why() -> None:
    own = monthly(2)
    listed = [
        Event("certified", date(2026, 9, 3)),
        Event("session", date(2026, 9, 9)),
        Event("session", date(2026, 11, 2)),
    ]

    (found,) = bulk(own, [listed], [NO_POLICY], date.min)

    assert dict(zip(WORST_FIRST, found.counts, strict=True))[found.status] == 2
    assert (found.late_since, found.next_due) == (date(2026, 10, 1), date(2026, 11, 30))
    assert [reason.missing for reason in found.reasons] == [
        ("1 more of session",), ("2 more of session",), ("1 more of session",)
    ]  # fmt: skip


def test_who_began_today_owes_nothing_where_the_first_period_is_the_next() -> None:
    own = monthly(first="next")
    of_workers = [
        [Event("certified", AS_OF), Event("session", AS_OF)],
        [Event("certified", date(2026, 9, 3)), Event("session", AS_OF)],
    ]

    found = bulk(own, of_workers, [NO_POLICY], date.min)

    assert found == [pure(own, listed, NO_POLICY, date.min) for listed in of_workers]
    assert found[0].periods == ()


def test_hours_finer_than_a_ten_thousandth_are_refused_rather_than_rounded() -> None:
    with pytest.raises(ValueError, match="finer"):
        columns_of({0: [Event("session", AS_OF, Decimal("0.00001"))]}, Refs())
