"""A board's own dated word on what it asks: confirmed or changed by a row, heard at once, and never from two places."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.people.authority import NotTheirs
from alongside.people.models import Board
from alongside.rulebook.amending import amend_programme
from alongside.rulebook.models import ProgrammeAmendment
from alongside.rulebook.programmes import TermName, programme_of
from alongside.rulebook.refusals import NotPossible
from canon.programme import TERMS, written
from canon.reading import read_term
from canon.values import Hours, Span, Unit
from tests.alongside.rulebook.keeping import TODAY, board_keeping, staff_of
from tests.clauses import clause

PERIOD, LEARNING, ETHICS = TermName("period"), TermName("learning"), TermName(topic="ethics")
NC_BEGINS = date(2023, 7, 1)


@pytest.fixture
def nc(db: None) -> Board:
    return board_keeping("nc")


@pytest.fixture
def wren(nc: Board) -> User:
    return staff_of(nc)


def amend(board: Board, by: User | None, name: TermName, value: str, **changes: object) -> ProgrammeAmendment:
    said = {"from_day": TODAY, "source": "board vote of November 2026", "after": 0, "on": TODAY, **changes}
    return amend_programme(board=board, code="nc", name=name, value=value, by=by, **said)  # type: ignore[arg-type]


@clause("nc.cert.2")
def test_a_term_confirmed_as_it_stands_is_certain_from_its_first_day(nc: Board, wren: User) -> None:
    before = programme_of("nc").on("period", TODAY)
    assert before is not None
    assert not before.is_certain

    amend(nc, wren, PERIOD, "2 years", from_day=NC_BEGINS)

    after = programme_of("nc").on("period", TODAY)
    assert after is not None
    assert (after.value, after.start, after.is_certain) == (before.value, before.start, True)
    assert after.source == "board vote of November 2026"


@clause("nc.cert.2", "ca.education.2")
def test_a_change_holds_from_its_day_and_last_year_keeps_its_answer(nc: Board, wren: User) -> None:
    amend(nc, wren, LEARNING, "24 hours")
    amend(nc, wren, ETHICS, "6 hours")

    programme = programme_of("nc")
    yesterday = TODAY - timedelta(days=1)
    assert (programme.hours("learning", yesterday), programme.hours("learning", TODAY)) == (Hours(20), Hours(24))
    assert programme.buckets_on(yesterday)["ethics"].value == Hours(3)
    assert programme.buckets_on(TODAY)["ethics"].value == Hours(6)


def test_the_newest_day_wins_and_of_one_day_the_last_written(nc: Board, wren: User) -> None:
    later = TODAY + timedelta(days=30)
    amend(nc, wren, PERIOD, "4 years", from_day=later)
    amend(nc, wren, PERIOD, "3 years", after=1)
    amend(nc, wren, PERIOD, "5 years", from_day=later, after=2)

    programme = programme_of("nc")

    assert programme.span("period", TODAY) == Span(3, Unit.YEAR)
    assert programme.span("period", later) == Span(5, Unit.YEAR)


@clause("nm.competence.3")
def test_a_certain_term_is_changed_from_today_on_alone(db: None) -> None:
    nm = board_keeping("nm")
    priya = staff_of(nm, "Priya")
    said = {"board": nm, "code": "nm", "name": LEARNING, "value": "30 hours", "source": "vote", "by": priya}

    with pytest.raises(NotPossible) as refused:
        amend_programme(**said, after=0, from_day=TODAY - timedelta(days=1), on=TODAY)  # type: ignore[arg-type]
    amend_programme(**said, after=0, from_day=TODAY, on=TODAY)  # type: ignore[arg-type]

    assert refused.value.code == "amendment-backdated"
    assert programme_of("nm").hours("learning", TODAY - timedelta(days=1)) == Hours(40)
    assert programme_of("nm").hours("learning", TODAY) == Hours(30)


def test_a_term_nobody_told_is_told_by_the_board(nc: Board, wren: User) -> None:
    assert programme_of("nc").on("exam", TODAY) is None

    amend(nc, wren, TermName("exam"), "true", from_day=date(2024, 1, 1))

    told = programme_of("nc").on("exam", TODAY)
    assert told is not None
    assert told.value is True
    assert told.is_certain


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (PERIOD, "2"),
        (PERIOD, "two years"),
        (LEARNING, "20"),
        (LEARNING, "20 days"),
        (TermName("exam"), "perhaps"),
        (TermName("references"), "-1"),
        (TermName("late_fee"), "12.345 USD"),
        (TermName("after_grace"), "never"),
        (TermName("no_such_term"), "2 years"),
        (TermName(topic="Not A Topic"), "2 hours"),
        (TermName(topic="e" * 41), "2 hours"),
        (PERIOD, "2" * 80 + " years"),
    ],
)
def test_a_value_not_written_as_its_term_is_refused(nc: Board, wren: User, name: TermName, value: str) -> None:
    with pytest.raises(NotPossible) as refused:
        amend(nc, wren, name, value)

    assert refused.value.code == "wrong-value"
    assert not ProgrammeAmendment.objects.exists()


def test_topics_never_ask_more_than_the_whole(nc: Board, wren: User) -> None:
    with pytest.raises(NotPossible) as refused:
        amend(nc, wren, ETHICS, "21 hours")

    assert refused.value.code == "topics-beyond-the-whole"
    amend(nc, wren, ETHICS, "20 hours")


def test_sent_twice_it_is_one_row_and_a_stale_page_does_nothing(nc: Board, wren: User) -> None:
    first = amend(nc, wren, PERIOD, "3 years")

    assert amend(nc, wren, PERIOD, "3 years") == first
    with pytest.raises(NotPossible) as refused:
        amend(nc, wren, PERIOD, "4 years")

    assert refused.value.code == "stale-form"
    assert ProgrammeAmendment.objects.count() == 1
    assert Entry.objects.filter(kind="programme.amended").count() == 1


def test_another_boards_staff_and_a_code_not_kept_are_refused(nc: Board, wren: User) -> None:
    priya = staff_of(board_keeping("nm"), "Priya")

    with pytest.raises(NotTheirs):
        amend(nc, priya, PERIOD, "3 years")
    with pytest.raises(NotPossible) as refused:
        amend_programme(
            board=nc, code="ak", name=PERIOD, value="3 years", source="s", from_day=TODAY, after=0, by=wren, on=TODAY
        )

    assert refused.value.code == "code-not-kept"
    assert not ProgrammeAmendment.objects.exists()


def test_without_a_source_nothing_is_said(nc: Board, wren: User) -> None:
    with pytest.raises(NotPossible) as refused:
        amend(nc, wren, PERIOD, "3 years", source=" \x00 ")

    assert refused.value.code == "no-source"


def test_a_programme_costs_one_query_and_is_read_once(
    nc: Board, wren: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    amend(nc, wren, PERIOD, "3 years")

    with django_assert_num_queries(2):
        first, second = programme_of("nc"), programme_of("nc")

    assert first is second
    amend(nc, wren, PERIOD, "4 years", after=1)
    assert programme_of("nc").span("period", TODAY) == Span(4, Unit.YEAR)


@pytest.mark.parametrize("code", ["ak", "ca", "juniper", "nc", "nm", "sud"])
def test_every_value_reads_back_from_how_it_is_written(code: str, db: None) -> None:
    for rows in programme_of(code).terms.values():
        for term in rows:
            again = read_term(term.name, written(term.value), start=term.start, source="s", is_certain=True)

            assert again.value == term.value
            assert term.name in TERMS
