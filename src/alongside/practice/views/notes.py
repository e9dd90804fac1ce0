"""Writing a contact down: the list to choose from, the note, its draft, reading and amending it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.caseload.access import Record, open_record, record_to_write_in, who_ended
from alongside.caseload.queries import supports
from alongside.consent.standing import Named, named_in_releases
from alongside.database.seldom import as_of
from alongside.goals.approach import approach_of
from alongside.people import clock
from alongside.people.gates import for_workers, signed_in
from alongside.people.middleware import mark_of
from alongside.people.models import Person
from alongside.people.viewer import SignedInRequest, WorkerRequest
from alongside.practice.drafting import drafts_for, keep_draft
from alongside.practice.forms import AmendForm, NoteForm, hand_in, token_in
from alongside.practice.hours import places_named
from alongside.practice.models import Contact, Draft, Note
from alongside.practice.prompting import asks_for_plain_words, beside_note
from alongside.practice.queries import (
    as_last_time,
    as_planned,
    drafts_of,
    known_to,
    note_of,
    note_with_token,
    people_to_log,
    promises_to,
)
from alongside.practice.reaching import asks_of_reach
from alongside.practice.reading import contact_read_by
from alongside.practice.referring import places_for
from alongside.practice.refusals import NoLongerTheirs, NotPossibleNow, TwoHands, WrittenAlready
from alongside.practice.scoping import left_to_others
from alongside.practice.showing import as_typed, shown_contact, when_words
from alongside.practice.writing import amend_note, sign_note
from alongside.qualifications.models import FOR_A_SERVICE
from alongside.qualifications.reading import on_file
from alongside.qualifications.showing import driving_line
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused
from alongside.wording.signing import WordsStopped, look_at
from alongside.wording.views import page_language, shown

SIGNED: Final = "signed"
"""Said in the address after signing, and told by the page it leads to: a message kept until then would travel along with whatever
is asked for before, and with each note that is signed without looking at the one before."""

JUST_NOW: Final = timedelta(minutes=10)


@require_safe
@for_workers
def choose(request: WorkerRequest) -> HttpResponse:
    """Whom was it with? Those seen last come first; drafts wait on top."""
    context = {
        "people": people_to_log(request.worker, request.today),
        "drafts": drafts_of(request.worker),
    }
    return render(request, "practice/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def write(request: WorkerRequest, person_id: int) -> HttpResponseBase:
    """The note: filled in from the plan, the draft or the last time; signed in one tap."""
    record = record_to_write_in(person_id, viewer=request.viewer)
    person = record.person
    if request.method != "POST":
        contact = _planned(request, person)
        drafts = _drafts(request, person, contact)
        if len(drafts) > 1 or any(own.why == Draft.Why.SIGNED for own in drafts):
            return redirect("practice:both", person_id=person.pk, token=drafts[0].token)
        initial = (
            _from_draft(drafts[0])
            if drafts
            else as_planned(contact)
            if contact
            else as_last_time(request.worker, person)
        )
        form = _offered(NoteForm(initial={**initial, "hand": uuid4()}), request, person)
        return render(request, "practice/write.html", _shown(request, record, form, contact))
    form = _offered(NoteForm(request.POST), request, person)
    if "draft" in request.POST:
        token = token_in(request.POST)
        if token is not None:
            _keep(request, record)
            messages.success(request, _("Your draft is kept."))
        return redirect("practice:choose")
    problem: ValueError | None = None
    stopped = None
    if form.is_valid():
        try:
            with as_of(mark_of(request)):
                note = sign_note(record=record, held=form.held(request.agency.time_zone), by=request.user)
        except ActRefused as refusal:
            stopped = shown_refusal(request, refusal.ruling)
            _keep(request, record)
        except (TwoHands, WrittenAlready) as elsewhere:
            return _to_both(request, record, form.cleaned_data["token"], elsewhere)
        except (NotPossibleNow, WordsStopped) as refused:
            problem = refused
            _keep(request, record)
        else:
            return _to_signed(request, record, note)
    context = _shown(request, record, form, _planned(request, person)) | {
        "problem": problem,
        "refused": stopped,
    }
    return render(request, "practice/write.html", context, status=422)


@require_POST
@for_workers
def draft(request: WorkerRequest, person_id: int) -> HttpResponseBase:
    """Keep what is being typed, while it is typed: answers with the moment it was kept."""
    record = record_to_write_in(person_id, viewer=request.viewer)
    kept = _keep(request, record)
    if not request.headers.get("HX-Request"):  # handed back after a lapsed session, and sent once more by hand
        messages.success(request, _("Your draft is kept."))
        at = reverse("practice:write", args=[person_id])
        return redirect(f"{at}?token={kept.token}" if kept else "practice:choose")
    hands = len(drafts_for(request.worker, kept.token)) if kept else 0
    signed = None if kept else note_with_token(request.worker, record.person, token_in(request.POST))
    return render(request, "practice/_draft.html", {"draft": kept, "hands": hands, "signed": signed})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def contact(request: SignedInRequest, contact_id: int) -> HttpResponseBase:
    """One contact: its note and what the codes said, amended by its writer."""
    row = contact_read_by(request.viewer, contact_id)
    is_mine = row.worker.user_id == request.user.pk
    if not is_mine:
        open_record(row.person_id, viewer=request.viewer)
    note = note_of(row)
    if is_mine and note and SIGNED in request.GET and clock.now() - note.signed_at < JUST_NOW:
        messages.success(request, _("Signed. %(name)s can read it.") % {"name": row.person.chosen_name})
    form = AmendForm(request.POST or None) if is_mine and note else None
    problem, refused_words = "", None
    if form is not None and form.is_bound and form.is_valid() and note is not None:
        try:
            amend_note(note=note, words=form.cleaned_data["words"], by=request.user)
        except ActRefused as refusal:
            refused_words = shown_refusal(request, refusal.ruling)
        except (NotPossibleNow, WordsStopped) as refused:
            problem = str(refused)
        else:
            messages.success(request, _("It stands beside the note now."))
            return redirect("practice:contact", contact_id=row.pk)
    context = shown_contact(request, row, note) | {
        "form": form,
        "problem": problem,
        "refused": refused_words,
        "is_mine": is_mine,
    }
    return render(request, "practice/contact.html", context, status=422 if form and form.is_bound else 200)


def _handed_over(record: Record) -> str:
    """Who ended the assignment, and when, for a worker who writes of the time before."""
    return str(NoLongerTheirs(who_ended(record.viewer, record.person)))


def _to_signed(request: WorkerRequest, record: Record, note: Note) -> HttpResponseBase:
    """On to the signed note; whoever supports the person no more is told there since when."""
    if record.is_shut:
        messages.warning(request, _handed_over(record))
    return redirect(f"{reverse('practice:contact', args=[note.contact_id])}?{SIGNED}")


def _to_both(
    request: WorkerRequest, record: Record, token: UUID, elsewhere: TwoHands | WrittenAlready
) -> HttpResponseBase:
    """On to where what was typed stands beside what another page or device typed, or signed."""
    is_signed = isinstance(elsewhere, WrittenAlready)
    if is_signed:
        messages.warning(request, str(elsewhere))
    _keep(request, record, why=Draft.Why.SIGNED if is_signed else "")
    return redirect("practice:both", person_id=record.person.pk, token=token)


def _keep(request: WorkerRequest, record: Record, *, why: str = "") -> Draft | None:
    """What was typed stays as a draft, whatever becomes of this page. None without a token, or where it is signed and no
    look at both was asked for."""
    token, typed = token_in(request.POST), as_typed(request.POST)
    if token is None:
        return None
    return keep_draft(record=record, token=token, typed=typed, hand=hand_in(request.POST), by=request.user, why=why)


def _planned(request: WorkerRequest, person: Person) -> Contact | None:
    """The plan that is being written down, by its number or by the form's token. Raises Http404 for a foreign one."""
    rows = Contact.objects.filter(worker=request.worker, person=person).select_related("worker__agency", "person")
    if request.method == "POST":
        token = token_in(request.POST)
        return rows.filter(token=token, status="planned").first() if token else None
    asked = request.GET.get("contact", "")
    if not asked:
        return None
    found = rows.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
    if found is None:
        raise Http404("no plan of theirs")
    return found if found.status == Contact.Status.PLANNED else None


