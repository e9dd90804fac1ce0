"""Who may change who is who. Asked inside the action, whatever page or program called it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.people.models import Agency, Board, RoleKind, Worker
from alongside.people.queries import supervisor_of
from alongside.people.viewer import viewer_of

AGENCY_KEEPERS: Final = (RoleKind.AGENCY_ADMINISTRATOR,)
"""Who sets an agency's affairs."""
AGENCY_READERS: Final = (*AGENCY_KEEPERS, RoleKind.AUDITOR)
"""Who may read its books."""


class NotTheirs(PermissionError):
    """Somebody tried what their roles do not cover. Nothing was changed."""

    code = "not-theirs"

    def __init__(self) -> None:
        super().__init__(_("Your role here does not cover this. Ask an administrator of the agency or board to do it."))


@dataclass(frozen=True)
class Authority:
    """One of these kinds of role, held at this place."""

    kinds: tuple[RoleKind, ...]
    agency: Agency | None = None
    board: Board | None = None


def require_authority(by: User | None, *any_of: Authority) -> None:
    """Raise NotTheirs unless `by` holds one of these today. None is the installation itself, at its own console."""
    if by is not None and not has_authority(by, *any_of):
        raise NotTheirs


def has_authority(by: User, *any_of: Authority) -> bool:
    viewer = viewer_of(by)
    return any(
        (needed.agency is not None and needed.agency.pk in viewer.agencies_as(*needed.kinds))
        or (needed.board is not None and needed.board.pk in viewer.boards_as(*needed.kinds))
        for needed in any_of
    )


def oversees(user: User, worker: Worker, on: date) -> bool:
    """Whether somebody is a worker's supervisor of record on a day, or keeps their agency; never the worker themselves."""
    if worker.user_id == user.pk:
        return False
    keeps = has_authority(user, Authority((RoleKind.AGENCY_ADMINISTRATOR,), agency=worker.agency))
    return keeps or supervisor_of(worker, on) == user
