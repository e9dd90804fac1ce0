"""Files of somebody, one file for who may open it, and who looked at them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from alongside.evidence.models import EvidenceFile
from alongside.evidence.opening import is_kept, may_open
from alongside.journal.models import Entry
from alongside.people.models import Board, Practitioner
from alongside.people.viewer import Viewer


@dataclass(frozen=True)
class OwnFile:
    """A file as its owner sees it. looks: how often others opened it; last: when that was last."""

    file: EvidenceFile
    looks: int
    last: datetime | None
    is_kept: bool
    """Something rests on it, so it cannot be withdrawn."""


def files_of(
    owner: Practitioner, *, kinds: Sequence[str] | None = None, board: Board | None = None
) -> QuerySet[EvidenceFile]:
    """What somebody handed in and did not withdraw, the first one first; of these kinds, for this board."""
    rows = EvidenceFile.objects.filter(owner=owner, removed__isnull=True).order_by("pk")
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    return rows.filter(board=board) if board is not None else rows


def as_owner_sees(files: Iterable[EvidenceFile]) -> list[OwnFile]:
    """The same files, with how often somebody else opened them: every look by another is on record."""
    listed = list(files)
    looks = Entry.objects.filter(
        kind="evidence.opened",
        subject_type=EvidenceFile._meta.label_lower,
        subject_id__in=[file.pk for file in listed],
    )
    counted = looks.values_list("subject_id").annotate(Count("pk"), Max("at")).order_by()
    times = {pk: (count, last) for pk, count, last in counted}
    return [OwnFile(file, *times.get(file.pk, (0, None)), is_kept(file)) for file in listed]


def file_seen_by(viewer: Viewer, token: UUID) -> EvidenceFile:
    """Raises Http404 for a file that is foreign, withdrawn or missing, which look the same."""
    rows = EvidenceFile.objects.select_related("owner", "board").filter(removed__isnull=True)
    found = rows.filter(token=token).first()
    if found is None or not may_open(viewer, found):
        raise Http404
    return found


def own_file(owner: Practitioner, token: UUID) -> EvidenceFile:
    """One's own file, withdrawn or not. Raises Http404."""
    return get_object_or_404(EvidenceFile.objects.select_related("removed"), owner=owner, token=token)
