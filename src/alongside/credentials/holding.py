"""The holder's own page: how each certificate stands, what puts it at risk, what a lapse would stop; giving it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from alongside.credentials.actions import NotFromHere, NotToday, give_up_certificate, make_inactive
from alongside.credentials.asking import AskedOnce
from alongside.credentials.models import Certificate
from alongside.credentials.papers import credential_name
from alongside.credentials.queries import certificates_of
from alongside.credentials.risks import Risk, risks_of
from alongside.credentials.standing import standings
from alongside.credentials.status import MAY_FOLLOW, Happened, Standing
from alongside.credentials.stopping import Stopped, stopped_by_a_lapse
from alongside.credentials.words import WORDS, StatusWords
from alongside.people import clock
from alongside.people.gates import for_practitioners
from alongside.people.viewer import PractitionerRequest
from alongside.rulebook.queries import standing_of as code_standing_of


@dataclass(frozen=True)
class Held:
    """One certificate as its holder sees it."""

    certificate: Certificate
    credential: str
    standing: Standing
    words: StatusWords
    risks: Sequence[Risk]
    stops: Sequence[Stopped]
    file_url: str

    @property
    def may_give_up(self) -> bool:
        return self.standing.status in MAY_FOLLOW[Happened.SURRENDERED]

    @property
    def may_set_aside(self) -> bool:
        return self.standing.status in MAY_FOLLOW[Happened.INACTIVE]


class GiveUpForm(forms.Form):
    """Typing the number is the confirmation: nobody gives a credential up by a slip of the thumb."""

    number = forms.CharField(label=gettext_lazy("Type the number of the certificate"), max_length=40)

    def __init__(self, data: object = None, *, certificate: Certificate) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._number = certificate.number
        if not certificate.number:
            del self.fields["number"]

    def clean_number(self) -> str:
        typed: str = "".join(self.cleaned_data["number"].split()).upper()
        if typed != self._number.upper():
            raise forms.ValidationError(_("That is not its number. It is %(number)s.") % {"number": self._number})
        return typed


class SetAsideForm(forms.Form):
    """Why it is set aside: seen by the holder and the board's staff."""

    cause = forms.CharField(
        label=gettext_lazy("Why, in a few words"),
        help_text=gettext_lazy("You and the board’s staff see this. Leave out what is nobody’s business."),
        max_length=200,
    )


@require_safe
@for_practitioners
def mine(request: PractitionerRequest) -> HttpResponse:
    """Every certificate of one's own, the first as the answer of the page."""
    rows = list(certificates_of(request.practitioner))
    now = standings(rows, clock.now())
    asked = AskedOnce()
    held = [_held(row, now[row.pk], asked) for row in rows if row.pk in now]
    return render(request, "credentials/mine.html", {"held": held, "first": held[0] if held else None})


@require_http_methods(["GET", "HEAD", "POST"])
@for_practitioners
def give_up(request: PractitionerRequest, token: str) -> HttpResponseBase:
    """Give a credential up; its code binds no more from today."""
    held = _own(request, token)
    form = GiveUpForm(request.POST if request.method == "POST" else None, certificate=held.certificate)
    if request.method == "POST" and form.is_valid():
        try:
            give_up_certificate(certificate=held.certificate, on=_today(held.certificate), by=request.user)
        except (NotFromHere, NotToday):
            messages.warning(request, _("As it stands now, it cannot be given up. This is how it stands."))
        else:
            messages.success(request, _("You have given the credential up. Its code no longer binds you."))
        return redirect("credentials:mine")
    return render(
        request, "credentials/give_up.html", {"held": held, "form": form}, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_practitioners
def set_aside(request: PractitionerRequest, token: str) -> HttpResponseBase:
    """Set a certificate aside for a time, at one's own wish."""
    held = _own(request, token)
    form = SetAsideForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            make_inactive(
                certificate=held.certificate,
                on=_today(held.certificate),
                cause=form.cleaned_data["cause"],
                by=request.user,
            )
        except (NotFromHere, NotToday):
            messages.warning(request, _("As it stands now, it cannot be set aside. This is how it stands."))
        else:
            messages.success(request, _("It is set aside. Ask the board when you want to take it up again."))
        return redirect("credentials:mine")
    return render(
        request, "credentials/set_aside.html", {"held": held, "form": form}, status=422 if form.is_bound else 200
    )


def _own(request: PractitionerRequest, token: str) -> Held:
    row = certificates_of(request.practitioner).filter(token=token).first()
    standing = standings([row], clock.now()).get(row.pk) if row else None
    if row is None or standing is None:
        raise Http404
    return _held(row, standing, AskedOnce())


def _held(row: Certificate, standing: Standing, asked: AskedOnce) -> Held:
    today = _today(row)
    edition = code_standing_of(row.code, today).edition
    return Held(
        row,
        credential_name(row, today),
        standing,
        WORDS[standing.status],
        risks_of(row, standing, today, asked=asked),
        stopped_by_a_lapse(edition, today),
        _file_url(row) if standing.is_in_force else "",
    )


def _today(certificate: Certificate) -> date:
    return clock.today_in(certificate.board.time_zone)


def _file_url(certificate: Certificate) -> str:
    """The page on which it is taken as a file; empty where there is none."""
    try:
        return reverse("badges:file", args=[certificate.token])
    except NoReverseMatch:
        return ""
