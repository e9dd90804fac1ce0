"""Files of somebody, one file for who may open it, and papers of others that are the same or nearly so."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from alongside.evidence.models import EvidenceFile
from alongside.evidence.opening import may_open
from alongside.people.models import Board, Practitioner
from alongside.people.viewer import Viewer


def files_of(
    owner: Practitioner, *, kinds: Sequence[str] | None = None, board: Board | None = None
) -> QuerySet[EvidenceFile]:
    """What somebody handed in and did not withdraw, the first one first; of these kinds, for this board."""
    rows = EvidenceFile.objects.filter(owner=owner, removed__isnull=True).order_by("pk")
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    return rows.filter(board=board) if board is not None else rows


def file_seen_by(viewer: Viewer, token: UUID) -> EvidenceFile:
    """Raises Http404 for a file that is foreign, withdrawn or missing, which look the same."""
    found = EvidenceFile.objects.select_related("owner", "board").filter(token=token, removed__isnull=True).first()
    if found is None or not may_open(viewer, found):
        raise Http404
    return found


def same_bytes_elsewhere(file: EvidenceFile) -> QuerySet[EvidenceFile]:
    """Files of other owners that are this very file, as it came or once it was clean: nc.5.1a.

    A question for whoever reviews them, not a verdict: two colleagues may hand in the one letter that names both.
    """
    same = Q(handed_in_sha256=file.handed_in_sha256) | Q(stored_sha256=file.stored_sha256)
    return EvidenceFile.objects.filter(same).exclude(owner=file.owner_id).order_by("pk")
