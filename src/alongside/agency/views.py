"""Pages of an agency: its policies, and how its staff's certificates stand."""

from collections.abc import Callable, Mapping
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.agency.forms import LimitForm, PolicyForm
from alongside.agency.morning import lags_lately, morning_of
from alongside.agency.queries import codes_at, limit_named, limits, matter_named, matters
from alongside.agency.staff import staff_seen_by, standing_of_staff, verdict
from alongside.agency.waiting import unanswered_in
from alongside.audit.lag import limit_days, totals
from alongside.goals.approach import approach_of, clauses_asking
from alongside.people import clock
from alongside.people.authority import AGENCY_KEEPERS, AGENCY_READERS
from alongside.people.gates import at_an_agency
from alongside.people.models import RoleKind
from alongside.people.viewer import AgencyRequest
from alongside.practice.fees import clauses_bidding, fee_of
from alongside.practice.scoping import POLICY as SCOPE_POLICY
from alongside.rulebook.actions import PolicyMatter, set_policy
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.plain import name_words
from alongside.rulebook.queries import policy_history, vocabulary
from alongside.rulebook.refusals import NotPossible
from alongside.supervision.team import with_names
from canon.act import Fact, UnknownFact

A_PAGE = 25
A_FEW = 8


@at_an_agency(*AGENCY_READERS)
def home(request: AgencyRequest) -> HttpResponse:
    """The morning: what needs somebody, how soon contacts are written down, what does not fit together."""
    morning = morning_of(request.viewer, request.agency)
    shown = {
        "morning": morning,
        "answered": len(morning.left) - len(morning.unanswered),
        "lags": morning.lags[:A_FEW],
        "short": with_names(morning.short[:A_FEW], request.today),
        "page_obj": Paginator(morning.flags, A_FEW).get_page(request.GET.get("page")),
        "may_set": RoleKind.AGENCY_ADMINISTRATOR in request.roles,
    }
    return render(request, "agency/morning.html", shown)


@at_an_agency(*AGENCY_KEEPERS)
def unanswered(request: AgencyRequest) -> HttpResponse:
    """What waits past its day, with whom, and who has it besides."""
    found = unanswered_in(request.viewer, request.agency)
    page_obj = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "agency/unanswered.html", {"count": len(found), "page_obj": page_obj})


@at_an_agency(*AGENCY_READERS)
def writing(request: AgencyRequest) -> HttpResponse:
    """How soon every worker writes down, who needs a look first."""
    words = request.GET.get("q", "")[:120].strip()
    lags = lags_lately(request.agency)
    listed = [own for own in lags if words.casefold() in own.name.casefold()]
    page_obj = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "whole": totals(lags),
        "limit": limit_days(request.agency, request.today),
        "words": words,
        "page_obj": page_obj,
        "lags": page_obj.object_list,
    }
    return render(request, "agency/writing.html", shown)


@at_an_agency(*AGENCY_READERS)
def policies(request: AgencyRequest) -> HttpResponse:
    """What the agency's policies say today, and what is missing."""
    editions = codes_at(request.agency, request.today)
    listed = matters(request.agency, request.today, editions)
    missing = [matter for matter in listed if not matter.is_on_file]
    shown = {
        "matters": sorted(listed, key=lambda m: m.is_on_file),
        "missing": missing,
        "limits": limits(request.agency, request.today, editions),
        "may_set": RoleKind.AGENCY_ADMINISTRATOR in request.roles,
        "approach": approach_of(request.agency, request.today),
        "approach_asked": [(own.id, clause_address(own.id)) for own in clauses_asking(editions)],
        "fee": fee_of(request.agency),
        "fee_asked": [(own.id, clause_address(own.id)) for own in clauses_bidding(editions)],
    }
    return render(request, "agency/policies.html", shown)


@at_an_agency(*AGENCY_KEEPERS)
def policy(request: AgencyRequest, fact: str) -> HttpResponse:
    """Say what the policy is on one matter, from a day on."""
    try:
        matter = matter_named(request.agency, request.today, fact)
    except UnknownFact as problem:
        raise Http404(str(problem)) from None
    if matter.fact.name == SCOPE_POLICY:
        return redirect("practice:scope")
    form = PolicyForm(matter, request.today, request.POST or None)
    shown: dict[str, object] = {"matter": matter, "form": form}

    def keep(value: str, day: date) -> None:
        told = PolicyMatter(fact=matter.fact.name)
        set_policy(agency=request.agency, matter=told, value=value, from_day=day, by=request.user, on=request.today)

    return _set(request, form, keep, "agency/policy.html", shown)


@at_an_agency(*AGENCY_KEEPERS)
def setting(request: AgencyRequest, clause: str, param: str) -> HttpResponse:
    """Set a limit of a clause, as far as the code lets an employer."""
    limit = limit_named(request.agency, request.today, clause, param)
    if limit is None:
        raise Http404("no limit of that name is an employer's to set")
    form = LimitForm(limit, request.today, request.POST or None)

    def keep(value: str, day: date) -> None:
        told = PolicyMatter(clause=clause, param=param)
        set_policy(agency=request.agency, matter=told, value=value, from_day=day, by=request.user, on=request.today)

    return _set(request, form, keep, "agency/setting.html", {"limit": limit, "form": form})


@at_an_agency(*AGENCY_READERS)
def history(request: AgencyRequest) -> HttpResponse:
    """Everything that was ever set, the newest day first."""
    rows = Paginator(policy_history(request.agency), A_PAGE).get_page(request.GET.get("page"))
    known = vocabulary().facts
    lines = [
        {
            "row": row,
            "label": _label(row.fact, known) if row.fact else name_words(row.param),
            "url": clause_address(row.clause) if row.clause else "",
            "says": _says(row.fact, row.value, known),
        }
        for row in rows
    ]
    return render(request, "agency/history.html", {"page_obj": rows, "lines": lines})


@at_an_agency(*AGENCY_KEEPERS, RoleKind.SUPERVISOR)
def certificates(request: AgencyRequest) -> HttpResponse:
    """How the certificates of those who work here stand today: all for an administrator, their own for a supervisor."""
    sees_all = RoleKind.AGENCY_ADMINISTRATOR in request.roles
    seen = staff_seen_by(request.user, request.agency, request.today, is_administrator=sees_all)
    colleagues = standing_of_staff(seen, clock.now())
    shown = {
        "title": verdict(colleagues),
        "blocked": any(not one.may_serve for one in colleagues),
        "page_obj": Paginator(colleagues, A_PAGE).get_page(request.GET.get("page")),
        "sees_all": sees_all,
    }
    return render(request, "agency/certificates.html", shown)


def _set(
    request: AgencyRequest,
    form: PolicyForm | LimitForm,
    keep: Callable[[str, date], None],
    template: str,
    shown: dict[str, object],
) -> HttpResponse:
    """Take a filled form to the action; what cannot be done is said on the page, with everything still filled in."""
    if request.method == "POST" and form.is_valid():
        try:
            keep(form.cleaned_data["value"], form.cleaned_data["from_day"])
        except NotPossible as refused:
            return render(request, template, {**shown, "refused": refused}, status=422)
        messages.success(request, _("Your policy is on file."))
        return redirect("agency:policies")
    return render(request, template, shown, status=422 if form.is_bound else 200)


def _label(name: str, known: Mapping[str, Fact]) -> str:
    return known[name].label if name in known else name


def _says(name: str, value: str, known: Mapping[str, Fact]) -> str:
    """A row's value in words; an empty one took the policy back."""
    if name in known and value and known[name].admits(value):
        return known[name].choice(value).label
    return value or _("Taken back")
