"""What an unsigned edition may cost the holder of a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from alongside.attestation.models import Campaign
from alongside.attestation.queries import ASKED, must_sign
from alongside.credentials.models import Certificate
from alongside.credentials.risks import Risk
from alongside.credentials.status import Standing
from alongside.ui.amounts import day_words

_SAYS: Final = {
    Campaign.Otherwise.REMINDED: gettext_lazy("Sign the new edition by %(day)s."),
    Campaign.Otherwise.NO_RENEWAL: gettext_lazy(
        "Sign the new edition by %(day)s. After that day the certificate cannot be renewed until you sign."
    ),
    Campaign.Otherwise.INACTIVE: gettext_lazy(
        "Sign the new edition by %(day)s. After that day the certificate is set aside until you sign."
    ),
}


def signature_missing(certificate: Certificate, standing: Standing, today: date) -> Sequence[Risk]:
    """nm.preface.1, nm.preface.4: the edition in force was put to the holders, and this one has not signed it."""
    campaign = must_sign(certificate.holder, certificate.code, today) if standing.status in ASKED else None
    if campaign is None:
        return []
    is_late = today > campaign.sign_by
    says = (
        _("The new edition was to be signed by %(day)s. You can still sign it now.")
        if is_late
        else str(_SAYS[Campaign.Otherwise(campaign.otherwise)])
    )
    costs = is_late and campaign.otherwise != Campaign.Otherwise.REMINDED
    address = reverse("attestation:code", args=[certificate.code])
    return [Risk(says % {"day": day_words(campaign.sign_by)}, costs, address, _("Read and sign"))]
