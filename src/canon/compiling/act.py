"""An act under live codes, compiled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias, cast

from canon.act import Act
from canon.compiling.decision import Decision
from canon.compiling.sayings import Listener, Truths, decide_pattern
from canon.compiling.source import (
    Conditions,
    Constants,
    conditions_of,
    decide_source,
    known_source,
    names_for,
    partial_source,
    truths_known,
    truths_partial,
)
from canon.condition import ALWAYS, renamed
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

    def decide_apart(self, facts: Facts, own: Mapping[str, Facts]) -> Decision:
        """The same where codes have facts of their own (`canon.judging.sound_own`), which stand before the shared."""
        if not own:
            return self.decide(facts)
        apart, names = _compiled_apart(self.act, self.codes)
        return apart.decide(_spread(facts, own, names))


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
    return _compiled(act, codes, {})


@lru_cache(maxsize=512)
def _compiled_apart(act: Act, codes: tuple[LiveCode, ...]) -> tuple[CompiledAct, tuple[tuple[str, str, str], ...]]:
    """The act compiled with a name for each code's own facts, and those names: the code, the fact, its name there.

    Apart from `compile_act`: where the facts are the same for all codes, nothing is looked up twice.
    """
    names = {code.id: {fact.name: f"{fact.name}@{code.id}" for fact in act.facts if fact.per_code} for code in codes}
    listed = tuple((code, fact, name) for code, own in names.items() for fact, name in own.items())
    return _compiled(act, codes, names), listed


def _compiled(act: Act, codes: tuple[LiveCode, ...], names: Mapping[str, Mapping[str, str]]) -> CompiledAct:
    listeners = [Listener(code, code.by_act.get(act.name, ())) for code in codes]
    rules = [rule for listener in listeners for rule in listener.rules]
    conditions = [_own(conditions_of(rule), names.get(own.code.id)) for own in listeners for rule in own.rules]
    if len(codes) > 1:  # alone, a code that withholds its leave permits nothing
        leaves = [(code.id, leave) for code in codes if (leave := code.leave.get(act.name))]
        conditions += [_own(Conditions(leave, ALWAYS, has_otherwise=False), names.get(code)) for code, leave in leaves]
    facts = tuple(dict.fromkeys(name for own in conditions for name in own.facts))
    constants = Constants()
    parts = [known_source(conditions, constants), partial_source(conditions, constants), decide_source(facts)]
    source = "\n".join(parts)

    def decision(truths: Truths) -> Decision:
        return decide_pattern(act, listeners, truths[: len(rules)], [leave for leave, _ in truths[len(rules) :]])

    tables = {
        "KNOWN": _Decisions(lambda key: decision(truths_known(key, len(conditions)))),
        "PARTIAL": _Decisions(lambda key: decision(truths_partial(key, len(conditions)))),
    }
    space = names_for(constants, tables)
    exec(compile(source, f"<{act.name}>", "exec"), space)  # noqa: S102 - a closed grammar: see `source`
    known, partial, decide = (cast("Decide", space[name]) for name in ("known", "partial", "decide"))
    return CompiledAct(act, codes, facts, decide, known, partial, source)


def _own(conditions: Conditions, names: Mapping[str, str] | None) -> Conditions:
    """Conditions on the names that a code's own facts have."""
    if not names:
        return conditions
    return replace(conditions, of=renamed(conditions.of, names), when=renamed(conditions.when, names))


def _spread(facts: Facts, own: Mapping[str, Facts], names: Iterable[tuple[str, str, str]]) -> Facts:
    """All facts under one roof, each code's own by the names they have in what was compiled apart."""
    spread = dict(facts)
    for code, fact, name in names:
        value = own.get(code, {}).get(fact, facts.get(fact))
        if value is not None:
            spread[name] = value
    return spread


def decide_many(act: Act, codes: tuple[LiveCode, ...], many: Iterable[Facts]) -> list[Decision]:
    """Rule on one act for many sets of sound facts at once."""
    return list(map(compile_act(act, codes).decide, many))
