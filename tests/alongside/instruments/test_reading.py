"""An instrument is read whole or not at all; what is wrong is said by item, and what to do."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, strategies as st

from alongside.instruments.faults import Unfit
from alongside.instruments.reading import MOST_ITEMS, read_questionnaire
from alongside.instruments.shapes import Kind, Operator
from tests.alongside.instruments.forms import BASE, NEEDS, SURVEY, form, item, option, read


def faults_of(raw: object) -> list[tuple[str, str]]:
    """(code, where) of each fault; fails if it can be read after all."""
    data = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    with pytest.raises(Unfit) as unfit:
        read_questionnaire(data)
    assert all(fault.says and fault.remedy for fault in unfit.value.faults)
    return [(fault.code, fault.where) for fault in unfit.value.faults]


def test_a_survey_is_read_with_its_headings_scores_and_both_languages() -> None:
    survey = read_questionnaire(SURVEY)

    assert survey.title.in_language("es") == "¿Cómo va su apoyo?"
    assert survey.languages() == ("en", "es")
    assert [one.kind for one in survey.items] == [Kind.GROUP] * 4
    first = survey.questions[0]
    assert [str(one.score) for one in first.options] == ["5", "4", "3", "2", "1", "None"]
    assert first.options[0].words.in_language("es-MX") == "Muy de acuerdo"


def test_a_survey_of_needs_is_read_with_conditions_and_answers_that_stand_alone() -> None:
    needs = read_questionnaire(NEEDS)

    wrong = needs.item("h2")
    assert wrong is not None
    assert wrong.repeats
    assert not wrong.all_of
    assert [(one.question, one.operator, one.value) for one in wrong.when] == [
        ("h1", Operator.IS, "own"),
        ("h1", Operator.IS, "others"),
    ]
    assert [one.key for one in wrong.options if one.is_exclusive] == ["none"]


def test_every_type_that_people_can_answer_is_taken() -> None:
    kinds = ["group", "display", "boolean", "choice", "open-choice", "integer", "decimal", "string", "text", "date"]
    items = [item(f"q-{kind}", kind, **({"answerOption": [option("a")]} if "choice" in kind else {})) for kind in kinds]

    found = read(*items)

    assert [one.kind.value for one in found.every()] == kinds


def test_answers_may_stand_in_a_value_set_that_the_file_contains() -> None:
    held = {
        "resourceType": "ValueSet",
        "id": "yes-no",
        "compose": {
            "include": [
                {
                    "system": "https://forms.example/s",
                    "concept": [
                        {
                            "code": "y",
                            "display": "Yes",
                            "designation": [{"language": "es", "value": "Sí"}],
                            "extension": [{"url": f"{BASE}ordinalValue", "valueDecimal": 1}],
                        }
                    ],
                }
            ]
        },
    }

    found = read(item("q", "choice", answerValueSet="#yes-no"), contained=[held])

    (yes,) = found.questions[0].options
    assert (yes.key, str(yes.score), yes.words.in_language("es")) == ("y", "1", "Sí")


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (form(item("q"), resourceType="Bundle"), ("no-questionnaire", "resourceType")),
        (form(item("q"), url="not an address"), ("no-url", "url")),
        (form(item("q"), version=""), ("no-version", "version")),
        (form(item("q"), version=3), ("not-a-text", "version")),
        (form(item("q"), status="live"), ("status", "status")),
        (form(item("q"), title=""), ("no-title", "title")),
        (form(), ("no-items", "item")),
        (form(item("g", "group")), ("no-questions", "item")),
        (form(item("q"), modifierExtension=[{}]), ("modifier", "")),
        (form({**item("q"), "modifierExtension": [{}]}), ("modifier", "q")),
        (form(item("q"), item="q"), ("not-a-list", "item")),
        (form(item("q"), item=["q"]), ("not-an-item", "item")),
        (form(item("q", "attachment")), ("type-unknown", "q")),
        (form(item("q", ["choice"])), ("type-unknown", "q")),  # type: ignore[arg-type]
        (form(item("q"), item("q")), ("link-id-twice", "q")),
        (form(item("")), ("no-link-id", "an item under item")),
        (form({**item("q"), "text": ""}), ("no-words", "q")),
        (form({**item("q"), "text": {"en": "hello"}}), ("not-a-text", "q")),
        (form({**item("q"), "text": "x" * 5000}), ("too-long", "q")),
        (form({**item("q"), "text": "a\u0000b"}), ("marks", "q")),
        (form(item("q", required="yes")), ("not-a-truth", "q")),
        (form(item("q", repeats=True)), ("repeats", "q")),
        (form(item("q", maxLength=0)), ("max-length", "q")),
        (form(item("q"), item("d", "display", item=[item("x")])), ("below-words", "d")),
        (form(item("q", "choice")), ("no-options", "q")),
        (form(item("q", "choice", answerOption=[option("a"), option("a")])), ("option-twice", "q")),
        (form(item("q", "choice", answerOption=[{"valueDate": "2026-01-01"}])), ("option-unfit", "q")),
        (form(item("q", "choice", answerOption=[{"valueString": "a", "valueInteger": 1}])), ("option-unfit", "q")),
        (form(item("q", "choice", answerValueSet="http://elsewhere.example/vs")), ("value-set-elsewhere", "q")),
        (form(item("q", answerOption=[option("a")])), ("options-unused", "q")),
        (
            form(
                item(
                    "q",
                    required=True,
                    extension=[{"url": f"{BASE}questionnaire-hidden", "valueBoolean": True}],
                )
            ),
            ("hidden-required", "q"),
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_item(wrong: dict[str, Any], expected: tuple[str, str]) -> None:
    assert expected in faults_of(wrong)


def when(question: str, operator: str = "=", **answer: object) -> dict[str, object]:
    return {"enableWhen": [{"question": question, "operator": operator, **answer}]}


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([item("a", **when("b", answerString="x")), item("b", **when("a", answerString="x"))], "condition-unknown"),
        ([item("a", **when("a", answerString="x"))], "condition-unknown"),
        ([item("a", **when("later", answerString="x")), item("later")], "condition-unknown"),
        ([item("g", "group"), item("a", **when("g", "exists", answerBoolean=True))], "condition-unknown"),
        ([item("a"), item("b", **when("a", "~", answerString="x"))], "condition-unfit"),
        ([item("a"), item("b", enableWhen=["a"])], "condition-unfit"),
        ([item("a", "integer"), item("b", **when("a", answerString="x"))], "condition-answer"),
        ([item("a"), item("b", **when("a", ">", answerString="x"))], "condition-answer"),
        ([item("a", "boolean"), item("b", **when("a", answerInteger=1))], "condition-answer"),
        (
            [item("a", "choice", answerOption=[option("y")]), item("b", **when("a", answerCoding={"code": "n"}))],
            "condition-answer",
        ),
        ([item("a"), item("b", enableWhen=when("a", answerString="x")["enableWhen"] * 2)], "enable-behavior"),  # type: ignore[operator]
    ],
)
def test_a_condition_looks_back_at_a_question_and_at_an_answer_it_can_have(
    items: list[dict[str, Any]], code: str
) -> None:
    assert code in [fault for fault, _where in faults_of(form(*items))]


def test_all_faults_are_told_at_once() -> None:
    found = faults_of(form(item("a", "attachment"), item("b", "choice"), item("b"), version=""))

    assert {code for code, _where in found} >= {"type-unknown", "no-options", "link-id-twice", "no-version"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not-json"),
        (b"[]", "not-an-object"),
        (b"<Questionnaire/>", "not-json"),
        (b"\xff\xfe\x00", "not-text"),
        (b'{"a": NaN}', "not-json"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not-json"),
        (b'{"a": 1e99999999999999999999}', "not-json"),
        (b'{"resourceType": "Questionnaire", "resourceType": "Questionnaire"}', "key-twice"),
        (b" " * (1024 * 1024 + 1), "too-large"),
        (b"[" * 200_000, "too-deep"),
        (b'{"item":' * 100_000, "too-deep"),
    ],
)
def test_hostile_files_are_told_apart_and_stop_nothing(data: bytes, code: str) -> None:
    assert [fault for fault, _where in faults_of(data)] == [code]


def test_too_many_items_and_too_many_levels_are_refused() -> None:
    nested: dict[str, Any] = item("q0")
    for level in range(1, 9):
        nested = item(f"g{level}", "group", item=[nested])

    assert ("too-deep", "g3") in faults_of(form(nested))
    assert faults_of(form(*(item(f"q{n}") for n in range(MOST_ITEMS + 300)))) == [("too-many-items", "item")]


def test_scores_of_a_size_that_nothing_counts_with_are_read_past() -> None:
    raw = json.dumps(form(item("q", "choice", answerOption=[option("a", 777)]))).encode().replace(b"777", b"1e999999")

    found = read_questionnaire(raw)

    assert found.questions[0].options[0].score is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_KEYS = ["item", "url", "contained", "title", "_title", "status", "version", "language", "extension"]
_ITEM_KEYS = ["linkId", "text", "_text", "type", "enableWhen", "enableBehavior", "answerOption", "item", "required"]


@given(key=st.sampled_from(_KEYS), value=_JSON)
def test_no_kind_of_value_in_the_wrong_place_breaks_the_reader(key: str, value: object) -> None:
    with suppress(Unfit):
        read_questionnaire(json.dumps({**form(item("q")), key: value}).encode())


@given(key=st.sampled_from(_ITEM_KEYS), value=_JSON, kind=st.sampled_from(["choice", "string", "group"]))
def test_nor_within_an_item(key: str, value: object, kind: str) -> None:
    one = {**item("q", kind, answerOption=[option("a")] if kind == "choice" else []), key: value}
    with suppress(Unfit):
        read_questionnaire(json.dumps(form(item("before"), one)).encode())
