"""What a worker has answered so far, carried from page to page in the posted form and nowhere else.

Not in the address, the session, the database or a log: a question that is not kept leaves nothing. Each answer is one
hidden field `said`, written `gift.value=30.00`; what no longer fits the act or its type is dropped and asked again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from canon.act import Act, Fact, FactType
from canon.values import DONT_KNOW, DontKnow, Stated

SKIP: Final = "dont-know"
MOST_MONEY: Final = Decimal("999999999.99")
_MONEY = re.compile(r"\$?\s*([0-9][0-9,]{0,14})(?:\.([0-9]{1,2}))?\s*(?:USD|dollars|d[oó]lares)?", re.IGNORECASE)
_COUNT = re.compile(r"[0-9]{1,6}")


class NotAnAnswer(ValueError):
    """What was typed does not answer the question; the text says what would."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Answers by fact, in the order given; `under` are codes chosen by someone whose certificates we do not know."""

    said: Mapping[str, Stated] = field(default_factory=dict)
    under: tuple[str, ...] = ()

    def with_answer(self, fact: str, value: Stated) -> Sheet:
        """With one answer more, or changed."""
        return replace(self, said={**self.said, fact: value})

    def without(self, fact: str) -> Sheet:
        """With one answer taken back."""
        return replace(self, said={name: value for name, value in self.said.items() if name != fact})

    @property
    def last(self) -> str:
        """The fact answered last; empty where none was."""
        return list(self.said)[-1] if self.said else ""

    def fields(self) -> list[tuple[str, str]]:
        """The hidden fields that carry it on."""
        said = [("said", f"{fact}={as_typed(value)}") for fact, value in self.said.items()]
        return [*said, *(("under", code) for code in self.under)]


def read_sheet(act: Act, posted: QueryDict, *, codes: tuple[str, ...]) -> Sheet:
    """The sheet of a posted form, whatever stands in it; `codes` are those that may be chosen."""
    known = {fact.name: fact for fact in act.facts}
    said: dict[str, Stated] = {}
    for entry in posted.getlist("said"):
        name, _equals, typed = entry.partition("=")
        if name in known and not known[name].absent:
            try:
                said[name] = read_answer(known[name], [typed])
            except NotAnAnswer:
                said.pop(name, None)
    return Sheet(said, tuple(code for code in codes if code in posted.getlist("under")))


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
