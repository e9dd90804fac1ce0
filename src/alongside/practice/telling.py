"""What a person hears before the first service, and that they took it in: sud.3.17, ak.rel.1, nm.reporting.4, sud.2.15a, nc.3.3.

That others it concerns hear it too is in `telling_others`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from alongside.accounts.listed import Listed
from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.languages import is_a_language
from alongside.people.models import Person, Worker
from alongside.practice.fees import FeeChanged, NoFeeOnFile, fee_of
from alongside.practice.models import Fee, Told
from alongside.practice.sayings import newest

LONGEST: Final = 200


@dataclass(frozen=True)
class Heard:
    """How somebody took in what they were told, and in which language, by its tag. fee: the one that stood on the page."""

    took: Told.Took
    language: str
    fee: int | None = None


def tell_person(*, record: Record, about: Iterable[Told.About], heard: Heard, by: User, on: date) -> list[Told]:
    """Put on record what a person was told today, in which words and at which fee. Told again on one day, it is once.

    Raises NotTheirs, ValidationError for a language that is none; NoFeeOnFile for costs that the agency has not set, and
    FeeChanged where another fee stands than the page showed.
    """
    wanted = list(dict.fromkeys(about))
    is_a_language(heard.language)
    with transaction.atomic(durable=True):
        worker = teller(record, by)
        fee = _fee_told(worker, heard) if Told.About.COSTS in wanted else None
        rows = Told.objects.filter(person=record.person, worker=worker, on=on, about__in=wanted)
        before = {(row.about, row.language, row.fee_id) for row in rows}
        told = [
            Told(
                agency=worker.agency,
                person=record.person,
                worker=worker,
                about=own,
                took=heard.took,
                language=heard.language,
                fee=fee if own is Told.About.COSTS else None,
                wording=newest(),
                on=on,
                by=by,
                at=clock.now(),
            )
            for own in wanted
        ]
        new = [row for row in told if (row.about, row.language, row.fee_id) not in before]
        for row in new:
            row.save()
            write_journal("person.told", row, by=by, data={"person": record.person.pk, "about": row.about})
    return new


def teller(record: Record, by: User) -> Worker:
    """Who tells it, with the person's row locked. Raises NotTheirs."""
    worker = record.viewer.worker
    if worker is None or record.viewer.user.pk != by.pk or not record.may_write:
        raise NotTheirs
    Person.objects.select_for_update().get(pk=record.person.pk)
    return worker


def _fee_told(worker: Worker, heard: Heard) -> Fee:
    fee = fee_of(worker.agency)
    if fee is None:
        raise NoFeeOnFile
    if heard.fee is not None and heard.fee != fee.pk:
        raise FeeChanged
    return fee


def told_to(person: Person, worker: Worker) -> dict[Told.About, Told]:
    """What that worker told the person, the latest of each."""
    rows = Told.objects.filter(person=person, worker=worker).select_related("fee").order_by("pk")
    return {Told.About(row.about): row for row in rows}


def told_by_anyone(person: Person) -> list[Told]:
    """What a person was told, the latest of each by each worker: by the newest worker first, in the order it is said in."""
    rows = Told.objects.filter(person=person).select_related("fee", "worker").order_by("pk")
    latest = {(row.worker_id, row.about): row for row in rows}.values()
    order = Told.About.values
    return sorted(latest, key=lambda row: (-row.worker_id, order.index(row.about)))


def still_to_tell(person: Person, worker: Worker) -> list[Told.About]:
    """What the person has not heard from this worker yet: what it costs is heard anew once the agency sets another fee."""
    fee = fee_of(worker.agency)
    costs, known = Told.About.COSTS, told_to(person, worker)
    heard = [about for about, row in known.items() if about is not costs or (fee and row.fee_id == fee.pk)]
    return still_open(heard, has_fee=fee is not None)


def still_open(known: Collection[str], *, has_fee: bool) -> list[Told.About]:
    """What is left to tell somebody who was told these. Costs that the agency has not set nobody can tell."""
    return [about for about in Told.About if about not in known and (has_fee or about is not Told.About.COSTS)]


def told_by(user: int) -> Subquery:
    """What that account told the person that a query is about: the names of `Told.About`, with a comma between them. Costs
    are told while the fee that was told stands."""
    newest_fee = Fee.objects.filter(agency=OuterRef("agency")).order_by("-pk").values("pk")[:1]
    stands = ~Q(about=Told.About.COSTS) | Q(fee=Subquery(newest_fee))
    rows = Told.objects.filter(stands, person=OuterRef("pk"), worker__user=user).order_by().values("person")
    return Subquery(rows.annotate(all=Listed("about")).values("all"))
