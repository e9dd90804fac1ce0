"""Scores are exact, count only with two thirds of their items, and say which direction is better."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from alongside.instruments.faults import Unfit
from alongside.instruments.reading import read_questionnaire
from alongside.instruments.scores import Direction, How, Score, range_of, score, shown
from alongside.instruments.scoring_files import read_scoring
from alongside.instruments.shapes import Questionnaire
from tests.alongside.instruments.forms import (
    NEEDS,
    NEEDS_SCORING,
    SURVEY,
    SURVEY_SCORING,
    answers,
    item,
    option,
    read,
    scale,
    scoring,
    subscale,
)

LINKS = [f"q{n}" for n in range(6)]
GIVEN = st.dictionaries(st.sampled_from(LINKS), st.integers(1, 5))


def six() -> Questionnaire:
    return read(*(scale(link_id) for link_id in LINKS))


def only(found: tuple[Score, ...]) -> Score:
    (one,) = found
    return one


@given(given_scores=GIVEN)
def test_a_mean_is_exact_and_counts_with_two_thirds_of_its_items(given_scores: dict[str, int]) -> None:
    form = six()

    found = only(score(scoring(form, subscale(*LINKS)), form, answers(**{k: f"o{v}" for k, v in given_scores.items()})))

    if len(given_scores) >= 4:
        assert found.value == Fraction(sum(given_scores.values()), len(given_scores))
    else:
        assert found.value is None
    assert (found.answered, found.of) == (len(given_scores), 6)


@given(given_scores=GIVEN, left=st.sets(st.sampled_from(LINKS)))
def test_not_applicable_is_no_answer(given_scores: dict[str, int], left: set[str]) -> None:
    form, rules = six(), scoring(six(), subscale(*LINKS))
    told = {k: f"o{v}" for k, v in given_scores.items()}

    with_them = score(rules, form, answers(**{**told, **dict.fromkeys(left, "na")}))
    without = score(rules, form, answers(**{k: v for k, v in told.items() if k not in left}))

    assert with_them == without


@given(given_scores=GIVEN)
def test_a_sum_over_fewer_items_is_raised_in_proportion_and_says_so(given_scores: dict[str, int]) -> None:
    form = six()

    found = only(
        score(
            scoring(form, subscale(*LINKS, how="sum")), form, answers(**{k: f"o{v}" for k, v in given_scores.items()})
        )
    )

    if found.value is not None:
        assert found.value * len(given_scores) == sum(given_scores.values()) * 6
        assert found.is_raised is (len(given_scores) < 6)
        assert 6 <= found.value <= 30


@given(given_scores=GIVEN)
def test_turning_every_item_round_mirrors_the_score_in_its_range(given_scores: dict[str, int]) -> None:
    form, told = six(), answers(**{k: f"o{v}" for k, v in given_scores.items()})
    turned = "reverse = [" + ", ".join(f'"{link}"' for link in LINKS) + "]"

    straight = only(score(scoring(form, subscale(*LINKS)), form, told))
    mirrored = only(score(scoring(form, subscale(*LINKS, more=turned)), form, told))

    if straight.value is not None and mirrored.value is not None:
        assert straight.value + mirrored.value == 6
    assert straight.counts is mirrored.counts


def test_a_third_is_kept_as_a_third_and_rounded_once_for_people() -> None:
    form = six()

    found = only(score(scoring(form, subscale("q0", "q1", "q2")), form, answers(q0="o1", q1="o1", q2="o2")))

    assert found.value == Fraction(4, 3)
    assert shown(Fraction(4, 3)) == Decimal("1.33")
    assert str(shown(Fraction(5, 2))) == "2.5"
    assert str(shown(Fraction(10))) == "10"
    assert shown(Fraction(1, 200)) == Decimal("0.01")


def test_the_line_of_two_thirds_lies_at_two_of_three() -> None:
    form, rules = six(), scoring(six(), subscale("q0", "q1", "q2"))

    assert only(score(rules, form, answers(q0="o1", q1="o5"))).value == 3
    assert only(score(rules, form, answers(q0="o1"))).value is None


def test_a_file_may_ask_for_more_or_fewer_answers() -> None:
    form = six()
    every = scoring(form, subscale("q0", "q1", "q2", more='needs = "all"'))
    half = scoring(form, subscale("q0", "q1", more='needs = "1/2"'))

    assert only(score(every, form, answers(q0="o1", q1="o5"))).value is None
    assert only(score(half, form, answers(q1="o5"))).value == 5


def test_a_cut_point_above_is_not_met_by_a_score_right_on_it() -> None:
    form = six()
    cut = '[[subscale.cut]]\nabove = "3.5"\nsays = "Fine"\nsource = "Our own"\nfigure = true'
    (fine,) = scoring(form, subscale(*LINKS, more=cut)).subscales

    assert fine.figure is not None
    assert not fine.figure.holds(Fraction(7, 2))
    assert fine.figure.holds(Fraction(7, 2) + Fraction(1, 1000))


def test_direction_and_range_are_stored_as_the_file_has_them() -> None:
    survey, needs = read_questionnaire(SURVEY), read_questionnaire(NEEDS)

    said, wanted = read_scoring(SURVEY_SCORING, survey), read_scoring(NEEDS_SCORING, needs)

    assert {one.direction for one in said.subscales} == {Direction.HIGHER}
    assert (wanted.subscales[0].direction, wanted.subscales[0].how) == (Direction.LOWER, How.SUM)
    assert range_of(said.subscales[0], survey) == (1, 5)
    assert range_of(wanted.subscales[0], needs) == (0, 6)


def test_scores_may_stand_in_the_scoring_file_where_the_questionnaire_has_none() -> None:
    form = read(
        item("a", "choice", answerOption=[option("never"), option("often")]),
        item("b", "boolean"),
        item("c", "integer"),
    )
    told = "values = { never = 0, often = 3, b = { true = 2, false = 1 } }\n"
    rules = scoring(form, subscale("a", "b", "c", how="sum", more=told).replace('not_applicable = ["na"]\n', ""))

    found = only(score(rules, form, answers(a="often", b="true", c="4")))

    assert found.value == 9


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ('format = 2\nsource = "x"', "format"),
        ("format = 1", "another-questionnaire"),
        ("format = ", "not-toml"),
        ("\ud83d", "not-toml"),
        ("x = " + "[" * 5000, "not-toml"),
        ("#" * 300_000, "too-large"),
    ],
)
def test_a_scoring_file_that_is_none_says_so(wrong: str, code: str) -> None:
    with pytest.raises(Unfit) as unfit:
        read_scoring(wrong.encode(errors="surrogatepass"), six())

    assert code in [fault.code for fault in unfit.value.faults]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (subscale("q0", "q9"), "item-unknown"),
        (subscale(), "no-items"),
        (subscale("q0", how="median"), "how"),
        (subscale("q0").replace("higher-is-better", "up"), "direction"),
        (subscale("q0", more='needs = "3/2"'), "needs"),
        (subscale("q0", more='needs = "1/0"'), "needs"),
        (subscale("q0", more='reverse = ["q1"]'), "reverse-unknown"),
        (subscale("q0").replace('["na"]', '["never"]'), "left-out-unknown"),
        (subscale("q0", more="half = true"), "key-unknown"),
        (subscale("q0", more="values = { o1 = 1e999999 }"), "value"),
        (subscale("q0", more='[[subscale.cut]]\nsays = "x"\nsource = "y"'), "cut"),
        (subscale("q0", more='[[subscale.cut]]\nabove = 1\nbelow = 2\nsays = "x"\nsource = "y"'), "cut"),
        (subscale("q0", more="[[subscale.cut]]\nabove = 1\nsays = 'x'"), "no-text"),
        (subscale("q0") + subscale("q1"), "subscale-twice"),
    ],
)
def test_what_is_wrong_in_a_scoring_file_is_named(told: str, code: str) -> None:
    with pytest.raises(Unfit) as unfit:
        scoring(six(), told)

    assert code in [fault.code for fault in unfit.value.faults]
    assert all(fault.remedy for fault in unfit.value.faults)


def test_items_without_one_score_are_not_scored() -> None:
    form = read(item("t"), item("c", "choice", answerOption=[option("a")]), scale("r", repeats=True))

    with pytest.raises(Unfit) as unfit:
        scoring(form, subscale("t", "c", "r"))

    assert [fault.code for fault in unfit.value.faults if fault.code != "left-out-unknown"] == [
        "not-scorable",
        "no-scores",
        "not-scorable",
    ]
