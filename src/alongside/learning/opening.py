"""Who opens the files that prove what was learned, and until when one may be withdrawn."""

from alongside.evidence.models import EvidenceFile
from alongside.learning.models import LearningEntry
from alongside.people.models import RoleKind
from alongside.people.viewer import Viewer


def board_counts_it(viewer: Viewer, file: EvidenceFile) -> bool:
    """The staff of a board that was asked to count what it proves."""
    boards = viewer.boards_as(RoleKind.BOARD_STAFF)
    return bool(boards) and LearningEntry.objects.filter(evidence=file, board__in=boards).exists()


def is_logged(file: EvidenceFile) -> bool:
    """Whether an entry rests on it."""
    return LearningEntry.objects.filter(evidence=file).exists()
