"""Work out one duty's occurrences from dated events."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from canon.code import Duty, DutyKind, Need
from canon.duties.calendar import ONE_DAY, add, day_after, first_of_month
from canon.duties.events import Event
from canon.duties.owed import Amount, Owed, Status
from canon.policy import NO_POLICY, Policy
from canon.values import Clockless, Setting, Span, Unit, read_setting

MOST_PERIODS: Final = 2_000  # shown, the latest: 166 years of months


class Setup:
    """A duty's parameters on a day, under an employer's policy."""

    def __init__(self, duty: Duty, policy: Policy) -> None:
        self.duty, self.policy = duty, policy
        self._written: dict[str, Setting] = {}

    def value(self, text: str, day: date) -> Setting:
        """What a field holds: a parameter's value on a day, or what is written out."""
        if not text.startswith("param."):
            if text not in self._written:
                self._written[text] = read_setting(text)
            return self._written[text]
        name = text.removeprefix("param.")
        return self.policy.setting(self.duty.clause, name, self.duty.params[name].on(day), day)

    def span(self, text: str, day: date) -> Span:
        """A field that holds a length of time."""
        value = self.value(text, day)
        assert isinstance(value, Span), "reading checked the parameter's unit"
        return value


def reckon(
    duty: Duty, events: Sequence[Event], *, as_of: date, policy: Policy = NO_POLICY, start: date = date.min
) -> tuple[Owed, ...]:
    """A duty's occurrences up to a day, oldest first; one `not-owed` where nothing has brought it about.

    `events` are in order; what is not planned and lies after `as_of` has not happened yet and is not counted, nor is a
    plan whose day has passed. Nothing is owed before `start`, the first day that the duty is in force.
    """
    if as_of < start:
        return (Owed(duty, Status.NOT_OWED),)
    known = [e for e in events if e.planned or e.on <= as_of]
    found = _RECKONERS[duty.kind](Setup(duty, policy), known, as_of)
    return tuple(o for o in found if o.due is None or duty.kind is not DutyKind.RECURRING or o.due >= start) or (
        Owed(duty, Status.NOT_OWED),
    )


def named_in(duty: Duty) -> frozenset[str]:
    """The names of all events that a duty looks at."""
    named = {duty.since, duty.after, duty.before, duty.ended_by, *duty.do, *(need.event for need in duty.need)}
    return frozenset(named - {""})


def _happened(events: Sequence[Event], name: str) -> list[Event]:
    return [e for e in events if e.event == name and not e.planned]


def _counts(event: Event, as_of: date) -> bool:
    """Whether an event has happened, or is planned and may yet."""
    return not event.planned or event.on >= as_of


# ---- recurring


def _recurring(setup: Setup, events: Sequence[Event], as_of: date) -> list[Owed]:
    began = _happened(events, setup.duty.since)
    if not began:
        return []
    ended = [e.on for e in _happened(events, setup.duty.ended_by)] if setup.duty.ended_by else []
    last = min([as_of, *ended])
    days = [e.on for e in events]
    found: list[Owed] = []
    for number in range(*periods_begun(setup, began[0].on, last)):
        start, end = period_of(setup, began[0].on, number)
        within = events[bisect.bisect_left(days, start) : bisect.bisect_right(days, end)]
        found.append(_period_owed(setup, [e for e in within if _counts(e, as_of)], start, end, as_of))
    return found


def periods_begun(setup: Setup, began: date, last: date) -> tuple[int, int]:
    """The numbers of the periods that have begun by a day, the first and the one past the last: the latest of them."""
    most = (last - began).days + 2 if last >= began else 0  # a period has a day at least
    latest = bisect.bisect_right(range(most), last, key=lambda number: period_of(setup, began, number)[0])
    return max(latest - MOST_PERIODS, 0), latest


def period_of(setup: Setup, began: date, number: int) -> tuple[date, date]:
    """The first and last day of the period of that number. Months are calendar months; years run from the event."""
    every = setup.span(setup.duty.every, began)
    every = replace(every, amount=max(every.amount, 1))
    anchor = first_of_month(began) if every.unit is Unit.MONTH else began
    shift = 1 if setup.duty.first == "next" else 0
    return add(anchor, every, number + shift), add(anchor, every, number + shift + 1) - ONE_DAY


