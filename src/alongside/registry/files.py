"""The public's check of a certificate file: whose it is and whether it is good today, or why it is not."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from allauth.account.adapter import get_adapter
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from alongside.accounts.lockout import Limit, digest, may_pass
from alongside.badges.plain_json import LARGEST_FILE
from alongside.badges.sources import OwnBoards
from alongside.badges.verifying import Fault, Verdict, verify
from alongside.badges.words import findings, headline
from alongside.people import clock

FILES: Final = Limit(tries=30, seconds=15 * 60)
"""Files that one address may have checked."""
LARGEST_REQUEST: Final = 4 * LARGEST_FILE
"""Bytes of a form that are read at all; a larger one is answered unread."""


class FileForm(forms.Form):
    """A certificate file."""

    file = forms.FileField(
        label=_("Certificate file"),
        help_text=_("The file that the holder gave you. Its name ends in .json."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json,application/vc+ld+json"}),
    )


@csrf_exempt  # checked below, once the size is known: the check itself reads the whole form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_file(request: HttpRequest) -> HttpResponse:
    """Check one file. Nothing of it is kept."""
    length = str(request.META.get("CONTENT_LENGTH", ""))
    if length.isdecimal() and int(length) > LARGEST_REQUEST:
        return _told(request, FileForm(), Verdict((Fault.TOO_LARGE,)), status=413)
    return _check_sent(request)


@csrf_protect
def _check_sent(request: HttpRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if not form.is_valid():
        return render(request, "registry/check_file.html", {"form": form}, status=422 if form.is_bound else 200)
    if not may_pass(digest("check-file", get_adapter().get_client_ip(request)), FILES):
        return render(request, "registry/check_file.html", {"form": FileForm(), "too_often": True}, status=429)
    sent: UploadedFile[bytes] = form.cleaned_data["file"]
    return _told(request, FileForm(), verify(sent.read(LARGEST_FILE + 1), OwnBoards(), at=clock.now()))


def _day_of(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _told(request: HttpRequest, form: FileForm, verdict: Verdict, *, status: int = 200) -> HttpResponse:
    context: dict[str, object] = {"form": form, "verdict": verdict, "headline": headline(verdict)}
    context |= {"findings": findings(verdict), "answer": "permitted" if verdict.is_good else "prohibited"}
    if verdict.told is not None:  # the days as the file has them, in its board's zone
        context |= {"from_day": verdict.told.valid_from.date(), "to_day": _day_of(verdict.told.valid_until)}
    return render(request, "registry/check_file.html", context, status=status)
