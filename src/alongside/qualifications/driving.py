"""What the law asks of who drives somebody, as dated and sourced rows of each state, and what of it is not on file: nm.safety.1a."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from alongside.people.models import Worker
from alongside.qualifications.models import Qualification
from alongside.qualifications.reading import on_file
from alongside.rulings.register import codes_binding

FILE: Final = Path(__file__).with_name("driving.toml")


@dataclass(frozen=True, slots=True)
class Law:
    """What a state asks from a day on. needs: by whose car it is, the kinds of paper; also: what nobody files, by language.

    state: empty for what holds where no state's own row does
    """

    state: str
    codes: frozenset[str]
    start: date
    needs: Mapping[str, tuple[Qualification.Kind, ...]]
    also: Mapping[str, str]
    source: str
    checked: date


def laws_for(worker: Worker, on: date) -> list[Law]:
    """The rows that hold for a worker on a day: of the states whose codes bind them, or what is asked everywhere."""
    codes = codes_binding(worker, on)[0]
    begun = [own for own in rows() if own.start <= on]
    states = {own.state for own in begun if own.codes & codes}
    found = [max((own for own in begun if own.state == state), key=lambda own: own.start) for state in sorted(states)]
    return found or [own for own in begun if not own.state]


def lacking(worker: Worker, vehicle: str, on: date) -> list[Qualification.Kind]:
    """What the law asks for a ride in that vehicle and is not on file on the day; nothing for one that others drive."""
    there = {row.kind for row in on_file(worker, on)}
    needed = [kind for law in laws_for(worker, on) for kind in law.needs.get(vehicle, ())]
    return [kind for kind in dict.fromkeys(needed) if kind.value not in there]


@lru_cache(maxsize=1)
def rows() -> Sequence[Law]:
    """Every row as it is kept."""
    kept = tomllib.loads(FILE.read_text(encoding="utf-8"))["row"]
    return tuple(
        Law(
            state=row["state"],
            codes=frozenset(row["codes"]),
            start=row["from"],
            needs={whose: tuple(Qualification.Kind(kind) for kind in row[whose]) for whose in ("own", "agency")},
            also=row["also"],
            source=row["source"],
            checked=row["checked"],
        )
        for row in kept
    )