def _drafts(request: WorkerRequest, person: Person, contact: Contact | None) -> list[Draft]:
    """What was typed of this contact before: of the plan, or of the draft that the address names."""
    token = contact.token if contact else token_in(request.GET)
    return [own for own in drafts_for(request.worker, token) if own.person_id == person.pk] if token else []


def _from_draft(row: Draft) -> dict[str, Any]:
    many = ("did", "about", "kept", "other_whats", *NoteForm.HELP)
    typed = {name: values if name in many else (values or [""])[0] for name, values in row.typed.items()}
    return {**typed, "since": row.mark}


def _offered(form: NoteForm, request: WorkerRequest, person: Person) -> NoteForm:
    """The form with what can be chosen in it for this person."""
    form.offer(partial(named_for, request, person))
    form.offer_promises(partial(promises_for, request, person))
    form.offer_places(partial(places_for, request.viewer))
    form.offer_papers(partial(papers_for, request))
    return form


def promises_for(request: WorkerRequest, person: Person) -> list[tuple[str, str]]:
    """What the worker promised the person and can keep now, as a form offers it."""
    return [(str(own.pk), own.words) for own in promises_to(request.worker, person)]


def papers_for(request: WorkerRequest) -> list[tuple[str, str]]:
    """What is on file of the worker that may open a service outside of the role, as a form offers it."""
    rows = on_file(request.worker, request.today)
    return [(str(row.pk), row.what) for row in rows if row.kind in FOR_A_SERVICE]


def named_for(request: WorkerRequest, person: Person) -> list[Named]:
    """Whom releases name, for who supports the person now; nothing of them shows to who once did."""
    return named_in_releases(person) if supports(request.worker, person, request.today) else []


def _shown(request: WorkerRequest, record: Record, form: NoteForm, contact: Contact | None) -> dict[str, Any]:
    besides = beside_note(record, request.worker, how=str(form["how"].value() or ""), on=request.today)
    plain = asks_for_plain_words(besides)
    line = str(form["line"].value() or "")
    return {
        "person": record.person,
        "handed_over": _handed_over(record) if record.is_shut else "",
        "besides": besides,
        "plain": plain,
        "approach": approach_of(request.agency, request.today),
        "form": form,
        "reach": asks_of_reach(request.worker, request.today),
        "known": known_to(request.worker, record, request.today),
        "places": places_named(request.agency, request.today),
        "contact": contact,
        "more": [form[name] for name in form.MORE],
        "left_out": left_to_others(request.agency, request.today),
        "driving": driving_line(request.worker, request.today),
        "fitness": [form[name] for name in (*form.FITNESS, "covered_by")],
        "beside": shown(look_at(line, viewer=request.viewer, language=page_language(), plain=plain)),
        "when": when_words(form, request.today),
        "opens_when": any(form[name].errors for name in ("day", "begins", "ends", "ends_next_day", "place")),
    }
