"""What cannot be signed or told as it was sent, each with what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.caseload.refusals import NotPossibleNow, TooLong

__all__ = [
    "NotPossibleNow",
    "NotWhole",
    "OddDays",
    "SentAsAnother",
    "StillToCome",
    "TooLong",
]


class NotWhole(NotPossibleNow):
    """A release without something that makes it one."""

    code = "release-not-whole"


class OddDays(NotPossibleNow):
    """Days that cannot be of one release."""

    code = "odd-days"


class StillToCome(NotPossibleNow):
    """Something was to be put on record that has not happened."""

    code = "still-to-come"

    def __init__(self) -> None:
        super().__init__(_("This lies in the future. Ask first, and it is kept once you tell it."))


class SentAsAnother(NotPossibleNow):
    """The same form was sent before with something else in it."""

    code = "sent-as-another"

    def __init__(self) -> None:
        super().__init__(_("This form was sent before with something else in it. Open a new one."))
