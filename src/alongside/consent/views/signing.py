"""A new release: filled in with the person or by them, looked at for what it lacks, signed on the device or on paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.caseload.access import Record, open_record
from alongside.caseload.models import Ground
from alongside.consent.forms import OwnReleaseForm, ReleaseForm
from alongside.consent.part2 import Element, missing_elements
from alongside.consent.printing import sheet_pdf
from alongside.consent.refusals import NotPossibleNow
from alongside.consent.releasing import check_sheet, drawn_up, may_sign, sign_release
from alongside.consent.views.places import as_pdf
from alongside.paper import LettersMissing
from alongside.people.gates import signed_in
from alongside.people.viewer import SignedInRequest

Form = ReleaseForm | OwnReleaseForm


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest, person_id: int) -> HttpResponseBase:
    """Who, what, why, how and until when; then a name under it. What Part 2 lacks is said before it is signed."""
    record = open_record(person_id, viewer=request.viewer)
    if not may_sign(record):
        raise Http404("not theirs to take down")
    is_own = record.ground is Ground.OWN
    kind = OwnReleaseForm if is_own else ReleaseForm
    form: Form = kind(request.POST or None, person=record.person, today=request.today)
    context: dict[str, object] = {"record": record, "person": record.person, "form": form, "is_own": is_own}
    if form.is_bound and form.is_valid():
        try:
            answer = (
                _printed(request, record, form) if form.is_printed_first else _signed(request, record, form, context)
            )
        except NotPossibleNow as problem:
            context["problem"] = str(problem)
        except LettersMissing:
            context["problem"] = _("This installation has no font for some of these letters. Ask whoever runs it.")
        else:
            if answer is not None:
                return answer
    return render(request, "consent/new.html", context, status=422 if form.is_bound else 200)


def _signed(
    request: SignedInRequest, record: Record, form: Form, context: dict[str, object]
) -> HttpResponseBase | None:
    sheet = form.sheet()
    check_sheet(sheet, request.today)
    lacking = _lacking(request, record, form)
    if lacking and "as_is" not in request.POST:
        context["lacking"] = lacking
        return None
    token = form.cleaned_data["token"]
    row = sign_release(record=record, sheet=sheet, token=token, by=request.user, on=request.today)
    messages.success(request, _("Signed. %(who)s may be told what it says, and nothing else.") % {"who": row.recipient})
    return redirect("consent:release", person_id=record.person.pk, release_id=row.pk)


def _lacking(request: SignedInRequest, record: Record, form: Form) -> list[Element]:
    row = drawn_up(
        record,
        form.sheet(),
        worker=None if record.ground is Ground.OWN else record.viewer.worker,
        token=form.cleaned_data["token"],
        by=request.user,
        on=request.today,
    )
    return missing_elements(row, request.today)


def _printed(request: SignedInRequest, record: Record, form: Form) -> HttpResponseBase:
    return as_pdf(sheet_pdf(record, form.sheet(), request.today))
