"""Deputies: who answers for a supervisor what they leave unanswered. Named for days, never granted anything by silence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.journal.writing import write_journal
from alongside.people import clock
from alongside.people.authority import Authority, NotTheirs, has_authority
from alongside.people.models import Agency, RoleKind, holds_on
from alongside.people.queries import supervisors_at
from alongside.rulings.deputies import hand_to_deputy
from alongside.supervision.models import SupervisorDeputy
from alongside.supervision.refusals import NotPossible


def deputy_of(supervisor: User, agency: Agency, on: date) -> User | None:
    """Who answers for a supervisor on a day, while they still supervise there; None where nobody does."""
    row = _standing(agency, on).filter(supervisor=supervisor).select_related("deputy").first()
    if row is None or not supervisors_at(agency, on).filter(pk=row.deputy_id).exists():
        return None
    return row.deputy


def deputised_by(deputy: int, agency: int, on: date) -> QuerySet[SupervisorDeputy, Any]:
    """The accounts of the supervisors for whom somebody answers on a day, as a subquery."""
    rows = SupervisorDeputy.objects.filter(holds_on(on), agency=agency, deputy=deputy)
    return rows.values("supervisor")


def deputies_of(agency: Agency, on: date) -> dict[int, User]:
    """Supervisor's id -> who answers for them."""
    present = set(supervisors_at(agency, on).values_list("pk", flat=True))
    rows = _standing(agency, on).select_related("deputy")
    return {row.supervisor_id: row.deputy for row in rows if row.deputy_id in present}


def _standing(agency: Agency, on: date) -> QuerySet[SupervisorDeputy]:
    return SupervisorDeputy.objects.filter(holds_on(on), agency=agency)


def name_deputy(*, agency: Agency, supervisor: User, deputy: User | None, by: User) -> SupervisorDeputy | None:
    """Say who answers for a supervisor from today on; None ends it. The same deputy named again is named once.

    By the supervisor or an administrator of the agency. Raises NotTheirs, and NotPossible for somebody who does not
    supervise there today, or for oneself.
    """
    with transaction.atomic(durable=True):
        held = Agency.objects.select_for_update().get(pk=agency.pk)  # two who name one at once wait for each other
        today = clock.today_in(held.time_zone)
        _require(held, supervisor, by=by)
        if deputy is not None:
            if deputy.pk == supervisor.pk:
                raise NotPossible(
                    "own-deputy", _("Choose somebody else: a deputy is there when you are not."), field="deputy"
                )
            if not supervisors_at(held, today).filter(pk=deputy.pk).exists():
                raise NotPossible("no-supervisor", _("They hold no supervisor’s role here today."), field="deputy")
        rows = SupervisorDeputy.objects.filter(agency=held, supervisor=supervisor)
        before = rows.filter(to_day__isnull=True).first()
        if before is not None and deputy is not None and before.deputy_id == deputy.pk:
            return before
        if before is not None:
            _end(before, today)
        hand_to_deputy(supervisor, held, deputy)
        row = None
        if deputy is not None:
            row = SupervisorDeputy.objects.create(agency=held, supervisor=supervisor, deputy=deputy, from_day=today)
        elif before is None:
            return None
        told = {"supervisor": supervisor.pk, "deputy": deputy.pk if deputy else None}
        write_journal("deputy.named" if deputy else "deputy.ended", row or held, by=by, data=told)
    return row


def _end(row: SupervisorDeputy, today: date) -> None:
    """One named this very day never began: it is taken out, since its days would be none."""
    if row.from_day == today:
        row.delete()
        return
    row.to_day = today
    row.save(update_fields=["to_day"])


def _require(agency: Agency, supervisor: User, *, by: User) -> None:
    if not supervisors_at(agency, clock.today_in(agency.time_zone)).filter(pk=supervisor.pk).exists():
        raise NotPossible("no-supervisor", _("They hold no supervisor’s role here today."), field="supervisor")
    own = by.pk == supervisor.pk and has_authority(by, Authority((RoleKind.SUPERVISOR,), agency=agency))
    if not own and not has_authority(by, Authority((RoleKind.AGENCY_ADMINISTRATOR,), agency=agency)):
        raise NotTheirs
