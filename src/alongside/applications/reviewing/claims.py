"""What an applicant claims, thing by thing, and whether somebody has held it against its source: nc.5.1, ca.integrity.13."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.applications.models import Application, Check
from alongside.applications.progress import Progress, progress_of
from alongside.applications.sections.kinds import REFERENCES
from alongside.applications.sections.sheets import Claim


@dataclass(frozen=True)
class ClaimAtHand:
    """A claim, the section it stands in and that section's version, and the last check of exactly that."""

    claim: Claim
    kind: str
    version: int
    check: Check | None

    @property
    def is_verified(self) -> bool:
        return self.check is not None and self.check.outcome == Check.Outcome.VERIFIED

    @property
    def is_looked_at(self) -> bool:
        return self.check is not None


def claims_of(progress: Progress) -> list[ClaimAtHand]:
    """Every claim of an application. A section typed anew is to be verified anew."""
    checks = {(check.claim, check.version): check for check in _checks(progress.application)}
    found = []
    for part in progress.parts:
        if part.sheet is None:
            continue
        version = part.section.version if part.section else 0
        found += [
            ClaimAtHand(claim, part.kind.name, version, checks.get((claim.key, version)))
            for claim in part.sheet.claims()
        ]
    for reference in progress.references:
        if reference.answered_at:
            claim = Claim(f"reference-{reference.pk}", _("The reference by %(name)s") % {"name": reference.name})
            found.append(ClaimAtHand(claim, REFERENCES, 1, checks.get((claim.key, 1))))
    return found


def unverified(progress: Progress) -> list[str]:
    """What stands in the way of granting it, in words: claims nobody has verified, and people who have yet to vouch."""
    wanted = progress.asked.count("references") or 0
    answered = sum(reference.answered_at is not None for reference in progress.references)
    waiting = [claim.claim.says for claim in claims_of(progress) if not claim.is_verified]
    return [*waiting, _("a reference that has not come in")] if answered < wanted else waiting


def count_claims(held: Application) -> None:
    """Set how many claims there are and how many are verified. The caller saves the row."""
    found = claims_of(progress_of(held))
    held.claims, held.verified = len(found), sum(claim.is_verified for claim in found)


def _checks(application: Application) -> Sequence[Check]:
    """The oldest first, so that the last one of a claim counts."""
    return list(Check.objects.filter(application=application).select_related("by").order_by("pk"))
