"""What is told before the first service, what it costs, and what both agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.caseload.access import Record, open_record
from alongside.caseload.essentials import essentials_of
from alongside.caseload.views.handed_over import hands_back
from alongside.consent.models import CarePartner
from alongside.consent.partners import partners_on
from alongside.people.gates import at_an_agency, for_workers
from alongside.people.languages import language_name, own_language, page_language
from alongside.people.models import RoleKind
from alongside.people.viewer import AgencyRequest, WorkerRequest
from alongside.practice.agreeing import agree, agreements_between
from alongside.practice.fees import clauses_bidding, fee_of, languages_spoken, set_fee
from alongside.practice.forms import AgreeForm
from alongside.practice.models import Agreement, Told
from alongside.practice.refusals import NotPossibleNow
from alongside.practice.sayings import Saying, sayings
from alongside.practice.telling import Heard, tell_person, told_to
from alongside.practice.telling_forms import ALL, FeeForm, PutRightForm, TellForm
from alongside.practice.telling_others import others_told, put_others_right, tell_others
from alongside.rulebook.addresses import clause_address
from alongside.rulebook.queries import all_editions
from alongside.rulings.prompting import editions_of

READS = (RoleKind.WORKER, RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR, RoleKind.AUDITOR)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
@hands_back(lambda post, **_: TellForm(post, offers=list(Told.About), partners=[], language="en", fee=None))
def tell(request: WorkerRequest, person_id: int) -> HttpResponseBase:
    """Words to say before the first service, in both languages, each ticked once it was said."""
    record = open_record(person_id, viewer=request.viewer)
    fee = fee_of(request.worker.agency)
    said = sayings(record, request.worker, fee, request.today)
    form = TellForm(
        request.POST or None,
        offers=[own.about for own in said],
        partners=[_as_partner(own) for own in partners_on(record.person, request.today)],
        language=record.person.language,
        fee=fee,
    )
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            _put_on_record(record, form, request)
        except NotPossibleNow as refused:
            problem = str(refused)
            form.show_fee(fee)
        else:
            messages.success(request, _("It is on record with today’s date."))
            return redirect("caseload:person", person_id=person_id)
    context = {
        "person": record.person,
        "form": form,
        "problem": problem,
        "lines": _lines(said, told_to(record.person, request.worker), form),
        "ticks_all": ALL in (form["about"].value() or ()),
        "fee_asked": _bidding(request) if fee is None else [],
        "others": list(others_told(record.person)),
        "others_asked": next((own.clauses for own in said if own.about is Told.About.CONFIDENTIALITY), ()),
        **_languages(record),
    }
    return render(request, "practice/tell.html", context, status=422 if form.is_bound else 200)


def _put_on_record(record: Record, form: TellForm, request: WorkerRequest) -> None:
    data = form.cleaned_data
    if not data["only_others"]:
        heard = Heard(Told.Took(data["took"]), data["language"], fee=data["fee"] or None)
        tell_person(record=record, about=form.told, heard=heard, by=request.user, on=request.today)
    if form.others:
        tell_others(record=record, who=form.others, about=form.told, by=request.user, on=request.today)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
@hands_back(lambda post, **_: PutRightForm(post))
def put_right(request: WorkerRequest, person_id: int, heard_id: int) -> HttpResponseBase:
    """Put right who else heard it. What stood before is kept."""
    record = open_record(person_id, viewer=request.viewer)
    row = get_object_or_404(others_told(record.person), pk=heard_id)
    form = PutRightForm(request.POST or None, initial={"who": row.who, "about": row.abouts.split(), "on": row.on})
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            put_others_right(row=row, record=record, said=form.said(), by=request.user)
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Put right. What stood before is kept."))
            return redirect("practice:tell", person_id=person_id)
    context = {"person": record.person, "form": form, "row": row, "problem": problem}
    return render(request, "practice/put_right.html", context, status=422 if form.is_bound else 200)


def _lines(said: Sequence[Saying], known: Mapping[Told.About, Told], form: TellForm) -> list[dict[str, Any]]:
    ticked = form["about"].value() or ()
    return [
        {"own": own, "told": known.get(own.about), "is_ticked": own.about.value in ticked or ALL in ticked}
        for own in said
    ]


def _languages(record: Record) -> dict[str, str]:
    """What they speak, where it is another language than the page's; and whether we lack words in it."""
    speaks = record.person.language
    known = {"interpreter": essentials_of(record).interpreter}
    if own_language(speaks) == page_language(""):
        return known
    return {**known, "speaks": language_name(speaks), "lacks": "" if own_language(speaks) else language_name(speaks)}


def _bidding(request: WorkerRequest) -> list[tuple[str, str]]:
    asking = clauses_bidding(editions_of(request.worker, request.today))
    return [(own.id, clause_address(own.id)) for own in asking]


def _as_partner(row: CarePartner) -> str:
    return f"{row.name} ({row.role})" if row.role else row.name


@require_http_methods(["GET", "HEAD", "POST"])
@at_an_agency(*READS)
def fees(request: AgencyRequest) -> HttpResponseBase:
    """What support costs, in the agency's own words: read by all who work there, written by its administrators."""
    standing = fee_of(request.agency)
    keeps = RoleKind.AGENCY_ADMINISTRATOR in request.roles
    languages = languages_spoken(request.agency, standing)
    form = FeeForm(request.POST or None, languages=languages, standing=standing) if keeps else None
    if form is not None and form.is_bound and form.is_valid():
        set_fee(agency=request.agency, words=form.words(), by=request.user)
        messages.success(request, _("It stands from today. Workers tell it in these words."))
        return redirect("practice:fees")
    context = {
        "standing": standing,
        "words": [(tag, language_name(tag), own) for tag, own in (standing.words if standing else {}).items()],
        "form": form,
        "asking": [(own.id, clause_address(own.id)) for own in clauses_bidding(all_editions(request.today))],
    }
    return render(request, "practice/fees.html", context, status=422 if form is not None and form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
@hands_back(lambda post, **_: AgreeForm(post))
def agreement(request: WorkerRequest, person_id: int) -> HttpResponseBase:
    """How both carry the relationship, in their words."""
    record = open_record(person_id, viewer=request.viewer)
    kept = agreements_between(record.person, request.worker)
    standing = kept[0] if kept else None
    form = AgreeForm(request.POST or None, initial=asdict(standing.terms) if standing else None)
    problem = ""
    if form.is_bound and form.is_valid():
        try:
            took = Agreement.Took(form.cleaned_data["took"])
            agree(record=record, terms=form.terms(), took=took, by=request.user, on=request.today)
        except NotPossibleNow as refused:
            problem = str(refused)
        else:
            messages.success(request, _("Kept. Both of you can come back to it."))
            return redirect("caseload:person", person_id=person_id)
    context = {
        "person": record.person,
        "form": form,
        "standing": standing,
        "before": kept[1:],
        "problem": problem,
    }
    return render(request, "practice/agree.html", context, status=422 if form.is_bound else 200)
