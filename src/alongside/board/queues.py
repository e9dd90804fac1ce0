"""What waits for a board's staff, a queue a row: how many, and since when or until when the first of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.applications.models import TO_DECIDE, Stage
from alongside.applications.queries import sent_to
from alongside.credentials.importing.models import HolderSheet
from alongside.people.models import Board
from alongside.renewals.knowing import waiting_at
from alongside.renewals.legal import actions_at
from alongside.ui.templatetags.ui import day as day_words


@dataclass(frozen=True)
class Waiting:
    """One queue in which something waits. `clock`: the day of the first in words; `state` lights it: soon or late."""

    title: str
    url: str
    icon: str
    count: int
    clock: str
    state: str


def waiting_for(board: Board, reader: User, today: date) -> list[Waiting]:
    """The queues in which something waits for this reader, what has a day first. One query each."""
    return [row for look in _QUEUES for row in look(board, reader, today)]


def _to_review(board: Board, reader: User, today: date) -> Iterator[Waiting]:
    rows = sent_to(board, reader).filter(stage=Stage.IN_REVIEW).aggregate(n=Count("pk"), day=Min("due_on"))
    url = reverse("applications:queue") + "?show=review"
    yield from _due(_("Applications to review"), url, rows["n"], rows["day"], today)


def _to_decide(board: Board, reader: User, today: date) -> Iterator[Waiting]:
    stages = sent_to(board, reader).filter(stage__in=TO_DECIDE).exclude(recommended_by=reader)
    rows = stages.aggregate(n=Count("pk"), day=Min("due_on"))
    url = reverse("applications:queue") + "?show=decide"
    yield from _due(_("Applications to decide"), url, rows["n"], rows["day"], today)


def _renewals(board: Board, reader: User, today: date) -> Iterator[Waiting]:
    days = [row.asked_on for row in waiting_at(board)]
    yield from _since(_("Renewals"), reverse("renewals:queue"), "clock", days)


def _legal(board: Board, reader: User, today: date) -> Iterator[Waiting]:
    days = list(actions_at(board).filter(reviews__isnull=True).values_list("told_on", flat=True))
    yield from _since(_("Legal actions told to you"), reverse("renewals:actions"), "flag", days)


def _lists(board: Board, reader: User, today: date) -> Iterator[Waiting]:
    at = HolderSheet.objects.filter(board=board, end="").values_list("at", flat=True)
    days = [moment.astimezone(board.time_zone).date() for moment in at]
    yield from _since(_("Lists of holders to say yes to"), reverse("board:holders"), "upload", days)


_QUEUES: Final[tuple[Callable[[Board, User, date], Iterator[Waiting]], ...]] = (
    _to_decide,
    _to_review,
    _renewals,
    _legal,
    _lists,
)


def _due(title: str, url: str, count: int, day: date | None, today: date) -> Iterator[Waiting]:
    if count and day:
        said = _("The first was due %(day)s") if day < today else _("The first is due %(day)s")
        yield Waiting(title, url, "pen", count, said % {"day": day_words(day)}, "late" if day < today else "soon")


def _since(title: str, url: str, icon: str, days: list[date]) -> Iterator[Waiting]:
    if days:
        yield Waiting(title, url, icon, len(days), _("Since %(day)s") % {"day": day_words(min(days))}, "soon")
