"""What a person hears before the first service, and that they took it in: sud.3.17, ak.rel.1, nm.reporting.4, sud.2.15a, nc.3.3."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import OuterRef, Subquery

from alongside.accounts.listed import Listed
from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker
from alongside.practice.models import Told


@dataclass(frozen=True)
class Heard:
    """How somebody took in what they were told, and in which language."""

    took: Told.Took
    language: str


def tell_person(*, record: Record, about: Iterable[Told.About], heard: Heard, by: User, on: date) -> list[Told]:
    """Put on record what a person was told today. Told again on one day, it is once. Raises NotTheirs."""
    wanted = list(dict.fromkeys(about))
    with transaction.atomic(durable=True):
        worker = record.viewer.worker
        if worker is None or record.viewer.user.pk != by.pk or not record.may_write:
            raise NotTheirs
        Person.objects.select_for_update().get(pk=record.person.pk)
        before = set(
            Told.objects.filter(person=record.person, worker=worker, on=on, about__in=wanted).values_list(
                "about", flat=True
            )
        )
        rows = [
            Told.objects.create(
                agency=worker.agency,
                person=record.person,
                worker=worker,
                about=own,
                took=heard.took,
                language=heard.language,
                on=on,
                by=by,
                at=clock.now(),
            )
            for own in wanted
            if own not in before
        ]
        for row in rows:
            write_journal("person.told", row, by=by, data={"person": record.person.pk, "about": row.about})
    return rows


def told_to(person: Person, worker: Worker) -> dict[Told.About, Told]:
    """What that worker told the person, the latest of each."""
    rows = Told.objects.filter(person=person, worker=worker).order_by("pk")
    return {Told.About(row.about): row for row in rows}


def still_to_tell(person: Person, worker: Worker) -> list[Told.About]:
    """What the person has not heard from this worker yet."""
    return still_open(told_to(person, worker))


def still_open(known: Collection[str]) -> list[Told.About]:
    """What is left to tell somebody who was told these."""
    return [about for about in Told.About if about not in known]


def told_by(user: int) -> Subquery:
    """What that account told the person that a query is about: the names of `Told.About`, with a comma between them."""
    rows = Told.objects.filter(person=OuterRef("pk"), worker__user=user).order_by().values("person")
    return Subquery(rows.annotate(all=Listed("about")).values("all"))
