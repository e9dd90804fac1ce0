"""How amounts, days and hours are written for people: US English and Spanish.

The weekday stands near a date, money always shows its cents, hours drop idle zeros. Nothing here reads a clock.
"""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from django.utils.translation import get_language, gettext, ngettext

_MONTHS: Final = {
    "en": "January February March April May June July August September October November December".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
_WEEKDAYS: Final = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "es": "lunes martes miércoles jueves viernes sábado domingo".split(),
}
_NUMBERS: Final = {
    "en": "zero one two three four five six seven eight nine ten".split(),
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez".split(),
}


def _speech() -> str:
    return "es" if (get_language() or "en").startswith("es") else "en"


def money_words(dollars: Decimal | int | str) -> str:
    """`Decimal("30")` -> "$30.00"; `Decimal("-1250.5")` -> "-$1,250.50". The same in both languages, as in the US."""
    amount = Decimal(dollars)
    sign = "-" if amount < 0 else ""
    return f"{sign}${abs(amount):,.2f}"


def day_words(day: date) -> str:
    """ "November 19, 2026" / "19 de noviembre de 2026"."""
    speech = _speech()
    month = _MONTHS[speech][day.month - 1]
    if speech == "es":
        return f"{day.day} de {month} de {day.year}"
    return f"{month} {day.day}, {day.year}"


def weekday_words(day: date) -> str:
    """ "Thursday, November 19" / "jueves 19 de noviembre": for days near enough to need no year."""
    speech = _speech()
    month, weekday = _MONTHS[speech][day.month - 1], _WEEKDAYS[speech][day.weekday()]
    if speech == "es":
        return f"{weekday} {day.day} de {month}"
    return f"{weekday}, {month} {day.day}"


def clock_words(moment: datetime | time) -> str:
    """ "6:30 pm" / "6:30 p. m.". The moment is shown in the zone it carries: convert it first."""
    half = ("a. m.", "p. m.") if _speech() == "es" else ("am", "pm")
    return f"{moment.hour % 12 or 12}:{moment.minute:02d} {half[moment.hour >= 12]}"


def hours_words(hours: Decimal | float | int | str) -> str:
    """`Decimal("1.250")` -> "1.25 h"; whole hours carry no point."""
    amount = Decimal(str(hours)).quantize(Decimal("0.01")).normalize()
    return f"{amount:f} h"


def number_words(count: int, *, before_noun: bool = False) -> str:
    """Small counts as words, as sentences want them: 2 -> "two" / "dos"; from eleven on, digits.

    Spanish counts a feminine noun as "una"; `before_noun` says that one follows (the nouns we count are feminine).
    """
    names = _NUMBERS[_speech()]
    if before_noun and count == 1 and _speech() == "es":
        return "una"
    return names[count] if 0 <= count < len(names) else f"{count:,}"


def days_left_words(days: int) -> str:
    """What is left, as a clock says it: "6 days left", "ends today", "2 days past"."""
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    if days == 0:
        return gettext("ends today")
    return ngettext("%(days)d day past", "%(days)d days past", -days) % {"days": -days}
