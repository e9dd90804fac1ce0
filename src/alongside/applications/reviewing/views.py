"""Pages for the board's staff: the queue, one application, one of its sections, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alongside.applications.models import TO_DECIDE, Application, Stage
from alongside.applications.papers import papers_of
from alongside.applications.progress import Progress, progress_of
from alongside.applications.queries import application_at
from alongside.applications.refusals import NotNow, NotVerified, SamePerson
from alongside.applications.reviewing.actions import ask_for_more, check_claim, decide, recommend
from alongside.applications.reviewing.claims import claims_of, unverified
from alongside.applications.reviewing.forms import CheckForm, MoreForm, SaidForm
from alongside.applications.reviewing.queue import SHELVES, queue_of, row_of
from alongside.applications.reviewing.rows import section_rows
from alongside.applications.reviewing.signs import signs_of
from alongside.applications.sections.kinds import CODE
from alongside.applications.truth import clauses_to_decide_by
from alongside.attestation.queries import signature_of
from alongside.people.gates import at_a_board
from alongside.people.viewer import BoardRequest
from alongside.rulebook.queries import standing_of
from alongside.ui.addresses import address_of_each
from canon.code import Edition

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@at_a_board()
def queue(request: BoardRequest) -> HttpResponse:
    """Every application sent to the board, what its clock presses most first."""
    asked = {name: request.GET.get(name, "") for name in ("show", "q", "page")}
    found = queue_of(
        request.board, request.user, request.today, shelf=asked["show"], search=asked["q"], page=asked["page"]
    )
    labels = {
        "review": _("To review"),
        "decide": _("To decide"),
        "applicant": _("With the applicant"),
        "colleagues": _("With colleagues"),
        "ended": pgettext("applications", "Ended"),
        "all": _("All"),
    }
    filters = [
        {
            "url": f"?show={name}",
            "label": labels[name],
            "count": found.counts.get(name, ""),
            "here": name == found.shelf,
        }
        for name in SHELVES
    ]
    address = address_of_each("applications:item")
    rows = [
        {
            "url": address(row.application.pk),
            "name": row.name,
            "number": row.application.number,
            "needs": row.needs,
            "verified": _("%(have)s of %(all)s verified")
            % {"have": row.application.verified, "all": row.application.claims},
            "age": ngettext("%(n)s day", "%(n)s days", row.age) % {"n": row.age},
            "clock": row.clock,
            "state": row.state,
        }
        for row in found.rows
    ]
    context = {"queue": found, "rows": rows, "filters": filters, "page_obj": found.page, "today": request.today}
    return render(request, "applications/board/queue.html", context)


@never_cache
@require_safe
@at_a_board()
def item(request: BoardRequest, application_id: int) -> HttpResponse:
    """One application: what was shown, what was noticed, what can be done now."""
    application = application_at(request.board, request.user, application_id)
    return _item(request, application)


@never_cache
@page_or_form
@at_a_board()
def section(request: BoardRequest, application_id: int, kind: str) -> HttpResponseBase:
    """One section as it was sent, its papers, and each of its claims to be held against its source."""
    application = application_at(request.board, request.user, application_id)
    progress = progress_of(application)
    part = progress.part(kind)
    if part is None:
        raise Http404
    own = [claim for claim in claims_of(progress) if claim.kind == kind]
    wanted = request.POST.get("claim", "")
    forms = [
        (claim, CheckForm(request.POST if claim.claim.key == wanted else None, prefix=claim.claim.key)) for claim in own
    ]
    status = 200
    for claim, form in forms:
        if claim.claim.key != wanted:
            continue
        if form.is_valid():
            return _checked(request, application, wanted, form)
        status = 422
    context = {
        "application": application,
        "row": row_of(application, request.user, request.today),
        "part": part,
        "forms": forms,
        "papers": papers_of(application, kind),
        "zone": application.board.time_zone,
        "references": progress.references if kind == "references" else (),
        "signature": signature_of(application.practitioner, application.code, _sent_on(application))
        if kind == CODE
        else None,
        "signs": [sign for sign in signs_of(progress) if sign.kind == kind],
        "may_check": application.stage == Stage.IN_REVIEW,
    }
    return render(request, "applications/board/section.html", context, status=status)


@page_or_form
@at_a_board()
def more(request: BoardRequest, application_id: int) -> HttpResponseBase:
    """Ask the applicant for more."""
    application = application_at(request.board, request.user, application_id)
    form = MoreForm(progress_of(application), request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(
            request, "applications/board/more.html", {"application": application, "form": form}, status=status
        )

    def ask() -> None:
        ask_for_more(
            application=application,
            sections=form.cleaned_data["sections"],
            words=form.cleaned_data["words"],
            by=request.user,
        )

    return _done(request, application, ask, _("Sent. The sections are open again, and the clock stands still."))


@page_or_form
@at_a_board()
def say(request: BoardRequest, application_id: int) -> HttpResponseBase:
    """Recommend, or decide as the second of two: whichever it is at."""
    application = application_at(request.board, request.user, application_id)
    if request.method != "POST":
        return redirect("applications:item", application_id=application.pk)
    form = _said_form(request, application, progress_of(application))
    if not form.is_valid():
        return _item(request, application, form=form, status=422)
    said = form.said
    if request.POST.get("step") == "decide":
        seen = request.POST.get("round", "")
        round_seen = int(seen) if seen.isdigit() else 0
        step = partial(decide, application=application, said=said, round_seen=round_seen, by=request.user)
        return _done(request, application, step, _("Decided, and told."))
    first = partial(recommend, application=application, said=said, by=request.user)
    return _done(request, application, first, _("Recommended. A second person decides."))


def _checked(request: BoardRequest, application: Application, key: str, form: CheckForm) -> HttpResponseBase:
    version = request.POST.get("version", "")

    def check() -> None:
        check_claim(
            application=application,
            key=key,
            version=int(version) if version.isdigit() else 0,
            outcome=form.cleaned_data["outcome"],
            how=form.cleaned_data["how"],
            by=request.user,
        )

    return _done(request, application, check, _("On record, with your name and the day."))


def _done(request: BoardRequest, application: Application, act: Callable[[], object], said: str) -> HttpResponseBase:
    """Do it once; whoever comes second sees how it stands now."""
    try:
        act()
    except (NotNow, SamePerson, NotVerified) as refused:
        fresh = application_at(request.board, request.user, application.pk)
        return _item(request, fresh, refused=refused, status=422 if isinstance(refused, NotVerified) else 409)
    messages.success(request, said)
    return redirect("applications:item", application_id=application.pk)


def _item(
    request: BoardRequest,
    application: Application,
    *,
    form: SaidForm | None = None,
    refused: Exception | None = None,
    status: int = 200,
) -> HttpResponse:
    progress = progress_of(application)
    claims = claims_of(progress)
    context = {
        "application": application,
        "row": row_of(application, request.user, request.today),
        "edition": _edition(application),
        "rows": section_rows(progress, claims, request.user),
        "signs": signs_of(progress),
        "waiting": unverified(progress),
        "form": form or _said_form(request, application, progress),
        "may_recommend": application.stage == Stage.IN_REVIEW,
        "may_decide": application.stage in TO_DECIDE and application.recommended_by_id != request.user.pk,
        "may_ask": application.stage in (Stage.IN_REVIEW, *TO_DECIDE),
        "recommendation": application.recommendations.select_related("by").order_by("-pk").first(),
        "decision": application.decisions.select_related("decided_by").order_by("-round").first(),
        "refused": refused,
    }
    return render(request, "applications/board/item.html", context, status=status)


def _said_form(request: BoardRequest, application: Application, progress: Progress) -> SaidForm:
    decides = request.POST["step"] == "decide" if "step" in request.POST else application.stage in TO_DECIDE
    untold = decides and progress.asked.span("period") is None
    return SaidForm(
        clauses_to_decide_by(_edition(application)),
        request.POST if request.method == "POST" and "verdict" in request.POST else None,
        asks_day=request.today if untold else None,
        read=_("The applicant reads it.") if decides else _("Whoever decides reads it."),
    )


def _edition(application: Application) -> Edition:
    return standing_of(application.code, _sent_on(application)).edition


def _sent_on(application: Application) -> date:
    assert application.submitted_on is not None, "a board sees what was sent to it, and nothing else"
    return application.submitted_on
