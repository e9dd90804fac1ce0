"""What the two evaluators must agree on, and the five codes that they are asked about."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from canon.act import Act
from canon.checking.search import regions
from canon.code import Edition
from canon.compiling import CompiledAct, Decision
from canon.condition import atoms, facts_of
from canon.judging import NONE_OWN, OwnFacts, judge_live
from canon.judging.live import LiveCode, LiveRule, live
from canon.judging.truth import FALSE, Facts, truth
from canon.policy import NO_POLICY, Policy
from canon.reading import Library, read_library
from canon.ruling import Ruling
from canon.values import Value

CODES = Path(__file__).parents[3] / "codes"
TODAY = date(2026, 11, 20)


@cache
def library() -> Library:
    return read_library(CODES)


def acts() -> list[str]:
    """Every act that some code speaks of."""
    spoken = {name for edition in library().editions for name in edition.acts}
    return [name for name in library().acts if name in spoken]


def days(*editions: Edition) -> list[date]:
    """A day of every stretch between two changes of these codes, from the first on."""
    return sorted({day for edition in editions for day in edition.cuts if day >= edition.start})


def all_five(day: date = TODAY, policy: Policy = NO_POLICY) -> tuple[LiveCode, ...]:
    return tuple(live(edition, day, policy) for edition in library().editions)


def rules_of(act: Act, codes: Sequence[LiveCode]) -> list[LiveRule]:
    return [rule for code in codes for rule in code.by_act.get(act.name, ())]


def space(act: Act, codes: Sequence[LiveCode]) -> dict[str, tuple[Value, ...]]:
    """One value of every region of every fact that the codes' rules on the act read."""
    return regions(act, rules_of(act, codes))


def narrow_space(act: Act, codes: Sequence[LiveCode]) -> dict[str, tuple[Value, ...]]:
    """The same without values that no rule tells apart, such as two choices that none names: one of them is kept."""
    conditions = [part for rule in rules_of(act, codes) for part in (rule.of, rule.when)]
    narrow: dict[str, tuple[Value, ...]] = {}
    for name, values in space(act, codes).items():
        own = [atom for condition in conditions for atom in atoms(condition) if name in facts_of(atom)]
        told_apart = {tuple(truth(atom, {name: value}) for atom in own): value for value in values}
        is_alone = all(facts_of(atom) == (name,) for atom in own)
        narrow[name] = tuple(told_apart.values()) if is_alone else values
    return narrow


def content_of_ruling(ruling: Ruling) -> tuple[object, ...]:
    overridden = [o.rule.clause for own in ruling.weighed for o in own.outcomes if o.stands == FALSE]
    return (
        ruling.answer,
        dict(ruling.codes),
        ruling.decided_by,
        ruling.required_by,
        ruling.possible,
        ruling.clash,
        ruling.allows,
        tuple(c.clause for c in ruling.decided_by),
        tuple(dict.fromkeys(overridden)),
    )


def content_of_decision(decision: Decision) -> tuple[object, ...]:
    return (
        decision.answer,
        dict(decision.codes),
        decision.decided_by,
        decision.required_by,
        decision.possible,
        decision.clash,
        decision.allows,
        decision.clauses,
        decision.overridden,
    )


def assert_same(
    compiled: CompiledAct,
    facts: Facts,
    policy: Policy = NO_POLICY,
    on: date = TODAY,
    own: OwnFacts = NONE_OWN,
) -> Ruling:
    """The interpreter and both ways through the compiled code say the same; where all is known, `decide` is `known`.

    Where codes have facts of their own, what was compiled for that says the same as the interpreter.
    """
    ruling = judge_live(compiled.act, facts, compiled.codes, policy, on, own)
    expected = content_of_ruling(ruling)
    ways = (compiled.decide, compiled.partial) if not own else (lambda stated: compiled.decide_apart(stated, own),)
    for way in ways:
        found = content_of_decision(way(facts))
        assert found == expected, difference(compiled, facts, expected, found)
    return ruling


def difference(compiled: CompiledAct, facts: Facts, expected: tuple[object, ...], found: tuple[object, ...]) -> str:
    """Only what differs: whole rulings are too long to read."""
    codes = "+".join(code.id for code in compiled.codes)
    parts = [f"{a} is not {b}" for a, b in zip(found, expected, strict=True) if a != b]
    return f"{compiled.act.name} under {codes} on {dict(facts)}: " + "; ".join(part[:400] for part in parts)
