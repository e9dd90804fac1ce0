"""What may be done together, in words: tiles of the note. None is forced, and the list is open (nm.role.0b, ak.intro.2)."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DID: Final[dict[str, str | Promise]] = {
    "listened": _("Listened"),
    "story": _("Shared my story"),
    "options": _("Looked at options"),
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


def did_words(keys: tuple[str, ...]) -> list[str]:
    """The words of what was done, in the order they are offered; a key that is no more is passed over."""
    return [str(words) for key, words in {**DID, **ABOUT}.items() if key in keys]
