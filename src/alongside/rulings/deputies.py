"""Who answers for a supervisor, asked of the app above that knows: the third of the roads that lead up.

    register_deputies(deputy_of)        # in `AppConfig.ready`

A deputy sees a question once its clock has run out, and not before; nothing is ever granted because nobody answered.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from alongside.accounts.models import User
from alongside.people.models import Agency
from alongside.rulings.models import Referral

DeputyOf = Callable[[User, Agency, date], "User | None"]

_deputy_of: DeputyOf | None = None


def register_deputies(source: DeputyOf) -> None:
    """Say who knows the deputies. The last caller wins."""
    global _deputy_of
    _deputy_of = source


def deputy_for(supervisor: User, agency: Agency, on: date, *, but: User) -> User | None:
    """Who answers for a supervisor on a day, other than whoever asks; None where nobody is named."""
    found = _deputy_of(supervisor, agency, on) if _deputy_of is not None else None
    return None if found is None or found.pk == but.pk else found


def hand_to_deputy(supervisor: User, agency: Agency, deputy: User | None) -> int:
    """Let the questions that wait for a supervisor name their deputy from now on. Call it where the deputy is named.

    Returns how many questions. A worker who is the deputy themself keeps their own question from it.
    """
    waiting = Referral.objects.filter(agency=agency, to=supervisor, status=Referral.Status.WAITING)
    if deputy is None:
        return waiting.update(deputy=None)
    return waiting.exclude(from_worker__user=deputy).update(deputy=deputy)
