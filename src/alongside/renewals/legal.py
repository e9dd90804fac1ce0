"""Legal actions told to a board: nc.cert.5, its kinds (nc.cert.5a) and how each ended (nc.cert.5b).

How many days there are is the code's own duty, reckoned by `canon`; a code without one sets no day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from alongside.accounts.models import User
from alongside.attestation.queries import board_of
from alongside.credentials.queries import binding_now
from alongside.evidence.actions import take_in_within
from alongside.evidence.forms import HandedIn
from alongside.evidence.models import EvidenceFile
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import Board, Practitioner, RoleKind
from alongside.renewals.models import ActionReview, LegalAction, LegalResolution
from alongside.renewals.refusals import StillToCome
from alongside.rulebook.prompts import prompts_at
from alongside.rulebook.queries import standing_of
from alongside.rulings.prompting import ShownPrompt, shown_prompt
from canon.code import Duty
from canon.duties import reckon
from canon.duties.events import Event
from canon.duties.owed import Owed, Status
from canon.prompt import At

EVIDENCE = "renewals-legal"


@dataclass(frozen=True)
class Clock:
    """One duty about one action: told of, or documented. `owed` is None where the code sets no day."""

    owed: Owed | None

    @property
    def is_late(self) -> bool:
        return self.owed is not None and self.owed.status in {Status.OVERDUE, Status.MET_LATE}

    @property
    def clause(self) -> str:
        return self.owed.duty.clause if self.owed else ""

    @property
    def due(self) -> date | None:
        return self.owed.due if self.owed else None


def codes_of(practitioner: Practitioner) -> Sequence[str]:
    """The codes whose boards are to be told: those that bind now, and that a board here keeps."""
    return sorted(code for code in {row.code for row in binding_now(practitioner)} if board_of(code) is not None)


def told_clock(code: str, began_on: date, told_on: date | None, as_of: date) -> Clock:
    """Whether the board was told in time, or until when it is to be: nc.cert.5."""
    return _clock(code, "legal-action-filed", began_on, "legal-action-notified", told_on, as_of)


def resolution_clock(code: str, ended_on: date, told_on: date | None, as_of: date) -> Clock:
    """Whether the papers on how it ended came in time: nc.cert.5b."""
    return _clock(code, "legal-action-resolved", ended_on, "resolution-documented", told_on, as_of)


def on_convictions(codes: Sequence[str], on: date) -> list[ShownPrompt]:
    """What these codes say of a conviction that opens a case, with the clause: nm.integrity.4."""
    clauses = [own.id for code in codes for own in standing_of(code, on).edition.clauses]
    return [shown_prompt(prompt) for prompt in prompts_at(clauses, At.CONVICTION)]


def tell_of_action(
    *,
    practitioner: Practitioner,
    code: str,
    kind: LegalAction.Kind,
    began_on: date,
    words: str,
    file: HandedIn | None,
    by: User,
) -> LegalAction:
    """Tell the board that keeps a code of a legal action; late is taken too. The same one told twice is told once.

    Raises NotTheirs for anybody else's, StillToCome, LookupError for a code that does not bind them.
    """
    with transaction.atomic(durable=True):
        board, today = _board_and_day(practitioner, code, by)
        if began_on > today:
            raise StillToCome
        Practitioner.objects.select_for_update().get(pk=practitioner.pk)  # so that two tabs tell it once
        known = LegalAction.objects.filter(practitioner=practitioner, code=code, kind=kind, began_on=began_on).first()
        if known is not None:
            return known
        row = LegalAction.objects.create(
            board=board,
            practitioner=practitioner,
            code=code,
            kind=kind,
            began_on=began_on,
            told_on=today,
            words=words.strip(),
            evidence=_taken(practitioner, board, file, by),
            by=by,
            at=clock.now(),
        )
        data: dict[str, str | int | bool | None] = {"code": code, "began": began_on.isoformat()}
        write_journal("legal-action.told", row, by=by, data=data)
    return row


def tell_how_it_ended(
    *, action: LegalAction, ended_on: date, words: str, file: HandedIn | None, by: User
) -> LegalResolution:
    """How a legal action ended, with papers. Told twice it is told once. Raises NotTheirs, StillToCome."""
    with transaction.atomic(durable=True):
        board, today = _board_and_day(action.practitioner, action.code, by, must_bind=False)
        if ended_on > today or ended_on < action.began_on:
            raise StillToCome
        LegalAction.objects.select_for_update().get(pk=action.pk)  # so that two tabs tell it once
        known = LegalResolution.objects.filter(action=action).first()
        if known is not None:
            return known
        row = LegalResolution.objects.create(
            board=board,
            action=action,
            ended_on=ended_on,
            told_on=today,
            words=words.strip(),
            evidence=_taken(action.practitioner, board, file, by),
            by=by,
            at=clock.now(),
        )
        write_journal("legal-action.resolved", action, by=by, data={"ended": ended_on.isoformat()})
    return row


def review_action(*, action: LegalAction, outcome: ActionReview.Outcome, reason: str, by: User | None) -> ActionReview:
    """What the board does with it; the reporter is told. Raises NotTheirs unless the board's staff."""
    with transaction.atomic(durable=True):
        require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=action.board))
        LegalAction.objects.select_for_update().get(pk=action.pk)  # so that two clicks are one answer
        last = ActionReview.objects.filter(action=action).order_by("-pk").first()
        if last is not None and (last.outcome, last.reason) == (outcome, reason.strip()):
            return last
        row = ActionReview.objects.create(
            board=action.board, action=action, outcome=outcome, reason=reason.strip(), by=by, at=clock.now()
        )
        write_journal("legal-action.reviewed", action, by=by, data={"outcome": outcome.value})
        url = reverse("renewals:legal-one", args=[action.pk])
        notify(kind="legal-action.reviewed", to=action.practitioner, key=f"legal-action:{row.pk}", url=url)
    return row


