"""Everything that waits for a supervisor's decision on one list, the oldest clock first, each with its clause beside it.

Questions and declarations that were referred, ties told at an offer, closings to staff, contacts held, changes that people
ask for. Each is decided where it stands; a deputy has what its supervisor left unanswered, and nothing is granted meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.ties import ties_to_look_at_again
from alongside.declarations.kinds import title_of
from alongside.declarations.models import Declaration
from alongside.declarations.queries import bounds_again, declared_in, waiting_elsewhere
from alongside.people.models import Agency, Worker
from alongside.people.queries import supervision_on
from alongside.people.viewer import Viewer
from alongside.practice import waiting
from alongside.practice.waiting import Kind, Waiting
from alongside.rulings import words
from alongside.rulings.clocks import SOON, due_day
from alongside.rulings.deputies import Answering, answering
from alongside.rulings.models import Referral
from alongside.rulings.queries import decided_again, waiting_at
from alongside.rulings.sealing import CannotOpen
from alongside.rulings.showing import gist
from alongside.today.clocks import Clock, clock_until
from alongside.today.views.questions import act_words
from alongside.ui.amounts import weekday_words


@dataclass(frozen=True, slots=True)
class Decision:
    """One row. answer: of the ruling, for its mark; else an icon. lang: of the title, where it is the rulebook's own

    instead_of: whose deputy the reader is in it
    """

    title: str
    note: str
    answer: str
    icon: str
    clauses: tuple[str, ...]
    came_on: date
    due_on: date
    clock: Clock
    worker: Worker | None
    url: str
    lang: str = ""
    instead_of: str = ""


def decisions_for(
    viewer: Viewer, agency: Agency, counted: Mapping[str, int], *, most: int | None = None
) -> list[Decision]:
    """What waits for somebody, the oldest clock first, at most so many.

    counted: how many there are of each kind (`numbers`); those of which there are none are not asked for
    """
    who, today = answering(viewer, agency), viewer.today
    found = _referred(who, agency, most) if counted["questions"] else []
    if counted["declared"]:
        found += _declared(who, agency, most)
    kinds = [kind for kind in Kind if counted[kind]]
    found += [_of(own, today) for own in waiting.waiting_at(who, agency, kinds, most=most)]
    first = sorted(found, key=lambda own: own.due_on)[:most]
    return first if who.keeps else _with_whom(first, viewer.user, today)


def _referred(who: Answering, agency: Agency, most: int | None) -> list[Decision]:
    """Questions that workers sent, and declarations, which are decided beside what was declared."""
    rows = waiting_at(who).select_related("kept", "from_worker", "to").order_by("due_on", "sent_at", "pk")[:most]
    declared = declared_in(own.kept_id for own in rows)
    found = [_of_referral(own, declared.get(own.kept_id), agency, who.on) for own in rows]
    return [
        replace(shown, instead_of=own.to.name) if own.to_id != who.user else shown
        for own, shown in zip(rows, found, strict=True)
    ]


def _of_referral(own: Referral, declared: Declaration | None, agency: Agency, today: date) -> Decision:
    may = words.Said(title_of(declared.kind)) if declared else act_words(own.kept.act)
    url = reverse("declarations:decide", args=[declared.pk]) if declared else reverse("today:referral", args=[own.pk])
    sent = own.sent_at.astimezone(agency.time_zone).date()
    about, clauses = _told(own)
    said = _("Sent on %(day)s") % {"day": weekday_words(sent)}
    return Decision(
        title=f"{own.from_worker.name}: {may}",
        note=" · ".join(part for part in (about, said) if part),
        answer=own.answer,
        icon="",
        clauses=clauses,
        came_on=sent,
        due_on=own.due_on,
        clock=clock_until(own.due_on, today),
        worker=own.from_worker,
        url=url,
        lang=may.lang,
    )


def _told(own: Referral) -> tuple[str, tuple[str, ...]]:
    try:
        told = own.kept.told()
    except CannotOpen:
        return "", ()
    return gist(told), tuple(dict.fromkeys(told.decided_by))


def _declared(who: Answering, agency: Agency, most: int | None) -> list[Decision]:
    """What was declared and is referred to nobody, or to somebody who is of record no more."""
    rows = waiting_elsewhere(who).order_by("pk")[:most]
    return [
        Decision(
            title=f"{row.worker.name}: {title_of(row.kind)}",
            note=_("Declared on %(day)s") % {"day": weekday_words(row.declared_on)},
            answer=row.ruling.answer,
            icon="",
            clauses=row.ruling.clauses,
            came_on=row.declared_on,
            due_on=due_day(row.declared_on),
            clock=clock_until(due_day(row.declared_on), who.on),
            worker=row.worker,
            url=reverse("declarations:decide", args=[row.pk]),
        )
        for row in rows
    ]


def _of(own: Waiting, today: date) -> Decision:
    return Decision(
        title=own.title,
        note=own.note,
        answer=own.answer,
        icon=own.icon,
        clauses=own.clauses,
        came_on=own.came_on,
        due_on=own.due_on,
        clock=clock_until(own.due_on, today),
        worker=own.worker,
        url=own.url,
    )


def _with_whom(rows: Sequence[Decision], user: User, today: date) -> list[Decision]:
    """What came to a deputy says for whom: only what is late can be another's. Who keeps an agency has everybody's anyway."""
    late = {row.worker.pk for row in rows if row.worker is not None and row.due_on < today}
    if not late:
        return list(rows)
    of_record = supervision_on(today).filter(worker__in=late).select_related("supervisor")
    names = {row.worker_id: row.supervisor.name for row in of_record if row.supervisor_id != user.pk}
    return [
        replace(row, instead_of=names.get(row.worker.pk, "")) if row.worker is not None and row.due_on < today else row
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Again:
    """A decision whose day to look at it again has come, or comes soon."""

    title: str
    note: str
    day: date
    is_due: bool
    url: str
    lang: str = ""


def again_for(viewer: Viewer, agency: Agency) -> list[Again]:
    """What somebody decided until a day: declarations, ties and questions, the day that came first before the others."""
    who, by = answering(viewer, agency), viewer.today + SOON
    found = [
        _again(
            title_of(row.kind),
            row.worker.name,
            _day(row, "review_on"),
            who.on,
            reverse("declarations:decide", args=[row.pk]),
        )
        for row in bounds_again(who, by)
    ]
    found += [
        _again(
            _("%(worker)s and %(person)s know each other")
            % {"worker": row.worker.name, "person": row.person.chosen_name},
            "",
            _day(row, "review_on"),
            who.on,
            reverse("caseload:tie", args=[row.pk]),
        )
        for row in ties_to_look_at_again(viewer, agency, by)
    ]
    for row in decided_again(who, by).select_related("kept", "from_worker"):
        may, url = act_words(row.kept.act), reverse("today:referral", args=[row.pk])
        shown = _again(f"{row.from_worker.name}: {may}", _told(row)[0], _day(row, "again_on"), who.on, url)
        found.append(replace(shown, lang=may.lang))
    return sorted(found, key=lambda own: own.day)


def _again(title: str, note: str, day: date, today: date, url: str) -> Again:
    return Again(title, note, day, day <= today, url)


def _day(row: Model, name: str) -> date:
    day: date = vars(row)[name]
    return day
