"""A provider's pages: send a list, see every row as it would be taken, take the good ones."""

from __future__ import annotations

from collections import Counter
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from alongside.learning.attendance import Examined, Verdict, examine, post_sheet, receive_sheet
from alongside.learning.board_forms import SheetForm
from alongside.learning.models import Provider
from alongside.learning.queries import providers_posted_by, sheet_seen_by
from alongside.learning.sheets import SheetUnfit
from alongside.people.gates import signed_in
from alongside.people.viewer import SignedInRequest

SHOWN: Final = 200
"""Rows of a kind that the page shows; the file has the rest."""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def send(request: SignedInRequest) -> HttpResponseBase:
    """Send a list. Nothing is taken yet."""
    providers = providers_posted_by(request.user)
    if not providers:
        raise PermissionDenied
    form = SheetForm(request.POST or None, request.FILES or None)
    chosen = _chosen(request, providers)
    if form.is_bound and form.is_valid() and chosen is not None:
        try:
            sheet = receive_sheet(provider=chosen, data=form.cleaned_data["file"], by=request.user)
        except SheetUnfit as unfit:
            form.add_error("file", str(unfit))
        else:
            return redirect("learning:sheet", sheet.token)
    context = {"form": form, "providers": providers, "chosen": chosen}
    return render(request, "learning/attendance.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sheet(request: SignedInRequest, token: str) -> HttpResponseBase:
    """Every row as it would be taken; once posted, what became of it. Raises Http404."""
    own = sheet_seen_by(request.user, token)
    if request.method == "POST":
        post_sheet(sheet=own, by=request.user)
        return redirect("learning:sheet", own.token)
    posting = getattr(own, "posting", None)
    rows = examine(own)
    counted = Counter(row.verdict for row in rows)
    context = {
        "sheet": own,
        "posting": posting,
        "good": counted[Verdict.GOOD],
        "there": counted[Verdict.THERE],
        "problem": counted[Verdict.PROBLEM],
        "problems": _of(rows, Verdict.PROBLEM),
        "goods": _of(rows, Verdict.GOOD),
        "theres": _of(rows, Verdict.THERE),
        "shown": SHOWN,
    }
    return render(request, "learning/sheet.html", context)


def _of(rows: list[Examined], verdict: Verdict) -> list[Examined]:
    return [row for row in rows if row.verdict is verdict][:SHOWN]


def _chosen(request: SignedInRequest, providers: list[Provider]) -> Provider | None:
    asked = str(request.POST.get("provider", ""))
    found = next((provider for provider in providers if str(provider.pk) == asked), None)
    return found or (providers[0] if len(providers) == 1 else None)
