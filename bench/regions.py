"""Regions: both evaluators on every region point of every act, each code alone and all together, with points and seconds.

    python bench regions            or: make bench ARGS=regions

A region is a stretch of values that no rule tells apart. An act with more points than the interpreter can walk is named,
and answered at every point by the compiled evaluator alone; tests/canon/compiling holds its answers against the
interpreter's.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loading import CODES

from canon.act import Act
from canon.checking.search import points, regions, size
from canon.compiling import CompiledAct, compile_act
from canon.judging import judge_live
from canon.judging.live import LiveCode, live
from canon.policy import NO_POLICY
from canon.reading import Library, read_library

TODAY = date(2026, 11, 20)
WALKED = 200_000  # points of one act that both evaluators walk


@dataclass
class Walk:
    """What was walked for some codes."""

    acts: int = 0
    points: int = 0
    differences: int = 0
    seconds: float = 0.0


def main() -> bool:
    """Print points and seconds; whether the evaluators agree everywhere."""
    library = read_library(CODES)
    bound = tuple(live(edition, TODAY, NO_POLICY) for edition in library.editions)
    total, agree = Walk(), True
    for codes in (*((code,) for code in bound), bound):
        walk, wide = walk_all(library, codes)
        name = codes[0].id if len(codes) == 1 else "all together"
        print(
            f"  {name:14s}{walk.acts:3d} acts {walk.points:9,d} points {walk.seconds:6.1f} s  {walk.differences} differences"
        )
        for compiled, count in wide:
            print(
                f"    too wide for the interpreter: {compiled.act.name}, {count:,} points; {compiled_alone(compiled)}"
            )
        agree = agree and not walk.differences
        total.points, total.seconds = total.points + walk.points, total.seconds + walk.seconds
    print(f"  in all {total.points:,} points in {total.seconds:.1f} s of work")
    return agree


def walk_all(library: Library, codes: Sequence[LiveCode]) -> tuple[Walk, list[tuple[CompiledAct, int]]]:
    """Both evaluators on every act that some codes speak of, and the acts too wide for that."""
    walk, wide = Walk(), []
    began = time.process_time()
    for name in sorted({name for code in codes for name in code.by_act}):
        compiled = compile_act(library.acts[name], tuple(codes))
        count = size(space(compiled))
        if count > WALKED:
            wide.append((compiled, count))
            continue
        walk.acts += 1
        walk.points += count
        walk.differences += differences(compiled)
    walk.seconds = time.process_time() - began
    return walk, wide


def differences(compiled: CompiledAct) -> int:
    """How many points the evaluators rule on differently."""
    found = 0
    for facts in points(space(compiled)):
        ruling = judge_live(compiled.act, facts, compiled.codes, NO_POLICY, TODAY)
        decision = compiled.known(facts)
        found += (
            decision.answer is not ruling.answer
            or decision.codes != ruling.codes
            or decision.decided_by != ruling.decided_by
        )
    return found


def compiled_alone(compiled: CompiledAct) -> str:
    """How the compiled evaluator fares on every point."""
    began = time.process_time()
    different = {id(compiled.known(facts)) for facts in points(space(compiled))}
    return f"compiled, {len(different):,} different decisions in {time.process_time() - began:.1f} s"


def space(compiled: CompiledAct) -> dict[str, tuple[object, ...]]:
    """One value of each region of each fact that the rules read."""
    act: Act = compiled.act
    return regions(act, [rule for code in compiled.codes for rule in code.by_act.get(act.name, ())])
