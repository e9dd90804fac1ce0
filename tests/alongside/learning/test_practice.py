"""Practicing ethics: judged by the reader's own code, private, and counted only where the board allows it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from alongside.journal.models import Entry
from alongside.learning.hours import tallies
from alongside.learning.models import LearningEntry, PracticeAnswer
from alongside.learning.practice import answer_story, round_of, window_under
from alongside.learning.windows import Window
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Board, Practitioner
from alongside.rulebook.codes_folder import codes_folder
from canon.ruling import Answer
from tests.alongside.learning.conftest import BEGINS, DENVER, THROUGH, TODAY, certified, user_of

JUNIPER = Path("invented", "juniper-jpss.toml")


@pytest.fixture(autouse=True)
def sixth_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """An invented board that counts practice: two hours at most."""
    monkeypatch.setenv("ALONGSIDE_MORE_CODES", str(codes_folder() / JUNIPER))


@pytest.fixture
def ola(board: Board) -> Practitioner:
    return certified("Ola Finch", board, code="juniper", number="J-1")


def window_of(practitioner: Practitioner, code: str) -> Window:
    window = window_under(practitioner, code, TODAY)
    assert window is not None
    return window


def answer_all(practitioner: Practitioner, code: str) -> list[LearningEntry | None]:
    window = window_of(practitioner, code)
    return [
        answer_story(
            practitioner=practitioner,
            window=window,
            story=story,
            chosen=Answer.REFER,
            by=user_of(practitioner),
            on=TODAY,
        ).entry
        for story in round_of(practitioner, window, TODAY).left
    ]


def test_the_ruling_is_that_of_the_readers_own_code(teo: Practitioner, ola: Practitioner) -> None:
    def ruled(practitioner: Practitioner, code: str) -> Answer:
        window = window_of(practitioner, code)
        blanket = next(s for s in round_of(practitioner, window, TODAY).stories if s.id == "blanket")
        told = {"practitioner": practitioner, "window": window, "story": blanket, "chosen": Answer.PERMITTED}
        return answer_story(**told, by=user_of(practitioner), on=TODAY).ruling.answer

    assert ruled(teo, "nm") is Answer.PROHIBITED
    assert ruled(ola, "juniper") is Answer.PERMITTED


def test_a_finished_set_counts_as_ethics_where_the_board_allows_it(board: Board, ola: Practitioner) -> None:
    entries = answer_all(ola, "juniper")

    (entry,) = [entry for entry in entries if entry]
    assert entry is entries[-1]
    assert entry.source == LearningEntry.Source.PRACTICE
    assert tallies([ola.pk], board, BEGINS, THROUGH)[ola.pk].on("ethics") == entry.hours == Decimal("0.75")


def test_no_more_counts_than_the_board_allows_in_a_period(board: Board, ola: Practitioner) -> None:
    for minutes in range(1, 5):
        with clock.standing_at(datetime(2026, 11, 19, 11, minutes, tzinfo=DENVER)):
            answer_all(ola, "juniper")

    assert tallies([ola.pk], board, BEGINS, THROUGH)[ola.pk].total == 2


def test_where_the_board_says_nothing_practice_is_done_and_counts_for_nothing(board: Board, teo: Practitioner) -> None:
    entries = answer_all(teo, "nm")

    assert len(entries) >= 5
    assert not any(entries)
    assert tallies([teo.pk], board, BEGINS, THROUGH)[teo.pk].total == 0


def test_an_answer_leaves_no_line_in_the_journal_and_is_nobody_elses(teo: Practitioner, ola: Practitioner) -> None:
    before = Entry.objects.count()
    window = window_of(teo, "nm")
    told = {"window": window, "story": round_of(teo, window, TODAY).stories[0], "chosen": Answer.REFER, "on": TODAY}

    answer_story(practitioner=teo, by=user_of(teo), **told)
    with pytest.raises(NotTheirs):
        answer_story(practitioner=teo, by=user_of(ola), **told)

    assert Entry.objects.count() == before


def test_pressed_twice_it_is_one_answer(teo: Practitioner) -> None:
    window = window_of(teo, "nm")
    told = {"window": window, "story": round_of(teo, window, TODAY).stories[0], "on": TODAY, "by": user_of(teo)}

    first = answer_story(practitioner=teo, chosen=Answer.REFER, **told)
    second = answer_story(practitioner=teo, chosen=Answer.REFER, **told)

    assert first.answer == second.answer
    assert PracticeAnswer.objects.count() == 1


def test_last_periods_answers_do_not_finish_this_ones_set(board: Board, ola: Practitioner) -> None:
    with clock.standing_at(datetime.combine(BEGINS - timedelta(days=9), datetime.min.time(), tzinfo=DENVER)):
        PracticeAnswer.objects.create(
            practitioner=ola, code="juniper", story="blanket", chosen="refer", ruled="permitted", at=clock.now()
        )

    assert round_of(ola, window_of(ola, "juniper"), TODAY).answered == frozenset()


class TestPages:
    """One story at a time."""

    @pytest.fixture
    def browser(self, client: Client, teo: Practitioner) -> Client:
        client.force_login(user_of(teo))
        return client

    def test_a_story_is_asked_answered_and_told_with_its_clause(self, browser: Client) -> None:
        asked = browser.get("/learning/practice/nm/blanket/").content.decode()
        told = browser.post("/learning/practice/nm/blanket/", {"answer": "permitted"}, follow=True).content.decode()

        assert "nm.integrity.3" not in asked
        assert "nm.integrity.3" in told
        assert "Your code sees it differently" in told
        assert "Hand it back with thanks" in told

    def test_no_choice_is_told_and_nothing_is_kept(self, browser: Client) -> None:
        answer = browser.post("/learning/practice/nm/blanket/", {"answer": "undecided"})

        assert answer.status_code == 422
        assert not PracticeAnswer.objects.exists()

    def test_a_story_of_no_code_of_theirs_is_not_there(self, browser: Client) -> None:
        assert browser.get("/learning/practice/ca/blanket/").status_code == 404
        assert browser.get("/learning/practice/nm/be-my-sponsor/").status_code == 404

    def test_anothers_answer_is_not_shown(self, browser: Client, ola: Practitioner) -> None:
        other = PracticeAnswer.objects.create(
            practitioner=ola, code="nm", story="blanket", chosen="refer", ruled="prohibited", at=clock.now()
        )

        page = browser.get(f"/learning/practice/nm/blanket/?answer={other.pk}").content.decode()

        assert "See what your code says" in page

    def test_the_stories_are_told_in_spanish_too(self, browser: Client, teo: Practitioner) -> None:
        user = user_of(teo)
        user.language = "es"
        user.save()

        assert "La cobija hecha a mano" in browser.get("/learning/practice/").content.decode()
