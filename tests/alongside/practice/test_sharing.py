"""Sharing in the team rests on the person having heard of it: nc.3.3. Before that the page says what is missing."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404

from alongside.caseload.access import open_record
from alongside.caseload.glass import break_glass
from alongside.caseload.models import Ground, Look, TeamPlace
from alongside.caseload.sharing import NotSharedYet
from alongside.caseload.team import add_to_team
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.people.viewer import viewer_of
from alongside.practice.models import Told
from alongside.practice.telling import Heard, tell_person
from alongside.rulings.seeking import ActRefused
from tests.alongside.caseload.makers import assign, hire, user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, held, open_for, slot, written
from tests.alongside.practice.test_telling import page
from tests.alongside.rulings.makers import LONG_AGO, MORNING, TODAY
from tests.clauses import clause

HEARD = Heard(Told.Took.SAID_YES, "en")


def told_of_team(worker: Worker, person: Person, *about: Told.About) -> None:
    tell_person(
        record=open_for(worker, person), about=about or [Told.About.TEAM], heard=HEARD, by=user_of(worker), on=TODAY
    )


def add(here: Practice, worker: Worker) -> TeamPlace:
    return add_to_team(
        record=open_for(worker, here.caseload.teo),
        user=user_of(here.caseload.jo),
        as_what=TeamPlace.As.CLINICIAN,
        agreed=True,
        by=user_of(worker),
        on=TODAY,
    )


def placed_before(here: Practice) -> TeamPlace:
    """Jo on Teo's team, from before it was asked whether he had heard of it."""
    return TeamPlace.objects.create(
        agency=here.caseload.teo.agency, person=here.caseload.teo, user=user_of(here.caseload.jo),
        as_what=TeamPlace.As.CLINICIAN, from_day=LONG_AGO, agreed_on=LONG_AGO, by=here.amira,
    )  # fmt: skip


@clause("nc.3.3")
def test_nobody_is_put_on_the_team_before_the_person_heard_what_it_may_know(here: Practice) -> None:
    worker, teo = here.with_("nc"), here.caseload.teo
    told_of_team(worker, teo, Told.About.CONFIDENTIALITY)

    before = page(as_(worker), f"/people/{teo.pk}/who/")
    with pytest.raises(ActRefused) as refused:
        add(here, worker)
    sent = {"user": user_of(here.caseload.jo).pk, "as_what": "clinician", "agreed": "on"}
    posted = as_(worker).post(f"/people/{teo.pk}/who/", sent)
    supervisors = page(as_(here.amira), f"/people/{teo.pk}/who/")
    none = TeamPlace.objects.count()
    told_of_team(worker, teo)
    add(here, worker)
    after = page(as_(worker), f"/people/{teo.pk}/who/")

    assert "Teo has not heard yet that some of what they say may go to the team" in before
    assert "nc.3.3" in before
    assert f"/contacts/tell/{teo.pk}/" in before
    assert list(refused.value.ruling.told().decided_by) == ["nc.3.3"]
    assert (posted.status_code, none) == (422, 0)
    assert f"Ask {worker.name} to tell them" in supervisors
    assert "has not heard yet" not in after
    assert TeamPlace.objects.get().user == user_of(here.caseload.jo)


