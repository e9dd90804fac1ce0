"""How a person wishes to be reached and met: by which way, when, and for what. Kept with what is essential, asked before a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from alongside.ui.amounts import clock_words


class Way(StrEnum):
    """A way to reach somebody or to meet."""

    CALL = "call"
    VOICEMAIL = "voicemail"
    TEXT = "text"
    EMAIL = "email"
    VIDEO = "video"
    MAIL = "mail"
    HOME = "home"


class WhatFor(StrEnum):
    """What a way is for."""

    ANYTHING = "anything"
    TALKING = "talking"
    APPOINTMENTS = "appointments"
    URGENT = "urgent"


WAYS: Final[dict[Way, str | Promise]] = {
    Way.CALL: gettext_lazy("A phone call"),
    Way.VOICEMAIL: gettext_lazy("Voicemail"),
    Way.TEXT: gettext_lazy("A text or message"),
    Way.EMAIL: gettext_lazy("E-mail"),
    Way.VIDEO: gettext_lazy("Video"),
    Way.MAIL: gettext_lazy("A letter"),
    Way.HOME: gettext_lazy("A visit at home"),
}
WHAT_FOR: Final[dict[WhatFor, str | Promise]] = {
    WhatFor.ANYTHING: gettext_lazy("Anything"),
    WhatFor.TALKING: gettext_lazy("Talking with each other"),
    WhatFor.APPOINTMENTS: gettext_lazy("Appointments"),
    WhatFor.URGENT: gettext_lazy("What cannot wait"),
}
DAYS: Final[dict[str, str | Promise]] = {
    "1": gettext_lazy("Monday"),
    "2": gettext_lazy("Tuesday"),
    "3": gettext_lazy("Wednesday"),
    "4": gettext_lazy("Thursday"),
    "5": gettext_lazy("Friday"),
    "6": gettext_lazy("Saturday"),
    "7": gettext_lazy("Sunday"),
}
MEETING: Final = frozenset({WhatFor.ANYTHING, WhatFor.TALKING})
"""What a planned contact is."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing a person said. days: "12345", Monday first; opens, closes: "09:00", past midnight where closes comes first.

    is_welcome: yes, within these days and hours and for this; else not within them. Empty days are every day, empty hours all day.
    """

    way: Way
    is_welcome: bool
    days: str = ""
    opens: str = ""
    closes: str = ""
    what_for: WhatFor = WhatFor.ANYTHING

    def words(self) -> str:
        """ "A phone call: yes, Monday, Tuesday, 9:00 am to 5:00 pm, for appointments"."""
        said = [_("yes") if self.is_welcome else _("no")]
        if self.days and len(self.days) < len(DAYS):
            said.append(", ".join(str(DAYS[day]) for day in self.days))
        if self.opens and self.closes:
            hours = {"opens": clock_words(_hour(self.opens)), "closes": clock_words(_hour(self.closes))}
            said.append(_("%(opens)s to %(closes)s") % hours)
        if self.what_for is not WhatFor.ANYTHING:
            said.append(_("for: %(what)s") % {"what": WHAT_FOR[self.what_for]})
        return f"{WAYS[self.way]}: {', '.join(said)}"

    def covers(self, begins: datetime, ends: datetime) -> bool:
        """Whether all of that time lies in its days and hours. Both moments where the agency is."""
        return any(opens <= begins and ends <= closes for opens, closes in self._windows(begins, ends))

    def touches(self, begins: datetime, ends: datetime) -> bool:
        """Whether any of that time does."""
        return any(opens < ends and begins < closes for opens, closes in self._windows(begins, ends))

    def _windows(self, begins: datetime, ends: datetime) -> Iterable[tuple[datetime, datetime]]:
        is_all_day = not (self.opens and self.closes) or self.opens == self.closes
        opens, closes = (time(0), time(0)) if is_all_day else (_hour(self.opens), _hour(self.closes))
        day = begins.date() - timedelta(days=1)
        while day <= ends.date():
            if not self.days or str(day.isoweekday()) in self.days:
                last = day if closes > opens else day + timedelta(days=1)
                yield datetime.combine(day, opens, begins.tzinfo), datetime.combine(last, closes, begins.tzinfo)
            day += timedelta(days=1)


def broken_by(wishes: Sequence[Wish], ways: Iterable[Way], begins: datetime, ends: datetime) -> list[Wish]:
    """Which wishes a meeting at that time by one of these ways goes against. Both moments where the agency is."""
    about = [own for own in wishes if own.way in set(ways)]
    against = [own for own in about if not own.is_welcome and own.what_for in MEETING and own.touches(begins, ends)]
    for way in dict.fromkeys(own.way for own in about if own.is_welcome):
        yes = [own for own in about if own.is_welcome and own.way is way]
        if not any(own.what_for in MEETING and own.covers(begins, ends) for own in yes):
            against += yes
    return against


def read_wishes(data: Iterable[dict[str, Any]]) -> tuple[Wish, ...]:
    """Back from what was sealed."""
    return tuple(
        Wish(**own | {"way": Way(own["way"]), "what_for": WhatFor(own["what_for"])})
        for own in data
        if own.get("way") in WAYS
    )


def _hour(said: str) -> time:
    return time.fromisoformat(said)
