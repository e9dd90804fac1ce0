"""Who is due; and what many said, so that no number points at anybody, not by subtraction either."""

import itertools
from datetime import UTC, date, datetime
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given, strategies as st

from alongside.instruments import counting
from alongside.instruments.counting import closed_periods, rows_of
from alongside.instruments.due import standings
from alongside.instruments.models import Span
from alongside.people import clock
from alongside.people.models import Person
from tests.alongside.instruments.forms import answers
from tests.alongside.instruments.makers import Shelf, answer, give, put
from tests.alongside.rulings.makers import MORNING, TODAY

LAST_QUARTER = datetime(2026, 8, 10, 17, tzinfo=UTC)
THIS_QUARTER = datetime(2026, 11, 2, 17, tzinfo=UTC)
WELL, BADLY = answers(d1="agree", d2="agree", d3="agree"), answers(d1="disagree", d2="disagree", d3="disagree")


def people(here: Shelf, number: int) -> list[Person]:
    return [Person.objects.create(agency=here.agency, chosen_name=f"P{n}") for n in range(number)]


def say(here: Shelf, said: list[bool], at: datetime = LAST_QUARTER) -> None:
    """One person a truth: well, or badly."""
    give(here.needs, here.rosa, here.dana)  # for a ruling to rest on
    for person, is_well in zip(people(here, len(said)), said, strict=True):
        put(here.survey, person, here.dana, WELL if is_well else BADLY, at=at)


def first_cell(here: Shelf) -> counting.Cell:
    row = rows_of(here.survey, TODAY)[0]
    (cell,) = row.cells
    return cell


def test_somebody_never_asked_is_due_and_somebody_asked_is_waited_for(here: Shelf) -> None:
    persons = [here.rosa, here.people.teo]

    before = standings(persons, [here.survey, here.needs], today=TODAY, now=MORNING)
    link = give(here.survey, here.rosa, here.dana)
    after = standings(persons, [here.survey, here.needs], today=TODAY, now=clock.now())

    assert [(one.person.chosen_name, one.is_due) for one in before] == [
        ("Rosa", True),
        ("Teo", True),
        ("Rosa", False),
        ("Teo", False),
    ]
    assert (after[0].link, after[0].is_due, after[0].offered_on) == (link, False, TODAY)


def test_a_year_after_the_answer_it_is_due_again_under_any_version(here: Shelf) -> None:
    answer(give(here.survey, here.rosa, here.dana), WELL)
    due = date(TODAY.year + 1, TODAY.month, TODAY.day)

    (one,) = standings([here.rosa], [here.survey], today=TODAY, now=MORNING)
    (then,) = standings([here.rosa], [here.survey], today=due, now=MORNING)

    assert (one.answered_on, one.due_on, one.is_due) == (TODAY, due, False)
    assert then.is_due


def test_standings_take_three_queries_whatever_their_number(here: Shelf, django_assert_num_queries: object) -> None:
    persons = [*people(here, 25), here.rosa]

    with django_assert_num_queries(3):  # type: ignore[operator]
        standings(persons, [here.survey, here.needs], today=TODAY, now=MORNING)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ([True] * 10, None),
        ([True] * 11, (11, 11)),
        ([True] * 20 + [False], None),
        ([True] * 11 + [False] * 11, (22, 11)),
        ([True] * 12 + [False] * 10, None),
        ([False] * 12, (12, 0)),
    ],
)
def test_small_numbers_are_hidden_with_all_they_could_be_worked_out_from(
    here: Shelf, said: list[bool], shown: tuple[int, int] | None
) -> None:
    say(here, said)

    cell = first_cell(here)

    if shown is None:
        assert (cell.counted, cell.met, cell.mean) == (None, None, None)
    else:
        assert (cell.counted, cell.met) == shown
        assert cell.mean == Fraction(2 * (len(said) - shown[1]) + 4 * shown[1], len(said))


def test_a_period_is_shown_once_it_is_over(here: Shelf) -> None:
    say(here, [True] * 15, at=THIS_QUARTER)

    assert rows_of(here.survey, TODAY) == []
    assert rows_of(here.survey, date(2027, 1, 1))[0].cells[0].counted == 15


def test_each_person_counts_once_with_what_they_said_last(here: Shelf) -> None:
    say(here, [True] * 12)
    person = Person.objects.get(chosen_name="P0")
    put(here.survey, person, here.dana, answers(d1="disagree", d2="neutral", d3="agree"), at=LAST_QUARTER)

    cell = first_cell(here)

    assert cell.is_hidden  # eleven on one side and one on the other


def test_too_few_items_do_not_count(here: Shelf) -> None:
    say(here, [True] * 11)
    put(here.survey, people(here, 12)[11], here.dana, answers(d1="agree"), at=LAST_QUARTER)

    assert first_cell(here).counted == 11


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(Span))
def test_periods_follow_each_other_and_are_over(today: date, span: Span) -> None:
    periods = closed_periods(span, today)

    assert all(one.to_day == after.first for one, after in itertools.pairwise(periods))
    assert periods[-1].to_day <= today
    assert (today - periods[-1].to_day).days < (366 if span is Span.YEAR else 92)


def test_what_is_not_scored_has_no_figures(here: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "opened", lambda _instrument: SimpleNamespace(scoring=None))

    assert rows_of(here.survey, TODAY) == []
