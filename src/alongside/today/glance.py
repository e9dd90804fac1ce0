"""How a worker's month of supervision and their learning stand in one look: what there is of what is asked, and what is missing.

The figures are those of the pages behind them: a clause's minimum, or the agency's rhythm where none names a number
(nm.rights.3), and the hours that each board counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from alongside.learning.counting import EVERYTHING
from alongside.learning.queries import progress_of
from alongside.learning.showing import shown
from alongside.people.models import Practitioner, Worker
from alongside.rulebook.addresses import clause_address
from alongside.rulings.standing_now import StandingsNow
from alongside.supervision.counting import Minimum, months_now
from alongside.supervision.models import SupervisionSession
from alongside.supervision.team import next_session
from alongside.supervision.words import forecast, minutes_words


@dataclass(frozen=True, slots=True)
class Meter:
    """One measure. kind: "pips" for what is counted, "bar" for amounts; says: where it stands; url: of its clause, if any

    have_words: empty where nobody told what is asked, so that there is nothing to draw
    """

    title: str
    have_words: str
    have: Decimal
    need: Decimal
    planned: Decimal
    kind: str
    says: str
    clause: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Glance:
    """What Today shows. coming: the next session that is booked"""

    supervision: list[Meter]
    coming: SupervisionSession | None
    learning: list[Meter]


def glance_of(worker: Worker, now: StandingsNow) -> Glance:
    """As it stands today. now: of the same worker"""
    months = months_now(now)[worker.pk]
    supervision = [_of_month(own) for own in months.now]
    return Glance(supervision, next_session(worker), list(_of_learning(worker.practitioner, now.on)))


def _of_month(own: Minimum) -> Meter:
    title = _("Clinical supervision") if own.is_clinical else _("Supervision this month")
    says, url = forecast(own), clause_address(own.clause) if own.clause else ""
    measure = own.minutes or own.sessions
    words = {"have": str(measure.have), "need": str(measure.need)}
    if own.minutes:
        words = {"have": minutes_words(measure.have), "need": minutes_words(measure.need)}
    return Meter(
        title=title,
        have_words=_("%(have)s of %(need)s") % words,
        have=Decimal(measure.have),
        need=Decimal(measure.need),
        planned=Decimal(measure.planned),
        kind="bar" if own.minutes else "pips",
        says=says,
        clause=own.clause,
        url=url,
    )


def _of_learning(practitioner: Practitioner, on: date) -> Iterator[Meter]:
    """All hours under each board whose period runs; the topics stand on the page behind."""
    for own in (shown(progress, on) for progress in progress_of(practitioner, on)):
        if own.progress.window.period is None:
            continue
        whole = next((bar for bar in own.bars if bar.topic == EVERYTHING), None)
        yield Meter(
            title=_("Learning: %(place)s") % {"place": _(own.progress.window.board.place)},
            have_words=whole.have_words if whole else "",
            have=whole.have if whole else Decimal(0),
            need=whole.need if whole else Decimal(0),
            planned=Decimal(0),
            kind="bar",
            says=own.headline,
        )
