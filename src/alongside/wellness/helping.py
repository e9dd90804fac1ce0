"""Help from a professional, one tap away and seen by nobody: nm.recovery.3. What an agency has for its own people stands with it.

The lines are everybody's; the agency's own is a row it sets. That somebody looked, or called, is kept nowhere.
"""

from __future__ import annotations

from typing import Final

from django.db import transaction

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, require_authority
from alongside.people.models import Agency, RoleKind
from alongside.wellness.models import EmployeeHelp

KEEPS: Final = (RoleKind.AGENCY_ADMINISTRATOR,)


def set_employee_help(*, agency: Agency, words: str, phone: str, web: str, by: User) -> EmployeeHelp | None:
    """Say from today on which help an agency has for its own people; no words take it back. The same again changes nothing.

    Raises NotTheirs unless an administrator of the agency. None where there was nothing to take back.
    """
    said = (words.strip(), phone.strip(), web.strip()) if words.strip() else ("", "", "")
    with transaction.atomic(durable=True):
        held = Agency.objects.select_for_update().get(pk=agency.pk)
        require_authority(by, Authority(KEEPS, agency=held))
        now = employee_help_of(held)
        if ((now.words, now.phone, now.web) if now else ("", "", "")) == said:
            return now
        at = clock.now()
        row = EmployeeHelp.objects.create(
            agency=held,
            words=said[0],
            phone=said[1],
            web=said[2],
            from_day=clock.today_in(held.time_zone),
            by=by,
            at=at,
        )
        write_journal("employee-help.set" if row.words else "employee-help.withdrawn", row, by=by)
    return row


def employee_help_of(agency: Agency) -> EmployeeHelp | None:
    """What stands; None where nothing is on file."""
    row = EmployeeHelp.objects.filter(agency=agency).order_by("-pk").first()
    return row if row is not None and row.words else None
