"""Deputies: named for days, told of what nobody answered in time, and never a yes by silence."""

from __future__ import annotations

import pytest

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Role, RoleKind
from alongside.people.viewer import viewer_of
from alongside.rulings.actions import Decided, ask_supervisor, decide_referral
from alongside.rulings.models import Referral
from alongside.rulings.queries import unanswered_at, waiting_for
from alongside.supervision.deputies import deputies_of, deputy_of, name_deputy
from alongside.supervision.models import SupervisorDeputy
from alongside.supervision.refusals import NotPossible
from tests.alongside.rulings.makers import TODAY, ask_gift
from tests.alongside.supervision.makers import Team, at, signed_in
from tests.clauses import clause

GO = Decided(Referral.Decision.NOT, "Not this one.")


def sent(team: Team) -> Referral:
    return ask_supervisor(ask_gift(team.place), worker=team.dana, form_token=None, by=team.dana_user)


def sees(user: User) -> list[Referral]:
    return list(waiting_for(viewer_of(user)))


def named(team: Team) -> None:
    name_deputy(agency=team.agency, supervisor=team.amira, deputy=team.sam, by=team.amira)


@clause("nm.rights.3")
def test_a_deputy_sees_a_question_once_its_clock_has_run_out_and_not_before(team: Team) -> None:
    named(team)
    referral = sent(team)

    in_time = sees(team.sam)
    with pytest.raises(NotTheirs):
        decide_referral(referral=referral, decided=GO, by=team.sam)
    with clock.standing_at(at(11, 24)):
        late = sees(team.sam)
        decided = decide_referral(referral=referral, decided=GO, by=team.sam)

    assert (referral.deputy, in_time, late) == (team.sam, [], [referral])
    assert decided.decided_by == team.sam


def test_silence_grants_nothing(team: Team) -> None:
    named(team)
    referral = sent(team)

    with clock.standing_at(at(12, 30)):
        referral.refresh_from_db()

    assert (referral.status, referral.decision) == (Referral.Status.WAITING, "")


@clause("nm.rights.3")
def test_a_deputy_named_later_has_what_waits_already(team: Team) -> None:
    referral = sent(team)

    with clock.standing_at(at(11, 24)):
        named(team)
        with_deputy = sees(team.sam)
        name_deputy(agency=team.agency, supervisor=team.amira, deputy=None, by=team.ada)

    assert with_deputy == [referral]
    referral.refresh_from_db()
    assert referral.deputy is None


def test_the_administrator_sees_that_it_waits_and_not_what_was_asked(team: Team) -> None:
    sent(team)

    early = list(unanswered_at(viewer_of(team.ada)))
    with clock.standing_at(at(11, 24)):
        late = list(unanswered_at(viewer_of(team.ada)))
        page = signed_in(team.ada).get("/supervision/").content.decode()
        nobody = list(unanswered_at(viewer_of(team.sam)))

    assert (early, len(late), nobody) == ([], 1, [])
    assert "A question of Dana Ruiz" in page
    assert "gift" not in page


def test_the_worker_is_told_who_sees_it_then(team: Team) -> None:
    named(team)
    referral = sent(team)

    page = signed_in(team.dana_user).get(f"/questions/{referral.kept_id}/").content.decode()

    assert "Sam Okoro sees it too" in page


def test_one_deputy_at_a_time_named_by_the_supervisor_or_an_administrator(team: Team) -> None:
    for _ in range(2):
        named(team)
    with clock.standing_at(at(11, 25)):
        give_role = Role.objects.create(user=team.ada, kind=RoleKind.SUPERVISOR, agency=team.agency, from_day=TODAY)
        name_deputy(agency=team.agency, supervisor=team.amira, deputy=team.ada, by=team.ada)

    rows = SupervisorDeputy.objects.order_by("from_day")
    assert [(row.deputy, row.to_day) for row in rows] == [(team.sam, at(11, 25).date()), (team.ada, None)]
    assert deputy_of(team.amira, team.agency, TODAY) == team.sam
    assert Entry.objects.filter(kind="deputy.named").count() == 2
    give_role.to_day = at(11, 26).date()
    give_role.save()
    assert deputies_of(team.agency, at(11, 27).date()) == {}


def test_nobody_else_names_one_and_not_everybody_can_be_one(team: Team) -> None:
    with pytest.raises(NotTheirs):
        name_deputy(agency=team.agency, supervisor=team.amira, deputy=team.sam, by=team.sam)
    with pytest.raises(NotPossible) as own:
        name_deputy(agency=team.agency, supervisor=team.amira, deputy=team.amira, by=team.amira)
    with pytest.raises(NotPossible) as worker:
        name_deputy(agency=team.agency, supervisor=team.amira, deputy=team.dana_user, by=team.amira)

    assert (own.value.code, worker.value.code) == ("own-deputy", "no-supervisor")
    assert signed_in(team.sam).get(f"/supervision/settings/deputies/{team.amira.pk}/").status_code == 404
    assert signed_in(team.amira).get(f"/supervision/settings/deputies/{team.amira.pk}/").status_code == 200
