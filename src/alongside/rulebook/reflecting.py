"""The question to think about that goes with each guide clause: its own where there is one, else one that fits them all.

A new state's code needs no file of questions: every guide clause has a question from the first day.
"""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from alongside.rulebook.prompts import prompts_at
from canon.code import Clause, Control
from canon.prompt import At

ANY: Final[Promise] = gettext_lazy("Where did you meet this lately? What would you do again, and what otherwise?")


def question_of(clause: Clause) -> str:
    """What to think about, in the language of the page; empty for a clause that is no guide."""
    if clause.control is not Control.GUIDE:
        return ""
    own = prompts_at([clause.id], At.REFLECTION)
    return own[0].say(language_now()) if own else str(ANY)


def language_now() -> str:
    """`en` or `es`: the language of the page, without its country."""
    return (get_language() or "en").split("-", maxsplit=1)[0]
