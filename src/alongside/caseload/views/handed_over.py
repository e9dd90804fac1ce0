"""A page from before somebody was given to somebody else: what was typed is handed back, with who did it and when.

    @signed_in
    @hands_back(lambda post, **_: AgreeForm(post))
    def agreement(request: WorkerRequest, person_id: int) -> HttpResponseBase:

Nothing of the record shows: they no longer support the person. What took place before is still written down under Log.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.forms import BaseForm
from django.http import Http404, HttpResponseBase
from django.shortcuts import render

from alongside.caseload.access import record_to_write_in, who_ended
from alongside.caseload.refusals import NoLongerTheirs
from alongside.people.viewer import SignedInRequest

View = Callable[..., HttpResponseBase]
FormOf = Callable[..., BaseForm | None]
CONFLICT: Final = 409


def hands_back(form: FormOf) -> Callable[[View], View]:
    """Of a view that finds nobody under a number: where that was theirs until lately, hand back what was posted.

    form: of what was posted and the view's own arguments, filled in as it was; None where nothing was typed
    """

    def mark(view: View) -> View:
        @wraps(view)
        def page(request: SignedInRequest, person_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(request, person_id, *args, **kwargs)
            except Http404:
                if request.method != "POST":
                    raise
                return handed_over(request, person_id, form(request.POST, **kwargs))

        return page

    return mark


def handed_over(request: SignedInRequest, person_id: int, form: BaseForm | None) -> HttpResponseBase:
    """The answer to a page from before. Raises Http404 for whom they never supported, or support still."""
    record = record_to_write_in(person_id, viewer=request.viewer)
    if not record.is_shut:
        raise Http404("theirs, and nothing of that number in it")
    problem = NoLongerTheirs(who_ended(request.viewer, record.person))
    context = {"person": record.person, "form": form, "problem": str(problem)}
    return render(request, "caseload/handed_over.html", context, status=CONFLICT)
