"""What is not possible here, each with what to do instead."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _, ngettext

from alongside.ui.amounts import clock_words, weekday_words


class NotPossibleNow(ValueError):
    """Something the page offered no longer stands, or cannot be done yet. The message says what to do."""

    code = "not-possible-now"


class AlreadyTheirs(NotPossibleNow):
    """The worker has this person already, or has the offer."""

    code = "already-theirs"

    def __init__(self, worker: str, offered_by: str, at: datetime) -> None:
        words = _(
            "%(worker)s supports this person already, or has the offer: %(name)s made it on %(day)s, %(at)s. Nothing was changed."
        )
        said = {"worker": worker, "name": offered_by, "day": weekday_words(at.date()), "at": clock_words(at)}
        super().__init__(words % said)


class NoLongerOffered(NotPossibleNow):
    """An offer was answered or taken back before. who, at: by whom and when, where that was kept."""

    code = "no-longer-offered"

    def __init__(self, who: str = "", at: datetime | None = None, *, is_taken_back: bool = False) -> None:
        words = _("This offer no longer waits: it was answered or taken back before. Nothing was changed.")
        if who and at is not None:
            words = (
                _("%(name)s took this offer back on %(day)s, %(at)s. Nothing was changed.")
                if is_taken_back
                else _("%(name)s answered this offer on %(day)s, %(at)s. Nothing was changed.")
            )
            words %= {"name": who, "day": weekday_words(at.date()), "at": clock_words(at)}
        super().__init__(words)


class OfferedMeanwhile(NotPossibleNow):
    """Somebody else offered the person after the page was opened. who, worker, at: who did, to whom, and when."""

    code = "offered-meanwhile"

    def __init__(self, who: str, worker: str, at: datetime) -> None:
        words = _(
            "%(name)s offered them to %(worker)s on %(day)s, %(at)s. Offer once more if you want that as well; what you wrote is still here."
        )
        said = {"name": who, "worker": worker, "day": weekday_words(at.date()), "at": clock_words(at)}
        super().__init__(words % said)


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


class DecidedBefore(NotStandingNow):
    """Somebody else was first. The message says who, when, and what they decided."""

    code = "decided-before"

    def __init__(self, who: str, at: datetime, outcome: str) -> None:
        said = {"name": who, "day": weekday_words(at.date()), "at": clock_words(at), "outcome": outcome}
        words = _("%(name)s decided this on %(day)s, %(at)s: %(outcome)s. Nothing was changed; your words are below.")
        ValueError.__init__(self, words % said)


class ToldAnew(NotStandingNow):
    """The worker has said something else of it since. on: the day they did."""

    code = "told-anew"

    def __init__(self, worker: str, on: date) -> None:
        words = _("%(name)s told anew how they know each other, on %(day)s. Read that first; nothing was changed.")
        ValueError.__init__(self, words % {"name": worker, "day": weekday_words(on)})


class EndedBefore(NotStandingNow):
    """An assignment was ended before."""

    code = "ended-before"

    def __init__(self, who: str, on: date) -> None:
        words = _("%(name)s ended this assignment on %(day)s. Nothing was changed.")
        ValueError.__init__(self, words % {"name": who, "day": weekday_words(on)})


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
