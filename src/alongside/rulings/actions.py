"""Keeping a question, sending it to one's supervisor, taking it back, deleting it; deciding one.

Each is one transaction and on record by ids alone: the journal says that a question was kept, never which. The ruling on
an act that an app above wrote down goes the same way (`refer_act_within`), and is decided where that app shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import RoleKind, Worker
from alongside.people.queries import supervisor_of
from alongside.rulings.asking import Asked
from alongside.rulings.clocks import due_day
from alongside.rulings.deputies import deputy_for
from alongside.rulings.keeping import keep
from alongside.rulings.models import KeptRuling, LookAgain, Referral
from alongside.rulings.sealing import seal, seal_words
from alongside.rulings.telling import is_settled
from canon.ruling import Answer

LONGEST_WORDS = 4000
"""Characters a supervisor may write with a decision."""


class NoSupervisor(ValueError):
    """Nobody is supervisor of record, so there is nobody to send a question to."""

    code = "no-supervisor"

    def __init__(self) -> None:
        super().__init__(
            _("You have no supervisor of record. Ask your agency to name one; you can keep this meanwhile.")
        )


class NotDecidedYet(ValueError):
    """A question still waits for an answer that could change the ruling."""

    code = "not-decided-yet"


class NoLongerWaiting(ValueError):
    """A referral was decided or taken back before."""

    code = "no-longer-waiting"

    def __init__(self) -> None:
        super().__init__(
            _("This question no longer waits: it was decided, or taken back, before. Nothing was changed.")
        )


class DecisionNotOpen(ValueError):
    """A decision that this ruling does not leave to a supervisor, or one without the words it needs."""

    code = "decision-not-open"


class StillSent(ValueError):
    """A question in a supervisor's hands, or decided by them, is not deleted."""

    code = "still-sent"

    def __init__(self) -> None:
        super().__init__(_("Your supervisor has this question. Take it back first; once decided, it stays."))


@dataclass(frozen=True, slots=True)
class Decided:
    """What a supervisor decides. `words` may be empty but for bounds, which have to be named; `review_on` is a day."""

    decision: Referral.Decision
    words: str = ""
    review_on: date | None = None


def keep_question(asked: Asked, *, worker: Worker, form_token: UUID | None, by: User) -> KeptRuling:
    """Keep the answer to a question for oneself. The same form sent twice keeps one.

    The journal is not told: that somebody asked is nobody's evidence, and it could never be taken out again.
    Raises NotTheirs unless `by` is the worker, NotDecidedYet while a question is open.
    """
    with transaction.atomic(durable=True):
        return _keep_once(asked, worker=worker, form_token=form_token, by=by)


def ask_supervisor(asked: Asked, *, worker: Worker, form_token: UUID | None, by: User) -> Referral:
    """Keep the answer and send it to the supervisor of record, in one step. The same form sent twice sends one.

    Raises NotTheirs, NotDecidedYet, NoSupervisor.
    """
    with transaction.atomic(durable=True):
        kept = _keep_once(asked, worker=worker, form_token=form_token, by=by)
        return _send(kept, by=by)


def send_question(*, question: KeptRuling, by: User) -> Referral:
    """Send a kept question to the supervisor of record. Sent already, it is not sent again.

    Raises NotTheirs for anyone but the asker, NoSupervisor.
    """
    with transaction.atomic(durable=True):
        return _send(_held(question, by=by), by=by)


def take_back(*, referral: Referral, by: User) -> Referral:
    """Take a question back while it waits: the supervisor no longer sees it. Raises NotTheirs, NoLongerWaiting."""
    with transaction.atomic(durable=True):
        held = _locked(referral)
        kept = _held(held.kept, by=by)
        if not held.is_waiting:
            raise NoLongerWaiting
        held.status = Referral.Status.TAKEN_BACK
        held.save(update_fields=["status"])
        kept.seen_by = KeptRuling.SeenBy.PRIVATE
        kept.save(update_fields=["seen_by"])
        write_journal("question.taken-back", held, by=by)
    return held


def delete_question(*, question: KeptRuling, by: User) -> None:
    """Delete a private question, without a trace: it was the asker's own. Raises NotTheirs, StillSent."""
    with transaction.atomic(durable=True):
        kept = _held(question, by=by)
        if kept.seen_by != KeptRuling.SeenBy.PRIVATE:
            raise StillSent
        Referral.objects.filter(kept=kept, status=Referral.Status.TAKEN_BACK).delete()
        kept.delete()


def decide_referral(*, referral: Referral, decided: Decided, by: User) -> Referral:
    """Decide what a worker sent. The same decision sent twice is made once.

    Raises NotTheirs unless it was sent to `by` and they supervise at that agency today, or they are the deputy it names
    and its clock has run out,
    NoLongerWaiting, and DecisionNotOpen for letting pass what the code prohibits, bounds without words or without a day to
    look again, words beyond LONGEST_WORDS, or a review day in the past.
    """
    with transaction.atomic(durable=True):
        held = _locked(referral)
        if held.kept.purpose != KeptRuling.Purpose.QUESTION or not _may_decide(held, by):
            raise NotTheirs  # an act that was written down is decided where it stands
        require_authority(by, Authority((RoleKind.SUPERVISOR,), agency=held.agency))
        return _decide(held, decided, by)


