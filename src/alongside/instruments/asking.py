"""What is asked of somebody, given what they answered so far; and whether what they wrote is an answer. Pure.

Answers are kept as plain texts by linkId, several where an item repeats: "true", "4", "2.5", "2026-11-27", an option's key.
An answer in the person's own words to an open choice is marked as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final, TypeAlias

from django.utils.translation import gettext as _

from alongside.instruments.extensions import fit_number
from alongside.instruments.shapes import Condition, Item, Kind, Operator, Questionnaire

LONGEST_LINE: Final = 500
LONGEST_TEXT: Final = 4000
MOST_ON_A_SCREEN: Final = 6
EARLIEST: Final = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `is_own`: in the person's own words, where the offered ones did not fit."""

    value: str
    is_own: bool = False

    def data(self) -> str | dict[str, str]:
        return {"own": self.value} if self.is_own else self.value


Answers: TypeAlias = Mapping[str, tuple[Answer, ...]]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with what was written to a question, and what to do."""

    link_id: str
    says: str


def answers_from_data(data: Mapping[str, Sequence[str | Mapping[str, str]]]) -> dict[str, tuple[Answer, ...]]:
    """Back from what was kept."""
    return {
        link_id: tuple(Answer(one) if isinstance(one, str) else Answer(one["own"], is_own=True) for one in listed)
        for link_id, listed in data.items()
    }


def answers_data(answers: Answers) -> dict[str, list[str | dict[str, str]]]:
    """As kept."""
    return {link_id: [one.data() for one in listed] for link_id, listed in answers.items() if listed}


def asked(questionnaire: Questionnaire, answers: Answers) -> list[Item]:
    """The items that are asked or read as the answers stand, in order. What hangs on an item not asked is not either."""
    open_questions: set[str] = set()
    found: list[Item] = []

    def look(items: Sequence[Item]) -> None:
        for item in items:
            if not is_enabled(item, answers, open_questions):
                continue
            if item.kind.is_asked:
                open_questions.add(item.link_id)
            if not item.is_hidden:
                found.append(item)
                look(item.items)

    look(questionnaire.items)
    return found


def is_enabled(item: Item, answers: Answers, open_questions: set[str]) -> bool:
    """Whether its conditions hold. What was answered to a question no longer asked counts as no answer."""
    if not item.when:
        return True
    held = (
        _holds(one, [a for a in answers.get(one.question, ()) if one.question in open_questions]) for one in item.when
    )
    return all(held) if item.all_of else any(held)


def _holds(condition: Condition, given: Sequence[Answer]) -> bool:
    if condition.operator is Operator.EXISTS:
        return bool(given) is bool(condition.value)
    if condition.operator is Operator.IS_NOT:
        return bool(given) and not any(_compares(one, Operator.IS, condition.value) for one in given)
    return any(_compares(one, condition.operator, condition.value) for one in given)


def _compares(answer: Answer, operator: Operator, wanted: bool | int | Decimal | str | date) -> bool:
    if answer.is_own:
        return False
    if isinstance(wanted, bool):
        return (answer.value == "true") is wanted
    if isinstance(wanted, str):
        return answer.value == wanted
    if isinstance(wanted, date):
        return _in_order(date.fromisoformat(answer.value).toordinal(), operator, wanted.toordinal())
    return _in_order(Decimal(answer.value), operator, Decimal(wanted))


def _in_order(left: Decimal | int, operator: Operator, right: Decimal | int) -> bool:
    match operator:
        case Operator.IS:
            return left == right
        case Operator.OVER:
            return left > right
        case Operator.UNDER:
            return left < right
        case Operator.AT_LEAST:
            return left >= right
        case Operator.AT_MOST:
            return left <= right
        case _:
            return False


def kept(questionnaire: Questionnaire, answers: Answers) -> dict[str, tuple[Answer, ...]]:
    """The answers to what is asked: those to questions that fell away are left out."""
    return {item.link_id: answers[item.link_id] for item in asked(questionnaire, answers) if answers.get(item.link_id)}


def missing(questionnaire: Questionnaire, answers: Answers) -> list[Item]:
    """What is asked, needed, and not answered. A needed group needs one answer within."""
    found = []
    for item in asked(questionnaire, answers):
        if not item.required:
            continue
        within = [item] if item.kind.is_asked else [one for one in _below(item) if one.kind.is_asked]
        if within and not any(answers.get(one.link_id) for one in within):
            found.append(item)
    return found


def _below(item: Item) -> Iterator[Item]:
    for one in item.items:
        yield one
        yield from _below(one)


def screens(questionnaire: Questionnaire) -> list[tuple[Item, ...]]:
    """The items by screens, whatever is answered: few at a time, a new one at each heading on top.

    What hangs on an answer stands on a later screen than its question, so that a page asks the right thing without a script.
    """
    found: list[tuple[Item, ...]] = []
    now: list[Item] = []
    on_this: set[str] = set()

    def turn() -> None:
        if on_this:  # words alone wait for the first question
            found.append(tuple(now))
            now.clear()
            on_this.clear()

    was_group = False
    for top in questionnaire.items:
        if was_group or top.kind is Kind.GROUP:
            turn()
        was_group = top.kind is Kind.GROUP
        for item in (top, *_below(top)):
            if item.is_hidden:
                continue
            waits = any(condition.question in on_this for condition in item.when)
            if waits or sum(one.kind.is_asked for one in now) >= MOST_ON_A_SCREEN:
                turn()
            now.append(item)
            if item.kind.is_asked:
                on_this.add(item.link_id)
    if any(item.kind is not Kind.GROUP for item in now):
        found.append(tuple(now))
    return found


def read_answers(item: Item, chosen: Sequence[str], own_words: str = "") -> tuple[tuple[Answer, ...], Mistake | None]:
    """What somebody wrote to a question, as answers. Nothing written is no mistake: everything may be skipped.

    chosen: what a form sends for it; own_words: theirs, beside the offered answers of an open choice.
    """
    written = [text for text in dict.fromkeys(part.strip() for part in chosen) if text]
    own = own_words.strip()
    if item.kind.has_options:
        return _chosen(item, written, own)
    if not written:
        return (), None
    text = written[0]
    says = _mistake(item, text)
    if says:
        return (), Mistake(item.link_id, says)
    return (Answer(_plain(item.kind, text)),), None


def _chosen(item: Item, written: Sequence[str], own: str) -> tuple[tuple[Answer, ...], Mistake | None]:
    if any(item.option(key) is None for key in written):
        return (), Mistake(item.link_id, _("Choose one of the answers shown."))
    given = [Answer(key) for key in written]
    if own and item.kind is Kind.OPEN_CHOICE:
        if len(own) > LONGEST_LINE:
            return (), Mistake(item.link_id, _("Say it in at most %(most)d characters.") % {"most": LONGEST_LINE})
        given = [*given, Answer(own, is_own=True)] if item.repeats else [Answer(own, is_own=True)]
    if len(given) > 1 and not item.repeats:
        return (), Mistake(item.link_id, _("Choose one answer."))
    alone = [one for one in given if not one.is_own and _is_exclusive(item, one.value)]
    if alone and len(given) > 1:
        return (), Mistake(item.link_id, _("One of these answers stands alone. Choose it, or the others."))
    return tuple(given), None


def _is_exclusive(item: Item, key: str) -> bool:
    option = item.option(key)
    return option is not None and option.is_exclusive


def _mistake(item: Item, text: str) -> str:
    """What is wrong with it; "" where nothing is."""
    match item.kind:
        case Kind.BOOLEAN:
            return "" if text in ("true", "false") else _("Choose yes or no.")
        case Kind.INTEGER | Kind.DECIMAL:
            return _number_mistake(item, text)
        case Kind.DATE:
            return "" if _day(text) else _("Write the date as year, month and day, like 2026-11-27.")
        case _:
            most = min(item.longest or LONGEST_TEXT, LONGEST_LINE if item.kind is Kind.STRING else LONGEST_TEXT)
            return "" if len(text) <= most else _("Say it in at most %(most)d characters.") % {"most": most}


def _number_mistake(item: Item, text: str) -> str:
    number = _number(text)
    if number is None:
        return _("Write a number, like 4.")
    if item.kind is Kind.INTEGER and number != number.to_integral_value():
        return _("Write a whole number, like 4.")
    if item.least is not None and number < item.least:
        return _("Write %(least)s or more.") % {"least": f"{item.least:f}"}
    if item.most is not None and number > item.most:
        return _("Write %(most)s or less.") % {"most": f"{item.most:f}"}
    return ""


def _number(text: str) -> Decimal | None:
    if not re.fullmatch(r"[+-]?\d{1,9}([.,]\d{1,6})?", text):
        return None
    try:
        return fit_number(Decimal(text.replace(",", ".")))
    except InvalidOperation:
        return None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return found if found and found >= EARLIEST else None


def _plain(kind: Kind, text: str) -> str:
    """An answer without mistakes, as kept."""
    if kind in (Kind.INTEGER, Kind.DECIMAL):
        number = _number(text)
        assert number is not None, "asked before"
        return f"{number.to_integral_value():f}" if kind is Kind.INTEGER else f"{number:f}"
    return text
