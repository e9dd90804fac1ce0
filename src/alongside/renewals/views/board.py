"""What a board's staff do: decide renewals, one or many, look at legal actions, draw and close audits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.credentials.actions import NotFromHere, PeriodUntold
from alongside.database.prepared import Prepared
from alongside.people.gates import at_a_board
from alongside.people.viewer import BoardRequest
from alongside.renewals import legal
from alongside.renewals.auditing import audits_of, case_at, cases_of, close_case, draw_audit
from alongside.renewals.forms import AuditForm, DecideForm, OutcomeForm, ReviewForm, RuleForm
from alongside.renewals.knowing import known_of_certificate, rule_of, waiting_at
from alongside.renewals.models import REMINDER_DAYS, ActionReview, AuditOutcome, LegalAction, Renewal
from alongside.renewals.refusals import AlreadyDecided, NotPossible
from alongside.renewals.renewing import confirm_renewal, refuse_renewal, set_renewal_rule
from alongside.rulebook.queries import codes_kept_by, standing_of
from alongside.ui.addresses import address_of_each

page_or_form = require_http_methods(["GET", "HEAD", "POST"])
A_PAGE = 25
AT_ONCE = 200
LONGEST_WORDS = 120
LONGEST_ID = 18
"""Digits that fit a column of ids on both databases."""

_FIRST_PAGE: Final = Prepared(
    lambda board: waiting_at(board).select_related(None).select_related("certificate")[:A_PAGE], int
)
"""What nearly everybody looks at."""


@dataclass(frozen=True)
class Line:
    """A renewal in the queue: what it needs now, and for how long it has waited."""

    renewal: Renewal
    days: int

    @cached_property
    def is_clear(self) -> bool:
        """Nothing is missing and nothing was declared: it may be confirmed with others."""
        declared = self.renewal.declares != Renewal.Declares.NONE
        return not self.renewal.findings and not declared and not self.renewal.is_late

    @property
    def says(self) -> str:
        """What has to be looked at first."""
        missing = len(self.renewal.findings)
        if missing:
            return ngettext("%(n)s thing is missing", "%(n)s things are missing", missing) % {"n": missing}
        if self.renewal.declares != Renewal.Declares.NONE:
            return _("Declares a legal action")
        return _("Asked late") if self.renewal.is_late else _("Everything is met")


@require_safe
@at_a_board()
def queue(request: BoardRequest) -> HttpResponse:
    """What waits, the oldest first, or what is found by name or number; those that are clear can be confirmed together."""
    words = request.GET.get("q", "")[:LONGEST_WORDS]
    rows = waiting_at(request.board, words).select_related(None).select_related("certificate")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    if page.number == 1 and not words.strip():
        page.object_list = _FIRST_PAGE.all(request.board.pk)
    lines = [Line(row, (request.today - row.asked_on).days) for row in page]
    address = address_of_each("renewals:decide")
    rows_shown = [
        {
            "key": line.renewal.pk,
            "url": address(line.renewal.pk),
            "name": line.renewal.certificate.name_on_certificate,
            "number": line.renewal.certificate.number,
            "is_clear": line.is_clear,
            "says": line.says,
            "days": ngettext("%(n)s day", "%(n)s days", line.days) % {"n": line.days},
        }
        for line in lines
    ]
    context = {
        "page_obj": page,
        "lines": rows_shown,
        "words": words.strip(),
        "total": page.paginator.count,
        "clear": sum(line.is_clear for line in lines),
        "rule": rule_of(request.board, request.today),
    }
    return render(request, "renewals/queue.html", context)


@require_POST
@at_a_board()
def together(request: BoardRequest) -> HttpResponseBase:
    """Confirm many: first a preview of who would be renewed, then each on its own, with what came of it."""
    ticked = [word for word in request.POST.getlist("renewal") if word.isdecimal() and len(word) <= LONGEST_ID]
    wanted = sorted({int(word) for word in ticked})[:AT_ONCE]
    chosen = [Line(row, 0) for row in waiting_at(request.board).filter(pk__in=wanted)]
    ready = [line for line in chosen if line.is_clear]
    if "confirm" not in request.POST:
        context = {
            "ready": ready,
            "left": [line for line in chosen if not line.is_clear],
            "gone": len(wanted) - len(chosen),
        }
        return render(request, "renewals/together.html", context)
    done = sum(_confirmed(line.renewal, request) for line in ready)
    said = ngettext("%(n)d certificate is renewed.", "%(n)d certificates are renewed.", done) % {"n": done}
    messages.success(request, said)
    if done < len(wanted):
        messages.warning(request, _("The others were decided meanwhile, or need a look of their own."))
    return redirect("renewals:queue")


def _confirmed(renewal: Renewal, request: BoardRequest) -> bool:
    try:
        confirm_renewal(renewal=renewal, by=request.user)
    except (NotPossible, NotFromHere, PeriodUntold):
        return False
    return True


@page_or_form
@at_a_board()
def decide(request: BoardRequest, renewal_id: int) -> HttpResponseBase:
    """One renewal: what is met, what is missing, and the decision."""
    rows = Renewal.objects.filter(board=request.board, pk=renewal_id)
    row = rows.select_related("certificate__holder__user", "certificate__board", "decision", "by").first()
    if row is None:
        raise Http404
    form = DecideForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            if form.cleaned_data["decision"] == "renew":
                confirm_renewal(renewal=row, by=request.user)
            else:
                refuse_renewal(renewal=row, reason=form.cleaned_data["reason"], by=request.user)
        except AlreadyDecided as refused:
            messages.warning(request, str(refused))
            return redirect("renewals:decide", renewal_id)
        except NotPossible as refused:
            form.add_error("reason", str(refused))
        except (NotFromHere, PeriodUntold) as refused:
            form.add_error(None, str(refused) or _("Nobody has told how long a certificate runs here."))
        else:
            messages.success(request, _("Decided. The holder is being told."))
            return redirect("renewals:queue")
    known = known_of_certificate(row.certificate)
    context = {"renewal": row, "decision": getattr(row, "decision", None), "known": known, "form": form}
    return render(request, "renewals/decide.html", context, status=422 if form.is_bound else 200)


@page_or_form
@at_a_board()
def rule(request: BoardRequest) -> HttpResponseBase:
    """How renewals go here."""
    now = rule_of(request.board, request.today)
    days = now.reminder_days if now else REMINDER_DAYS
    initial = {
        "from_day": request.today.isoformat(),
        "is_automatic": "yes" if now and now.is_automatic else "no",
        "reminder_days": ", ".join(str(day) for day in days),
    }
    form = RuleForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        set_renewal_rule(
            board=request.board,
            from_day=said["from_day"],
            is_automatic=said["is_automatic"] == "yes",
            reminder_days=said["reminder_days"],
            by=request.user,
        )
        messages.success(request, _("The rule is set."))
        return redirect("renewals:queue")
    return render(request, "renewals/rule.html", {"form": form, "rule": now}, status=422 if form.is_bound else 200)


@require_safe
@at_a_board()
def actions(request: BoardRequest) -> HttpResponse:
    """Legal actions told to the board, what nobody has looked at first."""
    rows = list(legal.actions_at(request.board)[:500])
    lines = [
        {
            "action": row,
            "clock": legal.told_clock(row.code, row.began_on, row.told_on, request.today),
            "review": max(row.reviews.all(), key=lambda review: review.pk, default=None),
        }
        for row in rows
    ]
    unseen = [line for line in lines if line["review"] is None]
    return render(
        request,
        "renewals/actions.html",
        {"lines": sorted(lines, key=lambda line: line["review"] is not None), "unseen": len(unseen)},
    )


@page_or_form
@at_a_board()
def action(request: BoardRequest, action_id: int) -> HttpResponseBase:
    """One of them, and what the board does with it."""
    row = legal.actions_at(request.board).filter(pk=action_id).first()
    if row is None:
        raise Http404
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        outcome = ActionReview.Outcome(form.cleaned_data["outcome"])
        legal.review_action(action=row, outcome=outcome, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("On record. They are being told."))
        return redirect("renewals:actions")
    resolution = getattr(row, "resolution", None)
    context = {
        "action": row,
        "form": form,
        "resolution": resolution,
        "clock": legal.told_clock(row.code, row.began_on, row.told_on, request.today),
        "reviews": sorted(row.reviews.all(), key=lambda review: -review.pk),
        "kinds": LegalAction.Kind,
        "prompts": legal.on_convictions([row.code], request.today) if row.kind == LegalAction.Kind.CONVICTION else [],
    }
    return render(request, "renewals/action.html", context, status=422 if form.is_bound else 200)


@page_or_form
@at_a_board()
def audits(request: BoardRequest) -> HttpResponseBase:
    """The audits so far, and a new sample."""
    codes = [(code, standing_of(code, request.today).edition.code.credential) for code in codes_kept_by(request.board)]
    form = AuditForm(request.POST if request.method == "POST" else None, codes=codes, today=request.today)
    if form.is_bound and form.is_valid():
        try:
            found = draw_audit(board=request.board, by=request.user, **form.cleaned_data)
        except NotPossible as refused:
            form.add_error("first", str(refused))
        else:
            messages.success(request, _("The sample is drawn, and everybody drawn is being asked."))
            return redirect("renewals:audit", found.pk)
    context = {"form": form, "audits": audits_of(request.board)}
    return render(request, "renewals/audits.html", context, status=422 if form.is_bound else 200)


@require_safe
@at_a_board()
def audit(request: BoardRequest, audit_id: int) -> HttpResponse:
    """One audit: how the sample was drawn, and each case."""
    row = audits_of(request.board).filter(pk=audit_id).first()
    if row is None:
        raise Http404
    cases: Sequence[object] = list(cases_of(row))
    left = sum(not hasattr(case, "outcome") for case in cases)
    return render(request, "renewals/audit.html", {"audit": row, "cases": cases, "left": left})


@page_or_form
@at_a_board()
def audit_case(request: BoardRequest, case_id: int) -> HttpResponseBase:
    """One case: what counted, what was handed in, and how it closes."""
    looked = case_at(request.board, case_id)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            close_case(
                case=looked.case,
                outcome=AuditOutcome.Outcome(said["outcome"]),
                hours_short=said["hours_short"],
                says=said["says"],
                by=request.user,
            )
        except AlreadyDecided as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("Closed. They are being told."))
        return redirect("renewals:audit", looked.case.audit_id)
    return render(
        request, "renewals/audit_case.html", {"looked": looked, "form": form}, status=422 if form.is_bound else 200
    )
