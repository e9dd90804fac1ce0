"""Lengths for the duty meter: SVG attributes on a scale of 200, since the page's policy allows no inline style."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_SCALE: Final = Decimal(200)
#: A bar reaches a quarter past its minimum, so that the minimum's line stands inside it.
_ROOM: Final = Decimal("1.25")


@dataclass(frozen=True, slots=True)
class Bar:
    """Where the parts of one bar begin and end, in units of 200, written the way SVG reads numbers in any language."""

    have: str
    plan_from: str
    plan: str  # empty where nothing is booked
    plan_to: str
    need_at: str


def bar(have: Decimal | int | str, need: Decimal | int | str, planned: Decimal | int | str = 0) -> Bar:
    """Solid for what is held, striped for what is booked, a dark line at the minimum; never beyond the bar's end."""
    held, wanted, booked = Decimal(str(have or 0)), Decimal(str(need or 0)), Decimal(str(planned or 0))
    whole = max(wanted * _ROOM, Decimal("0.01"))

    def at(amount: Decimal) -> Decimal:
        return min(amount / whole * _SCALE, _SCALE).quantize(Decimal("0.1"))

    held_to, booked_to = at(held), at(held + booked)
    plan = str(booked_to - held_to) if booked_to > held_to else ""
    return Bar(str(held_to), str(held_to), plan, str(booked_to), str(at(wanted) - 1))


def pips(have: int, need: int, planned: int = 0) -> list[str]:
    """One word per pip for things counted: "done", "planned", "open"; extra ones held are shown too."""
    done, booked = int(have), int(planned)
    total = max(int(need), done)
    return [("done" if i < done else "planned" if i < done + booked else "open") for i in range(total)]
