"""Facts, parameters, duties and controls in plain words. The words of a code file are English and are marked so on pages."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final, assert_never

from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from alongside.ui.amounts import hours_words, money_words
from canon.act import Fact, FactType
from canon.code import Control, Duty, DutyKind, EmployerMay, Need
from canon.values import Clockless, DontKnow, Hours, Setting, Stated

CONTROLS: Final = {
    Control.GATE: gettext_lazy("Answers before you act"),
    Control.GUIDE: gettext_lazy("To be read and lived"),
    Control.RECORD: gettext_lazy("Kept on record"),
    Control.DUTY: gettext_lazy("Owed, with a clock"),
    Control.CASE: gettext_lazy("Decided case by case"),
    Control.RIGHT: gettext_lazy("A right"),
    Control.ATTEST: gettext_lazy("Signed for"),
}

CONTROL_ICONS: Final = {
    Control.GATE: "ask",
    Control.GUIDE: "heart",
    Control.RECORD: "pen",
    Control.DUTY: "clock",
    Control.CASE: "flag",
    Control.RIGHT: "verified",
    Control.ATTEST: "card",
}

EMPLOYER: Final = {
    EmployerMay.NOTHING: gettext_lazy("No employer may change it."),
    EmployerMay.LOWER: gettext_lazy("An employer may lower it."),
    EmployerMay.RAISE: gettext_lazy("An employer may raise it."),
    EmployerMay.SET: gettext_lazy("An employer may set it."),
}

STATUS_WORDS: Final = {
    "met": gettext_lazy("Met"),
    "on-course": gettext_lazy("On course"),
    "due": gettext_lazy("Due"),
    "overdue": gettext_lazy("Late"),
    "met-late": gettext_lazy("Met late"),
    "not-owed": gettext_lazy("Not owed"),
}


def fact_words(fact: Fact, value: Stated) -> str:
    """One stated fact as part of a sentence: "you support this person now", "it is worth $25.01"."""
    if isinstance(value, DontKnow):
        return f"nobody knows: {fact.label[:1].lower()}{fact.label[1:]}"
    if isinstance(value, bool):
        return (fact.if_true if value else fact.if_false) or f"{fact.label}: {'yes' if value else 'no'}"
    if fact.type is FactType.CHOICE and isinstance(value, str):
        return fact.choice(value).says
    amount = money_words(value) if isinstance(value, Decimal) else str(value)
    return f"worth {amount}" if fact.label == "Worth" else f"{fact.label[:1].lower()}{fact.label[1:]} {amount}"


def facts_words(facts: Mapping[str, Stated], known: Mapping[str, Fact]) -> str:
    """Stated facts as one phrase, in the order given: "you support this person now; worth $25.01"."""
    said = [fact_words(known[name], value) for name, value in facts.items() if name in known]
    return capfirst("; ".join(said))


def setting_words(value: Setting, *, in_hours: bool) -> str:
    """A parameter's value: "$25.00", "2 h", "60 days", "At once", "Yes". Only a duty's decimals are hours, not dollars."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal):
        return hours_words(value) if in_hours or isinstance(value, Hours) else money_words(value)
    return capfirst(value.value) if isinstance(value, Clockless) else str(value)


def span_words(amount: int, unit: str) -> str:
    """A length of time: "2 years"."""
    match unit:
        case "year":
            return ngettext("%(n)d year", "%(n)d years", amount) % {"n": amount}
        case "month":
            return ngettext("%(n)d month", "%(n)d months", amount) % {"n": amount}
        case "day":
            return ngettext("%(n)d day", "%(n)d days", amount) % {"n": amount}
        case _:
            return f"{amount} {unit}"


def name_words(name: str) -> str:
    """A name of a code file as people read it: `legal-action-filed` -> "Legal action filed"."""
    return capfirst(name.replace("-", " ").replace("_", " "))


def duty_lines(duty: Duty, on: date) -> Iterator[tuple[str, str]]:
    """What a duty asks on a day, as (term, words) pairs."""
    owers = {
        "worker": _("The worker"),
        "supervisor": _("The supervisor"),
        "agency": _("The agency"),
        "board": _("The board"),
    }
    yield _("Who owes it"), owers.get(duty.owed_by, name_words(duty.owed_by))
    match duty.kind:
        case DutyKind.RECURRING:
            for need in duty.need:
                yield _("How much"), _need_words(duty, need, on)
            yield _("How often"), _("Every %(span)s") % {"span": duty.every.removeprefix("1 ")}
        case DutyKind.DEADLINE:
            yield _("Begins with"), name_words(duty.after)
            yield _("Done by"), ", ".join(name_words(event) for event in duty.do)
            yield _("Within"), _amount(duty, duty.within, on)
        case DutyKind.BEFORE:
            yield _("Before"), name_words(duty.before)
            yield _("Done by"), ", ".join(name_words(event) for event in duty.do)
        case DutyKind.STANDING:
            yield _("At all times"), ", ".join(name_words(event) for event in duty.do)
        case DutyKind.TERM:
            yield _("Begins with"), name_words(duty.after)
            yield _("Lasts"), _amount(duty, duty.lasts, on)
        case _ as never:
            assert_never(never)


def _need_words(duty: Duty, need: Need, on: date) -> str:
    """ "Education, ethics: 6 h" or "Supervision session: 2"."""
    event = name_words(need.event) + (f", {need.tag.replace('-', ' ')}" if need.tag else "")
    return f"{event}: {_amount(duty, need.hours if need.hours is not None else need.count, on)}"


def _amount(duty: Duty, written: str | int | None, on: date) -> str:
    """An amount as a duty writes it: a parameter by name, or the value itself."""
    if isinstance(written, str) and (parameter := duty.params.get(written.removeprefix("param."))) is not None:
        return setting_words(parameter.on(on).value, in_hours=True)
    return capfirst(str(written)) if written is not None else ""