def look_again(*, referral: Referral, stands: bool, words: str, review_on: date | None, by: User) -> LookAgain:
    """Say of a question decided before whether the decision stands. The same said twice is said once.

    review_on: the day to look once more. Raises NotTheirs unless `by` decided it; DecisionNotOpen for one that waits still,
    for an end without words, for bounds that stand without another day, and for a day that is not to come.
    """
    with transaction.atomic(durable=True):
        held = _locked(referral)
        today = clock.today_in(held.agency.time_zone)
        require_authority(by, Authority((RoleKind.SUPERVISOR,), agency=held.agency))
        if held.kept.purpose != KeptRuling.Purpose.QUESTION or held.decided_by_id not in (None, by.pk):
            raise NotTheirs
        _require_looked_at(held, stands=stands, words=words, review_on=review_on, today=today)
        before = LookAgain.objects.filter(referral=held).order_by("-pk").first()
        said = words.strip()
        if before is not None and (before.stands, before.review_on, before.words) == (stands, review_on, said):
            return before
        row = LookAgain.objects.create(
            agency=held.agency,
            referral=held,
            stands=stands,
            review_on=review_on,
            sealed=seal_words(said),
            on=today,
            by=by,
            at=clock.now(),
        )
        write_journal("referral.looked-at-again", row, by=by, data={"referral": held.pk, "stands": stands})
        if held.from_worker.user is not None:
            url = f"/questions/{held.kept_id}/"
            notify(kind="referral.looked-at-again", to=held.from_worker.user, key=f"looked-at:{row.pk}", url=url)
    return row


def _require_looked_at(held: Referral, *, stands: bool, words: str, review_on: date | None, today: date) -> None:
    if held.status != Referral.Status.DECIDED:
        raise DecisionNotOpen(_("This was not decided yet."))
    if len(words) > LONGEST_WORDS:
        raise DecisionNotOpen(_("That is too long to keep: say it in fewer words."))
    if not stands and not words.strip():
        raise DecisionNotOpen(_("Say in a few words why it no longer stands, and what to do now."))
    if not stands and review_on is not None:
        raise DecisionNotOpen(_("What no longer stands is not looked at again. Leave the day empty."))
    if stands and held.decision == Referral.Decision.WITH_BOUNDS and review_on is None:
        raise DecisionNotOpen(_("Bounds need a day to look at them again. Choose the next one."))
    if review_on is not None and review_on <= today:
        raise DecisionNotOpen(_("Choose a day that is still to come."))


def refer_act_within(kept: KeptRuling, *, by: User) -> Referral | None:
    """Put the ruling on an act into the hands of the worker's supervisor of record, inside the caller's transaction.

    None where nobody is of record but the worker themself: then it waits until somebody is named.
    """
    today = clock.today_in(kept.agency.time_zone)
    supervisor = supervisor_of(kept.worker, today)
    return None if supervisor is None or supervisor.pk == by.pk else _refer(kept, supervisor, by=by)


def decide_act_within(kept: KeptRuling, decided: Decided, *, by: User) -> Referral:
    """Decide what `refer_act_within` referred, inside the caller's transaction. The same decision twice is made once.

    A supervisor named since takes it over with its clock, or takes it up where nobody had it. Raises as `decide_referral`.
    """
    require_authority(by, Authority((RoleKind.SUPERVISOR,), agency=kept.agency))
    found = Referral.objects.filter(kept=kept).exclude(status=Referral.Status.TAKEN_BACK).first()
    held = _locked(found) if found is not None else None
    if held is None or (held.is_waiting and not _may_decide(held, by)):
        if by.pk == kept.worker.user_id or supervisor_of(kept.worker, clock.today_in(kept.agency.time_zone)) != by:
            raise NotTheirs
        held = _take_over(kept, held, by)
    return _decide(held, decided, by)


def _take_over(kept: KeptRuling, held: Referral | None, by: User) -> Referral:
    """A referral of its own for who supervises now, with the clock that ran before."""
    if held is None:
        return _locked(_refer(kept, by, by=by))
    held.status = Referral.Status.TAKEN_BACK
    held.save(update_fields=["status"])
    taken = _refer(kept, by, by=by, sent_at=held.sent_at, due_on=held.due_on)
    return _locked(taken)


def _decide(held: Referral, decided: Decided, by: User) -> Referral:
    if not held.is_waiting:
        if _is_same(held, decided, by):
            return held
        raise NoLongerWaiting
    _require_open(held, decided)
    held.status, held.decision = Referral.Status.DECIDED, decided.decision
    held.words = seal(decided.words) if decided.words else b""
    held.review_on, held.decided_by, held.decided_at = decided.review_on, by, clock.now()
    held.save(update_fields=["status", "decision", "words", "review_on", "decided_by", "decided_at"])
    write_journal("referral.decided", held, by=by, data={"decision": decided.decision.value})
    return held


