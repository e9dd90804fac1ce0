"""A [[clause.rule]] → Rule."""

from __future__ import annotations

from collections.abc import Mapping

from canon.act import Fact, UnknownAct, UnknownFact, Vocabulary
from canon.code import Parameter, Rule, RuleCase
from canon.condition import ALWAYS, Condition, ConditionFault, facts_of, params_of, parse
from canon.reading.facts import flat, read_fact
from canon.reading.fields import Fields
from canon.reading.params import first_values, read_params
from canon.ruling import Answer
from canon.values import Stated, ValueFault

_RULE = (
    "act", "acts", "of", "when", "answer", "otherwise", "next", "words", "param", "overrides", "reading", "outranked",
    "from", "until", "cases",
)  # fmt: skip
_GIVES = (Answer.PROHIBITED, Answer.REFER, Answer.CONDITIONAL, Answer.PERMITTED, Answer.REQUIRED)
_ASKS_NEXT = (Answer.PROHIBITED, Answer.REFER, Answer.CONDITIONAL, Answer.REQUIRED)


def read_rule(fields: Fields, clause: str, number: int, vocabulary: Vocabulary, readings: set[str]) -> Rule:
    """One rule of a clause; what is wrong with it goes to the fields' faults."""
    fields.only(_RULE)
    acts = _acts(fields, vocabulary)
    params = read_params(fields)
    facts = _shared_facts(acts, vocabulary)
    of, when = _condition(fields, "of", facts, params), _condition(fields, "when", facts, params)
    unused = set(params) - set(params_of(of)) - set(params_of(when))
    for name in sorted(unused):
        fields.table_of("param").fault(
            "unused-param", f"param.{name} is not read", "Read it in `when`, or take it out.", name
        )
    answer = _answer(fields, "answer") or Answer.PROHIBITED
    otherwise = _answer(fields, "otherwise") if "otherwise" in fields.table else None
    start, until = fields.day("from"), fields.day("until")
    if start and until and until <= start:
        fields.fault(
            "bad-date", "`until` is not after `from`", "Let `until` be the first day it no longer holds.", "until"
        )
    if when == ALWAYS and otherwise is not None:
        fields.fault(
            "dead-otherwise",
            "`otherwise` can never be given: the rule has no `when`",
            "Write a `when`, or take it out.",
            "otherwise",
        )
    return Rule(
        clause=clause,
        number=number,
        acts=acts,
        of=of,
        when=when,
        answer=answer,
        otherwise=otherwise,
        next=fields.text("next", required=answer in _ASKS_NEXT),
        words=fields.text("words"),
        params=params,
        overrides=frozenset(fields.texts("overrides")),
        reading=fields.reading(readings),
        outranked=fields.text("outranked"),
        start=start,
        until=until,
        cases=tuple(_cases(fields, acts, vocabulary)),
        of_text=fields.text("of"),
        when_text=fields.text("when"),
        line=fields.line(),
        per_code=frozenset(name for part in (of, when) for name in facts_of(part) if facts[name].per_code),
    )


def _acts(fields: Fields, vocabulary: Vocabulary) -> tuple[str, ...]:
    names = (*fields.texts("act"), *fields.texts("acts"))
    if not names:
        fields.fault("missing-field", "the rule names no act", 'Write act = "accept-gift".', "act")
    for name in names:
        try:
            vocabulary.acts[name]
        except UnknownAct as problem:
            fields.fault(
                "unknown-act", str(problem), "Use an act of acts.toml.", "acts" if "acts" in fields.table else "act"
            )
    return tuple(name for name in names if name in vocabulary.acts)


def _shared_facts(acts: tuple[str, ...], vocabulary: Vocabulary) -> dict[str, Fact]:
    """The facts that every act of the rule lists."""
    lists = [{f.name: f for f in vocabulary.acts[name].facts} for name in acts]
    return {name: fact for name, fact in (lists[0] if lists else {}).items() if all(name in own for own in lists)}


def _condition(fields: Fields, key: str, facts: Mapping[str, Fact], params: Mapping[str, Parameter]) -> Condition:
    text = fields.text(key)
    if not text:
        return ALWAYS
    try:
        return parse(text, facts, first_values(params))
    except ConditionFault as problem:
        fields.fault(
            "bad-condition", f"`{key}`: {problem.what}", problem.remedy[:1].upper() + problem.remedy[1:] + ".", key
        )
        return ALWAYS


def _answer(fields: Fields, key: str) -> Answer | None:
    raw = fields.text(key, required=True)
    if not raw:
        return None
    answer = fields.one_of(key, Answer, Answer.PROHIBITED)
    if answer not in _GIVES:
        fields.fault(
            "unknown-word", f"a rule cannot give {raw!r}", f"Write one of: {', '.join(a.value for a in _GIVES)}.", key
        )
    return answer


def _cases(fields: Fields, acts: tuple[str, ...], vocabulary: Vocabulary) -> list[RuleCase]:
    cases: list[RuleCase] = []
    for case in fields.tables("cases"):
        line = case.line()
        act = case.text("act") or (acts[0] if acts else "")
        if act not in acts:
            fields.fault(
                "unknown-act",
                f"a case is about {act!r}, which the rule does not speak of",
                "Name one of the rule's acts.",
                "cases",
            )
            continue
        facts = _case_facts(case, act, vocabulary)
        answer = case.one_of("answer", Answer, Answer.SILENT)
        cases.append(RuleCase(act, facts, answer, case.day("on"), line))
    if not cases:
        fields.fault("no-cases", "the rule has no case", "Write cases on each side of its line.")
    return cases


def _case_facts(case: Fields, act: str, vocabulary: Vocabulary) -> dict[str, Stated]:
    facts: dict[str, Stated] = {}
    table = {k: v for k, v in case.table.items() if k not in ("act", "answer", "on")}
    for name, raw in flat(table):
        try:
            facts[name] = read_fact(vocabulary.acts[act].fact(name), raw)
        except (UnknownFact, ValueFault) as problem:
            case.fault("bad-case", f"a case: {name}: {problem}", "Mend the case.")
    return facts
