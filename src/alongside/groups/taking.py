"""Taking attendance: the group's note, and a contact of their own for each who came. What took place is always written.

A shared note stands in the record of each who came, so it names nobody; a short own line stands in that person's record
alone. Times of a group that was held stay; somebody who was forgotten is added to it, and nobody is taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language

from alongside.accounts.models import User
from alongside.caseload.access import record_to_write_in
from alongside.groups.models import Attendance, GroupNote, GroupSession, Leader, Turn
from alongside.groups.names import names_in
from alongside.groups.planning import locked_worker, seat_leaders
from alongside.groups.refusals import LeftAtOddTime, NamesSomebody
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker
from alongside.people.viewer import Viewer
from alongside.practice.models import Contact
from alongside.practice.planning import check_is_over, check_times
from alongside.practice.refusals import NeedsWords, TooLong, WrittenAlready
from alongside.practice.serving import Fitness, Slot
from alongside.practice.writing import HeldContact, Written, put_down
from alongside.rulings.sealing import seal
from alongside.rulings.seeking import asks
from alongside.wording.signing import WordsRuling, words_ruling

LONGEST: Final = 4_000
LONGEST_LINE: Final = 400
MOST: Final = 60
"""Persons in one group; more than that is an event, and written as one."""


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody who came. line: for their own record; left_at: where they left before the end."""

    person_id: int
    line: str = ""
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Whether everyone could speak and lead, and decided together: ca.mutuality.4. Empty where it was not answered."""

    spoke: Turn | None = None
    led: Turn | None = None
    decided: Turn | None = None


@dataclass(frozen=True)
class TakenGroup:
    """A group as it took place. token: of the plan it follows, or of the form that wrote it.

    others: how many came who have no record here; names_meant: a word that looks like a name is none
    """

    token: UUID
    slot: Slot
    topic: str
    place: str
    note: str
    came: tuple[Came, ...]
    together: Together = field(default_factory=Together)
    others: int = 0
    fitness: Fitness = field(default_factory=Fitness)
    names_meant: bool = False

    @property
    def prose(self) -> str:
        """Every word that was typed, for what looks at words."""
        return "\n".join([self.topic, self.note, *(own.line for own in self.came)])


@asks("provide-service")
def take_group(*, viewer: Viewer, taken: TakenGroup, by: User) -> GroupSession:
    """Write down a group that took place. Sent twice, it is one; who was forgotten is added.

    Raises OddTimes, StillToCome, NotOverYet, NeedsWords, TooLong, LeftAtOddTime, NamesSomebody, WrittenAlready where this leader wrote
    other words before, NotTheirs, Http404 for a person they never supported; ActRefused or WordsStopped for demeaning words.
    """
    _check(taken)
    with transaction.atomic(durable=True):
        if viewer.worker is None or viewer.user.pk != by.pk:
            raise NotTheirs
        worker = locked_worker(viewer.worker, by)
        persons = {own.person_id: _person(own.person_id, viewer) for own in taken.came}
        session = _standing(worker, taken.token)
        note = _own_note(session, worker)
        if note is not None and taken.note.strip() and note.words != taken.note.strip():
            raise WrittenAlready
        _check_names(taken, session, persons)
        words = _words(taken, worker, by)
        if not words.stops:
            session = _held(session, taken, worker, by)
            note = note or _sign_note(session, taken, worker, by)
            _attend(session, taken, note, worker, persons, by=by)
            return session
    raise words.refusal


def amend_group_note(*, note: GroupNote, words: str, names_meant: bool = False, by: User) -> GroupNote:
    """Put something right in one's own group note; the first stays. The same words twice are one amendment.

    Raises NotTheirs, NeedsWords, TooLong, NamesSomebody; ActRefused or WordsStopped for demeaning words.
    """
    if not words.strip():
        raise NeedsWords
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    with transaction.atomic(durable=True):
        worker = locked_worker(note.worker, by)
        newest = GroupNote.objects.filter(amends=note).order_by("-pk").first()
        if newest is not None and newest.words == words.strip():
            return newest
        found = [] if names_meant else names_in(words, _names_of(note.session, ()))
        if found:
            raise NamesSomebody(found)
        on, language = clock.today_in(worker.agency.time_zone), get_language() or "en"
        worded = words_ruling(words, agency=worker.agency, worker=worker, by=by, on=on, language=language)
        if not worded.stops:
            row = GroupNote.objects.create(
                agency_id=note.agency_id,
                session=note.session,
                worker=worker,
                amends=note,
                sealed=seal({"words": words.strip()}),
                signed_at=clock.now(),
                by=by,
            )
            write_journal("group-note.amended", row, by=by, data={"group": note.session_id, "note": note.pk})
            return row
    raise worded.refusal


def led_by(worker: int) -> QuerySet[GroupNote]:
    """The groups that a worker signed for as a leader."""
    return GroupNote.objects.filter(worker=worker, amends__isnull=True)


def _check(taken: TakenGroup) -> None:
    check_times(taken.slot)
    check_is_over(taken.slot)
    if not taken.topic.strip():
        raise NeedsWords
    if len(taken.note) > LONGEST or any(len(own.line) > LONGEST_LINE for own in taken.came):
        raise TooLong(LONGEST if len(taken.note) > LONGEST else LONGEST_LINE)
    if len(taken.came) > MOST:
        raise TooLong(MOST)


def _person(person_id: int, viewer: Viewer) -> Person:
    return record_to_write_in(person_id, viewer=viewer).person


def _standing(worker: Worker, token: UUID) -> GroupSession | None:
    """The group as it stands, locked; one that was called off took place after all, as a group of its own."""
    rows = GroupSession.objects.select_for_update().filter(agency=worker.agency_id)
    session = rows.filter(token=token).first()
    if session is not None and session.status == GroupSession.Status.CALLED_OFF:
        session = rows.filter(token=uuid5(token, session.status)).first()
    if session is not None and not Leader.objects.filter(session=session, worker=worker).exists():
        raise NotTheirs
    return session


def _own_note(session: GroupSession | None, worker: Worker) -> GroupNote | None:
    if session is None:
        return None
    return GroupNote.objects.filter(session=session, worker=worker, amends__isnull=True).first()


def _check_names(taken: TakenGroup, session: GroupSession | None, persons: dict[int, Person]) -> None:
    """No shared word names anybody who came, and no own line names another."""
    if taken.names_meant:
        return
    present = _names_of(session, persons.values())
    shared = names_in(f"{taken.topic}\n{taken.note}", present)
    if shared:
        raise NamesSomebody(shared)
    for own in taken.came:
        mine = persons[own.person_id].chosen_name
        others = names_in(own.line, [name for name in present if name != mine])
        if others:
            raise NamesSomebody(others, whose=mine)


def _names_of(session: GroupSession | None, persons: Iterable[Person]) -> list[str]:
    before = Attendance.objects.filter(session=session).values_list("person__chosen_name", flat=True) if session else ()
    return sorted({*before, *(person.chosen_name for person in persons)})


def _words(taken: TakenGroup, worker: Worker, by: User) -> WordsRuling:
    on, language = taken.slot.day(worker.agency), get_language() or "en"
    return words_ruling(taken.prose, agency=worker.agency, worker=worker, by=by, on=on, language=language)


def _held(session: GroupSession | None, taken: TakenGroup, worker: Worker, by: User) -> GroupSession:
    """The group as held: a plan is settled by it, and one that was held keeps its times and topic."""
    if session is not None and session.status == GroupSession.Status.HELD:
        return session
    is_new = session is None
    if session is None:
        called_off = GroupSession.objects.filter(agency=worker.agency_id, token=taken.token).exists()
        token = uuid5(taken.token, GroupSession.Status.CALLED_OFF.value) if called_off else taken.token
        session = GroupSession(agency=worker.agency, token=token, by=by, at=clock.now())
    session.status, session.how = GroupSession.Status.HELD, taken.slot.how
    session.topic, session.place = taken.topic.strip(), taken.place.strip()
    session.began_at, session.ended_at = taken.slot.begins, taken.slot.ends
    session.save()
    if is_new:
        seat_leaders(session, worker, None)
    write_journal("group.held", session, by=by)
    return session


def _sign_note(session: GroupSession, taken: TakenGroup, worker: Worker, by: User) -> GroupNote:
    if not taken.note.strip():
        raise NeedsWords
    together = taken.together
    note = GroupNote.objects.create(
        agency_id=session.agency_id,
        session=session,
        worker=worker,
        sealed=seal({"words": taken.note.strip()}),
        spoke=together.spoke or "",
        led=together.led or "",
        decided=together.decided or "",
        others=taken.others,
        signed_at=clock.now(),
        by=by,
    )
    write_journal("group-note.signed", note, by=by, data={"group": session.pk, "others": taken.others})
    return note


def _attend(
    session: GroupSession, taken: TakenGroup, note: GroupNote, worker: Worker, persons: dict[int, Person], *, by: User
) -> None:
    """A contact for each who came and is not down yet, in the order of the list."""
    there = set(Attendance.objects.filter(session=session).values_list("person_id", flat=True))
    assert session.began_at is not None, "a constraint sees to it that a held group has its time"
    assert session.ended_at is not None, "a constraint sees to it that a held group has its time"
    on = session.began_at.astimezone(worker.agency.time_zone).date()
    for own in _fresh(taken.came, there):
        person = persons[own.person_id]
        if own.left_at is not None and not session.began_at < own.left_at <= session.ended_at:
            raise LeftAtOddTime(person.chosen_name)
        slot = Slot(session.began_at, own.left_at or session.ended_at, taken.slot.how)
        contact = _write(session, slot, note.words, own.line, taken.fitness, worker, person, by=by, on=on)
        left_early = slot.ends < session.ended_at
        row = Attendance.objects.create(
            agency_id=session.agency_id,
            session=session,
            person=person,
            worker=worker,
            contact=contact,
            left_early=left_early,
        )
        write_journal("group.attended", row, by=by, data={"group": session.pk, "contact": contact.pk})


def _fresh(came: Sequence[Came], there: set[int]) -> list[Came]:
    return [own for own in {own.person_id: own for own in came}.values() if own.person_id not in there]


def _write(
    session: GroupSession,
    slot: Slot,
    shared: str,
    line: str,
    fitness: Fitness,
    worker: Worker,
    person: Person,
    *,
    by: User,
    on: date,
) -> Contact:
    words = "\n\n".join(part for part in (f"{session.topic}: {shared}", line.strip()) if part)
    held = HeldContact(
        token=uuid5(session.token, str(person.pk)),
        slot=slot,
        place=session.place,
        written=Written(line=words),
        fitness=fitness,
        gathering=session.token,
    )
    return put_down(None, held, worker, person, by=by, on=on).contact
