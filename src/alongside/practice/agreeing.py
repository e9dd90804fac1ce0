"""How both carry the relationship, agreed and kept: ca.mutuality.1, nc.2.11, and the boundaries of sud.3.21."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker
from alongside.practice.models import Agreement
from alongside.practice.refusals import NeedsWords, TooLong
from alongside.rulings.sealing import seal

LONGEST: Final = 2_000


@dataclass(frozen=True)
class Terms:
    """In the words of both: what they hope for, how they decide together, what each keeps to."""

    together: str = ""
    deciding: str = ""
    boundaries: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.together.strip() or self.deciding.strip() or self.boundaries.strip())


def agree(*, record: Record, terms: Terms, took: Agreement.Took, by: User, on: date) -> Agreement:
    """Keep what both agreed, and how the person said yes to it. The same again is not written twice.

    Raises NotTheirs, NeedsWords, TooLong.
    """
    if terms.is_empty:
        raise NeedsWords
    if max(len(words) for words in asdict(terms).values()) > LONGEST:
        raise TooLong(LONGEST)
    with transaction.atomic(durable=True):
        worker = record.viewer.worker
        if worker is None or record.viewer.user.pk != by.pk or not record.may_write:
            raise NotTheirs
        Person.objects.select_for_update().get(pk=record.person.pk)
        before = agreement_of(record.person, worker)
        if before is not None and before.took == took and Terms(**before.data()) == terms:
            return before
        row = Agreement.objects.create(
            agency=worker.agency,
            person=record.person,
            worker=worker,
            sealed=seal(asdict(terms)),
            has_boundaries=bool(terms.boundaries.strip()),
            took=took,
            on=on,
            by=by,
            at=clock.now(),
        )
        write_journal("agreement.kept", row, by=by, data={"person": record.person.pk})
    return row


@dataclass(frozen=True)
class Agreed:
    """What stood between two from a day on, in words."""

    row: Agreement
    terms: Terms


def agreement_of(person: Person, worker: Worker) -> Agreement | None:
    """What the two agreed last."""
    return Agreement.objects.filter(person=person, worker=worker).order_by("-pk").first()


def agreements_between(person: Person, worker: Worker) -> list[Agreed]:
    """All that the two agreed, the newest first: that one stands, the others are kept."""
    return _in_words(Agreement.objects.filter(person=person, worker=worker))


def agreements_of(person: Person) -> list[list[Agreed]]:
    """What a person agreed with each worker, who agreed last first, the newest of each first: theirs to read as well."""
    found: dict[int, list[Agreed]] = defaultdict(list)
    for own in _in_words(Agreement.objects.filter(person=person).select_related("worker")):
        found[own.row.worker_id].append(own)
    return list(found.values())


def _in_words(rows: QuerySet[Agreement]) -> list[Agreed]:
    return [Agreed(row, Terms(**row.data())) for row in rows.order_by("-pk")]


def newest_agreement(user: int, column: str) -> Subquery:
    """That column of what that account and the person that a query is about agreed last."""
    rows = Agreement.objects.filter(person=OuterRef("pk"), worker__user=user)
    return Subquery(rows.order_by("-pk").values(column)[:1])
