"""The periods in which learning counts. Certificates know them, and stand above: they register who answers.

    register_windows(windows_of_holders)      # once, in `AppConfig.ready` of the app that owns certificates

    register_finder(find_by_certificate, search_by_certificate)

This is the second place, after `rulings.register`, where a lower app calls up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


WindowSource = Callable[[Sequence[Practitioner], date], Mapping[int, Sequence[Window]]]
HolderSearch = Callable[[Board, str], Sequence[Practitioner]]
PersonFinder = Callable[[Board, Sequence["Sought"]], Mapping["Sought", Practitioner]]


@dataclass(frozen=True, slots=True)
class Sought:
    """Somebody as a provider's list has them: a certificate number or an e-mail address, and a name."""

    who: str
    name: str


_source: WindowSource | None = None
_finder: PersonFinder | None = None
_search: HolderSearch | None = None


def register_windows(source: WindowSource) -> None:
    """Say who knows in which period practitioners stand with each board on a day. The last caller wins."""
    global _source
    _source = source


def register_finder(finder: PersonFinder, search: HolderSearch) -> None:
    """Say who finds a board's certificate holders: by number or address with their name, and by either for its staff."""
    global _finder, _search
    _finder, _search = finder, search


def windows_of(practitioner: Practitioner, on: date) -> Sequence[Window]:
    """Where a practitioner stands with each board on a day; nothing where nobody knows, and then nothing is counted."""
    return windows_of_many([practitioner], on).get(practitioner.pk, ())


def windows_of_many(practitioners: Sequence[Practitioner], on: date) -> Mapping[int, Sequence[Window]]:
    """The same for many, by id, in no more queries."""
    return _source(practitioners, on) if _source else {}


def find_holders(board: Board, sought: Sequence[Sought]) -> Mapping[Sought, Practitioner]:
    """Those of a board's certificate holders whose number or address and name are both right; of others nothing is said."""
    return _finder(board, sought) if _finder else {}


def search_holders(board: Board, text: str) -> Sequence[Practitioner]:
    """A board's certificate holders by number, or by how their name begins, at most 20. For its staff."""
    return _search(board, text) if _search else ()
