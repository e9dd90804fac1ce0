"""What is not possible here, each with what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from alongside.caseload.refusals import DecidedBefore, NoLongerTheirs, NotPossibleNow, TooLong
from alongside.ui.amounts import clock_words, weekday_words

__all__ = [
    "AgainstTheirWish",
    "DecidedBefore",
    "NeedsWords",
    "NoLongerTheirs",
    "NotOverYet",
    "NotPossibleNow",
    "NotStandingNow",
    "NotWhole",
    "OddTimes",
    "SettledElsewhere",
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
    """A contact has its note already: another page or device was first. at: when it was signed, where it happened."""

    code = "written-already"

    def __init__(self, at: datetime | None = None) -> None:
        words = _("This contact has its note already, from another page or device. What you typed is kept beside it.")
        if at is not None:
            words = _(
                "You signed this on %(day)s, %(at)s, on another page or device. What you typed is kept beside it."
            ) % {
                "day": weekday_words(at.date()),
                "at": clock_words(at),
            }
        super().__init__(words)


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


class SettledElsewhere(NotStandingNow):
    """It was settled from another page or device. The message says how, and when where that is known."""

    code = "settled-elsewhere"

    def __init__(self, how: str, day: date | None = None) -> None:
        words = _("This was settled before: %(how)s. Nothing was changed.") % {"how": how}
        if day is not None:
            words = _("This was settled on %(day)s: %(how)s. Nothing was changed; your words are below.") % {
                "day": weekday_words(day),
                "how": how,
            }
        ValueError.__init__(self, words)


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
