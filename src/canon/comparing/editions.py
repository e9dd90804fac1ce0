"""What changed between two editions of a code: clause by clause, and by behaviour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from canon.act import Vocabulary
from canon.code import Clause, Edition, Rule
from canon.comparing.behaviour import Difference, differences
from canon.judging.live import live
from canon.policy import NO_POLICY

_WORDS = ("section", "cite", "find", "says", "modality", "topic", "control", "access")


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that is new, gone or changed; `fields` names what changed in it (`rules` and `duties` among them)."""

    clause: str
    kind: str  # added, removed, changed
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditionDiff:
    """The changes from one edition to another: `clauses` in words, `behaviour` in rulings (left old, right new)."""

    clauses: tuple[ClauseChange, ...]
    behaviour: tuple[Difference, ...]


def diff_editions(old: Edition, new: Edition, vocabulary: Vocabulary, *, old_day: date, new_day: date) -> EditionDiff:
    """What changed from an edition on one day to another on a later day, each difference with facts that show it."""
    before, after = live(old, old_day, NO_POLICY), live(new, new_day, NO_POLICY)
    acts = sorted({*old.acts, *new.acts})
    behaviour = tuple(d for name in acts for d in differences(vocabulary.acts[name], before, after))
    return EditionDiff(clause_changes(old, new), behaviour)


def clause_changes(old: Edition, new: Edition) -> tuple[ClauseChange, ...]:
    """What changed in words and rules alone: quick, however wide the acts are."""
    return tuple(_clause_changes(old, new))


def _clause_changes(old: Edition, new: Edition) -> Iterator[ClauseChange]:
    for clause in old.clauses:
        if not new.has(clause.id):
            yield ClauseChange(clause.id, "removed")
        elif changed := _changed(clause, new.clause(clause.id)):
            yield ClauseChange(clause.id, "changed", changed)
    for clause in new.clauses:
        if not old.has(clause.id):
            yield ClauseChange(clause.id, "added")


def _changed(old: Clause, new: Clause) -> tuple[str, ...]:
    fields = [name for name in _WORDS if getattr(old, name) != getattr(new, name)]
    if [_rule_key(r) for r in old.rules] != [_rule_key(r) for r in new.rules]:
        fields.append("rules")
    if [_duty_key(old, n) for n in range(len(old.duties))] != [_duty_key(new, n) for n in range(len(new.duties))]:
        fields.append("duties")
    if old.readings != new.readings:
        fields.append("readings")
    return tuple(fields)


def _rule_key(rule: Rule) -> tuple[object, ...]:
    return (
        rule.acts,
        rule.of,
        rule.when,
        rule.answer,
        rule.otherwise,
        rule.overrides,
        rule.params,
        rule.start,
        rule.until,
    )


def _duty_key(clause: Clause, number: int) -> tuple[object, ...]:
    d = clause.duties[number]
    return d.kind, d.every, d.since, d.need, d.after, d.do, d.within, d.before, d.ended_by, d.lasts, d.params, d.owed_by
