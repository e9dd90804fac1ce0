"""Rules that can never decide, and duties that meet prohibitions: each found with, or for want of, a witness."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
    """Something wrong with a rule, with the line, a stable code and the remedy.

    `witness` are facts that show it, for `act`; empty where what is wrong is that there are none.
    """

    rule: str
    line: int
    code: str
    what: str
    remedy: str
    act: str = ""
    witness: Mapping[str, Stated] = field(default_factory=dict)


Test = Callable[[Mapping[str, Stated]], Truth]


@dataclass(slots=True)
class _Shown:
    """What facts have shown of a rule so far: an act and facts on which it fires, spares, decides."""

    fires: tuple[str, Mapping[str, Stated]] | None = None
    spares: tuple[str, Mapping[str, Stated]] | None = None
    decides: tuple[str, Mapping[str, Stated]] | None = None
    instead: str = ""  # what stands in its place where it fires
    is_untried: bool = False  # an act of its is too wide to search


def check_rules(edition: Edition, vocabulary: Vocabulary) -> list[Finding]:
    """Dead and always-outranked rules, and contradictions, over every act and every stretch of days."""
    shown = {rule.id: _Shown() for rule in edition.rules}
    findings: dict[tuple[str, str, str], Finding] = {}
    for day in (day for day in edition.cuts if day >= edition.start):
        for name, rules in live(edition, day, NO_POLICY).by_act.items():
            try:
                for finding, other in _act_findings(vocabulary.acts[name], rules, shown):
                    findings.setdefault((name, finding.rule, other), finding)
            except TooWide as problem:
                for rule in rules:
                    shown[rule.rule.id].is_untried = True
                wide = Finding(name, rules[0].rule.line, "too-wide", str(problem), "Split the act's facts.", name)
                findings.setdefault((name, "", ""), wide)
    return [*findings.values(), *(f for rule in edition.rules for f in _never(rule, shown[rule.id]))]


def _act_findings(act: Act, rules: Sequence[LiveRule], shown: Mapping[str, _Shown]) -> Iterator[tuple[Finding, str]]:
    """The contradictions on an act, each with the clause it is with; what rules can do is noted in `shown`."""
    spaces = regions(act, rules)

    def found(test: Test, rule: LiveRule) -> tuple[str, Mapping[str, Stated]] | None:
        facts = witness(act.name, spaces, test, rule.facts)
        return None if facts is None else (act.name, facts)

    for rule in rules:
        own = shown[rule.rule.id]
        own.fires = own.fires or found(_fires(rule), rule)
        if rule.otherwise:
            own.spares = own.spares or found(_spares(rule), rule)
        own.decides = own.decides or found(_decides(rule, rules), rule)
        if own.fires and not own.decides and own.fires[0] == act.name and not own.instead:
            own.instead = _instead(rule, rules, {**{n: v[0] for n, v in spaces.items()}, **own.fires[1]})
    yield from _contradictions(act, rules)


def _instead(rule: LiveRule, rules: Sequence[LiveRule], facts: Mapping[str, Stated]) -> str:
    """Which clause stands in a rule's place on whole facts on which it fires."""
    outcomes = weigh(rules, facts).outcomes
    own = next(o for o in outcomes if o.rule is rule)
    if own.stands == FALSE:
        above = [o.rule.clause for o in outcomes if rule.clause in o.rule.overrides and both(o.of, o.when) == TRUE]
    else:
        above = [o.rule.clause for o in outcomes if _strictness(o.answer) > rule.answer.strictness]
    return " and ".join(dict.fromkeys(above))


def _never(rule: Rule, shown: _Shown) -> Iterator[Finding]:
    """What a rule can never do, though it is written."""
    if shown.is_untried:
        return
    if not shown.fires:
        yield _finding(rule, "dead-rule", "no facts make it fire", "Mend its conditions, or take it out.")
    elif not shown.decides and not rule.outranked:
        what = f"a stricter rule always stands in its place{_seen(shown.fires, shown.instead)}"
        yield _finding(rule, "outranked-rule", what, 'Take it out, or say why: outranked = "...".', *shown.fires)
    elif shown.decides and rule.outranked:
        what = f"it says it is always outranked, and it is not{_seen(shown.decides, rule.clause)}"
        yield _finding(rule, "not-outranked", what, "Take `outranked` out.", *shown.decides)
    if rule.otherwise and not shown.spares:
        yield _finding(rule, "dead-otherwise", "no facts reach its `otherwise`", "Take it out, or mend `when`.")


def _seen(where: tuple[str, Mapping[str, Stated]], decides: str) -> str:
    act, facts = where
    said = ", ".join(f"{name} = {value}" for name, value in facts.items())
    return f" (witness: {act}, {said or 'any facts'}: {decides} decides)"


def _finding(
    rule: Rule, code: str, what: str, remedy: str, act: str = "", facts: Mapping[str, Stated] | None = None
) -> Finding:
    return Finding(rule.id, rule.line, code, f"{rule.id}: {what}", remedy, act, facts or {})


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


def _contradictions(act: Act, rules: Sequence[LiveRule]) -> Iterator[tuple[Finding, str]]:
    obliging = [r for r in rules if Answer.REQUIRED in (r.answer, r.otherwise)]
    forbidding = [r for r in rules if Answer.PROHIBITED in (r.answer, r.otherwise)]
    if not obliging or not forbidding:
        return
    spaces = regions(act, rules)
    for duty in obliging:
        for ban in forbidding:
            found = witness(act.name, spaces, _both_stand(duty, ban, rules), (*duty.facts, *ban.facts))
            if found is not None:
                facts = ", ".join(f"{k} = {v}" for k, v in found.items())
                yield (
                    _finding(
                        duty.rule,
                        "contradiction",
                        f"it obliges {act.name} where {ban.rule.id} prohibits it (witness: {facts or 'any facts'})",
                        f"Let one name the other: overrides = [...], by the text or by a reading ({ban.clause} or {duty.clause}).",
                        act.name,
                        found,
                    ),
                    ban.rule.id,
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
