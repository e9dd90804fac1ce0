"""What changed between an adopted edition and the one before it, for those who ask for signatures and those who sign.

nm.preface.1: in words, clause by clause, and in answers, by the facts that are answered otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.rulebook.changes import AnswerChange, answer_changes
from alongside.rulebook.editions import editions_by_digest
from alongside.rulebook.models import Adoption
from alongside.rulebook.queries import adoptions_of, vocabulary
from canon.checking.search import TooWide
from canon.code import Edition
from canon.comparing import diff_editions
from canon.comparing.editions import clause_changes

KINDS: Final = {"added": _("new"), "changed": _("changed"), "removed": _("gone")}


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that is new, changed or gone, in the words it has now, or had."""

    clause: str
    kind: str | Promise
    says: str
    is_gone: bool


@dataclass(frozen=True)
class Changes:
    """What changed. more: answers beyond those shown; is_too_wide: some act reads too many facts to search for answers."""

    clauses: Sequence[Change]
    answers: Sequence[AnswerChange]
    more: int
    is_too_wide: bool


def changes_of(adoption: Adoption, *, most: int) -> Changes | None:
    """What changed from the edition adopted before this one, with at most so many answers; None where this is the first."""
    before = next((row for row in adoptions_of(adoption.code) if row.number < adoption.number), None)
    if before is None:
        return None
    editions = editions_by_digest([before.edition.digest, adoption.edition.digest])
    old, new = editions[before.edition.digest], editions[adoption.edition.digest]
    clauses = list(_clauses(old, new))
    last_day = max(before.from_day, adoption.from_day - timedelta(days=1))
    try:
        found = diff_editions(old, new, vocabulary(), old_day=last_day, new_day=adoption.from_day).behaviour
    except TooWide:
        return Changes(clauses, [], 0, is_too_wide=True)
    return Changes(clauses, answer_changes(found[:most]), max(len(found) - most, 0), is_too_wide=False)


def _clauses(old: Edition, new: Edition) -> Iterator[Change]:
    for change in clause_changes(old, new):
        is_gone = not new.has(change.clause)
        says = (old if is_gone else new).clause(change.clause).says
        yield Change(change.clause, KINDS[change.kind], says, is_gone)
