"""A board's programme: every term with whose word it is; confirmed as it stands, or changed from a day on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, override
from django.views.decorators.http import require_http_methods

from alongside.board.programme_forms import HINTS, ConfirmForm, TermForm
from alongside.board.queries import desk_of
from alongside.learning.topics import topics_of
from alongside.people.gates import at_a_board
from alongside.people.viewer import BoardRequest
from alongside.rulebook.amending import amend_programme
from alongside.rulebook.models import ProgrammeAmendment
from alongside.rulebook.programmes import TermName, amendments_of
from alongside.rulebook.refusals import NotPossible
from alongside.rulebook.terms import TermShown, amendment_words, label_of, terms_shown
from alongside.ui.amounts import day_words
from canon.programme import TERMS

FIELD_OF = {
    "wrong-value": "value",
    "topics-beyond-the-whole": "value",
    "amendment-backdated": "from_day",
    "no-source": "source",
}
page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@page_or_form
@at_a_board()
def programme(request: BoardRequest, code: str) -> HttpResponse:
    """Every term; a POST confirms one as the page showed it."""
    desk = desk_of(request.board, code, request.today)
    refused: NotPossible | None = None
    if request.method == "POST":
        form = ConfirmForm(request.POST)
        try:
            if not form.is_valid():
                raise Http404
            with override("en"):  # a source stands on the record in the language of the documents
                source = f"confirmed by the board on {day_words(request.today)}"
            said = form.cleaned_data
            name = TermName(said.pop("term"), said.pop("topic"))
            amend_programme(
                board=request.board, code=code, name=name, source=source, by=request.user, on=request.today, **said
            )
        except NotPossible as found:
            refused = found
        else:
            messages.success(request, _("%(term)s is confirmed.") % {"term": label_of(name)})
            return redirect("board:programme", code=code)
    shown = terms_shown(code, request.today)
    said_so_far = list(amendments_of(code))
    context = {
        "desk": desk,
        "refused": refused,
        "terms": [(one, ConfirmForm.begin(one, _after(said_so_far, one.name)), _url(code, one.name)) for one in shown],
        "waiting": sum(not one.term.is_certain for one in shown),
        "untold": [(label_of(name), _url(code, name)) for name in _untold(code, shown)],
        "history": [(*amendment_words(row), row) for row in said_so_far],
    }
    return render(request, "board/programme.html", context, status=422 if refused else 200)


@page_or_form
@at_a_board()
def term(request: BoardRequest, code: str, name: str, *, is_topic: bool = False) -> HttpResponse:
    """One term, changed from a day on."""
    desk = desk_of(request.board, code, request.today)
    meant = TermName(topic=name) if is_topic else TermName(term=name)
    shown = terms_shown(code, request.today)
    now = next((one for one in shown if one.name == meant), None)
    if now is None and meant not in _untold(code, shown):
        raise Http404
    begun = {
        "value": now.written if now else "",
        "from_day": request.today.isoformat(),
        "after": _after(list(amendments_of(code)), meant),
    }
    form = TermForm(meant, request.POST if request.method == "POST" else None, initial=begun)
    if form.is_bound and form.is_valid():
        try:
            amend_programme(
                board=request.board, code=code, name=meant, by=request.user, on=request.today, **form.cleaned_data
            )
        except NotPossible as refused:
            hint = HINTS.get(form.kind, "") if refused.code == "wrong-value" else ""
            form.add_error(FIELD_OF.get(refused.code), str(hint) or f"{refused.says} {refused.remedy}".strip())
        else:
            messages.success(request, _("%(term)s is on record.") % {"term": label_of(meant)})
            return redirect("board:programme", code=code)
    context = {"desk": desk, "form": form, "shown": now, "label": label_of(meant)}
    return render(request, "board/term.html", context, status=422 if form.is_bound else 200)


def _untold(code: str, shown: list[TermShown]) -> list[TermName]:
    told = {one.name for one in shown}
    every = [*(TermName(term=name) for name in TERMS), *(TermName(topic=topic) for topic in topics_of(code))]
    return [name for name in every if name not in told]


def _after(rows: list[ProgrammeAmendment], name: TermName) -> int:
    """The number of a term's last row, 0 for none; rows come newest first."""
    return next((row.number for row in rows if _name(row) == name), 0)


def _name(row: ProgrammeAmendment) -> TermName:
    return TermName(row.term, row.topic)


def _url(code: str, name: TermName) -> str:
    if name.topic:
        return reverse("board:programme-topic", kwargs={"code": code, "name": name.topic})
    return reverse("board:programme-term", kwargs={"code": code, "name": name.term})
