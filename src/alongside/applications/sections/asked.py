"""What a board asks of an applicant on a day, by its code's programme. A term nobody has told is not read as "nothing"."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alongside.rulebook.programmes import programme_of
from canon.programme import Programme, Term
from canon.values import Hours, Span


class Need(enum.Enum):
    """NEEDED: the board asks it. WELCOME: nobody has told what it asks, so it may be added. NOT_ASKED: it says it does not."""

    NEEDED = "needed"
    WELCOME = "welcome"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True)
class Asked:
    """A code's programme as it stands on a day."""

    code: str
    programme: Programme
    day: date

    def term(self, name: str) -> Term | None:
        return self.programme.on(name, self.day)

    def need(self, name: str) -> Need:
        """Whether a term asks for something. A count, sum or length of nothing is a board's word that it does not."""
        told = self.term(name)
        if told is None:
            return Need.WELCOME
        value = told.value
        asks = value.amount > 0 if isinstance(value, Span) else bool(value)
        return Need.NEEDED if asks else Need.NOT_ASKED

    def hours(self, name: str) -> Hours | None:
        return self.programme.hours(name, self.day)

    def span(self, name: str) -> Span | None:
        return self.programme.span(name, self.day)

    def count(self, name: str) -> int | None:
        told = self.term(name)
        return told.value if told and type(told.value) is int else None

    def money(self, name: str) -> Decimal | None:
        told = self.term(name)
        return told.value if told and isinstance(told.value, Decimal) else None


def asked_by(code: str, day: date) -> Asked:
    """What the board of a code asks on a day."""
    return Asked(code, programme_of(code), day)
