"""The periods in which learning counts. Certificates know them, and stand above: they register who answers.

    register_windows(windows_of_certificates)      # once, in `AppConfig.ready` of the app that owns certificates

This is the second place, after `rulings.register`, where a lower app calls up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from alongside.people.models import Board, Practitioner


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included."""

    begins: date
    through: date


@dataclass(frozen=True, slots=True)
class Window:
    """Where somebody stands with a board under a code: the certificate period that learning now counts toward.

    period: None while a certificate is applied for
    late_until: the last day on which what is missing may still be learned, once the period is over; else None
    """

    board: Board
    code: str
    period: Period | None
    late_until: date | None = None

    @property
    def counts_through(self) -> date | None:
        """The last day that counts."""
        return self.late_until or (self.period.through if self.period else None)

    def holds(self, day: date) -> bool:
        """Whether what is learned on a day counts toward this period."""
        last = self.counts_through
        return self.period is not None and last is not None and self.period.begins <= day <= last


WindowSource = Callable[[Practitioner, date], Sequence[Window]]

_source: WindowSource | None = None


def register_windows(source: WindowSource) -> None:
    """Say who knows in which period a practitioner stands with each board on a day. The last caller wins."""
    global _source
    _source = source


def windows_of(practitioner: Practitioner, on: date) -> Sequence[Window]:
    """Where a practitioner stands with each board on a day; nothing where nobody knows, and then nothing is counted."""
    return _source(practitioner, on) if _source else ()
