"""The list of people: a worker's own, and the one that those who offer choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from alongside.caseload import intake
from alongside.caseload.covering import Uncovered, with_plans, without_cover
from alongside.caseload.essentials_forms import TakeInForm
from alongside.caseload.queries import (
    A_PAGE,
    assigned_to,
    caseload_of,
    front_of_caseload,
    persons_listed_for,
    step_backs_of,
)
from alongside.people.gates import at_an_agency, for_roles
from alongside.people.languages import language_name
from alongside.people.models import Person, RoleKind
from alongside.people.viewer import AgencyRequest, SignedInRequest
from alongside.ui.addresses import address_of_each
from alongside.ui.amounts import day_words, number_words
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped

OFFERS: Final = (RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)


@require_safe
@for_roles(RoleKind.WORKER, *OFFERS)
def people(request: SignedInRequest) -> HttpResponseBase:
    """Whom I support, and what I am offered. Who supports nobody is taken to the list of all."""
    if request.worker is None:
        return redirect("caseload:all")
    front = front_of_caseload(request.worker, request.today)
    load = front.load
    paginator = Paginator(caseload_of(request.worker, request.today), A_PAGE)
    paginator.__dict__["count"] = load.has  # told already: it is a cached property
    page = paginator.get_page(request.GET.get("page"))
    if page.number == 1:
        page.object_list = front.first
    address = address_of_each("caseload:person")
    context = {
        "title": _title(load.has),
        "page_obj": page,
        "rows": [
            {
                "url": address(row.person_id),
                "name": _as_called(row.person),
                "note": _("With you since %(day)s") % {"day": day_words(row.from_day)} if row.from_day else "",
                "is_cover": row.kind == "cover",
                "speaks": language_name(row.person.language) if row.person.language != "en" else "",
            }
            for row in page
        ],
        "offers": front.offers,
        "load": load,
        "steps": step_backs_of(request.worker, request.today),
        "offers_too": bool(request.roles & set(OFFERS)),
    }
    return render(request, "caseload/people.html", context)


@require_safe
@at_an_agency(*OFFERS)
def everybody(request: AgencyRequest) -> HttpResponse:
    """Everybody one may offer, by chosen name alone: who has nobody comes first."""
    wanted = " ".join(request.GET.get("q", "").split())[:120]
    rows = persons_listed_for(request.viewer, request.agency)
    if wanted:
        rows = rows.filter(chosen_name__icontains=wanted)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    assigned = assigned_to(page.object_list, request.today)
    uncovered = with_plans(without_cover(request.agency, request.today))
    context = {
        "title": _title_of_all(uncovered, page.paginator.count, wanted),
        "page_obj": page,
        "lines": [(person, assigned[person.pk]) for person in page.object_list],
        "wanted": wanted,
        "uncovered": uncovered,
    }
    return render(request, "caseload/all.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*OFFERS)
def take_in(request: AgencyRequest) -> HttpResponseBase:
    """Take somebody in by the name they chose, then offer them to a worker."""
    form = TakeInForm(request.POST or None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            person = intake.take_in(agency=request.agency, **data, by=request.user)
        except WordsStopped as stopped:
            say_otherwise(form, request.viewer, stopped)
            return render(request, "caseload/take_in.html", {"form": form}, status=422)
        messages.success(request, _("%(name)s is on file. Offer them to a worker now.") % {"name": person.chosen_name})
        return redirect("caseload:offer", person_id=person.pk)
    return render(request, "caseload/take_in.html", {"form": form}, status=422 if form.is_bound else 200)


def _as_called(person: Person) -> str:
    return f"{person.chosen_name} ({person.pronouns})" if person.pronouns else person.chosen_name


def _title(count: int) -> str:
    if not count:
        return _("Nobody is assigned to you yet")
    words = ngettext("You support %(count)s person", "You support %(count)s people", count)
    return words % {"count": number_words(count, before_noun=True)}


def _title_of_all(uncovered: Sequence[Uncovered], count: int, wanted: str) -> str:
    if wanted:
        words = ngettext("%(count)s person of that name", "%(count)s people of that name", count)
        return words % {"count": count}
    if uncovered:
        words = ngettext(
            "%(count)s person has nobody to see them", "%(count)s people have nobody to see them", len(uncovered)
        )
        return words % {"count": len(uncovered)}
    return _("Everybody here")
