"""Pages on which a board writes its letters, and on which their holders read them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.credentials.letters.actions import (
    ChangedMeanwhile,
    Outgoing,
    Wording,
    retire_template,
    send_letter,
    write_template,
)
from alongside.credentials.letters.filling import draft_of, example_values, letter_pdf
from alongside.credentials.letters.forms import LetterForm, TemplateForm
from alongside.credentials.letters.models import LetterTemplate, SentLetter
from alongside.credentials.letters.placeholders import PLACES, EmptyPlace, fill
from alongside.credentials.letters.queries import letters_about, letters_in_use, letters_seen_by, versions_of
from alongside.credentials.models import Certificate
from alongside.paper import LettersMissing
from alongside.people import clock
from alongside.people.gates import at_a_board, signed_in
from alongside.people.models import Board
from alongside.people.viewer import BoardRequest, SignedInRequest

Dated = TypeVar("Dated", LetterTemplate, SentLetter)

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@at_a_board()
def letters(request: BoardRequest) -> HttpResponse:
    """The letters in use at this board."""
    return render(request, "credentials/letters/letters.html", {"letters": letters_in_use(request.board)})


@never_cache
@page_or_form
@at_a_board()
def write(request: BoardRequest, pk: int = 0) -> HttpResponse:
    """Write a letter, or a new version of one, and see it filled. Raises Http404 for another board's."""
    template = get_object_or_404(LetterTemplate, pk=pk, board=request.board) if pk else None
    form = TemplateForm(request.POST or None, initial=_initial(template))
    if template is not None:
        form.keep_its_name()
    if not form.is_valid():
        return _writing(request, template, form, status=422 if form.is_bound else 200)
    wording = _wording(template, form)
    if "preview" in request.POST:
        return _writing(request, template, form, preview=wording)
    try:
        write_template(board=request.board, wording=wording, seen=form.cleaned_data["seen"], by=request.user)
    except ChangedMeanwhile as changed:
        return _writing(request, template, form, changed=changed, status=409)
    messages.success(request, _("The letter is kept. From now on this version is used."))
    return redirect("credentials:letters")


@require_POST
@at_a_board()
def retire(request: BoardRequest, pk: int) -> HttpResponse:
    """Take a letter out of use."""
    template = get_object_or_404(LetterTemplate, pk=pk, board=request.board)
    try:
        retire_template(template=template, by=request.user)
    except ChangedMeanwhile as changed:
        messages.error(request, str(changed))
        return redirect("credentials:write_letter", pk=changed.newest.pk)
    messages.success(request, _("The letter is no longer in use. What was sent stays."))
    return redirect("credentials:letters")


@never_cache
@page_or_form
@at_a_board()
def write_to(request: BoardRequest, token: str) -> HttpResponse:
    """Choose a letter, look it over, send it. Raises Http404 for a certificate of another board."""
    rows = Certificate.objects.filter(board=request.board).select_related("board", "holder")
    certificate = get_object_or_404(rows, token=token)
    context: dict[str, object] = {"certificate": certificate, "letters": letters_in_use(request.board)}
    context["sent"] = _with_days(letters_about(certificate)[:20], request.board)
    chosen = letters_in_use(request.board).filter(pk=_whole(request.GET.get("letter", ""))).first()
    if chosen is None:
        return render(request, "credentials/letters/choose.html", context)
    context["chosen"] = chosen
    try:
        draft = draft_of(chosen, certificate, at=clock.now())
    except EmptyPlace as empty:
        return render(request, "credentials/letters/choose.html", {**context, "refused": empty}, status=409)
    initial = {"subject": draft.subject, "body": draft.body, "signed_name": request.user.name, "once": uuid.uuid4()}
    form = LetterForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return render(
            request, "credentials/letters/send.html", {**context, "form": form}, status=422 if form.is_bound else 200
        )
    try:
        sent = send_letter(
            certificate=certificate, template=chosen, outgoing=Outgoing(**form.cleaned_data), by=request.user
        )
    except LettersMissing as missing:
        return render(
            request, "credentials/letters/send.html", {**context, "form": form, "missing": missing}, status=422
        )
    return redirect("credentials:letter", pk=sent.pk)


@never_cache
@require_safe
@signed_in
def letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """A letter as it was sent, for its holder and its board."""
    sent = _sent(request, pk)
    return render(
        request,
        "credentials/letters/letter.html",
        {
            "letter": sent,
            "is_own": sent.holder.user_id == request.user.pk,
            "dated": _day_of(sent, sent.board),
        },
    )


@never_cache
@require_safe
@signed_in
def pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as PDF."""
    sent = _sent(request, pk)
    answer = HttpResponse(letter_pdf(sent), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="letter-{sent.pk}.pdf"'
    return answer


def _sent(request: SignedInRequest, pk: int) -> SentLetter:
    sent = letters_seen_by(request.viewer).filter(pk=pk).first()
    if sent is None:
        raise Http404
    return sent


def _writing(
    request: BoardRequest,
    template: LetterTemplate | None,
    form: TemplateForm,
    *,
    preview: Wording | None = None,
    changed: ChangedMeanwhile | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, object] = {
        "template": template,
        "form": form,
        "places": [(f"{{{name}}}", says) for name, says in PLACES.items()],
        "versions": _with_days(versions_of(template)[:20], request.board) if template else (),
        "changed": changed,
    }
    if preview:
        values = example_values(request.board, preview.language, at=clock.now())
        context["preview"] = {
            "language": preview.language,
            "subject": fill(preview.subject, values),
            "body": fill(preview.body, values),
        }
    return render(request, "credentials/letters/write.html", context, status=status)


def _initial(template: LetterTemplate | None) -> dict[str, object]:
    if template is None:
        return {}
    return {"subject": template.subject, "body": template.body, "seen": template.version}


def _wording(template: LetterTemplate | None, form: TemplateForm) -> Wording:
    said = form.cleaned_data
    name, language = (template.name, template.language) if template else (said["name"], said["language"])
    return Wording(name, language, said["subject"], said["body"])


def _with_days(rows: Iterable[Dated], board: Board) -> list[tuple[Dated, date]]:
    return [(row, _day_of(row, board)) for row in rows]


def _day_of(row: LetterTemplate | SentLetter, board: Board) -> date:
    """On which day it was written, at the board."""
    return row.at.astimezone(board.time_zone).date()


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
