"""What holds a contact from billing, and the supervisor's look at it: ca.integrity.10, nc.2.6, nm.role.9a.

Nothing is held in silence: the writer sees why at once, and a hold is lifted or kept by a supervisor with words.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.database.prepared import Prepared
from alongside.journal.writing import write_journal
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.authority import NotTheirs, oversees
from alongside.people.models import Agency
from alongside.people.queries import of_overseen, supervisor_of
from alongside.people.viewer import Viewer
from alongside.practice.models import Contact, Hold, Note, OtherParty
from alongside.practice.planning import LONGEST as LONGEST_CONTACT
from alongside.practice.refusals import NeedsWords, NotStandingNow, TooLong
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
    day = _DayOf(contact)
    against = [clause for ruling in rulings if not ruling.allows for clause in ruling.told().decided_by]
    if any(not ruling.allows for ruling in rulings):
        clauses = " ".join(dict.fromkeys(against))[:300]
        found.append(hold_within(contact, Hold.Reason.RULING, clauses=clauses))
    other = day.overlapping
    if other is not None or any(is_busy(contact) for is_busy in _elsewhere):
        found.append(hold_within(contact, Hold.Reason.OVERLAP, other=other))
    if day.time > A_DAY:
        found.append(hold_within(contact, Hold.Reason.TOO_LONG))
    same = _same_words(note, line)
    if same is not None:
        found.append(hold_within(contact, Hold.Reason.SAME_WORDS, other=same))
    if found:
        _tell_supervisor(contact)
    return found


def decide_hold(*, hold: Hold, outcome: Hold.Outcome, words: str, by: User) -> Hold:
    """Say whether a held contact may be billed after all. A hold that a clause prohibits is kept.

    Raises NotTheirs unless the worker's supervisor of record or an administrator, never the worker; NeedsWords,
    NotStandingNow.
    """
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    if outcome is Hold.Outcome.RELEASED and not words.strip():
        raise NeedsWords
    with transaction.atomic(durable=True):
        rows = Hold.objects.select_for_update(of=("self",))
        held = rows.select_related("worker__agency", "contact__held_ruling").get(pk=hold.pk)
        if not oversees(by, held.worker, clock.today_in(held.worker.agency.time_zone)):
            raise NotTheirs
        if held.outcome:
            raise NotStandingNow
        is_prohibited = Answer.PROHIBITED.value in _answers(held.contact)
        if outcome is Hold.Outcome.RELEASED and held.reason == Hold.Reason.RULING and is_prohibited:
            raise StaysHeld
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


def _answers(contact: Contact) -> set[str]:
    """What the codes said of the contact, and of telling somebody else in it."""
    told = OtherParty.objects.filter(contact=contact, is_plan=False).values_list("ruling__answer", flat=True)
    return {contact.held_ruling.answer if contact.held_ruling else Answer.PROHIBITED.value, *told}


def holds_waiting(viewer: Viewer, agency: Agency) -> QuerySet[Hold]:
    """What waits for a look, oldest first: all for an administrator, their workers' for a supervisor."""
    rows = Hold.objects.filter(of_overseen(viewer, agency), agency=agency, outcome="").exclude(worker__user=viewer.user)
    return rows.select_related("contact", "worker", "contact__person").order_by("pk")


def register_elsewhere(is_busy: Callable[[Contact], bool]) -> None:
    """Let an app tell that a worker was elsewhere during a contact, which no other contact of theirs shows."""
    if is_busy not in _elsewhere:
        _elsewhere.append(is_busy)


_elsewhere: list[Callable[[Contact], bool]] = []


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


class _DayOf:
    """What the worker of a contact did around it: the contacts held on its day, and those that touch it."""

    def __init__(self, contact: Contact) -> None:
        assert contact.began_at is not None, "a constraint sees to it that a held contact has its time"
        assert contact.ended_at is not None, "a constraint sees to it that a held contact has its time"
        self._contact, self._began, self._ended = contact, contact.began_at, contact.ended_at
        local = contact.began_at.astimezone(contact.worker.agency.time_zone)
        self._begins = local.replace(hour=0, minute=0, second=0, microsecond=0)
        self._over = self._begins + timedelta(days=1)
        last = max(self._over, contact.ended_at)
        self._rows = _AROUND.rows(contact.worker_id, self._begins - LONGEST_CONTACT, last)

    @property
    def overlapping(self) -> int | None:
        """The id of the first other contact at the same time. Those who came to one group are with the worker together."""
        for pk, gathering, began, ended in self._rows:
            is_together = gathering is not None and gathering == self._contact.gathering
            if pk != self._contact.pk and not is_together and began < self._ended and ended > self._began:
                return int(pk)
        return None

    @property
    def time(self) -> timedelta:
        """With people on that day. A group counts once, however many came."""
        longest: dict[object, timedelta] = {}
        for pk, gathering, began, ended in self._rows:
            if self._begins <= began < self._over:
                longest[gathering or pk] = max(longest.get(gathering or pk, timedelta(0)), ended - began)
        return sum(longest.values(), timedelta(0))


_AROUND: Final = Prepared(
    lambda worker, first, last: (
        Contact.objects.filter(worker=worker, status="held", began_at__gte=first, began_at__lt=last)
        .order_by("began_at", "pk")
        .values_list("pk", "gathering", "began_at", "ended_at")
    ),
    int,
    datetime,
    datetime,
)


def _same_words(note: Note, line: str) -> int | None:
    """The id of another contact with these very words in its note; a group's own stand in the record of each who came."""
    if len(" ".join(line.split())) < SHORTEST:
        return None
    for contact, gathering in _OF_DIGEST.rows(note.worker_id, bytes(note.digest)):
        if contact != note.contact_id and (gathering is None or gathering != note.contact.gathering):
            return int(contact)
    return None


_OF_DIGEST: Final = Prepared(
    lambda worker, digest: (
        Note.objects.filter(worker=worker, digest=digest).order_by("pk").values_list("contact", "contact__gathering")
    ),
    int,
    bytes,
)


def _tell_supervisor(contact: Contact) -> None:
    worker = contact.worker
    supervisor = supervisor_of(worker, clock.today_in(worker.agency.time_zone))
    if supervisor is not None:
        key = f"contact.held-back:{contact.gathering or contact.pk}"
        notify(kind="contact.held-back", to=supervisor, key=key, data={"name": worker.name}, url="/contacts/held/")
