"""Writing a session up, amending it, and the worker's own word on it: signed by both, never overwritten."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import Agency, RoleKind, Worker
from alongside.rulings.sealing import seal, seal_words
from alongside.supervision.booking import (
    Plan,
    enter_session,
    lock_workers,
    locked,
    require_free,
    require_length,
    require_planned,
    require_supervision,
)
from alongside.supervision.models import SessionAttendance, SessionNote, SupervisionSession
from alongside.supervision.refusals import NotPossible
from alongside.wording.signing import require_words

LONGEST_WORDS: Final = 4000
"""Characters of one text."""

OLDEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Account:
    """What a supervisor says of a session. began_at: aware; attended: ids of the workers who were there.

    topics, steps: what was talked about, and what was agreed; why: what an amendment puts right
    """

    began_at: datetime
    minutes: int
    attended: Collection[int]
    topics: str
    steps: str = ""
    why: str = ""

    @property
    def ended_at(self) -> datetime:
        return self.began_at + timedelta(minutes=self.minutes)


def hold_session(*, session: SupervisionSession, account: Account, by: User) -> SupervisionSession:
    """Write up a booked session that took place. Written up twice with the same words, it is so once.

    Raises NotTheirs unless they lead it, and NotPossible for one still to come, one longer than a day, one that overlaps
    another of a worker's sessions, words that are missing, and one that was called off or written up before.
    WordsStopped for words that demean.
    """
    require_words(account.topics, account.steps, account.why, agency=session.agency, by=by)
    with transaction.atomic(durable=True):
        held = locked(session)
        _require_leader(held, by=by)
        if held.is_held and _is_same(held, account):
            return held
        require_planned(held)
        _hold(held, account, by=by)
    return held


def record_session(
    *, agency: Agency, plan: Plan, account: Account, form_token: UUID | None, by: User
) -> SupervisionSession:
    """Put a session on record that took place without being booked. The same form sent twice records one.

    Raises as `book_session` and `hold_session` do. WordsStopped for words that demean.
    """
    require_words(account.topics, account.steps, account.why, agency=agency, by=by)
    with transaction.atomic(durable=True):
        lock_workers(plan.workers)
        before = SupervisionSession.objects.filter(booked_by=by, form_token=form_token).first() if form_token else None
        if before is not None:
            return before
        require_supervision(agency, by, plan.workers, by=by)
        session = enter_session(agency, by, plan, form_token=form_token, by=by, booked_too=False)
        _hold(session, account, by=by)
    return session


def amend_session(*, session: SupervisionSession, account: Account, by: User) -> SupervisionSession:
    """Put a written-up session right: a new note, signed, beside the one before it. The workers are asked again.

    Raises as `hold_session` does, and NotPossible without a word on why. WordsStopped for words that demean.
    """
    require_words(account.topics, account.steps, account.why, agency=session.agency, by=by)
    with transaction.atomic(durable=True):
        held = locked(session)
        _require_leader(held, by=by)
        if not held.is_held:
            raise NotPossible("not-held", _("This session is not written up yet."))
        if _is_same(held, account):
            return held
        if not account.why.strip():
            raise NotPossible("no-reason", _("Say what you put right, and why."), field="why")
        _require_account(held, account)
        before = _newest(held)
        held.began_at, held.ended_at = account.began_at, account.ended_at
        held.save(update_fields=["began_at", "ended_at"])
        _credit(held, account)
        _sign(held, account, says=SessionNote.Says.AMENDED, amends=before, by=by)
        write_journal("session.amended", held, by=by, data=_told(account))
    return held


def sign_session(*, attendance: SessionAttendance, agrees: bool, words: str, by: User) -> SessionAttendance:
    """The worker's own word on a session they are down for: it was so, or it was not. Said twice the same, it is said once.

    Their last word stands; those before it stay on record. Raises NotTheirs for anybody else, NotPossible for a session
    not written up, and where they say that it was not so without a word on what was.
    WordsStopped for words that demean.
    """
    require_words(words, agency=attendance.worker.agency, by=by)
    with transaction.atomic(durable=True):
        session = locked(attendance.session)
        own = SessionAttendance.objects.select_for_update(of=("self",)).select_related("worker").get(pk=attendance.pk)
        if own.worker.user_id != by.pk:
            raise NotTheirs
        if not session.is_held or session.began_at is None or session.ended_at is None:
            raise NotPossible("not-held", _("This session is not written up yet."))
        _require_words(words, "words")
        if not agrees and not words.strip():
            raise NotPossible("no-reason", _("Say in a few words what was different."), field="words")
        last = own.notes.order_by("-pk").first()
        stands = SessionAttendance.Stands.AGREED if agrees else SessionAttendance.Stands.DISPUTED
        if last is not None and own.stands == stands and last.told().get("words") == words.strip():
            return own
        own.stands = stands
        own.save(update_fields=["stands"])
        SessionNote.objects.create(
            agency_id=session.agency_id,
            session=session,
            attendance=own,
            amends=last,
            says=SessionNote.Says.AGREES if agrees else SessionNote.Says.DISAGREES,
            by=by,
            at=clock.now(),
            began_at=session.began_at,
            ended_at=session.ended_at,
            sealed=seal_words(words),
        )
        write_journal("session.signed", session, by=by, data={"worker": own.worker_id, "stands": stands.value})
    return own


def _hold(session: SupervisionSession, account: Account, *, by: User) -> None:
    _require_account(session, account)
    session.state = SupervisionSession.State.HELD
    session.began_at, session.ended_at = account.began_at, account.ended_at
    session.settled_by, session.settled_at = by, clock.now()
    session.save(update_fields=["state", "began_at", "ended_at", "settled_by", "settled_at"])
    _credit(session, account)
    _sign(session, account, says=SessionNote.Says.HELD, amends=None, by=by)
    write_journal("session.held", session, by=by, data=_told(account))


def _credit(session: SupervisionSession, account: Account) -> None:
    """Every worker's own row: those who were there have its minutes, and each is asked for their word."""
    for own in session.attendances.all():
        own.attended = own.worker_id in account.attended
        own.began_at = account.began_at if own.attended else None
        own.ended_at = account.ended_at if own.attended else None
        own.stands = SessionAttendance.Stands.OPEN
        own.save(update_fields=["attended", "began_at", "ended_at", "stands"])


