"""Work the constants of a condition out, and give facts other names in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from canon.condition.form import All, Among, Any_, Compare, Condition, Constant, FactIs, FactRef, Not


def folded(node: Condition) -> Condition:
    """The same condition, of the same truth on all facts, with its constants worked out."""
    match node:
        case Not(part):
            inner = folded(part)
            return Constant(not inner.value) if isinstance(inner, Constant) else Not(inner)
        case All(parts):
            return _joined(All, parts, neutral=True)
        case Any_(parts):
            return _joined(Any_, parts, neutral=False)
        case _:
            return node


def _joined(kind: type[All | Any_], parts: Sequence[Condition], *, neutral: bool) -> Condition:
    """Parts joined by and (`neutral` is true) or by or: a neutral constant says nothing, the other one settles it."""
    kept: list[Condition] = []
    for part in map(folded, parts):
        if not isinstance(part, Constant):
            kept.append(part)
        elif part.value is not neutral:
            return part
    if len(kept) < 2:
        return kept[0] if kept else Constant(neutral)
    return kind(tuple(kept))


def renamed(node: Condition, names: Mapping[str, str]) -> Condition:
    """The same condition on facts by other names; a fact that `names` leaves out keeps its own."""
    match node:
        case FactIs(fact):
            return FactIs(names.get(fact, fact))
        case Among(fact, choices):
            return Among(names.get(fact, fact), choices)
        case Compare(fact, op, right):
            other = FactRef(names.get(right.name, right.name)) if isinstance(right, FactRef) else right
            return Compare(names.get(fact, fact), op, other)
        case Not(part):
            return Not(renamed(part, names))
        case All(parts):
            return All(tuple(renamed(part, names) for part in parts))
        case Any_(parts):
            return Any_(tuple(renamed(part, names) for part in parts))
        case _:
            return node
