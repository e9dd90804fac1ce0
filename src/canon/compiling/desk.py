"""Compiled acts by what a request names: the act, the codes that bind, the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from canon.act import Act, UnknownCode
from canon.code import Edition
from canon.compiling.act import CompiledAct, compile_act
from canon.judging.live import live
from canon.policy import NO_POLICY, Policy

Request: TypeAlias = tuple[str, tuple[str, ...], date]

LARGEST = 16_384  # requests remembered; days come and go, what is compiled for them is shared


class Desk(dict[Request, CompiledAct]):
    """`desk[act, codes, day]` is the act compiled under those codes as in force on that day, under one policy.

    Codes always answer in the order of `editions`, however a request lists them. Raises UnknownAct and UnknownCode,
    naming the nearest.
    """

    def __init__(self, acts: Mapping[str, Act], editions: Sequence[Edition], policy: Policy = NO_POLICY) -> None:
        super().__init__()
        self.acts, self.policy = acts, policy
        self.editions = {edition.id: edition for edition in editions}

    def __missing__(self, request: Request) -> CompiledAct:
        name, codes, day = request
        for code in codes:
            if code not in self.editions:
                raise UnknownCode(code, self.editions)
        act = self.acts[name]
        bound = tuple(live(edition, day, self.policy) for code, edition in self.editions.items() if code in codes)
        compiled = compile_act(act, bound)
        if len(self) >= LARGEST:
            self.clear()
        self[request] = compiled
        return compiled