@clause("nc.3.3")
def test_a_colleague_on_the_team_opens_nothing_before_it_and_reads_how_to_go_on(here: Practice) -> None:
    worker, teo = here.with_("nc"), here.caseload.teo
    placed_before(here)
    jo = as_(here.caseload.jo)
    paths = [f"/people/{teo.pk}/", f"/goals/{teo.pk}/", f"/goals/{teo.pk}/paper/", f"/people/{teo.pk}/who/"]

    shut = [jo.get(path) for path in paths]
    knowing = page(as_(worker), f"/people/{teo.pk}/who/").split("Care team")[0]
    said = jo.post(f"/goals/{teo.pk}/say/", {"words": "Evenings suit him.", "token": str(uuid4())})
    looks = Look.objects.filter(user=user_of(here.caseload.jo)).count()
    told_of_team(worker, teo)
    opened = [jo.get(path) for path in paths]
    known = page(as_(worker), f"/people/{teo.pk}/who/").split("Care team")[0]

    assert "2 people may open this record" in knowing
    assert "Jo Alvarez" not in knowing
    assert "3 people may open this record" in known
    assert {answer.status_code for answer in shut} == {403}
    assert f"Ask {worker.name} to tell them" in shut[0].content.decode()
    assert "nc.3.3" in shut[0].content.decode()
    assert said.status_code == 404  # a page from before: nobody they ever supported
    assert looks == 0
    assert {answer.status_code for answer in opened} == {200}


@clause("nc.3.3")
def test_the_supervisor_and_an_emergency_open_it_all_the_same(here: Practice) -> None:
    here.with_("nc")
    teo, jo = here.caseload.teo, user_of(here.caseload.jo)
    placed_before(here)

    supervisor = open_record(teo.pk, viewer=viewer_of(here.amira)).ground
    with pytest.raises(NotSharedYet):
        open_record(teo.pk, viewer=viewer_of(jo))
    break_glass(person=teo, reason="He lies on the floor.", second_factor="totp", by=jo)

    assert supervisor is Ground.SUPERVISES
    assert open_record(teo.pk, viewer=viewer_of(jo)).ground is Ground.GLASS


@pytest.mark.parametrize("code", ["nm", "ca", "sud", "ak"])
def test_a_code_that_does_not_tie_it_to_the_telling_shares_as_the_person_agreed(here: Practice, code: str) -> None:
    worker = here.with_(code)

    add(here, worker)

    assert as_(here.caseload.jo).get(f"/people/{here.caseload.teo.pk}/").status_code == 200


@clause("nc.3.3")
def test_what_a_colleague_wrote_is_read_by_the_next_worker_once_the_person_heard_of_it(here: Practice) -> None:
    first, teo = here.with_("nc"), here.caseload.teo
    second = hire(here.caseload.place, "Ines Soto", "nc")
    assign(teo, second, here.amira)
    theirs = written(first, teo, held(slot(first, 8), "He spoke of his brother."))
    mine = written(second, teo, held(slot(second, 9), "We went for a walk."))
    client, all_of_them = as_(second), f"/contacts/of/{teo.pk}/"

    before = page(client, all_of_them)
    shut, open_ = client.get(f"/contacts/{theirs.contact_id}/"), client.get(f"/contacts/{mine.contact_id}/")
    supervisors = page(as_(here.amira), all_of_them)
    told_of_team(second, teo)
    after = page(client, all_of_them)

    assert "What others wrote is not shared with you yet" in before
    assert f"/contacts/tell/{teo.pk}/" in before
    assert f"/contacts/{theirs.contact_id}/" not in before
    assert f"/contacts/{mine.contact_id}/" in before
    assert (shut.status_code, open_.status_code) == (403, 200)
    assert b"brother" not in shut.content
    assert f"/contacts/{theirs.contact_id}/" in supervisors
    assert f"/contacts/{theirs.contact_id}/" in after
    assert client.get(f"/contacts/{theirs.contact_id}/").status_code == 200


@clause("nc.3.3")
def test_a_wish_is_heard_on_the_team_before_anything_is_shared(here: Practice) -> None:
    here.with_("nc")
    placed_before(here)

    answer = as_(here.caseload.jo).get(f"/people/{here.caseload.teo.pk}/change/")

    assert answer.status_code == 200


def test_somebody_on_no_team_learns_nothing_of_it(here: Practice) -> None:
    here.with_("nc")

    with clock.standing_at(MORNING + timedelta(minutes=1)), pytest.raises(Http404) as raised:
        open_record(here.caseload.teo.pk, viewer=viewer_of(user_of(here.caseload.jo)))

    assert not isinstance(raised.value, NotSharedYet)
