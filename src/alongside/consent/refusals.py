"""What cannot be signed or told as it was sent, each with what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext as _, ngettext


class NotPossibleNow(ValueError):
    """What was sent cannot stand. The message says what to do."""

    code = "not-possible-now"


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


class TooLong(NotPossibleNow):
    """More words than are kept."""

    code = "too-long"

    def __init__(self, most: int) -> None:
        words = ngettext("Write at most %(most)s character.", "Write at most %(most)s characters.", most)
        super().__init__(words % {"most": most})
