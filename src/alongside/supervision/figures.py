"""Figures that no code sets: how many people one worker has and how many workers one supervisor, how often there is supervision, how long nobody is without
contact before it shows (nm.rights.0a), how often somebody is to be tried before they count as not answering (nm.role.8). All but
the last are a gauge, never a wall.

Ours are dated data with their source (`gauges.toml`); an agency may set its own, and pages say whose a figure is.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.caseload.gauges import CASELOAD, Gauge, gauge
from alongside.database.prepared import Prepared
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Agency, RoleKind
from alongside.supervision.models import AgencyFigure
from alongside.supervision.refusals import NotPossible

FILE: Final = Path(__file__).with_name("gauges.toml")
TEAM: Final = "team"
RHYTHM: Final = "rhythm"
UNSEEN: Final = "unseen"
ATTEMPTS: Final = "attempts"
NAMES: Final = (CASELOAD, TEAM, RHYTHM, UNSEEN, ATTEMPTS)


@dataclass(frozen=True, slots=True)
class Figure:
    """So many, from a day on. is_own: set by the agency; source: who says so, where it is not."""

    name: str
    value: int
    from_day: date
    source: str
    is_own: bool = False


def figure(name: str, agency: Agency, on: date) -> Figure:
    """What holds at an agency on a day: its own figure, else ours."""
    own = _own(name, agency.pk, on)
    if own is not None:
        return Figure(name, own.value, own.from_day, "", is_own=True)
    if name in {CASELOAD, TEAM}:
        usual = gauge(name, on)
        return Figure(name, usual.most, usual.start, usual.source)
    return max((row for row in _ours() if row.name == name and row.from_day <= on), key=lambda row: row.from_day)


def own_caseload(agency: int, on: date) -> Gauge | None:
    """How many people one worker has, as an agency set it itself; None where it did not."""
    own = _own(CASELOAD, agency, on)
    return Gauge(CASELOAD, own.value, own.from_day, "", is_own=True) if own is not None else None


def set_figure(*, agency: Agency, name: str, value: int, by: User) -> AgencyFigure:
    """Set the agency's own figure, from today. The same figure set again is set once.

    Raises NotTheirs unless an administrator of the agency, NotPossible for a figure out of reason.
    """
    with transaction.atomic(durable=True):
        held = Agency.objects.select_for_update().get(pk=agency.pk)
        require_authority(by, Authority((RoleKind.AGENCY_ADMINISTRATOR,), agency=held))
        if not 1 <= value <= 100 or name not in NAMES:
            raise NotPossible("out-of-reason", _("Choose a number from 1 to 100."), field=name)
        today = clock.today_in(held.time_zone)
        last = AgencyFigure.objects.filter(agency=held, name=name).order_by("-from_day", "-pk").first()
        if last is not None and last.value == value:
            return last
        row = AgencyFigure.objects.create(agency=held, name=name, value=value, from_day=today, by=by, at=clock.now())
        write_journal("figure.set", row, by=by, data={"name": name, "value": value})
    return row


def _own(name: str, agency: int, on: date) -> AgencyFigure | None:
    rows = _SET.all(agency)
    return max((row for row in rows if row.name == name and row.from_day <= on), key=_order, default=None)


def _order(row: AgencyFigure) -> tuple[date, int]:
    return row.from_day, row.pk


_SET: Final = Prepared(lambda agency: AgencyFigure.objects.filter(agency=agency).order_by("pk"), int, seldom=True)


@lru_cache(maxsize=1)
def _ours() -> tuple[Figure, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["gauge"]
    return tuple(Figure(row["name"], row["value"], row["from"], row["source"]) for row in rows)
