"""Sides of life, kinds of support, whose voices, chosen practices: open lists, none ranked above another (nm.role.4a,
ca.holistic.2, ca.person.10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from alongside.goals.models import Part

Words = str | Promise

OF_GOALS: Final[dict[str, Words]] = {
    "wellness": _("Feeling well"),
    "home": _("A home"),
    "work": _("Work"),
    "school": _("School"),
    "custody": _("Children and custody"),
    "family": _("Family"),
    "amends": _("Making amends"),
    "legal": _("Court, probation or parole"),
    "money": _("Money and benefits"),
    "health": _("Body and health"),
    "friends": _("Friends and community"),
    "culture": _("Culture and spirit"),
    "voice": _("Speaking up"),
    "independence": _("Standing on my own feet"),
    "inclusion": _("Taking part like everyone else"),
    "other": _("Something else"),
}
SIDES: Final[dict[str, tuple[Words, tuple[str, ...]]]] = {
    "emotional": (_("Feelings, and standing on one’s own feet"), ("wellness", "independence")),
    "physical": (_("The body"), ("health",)),
    "social": (_("People around"), ("custody", "family", "amends", "friends", "inclusion", "voice")),
    "occupational": (_("Work and what fills the days"), ("work",)),
    "intellectual": (_("Learning"), ("school",)),
    "financial": (_("Money"), ("money",)),
    "environmental": (_("Home and a safe place"), ("home", "legal")),
    "spiritual": (_("Culture and spirit"), ("culture",)),
}
"""The dimensions of wellness, and which sides of life belong to each: ca.holistic.2. After SAMHSA, “Creating a Healthier Life: A
Step-by-Step Guide to Wellness” (SMA16-4958): eight, none above another. What fits none stands after them."""
OF_SUPPORTS: Final[dict[str, Words]] = {
    "family": _("Family"),
    "friends": _("Friends"),
    "community": _("Community"),
    "culture": _("Culture, healing arts or faith"),
    "meetings": _("Meetings and groups"),
    "care": _("Care partners"),
    "place": _("A place"),
    "other": _("Something else"),
}
OWN_VOICE: Final = "own"
OF_VOICES: Final[dict[str, Words]] = {
    "child": _("The child"),
    "youth": _("The young person"),
    "parent": _("A parent"),
    "caregiver": _("A caregiver"),
    "family": _("A family member"),
}
OF_CHALLENGES: Final[dict[str, Words]] = {
    "use": _("Alcohol or other drugs"),
    "developing": _("Learning and developing"),
    "body": _("The body: illness, pain, a disability"),
    "mind": _("Mind and feelings"),
    "challenge": _("Something else"),
}
"""What somebody lives with, by their choice to say it; the first three are those that ca.holistic.3 names."""
OF_PRACTICES: Final[dict[str, Words]] = {
    "tradition": _("A way of their people or culture"),
    "healing": _("Healing arts, such as acupuncture or meditation"),
    "spiritual": _("Spirit or faith"),
    "secular": _("A way without faith"),
    "harm": _("Harm reduction"),
    "practice": pgettext_lazy("healing practice", "Another way"),
}
"""The ways that ca.holistic.5 names, none above another."""
OF_REST: Final[dict[str, Words]] = {
    "deciding": _("What deciding for themselves means to them"),
    "match": _("Whom they would like beside them"),
    "presence": _("How they take part in talk about them"),
    "other": _("Something else"),
}
MATTERS: Final[dict[str, dict[str, Words]]] = {"practice": OF_PRACTICES, "challenge": OF_CHALLENGES, "rest": OF_REST}
"""What else matters stands on three shelves, each with what may lie on it."""
UNSAID: Final[dict[str, str]] = {"practice": "practice", "challenge": "challenge", "rest": "other"}
"""What a part of these shelves is about where nobody said: it stays on its shelf."""
AREAS: Final[dict[Part.Kind, dict[str, Words]]] = {
    Part.Kind.GOAL: OF_GOALS,
    Part.Kind.STRENGTH: OF_VOICES,
    Part.Kind.SUPPORT: OF_SUPPORTS,
    Part.Kind.VOICE: {OWN_VOICE: _("Their own voice")} | OF_VOICES,
    Part.Kind.MATTERS: OF_PRACTICES | OF_CHALLENGES | OF_REST,
}


SHELVES: Final[dict[str, Part.Kind]] = {
    "goal": Part.Kind.GOAL,
    "strength": Part.Kind.STRENGTH,
    "support": Part.Kind.SUPPORT,
    "voice": Part.Kind.VOICE,
    "practice": Part.Kind.MATTERS,
    "challenge": Part.Kind.MATTERS,
    "rest": Part.Kind.MATTERS,
}
"""Where a part may stand, and of which kind it then is."""


def shelf_of(part: Part) -> str:
    """Where a part stands: its kind, and of what else matters which of the three shelves."""
    if part.kind != Part.Kind.MATTERS:
        return str(part.kind)
    return next((name for name, areas in MATTERS.items() if part.area in areas), "rest")


OF_SHELVES: Final[dict[str, tuple[Words, Words]]] = {
    "goal": (_("Goal"), _("Goal")),
    "strength": (_("Good at"), _("What I am good at")),
    "support": (_("Who and what stands by them"), _("Who and what stands by me")),
    "voice": (_("Voices beside theirs"), _("Voices beside mine")),
    "practice": (_("What they chose for themselves"), _("What I chose for myself")),
    "challenge": (_("What they live with"), _("What I live with")),
    "rest": (_("What else matters"), _("What else matters to me")),
}
"""The name of each shelf, to others and to the person."""


OF_ONE: Final[dict[str, tuple[Words, Words]]] = {
    "goal": (_("Goal"), _("Goal")),
    "strength": (_("A strength"), _("A strength")),
    "support": (_("A support"), _("A support")),
    "voice": (_("A voice"), _("A voice")),
    "practice": (_("A practice they chose"), _("A practice I chose")),
    "challenge": (_("Something they live with"), _("Something I live with")),
    "rest": (_("Something that matters"), _("Something that matters")),
}
"""One part of a shelf, to others and to the person."""


def shelf_words(shelf: str, *, is_own: bool) -> str:
    """A shelf in words, to others or to the person."""
    return str(OF_SHELVES[shelf][is_own])


LEANS_ON: Final[dict[str, frozenset[str]]] = {
    "goal": frozenset({"strength", "support", "practice", "challenge"}),
    "support": frozenset({"strength"}),
    "challenge": frozenset({"strength", "support", "practice"}),
}
"""What a part may lean on, by their shelves; a step as its goal. What is done about a challenge leans on it: it helps with it."""


def may_lean(part: Part, on: Part) -> bool:
    """Whether one part of a plan may lean on another."""
    return shelf_of(on) in LEANS_ON.get(shelf_of(part), frozenset())


def side_of(area: str) -> str:
    """The dimension of wellness that a side of life belongs to; "" for one that fits none."""
    return next((side for side, (_words, areas) in SIDES.items() if area in areas), "")


def side_words(side: str) -> str:
    """A dimension of wellness in words."""
    return str(SIDES[side][0]) if side in SIDES else str(OF_GOALS["other"])


TO_THEM: Final[dict[str, Words]] = {
    OWN_VOICE: _("My own voice"),
    "tradition": _("A way of my people or culture"),
    "deciding": _("What deciding for myself means to me"),
    "match": _("Whom I would like beside me"),
    "presence": _("How I take part in talk about me"),
}
"""The areas that speak of the person, as the person reads them."""


def area_words(kind: Part.Kind, area: str, *, is_own: bool = False) -> str:
    """An area in words, to others or to the person; empty for none, and for one that is no more."""
    words = AREAS[kind].get(area, "")
    return str(TO_THEM.get(area, words)) if words and is_own else str(words)


def together(words: Sequence[str]) -> str:
    """What several people said, in one line: without the full stop of each."""
    return "; ".join(one.rstrip(". ") or one for one in words)
