"""What is not possible here, each with what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.practice.refusals import NotPossibleNow


class NamesSomebody(NotPossibleNow):
    """The group's words, or one person's line, hold the name of another who came."""

    code = "names-somebody"

    def __init__(self, names: list[str], *, whose: str = "") -> None:
        said = {"names": ", ".join(names), "whose": whose}
        if whose:
            super().__init__(
                _("The line for %(whose)s holds the name %(names)s. No record names another who came: say “somebody”.")
                % said
            )
        else:
            super().__init__(
                _(
                    "The group’s words hold the name %(names)s. They stand in everyone’s record: say “one of us” instead."
                )
                % said
            )


class LeftAtOddTime(NotPossibleNow):
    """Somebody is said to have left before it began or after it ended."""

    code = "left-at-odd-time"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(name)s left before the end: give a time within the group, or leave it empty.") % {"name": name}
        )


class NotALeader(NotPossibleNow):
    """A second leader who does not work here, or is the first."""

    code = "not-a-leader"

    def __init__(self) -> None:
        super().__init__(_("Choose a colleague who works here now, or lead it alone."))
