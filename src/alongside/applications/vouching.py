"""Pages about references: the applicant's list, and the page where somebody without an account answers."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from alongside.applications.models import Reference
from alongside.applications.progress import progress_of
from alongside.applications.queries import own_application
from alongside.applications.references import (
    FEWEST_LETTERS,
    TooMany,
    Words,
    answer_reference,
    invite_reference,
    open_reference,
    remind_reference,
    replace_reference,
)
from alongside.applications.refusals import NoReference, NotNow
from alongside.people.gates import for_practitioners
from alongside.people.viewer import PractitionerRequest
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.queries import standing_of


class InviteForm(forms.Form):
    """Whom to ask."""

    name = forms.CharField(label=pgettext_lazy("referee", "Their name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"),
        help_text=gettext_lazy("We write to it. Tell them to expect a letter."),
    )
    relation = forms.CharField(
        label=gettext_lazy("How they know you"),
        max_length=120,
        help_text=gettext_lazy("Such as supervisor or trainer."),
    )


class AnswerForm(forms.Form):
    """What a referee says."""

    known_for = forms.CharField(label=gettext_lazy("How long, and from where, do you know them?"), max_length=200)
    advice = forms.ChoiceField(
        label=gettext_lazy("Do you recommend them as a peer supporter?"),
        choices=Reference.Advice.choices,
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("What have you seen of their work with others?"),
        min_length=FEWEST_LETTERS,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("In your own words. Name nobody whom they support."),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_practitioners
def references(request: PractitionerRequest, application_id: int) -> HttpResponseBase:
    """Who was asked, who answered, and asking one more."""
    application = own_application(request.practitioner, application_id)
    progress = progress_of(application)
    part = progress.part("references")
    if part is None:
        raise Http404
    instead = _to_replace(progress.references, request)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            if instead is not None:
                replace_reference(reference=instead, by=request.user, **form.cleaned_data)
            else:
                invite_reference(application=application, by=request.user, **form.cleaned_data)
        except NotNow as refused:
            messages.error(request, str(refused))
        except TooMany:
            messages.error(request, _("You have asked as many people as one application may. Write to your board."))
        else:
            messages.success(request, _("The letter is on its way. The link in it stands open for 30 days."))
        return redirect("applications:references", application_id=application.pk)
    context = {
        "application": application,
        "part": part,
        "references": progress.references,
        "form": form,
        "instead": instead,
        "wanted": progress.asked.count("references"),
    }
    return render(request, "applications/references.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_practitioners
def remind(request: PractitionerRequest, application_id: int, reference_id: int) -> HttpResponseBase:
    """Write to somebody once more."""
    application = own_application(request.practitioner, application_id)
    reference = next((one for one in application.references.all() if one.pk == reference_id), None)
    if reference is None:
        raise Http404
    if remind_reference(reference=reference, by=request.user):
        messages.success(request, _("Another letter is on its way."))
    else:
        messages.info(request, _("They answered, or were written to within the last day."))
    return redirect("applications:references", application_id=application.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vouch(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody answers for another, without an account; the page ends when it is answered."""
    try:
        reference = open_reference(token)
    except NoReference:
        return render(request, "applications/vouch_over.html", status=404)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            answer_reference(token=token, words=Words(**form.cleaned_data))
        except NoReference:  # answered in the other tab
            return render(request, "applications/vouch_over.html", status=404)
        return render(request, "applications/vouch_thanks.html")
    edition = standing_of(reference.application.code, reference.invited_at.date()).edition
    spoken = [
        (clause, clause_address(clause.id))
        for clause in edition.clauses
        if any("help-with-application" in rule.acts for rule in clause.rules)
    ]
    context = {"reference": reference, "form": form, "edition": edition, "clauses": spoken}
    return render(request, "applications/vouch.html", context, status=422 if form.is_bound else 200)


def _to_replace(listed: object, request: HttpRequest) -> Reference | None:
    """The one that somebody else is asked instead of, as the address names it."""
    wanted = request.POST.get("instead") or request.GET.get("instead") or ""
    rows = [one for one in listed if isinstance(one, Reference)] if isinstance(listed, (list, tuple)) else []
    return next((one for one in rows if str(one.pk) == wanted and one.answered_at is None), None)
