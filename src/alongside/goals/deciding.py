"""What the person decides about their plan: reached, set aside, done, said otherwise. Whose that is to mark: `theirs`."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import User
from alongside.caseload.access import Record
from alongside.goals.meanwhile import require_open, require_status
from alongside.goals.models import Decided, Leans, Part, Step
from alongside.goals.planning import checked, require_fair_words
from alongside.goals.theirs import ACT, against_deciding, decide_within, locked_part, locked_step
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.rulings.sealing import seal_words
from alongside.rulings.seeking import asks


@asks(ACT)
def settle(
    *,
    record: Record,
    part: Part,
    status: Part.Status,
    by: User,
    on: date,
    was: Part.Status | None = None,
    said_so: bool = False,
) -> Decided | None:
    """Reached, set aside, or open again: as the person decides; None where it stands so already. was: as the page showed it.

    said_so: the person said so to the worker who marks it. Raises NotTheirs, ActRefused, TheirsToDecide, SettledMeanwhile.
    """
    with transaction.atomic(durable=True):
        held = locked_part(record, part, by)
        if held.status == status:
            return None
        require_status(held, was, record.person)
        refused = against_deciding(record, said_so=said_so, by=by)
        if refused is None:
            held.status = status
            held.ended_on = None if status is Part.Status.OPEN else max(on, held.began_on)
            held.save(update_fields=["status", "ended_on"])
            return decide_within(record, held, Decided.What(status.value), by=by, on=on)
    raise refused  # after the commit: a refusal is part of the record too


@asks(ACT)
def step_done(
    *, record: Record, step: Step, is_done: bool, by: User, on: date, said_so: bool = False
) -> Decided | None:
    """The person did it, or did not after all; None where it stands so already. As `settle`; raises LeftBefore,
    SaidAnewBefore."""
    with transaction.atomic(durable=True):
        held = locked_step(record, step, by)
        if (held.done_on is not None) is is_done:
            return None
        if is_done:
            require_open(held, record.person, is_left_too=True)
        refused = against_deciding(record, said_so=said_so, by=by)
        if refused is None:
            held.done_on = on if is_done else None
            held.save(update_fields=["done_on"])
            what = Decided.What.DONE if is_done else Decided.What.NOT_DONE
            return decide_within(record, held.goal, what, step=held, by=by, on=on)
    raise refused


@asks(ACT)
def set_step_aside(
    *, record: Record, step: Step, is_aside: bool, by: User, on: date, said_so: bool = False
) -> Decided | None:
    """The person leaves a step, or takes it up again. As `settle`; raises DoneBefore, SaidAnewBefore."""
    with transaction.atomic(durable=True):
        held = locked_step(record, step, by)
        if (held.set_aside_on is not None) is is_aside:
            return None
        require_open(held, record.person)
        refused = against_deciding(record, said_so=said_so, by=by)
        if refused is None:
            held.set_aside_on = on if is_aside else None
            held.save(update_fields=["set_aside_on"])
            what = Decided.What.SET_ASIDE if is_aside else Decided.What.OPEN
            return decide_within(record, held.goal, what, step=held, by=by, on=on)
    raise refused


@asks(ACT)
def say_step_anew(
    *,
    record: Record,
    step: Step,
    words: str,
    by_day: date | None,
    token: UUID,
    by: User,
    on: date,
    said_so: bool = False,
) -> Step:
    """A step in other words, or for another day: a step in place of the one before, which stays to be read. Twice, it is once.

    What the person wrote themselves is theirs to say anew. Raises NeedsWords, TooLong, NotTheirs, ActRefused, TheirsToDecide,
    DoneBefore, LeftBefore, SaidAnewBefore.
    """
    said = checked(words)
    require_fair_words(record, said, by)
    with transaction.atomic(durable=True):
        held = locked_step(record, step, by)
        before = Step.objects.filter(goal=held.goal, token=token).first()
        if before is not None:
            return before
        require_open(held, record.person, is_left_too=True)
        is_theirs = held.by_id == record.person.user_id
        refused = against_deciding(record, said_so=said_so, by=by) if is_theirs else None
        if refused is None:
            held.set_aside_on = on
            held.save(update_fields=["set_aside_on"])
            row = Step.objects.create(
                agency_id=held.agency_id,
                goal=held.goal,
                sealed=seal_words(said),
                token=token,
                by_day=by_day,
                instead_of=held,
                by=by,
                at=clock.now(),
            )
            _carry_links(held, row)
            if is_theirs:
                decide_within(record, held.goal, Decided.What.SAID_ANEW, step=row, by=by, on=on)
            write_journal("step.said-anew", row, by=by, data={"goal": held.goal_id, "before": held.pk})
            return row
    raise refused


@asks(ACT)
def let_go(
    *,
    record: Record,
    part: Part,
    on_part: Part,
    by: User,
    on: date,
    step: Step | None = None,
    said_so: bool = False,
) -> Leans | None:
    """End the link of a part, or of one step of it, to what it leaned on; None where none stands. One that the person made is
    theirs to end.

    Raises NotTheirs, ActRefused, TheirsToDecide.
    """
    with transaction.atomic(durable=True):
        held = locked_part(record, part, by)
        standing = Leans.objects.filter(part=held, step=step, on_part=on_part).order_by("-pk").first()
        if standing is None or not standing.is_on:
            return None
        is_theirs = standing.by_id == record.person.user_id
        refused = against_deciding(record, said_so=said_so, by=by) if is_theirs else None
        if refused is None:
            row = Leans.objects.create(
                agency_id=held.agency_id,
                part=held,
                step=step,
                on_part=on_part,
                is_on=False,
                by=by,
                at=clock.now(),
            )
            if is_theirs:
                decide_within(record, held, Decided.What.LET_GO, step=step, by=by, on=on)
            write_journal("plan.let-go", row, by=by, data={"part": held.pk, "on": on_part.pk})
            return row
    raise refused


def _carry_links(before: Step, anew: Step) -> None:
    """What a step leaned on, the step said in its place leans on too; a link stays of whoever made it."""
    standing: dict[int, Leans] = {}
    for row in Leans.objects.filter(step=before).order_by("pk"):
        standing[row.on_part_id] = row
    for row in standing.values():
        if row.is_on:
            Leans.objects.create(
                agency_id=row.agency_id,
                part_id=row.part_id,
                step=anew,
                on_part_id=row.on_part_id,
                by_id=row.by_id,
                at=clock.now(),
            )
