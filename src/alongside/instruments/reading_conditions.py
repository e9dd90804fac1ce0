"""When an item is asked: `enableWhen` and `enableBehavior`. Pure.

The question that decides stands before what it decides, so a condition can never go round in a circle, and a page can be
turned without a script.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from alongside.instruments.extensions import fit_number
from alongside.instruments.shapes import Condition, Item, Kind, Operator

if TYPE_CHECKING:
    from alongside.instruments.reading import Reader

MOST: Final = 20
_EQUAL: Final = (Operator.IS, Operator.IS_NOT)


def read_conditions(reader: Reader, raw: Mapping[str, Any], link_id: str) -> tuple[tuple[Condition, ...], bool]:
    """The conditions, and whether all of them must hold. Faults go to the reader."""
    rows = reader.listed(raw.get("enableWhen"), link_id)
    if len(rows) > MOST:
        reader.fault("too-many-conditions", link_id, _("It depends on too many answers."), _("Use fewer conditions."))
        rows = ()
    behavior = raw.get("enableBehavior")
    if (behavior not in ("all", "any", None)) or (behavior is None and len(rows) > 1):
        reader.fault(
            "enable-behavior",
            link_id,
            _("It depends on several answers, and does not say whether on all of them."),
            _("Set enableBehavior to all or any."),
        )
    found = (_condition(reader, row, link_id) for row in rows)
    return tuple(one for one in found if one is not None), behavior != "any"


def _condition(reader: Reader, raw: Any, link_id: str) -> Condition | None:
    if not isinstance(raw, dict):
        _unfit(reader, link_id)
        return None
    question = raw.get("question")
    decides = reader.asked_before.get(question) if isinstance(question, str) else None
    if decides is None:
        reader.fault(
            "condition-unknown",
            link_id,
            _("It depends on “%(question)s”, which is no question before it.") % {"question": str(question)[:80]},
            _("Let it depend on a question that stands before it. Questions cannot depend on each other in a circle."),
        )
        return None
    try:
        operator = Operator(raw.get("operator"))
    except ValueError:
        _unfit(reader, link_id)
        return None
    value = _value(raw, decides, operator)
    if value is None or not _fits(decides, operator):
        reader.fault(
            "condition-answer",
            link_id,
            _("It waits for an answer that “%(question)s” cannot have.") % {"question": decides.link_id},
            _("Compare with one of its answers, in its own type."),
        )
        return None
    return Condition(decides.link_id, operator, value)


def _fits(decides: Item, operator: Operator) -> bool:
    """Only what has an order is compared by it."""
    ordered = decides.kind in (Kind.INTEGER, Kind.DECIMAL, Kind.DATE)
    return operator in (Operator.EXISTS, *_EQUAL) or ordered


def _value(raw: Mapping[str, Any], decides: Item, operator: Operator) -> bool | int | Decimal | str | date | None:
    held = [(key, raw[key]) for key in raw if key.startswith("answer")]
    if len(held) != 1:
        return None
    kind, value = held[0]
    if operator is Operator.EXISTS:
        return value if kind == "answerBoolean" and isinstance(value, bool) else None
    match decides.kind, kind:
        case Kind.BOOLEAN, "answerBoolean":
            return value if isinstance(value, bool) else None
        case Kind.INTEGER | Kind.DECIMAL, "answerInteger" | "answerDecimal":
            return fit_number(value)
        case Kind.DATE, "answerDate":
            return _day(value)
        case Kind.STRING | Kind.TEXT, "answerString":
            return value if isinstance(value, str) else None
        case Kind.CHOICE | Kind.OPEN_CHOICE, _:
            return _chosen(decides, kind, value)
        case _:
            return None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _chosen(decides: Item, kind: str, value: Any) -> str | None:
    """The key of the option meant. A coding is the same one if its code is, and its system where both tell one."""
    for option in decides.options:
        ((own_kind, own),) = option.value.items()
        if own_kind.removeprefix("value") != kind.removeprefix("answer"):
            continue
        if isinstance(own, dict) and isinstance(value, dict):
            systems = {own.get("system"), value.get("system")} - {None}
            if own.get("code") == value.get("code") and len(systems) < 2:
                return option.key
        elif own == value and not isinstance(value, bool):
            return option.key
    return None


def _unfit(reader: Reader, link_id: str) -> None:
    reader.fault(
        "condition-unfit",
        link_id,
        _("One of its conditions cannot be read."),
        _("Each has a question, an operator and one answer."),
    )
