"""The values that facts and parameters hold, and how each is written in a file.

Money is a Decimal of US dollars with whole cents, written `"25.00 USD"`. Hours are a Decimal, written `"2 hours"`.
A time span counts days, calendar months or years, written `"60 days"`.
"""

from __future__ import annotations

import enum
import re
import reprlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias, cast

CENT: Final = Decimal("0.01")
QUARTER_HOUR: Final = Decimal("0.25")
_MONEY = re.compile(r"([0-9]{1,12})(?:\.([0-9]{2}))?(?: USD)?\Z")
_HOURS = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,2})?) hours?\Z")
_SPAN = re.compile(r"([0-9]{1,5}) (day|month|year)s?\Z")


class DontKnow(enum.Enum):
    """The answer "I don't know": asked, and nobody can say. A fact not asked is simply absent."""

    DONT_KNOW = "dont-know"

    def __repr__(self) -> str:
        return "DONT_KNOW"


DONT_KNOW: Final = DontKnow.DONT_KNOW


class Unit(enum.Enum):
    """What a time span counts: days, or calendar months or years of the code's own zone."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A length of time. `amount` counts `unit`s."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit.value}{'' if self.amount == 1 else 's'}"


class Clockless(enum.Enum):
    """Times a document gives without a number."""

    AT_ONCE = "at once"  # the same day of the code's zone
    NO_SET_TIME = "no set time"  # owed until done, never late


Value: TypeAlias = bool | str | int | Decimal
Stated: TypeAlias = Value | DontKnow
Setting: TypeAlias = bool | int | Decimal | Span | Clockless


MOST_MONEY: Final = Decimal(10) ** 12  # dollars, the first amount that is none
MOST_COUNT: Final = 10**9


class Hours(Decimal):
    """Hours, so that no one takes them for dollars; sums of them are plain decimals."""

    __slots__ = ()


class ValueFault(ValueError):
    """A value that cannot be read; the text says what was expected."""


def is_money(value: object) -> bool:
    """Whether a value is an amount of dollars and whole cents, from nothing up."""
    if not isinstance(value, Decimal) or isinstance(value, Hours):
        return False
    return value.is_finite() and 0 <= value < MOST_MONEY and value == value.quantize(CENT)


def is_count(value: object) -> bool:
    """Whether a value is a whole number from nothing up; a yes or no is none."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_COUNT


class _Short(reprlib.Repr):
    """Values in a few characters, however long or deep they are."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = 60

    def repr_int(self, x: int, level: int) -> str:
        """Python refuses to write out a number of more than some thousand digits."""
        return super().repr_int(x, level) if x.bit_length() < _MOST_BITS else "a number of very many digits"


_SHORT: Final = _Short()
_MOST_BITS: Final = 10_000


def shown(value: object) -> str:
    """A value as an error names it."""
    return _SHORT.repr(value)


def read_money(text: object) -> Decimal:
    """Dollars and whole cents from `"25.00 USD"` or `"25.00"`. Raises ValueFault for anything else, floats included."""
    if isinstance(text, Decimal) and is_money(text):
        return text.quantize(CENT)
    found = _MONEY.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise ValueFault(f'{shown(text)} is not money: write it as "25.00 USD", with quotes, dollars and cents')
    return Decimal(f"{found[1]}.{found[2] or '00'}")


def read_hours(text: object) -> Hours:
    """Hours from `"2 hours"` or `"1.25 hours"`. Raises ValueFault."""
    found = _HOURS.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise ValueFault(f'{shown(text)} is not a number of hours: write it as "2 hours" or "1.25 hours"')
    return Hours(found[1])


def read_span(text: object) -> Span:
    """A time span from `"60 days"`, `"1 month"` or `"2 years"`. Raises ValueFault."""
    found = _SPAN.fullmatch(text) if isinstance(text, str) else None
    if not found:
        raise ValueFault(f'{shown(text)} is not a length of time: write it as "60 days", "1 month" or "2 years"')
    return Span(int(found[1]), Unit(found[2]))


def read_setting(raw: object) -> Setting:
    """A parameter's value, its unit read from how it is written. Raises ValueFault naming the forms there are."""
    if isinstance(raw, bool) or is_count(raw):
        return cast("bool | int", raw)
    if isinstance(raw, str):
        if raw in {c.value for c in Clockless}:
            return Clockless(raw)
        for read in (_setting_money, read_hours, read_span):
            try:
                return read(raw)
            except ValueFault:
                continue
    raise ValueFault(
        f'{shown(raw)} is not a parameter value: write "25.00 USD", "2 hours", "60 days", "1 month", "2 years", '
        '"at once", "no set time", a whole number, or true or false'
    )


def _setting_money(raw: str) -> Decimal:
    if not raw.endswith(" USD"):
        raise ValueFault("money carries its unit")
    return read_money(raw)


def money_text(amount: Decimal) -> str:
    """`$1,250.00`: how money is shown to people."""
    return f"${amount:,.2f}"
