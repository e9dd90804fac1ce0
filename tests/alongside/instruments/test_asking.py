"""What is asked follows from what was answered; a page never hangs on an answer given on that same page."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, strategies as st

from alongside.instruments.asking import (
    Answer,
    answers_data,
    answers_from_data,
    asked,
    kept,
    missing,
    read_answers,
    screens,
)
from alongside.instruments.fhir import json_text, links, response_resource
from alongside.instruments.reading import read_questionnaire
from alongside.instruments.shapes import Item
from tests.alongside.instruments.forms import BASE, NEEDS, SURVEY, answers, item, option, read, scale

AT = datetime(2026, 11, 27, 17, tzinfo=UTC)


def links_of(items: list[Item]) -> list[str]:
    return [one.link_id for one in items]


def test_a_question_that_hangs_on_an_answer_is_asked_once_it_is_given() -> None:
    needs = read_questionnaire(NEEDS)

    assert "h2" not in links_of(asked(needs, {}))
    assert "h2" in links_of(asked(needs, answers(h1="own")))
    assert "h2" not in links_of(asked(needs, answers(h1="shelter")))


def test_what_hangs_on_a_question_no_longer_asked_falls_away_with_it() -> None:
    form = read(
        item("a", "boolean"),
        item("b", "boolean", enableWhen=[{"question": "a", "operator": "=", "answerBoolean": True}]),
        item("c", enableWhen=[{"question": "b", "operator": "=", "answerBoolean": True}]),
    )
    told = answers(a="false", b="true", c="words")

    assert links_of(asked(form, told)) == ["a"]
    assert kept(form, told) == answers(a="false")


@pytest.mark.parametrize(
    ("operator", "value", "given_value", "holds"),
    [
        (">", 3, "4", True),
        (">", 3, "3", False),
        (">=", 3, "3", True),
        ("<", 3, "2", True),
        ("<=", 3, "4", False),
        ("=", 3, "3", True),
        ("!=", 3, "3", False),
        ("!=", 3, "", False),
    ],
)
def test_numbers_are_compared_as_the_condition_says(operator: str, value: int, given_value: str, holds: bool) -> None:
    form = read(
        item("n", "integer"), item("q", enableWhen=[{"question": "n", "operator": operator, "answerInteger": value}])
    )
    told = answers(n=given_value) if given_value else {}

    assert ("q" in links_of(asked(form, told))) is holds


def test_all_or_any_of_several_conditions() -> None:
    both = [
        {"question": "a", "operator": "exists", "answerBoolean": True},
        {"question": "b", "operator": "exists", "answerBoolean": False},
    ]
    form = read(
        item("a"),
        item("b"),
        item("all", enableWhen=both, enableBehavior="all"),
        item("any", enableWhen=both, enableBehavior="any"),
    )

    assert links_of(asked(form, answers(a="x"))) == ["a", "b", "all", "any"]
    assert links_of(asked(form, answers(a="x", b="y"))) == ["a", "b", "any"]
    assert links_of(asked(form, answers(b="y"))) == ["a", "b"]


def test_a_screen_holds_few_questions_and_none_that_hangs_on_another_of_its_own() -> None:
    for form in (read_questionnaire(SURVEY), read_questionnaire(NEEDS)):
        for screen in screens(form):
            own = {one.link_id for one in screen}
            assert sum(one.kind.is_asked for one in screen) <= 6
            assert not any(condition.question in own for one in screen for condition in one.when)
        listed = [one.link_id for screen in screens(form) for one in screen]
        assert sorted(listed) == sorted(one.link_id for one in form.every())


def test_what_is_needed_and_missing_is_told_by_item() -> None:
    form = read(
        item("a", required=True),
        item("g", "group", required=True, item=[item("x"), item("y")]),
        item("c", required=True, enableWhen=[{"question": "a", "operator": "=", "answerString": "go"}]),
    )

    assert links_of(missing(form, {})) == ["a", "g"]
    assert links_of(missing(form, answers(a="go", y="1"))) == ["c"]


@pytest.mark.parametrize(
    ("kind", "written", "kept_as"),
    [
        ("boolean", "true", "true"),
        ("integer", " 04 ", "4"),
        ("decimal", "1,50", "1.50"),
        ("date", "2026-11-27", "2026-11-27"),
        ("string", "  hello ", "hello"),
        ("integer", "1.5", None),
        ("integer", "many", None),
        ("integer", "1e5", None),
        ("integer", "9999999999", None),
        ("decimal", "NaN", None),
        ("date", "27.11.2026", None),
        ("date", "0001-01-01", None),
        ("boolean", "maybe", None),
        ("string", "x" * 501, None),
        ("text", "x" * 4001, None),
    ],
)
def test_what_is_written_is_an_answer_or_says_what_to_do(kind: str, written: str, kept_as: str | None) -> None:
    (question,) = read(item("q", kind)).questions

    found, mistake = read_answers(question, [written])

    assert found == (() if kept_as is None else (Answer(kept_as),))
    assert bool(mistake) is (kept_as is None)


def test_bounds_of_a_number_are_kept_to() -> None:
    (question,) = read(
        item(
            "q",
            "integer",
            extension=[{"url": f"{BASE}minValue", "valueInteger": 0}, {"url": f"{BASE}maxValue", "valueInteger": 7}],
        )
    ).questions

    assert read_answers(question, ["7"])[1] is None
    assert read_answers(question, ["8"])[1] is not None
    assert read_answers(question, ["-1"])[1] is not None


def test_choices_are_those_offered_one_unless_several_may_be_and_some_stand_alone() -> None:
    needs = read_questionnaire(NEEDS)
    sleeps, wrong, food = (needs.item(name) for name in ("h1", "h2", "f1"))
    assert sleeps
    assert wrong
    assert food

    assert read_answers(food, ["often"]) == ((Answer("often"),), None)
    assert read_answers(food, ["always"])[1] is not None
    assert read_answers(food, ["often", "no"])[1] is not None
    assert read_answers(wrong, ["cold", "pests"]) == ((Answer("cold"), Answer("pests")), None)
    assert read_answers(wrong, ["cold", "none"])[1] is not None
    assert read_answers(sleeps, [], "On a boat") == ((Answer("On a boat", is_own=True),), None)
    assert read_answers(food, [], "On a boat") == ((), None)


def test_an_answer_in_own_words_meets_no_condition_on_an_option() -> None:
    needs = read_questionnaire(NEEDS)

    assert "h2" not in links_of(asked(needs, {"h1": (Answer("own", is_own=True),)}))


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=5),
        st.lists(st.builds(Answer, st.text(max_size=9), st.booleans()), min_size=1, max_size=3).map(tuple),
    )
)
def test_answers_come_back_as_they_were_kept(told: dict[str, tuple[Answer, ...]]) -> None:
    assert answers_from_data(answers_data(told)) == told


def test_a_response_takes_the_shape_of_its_questionnaire() -> None:
    needs = read_questionnaire(NEEDS)
    told = {**answers(h1="own", h2=["cold", "pests"], f1="often", p1="false", p2="3"), "w1": (Answer("A “ride”\n"),)}

    found = response_resource(needs, told, identifier="0", authored=AT, language="es")

    assert found["questionnaire"] == "https://demo.example/forms/what-would-help|2.1"
    assert list(links(found)) == ["home", "h1", "h2", "daily", "f1", "people", "p1", "p2", "w1"]
    home = found["item"][0]
    assert home["text"] == "Dónde vive"
    assert [one["valueCoding"]["code"] for one in home["item"][1]["answer"]] == ["cold", "pests"]
    assert home["item"][0]["answer"][0]["valueCoding"]["display"] == "Un lugar propio"
    assert found["item"][2]["item"][1]["answer"] == [{"valueInteger": 3}]
    assert '"status": "completed"' in json_text(found)


def test_what_stands_below_a_question_stands_in_its_answer() -> None:
    form = read(
        item("a", "boolean", item=[item("why", "decimal")]),
        scale("s"),
        item("o", "open-choice", answerOption=[option("x")]),
    )
    told = {**answers(a="true", why="1.5", s="o3"), "o": (Answer("mine", is_own=True),)}

    found = response_resource(form, told, identifier="0", authored=AT, language="en")

    assert found["item"][0]["answer"][0]["item"][0]["answer"] == [{"valueDecimal": 1.5}]
    assert found["item"][2]["answer"] == [{"valueString": "mine"}]
