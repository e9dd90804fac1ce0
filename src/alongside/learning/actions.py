"""Logging what one learned, putting an entry right, and one's own learning plan. Each is one transaction, on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.learning.entering import Learned, lock, require_countable, write_entry
from alongside.learning.models import Correction, LearningEntry, LearningGoal
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, require_authority
from alongside.people.models import Board, Practitioner, RoleKind


def log_learning(
    *, practitioner: Practitioner, learned: Learned, boards: Sequence[Board], by: User | None
) -> list[LearningEntry]:
    """Put on record what was learned, once for each board that is to count it: one hour may count under several codes.

    For the practitioner, and for the staff of every board given. Raises NotTheirs, or CannotCount in one of its kinds;
    then no board counts it. ca.education.1, nm.competence.1.
    """
    with transaction.atomic(durable=True):
        held = lock(practitioner)
        is_own = _is_own(held, by)
        for board in boards:
            if not is_own:
                require_authority(by, Authority(board=board, kinds=(RoleKind.BOARD_STAFF,)))
            require_countable(_for_board(learned, board), held, board)
        source = LearningEntry.Source.SELF_LOGGED if is_own else LearningEntry.Source.ENTERED
        return [write_entry(_for_board(learned, board), held, board, source=source, by=by) for board in boards]


def strike_learning(*, entry: LearningEntry, why: str, by: User | None, instead: Learned | None = None) -> Correction:
    """An entry no longer stands; `instead` takes its place where one is given. Nothing is overwritten: both stay to read.

    For whoever logged it themself, and for the board's staff: what a provider posted its learner does not rewrite.
    Raises NotTheirs, StruckAlready, or CannotCount for what is to stand instead; then the entry stands as it was.
    """
    with transaction.atomic(durable=True):
        held = LearningEntry.objects.select_related("practitioner", "board").get(pk=entry.pk)
        practitioner = lock(held.practitioner)
        if not (held.source == LearningEntry.Source.SELF_LOGGED and _is_own(practitioner, by)):
            require_authority(by, Authority(board=held.board, kinds=(RoleKind.BOARD_STAFF,)))
        if Correction.objects.filter(entry=held).exists():
            raise StruckAlready
        replaced = None
        if instead is not None:
            require_countable(instead, practitioner, held.board, without=held)
            source = LearningEntry.Source(held.source)
            replaced = write_entry(instead, practitioner, held.board, source=source, by=by)
        correction = Correction.objects.create(
            entry=held, instead=replaced, board=held.board, why=why, by=by, at=clock.now()
        )
        data = {"practitioner": practitioner.pk, "instead": replaced.pk if replaced else None}
        write_journal("learning.corrected", held, by=by, data=data)
    return correction


def set_goal(
    *,
    practitioner: Practitioner,
    words: str,
    topic: str,
    by: User,
    origin: LearningGoal.Origin = LearningGoal.Origin.OWN,
    by_day: date | None = None,
) -> LearningGoal:
    """Put something on one's own learning plan. The same open wish twice is one. Raises NotTheirs for anybody else's.

    ca.cultural.6: a need for cultural competence that came up in one's work goes here, as a topic and nothing of the
    person served. nc.values.3, nm.competence.1.
    """
    with transaction.atomic(durable=True):
        held = lock(practitioner)
        _require_own(held, by)
        told = {"practitioner": held, "words": words, "topic": topic, "done_on": None}
        goal = LearningGoal.objects.filter(**told).first()
        if goal is not None:
            return goal
        goal = LearningGoal.objects.create(**told, origin=origin, by_day=by_day, at=clock.now())
        write_journal("learning-goal.set", goal, by=by, data={"topic": topic, "origin": origin.value})
    return goal


def reach_goal(*, goal: LearningGoal, on: date, by: User) -> LearningGoal:
    """It is done. Done twice is done once. Raises NotTheirs."""
    with transaction.atomic(durable=True):
        held = LearningGoal.objects.select_for_update(of=("self",)).select_related("practitioner").get(pk=goal.pk)
        _require_own(held.practitioner, by)
        if held.done_on is None:
            held.done_on = on
            held.save(update_fields=["done_on"])
            write_journal("learning-goal.reached", held, by=by)
    return held


class StruckAlready(ValueError):
    """An entry was to be struck that no longer stands. Nothing was changed."""

    code = "struck-already"


def _for_board(learned: Learned, board: Board) -> Learned:
    """A course of one board's catalogue is to another board a title like any."""
    is_foreign = learned.course is not None and learned.course.board_id != board.pk
    return replace(learned, course=None) if is_foreign else learned


def _is_own(practitioner: Practitioner, by: User | None) -> bool:
    return by is not None and practitioner.user_id == by.pk


def _require_own(practitioner: Practitioner, by: User) -> None:
    if not _is_own(practitioner, by):
        raise NotTheirs
