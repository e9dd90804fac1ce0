"""A small invented vocabulary, and the shortest way to write rules and codes in it: what tests of the engine rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from canon.act import Act, Acts, Choice, Fact, FactType, Source, Vocabulary
from canon.code import Clause, Code, Control, DatedSetting, Duty, Edition, EmployerMay, Modality, Parameter, Rule
from canon.condition import ALWAYS, Condition, facts_of, parse
from canon.judging import judge
from canon.judging.live import LiveCode, live
from canon.policy import NO_POLICY, Policy
from canon.ruling import Answer, Ruling
from canon.values import DONT_KNOW, Setting, Stated

START: Final = date(2020, 1, 1)
TODAY: Final = date(2026, 11, 20)

P, R, C, OK, REQUIRED = (Answer.PROHIBITED, Answer.REFER, Answer.CONDITIONAL, Answer.PERMITTED, Answer.REQUIRED)
SILENT, UNDECIDED = Answer.SILENT, Answer.UNDECIDED


def yes_no(name: str, *, step: str = "", source: Source = Source.WORKER) -> Fact:
    return Fact(
        name, FactType.YES_NO, name, source, f"Is it so: {name}?", if_true=name, if_false=f"not {name}", step=step
    )


def choice(name: str, *values: str, absent: str = "", step: str = "", to: str = "") -> Fact:
    return Fact(
        name,
        FactType.CHOICE,
        name,
        Source.POLICY if absent else Source.WORKER,
        f"Which: {name}?",
        choices=tuple(Choice(value, value, f"it is {value}") for value in values),
        absent=absent,
        step=step,
        to=to or True,
    )


FACTS: Final = (
    choice("person.served", "now", "before", "never"),
    Fact("gift.value", FactType.MONEY, "Worth", ask="What is it worth?"),
    choice("gift.kind", "meal", "token", "other"),
    yes_no("gift.is_returned", step="Hand it back."),
    yes_no("release.is_signed", step="Have a release signed."),
    yes_no("person.was_told", step="Tell the person."),
    yes_no("person.asked"),
    yes_no("danger.is_near"),
    Fact("visits", FactType.COUNT, "Visits", ask="How many visits?"),
    choice("policy.gifts", "allowed", "refused", "none-on-file", absent="none-on-file"),
)
BY_NAME: Final = {fact.name: fact for fact in FACTS}
ACT: Final = Act("accept-gift", "Accept a gift", "May I accept a gift?", "gifts", FACTS)
GROUNDED: Final = Act("disclose", "Disclose", "May I disclose?", "privacy", FACTS, needs_ground=True)
COMPELLED: Final = Act("report-abuse", "Report abuse", "May I report?", "reports", FACTS, compelled=True)
VOCABULARY: Final = Vocabulary(BY_NAME, Acts({act.name: act for act in (ACT, GROUNDED, COMPELLED)}))


def condition(text: str, params: Mapping[str, Setting] | None = None) -> Condition:
    return parse(text, BY_NAME, params or {}) if text else ALWAYS


def param(name: str, *rows: tuple[date, Setting] | tuple[date, Setting, EmployerMay]) -> Parameter:
    return Parameter(name, tuple(DatedSetting(*row) for row in rows))


def rule(
    clause: str,
    answer: Answer,
    when: str = "",
    *,
    of: str = "",
    otherwise: Answer | None = None,
    overrides: Sequence[str] = (),
    params: Sequence[Parameter] = (),
    act: Act = ACT,
    start: date | None = None,
    until: date | None = None,
    reading: str = "",
    outranked: str = "",
) -> Rule:
    """A rule of a clause, its conditions written as in a code file."""
    first = {p.name: p.rows[0].value for p in params}
    return Rule(
        clause=clause,
        number=1,
        acts=(act.name,),
        of=condition(of, first),
        when=condition(when, first),
        answer=answer,
        otherwise=otherwise,
        next=f"What {clause} asks.",
        params={p.name: p for p in params},
        overrides=frozenset(overrides),
        reading=reading,
        outranked=outranked,
        start=start,
        until=until,
        of_text=of,
        when_text=when,
    )


def code(*rules: Rule, duties: Sequence[Duty] = (), id: str = "kit", start: date = START) -> Edition:  # noqa: A002
    """A code with a clause for each clause id that its rules and duties name."""
    names = dict.fromkeys([*(r.clause for r in rules), *(d.clause for d in duties)])
    clauses = []
    for name in names:
        own = [replace(r, number=n) for n, r in enumerate((r for r in rules if r.clause == name), 1)]
        owed = tuple(d for d in duties if d.clause == name)
        clauses.append(
            Clause(name, "Part", "Part, 1", "find", "Says.", Modality.MUST, "t", Control.GATE, "", "", tuple(own), owed)
        )
    about = Code(id, id, id, id, id, "America/Denver", "", {"worker": "w", "person": "p", "people": "ps"})
    return Edition(about, "edition", start, "", (), (), tuple(clauses), BY_NAME, "", "kit.toml")


def ask(
    facts: Mapping[str, Stated],
    *codes: Edition,
    act: Act = ACT,
    policy: Policy = NO_POLICY,
    on: date = TODAY,
) -> Ruling:
    return judge(act, facts, codes, policy, on=on)


def with_own(edition: Edition, *names: str) -> Edition:
    """The code as if the vocabulary let each code have its own value of these facts."""
    clauses = [
        replace(c, rules=tuple(replace(r, per_code=frozenset(names).intersection(_reads(r))) for r in c.rules))
        for c in edition.clauses
    ]
    return replace(edition, clauses=tuple(clauses))


def act_with_own(act: Act, *names: str) -> Act:
    """The act as if each code could have its own value of these facts."""
    facts = (
        replace(
            f, per_code=True, if_true_under=f"{f.name} under {{code}}", if_false_under=f"not {f.name} under {{code}}"
        )
        if f.name in names
        else f
        for f in act.facts
    )
    return replace(act, facts=tuple(facts))


def _reads(rule: Rule) -> tuple[str, ...]:
    return (*facts_of(rule.of), *facts_of(rule.when))


def live_today(edition: Edition) -> LiveCode:
    return live(edition, TODAY, NO_POLICY)


def money(text: str) -> Decimal:
    return Decimal(text)


def values_of(fact: Fact) -> tuple[Stated, ...]:
    """Something of every kind that a fact may be, "I don't know" last."""
    match fact.type:
        case FactType.YES_NO:
            return (True, False, DONT_KNOW)
        case FactType.CHOICE:
            return (*(c.value for c in fact.choices), DONT_KNOW)
        case FactType.MONEY:
            return (Decimal("24.99"), Decimal("25.00"), Decimal("25.01"), DONT_KNOW)
        case FactType.COUNT:
            return (0, 1, 2, 3, DONT_KNOW)
