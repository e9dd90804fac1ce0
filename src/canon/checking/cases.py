"""Run the cases that a code file carries: they are its tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from canon.act import Vocabulary
from canon.code import Duty, Edition, Rule, RuleCase
from canon.duties import case_outcome
from canon.judging import sound_facts
from canon.judging.live import LiveCode, live
from canon.judging.truth import FALSE, TRUE
from canon.judging.weigh import Weighed, combine, settle, weigh
from canon.policy import NO_POLICY
from canon.reading.faults import FileRefused
from canon.ruling import Answer


@dataclass(frozen=True, slots=True)
class CaseFailed:
    """A case whose clause or duty says something else. `subject` is the rule's or duty's id."""

    subject: str
    line: int
    what: str


def failing_cases(edition: Edition, vocabulary: Vocabulary) -> Sequence[CaseFailed]:
    """Every case of an edition that fails."""
    rules = failing_rule_cases(rule_cases(edition), edition, vocabulary)
    return [*rules, *failing_duty_cases(edition.duties, edition.code.zone)]


def rule_cases(edition: Edition) -> Sequence[tuple[Rule, RuleCase]]:
    """Every case of an edition's rules, with its rule."""
    return [(rule, case) for rule in edition.rules for case in rule.cases]


def clause_answer(edition: LiveCode, clause: str, case: RuleCase, vocabulary: Vocabulary) -> Answer:
    """What one clause says on a case's facts. Another clause overrides it only where that one surely fires."""
    facts = sound_facts(vocabulary.acts[case.act], case.facts, NO_POLICY)
    weighed = weigh(edition.by_act.get(case.act, ()), facts)
    for outcome in weighed.outcomes:
        if outcome.stands != FALSE:
            outcome.stands = TRUE
            settle(outcome)
    own = Weighed([o for o in weighed.outcomes if o.rule.clause == clause], Answer.SILENT, [])
    return combine([own.counted()])[0]


def failing_rule_cases(
    cases: Sequence[tuple[Rule, RuleCase]], edition: Edition, vocabulary: Vocabulary
) -> Iterator[CaseFailed]:
    """Those of some rules' cases that an edition does not bear out."""
    for rule, case in cases:
        found = clause_answer(live(edition, case_day(edition, rule, case), NO_POLICY), rule.clause, case, vocabulary)
        if found is not case.answer:
            facts = ", ".join(f"{k} = {v}" for k, v in case.facts.items())
            what = f"the case ({facts}) expects {case.answer.value}, and the clause says {found.value}"
            yield CaseFailed(rule.id, case.line, what)


def case_day(edition: Edition, rule: Rule, case: RuleCase) -> date:
    """The day a case is judged on: its own, else the first day on which its rule and all parameters stand."""
    if case.on:
        return case.on
    starts = [row.start for p in rule.params.values() for row in p.rows]
    return max([edition.start, *starts, *([rule.start] if rule.start else [])])


def failing_duty_cases(duties: Sequence[Duty], zone: str) -> Iterator[CaseFailed]:
    """Those of the duties' cases that fail."""
    for duty in duties:
        for case in duty.cases:
            try:
                found = case_outcome(duty, case, zone)
            except FileRefused as refused:
                yield CaseFailed(
                    duty.id, case.line, f"the case as of {case.as_of} cannot be read: {refused.faults[0].what}"
                )
                continue
            if found.status.value != case.status or (case.due and found.due != case.due):
                due = f" due {case.due}" if case.due else ""
                says = f"the duty is {found.status.value} (due {found.due})"
                yield CaseFailed(
                    duty.id, case.line, f"the case as of {case.as_of} expects {case.status}{due}, and {says}"
                )
