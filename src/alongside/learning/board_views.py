"""A board's pages of learning: who teaches what, one person's hours, exemptions."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.learning.actions import StruckAlready, strike_learning
from alongside.learning.board_forms import ContactForm, CourseFormOfBoard, ExemptionForm, ProviderForm, StrikeForm
from alongside.learning.entering import CannotCount
from alongside.learning.models import Course, Exemption, Provider, ProviderContact
from alongside.learning.queries import (
    entries_of,
    exemptions_of,
    open_courses,
    progress_of,
    providers_at,
    topics_at,
)
from alongside.learning.registering import (
    NoSuchAccount,
    close_course,
    end_contact,
    end_exemption,
    exempt,
    name_contact,
    register_course,
    register_provider,
)
from alongside.learning.showing import Shown, shown
from alongside.learning.topics import topics_of
from alongside.learning.windows import search_holders, windows_of
from alongside.people.gates import at_a_board
from alongside.people.models import Practitioner
from alongside.people.viewer import BoardRequest


@require_safe
@at_a_board()
def desk(request: BoardRequest) -> HttpResponse:
    """Who teaches under this board, and the way to one person's hours."""
    asked = str(request.GET.get("q", "")).strip()[:80]
    context = {
        "providers": providers_at(request.board),
        "courses": open_courses(request.board, request.today).count(),
        "asked": asked,
        "people": search_holders(request.board, asked) if asked else (),
    }
    return render(request, "learning/board_desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_a_board()
def new_provider(request: BoardRequest) -> HttpResponseBase:
    """Register who teaches."""
    form = ProviderForm(request.POST or None, initial={"from_day": request.today})

    def act() -> None:
        told = dict(form.cleaned_data)
        kind = Provider.Kind(told.pop("kind"))
        register_provider(board=request.board, kind=kind, by=request.user, **told)

    if _done(form, act):
        messages.success(request, _("Registered. Put their courses in the catalogue next."))
        made = Provider.objects.get(board=request.board, name=form.cleaned_data["name"], to_day__isnull=True)
        return redirect("learning:provider", made.pk)
    return render(request, "learning/board_provider_new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_a_board()
def provider(request: BoardRequest, provider_id: int) -> HttpResponseBase:
    """A provider's courses and who posts for them; both are added here. Raises Http404."""
    own = get_object_or_404(providers_at(request.board), pk=provider_id)
    does = request.POST.get("do")
    course = CourseFormOfBoard(topics_at(request.board), request.today, request.POST if does == "course" else None)
    contact = ContactForm(request.POST if does == "contact" else None)

    def add_course() -> None:
        register_course(provider=own, by=request.user, **course.told())

    def add_contact() -> None:
        name_contact(provider=own, from_day=request.today, by=request.user, **contact.cleaned_data)

    if _done(course, add_course) or _done(contact, add_contact):
        messages.success(request, _("It is on record."))
        return redirect("learning:provider", own.pk)
    context = {
        "provider": own,
        "courses": own.courses.order_by(F("to_day").asc(nulls_first=True), "title", "pk").prefetch_related("topics"),
        "contacts": own.contacts.select_related("user").order_by(F("to_day").asc(nulls_first=True), "pk"),
        "course_form": course,
        "contact_form": contact,
    }
    return render(request, "learning/board_provider.html", context, status=422 if does else 200)


@require_POST
@at_a_board()
def close(request: BoardRequest, course_id: int) -> HttpResponseBase:
    """A course is no longer offered. Raises Http404."""
    course = get_object_or_404(Course.objects.filter(board=request.board), pk=course_id)
    close_course(course=course, to_day=request.today, by=request.user)
    messages.success(request, _("Closed. What was learned in it stays."))
    return redirect("learning:provider", course.provider_id)


@require_POST
@at_a_board()
def end(request: BoardRequest, contact_id: int) -> HttpResponseBase:
    """Somebody posts no more. Raises Http404."""
    contact = get_object_or_404(ProviderContact.objects.filter(provider__board=request.board), pk=contact_id)
    end_contact(contact=contact, to_day=request.today, by=request.user)
    messages.success(request, _("They post no more for this provider."))
    return redirect("learning:provider", contact.provider_id)


@require_http_methods(["GET", "HEAD", "POST"])
@at_a_board()
def person(request: BoardRequest, practitioner_id: int) -> HttpResponseBase:
    """One person's hours with this board, and what they are excused from. Raises Http404."""
    holder = _holder(request, practitioner_id)
    period = _shown(request, holder)
    window = period.progress.window if period else None
    form = (
        ExemptionForm(topics_of(window.code), window.period, request.POST or None) if window and window.period else None
    )

    def act() -> None:
        assert form is not None
        exempt(practitioner=holder, board=request.board, by=request.user, **form.cleaned_data)

    if form is not None and _done(form, act):
        messages.success(request, _("It is on record, with your reason."))
        return redirect("learning:person", holder.pk)
    context = {
        "holder": holder,
        "period": period,
        "entries": entries_of(holder).filter(board=request.board),
        "exemptions": exemptions_of(holder, request.board),
        "form": form,
    }
    is_refused = form is not None and form.is_bound
    return render(request, "learning/board_person.html", context, status=422 if is_refused else 200)


@require_POST
@at_a_board()
def lift(request: BoardRequest, exemption_id: int) -> HttpResponseBase:
    """An exemption holds no more. Raises Http404."""
    row = get_object_or_404(Exemption.objects.filter(board=request.board), pk=exemption_id)
    end_exemption(exemption=row, to_day=request.today, by=request.user)
    messages.success(request, _("It is asked in full again."))
    return redirect("learning:person", row.practitioner_id)


@require_http_methods(["GET", "HEAD", "POST"])
@at_a_board()
def strike(request: BoardRequest, entry_id: int, practitioner_id: int) -> HttpResponseBase:
    """Strike an entry of somebody's record with this board, with a reason. Raises Http404."""
    holder = _holder(request, practitioner_id)
    entry = get_object_or_404(entries_of(holder).filter(board=request.board, correction__isnull=True), pk=entry_id)
    form = StrikeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            strike_learning(entry=entry, why=form.cleaned_data["why"], by=request.user)
        except StruckAlready:
            raise Http404 from None
        messages.success(request, _("Struck. It stays to read, with your reason."))
        return redirect("learning:person", holder.pk)
    context = {"holder": holder, "entry": entry, "form": form}
    return render(request, "learning/board_strike.html", context, status=422 if form.is_bound else 200)


def _done(form: forms.Form, act: Callable[[], None]) -> bool:
    """Whether a filled form was acted on; what stands in the way is put on it."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        act()
    except CannotCount as problem:
        form.add_error(problem.about if problem.about in form.fields else None, str(problem))
        return False
    except NoSuchAccount as problem:
        form.add_error("email", str(problem))
        return False
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return False
    return True


def _holder(request: BoardRequest, practitioner_id: int) -> Practitioner:
    """Somebody who stands with this board, or has hours on record with it. Raises Http404."""
    holder = get_object_or_404(Practitioner, pk=practitioner_id)
    stands = any(window.board.pk == request.board.pk for window in windows_of(holder, request.today))
    if not stands and not entries_of(holder).filter(board=request.board).exists():
        raise Http404
    return holder


def _shown(request: BoardRequest, holder: Practitioner) -> Shown | None:
    found = progress_of(holder, request.today)
    return next((shown(own, request.today) for own in found if own.window.board.pk == request.board.pk), None)
