"""A board's register of certificates: the list, one certificate with its record, and what staff put on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.models import User
from alongside.credentials import actions
from alongside.credentials.board_forms import HappenedForm, NameForm, OrderForm, OrderRuleForm, WithdrawForm
from alongside.credentials.models import Certificate
from alongside.credentials.orders import (
    AlreadyWithdrawn,
    SameName,
    change_name,
    publish_order,
    set_order_rule,
    withdraw_order,
)
from alongside.credentials.papers import credential_name
from alongside.credentials.records import OrderRule, PublicOrder
from alongside.credentials.register import OnRecord, on_record, search
from alongside.credentials.status import Happened, Status
from alongside.credentials.words import WORDS
from alongside.people.gates import at_a_board
from alongside.people.viewer import BoardRequest
from alongside.ui.addresses import address_of_each
from alongside.ui.amounts import day_words

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@at_a_board()
def certificates(request: BoardRequest) -> HttpResponse:
    """The board's certificates, by name or number, or by how they stand."""
    words = request.GET.get("q", "")[:120]
    asked = request.GET.get("status", "")
    status = next((status for status in Status if status.value == asked), None)
    listed = search(request.board, words=words, status=status, page=request.GET.get("page"))
    filters = [
        {"url": f"?status={one.value}", "label": WORDS[one].word, "count": "", "here": one is status} for one in Status
    ]
    address = address_of_each("credentials:one")
    rows = [
        {
            "url": address(row.certificate.pk),
            "name": row.certificate.name_on_certificate,
            "number": row.certificate.number or "–",
            "words": row.words,
            "through": day_words(row.standing.through) if row.standing and row.standing.through else "–",
        }
        for row in listed.rows
    ]
    context = {"listed": listed, "rows": rows, "words": words, "filters": filters}
    context["status"] = WORDS[status] if status else None
    return render(request, "credentials/register.html", context)


@page_or_form
@at_a_board()
def certificate(request: BoardRequest, certificate_id: int) -> HttpResponseBase:
    """One certificate: how it stands, its record, and what may happen next."""
    found = on_record(request.board, certificate_id)
    form = HappenedForm(
        request.POST if request.method == "POST" else None,
        possible=found.possible,
        today=request.today,
        last=found.last,
    )
    if form.is_bound and form.is_valid() and _happens(form, found, request.user):
        messages.success(request, _("It is on record, and holds from that day."))
        return redirect("credentials:one", certificate_id)
    context = {"found": found, "form": form, "credential": credential_name(found.certificate, request.today)}
    return render(request, "credentials/one.html", context, status=422 if form.is_bound else 200)


@page_or_form
@at_a_board()
def name(request: BoardRequest, certificate_id: int) -> HttpResponseBase:
    """Put another name on a certificate."""
    found = on_record(request.board, certificate_id)
    form = NameForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            change_name(
                certificate=found.certificate,
                name=form.cleaned_data["name"],
                cause=form.cleaned_data["cause"],
                by=request.user,
            )
        except SameName:
            form.add_error("name", _("This is the name on it already, or it holds no letters."))
        else:
            messages.success(request, _("The new name is on the certificate. Print it anew for the holder."))
            return redirect("credentials:one", certificate_id)
    context = {"found": found, "form": form}
    return render(request, "credentials/name.html", context, status=422 if form.is_bound else 200)


@page_or_form
@at_a_board()
def order(request: BoardRequest, certificate_id: int) -> HttpResponseBase:
    """Put an order on record for the public."""
    found = on_record(request.board, certificate_id)
    form = OrderForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        publish_order(certificate=found.certificate, by=request.user, **form.cleaned_data)
        messages.success(request, _("The order is on record. When the public reads it, your rule decides."))
        return redirect("credentials:one", certificate_id)
    rule = _rule(request)
    context = {"found": found, "form": form, "rule": rule}
    return render(request, "credentials/order.html", context, status=422 if form.is_bound else 200)


@page_or_form
@at_a_board()
def withdraw(request: BoardRequest, order_id: int) -> HttpResponseBase:
    """Take an order back from the public."""
    row = PublicOrder.objects.filter(board=request.board, pk=order_id).select_related("certificate").first()
    if row is None:
        raise Http404
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            withdraw_order(order=row, why=form.cleaned_data["why"], by=request.user)
        except AlreadyWithdrawn:
            messages.warning(request, _("It was taken back before. The public does not read it."))
        else:
            messages.success(request, _("The order is taken back. The public no longer reads it."))
        return redirect("credentials:one", row.certificate_id)
    return render(
        request, "credentials/withdraw.html", {"order": row, "form": form}, status=422 if form.is_bound else 200
    )


@page_or_form
@at_a_board()
def order_rule(request: BoardRequest) -> HttpResponseBase:
    """How the board publishes its orders, from a day on."""
    form = OrderRuleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        set_order_rule(board=request.board, by=request.user, **form.cleaned_data)
        messages.success(request, _("The rule is set."))
        return redirect("credentials:order-rule")
    rules = OrderRule.objects.filter(board=request.board).order_by("-from_day", "-pk")
    context = {"form": form, "rules": rules, "rule": _rule(request)}
    return render(request, "credentials/order_rule.html", context, status=422 if form.is_bound else 200)


def _rule(request: BoardRequest) -> OrderRule | None:
    rows = OrderRule.objects.filter(board=request.board, from_day__lte=request.today)
    return rows.order_by("-from_day", "-pk").first()


def _happens(form: HappenedForm, found: OnRecord, by: User) -> bool:
    """Do it; what stands in the way goes back to the form. Whether it was done."""
    if form.cleaned_data["last"] != found.last:
        form.add_error(None, _("Something else was put on record since you opened this page. Look at it, then decide."))
        return False
    kind = Happened(form.cleaned_data["kind"])
    on, cause, until = (form.cleaned_data[name] for name in ("on", "cause", "until"))
    try:
        _DO[kind](found.certificate, on, cause, until, by)
    except actions.TooSoon as refused:
        form.add_error("on", f"{refused} {refused.returns_from.isoformat()}")
    except actions.NotToday:
        form.add_error("on", _("The day is still to come, or lies before the last thing on the record."))
    except actions.PeriodUntold:
        form.add_error(
            None, _("Nobody has told how long a certificate runs here. Set the period in the programme first.")
        )
    except actions.NotFromHere as refused:
        form.add_error("kind", str(refused))
    return not form.errors


Do = Callable[[Certificate, date, str, date | None, User], object]

_DO: Final[Mapping[Happened, Do]] = {
    Happened.RENEWED: lambda held, on, _cause, _until, by: actions.renew_certificate(certificate=held, on=on, by=by),
    Happened.INACTIVE: lambda held, on, cause, _until, by: actions.make_inactive(
        certificate=held, on=on, cause=cause, by=by
    ),
    Happened.SUSPENDED: lambda held, on, cause, until, by: actions.suspend_certificate(
        certificate=held, on=on, cause=cause, until=until, by=by
    ),
    Happened.REVOKED: lambda held, on, cause, until, by: actions.revoke_certificate(
        certificate=held, on=on, cause=cause, until=until, by=by
    ),
    Happened.REINSTATED: lambda held, on, cause, _until, by: actions.reinstate_certificate(
        certificate=held, on=on, cause=cause, by=by
    ),
    Happened.DECEASED: lambda held, on, _cause, _until, by: actions.record_death(certificate=held, on=on, by=by),
}
