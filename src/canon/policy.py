"""An employer's policy: what it states where a code asks it, and the parameters it tightens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from canon.code import DatedSetting, Edition, EmployerMay, Parameter
from canon.values import Clockless, Setting, Span, Stated


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
    """Whether a code's parameter row lets an employer set this value."""
    if type(value) is not type(row.value) and not isinstance(row.value, Clockless):
        return False
    match row.employer:
        case EmployerMay.NOTHING:
            return False
        case EmployerMay.SET:
            return True
        case EmployerMay.LOWER:
            return _size(value) <= _size(row.value)
        case EmployerMay.RAISE:
            return _size(value) >= _size(row.value)


def policy_faults(policy: Policy, editions: Sequence[Edition]) -> tuple[str, ...]:
    """What a policy asks that a code does not let an employer do, each with the remedy."""
    faults: list[str] = []
    for own in policy.settings:
        edition = next((e for e in editions if e.has(own.clause)), None)
        if edition is None:
            faults.append(f"{own.clause} is no clause of the codes given: check the id")
            continue
        clause = edition.clause(own.clause)
        params: dict[str, Parameter] = {}
        for own_params in (*(r.params for r in clause.rules), *(d.params for d in clause.duties)):
            params.update(own_params)
        if own.param not in params:
            known = ", ".join(sorted(params)) or "none"
            faults.append(f"{own.clause} has no parameter {own.param!r}: it has {known}")
        elif not may_set(row := params[own.param].on(max(own.start, edition.start)), own.value):
            allowed = row.employer.value or "may not change it"
            faults.append(
                f"{own.clause} sets {own.param} to {row.value}, and an employer {allowed}: {own.value} is refused"
            )
    return tuple(faults)


def _size(value: Setting) -> Decimal:
    match value:
        case bool():
            return Decimal(int(value))
        case int() | Decimal():
            return Decimal(value)
        case Span(amount, unit):
            return Decimal(amount) * {"day": 1, "month": 30, "year": 365}[unit.value]
        case Clockless():
            return Decimal(0) if value is Clockless.AT_ONCE else Decimal("Infinity")
