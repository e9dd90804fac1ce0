"""Who may see which instrument, giving and answer. Takes the viewer; foreign and missing look the same."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from alongside.instruments.models import Giving, Instrument, Proposal, Response
from alongside.people.models import Agency, RoleKind, Worker
from alongside.people.viewer import Viewer

SEES_SHELF = (RoleKind.WORKER, RoleKind.SUPERVISOR, RoleKind.AGENCY_ADMINISTRATOR)
_FILES = ("questionnaire", "scoring")


def shelf_of(agency: Agency) -> QuerySet[Instrument]:
    """What an agency gives, without the files, by title and then version. What was retired comes last."""
    rows = Instrument.objects.filter(agency=agency).defer(*_FILES).select_related("retirement", "loaded_by")
    return rows.order_by("retirement__pk", "title", "-pk")


def given_at(agency: Agency) -> QuerySet[Instrument]:
    """What may be given today."""
    return Instrument.objects.filter(agency=agency, retirement__isnull=True).defer(*_FILES).order_by("title", "-pk")


def instrument_seen_by(viewer: Viewer, instrument_id: int) -> Instrument:
    """One from the shelf of an agency where the viewer works. Raises Http404."""
    rows = Instrument.objects.filter(agency__in=viewer.agencies_as(*SEES_SHELF)).select_related("agency", "loaded_by")
    return get_object_or_404(rows, pk=instrument_id)


def proposal_seen_by(viewer: Viewer, token: str) -> Proposal:
    """Files that somebody handed in to be looked at: for them alone. Raises Http404."""
    agencies = viewer.agencies_as(RoleKind.AGENCY_ADMINISTRATOR)
    return get_object_or_404(
        Proposal.objects.select_related("agency"), token=token, agency__in=agencies, by=viewer.user
    )


def givings_of(worker: Worker) -> QuerySet[Giving]:
    """What a worker gave, the newest first."""
    rows = Giving.objects.filter(worker=worker).select_related("person", "instrument").order_by("-pk")
    return rows.defer(*(f"instrument__{name}" for name in _FILES))


def giving_of(worker: Worker, giving_id: int) -> Giving:
    """One that a worker gave. Raises Http404."""
    rows = Giving.objects.filter(worker=worker).select_related("person", "instrument", "agency")
    return get_object_or_404(rows, pk=giving_id)


def shown_to(worker: Worker, giving: Giving) -> Response | None:
    """The answers that the person lets this worker see, if they do."""
    rows = Response.objects.filter(giving=giving, showing__worker=worker, showing__ended_at__isnull=True)
    return rows.select_related("instrument").first()


def responses_of(viewer: Viewer) -> QuerySet[Response]:
    """A person's own answers, wherever they are served, the newest first."""
    rows = Response.objects.filter(
        person__user=viewer.user, agency__in=viewer.agencies_as(RoleKind.PERSON_SERVED)
    ).select_related("agency", "instrument", "giving__worker", "showing")
    return rows.order_by("-sent_at", "-pk")


def response_of(viewer: Viewer, response_id: int) -> Response:
    """One of a person's own. Raises Http404."""
    return get_object_or_404(responses_of(viewer), pk=response_id)


def waiting_for(viewer: Viewer) -> QuerySet[Giving]:
    """Links that a person has not used yet, where they have an account."""
    rows = Giving.objects.filter(
        person__user=viewer.user,
        agency__in=viewer.agencies_as(RoleKind.PERSON_SERVED),
        status=Giving.Status.OPEN,
    )
    return rows.select_related("agency", "instrument", "worker").order_by("pk")
