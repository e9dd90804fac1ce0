"""What a renewal puts at risk, for the holder's one page: nm.preface.4."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.credentials.models import Certificate
from alongside.credentials.risks import Risk
from alongside.credentials.status import Standing, Status
from alongside.renewals.knowing import renewals_of


def renewal_left(certificate: Certificate, standing: Standing, today: date) -> Sequence[Risk]:
    """A renewal still to ask for, late or in time; one refused; or one that the board has not decided."""
    if standing.through is None or standing.status not in {Status.RENEWAL_DUE, Status.GRACE}:
        return ()
    url = reverse("renewals:one", args=[certificate.token])
    last = renewals_of(certificate).filter(for_through=standing.through).first()
    if last is None:
        is_late = standing.status is Status.GRACE
        says = _("Its renewal is late, and can still be asked for.") if is_late else _("Its renewal is open.")
        return (Risk(says, is_late, url, _("Renew it")),)
    if not hasattr(last, "decision"):
        return (Risk(_("You have asked for its renewal. The board has not decided yet."), False, url, _("Look at it")),)
    return (Risk(_("The board has not renewed it yet, and says why."), False, url, _("Read why, and ask again")),)
