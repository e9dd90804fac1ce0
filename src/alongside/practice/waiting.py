"""What waits for a supervisor besides questions and declarations: each with its clause, its clock, and where it is decided.

Ties told at an offer, changes that people ask for, closings to staff and contacts held have the clock that questions have
(`rulings.clocks`). Once it has run out the deputy has them too, and the agency sees that they wait; nothing is granted
meanwhile: the offer is not taken on, the case stays open, the contact is not billed, the change stays asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from alongside.caseload.changes import late_changes, open_changes
from alongside.caseload.models import ChangeAsked, Tie
from alongside.caseload.ties import late_ties, open_ties, rulings_at_offers
from alongside.people.models import Agency, Worker
from alongside.practice.closing import late_closings, open_closings
from alongside.practice.holding import late_holds, open_holds
from alongside.practice.models import Closing, Hold
from alongside.rulings.clocks import due_day
from alongside.rulings.deputies import Answering


class Kind(StrEnum):
    """What kind of thing waits."""

    TIE = "tie"
    CHANGE = "change"
    CLOSING = "closing"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits. due_on: the day by which it should be decided; clauses: that spoke, where one did.

    title: for who decides it; worker: whose it is; of a change that may be nobody in particular
    """

    kind: Kind
    title: str
    note: str
    icon: str
    answer: str
    came_on: date
    due_on: date
    clauses: tuple[str, ...]
    worker: Worker | None
    url: str


def waiting_at(
    who: Answering, agency: Agency, kinds: Iterable[Kind] = Kind, *, most: int | None = None
) -> list[Waiting]:
    """What waits for somebody at an agency, the oldest clock first; `most`: so many of each kind at most.

    Words of the people in it are for who decides: whoever asks has seen to it that they may.
    """
    found: list[Waiting] = []
    for kind in kinds:
        found += _SHOWN[kind](list(_ordered(kind, _OPEN[kind](who))[:most]), agency)
    return sorted(found, key=lambda own: own.due_on)


@dataclass(frozen=True, slots=True)
class Late:
    """That something waits past its day: what kind, whose, since when, under which clauses; nothing of what was said.

    url: where an administrator decides it themselves; empty where that is the supervisor's and the deputy's alone
    """

    kind: Kind
    says: str | Promise
    worker: Worker | None
    came_on: date
    due_on: date
    clauses: tuple[str, ...]
    url: str


def late_at(agency: Agency, in_time_from: date, in_time_since: datetime) -> list[Late]:
    """Whatever waits past its day at an agency, the longest first: for those who keep it."""
    rows: dict[Kind, QuerySet[Any]] = {
        Kind.TIE: late_ties(agency.pk, in_time_from),
        Kind.CHANGE: late_changes(agency.pk, in_time_from),
        Kind.CLOSING: late_closings(agency.pk, in_time_from),
        Kind.HOLD: late_holds(agency.pk, in_time_since),
    }
    found: list[Late] = []
    for kind, own in rows.items():
        for one in _SHOWN[kind](list(_ordered(kind, own)), agency):
            url = "" if kind is Kind.TIE else one.url
            found.append(Late(kind, SAYS[kind], one.worker, one.came_on, one.due_on, one.clauses, url))
    return sorted(found, key=lambda own: own.due_on)


SAYS: Final[dict[Kind, str | Promise]] = {
    Kind.TIE: gettext_lazy("How a worker knows somebody they were offered"),
    Kind.CHANGE: gettext_lazy("A change that a person asks for"),
    Kind.CLOSING: gettext_lazy("A closing to staff"),
    Kind.HOLD: gettext_lazy("A contact held from billing"),
}


def _ordered(kind: Kind, rows: QuerySet[Any]) -> QuerySet[Any]:
    related, day = {
        Kind.TIE: (("worker", "person"), "on"),
        Kind.CHANGE: (("worker", "person", "ruling"), "on"),
        Kind.CLOSING: (("worker", "person", "ruling", "by"), "asked_on"),
        Kind.HOLD: (("worker", "contact__held_ruling"), "at"),
    }[kind]
    return rows.select_related(*related).order_by(day, "pk")


def _ties(rows: Sequence[Tie], _agency: Agency) -> list[Waiting]:
    rulings = rulings_at_offers(rows)
    found = []
    for tie in rows:
        ruling = rulings.get((tie.worker_id, tie.person_id))
        names = {"worker": tie.worker.name, "person": tie.person.chosen_name}
        found.append(
            Waiting(
                Kind.TIE,
                _("%(worker)s and %(person)s know each other") % names,
                _("Does it get in the way?"),
                "team",
                ruling.answer if ruling else "",
                tie.on,
                due_day(tie.on),
                ruling.clauses if ruling else (),
                tie.worker,
                reverse("caseload:tie", args=[tie.pk]),
            )
        )
    return found


def _changes(rows: Sequence[ChangeAsked], _agency: Agency) -> list[Waiting]:
    return [
        Waiting(
            Kind.CHANGE,
            _("%(person)s asks for a change") % {"person": row.person.chosen_name},
            " · ".join([str(row.get_wants_display()), row.worker.name if row.worker else ""]).strip(" ·"),
            "talk",
            "",
            row.on,
            due_day(row.on),
            row.ruling.clauses if row.ruling else (),
            row.worker,
            reverse("caseload:answer_change", args=[row.pk]),
        )
        for row in rows
    ]


def _closings(rows: Sequence[Closing], _agency: Agency) -> list[Waiting]:
    return [
        Waiting(
            Kind.CLOSING,
            _("%(worker)s: shall %(person)s’s case close?")
            % {"worker": row.worker.name if row.worker else row.by.name, "person": row.person.chosen_name},
            str(row.get_ground_display()),
            "folder",
            "" if row.ruling is None or row.person_ended else row.ruling.answer,
            row.asked_on,
            due_day(row.asked_on),
            row.ruling.clauses if row.ruling else (),
            row.worker,
            reverse("practice:staff", args=[row.pk]),
        )
        for row in rows
    ]


def _holds(rows: Sequence[Hold], agency: Agency) -> list[Waiting]:
    found = []
    for row in rows:
        came = row.at.astimezone(agency.time_zone).date()
        ruling = row.contact.held_ruling if row.reason == Hold.Reason.RULING else None
        found.append(
            Waiting(
                Kind.HOLD,
                _("%(worker)s: a contact is held from billing") % {"worker": row.worker.name},
                str(row.get_reason_display()),
                "warning",
                ruling.answer if ruling is not None and not ruling.allows else "",
                came,
                due_day(came),
                tuple(row.clauses.split()),
                row.worker,
                reverse("practice:hold", args=[row.pk]),
            )
        )
    return found


_OPEN: Final[dict[Kind, Callable[[Answering], QuerySet[Any]]]] = {
    Kind.TIE: open_ties,
    Kind.CHANGE: open_changes,
    Kind.CLOSING: open_closings,
    Kind.HOLD: open_holds,
}
_SHOWN: Final[dict[Kind, Callable[[Any, Agency], list[Waiting]]]] = {
    Kind.TIE: _ties,
    Kind.CHANGE: _changes,
    Kind.CLOSING: _closings,
    Kind.HOLD: _holds,
}
