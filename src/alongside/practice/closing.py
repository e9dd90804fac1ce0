"""Good endings: a closing asked for, staffed with the supervisor, and the door left open. The person's own wish: `leaving`.

The file closes once it is staffed (nm.continuation.4a, nm.role.8b), with its reason in it and the next steps in recovery, or
that the person wanted none (nm.continuation.3). Who the person is, is no reason to end service (nm.nondiscrimination.1,
nc.2.3, ca.cultural.4, ak.rel.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _, gettext_lazy

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.caseload.alone import may_have_nobody_within
from alongside.caseload.assigning import end_all_within
from alongside.caseload.models import Assignment, Ground
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, has_authority
from alongside.people.models import Agency, Person, RoleKind, Worker
from alongside.people.queries import supervision_on, supervisor_of
from alongside.people.viewer import Viewer
from alongside.practice.endings import closing_of
from alongside.practice.leaving import LONGEST, Ending, put_down, say_within, worker_of_case
from alongside.practice.models import Closing, ClosingWords
from alongside.practice.refusals import NeedsWords, NotPossibleNow, TooLong
from alongside.practice.trying import tries_on_file
from alongside.rulings.deputies import Answering, answering, may_answer, theirs_to_answer
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import seal
from alongside.rulings.seeking import ActRefused, asks, seek_ruling
from alongside.rulings.stating import Record as RecordOf, Speaker, StatedBy
from alongside.ui.amounts import day_words
from alongside.wording.signing import require_words
from canon.ruling import Answer
from canon.values import Stated

CLOSINGS: Final = RecordOf(
    "closings", to_worker=gettext_lazy("From the closing on file"), to_others=gettext_lazy("From the closing on file")
)
STAFFS: Final = (RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)
_BY_FILE: Final = StatedBy(Speaker.RECORD, CLOSINGS.key)


class SettledBefore(NotPossibleNow):
    """Somebody else closed it, or said no to it, first. The message says who and when."""

    code = "settled-before"

    def __init__(self, who: str, day: date) -> None:
        super().__init__(
            _("%(name)s settled this on %(day)s. Nothing was changed; your words are below.")
            % {"name": who, "day": day_words(day)}
        )


class AskedBefore(NotPossibleNow):
    """A closing waits already. What the second one wrote stands beside it; the message says who was first, and when."""

    code = "asked-before"

    def __init__(self, who: str, day: date) -> None:
        super().__init__(
            _(
                "%(name)s asked to close this case on %(day)s. What you wrote now stands beside it, for whoever staffs it."
            )
            % {"name": who, "day": day_words(day)}
        )


class NeedsNextSteps(NotPossibleNow):
    """A file was to close without what comes next in recovery, and without saying that the person wanted to plan nothing."""

    code = "needs-next-steps"

    def __init__(self) -> None:
        super().__init__(_("Write the next steps in their recovery, or tick that they wanted to plan none."))


@dataclass(frozen=True)
class Staffing:
    """What supervisor and worker found as they went over a case. presence: of the person (ca.advocacy.4)

    next_steps, wants_no_steps: where they were not put down as the closing was asked for
    """

    is_agreed: bool
    words: str
    presence: Closing.Presence
    next_steps: str = ""
    wants_no_steps: bool = False

    def data(self) -> dict[str, str | bool]:
        """As it is sealed."""
        steps = self.next_steps.strip()
        return {"words": self.words.strip(), "next_steps": steps, "wants_no_steps": self.wants_no_steps}


@asks("close-case", "end-service")
def ask_to_close(
    *, record: Record, ground: Closing.Ground, ending: Ending, is_protected_ground: bool, by: User, on: date
) -> Closing:
    """Ask for a case to be closed: it waits for the supervisor. The same asked twice is asked once.

    record: of who is assigned, or supervises, or offers people at the agency where nobody is assigned
    is_protected_ground: whether who the person is, is the reason
    Raises ActRefused where it is, where the ground is none the code knows, or attempts to reach somebody are not on file;
    NeedsWords without a reason, AskedBefore, TooLong, WordsStopped, NotTheirs.
    """
    said = Ending(ending.reason, ending.next_steps, ending.way_back, ending.wants_no_steps, is_protected_ground)
    if not said.reason.strip():
        raise NeedsWords
    if max(len(words) for words in (said.reason, said.next_steps, said.way_back)) > LONGEST:
        raise TooLong(LONGEST)
    require_words(said.reason, said.next_steps, said.way_back, agency=record.person.agency, by=by)
    with transaction.atomic(durable=True):
        person = Person.objects.select_for_update().select_related("agency").get(pk=record.person.pk)
        if record.viewer.user.pk != by.pk or not may_ask(record):
            raise NotTheirs
        standing = closing_of(person)
        refusing = None
        if standing is None:
            worker = worker_of_case(record)
            rulings = _on_asking(person, worker, ground, said, by=by, on=on) if worker is not None else ()
            refusing = next((own for own in rulings if own.answer == Answer.PROHIBITED.value), None)
            if refusing is None:
                on_closing = rulings[0] if rulings else None
                return put_down(person, worker, ground, said, by=by, on=on, person_ended=False, ruling=on_closing)
        elif standing.by_id == by.pk and standing.data() == said.data():
            return standing
        else:
            words = "\n\n".join(own for own in (said.reason, said.next_steps, said.way_back) if own.strip())
            say_within(standing, ClosingWords.Whose.ANOTHER, words, by=by, on=on)
    if refusing is not None:
        raise ActRefused(refusing)
    assert standing is not None, "a closing that nothing refuses and that waits for none was put down"
    raise AskedBefore(standing.by.name, standing.asked_on)


def may_ask(record: Record) -> bool:
    """Whether somebody may ask for a case to be closed: who is assigned, and whoever supervises or keeps the agency."""
    return record.may_write or (record.ground is Ground.SUPERVISES and record.is_shut)


@asks("close-case", "end-service")
def staff_closing(*, closing: Closing, staffing: Staffing, by: User, on: date) -> Closing:
    """Talk a closing through and decide it: agreed, the case closes with it and the assignments end; else service goes on.

    A person's own ending is staffed for the file alone: it cannot be held up. Raises NotTheirs unless `may_staff`;
    NeedsWords, NeedsNextSteps, WordsStopped, SettledBefore, ActRefused.
    """
    if max(len(staffing.words), len(staffing.next_steps)) > LONGEST:
        raise TooLong(LONGEST)
    if not staffing.words.strip():
        raise NeedsWords
    require_words(staffing.words, staffing.next_steps, agency=closing.agency, by=by)
    with transaction.atomic(durable=True):
        rows = Closing.objects.select_for_update(of=("self",))
        held = rows.select_related("agency", "person__agency", "worker__agency", "staffed_by").get(pk=closing.pk)
        if not may_staff(by, held, on):
            raise NotTheirs
        if held.staffed_on is not None and held.staffed_by is not None:
            raise SettledBefore(held.staffed_by.name, held.staffed_on)
        if held.person_ended and not staffing.is_agreed:
            raise NotPossibleNow(_("The person ended this themselves. Staff the file, so that it can close."))
        if (
            staffing.is_agreed
            and not has_next_steps(held)
            and not (staffing.wants_no_steps or staffing.next_steps.strip())
        ):
            raise NeedsNextSteps
        refusing = _staff(held, staffing, by=by, on=on)
        if refusing is None:
            return held
    raise ActRefused(refusing)


def has_next_steps(closing: Closing) -> bool:
    """Whether what comes next in recovery was put down as it was asked for, or that the person wanted to plan none."""
    ending = closing.data()
    return bool(ending.get("next_steps", "").strip() or ending.get("wants_no_steps"))


def may_staff(user: User, closing: Closing, on: date) -> bool:
    """Whether somebody staffs a closing: who oversees the worker, their deputy once its day has passed, or any supervisor of the
    agency where nobody is on record for that. Never the worker themselves. Who directed a closing may staff it with the worker."""
    worker = closing.worker
    if worker is not None and may_answer(user, worker, closing.asked_on, on):
        return True
    if worker is not None and (worker.user_id == user.pk or supervisor_of(worker, on) is not None):
        return False
    return has_authority(user, Authority(STAFFS, agency=closing.agency))


def come_back(*, closing: Closing, by: User, on: date) -> Closing:
    """The person comes back through the door that was left open. Twice, it is once. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        held = Closing.objects.select_for_update(of=("self",)).select_related("agency").get(pk=closing.pk)
        if not has_authority(by, Authority(STAFFS, agency=held.agency)):
            raise NotTheirs
        if held.returned_on is None:
            held.returned_on = on
            held.save(update_fields=["returned_on"])
            may_have_nobody_within(held.person_id)
            write_journal("case.returned", held, by=by, data={"person": held.person_id})
    return held


