"""What somebody had planned with a person, once they no longer see them."""

from __future__ import annotations

from html import unescape

import pytest

from alongside.caseload.models import TieDecision
from alongside.caseload.stepping import step_back
from alongside.caseload.ties import Said, TieDecided, decide_tie_within, write_tie_within
from alongside.practice.planning import call_off
from alongside.rulings.seeking import ActRefused
from tests.alongside.caseload.makers import user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, planned, put_hours_on_file, slot
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause


@clause("sud.2.13a")
def test_whoever_is_taken_out_plans_nothing_more_and_what_they_had_planned_is_listed(here: Practice) -> None:
    put_hours_on_file(here)
    worker, teo = here.with_("sud"), here.caseload.teo
    contact = planned(worker, teo, slot(worker, 14))
    tie = write_tie_within(
        worker=worker, person=teo, said=Said(is_other=True, is_shared=True), by=user_of(worker), on=TODAY
    )
    step_out = TieDecided(TieDecision.Decision.STEP_OUT)

    decide_tie_within(tie=tie, decided=step_out, by=here.amira, on=TODAY)
    with pytest.raises(ActRefused) as refusal:
        planned(worker, teo, slot(worker, 16))
    page = unescape(as_(here.amira).get("/people/waiting/").content.decode())
    call_off(contact=contact, by=user_of(worker))
    after = unescape(as_(here.amira).get("/people/waiting/").content.decode())

    assert refusal.value.ruling.answer == "prohibited"
    assert "Uma Reyes no longer supports them since Thursday, November 19" in page
    assert "Planned: Thursday, November 19, 2:00 pm" in page
    assert "Planned:" not in after


@clause("nm.rights.0")
def test_what_was_planned_before_a_step_back_is_listed_with_whom_it_leaves(here: Practice) -> None:
    put_hours_on_file(here)
    planned(here.dana, here.rosa, slot(here.dana, 15))

    step_back(worker=here.dana, person=None, is_able=False, words="", by=here.user, on=TODAY)

    page = unescape(as_(here.amira).get("/people/waiting/").content.decode())
    assert "Dana Ruiz stepped back on Thursday, November 19. Planned: Thursday, November 19, 3:00 pm" in page
