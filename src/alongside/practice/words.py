"""What may be done together, in words: tiles of the note. None is forced, and the list is open (nm.role.0b, ak.intro.2)."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DID: Final[dict[str, str | Promise]] = {
    "listened": _("Listened"),
    "story": _("Shared my story"),
    "options": _("Looked at options"),
    "decided": _("Decided together"),
    "along": _("Went along"),
    "goal": _("Worked on a goal"),
    "resource": _("Found a resource"),
    "called": _("Called somebody together"),
    "together": _("Wrote this together"),
}
"""What the two did: the first screen."""

ABOUT: Final[dict[str, str | Promise]] = {
    "hope": _("Hope"),
    "responsibility": _("Taking charge"),
    "understanding": _("Being understood"),
    "education": _("Learning something"),
    "self-advocacy": _("Speaking up for oneself"),
    "self-determination": _("Deciding for oneself"),
    "wellness": _("Staying well"),
    "community": _("Community and friends"),
}
"""What it was about, offered below."""


PRIVATE_ENOUGH: Final[dict[str, str | Promise]] = {
    "yes": _("Yes"),
    "no": _("No"),
    "moved": _("We moved somewhere better"),
}
"""Whether the place was: what is asked of a note, and read in it (nm.role.7a)."""

STORY_FOR: Final[dict[str, str | Promise]] = {"theirs": _("The person’s"), "mine": _("Rather the worker’s")}
"""Whose benefit it served that the worker shared their story, as it is read (nm.role.3)."""


def did_words(keys: tuple[str, ...]) -> list[str]:
    """The words of what was done, in the order they are offered; a key that is no more is passed over."""
    return [str(words) for key, words in {**DID, **ABOUT}.items() if key in keys]
