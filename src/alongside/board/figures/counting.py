"""What a board's figures count: its certificates, renewals, lapses, hours and applications, in a few queries each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.applications.models import Application, Decision
from alongside.credentials.models import Certificate, CertificateEvent
from alongside.credentials.standing import standings
from alongside.credentials.status import Standing, Status
from alongside.credentials.words import WORDS
from alongside.learning.models import LearningEntry
from alongside.people import clock
from alongside.people.models import Board
from alongside.people.small_numbers import Shown, suppress

MONTHS: Final = 12
_DAYS: Final = (30, 60, 90)
_HOURS: Final = (Decimal(10), Decimal(20), Decimal(40))


@dataclass(frozen=True)
class Line:
    """One number of a figure; None where it is hidden. `width`: its bar, of 100."""

    label: str
    number: int | None
    width: int


@dataclass(frozen=True)
class Figure:
    """A figure with what it found as its title. `of` says what was counted."""

    key: str
    title: str
    of: str
    lines: Sequence[Line]
    total: int
    is_withheld: bool

    @property
    def hides(self) -> bool:
        return any(line.number is None for line in self.lines)


def figures_of(board: Board) -> list[Figure]:
    """Every figure of a board, today. As many queries for ten certificates as for ten thousand, but for long lists of ids."""
    today = clock.today_in(board.time_zone)
    held = list(Certificate.objects.filter(board=board).select_related("board", "holder"))
    stand = standings(held, clock.now())
    return [
        _workforce(held, stand),
        _statuses(stand),
        _lapses(stand, today),
        _renewals(board, today),
        _hours(board, held, stand),
        _asked(board, today),
        _decided(board),
    ]


def figure_of(board: Board, key: str) -> Figure | None:
    """One of them by its key."""
    return next((figure for figure in figures_of(board) if figure.key == key), None)


Held = Sequence[Certificate]
Stand = Mapping[int, Standing]


def _workforce(held: Held, stand: Stand) -> Figure:
    people = {c.holder_id: c.holder.county for c in held if c.pk in stand and stand[c.pk].is_in_force}
    counted = Counter(county or _("County not told") for county in people.values())
    rows = [(county, counted[county]) for county in sorted(counted, key=str.casefold)]
    return _figure("workforce", rows, found=_("Most who may serve live in %(label)s"), of=_("Who may serve, by county"))


def _statuses(stand: Stand) -> Figure:
    counted = Counter(standing.status for standing in stand.values())
    rows = [(str(WORDS[status].word), counted[status]) for status in Status]
    return _figure("status", rows, found=_("Most certificates stand so: %(label)s"), of=_("How certificates stand"))


def _lapses(stand: Stand, today: date) -> Figure:
    over = (s.through for s in stand.values() if s.status in {Status.GRACE, Status.LAPSED} and s.through)
    rows = _by_month(over, today)
    return _figure(
        "lapses", rows, found=_("Most lapse in %(label)s"), of=_("Certificates not renewed by their last day")
    )


def _renewals(board: Board, today: date) -> Figure:
    since = _months(today)[0]
    rows = CertificateEvent.objects.filter(board=board, kind=CertificateEvent.Kind.RENEWED, on__gte=since)
    by_month = _by_month(rows.values_list("on", flat=True), today)
    return _figure("renewals", by_month, found=_("Most renew in %(label)s"), of=_("Certificates renewed"))


def _hours(board: Board, held: Held, stand: Stand) -> Figure:
    """Of each certificate in force, the hours its holder learned in its period so far."""
    learned: dict[int, list[tuple[date, Decimal]]] = defaultdict(list)
    rows = LearningEntry.objects.filter(board=board, correction__isnull=True)
    for holder, on, hours in rows.values_list("practitioner_id", "completed_on", "hours"):
        learned[holder].append((on, hours))
    sums = []
    for certificate in held:
        standing = stand.get(certificate.pk)
        if standing and standing.is_in_force and standing.begins and standing.through:
            days = learned[certificate.holder_id]
            sums.append(sum((h for on, h in days if standing.begins <= on <= standing.through), Decimal(0)))
    labels = (_("None yet"), _("Under 10"), _("10 to 20"), _("20 to 40"), _("40 and more"))
    counted = Counter(0 if not whole else 1 + sum(whole >= edge for edge in _HOURS) for whole in sums)
    lines = [(label, counted[place]) for place, label in enumerate(labels)]
    return _figure(
        "hours", lines, found=_("Hours that most have so far: %(label)s"), of=_("Hours of learning by holder")
    )


def _asked(board: Board, today: date) -> Figure:
    rows = Application.objects.filter(board=board, submitted_on__gte=_months(today)[0])
    by_month = _by_month(rows.values_list("submitted_on", flat=True), today)
    return _figure("applications", by_month, found=_("Most apply in %(label)s"), of=_("Applications sent"))


def _decided(board: Board) -> Figure:
    rows = Decision.objects.filter(board=board).values("application", "application__submitted_on")
    waited = [
        (row["at"].astimezone(board.time_zone).date() - row["application__submitted_on"]).days
        for row in rows.annotate(at=Max("at"))
        if row["application__submitted_on"]
    ]
    counted = Counter(sum(days > edge for edge in _DAYS) for days in waited)
    labels = (_("30 days"), _("31 to 60 days"), _("61 to 90 days"), _("more than 90 days"))
    lines = [(label, counted[place]) for place, label in enumerate(labels)]
    return _figure("decisions", lines, found=_("Most are decided within: %(label)s"), of=_("Days from sent to decided"))


def _figure(key: str, rows: Sequence[tuple[str, int]], *, found: str, of: str) -> Figure:
    """Titled by its greatest number, where that one may be seen and is one alone; else by what it counts."""
    shown: Shown = suppress([number for _label, number in rows])
    visible = [number for number in shown.numbers if number]
    most = max(visible, default=0)
    leaders = [label for (label, _n), number in zip(rows, shown.numbers, strict=False) if most and number == most]
    title = found % {"label": leaders[0]} if len(leaders) == 1 else of
    lines = [
        Line(label, number, number * 100 // most if number and most else 0)
        for (label, _n), number in zip(rows, shown.numbers, strict=False)
    ]
    return Figure(key, title, of, lines, shown.total, shown.is_withheld)


def _by_month(days: Iterable[date | None], today: date) -> list[tuple[str, int]]:
    counted = Counter((day.year, day.month) for day in days if day)
    return [(date_format(first, "F Y"), counted[first.year, first.month]) for first in _months(today)]


def _months(today: date) -> list[date]:
    """The first days of the last twelve months, this one among them, the oldest first."""
    place = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(place - MONTHS + 1, place + 1)]
