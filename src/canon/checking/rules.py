"""Rules that can never decide, and duties that meet prohibitions: each found with, or for want of, a witness."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from canon.act import Act, Vocabulary
from canon.checking.search import TooWide, regions, witness
from canon.code import Edition, Rule
from canon.judging.live import LiveRule, live
from canon.judging.truth import FALSE, TRUE, UNASKED, Truth, both, negation, truth
from canon.judging.weigh import Outcome, weigh
from canon.policy import NO_POLICY
from canon.ruling import Answer
from canon.values import Stated


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a rule, with the line, a stable code and the remedy."""

    rule: str
    line: int
    code: str
    what: str
    remedy: str


Space = Mapping[str, Sequence[bool | str | int]]
Test = Callable[[Mapping[str, Stated]], Truth]


def check_rules(edition: Edition, vocabulary: Vocabulary) -> list[Finding]:
    """Dead and always-outranked rules, and contradictions, over every act and every stretch of days."""
    days = [day for day in edition.cuts if day >= edition.start]
    fired: dict[str, set[str]] = {rule.id: set() for rule in edition.rules}
    findings: dict[tuple[str, str], Finding] = {}
    for day in days:
        code = live(edition, day, NO_POLICY)
        for name, rules in code.by_act.items():
            try:
                for finding in _act_findings(vocabulary.acts[name], rules, fired):
                    findings.setdefault((finding.rule, finding.what), finding)
            except TooWide as problem:
                findings.setdefault(
                    (name, "wide"), Finding(name, 0, "too-wide", str(problem), "Split the act's facts.")
                )
    return [*findings.values(), *_never(edition, fired)]


def _act_findings(act: Act, rules: Sequence[LiveRule], fired: dict[str, set[str]]) -> Iterator[Finding]:
    spaces = regions(act, rules)
    for rule in rules:
        done = fired[rule.rule.id]
        if "fires" not in done and witness(act.name, spaces, _fires(rule), rule.facts) is not None:
            done.add("fires")
        if (
            rule.otherwise
            and "otherwise" not in done
            and witness(act.name, spaces, _spares(rule), rule.facts) is not None
        ):
            done.add("otherwise")
        if "decides" not in done and witness(act.name, spaces, _decides(rule, rules), rule.facts) is not None:
            done.add("decides")
    yield from _contradictions(act, rules)


def _never(edition: Edition, fired: Mapping[str, set[str]]) -> Iterator[Finding]:
    for rule in edition.rules:
        done = fired[rule.id]
        if "fires" not in done:
            yield _finding(rule, "dead-rule", "no facts make it fire", "Mend its conditions, or take it out.")
        elif "decides" not in done and not rule.outranked:
            yield _finding(
                rule,
                "outranked-rule",
                "a stricter rule always stands in its place",
                'Take it out, or say why: outranked = "...".',
            )
        elif "decides" in done and rule.outranked:
            yield _finding(
                rule, "not-outranked", "it says it is always outranked, and it is not", "Take `outranked` out."
            )
        if rule.otherwise and "otherwise" not in done:
            yield _finding(rule, "dead-otherwise", "no facts reach its `otherwise`", "Take it out, or mend `when`.")


def _finding(rule: Rule, code: str, what: str, remedy: str) -> Finding:
    return Finding(rule.id, rule.line, code, f"{rule.id}: {what}", remedy)


def _fires(rule: LiveRule) -> Test:
    return lambda facts: both(truth(rule.of, facts), truth(rule.when, facts))


def _spares(rule: LiveRule) -> Test:
    return lambda facts: both(truth(rule.of, facts), negation(truth(rule.when, facts)))


def _decides(rule: LiveRule, rules: Sequence[LiveRule]) -> Test:
    """Whether the rule gives its answer and nothing of its code is stricter. A rule that requires is never outranked."""
    ours = rule.answer.strictness if rule.answer is not Answer.REQUIRED else Answer.PROHIBITED.strictness

    def test(facts: Mapping[str, Stated]) -> Truth:
        outcomes = weigh(rules, facts).outcomes
        own = next(o for o in outcomes if o.rule is rule)
        if own.answer is not rule.answer or own.open:
            return UNASKED if own.open and rule.answer in own.possible else FALSE
        if own.when != TRUE:
            return FALSE if rule.answer is not rule.otherwise else UNASKED
        if any(_strictness(o.answer) > ours for o in outcomes):
            return FALSE
        return UNASKED if any(o.open and max(map(_strictness, o.possible)) > ours for o in outcomes) else TRUE

    return test


def _strictness(answer: Answer | None) -> int:
    return 0 if answer is None or answer is Answer.REQUIRED else answer.strictness


def _contradictions(act: Act, rules: Sequence[LiveRule]) -> Iterator[Finding]:
    obliging = [r for r in rules if Answer.REQUIRED in (r.answer, r.otherwise)]
    forbidding = [r for r in rules if Answer.PROHIBITED in (r.answer, r.otherwise)]
    if not obliging or not forbidding:
        return
    spaces = regions(act, rules)
    for duty in obliging:
        for ban in forbidding:
            found = witness(act.name, spaces, _both_stand(duty, ban, rules), (*duty.facts, *ban.facts))
            if found is not None:
                facts = ", ".join(f"{k} = {v}" for k, v in found.items() if k in (*duty.facts, *ban.facts))
                yield _finding(
                    duty.rule,
                    "contradiction",
                    f"it obliges {act.name} where {ban.rule.id} prohibits it (witness: {facts or 'any facts'})",
                    f"Let one name the other: overrides = [...], by the text or by a reading ({ban.clause} or {duty.clause}).",
                )


def _both_stand(duty: LiveRule, ban: LiveRule, rules: Sequence[LiveRule]) -> Test:
    def test(facts: Mapping[str, Stated]) -> Truth:
        outcomes = {id(o.rule): o for o in weigh(rules, facts).outcomes}
        return both(_gives(outcomes[id(duty)], Answer.REQUIRED), _gives(outcomes[id(ban)], Answer.PROHIBITED))

    return test


def _gives(outcome: Outcome, answer: Answer) -> Truth:
    if outcome.answer is answer:
        return TRUE
    return UNASKED if outcome.open and answer in outcome.possible else FALSE
