"""Sides of life, kinds of support, whose voices: open lists, none ranked above another (nm.role.4a, ca.holistic.2, ca.person.10)."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
OF_VOICES: Final[dict[str, Words]] = {
    "child": _("The child"),
    "youth": _("The young person"),
    "parent": _("A parent"),
    "caregiver": _("A caregiver"),
    "family": _("A family member"),
}
OF_MATTERS: Final[dict[str, Words]] = {
    "deciding": _("What deciding for themselves means to them"),
    "practice": _("A practice they chose"),
    "challenge": _("Something they live with, by their choice to say it"),
    "match": _("Whom they would like beside them"),
    "presence": _("How they take part in talk about them"),
}
AREAS: Final[dict[Part.Kind, dict[str, Words]]] = {
    Part.Kind.GOAL: OF_GOALS,
    Part.Kind.STRENGTH: OF_VOICES,
    Part.Kind.SUPPORT: OF_SUPPORTS,
    Part.Kind.VOICE: OF_VOICES,
    Part.Kind.MATTERS: OF_MATTERS,
}


CHALLENGE: Final = "challenge"
LEANS_ON: Final[dict[Part.Kind, tuple[Part.Kind, ...]]] = {
    Part.Kind.GOAL: (Part.Kind.STRENGTH, Part.Kind.SUPPORT),
    Part.Kind.SUPPORT: (Part.Kind.STRENGTH,),
    Part.Kind.MATTERS: (Part.Kind.SUPPORT, Part.Kind.STRENGTH),
}
"""What a part may lean on; of what else matters, only what somebody lives with."""


def may_lean(part: Part, on: Part) -> bool:
    """Whether one part of a plan may lean on another."""
    fits = on.kind in LEANS_ON.get(Part.Kind(part.kind), ())
    return fits and (part.kind != Part.Kind.MATTERS or part.area == CHALLENGE)


def side_of(area: str) -> str:
    """The dimension of wellness that a side of life belongs to; "" for one that fits none."""
    return next((side for side, (_words, areas) in SIDES.items() if area in areas), "")


def side_words(side: str) -> str:
    """A dimension of wellness in words."""
    return str(SIDES[side][0]) if side in SIDES else str(OF_GOALS["other"])


def area_words(kind: Part.Kind, area: str) -> str:
    """An area in words; empty for none, and for one that is no more."""
    return str(AREAS[kind].get(area, ""))
