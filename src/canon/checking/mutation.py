"""Break a code file in every small way and see that its cases notice: `make canon`.

Each rule is dropped and each row of each parameter is moved by its smallest unit, one change at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from canon.act import Vocabulary
from canon.checking.cases import failing_duty_cases, failing_rule_cases, rule_cases
from canon.code import Clause, DatedSetting, Duty, Edition, Parameter, Rule
from canon.values import CENT, QUARTER_HOUR, Clockless, Hours, Setting, Span, Unit


@dataclass(frozen=True, slots=True)
class Change:
    """One small change: which rule or duty, and what was done to it."""

    subject: str
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Survey:
    """How many changes were tried, and those that no case noticed."""

    tried: int
    unnoticed: tuple[Change, ...]


def survey(edition: Edition, vocabulary: Vocabulary) -> Survey:
    """Try every small change to an edition."""
    tried = 0
    unnoticed: list[Change] = []
    for change, rule, changed in _rule_changes(edition):
        tried += 1
        cases = [(owner, case) for owner, case in rule_cases(edition) if set(owner.acts) & set(rule.acts)]
        if next(failing_rule_cases(cases, changed, vocabulary), None) is None:
            unnoticed.append(change)
    for change, duty in _duty_changes(edition):
        tried += 1
        if next(failing_duty_cases([duty], edition.code.zone), None) is None:
            unnoticed.append(change)
    return Survey(tried, tuple(unnoticed))


def _rule_changes(edition: Edition) -> Iterator[tuple[Change, Rule, Edition]]:
    for rule in edition.rules:
        yield Change(rule.id, rule.line, "dropped"), rule, _with_rule(edition, rule, None)
        for what, params in _moves(rule.params):
            yield Change(rule.id, rule.line, what), rule, _with_rule(edition, rule, replace(rule, params=params))


def _duty_changes(edition: Edition) -> Iterator[tuple[Change, Duty]]:
    for duty in edition.duties:
        for what, params in _moves(duty.params):
            yield Change(duty.id, duty.line, what), replace(duty, params=params)


def _with_rule(edition: Edition, old: Rule, new: Rule | None) -> Edition:
    def changed(clause: Clause) -> Clause:
        kept = tuple(new if rule is old else rule for rule in clause.rules)
        return replace(clause, rules=tuple(rule for rule in kept if rule is not None))

    return replace(edition, clauses=tuple(changed(c) if old in c.rules else c for c in edition.clauses))


def _moves(params: Mapping[str, Parameter]) -> Iterator[tuple[str, dict[str, Parameter]]]:
    for name, param in params.items():
        for at, row in enumerate(param.rows):
            for value in _neighbours(row.value):
                rows: Sequence[DatedSetting] = [
                    replace(r, value=value) if n == at else r for n, r in enumerate(param.rows)
                ]
                what = f"param.{name} moved from {row.value} to {value}{_since(row.start)}"
                yield what, {**params, name: Parameter(name, tuple(rows))}


def _since(day: date) -> str:
    return f" (from {day})"


def _neighbours(value: Setting) -> tuple[Setting, ...]:
    """The values one smallest unit away: a cent, a quarter hour, a day, month or year, one, the other of yes and no."""
    match value:
        case bool():
            return (not value,)
        case int():
            return (value - 1, value + 1) if value else (1,)
        case Hours():
            less = (Hours(value - QUARTER_HOUR),) if value >= QUARTER_HOUR else ()
            return (*less, Hours(value + QUARTER_HOUR))
        case Decimal():
            return (value - CENT, value + CENT) if value >= CENT else (value + CENT,)
        case Span(amount, unit):
            return (*((Span(amount - 1, unit),) if amount else ()), Span(amount + 1, unit))
        case Clockless.AT_ONCE:
            return (Span(1, Unit.DAY),)
        case Clockless.NO_SET_TIME:
            return (Clockless.AT_ONCE,)