def actions_of(practitioner: Practitioner) -> QuerySet[LegalAction]:
    """What somebody told, the newest first."""
    rows = LegalAction.objects.filter(practitioner=practitioner).select_related("board", "resolution", "evidence")
    return rows.prefetch_related("reviews").order_by("-told_on", "-pk")


def action_of(practitioner: Practitioner, action_id: int) -> LegalAction:
    """One of their own. Raises Http404."""
    row = actions_of(practitioner).filter(pk=action_id).first()
    if row is None:
        raise Http404
    return row


def actions_at(board: Board) -> QuerySet[LegalAction]:
    """What was told to a board, what nobody has looked at first."""
    rows = LegalAction.objects.filter(board=board).select_related("practitioner", "resolution", "evidence", "board")
    return rows.prefetch_related("reviews__by").order_by("-told_on", "-pk")


def _clock(code: str, after: str, began: date, do: str, done: date | None, as_of: date) -> Clock:
    duty = _duty(code, after, as_of)
    if duty is None:
        return Clock(None)
    events = [Event(after, began, ref="a")] + ([Event(do, done, ref="a")] if done else [])
    found = reckon(duty, events, as_of=as_of)
    return Clock(found[-1] if found else None)


def _duty(code: str, after: str, on: date) -> Duty | None:
    return next((duty for duty in standing_of(code, on).edition.duties if duty.after == after), None)


def _board_and_day(practitioner: Practitioner, code: str, by: User, *, must_bind: bool = True) -> tuple[Board, date]:
    if practitioner.user_id != by.pk:
        raise NotTheirs
    board = board_of(code)
    if board is None:
        raise LookupError(code)
    today = clock.today_in(board.time_zone)
    if must_bind and code not in codes_of(practitioner):
        raise LookupError(code)
    return board, today


def _taken(owner: Practitioner, board: Board, file: HandedIn | None, by: User) -> EvidenceFile | None:
    if file is None:
        return None
    return take_in_within(owner=owner, board=board, kind=EVIDENCE, file_name=file.file_name, file=file.file, by=by)
