"""A code as it stands on a day under an employer's policy: parameters put in, rules sorted by act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from canon.code import Edition, Rule
from canon.condition import Condition, bind, facts_of
from canon.policy import Policy
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
    """An edition on one day under one policy. `by_act` holds its live rules; an act it does not speak of is absent."""

    edition: Edition
    by_act: Mapping[str, tuple[LiveRule, ...]]

    @property
    def id(self) -> str:
        """The code's id."""
        return self.edition.id


def live(edition: Edition, day: date, policy: Policy) -> LiveCode:
    """The code on a day. Before the edition's first day it is silent on everything."""
    cuts = tuple(s.start for s in policy.settings if s.start <= day)
    return _live(edition, edition.epoch(day), len(cuts), policy, _Day(day))


class _Day:
    """A day that does not tell cache keys apart: between two cuts every day gives the same live code."""

    __slots__ = ("day",)

    def __init__(self, day: date) -> None:
        self.day = day

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Day)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=4096)
def _live(edition: Edition, epoch: int, own_rows: int, policy: Policy, key: _Day) -> LiveCode:
    day = key.day
    by_act: dict[str, list[LiveRule]] = {}
    if day >= edition.start:
        for rule in edition.rules:
            if rule.is_live(day):
                bound = _bound(rule, day, policy)
                for act in rule.acts:
                    by_act.setdefault(act, []).append(bound)
    return LiveCode(edition, {act: tuple(rules) for act, rules in by_act.items()})


def _bound(rule: Rule, day: date, policy: Policy) -> LiveRule:
    settings = {name: policy.setting(rule.clause, name, p.on(day), day) for name, p in rule.params.items()}
    of, when = bind(rule.of, settings), bind(rule.when, settings)
    facts = tuple(dict.fromkeys((*facts_of(of), *facts_of(when))))
    return LiveRule(rule, rule.clause, of, when, rule.answer, rule.otherwise, rule.overrides, facts)
