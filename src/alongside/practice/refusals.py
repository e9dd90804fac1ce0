"""What is not possible here, each with what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.caseload.refusals import NotPossibleNow, TooLong

__all__ = [
    "EndedByThem",
    "NeedsWords",
    "NoLongerTheirs",
    "NotPossibleNow",
    "NotStandingNow",
    "NotWhole",
    "OddTimes",
    "StillToCome",
    "TooLong",
    "WrittenAlready",
]


class OddTimes(NotPossibleNow):
    """Times that cannot be of one contact."""

    code = "odd-times"


class StillToCome(NotPossibleNow):
    """A contact was to be written down that has not taken place."""

    code = "still-to-come"

    def __init__(self) -> None:
        super().__init__(_("This lies in the future. Plan it, and write it down once it took place."))


class WrittenAlready(NotPossibleNow):
    """A contact has its note already: another page or device was first."""

    code = "written-already"

    def __init__(self) -> None:
        super().__init__(
            _("This contact has its note already, from another page or device. What you typed is below; add it there.")
        )


class NotStandingNow(NotPossibleNow):
    """What was to be changed was settled before."""

    code = "not-standing-now"

    def __init__(self) -> None:
        super().__init__(_("This was settled before. Nothing was changed."))


class NoLongerTheirs(NotPossibleNow):
    """The person was given to somebody else since the page was opened."""

    code = "no-longer-theirs"

    def __init__(self) -> None:
        super().__init__(
            _("You no longer support this person. What you write of the time before is still kept; plan nothing new.")
        )


class EndedByThem(NotPossibleNow):
    """The person ended service themselves, and nothing new is planned."""

    code = "ended-by-them"

    def __init__(self) -> None:
        super().__init__(_("They ended service themselves, and that holds. If they come back, offer support anew."))


class NeedsWords(NotPossibleNow):
    """Words that others will rely on were left empty."""

    code = "needs-words"

    def __init__(self) -> None:
        super().__init__(_("Write a line. Whoever reads it later relies on it."))


class NotWhole(NotPossibleNow):
    """Somebody else takes part, and something about them was left open."""

    code = "not-whole"
