"""All contacts of a record, for who supports the person; and what was written about their visits, for the person."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from alongside.caseload.access import open_record
from alongside.people.gates import signed_in
from alongside.people.languages import language_name, own_language
from alongside.people.models import Person
from alongside.people.viewer import SignedInRequest
from alongside.practice.agreeing import agreements_of
from alongside.practice.helping import help_lines
from alongside.practice.queries import promises_made_in
from alongside.practice.reading import (
    A_PAGE,
    KINDS,
    Wanted,
    contacts_read,
    months_met,
    notes_about,
    others_wait,
    workers_met,
)
from alongside.practice.sayings import wording_of
from alongside.practice.telling import told_by_anyone
from alongside.practice.telling_others import others_told
from alongside.practice.words import did_words
from alongside.practice.writing import read_written


@require_safe
@signed_in
def of_person(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Every contact, 25 to a page, by worker, month and kind."""
    record = open_record(person_id, viewer=request.viewer)
    wanted = Wanted(*(request.GET.get(name, "") for name in ("worker", "month", "kind")))
    page = Paginator(contacts_read(record, wanted), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "person": record.person,
        "page_obj": page,
        "total": page.paginator.count,
        "workers": list(workers_met(record)),
        "months": months_met(record),
        "kinds": [(key, words) for key, (words, _rows) in KINDS.items()],
        "wanted": wanted,
        "is_narrowed": wanted != Wanted(),
        "waits": others_wait(record),
    }
    return render(request, "practice/of_person.html", context)


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponseBase:
    """A person's own page. Raises Http404 for somebody who is no person served here."""
    row = Person.objects.filter(user=request.user, agency=request.agency).first() if request.agency else None
    if row is None:
        raise Http404("nobody's own notes")
    return redirect("practice:about_me", person_id=row.pk)


@require_safe
@signed_in
def about_me(request: SignedInRequest, person_id: int) -> HttpResponse:
    """What was written about my visits: signed notes alone, laid out plainly. Drafts are shown to nobody. Before them what I
    agreed with who supports me, and what I was told."""
    record = open_record(person_id, viewer=request.viewer)
    page = Paginator(notes_about(record), A_PAGE).get_page(request.GET.get("page"))
    rows, promised = [], promises_made_in(note.contact_id for note in page)
    for note in page:
        written, helped = read_written(note), list(note.contact.helped.all())
        shown = {"did": did_words(written.did), "helped": help_lines(helped)}
        rows.append({"note": note, "written": written, "promised": promised.get(note.contact_id, []), **shown})
    context = {
        "person": record.person,
        "page_obj": page,
        "rows": rows,
        "agreed": agreements_of(record.person),
        "told": [
            {
                "row": own,
                "language": language_name(own.language),
                "words": wording_of(own),
                "lang": own_language(own.language),
            }
            for own in told_by_anyone(record.person)
        ],
        "others": list(others_told(record.person)),
    }
    return render(request, "practice/about_me.html", context)
