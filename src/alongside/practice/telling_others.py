"""That others it concerns, such as family or a guardian, heard what stays private and the rest: ca.confidentiality.5.

They hear it with the person or apart. A row is put right by a later one, which names it; both are kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.journal.writing import Plain, write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker
from alongside.practice.models import HeardToo, Told
from alongside.practice.refusals import NeedsWords, NotStandingNow, OddTimes, TooLong
from alongside.practice.telling import LONGEST, teller
from alongside.rulings.sealing import seal_words

NOBODY: Final = ""
"""Said in place of who heard it: nobody did, and the row was a slip."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Who heard it, in words; about what; on which day."""

    who: str
    about: tuple[Told.About, ...]
    on: date

    @property
    def abouts(self) -> str:
        return " ".join(dict.fromkeys(own.value for own in self.about))


def tell_others(*, record: Record, who: str, about: Iterable[Told.About], by: User, on: date) -> HeardToo:
    """Put on record that somebody else it concerns heard it: family, a partner, a caregiver. The same again today is once.

    Raises NotTheirs, NeedsWords without saying who, or about what; TooLong.
    """
    said = Conversation(who.strip(), tuple(about), on)
    _check(said)
    with transaction.atomic(durable=True):
        worker = teller(record, by)
        for row in others_told(record.person).filter(worker=worker, on=on, abouts=said.abouts):
            if row.who == said.who:
                return row
        return _put_down(said, record.person, worker, by=by)


def put_others_right(*, row: HeardToo, record: Record, said: Conversation | None, by: User) -> HeardToo:
    """Put right who heard it, about what or when; None where nobody did. What stood before is kept. The same is no change.

    Raises NotTheirs, NeedsWords, TooLong; OddTimes for a day to come, NotStandingNow for a row that was put right before.
    """
    if said is not None:
        _check(said)
    with transaction.atomic(durable=True):
        worker = teller(record, by)
        if row.person_id != record.person.pk:
            raise NotTheirs
        if said is not None and said.on > clock.today_in(worker.agency.time_zone):
            raise OddTimes(_("That day is still to come."))
        if HeardToo.objects.filter(instead_of=row).exists():
            raise NotStandingNow
        if said is not None and (row.who, row.abouts, row.on) == (said.who, said.abouts, said.on):
            return row
        return _put_down(said or Conversation(NOBODY, (), row.on), record.person, worker, by=by, instead_of=row)


def others_told(person: Person) -> QuerySet[HeardToo]:
    """Who beside the person heard it, as it stands, the newest first."""
    rows = HeardToo.objects.filter(person=person, put_right_by__isnull=True).exclude(abouts="")
    return rows.select_related("worker", "instead_of").order_by("-on", "-pk")


def _check(said: Conversation) -> None:
    if not said.who or not said.about:
        raise NeedsWords
    if len(said.who) > LONGEST:
        raise TooLong(LONGEST)


def _put_down(
    said: Conversation, person: Person, worker: Worker, *, by: User, instead_of: HeardToo | None = None
) -> HeardToo:
    row = HeardToo.objects.create(
        agency=worker.agency,
        person=person,
        worker=worker,
        abouts=said.abouts,
        sealed=seal_words(said.who),
        on=said.on,
        by=by,
        at=clock.now(),
        instead_of=instead_of,
    )
    data: dict[str, Plain] = {"person": person.pk, "about": said.abouts}
    if instead_of is None:
        write_journal("person.others-told", row, by=by, data=data)
    else:
        write_journal("person.others-told-put-right", row, by=by, data={**data, "before": instead_of.pk})
    return row
