"""Weigh one code's rules on an act: what each rule says, and what the code says in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from canon.judging.live import LiveCode, LiveRule
from canon.judging.truth import FALSE, TRUE, UNASKED, UNKNOWN, Facts, Truth, both, negation, truth
from canon.ruling import Answer

_CONDITIONAL = Answer.CONDITIONAL.strictness
_PERMITTED = Answer.PERMITTED.strictness


@dataclass(slots=True)
class Outcome:
    """What one rule says: `of` and `when` apart, and `stands`, whether no other rule overrides it.

    `answer` is what it surely says (None: nothing); where it is not sure, `open` is UNKNOWN or UNASKED and `possible`
    holds what it may yet say (None among them: nothing). A rule that refers or prohibits whichever way surely gives the
    less strict of the two, and is open above it.
    """

    rule: LiveRule
    of: Truth
    when: Truth
    stands: Truth = TRUE
    answer: Answer | None = None
    open: Truth = FALSE
    possible: tuple[Answer | None, ...] = ()


@dataclass(slots=True)
class Weighed:
    """One code on one act: every rule's outcome, the strictest sure answer, and what stays open above it."""

    outcomes: list[Outcome]
    sure: Answer
    required: list[Outcome]
    unasked: int = 0  # strictness that a question not asked could bring; 0 for none
    unknown: int = 0  # the same for what nobody knows
    unasked_duty: bool = False  # a question not asked could oblige the act
    withheld: Truth = FALSE  # whether its leave fails by facts of its own, so that no other code's stands in for it

    @property
    def withholds(self) -> bool:
        """Whether the code surely withholds its leave."""
        return self.withheld == TRUE

    def deciding(self, answer: Answer) -> list[Outcome]:
        """The outcomes that surely give an answer."""
        return [o for o in self.outcomes if o.answer is answer]

    def counted(self) -> Weighed:
        """The same, with the strictest sure answer and what stays open counted from its outcomes."""
        for outcome in self.outcomes:
            answer = outcome.answer
            if answer is Answer.REQUIRED:
                self.required.append(outcome)
            elif answer is not None and answer.strictness > self.sure.strictness:
                self.sure = answer
            if outcome.open == UNASKED:
                self.unasked = max(self.unasked, _highest(outcome.possible))
                self.unasked_duty |= Answer.REQUIRED in outcome.possible
            elif outcome.open == UNKNOWN:
                self.unknown = max(self.unknown, _highest(outcome.possible))
        return self

    def could_exceed(self, strictness: int, openness: Truth) -> list[Outcome]:
        """The open outcomes of one kind of openness that may yet be stricter."""
        return [o for o in self.outcomes if o.open == openness and _highest(o.possible) > strictness]


def weigh_code(code: LiveCode, act: str, facts: Facts) -> Weighed:
    """What a live code says of an act on the facts that hold for it. Never raises on facts that fit their types."""
    weighed = weigh(code.by_act.get(act, ()), facts)
    if code.leave:
        needed = code.leave.get(act)
        if needed is not None:
            weighed.withheld = negation(truth(needed, facts))
    return weighed


def weigh(rules: Sequence[LiveRule], facts: Facts) -> Weighed:
    """What a code's live rules on an act say on facts. Never raises on facts that fit their types."""
    outcomes = [Outcome(rule, truth(rule.of, facts), FALSE) for rule in rules]
    for outcome in outcomes:
        if outcome.of != FALSE:
            outcome.when = truth(outcome.rule.when, facts)
    _override(outcomes)
    for outcome in outcomes:
        settle(outcome)
    return Weighed(outcomes, Answer.SILENT, []).counted()


def _override(outcomes: list[Outcome]) -> None:
    """A rule that fires takes the clauses it overrides away; one that may fire leaves them in doubt."""
    overriders = [o for o in outcomes if o.rule.overrides and o.of != FALSE and o.when != FALSE]
    if overriders:
        for outcome in outcomes:
            outcome.stands = _stands(outcome, overriders)


def _stands(outcome: Outcome, overriders: Sequence[Outcome]) -> Truth:
    """Whether no rule overrides this one. A rule that gives way itself overrides nothing: what it took away is back."""
    stands = TRUE
    for by in overriders:
        if outcome.rule.clause in by.rule.overrides:
            others = [o for o in overriders if o is not by]  # one less each time, so that no circle goes on for ever
            stands = both(stands, negation(both(both(by.of, by.when), _stands(by, others))))
    return stands


def settle(outcome: Outcome) -> None:
    """Fill in what an outcome says, surely or possibly, from the truth of its parts."""
    outcome.answer, outcome.open, outcome.possible = None, FALSE, ()
    rule, of, when = outcome.rule, outcome.of, outcome.when
    if of == FALSE or outcome.stands == FALSE:
        return
    if of == TRUE and outcome.stands == TRUE and when <= TRUE:
        outcome.answer = rule.answer if when == TRUE else rule.otherwise
        return
    possible: list[Answer | None] = []
    if when != FALSE:
        possible.append(rule.answer)
    if when != TRUE:
        possible.append(rule.otherwise)
    if of != TRUE or outcome.stands != TRUE:
        possible.append(None)
    if any(answer is not None for answer in possible):
        outcome.possible = tuple(dict.fromkeys(possible))
        outcome.open = max(of, outcome.stands, when)
        least = min(possible, key=_rank)
        outcome.answer = least if _rank(least) > _CONDITIONAL else None