def _period_owed(setup: Setup, events: Sequence[Event], start: date, end: date, as_of: date) -> Owed:
    rows = [_amount(setup, need, events, start) for need in setup.duty.need]
    if not any(row.missing for row, _, _ in rows):
        status = Status.MET
    elif as_of > end:
        status = Status.OVERDUE
    else:
        status = Status.ON_COURSE if all(planned for _, planned, _ in rows) else Status.DUE
    # Each once, though several needs count it; two that read the same are two.
    evidence = tuple({id(e): e for _, _, used in rows for e in used}.values())
    return Owed(setup.duty, status, start, end, day_after(end), "", tuple(row for row, _, _ in rows), evidence)


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
    missing = f"{plain(short)}{unit or ''} more of {what}" if short else ""
    row = Amount(what, plain(have) + unit, plain(target) + unit, missing, plain(with_planned - have) + unit)
    return row, with_planned >= target, done


def _total(need: Need, events: Sequence[Event]) -> Decimal:
    return sum((e.hours for e in events), Decimal(0)) if need.hours is not None else Decimal(len(events))


def plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}" if amount else "0"


# ---- deadlines


def _deadline(setup: Setup, events: Sequence[Event], as_of: date) -> list[Owed]:
    return [_deadline_owed(setup, events, trigger, as_of) for trigger in _happened(events, setup.duty.after)]


def _deadline_owed(setup: Setup, events: Sequence[Event], trigger: Event, as_of: date) -> Owed:
    duty = setup.duty
    due = due_of(setup.value(duty.within, trigger.on), trigger.on)
    later = [e for e in events if e.on >= trigger.on and _counts(e, as_of)]
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
    return Owed(duty, status, trigger.on, due, day_after(due) if due else None, trigger.ref, rows, evidence)


def due_of(within: Setting, day: date) -> date | None:
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
    found: dict[str, list[Event]] = {}
    for event in events:
        if event.event == setup.duty.before:
            found.setdefault(event.ref, []).append(event)
    return [_before_owed(setup.duty, events, _first_of(own, as_of), as_of) for own in found.values()]


def _first_of(own: Sequence[Event], as_of: date) -> Event:
    """Of what happened the first; else the next that is planned; else the last plan, whose day has passed."""
    happened = [e for e in own if not e.planned]
    coming = [e for e in own if e.on >= as_of]
    return (happened or coming or own[-1:])[0]


def _before_owed(duty: Duty, events: Sequence[Event], first: Event, as_of: date) -> Owed:
    own = [e for e in events if (not first.ref or e.ref == first.ref) and _counts(e, as_of)]
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
    late_from = day_after(first.on) if first.planned else first.on
    return Owed(duty, status, None, first.on, late_from, first.ref, rows, evidence)


def _in_order(done: Sequence[Event | None], first: Event) -> bool:
    """Of events on one day with an hour each, the duty comes first; where an hour is missing the day suffices."""
    return all(not (e and e.on == first.on and e.at and first.at and e.at > first.at) for e in done)


def _standing(setup: Setup, events: Sequence[Event], as_of: date) -> list[Owed]:
    """Each gap in turn, those that were closed late as `met-late`, then how it stands."""
    duty = setup.duty
    began = _happened(events, duty.since)
    if not began:
        return []
    found: list[Owed] = []
    gap, cause = began[0].on, began[0]
    kept: Event | None = None
    for event in events:
        if event.planned or event.event not in (*duty.do, duty.ended_by):
            continue
        if event.event in duty.do:
            if kept is None and event.on > gap:
                rows, evidence = (_told(duty.do[0], event),), (cause, event)
                found.append(Owed(duty, Status.MET_LATE, gap, gap, day_after(gap), "", rows, evidence))
            kept = event
        elif kept is not None and not _is_replaced(event, events, duty):
            gap, cause, kept = max(event.on, began[0].on), event, None
    return [*found, _standing_now(duty, events, as_of, gap, began[0], cause, kept)]


def _is_replaced(ended: Event, events: Sequence[Event], duty: Duty) -> bool:
    """Whether the next stands ready on the day one ends; an hour tells only where both have one."""
    same_day = [e for e in events if e.event in duty.do and e.on == ended.on and not e.planned]
    return any(e.at is None or ended.at is None or e.at >= ended.at for e in same_day)


def _standing_now(
    duty: Duty, events: Sequence[Event], as_of: date, gap: date, began: Event, cause: Event, kept: Event | None
) -> Owed:
    """How a standing duty stands: kept by an event, or in a gap since a day."""
    if kept is not None:
        start = max(kept.on, began.on)
        return Owed(duty, Status.MET, start, None, None, "", (_told(duty.do[0], kept),), (began, kept))
    coming = any(e.planned and e.event in duty.do and as_of <= e.on <= gap for e in events)
    status = Status.OVERDUE if as_of > gap else Status.ON_COURSE if coming else Status.DUE
    evidence = tuple(dict.fromkeys((began, cause)))
    return Owed(duty, status, gap, gap, day_after(gap), "", (_told(duty.do[0], None),), evidence)


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
