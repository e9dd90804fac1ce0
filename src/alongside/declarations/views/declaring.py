"""What a worker meets: what there is to declare, the form, what was declared and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.caseload.queries import persons_of
from alongside.declarations.asked import beside, known_of, still_open
from alongside.declarations.deciding import mark_undone, may_decide
from alongside.declarations.declaring import declare_ahead, declare_happened
from alongside.declarations.forms import DeclareForm, field_of, with_question
from alongside.declarations.happened import telling_of
from alongside.declarations.kinds import GROUPS, Kind, kind_of, title_of
from alongside.declarations.models import Declaration, DeclarationDecision
from alongside.declarations.queries import (
    LEADS,
    UNDECIDED,
    declaration_read_by,
    gifts_taken,
    mine_to_look_at_again,
    mine_to_undo,
    my_declarations,
    persons_known_to,
)
from alongside.declarations.refusals import NotPossibleNow
from alongside.declarations.showing import details_of, rows_of, sentence_of
from alongside.people.gates import for_workers, signed_in
from alongside.people.models import Person
from alongside.people.queries import supervisor_of
from alongside.people.viewer import SignedInRequest, WorkerRequest
from alongside.rulings.links import cite
from alongside.rulings.models import KeptRuling
from alongside.rulings.refusing import reader_of, shown_refusal
from alongside.rulings.sealing import CannotOpen
from alongside.rulings.seeking import ActRefused
from alongside.rulings.showing import Shown, show
from alongside.rulings.words import said
from alongside.wording.correcting import say_otherwise
from alongside.wording.signing import WordsStopped
from canon.code import Clause

A_PAGE: Final = 20


@require_safe
@signed_in
def home(request: SignedInRequest) -> HttpResponseBase:
    """What there is to declare, in plain words. Who declares nothing themself goes on to the register."""
    worker = request.worker
    if worker is None:
        return redirect("declarations:register")
    person = _person_asked(request, list(persons_known_to(worker)))
    context = {
        "groups": GROUPS,
        "ways": [{"url": f"#group-{group.id}", "label": group.title} for group in GROUPS],
        "person": person,
        "undo": rows_of(mine_to_undo(worker), request.today),
        "again": rows_of(mine_to_look_at_again(worker, request.today), request.today),
        "count": my_declarations(worker).count(),
        "leads": bool(request.roles & set(LEADS)),
    }
    return render(request, "declarations/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def new(request: WorkerRequest, kind: str) -> HttpResponseBase:
    """Declare one thing: before, which asks the codes first, or after, which is always written."""
    found = _kind(kind)
    form = _form(request, found, request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _form_page(request, form, status=422 if form.is_bound else 200)
    declared = form.declared()
    open_fact = still_open(
        found, declared.stated, worker=request.worker, person=declared.person, by=request.user, on=declared.on
    )
    if open_fact and open_fact not in declared.stated:
        asked = _form(request, found, with_question(request.POST, open_fact))
        asked.errors.pop(field_of(open_fact), None)
        asked.add_error(field_of(open_fact), _("One more question settles it."))
        return _form_page(request, asked, status=422)
    declare = declare_ahead if form.door_chosen() == Declaration.Door.AHEAD else declare_happened
    try:
        row = declare(worker=request.worker, said=declared, by=request.user)
    except ActRefused as refusal:
        return _form_page(request, form, refused=refusal.ruling, status=422)
    except WordsStopped as stopped:
        say_otherwise(form, request.viewer, stopped)
        return _form_page(request, form, status=422)
    except NotPossibleNow as problem:
        form.refuse(problem)
        return _form_page(request, form, status=422)
    return redirect("declarations:one", declaration_id=row.pk)


@require_safe
@for_workers
def mine(request: WorkerRequest) -> HttpResponse:
    """What I declared, the latest first."""
    page = Paginator(my_declarations(request.worker), A_PAGE).get_page(request.GET.get("page"))
    waiting = my_declarations(request.worker).filter(UNDECIDED).count()
    context = {"rows": rows_of(page, request.today), "page_obj": page, "waiting": waiting}
    return render(request, "declarations/mine.html", context)


@require_safe
@signed_in
def one(request: SignedInRequest, declaration_id: int) -> HttpResponse:
    """One declaration: how it stands, the ruling it met, what was decided."""
    found = declaration_read_by(request.viewer, declaration_id)
    return render(request, "declarations/one.html", context_of(request, found))


@require_POST
@for_workers
def undone(request: WorkerRequest, declaration_id: int) -> HttpResponse:
    """It was given back, ended or put right."""
    found = declaration_read_by(request.viewer, declaration_id)
    try:
        mark_undone(declaration=found, by=request.user)
    except NotPossibleNow as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, _("Noted, with today’s day. Your supervisor sees it."))
    return redirect("declarations:one", declaration_id=found.pk)


def context_of(request: SignedInRequest, found: Declaration) -> dict[str, object]:
    """What the pages of one declaration show, to its worker or to who decides it."""
    reader = reader_of(request, found.worker)
    decisions = list(found.decisions.select_related("by", "undone").order_by("-pk"))
    newest = decisions[0] if decisions else None
    return {
        "own": found,
        "title": title_of(found.kind),
        "sentence": sentence_of(found, newest, supervisor=reader.supervisor),
        "is_mine": found.worker.user_id == request.user.pk,
        "details": details_of(found),
        "decisions": [(row, details_of(row)) for row in decisions],
        "is_to_undo": newest is not None and newest.decision == "remove" and not _is_undone(newest),
        "may_decide": may_decide(found, request.user, request.today),
        "supervisor": reader.supervisor,
        "reader": reader,
        "shown": _shown(request, found.ruling),
        "is_live": False,
        "gifts": gifts_taken(found.worker, found.person, found.on.year) if found.person else None,
        "year": found.on.year,
        "clocks": telling_of(found, request.today),
        "think": think_of(beside(kind_of(found.kind), found.worker, found.on).think) if _is_listed(found) else [],
    }


def think_of(clauses: Sequence[Clause]) -> list[tuple[object, object]]:
    """Clauses to think over: our words in the reader's language, and the chip that opens them."""
    return [(said(clause.says, "clause", clause.id, "says"), cite(clause.id)) for clause in clauses]


