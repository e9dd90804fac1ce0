"""What is not possible here, each with what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext as _


class NotPossibleNow(ValueError):
    """Something the page offered no longer stands. The message says what to do."""

    code = "not-possible-now"


class ChangedMeanwhile(NotPossibleNow):
    """Somebody changed it after the page was opened. Nothing was changed."""

    code = "changed-meanwhile"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(name)s changed this after you opened the page. Look at it as it stands now, then change it again.")
            % {"name": name}
        )


class NoLongerListed(NotPossibleNow):
    """It was taken off the list before."""

    code = "no-longer-listed"

    def __init__(self) -> None:
        super().__init__(_("This was taken off the list before. Put it back first, if it is there after all."))


class AnsweredBefore(NotPossibleNow):
    """What was said to be wrong was answered before."""

    code = "answered-before"

    def __init__(self) -> None:
        super().__init__(_("This was answered before. Nothing was changed."))


class DayAhead(NotPossibleNow):
    """A check on a day that is still to come."""

    code = "day-ahead"

    def __init__(self) -> None:
        super().__init__(_("The day it was checked is still to come. Give the day you looked, today at the latest."))
