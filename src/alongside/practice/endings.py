"""How a case stands on its way to an ending."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.people.models import Person
from alongside.practice.models import Closing


def closing_of(person: Person) -> Closing | None:
    """The closing that is under way; None where service goes on, or the case is closed."""
    rows = _under_way(person).select_related("worker", "staffed_by", "by")
    return rows.order_by("-pk").first()


def is_closing() -> Exists:
    """Whether the case of the person that a query is about is on its way to an ending."""
    return Exists(_under_way(OuterRef("pk")))


def _under_way(person: Person | OuterRef) -> QuerySet[Closing]:
    return Closing.objects.filter(person=person, closed_on__isnull=True).exclude(is_agreed=False)


def over_by(person: Person | int, moment: datetime, day: date) -> QuerySet[Closing]:
    """What had ended service before a moment: the person's own wish, or a case that was closed; not once they came back.

    day: of the moment, where the agency is
    """
    ended = Q(person_ended_at__lt=moment) | Q(closed_at__lt=moment)
    return Closing.objects.filter(ended, Q(returned_on__isnull=True) | Q(returned_on__gt=day), person=person)


def has_ended(person: Person) -> bool:
    """Whether the person ended service themselves and the file is still open."""
    return Closing.objects.filter(person=person, closed_on__isnull=True, person_ended=True).exists()