def _highest(possible: Sequence[Answer | None]) -> int:
    return max((a.strictness for a in possible if a is not None and a is not Answer.REQUIRED), default=0)


def combine(codes: Sequence[Weighed]) -> tuple[Answer, bool]:
    """The answer over weighed codes, and whether they clash: one obliges what another prohibits.

    What one code permits is no leave while another, which would permit it too, withholds its own.
    """
    answer, clash = _strictest(codes)
    if answer is Answer.PERMITTED and (withheld := _withheld(codes)):
        answer = {TRUE: Answer.SILENT, UNKNOWN: Answer.CONDITIONAL, UNASKED: Answer.UNDECIDED}[withheld]
    return answer, clash


def _withheld(codes: Sequence[Weighed]) -> Truth:
    """Whether some code withholds its leave; where none surely does, whether one may."""
    kinds = [own.withheld for own in codes]
    return TRUE if TRUE in kinds else max(kinds, default=FALSE)


def _strictest(codes: Sequence[Weighed]) -> tuple[Answer, bool]:
    strictest, required, duty, unasked, unknown = _in_all(codes)
    if strictest is Answer.PROHIBITED:
        return (Answer.REFER, True) if required else (strictest, False)
    # What nobody knows stays so, whatever is asked: only a question that could go beyond it is worth asking.
    if unknown > _PERMITTED and strictest.strictness < _CONDITIONAL:
        strictest = Answer.CONDITIONAL
    rank = max(strictest.strictness, _PERMITTED) if required else strictest.strictness
    if unasked > rank or (duty and not required and rank <= _PERMITTED):
        return Answer.UNDECIDED, False
    if required and rank <= _PERMITTED:
        return Answer.REQUIRED, False
    return strictest, False


def _in_all(codes: Sequence[Weighed]) -> tuple[Answer, bool, bool, int, int]:
    """Over all codes: the strictest sure answer, whether one obliges or may oblige, and what is open above it."""
    strictest, required, duty = Answer.SILENT, False, False
    unasked = unknown = 0
    for own in codes:  # one pass: this runs for every ruling, every code of it and every step tried
        if own.sure.strictness > strictest.strictness:
            strictest = own.sure
        if own.required:
            required = True
        if own.unasked_duty:
            duty = True
        if own.unasked > unasked:
            unasked = own.unasked
        if own.unknown > unknown:
            unknown = own.unknown
    return strictest, required, duty, unasked, unknown


def possible_answers(codes: Sequence[Weighed]) -> tuple[Answer, ...]:
    """The answers that may come once every question is answered, be it with "I don't know", strictest first.

    None that may come is missing. Rules are taken one by one here, so that of two which cannot both hold the answers of
    both are named; `canon.explaining.still_possible` leaves out what no facts would bring.
    """
    answer, _ = combine(codes)
    if answer not in (Answer.PROHIBITED, Answer.UNDECIDED):
        return (answer,)
    if answer is Answer.PROHIBITED:
        return (answer, Answer.REFER) if _may_clash(codes) else (answer,)
    may_oblige = any(w.required or w.unasked_duty for w in codes)
    outcomes = [o.possible for w in codes for o in w.outcomes if o.open == UNASKED]
    asked = [a for possible in outcomes for a in possible if a]
    floor = max((w.sure for w in codes), key=_rank)
    if max(w.unknown for w in codes) > _PERMITTED:
        floor = max(floor, Answer.CONDITIONAL, key=_rank)
    least = max(
        [_rank(floor), *(min(map(_rank, possible)) for possible in outcomes if _highest(possible) > _PERMITTED)]
    )
    found: set[Answer] = {a for a in (floor, *asked) if _rank(a) >= least and a is not Answer.REQUIRED}
    if any(w.required for w in codes):
        found -= {Answer.PROHIBITED, Answer.PERMITTED, Answer.SILENT}
    if any(_rank(a) > _PERMITTED for a in asked) and _rank(floor) < _CONDITIONAL:
        found.add(Answer.CONDITIONAL)  # by "I don't know"
    if _may_clash(codes):
        found.add(Answer.REFER)
    if may_oblige and _rank(floor) <= _PERMITTED:
        found.add(Answer.REQUIRED)
    if Answer.PERMITTED in found and len(codes) > 1:  # alone, a code that withholds its leave permits nothing
        found = _with_what_is_withheld(found, codes)
    return tuple(sorted(found, key=lambda a: (-a.strictness, a.value)))


def _with_what_is_withheld(found: set[Answer], codes: Sequence[Weighed]) -> set[Answer]:
    """Possible answers, where a code that withholds its leave, or may, changes what comes of permitted."""
    kinds = {own.withheld for own in codes}
    if TRUE in kinds:
        return found - {Answer.PERMITTED} | {Answer.SILENT}
    if UNKNOWN in kinds:
        found = found - {Answer.PERMITTED} | {Answer.CONDITIONAL}
    if UNASKED in kinds:
        found = found | {Answer.SILENT, Answer.CONDITIONAL}  # by "no", and by "I don't know"
    return found


def _may_clash(codes: Sequence[Weighed]) -> bool:
    """Whether one code may come to oblige what another prohibits. Within a code that does not load: see `checking`."""
    bans = [w for w in codes if w.sure is Answer.PROHIBITED or w.unasked == Answer.PROHIBITED.strictness]
    duties = [w for w in codes if w.required or w.unasked_duty]
    return any(ban is not duty for ban in bans for duty in duties)


def _rank(answer: Answer | None) -> int:
    return answer.strictness if answer else 0