def closings_waiting(viewer: Viewer, agency: Agency) -> QuerySet[Closing]:
    """What waits to be staffed, the person's own endings first, then the oldest."""
    return _named(open_closings(answering(viewer, agency))).order_by("-person_ended", "pk")


def open_closings(who: Answering) -> QuerySet[Closing]:
    """The same in plain values, for counting."""
    return _seen_by(who, Q(asked_on__lt=who.in_time_from)).filter(staffed_on__isnull=True)


def late_closings(agency: int, in_time_from: date) -> QuerySet[Closing]:
    """Whatever waits past its day at an agency."""
    return Closing.objects.filter(agency=agency, staffed_on__isnull=True, asked_on__lt=in_time_from)


def closings_seen_by(viewer: Viewer, agency: Agency) -> QuerySet[Closing]:
    """All closings at an agency for an administrator; for a supervisor their workers', and those of whom nobody supervises the
    worker; for a deputy what nobody staffed in time, and what they staffed; never one's own."""
    who = answering(viewer, agency)
    late = Q(asked_on__lt=who.in_time_from, staffed_on__isnull=True)
    return _named(_seen_by(who, late | Q(staffed_by=viewer.user)))


def _seen_by(who: Answering, as_deputy: Q) -> QuerySet[Closing]:
    """`as_deputy`: which of those of another supervisor's workers."""
    rows = Closing.objects.filter(agency=who.agency).exclude(worker__user=who.user)
    if who.keeps:
        return rows
    supervised = supervision_on(who.on).filter(worker=OuterRef("worker"))
    return rows.filter(theirs_to_answer(who, as_deputy) | ~Q(Exists(supervised)))


