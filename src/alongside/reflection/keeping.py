"""Keeping words about a question, reading one's own again, deleting them. The journal is told of none of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.people.viewer import Viewer
from alongside.reflection.models import Reflection
from alongside.reflection.turns import question_for
from alongside.rulings.sealing import CannotOpen, seal, unseal
from alongside.supervision.refusals import NotPossible

LONGEST: Final = 4_000
MOST: Final = 500
"""So many are kept; then some have to be deleted first."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A reflection, opened; `question` and `words` are empty where it can no longer be."""

    row: Reflection
    question: str
    words: str

    def __repr__(self) -> str:  # nothing of it may reach an error report
        return "Kept(...)"


def keep_reflection(
    *, worker: Worker, clause: str, words: str, form_token: UUID | None, by: User, on: date
) -> Reflection:
    """Keep words for oneself. The same form sent twice keeps them once.

    Raises NotTheirs for anybody else, NotPossible for no words, too many, or a clause that is no guide of theirs.
    """
    with transaction.atomic(durable=True):
        held = Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
        if held.user_id != by.pk:
            raise NotTheirs
        mine = Reflection.objects.filter(worker=held)
        before = mine.filter(form_token=form_token).first() if form_token else None
        if before is not None:
            return before
        if not words.strip():
            raise NotPossible(
                "no-words", _("Write a few words first, or leave the page: nothing is asked of you."), field="words"
            )
        if len(words) > LONGEST:
            raise NotPossible("too-long-words", _("That is too long to keep: say it in fewer words."), field="words")
        if mine.count() >= MOST:
            raise NotPossible("too-many", _("There are 500 here. Delete some that are done with."), field="words")
        asked = question_for(held, on, clause)
        if asked is None or asked.clause.id != clause:
            raise NotPossible(
                "no-guide", _("This question is no longer in your code. Copy your words, then open the page anew.")
            )
        return Reflection.objects.create(
            agency_id=held.agency_id,
            worker=held,
            clause=clause,
            sealed=seal({"question": asked.words, "words": words.strip()}),
            at=clock.now(),
            form_token=form_token,
        )


def delete_reflection(*, reflection: Reflection, by: User) -> None:
    """Delete one's own, without a trace. Deleted twice, it is gone once. Raises NotTheirs for anybody else's."""
    with transaction.atomic(durable=True):
        row = (
            Reflection.objects.select_for_update(of=("self",)).select_related("worker").filter(pk=reflection.pk).first()
        )
        if row is not None and row.worker.user_id != by.pk:
            raise NotTheirs
        if row is not None:
            row.delete()


def my_reflections(viewer: Viewer) -> QuerySet[Reflection]:
    """The viewer's own at the agency they are at, the latest first: nobody sees anybody else's."""
    if viewer.worker is None:
        return Reflection.objects.none()
    return Reflection.objects.filter(worker=viewer.worker, worker__user=viewer.user).order_by("-at", "-pk")


def my_reflection(viewer: Viewer, reflection_id: int) -> Reflection:
    """Raises Http404 for one that is foreign or missing."""
    if viewer.worker is None:
        raise Http404
    return get_object_or_404(my_reflections(viewer), pk=reflection_id)


def opened(row: Reflection) -> Kept:
    """A reflection to be read by its owner."""
    try:
        told = unseal(row.sealed)
    except CannotOpen:
        return Kept(row, "", "")
    return Kept(row, str(told["question"]), str(told["words"]))
