"""What an applicant does: begin, save a section, send it, answer a denial, withdraw. Each is one transaction, on record."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction

from alongside.accounts.actions import AlreadyOpen, open_account_within
from alongside.accounts.models import User
from alongside.applications.holding import held_by_applicant, open_round, set_stage
from alongside.applications.models import OPEN, Application, Section, Stage, Trace
from alongside.applications.papers import papers_of
from alongside.applications.progress import asked_on, progress_of
from alongside.applications.refusals import NotAffirmed, NotComplete, NotNow, StalePage
from alongside.applications.reviewing.claims import count_claims
from alongside.applications.sections.kinds import BY_NAME
from alongside.applications.sections.sheets import Content
from alongside.applications.truth import ruling_on_sending, seek_if_bound
from alongside.credentials.actions import end_applied_within
from alongside.credentials.applied import enter_applied_within
from alongside.credentials.names import name_key
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.models import Board, Practitioner
from alongside.people.practitioners import practitioner_for
from alongside.rulings.seeking import ActRefused, asks

DECIDE_WITHIN: Final = timedelta(days=30)
"""How long a board takes at most, by our reckoning: no code here sets it. Shown as ours."""


def begin_application(*, by: User, board: Board, code: str) -> Application:
    """Begin to apply, or go on with what was begun: of one credential there is one open application a person."""
    with transaction.atomic(durable=True):
        User.objects.select_for_update().get(pk=by.pk)  # two clicks make one practitioner
        return _begun(practitioner_for(user=by, name=by.name), board, code, by=by)


def open_and_begin(*, name: str, email: str, language: str, board: Board, code: str) -> User | None:
    """Open an account for a stranger and begin their application; None where the address has one already.

    The caller writes to them after the commit, and tells the page's reader the same either way. Raises ValidationError.
    """
    try:
        with transaction.atomic(durable=True):
            user = open_account_within(email=email, name=name, language=language, password=None, by=None)
            _begun(practitioner_for(user=user, name=name), board, code, by=user)
    except (AlreadyOpen, IntegrityError):  # the second of two clicks finds what the first one opened
        return None
    return user


def save_section(*, application: Application, kind: str, content: Content, version: int, by: User) -> Section:
    """Keep a section as it was typed, finished or not. `version` is that of the page, 0 where nothing was saved.

    Raises StalePage where another page saved something else meanwhile, NotNow where the section is closed.
    """
    with transaction.atomic(durable=True):
        held = held_by_applicant(application, by)
        section = Section.objects.select_for_update().filter(application=held, kind=kind).first()
        if not held.is_with_applicant or (section is not None and section.is_locked):
            raise NotNow
        if section is not None and section.content == content:
            return section  # the second click of two, or the other tab with the same words
        if (section.version if section else 0) != version:
            assert section is not None, "a page cannot be ahead of what was never saved"
            raise StalePage(section)
        is_complete = BY_NAME[kind].sheet(asked_on(held), content).is_complete
        if section is None:
            section = Section(application=held, board=held.board, kind=kind, version=0)
        section.content, section.is_complete, section.saved_at = content, is_complete, clock.now()
        section.version += 1
        section.save()
        write_journal("application.saved", held, by=by, data={"section": kind, "version": section.version})
    return section


@asks("apply-for-certification")
def submit_application(*, application: Application, is_true: bool, is_own: bool, by: User) -> Application:
    """Send it to the board: the sections close, the code binds from today, the board's clock starts.

    Raises NotComplete with what is missing, NotNow, ActRefused, and NotAffirmed unless it is true and one's own:
    nc.5.1, nc.5.1a, ca.integrity.13. A refusal is on record.
    """
    with transaction.atomic(durable=True):
        held = held_by_applicant(application, by)
        if not held.is_with_applicant:
            raise NotNow
        waiting = progress_of(held).waiting
        if waiting:
            raise NotComplete([str(part.kind.title) for part in waiting])
        today = clock.today_in(held.board.time_zone)
        ruling = ruling_on_sending(held, is_true=is_true, is_own=is_own, on=today)
        is_affirmed = is_true and is_own and ruling.allows
        kept = seek_if_bound(held, by=by, on=today) if is_affirmed else None
        if is_affirmed and (kept is None or kept.allows):
            sent = _sent(held, by)
            if kept is None:  # bound by no code until now; from here on by the one applied for
                seek_if_bound(sent, by=by, on=today)
            return sent
        clauses = ",".join(cited.clause for cited in ruling.decided_by)
        write_journal("application.refused", held, by=by, data={"answer": ruling.answer.value, "clauses": clauses})
    if kept is not None:
        raise ActRefused(kept)  # after the commit: a refusal is part of the record too
    raise NotAffirmed(ruling)


def answer_denial(*, application: Application, words: str, by: User) -> Application:
    """Say why a denial is wrong, while its days run: the decision is made once more. Raises NotNow."""
    with transaction.atomic(durable=True):
        held = held_by_applicant(application, by)
        today = clock.today_in(held.board.time_zone)
        if held.stage != Stage.DENIED or held.ended_on or (held.answer_until and today > held.answer_until):
            raise NotNow
        held.answer = words
        held.due_on = today + DECIDE_WITHIN
        open_round(held)
        set_stage(held, Stage.ANSWERED)
        write_journal("application.answered", held, by=by, data={"round": held.round})
    return held


def withdraw_application(*, application: Application, by: User) -> Application:
    """Take it back, at any time before it is decided: the code applied for binds no longer. Raises NotNow."""
    with transaction.atomic(durable=True):
        held = held_by_applicant(application, by)
        if not held.is_open:
            raise NotNow
        today = clock.today_in(held.board.time_zone)
        if held.certificate is not None:
            end_applied_within(certificate=held.certificate, on=today, by=by)
        held.ended_on = today
        set_stage(held, Stage.WITHDRAWN)
        write_journal("application.withdrawn", held, by=by)
    return held


def _begun(practitioner: Practitioner, board: Board, code: str, *, by: User) -> Application:
    Practitioner.objects.select_for_update().get(pk=practitioner.pk)  # two clicks begin one
    known = Application.objects.filter(practitioner=practitioner, code=code, stage__in=OPEN).first()
    if known is not None:
        return known
    now = clock.now()
    begun = Application.objects.create(
        board=board, code=code, practitioner=practitioner, started_at=now, stage_since=now
    )
    write_journal("application.begun", begun, by=by, data={"code": code, "practitioner": practitioner.pk})
    return begun


def _sent(held: Application, by: User) -> Application:
    today, now = clock.today_in(held.board.time_zone), clock.now()
    name = _name_told(held)
    held.certificate = enter_applied_within(
        holder=held.practitioner,
        board=held.board,
        code=held.code,
        name_on_certificate=name,
        applied_on=held.submitted_on or today,
        by=by,
    )
    held.name_key = name_key(name)
    waited = now - held.stage_since if held.stage == Stage.MORE_ASKED else timedelta(0)
    held.due_on = held.due_on + timedelta(days=waited.days) if held.due_on else today + DECIDE_WITHIN
    held.submitted_on = held.submitted_on or today
    Section.objects.filter(application=held).update(is_locked=True)
    _leave_traces(held)
    first = held.stage == Stage.STARTED
    list(papers_of(held).select_for_update(of=("self",)))  # from here on it rests on them: none is withdrawn meanwhile
    held.recommended_by = None
    count_claims(held)
    set_stage(held, Stage.IN_REVIEW)
    _keep_county(held)
    write_journal("application.sent", held, by=by, data={"certificate": held.certificate.pk, "first": first})
    notify(
        kind="application.sent",
        to=held.practitioner,
        key=f"application.sent:{held.pk}:{held.stage_since.isoformat()}",
        data={"number": held.number, "day": held.due_on.isoformat()},
        url=f"/apply/mine/{held.pk}/",
    )
    return held


def _name_told(held: Application) -> str:
    return str(held.sections.get(kind="identity").content["name"]).strip()


def _keep_county(held: Application) -> None:
    held.practitioner.county = str(held.sections.get(kind="identity").content.get("county", ""))[:60]
    held.practitioner.save(update_fields=["county"])


def _leave_traces(held: Application) -> None:
    """Numbers of papers, so that one handed in twice raises a question: nc.5.1a."""
    Trace.objects.filter(application=held).delete()
    asked = asked_on(held)
    told = [
        name_key(str(said.get("paper_number") or ""))
        for section in held.sections.all()
        if section.kind in BY_NAME and BY_NAME[section.kind].form is not None
        for said in BY_NAME[section.kind].sheet(asked, section.content).said()
    ]
    kind = Trace.Kind.PAPER_NUMBER
    Trace.objects.bulk_create(
        Trace(application=held, board=held.board, kind=kind, key=key[:120]) for key in dict.fromkeys(told) if key
    )
