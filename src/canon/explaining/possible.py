"""Which answers may still come: of those that the rules could bring one by one, the ones that some facts do bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from canon.checking.search import TooWide, regions, witness
from canon.judging.live import LiveCode
from canon.judging.truth import FALSE, TRUE, UNASKED, Facts, Truth, waiting_on
from canon.judging.weigh import possible_answers, weigh_code
from canon.ruling import Answer, Ruling
from canon.values import DONT_KNOW, Stated

BUDGET = 1_000  # statements tried for one answer; beyond that it is taken to be possible


def still_possible(ruling: Ruling, code: str = "") -> tuple[Answer, ...]:
    """The answers that may come once every question is answered, be it with "I don't know", strictest first.

    Of one code where it is named, else of the ruling.
    """
    bound = ruling.codes[code].possible if code else ruling.possible
    if len(bound) == 1:
        return bound
    codes = [own for own in ruling.live if code in ("", own.id)]
    return tuple(answer for answer in bound if _may_come(answer, ruling, codes))


def _may_come(answer: Answer, ruling: Ruling, codes: Sequence[LiveCode]) -> bool:
    act, stated = ruling.act, ruling.facts
    rules = [rule for code in codes for rule in code.by_act.get(act.name, ())]
    found = regions(act, rules).items()
    spaces: Mapping[str, tuple[Stated, ...]] = {n: (*values, DONT_KNOW) for n, values in found if n not in stated}

    def view(code: LiveCode, more: Facts) -> Facts:
        return {**stated, **more, **ruling.own.get(code.id, {})}

    def test(more: Facts) -> Truth:
        possible = possible_answers([weigh_code(code, act.name, view(code, more)) for code in codes])
        if answer not in possible:
            return FALSE
        return TRUE if len(possible) == 1 else UNASKED

    def waiting(more: Facts) -> Iterator[str]:
        views = [(code, view(code, more)) for code in codes]
        return (
            name
            for code, facts in views
            for rule in code.by_act.get(act.name, ())
            for part in (rule.of, rule.when)
            for name in waiting_on(part, facts)
        )

    try:
        return witness(act.name, spaces, test, waiting, budget=BUDGET) is not None
    except TooWide:
        return True