def _sign(
    session: SupervisionSession, account: Account, *, says: SessionNote.Says, amends: SessionNote | None, by: User
) -> None:
    SessionNote.objects.create(
        agency_id=session.agency_id,
        session=session,
        amends=amends,
        says=says,
        by=by,
        at=clock.now(),
        began_at=account.began_at,
        ended_at=account.ended_at,
        sealed=seal({"topics": account.topics.strip(), "steps": account.steps.strip(), "why": account.why.strip()}),
    )


def _newest(session: SupervisionSession) -> SessionNote | None:
    """The supervisor's note that stands."""
    return session.notes.filter(attendance__isnull=True).order_by("-pk").first()


def _require_leader(session: SupervisionSession, *, by: User) -> None:
    """Only who led it can say what was: an administrator can book, and cannot sign for somebody else."""
    if by.pk != session.supervisor_id:
        raise NotTheirs
    require_authority(by, Authority((RoleKind.SUPERVISOR,), agency=session.agency))


def _require_account(session: SupervisionSession, account: Account) -> None:
    require_length(account.minutes)
    now = clock.now()
    if account.began_at > now:
        raise NotPossible("to-come", _("That is still to come. Write it up once it has taken place."), field="day")
    if account.ended_at > now:
        raise NotPossible(
            "not-over", _("By that, it is not over yet. Check when it began and how long it was."), field="minutes"
        )
    if account.began_at < now - OLDEST:
        raise NotPossible("too-old", _("That is more than a year ago. Check the day."), field="day")
    own: list[Worker] = [row.worker for row in session.attendances.select_related("worker")]
    there = [worker for worker in own if worker.pk in account.attended]
    if not there:
        raise NotPossible("nobody", _("Say who was there. If nobody was, call it off instead."), field="attended")
    require_free(there, account.began_at, account.ended_at, but=session, booked_too=False)
    for name, words in (("topics", account.topics), ("steps", account.steps), ("why", account.why)):
        _require_words(words, name)
    if not account.topics.strip():
        raise NotPossible(
            "no-words", _("Say in a line what you talked about. It counts once it is written."), field="topics"
        )


def _require_words(words: str, field: str) -> None:
    if len(words) > LONGEST_WORDS:
        raise NotPossible("too-long-words", _("That is too long to keep: say it in fewer words."), field=field)


def _is_same(session: SupervisionSession, account: Account) -> bool:
    note = _newest(session)
    there = set(session.attendances.filter(attended=True).values_list("worker", flat=True))
    return (
        note is not None
        and (session.began_at, session.ended_at) == (account.began_at, account.ended_at)
        and there == set(account.attended) & set(session.attendances.values_list("worker", flat=True))
        and note.told()
        == {"topics": account.topics.strip(), "steps": account.steps.strip(), "why": account.why.strip()}
    )


def _told(account: Account) -> dict[str, str | int]:
    return {
        "began": account.began_at.isoformat(),
        "minutes": account.minutes,
        "attended": ",".join(str(worker) for worker in sorted(account.attended)),
    }
