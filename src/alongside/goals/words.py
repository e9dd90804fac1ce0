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
    Part.Kind.STRENGTH: {},
    Part.Kind.SUPPORT: OF_SUPPORTS,
    Part.Kind.VOICE: OF_VOICES,
    Part.Kind.MATTERS: OF_MATTERS,
}


def area_words(kind: Part.Kind, area: str) -> str:
    """An area in words; empty for none, and for one that is no more."""
    return str(AREAS[kind].get(area, ""))
