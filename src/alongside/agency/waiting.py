"""What an agency sees of what waits: that somebody is without help, and that a decision waits past its day; never what it is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.caseload.changes import late_changes
from alongside.caseload.ties import late_ties
from alongside.database.prepared import Number, Prepared
from alongside.declarations.queries import declared_in
from alongside.people.models import Agency, Worker
from alongside.people.queries import supervision_on
from alongside.people.viewer import Viewer
from alongside.practice.closing import late_closings
from alongside.practice.holding import late_holds
from alongside.practice.waiting import late_at
from alongside.practice.without_help import assigned_under, barred, long_ago, nobody_supports, unseen
from alongside.rulings.deputies import Answering, answering
from alongside.rulings.queries import late_referrals, unanswered_at
from alongside.supervision.deputies import deputies_of

QUESTION, DECLARATION = _("A question that was sent"), _("A declaration to decide")


@dataclass(frozen=True, slots=True)
class Unhelped:
    """How many have nobody assigned, a worker who may not serve, or were not seen for `days`; and how many decisions are late."""

    nobody: int
    barred: int
    unseen: int
    days: int
    late: int


def unhelped(viewer: Viewer, agency: Agency) -> Unhelped:
    """Of those who keep an agency, today."""
    who, since = answering(viewer, agency), long_ago(agency, viewer.today)
    row = _NUMBERS.rows(agency.pk, who.on, who.in_time_from, who.in_time_since, since.day, since.moment)[0]
    found = dict(zip(_COUNTED, row, strict=True))
    late = sum(found[name] for name in found if name.startswith("late"))
    return Unhelped(
        nobody=found["nobody"],
        barred=len(barred(who)),
        unseen=found["unseen"],
        days=since.figure.value,
        late=late,
    )


@dataclass(frozen=True, slots=True)
class Unanswered:
    """That something waits past its day: of whom, with whom, and who has it besides.

    url: where it is decided, or, where that is its supervisor's alone, where a deputy is named
    """

    says: str | Promise
    worker: Worker | None
    supervisor: User | None
    deputy: User | None
    due_on: date
    clauses: tuple[str, ...]
    url: str


def unanswered_in(viewer: Viewer, agency: Agency) -> list[Unanswered]:
    """Everything of an agency that waits past its day, the longest first."""
    who = answering(viewer, agency)
    late = late_at(agency, who.in_time_from, who.in_time_since)
    asked = list(unanswered_at(viewer))
    deputies = deputies_of(agency, who.on)
    workers = {own.worker.pk for own in late if own.worker is not None}
    of_record = {
        row.worker_id: row.supervisor
        for row in supervision_on(who.on).filter(worker__in=workers).select_related("supervisor")
    }
    declared = declared_in(own.kept_id for own in asked)
    found = [
        Unanswered(
            DECLARATION if own.kept_id in declared else QUESTION,
            own.from_worker,
            own.to,
            own.deputy,
            own.due_on,
            (),
            reverse("supervision:deputy", args=[own.to_id]),
        )
        for own in asked
    ]
    for own in late:
        supervisor = of_record.get(own.worker.pk) if own.worker else None
        deputy = deputies.get(supervisor.pk) if supervisor else None
        named = reverse("supervision:deputy", args=[supervisor.pk]) if supervisor else reverse("supervision:team")
        found.append(Unanswered(own.says, own.worker, supervisor, deputy, own.due_on, own.clauses, own.url or named))
    return sorted(found, key=lambda own: own.due_on)


@dataclass(frozen=True, slots=True)
class _Asked:
    who: Answering
    since_day: date
    since: datetime


_COUNTED: Final[Mapping[str, Callable[[_Asked], QuerySet[Any]]]] = {
    "nobody": lambda asked: nobody_supports(asked.who.agency),
    "unseen": lambda asked: unseen(assigned_under(asked.who), asked.since_day, asked.since),
    "late questions": lambda asked: late_referrals(asked.who.agency, asked.who.on),
    "late ties": lambda asked: late_ties(asked.who.agency, asked.who.in_time_from),
    "late changes": lambda asked: late_changes(asked.who.agency, asked.who.in_time_from),
    "late closings": lambda asked: late_closings(asked.who.agency, asked.who.in_time_from),
    "late holds": lambda asked: late_holds(asked.who.agency, asked.who.in_time_since),
}


def _counting(
    agency: int, on: date, first: date, first_moment: datetime, since_day: date, since: datetime
) -> QuerySet[Agency, Any]:
    who = Answering(0, agency, on, first, first_moment, keeps=True)
    asked = _Asked(who, since_day, since)
    numbers = {f"n{place}": Number(rows(asked)) for place, rows in enumerate(_COUNTED.values())}
    return Agency.objects.filter(pk=agency).annotate(**numbers).values_list(*numbers)


_NUMBERS: Final = Prepared(_counting, int, date, date, datetime, date, datetime)
