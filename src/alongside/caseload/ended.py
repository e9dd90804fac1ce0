"""Whether a person ended service themselves: known by the app above that takes their wish down, asked by those below it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from alongside.caseload.refusals import NotPossibleNow
from alongside.people.models import Person

_told_by: list[Callable[[Person], bool]] = []


class EndedByThem(NotPossibleNow):
    """The person ended service themselves, and nothing new begins."""

    code = "ended-by-them"

    def __init__(self) -> None:
        super().__init__(_("They ended service themselves, and that holds. If they come back, offer support anew."))


def register_ending(has_ended: Callable[[Person], bool]) -> None:
    """Let an app tell whether a person ended service and has not come back. Call it at start, once."""
    if has_ended not in _told_by:
        _told_by.append(has_ended)


def require_not_ended(person: Person) -> None:
    """Raises EndedByThem where the person wished to end: nm.continuation.4, sud.3.18a, ak.rel.8a."""
    if any(has_ended(person) for has_ended in _told_by):
        raise EndedByThem
