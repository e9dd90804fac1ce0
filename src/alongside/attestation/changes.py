"""What changed between an adopted edition and the one before it, for those who are asked to sign. nm.preface.1"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.rulebook.editions import editions_by_digest
from alongside.rulebook.models import Adoption
from alongside.rulebook.queries import adoptions_of
from canon.comparing.editions import clause_changes

KINDS: Final = {"added": _("new"), "changed": _("changed"), "removed": _("gone")}


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that is new, changed or gone, in the words it has now, or had."""

    clause: str
    kind: str | Promise
    says: str
    is_gone: bool


def changes_of(adoption: Adoption) -> Sequence[Change] | None:
    """What changed from the edition adopted before this one; None where this is the first."""
    before = next((row for row in adoptions_of(adoption.code) if row.number < adoption.number), None)
    if before is None:
        return None
    editions = editions_by_digest([before.edition.digest, adoption.edition.digest])
    old, new = editions[before.edition.digest], editions[adoption.edition.digest]
    return [
        Change(
            change.clause,
            KINDS[change.kind],
            (new if new.has(change.clause) else old).clause(change.clause).says,
            not new.has(change.clause),
        )
        for change in clause_changes(old, new)
    ]
