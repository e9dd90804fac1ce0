"""How a worker says they know a person, and what the supervisor decides of it: sud.2.14, ak.conflict.1, nc.4.6, nm.integrity.2."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from alongside.accounts.models import User
from alongside.caseload.models import Tie, TieDecision
from alongside.caseload.refusals import NeedsWords, NotStandingNow, TooLong
from alongside.database.prepared import Many, Prepared
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker
from alongside.people.queries import supervisor_of, workers_supervised_by
from alongside.rulings.sealing import seal_words

LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """How somebody knows a person. `words` and all else are read by the worker, and by the supervisor if shared."""

    was_romantic: bool = False
    was_sexual: bool = False
    was_friendship: bool = False
    is_other: bool = False
    is_shared: bool = False
    words: str = ""

    @property
    def is_any(self) -> bool:
        return self.was_romantic or self.was_sexual or self.was_friendship or self.is_other


@dataclass(frozen=True, slots=True)
class TieDecided:
    """What a supervisor decides of a tie. Bounds are named in `words`; `review_on` is the day to look again."""

    decision: TieDecision.Decision
    has_bounds: bool = False
    words: str = ""
    review_on: date | None = None


def tell_tie_within(*, worker: Worker, person: Person, said: Said, by: User, on: date) -> Tie:
    """Say how one knows a person, inside the caller's transaction; said as before, it is not written again.

    Raises NotTheirs for anybody but the worker, TooLong.
    """
    if by.pk != worker.user_id:
        raise NotTheirs
    return write_tie_within(worker=worker, person=person, said=said, by=by, on=on)


def write_tie_within(*, worker: Worker, person: Person, said: Said, by: User, on: date) -> Tie:
    """The same for whoever writes down what the worker said: a supervisor may know who was meant. Raises TooLong."""
    if len(said.words) > LONGEST:
        raise TooLong(LONGEST)
    before = newest_tie(worker, person)
    if before is not None and _same(before, said):
        return before
    tie = Tie.objects.create(
        agency_id=worker.agency_id,
        worker=worker,
        person=person,
        was_romantic=said.was_romantic,
        was_sexual=said.was_sexual,
        was_friendship=said.was_friendship,
        is_other=said.is_other,
        is_shared=said.is_shared,
        sealed=seal_words(said.words),
        on=on,
        by=by,
        at=clock.now(),
    )
    # The journal is told that something was said of a tie, and not what.
    write_journal("tie.told", tie, by=by, data={"person": person.pk, "worker": worker.pk})
    return tie


def decide_tie(*, tie: Tie, decided: TieDecided, by: User, on: date) -> TieDecision:
    """Decide whether a tie gets in the way, and within which bounds. The same decision twice is made once.

    Raises NotTheirs unless the supervisor of record of the worker and the tie was shared, NeedsWords for bounds without
    words, NotStandingNow where the worker has told anew since.
    """
    with transaction.atomic(durable=True):
        Worker.objects.select_for_update().get(pk=tie.worker_id)
        if supervisor_of(tie.worker, on) != by or not tie.is_shared:
            raise NotTheirs
        return decide_tie_within(tie=tie, decided=decided, by=by, on=on)


def decide_tie_within(*, tie: Tie, decided: TieDecided, by: User, on: date) -> TieDecision:
    """The same inside the transaction of a caller who has seen to it that `by` may decide."""
    newest = newest_tie(tie.worker, tie.person)
    if newest is None or newest.pk != tie.pk:
        raise NotStandingNow
    if decided.has_bounds and not decided.words.strip():
        raise NeedsWords
    if len(decided.words) > LONGEST:
        raise TooLong(LONGEST)
    before = newest_decision(tie)
    if before is not None and _decided_the_same(before, decided):
        return before
    row = TieDecision.objects.create(
        agency_id=tie.agency_id,
        tie=tie,
        decision=decided.decision,
        has_bounds=decided.has_bounds,
        sealed=seal_words(decided.words),
        review_on=decided.review_on,
        on=on,
        by=by,
        at=clock.now(),
    )
    write_journal("tie.decided", row, by=by, data={"tie": tie.pk, "decision": decided.decision.value})
    return row


def newest_tie(worker: Worker, person: Person | int) -> Tie | None:
    """How the worker last said they know a person; None where they were not asked yet."""
    person_id = person if isinstance(person, int) else person.pk
    return Tie.objects.filter(worker=worker, person=person_id).order_by("-pk").first()


def newest_ties(pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Tie]:
    """The same for many pairs of worker id and person id."""
    wanted = set(pairs)
    rows = _TIES.all({w for w, _ in wanted}, {p for _, p in wanted})
    return {key: row for row in rows if (key := (row.worker_id, row.person_id)) in wanted}


_TIES: Final = Prepared(
    lambda workers, persons: Tie.objects.filter(worker__in=workers, person__in=persons).order_by("pk"), Many, Many
)


def newest_decision(tie: Tie) -> TieDecision | None:
    """What was last decided of a tie."""
    return TieDecision.objects.filter(tie=tie).order_by("-pk").first()


def newest_decisions(ties: Iterable[Tie]) -> dict[int, TieDecision]:
    """The same for many, by id of the tie. Where a worker told of nothing, nobody had anything to decide."""
    return {row.tie_id: row for row in _DECISIONS.all([tie.pk for tie in ties if _tells_of_something(tie)])}


def _tells_of_something(tie: Tie) -> bool:
    return tie.is_shared or tie.was_romantic or tie.was_sexual or tie.was_friendship or tie.is_other


_DECISIONS: Final = Prepared(lambda ties: TieDecision.objects.filter(tie__in=ties).order_by("pk"), Many)


def register_declared(source: Callable[[], QuerySet[Any]]) -> None:
    """Say which ties were declared in the app above that decides them itself: ids, as a subquery. The last caller wins."""
    global _declared
    _declared = source


_declared: Callable[[], QuerySet[Any]] | None = None


def ties_to_decide(supervisor: User, on: date) -> QuerySet[Tie]:
    """What a supervisor's workers shared with them and nobody has decided, oldest first.

    What was told anew is left out, and so is what is decided where it was declared.
    """
    later = Tie.objects.filter(worker=OuterRef("worker"), person=OuterRef("person"), pk__gt=OuterRef("pk"))
    decided = TieDecision.objects.filter(tie=OuterRef("pk"))
    rows = Tie.objects.filter(worker__in=workers_supervised_by(supervisor, on), is_shared=True)
    any_tie = rows.filter(was_romantic=True) | rows.filter(was_sexual=True)
    any_tie = any_tie | rows.filter(was_friendship=True) | rows.filter(is_other=True)
    open_ones = any_tie.filter(~Exists(later), ~Exists(decided))
    if _declared is not None:
        open_ones = open_ones.exclude(pk__in=_declared())
    return open_ones.select_related("worker", "person").order_by("pk")


def _same(tie: Tie, said: Said) -> bool:
    flags = ("was_romantic", "was_sexual", "was_friendship", "is_other", "is_shared")
    return all(getattr(tie, name) == getattr(said, name) for name in flags) and tie.words == said.words.strip()


def _decided_the_same(row: TieDecision, decided: TieDecided) -> bool:
    return (row.decision, row.has_bounds, row.review_on, row.words) == (
        decided.decision,
        decided.has_bounds,
        decided.review_on,
        decided.words.strip(),
    )
