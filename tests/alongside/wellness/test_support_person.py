"""The person one turns to: a gap shows as a day, and the name to nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.journal.models import Entry
from alongside.people import clock
from alongside.rulings.duties import WorkerDuty, duties_of
from alongside.supervision.agenda import agenda_of
from alongside.wellness.keeping import NotPossible, end_support, forget_support, name_support, support_name, support_of
from alongside.wellness.models import SupportPerson
from canon.duties.owed import Status
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.alongside.supervision.makers import Team, signed_in
from tests.clauses import clause


def standing(team: Team, on: date = TODAY) -> list[WorkerDuty]:
    return [duty for duty in duties_of(team.dana, on) if duty.owed.duty.id == "sud.1.7#support-person"]


@clause("sud.1.7")
def test_a_gap_shows_until_somebody_is_named_and_again_once_nobody_is(team: Team) -> None:
    team.certify("sud")

    gap = standing(team)[-1].owed.status
    name_support(name="Teresa", by=team.dana_user, on=TODAY)
    named = standing(team)[-1].owed.status
    end_support(by=team.dana_user, on=TODAY + timedelta(days=10))
    again = standing(team, TODAY + timedelta(days=12))[-1].owed

    assert (gap, named, again.status) == (Status.OVERDUE, Status.MET, Status.OVERDUE)
    assert again.start == TODAY + timedelta(days=10)


@clause("sud.1.7")
def test_the_gap_is_on_the_workers_own_agenda_and_on_nobody_elses(team: Team) -> None:
    team.certify("sud")

    own = {item.clause for item in agenda_of(team.dana, TODAY, reader=team.dana_user)}
    others = {item.clause for item in agenda_of(team.dana, TODAY, reader=team.amira)}

    assert "sud.1.7" in own
    assert "sud.1.7" not in others


@clause("sud.1.7")
def test_only_its_owner_reads_the_name(team: Team) -> None:
    before = Entry.objects.count()

    row = name_support(name="Teresa", by=team.dana_user, on=TODAY)

    assert b"Teresa" not in bytes(row.sealed)
    assert support_name(row) == "Teresa"
    assert Entry.objects.count() == before
    assert "Teresa" in signed_in(team.dana_user).get("/supervision/my-plan/support/").content.decode()
    assert signed_in(team.amira).get("/supervision/my-plan/support/").status_code == 403


def test_somebody_else_takes_their_place_without_a_gap(team: Team) -> None:
    team.certify("sud")
    name_support(name="Teresa", by=team.dana_user, on=TODAY - timedelta(days=100))

    for _ in range(2):
        name_support(name="Joaquín", by=team.dana_user, on=TODAY)

    assert [row.to_day for row in SupportPerson.objects.order_by("from_day")] == [TODAY, None]
    assert standing(team)[-1].owed.status is Status.MET
    now = support_of(team.dana_user)
    assert now is not None
    assert support_name(now) == "Joaquín"


def test_every_name_is_deleted_without_a_trace(team: Team) -> None:
    name_support(name="Teresa", by=team.dana_user, on=TODAY)

    forget_support(by=team.dana_user)

    assert not SupportPerson.objects.exists()
    with pytest.raises(NotPossible), clock.standing_at(MORNING):
        name_support(name="  ", by=team.dana_user, on=TODAY)
