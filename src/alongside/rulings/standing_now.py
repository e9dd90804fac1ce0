"""How workers stand at this moment, for pages: as it is kept where that follows the journal, reckoned on the spot where not.

What is kept may be of yesterday, or older than the last entry about somebody. Such a worker is reckoned here and now, so
that nothing missing or old ever reads as fine. docs/decisions/0411-pages-read-standings-that-follow.md
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from alongside.database.prepared import Prepared
from alongside.journal.models import Entry, Leaf
from alongside.people.models import Worker
from alongside.rulebook.queries import editions_in_force
from alongside.rulings.models import DutyStanding, Follower
from alongside.rulings.standings import Stands, is_of_today, stand, touched_by, verdict_told
from canon.code import Duty
from canon.duties.owed import Status
from canon.duties.verdict import Verdict

LOOKED_BACK: Final = 100
"""Ids below the last one followed that are looked at again: an entry's id is dealt out before its transaction ends."""

MOST_FRESH: Final = 300
"""Entries not followed yet that are looked through; with more of them nothing kept is trusted."""

OPEN: Final = (Status.OVERDUE, Status.DUE)


Wanted = Callable[[Duty], bool]


class StandingsNow:
    """How these workers stand today, asked for once a page: under duties that recur, and wherever something is late or due.

    Fetch the workers with their `agency`; whoever asks scopes them. `on` is the day it is where they work.
    """

    def __init__(self, workers: Sequence[Worker], on: date) -> None:
        self.workers, self.on = workers, on

    def under(self, wanted: Wanted, *, only_open: bool = False) -> list[Stands]:
        """Under the duties that are wanted; `only_open`: where something is late or due."""
        duties = self._duties
        kept = (
            Stands(self._by_id[worker], code, duty, verdict_told(told, late_since, next_due))
            for worker, code, clause, name, late_since, next_due, told in self._kept
            if (duty := duties.get((code, clause, name))) is not None and wanted(duty)
        )
        reckoned = (own for own in self._reckoned if wanted(own.duty))
        return [own for own in (*kept, *reckoned) if is_open(own.verdict) or (own.verdict.periods and not only_open)]

    @cached_property
    def _by_id(self) -> dict[int, Worker]:
        return {worker.pk: worker for worker in self.workers}

    @cached_property
    def _kept(self) -> Sequence[tuple[Any, ...]]:
        current = self._by_id.keys() - self._behind
        if not current:
            return ()
        rows = DutyStanding.objects.filter(Q(late__gt=0) | Q(due__gt=0) | Q(period_ends__isnull=False))
        columns = ("worker_id", "code", "clause", "duty", "late_since", "next_due", "told")
        return list(rows.filter(worker__in=current).order_by("pk").values_list(*columns))

    @cached_property
    def _reckoned(self) -> list[Stands]:
        """Of whom what is kept cannot be trusted: everything, worked out here and now."""
        late = [worker for worker in self.workers if worker.pk in self._behind]
        return list(stand(late, self.on)) if late else []

    @cached_property
    def _behind(self) -> set[int]:
        return _behind(self.workers)

    @cached_property
    def _duties(self) -> dict[tuple[str, str, str], Duty]:
        editions = editions_in_force(sorted({row[1] for row in self._kept}), self.on) if self._kept else ()
        return {(own.id, duty.clause, duty.name): duty for own in editions for duty in own.duties}


def is_open(verdict: Verdict) -> bool:
    """Whether anything of it is late or due."""
    return any(verdict.of(status) for status in OPEN)


def _behind(workers: Sequence[Worker]) -> set[int]:
    """Of whom what is kept may not be how they stand now, by id."""
    everybody = {worker.pk for worker in workers}
    if not everybody:
        return everybody
    agencies = {worker.agency_id: worker.agency for worker in workers}
    follower = _FOLLOWER.first(1)
    if follower is None or not is_of_today(follower, [agency.time_zone for agency in agencies.values()]):
        return everybody
    after = max(0, int(vars(follower)["through"]) - LOOKED_BACK)
    known = set(follower.seen)
    fresh = [row for agency in agencies for row in _FRESH.rows(after, agency, follower.position)]
    if len(fresh) >= MOST_FRESH:
        return everybody
    touched = touched_by((kind, subject) for pk, kind, subject in fresh if pk not in known)
    return everybody if touched is None else everybody & touched


_FOLLOWER: Final[Prepared[Follower]] = Prepared(
    lambda pk: Follower.objects.filter(pk=pk).annotate(
        through=Coalesce(Subquery(Leaf.objects.filter(position=OuterRef("position")).values("entry_id")), 0)
    ),
    int,
)
_FRESH: Final = Prepared(
    lambda after, agency, position: (
        Entry.objects.filter(Q(agency_id=agency) | Q(agency_id__isnull=True), pk__gt=after)
        .exclude(Exists(Leaf.objects.filter(entry_id=OuterRef("pk"), position__lte=position)))
        .order_by("pk")
        .values_list("pk", "subject_type", "subject_id")[:MOST_FRESH]
    ),
    int,
    int,
    int,
)
