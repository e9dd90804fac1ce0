"""What a pattern of truths means: the decision, worked out once for each pattern that comes up.

An independent statement of what `canon.judging.weigh` says: a rule's open parts are taken both ways, and what a rule may
say is what it says in one of those ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from typing import TypeAlias

from canon.act import Act
from canon.compiling.decision import Decision
from canon.judging.live import LiveCode, LiveRule
from canon.judging.truth import FALSE, TRUE, UNASKED, UNKNOWN, Truth
from canon.ruling import Answer, Citation, CodeRuling

_WAYS: dict[Truth, tuple[bool, ...]] = {FALSE: (False,), TRUE: (True,), UNKNOWN: (True, False), UNASKED: (True, False)}
_PERMITTED = Answer.PERMITTED.strictness

Truths: TypeAlias = tuple[tuple[Truth, Truth], ...]  # of `of` and of `when`, rule by rule


@dataclass(frozen=True, slots=True)
class Saying:
    """What one rule says: `answer` surely, or one of `may` once what is `open` is known."""

    rule: LiveRule
    answer: Answer | None
    holds: bool
    open: Truth
    may: frozenset[Answer | None]
    is_overridden: bool

    @property
    def reach(self) -> int:
        """The strictness it may yet bring; 0 for none."""
        return max(map(_rank, self.may), default=0)

    @property
    def cited(self) -> Citation:
        """Its rule, cited for what it surely says."""
        assert self.answer is not None
        return Citation(self.rule.clause, self.rule.rule, self.answer, self.holds)


@dataclass(frozen=True, slots=True)
class Said:
    """What one code says in all: the strictest sure answer, what obliges the act, and what is open."""

    sayings: tuple[Saying, ...]
    sure: Answer
    required: tuple[Saying, ...]

    def open_above(self, rank: int, kind: Truth) -> tuple[Saying, ...]:
        """The sayings open in one way that may yet be stricter than a rank."""
        return tuple(s for s in self.sayings if s.open == kind and s.reach > rank)

    def open_duties(self, kind: Truth) -> tuple[Saying, ...]:
        """The sayings open in one way that may yet oblige the act."""
        return tuple(s for s in self.sayings if s.open == kind and Answer.REQUIRED in s.may)


@dataclass(frozen=True, slots=True, eq=False)
class Listener:
    """One code on one act, which remembers what each pattern of its own truths came to."""

    code: LiveCode
    rules: tuple[LiveRule, ...]
    heard: dict[Truths, tuple[Said, CodeRuling]] = field(default_factory=dict)

    def hear(self, truths: Truths) -> tuple[Said, CodeRuling]:
        """What the code says in all, and as its own ruling."""
        if truths not in self.heard:
            said = _said(self.rules, truths)
            self.heard[truths] = said, _code_ruling(self.code.id, said)
        return self.heard[truths]


def decide_pattern(act: Act, listeners: Sequence[Listener], truths: Truths, leaves: Sequence[Truth]) -> Decision:
    """The decision under some codes, from the truths of all their rules on the act, code by code.

    `leaves` are the truths of what some of the codes' leave rests on: one that fails withholds it.
    """
    heard: list[tuple[Said, CodeRuling]] = []
    at = 0
    for listener in listeners:
        heard.append(listener.hear(truths[at : at + len(listener.rules)]))
        at += len(listener.rules)
    said = [own for own, _ in heard]
    rulings = {own.code: own for _, own in heard}
    answer, clash = _answer(said, leaves)
    required = tuple([cited for own in rulings.values() for cited in own.required_by])
    if clash:
        decided = tuple(dict.fromkeys(c for own in rulings.values() for c in (*own.decided_by, *own.required_by)))
    elif answer is Answer.REQUIRED:
        decided = required
    else:
        decided = tuple([cited for own in rulings.values() if own.answer is answer for cited in own.decided_by])
    return Decision(
        answer=answer,
        clauses=tuple([cited.clause for cited in decided]),
        decided_by=decided,
        required_by=required,
        overridden=tuple(dict.fromkeys(s.rule.clause for own in said for s in own.sayings if s.is_overridden)),
        codes=rulings,
        possible=_possible(said, answer, leaves),
        clash=clash,
        allows=any(own.code.in_force for own in listeners) and _lets_through(act, answer, clash=clash),
    )


def _lets_through(act: Act, answer: Answer, *, clash: bool) -> bool:
    if clash:
        return act.compelled  # a report that a law compels is never held up
    grounds = {Answer.PERMITTED, Answer.REQUIRED}
    return answer in (grounds if act.needs_ground else {*grounds, Answer.SILENT})


def _said(rules: Sequence[LiveRule], truths: Truths) -> Said:
    fires = [_and(of, when) for of, when in truths]
    sayings = tuple(
        _saying(rule, of, when, _stands(rule.clause, rules, fires))
        for rule, (of, when) in zip(rules, truths, strict=True)
    )
    sure = max((s.answer for s in sayings if s.answer), key=_rank, default=Answer.SILENT)
    return Said(
        sayings,
        sure if _rank(sure) else Answer.SILENT,
        tuple(s for s in sayings if s.answer is Answer.REQUIRED),
    )


def _stands(clause: str, rules: Sequence[LiveRule], fires: Sequence[Truth]) -> Truth:
    """Whether no rule that overrides the clause fires and stands itself."""
    against = [
        _and(own, _stands(rule.clause, rules, [FALSE if n == at else f for n, f in enumerate(fires)]))
        for at, (rule, own) in enumerate(zip(rules, fires, strict=True))
        if own != FALSE and clause in rule.overrides  # one fewer fires each time, so that no circle goes on for ever
    ]
    return FALSE if TRUE in against else max((own for own in against if own != FALSE), default=TRUE)


def _saying(rule: LiveRule, of: Truth, when: Truth, stands: Truth) -> Saying:
    ways = product(_WAYS[of], _WAYS[stands], _WAYS[when])
    may = frozenset((rule.answer if w else rule.otherwise) if o and s else None for o, s, w in ways)
    heard = of != FALSE and stands != FALSE
    openness = max(of, stands, when) if heard else FALSE
    is_open = openness > TRUE and may != {None}
    least = min(may, key=lambda a: a.strictness if a else 0)
    answer = least if openness <= TRUE or _rank(least) > Answer.CONDITIONAL.strictness else None
    return Saying(
        rule=rule,
        answer=answer,
        holds=answer is rule.answer and when == TRUE,
        open=openness if is_open else FALSE,
        may=may if is_open else frozenset(),
        is_overridden=stands == FALSE,
    )


def _answer(said: Sequence[Said], leaves: Sequence[Truth] = ()) -> tuple[Answer, bool]:
    """The answer over codes, and whether one obliges what another prohibits."""
    answer, clash = _answer_of_rules(said)
    if answer is Answer.PERMITTED and any(leave != TRUE for leave in leaves):
        if FALSE in leaves:
            return Answer.SILENT, clash
        return (Answer.UNDECIDED if UNASKED in leaves else Answer.CONDITIONAL), clash
    return answer, clash


def _answer_of_rules(said: Sequence[Said]) -> tuple[Answer, bool]:
    strictest = _strictest(said)
    required = any(own.required for own in said)
    if strictest is Answer.PROHIBITED:
        return (Answer.REFER, True) if required else (Answer.PROHIBITED, False)
    if any(own.open_above(_PERMITTED, UNKNOWN) for own in said):
        strictest = max(strictest, Answer.CONDITIONAL, key=_rank)
    rank = max(_rank(strictest), _PERMITTED) if required else _rank(strictest)
    lenient = rank <= _PERMITTED
    asks = any(own.open_above(rank, UNASKED) for own in said)
    asks_of_duty = lenient and not required and any(own.open_duties(UNASKED) for own in said)
    if asks or asks_of_duty:
        return Answer.UNDECIDED, False
    return (Answer.REQUIRED if lenient and required else strictest), False


def _code_ruling(code: str, own: Said) -> CodeRuling:
    answer, _ = _answer([own])
    opened = own.open_above(_PERMITTED, UNKNOWN)
    required = tuple(s.cited for s in own.required)
    decided = tuple(s.cited for s in own.sayings if s.answer is answer)
    if answer is Answer.CONDITIONAL:
        decided += tuple(Citation(s.rule.clause, s.rule.rule, Answer.CONDITIONAL) for s in opened)
    if answer is Answer.UNDECIDED:
        waiting = own.open_above(_rank(own.sure), UNASKED) or own.open_duties(UNASKED)
    else:
        waiting = opened if answer is Answer.CONDITIONAL else own.open_duties(UNKNOWN)
    return CodeRuling(
        code=code,
        answer=answer,
        decided_by=decided,
        required_by=required,
        waiting=tuple(dict.fromkeys(s.rule.clause for s in waiting)),
        possible=_possible([own], answer),
    )


def _possible(said: Sequence[Said], answer: Answer, leaves: Sequence[Truth] = ()) -> tuple[Answer, ...]:
    """The answers that may come once every question is answered, be it with "I don't know", strictest first."""
    if answer is not Answer.UNDECIDED:
        return (answer, Answer.REFER) if answer is Answer.PROHIBITED and _may_clash(said) else (answer,)
    may_oblige = any(own.required or own.open_duties(UNASKED) for own in said)
    asked = _named(s.may for own in said for s in own.sayings if s.open == UNASKED)
    floor = _strictest(said)
    if any(own.open_above(_PERMITTED, UNKNOWN) for own in said):
        floor = max(floor, Answer.CONDITIONAL, key=_rank)
    obliged = any(own.required for own in said)
    strict = [s.may for own in said for s in own.sayings if s.open == UNASKED and s.reach > _PERMITTED]
    least = max([_rank(floor), *(min(a.strictness if a else 0 for a in may) for may in strict)])
    ranks = {a for a in (floor, *asked) if _rank(a) >= least and a is not Answer.REQUIRED}
    found: set[Answer] = {a for a in ranks if not obliged or a in (Answer.REFER, Answer.CONDITIONAL)}
    if _rank(floor) < Answer.CONDITIONAL.strictness and any(_rank(a) > _PERMITTED for a in asked):
        found.add(Answer.CONDITIONAL)
    if _may_clash(said):
        found.add(Answer.REFER)
    if may_oblige and _rank(floor) <= _PERMITTED:
        found.add(Answer.REQUIRED)
    if Answer.PERMITTED in found and leaves:
        # Each leave still open ends in "yes", "no" or "I don't know"; one that failed or nobody knows stays so.
        ways = product(*[{TRUE, FALSE, UNKNOWN} if leave == UNASKED else {leave} for leave in leaves])
        comes = {FALSE: Answer.SILENT, UNKNOWN: Answer.CONDITIONAL, TRUE: Answer.PERMITTED}
        found.remove(Answer.PERMITTED)
        found |= {comes[FALSE if FALSE in way else max(way)] for way in ways}
    return tuple(sorted(found, key=lambda a: (-a.strictness, a.value)))


def _may_clash(said: Sequence[Said]) -> bool:
    """Whether one code may come to oblige what another prohibits."""
    return any(_may(ban, Answer.PROHIBITED) and _may(duty, Answer.REQUIRED) for ban, duty in permutations(said, 2))


def _may(own: Said, answer: Answer) -> bool:
    return any(s.answer is answer or (s.open == UNASKED and answer in s.may) for s in own.sayings)


def _named(several: Iterable[frozenset[Answer | None]]) -> set[Answer]:
    return {answer for may in several for answer in may if answer}


def _strictest(said: Sequence[Said]) -> Answer:
    return max((own.sure for own in said), key=_rank, default=Answer.SILENT)


def _rank(answer: Answer | None) -> int:
    """An answer's strictness; what obliges an act has none."""
    return 0 if answer is None or answer is Answer.REQUIRED else answer.strictness


def _and(left: Truth, right: Truth) -> Truth:
    return FALSE if FALSE in (left, right) else max(left, right)
