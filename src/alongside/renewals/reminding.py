"""Reminders and lapses, by themselves: once a board's day, each told once, none told stale. nc.cert.1, nc.cert.3.

A lapse needs nobody: how a certificate stands is worked out. What runs here only tells of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.urls import reverse

from alongside.credentials.models import Certificate
from alongside.credentials.queries import binding
from alongside.credentials.standing import standings_on
from alongside.credentials.status import Standing, Status
from alongside.notices.actions import notify
from alongside.people import clock
from alongside.people.models import Board, RoleKind
from alongside.people.queries import holding, supervisor_of
from alongside.renewals.knowing import rule_of
from alongside.renewals.legal import told_clock
from alongside.renewals.models import REMINDER_DAYS, DayRun, LegalAction, Renewal
from alongside.renewals.recovery import workers_now

NEWS: Final = timedelta(days=7)
"""How long after a lapse it is still told: a week of standstill loses nothing, older news is stale."""


def run(now: datetime) -> int:
    """Everything due today at each board, once a day. A day that is half done is done again: keys tell each thing once."""
    return sum(_run(board, now.astimezone(board.time_zone).date()) for board in Board.objects.order_by("pk"))


def _run(board: Board, today: date) -> int:
    if DayRun.objects.filter(board=board, day=today).exists():
        return 0
    told = remind(board, today)
    try:
        with transaction.atomic():
            DayRun.objects.create(board=board, day=today)
    except IntegrityError:  # another program was as quick
        pass
    return told


def remind(board: Board, today: date) -> int:
    """Tell every holder of a board what today asks, but whose renewal is with the board; returns how many things were told."""
    rows = list(binding(today).filter(board=board).exclude(number="").select_related("board", "holder__user"))
    now = standings_on(rows, today)
    rule = rule_of(board, today)
    steps = rule.reminder_days if rule and rule.reminder_days else REMINDER_DAYS
    waiting = set(
        Renewal.objects.filter(board=board, decision__isnull=True).values_list("certificate_id", "for_through")
    )
    open_ones = [(row, now[row.pk]) for row in rows if row.pk in now and (row.pk, now[row.pk].through) not in waiting]
    return sum(_tell(row, standing, today, steps) for row, standing in open_ones)


def _tell(row: Certificate, standing: Standing, today: date, steps: Sequence[int]) -> int:
    through = standing.through
    if through is None:
        return 0
    if standing.is_in_force:
        left = (through - today).days
        step = next((day for day in sorted(steps) if left <= day), None)
        return 0 if step is None else _once(row, "renewal.due", f"{through}:{step}", through)
    if standing.status is Status.GRACE and standing.late_until is not None:
        told = _lapsed(row, through) if today - through <= NEWS else 0
        near = (standing.late_until - today).days <= NEWS.days
        return told + (_once(row, "renewal.last-days", f"{standing.late_until}", standing.late_until) if near else 0)
    if standing.status is Status.LAPSED and today - through <= NEWS:
        return _lapsed(row, through)
    return 0


def _once(row: Certificate, kind: str, key: str, day: date) -> int:
    with transaction.atomic():
        return notify(
            kind=kind,
            to=row.holder,
            key=f"{kind}:{row.pk}:{key}",
            data={"number": row.number, "day": day.isoformat()},
            url=reverse("renewals:one", args=[row.token]),
        )


def _lapsed(row: Certificate, through: date) -> int:
    """Tell the holder what stops, and those who have to find cover: supervisor of record and administrators."""
    told = _once(row, "renewal.lapsed", f"{through}", through)
    for worker in workers_now(row.holder, clock.now()):
        supervisor = supervisor_of(worker, through)
        people = holding(RoleKind.AGENCY_ADMINISTRATOR, through, agency=worker.agency_id)
        for user in {user.pk: user for user in [*people, *([supervisor] if supervisor else [])]}.values():
            with transaction.atomic():
                told += notify(
                    kind="renewal.lapsed-at-work",
                    to=user,
                    key=f"renewal.lapsed-at-work:{row.pk}:{through}:{user.pk}",
                    data={"name": row.name_on_certificate, "day": through.isoformat()},
                )
    return told


def remind_of_actions(now: datetime) -> int:
    """Legal actions that are over for the worker, and whose papers the board still waits for: nc.cert.5b asks for them."""
    told = 0
    waiting = LegalAction.objects.filter(resolution__isnull=True).select_related("practitioner__user", "board")
    for row in waiting:
        today = now.astimezone(row.board.time_zone).date()
        months = (today - row.told_on).days // 90
        if months and told_clock(row.code, row.began_on, row.told_on, today).owed is not None:
            with transaction.atomic():
                told += notify(
                    kind="legal-action.how-is-it",
                    to=row.practitioner,
                    key=f"legal-action.how-is-it:{row.pk}:{months}",
                    url=reverse("renewals:legal-one", args=[row.pk]),
                )
    return told
