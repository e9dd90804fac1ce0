"""One occurrence of a duty: its status, its days, and the evidence counted."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from canon.code import Duty
from canon.duties.events import Event


class Status(enum.Enum):
    """Where an occurrence stands on a day."""

    MET = "met"
    ON_COURSE = "on-course"  # what is planned would meet it
    DUE = "due"  # owed and not late
    OVERDUE = "overdue"
    MET_LATE = "met-late"
    NOT_OWED = "not-owed"


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of something: `have` of `need`, with `missing` in words and `planned` beyond `have`."""

    what: str
    have: str
    need: str
    missing: str = ""
    planned: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """An occurrence of a duty: a period, a matter, a person.

    `start` is the first day it is owed, `due` its last day in time, `late_from` the first day late; None where the
    code sets no time. `amounts` says what is there and what is missing; `evidence` are the events counted.
    """

    duty: Duty
    status: Status
    start: date | None = None
    due: date | None = None
    late_from: date | None = None
    ref: str = ""
    amounts: tuple[Amount, ...] = ()
    evidence: tuple[Event, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still missing, in words."""
        return tuple(a.missing for a in self.amounts if a.missing)
