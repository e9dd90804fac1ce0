"""A learner's own pages: what is missing, logging, history, the learning plan, the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.evidence.actions import TooManyToday, take_in
from alongside.evidence.models import EvidenceFile
from alongside.evidence.queries import files_of
from alongside.learning.actions import StruckAlready, log_learning, reach_goal, set_goal, strike_learning
from alongside.learning.entering import CannotCount, Learned
from alongside.learning.forms import CorrectionForm, CourseForm, GoalForm, LogForm, TypedForm, kept_file
from alongside.learning.models import LearningEntry, LearningGoal
from alongside.learning.queries import (
    boards_of,
    catalogue,
    courses_done,
    courses_for,
    entries_of,
    entry_of,
    exemptions_in,
    goals_of,
    progress_of,
    providers_posted_by,
)
from alongside.learning.showing import shown
from alongside.learning.topics import ALWAYS, topic_title, topics_of
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.gates import for_practitioners
from alongside.people.models import Board
from alongside.people.viewer import PractitionerRequest

A_PAGE: Final = 25
LATELY: Final = 5


@require_safe
@for_practitioners
def home(request: PractitionerRequest) -> HttpResponse:
    """What is missing, by when; one bar a bucket for each code."""
    today = _today(request)
    periods = [shown(progress, today) for progress in progress_of(request.practitioner, today)]
    periods.sort(key=lambda period: not period.is_short)
    context = {
        "periods": periods,
        "first": periods[0] if periods else None,
        "lately": entries_of(request.practitioner)[:LATELY],
        "exemptions": exemptions_in(request.practitioner, [period.progress.window for period in periods]),
        "posts_for": providers_posted_by(request.user),
        "open_goals": goals_of(request.practitioner).filter(done_on__isnull=True).count(),
    }
    return render(request, "learning/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_practitioners
def log(request: PractitionerRequest) -> HttpResponseBase:
    """Something learned anywhere, in the learner's own words."""
    today = _today(request)
    boards = boards_of(request.practitioner, today)
    if not boards:
        return render(request, "learning/log.html", {"form": None})
    topics = tuple(dict.fromkeys(topic for code in boards for topic in topics_of(code)))
    form = TypedForm(boards, topics, _to_offer(boards, today), request.POST or None, request.FILES or None)
    evidence = _handed_in(request, form)
    if form.is_bound and form.is_valid() and _logged(request, form, form.learned(evidence)):
        return redirect("learning:home")
    context = {"form": form, "evidence": evidence}
    return render(request, "learning/log.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_practitioners
def log_course(request: PractitionerRequest, course_id: int) -> HttpResponseBase:
    """A course of the catalogue: the day is all that is left to say. Raises Http404."""
    today = _today(request)
    boards = boards_of(request.practitioner, today)
    course = get_object_or_404(catalogue(boards.values(), today), pk=course_id)
    own = {code: board for code, board in boards.items() if board.pk == course.board_id}
    form = CourseForm({**own, **boards}, _to_offer(boards, today), request.POST or None, request.FILES or None)
    form.initial["boards"] = list(own)
    evidence = _handed_in(request, form)
    if form.is_bound and form.is_valid() and _logged(request, form, form.learned(course, evidence)):
        return redirect("learning:home")
    context = {"form": form, "course": course, "evidence": evidence}
    return render(request, "learning/log_course.html", context, status=422 if form.is_bound else 200)


@require_safe
@for_practitioners
def history(request: PractitionerRequest) -> HttpResponse:
    """Everything on one's record, what was struck too."""
    page = Paginator(entries_of(request.practitioner), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "learning/history.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_practitioners
def correct(request: PractitionerRequest, entry_id: int) -> HttpResponseBase:
    """Strike one's own entry, or put another in its place. Raises Http404."""
    entry = entry_of(request.practitioner, entry_id)
    if hasattr(entry, "correction") or entry.source != LearningEntry.Source.SELF_LOGGED:
        return render(request, "learning/correct.html", {"entry": entry, "form": None})
    today = _today(request)
    code = next((c for c, b in boards_of(request.practitioner, today).items() if b.pk == entry.board_id), "")
    form = CorrectionForm(entry, topics_of(code), today, request.POST or None, request.FILES or None)
    evidence = _handed_in(request, form)
    if form.is_bound and form.is_valid() and _corrected(request, form, entry, evidence or entry.evidence):
        return redirect("learning:history")
    context = {"entry": entry, "form": form, "evidence": evidence}
    return render(request, "learning/correct.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_practitioners
def plan(request: PractitionerRequest) -> HttpResponseBase:
    """What is missing, with the courses that would fill it, and one's own wishes."""
    today = _today(request)
    found = progress_of(request.practitioner, today)
    topics = tuple(dict.fromkeys([*(topic for own in found for topic in topics_of(own.window.code)), *ALWAYS]))
    form = GoalForm(topics, request.POST or None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        origin = LearningGoal.Origin(told.pop("origin"))
        set_goal(practitioner=request.practitioner, origin=origin, by=request.user, **told)
        messages.success(request, _("It is on your plan."))
        return redirect("learning:plan")
    gaps = [
        (shown(own, today), topic_title(topic), courses)
        for own in found
        for topic, courses in courses_for(
            own.gaps, own.window.board, today, done=courses_done(request.practitioner, own.window)
        ).items()
    ]
    context = {"gaps": gaps, "form": form, "goals": goals_of(request.practitioner)}
    return render(request, "learning/plan.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_practitioners
def reach(request: PractitionerRequest, goal_id: int) -> HttpResponseBase:
    """A wish is fulfilled. Raises Http404."""
    goal = get_object_or_404(goals_of(request.practitioner), pk=goal_id)
    reach_goal(goal=goal, on=_today(request), by=request.user)
    messages.success(request, _("Done. It stays on your plan as done."))
    return redirect("learning:plan")


@require_safe
@for_practitioners
def courses(request: PractitionerRequest) -> HttpResponse:
    """The courses of one's boards, and who offers each."""
    today = _today(request)
    boards = boards_of(request.practitioner, today)
    rows = catalogue(boards.values(), today)
    asked = str(request.GET.get("q", "")).strip()[:80]
    if asked:
        rows = rows.filter(title__icontains=asked) | rows.filter(provider__name__icontains=asked)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "learning/catalogue.html", {"page_obj": page, "asked": asked})


def _today(request: PractitionerRequest) -> date:
    """The day it is where they work. For whoever works nowhere yet it is that of their boards, the one furthest behind."""
    if request.viewer.place is not None:
        return request.today
    return _to_offer(boards_of(request.practitioner, request.today), request.today)


def _to_offer(boards: Mapping[str, Board], today: date) -> date:
    """A day to begin with that no board would call still to come."""
    return min((clock.today_in(board.time_zone) for board in boards.values()), default=today)


def _logged(request: PractitionerRequest, form: LogForm, learned: Learned) -> bool:
    try:
        log_learning(practitioner=request.practitioner, learned=learned, boards=form.chosen(), by=request.user)
    except CannotCount as problem:
        form.refuse(problem)
        return False
    messages.success(request, _("Logged. It counts from now on."))
    return True


def _corrected(
    request: PractitionerRequest, form: CorrectionForm, entry: LearningEntry, evidence: EvidenceFile | None
) -> bool:
    instead = None if request.POST.get("do") == "strike" else form.learned(evidence)
    try:
        strike_learning(entry=entry, why=form.cleaned_data["why"], instead=instead, by=request.user)
    except CannotCount as problem:
        form.refuse(problem)
        return False
    except (StruckAlready, NotTheirs):
        raise Http404 from None
    messages.success(request, _("Put right. What stood before stays to read."))
    return True


def _handed_in(request: PractitionerRequest, form: LogForm) -> EvidenceFile | None:
    """The file that proves it, kept also where another field is to be looked at again: a browser hands it in once."""
    if not form.is_bound:
        return None
    form.is_valid()
    taken = form.cleaned_data.get("proof")
    if not taken:
        return kept_file(form, files_of(request.practitioner, kinds=["learning"]))
    try:
        return take_in(
            owner=request.practitioner, kind="learning", file_name=taken.file_name, data=taken.file, by=request.user
        )
    except TooManyToday as problem:
        form.add_error("proof", str(problem))
        return None
