"""How an agency says it works with people: on file in its own words, beside the note, and a finding where it is missing."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from alongside.goals.approach import TooMuch, approach_of, define_approach
from alongside.goals.models import Approach
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Worker
from alongside.practice.models import Note
from alongside.practice.writing import read_written
from alongside.rulings.duties import duties_of
from canon.duties.owed import Status
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice
from tests.alongside.practice.test_pages import note
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause

OURS = "We start from what somebody is good at, and from what they want this month."


def page(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


@clause("nc.2.5")
def test_no_definition_on_file_is_a_finding_until_it_is_written(here: Practice) -> None:
    uma, agency = here.with_("nc"), here.caseload.place.agency
    ada = here.caseload.place.others["administrator"]
    missing, status = page(as_(ada), "/agency/policies/"), standing(uma)

    assert as_(ada).post("/goals/approach/", {"words": OURS}).status_code == 302

    assert "How you work is not on file" in missing
    assert "nc.2.5" in missing
    assert status is Status.OVERDUE
    assert "How you work is on file" in page(as_(ada), "/agency/policies/")
    assert standing(uma) is Status.MET
    found = approach_of(agency, TODAY)
    assert found is not None
    assert found.words == OURS


def standing(worker: Worker) -> Status:
    """How the duty stands in the stretch that holds today."""
    return [duty for duty in duties_of(worker, TODAY) if duty.clause == "nc.2.5"][-1].owed.status


@clause("nc.2.5")
def test_a_worker_reads_it_beside_the_note_and_says_that_it_was_written_together(here: Practice) -> None:
    uma, teo = here.with_("nc"), here.caseload.teo
    define_approach(agency=here.caseload.place.agency, words=OURS, by=here.caseload.place.others["administrator"])
    client = as_(uma)

    assert OURS in page(client, f"/contacts/log/{teo.pk}/")
    assert "Wrote this together" in page(client, f"/contacts/log/{teo.pk}/")
    sent = client.post(f"/contacts/log/{teo.pk}/", note(did=["together"]))

    assert "together" in read_written(Note.objects.get()).did
    assert "Wrote this together" in page(client, sent["Location"])


def test_taken_back_it_is_missing_again_from_that_day(here: Practice) -> None:
    agency, ada = here.caseload.place.agency, here.caseload.place.others["administrator"]
    for words in (OURS, OURS, ""):
        define_approach(agency=agency, words=words, by=ada)
    with clock.standing_at(MORNING + timedelta(days=1)):
        define_approach(agency=agency, words="Anew.", by=ada)

    assert Approach.objects.count() == 3
    assert approach_of(agency, TODAY) is None
    assert approach_of(agency, TODAY - timedelta(days=1)) is None


def test_only_an_administrator_writes_it_and_all_who_work_there_read_it(here: Practice) -> None:
    with pytest.raises(NotTheirs):
        define_approach(agency=here.caseload.place.agency, words=OURS, by=here.amira)
    with pytest.raises(TooMuch):
        define_approach(
            agency=here.caseload.place.agency, words="x" * 4001, by=here.caseload.place.others["administrator"]
        )
    shown = as_(here.user).get("/goals/approach/")

    assert "Ask an administrator of your agency to write it." in shown.content.decode()
    assert shown.context["form"] is None
    assert as_(here.user).post("/goals/approach/", {"words": OURS}).status_code == 200
    assert not Approach.objects.exists()


def test_a_code_that_does_not_ask_makes_no_finding(here: Practice) -> None:
    assert "How you work is not on file" not in page(
        as_(here.caseload.place.others["administrator"]), "/agency/policies/"
    )
