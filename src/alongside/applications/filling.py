"""The page of one section: saved as typed, whether or not it is finished; a stale page is shown both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from alongside.applications.actions import save_section
from alongside.applications.forms import PaperForm
from alongside.applications.models import Application
from alongside.applications.papers import add_paper, papers_of
from alongside.applications.progress import Part, Progress, progress_of
from alongside.applications.queries import own_application
from alongside.applications.refusals import NotNow, StalePage
from alongside.applications.sections.kinds import CODE, IDENTITY, REFERENCES
from alongside.applications.sections.sheets import Content, Sheet, TooLong, typed_entries, typed_one
from alongside.evidence.actions import TooManyToday
from alongside.evidence.queries import as_owner_sees
from alongside.evidence.storing import NotKept
from alongside.people.gates import for_practitioners
from alongside.people.viewer import PractitionerRequest
from alongside.rulebook.addresses import with_query


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_practitioners
def section(request: PractitionerRequest, application_id: int, kind: str) -> HttpResponseBase:
    """Fill in one section. What was typed is kept even if it is unfinished or wrong."""
    application = own_application(request.practitioner, application_id)
    progress = progress_of(application)
    part = progress.part(kind)
    if part is None:
        raise Http404
    if kind == CODE:
        here = reverse("applications:overview", args=[application.pk])
        return redirect(with_query(reverse("attestation:code", args=[application.code]), next=here))
    if kind == REFERENCES:
        return redirect("applications:references", application_id=application.pk)
    if request.method != "POST":
        return _page(
            request, application, part, part.sheet, with_mistakes=part.sheet is not None and part.sheet.is_wrong
        )
    return _save(request, progress, part)


def _save(request: PractitionerRequest, progress: Progress, part: Part) -> HttpResponseBase:
    assert part.sheet is not None
    application = progress.application
    paper = PaperForm(request.POST, request.FILES) if part.kind.takes_files else None
    try:
        content = _typed(part, progress, request.POST)
        sheet = part.kind.sheet(progress.asked, content)
        saved = save_section(
            application=application,
            kind=part.kind.name,
            content=content,
            version=int(request.POST.get("version") or 0),
            by=request.user,
        )
        if paper is not None and paper.is_valid() and paper.cleaned_data["file"]:
            add_paper(
                application=application, kind=part.kind.name, handed_in=paper.cleaned_data["file"], by=request.user
            )
    except StalePage as stale:
        kept = part.kind.sheet(progress.asked, stale.saved.content)
        return _page(request, application, part, sheet, version=stale.saved.version, kept=kept, status=422)
    except TooLong:
        messages.error(request, _("That is more text than fits in a section. Shorten it; nothing was saved."))
        return _page(request, application, part, part.sheet, status=422)
    except NotNow as refused:
        messages.error(request, str(refused))
        return redirect("applications:overview", application_id=application.pk)
    except (NotKept, TooManyToday) as refused:
        messages.error(request, str(refused))
        return _page(request, application, part, sheet, version=saved.version, status=422)
    if sheet.is_wrong or (paper is not None and not paper.is_valid()):
        return _page(
            request, application, part, sheet, version=saved.version, paper=paper, with_mistakes=True, status=422
        )
    return _onward(request, application, part, sheet)


def _onward(request: PractitionerRequest, application: Application, part: Part, sheet: Sheet) -> HttpResponseBase:
    """To the next entry, to the next section, or back to the whole."""
    if sheet.is_complete:
        messages.success(request, _("Saved: %(section)s.") % {"section": part.kind.title})
    else:
        told = {"section": part.kind.title, "what": ", ".join(sheet.missing)}
        messages.info(request, _("Saved as it is: %(section)s. Still to tell: %(what)s.") % told)
    if "another" in request.POST:
        return redirect("applications:section", application_id=application.pk, kind=part.kind.name)
    return redirect("applications:overview", application_id=application.pk)


def _typed(part: Part, progress: Progress, data: QueryDict) -> Content:
    assert part.kind.form is not None
    if part.kind.hours:
        return typed_entries(part.kind.form, progress.asked, data)
    return typed_one(part.kind.form(progress.asked), data)


def _page(
    request: PractitionerRequest,
    application: Application,
    part: Part,
    sheet: Sheet | None,
    *,
    version: int | None = None,
    kept: Sheet | None = None,
    paper: PaperForm | None = None,
    with_mistakes: bool = False,
    status: int = 200,
) -> HttpResponse:
    assert sheet is not None
    known = {"name": application.practitioner.name} if part.kind.name == IDENTITY else {}
    shown: Sequence[Any] = sheet.forms_to_show(with_mistakes=with_mistakes or kept is not None, known=known)
    context = {
        "application": application,
        "part": part,
        "sheet": sheet,
        "forms": shown,
        "version": version if version is not None else (part.section.version if part.section else 0),
        "kept": kept,
        "paper": (paper or PaperForm()) if part.kind.takes_files else None,
        "papers": as_owner_sees(papers_of(application, part.kind.name)) if part.kind.takes_files else (),
        "zone": application.board.time_zone,
    }
    return render(request, "applications/section.html", context, status=status)
