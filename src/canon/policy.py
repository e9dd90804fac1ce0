"""An employer's policy: what it states where a code asks it, and the parameters it tightens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from canon.code import DatedSetting, Edition, EmployerMay, Parameter
from canon.values import Clockless, Setting, Span, Stated, Unit


@dataclass(frozen=True, slots=True)
class PolicySetting:
    """A parameter of a clause, as the employer sets it from a day on."""

    clause: str
    param: str
    value: Setting
    start: date = date.min


@dataclass(frozen=True, eq=False)
class Policy:
    """What an employer has on file. `facts` are the policy facts it states; the rest are absent, which is no."""

    name: str = ""
    facts: Mapping[str, Stated] = field(default_factory=dict)
    settings: tuple[PolicySetting, ...] = ()

    def setting(self, clause: str, param: str, row: DatedSetting, day: date) -> Setting:
        """A parameter's value under this policy on a day. What the code does not let an employer do is not done."""
        chosen = row.value
        for own in sorted(self.settings, key=lambda s: s.start):
            if (own.clause, own.param) == (clause, param) and own.start <= day and may_set(row, own.value):
                chosen = own.value
        return chosen


NO_POLICY: Final = Policy()


def may_set(row: DatedSetting, value: Setting) -> bool:
    """Whether a code's parameter row lets an employer set this value: of its unit, and surely no looser."""
    if type(value) is not type(row.value) and not (isinstance(row.value, Clockless) and isinstance(value, Span)):
        return False
    match row.employer:
        case EmployerMay.NOTHING:
            return False
        case EmployerMay.SET:
            return True
        case EmployerMay.LOWER:
            return _never_above(value, row.value)
        case EmployerMay.RAISE:
            return _never_above(row.value, value)


def policy_faults(policy: Policy, editions: Sequence[Edition]) -> tuple[str, ...]:
    """What a policy asks that a code does not let an employer do, each with the remedy."""
    faults: list[str] = []
    for own in policy.settings:
        edition = next((e for e in editions if e.has(own.clause)), None)
        if edition is None:
            faults.append(f"{own.clause} is no clause of the codes given: check the id")
            continue
        clause = edition.clause(own.clause)
        params: dict[str, list[Parameter]] = {}
        for owned in (*(rule.params for rule in clause.rules), *(duty.params for duty in clause.duties)):
            for param in owned.values():
                params.setdefault(param.name, []).append(param)
        if own.param not in params:
            known = ", ".join(sorted(params)) or "none"
            faults.append(f"{own.clause} has no parameter {own.param!r}: it has {known}")
        else:
            faults.extend(_refusals(own, params[own.param], max(own.start, edition.start)))
    return tuple(faults)


def _refusals(own: PolicySetting, params: Sequence[Parameter], day: date) -> Iterator[str]:
    """Why rules that read the parameter refuse the value on its first day, each reason once."""
    rows = dict.fromkeys(param.on(day) for param in params)
    for row in rows:
        if not may_set(row, own.value):
            allowed = row.employer.value or "may not change it"
            yield f"{own.clause} sets {own.param} to {row.value}, and an employer {allowed}: {own.value} is refused"


def _never_above(less: Setting, more: Setting) -> bool:
    """Whether the first is the second or less, wherever in the calendar it begins."""
    if isinstance(less, Span) and isinstance(more, Span):
        if (less.unit is Unit.DAY) is (more.unit is Unit.DAY):
            return _months_or_days(less) <= _months_or_days(more)
        return _longest(less) <= _shortest(more)
    return _size(less) <= _size(more)


_SHORTEST: Final = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334)  # days of so many months on end
_LONGEST: Final = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)


def _months_or_days(span: Span) -> int:
    return span.amount * (12 if span.unit is Unit.YEAR else 1)


def _shortest(span: Span) -> int:
    """The fewest days that a span can have."""
    if span.unit is Unit.DAY:
        return span.amount
    years, months = divmod(_months_or_days(span), 12)
    return years * 365 + _SHORTEST[months]


def _longest(span: Span) -> int:
    """The most days that a span can have."""
    if span.unit is Unit.DAY:
        return span.amount
    years, months = divmod(_months_or_days(span), 12)
    return years * 366 + _LONGEST[months]


def _size(value: Setting) -> Decimal:
    match value:
        case bool():
            return Decimal(int(value))
        case int() | Decimal():
            return Decimal(value)
        case Span():
            return Decimal(_longest(value))
        case Clockless():
            return Decimal(-1) if value is Clockless.AT_ONCE else Decimal("Infinity")
