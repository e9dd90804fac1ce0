"""Papers handed in with a section: kept by `evidence`, opened by the applicant and, once it is sent, by those who decide."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from alongside.accounts.models import User
from alongside.applications.models import Application, Section
from alongside.applications.queries import may_review
from alongside.applications.refusals import NotNow
from alongside.evidence.actions import take_in
from alongside.evidence.forms import HandedIn
from alongside.evidence.models import EvidenceFile
from alongside.evidence.opening import register_keeper, register_opener
from alongside.evidence.queries import files_of
from alongside.people.viewer import Viewer

KINDS: Final = "application"
"""Kinds of file begin with it: application-nm-training."""


def add_paper(*, application: Application, kind: str, handed_in: HandedIn, by: User) -> EvidenceFile:
    """Keep a paper with a section that is open. Raises NotNow, NotTheirs, Unfit, TooManyToday, NotKept."""
    closed = Section.objects.filter(application=application, kind=kind, is_locked=True).exists()
    if not application.is_with_applicant or closed:
        raise NotNow
    return take_in(
        owner=application.practitioner,
        kind=file_kind(application, kind),
        file_name=handed_in.file_name,
        data=handed_in.file,
        by=by,
        board=application.board,
    )


def papers_of(application: Application, kind: str = "") -> QuerySet[EvidenceFile]:
    """What was handed in with one section, or with all."""
    rows = files_of(application.practitioner, board=application.board)
    return (
        rows.filter(kind=file_kind(application, kind))
        if kind
        else rows.filter(kind__startswith=f"{_begins(application)}-")
    )


def file_kind(application: Application, kind: str) -> str:
    return f"{_begins(application)}-{kind}"


def decides_on_it(viewer: Viewer, file: EvidenceFile) -> bool:
    """Staff of the board that was sent the application a file belongs to."""
    rows = Application.objects.filter(practitioner=file.owner, board=file.board).select_related("practitioner")
    return any(file.kind.startswith(f"{_begins(row)}-") and may_review(viewer, row) for row in rows)


def was_sent(file: EvidenceFile) -> bool:
    """A paper of an application that was sent stays with it."""
    rows = Application.objects.filter(practitioner=file.owner, submitted_on__isnull=False)
    return any(file.kind.startswith(f"{_begins(row)}-") for row in rows)


def speak_for_papers() -> None:
    """Tell evidence who may open them, and until when they may be withdrawn."""
    register_opener(KINDS, decides_on_it)
    register_keeper(KINDS, was_sent)


def _begins(application: Application) -> str:
    return f"{KINDS}-{application.pk}"
