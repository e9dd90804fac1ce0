"""The month of a team: who will fall short, what waits to be written up, what did not take place."""

from __future__ import annotations

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.people.gates import at_an_agency
from alongside.people.viewer import AgencyRequest
from alongside.rulebook.addresses import clause_address
from alongside.rulings.queries import unanswered_at
from alongside.supervision import team
from alongside.supervision.moments import last_of_month
from alongside.supervision.showing import remedy, tables, verdict
from alongside.supervision.support import asks_for, unanswered_asks

A_PAGE: Final = 25
LATELY: Final = 5


@require_safe
@at_an_agency(*team.LEADS)
def overview(request: AgencyRequest) -> HttpResponse:
    """Who will fall short this month, before it happens."""
    viewer = request.viewer
    rows = team.rows_of(viewer)
    context = {
        "title": verdict(rows),
        "lead": remedy(rows),
        "tables": tables(rows),
        "is_any_short": any(row.minimum.falls_short for row in rows),
        "last": last_of_month(request.today),
        "days_left": (last_of_month(request.today) - request.today).days,
        "unwritten": team.unwritten(viewer),
        "coming": team.coming(viewer)[:LATELY],
        "missed": team.missed_by(viewer)[:LATELY],
        "uncovered": team.uncovered(viewer),
        "loads": team.loads(viewer),
        "rhythm_url": clause_address("nm.rights.3"),
        "asks": list(asks_for(viewer)),
        "late_asks": list(unanswered_asks(viewer)),
        "late_questions": list(unanswered_at(viewer)),
        "sees_all": team.sees_all(viewer),
    }
    return render(request, "supervision/team.html", context)


@require_safe
@at_an_agency(*team.LEADS)
def sessions(request: AgencyRequest) -> HttpResponse:
    """What is booked, and what was held, the latest first."""
    context = {
        "unwritten": team.unwritten(request.viewer),
        "coming": team.coming(request.viewer),
        "page_obj": Paginator(team.held_lately(request.viewer), A_PAGE).get_page(request.GET.get("page")),
        "sees_all": team.sees_all(request.viewer),
    }
    return render(request, "supervision/sessions.html", context)
