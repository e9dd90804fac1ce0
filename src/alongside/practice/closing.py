"""Good endings: the person's own wish, at once; a closing asked for, staffed with the supervisor, and the door left open.

The person's wish ends service that moment, whoever is away (nm.continuation.4, sud.3.18a, ak.rel.8a): nothing new is planned.
The file closes once it is staffed (nm.continuation.4a, nm.role.8b), with its reason in it and the next steps in recovery.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _, gettext_lazy

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.caseload.assigning import end_all_within
from alongside.caseload.models import Assignment, Ground
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, has_authority, oversees
from alongside.people.models import Agency, Person, RoleKind, Worker
from alongside.people.queries import of_overseen, supervisor_of
from alongside.people.viewer import Viewer
from alongside.practice.endings import closing_of
from alongside.practice.models import Closing, Contact
from alongside.practice.refusals import NeedsWords, NotPossibleNow, TooLong
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import seal, seal_words
from alongside.rulings.seeking import ActRefused, asks, seek_ruling
from alongside.rulings.stating import Record as RecordOf, Speaker, StatedBy
from alongside.ui.amounts import day_words
from canon.ruling import Answer
from canon.values import Stated

LONGEST: Final = 4_000
CLOSINGS: Final = RecordOf(
    "closings", to_worker=gettext_lazy("From the closing on file"), to_others=gettext_lazy("From the closing on file")
)
_BY_FILE: Final = StatedBy(Speaker.RECORD, CLOSINGS.key)


class SettledBefore(NotPossibleNow):
    """Somebody else closed it, or said no to it, first. The message says who and when."""

    code = "settled-before"

    def __init__(self, who: str, day: date) -> None:
        super().__init__(
            _("%(name)s settled this on %(day)s. Nothing was changed; your words are below.")
            % {"name": who, "day": day_words(day)}
        )


@dataclass(frozen=True)
class Ending:
    """What the confidential file holds of an ending: why, what comes next in recovery, how to come back."""

    reason: str
    next_steps: str = ""
    way_back: str = ""


@asks("end-service")
def person_ends(*, record: Record, words: str, by: User, on: date) -> Closing:
    """The person wishes to end. It holds that moment, with no reason asked; asked twice, it is once. Never refused.

    Raises NotTheirs for who may not write to the record and is not the person, TooLong.
    """
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    with transaction.atomic(durable=True):
        person = Person.objects.select_for_update().get(pk=record.person.pk)
        worker = _worker_of(record, on)
        standing = closing_of(person)
        if standing is not None and standing.person_ended:
            return standing
        stated: dict[str, Stated] = {"person.asked_to_end": True, "reason.is_protected_ground": False}
        ruling = seek_ruling("end-service", stated, worker=worker, by=by, on=on, person_id=person.pk)
        if standing is not None:
            standing.person_ended, standing.ground = True, Closing.Ground.NOT_INTERESTED
            standing.person_ended_at = clock.now()
            standing.save(update_fields=["person_ended", "person_ended_at", "ground"])
            row = standing
        else:
            ending = Ending(reason=words.strip() or _("The person wished to end."))
            row = _ask(person, worker, Closing.Ground.NOT_INTERESTED, ending, by=by, on=on, person_ended=True)
        called = Contact.objects.filter(person=person, status="planned", planned_from__gt=clock.now())
        for contact in called.select_for_update():
            contact.status = Contact.Status.CALLED_OFF
            contact.save(update_fields=["status"])
            write_journal("contact.called-off", contact, by=by, data={"person": person.pk})
        write_journal("service.ended-by-person", row, by=by, data={"person": person.pk, "ruling": ruling.pk})
    return row


@asks("close-case")
def ask_to_close(*, record: Record, ground: Closing.Ground, ending: Ending, by: User, on: date) -> Closing:
    """Ask for a case to be closed: it waits for the supervisor. Asked twice, it is once.

    Raises ActRefused where the ground is none the code knows, or attempts to reach somebody are not on file; NeedsWords
    without a reason, TooLong, NotTheirs.
    """
    if not ending.reason.strip():
        raise NeedsWords
    if max(len(words) for words in asdict(ending).values()) > LONGEST:
        raise TooLong(LONGEST)
    with transaction.atomic(durable=True):
        person = Person.objects.select_for_update().get(pk=record.person.pk)
        if not record.may_write:
            raise NotTheirs
        standing = closing_of(person)
        if standing is not None:
            return standing
        worker = _worker_of(record, on)
        ruling = _rule(person, worker, ground, has_staffed=False, by=by, on=on)
        if ruling.answer != Answer.PROHIBITED.value:
            return _ask(person, worker, ground, ending, by=by, on=on, person_ended=False)
    raise ActRefused(ruling)


@asks("close-case")
def staff_closing(*, closing: Closing, is_agreed: bool, words: str, by: User, on: date) -> Closing:
    """Talk a closing through and decide it: agreed, the case closes with it and the assignments end; else service goes on.

    A person's own ending is staffed for the file alone: it cannot be held up. Raises NotTheirs unless the supervisor of
    record of the worker or an administrator, never who asked; NeedsWords for a no without words, SettledBefore,
    ActRefused.
    """
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    if not is_agreed and not words.strip():
        raise NeedsWords
    with transaction.atomic(durable=True):
        rows = Closing.objects.select_for_update(of=("self",)).select_related("person", "worker__agency", "staffed_by")
        held = rows.get(pk=closing.pk)
        if not oversees(by, held.worker, on):
            raise NotTheirs
        if held.staffed_on is not None and held.staffed_by is not None:
            raise SettledBefore(held.staffed_by.name, held.staffed_on)
        if held.person_ended and not is_agreed:
            raise NotPossibleNow(_("The person ended this themselves. Staff the file, so that it can close."))
        held.staffed_on, held.staffed_by, held.is_agreed = on, by, is_agreed
        held.staffed_sealed = seal_words(words)
        if not is_agreed:
            held.save(update_fields=["staffed_on", "staffed_by", "is_agreed", "staffed_sealed"])
            write_journal("closing.not-agreed", held, by=by, data={"person": held.person_id})
            _tell_worker(held, "closing.not-agreed")
            return held
        ground = Closing.Ground(held.ground)
        ruling = _rule(held.person, held.worker, ground, has_staffed=True, by=by, on=on)
        if ruling.allows:
            held.ruling, held.closed_on, held.closed_at = ruling, on, clock.now()
            held.save()
            why = Assignment.Why.PERSON_ASKED if held.person_ended else Assignment.Why.CLOSED
            end_all_within(held.person, why=why, by=by, on=on)
            write_journal("case.closed", held, by=by, data={"person": held.person_id, "ground": ground.value})
            _tell_worker(held, "case.closed")
            return held
    raise ActRefused(ruling)


def come_back(*, closing: Closing, by: User, on: date) -> Closing:
    """The person comes back through the door that was left open. Twice, it is once. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        held = Closing.objects.select_for_update(of=("self",)).select_related("agency").get(pk=closing.pk)
        if not has_authority(by, Authority((RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR), agency=held.agency)):
            raise NotTheirs
        if held.returned_on is None:
            held.returned_on = on
            held.save(update_fields=["returned_on"])
            write_journal("case.returned", held, by=by, data={"person": held.person_id})
    return held


