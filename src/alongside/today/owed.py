"""What a worker's codes ask of them that is late or due soon: each clause once, with its day, its next step and where to take it.

Promises have a place of their own on the page. Everything else that an app can tell stands here, so that "nothing is late" is
true; a month of supervision that falls short stands here as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.models import Worker
from alongside.rulebook.addresses import clause_address, page_of
from alongside.rulebook.queries import library
from alongside.rulebook.serving import home_of
from alongside.rulings.standing_now import StandingsNow
from alongside.supervision.counting import Minimum, minimums_now
from alongside.supervision.owing import Owes, owed_in
from alongside.supervision.words import how_often_owed, short_words, when_owed
from alongside.ui.amounts import weekday_words

NEAR: Final = timedelta(days=31)
PROMISED: Final = "commitment-kept"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do. often: "3 of these"; state: as a tag's, "late", "soon" or "calm"; lang: of the title, if the code's."""

    title: str
    when: str
    often: str
    state: str
    clause: str
    url: str
    lang: str = ""

    @property
    def is_late(self) -> bool:
        return self.state == "late"


def steps_of(worker: Worker, on: date) -> list[Step]:
    """What is late first, then what is due soonest."""
    now = StandingsNow([worker], on)
    owed = [own for own in owed_in(now, reader_is_worker=True) if PROMISED not in own.duty.do and _is_near(own, on)]
    late, due = [own for own in owed if own.is_late], [own for own in owed if not own.is_late]
    return [*map(_step, late), *_supervision(now), *map(_step, due)]


def _is_near(own: Owes, on: date) -> bool:
    return own.is_late or own.next_due is None or own.next_due - on <= NEAR


def _step(own: Owes) -> Step:
    return Step(
        title=own.duty.next or own.duty.says,
        when=when_owed(own),
        often=how_often_owed(own),
        state="late" if own.is_late else "soon" if own.next_due else "calm",
        clause=own.duty.clause,
        url=_where(own),
        lang="en",
    )


def _where(own: Owes) -> str:
    """Where the clause is served; its own page where nothing else here does."""
    clauses = (edition.clause(own.duty.clause) for edition in library().editions if edition.has(own.duty.clause))
    home = next((home_of(clause) for clause in clauses), "")
    return page_of(home, own.code) or clause_address(own.duty.clause)


def _supervision(now: StandingsNow) -> Iterator[Step]:
    """What a clause counts of sessions this month and is neither held nor booked; an agency's rhythm is no clause's."""
    for own in minimums_now(now):
        if own.falls_short:
            yield _of_month(own)


def _of_month(own: Minimum) -> Step:
    return Step(
        title=_("Supervision: %(what)s more") % {"what": short_words(own)},
        when=_("By %(day)s") % {"day": weekday_words(own.due)},
        often="",
        state="soon",
        clause=own.clause,
        url=reverse("supervision:mine"),
    )
