"""A worker's own supervision: the next session, how far the month is, and their word on what was held."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

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
from alongside.supervision import agenda as agendas, booking, support, team, writing_up
from alongside.supervision.counting import months_of
from alongside.supervision.deputies import deputy_of
from alongside.supervision.forms import AskForm, LineForm, WordForm
from alongside.supervision.models import SessionAttendance, SupervisionSession, SupportAsk
from alongside.supervision.refusals import NotPossible
from alongside.supervision.views.sessions import opened
from alongside.supervision.words import forecast
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped

A_PAGE: Final = 10
LATELY: Final = 5


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
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
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


@require_POST
@for_workers
def ask(request: WorkerRequest) -> HttpResponse:
    """Ask for support or supervision, in one tap."""
    form = AskForm(request.POST)
    kind = request.POST.get("kind", "")
    if kind not in SupportAsk.Kind.values:
        form.add_error(None, _("Choose what you ask for."))
    if form.is_valid():
        try:
            made = support.ask_support(
                worker=request.worker,
                kind=SupportAsk.Kind(kind),
                words=form.cleaned_data["words"],
                form_token=form.cleaned_data["token"],
                by=request.user,
            )
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            name = made.to.name if made.to else _("An administrator of your agency")
            messages.success(request, _("Asked. %(name)s has it now.") % {"name": name})
            return redirect("supervision:mine")
    return render(request, "supervision/mine.html", page_of(request, asking=form), status=422)


@require_POST
@for_workers
def take_back(request: WorkerRequest, ask_id: int) -> HttpResponse:
    """Take an ask back while nobody has answered it."""
    try:
        support.take_ask_back(ask=support.my_ask(request.viewer, ask_id), by=request.user)
    except NotPossible as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Taken back. Only you see it."))
    return redirect("supervision:mine")


@require_POST
@for_workers
def agenda(request: WorkerRequest) -> HttpResponse:
    """Put a line on my own agenda; mine alone unless I say otherwise."""
    form = LineForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        try:
            agendas.add_line(
                worker=request.worker,
                words=told["words"],
                is_private=not told["is_shared"],
                form_token=told["token"],
                by=request.user,
            )
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("It is on your agenda."))
            return redirect("supervision:mine")
    return render(request, "supervision/mine.html", page_of(request, line=form), status=422)


@require_POST
@for_workers
def delete_line(request: WorkerRequest, line_id: int) -> HttpResponse:
    """Take a line off my agenda."""
    agendas.delete_line(line=agendas.my_line(request.viewer, line_id), by=request.user)
    messages.success(request, _("Deleted. Nothing of it is left."))
    return redirect("supervision:mine")


def page_of(
    request: WorkerRequest, *, asking: AskForm | None = None, line: LineForm | None = None
) -> dict[str, object]:
    """What the worker's own page shows."""
    worker, now = request.worker, clock.now()
    supervisor = supervisor_of(worker, request.today)
    months = months_of([worker], request.today)[worker.pk]
    mine = list(
        team.my_sessions(worker).exclude(session__state=SupervisionSession.State.HELD).order_by("session__starts_at")
    )
    booked = [own for own in mine if own.session.is_planned]
    held = team.my_sessions(worker).filter(session__state=SupervisionSession.State.HELD, attended=True)
    to_sign = list(held.filter(stands=SessionAttendance.Stands.OPEN))
    coming = [own for own in booked if own.session.planned_end > now]
    return {
        "supervisor": supervisor,
        "deputy": deputy_of(supervisor, request.agency, request.today) if supervisor else None,
        "asking": asking or AskForm(initial={"token": uuid4()}),
        "kinds": [(own.value, own.label) for own in SupportAsk.Kind],
        "asks": [
            {"ask": own, "words": support.words_of(own), "answer": support.answer_of(own)}
            for own in support.my_asks(worker)[:LATELY]
        ],
        "items": agendas.agenda_of(worker, request.today, reader=request.user),
        "lines": agendas.lines_of(worker, reader=request.user),
        "line": line or LineForm(initial={"token": uuid4()}),
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