def _named(rows: QuerySet[Closing]) -> QuerySet[Closing]:
    return rows.select_related("agency", "person__agency", "worker__agency", "staffed_by", "by", "ruling")


def _on_asking(
    person: Person, worker: Worker, ground: Closing.Ground, ending: Ending, *, by: User, on: date
) -> tuple[KeptRuling, ...]:
    """The rulings on closing this case and on ending this service: what waits for the supervisor may wait."""
    return (
        _rule_on_closing(person, worker, ground, has_staffed=False, by=by, on=on),
        _rule_on_ending(person, worker, ground, ending, has_staffed=False, by=by, on=on),
    )


def _staff(held: Closing, staffing: Staffing, *, by: User, on: date) -> KeptRuling | None:
    """Write down a locked closing as it was staffed. The ruling that stands against closing it, if one does: then nothing is."""
    held.staffed_on, held.staffed_by, held.is_agreed = on, by, staffing.is_agreed
    held.staffed_sealed, held.presence = seal(staffing.data()), staffing.presence
    if not staffing.is_agreed:
        held.save(update_fields=["staffed_on", "staffed_by", "is_agreed", "staffed_sealed", "presence"])
        write_journal("closing.not-agreed", held, by=by, data={"person": held.person_id})
        _tell_worker(held, "closing.not-agreed")
        return None
    ground = Closing.Ground(held.ground)
    if held.worker is not None:
        ruling = _rule_on_closing(held.person, held.worker, ground, has_staffed=True, by=by, on=on)
        if not ruling.allows:
            return ruling
        held.ruling = ruling
        if not held.person_ended:  # that was ruled on as they said it
            ending = Ending(**held.data())
            of_service = _rule_on_ending(held.person, held.worker, ground, ending, has_staffed=True, by=by, on=on)
            if of_service.answer in (Answer.PROHIBITED.value, Answer.REFER.value):
                return of_service
    held.closed_on, held.closed_at = on, clock.now()
    held.save()
    why = Assignment.Why.PERSON_ASKED if held.person_ended else Assignment.Why.CLOSED
    end_all_within(held.person, why=why, by=by, on=on)
    write_journal("case.closed", held, by=by, data={"person": held.person_id, "ground": ground.value})
    _tell_worker(held, "case.closed")
    return None


def _rule_on_closing(
    person: Person, worker: Worker, ground: Closing.Ground, *, has_staffed: bool, by: User, on: date
) -> KeptRuling:
    """The codes on closing this case, with what the file itself says: ground, staffing, reason, attempts."""
    of_file: Mapping[str, Stated] = {
        "ending.ground": ground.value,
        "ending.attempts_noted": tries_on_file(person).is_enough,
        "ending.reason_noted": True,
        "supervisor.has_staffed": has_staffed,
    }
    return seek_ruling("close-case", {}, worker=worker, by=by, on=on, person_id=person.pk, recorded=_by_file(of_file))


def _rule_on_ending(
    person: Person, worker: Worker, ground: Closing.Ground, ending: Ending, *, has_staffed: bool, by: User, on: date
) -> KeptRuling:
    """The codes on ending service to this person on somebody else's wish. Whether who they are is the reason is said by whoever
    asks: in the worker's own name where that is the worker, else by the file."""
    of_file: dict[str, Stated] = {"person.asked_to_end": False, "supervisor.has_staffed": has_staffed}
    if ground is Closing.Ground.NO_BENEFIT:
        of_file["service.still_helps"] = False
    said: dict[str, Stated] = {}
    if ending.is_protected_ground is not None:
        said = {"reason.is_protected_ground": ending.is_protected_ground}
    if worker.user_id != by.pk:
        of_file, said = of_file | said, {}
    return seek_ruling(
        "end-service", said, worker=worker, by=by, on=on, person_id=person.pk, recorded=_by_file(of_file)
    )


def _by_file(of_file: Mapping[str, Stated]) -> dict[str, tuple[Stated, StatedBy]]:
    return {name: (value, _BY_FILE) for name, value in of_file.items()}


def _tell_worker(row: Closing, kind: str) -> None:
    if row.worker is not None and row.worker.user is not None:
        notify(kind=kind, to=row.worker.user, key=f"{kind}:{row.pk}", url="/people/")
