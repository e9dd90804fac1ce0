"""What the supervisor decides of a declaration: it stays, within bounds and a day to look again, or it is undone.

The decision is a dated fact: of a tie it is told to the caseload, where the codes read it before an offer and a service.
Silence is never a yes; what a code prohibits stays off, whoever decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.urls import reverse

from alongside.accounts.models import User
from alongside.caseload.models import Tie, TieDecision
from alongside.caseload.queries import persons_listed_for
from alongside.caseload.ties import (
    Said,
    TieDecided,
    decide_tie_within,
    end_sponsorship_within,
    newest_tie,
    write_tie_within,
)
from alongside.declarations.asked import beside
from alongside.declarations.declaring import LONGEST, beside_before, tie_through
from alongside.declarations.kinds import kind_of
from alongside.declarations.models import Declaration, DeclarationDecision, Undone
from alongside.declarations.refusals import (
    DecidedMeanwhile,
    NeedsContext,
    NeedsReview,
    NeedsWords,
    NothingToUndo,
    StaysOff,
    TooLong,
)
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import Person, RoleKind, Worker
from alongside.people.queries import supervisor_of
from alongside.people.viewer import viewer_of
from alongside.rulings.actions import Decided, NoLongerWaiting, decide_act_within
from alongside.rulings.models import Referral
from alongside.rulings.sealing import seal
from alongside.wording.signing import require_words
from canon.ruling import Answer
from canon.values import Stated

Decision = DeclarationDecision.Decision
_AS_REFERRAL: Final = {
    Decision.KEEP: Referral.Decision.GO_AHEAD,
    Decision.BOUNDS: Referral.Decision.WITH_BOUNDS,
    Decision.REMOVE: Referral.Decision.NOT,
}


@dataclass(frozen=True)
class Ruled:
    """What a supervisor decides. words: the bounds, or why; context: what was weighed, where a code asks for that.

    review_on: the day to look again, which bounds need; about: who is meant, where the worker could only write a name
    steps_out: of a conflict about somebody they support, that the worker steps out and somebody else takes over (sud.2.13a)
    seen: the newest decision that the page showed; 0 for none
    """

    decision: DeclarationDecision.Decision
    words: str = ""
    context: str = ""
    review_on: date | None = None
    about: Person | None = None
    seen: int = 0
    steps_out: bool = False


def decide(*, declaration: Declaration, ruled: Ruled, by: User) -> DeclarationDecision:
    """Decide a declaration, or look at it again. The same decision sent twice is made once.

    Raises NotTheirs for anybody but the supervisor of record, and the deputy once its day has passed; StaysOff for letting
    stay what a code prohibits; DecidedMeanwhile; NeedsReview, NeedsWords, NeedsContext, TooLong.
    WordsStopped for words that demean.
    """
    require_words(ruled.words, ruled.context, agency=declaration.agency, by=by)
    with transaction.atomic(durable=True):
        worker = (
            Worker.objects.select_for_update(of=("self",))
            .select_related("agency", "user")
            .get(pk=declaration.worker_id)
        )
        held = Declaration.objects.select_related("ruling__agency", "ruling__worker", "tie", "person").get(
            pk=declaration.pk
        )
        before = newest_decision(held)
        if before is not None and _same(before, ruled, by):
            return before
        if (before.pk if before else 0) != ruled.seen:
            raise DecidedMeanwhile(before.by.name if before else "")
        today = clock.today_in(worker.agency.time_zone)
        _require_may_decide(held, worker, by, today, is_first=before is None)
        _check(held, ruled, worker, today)
        if before is None:
            _settle(held, ruled, by)
        row = _write(held, ruled, by, today)
        if asks_who_takes_over(held):
            _step_out_or_back(held, worker, ruled, before, by, today)
        else:
            _decide_tie(held, worker, ruled, by, today)
        _tell_worker(held, worker, row)
    return row


def mark_undone(*, declaration: Declaration, by: User) -> Undone:
    """Say that it was given back, ended or put right, as decided. Said twice, it is once. Raises NotTheirs, NothingToUndo."""
    with transaction.atomic(durable=True):
        worker = Worker.objects.select_for_update(of=("self",)).select_related("agency").get(pk=declaration.worker_id)
        if worker.user_id != by.pk:
            raise NotTheirs
        newest = newest_decision(declaration)
        if newest is None or newest.decision != Decision.REMOVE:
            raise NothingToUndo
        done = Undone.objects.filter(decision=newest).first()
        if done is not None:
            return done
        row = Undone.objects.create(
            agency=worker.agency, decision=newest, on=clock.today_in(worker.agency.time_zone), by=by, at=clock.now()
        )
        write_journal("declaration.undone", row, by=by, data={"declaration": declaration.pk})
        about = declaration.person or (declaration.tie.person if declaration.tie else None)
        if about is not None and kind_of(declaration.kind).tie.is_sponsor:
            end_sponsorship_within(worker=worker, person=about, by=by, on=row.on)
    return row


def newest_decision(declaration: Declaration) -> DeclarationDecision | None:
    """What was last decided of it; None while nobody has."""
    rows = DeclarationDecision.objects.filter(declaration=declaration).select_related("by", "undone")
    return rows.order_by("-pk").first()


def decisions_open(declaration: Declaration) -> tuple[DeclarationDecision.Decision, ...]:
    """What a supervisor can decide of it: what a code prohibits cannot stay."""
    if declaration.ruling.answer == Answer.PROHIBITED.value:
        return (Decision.REMOVE,)
    return (Decision.KEEP, Decision.BOUNDS, Decision.REMOVE)


def may_decide(declaration: Declaration, user: User, today: date) -> bool:
    """Whether somebody decides it now: who supervises the worker; their deputy, of what nobody answered in time."""
    if declaration.worker.user_id == user.pk:
        return False
    if supervisor_of(declaration.worker, today) == user:
        return True
    late = Referral.objects.filter(
        kept=declaration.ruling_id, status=Referral.Status.WAITING, deputy=user, due_on__lt=today
    )
    return late.exists()


def needs_about(declaration: Declaration) -> bool:
    """Whether the decision can say who is meant: a tie to somebody of whom the worker could only write a name."""
    return declaration.person_id is None and _tie_of(declaration).is_any


def asks_who_takes_over(declaration: Declaration) -> bool:
    """Whether ending it may mean that somebody else supports the person: what pulls is no tie, which is decided by itself."""
    is_tie = declaration.tie_id is not None or _tie_of(declaration).is_any
    return kind_of(declaration.kind).is_conflict and declaration.person_id is not None and not is_tie


def _require_may_decide(held: Declaration, worker: Worker, by: User, today: date, *, is_first: bool) -> None:
    require_authority(by, Authority((RoleKind.SUPERVISOR,), agency=worker.agency))
    if not (
        may_decide(held, by, today) if is_first else by.pk != worker.user_id and supervisor_of(worker, today) == by
    ):
        raise NotTheirs


def _check(held: Declaration, ruled: Ruled, worker: Worker, today: date) -> None:
    kind = kind_of(held.kind)
    if max(len(ruled.words), len(ruled.context)) > LONGEST:
        raise TooLong(LONGEST)
    if ruled.decision not in decisions_open(held):
        raise StaysOff
    if ruled.review_on is None and ruled.decision is Decision.BOUNDS:
        raise NeedsReview
    if ruled.review_on is not None and ruled.review_on <= today:
        raise NeedsReview
    if not ruled.words.strip() and (kind.is_conflict or ruled.decision is not Decision.KEEP):
        raise NeedsWords  # worked through on record: nm.integrity.c
    if not ruled.context.strip() and beside(kind, worker, today).weigh:
        raise NeedsContext


def _settle(held: Declaration, ruled: Ruled, by: User) -> None:
    """The referral of the ruling is decided with it; a supervisor named since takes it over."""
    decided = Decided(_AS_REFERRAL[ruled.decision], ruled.words.strip(), ruled.review_on)
    try:
        decide_act_within(held.ruling, decided, by=by)
    except NoLongerWaiting:
        raise DecidedMeanwhile("") from None


def _write(held: Declaration, ruled: Ruled, by: User, today: date) -> DeclarationDecision:
    row = DeclarationDecision.objects.create(
        agency_id=held.agency_id,
        declaration=held,
        decision=ruled.decision,
        review_on=ruled.review_on,
        sealed=seal(_said(ruled)),
        on=today,
        by=by,
        at=clock.now(),
    )
    write_journal("declaration.decided", row, by=by, data={"declaration": held.pk, "decision": ruled.decision.value})
    return row


def _decide_tie(held: Declaration, worker: Worker, ruled: Ruled, by: User, today: date) -> None:
    """Tell the caseload what was decided of the tie, where nothing was told anew of the two since."""
    tie = held.tie or _tie_to(held, worker, ruled, by, today)
    newest = newest_tie(worker, tie.person_id) if tie is not None else None
    if tie is None or newest is None or newest.pk != tie.pk:
        return
    if ruled.decision is Decision.REMOVE:
        decided = TieDecided(TieDecision.Decision.STEP_OUT, words=ruled.words, review_on=ruled.review_on)
    else:
        has_bounds = ruled.decision is Decision.BOUNDS
        decided = TieDecided(TieDecision.Decision.GO_ON, has_bounds, ruled.words, ruled.review_on)
    decide_tie_within(tie=tie, decided=decided, by=by, on=today)


def _step_out_or_back(
    held: Declaration, worker: Worker, ruled: Ruled, before: DeclarationDecision | None, by: User, today: date
) -> None:
    """Take the worker out of supporting the person, whom cover is found for then; or back in, where it is decided otherwise."""
    person = held.person
    if person is None:
        return
    newest = newest_tie(worker, person)
    if ruled.steps_out and ruled.decision is Decision.REMOVE:
        words = str(held.details().get("words", ""))
        said = beside_before(Said(is_other=True, is_shared=True), newest, words)
        tie = write_tie_within(worker=worker, person=person, said=said, by=by, on=today)
        decided = TieDecided(TieDecision.Decision.STEP_OUT, words=ruled.words)
        decide_tie_within(tie=tie, decided=decided, by=by, on=today)
    elif newest is not None and before is not None and before.details().get("steps_out"):
        decided = TieDecided(TieDecision.Decision.GO_ON, words=ruled.words)
        decide_tie_within(tie=newest, decided=decided, by=by, on=today)


def _tie_to(held: Declaration, worker: Worker, ruled: Ruled, by: User, today: date) -> Tie | None:
    """The tie that begins with the decision, or to whom the supervisor says is meant. Raises NotTheirs for whom they may
    not name."""
    person = held.person or ruled.about
    begins = held.door == Declaration.Door.HAPPENED or ruled.decision is not Decision.REMOVE
    own = _tie_of(held)
    if person is None or not begins or not own.is_any:
        return None
    if held.person is None and not persons_listed_for(viewer_of(by), worker.agency).filter(pk=person.pk).exists():
        raise NotTheirs
    whole = beside_before(own, newest_tie(worker, person), str(held.details().get("words", "")))
    return write_tie_within(worker=worker, person=person, said=whole, by=by, on=today)


def _tie_of(held: Declaration) -> Said:
    stated: dict[str, Stated] = {fact.name: fact.value for fact in held.ruling.told().facts}
    return tie_through(kind_of(held.kind), stated)


def _tell_worker(held: Declaration, worker: Worker, row: DeclarationDecision) -> None:
    if worker.user is not None:
        url = reverse("declarations:one", args=[held.pk])
        notify(kind="declaration.decided", to=worker.user, key=f"declaration.decided:{row.pk}", url=url)


def _same(before: DeclarationDecision, ruled: Ruled, by: User) -> bool:
    return (before.decision, before.review_on, before.by_id, before.details()) == (
        ruled.decision,
        ruled.review_on,
        by.pk,
        _said(ruled),
    )


def _said(ruled: Ruled) -> dict[str, str]:
    said = {"words": ruled.words.strip(), "context": ruled.context.strip()}
    return {**said, "steps_out": "yes"} if ruled.steps_out else said
