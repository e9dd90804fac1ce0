"""How a case stands on its way to an ending."""

from __future__ import annotations

from alongside.people.models import Person
from alongside.practice.models import Closing


def closing_of(person: Person) -> Closing | None:
    """The closing that is under way; None where service goes on, or the case is closed."""
    rows = Closing.objects.filter(person=person, closed_on__isnull=True).exclude(is_agreed=False)
    return rows.select_related("worker", "staffed_by").order_by("-pk").first()


def has_ended(person: Person) -> bool:
    """Whether the person ended service themselves and the file is still open."""
    return Closing.objects.filter(person=person, closed_on__isnull=True, person_ended=True).exists()
