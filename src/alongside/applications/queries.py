"""Whose application is whose: the practitioner's own, and those sent to a board for its staff. Nobody else's eyes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from alongside.accounts.models import User
from alongside.applications.models import Application, Stage
from alongside.applications.sections.asked import Asked, Need, asked_by
from alongside.applications.sections.kinds import SectionKind, kinds_for
from alongside.people import clock
from alongside.people.models import Board, Practitioner, RoleKind
from alongside.people.viewer import Viewer
from alongside.rulebook.models import Stewardship
from alongside.rulebook.queries import code_ids, standings
from canon.code import Edition


@dataclass(frozen=True)
class Offer:
    """A credential that can be applied for here: its board, the edition in force, what is asked."""

    board: Board
    edition: Edition
    asked: Asked

    @property
    def kinds(self) -> list[SectionKind]:
        return kinds_for(self.asked)

    @property
    def minutes(self) -> int:
        """How long what is needed takes most people."""
        return sum(kind.minutes for kind in self.kinds if kind.need(self.asked) is Need.NEEDED)


def offers() -> list[Offer]:
    """Every credential that a board here certifies, in the order of the codes."""
    kept = {row.code: row.board for row in Stewardship.objects.select_related("board")}
    codes = [code for code in code_ids() if code in kept]
    today = {code: clock.today_in(kept[code].time_zone) for code in codes}
    if not codes:
        return []
    editions = standings(codes, max(today.values()))
    return [Offer(kept[code], editions[code].edition, asked_by(code, today[code])) for code in codes]


def offer_of(code: str) -> Offer:
    """What one credential asks. Raises Http404 where no board here certifies under that code."""
    found = next((offer for offer in offers() if offer.edition.id == code), None)
    if found is None:
        raise Http404
    return found


def applications_of(practitioner: Practitioner | None) -> Sequence[Application]:
    """Somebody's own, the open ones first, the newest first among them."""
    if practitioner is None:
        return []
    rows = list(Application.objects.filter(practitioner=practitioner).select_related("board").order_by("-pk"))
    return sorted(rows, key=lambda row: not row.is_open)


def own_application(practitioner: Practitioner, application_id: int) -> Application:
    """Raises Http404 for one that is foreign or missing, which look the same."""
    rows = _whole(Application.objects.filter(practitioner=practitioner))
    found = rows.filter(pk=application_id).first()
    if found is None:
        raise Http404
    return found


def sent_to(board: Board | int, reader: User | int) -> QuerySet[Application]:
    """Every application that a board was sent, but the reader's own; either may be given by id.

    One that is still being filled in is its maker's own affair.
    """
    own = Practitioner.objects.filter(user=reader).values("pk")  # asked once, not joined to every row
    return Application.objects.filter(board=board, submitted_on__isnull=False).exclude(practitioner__in=own)


def application_at(board: Board, reader: User, application_id: int) -> Application:
    """Raises Http404 for one that is foreign, unsent, one's own or missing, which look the same."""
    found = _whole(sent_to(board, reader)).filter(pk=application_id).first()
    if found is None:
        raise Http404
    return found


def may_review(viewer: Viewer, application: Application) -> bool:
    """The board's staff, of an application that was sent and is not their own."""
    return (
        application.board_id in viewer.boards_as(RoleKind.BOARD_STAFF)
        and application.submitted_on is not None
        and application.practitioner.user_id != viewer.user.pk
    )


def is_final(application: Application) -> bool:
    """Whether nothing more can come of it."""
    return application.stage in (Stage.GRANTED, Stage.WITHDRAWN) or application.ended_on is not None


def _whole(rows: QuerySet[Application]) -> QuerySet[Application]:
    return rows.select_related("board", "practitioner__user", "certificate").prefetch_related("sections", "references")
