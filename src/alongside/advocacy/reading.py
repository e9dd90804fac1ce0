"""What somebody wrote down, and what a supervisor's people or an agency's did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.advocacy.models import SpokeUp
from alongside.people.models import Agency, Worker
from alongside.people.queries import of_overseen
from alongside.people.viewer import Viewer
from alongside.rulings.sealing import CannotOpen, words_in
from alongside.supervision.agenda import Item
from alongside.ui.amounts import day_words

LATELY: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Told:
    """One time, with its words; empty where they can no longer be opened."""

    row: SpokeUp
    words: str


def my_entries(viewer: Viewer) -> QuerySet[SpokeUp]:
    """The viewer's own at the agency they are at, the latest first."""
    if viewer.worker is None:
        return SpokeUp.objects.none()
    return _standing().filter(worker=viewer.worker, worker__user=viewer.user)


def my_entry(viewer: Viewer, entry_id: int) -> SpokeUp:
    """Raises Http404 for one that is foreign, taken back or missing."""
    if viewer.worker is None:
        raise Http404
    return get_object_or_404(my_entries(viewer), pk=entry_id)


def entries_overseen(viewer: Viewer, agency: Agency) -> QuerySet[SpokeUp]:
    """All at an agency for its administrators, their own workers' for a supervisor, the latest first."""
    return _standing().filter(of_overseen(viewer, agency), agency=agency).select_related("worker")


def told(rows: Iterable[SpokeUp]) -> list[Told]:
    """With their words."""
    return [Told(row, _words(row)) for row in rows]


def on_the_agenda(worker: Worker, on: date, reader: User) -> Iterable[Item]:
    """What the last month brought, for the worker and whoever leads their session."""
    for row in _standing().filter(worker=worker, on__gt=on - LATELY, on__lte=on):
        title = _("Spoke up: %(what)s") % {"what": row.get_kind_display()}
        yield Item(title, day_words(row.on), reverse("advocacy:mine"))


def _standing() -> QuerySet[SpokeUp]:
    return SpokeUp.objects.filter(taken_back__isnull=True).order_by("-on", "-pk")


def _words(row: SpokeUp) -> str:
    try:
        return words_in(row.sealed)
    except CannotOpen:
        return ""
