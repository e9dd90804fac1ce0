"""Words that stand beside a clause where it is put to use: a question to think about, a prompt beside a note. They never decide."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class At(enum.Enum):
    """Where a prompt stands. What `of` narrows it to is said beside each."""

    REFLECTION = "reflection"
    NOTE = "note"
    """A note of a contact; `of` are voices: own, family, youth."""
    STORY = "story"
    """Beside a story that was shared; `of` are voices."""
    OPTIONS = "options"
    """Beside options that were looked at and what the person chose."""
    PLACE = "place"
    """Where people meet."""
    ALSO_THERE = "also-there"
    """Others beside the person."""
    TEAM = "team"
    """Words for coworkers."""
    GOAL = "goal"
    """A goal that is being written; `of` may name what of the clause it asks about."""
    GOAL_AREA = "goal-area"
    """A kind of goal; `of` names it."""
    DECIDING = "deciding"
    """Marking what a person decided."""
    SURVEY = "survey"
    """A survey of people served; `of` names the item."""
    WORKPLACE = "workplace"
    """A survey of those who work there; `of` names the item."""
    ADVOCACY = "advocacy"
    """Speaking up beyond one person; `of` names the kind."""
    CONCERN = "concern"
    """Raising a concern."""
    CONVICTION = "conviction"
    """Telling a board of a conviction."""
    PLAIN_WORDS = "plain-words"
    """Plain words beside what is written; `of` are voices."""
    LIMITS = "limits"
    """What a worker is trained for, and where it ends."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt of one clause. words: by language tag, English always there; `of` is empty where it narrows to nothing."""

    clause: str
    at: At
    words: Mapping[str, str]
    of: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code's id: `nm` of `nm.role.0`."""
        return self.clause.split(".", 1)[0]

    def fits(self, at: At, of: str = "") -> bool:
        """Whether it stands there. Asked without `of`, whatever it narrows to; one that narrows to nothing fits all."""
        return self.at is at and (not of or not self.of or of in self.of)

    def say(self, language: str) -> str:
        """Its words in a language, or in English where there are none."""
        return self.words.get(language) or self.words["en"]


def in_turn(prompts: Sequence[Prompt], turn: int, most: int) -> tuple[Prompt, ...]:
    """So many of them, others with each turn, so that all come up: quiet rather than complete."""
    if len(prompts) <= most:
        return tuple(prompts)
    start = turn * most % len(prompts)
    return tuple([*prompts[start:], *prompts[:start]][:most])
