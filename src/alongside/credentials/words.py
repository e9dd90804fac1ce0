"""How a page says the status of a certificate: a short word with a mark, and a plain sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.credentials.status import Status


@dataclass(frozen=True, slots=True)
class StatusWords:
    """answer: the mark's look, by the name of an answer; word: beside the mark; says: to anyone who asks."""

    answer: str
    word: Promise
    says: Promise


WORDS: Final[Mapping[Status, StatusWords]] = MappingProxyType(
    {
        Status.APPLIED: StatusWords("conditional", _("Applied for"), _("Applied for, and not granted.")),
        Status.ACTIVE: StatusWords("permitted", _("Active"), _("Certified. The certificate is in force.")),
        Status.RENEWAL_DUE: StatusWords(
            "permitted", _("Renewal due"), _("Certified. The certificate is in force, and due to be renewed.")
        ),
        Status.GRACE: StatusWords(
            "prohibited",
            _("Lapsed, may be renewed"),
            _("Not certified now. The certificate has lapsed, and may still be renewed late."),
        ),
        Status.LAPSED: StatusWords("prohibited", _("Lapsed"), _("Not certified now. The certificate has lapsed.")),
        Status.INACTIVE: StatusWords(
            "prohibited", _("Inactive"), _("Not certified now. The certificate has been set aside for a time.")
        ),
        Status.SUSPENDED: StatusWords(
            "prohibited", _("Suspended"), _("Not certified now. The board has suspended the certificate.")
        ),
        Status.REVOKED: StatusWords(
            "prohibited", _("Revoked"), _("Not certified now. The board has revoked the certificate.")
        ),
        Status.SURRENDERED: StatusWords(
            "silent", _("Given up"), _("Not certified now. The holder has given the certificate up.")
        ),
        Status.DECEASED: StatusWords("silent", _("Ended"), _("No longer in force. The holder has died.")),
    }
)

PRINT_AGAIN: Final[Mapping[Status, Promise]] = MappingProxyType(
    {
        Status.APPLIED: _("Your application is not decided yet, or the first day is still to come. Print it then."),
        Status.GRACE: _("Renew it, late as it is. Once the board has renewed it, print a new one here."),
        Status.LAPSED: _(
            "Ask your board what it takes to be certified again. A paper printed before does not count now."
        ),
        Status.INACTIVE: _("Ask your board to make it active again, then print a new one here."),
        Status.SUSPENDED: _(
            "Ask your board what lifts the suspension. A paper printed before does not count meanwhile."
        ),
        Status.REVOKED: _(
            "Send printed papers back to the board if it asks for them. You may appeal its decision there."
        ),
        Status.SURRENDERED: _("To be certified again, apply to the board anew."),
        Status.DECEASED: _("Its public page goes on to say for which days it was in force."),
    }
)
"""What to do where a certificate is not in force and cannot be printed."""
