"""The stories to practice on: no answer stands in them, and every code has enough to say on them."""

from datetime import date
from pathlib import Path

import pytest

from canon.reading import Library, read_library
from canon.reading.stories import read_stories
from canon.ruling import Answer
from canon.story import Story, stories_for

CODES = Path(__file__).parents[2] / "codes"
DAY = date(2026, 11, 19)


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(CODES, [CODES / "invented" / "juniper-jpss.toml"])


@pytest.fixture(scope="module")
def stories(library: Library) -> tuple[Story, ...]:
    return read_stories(CODES / "practice", library.vocabulary)


def test_there_are_ten_at_least_and_five_for_every_code(library: Library, stories: tuple[Story, ...]) -> None:
    fitting = {edition.id: len(stories_for(edition, stories, on=DAY)) for edition in library.editions}

    assert len(stories) >= 10
    assert min(fitting.values()) >= 5, fitting


def test_every_story_fits_some_code_and_the_answers_are_of_every_kind(
    library: Library, stories: tuple[Story, ...]
) -> None:
    told = {
        story.id: {story.ruling(e, on=DAY).answer for e in library.editions if story.fits(e, on=DAY)}
        for story in stories
    }

    assert all(told.values()), told
    answers = set().union(*told.values())
    assert answers >= {Answer.PROHIBITED, Answer.REFER, Answer.PERMITTED, Answer.REQUIRED}


def test_one_story_is_answered_differently_by_different_codes(library: Library, stories: tuple[Story, ...]) -> None:
    blanket = next(story for story in stories if story.id == "blanket")

    answers = {e.id: blanket.ruling(e, on=DAY).answer for e in library.editions}

    assert answers["nm"] is Answer.PROHIBITED
    assert answers["ca"] is Answer.REFER
    assert answers["juniper"] is Answer.PERMITTED


def test_no_story_says_what_is_right() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted((CODES / "practice").glob("*.toml")))

    assert "answer =" not in text
    assert not any(answer.value in text for answer in Answer if answer not in (Answer.REQUIRED, Answer.REFER))
