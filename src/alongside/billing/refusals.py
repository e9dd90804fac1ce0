"""What is not possible here, each with what to do instead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.practice.refusals import NotPossibleNow


class NotOffered(NotPossibleNow):
    """A code, rounding or way that is not on offer."""

    code = "not-offered"


class NothingToExport(NotPossibleNow):
    """Everything that is ready was exported before, or nothing is ready."""

    code = "nothing-to-export"

    def __init__(self) -> None:
        super().__init__(_("Nothing is ready that was not exported before. What is held, and why, stands below."))


class NotYet(NotPossibleNow):
    """A month that has not begun."""

    code = "not-yet"

    def __init__(self) -> None:
        super().__init__(_("That month has not begun. Choose this month or one before."))


class SealBroken(NotPossibleNow):
    """The bytes of an export are not those that were sealed."""

    code = "seal-broken"

    def __init__(self) -> None:
        super().__init__(
            _("This export no longer is what was sealed. Do not hand it on; ask whoever runs Alongside to verify it.")
        )
