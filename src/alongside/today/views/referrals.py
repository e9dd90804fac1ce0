"""What waits for a supervisor's decision, the oldest clock first; what was decided, and what of it is to be looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.declarations.kinds import title_of
from alongside.declarations.queries import declared_in
from alongside.people.gates import at_an_agency, for_roles
from alongside.people.models import RoleKind
from alongside.people.viewer import AgencyRequest, SignedInRequest
from alongside.rulings import words
from alongside.rulings.actions import DecisionNotOpen, NoLongerWaiting, decide_referral, decisions_open, look_again
from alongside.rulings.models import Referral
from alongside.rulings.queries import looks_at, referral_for, referrals_for
from alongside.rulings.sealing import CannotOpen
from alongside.rulings.showing import Reader, show
from alongside.supervision.deputies import deputy_of
from alongside.today.clocks import clock_of
from alongside.today.decisions import again_for, decisions_for
from alongside.today.forms import DecisionForm, LookAgainForm
from alongside.today.numbers import numbers_of
from alongside.today.views.questions import act_words
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped, require_words

A_PAGE: Final = 25
MOST_DECIDED: Final = 20


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A question that was decided: who asked what, and where it is read."""

    referral: Referral
    may: words.Said
    url: str


def referral_rows(referrals: Iterable[Referral]) -> list[ReferralRow]:
    """Each with where it was decided: a question here, a declaration beside what was declared."""
    listed = list(referrals)
    declared = declared_in(own.kept_id for own in listed)
    rows = []
    for own in listed:
        row = declared.get(own.kept_id)
        may = words.Said(title_of(row.kind)) if row else act_words(own.kept.act)
        url = reverse("declarations:decide", args=[row.pk]) if row else reverse("today:referral", args=[own.pk])
        rows.append(ReferralRow(own, may, url))
    return rows


@require_safe
@at_an_agency(RoleKind.SUPERVISOR)
def referrals(request: AgencyRequest) -> HttpResponse:
    """What waits for me, and what I decided last."""
    numbers = numbers_of(request.viewer, request.agency)
    count = numbers.to_decide
    vars(request)["counted_to_decide"] = count  # the dock shows it too
    page = Paginator(range(count), A_PAGE).get_page(request.GET.get("page"))
    waiting = decisions_for(request.viewer, request.agency, numbers.of, most=page.end_index())
    decided = referrals_for(request.viewer).filter(status=Referral.Status.DECIDED).order_by("-decided_at", "-pk")
    context = {
        "waiting": waiting[page.start_index() - 1 :] if count else [],
        "count": count,
        "page_obj": page,
        "is_any_late": bool(waiting) and waiting[0].clock.is_late,
        "again": again_for(request.viewer, request.agency) if numbers.again else [],
        "deputy": deputy_of(request.user, request.agency, request.today),
        "decided": referral_rows(decided[:MOST_DECIDED]),
    }
    return render(request, "today/referrals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(RoleKind.SUPERVISOR)
def referral(request: SignedInRequest, referral_id: int) -> HttpResponse:
    """One question somebody sent me: what the code says of it, and my decision."""
    found = referral_for(request.viewer, referral_id)
    if (declared := declared_in([found.kept_id]).get(found.kept_id)) is not None:
        return redirect("declarations:decide", declaration_id=declared.pk)
    form = DecisionForm(request.POST or None, open_decisions=decisions_open(found.answer), today=request.today)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, form, status=422 if form.is_bound else 200)
    try:
        require_words(form.decided().words, agency=found.agency, by=request.user)
        decided = decide_referral(referral=found, decided=form.decided(), by=request.user)
    except WordsStopped as stopped:
        say_otherwise(form, request.viewer, stopped)
        return _page(request, found, form, status=422)
    except NoLongerWaiting as late:
        return _page(request, referral_for(request.viewer, referral_id), form, status=409, problem=str(late))
    except DecisionNotOpen as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form, status=422)
    messages.success(request, _("Decided. %(name)s sees it now.") % {"name": decided.from_worker.name})
    return redirect("today:referrals")


@require_POST
@for_roles(RoleKind.SUPERVISOR)
def look(request: SignedInRequest, referral_id: int) -> HttpResponse:
    """Look again at what I decided: it stands, until another day or for good, or it does not."""
    found = referral_for(request.viewer, referral_id)
    form = LookAgainForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        stands = data["stands"] == "yes"
        try:
            require_words(data["words"], agency=found.agency, by=request.user)
            look_again(referral=found, stands=stands, words=data["words"], review_on=data["review_on"], by=request.user)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
        except DecisionNotOpen as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("On record. %(name)s sees it now.") % {"name": found.from_worker.name})
            return redirect("today:referrals")
    decided = DecisionForm(open_decisions=decisions_open(found.answer), today=request.today)
    return _page(request, found, decided, status=422, again=form)


def _page(
    request: SignedInRequest,
    found: Referral,
    form: DecisionForm,
    *,
    status: int,
    problem: str = "",
    again: LookAgainForm | None = None,
) -> HttpResponse:
    reader = Reader(worker=found.from_worker.name)
    context: dict[str, object] = {
        "referral": found,
        "may": act_words(found.kept.act),
        "clock": clock_of(found, request.today),
        "form": form,
        "reader": reader,
        "problem": problem,
        "is_live": False,
        "is_prohibited": found.answer == "prohibited",
        "looks": looks_at(found),
        "again": (again or LookAgainForm()) if found.decided_by == request.user and found.review_on else None,
    }
    try:
        context |= {"shown": show(found.kept.told(), reader), "decision_words": found.said}
    except CannotOpen:
        context["is_closed"] = True
    return render(request, "today/referral.html", context, status=status)
