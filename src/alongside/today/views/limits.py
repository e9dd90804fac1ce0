"""What I am trained for, and where it ends."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.people.gates import for_workers
from alongside.people.viewer import WorkerRequest
from alongside.today.limits import limits_of


@require_safe
@for_workers
def limits(request: WorkerRequest) -> HttpResponse:
    """The worker's own page; nobody else has it."""
    return render(request, "today/limits.html", {"limits": limits_of(request.worker, request.today)})
