"""What reaches the Python compiler: names chosen by us, and a file's texts only as quoted constants."""

import ast
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from canon.act import Act, Choice, Fact, FactType
from canon.compiling import CompiledAct, compile_act, decide_many
from canon.compiling.source import Constants, folded
from canon.condition import ALWAYS, All, Among, Any_, Compare, Condition, Constant, FactIs, Not, Op, ParamIs, ParamRef
from canon.judging.live import live
from canon.judging.truth import truth
from canon.policy import NO_POLICY
from canon.ruling import Answer
from canon.values import DONT_KNOW
from tests.canon.compiling.agreement import acts, all_five, assert_same, library
from tests.canon.invented import ACT, START, P, R, code, live_today, rule

HOSTILE = (
    "x'] or __import__('os').system('true') or f['x",
    'x"]; raise SystemExit #',
    "new\nline = 1",
    "back\\slash \\N{BULLET} {k}",
    "\u2028\x00\u202e",
    "'''\"\"\"",
)
ALLOWED = {"f", "k", "j", "get", "KNOWN", "PARTIAL", "NEGATION", "CONJUNCTION", "DISJUNCTION", "DONT_KNOW", "KeyError"}


def compiled(*conditions: Condition, act: Act = ACT) -> CompiledAct:
    rules = [replace(rule(f"kit.a.{n}", P), acts=(act.name,), when=when) for n, when in enumerate(conditions)]
    return compile_act(act, (live_today(code(*rules)),))


def names_in(source: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_only_ever_a_constant(text: str) -> None:
    fact = Fact(
        text, FactType.CHOICE, "Hostile", ask="?", choices=(Choice(text, "This", "it is"), Choice("b", "B", "b"))
    )
    act = Act("do", "do", "May I?", "t", (fact,))

    made = compiled(Compare(text, Op.EQ, text), Among(text, (text, "c")), act=act)

    assert made.decide({text: text}).answer is Answer.PROHIBITED
    assert made.partial({text: "b"}).answer is Answer.SILENT
    assert assert_same(made, {text: DONT_KNOW}).answer is Answer.CONDITIONAL
    assert text in {node.value for node in ast.walk(ast.parse(made.source)) if isinstance(node, ast.Constant)}


@given(text=st.text(max_size=30))
def test_any_text_at_all(text: str) -> None:
    made = compiled(Compare("gift.kind", Op.EQ, text), Among("person.served", (text,)))

    assert_same(made, {"gift.kind": text, "person.served": "now"})
    assert_same(made, {"gift.kind": "meal", "person.served": text})


@pytest.mark.parametrize("name", acts())
def test_the_source_of_an_act_uses_no_name_but_ours(name: str) -> None:
    source = compile_act(library().acts[name], all_five()).source

    other = names_in(source) - ALLOWED - {"known", "partial"}
    assert all(letter in "aotM" and number.isdecimal() for letter, number in ((n[0], n[1:]) for n in other))
    assert not [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute) and node.attr != "get"]


def test_nothing_is_built_in() -> None:
    made = compiled(FactIs("person.asked"))

    assert made.known.__globals__["__builtins__"] == {"KeyError": KeyError}


@pytest.mark.parametrize("value", [1.5, b"x", type("Text", (str,), {})("x"), type("Number", (int,), {})(1)])
def test_a_value_that_could_write_its_own_repr_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="cannot hold"):
        Constants().value(value)  # type: ignore[arg-type]


def test_amounts_of_money_keep_their_own_object() -> None:
    constants = Constants()

    names = [constants.value(Decimal(text)) for text in ("25.00", "25.01", "25.00")]

    assert names == ["M0", "M1", "M0"]


@pytest.mark.parametrize("kind", [All, Any_])
def test_a_condition_of_a_thousand_parts(kind: type[All | Any_]) -> None:
    made = compiled(kind(tuple(FactIs(f"fact.{n}") for n in range(1_000))))

    assert made.decide({f"fact.{n}": True for n in range(1_000)}).answer is Answer.PROHIBITED
    assert made.decide({f"fact.{n}": False for n in range(1_000)}).answer is Answer.SILENT
    assert_same(made, {f"fact.{n}": True for n in range(999)})


def test_a_condition_as_deep_as_a_file_may_write_it() -> None:
    deep: Condition = FactIs("person.asked")
    for level in range(40):
        deep = Not(deep) if level % 2 else All((deep, FactIs("danger.is_near")))
    made = compiled(deep)

    for facts in ({"person.asked": True, "danger.is_near": True}, {"person.asked": False}, {}):
        assert_same(made, facts)


@pytest.mark.parametrize("unbound", [ParamIs("open"), Compare("gift.value", Op.GT, ParamRef("ceiling"))])
def test_a_condition_of_a_file_is_refused_before_its_parameters_are_in(unbound: Condition) -> None:
    edition = code(rule("kit.a.1", P))
    bare = live(edition, START, NO_POLICY)
    own = tuple(replace(r, when=unbound) for r in bare.by_act[ACT.name])

    with pytest.raises(TypeError, match="not bound"):
        compile_act(ACT, (replace(bare, by_act={ACT.name: own}),))


@pytest.mark.parametrize(
    ("condition", "folds_to"),
    [
        (All((FactIs("a"), ALWAYS)), FactIs("a")),
        (All((FactIs("a"), Constant(value=False))), Constant(value=False)),
        (Any_((FactIs("a"), ALWAYS)), ALWAYS),
        (Any_((Constant(value=False), FactIs("a"), FactIs("b"))), Any_((FactIs("a"), FactIs("b")))),
        (Not(All((ALWAYS, ALWAYS))), Constant(value=False)),
    ],
)
def test_constants_are_worked_out_before(condition: Condition, folds_to: Condition) -> None:
    assert folded(condition) == folds_to
    for facts in ({}, {"a": True}, {"a": False, "b": DONT_KNOW}):
        assert truth(condition, facts) == truth(folds_to, facts)


def test_the_short_way_asks_for_every_fact() -> None:
    made = compiled(FactIs("person.asked"))

    with pytest.raises(KeyError):
        made.known({})


def test_equal_questions_share_one_decision() -> None:
    made = compiled(Compare("gift.value", Op.GT, Decimal("25.00")))

    dear = [made.decide({"gift.value": Decimal(cents) / 100}) for cents in range(2_501, 2_600)]

    assert len(set(dear)) == 1


def test_many_at_once() -> None:
    codes = (live_today(code(rule("kit.a.1", R, "person.asked"))),)

    decisions = decide_many(ACT, codes, [{"person.asked": True}, {"person.asked": False}, {}])

    assert [d.answer for d in decisions] == [Answer.REFER, Answer.SILENT, Answer.UNDECIDED]
