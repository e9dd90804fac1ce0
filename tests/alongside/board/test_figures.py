"""A board's figures: each with its finding, and no small number to be worked out, on the page or from a file."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import example, given, settings, strategies as st
from pytest_django import DjangoAssertNumQueries

from alongside.board.figures.counting import figure_of, figures_of
from alongside.credentials.importing.judging import Kind
from alongside.credentials.importing.taking import hand_in_holders, review, take_holders
from alongside.people import clock
from alongside.people.models import Board, Practitioner
from alongside.people.small_numbers import SMALL, Shown, suppress
from tests.alongside.rulebook.keeping import board_keeping, staff_of

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOW = datetime(2026, 11, 27, 18, tzinfo=UTC)
SOME = st.lists(st.integers(0, 60), min_size=1, max_size=6)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.standing_at(NOW), translation.override("en"):
        yield


@pytest.fixture
def board(db: None) -> Board:
    return board_keeping("nm")


def holders(board: Board, **in_county: int) -> None:
    """So many who may serve, county by county."""
    rows = [
        f"{county}-{n},Holder {n},{county},2025-03-01,2027-02-28"
        for county, many in in_county.items()
        for n in range(many)
    ]
    data = "\n".join(["number,name_on_certificate,county,valid_from,valid_through", *rows]).encode()
    sheet = hand_in_holders(board=board, code="nm", data=data, by=None)
    take_holders(sheet=sheet, expected=len(review(sheet).of(Kind.NEW)), by=None)


# ---- what is hidden cannot be worked out ----------------------------------------------------------------------------------


def could_be(shown: Shown, small: Sequence[bool]) -> list[set[int]]:
    """Tried one by one: every number that each hidden one could be, for somebody who knows which are small and the total.

    They know, too, that the large ones were hidden from the smallest up.
    """
    whole = shown.total - sum(number for number in shown.numbers if number is not None)
    most = min((number for number in shown.numbers if number is not None and number > SMALL), default=whole)
    ranges = [range(1, SMALL + 1) if is_small else range(SMALL + 1, max(most, SMALL + 1) + 1) for is_small in small]
    *first, last = ranges
    found: list[set[int]] = [set() for _ in ranges]
    for guess in itertools.product(*first):
        rest = whole - sum(guess)
        if rest in last:
            for place, number in enumerate((*guess, rest)):
                found[place].add(number)
    return found


@settings(max_examples=150, deadline=None)
@example(numbers=[1, 1])
@example(numbers=[10, 10, 40])
@example(numbers=[5, 11, 11])
@example(numbers=[5, 11, 40])
@given(numbers=st.lists(st.integers(0, 24), min_size=1, max_size=4))
def test_no_hidden_number_can_be_worked_out_from_the_total(numbers: list[int]) -> None:
    shown = suppress(numbers)

    hidden = [number <= SMALL for number, seen in zip(numbers, shown.numbers, strict=False) if seen is None]
    if hidden:
        assert all(len(possible) > 1 for possible in could_be(shown, hidden))


@given(numbers=SOME)
def test_every_small_number_is_hidden_and_nothing_shown_is_changed(numbers: list[int]) -> None:
    shown = suppress(numbers)

    assert not any(seen is not None and 1 <= seen <= SMALL for seen in shown.numbers)
    assert all(seen in (None, number) for number, seen in zip(numbers, shown.numbers, strict=False))
    assert shown.is_withheld == (shown.numbers == [])


@given(numbers=st.lists(st.sampled_from([0, 11, 12, 500]), min_size=1, max_size=8))
def test_nothing_is_hidden_where_nobody_is_few(numbers: list[int]) -> None:
    assert suppress(numbers) == Shown(numbers, sum(numbers))


def test_one_small_number_alone_takes_the_next_with_it() -> None:
    assert suppress([4, 90, 30, 0]).numbers == [None, 90, None, 0]


def test_what_no_neighbour_can_hide_is_not_shown_at_all() -> None:
    assert suppress([4]) == Shown([], 4, is_withheld=True)


def test_a_total_that_is_small_itself_is_not_shown() -> None:
    assert suppress([3, 5, 0]) == Shown([], 8, is_withheld=True)


def test_less_than_nothing_is_no_count() -> None:
    with pytest.raises(ValueError, match="below nothing"):
        suppress([3, -1])


# ---- pages and files -------------------------------------------------------------------------------------------------------


def test_a_figure_is_titled_by_what_it_found(board: Board) -> None:
    holders(board, Taos=14, Mora=12)

    figure = figure_of(board, "workforce")

    assert figure is not None
    assert figure.title == "Most who may serve live in Taos"
    assert [(line.label, line.number) for line in figure.lines] == [("Mora", 12), ("Taos", 14)]


def test_page_and_file_hide_the_same(client: Client, board: Board) -> None:
    holders(board, Taos=33, Mora=12, Union=3)
    client.force_login(staff_of(board, "Priya"), backend=BACKEND)

    page = client.get("/board/figures/")
    file = client.get("/board/figures/workforce.csv").content.decode("utf-8-sig")

    lines = next(f.lines for f in page.context["figures"] if f.key == "workforce")
    assert [(line.label, line.number) for line in lines] == [("Mora", None), ("Taos", 33), ("Union", None)]
    assert file.splitlines()[1:] == [
        'Mora,"hidden: 1 to 10, or next to it"',
        "Taos,33",
        'Union,"hidden: 1 to 10, or next to it"',
        "In all,48",
    ]


def test_a_county_that_is_a_formula_is_text_in_the_file(client: Client, board: Board) -> None:
    holders(board, Taos=12)
    Practitioner.objects.update(county="=1+1")
    client.force_login(staff_of(board, "Priya"), backend=BACKEND)

    file = client.get("/board/figures/workforce.csv").content.decode("utf-8-sig")

    assert "\n'=1+1,12" in file


def test_figures_begin_with_a_next_step_and_are_for_staff(client: Client, board: Board) -> None:
    stranger = client.get("/board/figures/").status_code
    client.force_login(staff_of(board, "Priya"), backend=BACKEND)

    page = client.get("/board/figures/").content.decode()

    assert stranger == 302
    assert "There is nothing to count yet" in page
    assert 'href="/board/holders/"' in page
    assert client.get("/board/figures/nothing.csv").status_code == 404


def test_more_certificates_ask_no_more_queries(
    board: Board, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    holders(board, Taos=300)

    with django_assert_max_num_queries(8):
        found = figures_of(board)

    assert {figure.key: figure.total for figure in found}["workforce"] == 300
