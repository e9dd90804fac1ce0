"""Work out one duty's occurrences from dated events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from canon.code import Duty, DutyKind, Need
from canon.duties.calendar import ONE_DAY, add, first_of_month
from canon.duties.events import Event
from canon.duties.owed import Amount, Owed, Status
from canon.policy import NO_POLICY, Policy
from canon.values import Clockless, Setting, Span, Unit, read_setting


class Setup:
    """A duty's parameters on a day, under an employer's policy."""

    def __init__(self, duty: Duty, policy: Policy) -> None:
        self.duty, self.policy = duty, policy

    def value(self, text: str, day: date) -> Setting:
        """What a field holds: a parameter's value on a day, or what is written out."""
        if not text.startswith("param."):
            return read_setting(text)
        name = text.removeprefix("param.")
        return self.policy.setting(self.duty.clause, name, self.duty.params[name].on(day), day)

    def span(self, text: str, day: date) -> Span:
        """A field that holds a length of time."""
        value = self.value(text, day)
        assert isinstance(value, Span), "reading checked the parameter's unit"
        return value


def reckon(duty: Duty, events: Sequence[Event], *, as_of: date, policy: Policy = NO_POLICY) -> tuple[Owed, ...]:
    """A duty's occurrences up to a day, oldest first; one `not-owed` where nothing has brought it about.

    `events` are in order; what is not planned and lies after `as_of` has not happened yet and is not counted.
    """
    known = [e for e in events if e.planned or e.on <= as_of]
    found = _RECKONERS[duty.kind](Setup(duty, policy), known, as_of)
    return tuple(found) or (Owed(duty, Status.NOT_OWED),)


def _happened(events: Sequence[Event], name: str) -> list[Event]:
    return [e for e in events if e.event == name and not e.planned]


# ---- recurring


def _recurring(setup: Setup, events: Sequence[Event], as_of: date) -> list[Owed]:
    began = _happened(events, setup.duty.since)
    if not began:
        return []
    ended = [e.on for e in _happened(events, setup.duty.ended_by)] if setup.duty.ended_by else []
    last = min([as_of, *ended])
    found: list[Owed] = []
    for number in range(2_000):
        start, end = _period(setup, began[0].on, number)
        if start > last:
            break
        found.append(_period_owed(setup, events, start, end, as_of))
    return found


def _period(setup: Setup, began: date, number: int) -> tuple[date, date]:
    """The first and last day of the period of that number. Months are calendar months; years run from the event."""
    every = setup.span(setup.duty.every, began)
    anchor = first_of_month(began) if every.unit is Unit.MONTH else began
    shift = 1 if setup.duty.first == "next" else 0
    return add(anchor, every, number + shift), add(anchor, every, number + shift + 1) - ONE_DAY


def _period_owed(setup: Setup, events: Sequence[Event], start: date, end: date, as_of: date) -> Owed:
    within = [e for e in events if start <= e.on <= end]
    rows = [_amount(setup, need, within, start) for need in setup.duty.need]
    if not any(row.missing for row, _, _ in rows):
        status = Status.MET
    elif as_of > end:
        status = Status.OVERDUE
    else:
        status = Status.ON_COURSE if all(planned for _, planned, _ in rows) else Status.DUE
    evidence = tuple(dict.fromkeys(e for _, _, used in rows for e in used))
    return Owed(setup.duty, status, start, end, end + ONE_DAY, "", tuple(row for row, _, _ in rows), evidence)


def _amount(setup: Setup, need: Need, events: Sequence[Event], day: date) -> tuple[Amount, bool, list[Event]]:
    """What there is of one need, whether what is planned would meet it, and the events counted."""
    fitting = [e for e in events if e.event == need.event and (not need.tag or need.tag in e.tags)]
    done = [e for e in fitting if not e.planned]
    asked = need.hours if need.hours is not None else need.count
    wanted = setup.value(asked, day) if isinstance(asked, str) else asked
    assert isinstance(wanted, int | Decimal), "reading checked the parameter's unit"
    target = Decimal(wanted)
    have, with_planned = _total(need, done), _total(need, fitting)
    what = f"{need.tag} {need.event}".strip()
    unit = " hours" if need.hours is not None else ""
    short = max(target - have, Decimal(0))
    missing = f"{_plain(short)}{unit or ''} more of {what}" if short else ""
    row = Amount(what, _plain(have) + unit, _plain(target) + unit, missing, _plain(with_planned - have) + unit)
    return row, with_planned >= target, done


def _total(need: Need, events: Sequence[Event]) -> Decimal:
    return sum((e.hours for e in events), Decimal(0)) if need.hours is not None else Decimal(len(events))


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}" if amount else "0"


# ---- deadlines


def _deadline(setup: Setup, events: Sequence[Event], as_of: date) -> list[Owed]:
    return [_deadline_owed(setup, events, trigger, as_of) for trigger in _happened(events, setup.duty.after)]


