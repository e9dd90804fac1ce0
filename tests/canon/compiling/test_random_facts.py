"""Both evaluators on 100,000 random partial fact sets, under random codes, days and policies, from a fixed seed."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest

from canon.act import Act
from canon.code import Edition, EmployerMay
from canon.compiling import compile_act
from canon.judging.live import LiveCode, live
from canon.policy import NO_POLICY, Policy, PolicySetting
from canon.ruling import Answer
from canon.values import DONT_KNOW, Stated
from tests.canon.compiling.agreement import TODAY, acts, all_five, assert_same, days, library, space

ROUNDS = 20
EACH = 5_000  # fact sets of a round: 100,000 in all


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_partial_facts(seed: int) -> None:
    rng = random.Random(seed)
    circumstances = [(all_five(), NO_POLICY, TODAY), *(circumstance(rng) for _ in range(3))]
    answers: Counter[Answer] = Counter()
    for _ in range(EACH):
        act = library().acts[rng.choice(acts())]
        codes, policy, day = rng.choice(circumstances)
        facts = partial_facts(act, rng)
        compiled = compile_act(act, codes)
        answers[assert_same(compiled, facts, policy, day).answer] += 1
        if any(fact.per_code for fact in act.facts):
            assert_same(compiled, facts, policy, day, own_facts(act, codes, rng))

    assert set(answers) == set(Answer), "every answer comes up in every round"


def circumstance(rng: random.Random) -> tuple[tuple[LiveCode, ...], Policy, date]:
    """Some codes, on a day on which one of them changes or the day before, for some employer."""
    editions = rng.sample(library().editions, rng.randint(1, 5))
    day = rng.choice(days(*editions)) - timedelta(days=rng.randint(0, 1))
    policy = rng.choice([NO_POLICY, strict_employer()])
    return tuple(live(edition, day, policy) for edition in editions), policy, day


def partial_facts(act: Act, rng: random.Random) -> dict[str, Stated]:
    """Each fact absent, said to be unknown, or a value on either side of some line."""
    absent, unknown = rng.random() * 0.6, rng.random() * 0.4
    facts: dict[str, Stated] = {}
    for name, values in every_value(act).items():
        chance = rng.random()
        if chance >= absent + unknown:
            facts[name] = rng.choice(values)
        elif chance >= absent:
            facts[name] = DONT_KNOW
    return facts


def own_facts(act: Act, codes: tuple[LiveCode, ...], rng: random.Random) -> dict[str, dict[str, Stated]]:
    """Of some codes, their own value of each fact that may differ by code: a yes, a no or unknown."""
    own = {code.id: {f.name: rng.choice((True, False, DONT_KNOW)) for f in act.facts if f.per_code} for code in codes}
    return {code: facts for code, facts in own.items() if rng.random() < 0.7}


@cache
def every_value(act: Act) -> dict[str, tuple[Stated, ...]]:
    return dict(space(act, (*all_five(), *all_five(policy=strict_employer()))))


@cache
def strict_employer() -> Policy:
    """An employer who halves every amount that a code lets it lower."""
    rows = [row for edition in library().editions for row in own_rows(edition)]
    assert rows, "some code leaves an amount to the employer"
    return Policy("strict", settings=tuple(rows))


def own_rows(edition: Edition) -> Iterator[PolicySetting]:
    for rule in edition.rules:
        for param in rule.params.values():
            row = param.rows[-1]
            if row.employer is EmployerMay.LOWER and isinstance(row.value, Decimal):
                yield PolicySetting(rule.clause, param.name, row.value / 2)
