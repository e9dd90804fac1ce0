"""Who sees which declarations: one's own, one's team's, the agency's register. Foreign and missing look the same.

A worker reads their own; a supervisor those of their team, and a deputy what nobody answered in time. An agency's
administrators see that something was declared, by whom, when and what was decided; never whom it was about, nor the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from alongside.caseload.models import Assignment
from alongside.declarations.kinds import CONFLICTS, GIFTS_TAKEN
from alongside.declarations.models import Declaration, DeclarationDecision, Undone
from alongside.people.models import Agency, Person, RoleKind, Worker
from alongside.people.queries import workers_supervised_by
from alongside.people.viewer import Viewer
from alongside.rulings.clocks import SOON
from alongside.rulings.deputies import Answering, led_by
from alongside.rulings.models import Referral
from alongside.rulings.queries import referrals_for, waiting_at

LEADS: Final = (RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)

UNDECIDED: Final = Q(goes_to_supervisor=True, decided="")
TO_UNDO: Final = Q(decided="remove", is_undone=False)
"""How a declaration stands, for a query that says so (`_with_standing`)."""


def due_again(today: date) -> Q:
    """Whose day to look again has come, or comes within SOON."""
    return Q(review_on__lte=today + SOON)


def persons_known_to(worker: Worker) -> QuerySet[Person]:
    """Whom a worker can name: everybody they support, supported, or were offered."""
    mine = Assignment.objects.filter(worker=worker, agency=worker.agency_id)
    return Person.objects.filter(pk__in=mine.values("person")).order_by("chosen_name", "pk")


def my_declarations(worker: Worker) -> QuerySet[Declaration]:
    """A worker's own, the latest first."""
    return _with_standing(Declaration.objects.filter(worker=worker))


def readable_by(viewer: Viewer) -> QuerySet[Declaration]:
    """Those whose words somebody reads: their own, their team's, what was sent to them, the latest first."""
    leads = viewer.agencies_as(RoleKind.SUPERVISOR)
    team = workers_supervised_by(viewer.user, viewer.today)
    sent = referrals_for(viewer).order_by().values("kept")
    theirs = Q(agency__in=leads) & (Q(worker__in=team) | Q(ruling__in=sent))
    return _with_standing(Declaration.objects.filter(theirs | Q(worker__user=viewer.user, worker=viewer.worker)))


def declaration_read_by(viewer: Viewer, declaration_id: int) -> Declaration:
    """One of them. Raises Http404 for one that is foreign or missing."""
    return get_object_or_404(readable_by(viewer), pk=declaration_id)


def register_of(viewer: Viewer, agency: Agency) -> QuerySet[Declaration]:
    """The register: an administrator's holds every declaration of the agency, a supervisor's those of their team."""
    rows = Declaration.objects.filter(agency=agency).exclude(worker__user=viewer.user)
    if agency.pk in viewer.agencies_as(RoleKind.AGENCY_ADMINISTRATOR):
        return _with_standing(rows).defer("sealed")
    return readable_by(viewer).filter(agency=agency).exclude(worker__user=viewer.user)


def to_decide(viewer: Viewer) -> QuerySet[Declaration]:
    """What waits for somebody's decision, the oldest first: their team's, and as a deputy what nobody answered in time."""
    waiting = readable_by(viewer).filter(UNDECIDED).exclude(worker__user=viewer.user)
    return waiting.order_by("pk")


def waiting_elsewhere(who: Answering) -> QuerySet[Declaration]:
    """What waits to be decided of a supervisor's team, and does not stand among their referrals: nobody was of record, or
    somebody else was."""
    referred = waiting_at(who).values("kept")
    return _of_team(who).filter(UNDECIDED, ~Q(ruling__in=referred))


def bounds_again(who: Answering, by: date) -> QuerySet[Declaration]:
    """What was decided of it until a day that comes by then: to be looked at again."""
    return _of_team(who).filter(Q(review_on__lte=by))


def _of_team(who: Answering) -> QuerySet[Declaration]:
    """As `readable_by`, at one agency and in plain values: those of their workers, and what was sent to them."""
    sent = Referral.objects.filter(Q(to=who.user) | Q(deputy=who.user, due_on__lt=who.on), agency=who.agency)
    theirs = Q(worker__in=led_by(who)) | Q(ruling__in=sent.exclude(status=Referral.Status.TAKEN_BACK).values("kept"))
    rows = Declaration.objects.filter(theirs, agency=who.agency).exclude(worker__user=who.user)
    return _with_standing(rows)


def mine_to_look_at_again(worker: Worker, today: date) -> QuerySet[Declaration]:
    """The same of a worker's own."""
    return _due_again(my_declarations(worker), today)


def mine_to_undo(worker: Worker) -> QuerySet[Declaration]:
    """What a worker was to give back, end or put right, and has not said that they did."""
    return my_declarations(worker).filter(TO_UNDO)


def with_person(worker: Worker, person: Person) -> QuerySet[Declaration]:
    """What a worker declared about one person, the latest first."""
    return my_declarations(worker).filter(person=person)


def gifts_taken(worker: Worker, person: Person, year: int) -> Decimal:
    """What a worker took as gifts from a person in a year, in dollars; what was to be given back is left out."""
    rows = _with_standing(Declaration.objects.filter(worker=worker, person=person, kind=GIFTS_TAKEN, on__year=year))
    kept = rows.exclude(Q(decided="remove")).exclude(UNDECIDED & Q(door="ahead"))
    total: Decimal | None = kept.aggregate(total=Sum("amount"))["total"]
    return total if total is not None else Decimal("0.00")


def conflicts_declared(workers: Iterable[Worker]) -> QuerySet[Declaration]:
    """What workers told their supervisors of conflicts and ties, oldest first."""
    return Declaration.objects.filter(worker__in=workers, kind__in=CONFLICTS).order_by("pk")


def declared_ties() -> QuerySet[Declaration, int | None]:
    """The ids of the ties that are decided with their declaration."""
    return Declaration.objects.filter(tie__isnull=False).values_list("tie", flat=True)


def declared_in(kept: Iterable[int]) -> dict[int, Declaration]:
    """By id of a kept ruling: the declaration it is of, without its words."""
    rows = Declaration.objects.filter(ruling__in=list(kept)).defer("sealed")
    return {row.ruling_id: row for row in rows}


def _due_again(rows: QuerySet[Declaration], today: date) -> QuerySet[Declaration]:
    return rows.filter(due_again(today)).order_by(F("review_on"), "pk")


def _with_standing(rows: QuerySet[Declaration]) -> QuerySet[Declaration]:
    """Each with what was last decided of it: `decided` ("" for nothing), `review_on`, `is_undone`, `due_on` while it waits."""
    newest = DeclarationDecision.objects.filter(declaration=OuterRef("pk")).order_by("-pk")
    undone = Undone.objects.filter(decision__declaration=OuterRef("pk"), decision=OuterRef("decision_id"))
    waiting = Referral.objects.filter(kept=OuterRef("ruling"), status=Referral.Status.WAITING)
    return (
        rows.annotate(
            decision_id=Subquery(newest.values("pk")[:1]),
            decided=Coalesce(Subquery(newest.values("decision")[:1]), Value(""), output_field=CharField()),
            review_on=Subquery(newest.values("review_on")[:1]),
            due_on=Subquery(waiting.values("due_on")[:1]),
        )
        .annotate(is_undone=Exists(undone))
        .select_related("worker", "person", "ruling", "agency")
        .order_by("-pk")
    )
