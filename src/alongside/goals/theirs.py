"""Whose a plan is: who may write in it, and that a choice is made and marked by the person: nc.2.1, ca.person.8.

A worker marks a choice only where the person has no account here, and only with their word: "they said so, with me" is kept and
stands beside it. Without that it would be deciding for them: the codes are asked (act `decide-for-person`), and where they are
silent it is refused all the same. docs/decisions/0431.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.caseload.models import Ground
from alongside.caseload.refusals import NotPossibleNow
from alongside.goals.models import Decided, Part, Step
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Role, RoleKind, holds_on
from alongside.rulings.seeking import ActRefused, seek_ruling

ACT: Final = "decide-for-person"


class TheirsToDecide(NotPossibleNow):
    """A worker was about to make or mark a choice that is the person's, and no code spoke of it."""

    code = "theirs-to-decide"

    def __init__(self, *, has_account: bool) -> None:
        super().__init__(
            _("This is theirs to mark, on their own page. Ask them, and let them do it.")
            if has_account
            else _("Mark it only as they said it, with you.")
        )


def may_write(record: Record) -> bool:
    """Whether somebody may write in the plan: the person, and who is assigned to support them."""
    return record.ground in {Ground.OWN, Ground.ASSIGNED}


def has_account(person: Person, on: date) -> bool:
    """Whether the person can open their own plan here on a day, and so marks in it themselves."""
    if person.user_id is None:
        return False
    here = Role.objects.filter(holds_on(on), agency=person.agency_id, kind=RoleKind.PERSON_SERVED)
    return here.filter(user=person.user_id, user__is_active=True).exists()


def may_mark(record: Record) -> bool:
    """Whether somebody may mark what the person decided: they themselves, or a worker where they have no account."""
    if record.ground is Ground.ASSIGNED:
        return not has_account(record.person, record.viewer.today)
    return record.ground is Ground.OWN


def against_deciding(record: Record, *, said_so: bool, by: User) -> ActRefused | TheirsToDecide | None:
    """What stands against marking a choice of the person's, inside the transaction that marks it; to be raised after it."""
    on, theirs = record.viewer.today, not may_mark(record)
    if record.ground is Ground.OWN or (said_so and not theirs):
        return None
    if record.viewer.worker is None:
        raise NotTheirs
    ruling = seek_ruling(ACT, {}, worker=record.viewer.worker, by=by, on=on, person_id=record.person.pk)
    return TheirsToDecide(has_account=theirs) if ruling.allows else ActRefused(ruling)


def decide_within(
    record: Record, part: Part, what: Decided.What, *, by: User, on: date, step: Step | None = None
) -> Decided:
    """Keep that the person decided it, and who marked it, inside the caller's transaction."""
    row = Decided.objects.create(
        agency_id=part.agency_id,
        part=part,
        step=step,
        what=what,
        worker=None if record.ground is Ground.OWN else record.viewer.worker,
        on=on,
        by=by,
        at=clock.now(),
    )
    write_journal("plan.decided", row, by=by, data={"person": part.person_id, "part": part.pk, "what": what.value})
    return row


def person_written_for(record: Record, by: User) -> Person:
    """The person whose plan is written in, locked. Raises NotTheirs."""
    if not may_write(record) or record.viewer.user.pk != by.pk:
        raise NotTheirs
    return Person.objects.select_for_update().get(pk=record.person.pk)


def locked_part(record: Record, part: Part, by: User) -> Part:
    """A part of that person's plan, locked with them. Raises NotTheirs."""
    person = person_written_for(record, by)
    held = Part.objects.select_for_update().get(pk=part.pk)
    if held.person_id != person.pk:
        raise NotTheirs
    return held


def locked_step(record: Record, step: Step, by: User) -> Step:
    """A step of that person's plan, locked with them and with its goal. Raises NotTheirs."""
    goal = locked_part(record, step.goal, by)
    held = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    held.goal = goal
    return held
