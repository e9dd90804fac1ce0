"""Pages for those who keep a code of ethics, and the journal for those who check."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alongside.board.forms import AdoptionForm, DocumentForm, ReadingForm
from alongside.board.queries import (
    JOURNAL_READERS,
    changes_to,
    desk_of,
    desks_of,
    document_of_board,
    entries_seen_by,
    entry_words,
    happenings,
    reading_at,
    troubles_of,
)
from alongside.board.queues import waiting_for
from alongside.journal.verifying import verify
from alongside.people.gates import at_a_board, for_roles
from alongside.people.models import RoleKind
from alongside.people.viewer import BoardRequest, SignedInRequest, zone_of
from alongside.rulebook.actions import adopt_edition, load_document, settle_reading
from alongside.rulebook.documents import report_of
from alongside.rulebook.models import ReadingConfirmation
from alongside.rulebook.queries import documents_of
from alongside.rulebook.reader.official import printed_of
from alongside.rulebook.refusals import NotPossible

A_PAGE = 50
MAY_CHECK = {RoleKind.AUDITOR, RoleKind.OPERATOR}
KINDS = ("waiting", "confirmed", "disputed")
page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@at_a_board()
def desk(request: BoardRequest) -> HttpResponse:
    """What waits, queue by queue, and for each code the board keeps."""
    desks = desks_of(request.board, request.today)
    waiting = waiting_for(request.board, request.user, request.today)
    context = {"desks": desks, "today": request.today, "waiting": waiting, "total": sum(row.count for row in waiting)}
    return render(request, "board/desk.html", context)


@page_or_form
@at_a_board()
def load(request: BoardRequest, code: str) -> HttpResponse:
    """Hand in the official text; on to how it matches."""
    desk = desk_of(request.board, code, request.today)
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["document"]
        try:
            found = load_document(
                board=request.board, code=code, file_name=file.name or "", data=file.read(), by=request.user
            )
        except NotPossible as refused:
            form.add_error("document", f"{refused.says} {refused.remedy}")
        else:
            return redirect("board:match", code=code, document_id=found.pk)
    context = {"desk": desk, "form": form, "documents": documents_of(request.board, code)}
    return render(request, "board/load.html", context, status=422 if form.is_bound else 200)


@require_safe
@at_a_board()
def match(request: BoardRequest, code: str, document_id: int) -> HttpResponse:
    """How a document stands beside the clauses of the edition that is next to be adopted, or in force."""
    desk = desk_of(request.board, code, request.today)
    document = document_of_board(request.board, code, document_id)
    context = {"desk": desk, "document": document, "report": report_of(document, desk.edition)}
    return render(request, "board/match.html", context)


@require_safe
@at_a_board()
def readings(request: BoardRequest) -> HttpResponse:
    """Every reading of the board's codes, by what was said of it."""
    every = [(desk, own) for desk in desks_of(request.board, request.today) for own in desk.readings]
    by_kind = {
        "waiting": [(d, own) for d, own in every if own.verdict is None],
        "confirmed": [(d, own) for d, own in every if own.is_confirmed],
        "disputed": [(d, own) for d, own in every if own.verdict is not None and not own.is_confirmed],
    }
    asked = request.GET.get("show", "")
    kind = asked if asked in KINDS else next((name for name in KINDS if by_kind[name]), KINDS[0])
    labels = {"waiting": _("Waiting"), "confirmed": _("Confirmed"), "disputed": _("To be read otherwise")}
    filters = [
        {"url": f"?show={name}", "label": labels[name], "count": len(by_kind[name]), "here": name == kind}
        for name in KINDS
    ]
    context = {"shown": by_kind[kind], "filters": filters, "waiting": len(by_kind["waiting"]), "total": len(every)}
    return render(request, "board/readings.html", context)


