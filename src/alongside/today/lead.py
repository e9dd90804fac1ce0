"""What waits for a supervisor this morning, whoever it leaves alone first: one row a kind, with where to go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from alongside.caseload.changes import changes_waiting
from alongside.caseload.covering import without_cover
from alongside.caseload.glass import to_review
from alongside.caseload.ties import ties_to_decide
from alongside.declarations.queries import count_waiting
from alongside.people.models import Agency
from alongside.people.viewer import Viewer
from alongside.practice.closing import closings_waiting
from alongside.practice.holding import holds_waiting
from alongside.supervision.owing import late_workers, owed_in
from alongside.supervision.support import asks_for
from alongside.supervision.team import months_in, standings_of_team


@dataclass(frozen=True, slots=True)
class Waits:
    """One kind of thing that waits. is_pressing: somebody is without anybody, or asked for help."""

    icon: str
    title: str
    url: str
    is_pressing: bool = False


def waits_for(viewer: Viewer, agency: Agency) -> list[Waits]:
    """What waits for them, the pressing first; empty on a quiet day."""
    today, now = viewer.today, standings_of_team(viewer)
    short = len({row.worker.pk for row in months_in(now) if row.minimum.falls_short})
    late = len(late_workers(owed_in(now)))
    decide = ties_to_decide(viewer.user, today).count() + changes_waiting(viewer, agency).count()
    decide += to_review(viewer, agency).count()
    declared, again = count_waiting(viewer)
    rows = [
        _row(len(without_cover(agency, today)), _uncovered, "warning", "caseload:waiting", is_pressing=True),
        _row(asks_for(viewer).count(), _asks, "talk", "supervision:team", is_pressing=True),
        _row(short, _short, "clock", "supervision:team"),
        _row(late, _late, "clock", "supervision:owing"),
        _row(closings_waiting(viewer, agency).count(), _closings, "folder", "practice:closings"),
        _row(holds_waiting(viewer, agency).count(), _holds, "warning", "practice:held"),
        _row(decide, _decide, "team", "caseload:waiting"),
        _row(declared, _declared, "flag", "declarations:register"),
        _row(again, _again, "clock", "declarations:register", query="state=again"),
    ]
    return [row for row in rows if row is not None]


def _row(
    count: int, words: Callable[[int], str], icon: str, name: str, *, is_pressing: bool = False, query: str = ""
) -> Waits | None:
    return Waits(icon, words(count), reverse(name) + (f"?{query}" if query else ""), is_pressing) if count else None


def _uncovered(n: int) -> str:
    return ngettext("%(n)s person has nobody to see them", "%(n)s people have nobody to see them", n) % {"n": n}


def _asks(n: int) -> str:
    return ngettext("%(n)s worker asks for support", "%(n)s workers ask for support", n) % {"n": n}


def _short(n: int) -> str:
    return ngettext("%(n)s worker will fall short this month", "%(n)s workers will fall short this month", n) % {"n": n}


def _late(n: int) -> str:
    said = ngettext(
        "%(n)s worker is late with what their code asks", "%(n)s workers are late with what their code asks", n
    )
    return said % {"n": n}


def _closings(n: int) -> str:
    return ngettext("%(n)s closing to staff", "%(n)s closings to staff", n) % {"n": n}


def _holds(n: int) -> str:
    return ngettext("%(n)s contact held from billing", "%(n)s contacts held from billing", n) % {"n": n}


def _decide(n: int) -> str:
    return ngettext("%(n)s thing to decide", "%(n)s things to decide", n) % {"n": n}


def _declared(n: int) -> str:
    return ngettext("%(n)s declaration to decide", "%(n)s declarations to decide", n) % {"n": n}


def _again(n: int) -> str:
    return ngettext("%(n)s decision to look at again", "%(n)s decisions to look at again", n) % {"n": n}
