"""Conditions are CEL: another engine reads the same text and gives the same truth, wherever every fact is known.

The texts are taken from the code files as they stand. Dotted facts and parameters are declared under their own names,
money is whole cents.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from canon.act import Fact, FactType
from canon.checking.search import points
from canon.code import Edition, Rule
from canon.compiling import compile_act
from canon.condition import bind, parse
from canon.judging.live import LiveCode, LiveRule, live
from canon.judging.truth import TRUE, Facts, truth
from canon.policy import NO_POLICY
from canon.ruling import Answer
from canon.values import DONT_KNOW, Setting
from tests.canon.compiling.agreement import days, library, space
from tests.canon.invented import BY_NAME, FACTS, values_of

cel = pytest.importorskip("cel_expr_python.cel", reason="the oracle has no build for this machine")


class Oracle:
    """A condition's text as another engine reads it."""

    def __init__(self, text: str, facts: Mapping[str, Fact], params: Mapping[str, Setting]) -> None:
        variables = {name: _type(fact.type) for name, fact in facts.items()}
        variables |= {
            f"param.{name}": cel.Type.BOOL if isinstance(v, bool) else cel.Type.INT for name, v in params.items()
        }
        self.expression = cel.NewEnv(variables=variables).compile(text or "true")
        self.params = {f"param.{name}": _plain(value) for name, value in params.items()}

    def holds(self, facts: Facts) -> bool:
        data = {**self.params, **{name: _plain(value) for name, value in facts.items()}}
        found = self.expression.eval(data=data).value()
        assert type(found) is bool, found
        return found


def _type(kind: FactType) -> object:
    match kind:
        case FactType.YES_NO:
            return cel.Type.BOOL
        case FactType.CHOICE:
            return cel.Type.STRING
        case FactType.MONEY | FactType.COUNT:
            return cel.Type.INT


def _plain(value: object) -> object:
    return int(value * 100) if isinstance(value, Decimal) else value


def every_rule() -> list[tuple[Edition, Rule]]:
    return [(edition, rule) for edition in library().editions for rule in edition.rules]


def lives(edition: Edition, rule: Rule) -> Iterator[tuple[date, LiveCode, LiveRule]]:
    """The rule alone in its code, on a day of every stretch of days on which it holds."""
    for day in days(edition):
        whole = live(edition, day, NO_POLICY)
        for own in whole.by_act.get(rule.acts[0], ()):
            if own.rule is rule:
                yield day, replace(whole, by_act=dict.fromkeys(rule.acts, (own,))), own


@pytest.mark.parametrize(("edition", "rule"), every_rule(), ids=[rule.id for _, rule in every_rule()])
def test_every_rule_of_the_codes(edition: Edition, rule: Rule) -> None:
    for day, code, own in lives(edition, rule):
        params = {name: param.on(day).value for name, param in rule.params.items()}
        of, when = (Oracle(text, library().vocabulary.facts, params) for text in (rule.of_text, rule.when_text))
        for name in rule.acts:
            act = library().acts[name]
            know = compile_act(act, (code,)).known
            for facts in points(space(act, (code,))):
                speaks, holds = of.holds(facts), when.holds(facts)
                assert (truth(own.of, facts) == TRUE) is speaks
                assert (truth(own.when, facts) == TRUE) is holds
                said = (rule.answer if holds else rule.otherwise) if speaks else None
                assert know(facts).answer is (said or Answer.SILENT)


def test_every_rule_holds_on_some_day() -> None:
    assert all(any(True for _ in lives(edition, rule)) for edition, rule in every_rule())


ORDERED = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
EQUAL = st.sampled_from(["==", "!="])
atoms = st.one_of(
    st.sampled_from(["gift.is_returned", "release.is_signed", "person.asked", "param.passes", "true", "false"]),
    st.builds("gift.value {} param.ceiling".format, ORDERED),
    st.builds("param.ceiling {} gift.value".format, ORDERED),
    st.builds("{1} {0} visits".format, ORDERED, st.integers(0, 3)),
    st.builds('gift.kind {} "{}"'.format, EQUAL, st.sampled_from(["meal", "token"])),
    st.builds("person.asked {} {}".format, EQUAL, st.sampled_from(["true", "false"])),
    st.builds("release.is_signed {} person.asked".format, EQUAL),
    st.just('person.served in ["now", "before"]'),
)
texts = st.recursive(
    atoms,
    lambda part: st.one_of(
        st.builds("!({})".format, part),
        st.builds("({})".format, part),
        st.lists(part, min_size=2, max_size=3).map(" && ".join),
        st.lists(part, min_size=2, max_size=3).map("||".join),
    ),
    max_leaves=7,
)
known = st.fixed_dictionaries(
    {fact.name: st.sampled_from([v for v in values_of(fact) if v is not DONT_KNOW]) for fact in FACTS}
)


@settings(max_examples=300)
@given(text=texts, ceiling=st.sampled_from([Decimal("25.00"), Decimal("10.00")]), passes=st.booleans(), facts=known)
def test_any_text_means_what_it_means_in_cel(text: str, ceiling: Decimal, passes: bool, facts: Facts) -> None:
    params: dict[str, Setting] = {"ceiling": ceiling, "passes": passes}

    ours = truth(bind(parse(text, BY_NAME, params), params), facts)

    assert (ours == TRUE) is Oracle(text, BY_NAME, params).holds(facts)
