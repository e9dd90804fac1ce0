"""Pages on which a board brings its holders in."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.board.holders.forms import HoldersForm, TakeForm
from alongside.credentials.importing.judging import Kind, columns_of
from alongside.credentials.importing.taking import (
    Reviewed,
    hand_in_holders,
    put_sheet_aside,
    review,
    sheet_of,
    sheets_of,
    take_holders,
)
from alongside.learning.topics import topics_of
from alongside.people.gates import at_a_board
from alongside.people.models import Board
from alongside.people.sheets import SheetEnded, SheetMoved
from alongside.people.viewer import BoardRequest
from alongside.rulebook.programmes import edition_of
from alongside.rulebook.queries import codes_kept_by
from alongside.ui.incoming import Unreadable
from alongside.ui.spreadsheets import csv_answer

A_PAGE: Final = 25
LISTED: Final = 10
page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@page_or_form
@at_a_board()
def hand_in(request: BoardRequest) -> HttpResponseBase:
    """Hand a list in; on to what would become of each row."""
    codes = _codes(request.board)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = HoldersForm(*posted, codes=codes)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data["file"].read()
        try:
            found = hand_in_holders(board=request.board, code=form.cleaned_data["code"], data=data, by=request.user)
        except Unreadable as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("board:holder-sheet", found.token)
    context = {
        "form": form,
        "codes": codes,
        "columns": _columns(request.board),
        "sheets": sheets_of(request.board)[:LISTED],
    }
    return render(request, "board/holders/hand_in.html", context, status=422 if form.is_bound else 200)


@page_or_form
@at_a_board()
def sheet(request: BoardRequest, token: str) -> HttpResponseBase:
    """Each row as it would be taken; a yes takes the good ones."""
    held = sheet_of(request.board, token)
    form = TakeForm(request.POST) if request.method == "POST" else None
    status = 200
    if form is not None:
        try:
            if not form.is_valid():
                raise SheetMoved
            done = take_holders(sheet=held, expected=form.cleaned_data["expected"], by=request.user)
        except SheetEnded:
            messages.warning(request, _("This list was finished before. Nothing was taken twice."))
            return redirect("board:holder-sheet", token)
        except SheetMoved:
            status = 422  # the page says it, with the numbers as they are now
        else:
            said = ngettext("%(n)s holder is on your register.", "%(n)s holders are on your register.", done.taken)
            messages.success(request, said % {"n": done.taken})
            return redirect("board:holder-sheet", token)
    return render(
        request, "board/holders/sheet.html", _shown(request, review(held), moved=status == 422), status=status
    )


@require_POST
@at_a_board()
def put_aside(request: BoardRequest, token: str) -> HttpResponseBase:
    """Take nothing more from a list, and forget its rows."""
    put_sheet_aside(sheet=sheet_of(request.board, token), by=request.user)
    messages.success(request, _("The list is put aside. Its rows are no longer kept here."))
    return redirect("board:holders")


@require_safe
@at_a_board()
def left(request: BoardRequest, token: str) -> HttpResponse:
    """The rows with a problem as a file, to put right and hand in again; the last column says what to do."""
    rows = review(sheet_of(request.board, token)).of(Kind.PROBLEM)
    head = [*(rows[0].cells if rows else ()), "problem"]
    return csv_answer("rows-to-put-right.csv", head, ([*row.cells.values(), " ".join(row.problems)] for row in rows))


@require_safe
@at_a_board()
def example(request: BoardRequest) -> HttpResponse:
    """A list with two invented holders, with every column that this board's hours need."""
    columns = columns_of(_topics(request.board))
    rows = [[row.get(column, "") for column in columns] for row in _EXAMPLE]
    return csv_answer("holders-example.csv", columns, rows)


_EXAMPLE: Final = (
    {
        "number": "A-0001",
        "name_on_certificate": "Marisol Vega",
        "email": "marisol@example.org",
        "county": "Santa Fe",
        "applied_on": "2025-01-06",
        "valid_from": "2025-03-01",
        "valid_through": "2027-02-28",
        "status": "active",
        "hours": "12.5",
    },
    {
        "number": "A-0002",
        "name_on_certificate": "Noor Haddad",
        "county": "Taos",
        "applied_on": "2024-05-13",
        "valid_from": "2024-07-01",
        "valid_through": "2026-06-30",
        "status": "suspended",
        "status_since": "2025-09-15",
        "cause": "Order 2025-7",
    },
)


def _shown(request: BoardRequest, found: Reviewed, *, moved: bool) -> dict[str, object]:
    counts = {kind: len(found.of(kind)) for kind in Kind}
    asked = request.GET.get("show", "")
    first = Kind.PROBLEM if counts[Kind.PROBLEM] else next((kind for kind in Kind if counts[kind]), Kind.NEW)
    kind = next((kind for kind in Kind if kind.value == asked), first)
    labels = {Kind.NEW: _("New"), Kind.THERE: _("Already there"), Kind.PROBLEM: _("To put right")}
    filters = [
        {"url": f"?show={one.value}", "label": labels[one], "count": counts[one], "here": one is kind} for one in Kind
    ]
    return {
        "sheet": found.sheet,
        "unread": ", ".join(found.unread),
        "new": counts[Kind.NEW],
        "there": counts[Kind.THERE],
        "wrong": counts[Kind.PROBLEM],
        "page": Paginator(found.of(kind), A_PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "moved": moved,
    }


def _codes(board: Board) -> list[tuple[str, str]]:
    editions = [(code, edition_of(code)) for code in codes_kept_by(board)]
    return [(code, edition.code.credential if edition else code) for code, edition in editions]


def _topics(board: Board) -> list[str]:
    return list(dict.fromkeys(topic for code in codes_kept_by(board) for topic in topics_of(code)))


def _columns(board: Board) -> list[tuple[str, str]]:
    """What each column holds."""
    told = {
        "number": _("The number on the certificate. Always needed."),
        "name_on_certificate": _("The name as it is printed. Always needed."),
        "email": _("To write to them, and to know one person who holds two certificates."),
        "county": _("For your figures alone."),
        "applied_on": _("The day they applied. Left empty, it is the day the certificate began."),
        "valid_from": _("The first day printed on it."),
        "valid_through": _("The last day printed on it."),
        "status": _("active, lapsed, applied, inactive, suspended, revoked or surrendered. Empty: the days decide."),
        "status_since": _("From which day it is inactive, suspended, revoked or surrendered."),
        "status_until": _("The first day it may be given back, where one is set."),
        "cause": _("Why, in a few words. The holder reads it."),
        "hours": _("Hours of learning in this period so far, in quarters, such as 12.5."),
        "order_title": _("An order for the public to read: its title."),
        "order_summary": _("What the public reads. It names nobody who is served."),
        "order_effective_on": _("The day the order takes effect."),
    }
    on_topic = _("How many of these hours were on this topic.")
    return [(column, told.get(column, on_topic)) for column in columns_of(_topics(board))]
