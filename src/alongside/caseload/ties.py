"""How a worker says they know a person, and what the supervisor decides of it: sud.2.14, ak.conflict.1, nc.4.6, nm.integrity.2."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from alongside.accounts.models import User
from alongside.caseload.models import Assignment, Tie, TieDecision
from alongside.caseload.refusals import DecidedBefore, NeedsReview, NeedsWords, ToldAnew, TooLong
from alongside.database.prepared import Many, Prepared
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Agency, Person, Worker
from alongside.people.queries import supervisor_of
from alongside.people.viewer import Viewer
from alongside.rulings.deputies import Answering, answering, led_by, stands_in, theirs_to_answer
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import seal_words
from alongside.wording.signing import require_words

LONGEST: Final = 2000
KINDS: Final = (
    "was_romantic", "was_sexual", "was_friendship", "is_sponsor", "is_family", "is_business", "is_other",
)  # fmt: skip
"""The kinds of tie that are asked one by one, as `Said` and `Tie` name them."""


@dataclass(frozen=True, slots=True)
class Said:
    """How somebody knows a person. `words` and all else are read by the worker, and by the supervisor if shared.

    is_sponsor: now, and the worker of the person; None where what was told before leaves it open
    """

    was_romantic: bool = False
    was_sexual: bool = False
    was_friendship: bool = False
    is_sponsor: bool | None = False
    is_family: bool = False
    is_business: bool = False
    is_other: bool = False
    is_shared: bool = False
    words: str = ""

    @property
    def is_any(self) -> bool:
        return any(getattr(self, name) for name in KINDS)


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
        is_shared=said.is_shared,
        **{name: getattr(said, name) for name in KINDS},
        sealed=seal_words(said.words),
        on=on,
        by=by,
        at=clock.now(),
    )
    # The journal is told that something was said of a tie, and not what.
    write_journal("tie.told", tie, by=by, data={"person": person.pk, "worker": worker.pk})
    return tie


def end_sponsorship_within(*, worker: Worker, person: Person, by: User, on: date) -> Tie | None:
    """Tell that the worker no longer sponsors the person: what was stays a tie to decide. None where they did not."""
    before = newest_tie(worker, person)
    if before is None or not before.sponsors:
        return None
    kept = {name: bool(getattr(before, name)) for name in (*KINDS, "is_shared")}
    said = Said(**{**kept, "is_sponsor": False, "is_other": True}, words=before.words)
    return write_tie_within(worker=worker, person=person, said=said, by=by, on=on)


def decide_tie(*, tie: Tie, decided: TieDecided, seen: int | None = None, by: User, on: date) -> TieDecision:
    """Decide whether a tie gets in the way, and within which bounds. The same decision twice is made once.

    seen: the decision that stood on the page, 0 for none; where another was made since, it is told first
    Raises NotTheirs unless the tie was shared and `by` is the supervisor of record of the worker, or their deputy once its
    day has passed; NeedsWords for bounds without words, NeedsReview for bounds without a day to look again, ToldAnew
    where the worker has told anew since; DecidedBefore. WordsStopped for words that demean.
    """
    require_words(decided.words, agency=tie.agency, by=by)
    with transaction.atomic(durable=True):
        worker = Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=tie.worker_id)
        before = newest_decision(tie)
        leads, stands = supervisor_of(worker, on) == by, stands_in(by, worker, tie.on, on)
        if not tie.is_shared or not (leads or stands):
            raise NotTheirs
        if before is not None and seen is not None and before.pk != seen and not _decided_the_same(before, decided):
            at = before.at.astimezone(worker.agency.time_zone)
            raise DecidedBefore(before.by.name, at, before.get_decision_display())
        if before is not None and not leads:  # a deputy answers what nobody did, and changes nothing
            raise NotTheirs
        return decide_tie_within(tie=tie, decided=decided, by=by, on=on)


def decide_tie_within(*, tie: Tie, decided: TieDecided, by: User, on: date) -> TieDecision:
    """The same inside the transaction of a caller who has seen to it that `by` may decide."""
    newest = newest_tie(tie.worker, tie.person)
    if newest is None or newest.pk != tie.pk:
        raise ToldAnew(tie.worker.name, newest.on if newest is not None else on)
    if decided.has_bounds and not decided.words.strip():
        raise NeedsWords
    if decided.has_bounds and (decided.review_on is None or decided.review_on <= on):
        raise NeedsReview
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
    if decided.decision is TieDecision.Decision.STEP_OUT and tie.worker.user is not None:
        notify(kind="tie.step-out", to=tie.worker.user, key=f"tie.step-out:{row.pk}", url="/people/")
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
    return tie.is_shared or tie.is_any


_DECISIONS: Final = Prepared(lambda ties: TieDecision.objects.filter(tie__in=ties).order_by("pk"), Many)


def register_declared(source: Callable[[], QuerySet[Any]]) -> None:
    """Say which ties were declared in the app above that decides them itself: ids, as a subquery. The last caller wins."""
    global _declared
    _declared = source


_declared: Callable[[], QuerySet[Any]] | None = None


def ties_to_decide(viewer: Viewer, agency: Agency) -> QuerySet[Tie]:
    """What a supervisor's workers shared with them and nobody has decided, oldest first; a deputy's what nobody did in time.

    What was told anew is left out, and so is what is decided where it was declared. Whoever keeps the agency reads none of it.
    """
    return open_ties(answering(viewer, agency)).select_related("worker__agency", "person").order_by("pk")


def ties_seen(viewer: Viewer, agency: Agency) -> QuerySet[Tie]:
    """What was shared with them, decided or told anew since or not: for a page that was opened before."""
    who = answering(viewer, agency)
    rows = Tie.objects.filter(theirs_to_answer(who, Q(on__lt=who.in_time_from)), agency=agency, is_shared=True)
    shown = rows if _declared is None else rows.exclude(pk__in=_declared())
    return shown.select_related("worker__agency", "person")


def open_ties(who: Answering) -> QuerySet[Tie]:
    """The same in plain values, for counting."""
    return _standing(theirs_to_answer(who, Q(on__lt=who.in_time_from)), who.agency).filter(~Exists(_newest_of_a_tie()))


def late_ties(agency: int, in_time_from: date) -> QuerySet[Tie]:
    """Whatever of it waits past its day at an agency, whoever should decide it."""
    return _standing(Q(on__lt=in_time_from), agency).filter(~Exists(_newest_of_a_tie()))


def ties_to_look_at_again(viewer: Viewer, agency: Agency, by: date) -> QuerySet[Tie]:
    """What a supervisor's workers told and was decided until a day that has come, or comes by then: with its `review_on`."""
    rows = open_again(answering(viewer, agency), by)
    return rows.select_related("worker__agency", "person").order_by(F("review_on"), "pk")


