"""Who reads which concern: its raiser, and who has it. Nobody it is about ever does, whatever their role."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from alongside.accounts.models import User
from alongside.concerns.models import Concern
from alongside.concerns.routing import administrators
from alongside.people.models import RoleKind
from alongside.people.queries import supervisors_at
from alongside.people.viewer import Viewer
from alongside.rulings.sealing import CannotOpen, words_in

HAVE = (RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)


def my_concerns(viewer: Viewer) -> QuerySet[Concern]:
    """What somebody raised at the agency they are at, the latest first."""
    rows = Concern.objects.filter(raised_by=viewer.user, agency=viewer.agency)
    return rows.select_related("to", "deputy", "about_user", "answered_by", "agency").order_by("-raised_at", "-pk")


def my_concern(viewer: Viewer, concern_id: int) -> Concern:
    """Raises Http404 for one that is foreign or missing."""
    if viewer.agency is None:
        raise Http404
    return get_object_or_404(my_concerns(viewer), pk=concern_id)


def concerns_with(viewer: Viewer) -> QuerySet[Concern]:
    """What a supervisor, a deputy once it is late, or an administrator has; the one that is due first, first.

    A supervisor's that is late shows to administrators too, so that nothing stays unanswered.
    """
    leads, keeps = viewer.agencies_as(RoleKind.SUPERVISOR), viewer.agencies_as(RoleKind.AGENCY_ADMINISTRATOR)
    late = Q(due_on__lt=viewer.today)
    theirs = Q(agency__in=leads) & (Q(to=viewer.user) | Q(deputy=viewer.user) & late)
    kept = Q(agency__in=keeps) & (Q(to__isnull=True) | late)
    rows = Concern.objects.filter(theirs | kept, agency=viewer.agency)
    rows = rows.exclude(raised_by=viewer.user).exclude(about_user=viewer.user).exclude(status=Concern.Status.WITHDRAWN)
    return rows.select_related("raised_by", "to", "deputy", "about_user", "answered_by", "agency").order_by(
        "due_on", "pk"
    )


def concern_with(viewer: Viewer, concern_id: int) -> Concern:
    """Raises Http404 for one that is foreign, taken back or missing."""
    return get_object_or_404(concerns_with(viewer), pk=concern_id)


def waiting_with(viewer: Viewer) -> QuerySet[Concern]:
    """What of it nobody has answered."""
    return concerns_with(viewer).filter(status=Concern.Status.OPEN)


def has_it(concern: Concern, on: date) -> list[User]:
    """Who has it on a day: as `concerns_with`, told from the other side. Empty where nobody here can."""
    late = concern.due_on < on
    named = [concern.to, concern.deputy if late else None]
    leads = supervisors_at(concern.agency, on)
    found = [user for user in named if user is not None and leads.filter(pk=user.pk).exists()]
    if not found or late:
        found += administrators(concern, on)
    return list({user.pk: user for user in found}.values())


def words_of(concern: Concern) -> str:
    """What they wrote; empty where it can no longer be opened."""
    return _opened(concern.words)


def answer_of(concern: Concern) -> str:
    """What was done about it."""
    return _opened(concern.answer)


def _opened(sealed: bytes | memoryview) -> str:
    try:
        return words_in(sealed)
    except CannotOpen:
        return ""
