"""Judge an act: one code's answer, and the ruling over all the codes that bind. The reference evaluator.

`truth` holds four-valued truth, `live` a code on a day under a policy, `weigh` what its rules say in all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, TypeAlias

from canon.act import Act
from canon.code import Edition, editions_on
from canon.judging.live import LiveCode, live
from canon.judging.truth import TRUE, UNASKED, UNKNOWN, Facts
from canon.judging.weigh import Outcome, Weighed, combine, possible_answers, weigh_code
from canon.policy import NO_POLICY, Policy
from canon.ruling import Answer, Citation, CodeRuling, Ruling
from canon.values import DONT_KNOW, Stated

__all__ = ["NONE_OWN", "OwnFacts", "judge", "judge_live", "sound_facts", "sound_own"]

OwnFacts: TypeAlias = Mapping[str, Facts]  # by the id of a code: facts that hold for that code alone
NONE_OWN: Final[OwnFacts] = {}


def judge(
    act: Act,
    facts: Facts,
    codes: Sequence[Edition],
    policy: Policy = NO_POLICY,
    *,
    on: date,
    own: OwnFacts = NONE_OWN,
) -> Ruling:
    """Rule on an act under every code given, as in force on a day.

    `facts` may be partial: a fact nobody stated is unknown, and an unknown fact never permits; one that does not fit
    its type counts as unknown too. The strictest answer stands; `Ruling.decided_by` cites every clause that gave it,
    under each code. Of several editions of one code, the one in force on the day speaks. Never raises on facts.

    `own` holds, by the id of a code, facts that are so for that code alone and stand before `facts` there: of two
    certificates one may have lapsed. Only facts that the vocabulary marks `per_code` can be; others are left out.
    """
    bound = tuple([live(code, on, policy) for code in editions_on(codes, on)])
    case = _Case(act, sound_facts(act, facts, policy), bound, policy, on, sound_own(act, own))
    return _judged(case).of(on, policy)


class _Case:
    """All that a ruling follows from. Its day and its policy do not tell cases apart: they speak through codes and facts."""

    __slots__ = ("_key", "act", "codes", "facts", "on", "own", "policy")

    def __init__(
        self, act: Act, facts: Facts, codes: tuple[LiveCode, ...], policy: Policy, on: date, own: OwnFacts
    ) -> None:
        self.act, self.facts, self.codes, self.policy, self.on, self.own = act, facts, codes, policy, on, own
        apart = tuple([(code, *stated.items()) for code, stated in own.items()])
        self._key = act, codes, tuple(facts.items()), apart

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Case) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=1024)
def _judged(case: _Case) -> Ruling:
    """The ruling on a case, worked out once: it depends on nothing else, and act, codes and rulings never change."""
    return judge_live(case.act, case.facts, case.codes, case.policy, case.on, case.own)


def judge_live(
    act: Act, facts: Facts, codes: tuple[LiveCode, ...], policy: Policy, on: date, own: OwnFacts = NONE_OWN
) -> Ruling:
    """Rule on sound facts under live codes: what `judge` does once both are made ready."""
    if own:
        own = {code.id: own[code.id] for code in codes if own.get(code.id)}
    views = tuple([{**facts, **own[code.id]} if code.id in own else facts for code in codes])
    weighed = tuple([weigh_code(code, act.name, view) for code, view in zip(codes, views, strict=True)])
    answer, clash = combine(weighed)
    return Ruling(
        act=act,
        on=on,
        facts=facts,
        answer=answer,
        codes={code.id: _code_ruling(code.id, said) for code, said in zip(codes, weighed, strict=True)},
        possible=possible_answers(weighed) if not clash else (Answer.REFER,),
        clash=clash,
        live=codes,
        policy=policy,
        weighed=weighed,
        views=views,
        own=own,
    )


def sound_facts(act: Act, facts: Facts, policy: Policy) -> dict[str, Stated]:
    """The act's own facts, each of its type; the employer's policy states its facts, and none on file is `absent`."""
    sound: dict[str, Stated] = {}
    for fact in act.facts:
        value = policy.facts.get(fact.name) if fact.absent else None
        if value is None:
            value = facts.get(fact.name)
        if value is None:
            if fact.absent:
                sound[fact.name] = fact.absent
        else:
            sound[fact.name] = value if fact.admits(value) else DONT_KNOW
    return sound


def sound_own(act: Act, own: OwnFacts) -> dict[str, dict[str, Stated]]:
    """Each code's own facts, of those that the act reads and that codes may have of their own, each of its type."""
    sound: dict[str, dict[str, Stated]] = {}
    for code, facts in own.items():
        for fact in act.facts:
            value = facts.get(fact.name) if fact.per_code else None
            if value is not None:
                sound.setdefault(code, {})[fact.name] = value if fact.admits(value) else DONT_KNOW
    return sound


def _code_ruling(code: str, weighed: Weighed) -> CodeRuling:
    answer, _ = combine([weighed])
    return CodeRuling(
        code=code,
        answer=answer,
        decided_by=_deciding(weighed, answer),
        required_by=tuple(_cite(o) for o in weighed.required),
        waiting=tuple(dict.fromkeys(o.rule.clause for o in _waiting(weighed, answer))),
        possible=possible_answers([weighed]),
    )


def _deciding(weighed: Weighed, answer: Answer) -> tuple[Citation, ...]:
    if answer is Answer.CONDITIONAL:
        opened = weighed.could_exceed(Answer.PERMITTED.strictness, UNKNOWN)
        unknown = (Citation(o.rule.clause, o.rule.rule, Answer.CONDITIONAL) for o in opened)
        return (*map(_cite, weighed.deciding(answer)), *unknown)
    if answer is Answer.REQUIRED:
        return tuple(_cite(o) for o in weighed.required)
    if answer in (Answer.SILENT, Answer.UNDECIDED):
        return ()
    return tuple(_cite(o) for o in weighed.deciding(answer))


def _waiting(weighed: Weighed, answer: Answer) -> list[Outcome]:
    if answer is Answer.UNDECIDED:
        above = weighed.could_exceed(weighed.sure.strictness, UNASKED)
        return above or [o for o in weighed.outcomes if o.open == UNASKED and Answer.REQUIRED in o.possible]
    if answer is Answer.CONDITIONAL:
        return weighed.could_exceed(Answer.PERMITTED.strictness, UNKNOWN)
    # A duty that rests on what nobody knows does not hold the act up, and is named all the same.
    return [o for o in weighed.outcomes if o.open == UNKNOWN and Answer.REQUIRED in o.possible]


def _cite(outcome: Outcome) -> Citation:
    assert outcome.answer is not None
    holds = outcome.answer is outcome.rule.answer and outcome.when == TRUE
    return Citation(outcome.rule.clause, outcome.rule.rule, outcome.answer, holds)