def decisions_open(answer: str) -> tuple[Referral.Decision, ...]:
    """What a supervisor can decide of a ruling: what the code prohibits stays prohibited."""
    if answer == Answer.PROHIBITED.value:
        return (Referral.Decision.NOT,)
    return (Referral.Decision.GO_AHEAD, Referral.Decision.WITH_BOUNDS, Referral.Decision.NOT)


def _keep_once(asked: Asked, *, worker: Worker, form_token: UUID | None, by: User) -> KeptRuling:
    held = Worker.objects.select_for_update().get(pk=worker.pk)  # two sends of one form wait for each other here
    if held.user_id != by.pk:
        raise NotTheirs
    if not is_settled(asked.ruling.answer.value):
        raise NotDecidedYet
    before = KeptRuling.objects.filter(worker=held, form_token=form_token).first() if form_token else None
    if before is not None:
        return before
    return keep(
        asked,
        worker=held,
        by=by,
        purpose=KeptRuling.Purpose.QUESTION,
        seen_by=KeptRuling.SeenBy.PRIVATE,
        form_token=form_token,
    )


def _send(kept: KeptRuling, *, by: User) -> Referral:
    standing = Referral.objects.filter(kept=kept).exclude(status=Referral.Status.TAKEN_BACK).first()
    if standing is not None:
        return standing
    today = clock.today_in(kept.agency.time_zone)
    supervisor = supervisor_of(kept.worker, today)
    if supervisor is None or supervisor.pk == by.pk:
        raise NoSupervisor
    kept.seen_by = KeptRuling.SeenBy.SENT
    kept.save(update_fields=["seen_by"])
    return _refer(kept, supervisor, by=by)


def _refer(
    kept: KeptRuling, supervisor: User, *, by: User, sent_at: datetime | None = None, due_on: date | None = None
) -> Referral:
    today = clock.today_in(kept.agency.time_zone)
    deputy = deputy_for(supervisor, kept.agency, today, but=by)
    referral = Referral.objects.create(
        agency_id=kept.agency_id,
        kept=kept,
        answer=kept.answer,
        from_worker=kept.worker,
        to=supervisor,
        deputy=None if deputy is not None and deputy.pk == kept.worker.user_id else deputy,
        sent_at=sent_at or clock.now(),
        due_on=due_on or due_day(today),
    )
    kind = "question.sent" if kept.purpose == KeptRuling.Purpose.QUESTION else "act.referred"
    write_journal(kind, referral, by=by, data={"to": supervisor.pk})
    return referral


def _held(question: KeptRuling, *, by: User) -> KeptRuling:
    """The row as it stands now, locked. Raises NotTheirs unless it is a question of theirs."""
    found = KeptRuling.objects.select_for_update(of=("self",)).select_related("agency", "worker")
    kept = found.filter(pk=question.pk, asker=by, purpose=KeptRuling.Purpose.QUESTION).first()
    if kept is None:
        raise NotTheirs
    return kept


def _locked(referral: Referral) -> Referral:
    found = Referral.objects.select_for_update(of=("self",))
    return found.select_related("kept", "agency", "from_worker__user").get(pk=referral.pk)


def _may_decide(held: Referral, by: User) -> bool:
    """Who it was sent to; their deputy once it is late; never the one who asks."""
    if by.pk == held.from_worker.user_id:
        return False
    is_late = held.due_on < clock.today_in(held.agency.time_zone)
    return by.pk == held.to_id or (by.pk == held.deputy_id and (is_late or held.decided_by_id == by.pk))


def _require_open(held: Referral, decided: Decided) -> None:
    if decided.decision not in decisions_open(held.answer):
        raise DecisionNotOpen(_("The code prohibits this, and no supervisor can let it pass."))
    if decided.decision is Referral.Decision.WITH_BOUNDS and not decided.words.strip():
        raise DecisionNotOpen(_("Say which bounds you set."))
    if decided.decision is Referral.Decision.WITH_BOUNDS and decided.review_on is None:
        raise DecisionNotOpen(_("Bounds need a day to look at them again. Choose one."))
    if len(decided.words) > LONGEST_WORDS:
        raise DecisionNotOpen(_("That is too long to keep: say it in fewer words."))
    if decided.review_on is not None and decided.review_on < clock.today_in(held.agency.time_zone):
        raise DecisionNotOpen(_("The day to look at it again has passed already."))


def _is_same(held: Referral, decided: Decided, by: User) -> bool:
    return (
        held.status == Referral.Status.DECIDED
        and held.decided_by_id == by.pk
        and held.decision == decided.decision
        and held.said == decided.words
        and held.review_on == decided.review_on
    )
