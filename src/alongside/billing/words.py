"""What holds a bill, in plain words: why, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.billing.month import Why


@dataclass(frozen=True, slots=True)
class Words:
    """why: what stands against it; way_out: who does what next, empty where there is none."""

    why: str | Promise
    way_out: str | Promise


WORDS: Final[dict[Why, Words]] = {
    Why.RULING: Words(
        _("A clause speaks against it."),
        _("The supervisor looks at it with the worker and decides. What a clause prohibits is not billed."),
    ),
    Why.OVERLAP: Words(
        _("The worker would be in two places at one time."),
        _("The supervisor looks at both, and keeps one of them off the bill."),
    ),
    Why.OTHER_WAITS: Words(
        _("Another contact of that time is being looked at."),
        _("It is ready as soon as the other one is decided."),
    ),
    Why.PERSON_TWICE: Words(
        _("The person would have had two services at one time."),
        _("Exporting brings it to the supervisor, who keeps one of them off the bill."),
    ),
    Why.TOO_LONG: Words(
        _("More time than a day can hold."),
        _("The supervisor looks at the worker’s whole day and decides what it was."),
    ),
    Why.SAME_WORDS: Words(
        _("Its note has the same words as another."),
        _("The supervisor asks what was done, and the worker puts it right beside the note."),
    ),
    Why.ENDED: Words(
        _("Service had ended by then."),
        _("The supervisor looks at it with the worker. What took place after the end is not billed."),
    ),
    Why.UNASSIGNED: Words(
        _("The worker was not assigned to the person on that day."),
        _("The supervisor decides, and offers the person to the worker if they are to go on."),
    ),
    Why.NO_CODE: Words(
        _("No service code is on file for this kind of service on that day."),
        _("Say which code applies, and from when."),
    ),
    Why.TOO_SHORT: Words(_("It is shorter than one unit."), ""),
    Why.NOT_WITH_PERSON: Words(_("It was with somebody else about the person."), ""),
    Why.DECIDED: Words(_("The supervisor decided that it is not billed."), ""),
}
