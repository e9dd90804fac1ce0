"""A code as it stands on a day under an employer's policy: parameters put in, rules sorted by act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from canon.code import Edition, Rule
from canon.condition import Condition, bind, facts_of
from canon.judging.leave import leave_of
from canon.policy import Policy, PolicySetting
from canon.ruling import Answer


@dataclass(frozen=True, slots=True, eq=False)
class LiveRule:
    """A rule with the day's parameters in its conditions. `facts` are the names it reads."""

    rule: Rule
    clause: str
    of: Condition
    when: Condition
    answer: Answer
    otherwise: Answer | None
    overrides: frozenset[str]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LiveCode:
    """An edition on one day under one policy. `by_act` holds its live rules; an act it does not speak of is absent.

    `in_force` is False before the edition's first day: it is silent then, and binds nobody. `leave` holds, by act, what
    of the code's own facts its permission rests on.
    """

    edition: Edition
    by_act: Mapping[str, tuple[LiveRule, ...]]
    in_force: bool = True
    leave: Mapping[str, Condition] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The code's id."""
        return self.edition.id


def live(edition: Edition, day: date, policy: Policy) -> LiveCode:
    """The code on a day. Before the edition's first day it is silent on everything."""
    return _live(edition, edition.epoch(day), _own_rows(policy, day), _Day(day))


def _own_rows(policy: Policy, day: date) -> tuple[PolicySetting, ...]:
    """The employer's rows in force. All that a live code takes from a policy: who has none of them shares one."""
    return tuple(row for row in policy.settings if row.start <= day) if policy.settings else ()


class _Day:
    """A day that does not tell cache keys apart: between two cuts every day gives the same live code."""

    __slots__ = ("day",)

    def __init__(self, day: date) -> None:
        self.day = day

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Day)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=512)
def _live(edition: Edition, epoch: int, own_rows: tuple[PolicySetting, ...], key: _Day) -> LiveCode:
    day, policy = key.day, Policy(settings=own_rows)
    by_act: dict[str, list[LiveRule]] = {}
    in_force = day >= edition.start
    if in_force:
        for rule in edition.rules:
            if rule.is_live(day):
                bound = _bound(rule, day, policy)
                for act in rule.acts:
                    by_act.setdefault(act, []).append(bound)
    leave = {act: needed for act, rules in by_act.items() if (needed := leave_of(rules))}
    return LiveCode(edition, {act: tuple(rules) for act, rules in by_act.items()}, in_force, leave)


def _bound(rule: Rule, day: date, policy: Policy) -> LiveRule:
    settings = {name: policy.setting(rule.clause, name, p.on(day), day) for name, p in rule.params.items()}
    of, when = bind(rule.of, settings), bind(rule.when, settings)
    facts = tuple(dict.fromkeys((*facts_of(of), *facts_of(when))))
    return LiveRule(rule, rule.clause, of, when, rule.answer, rule.otherwise, rule.overrides, facts)
