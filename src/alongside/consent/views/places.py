"""Who may be told what, for those who support a person and for the person; one release, its end, its copy on paper."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alongside.caseload.access import may_know, open_record
from alongside.caseload.models import Ground
from alongside.consent.models import ended_at
from alongside.consent.part2 import missing_elements
from alongside.consent.printing import release_pdf
from alongside.consent.releasing import may_sign, revoke_release
from alongside.consent.standing import disclosures_of, release_of, shown_release, shown_releases, told_under
from alongside.consent.words import Ended
from alongside.paper import LettersMissing
from alongside.people.gates import signed_in
from alongside.people.models import Person
from alongside.people.viewer import SignedInRequest

A_PAGE: Final = 25


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponseBase:
    """A person's own page. Raises Http404 for somebody who is no person served here."""
    row = Person.objects.filter(user=request.user, agency=request.agency).first() if request.agency else None
    if row is None:
        raise Http404("nobody's own releases")
    return redirect("consent:home", person_id=row.pk)


@require_safe
@signed_in
def home(request: SignedInRequest, person_id: int) -> HttpResponse:
    """The releases, those in force first, and the ledger of what was told."""
    record = open_record(person_id, viewer=request.viewer)
    is_own = record.ground is Ground.OWN
    rows = shown_releases(record)
    context = {
        "record": record,
        "person": record.person,
        "is_own": is_own,
        "standing": [own for own in rows if own.can_be_stopped],
        "ended": [own for own in rows if not own.can_be_stopped],
        "page_obj": Paginator(disclosures_of(record), A_PAGE).get_page(request.GET.get("page")),
        "may_sign": may_sign(record),
        "may_tell": record.viewer.worker is not None and record.may_write and not is_own,
        "may_know": may_know(record.person, request.today) if is_own else [],
    }
    return render(request, "consent/home.html", context)


@require_safe
@signed_in
def release(request: SignedInRequest, person_id: int, release_id: int) -> HttpResponse:
    """One release as it was signed, what it lacks, what was told under it; once it ended, what to tell whom."""
    record = open_record(person_id, viewer=request.viewer)
    row = release_of(record, release_id)
    told = list(told_under(row)[:A_PAGE])
    context = {
        "record": record,
        "person": record.person,
        "is_own": record.ground is Ground.OWN,
        "own": shown_release(row, record),
        "held": row.data(),
        "missing": missing_elements(row, row.signed_on),
        "told": told,
        "heard": list(dict.fromkeys(own.recipient for own in told)),
        "ended": getattr(row, "revoked", None) if ended_at(row) else None,
        "may_sign": may_sign(record),
    }
    return render(request, "consent/release.html", context)


@require_POST
@signed_in
def stop(request: SignedInRequest, person_id: int, release_id: int) -> HttpResponseBase:
    """Take it back, in one tap: nothing is asked, and nothing stands in its way."""
    record = open_record(person_id, viewer=request.viewer)
    row = release_of(record, release_id)
    is_own = record.ground is Ground.OWN
    why = Ended.REVOKED if is_own else Ended.BY_WORD
    if "event" in request.POST and row.has_event:
        why = Ended.EVENT
    revoke_release(record=record, release=row, why=why, words=request.POST.get("words", ""), by=request.user)
    messages.success(
        request, _("Stopped, from this moment on. %(who)s may be told nothing more.") % {"who": row.recipient}
    )
    if is_own:
        return redirect("consent:home", person_id=person_id)
    return redirect("consent:release", person_id=person_id, release_id=row.pk)


@require_safe
@signed_in
def paper(request: SignedInRequest, person_id: int, release_id: int) -> HttpResponseBase:
    """A copy to take along, in the language it was signed in."""
    record = open_record(person_id, viewer=request.viewer)
    row = release_of(record, release_id)
    try:
        body = release_pdf(record, row)
    except LettersMissing:
        messages.warning(request, _("This installation has no font for some of these letters. Ask whoever runs it."))
        return redirect("consent:release", person_id=person_id, release_id=row.pk)
    return as_pdf(body)


def as_pdf(body: bytes) -> HttpResponse:
    """A release as a file; its name names nobody."""
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="release.pdf"'
    return answer
