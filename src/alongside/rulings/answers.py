"""An answer to a fact's question, as people type or choose it: read into its value, and written back into a field."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from canon.act import Fact, FactType
from canon.values import DONT_KNOW, DontKnow, Stated

SKIP: Final = "dont-know"
MOST_MONEY: Final = Decimal("999999999.99")
_MONEY = re.compile(r"\$?\s*([0-9][0-9,]{0,14})(?:\.([0-9]{1,2}))?\s*(?:USD|dollars|d[oó]lares)?", re.IGNORECASE)
_COUNT = re.compile(r"[0-9]{1,6}")


class NotAnAnswer(ValueError):
    """What was typed does not answer the question; the text says what would."""


def read_answer(fact: Fact, typed: list[str]) -> Stated:
    """An answer as typed or chosen; of several, the empty ones do not count. Raises NotAnAnswer."""
    given = [text.strip() for text in typed if text.strip()]
    if given == [SKIP]:
        return DONT_KNOW
    if len(given) > 1:
        raise NotAnAnswer(_("You wrote something and also chose “I don’t know”. Keep one of them."))
    if not given:
        raise NotAnAnswer(_nothing_chosen(fact))
    return _typed_value(fact, given[0])


def as_typed(value: Stated) -> str:
    """An answer as `read_answer` takes it."""
    if isinstance(value, DontKnow):
        return SKIP
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def _typed_value(fact: Fact, text: str) -> Stated:
    match fact.type:
        case FactType.YES_NO:
            if text in ("yes", "no"):
                return text == "yes"
        case FactType.CHOICE:
            if fact.admits(text):
                return text
        case FactType.MONEY:
            return _money(text)
        case FactType.COUNT:
            if _COUNT.fullmatch(text):
                return int(text)
            raise NotAnAnswer(_("Write a whole number, such as 3."))
    raise NotAnAnswer(_nothing_chosen(fact))


def _money(text: str) -> Decimal:
    found = _MONEY.fullmatch(text)
    if found is None:
        raise NotAnAnswer(_("Write dollars, or dollars and cents: 30 or 29.99."))
    amount = Decimal(f"{found[1].replace(',', '')}.{(found[2] or '').ljust(2, '0')}")
    if amount > MOST_MONEY:
        raise NotAnAnswer(_("That is more than we can reckon with. Write dollars: 30 or 29.99."))
    return amount


def _nothing_chosen(fact: Fact) -> str:
    if fact.type in (FactType.MONEY, FactType.COUNT):
        return _("Write an amount, or choose “I don’t know”.")
    return _("Choose one of these. “I don’t know” is an answer too.")
