"""Minutes and shortfalls in words: "45 minutes more by Monday, November 30"."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext

from alongside.supervision.counting import Minimum
from alongside.supervision.owing import Owes
from alongside.ui.amounts import day_words, number_words, weekday_words


def minutes_words(minutes: int) -> str:
    """ "45 minutes", "1 hour", "1 hour 15 minutes"."""
    hours, rest = divmod(minutes, 60)
    said = []
    if hours:
        said.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if rest or not hours:
        said.append(ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest})
    return " ".join(said)


def brief(minutes: int) -> str:
    """Where room is short: "45 min", "1 h 15 min"."""
    hours, rest = divmod(minutes, 60)
    said = [_("%(n)d h") % {"n": hours}] if hours else []
    if rest or not hours:
        said.append(_("%(n)d min") % {"n": rest})
    return " ".join(said)


def brief_short(minimum: Minimum) -> str:
    """What is missing, where room is short: "1 session, 1 h 15 min"."""
    sessions = minimum.sessions.short
    said = [ngettext("%(n)d session", "%(n)d sessions", sessions) % {"n": sessions}] if sessions else []
    if minimum.minutes and minimum.minutes.short:
        said.append(brief(minimum.minutes.short))
    return ", ".join(said)


def sessions_words(count: int) -> str:
    """ "one session", "two sessions"."""
    said = ngettext("%(n)s session", "%(n)s sessions", count)
    return said % {"n": number_words(count, before_noun=True)}


def short_words(minimum: Minimum) -> str:
    """What to book, counted as if all that is booked takes place: "one session and 45 minutes"; empty where nothing."""
    sessions = minimum.sessions.short
    minutes = minimum.minutes.short if minimum.minutes else 0
    if sessions and minutes:
        return _("%(sessions)s and %(minutes)s") % {
            "sessions": sessions_words(sessions),
            "minutes": minutes_words(minutes),
        }
    return sessions_words(sessions) if sessions else minutes_words(minutes) if minutes else ""


def to_book(minimum: Minimum) -> str:
    """The same as one books it: a single session is as long as what is missing."""
    if minimum.sessions.short <= 1 and minimum.minutes and minimum.minutes.short:
        return minutes_words(minimum.minutes.short)
    return short_words(minimum)


def forecast(minimum: Minimum) -> str:
    """Where a month stands, in a sentence."""
    by = weekday_words(minimum.due)
    if minimum.falls_short:
        return capfirst(_("%(what)s more by %(day)s") % {"what": short_words(minimum), "day": by})
    if minimum.sessions.missing or (minimum.minutes and minimum.minutes.missing):
        return _("On course, with what is booked until %(day)s") % {"day": by}
    return _("Met for this month")


def when_owed(own: Owes) -> str:
    """ "Late since November 3, 2026", "By Monday, November 30", or that no day is set."""
    if own.since is not None:
        return _("Late since %(day)s") % {"day": day_words(own.since)}
    if own.is_late:
        return _("Late")
    return _("By %(day)s") % {"day": weekday_words(own.next_due)} if own.next_due else _("Still to be done")


def how_often_owed(own: Owes) -> str:
    """ "3 of these": where it is owed more than once."""
    count = own.late or own.due
    return ngettext("%(n)s of these", "%(n)s of these", count) % {"n": count} if count > 1 else ""
