"""Compiled acts by what a request names: the act, the codes that bind, the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from canon.act import Act, UnknownCode
from canon.code import Edition, editions_on
from canon.compiling.act import CompiledAct, compile_act
from canon.judging.live import live
from canon.policy import NO_POLICY, Policy

Request: TypeAlias = tuple[str, tuple[str, ...], date]

LARGEST = 16_384  # requests remembered; days come and go, what is compiled for them is shared


class Desk(dict[Request, CompiledAct]):
    """`desk[act, codes, day]` is the act compiled under those codes as in force on that day, under one policy.

    Codes always answer in the order of `editions`, however a request lists them; of several editions of one code, the one
    in force on the day. Raises UnknownAct and UnknownCode, naming the nearest.
    """

    def __init__(self, acts: Mapping[str, Act], editions: Sequence[Edition], policy: Policy = NO_POLICY) -> None:
        super().__init__()
        self.acts, self.editions, self.policy = acts, tuple(editions), policy
        self.codes = {edition.id for edition in editions}

    def __missing__(self, request: Request) -> CompiledAct:
        name, codes, day = request
        for code in codes:
            if code not in self.codes:
                raise UnknownCode(code, self.codes)
        chosen = editions_on([edition for edition in self.editions if edition.id in codes], day)
        act = self.acts[name]
        compiled = compile_act(act, tuple(live(edition, day, self.policy) for edition in chosen))
        if len(self) >= LARGEST:
            self.clear()
        self[request] = compiled
        return compiled
