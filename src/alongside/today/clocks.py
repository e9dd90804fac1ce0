"""How long what waits for a decision can still wait, as a tag says it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _, ngettext

from alongside.rulings.models import Referral
from alongside.ui.amounts import weekday_words


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock's words and the state of its tag: late (today or past), soon, calm."""

    state: str
    words: str
    is_late: bool


def clock_of(referral: Referral, today: date) -> Clock:
    """What is left until the day a question should be decided."""
    if not referral.is_waiting:
        return Clock("calm", _("Decided"), is_late=False)
    return clock_until(referral.due_on, today)


def clock_until(due_on: date, today: date) -> Clock:
    """What is left until the day by which something should be decided."""
    left = (due_on - today).days
    if left < 0:
        late = ngettext("%(days)d day late", "%(days)d days late", -left) % {"days": -left}
        return Clock("late", late, is_late=True)
    if left == 0:
        return Clock("late", _("Answer today"), is_late=False)
    return Clock("soon" if left == 1 else "calm", _("Answer by %(day)s") % {"day": weekday_words(due_on)}, False)
