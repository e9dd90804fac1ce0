"""What is on file of a worker, for themselves and who oversees them; and what holds on a day, for rulings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from alongside.database.prepared import Prepared
from alongside.database.seldom import remembered
from alongside.people.authority import oversees
from alongside.people.models import Worker
from alongside.people.viewer import Viewer
from alongside.qualifications.models import Qualification


@dataclass(frozen=True, slots=True)
class OnFile:
    """A paper as it is remembered."""

    pk: int
    kind: str
    what: str
    from_day: date
    through: date | None
    ended_on: date | None

    @property
    def kind_words(self) -> str:
        return str(Qualification.Kind(self.kind).label)


def holds_on(row: OnFile | Qualification, on: date) -> bool:
    """Whether a paper counts on a day."""
    is_ended = row.ended_on is not None and row.ended_on <= on
    return row.from_day <= on and (row.through is None or on <= row.through) and not is_ended


def on_file(worker: Worker, on: date) -> list[OnFile]:
    """What counts on a day, in the order it was filed."""
    return [row for row in _of_agency(worker.agency_id).get(worker.pk, ()) if holds_on(row, on)]


@remembered
def _of_agency(agency: int) -> dict[int, list[OnFile]]:
    """Every paper at an agency by worker: few have any, so that one look answers for all who work there."""
    found: dict[int, list[OnFile]] = defaultdict(list)
    for row in _ROWS.all(agency):
        found[row.worker_id].append(OnFile(row.pk, row.kind, row.what, row.from_day, row.through, row.ended_on))
    return dict(found)


_ROWS: Final = Prepared(lambda agency: Qualification.objects.filter(agency=agency).order_by("pk"), int)


def file_of(worker: Worker) -> QuerySet[Qualification]:
    """Everything that was ever put on file, what counts last first."""
    return (
        Qualification.objects.filter(worker=worker)
        .select_related("by", "ended_by")
        .order_by("kind", "-from_day", "-pk")
    )


def worker_overseen(viewer: Viewer, worker_id: int) -> Worker:
    """Somebody whose file the viewer keeps: as supervisor of record or administrator. Raises Http404 else."""
    rows = Worker.objects.select_related("agency", "user", "practitioner")
    worker = get_object_or_404(rows, pk=worker_id)
    if not oversees(viewer.user, worker, viewer.today):
        raise Http404("nobody whose file is theirs to keep")
    return worker


def paper_overseen(viewer: Viewer, qualification_id: int) -> Qualification:
    """One paper of such a worker. Raises Http404 else."""
    row = get_object_or_404(Qualification.objects.select_related("worker__agency"), pk=qualification_id)
    worker_overseen(viewer, row.worker_id)
    return row
