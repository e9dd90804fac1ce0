"""Booking a session, moving it, calling it off, writing it up and putting it right."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.gates import at_an_agency
from alongside.people.models import RoleKind
from alongside.people.queries import supervisor_of, supervisors_at
from alongside.people.viewer import AgencyRequest
from alongside.rulings.sealing import CannotOpen
from alongside.supervision import booking, team, writing_up
from alongside.supervision.agenda import agenda_of, lines_of
from alongside.supervision.forms import AccountForm, MoveForm, OffForm, PlanForm
from alongside.supervision.models import SessionNote, SupervisionSession
from alongside.supervision.refusals import NotPossible
from alongside.ui.amounts import weekday_words
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped

USUAL_MINUTES = 60


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*team.LEADS)
def book(request: AgencyRequest) -> HttpResponse:
    """Book a session that is to come."""
    form = _plan_form(request)
    if request.method == "POST" and form.is_valid():
        leader, plan = form.leader(), form.plan()
        try:
            if leader is None:
                raise NotPossible("no-supervisor", _("Nobody here holds a supervisor’s role today."))
            made = booking.book_session(
                agency=request.agency,
                supervisor=leader,
                plan=plan,
                form_token=form.cleaned_data["token"],
                by=request.user,
            )
        except NotTheirs as problem:
            form.add_error("workers", str(problem))
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("Booked for %(day)s.") % {"day": weekday_words(made.from_moment.date())})
            return redirect("supervision:team")
    status = 422 if form.is_bound else 200
    return render(request, "supervision/book.html", {"form": form, "has_team": bool(form.team)}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(RoleKind.SUPERVISOR)
def record(request: AgencyRequest) -> HttpResponse:
    """Put a session on record that took place without being booked."""
    own = list(team.own_workers(request.viewer))
    plans = PlanForm(
        request.agency.time_zone, own, [request.user], request.POST or None, initial=_first_choice(request)
    )
    account = AccountForm(request.agency.time_zone, own, request.POST or None)
    for name in ("attended", "day", "at", "minutes"):
        account.fields.pop(name, None)
    if request.method == "POST" and plans.is_valid() and account.is_valid():
        plan = plans.plan()
        told = writing_up.Account(
            plan.starts_at,
            plan.minutes,
            frozenset(worker.pk for worker in plan.workers),
            account.cleaned_data["topics"],
            account.cleaned_data["steps"],
        )
        try:
            made = writing_up.record_session(
                agency=request.agency, plan=plan, account=told, form_token=plans.cleaned_data["token"], by=request.user
            )
        except NotTheirs as problem:
            plans.add_error("workers", str(problem))
        except WordsStopped as stopped:
            say_otherwise(account, request.viewer, stopped)
        except NotPossible as problem:
            (account if problem.field in account.fields else plans).refuse(problem)
        else:
            messages.success(request, _("Written up. Each who was there is asked to confirm it."))
            return redirect("supervision:session", session_id=made.pk)
    context = {"plans": plans, "account": account, "has_team": bool(own)}
    return render(request, "supervision/record.html", context, status=422 if plans.is_bound else 200)


@require_safe
@at_an_agency(*team.LEADS)
def session(request: AgencyRequest, session_id: int) -> HttpResponse:
    """One session: when, who, what stands."""
    found = team.session_led(request.viewer, session_id)
    return render(request, "supervision/session.html", _shown(request, found))


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*team.LEADS)
def move(request: AgencyRequest, session_id: int) -> HttpResponse:
    """Another time or length for a booked session."""
    found = team.session_led(request.viewer, session_id)
    zone = request.agency.time_zone
    first = {
        **MoveForm.hours_of(found.starts_at, found.planned_minutes, zone),
        "how": found.how,
        "place": found.place,
        "is_clinical": found.is_clinical,
    }
    form = MoveForm(zone, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            moved = booking.move_session(session=found, plan=form.plan(found), by=request.user)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("Booked for %(day)s.") % {"day": weekday_words(moved.from_moment.date())})
            return redirect("supervision:session", session_id=moved.pk)
    context = {"form": form, "session": found}
    return render(request, "supervision/move.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*team.LEADS)
def off(request: AgencyRequest, session_id: int) -> HttpResponse:
    """A session that does not take place, and whose part that was."""
    found = team.session_led(request.viewer, session_id)
    form = OffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            booking.call_off(session=found, off=SupervisionSession.Off(form.cleaned_data["off"]), by=request.user)
        except NotPossible as problem:
            form.add_error("off", str(problem))
        else:
            messages.success(request, _("Called off. Book another when you can."))
            return redirect("supervision:team")
    context = {"form": form, "session": found}
    return render(request, "supervision/off.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(RoleKind.SUPERVISOR)
def write_up(request: AgencyRequest, session_id: int) -> HttpResponse:
    """How a session went; or, once it is written up, what is to be put right."""
    found = team.session_led(request.viewer, session_id)
    zone, workers = request.agency.time_zone, [own.worker for own in found.attendances.all()]
    form = AccountForm(zone, workers, request.POST or None, amends=found.is_held, initial=_first_account(found))
    problem_of_all = ""
    if request.method == "POST" and form.is_valid():
        deed = writing_up.amend_session if found.is_held else writing_up.hold_session
        try:
            deed(session=found, account=form.account(), by=request.user)
        except NotTheirs as problem:
            problem_of_all = str(problem)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("Written up. Each who was there is asked to confirm it."))
            return redirect("supervision:session", session_id=found.pk)
    context = {"form": form, "session": found, "problem": problem_of_all}
    return render(request, "supervision/write_up.html", context, status=422 if form.is_bound else 200)


def _plan_form(request: AgencyRequest) -> PlanForm:
    leaders = list(supervisors_at(request.agency, request.today).order_by("name"))
    if not team.sees_all(request.viewer):
        leaders = [leader for leader in leaders if leader.pk == request.user.pk]
    return PlanForm(
        request.agency.time_zone,
        list(team.team_of(request.viewer)),
        leaders,
        request.POST or None,
        initial=_first_choice(request),
    )


def _first_choice(request: AgencyRequest) -> dict[str, object]:
    """The worker the page was opened for, their supervisor, an hour from tomorrow morning."""
    first: dict[str, object] = {"minutes": USUAL_MINUTES}
    asked = request.GET.get("worker", "")
    worker = (
        team.team_of(request.viewer).filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 18 else None
    )
    if worker is not None:
        leader = supervisor_of(worker, request.today)
        first |= {"workers": [str(worker.pk)], "supervisor": str(leader.pk) if leader else ""}
    minutes = request.GET.get("minutes", "")
    if minutes.isdecimal() and len(minutes) < 5:
        first["minutes"] = int(minutes)
    if request.GET.get("clinical"):
        first["is_clinical"] = True
    return first


def _first_account(found: SupervisionSession) -> dict[str, object]:
    zone = found.agency.time_zone
    there = [own for own in found.attendances.all() if own.attended is not False]
    first = AccountForm.hours_of(found.began_at or found.starts_at, found.minutes, zone)
    first["attended"] = [str(own.worker_id) for own in there]
    note = found.notes.filter(attendance__isnull=True).order_by("-pk").first()
    if note is not None:
        try:
            told = note.told()
        except CannotOpen:
            return first
        first |= {"topics": told.get("topics", ""), "steps": told.get("steps", "")}
    return first


def _shown(request: AgencyRequest, found: SupervisionSession) -> dict[str, object]:
    leads = found.supervisor_id == request.user.pk
    now = clock.now()
    return {
        "session": found,
        "leads": leads,
        "notes": opened(found.notes.select_related("by", "attendance__worker").order_by("-pk")) if leads else [],
        "agendas": _agendas(request, found) if leads and found.is_planned else [],
        "is_over": found.planned_end <= now,
    }


def _agendas(request: AgencyRequest, found: SupervisionSession) -> list[dict[str, object]]:
    """What each worker may bring, for those whose supervisor of record leads the session; nothing that is private."""
    own = set(team.own_workers(request.viewer).values_list("pk", flat=True))
    return [
        {
            "worker": part.worker,
            "items": agenda_of(part.worker, request.today, reader=request.user),
            "lines": lines_of(part.worker, reader=request.user),
        }
        for part in found.attendances.all()
        if part.worker_id in own and not found.is_group
    ]


def opened(notes: object) -> list[dict[str, object]]:
    """Notes with their words; a note that can no longer be opened says so."""
    found: list[dict[str, object]] = []
    for note in notes:  # type: ignore[attr-defined]
        assert isinstance(note, SessionNote)
        try:
            found.append({"note": note, "told": note.told(), "is_closed": False})
        except CannotOpen:
            found.append({"note": note, "told": {}, "is_closed": True})
    return found
