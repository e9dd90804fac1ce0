"""The month of a team: who will fall short, what waits to be written up, what did not take place."""

from __future__ import annotations

from collections import Counter
from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.people.gates import at_an_agency
from alongside.people.viewer import AgencyRequest
from alongside.rulebook.addresses import clause_address, with_query
from alongside.rulings.queries import unanswered_at
from alongside.supervision import team
from alongside.supervision.moments import last_of_month
from alongside.supervision.owing import owed_in
from alongside.supervision.showing import remedy, tables, verdict, verdict_on_duties
from alongside.supervision.support import asks_for, unanswered_asks

A_PAGE: Final = 25
LATELY: Final = 5


@require_safe
@at_an_agency(*team.LEADS)
def overview(request: AgencyRequest) -> HttpResponse:
    """Who will fall short this month, before it happens."""
    viewer, words = request.viewer, request.GET.get("q", "")[:120].strip()
    now = team.standings_of_team(viewer)
    rows, owed = team.months_in(now), owed_in(now)
    listed = [row for row in rows if words.casefold() in row.worker.name.casefold()]
    page_obj = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "on_duties": verdict_on_duties(owed, len(now.workers)) if now.workers else "",
        "is_any_late": any(own.is_late for own in owed),
        "title": verdict(rows),
        "lead": remedy(rows),
        "words": words,
        "searches": len(now.workers) > A_PAGE or words,
        "page_obj": page_obj,
        "tables": tables(team.with_names(list(page_obj), request.today)),
        "is_any_short": any(row.minimum.falls_short for row in rows),
        "last": last_of_month(request.today),
        "days_left": (last_of_month(request.today) - request.today).days,
        "unwritten": team.unwritten(viewer),
        "coming": team.coming(viewer, most=LATELY),
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
def owing(request: AgencyRequest) -> HttpResponse:
    """Who is late with what their code asks, or owes it soon, under which clause."""
    now = team.standings_of_team(request.viewer)
    owed = owed_in(now)
    clause, words = request.GET.get("clause", ""), request.GET.get("q", "")[:120].strip()
    listed = [own for own in owed if clause in ("", own.duty.clause) and words.casefold() in own.worker.name.casefold()]
    counted = Counter(own.duty.clause for own in owed)
    address = reverse("supervision:owing")
    filters = [{"url": address, "label": _("All clauses"), "count": len(owed), "here": not clause}] + [
        {"url": with_query(address, clause=one), "label": one, "count": count, "here": one == clause}
        for one, count in sorted(counted.items())
    ]
    context = {
        "title": verdict_on_duties(owed, len(now.workers)),
        "filters": filters if len(counted) > 1 else [],
        "clause": clause,
        "words": words,
        "searches": len(now.workers) > A_PAGE or words,
        "page_obj": Paginator(listed, A_PAGE).get_page(request.GET.get("page")),
        "sees_all": team.sees_all(request.viewer),
    }
    return render(request, "supervision/owing.html", context)


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
