"""The seven answers: a word, a term, a shape and an edge for each, and none for anything else."""

import enum
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation

import alongside.ui
from alongside.ui.answers import ANSWER_LOOKS, look_of

SPANISH = {
    "prohibited": "No",
    "refer": "Consulte antes",
    "conditional": "Sí, si…",
    "permitted": "Sí",
    "silent": "Ninguna cláusula lo menciona",
    "required": "Es obligatorio",
    "undecided": "Falta un dato",
}
STYLES = Path(alongside.ui.__file__).parent / "static" / "ui"


def test_there_are_seven_answers_strictest_first() -> None:
    assert list(ANSWER_LOOKS) == [
        "prohibited",
        "refer",
        "conditional",
        "permitted",
        "silent",
        "required",
        "undecided",
    ]


def test_no_two_answers_share_word_shape_or_class() -> None:
    looks = ANSWER_LOOKS.values()

    for told_apart_by in ("word", "glyph", "css"):
        assert len({str(getattr(look, told_apart_by)) for look in looks}) == 7, told_apart_by


@pytest.mark.parametrize(("answer", "word"), SPANISH.items())
def test_each_answer_has_its_word_in_spanish(
    answer: str, word: str, speak: Callable[[str], translation.override]
) -> None:
    with speak("es"):
        assert str(look_of(answer).word) == word


def test_an_answer_may_be_an_enum_whose_value_is_the_name() -> None:
    class Answer(enum.Enum):
        REFER = "refer"

    assert look_of(Answer.REFER) is ANSWER_LOOKS["refer"]


def test_what_is_no_answer_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="'maybe' is no answer; the answers are prohibited, refer"):
        look_of("maybe")


@pytest.mark.parametrize("answer", ["prohibited", "refer", "conditional", "silent", "undecided"])
def test_the_edge_differs_for_every_answer_that_holds_back(answer: str) -> None:
    edge = re.escape(f".{look_of(answer).css}.al-answer::before")

    assert re.search(edge + r" \{ [^}]*background: [\w-]+-gradient", (STYLES / "theme.css").read_text())


@pytest.mark.parametrize("look", ANSWER_LOOKS.values(), ids=list(ANSWER_LOOKS))
def test_each_class_sets_colour_and_tint_in_the_theme(look: object) -> None:
    css = getattr(look, "css")  # noqa: B009 - parametrized values are typed as object

    assert re.search(rf"\.{css} \{{ --a: var\(--\w+\); --t: var\(--\w+-tint\); \}}", (STYLES / "theme.css").read_text())
