"""What is not possible here, each with what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from alongside.caseload.refusals import NotPossibleNow, TooLong
from alongside.ui.amounts import weekday_words

__all__ = [
    "AgainstTheirWish",
    "NeedsWords",
    "NoLongerTheirs",
    "NotOverYet",
    "NotPossibleNow",
    "NotStandingNow",
    "NotWhole",
    "OddTimes",
    "StillToCome",
    "TooLong",
    "TwoHands",
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


class NotOverYet(StillToCome):
    """A contact was to be written down that goes on still."""

    code = "not-over-yet"

    def __init__(self) -> None:
        ValueError.__init__(
            self, _("By our clock this is not over yet. Sign it once it is, or put the time right; your draft is kept.")
        )


class WrittenAlready(NotPossibleNow):
    """A contact has its note already: another page or device was first."""

    code = "written-already"

    def __init__(self) -> None:
        super().__init__(
            _("This contact has its note already, from another page or device. What you typed is below; add it there.")
        )


class TwoHands(NotPossibleNow):
    """A note was typed in two places, and nobody has looked at both."""

    code = "two-hands"

    def __init__(self) -> None:
        super().__init__(_("This was written in two places. Both are kept. Look at them, and choose."))


class NotStandingNow(NotPossibleNow):
    """What was to be changed was settled before."""

    code = "not-standing-now"

    def __init__(self) -> None:
        super().__init__(_("This was settled before. Nothing was changed."))


class NoLongerTheirs(NotPossibleNow):
    """The person was given to somebody else since the page was opened. ended: who ended it, and on which day, where that is known."""

    code = "no-longer-theirs"

    def __init__(self, ended: tuple[str, date] | None = None) -> None:
        now = _("You no longer support this person. What you write of the time before is still kept; plan nothing new.")
        if ended is not None:
            said = _("%(name)s ended this assignment on %(day)s.")
            now = f"{said % {'name': ended[0], 'day': weekday_words(ended[1])}} {now}"
        super().__init__(now)


class AgainstTheirWish(NotPossibleNow):
    """A plan goes against how the person wishes to be reached. wishes: those, in words."""

    code = "against-their-wish"

    def __init__(self, wishes: Sequence[str]) -> None:
        self.wishes = wishes
        super().__init__(
            _(
                "They asked for something else. Choose another way or time; or, if they said yes to this one, tick it below."
            )
        )


class NeedsWords(NotPossibleNow):
    """Words that others will rely on were left empty."""

    code = "needs-words"

    def __init__(self) -> None:
        super().__init__(_("Write a line. Whoever reads it later relies on it."))


class NotWhole(NotPossibleNow):
    """Somebody else takes part, and something about them was left open."""

    code = "not-whole"
