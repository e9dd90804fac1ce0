"""The prompts beside clauses: each belongs to a clause there is, names what the product knows, and says no rule of its own."""

from pathlib import Path

import pytest

from canon.code import Clause, Control
from canon.prompt import At, Prompt
from canon.reading import Library, read_library
from canon.reading.prompts import read_prompts

CODES = Path(__file__).parents[2] / "codes"
VOICES = {"own", "family", "youth"}


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(CODES)


@pytest.fixture(scope="module")
def prompts() -> tuple[Prompt, ...]:
    return read_prompts(CODES / "prompts")


@pytest.fixture(scope="module")
def clauses(library: Library) -> dict[str, Clause]:
    return {clause.id: clause for edition in library.editions for clause in edition.clauses}


def test_each_belongs_to_a_clause_and_stands_in_its_codes_file(
    prompts: tuple[Prompt, ...], clauses: dict[str, Clause], library: Library
) -> None:
    assert [prompt.clause for prompt in prompts if prompt.clause not in clauses] == []
    for edition in library.editions:
        own = read_prompts_of(Path(edition.path).stem)
        assert {prompt.code for prompt in own} == {edition.id}


def read_prompts_of(stem: str) -> list[Prompt]:
    text = (CODES / "prompts" / f"{stem}.toml").read_text(encoding="utf-8")
    return [prompt for prompt in read_prompts(CODES / "prompts") if f'clause = "{prompt.clause}"' in text]


def test_a_question_to_think_about_goes_with_a_guide_alone(
    prompts: tuple[Prompt, ...], clauses: dict[str, Clause]
) -> None:
    asked = [prompt.clause for prompt in prompts if prompt.at is At.REFLECTION]

    assert {clauses[name].control for name in asked} == {Control.GUIDE}
    assert len(asked) == len(set(asked)) >= 60


def test_voices_are_those_a_file_can_hold(prompts: tuple[Prompt, ...]) -> None:
    for prompt in prompts:
        if prompt.at in (At.NOTE, At.STORY, At.PLAIN_WORDS):
            assert set(prompt.of) <= VOICES, prompt.clause


def test_questions_are_short_end_as_questions_and_read_differently_in_spanish(prompts: tuple[Prompt, ...]) -> None:
    for prompt in prompts:
        english, spanish = prompt.say("en"), prompt.say("es")
        assert len(english) <= 160, prompt.clause
        assert len(spanish) <= 190, prompt.clause
        assert english != spanish
        if prompt.at is At.REFLECTION:
            assert "?" in english, prompt.clause
            assert "¿" in spanish, prompt.clause


def test_a_language_nobody_wrote_is_said_in_english(prompts: tuple[Prompt, ...]) -> None:
    assert prompts[0].say("fr") == prompts[0].say("en")
