"""Conditions: a typed subset of the Common Expression Language, in one parsed form that both evaluators share.

`form` holds the nodes, `parse` reads text into them and checks types, `bind` puts a day's parameters in, `fold` works
constants out.
"""

from canon.condition.bind import bind
from canon.condition.fold import folded, renamed
from canon.condition.form import (
    ALWAYS,
    All,
    Among,
    Any_,
    Atom,
    Compare,
    Condition,
    Constant,
    FactIs,
    FactRef,
    Not,
    Op,
    ParamIs,
    ParamRef,
    atoms,
    facts_of,
    params_of,
)
from canon.condition.parse import ConditionFault, parse

__all__ = [
    "ALWAYS",
    "All",
    "Among",
    "Any_",
    "Atom",
    "Compare",
    "Condition",
    "ConditionFault",
    "Constant",
    "FactIs",
    "FactRef",
    "Not",
    "Op",
    "ParamIs",
    "ParamRef",
    "atoms",
    "bind",
    "facts_of",
    "folded",
    "params_of",
    "parse",
    "renamed",
]
