"""Who stands with a person: the worker belongs to the team, everybody else with the person's yes, and nobody is told by it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from alongside.caseload.access import open_record
from alongside.caseload.models import TeamPlace
from alongside.caseload.refusals import NotAgreed
from alongside.caseload.team import add_to_team, take_off_team, team_listed
from alongside.consent.models import CarePartner
from alongside.consent.partners import Partner, add_partner, end_partner, shown_partners
from alongside.consent.refusals import NotPossibleNow
from alongside.consent.words import RecipientKind
from alongside.goals.commenting import comments_on, say_to_plan
from alongside.goals.models import Comment
from alongside.people.authority import NotTheirs
from alongside.people.models import RoleKind
from alongside.people.viewer import viewer_of
from tests.alongside.caseload.makers import assign, user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.consent.makers import CLINIC, revoked, signed
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.rulings.makers import TODAY, account, give
from tests.clauses import clause

DOCTOR = Partner(RecipientKind.PROVIDER, CLINIC, "Doctor")


def with_doctor(here: Practice, *, agreed: bool = True) -> CarePartner:
    record = open_for(here.dana, here.rosa)
    return add_partner(record=record, partner=DOCTOR, agreed=agreed, by=here.user, on=TODAY)


@clause("nm.role.0", "nc.values.5")
@pytest.mark.parametrize("code", ["nm", "nc"])
def test_whoever_is_assigned_stands_on_the_care_team_from_the_first_day(here: Practice, code: str) -> None:
    worker, person = (here.dana, here.rosa) if code == "nm" else (here.with_("nc"), here.caseload.teo)

    before = team_listed(here.caseload.lena, TODAY)
    listed = team_listed(person, TODAY)
    page = as_(worker).get(f"/releases/{person.pk}/team/").content.decode()

    assert before == []
    assert [own.name for own in listed] == [worker.name]
    assert worker.name in page
    assert "Peer worker" in page


@clause("sud.preamble.5", "ak.intro.5b")
@pytest.mark.parametrize("code", ["sud", "ak"])
def test_a_colleague_joins_the_team_only_with_the_persons_yes_and_leaves_at_their_word(
    here: Practice, code: str
) -> None:
    worker, teo = here.with_(code), here.caseload.teo
    record, clinician = open_for(worker, teo), user_of(here.caseload.jo)

    def add(*, agreed: bool) -> TeamPlace:
        return add_to_team(
            record=record, user=clinician, as_what=TeamPlace.As.CLINICIAN, agreed=agreed, by=user_of(worker), on=TODAY
        )

    with pytest.raises(NotAgreed):
        add(agreed=False)
    assert not TeamPlace.objects.exists()
    place = add(agreed=True)
    names = [(own.name, own.as_what) for own in team_listed(teo, TODAY)]
    user = account("Teo Self")
    give(user, RoleKind.PERSON_SERVED, agency=teo.agency)
    teo.user = user
    teo.save()
    take_off_team(record=open_record(teo.pk, viewer=viewer_of(user)), place=place, by=user, on=TODAY)

    assert place.agreed_on == TODAY
    assert names == [(worker.name, "Peer worker"), ("Jo Alvarez", "Clinician")]
    assert len(team_listed(teo, TODAY + timedelta(days=1))) == 1


@clause("ca.family.7", "sud.preamble.5", "ak.intro.5b")
def test_a_partner_outside_is_listed_with_the_persons_yes_and_told_nothing_without_a_release(here: Practice) -> None:
    with pytest.raises(NotPossibleNow):
        with_doctor(here, agreed=False)
    row, again = with_doctor(here), with_doctor(here)
    record = open_for(here.dana, here.rosa)

    without = shown_partners(record, TODAY)
    release = signed(here.dana, here.rosa)
    under = shown_partners(record, TODAY)
    revoked(here.dana, release)
    after = shown_partners(record, TODAY)

    assert row == again
    assert (row.agreed_on, row.name, row.role) == (TODAY, CLINIC, "Doctor")
    assert [[own.release for own in shown[0].releases] for shown in (without, under, after)] == [[], [release], []]


@clause("ca.family.7")
def test_the_person_puts_partners_on_the_list_and_takes_them_off(here: Practice) -> None:
    user = account("Rosa Self")
    give(user, RoleKind.PERSON_SERVED, agency=here.caseload.place.agency)
    here.rosa.user = user
    here.rosa.save()
    rosa, path = Client(), f"/releases/{here.rosa.pk}/team/"
    rosa.force_login(user)

    sent = rosa.post(path, {"kind": "family", "name": "Yolanda", "role": "my sister"})
    nameless = rosa.post(path, {"kind": "family", "name": ""})
    unasked = as_(here.dana).post(path, {"kind": "provider", "name": "Dr. Bird"})
    row = CarePartner.objects.get()
    shown = rosa.get(path).content.decode()
    rosa.post(f"{path}{row.pk}/end/")
    row.refresh_from_db()

    assert (sent.status_code, nameless.status_code, unasked.status_code) == (302, 422, 422)
    assert "Yolanda" in shown
    assert "Is told nothing: no release" in shown
    assert (row.to_day, row.ended_by) == (TODAY, user)


def test_nobody_else_changes_the_list(here: Practice) -> None:
    row = with_doctor(here)
    lena = here.caseload.lena
    jo = as_(here.caseload.jo)

    answers = [jo.get(f"/releases/{here.rosa.pk}/team/"), jo.post(f"/releases/{here.rosa.pk}/team/{row.pk}/end/")]
    foreign = as_(here.dana).post(f"/releases/{lena.pk}/team/{row.pk}/end/")
    assign(here.caseload.teo, here.dana, here.amira)
    with pytest.raises(NotTheirs):
        end_partner(record=open_for(here.dana, here.caseload.teo), partner=row, by=here.user, on=TODAY)

    assert {answer.status_code for answer in [*answers, foreign]} == {404}


@clause("nm.rights.5")
def test_the_worker_and_the_clinician_see_the_plan_and_say_something_to_it_and_the_person_reads_it(
    here: Practice,
) -> None:
    clinician = user_of(here.caseload.jo)
    add_to_team(
        record=open_for(here.dana, here.rosa),
        user=clinician,
        as_what=TeamPlace.As.CLINICIAN,
        agreed=True,
        by=here.user,
        on=TODAY,
    )
    jo, dana, path = as_(here.caseload.jo), as_(here.dana), f"/goals/{here.rosa.pk}/"

    sees = jo.get(path)
    typed = {"words": "Evenings suit her better than the morning class.", "token": str(uuid4())}
    first, again = dana.post(f"{path}say/", typed), dana.post(f"{path}say/", typed)
    jo.post(f"{path}say/", {"words": "Then let us move the group.", "token": str(uuid4())})
    empty = dana.post(f"{path}say/", {"words": " ", "token": str(uuid4())})
    shown = dana.get(path).content.decode()

    assert (sees.status_code, first.status_code, again.status_code, empty.status_code) == (200, 302, 302, 422)
    assert [row.by for row in Comment.objects.order_by("pk")] == [here.user, clinician]
    for words in (
        "Evenings suit her better",
        "Then let us move the group.",
        "Assigned to support them",
        "On their care team",
    ):
        assert words in shown


def test_who_does_not_stand_with_the_person_says_nothing_to_the_plan(here: Practice) -> None:
    record = open_for(here.dana, here.rosa)
    other = user_of(here.caseload.jo)

    with pytest.raises(NotTheirs):
        say_to_plan(record=record, words="Not mine to say.", token=uuid4(), by=other)
    answer = as_(here.caseload.jo).post(f"/goals/{here.rosa.pk}/say/", {"words": "x", "token": str(uuid4())})

    assert answer.status_code == 404
    assert not comments_on(record).exists()
