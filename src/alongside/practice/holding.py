"""What holds a contact from billing, and the supervisor's look at it: ca.integrity.10, nc.2.6, nm.role.9a, nm.continuation.4.

Nothing is held in silence: the writer sees why at once, and a hold is lifted or kept by a supervisor with words.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import IntEnum
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import BigIntegerField, F, IntegerField, Q, QuerySet, UUIDField, Value
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.queries import assigned_around
from alongside.database.prepared import Prepared
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Agency
from alongside.people.queries import supervisor_of
from alongside.people.viewer import Viewer
from alongside.practice.endings import over_by
from alongside.practice.models import Contact, HelpGiven, Hold, Note, OtherParty, Reached
from alongside.practice.planning import LONGEST as LONGEST_CONTACT
from alongside.practice.refusals import DecidedBefore, NeedsWords, NotStandingNow, TooLong
from alongside.rulings.deputies import Answering, answering, led_by, may_answer, theirs_to_answer
from alongside.rulings.models import KeptRuling
from alongside.rulings.sealing import seal_words
from canon.ruling import Answer

A_DAY: Final = timedelta(hours=16)
"""More time with people than this in one day no worker can have had."""

SHORTEST: Final = 40
"""Characters from which the same words twice are worth a question."""

LONGEST: Final = 2_000


def hold_what_stands_against(contact: Contact, note: Note, line: str, *rulings: KeptRuling) -> list[Hold]:
    """Hold a contact for everything that the codes or the record say against it, inside the caller's transaction.

    line: what the note says, since the same words about two contacts are worth a question
    """
    found: list[Hold] = []
    beside = _Beside(contact, note, line)
    against = [clause for ruling in rulings if not ruling.allows for clause in ruling.told().decided_by]
    if any(not ruling.allows for ruling in rulings):
        clauses = " ".join(dict.fromkeys(against))[:300]
        found.append(hold_within(contact, Hold.Reason.RULING, clauses=clauses))
    overlapping = beside.overlapping
    if beside.was_over:
        found.append(hold_within(contact, Hold.Reason.ENDED))
    elif not beside.is_assigned:
        found.append(hold_within(contact, Hold.Reason.UNASSIGNED))
    if overlapping:
        found.append(hold_within(contact, Hold.Reason.OVERLAP, other=overlapping[0].contact))
    if beside.time > A_DAY:
        found.append(hold_within(contact, Hold.Reason.TOO_LONG))
    same = beside.in_the_same_words
    if same is not None:
        found.append(hold_within(contact, Hold.Reason.SAME_WORDS, other=same))
    if found:
        _tell_supervisor(contact)
    return found


def decide_hold(*, hold: Hold, outcome: Hold.Outcome, words: str, by: User) -> Hold:
    """Say whether a held contact may be billed after all. One that a clause prohibits, or after service ended, is kept.

    Raises NotTheirs unless the worker's supervisor of record, their deputy once its day has passed, or an administrator,
    never the worker; NeedsWords, DecidedBefore where somebody else was first.
    """
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    if outcome is Hold.Outcome.RELEASED and not words.strip():
        raise NeedsWords
    with transaction.atomic(durable=True):
        rows = Hold.objects.select_for_update(of=("self",))
        held = rows.select_related("worker__agency", "contact__held_ruling", "decided_by").get(pk=hold.pk)
        zone = held.worker.agency.time_zone
        if not may_answer(by, held.worker, held.at.astimezone(zone).date(), clock.today_in(zone)):
            raise NotTheirs
        if held.decided_by is not None and held.decided_at is not None:
            decided = str(held.get_outcome_display())
            raise DecidedBefore(held.decided_by.name, held.decided_at.astimezone(zone), decided)
        if outcome is Hold.Outcome.RELEASED:
            _check_may_be_billed(held)
        held.outcome, held.decided_by, held.decided_at = outcome, by, clock.now()
        held.sealed = seal_words(words)
        held.save(update_fields=["outcome", "decided_by", "decided_at", "sealed"])
        write_journal("hold.decided", held, by=by, data={"contact": held.contact_id, "outcome": outcome.value})
    return held


class StaysHeld(NotStandingNow):
    """What a code prohibits no supervisor lets pass."""

    code = "stays-held"

    def __init__(self) -> None:
        ValueError.__init__(self, _("The code prohibits this, so it is not billed. Say so, and what you agreed."))


class NotAfterTheEnd(NotStandingNow):
    """What took place after service ended is not billed."""

    code = "not-after-the-end"

    def __init__(self) -> None:
        ValueError.__init__(
            self, _("Service had ended by then, so it is not billed. If they came back, say so under closings first.")
        )


def _check_may_be_billed(held: Hold) -> None:
    """Raises StaysHeld, NotAfterTheEnd."""
    if held.reason == Hold.Reason.RULING and Answer.PROHIBITED.value in _answers(held.contact):
        raise StaysHeld
    if held.reason == Hold.Reason.ENDED:
        raise NotAfterTheEnd


def _answers(contact: Contact) -> set[str]:
    """What the codes said of the contact, of telling somebody else in it, of help that was given, and of reaching them."""
    told = OtherParty.objects.filter(contact=contact, is_plan=False).values_list("ruling__answer", flat=True)
    helped = HelpGiven.objects.filter(contact=contact, is_plan=False).values_list("ruling__answer", flat=True)
    reached = Reached.objects.filter(contact=contact, is_plan=False).values_list("ruling__answer", flat=True)
    return {contact.held_ruling.answer if contact.held_ruling else Answer.PROHIBITED.value, *told, *helped, *reached}


def holds_waiting(viewer: Viewer, agency: Agency) -> QuerySet[Hold]:
    """What waits for a look, oldest first."""
    return holds_seen_by(viewer, agency).filter(outcome="")


def holds_seen_by(viewer: Viewer, agency: Agency) -> QuerySet[Hold]:
    """Every hold, decided or not: all for an administrator, their workers' for a supervisor; never one's own.

    A deputy sees what nobody looked at in time, and what they decided.
    """
    who = answering(viewer, agency)
    rows = Hold.objects.filter(agency=agency).exclude(worker__user=viewer.user)
    if not who.keeps:
        waiting = open_holds(who).values("pk")
        rows = rows.filter(Q(worker__in=led_by(who)) | Q(decided_by=viewer.user) | Q(pk__in=waiting))
    return rows.select_related("contact", "worker", "contact__person").order_by("pk")


def open_holds(who: Answering) -> QuerySet[Hold]:
    """The same in plain values, for counting."""
    rows = Hold.objects.filter(agency=who.agency, outcome="")
    if who.keeps:
        return rows.exclude(worker__user=who.user)
    return rows.filter(theirs_to_answer(who, Q(at__lt=who.in_time_since)))


def late_holds(agency: int, in_time_since: datetime) -> QuerySet[Hold]:
    """Whatever waits past its day at an agency."""
    return Hold.objects.filter(agency=agency, outcome="", at__lt=in_time_since)


def register_elsewhere(of: Callable[[int], QuerySet[Any]], *, gathering: str, began: str, ended: str) -> None:
    """Let an app tell, by the id of a worker, where they were that no contact of theirs shows. Call it at start, once.

    gathering, began, ended: the columns of those rows; contacts of that gathering are no contradiction
    """
    _elsewhere[of] = (gathering, began, ended)


_elsewhere: dict[Callable[[int], QuerySet[Any]], tuple[str, str, str]] = {}


def hold_within(contact: Contact, reason: Hold.Reason, *, clauses: str = "", other: int | None = None) -> Hold:
    """Hold a contact from billing, inside the caller's transaction; for one reason once, whatever was decided since."""
    row, made = Hold.objects.get_or_create(
        contact=contact,
        reason=reason,
        defaults={
            "agency_id": contact.agency_id,
            "worker_id": contact.worker_id,
            "clauses": clauses,
            "other_id": other,
            "at": clock.now(),
        },
    )
    if made:
        write_journal("contact.held-back", row, by=None, data={"contact": contact.pk, "reason": reason.value})
    return row