@page_or_form
@at_a_board()
def reading(request: BoardRequest, code: str, clause: str, name: str) -> HttpResponse:
    """One reading: both ways to understand the clause, and the board's word on it."""
    desk = desk_of(request.board, code, request.today)
    own = reading_at(desk, clause, name)
    begun = {"wording": own.wording, "verdict": own.verdict.verdict, "note": own.verdict.note} if own.verdict else None
    form = ReadingForm(request.POST if request.method == "POST" else None, initial=begun or {"wording": own.wording})
    if form.is_bound and form.is_valid():
        try:
            settle_reading(
                board=request.board,
                code=code,
                clause=clause,
                reading=name,
                wording=form.cleaned_data["wording"],
                verdict=ReadingConfirmation.Verdict(form.cleaned_data["verdict"]),
                note=form.cleaned_data["note"],
                by=request.user,
                on=request.today,
            )
        except NotPossible as refused:
            form.add_error("note" if refused.code == "dispute-without-a-word" else None, _both(refused))
        else:
            messages.success(request, _("Your word on %(clause)s is on record.") % {"clause": clause})
            return redirect("board:readings")
    printed = printed_of(desk.standing)
    context = {
        "desk": desk,
        "own": own,
        "form": form,
        "official": printed.quoted(clause) if printed else "",
    }
    return render(request, "board/reading.html", context, status=422 if form.is_bound else 200)


@page_or_form
@at_a_board()
def adopt(request: BoardRequest, code: str) -> HttpResponse:
    """Put an edition in force from a day, with the document that matches it."""
    desk = desk_of(request.board, code, request.today)
    form = AdoptionForm(request.POST) if request.method == "POST" else None
    refused: NotPossible | None = None
    if form is not None and form.is_valid():
        said = form.cleaned_data
        try:
            row = adopt_edition(
                board=request.board,
                code=code,
                digest=said["digest"],
                document=document_of_board(request.board, code, said["document"]),
                from_day=said["from_day"],
                after=said["after"],
                by=request.user,
                on=request.today,
            )
        except NotPossible as found:
            refused = found
        else:
            messages.success(request, _("%(edition)s is adopted.") % {"edition": row.edition_name})
            return redirect("board:desk")
    if form is None and desk.candidate and desk.document and desk.is_matched:
        begins = desk.edition.start if desk.last is None else max(request.today, desk.edition.start)
        form = AdoptionForm.begin(
            from_day=begins,
            digest=desk.edition.digest,
            document=desk.document.pk,
            after=desk.last.number if desk.last else 0,
        )
    context = {
        "desk": desk,
        "form": form,
        "refused": refused,
        "changes": changes_to(desk.edition, desk.standing, request.today) if desk.candidate else None,
    }
    return render(request, "board/adopt.html", context, status=422 if form is not None and form.is_bound else 200)


@require_safe
@at_a_board()
def history(request: BoardRequest) -> HttpResponse:
    """Everything the board did with its codes."""
    page = Paginator(happenings(request.board), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "board/history.html", {"page_obj": page})


@require_safe
@for_roles(*JOURNAL_READERS)
def journal(request: SignedInRequest) -> HttpResponse:
    """Who did what to what, and when, by number; and whether the whole journal still is what was signed for."""
    page = Paginator(entries_seen_by(request.viewer), A_PAGE).get_page(request.GET.get("page"))
    may_check = bool(request.roles & MAY_CHECK)
    report = verify() if may_check and "check" in request.GET else None
    zone = zone_of(request.viewer.place)
    context = {
        "page_obj": page,
        "lines": [{"entry": entry, "says": entry_words(entry), "at": entry.at.astimezone(zone)} for entry in page],
        "report": report,
        "troubles": troubles_of(report) if report else (),
        "may_check": may_check,
        "root": report.root.hex() if report else "",
    }
    return render(request, "board/journal.html", context)


def _both(refused: NotPossible) -> str:
    return f"{refused.says} {refused.remedy}".strip()
