"""What is not possible here, each with what to do instead."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _, ngettext

from alongside.ui.amounts import weekday_words


class NotPossibleNow(ValueError):
    """Something the page offered no longer stands, or cannot be done yet. The message says what to do."""

    code = "not-possible-now"


class AlreadyTheirs(NotPossibleNow):
    """The worker has this person already, or has the offer."""

    code = "already-theirs"

    def __init__(self, worker: str) -> None:
        super().__init__(_("%(worker)s supports this person already, or has the offer.") % {"worker": worker})


class NoLongerOffered(NotPossibleNow):
    """An offer was answered or taken back before."""

    code = "no-longer-offered"

    def __init__(self) -> None:
        super().__init__(_("This offer no longer waits: it was answered or taken back before. Nothing was changed."))


class NoLongerTheirs(NotPossibleNow):
    """The person was given to somebody else since the page was opened. ended: who ended it, and on which day, where that is known."""

    code = "no-longer-theirs"

    def __init__(self, ended: tuple[str, date] | None = None) -> None:
        now = _("You no longer support this person. What you write of the time before is still kept; plan nothing new.")
        if ended is not None:
            said = _("%(name)s ended this assignment on %(day)s.")
            now = f"{said % {'name': ended[0], 'day': weekday_words(ended[1])}} {now}"
        super().__init__(now)


class LeavesThemAlone(NotPossibleNow):
    """Ending this would leave a person without anybody."""

    code = "leaves-them-alone"

    def __init__(self) -> None:
        super().__init__(_("This would leave them with nobody. Let somebody else take over first, then end it."))


class MoreThanUsual(NotPossibleNow):
    """One more is more than one worker usually has, and nobody said why."""

    code = "more-than-usual"

    def __init__(self, worker: str, most: int) -> None:
        words = _(
            "With this one, %(worker)s would have more than the usual %(most)s. Say why it is right all the same."
        )
        super().__init__(words % {"worker": worker, "most": most})


class CannotServeNow(NotPossibleNow):
    """The worker to whom somebody is to be offered may not take anybody on."""

    code = "cannot-serve-now"


class NotStandingNow(NotPossibleNow):
    """What was to be ended, returned from or answered has ended before."""

    code = "not-standing-now"

    def __init__(self) -> None:
        super().__init__(_("This was ended or answered before. Nothing was changed."))


class NeedsReview(NotPossibleNow):
    """Bounds were set without a day to look at them again."""

    code = "needs-review"

    def __init__(self) -> None:
        super().__init__(_("Choose a day still to come on which you look at these bounds again together."))


class NeedsWords(NotPossibleNow):
    """A reason that others will rely on was left empty."""

    code = "needs-words"

    def __init__(self) -> None:
        super().__init__(_("Say why in a few words. Whoever looks into it later reads them."))


class NotSaid(NotPossibleNow):
    """Whether who a person is, is the reason, was left open by somebody who is able to serve."""

    code = "not-said"

    def __init__(self) -> None:
        super().__init__(_("Say whether it is because of who a person is. If you are not able just now, nobody asks."))


class NotAgreed(NotPossibleNow):
    """Somebody was to be put on a team without the person's yes."""

    code = "not-agreed"

    def __init__(self) -> None:
        super().__init__(_("Ask them first: their team is theirs to choose."))


class TooLong(NotPossibleNow):
    """More words than are kept."""

    code = "too-long"

    def __init__(self, most: int) -> None:
        words = ngettext("Write at most %(most)s character.", "Write at most %(most)s characters.", most)
        super().__init__(words % {"most": most})