def _shown(request: SignedInRequest, ruling: KeptRuling) -> Shown | None:
    try:
        return show(ruling.told(), replace(reader_of(request, ruling.worker), has_declared=True))
    except CannotOpen:
        return None


def _is_undone(decision: DeclarationDecision) -> bool:
    return hasattr(decision, "undone")


def _is_listed(found: Declaration) -> bool:
    return any(found.kind == kind.id for group in GROUPS for kind in group.kinds)


def _kind(kind_id: str) -> Kind:
    try:
        return kind_of(kind_id)
    except KeyError:
        raise Http404("no such kind of declaration") from None


def _form(request: WorkerRequest, kind: Kind, data: Any) -> DeclareForm:
    worker, today = request.worker, request.today
    known_people = list(persons_known_to(worker))
    now = {person.pk for person in persons_of(worker, today)}
    people = [
        (_("I support"), [p for p in known_people if p.pk in now]),
        (_("I supported, or was offered"), [p for p in known_people if p.pk not in now]),
    ]
    chosen = _person_asked(request, known_people, data)
    return DeclareForm(
        data,
        kind=kind,
        people=people,
        today=today,
        weigh=bool(beside(kind, worker, today).weigh),
        known=known_of(kind, worker=worker, person=chosen, by=request.user, on=today),
        person=chosen,
    )


def _person_asked(request: SignedInRequest, known: Sequence[Person], data: Any = None) -> Person | None:
    """Whom the address or the posted form names, of those the worker knows."""
    asked = data.get("who", "") if data is not None else request.GET.get("person", "")
    return next((person for person in known if str(person.pk) == asked), None)


def _form_page(
    request: WorkerRequest, form: DeclareForm, *, refused: KeptRuling | None = None, status: int = 200
) -> HttpResponse:
    supervisor = supervisor_of(request.worker, request.today)
    aside = beside(form.kind, request.worker, request.today)
    context = {
        "form": form,
        "kind": form.kind,
        "refused": shown_refusal(request, refused) if refused else None,
        "supervisor": supervisor.name if supervisor and supervisor != request.user else "",
        "weigh": think_of(aside.weigh),
        "think": think_of(aside.think),
    }
    return render(request, "declarations/new.html", context, status=status)
