"""Who may be left without help, each with what to do about it: for a supervisor of their workers', for an agency of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_safe

from alongside.caseload.models import Assignment
from alongside.caseload.queries import assigned_to
from alongside.people import clock
from alongside.people.gates import at_an_agency
from alongside.people.models import Person, RoleKind, Worker
from alongside.people.queries import workers_supervised_by
from alongside.people.viewer import AgencyRequest
from alongside.practice.without_help import (
    Barred,
    Since,
    assigned_under,
    barred,
    long_ago,
    nobody_supports,
    unseen,
    with_last_contact,
)
from alongside.rulebook.addresses import with_query
from alongside.rulings.deputies import answering
from alongside.ui.amounts import day_words, number_words, weekday_words

OFFERS: Final = (RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)
NOBODY, BARRED, UNSEEN = "nobody", "worker", "unseen"
A_PAGE: Final = 25


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody, what they need now in a sentence, how long it is so, and where that is done."""

    name: str
    note: str
    tag: str
    state: str
    url: str


@require_safe
@at_an_agency(*OFFERS)
def without_help(request: AgencyRequest) -> HttpResponse:
    """One of the three lists; without a choice the most pressing that holds anybody."""
    since, who = long_ago(request.agency, request.today), answering(request.viewer, request.agency)
    nobody = nobody_supports(request.agency.pk)
    cannot = barred(who)
    silent = unseen(assigned_under(who), since.day, since.moment)
    counts = {NOBODY: nobody.count(), BARRED: len(cannot), UNSEEN: silent.count()}
    asked = request.GET.get("why", "")
    why = asked if asked in counts else next((own for own, count in counts.items() if count), UNSEEN)
    lists: dict[str, tuple[Any, Callable[[Sequence[Any]], list[Row]]]] = {
        NOBODY: (nobody, partial(_of_nobody, request)),
        BARRED: (cannot, _of_barred),
        UNSEEN: (with_last_contact(silent, clock.now()), partial(_of_unseen, request)),
    }
    found, shown = lists[why]
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _title(why, counts[why], since),
        "lead": _lead(why),
        "filters": _filters(counts, why, since),
        "rows": shown(list(page)),
        "page_obj": page,
        "why": why,
        "figure": since.figure,
        "sees_all": RoleKind.AGENCY_ADMINISTRATOR in request.roles,
    }
    return render(request, "practice/without_help.html", context)


def _of_nobody(request: AgencyRequest, persons: Sequence[Person]) -> list[Row]:
    offered = assigned_to(persons, request.today)
    return [_without_anybody(request, person, offered[person.pk]) for person in persons]


def _without_anybody(request: AgencyRequest, person: Person, offers: list[Assignment]) -> Row:
    url = reverse("caseload:offer", args=[person.pk])
    if not offers:
        return Row(person.chosen_name, _("Offer them to a worker."), _("Nobody yet"), "late", url)
    first = offers[0]
    asked = first.offered_at.astimezone(request.agency.time_zone).date()
    note = _("Asked on %(day)s. Wait for the answer, or offer them to somebody else.")
    tag = _("Offered to %(name)s") % {"name": first.worker.name}
    return Row(person.chosen_name, note % {"day": weekday_words(asked)}, tag, "soon", url)


def _of_barred(listed: Sequence[Barred]) -> list[Row]:
    rows = []
    for own in listed:
        says = " ".join(_cannot(worker, is_there=worker.pk not in own.left) for worker in own.workers)
        note = _("%(why)s Offer them to somebody who may serve.") % {"why": says}
        url = reverse("caseload:offer", args=[own.person.pk])
        rows.append(Row(own.person.chosen_name, note, _("Nobody who may serve"), "late", url))
    return rows


def _cannot(worker: Worker, *, is_there: bool) -> str:
    """Dates and states alone: the cause stays with the board and the holder."""
    if not is_there:
        return _("%(name)s no longer works here.") % {"name": worker.name}
    return _("%(name)s has no certificate in force.") % {"name": worker.name}


def _of_unseen(request: AgencyRequest, persons: Sequence[Person]) -> list[Row]:
    assigned = assigned_to(persons, request.today)
    mine = set(workers_supervised_by(request.user, request.today).values_list("pk", flat=True))
    return [_not_seen(request, person, assigned[person.pk], mine) for person in persons]


def _not_seen(request: AgencyRequest, person: Person, assigned: list[Assignment], mine: set[int]) -> Row:
    workers = [row.worker for row in assigned if row.status == Assignment.Status.OPEN]
    names = ", ".join(worker.name for worker in workers)
    zone, read = request.agency.time_zone, vars(person)
    last, coming = read["last_seen"], read["next_planned"]
    if coming is not None:
        day = weekday_words(coming.astimezone(zone).date())
        note = _("With %(names)s, who plans to see them on %(day)s.") % {"names": names, "day": day}
    else:
        note = _("Ask %(names)s how they are, or offer them to somebody else.") % {"names": names}
    opens = any(worker.pk in mine for worker in workers)  # their record, to those who supervise who supports them
    url = reverse("caseload:person" if opens else "caseload:offer", args=[person.pk])
    if last is None:
        return Row(person.chosen_name, note, _("Never seen"), "late", url)
    tag = _("Last seen on %(day)s") % {"day": day_words(last.astimezone(zone).date())}
    return Row(person.chosen_name, note, tag, "soon" if coming is not None else "late", url)


def _title(why: str, count: int, since: Since) -> str:
    if why == NOBODY:
        if not count:
            return _("Everybody has somebody")
        said = ngettext("%(n)s person has nobody", "%(n)s people have nobody", count)
        return capfirst(said % {"n": number_words(count, before_noun=True)})
    if why == BARRED:
        if not count:
            return _("Everybody’s worker may serve")
        said = ngettext("%(n)s person has nobody who may serve", "%(n)s people have nobody who may serve", count)
        return capfirst(said % {"n": number_words(count, before_noun=True)})
    if not count:
        return _("Everybody was seen in the last %(days)s days") % {"days": since.figure.value}
    said = ngettext("%(n)s person not seen for %(days)s days", "%(n)s people not seen for %(days)s days", count)
    return capfirst(said % {"n": number_words(count, before_noun=True), "days": since.figure.value})


def _lead(why: str) -> str:
    if why == UNSEEN:
        return _("Nobody met, called or wrote to them. Whoever ended service themselves does not stand here.")
    return _("By chosen name alone. A record opens only to those who support them.")


def _filters(counts: Mapping[str, int], why: str, since: Since) -> list[dict[str, object]]:
    labels = {
        NOBODY: _("Nobody assigned"),
        BARRED: _("Worker may not serve"),
        UNSEEN: _("Not seen for %(days)s days") % {"days": since.figure.value},
    }
    address = reverse("practice:without_help")
    return [
        {"url": with_query(address, why=own), "label": label, "count": counts[own], "here": own == why}
        for own, label in labels.items()
    ]
