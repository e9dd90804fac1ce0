"""The public's check of a certificate: by name and board, or by number, today or on a day."""

from __future__ import annotations

from datetime import date
from typing import Final

from allauth.account.adapter import get_adapter
from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alongside.accounts.lockout import Limit, digest, may_pass
from alongside.credentials.orders import public_orders
from alongside.credentials.public import FEWEST_LETTERS, Found, by_name, by_number, by_token
from alongside.credentials.words import WORDS
from alongside.people import clock
from alongside.people.models import Board
from alongside.rulebook.queries import library
from alongside.ui.forms import DayField

SEARCHES: Final = Limit(tries=30, seconds=15 * 60)
"""Searches that one address may make: enough for an employer with a stack of papers, too few to copy a register."""


class CheckForm(forms.Form):
    """One person: a board, and their whole name or their number."""

    board = forms.ModelChoiceField(
        Board.objects.order_by("place"), label=_("Board"), empty_label=_("Choose the board that certifies")
    )
    name = forms.CharField(
        label=_("Whole name"),
        required=False,
        max_length=120,
        help_text=_("As it is printed on the certificate. Capitals and accents do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    number = forms.CharField(
        label=_("Certificate number"),
        required=False,
        max_length=40,
        help_text=_("If you have it, the name is not needed."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name and sum(sign.isalpha() for sign in name) < FEWEST_LETTERS:
            raise forms.ValidationError(
                _("Type the whole name: %(letters)d letters or more.") % {"letters": FEWEST_LETTERS}
            )
        return name

    def clean(self) -> None:
        super().clean()
        if not self.errors and not self.cleaned_data.get("name") and not self.cleaned_data.get("number"):
            self.add_error("name", _("Type a name or a number."))


class DayForm(forms.Form):
    """A day to look back to."""

    on = DayField(label=_("Certified on that day?"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Look one person up. What was typed travels in the body, so that no address or log keeps a name."""
    form = CheckForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if not form.is_valid():
        return render(request, "registry/check.html", context, status=422 if form.is_bound else 200)
    if not may_pass(digest("check", get_adapter().get_client_ip(request)), SEARCHES):
        return render(request, "registry/check.html", {**context, "too_often": True}, status=429)
    found = _look(form)
    if len(found.shown) == 1:
        return redirect("registry:certificate", token=found.shown[0].certificate.token)
    rows = [(shown.certificate, WORDS[shown.standing.status]) for shown in found.shown]
    return render(request, "registry/check.html", {**context, "rows": rows, "several": found.several, "searched": True})


@never_cache
@require_safe
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """One certificate: how it stands today and, if a day is named, how it stood then. Raises Http404."""
    days = DayForm(request.GET if "on" in request.GET else None)
    on: date | None = days.cleaned_data["on"] if days.is_valid() else None
    shown = by_token(token, on)
    if shown is None:
        raise Http404
    held = shown.certificate
    context = {
        "shown": shown,
        "words": WORDS[shown.standing.status],
        "then": WORDS[shown.then.status] if shown.then else None,
        "credential": _credential(held.code),
        "orders": public_orders([held], clock.today_in(held.board.time_zone)).get(held.pk, ()),
        "days": days,
        "address": request.build_absolute_uri(request.path),
    }
    return render(request, "registry/certificate.html", context, status=422 if days.errors else 200)


def _look(form: CheckForm) -> Found:
    board, name, number = (form.cleaned_data[field] for field in ("board", "name", "number"))
    return by_name(board, name, number) if name else by_number(board, number)


def _credential(code: str) -> str:
    return next((e.code.credential for e in library().editions if e.id == code), code)
