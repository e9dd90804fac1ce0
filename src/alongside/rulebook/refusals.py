"""What cannot be done in the rulebook, and what to do instead."""

from django.utils.translation import gettext as _


class NotPossible(ValueError):
    """Something was tried that the rulebook does not allow. `code` is stable, `says` what is wrong, `remedy` what to do."""

    def __init__(self, code: str, says: str, remedy: str = "") -> None:
        super().__init__(f"{says} {remedy}".strip())
        self.code = code
        self.says = says
        self.remedy = remedy


def not_kept() -> NotPossible:
    return NotPossible(
        "code-not-kept", _("Your board does not keep this code."), _("Ask the operator to entrust it to you.")
    )


def stale() -> NotPossible:
    return NotPossible(
        "stale-form",
        _("Something changed since you opened this page, so nothing was done."),
        _("Read it once more, then decide."),
    )
