"""What declarations tell a ruling: that the supervisor was told. Ties and what was decided of them the caseload tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from alongside.declarations.queries import conflicts_declared
from alongside.rulings.register import Asking, Known, Subject, register_source, seen_by
from alongside.rulings.stating import Record

REGISTER: Final = Record("declared", to_worker=_("You declared it"), to_others=_("Declared by the worker"))


def supervisors_told(subjects: Sequence[Subject], asking: Asking) -> Mapping[Subject, Known]:
    """That a worker told their supervisor of a tie or conflict with a person. Of one that was not declared it says nothing:
    it may have been told by word of mouth."""
    about = [s for s in seen_by(asking.by, subjects) if s.person_id is not None]
    rows = conflicts_declared([s.worker for s in about]).filter(
        person__in=[s.person_id for s in about], declared_on__lte=asking.on
    )
    first: dict[tuple[int, int | None], Known] = {}
    for row in rows:
        first.setdefault((row.worker_id, row.person_id), Known(True, since=row.declared_on))
    return {s: first[key] for s in about if (key := (s.worker.pk, s.person_id)) in first}


def register_facts() -> None:
    """Put them in the register."""
    register_source("supervisor.was_told", supervisors_told, record=REGISTER)
