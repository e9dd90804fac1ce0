"""Who has nobody: kept on the person as it comes about, so that a morning asks one small index for them (nm.rights.0a).

Taken in, somebody has nobody; taken on, they have somebody; with their last assignment they have nobody again, unless their
case closes. A test holds what is kept against the assignments themselves.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from alongside.caseload.models import Assignment
from alongside.people.models import Person


def needs_nobody_within(person_id: int) -> None:
    """Somebody took them on, or their case closed: inside the caller's transaction."""
    Person.objects.filter(pk=person_id, has_nobody=True).update(has_nobody=False)


def may_have_nobody_within(person_id: int) -> None:
    """An assignment ended, or they came back: they have nobody unless somebody else has them."""
    Person.objects.filter(~supported(), pk=person_id, has_nobody=False).update(has_nobody=True)


def with_nobody(agency: int) -> QuerySet[Person]:
    """Whom nobody at an agency supports, though their case is open."""
    return Person.objects.filter(agency=agency, has_nobody=True)


def supported() -> Exists:
    """Whether somebody has taken on the person that a query is about."""
    return Exists(Assignment.objects.filter(person=OuterRef("pk"), status="open"))
