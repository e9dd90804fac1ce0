"""What is not possible here, each with what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext as _, ngettext


class NotPossibleNow(ValueError):
    """Something the page offered no longer stands, or lacks what it needs. `field` is the one to look at, if there is one."""

    code = "not-possible-now"
    field = ""


class OddDay(NotPossibleNow):
    """A day that does not fit the door."""

    code = "odd-day"
    field = "on"


class StillToCome(OddDay):
    """Said to have happened on a day that is still to come."""

    def __init__(self) -> None:
        super().__init__(_("That day is still to come. If it is about to happen, choose that; or give the day it was."))


class PastAlready(OddDay):
    """Said to be about to happen on a day that has passed."""

    def __init__(self) -> None:
        super().__init__(
            _("That day has passed. If it took place, choose “It has happened”: that is always taken down.")
        )


class TooFarAhead(OddDay):
    """More than a year ahead."""

    def __init__(self) -> None:
        super().__init__(_("That is more than a year ahead. Choose a nearer day, and declare it again then."))


class LongPast(OddDay):
    """A day so long past that it is a slip of the finger."""

    def __init__(self) -> None:
        super().__init__(_("That is more than a hundred years ago. Look at the year."))


class OddSum(NotPossibleNow):
    """A sum that no table holds."""

    code = "odd-sum"
    field = "amount"

    def __init__(self) -> None:
        super().__init__(_("Write dollars, or dollars and cents: 30 or 29.99."))


class NeedsContext(NotPossibleNow):
    """A code asks that the context be weighed, on record."""

    code = "needs-context"
    field = "context"

    def __init__(self) -> None:
        super().__init__(_("Your code asks for this to be weighed and written down. A line is enough."))


class NeedsWords(NotPossibleNow):
    """Words that others rely on were left empty."""

    code = "needs-words"
    field = "words"

    def __init__(self) -> None:
        super().__init__(_("Say it in a line. Whoever reads it later relies on these words."))


class NeedsWho(NotPossibleNow):
    """A tie to nobody."""

    code = "needs-who"
    field = "who"

    def __init__(self) -> None:
        super().__init__(
            _("Say who it is. If they are not on your list, choose how you know them and write their name.")
        )


class NeedsTie(NotPossibleNow):
    """Every question about an earlier tie was answered with no."""

    code = "needs-tie"

    def __init__(self) -> None:
        super().__init__(_("By these answers you do not know each other, so there is nothing to declare."))


class TooLong(NotPossibleNow):
    """More words than are kept."""

    code = "too-long"
    field = "words"

    def __init__(self, most: int) -> None:
        words = ngettext("Write at most %(most)s character.", "Write at most %(most)s characters.", most)
        super().__init__(words % {"most": most})


class NeedsReview(NotPossibleNow):
    """Bounds without a day to look at them again, or a day that is no longer to come."""

    code = "needs-review"
    field = "review_on"

    def __init__(self) -> None:
        super().__init__(_("Name the day on which you both look at it again. It has to be still to come."))


class StaysOff(NotPossibleNow):
    """What a code prohibits no supervisor can let stay."""

    code = "stays-off"
    field = "decision"

    def __init__(self) -> None:
        super().__init__(
            _("The code prohibits this, and no supervisor can let it stay. Say how it is undone or put right.")
        )


class DecidedMeanwhile(NotPossibleNow):
    """Somebody decided it after the page was opened."""

    code = "decided-meanwhile"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(name)s decided this after you opened the page. Look at it as it stands now.") % {"name": name}
        )


class NothingToUndo(NotPossibleNow):
    """There is no decision that asks for something to be undone."""

    code = "nothing-to-undo"

    def __init__(self) -> None:
        super().__init__(_("Nothing waits to be undone here. Look at it as it stands now."))
