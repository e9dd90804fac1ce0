"""A code's leave for an act, where it rests on facts of the code's own: a certificate of its board, say.

Whoever lost one code's leave does not get it back through another code. A code that permits an act only to who holds its
certificate is silent on those who do not, and silence gives way to what another code permits; so what its leave rests on
is kept apart, and while that fails the code *withholds* leave: see `canon.judging.weigh.combine`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from canon.condition import All, Any_, Condition, Constant, Not, facts_of, folded
from canon.ruling import Answer

if TYPE_CHECKING:
    from canon.judging.live import LiveRule


def leave_of(rules: Iterable[LiveRule]) -> Condition | None:
    """What of its own facts a code's leave for an act rests on, whatever else is so. None where it does not need them."""
    ways = dict.fromkeys(folded(way) for rule in rules for way in _ways(rule))
    needed = folded(Any_(tuple(ways)))
    return None if isinstance(needed, Constant) else needed


def _ways(rule: LiveRule) -> Iterator[Condition]:
    """The conditions under which a rule permits, as far as they speak of the code's own facts."""
    own = rule.rule.per_code
    if rule.answer is Answer.PERMITTED:
        yield _at_least(All((rule.of, rule.when)), own, holds=True)
    if rule.otherwise is Answer.PERMITTED:
        yield _at_least(All((rule.of, Not(rule.when))), own, holds=True)


def _at_least(node: Condition, own: frozenset[str], *, holds: bool) -> Condition:
    """What holds wherever the condition does (`holds`), or fails wherever it fails, and reads nothing but `own`."""
    match node:
        case Not(part):
            return Not(_at_least(part, own, holds=not holds))
        case All(parts):
            return All(tuple(_at_least(part, own, holds=holds) for part in parts))
        case Any_(parts):
            return Any_(tuple(_at_least(part, own, holds=holds) for part in parts))
        case Constant():
            return node
        case _:
            return node if own.issuperset(facts_of(node)) else Constant(holds)