class _Is(IntEnum):
    """What a row beside a contact is: where the worker was, a note with the same words, or of the two and not of a time."""

    PLACE = 0
    WORDS = 1
    ASSIGNED = 2
    ENDED = 3


class _Row(NamedTuple):
    """Something beside a contact. contact: its id, None where it was none; note: of a contact with the same words in its note."""

    what: int
    gathering: UUID | None
    began: datetime
    ended: datetime
    contact: int | None
    note: int | None


class _Beside:
    """What is on record beside a contact: where its worker was around it, their contacts with the same words, and whether
    they were assigned and service had not ended.

    Those who came to one group are with the worker together, and a group's own words stand in the record of each.
    """

    def __init__(self, contact: Contact, note: Note, line: str) -> None:
        assert contact.began_at is not None, "a constraint sees to it that a held contact has its time"
        assert contact.ended_at is not None, "a constraint sees to it that a held contact has its time"
        self._began, self._ended = contact.began_at, contact.ended_at
        local = contact.began_at.astimezone(contact.worker.agency.time_zone)
        self._begins = local.replace(hour=0, minute=0, second=0, microsecond=0)
        self._over = self._begins + timedelta(days=1)
        first, last = self._begins - LONGEST_CONTACT, max(self._over, contact.ended_at)
        words = note.digest if len(" ".join(line.split())) >= SHORTEST else NO_WORDS
        found = _BESIDE.rows(
            *(contact.worker_id, contact.person_id, first, last, words, local.date(), contact.began_at)
        )
        rows = [_Row(*row) for row in found]
        kinds = {row.what for row in rows}
        self.is_assigned, self.was_over = _Is.ASSIGNED in kinds, _Is.ENDED in kinds
        gathering = contact.gathering
        self._around = [row for row in rows if row.what == _Is.PLACE]
        self._apart = [
            row
            for row in rows
            if row.what <= _Is.WORDS and row.contact != contact.pk and (gathering is None or row.gathering != gathering)
        ]

    @property
    def overlapping(self) -> list[_Row]:
        """Where they were at the same time: the first other contact in front, what is none behind."""
        rows = [row for row in self._apart if row.what == _Is.PLACE]
        at_once = [row for row in rows if row.began < self._ended and row.ended > self._began]
        return sorted(at_once, key=lambda row: (row.contact is None, row.began, row.contact))

    @property
    def time(self) -> timedelta:
        """With people on that day. A group counts once, however many came."""
        longest: dict[object, timedelta] = {}
        for row in self._around:
            if row.contact is not None and self._begins <= row.began < self._over:
                key = row.gathering or row.contact
                longest[key] = max(longest.get(key, timedelta(0)), row.ended - row.began)
        return sum(longest.values(), timedelta(0))

    @property
    def in_the_same_words(self) -> int | None:
        """The id of the contact whose note said them first."""
        said = [(row.note, row.contact) for row in self._apart if row.note is not None]
        return min(said)[1] if said else None


