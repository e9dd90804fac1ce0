"""Writing the plan down with the person. The person may change all of it; a worker writes beside them, never over them."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.caseload.models import Ground
from alongside.caseload.refusals import NotPossibleNow, TooLong
from alongside.goals.models import Beside, Leans, Part, Saying, Step
from alongside.goals.words import AREAS
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person
from alongside.rulings.sealing import seal_words

LONGEST: Final = 1_000


class NeedsWords(NotPossibleNow):
    """A part of a plan without words."""

    code = "needs-words"

    def __init__(self) -> None:
        super().__init__(_("Write it in their words; a few are enough."))


def add(*, record: Record, kind: Part.Kind, area: str, words: str, token: UUID, by: User, on: date) -> Part:
    """Put a part on the plan, in the person's words. Sent twice, it is one. Raises NeedsWords, TooLong, NotTheirs."""
    said = _checked(words)
    with transaction.atomic(durable=True):
        person = _open(record, by)
        before = Part.objects.filter(person=person, token=token).first()
        if before is not None:
            return before
        part = Part.objects.create(
            agency_id=person.agency_id,
            person=person,
            kind=kind,
            area=area if area in AREAS[kind] else "",
            token=token,
            began_on=on,
            by=by,
            at=clock.now(),
        )
        _say(part, said, record, by)
        write_journal("plan.added", part, by=by, data={"person": person.pk, "kind": kind.value})
    return part


def say_anew(*, record: Record, part: Part, words: str, by: User) -> Saying | None:
    """Say a part in other words; those before stay to be read. The same words are not written twice."""
    said = _checked(words)
    with transaction.atomic(durable=True):
        held = _locked(record, part, by)
        newest = Saying.objects.filter(part=held).order_by("-pk").first()
        if newest is not None and newest.data().get("words") == said:
            return None
        row = _say(held, said, record, by)
        write_journal("plan.said-anew", held, by=by, data={"person": held.person_id})
    return row


def settle(*, record: Record, part: Part, status: Part.Status, by: User, on: date) -> Part:
    """Reached, set aside, or open again: as the person says. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        held = _locked(record, part, by)
        held.status = status
        held.ended_on = None if status is Part.Status.OPEN else max(on, held.began_on)
        held.save(update_fields=["status", "ended_on"])
        write_journal("plan.settled", held, by=by, data={"person": held.person_id, "status": status.value})
    return held


def add_step(*, record: Record, goal: Part, words: str, by_day: date | None, token: UUID, by: User) -> Step:
    """A step the person means to take. Sent twice, it is one. Raises NeedsWords, TooLong, NotTheirs."""
    said = _checked(words)
    with transaction.atomic(durable=True):
        held = _locked(record, goal, by)
        before = Step.objects.filter(goal=held, token=token).first()
        if before is not None:
            return before
        row = Step.objects.create(
            agency_id=held.agency_id,
            goal=held,
            sealed=seal_words(said),
            token=token,
            by_day=by_day,
            by=by,
            at=clock.now(),
        )
        write_journal("step.added", row, by=by, data={"goal": held.pk})
    return row


def step_done(*, record: Record, step: Step, is_done: bool, by: User, on: date) -> Step:
    """The person did it, or did not after all: whoever ticks it, the doing is the person's."""
    with transaction.atomic(durable=True):
        _locked(record, step.goal, by)
        held = Step.objects.select_for_update().get(pk=step.pk)
        held.done_on = on if is_done else None
        held.save(update_fields=["done_on"])
        write_journal("step.done" if is_done else "step.open", held, by=by, data={"goal": held.goal_id})
    return held


def stand_beside(*, record: Record, goal: Part, kind: Beside.Kind, words: str, by: User, on: date) -> Beside:
    """The worker's encouragement, or how the person sees it going. Raises NeedsWords, TooLong, NotTheirs.

    Encouragement is a worker's alone; how it goes is the person's view, whoever writes it down.
    """
    said = _checked(words) if kind is Beside.Kind.ENCOURAGED else words.strip()[:LONGEST]
    with transaction.atomic(durable=True):
        held = _locked(record, goal, by)
        worker = record.viewer.worker if record.ground is Ground.ASSIGNED else None
        if kind is Beside.Kind.ENCOURAGED and worker is None:
            raise NotTheirs
        row = Beside.objects.create(
            agency_id=held.agency_id,
            goal=held,
            kind=kind,
            worker=worker if kind is Beside.Kind.ENCOURAGED else None,
            sealed=seal_words(said),
            on=on,
            by=by,
            at=clock.now(),
        )
        write_journal("goal.beside", row, by=by, data={"goal": held.pk, "kind": kind.value})
    return row


def lean_on(*, record: Record, goal: Part, part: Part, by: User) -> Leans:
    """Let a goal lean on a strength or a support of the same plan. Twice, it is once."""
    with transaction.atomic(durable=True):
        held = _locked(record, goal, by)
        if part.person_id != held.person_id or part.kind not in (Part.Kind.STRENGTH, Part.Kind.SUPPORT):
            raise NotTheirs
        before = Leans.objects.filter(goal=held, on_part=part).first()
        if before is not None:
            return before
        row = Leans.objects.create(agency_id=held.agency_id, goal=held, on_part=part, by=by, at=clock.now())
        write_journal("goal.leans", row, by=by, data={"goal": held.pk, "on": part.pk})
    return row


def may_write(record: Record) -> bool:
    """Whether somebody may write in the plan: the person, and who is assigned to support them."""
    return record.ground in {Ground.OWN, Ground.ASSIGNED}


def _checked(words: str) -> str:
    said = words.strip()
    if not said:
        raise NeedsWords
    if len(said) > LONGEST:
        raise TooLong(LONGEST)
    return said


def _open(record: Record, by: User) -> Person:
    if not may_write(record) or record.viewer.user.pk != by.pk:
        raise NotTheirs
    return Person.objects.select_for_update().get(pk=record.person.pk)


def _locked(record: Record, part: Part, by: User) -> Part:
    person = _open(record, by)
    held = Part.objects.select_for_update().get(pk=part.pk)
    if held.person_id != person.pk:
        raise NotTheirs
    return held


def _say(part: Part, words: str, record: Record, by: User) -> Saying:
    return Saying.objects.create(
        agency_id=part.agency_id,
        part=part,
        sealed=seal_words(words),
        is_own=record.ground is Ground.OWN,
        by=by,
        at=clock.now(),
    )
