"""Who can put it right: the supervisor, or the agency's administrators; never whom it is about, nor who raised it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from alongside.accounts.models import User
from alongside.caseload.access import standing_on
from alongside.caseload.models import Assignment
from alongside.concerns.models import Concern
from alongside.people.models import Agency, Person, Role, RoleKind, Worker, holds_on
from alongside.people.queries import holding, supervisor_of
from alongside.people.viewer import Viewer
from alongside.rulings.deputies import deputy_for

HIGHER_UP = frozenset({Concern.About.SUPERVISOR, Concern.About.PLACE})
"""What is no supervisor's to put right."""

WORK_THERE = (RoleKind.WORKER, RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Raiser:
    """Who raises it, at an agency: as the peer worker, or the person served, that they are there."""

    user: User
    agency: Agency
    worker: Worker | None
    person: Person | None

    @property
    def raised_as(self) -> Concern.As:
        return Concern.As.WORKER if self.worker is not None else Concern.As.PERSON

    @property
    def kinds(self) -> tuple[Concern.About, ...]:
        """What they may raise one about."""
        own = (Concern.About.SUPPORT,) if self.worker is None else (Concern.About.SERVED, Concern.About.COLLEAGUE)
        return (*own, Concern.About.SUPERVISOR, Concern.About.PLACE)


def raiser_of(viewer: Viewer) -> Raiser | None:
    """Who somebody is where they are now; None for who is neither a worker nor a person served there."""
    if viewer.agency is None:
        return None
    if viewer.worker is not None:
        return Raiser(viewer.user, viewer.agency, viewer.worker, None)
    person = Person.objects.filter(user=viewer.user, agency=viewer.agency).first()
    return Raiser(viewer.user, viewer.agency, None, person) if person is not None else None


def supporters_of(person: Person, on: date) -> QuerySet[Worker]:
    """The workers who support a person on a day."""
    rows = Assignment.objects.filter(standing_on(on), person=person)
    return Worker.objects.filter(pk__in=rows.values("worker")).select_related("user", "agency").order_by("name", "pk")


def may_be_about(raiser: Raiser, on: date) -> QuerySet[User]:
    """The colleagues somebody may name: all who work there for a worker, their own for a person served."""
    if raiser.person is not None:
        return User.objects.filter(pk__in=supporters_of(raiser.person, on).values("user")).order_by("name", "pk")
    roles = Role.objects.filter(holds_on(on), agency=raiser.agency, kind__in=WORK_THERE)
    return User.objects.filter(pk__in=roles.values("user")).exclude(pk=raiser.user.pk).order_by("name", "pk")


def who_has(raiser: Raiser, about: Concern.About, about_user: User | None, on: date) -> tuple[User | None, User | None]:
    """The supervisor who gets it and their deputy; (None, None) where it goes to the agency's administrators."""
    barred = {raiser.user.pk, about_user.pk if about_user is not None else None}
    supervisor = None if about in HIGHER_UP else _supervisor(raiser, about_user, on)
    if supervisor is None or supervisor.pk in barred:
        return None, None
    deputy = deputy_for(supervisor, raiser.agency, on, but=raiser.user)
    return supervisor, None if deputy is None or deputy.pk in barred else deputy


def meant_by(raiser: Raiser, about: Concern.About, about_user: User | None, on: date) -> User | None:
    """Whom it is about: whom they named; of "a supervisor" and nobody named, their own."""
    if about is Concern.About.SUPERVISOR and about_user is None:
        return _supervisor(raiser, None, on)
    return about_user


def administrators(concern: Concern, on: date) -> list[User]:
    """Who administers the agency on a day, but whom it is about and who raised it."""
    barred = (concern.raised_by_id, concern.about_user_id)
    return [own for own in holding(RoleKind.AGENCY_ADMINISTRATOR, on, agency=concern.agency_id) if own.pk not in barred]


def _supervisor(raiser: Raiser, about_user: User | None, on: date) -> User | None:
    if raiser.worker is not None:
        return supervisor_of(raiser.worker, on)
    assert raiser.person is not None, "somebody who raises one is a worker or a person served"
    mine = list(supporters_of(raiser.person, on))
    meant = [own for own in mine if about_user is not None and own.user_id == about_user.pk] or mine
    return next((found for own in meant if (found := supervisor_of(own, on)) is not None), None)