def closings_waiting(viewer: Viewer, agency: Agency) -> QuerySet[Closing]:
    """What waits to be staffed, the person's own endings first, then the oldest."""
    return closings_seen_by(viewer, agency).filter(staffed_on__isnull=True).order_by("-person_ended", "pk")


def closings_seen_by(viewer: Viewer, agency: Agency) -> QuerySet[Closing]:
    """All closings at an agency for an administrator, their workers' for a supervisor; never one's own."""
    rows = Closing.objects.filter(of_overseen(viewer, agency), agency=agency).exclude(worker__user=viewer.user)
    return rows.select_related("person", "worker", "staffed_by")


def _rule(
    person: Person, worker: Worker, ground: Closing.Ground, *, has_staffed: bool, by: User, on: date
) -> KeptRuling:
    """The codes on closing this case, with what the file itself says: ground, staffing, reason, attempts."""
    attempts = Contact.objects.filter(person=person, is_attempt=True).exists()
    of_file: Mapping[str, Stated] = {
        "ending.ground": ground.value,
        "ending.attempts_noted": attempts,
        "ending.reason_noted": True,
        "supervisor.has_staffed": has_staffed,
    }
    recorded = {name: (value, _BY_FILE) for name, value in of_file.items()}
    return seek_ruling("close-case", {}, worker=worker, by=by, on=on, person_id=person.pk, recorded=recorded)


def _ask(
    person: Person,
    worker: Worker,
    ground: Closing.Ground,
    ending: Ending,
    *,
    by: User,
    on: date,
    person_ended: bool,
) -> Closing:
    now = clock.now()
    row = Closing.objects.create(
        agency_id=person.agency_id,
        person=person,
        worker=worker,
        ground=ground,
        person_ended=person_ended,
        person_ended_at=now if person_ended else None,
        sealed=seal(asdict(ending)),
        asked_on=on,
        asked_at=now,
        by=by,
    )
    write_journal("closing.asked", row, by=by, data={"person": person.pk, "ground": ground.value})
    supervisor = supervisor_of(worker, on)
    if supervisor is not None:
        key = f"closing.asked:{row.pk}"
        notify(kind="closing.asked", to=supervisor, key=key, data={"name": worker.name}, url="/contacts/closings/")
    return row


def _worker_of(record: Record, on: date) -> Worker:
    """Whose case it is: the worker who acts, or whoever is assigned where the person or a supervisor acts."""
    if record.ground is Ground.ASSIGNED and record.viewer.worker is not None:
        return record.viewer.worker
    if not (record.may_write or record.ground is Ground.OWN):
        raise NotTheirs
    row = Assignment.objects.filter(person=record.person, status="open").select_related("worker__agency").first()
    if row is None:
        raise NotTheirs
    return row.worker


def _tell_worker(row: Closing, kind: str) -> None:
    if row.worker.user is not None:
        notify(kind=kind, to=row.worker.user, key=f"{kind}:{row.pk}", url="/people/")
