"""What a lapse stops, read from the code itself: the acts that are prohibited once no certificate is in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from alongside.rulebook.queries import vocabulary
from canon.code import Edition
from canon.judging import judge
from canon.ruling import Answer

IN_FORCE: Final = "certificate.is_in_force"


@dataclass(frozen=True, slots=True)
class Stopped:
    """An act that may not be done without a certificate in force, and the clauses that say so."""

    act: str
    does: str
    clauses: Sequence[str]


def stopped_by_a_lapse(edition: Edition, on: date) -> Sequence[Stopped]:
    """nc.cert.3, nc.5.3 and their like in every code: judged, not listed."""
    return tuple(_stopped(edition, on))


def _stopped(edition: Edition, on: date) -> Iterator[Stopped]:
    known = vocabulary()
    for name in edition.acts:
        act = known.acts[name]
        if IN_FORCE not in {fact.name for fact in act.facts}:
            continue
        ruling = judge(act, {IN_FORCE: False}, [edition], on=on)
        if ruling.answer is Answer.PROHIBITED:
            yield Stopped(name, act.does, tuple(dict.fromkeys(cited.clause for cited in ruling.decided_by)))
