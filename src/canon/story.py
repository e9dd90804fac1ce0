"""Stories to practice on: an act in a small scene, with the facts it comes to. What is right is not told: it is judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from canon.act import Act
from canon.code import Edition
from canon.judging import judge
from canon.policy import NO_POLICY, Policy
from canon.ruling import Answer, Ruling
from canon.values import Stated


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """One scene. title, tells, asks: by language tag, English always there; minutes: what it takes to think it through."""

    id: str
    act: Act
    facts: Mapping[str, Stated]
    minutes: int
    title: Mapping[str, str]
    tells: Mapping[str, str]
    asks: Mapping[str, str]

    def ruling(self, edition: Edition, *, on: date, policy: Policy = NO_POLICY) -> Ruling:
        """What a code says of it on a day."""
        return judge(self.act, self.facts, [edition], policy, on=on)

    def fits(self, edition: Edition, *, on: date) -> bool:
        """Whether the code has a word on it: it rules on the act, and the facts told settle what it says."""
        rules = any(self.act.name in rule.acts for rule in edition.rules)
        return rules and self.ruling(edition, on=on).answer not in (Answer.SILENT, Answer.UNDECIDED)


def stories_for(edition: Edition, stories: Sequence[Story], *, on: date) -> tuple[Story, ...]:
    """The stories that a code has a word on, in their order."""
    return tuple(story for story in stories if story.fits(edition, on=on))
