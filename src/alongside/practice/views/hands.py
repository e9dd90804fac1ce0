"""A note that was typed in two places: both side by side, and the worker keeps one, the other, or joins them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.caseload.access import record_to_write_in
from alongside.consent.told_form import NOBODY
from alongside.people.gates import for_workers
from alongside.people.viewer import WorkerRequest
from alongside.practice.drafting import (
    JOINED,
    WORDS,
    choose_draft,
    drafts_for,
    drop_drafts,
    join_drafts,
    joined,
    promise_words,
    promises_in,
)
from alongside.practice.forms import AmendForm, NoteForm
from alongside.practice.models import Draft, Note
from alongside.practice.queries import note_with_token
from alongside.practice.refusals import NotPossibleNow
from alongside.practice.words import did_words
from alongside.practice.writing import amend_note, read_written
from alongside.rulings.refusing import shown_refusal
from alongside.rulings.seeking import ActRefused
from alongside.wording.signing import WordsStopped


@dataclass(frozen=True, slots=True)
class Line:
    """A field of a draft as it is shown. differs: whether another hand says something else."""

    label: str
    words: str
    differs: bool


@require_http_methods(["GET", "HEAD", "POST"])
@for_workers
def both(request: WorkerRequest, person_id: int, token: UUID) -> HttpResponseBase:
    """Every hand's words side by side, or what was typed beside a signed note. Nothing goes until it was looked at."""
    record = record_to_write_in(person_id, viewer=request.viewer)
    rows = [own for own in drafts_for(request.worker, token) if own.person_id == record.person.pk]
    note = note_with_token(request.worker, record.person, token)
    if not rows:
        return redirect("practice:choose")
    if note is not None:
        return _beside_a_note(request, person_id, rows, note)
    if request.method == "POST":
        chosen = request.POST.get("chosen", "")
        if chosen == "join":
            join_drafts(record=record, token=token, by=request.user)
        elif chosen.isdecimal() and len(chosen) < 19:
            choose_draft(record=record, token=token, draft_id=int(chosen), by=request.user)
        return redirect(f"{reverse('practice:write', args=[person_id])}?token={token}")
    if len(rows) == 1:
        return redirect(f"{reverse('practice:write', args=[person_id])}?token={token}")
    return render(request, "practice/both.html", {"person": record.person, "hands": _side_by_side(rows)})


def _beside_a_note(request: WorkerRequest, person_id: int, rows: list[Draft], note: Note) -> HttpResponseBase:
    """A signed note stays: what was typed elsewhere is put beside it in the writer's words, or let go."""
    record = record_to_write_in(person_id, viewer=request.viewer)
    typed = joined([own.typed for own in rows])
    prose = [words for name in NoteForm.base_fields if name in WORDS for words in typed.get(name, []) if words]
    prose += [promise_words(*own) for own in promises_in(typed).items()]
    form = AmendForm(request.POST if "words" in request.POST else None, initial={"words": JOINED.join(prose)})
    context: dict[str, object] = {"person": record.person, "note": note, "written": read_written(note), "form": form}
    if request.method == "POST" and "drop" in request.POST:
        drop_drafts(record=record, token=rows[0].token, by=request.user)
        messages.success(request, _("The signed note says it all."))
        return redirect("practice:contact", contact_id=note.contact_id)
    if form.is_bound and form.is_valid():
        try:
            amend_note(note=note, words=form.cleaned_data["words"], by=request.user)
        except ActRefused as refusal:
            context["refused"] = shown_refusal(request, refusal.ruling)
        except (NotPossibleNow, WordsStopped) as refused:
            context["problem"] = str(refused)
        else:
            drop_drafts(record=record, token=rows[0].token, by=request.user)
            messages.success(request, _("It stands beside the note now."))
            return redirect("practice:contact", contact_id=note.contact_id)
    context["hands"], context["did"] = _side_by_side(rows), did_words(read_written(note).did)
    return render(request, "practice/beside_note.html", context, status=422 if form.is_bound else 200)


def _side_by_side(rows: list[Draft]) -> list[tuple[Draft, list[Line]]]:
    """Each hand with its filled fields in the order of the form."""
    fields = NoteForm.base_fields
    names = [name for name in fields if name not in {"token", "hand", "since", "kept", "covered_by", *NoteForm.FITNESS}]
    of_somebody = {*NoteForm.TOLD, *NoteForm.AFTERWARDS}
    typed = [own.typed for own in rows]
    shown: list[tuple[Draft, list[Line]]] = []
    for row, own in zip(rows, typed, strict=True):
        lines, names_somebody = [], own.get("other", [NOBODY])[:1] != [NOBODY]
        for name in names:
            values = [value for value in own.get(name, []) if value]
            differs = len({tuple(other.get(name, [])) for other in typed}) > 1
            if (values or differs) and (name not in of_somebody or names_somebody):
                lines.append(Line(str(fields[name].label), _words(name, values) or "—", differs))
        shown.append((row, lines))
    return shown


def _words(name: str, values: list[str]) -> str:
    choices = dict(getattr(NoteForm.base_fields[name], "choices", ()))
    return ", ".join(str(choices.get(value, value)) for value in values)
