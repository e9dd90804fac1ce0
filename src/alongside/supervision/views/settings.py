"""Who answers for whom, and the figures that an agency sets for itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.people.gates import at_an_agency
from alongside.people.queries import supervisors_at
from alongside.people.viewer import AgencyRequest
from alongside.supervision import team
from alongside.supervision.deputies import deputies_of, name_deputy
from alongside.supervision.figures import NAMES, figure, set_figure
from alongside.supervision.forms import DeputyForm, FigureForm
from alongside.supervision.refusals import NotPossible


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*team.LEADS)
def settings(request: AgencyRequest) -> HttpResponse:
    """Deputies, and for an administrator the figures."""
    own = {name: figure(name, request.agency, request.today) for name in NAMES}
    keeps = team.sees_all(request.viewer)
    form = FigureForm(request.POST or None, initial={name: row.value for name, row in own.items()}) if keeps else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            for name in NAMES:
                if form.cleaned_data[name] != own[name].value:
                    set_figure(agency=request.agency, name=name, value=form.cleaned_data[name], by=request.user)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("Your figures are kept, from today on."))
            return redirect("supervision:settings")
    deputies = deputies_of(request.agency, request.today)
    leaders = supervisors_at(request.agency, request.today).order_by("name")
    if not keeps:
        leaders = leaders.filter(pk=request.user.pk)
    context = {
        "form": form,
        "figures": own,
        "rows": [{"supervisor": leader, "deputy": deputies.get(leader.pk)} for leader in leaders],
        "keeps": keeps,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "supervision/settings.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*team.LEADS)
def deputy(request: AgencyRequest, supervisor_id: int) -> HttpResponse:
    """Name who answers for a supervisor: their own, or an administrator for anyone here."""
    here = supervisors_at(request.agency, request.today).order_by("name")
    supervisor = here.filter(pk=supervisor_id).first()
    if supervisor is None or (supervisor.pk != request.user.pk and not team.sees_all(request.viewer)):
        raise Http404
    now = deputies_of(request.agency, request.today).get(supervisor.pk)
    others = here.exclude(pk=supervisor.pk)
    form = DeputyForm(others, request.POST or None, initial={"deputy": str(now.pk) if now else ""})
    if request.method == "POST" and form.is_valid():
        try:
            name_deputy(agency=request.agency, supervisor=supervisor, deputy=form.chosen(), by=request.user)
        except NotPossible as problem:
            form.refuse(problem)
        else:
            messages.success(request, _("It holds from today."))
            return redirect("supervision:settings")
    context = {"form": form, "supervisor": supervisor, "has_others": bool(form.others)}
    return render(request, "supervision/deputy.html", context, status=422 if form.is_bound else 200)