def _deadline_owed(setup: Setup, events: Sequence[Event], trigger: Event, as_of: date) -> Owed:
    duty = setup.duty
    due = _due(setup.value(duty.within, trigger.on), trigger.on)
    later = [e for e in events if e.moment >= trigger.moment or e.on == trigger.on]
    later = [e for e in later if not trigger.ref or e.ref == trigger.ref]
    done = [_first(_happened(later, name)) for name in duty.do]
    planned = [_first([e for e in later if e.event == name]) for name in duty.do]
    rows = tuple(_told(name, event) for name, event in zip(duty.do, done, strict=True))
    evidence = tuple(e for e in (trigger, *done) if e)
    if all(done):
        finished = max(e.on for e in done if e)
        status = Status.MET if due is None or finished <= due else Status.MET_LATE
    elif due is not None and as_of > due:
        status = Status.OVERDUE
    else:
        in_time = all(e is not None and (due is None or e.on <= due) for e in planned)
        status = Status.ON_COURSE if in_time else Status.DUE
    return Owed(duty, status, trigger.on, due, due + ONE_DAY if due else None, trigger.ref, rows, evidence)


def _due(within: Setting, day: date) -> date | None:
    match within:
        case Span():
            return add(day, within)
        case Clockless.AT_ONCE:
            return day
        case _:
            return None


def _first(events: Sequence[Event]) -> Event | None:
    return events[0] if events else None


def _told(name: str, event: Event | None) -> Amount:
    return Amount(name, "1" if event else "0", "1", "" if event else name)


# ---- before, standing, term


def _before(setup: Setup, events: Sequence[Event], as_of: date) -> list[Owed]:
    firsts: dict[str, Event] = {}
    for event in events:
        if event.event == setup.duty.before:
            firsts.setdefault(event.ref, event)
    return [_before_owed(setup.duty, events, first, as_of) for first in firsts.values()]


def _before_owed(duty: Duty, events: Sequence[Event], first: Event, as_of: date) -> Owed:
    own = [e for e in events if not first.ref or e.ref == first.ref]
    done = [_first(_happened(own, name)) for name in duty.do]
    planned = [_first([e for e in own if e.event == name]) for name in duty.do]
    rows = tuple(_told(name, event) for name, event in zip(duty.do, done, strict=True))
    if all(done):
        status = Status.MET if all(e.on <= first.on for e in done if e) and _in_order(done, first) else Status.MET_LATE
    elif first.planned and first.on >= as_of:
        status = Status.ON_COURSE if all(e is not None and e.on <= first.on for e in planned) else Status.DUE
    else:
        status = Status.OVERDUE
    evidence = tuple(e for e in (*done, first) if e)
    return Owed(
        duty, status, None, first.on, first.on + ONE_DAY if first.planned else first.on, first.ref, rows, evidence
    )


def _in_order(done: Sequence[Event | None], first: Event) -> bool:
    """Of events on one day with an hour each, the duty comes first; where an hour is missing the day suffices."""
    return all(not (e and e.on == first.on and e.at and first.at and e.at > first.at) for e in done)


def _standing(setup: Setup, events: Sequence[Event], as_of: date) -> list[Owed]:
    duty = setup.duty
    began = _happened(events, duty.since)
    if not began:
        return []
    gap: date | None = began[0].on
    evidence: list[Event] = [began[0]]
    for event in events:
        if event.planned:
            continue
        if event.event in duty.do:
            gap, evidence = None, [began[0], event]
        elif event.event == duty.ended_by:
            gap, evidence = event.on, [began[0], event]
    if gap is None:
        return [
            Owed(duty, Status.MET, began[0].on, None, None, "", (_told(duty.do[0], evidence[-1]),), tuple(evidence))
        ]
    coming = any(e.planned and e.event in duty.do and e.on <= gap for e in events)
    status = Status.OVERDUE if as_of > gap else Status.ON_COURSE if coming else Status.DUE
    return [Owed(duty, status, gap, gap, gap + ONE_DAY, "", (_told(duty.do[0], None),), tuple(evidence))]


def _term(setup: Setup, events: Sequence[Event], as_of: date) -> list[Owed]:
    found: list[Owed] = []
    for trigger in _happened(events, setup.duty.after):
        last = add(trigger.on, setup.span(setup.duty.lasts, trigger.on)) - ONE_DAY
        status = Status.MET if as_of > last else Status.DUE
        found.append(Owed(setup.duty, status, trigger.on, last, None, trigger.ref, (), (trigger,)))
    return found


_RECKONERS: Final[dict[DutyKind, Callable[[Setup, Sequence[Event], date], list[Owed]]]] = {
    DutyKind.RECURRING: _recurring,
    DutyKind.DEADLINE: _deadline,
    DutyKind.BEFORE: _before,
    DutyKind.STANDING: _standing,
    DutyKind.TERM: _term,
}
