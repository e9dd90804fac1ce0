"""Places of the directory given in a contact, each followed up by a promise (ca.person.6), and naloxone (nm.safety.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person
from alongside.people.viewer import Viewer
from alongside.practice.models import Contact, NaloxoneTold, ResourceGiven
from alongside.practice.planning import acting_worker
from alongside.practice.promising import make_within
from alongside.resources.models import Resource
from alongside.resources.queries import listed
from alongside.rulings.seeking import asks, seek_ruling

MOST: Final = 400
"""Places that a form offers to choose from."""

DONE: Final = (NaloxoneTold.Choice.HAS_IT, NaloxoneTold.Choice.KNOWS)


@dataclass(frozen=True, slots=True)
class Given:
    """A place that was told of. ask_by: the day by which the worker asks how it went, where they said so."""

    resource: int
    ask_by: date | None = None


def give_within(given: Given | None, *, contact: Contact, on: date, by: User) -> ResourceGiven | None:
    """Keep which place was told of, as it read then, and the promise to ask, inside the caller's transaction.

    A place that is not on the agency's list, or no more, is passed over: the note's own words still name it.
    """
    if given is None:
        return None
    rows = Resource.objects.filter(agency=contact.agency_id, pk=given.resource, current__isnull=False)
    resource = rows.select_related("current").first()
    if resource is None or resource.current is None:
        return None
    promise = None
    if given.ask_by is not None:
        words = _("Ask how it went with %(place)s") % {"place": resource.current.name}
        promise = make_within(contact.worker, contact.person, words, given.ask_by, contact=contact, on=on, by=by)
    row = ResourceGiven.objects.create(
        agency_id=contact.agency_id,
        contact=contact,
        version=resource.current,
        promise=promise,
        by=by,
        at=clock.now(),
    )
    write_journal("resource.given", row, by=by, data={"contact": contact.pk, "resource": resource.pk})
    return row


def given_in(contact: Contact) -> list[ResourceGiven]:
    """What was given in a contact, with what became of it."""
    return list(contact.resources.select_related("version", "promise").order_by("pk"))


def places_for(viewer: Viewer) -> Sequence[tuple[str, str]]:
    """The directory as a form offers it: id, and name with where it is."""
    rows = listed(viewer)[:MOST]
    told = [(own.pk, own.current) for own in rows]
    return [(str(pk), " · ".join(p for p in (own.name, own.area) if p)) for pk, own in told if own is not None]


@asks("offer-naloxone")
def tell_of_naloxone(*, record: Record, choice: NaloxoneTold.Choice, by: User, on: date) -> NaloxoneTold:
    """Put on record that somebody was told of naloxone, and what they chose. The same twice in a day is once. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        if not record.may_write:
            raise NotTheirs
        worker = acting_worker(record, by)
        person = Person.objects.select_for_update().get(pk=record.person.pk)
        before = NaloxoneTold.objects.filter(person=person, worker=worker, on=on, choice=choice).first()
        if before is not None:
            return before
        ruling = seek_ruling("offer-naloxone", {}, worker=worker, by=by, on=on, person_id=person.pk)
        row = NaloxoneTold.objects.create(
            agency_id=person.agency_id,
            person=person,
            worker=worker,
            choice=choice,
            ruling=ruling,
            on=on,
            by=by,
            at=clock.now(),
        )
        write_journal("naloxone.told", row, by=by, data={"person": person.pk, "choice": choice.value})
    return row


def knows_of_naloxone() -> Exists:
    """Whether the person that a query is about has naloxone or knows where to get it: then nobody is asked again."""
    return Exists(NaloxoneTold.objects.filter(person=OuterRef("pk"), choice__in=DONE))
