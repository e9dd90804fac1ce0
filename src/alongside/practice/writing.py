"""Writing a contact down and signing it. What took place is always written; what was against a code is held, not lost.

Signing says that the worker was able to serve and that nothing they had taken affected them, unless they say otherwise.
Drafts are kept by `drafting`; a note, once signed, is amended and never overwritten.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.database.inserting import insert
from alongside.database.prepared import Prepared
from alongside.journal.writing import Event, write_journal, write_journal_of_many
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Worker
from alongside.practice.drafting import LONGEST, Hand, drafts_for, require_one_hand
from alongside.practice.helping import HELPS, Help, acts_in, is_same_help, keep_help, rule_on_help
from alongside.practice.holding import hold_what_stands_against
from alongside.practice.models import Amendment, Contact, Draft, How, Note
from alongside.practice.others import Somebody, check_somebody, is_reached, meet_with, with_whom
from alongside.practice.planning import acting_worker, check_is_over, check_times
from alongside.practice.promising import keep_within, make_within
from alongside.practice.reaching import NOTHING_SAID, REACH, Reach, keep_reach, rule_on_reach
from alongside.practice.referring import Given, give_within
from alongside.practice.refusals import NeedsWords, TooLong, WrittenAlready
from alongside.practice.serving import Fitness, Slot, rule_on_service
from alongside.practice.words import PRIVATE_ENOUGH, STORY_FOR
from alongside.rulings.sealing import seal, seal_words
from alongside.rulings.seeking import ActRefused, asks
from alongside.wording.signing import WordsStopped, words_ruling

_SETTLED: Final = frozenset({Contact.Status.MISSED.value, Contact.Status.CALLED_OFF.value})


@dataclass(frozen=True)
class Written:
    """What a note holds. All of it may stay empty but for `line` or something done.

    did: keys of `words.DID`; story_for: whose benefit a shared story served; options, informed, choice: what was offered,
    what was told of each, and what the person chose, which is never marked as refusal (ca.person.3); private_enough: whether place and privacy were considered
    """

    did: tuple[str, ...] = ()
    line: str = ""
    private_enough: str = ""
    story: str = ""
    story_for: str = ""
    options: str = ""
    informed: str = ""
    choice: str = ""
    resource: str = ""
    next_step: str = ""
    also_there: str = ""
    step_by_person: str = ""
    encouraged: str = ""

    def data(self) -> dict[str, Any]:
        """As kept."""
        return {name: getattr(self, name) for name in _FIELDS}

    @property
    def is_empty(self) -> bool:
        return not self.did and not self.line.strip()

    @property
    def private_words(self) -> str:
        """Whether the place was private enough, in words; empty where it was not said."""
        return str(PRIVATE_ENOUGH.get(self.private_enough, ""))

    @property
    def story_for_words(self) -> str:
        """Whose benefit the shared story served, in words; empty where it was not said."""
        return str(STORY_FOR.get(self.story_for, ""))

    @cached_property
    def prose(self) -> str:
        """Every word that was typed, for what looks at words."""
        return "\n".join([str(getattr(self, name)) for name in _FIELDS if name != "did"])


_FIELDS: Final = tuple(own.name for own in fields(Written))


@dataclass(frozen=True)
class Promised:
    """Something the worker said they would do; `by_day` where they named one."""

    words: str
    by_day: date | None = None


@dataclass(frozen=True)
class HeldContact:
    """A contact as it took place. token: of the plan it follows, or of the form or device that wrote it.

    kept: ids of promises that were kept in it; other: somebody else who took part or was spoken with;
    hand: of the page or device that wrote it, where one is known
    gathering: of the group it was part of; helps: a ride, help with medication, an opinion, as it was given
    reach: by telephone or online, whether the way was one for private words
    """

    token: UUID
    slot: Slot
    place: str
    written: Written
    other: Somebody | None = None
    fitness: Fitness = field(default_factory=Fitness)
    promises: tuple[Promised, ...] = ()
    kept: tuple[int, ...] = ()
    hand: Hand | None = None
    gathering: UUID | None = None
    given: Given | None = None
    helps: tuple[Help, ...] = ()
    reach: Reach = NOTHING_SAID


@asks("provide-service", "disclose-information", "make-appointment", "arrange-transport", REACH, *HELPS)
def sign_note(*, record: Record, held: HeldContact, by: User) -> Note:
    """Write down a contact that took place, and sign the note. Never refused for what was done. Sent twice, it is one.

    What the codes say of it stands beside it; what was against one is held from billing and brought to the supervisor.
    Words that demean are said otherwise first, where a code or the agency asks that (ca.respect.12): raises ActRefused or
    WordsStopped, and the draft stays. Raises OddTimes, StillToCome, NotOverYet, NeedsWords, TooLong, NotTheirs; WrittenAlready where
    another device signed other words, TwoHands where one has typed other words that nobody has looked at.
    """
    with transaction.atomic(durable=True):
        signed = sign_within(acting_worker(record, by), record.person, held, by=by)
    if isinstance(signed, Note):
        return signed
    raise signed  # after the commit; the draft stays where it is


def sign_within(worker: Worker, person: Person, held: HeldContact, *, by: User) -> Note | ActRefused | WordsStopped:
    """As `sign_note`, for a locked worker inside the caller's transaction; gives what words are stopped by, to be raised after it."""
    _check(held)
    on = held.slot.day(worker.agency)
    contact, typed_as = _standing(worker, held.token), held.token
    if contact is not None and contact.status in _SETTLED:  # it took place after all: a contact of its own
        held = replace(held, token=uuid5(held.token, contact.status))
        contact = _standing(worker, held.token)
    if contact is not None and contact.person_id != person.pk:
        raise NotTheirs
    if contact is not None and contact.status == Contact.Status.HELD:
        return _same_note(contact, held)
    drafts = drafts_for(worker, typed_as)
    require_one_hand(drafts, typed_as, held.hand)
    words = words_ruling(
        held.written.prose, agency=worker.agency, worker=worker, by=by, on=on, language=get_language() or "en"
    )
    if words.stops:
        return words.refusal
    note = put_down(contact, held, worker, person, by=by, on=on)
    if drafts:
        Draft.objects.filter(pk__in=[own.pk for own in drafts]).delete()
    return note


