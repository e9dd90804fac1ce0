"""What workers sent to their supervisor, the oldest clock first; each decided with the clause beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.declarations.kinds import title_of
from alongside.declarations.queries import declared_in
from alongside.people.gates import for_roles
from alongside.people.models import RoleKind
from alongside.people.viewer import SignedInRequest
from alongside.rulings import words
from alongside.rulings.actions import DecisionNotOpen, NoLongerWaiting, decide_referral, decisions_open
from alongside.rulings.models import Referral
from alongside.rulings.queries import referral_for, referrals_for, waiting_for
from alongside.rulings.sealing import CannotOpen
from alongside.rulings.showing import Reader, show
from alongside.today.clocks import Clock, clock_of
from alongside.today.forms import DecisionForm
from alongside.today.views.questions import act_words, gist_of
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped, require_words

MOST_DECIDED = 20


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A question in the list: who asks what, in a few words about what, and how long it can still wait."""

    referral: Referral
    may: words.Said
    gist: str
    clock: Clock
    url: str


def referral_rows(referrals: Iterable[Referral], today: date) -> list[ReferralRow]:
    """Each with where it is decided: a question here, a declaration beside what was declared."""
    listed = list(referrals)
    declared = declared_in(own.kept_id for own in listed)
    rows = []
    for own in listed:
        row = declared.get(own.kept_id)
        may = words.Said(title_of(row.kind)) if row else act_words(own.kept.act)
        url = reverse("declarations:decide", args=[row.pk]) if row else reverse("today:referral", args=[own.pk])
        rows.append(ReferralRow(own, may, gist_of(own.kept), clock_of(own, today), url))
    return rows


@require_safe
@for_roles(RoleKind.SUPERVISOR)
def referrals(request: SignedInRequest) -> HttpResponse:
    """What waits for me, and what I decided last."""
    waiting = referral_rows(waiting_for(request.viewer), request.today)
    decided = referrals_for(request.viewer).filter(status=Referral.Status.DECIDED).order_by("-decided_at", "-pk")
    context = {
        "waiting": waiting,
        "late": sum(row.clock.is_late for row in waiting),
        "decided": referral_rows(decided[:MOST_DECIDED], request.today),
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


def _page(
    request: SignedInRequest, found: Referral, form: DecisionForm, *, status: int, problem: str = ""
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
    }
    try:
        context |= {"shown": show(found.kept.told(), reader), "decision_words": found.said}
    except CannotOpen:
        context["is_closed"] = True
    return render(request, "today/referral.html", context, status=status)
