"""The letters of a board that are in use, and those that were sent."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.credentials.letters.models import LetterTemplate, SentLetter
from alongside.credentials.models import Certificate
from alongside.people.models import Board, RoleKind
from alongside.people.viewer import Viewer


def newest_of(board: Board, name: str, language: str) -> LetterTemplate | None:
    """The newest version of a letter, in use or not."""
    rows = LetterTemplate.objects.filter(board=board, name=name, language=language)
    return rows.order_by("-version").first()


def letters_in_use(board: Board) -> QuerySet[LetterTemplate]:
    """The newest version of each letter that is not set aside, by name."""
    newer = LetterTemplate.objects.filter(
        board=OuterRef("board"), name=OuterRef("name"), language=OuterRef("language"), version__gt=OuterRef("version")
    )
    rows = LetterTemplate.objects.filter(~Exists(newer), board=board, is_retired=False)
    return rows.order_by("name", "language")


def versions_of(template: LetterTemplate) -> QuerySet[LetterTemplate]:
    """Every version of the same letter, the newest first."""
    rows = LetterTemplate.objects.filter(board=template.board, name=template.name, language=template.language)
    return rows.order_by("-version")


def letters_seen_by(viewer: Viewer) -> QuerySet[SentLetter]:
    """The letters that this viewer may read: those to themself, and those of their board."""
    mine = Q(holder__user=viewer.user) | Q(board__in=viewer.boards_as(RoleKind.BOARD_STAFF))
    return SentLetter.objects.filter(mine).select_related("board", "certificate", "holder").order_by("-pk")


def letters_about(certificate: Certificate) -> QuerySet[SentLetter]:
    """What the board wrote about a certificate, the newest first."""
    return SentLetter.objects.filter(certificate=certificate).order_by("-pk")
