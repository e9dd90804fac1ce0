"""The page of one's own account. Signing in and what belongs to it are allauth's views under our templates."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "account/overview.html", {"has_second_step": is_mfa_enabled(request.user)})
