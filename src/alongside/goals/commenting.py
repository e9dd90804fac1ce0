"""What the team says to a plan: nm.rights.5. Workers and clinicians shape it side by side, and the person reads all of it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.caseload.models import Ground
from alongside.caseload.refusals import TooLong
from alongside.goals.models import Comment
from alongside.goals.planning import LONGEST, NeedsWords, require_fair_words
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person
from alongside.rulings.sealing import seal

MAY_SAY: Final = frozenset({Ground.OWN, Ground.ASSIGNED, Ground.TEAM, Ground.SUPERVISES})


def say_to_plan(*, record: Record, words: str, token: UUID, by: User) -> Comment:
    """Say something to the whole plan, beside it and never in it. Sent twice, it is one.

    Raises NeedsWords, TooLong, NotTheirs; WordsStopped for words that demean, but for the person's own.
    """
    said = words.strip()
    if not said:
        raise NeedsWords
    if len(said) > LONGEST:
        raise TooLong(LONGEST)
    require_fair_words(record, said, by)
    with transaction.atomic(durable=True):
        if not may_say(record) or record.viewer.user.pk != by.pk:
            raise NotTheirs
        person = Person.objects.select_for_update().get(pk=record.person.pk)
        before = Comment.objects.filter(person=person, token=token).first()
        if before is not None:
            return before
        row = Comment.objects.create(
            agency_id=person.agency_id,
            person=person,
            ground=record.ground,
            token=token,
            sealed=seal({"words": said}),
            by=by,
            at=clock.now(),
        )
        write_journal("plan.commented", row, by=by, data={"person": person.pk, "ground": row.ground})
    return row


def may_say(record: Record) -> bool:
    """Whether somebody may say something to a plan: the person, and everybody on their team."""
    return record.ground in MAY_SAY


def comments_on(record: Record) -> QuerySet[Comment]:
    """What was said to a plan whose record is open, the newest first."""
    return Comment.objects.filter(person=record.person).select_related("by").order_by("-pk")