def open_again(who: Answering, by: date) -> QuerySet[Tie]:
    """The same in plain values, for counting."""
    theirs = ~Q(worker__user=who.user) & Q(worker__in=led_by(who))
    review = Subquery(_newest_of_a_tie().values("review_on")[:1])
    return _standing(theirs, who.agency).annotate(review_on=review).filter(review_on__lte=by)


def _standing(theirs: Q, agency: int) -> QuerySet[Tie]:
    """The ties that were shared and stand, but those decided where they were declared."""
    later = Tie.objects.filter(worker=OuterRef("worker"), person=OuterRef("person"), pk__gt=OuterRef("pk"))
    is_any = Q(*((name, True) for name in KINDS), _connector=Q.OR)
    rows = Tie.objects.filter(theirs, is_any, ~Exists(later), agency=agency, is_shared=True)
    return rows if _declared is None else rows.exclude(pk__in=_declared())


def _newest_of_a_tie() -> QuerySet[TieDecision]:
    return TieDecision.objects.filter(tie=OuterRef("pk")).order_by("-pk")


def rulings_at_offers(ties: Sequence[Tie]) -> dict[tuple[int, int], KeptRuling]:
    """Worker id and person id -> what the codes said of taking the person on with this tie, while the offer waits."""
    if not ties:
        return {}
    of_two = Q(worker__in={tie.worker_id for tie in ties}, person__in={tie.person_id for tie in ties})
    rows = Assignment.objects.filter(of_two, status="offered", ruling__isnull=False).select_related("ruling")
    return {(row.worker_id, row.person_id): row.ruling for row in rows if row.ruling is not None}


def _same(tie: Tie, said: Said) -> bool:
    return all(getattr(tie, name) == getattr(said, name) for name in (*KINDS, "is_shared")) and (
        tie.words == said.words.strip()
    )


def _decided_the_same(row: TieDecision, decided: TieDecided) -> bool:
    return (row.decision, row.has_bounds, row.review_on, row.words) == (
        decided.decision,
        decided.has_bounds,
        decided.review_on,
        decided.words.strip(),
    )
