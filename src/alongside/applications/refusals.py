"""What an application cannot do, and what to do next. Nothing was changed when one of these is raised, unless it says so."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from alongside.applications.models import Section
from canon.ruling import Ruling


class NotNow(ValueError):
    """The application is past this, or not there yet: another page or person was quicker."""

    code = "not-now"

    def __init__(self) -> None:
        super().__init__(
            _("This application has moved on since the page was opened. What you see now is how it stands.")
        )


class StalePage(ValueError):
    """A section was saved elsewhere since this page was opened. `saved` is what is kept."""

    code = "stale-page"

    def __init__(self, saved: Section) -> None:
        self.saved = saved
        super().__init__(_("This section was saved on another page after you opened this one."))


class NotComplete(ValueError):
    """An application was to be sent with sections missing, by their titles."""

    code = "not-complete"

    def __init__(self, sections: Sequence[str]) -> None:
        self.sections = sections
        super().__init__(_("Still missing: %(sections)s.") % {"sections": "; ".join(sections)})


class NotAffirmed(Exception):
    """An application was to be sent without saying that it is true and one's own. The refusal is on record.

    `ruling` is that of the code applied for, with the clauses that speak; it may be silent.
    """

    code = "not-affirmed"

    def __init__(self, ruling: Ruling) -> None:
        self.ruling = ruling
        super().__init__(_("An application goes to the board only as true, complete and your own."))


class SamePerson(ValueError):
    """Who recommended cannot decide as well, and nobody reviews their own application."""

    code = "same-person"

    def __init__(self) -> None:
        super().__init__(_("A second person decides: somebody else than who recommended, and never the applicant."))


class NotVerified(ValueError):
    """A certificate was to be granted on what nobody has verified, or while somebody has yet to vouch."""

    code = "not-verified"

    def __init__(self, waiting: Sequence[str]) -> None:
        self.waiting = waiting
        super().__init__(_("Not verified yet: %(claims)s.") % {"claims": "; ".join(waiting)})


class NoReference(ValueError):
    """A reference link that is over: answered, replaced or expired."""

    code = "no-reference"

    def __init__(self) -> None:
        super().__init__(_("This link is over. If you were asked again, use the newer letter."))
