"""An act under live codes, compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias, cast

from canon.act import Act
from canon.compiling.decision import Decision
from canon.compiling.sayings import Listener, decide_pattern
from canon.compiling.source import (
    Constants,
    conditions_of,
    decide_source,
    known_source,
    names_for,
    partial_source,
    truths_known,
    truths_partial,
)
from canon.judging.live import LiveCode
from canon.judging.truth import Facts

Decide: TypeAlias = Callable[[Facts], Decision]

LARGEST = 65_536  # decisions kept for one act; a pattern beyond that is worked out each time it comes up


@dataclass(frozen=True, slots=True, eq=False)
class CompiledAct:
    """An act under some live codes as Python functions.

    `decide` takes sound facts, partial or whole. `known` is quicker and takes only facts that hold every name in `facts`
    with a known value: it raises KeyError for one missing, and what it says where one is "I don't know" means nothing.
    `partial` is the long way for any facts. `source` is the Python that runs.
    """

    act: Act
    codes: tuple[LiveCode, ...]
    facts: tuple[str, ...]
    decide: Decide
    known: Decide
    partial: Decide
    source: str


class _Decisions(dict[int, Decision]):
    """Decisions by the pattern of truths that leads to them, worked out when first needed."""

    def __init__(self, work_out: Callable[[int], Decision]) -> None:
        super().__init__()
        self.work_out = work_out

    def __missing__(self, key: int) -> Decision:
        decision = self.work_out(key)
        if len(self) < LARGEST:
            self[key] = decision
        return decision


@lru_cache(maxsize=2048)
def compile_act(act: Act, codes: tuple[LiveCode, ...]) -> CompiledAct:
    """Compile an act under some live codes; each act and codes once."""
    listeners = [Listener(code, code.by_act.get(act.name, ())) for code in codes]
    rules = [rule for listener in listeners for rule in listener.rules]
    conditions = [conditions_of(rule) for rule in rules]
    names = tuple(dict.fromkeys(name for own in conditions for name in own.facts))
    constants = Constants()
    parts = [known_source(conditions, constants), partial_source(conditions, constants), decide_source(names)]
    source = "\n".join(parts)
    tables = {
        "KNOWN": _Decisions(lambda key: decide_pattern(act, listeners, truths_known(key, len(rules)))),
        "PARTIAL": _Decisions(lambda key: decide_pattern(act, listeners, truths_partial(key, len(rules)))),
    }
    space = names_for(constants, tables)
    exec(compile(source, f"<{act.name}>", "exec"), space)  # noqa: S102 - a closed grammar: see `source`
    known, partial, decide = (cast("Decide", space[name]) for name in ("known", "partial", "decide"))
    return CompiledAct(act, codes, names, decide, known, partial, source)


def decide_many(act: Act, codes: tuple[LiveCode, ...], many: Iterable[Facts]) -> list[Decision]:
    """Rule on one act for many sets of sound facts at once."""
    return list(map(compile_act(act, codes).decide, many))
