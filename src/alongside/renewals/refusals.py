"""What cannot be done here, in words that say what to do instead. Nothing was changed."""

from __future__ import annotations

from django.utils.translation import gettext as _


class NotPossible(ValueError):
    """Base of them all; `code` is stable."""

    code = "not-possible"


class NotOpen(NotPossible):
    """The renewal is not open."""

    code = "not-open"

    def __init__(self) -> None:
        super().__init__(_("This certificate cannot be renewed now. Its page says from which day, or what else to do."))


class ApplyAnew(NotPossible):
    """Grace is over, and this board asks for a new application."""

    code = "apply-anew"

    def __init__(self) -> None:
        super().__init__(_("The time to renew it is over. Apply for it anew."))


class MustSign(NotPossible):
    """The board renews nobody who has not signed the edition in force."""

    code = "must-sign"

    def __init__(self) -> None:
        super().__init__(_("Read and sign the edition in force first. Your board renews nobody without."))


class AlreadyAsked(NotPossible):
    """It was asked for before."""

    code = "already-asked"

    def __init__(self) -> None:
        super().__init__(_("You have asked for this renewal already. This is how it stands."))


class AlreadyDecided(NotPossible):
    """Somebody else was quicker."""

    code = "already-decided"

    def __init__(self) -> None:
        super().__init__(_("A colleague has decided this already. This is what they decided."))


class StillToCome(NotPossible):
    """A day that has not come."""

    code = "still-to-come"

    def __init__(self) -> None:
        super().__init__(_("This day is still to come. Choose the day on which it happened."))


class NoReason(NotPossible):
    """A refusal without a reason."""

    code = "no-reason"

    def __init__(self) -> None:
        super().__init__(_("Say why: the holder has a right to know, and to answer."))


class NobodyToDraw(NotPossible):
    """An audit over a period in which nobody renewed."""

    code = "nobody-to-draw"

    def __init__(self) -> None:
        super().__init__(_("Nobody renewed in these days, so there is nothing to draw from. Choose other days."))
