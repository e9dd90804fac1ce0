"""What a supervisor sees first this morning, whoever is left alone first: one row a kind, with where to go.

What waits for their decision stands in a list of its own (`decisions`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from alongside.caseload.covering import without_cover
from alongside.people.viewer import Viewer
from alongside.practice.without_help import barred
from alongside.supervision.owing import late_workers, owed_in
from alongside.supervision.team import months_in, standings_of_team
from alongside.today.numbers import Numbers


@dataclass(frozen=True, slots=True)
class Waits:
    """One kind of thing that waits. is_pressing: somebody is without anybody, or asked for help."""

    icon: str
    title: str
    url: str
    is_pressing: bool = False


def waits_for(viewer: Viewer, numbers: Numbers) -> list[Waits]:
    """What waits for them, the pressing first; empty on a quiet day."""
    counted, now = numbers.of, standings_of_team(viewer)
    short = len({row.worker.pk for row in months_in(now) if row.minimum.falls_short})
    late = len(late_workers(owed_in(now)))
    uncovered = (
        len(without_cover(numbers.agency, viewer.today)) if counted["stepped_back"] or counted["stepped_out"] else 0
    )
    no_help = len(barred(numbers.who)) if counted["doubtful"] else 0
    rows = [
        _row(
            counted["nobody"], _nobody(counted["nobody"]), "warning", "practice:without_help", "?why=nobody", first=True
        ),
        _row(uncovered, _uncovered(uncovered), "warning", "caseload:waiting", "#h-cover", first=True),
        _row(no_help, _no_help(no_help), "warning", "practice:without_help", "?why=worker", first=True),
        _row(counted["asks"], _asks(counted["asks"]), "talk", "supervision:team", "#h-asks", first=True),
        _row(counted["unseen"], _unseen(counted["unseen"], numbers), "heart", "practice:without_help", "?why=unseen"),
        _row(short, _short(short), "clock", "supervision:team"),
        _row(late, _late(late), "clock", "supervision:owing"),
        _row(counted["glass"], _glass(counted["glass"]), "warning", "caseload:waiting", "#h-glass"),
        _row(numbers.again, _again(numbers.again), "clock", "today:referrals", "#h-again"),
    ]
    return [row for row in rows if row is not None]


def _row(count: int, title: str, icon: str, name: str, place: str = "", *, first: bool = False) -> Waits | None:
    return Waits(icon, title, reverse(name) + place, first) if count else None


def _nobody(n: int) -> str:
    return ngettext("%(n)s person has nobody assigned", "%(n)s people have nobody assigned", n) % {"n": n}


def _uncovered(n: int) -> str:
    return ngettext("%(n)s person has nobody to see them", "%(n)s people have nobody to see them", n) % {"n": n}


def _no_help(n: int) -> str:
    return ngettext("%(n)s person’s worker may not serve", "%(n)s people’s worker may not serve", n) % {"n": n}


def _unseen(n: int, numbers: Numbers) -> str:
    said = ngettext("%(n)s person not seen for %(days)s days", "%(n)s people not seen for %(days)s days", n)
    return said % {"n": n, "days": numbers.since.figure.value}


def _asks(n: int) -> str:
    return ngettext("%(n)s worker asks for support", "%(n)s workers ask for support", n) % {"n": n}


def _short(n: int) -> str:
    return ngettext("%(n)s worker will fall short this month", "%(n)s workers will fall short this month", n) % {"n": n}


def _late(n: int) -> str:
    said = ngettext(
        "%(n)s worker is late with what their code asks", "%(n)s workers are late with what their code asks", n
    )
    return said % {"n": n}


def _glass(n: int) -> str:
    said = ngettext(
        "%(n)s record opened in an emergency to look into", "%(n)s records opened in an emergency to look into", n
    )
    return said % {"n": n}


def _again(n: int) -> str:
    return ngettext("%(n)s decision to look at again", "%(n)s decisions to look at again", n) % {"n": n}
