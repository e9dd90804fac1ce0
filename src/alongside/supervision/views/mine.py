"""A worker's own supervision: the next session, how far the month is, and their word on what was held."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.people import clock
from alongside.people.gates import for_workers
from alongside.people.queries import supervisor_of
from alongside.people.viewer import WorkerRequest
from alongside.rulebook.addresses import clause_address
from alongside.supervision import booking, team, writing_up
from alongside.supervision.counting import months_of
from alongside.supervision.forms import WordForm
from alongside.supervision.models import SessionAttendance, SupervisionSession
from alongside.supervision.refusals import NotPossible
from alongside.supervision.views.sessions import opened
from alongside.supervision.words import forecast

A_PAGE: Final = 10


@require_safe
@for_workers
def home(request: WorkerRequest) -> HttpResponse:
    """The next session, what is to be confirmed, and how far the month is under each code."""
    return render(request, "supervision/mine.html", page_of(request))


@require_safe
@for_workers
def session(request: WorkerRequest, session_id: int) -> HttpResponse:
    """One of my sessions: what the supervisor wrote, and my own word."""
    return _session_page(request, team.my_attendance(request.viewer, session_id), WordForm())


@require_POST
@for_workers
def sign(request: WorkerRequest, session_id: int) -> HttpResponse:
    """My word: it was so, or it was not."""
    own = team.my_attendance(request.viewer, session_id)
    form = WordForm(request.POST)
    if form.is_valid():
        agrees = request.POST.get("do") != "disagree"
        try:
            writing_up.sign_session(attendance=own, agrees=agrees, words=form.cleaned_data["words"], by=request.user)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            name = own.session.supervisor.name
            said = _("Signed by both.") if agrees else _("Said. %(name)s sees it and puts it right.") % {"name": name}
            messages.success(request, said)
            return redirect("supervision:my_session", session_id=own.session_id)
    return _session_page(request, own, form, status=422)


@require_POST
@for_workers
def off(request: WorkerRequest, session_id: int) -> HttpResponse:
    """A session of mine that I cannot come to, or that did not happen."""
    own = team.my_attendance(request.viewer, session_id)
    not_held = request.POST.get("off") == SupervisionSession.Off.NOT_HELD
    reason = SupervisionSession.Off.NOT_HELD if not_held else SupervisionSession.Off.WORKER
    try:
        booking.call_off(session=own.session, off=reason, by=request.user)
    except NotPossible as problem:
        return _session_page(request, own, WordForm(), status=409, problem=str(problem))
    messages.success(request, _("Noted. Ask for another time with one tap."))
    return redirect("supervision:mine")


def page_of(request: WorkerRequest) -> dict[str, object]:
    """What the worker's own page shows."""
    worker, now = request.worker, clock.now()
    months = months_of([worker], request.today)[worker.pk]
    mine = list(
        team.my_sessions(worker).exclude(session__state=SupervisionSession.State.HELD).order_by("session__starts_at")
    )
    booked = [own for own in mine if own.session.is_planned]
    held = team.my_sessions(worker).filter(session__state=SupervisionSession.State.HELD, attended=True)
    to_sign = list(held.filter(stands=SessionAttendance.Stands.OPEN))
    coming = [own for own in booked if own.session.planned_end > now]
    return {
        "supervisor": supervisor_of(worker, request.today),
        "coming": coming,
        "next": coming[0] if coming else None,
        "unwritten": [own for own in booked if own.session.planned_end <= now],
        "to_sign": to_sign,
        "missed": [own for own in mine if own.session.off in ("supervisor", "not-held")][-A_PAGE:],
        "minimums": [
            {"own": own, "says": forecast(own), "url": clause_address(own.clause) if own.clause else ""}
            for own in months.now
        ],
        "page_obj": Paginator(held, A_PAGE).get_page(request.GET.get("page")),
    }


def _session_page(
    request: WorkerRequest, own: SessionAttendance, form: WordForm, *, status: int = 200, problem: str = ""
) -> HttpResponse:
    notes = own.session.notes.select_related("by").order_by("-pk")
    visible = notes.filter(attendance__isnull=True) | notes.filter(attendance=own)
    context = {
        "own": own,
        "session": own.session,
        "notes": opened(visible.order_by("-pk")) if own.attended else [],
        "form": form,
        "problem": problem,
        "is_over": own.session.planned_end <= clock.now(),
    }
    return render(request, "supervision/my_session.html", context, status=status)