def amend_note(*, note: Note, words: str, by: User) -> Amendment:
    """Put something right in one's own signed note; the note stays as it was. The same words twice are one amendment.

    Raises NotTheirs, NeedsWords, TooLong.
    """
    if not words.strip():
        raise NeedsWords
    if len(words) > LONGEST:
        raise TooLong(LONGEST)
    with transaction.atomic(durable=True):
        held = Contact.objects.select_for_update(of=("self",)).select_related("worker__agency").get(pk=note.contact_id)
        if held.worker.user_id != by.pk:
            raise NotTheirs
        newest = Amendment.objects.filter(note=note).order_by("-pk").first()
        if newest is not None and newest.words == words.strip():
            return newest
        on, language = clock.today_in(held.worker.agency.time_zone), get_language() or "en"
        worded = words_ruling(words, agency=held.worker.agency, worker=held.worker, by=by, on=on, language=language)
        if not worded.stops:
            row = Amendment.objects.create(
                agency_id=note.agency_id, note=note, sealed=seal_words(words), at=clock.now(), by=by
            )
            write_journal("note.amended", row, by=by, data={"note": note.pk})
            return row
    raise worded.refusal


def read_written(note: Note) -> Written:
    """A note's fields. Raises CannotOpen."""
    data: dict[str, Any] = {name: value for name, value in note.data().items() if name in _FIELDS}
    return Written(**data | {"did": tuple(data.get("did", ()))})


