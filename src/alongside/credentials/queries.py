"""Which codes bind a worker on a day, and whether a certificate is in force."""

from datetime import date

from django.db.models import Q, QuerySet

from alongside.credentials.models import Certificate
from alongside.people.models import RoleKind, Worker
from alongside.people.queries import workers_seen_by
from alongside.people.viewer import Viewer


def codes_binding(worker: Worker, on: date) -> frozenset[str]:
    """The codes that bind a worker on a day, by id: from application until the credential is given up.

    A lapse takes the permission away, not the code. A worker bound by none is permitted nothing.
    """
    binding = Certificate.objects.filter(holder=worker, applied_on__lte=on).filter(_not_given_up(on))
    return frozenset(binding.values_list("code", flat=True))


def is_in_force(worker: Worker, code: str, on: date) -> bool:
    """Whether the worker holds a certificate under this code that is good on this day, first and last day included."""
    return in_force(on).filter(holder=worker, code=code).exists()


def in_force(on: date) -> QuerySet[Certificate]:
    """Every certificate good on a day. For counting and for the public register, which names its holders."""
    return Certificate.objects.filter(valid_from__lte=on, valid_through__gte=on).filter(_not_given_up(on))


def certificates_seen_by(viewer: Viewer) -> QuerySet[Certificate]:
    """The certificates of the workers this viewer may see, and those that their own board granted."""
    return Certificate.objects.filter(
        Q(holder__in=workers_seen_by(viewer).values("pk"))
        | Q(board__in=viewer.boards_as(RoleKind.BOARD_STAFF, RoleKind.AUDITOR))
    )


def certificates_of(worker: Worker) -> QuerySet[Certificate]:
    """A worker's own certificates, newest application first."""
    return Certificate.objects.filter(holder=worker).select_related("board").order_by("-applied_on", "-pk")


def _not_given_up(on: date) -> Q:
    return Q(given_up_on__isnull=True) | Q(given_up_on__gt=on)
