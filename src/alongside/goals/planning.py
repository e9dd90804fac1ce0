"""Writing the plan down with the person. A worker writes beside them, never over them: what they decide is in `deciding`."""

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
from alongside.goals.models import Beside, Decided, Leans, Part, Saying, Step
from alongside.goals.theirs import ACT, against_deciding, decide_within, locked_part, person_written_for
from alongside.goals.words import AREAS, OF_VOICES, may_lean
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.rulings.sealing import seal, seal_words
from alongside.rulings.seeking import asks
from alongside.wording.signing import require_words

LONGEST: Final = 1_000


class NeedsWords(NotPossibleNow):
    """A part of a plan without words."""

    code = "needs-words"

    def __init__(self) -> None:
        super().__init__(_("Write it in their words; a few are enough."))


def add(*, record: Record, kind: Part.Kind, area: str, words: str, token: UUID, by: User, on: date) -> Part:
    """Put a part on the plan, in the person's words. Sent twice, it is one.

    Raises NeedsWords, TooLong, NotTheirs; WordsStopped for words of a worker's that demean.
    """
    said = checked(words)
    require_fair_words(record, said, by)
    with transaction.atomic(durable=True):
        person = person_written_for(record, by)
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


@asks(ACT)
def say_anew(
    *, record: Record, part: Part, words: str, by: User, on: date, area: str | None = None, said_so: bool = False
) -> Saying | None:
    """Say a part in other words, or that it is about something else; what was said before stays to be read.

    The same again is not written twice. What the person wrote themselves is theirs to say anew; a worker does it only where
    they may mark what the person decides, and with their word. area: None leaves it as it is.
    Raises NeedsWords, TooLong, NotTheirs, ActRefused, TheirsToDecide, WordsStopped.
    """
    said = checked(words)
    require_fair_words(record, said, by)
    with transaction.atomic(durable=True):
        held = locked_part(record, part, by)
        about = held.area if area is None or (area and area not in AREAS[Part.Kind(held.kind)]) else area
        newest = Saying.objects.filter(part=held).order_by("-pk").first()
        if newest is not None and newest.data().get("words") == said and held.area == about:
            return None
        is_theirs = newest is not None and newest.is_own
        refused = against_deciding(record, said_so=said_so, by=by) if is_theirs else None
        if refused is None:
            if held.area != about:
                held.area = about
                held.save(update_fields=["area"])
            row = _say(held, said, record, by)
            if is_theirs:
                decide_within(record, held, Decided.What.SAID_ANEW, by=by, on=on)
            write_journal("plan.said-anew", held, by=by, data={"person": held.person_id})
            return row
    raise refused  # after the commit: a refusal is part of the record too


def add_step(*, record: Record, goal: Part, words: str, by_day: date | None, token: UUID, by: User) -> Step:
    """A step the person means to take. Sent twice, it is one. Raises as `add`."""
    said = checked(words)
    require_fair_words(record, said, by)
    with transaction.atomic(durable=True):
        held = locked_part(record, goal, by)
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


def stand_beside(
    *, record: Record, goal: Part, kind: Beside.Kind, words: str, by: User, on: date, whose: str = ""
) -> Beside:
    """The worker's encouragement, or how somebody sees it going. Raises as `add`.

    Encouragement is a worker's alone; how it goes is the person's view, or that of the voice named in `whose`, whoever writes
    it down.
    """
    said = checked(words) if kind is Beside.Kind.ENCOURAGED else words.strip()[:LONGEST]
    require_fair_words(record, said, by)
    with transaction.atomic(durable=True):
        held = locked_part(record, goal, by)
        worker = record.viewer.worker if record.ground is Ground.ASSIGNED else None
        if kind is Beside.Kind.ENCOURAGED and worker is None:
            raise NotTheirs
        row = Beside.objects.create(
            agency_id=held.agency_id,
            goal=held,
            kind=kind,
            worker=worker,
            whose=whose if whose in OF_VOICES and kind is not Beside.Kind.ENCOURAGED else "",
            sealed=seal_words(said),
            on=on,
            by=by,
            at=clock.now(),
        )
        write_journal("goal.beside", row, by=by, data={"goal": held.pk, "kind": kind.value})
    return row


def lean_on(*, record: Record, part: Part, on_part: Part, by: User) -> Leans:
    """Let a goal lean on a strength or a support of the same plan, a support on a strength, and what they live with on what
    helps with it. Twice, it is once."""
    with transaction.atomic(durable=True):
        held = locked_part(record, part, by)
        if on_part.person_id != held.person_id or not may_lean(held, on_part):
            raise NotTheirs
        before = Leans.objects.filter(part=held, on_part=on_part).order_by("-pk").first()
        if before is not None and before.is_on:
            return before
        row = Leans.objects.create(agency_id=held.agency_id, part=held, on_part=on_part, by=by, at=clock.now())
        write_journal("plan.leans", row, by=by, data={"part": held.pk, "on": on_part.pk})
    return row


def checked(words: str) -> str:
    """Words that may be kept. Raises NeedsWords, TooLong."""
    said = words.strip()
    if not said:
        raise NeedsWords
    if len(said) > LONGEST:
        raise TooLong(LONGEST)
    return said


def require_fair_words(record: Record, said: str, by: User) -> None:
    """Before anybody but the person writes in their plan: `require_words`. What they write themselves is nobody's to check."""
    if record.ground is not Ground.OWN:
        require_words(said, agency=record.person.agency, by=by)


def _say(part: Part, words: str, record: Record, by: User) -> Saying:
    return Saying.objects.create(
        agency_id=part.agency_id,
        part=part,
        sealed=seal({"words": words, "area": part.area}),
        is_own=record.ground is Ground.OWN,
        by=by,
        at=clock.now(),
    )