NO_WORDS: Final = b""
"""No note has this digest."""

_NONE: Final = Value(None, BigIntegerField())
_NO_GROUP: Final = Value(None, UUIDField())


def _beside(
    worker: int, person: int, first: datetime, last: datetime, digest: bytes, day: date, began: datetime
) -> QuerySet[Any, Any]:
    """The columns of `_Row`, in one statement."""

    def between(rows: QuerySet[Any], began: str) -> QuerySet[Any]:
        return rows.filter(**{f"{began}__gte": first, f"{began}__lt": last}).order_by()

    held = between(Contact.objects.filter(worker=worker, status="held"), "began_at")
    same = Note.objects.filter(worker=worker, digest=digest).order_by()
    assigned = assigned_around(worker, person, day)
    place, of_two = _kind(_Is.PLACE), (_NO_GROUP, "at", "at", _NONE, _NONE)
    return held.values_list(place, "gathering", "began_at", "ended_at", "pk", _NONE).union(
        same.values_list(
            *(_kind(_Is.WORDS), "contact__gathering", "contact__began_at", "contact__ended_at", "contact_id", "pk")
        ),
        *[between(of(worker), at[1]).values_list(place, *at, _NONE, _NONE) for of, at in _elsewhere.items()],
        assigned.annotate(at=F("offered_at")).order_by().values_list(_kind(_Is.ASSIGNED), *of_two),
        over_by(person, began, day).annotate(at=F("asked_at")).order_by().values_list(_kind(_Is.ENDED), *of_two),
        all=True,
    )


def _kind(kind: _Is) -> Value:
    return Value(int(kind), IntegerField())


_BESIDE: Final = Prepared(_beside, int, int, datetime, datetime, bytes, date, datetime)


def _tell_supervisor(contact: Contact) -> None:
    worker = contact.worker
    supervisor = supervisor_of(worker, clock.today_in(worker.agency.time_zone))
    if supervisor is not None:
        key = f"contact.held-back:{contact.gathering or contact.pk}"
        notify(kind="contact.held-back", to=supervisor, key=key, data={"name": worker.name}, url="/contacts/held/")
