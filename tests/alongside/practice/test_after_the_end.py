"""What took place after service had ended, or with nobody assigned: written, held for that reason, and not billed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from alongside.billing.month import State, month_of
from alongside.caseload.assigning import end
from alongside.caseload.ended import EndedByThem
from alongside.caseload.models import Assignment
from alongside.instruments.models import Giving
from alongside.instruments.shelf import Files, load_instrument
from alongside.people import clock
from alongside.people.models import Person, Worker
from alongside.practice.closing import Staffing, ask_to_close, come_back, staff_closing
from alongside.practice.holding import NotAfterTheEnd, decide_hold, holds_waiting
from alongside.practice.leaving import Ending, person_ends
from alongside.practice.models import Closing, Hold, Note
from tests.alongside.caseload.makers import assign, user_of
from tests.alongside.groups.makers import came, circle, taken
from tests.alongside.instruments.forms import SURVEY, SURVEY_SCORING
from tests.alongside.instruments.makers import ON_SERVICES, give
from tests.alongside.practice.makers import Practice, held, open_for, slot, written
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause


def reasons(note: Note) -> list[str]:
    return sorted(note.contact.holds.values_list("reason", flat=True))


@contextmanager
def in_the_afternoon() -> Iterator[None]:
    with clock.standing_at(MORNING + timedelta(hours=8)):
        yield


def ends(worker: Worker, person: Person) -> Closing:
    return person_ends(record=open_for(worker, person), words="", by=user_of(worker), on=TODAY)


def ask(worker: Worker, person: Person, ending: Ending) -> Closing:
    return ask_to_close(
        record=open_for(worker, person),
        ground=Closing.Ground.NEEDS_MET,
        ending=ending,
        is_protected_ground=False,
        by=user_of(worker),
        on=TODAY,
    )


def staffed(here: Practice, worker: Worker, person: Person) -> Closing:
    ending = Ending("All is well.", "A weekly group.", "Call any time.")
    asked = ask(worker, person, ending)
    staffing = Staffing(is_agreed=True, words="Well done, both.", presence=Closing.Presence.THERE)
    return staff_closing(closing=asked, staffing=staffing, by=here.amira, on=TODAY)


@clause("nm.continuation.4", "sud.3.18a", "ak.rel.8a")
@pytest.mark.parametrize("code", ["nm", "sud", "ak"])
def test_a_contact_after_the_persons_wish_is_written_held_and_never_billed(here: Practice, code: str) -> None:
    worker, person = (here.dana, here.rosa) if code == "nm" else (here.with_(code), here.caseload.teo)
    ends(worker, person)

    with in_the_afternoon():
        before = written(worker, person, held(slot(worker, 9), "Before they said so."))
        after = written(worker, person, held(slot(worker, 14)))
    hold = after.contact.holds.get()
    with pytest.raises(NotAfterTheEnd):
        decide_hold(hold=hold, outcome=Hold.Outcome.RELEASED, words="They were glad of it.", by=here.amira)

    waiting = holds_waiting(here.caseload.viewer(here.amira), here.caseload.place.agency)
    assert (reasons(before), reasons(after)) == ([], [Hold.Reason.ENDED])
    assert [own.contact_id for own in waiting] == [after.contact_id]
    with in_the_afternoon():
        services = month_of(here.caseload.place.agency, TODAY.replace(day=1)).services
    assert [own.state for own in services if own.contact == after.contact_id] == [State.HELD]


def test_a_wish_beside_a_closing_that_was_asked_for_ends_service_from_that_moment(here: Practice) -> None:
    ending = Ending("All is well.", "A weekly group.", "Call any time.")
    ask(here.dana, here.rosa, ending)

    with in_the_afternoon():
        ends(here.dana, here.rosa)
        meanwhile = written(here.dana, here.rosa, held(slot(here.dana, 11), "In between."))
    with clock.standing_at(MORNING + timedelta(hours=10)):
        after = written(here.dana, here.rosa, held(slot(here.dana, 19)))

    assert (reasons(meanwhile), reasons(after)) == ([], [Hold.Reason.ENDED])


def test_a_contact_after_the_case_closed_is_held_until_they_came_back(here: Practice) -> None:
    closed = staffed(here, here.dana, here.rosa)

    with clock.standing_at(MORNING + timedelta(days=1)):
        after = written(here.dana, here.rosa, held(slot(here.dana, 8, day=date(2026, 11, 20))))
    with clock.standing_at(MORNING + timedelta(days=4)):
        come_back(closing=closed, by=here.amira, on=date(2026, 11, 23))
        assign(here.rosa, here.dana, here.amira, on=date(2026, 11, 23))
        again = written(here.dana, here.rosa, held(slot(here.dana, 8, day=date(2026, 11, 23)), "A new beginning."))

    assert (reasons(after), reasons(again)) == ([Hold.Reason.ENDED], [])


def test_a_contact_of_a_worker_who_is_no_longer_assigned_is_held_for_that(here: Practice) -> None:
    row = Assignment.objects.get(person=here.rosa, worker=here.dana)
    assign(here.rosa, here.caseload.jo, here.amira)
    end(assignment=row, why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)

    the_last_day = written(here.dana, here.rosa, held(slot(here.dana, 9)))
    with clock.standing_at(MORNING + timedelta(days=1)):
        later = written(here.dana, here.rosa, held(slot(here.dana, 8, day=date(2026, 11, 20)), "Once more."))
    decided = decide_hold(
        hold=later.contact.holds.get(), outcome=Hold.Outcome.RELEASED, words="Jo was ill.", by=here.amira
    )

    assert (reasons(the_last_day), reasons(later)) == ([], [Hold.Reason.UNASSIGNED])
    assert decided.outcome == Hold.Outcome.RELEASED


@clause("nm.continuation.4")
def test_who_comes_to_a_group_after_they_ended_is_written_and_held_and_the_others_are_not(here: Practice) -> None:
    assign(here.caseload.teo, here.dana, here.amira)
    ends(here.dana, here.rosa)

    with in_the_afternoon():
        session = taken(
            here.dana, circle(here.dana, came(here.rosa), came(here.caseload.teo), when=slot(here.dana, 14))
        )

    found = Hold.objects.filter(contact__gathering=session.token).values_list("contact__person", "reason")
    assert list(found) == [(here.rosa.pk, Hold.Reason.ENDED)]


@clause("nm.continuation.4")
def test_no_survey_is_given_to_who_ended_service(here: Practice) -> None:
    agency = here.caseload.place.agency
    survey = load_instrument(agency=agency, files=Files(SURVEY, SURVEY_SCORING), terms=ON_SERVICES, by=None)
    ends(here.dana, here.rosa)

    with pytest.raises(EndedByThem):
        give(survey, here.rosa, here.dana)

    assert not Giving.objects.exists()
