"""The person's own wish to end: it holds that moment, whoever is away and whoever hears it: nm.continuation.4, sud.3.18a, ak.rel.8a.

Nothing new is planned, what was planned is called off, what was offered is taken back. What waits afterwards is the file alone.
What the person says on leaving is kept as they say it, each time, beside what was said before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.caseload.assigning import withdraw_offers_within
from alongside.caseload.models import Assignment, Ground
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.notices.words import Plain
from alongside.people import clock
from alongside.people.models import Person, RoleKind, Worker
from alongside.people.queries import holding, supervisor_of
from alongside.practice.endings import closing_of
from alongside.practice.models import Closing, ClosingWords, Contact
from alongside.practice.refusals import TooLong
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import seal, seal_words
from alongside.rulings.seeking import asks, seek_ruling

LONGEST: Final = 4_000


@dataclass(frozen=True)
class Ending:
    """What the confidential file holds of an ending: why, what comes next in recovery, how to come back.

    wants_no_steps: asked for next steps, the person wanted to plan none
    is_protected_ground: whether who the person is, is the reason; None for what was asked before that question was, or is the
    person's own wish, which needs none
    """

    reason: str
    next_steps: str = ""
    way_back: str = ""
    wants_no_steps: bool = False
    is_protected_ground: bool | None = None

    def data(self) -> dict[str, str | bool | None]:
        """As it is sealed."""
        return {name: value.strip() if isinstance(value, str) else value for name, value in vars(self).items()}


@asks("end-service")
def person_ends(*, record: Record, words: str, by: User, on: date) -> Closing:
    """The person wishes to end. It holds that moment, with no reason asked; asked twice, it is once. Never refused.

    record: as whoever heard it may open it, or as `record_to_hear` gives it; the person themselves too. Raises TooLong.
    """
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    with transaction.atomic(durable=True):
        person = Person.objects.select_for_update().select_related("agency").get(pk=record.person.pk)
        row = closing_of(person) or _closed_for_good(person)
        if row is not None and (row.person_ended or row.closed_on is not None):
            if words.strip():
                say_within(row, ClosingWords.Whose.PERSON, words, by=by, on=on)
            return row
        worker = worker_of_case(record)
        if row is None:
            ending = Ending(_("The person wished to end."))
            row = put_down(person, worker, Closing.Ground.NOT_INTERESTED, ending, by=by, on=on, person_ended=True)
        else:
            row.person_ended, row.person_ended_at, row.ground = True, clock.now(), Closing.Ground.NOT_INTERESTED
            row.save(update_fields=["person_ended", "person_ended_at", "ground"])
        said = say_within(row, ClosingWords.Whose.PERSON, words, by=by, on=on)
        data = {"person": person.pk, "words": said.pk}
        if worker is not None:
            stated = {"person.asked_to_end": True}
            ruling = seek_ruling("end-service", stated, worker=worker, by=by, on=on, person_id=person.pk)
            data["ruling"] = ruling.pk
            if row.ruling_id is None:
                row.ruling = ruling
                row.save(update_fields=["ruling"])
        _stop(person, row, by=by)
        _tell_who_staffs(row, "closing.ended", {}, by=by, on=on)
        write_journal("service.ended-by-person", row, by=by, data=data)
    return row


def ended_by_person(closing: Closing) -> tuple[User, date] | None:
    """Who took the person's wish down, and on which day; None where it was not theirs."""
    if not closing.person_ended:
        return None
    first = closing.said.filter(whose=ClosingWords.Whose.PERSON).select_related("by").order_by("pk").first()
    return (first.by, first.on) if first else (closing.by, closing.asked_on)


def worker_of_case(record: Record) -> Worker | None:
    """Whose case it is: the worker who acts, else who is assigned, else who was last; None where the person never had one."""
    if record.ground is Ground.ASSIGNED and record.viewer.worker is not None and not record.is_shut:
        return record.viewer.worker
    rows = Assignment.objects.filter(person=record.person, status__in=["open", "ended"]).select_related(
        "worker__agency"
    )
    standing = rows.filter(status="open").order_by("-kind", "pk").first()  # their own before cover
    last = standing or rows.order_by("-to_day", "-pk").first()
    return last.worker if last else None


def put_down(
    person: Person,
    worker: Worker | None,
    ground: Closing.Ground,
    ending: Ending,
    *,
    by: User,
    on: date,
    person_ended: bool,
    ruling: KeptRuling | None = None,
) -> Closing:
    """A closing that waits to be staffed, inside the caller's transaction. Who staffs it is told."""
    now = clock.now()
    row = Closing.objects.create(
        agency_id=person.agency_id,
        person=person,
        worker=worker,
        ground=ground,
        person_ended=person_ended,
        person_ended_at=now if person_ended else None,
        sealed=seal(ending.data()),
        asked_on=on,
        asked_at=now,
        ruling=ruling,
        by=by,
    )
    write_journal("closing.asked", row, by=by, data={"person": person.pk, "ground": ground.value})
    if not person_ended:
        _tell_who_staffs(row, "closing.asked", {"name": by.name}, by=by, on=on)
    return row


def say_within(closing: Closing, whose: ClosingWords.Whose, words: str, *, by: User, on: date) -> ClosingWords:
    """Put words beside a closing, inside the caller's transaction. The same words of the same account are put there once."""
    for before in ClosingWords.objects.filter(closing=closing, whose=whose, by=by):
        if before.words == words.strip():
            return before
    row = ClosingWords.objects.create(
        agency_id=closing.agency_id,
        closing=closing,
        whose=whose,
        sealed=seal_words(words),
        by=by,
        on=on,
        at=clock.now(),
    )
    write_journal("closing.said", row, by=by, data={"closing": closing.pk, "whose": whose.value})
    return row


def _tell_who_staffs(row: Closing, kind: str, data: dict[str, Plain], *, by: User, on: date) -> None:
    """The supervisor of record of the worker, or who keeps the agency where nobody is."""
    supervisor = supervisor_of(row.worker, on) if row.worker else None
    for user in [supervisor] if supervisor else holding(RoleKind.AGENCY_ADMINISTRATOR, on, agency=row.agency_id):
        if user.pk != by.pk:
            notify(kind=kind, to=user, key=f"{kind}:{row.pk}:{user.pk}", data=data, url="/contacts/closings/")


def _closed_for_good(person: Person) -> Closing | None:
    """The closing of a case that is closed, and was not opened again since."""
    if Assignment.objects.filter(person=person, status__in=["offered", "open"]).exists():
        return None
    last = Closing.objects.filter(person=person, closed_on__isnull=False).order_by("-pk").first()
    return last if last is not None and last.returned_on is None else None


def _stop(person: Person, closing: Closing, *, by: User) -> None:
    """Call off what is planned, take back what is offered, and tell whoever supports the person."""
    planned = Contact.objects.filter(person=person, status="planned", planned_from__gt=clock.now())
    for contact in planned.select_for_update():
        contact.status = Contact.Status.CALLED_OFF
        contact.save(update_fields=["status"])
        write_journal("contact.called-off", contact, by=by, data={"person": person.pk})
    withdraw_offers_within(person, by=by)
    supporting = Assignment.objects.filter(person=person, status="open").select_related("worker__user")
    for row in supporting:
        if row.worker.user is not None and row.worker.user_id != by.pk:
            key = f"service.ended:{closing.pk}:{row.worker_id}"
            notify(kind="service.ended", to=row.worker.user, key=key, url="/people/")
