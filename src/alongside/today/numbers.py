"""The numbers of a supervisor's morning, in one statement: what each of them counts, its own app says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from alongside.accounts.models import User
from alongside.caseload.changes import open_changes
from alongside.caseload.covering import stepped_back, stepped_out
from alongside.caseload.glass import open_glass
from alongside.caseload.ties import open_again, open_ties
from alongside.database.prepared import Number, Prepared
from alongside.declarations.queries import bounds_again, waiting_elsewhere
from alongside.people.models import Agency
from alongside.people.viewer import Viewer
from alongside.practice.closing import open_closings
from alongside.practice.holding import open_holds
from alongside.practice.without_help import Since, assigned_under, long_ago, may_be_barred, nobody_supports, unseen
from alongside.rulings.clocks import SOON
from alongside.rulings.deputies import Answering, answering
from alongside.rulings.queries import decided_again, waiting_at
from alongside.supervision.support import asks_at


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the statement is asked with, in plain values."""

    who: Answering
    by: date
    since_day: date
    since: datetime


_DECIDED: Final[Mapping[str, Callable[[_Asked], QuerySet[Any]]]] = {
    "questions": lambda asked: waiting_at(asked.who),
    "declared": lambda asked: waiting_elsewhere(asked.who),
    "tie": lambda asked: open_ties(asked.who),
    "change": lambda asked: open_changes(asked.who),
    "closing": lambda asked: open_closings(asked.who),
    "hold": lambda asked: open_holds(asked.who),
}
"""What waits for a decision: all of it stands on one list."""

_COUNTED: Final[Mapping[str, Callable[[_Asked], QuerySet[Any]]]] = {
    **_DECIDED,
    "ties_again": lambda asked: open_again(asked.who, asked.by),
    "bounds_again": lambda asked: bounds_again(asked.who, asked.by),
    "questions_again": lambda asked: decided_again(asked.who, asked.by),
    "glass": lambda asked: open_glass(asked.who),
    "asks": lambda asked: asks_at(asked.who),
    "stepped_back": lambda asked: stepped_back(Q(agency=asked.who.agency), asked.who.on),
    "stepped_out": lambda asked: stepped_out(Q(agency=asked.who.agency)),
    "nobody": lambda asked: nobody_supports(asked.who.agency),
    "doubtful": lambda asked: may_be_barred(asked.who),
    "unseen": lambda asked: unseen(assigned_under(asked.who), asked.since_day, asked.since),
}


@dataclass(frozen=True)
class Numbers:
    """How many there are of each, by name. `since`: how long ago somebody was last seen who counts as `unseen`."""

    agency: Agency
    of: Mapping[str, int]
    since: Since
    who: Answering

    @property
    def to_decide(self) -> int:
        """Everything that stands on the list of decisions."""
        return sum(self.of[name] for name in _DECIDED)

    @property
    def again(self) -> int:
        """What was decided until a day that has come, or comes soon."""
        return self.of["ties_again"] + self.of["bounds_again"] + self.of["questions_again"]


def numbers_of(viewer: Viewer, agency: Agency) -> Numbers:
    """Of a supervisor, today."""
    who, since = answering(viewer, agency), long_ago(agency, viewer.today)
    values = (*_values(who), viewer.today + SOON, since.day, since.moment)
    row = _ALL[who.keeps].rows(*values)[0]
    return Numbers(agency, dict(zip(_COUNTED, row, strict=True)), since, who)


def count_to_decide(viewer: Viewer, agency: Agency) -> int:
    """How much waits for a supervisor's decision."""
    who = answering(viewer, agency)
    return sum(_TO_DECIDE[who.keeps].rows(*_values(who))[0])


def _values(who: Answering) -> tuple[int | date | datetime, ...]:
    own = (who.user, who.agency, who.on, who.in_time_from)
    return own if who.keeps else (*own, who.in_time_since)


def _counting(
    counted: Mapping[str, Callable[[_Asked], QuerySet[Any]]], *, keeps: bool, looks_back: bool
) -> Prepared[User]:
    """One row with a number for each. Who keeps an agency has it all whenever it came: there no moment of it is asked."""

    def build(user: int, agency: int, on: date, first: date, *more: Any) -> QuerySet[User, Any]:
        moment, rest = (_NEVER, more) if keeps else (more[0], more[1:])
        who = Answering(user, agency, on, first, moment, keeps=keeps)
        asked = _Asked(who, *rest) if looks_back else _Asked(who, on, on, moment)
        numbers = {f"n_{name}": Number(rows(asked)) for name, rows in counted.items()}
        return User.objects.filter(pk=user).annotate(**numbers).values_list(*numbers)

    kinds: list[Any] = [int, int, date, date, *([] if keeps else [datetime])]
    return Prepared(build, *kinds, *([date, date, datetime] if looks_back else []))


_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)

_ALL: Final = {keeps: _counting(_COUNTED, keeps=keeps, looks_back=True) for keeps in (False, True)}
_TO_DECIDE: Final = {keeps: _counting(_DECIDED, keeps=keeps, looks_back=False) for keeps in (False, True)}
