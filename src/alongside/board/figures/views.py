"""Pages of a board's figures, and the same to take away."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.board.figures.counting import figure_of, figures_of
from alongside.people.gates import at_a_board
from alongside.people.small_numbers import SMALL
from alongside.people.viewer import BoardRequest
from alongside.ui.spreadsheets import csv_answer


@require_safe
@at_a_board()
def figures(request: BoardRequest) -> HttpResponse:
    """Every figure, with what it found."""
    found = figures_of(request.board)
    counted = sorted((figure for figure in found if figure.total), key=lambda figure: figure.is_withheld)
    finding = next((figure.title for figure in counted if figure.title != figure.of), "")
    context = {"figures": counted, "finding": finding, "is_bare": not counted, "small": SMALL}
    return render(request, "board/figures/figures.html", context)


@require_safe
@at_a_board()
def take_away(request: BoardRequest, key: str) -> HttpResponse:
    """One figure as CSV; what the page hides, the file hides."""
    figure = figure_of(request.board, key)
    if figure is None:
        raise Http404
    hidden = _("hidden: 1 to 10, or next to it")
    rows = [(line.label, hidden if line.number is None else str(line.number)) for line in figure.lines]
    total = _("too few to show") if figure.is_withheld else str(figure.total)
    return csv_answer(f"{key}.csv", (figure.of, _("Number")), [*rows, (_("In all"), total)])
