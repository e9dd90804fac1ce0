"""A clause's page: its words, what the product does about it, where the line runs, readings, duties, the other codes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _, override

from alongside.rulebook.models import ReadingConfirmation
from alongside.rulebook.plain import EMPLOYER, STATUS_WORDS, duty_lines, facts_words, name_words, setting_words
from alongside.rulebook.queries import Standing, verdicts
from alongside.rulebook.reader.answers import CodeAnswer, Link, answer_under, link_to
from alongside.rulebook.reader.doing import Doing, doings_of
from alongside.rulebook.reader.official import Printed, printed_of
from alongside.rulebook.topics import topic_label
from alongside.ui.amounts import day_words
from canon.act import Fact, Vocabulary
from canon.code import Clause, Duty, DutyCase, Edition, Parameter, Reading, Rule, RuleCase
from canon.ruling import Answer

FIRST_CASES = 6
"""So many cases of an act stand open; the rest are folded away."""


@dataclass(frozen=True)
class CaseLine:
    """Facts in plain words, and this clause's answer on them. `on` is a day, where one matters."""

    facts: str
    answer: Answer
    on: date | None


@dataclass(frozen=True)
class ActCases:
    """The cases of one act: those shown at once, and the rest."""

    may: str
    first: Sequence[CaseLine]
    rest: Sequence[CaseLine]


@dataclass(frozen=True)
class DutyShown:
    """A duty in words, and its cases as (events, day, status) lines."""

    says: str
    next: str
    lines: Sequence[tuple[str, str]]
    cases: Sequence[tuple[str, date, str, str]]


@dataclass(frozen=True)
class ReadingShown:
    """A reading, and what the board said of it."""

    reading: Reading
    verdict: ReadingConfirmation | None

    @property
    def is_confirmed(self) -> bool:
        return self.verdict is not None and self.verdict.verdict == ReadingConfirmation.Verdict.CONFIRMED

    @property
    def is_disputed(self) -> bool:
        return self.verdict is not None and not self.is_confirmed


@dataclass(frozen=True)
class ParamShown:
    """A parameter: its name, its value now, since when, what an employer may do to it, and the law it rests on, if any."""

    name: str
    value: str
    since: date
    employer: str | Promise
    source: str


@dataclass(frozen=True)
class Example:
    """One question put to every code: the act, the facts in words, each code's own answer."""

    may: str
    facts: str
    answers: Sequence[CodeAnswer]


@dataclass(frozen=True)
class ClausePage:
    """Everything the page of a clause shows."""

    standing: Standing
    clause: Clause
    topic: str
    printed: Printed | None
    official: str
    shared: Sequence[Link]
    doings: Sequence[Doing]
    cases: Sequence[ActCases]
    case_count: int
    duties: Sequence[DutyShown]
    readings: Sequence[ReadingShown]
    params: Sequence[ParamShown]
    example: Example | None
    elsewhere: Sequence[tuple[Edition, Sequence[Link]]]
    before: Link | None
    after: Link | None


def clause_page(
    standing: Standing, clause: Clause, others: Sequence[Edition], vocabulary: Vocabulary, *, on: date
) -> ClausePage:
    """The page of a clause as it stands on a day. `others` are the editions of all codes, this one among them."""
    edition = standing.edition
    printed = printed_of(standing)
    spoken = verdicts([edition])
    at = edition.clauses.index(clause)
    return ClausePage(
        standing=standing,
        clause=clause,
        topic=topic_label(clause.topic),
        printed=printed,
        official=printed.quoted(clause.id) if printed else "",
        shared=[link_to(edition.clause(c)) for c in (printed.shared_with(clause.id) if printed else ())],
        doings=doings_of(clause, vocabulary),
        cases=list(_act_cases(clause, vocabulary)),
        case_count=sum(len(r.cases) for r in clause.rules) + sum(len(d.cases) for d in clause.duties),
        duties=[_duty(duty, on) for duty in clause.duties],
        readings=[ReadingShown(r, spoken.get((clause.id, r.name))) for r in clause.readings],
        params=list(_params(clause, on)),
        example=_example(clause, edition, others, vocabulary, on),
        elsewhere=[
            (other, found)
            for other in others
            if other.id != edition.id and (found := [link_to(c) for c in other.clauses if c.topic == clause.topic])
        ],
        before=link_to(edition.clauses[at - 1]) if at else None,
        after=link_to(edition.clauses[at + 1]) if at + 1 < len(edition.clauses) else None,
    )


