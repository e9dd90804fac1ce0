"""The row of an application, locked, for who may act on it; and moving it on. For the actions of this app alone."""

from __future__ import annotations

from alongside.accounts.models import User
from alongside.applications.models import Application, Stage
from alongside.applications.refusals import SamePerson
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import RoleKind


def held_by_applicant(application: Application, by: User) -> Application:
    """Locked for its maker. Raises NotTheirs for anybody else, staff of the board included."""
    held = _locked(application)
    if held.practitioner.user_id != by.pk:
        raise NotTheirs
    return held


def held_by_board(application: Application, by: User) -> Application:
    """Locked for the board's staff. Raises NotTheirs for others or one not sent, SamePerson for their own."""
    held = _locked(application)
    require_authority(by, Authority((RoleKind.BOARD_STAFF,), board=held.board))
    if held.submitted_on is None:
        raise NotTheirs
    if held.practitioner.user_id == by.pk:
        raise SamePerson
    return held


def set_stage(held: Application, stage: Stage) -> None:
    """Move it on, and save the row."""
    held.stage, held.stage_since = stage, clock.now()
    held.save()


def open_round(held: Application) -> None:
    """What was decided is decided once more."""
    held.round += 1
    held.answer_until = None


def _locked(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("board", "practitioner__user", "certificate").get(pk=application.pk)
