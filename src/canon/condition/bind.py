"""Put a day's parameters into a condition."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from canon.condition.form import All, Any_, Compare, Condition, Constant, Not, ParamIs, ParamRef
from canon.values import Setting


def bind(condition: Condition, settings: Mapping[str, Setting]) -> Condition:
    """The condition with every parameter replaced by its value. Raises KeyError for one without a value."""
    match condition:
        case Not(part):
            return Not(bind(part, settings))
        case All(parts):
            return All(tuple(bind(p, settings) for p in parts))
        case Any_(parts):
            return Any_(tuple(bind(p, settings) for p in parts))
        case ParamIs(param):
            return Constant(settings[param] is True)
        case Compare(fact, op, ParamRef(name)):
            value = settings[name]
            assert isinstance(value, (bool, int, Decimal)), "the parser checked the parameter's type"
            return Compare(fact, op, value)
        case _:
            return condition