def _act_cases(clause: Clause, vocabulary: Vocabulary) -> Iterator[ActCases]:
    by_act: dict[str, list[CaseLine]] = {}
    for rule in clause.rules:
        for case in rule.cases:
            by_act.setdefault(case.act, []).append(_case_line(case, vocabulary.facts))
    for act, lines in by_act.items():
        once = list(dict.fromkeys(lines))
        yield ActCases(vocabulary.acts[act].may, once[:FIRST_CASES], once[FIRST_CASES:])


def _case_line(case: RuleCase, known: Mapping[str, Fact]) -> CaseLine:
    return CaseLine(facts_words(case.facts, known) or str(_("Nothing is known yet")), case.answer, case.on)


def _duty(duty: Duty, on: date) -> DutyShown:
    return DutyShown(duty.says, duty.next, list(duty_lines(duty, on)), [_duty_case(case) for case in duty.cases])


def _duty_case(case: DutyCase) -> tuple[str, date, str, str]:
    events = "; ".join(_event_words(event) for event in case.events) or str(_("Nothing has happened yet"))
    return capfirst(events), case.as_of, case.status, str(STATUS_WORDS.get(case.status, case.status))


def _event_words(event: Mapping[str, object]) -> str:
    said = [name_words(str(event.get("event", ""))).lower(), _event_day(event.get("on") or event.get("at") or "")]
    tags = event.get("tags")
    more = [
        *(map(str, tags) if isinstance(tags, list | tuple) else ()),
        *([f"{event['hours']} h"] if "hours" in event else ()),
    ]
    return " ".join(filter(None, said)) + (f" ({', '.join(more)})" if more else "")


def _event_day(when: object) -> str:
    """The day of an event, in English like the words around it; with its hour where the case gives one."""
    if type(when) is not date:
        return str(when)
    with override("en"):
        return day_words(when)


def _params(clause: Clause, on: date) -> Iterator[ParamShown]:
    seen: set[str] = set()
    for params, in_hours in (
        *((rule.params, False) for rule in clause.rules),
        *((duty.params, True) for duty in clause.duties),
    ):
        for name, parameter in params.items():
            if name not in seen:
                seen.add(name)
                yield _param(parameter, on, in_hours=in_hours)


def _param(parameter: Parameter, on: date, *, in_hours: bool) -> ParamShown:
    row = parameter.on(on)
    value = setting_words(row.value, in_hours=in_hours)
    return ParamShown(name_words(parameter.name), value, row.start, EMPLOYER[row.employer], row.source)


def _example(
    clause: Clause, edition: Edition, others: Sequence[Edition], vocabulary: Vocabulary, on: date
) -> Example | None:
    """The clause's most telling case, judged under every code: one that leaves few of them unclear."""
    best: tuple[int, Example] | None = None
    for weight, case in _telling_cases(clause.rules, edition, on):
        act = vocabulary.acts[case.act]
        answers = [
            answer_under(act, case.facts, other, on, is_own=other.id == edition.id)
            for other in _own_first(others, edition)
        ]
        score = weight - 15 * sum(own.answer is Answer.UNDECIDED for own in answers)
        if best is None or score > best[0]:
            best = score, Example(act.may, facts_words(case.facts, vocabulary.facts), answers)
    return best[1] if best else None


def _telling_cases(rules: Iterable[Rule], edition: Edition, on: date) -> Iterator[tuple[int, RuleCase]]:
    """Cases on which a rule gives its own answer, those that state more first: fewer codes are then left undecided.

    A case of another day counts where nothing in the code has changed since.
    """
    for rule in rules:
        for case in rule.cases:
            is_of_now = case.on is None or edition.epoch(case.on) == edition.epoch(on)
            if case.answer is rule.answer and is_of_now and case.facts:
                yield 10 * case.answer.strictness + len(case.facts), case


def _own_first(others: Sequence[Edition], own: Edition) -> list[Edition]:
    return [own, *(other for other in others if other.id != own.id)]