def put_down(contact: Contact | None, held: HeldContact, worker: Worker, person: Person, *, by: User, on: date) -> Note:
    """The contact as it took place with its ruling, note, holds and promises, inside the caller's transaction."""
    entries: list[Event] = []
    ruling = rule_on_service(
        held.slot,
        worker=worker,
        person_id=person.pk,
        fitness=held.fitness,
        by=by,
        place=held.place,
        done=(*held.written.did, *acts_in(held.helps)),
        entries=entries,
    )
    now = clock.now()
    contact = contact or _new(person, worker, held, by, now)
    contact.status, contact.how, contact.place = Contact.Status.HELD, held.slot.how, held.place.strip()
    contact.with_whom, contact.is_attempt = with_whom(held.other), False
    contact.began_at, contact.ended_at, contact.held_ruling = held.slot.begins, held.slot.ends, ruling
    contact.written_at = now
    if contact._state.adding:
        insert(contact)
    else:
        contact.save()
    note = insert(
        Note(
            agency_id=worker.agency_id,
            contact=contact,
            person=person,
            worker=worker,
            sealed=seal(held.written.data()),
            digest=_digest(held.written, worker, person),
            signed_at=now,
            by=by,
        )
    )
    sealed = {
        "began": held.slot.begins.astimezone(UTC).isoformat(),
        "ended": held.slot.ends.astimezone(UTC).isoformat(),
    }
    entries.append(Event("note.signed", note, {"contact": contact.pk, "person": person.pk, **sealed}))
    write_journal_of_many(entries, by=by)
    told = meet_with(held.other, contact=contact, person=person, by=by)
    helps = rule_on_help(held.helps, worker=worker, person=person, by=by, on=on)
    keep_help(helps, contact=contact, is_plan=False, by=by)
    said = [own.ruling for own in helps]
    if held.gathering is None and is_reached(held.other):
        reach = rule_on_reach(held.reach, held.slot, ruling, worker=worker, person=person, by=by)
        keep_reach(held.reach, reach, contact=contact, is_plan=False, by=by)
        said += [reach] if reach is not None else []
    hold_what_stands_against(contact, note, held.written.line, ruling, *told, *said)
    for promised in held.promises:
        make_within(worker, person, promised.words, promised.by_day, contact=contact, on=on, by=by)
    give_within(held.given, contact=contact, on=on, by=by)
    keep_within(worker, person, held.kept, on=on, by=by)
    return note


def _check(held: HeldContact) -> None:
    check_times(held.slot)
    check_somebody(held.other)
    check_is_over(held.slot)
    if held.written.is_empty:
        raise NeedsWords
    if len(held.written.prose) > LONGEST:
        raise TooLong(LONGEST)


def _standing(worker: Worker, token: UUID) -> Contact | None:
    return _OF_TOKEN.first(worker.pk, token)


_OF_TOKEN: Final = Prepared(
    lambda worker, token: Contact.objects.select_for_update().filter(worker=worker, token=token), int, UUID
)


def _new(person: Person, worker: Worker, held: HeldContact, by: User, now: datetime) -> Contact:
    return Contact(
        agency_id=worker.agency_id,
        person=person,
        worker=worker,
        token=held.token,
        gathering=held.gathering,
        by=by,
        at=now,
        how=held.slot.how,
    )


def _same_note(contact: Contact, held: HeldContact) -> Note:
    note: Note = contact.note
    if read_written(note) != held.written or not is_same_help(contact, held.helps):
        raise WrittenAlready(note.signed_at.astimezone(contact.worker.agency.time_zone))
    return note


def _digest(written: Written, worker: Worker, person: Person) -> bytes:
    """Keyed, so that it gives nothing away; of one worker's notes, whoever the person is."""
    words = " ".join(written.prose.casefold().split())
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, f"{worker.pk}\n{words}".encode(), sha256).digest()


__all__ = ["Fitness", "HeldContact", "How", "Promised", "Slot", "Written", "amend_note", "sign_note", "sign_within"]
