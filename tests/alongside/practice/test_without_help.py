"""Who may be left without help surfaces: nobody assigned, a worker who may not serve, nobody seen for long (nm.rights.0a)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alongside.accounts.models import User
from alongside.caseload.assigning import decline, end, offer
from alongside.caseload.models import Assignment
from alongside.caseload.stepping import step_back
from alongside.credentials.models import Certificate, CertificateEvent
from alongside.people import clock
from alongside.people.models import Person, Role, RoleKind, Worker
from alongside.people.viewer import viewer_of
from alongside.practice.closing import Staffing, ask_to_close, come_back, staff_closing
from alongside.practice.leaving import Ending, person_ends
from alongside.practice.models import Closing
from alongside.practice.without_help import assigned_under, barred, long_ago, nobody_supports, unseen
from alongside.rulings.deputies import answering
from alongside.supervision.figures import UNSEEN, set_figure
from tests.alongside.caseload.makers import assign, hire, user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, held, open_for, slot, written
from tests.alongside.rulings.makers import MORNING, TODAY
from tests.clauses import clause

A_MONTH_ON = MORNING + timedelta(days=31)


def names_unseen(here: Practice, who: User | None = None) -> list[str]:
    viewer, agency = viewer_of(who or here.amira), here.caseload.place.agency
    since = long_ago(agency, viewer.today)
    found = unseen(assigned_under(answering(viewer, agency)), since.day, since.moment)
    return sorted(person.chosen_name for person in found)


def names_barred(here: Practice, who: User | None = None) -> list[str]:
    found = barred(answering(viewer_of(who or here.amira), here.caseload.place.agency))
    return [own.person.chosen_name for own in found]


def names_alone(here: Practice) -> list[str]:
    return [person.chosen_name for person in nobody_supports(here.caseload.place.agency.pk)]


def seen(worker: Worker, person: Person, day: date) -> None:
    with clock.standing_at(MORNING + (day - TODAY) + timedelta(hours=2)):
        written(worker, person, held(slot(worker, 9, day=day)))


# ---- nobody assigned


@clause("nm.rights.0a")
def test_whom_nobody_took_on_stands_there_until_somebody_does(here: Practice) -> None:
    teo = here.caseload.teo
    before = names_alone(here)

    row = offer(person=teo, worker=here.caseload.jo, by=here.amira, on=TODAY)
    decline(assignment=row, is_protected_ground=False, by=user_of(here.caseload.jo), on=TODAY)
    said_no = names_alone(here)
    assign(teo, here.dana, here.amira)

    assert (before, said_no, names_alone(here)) == (["Teo"], ["Teo"], [])


def test_what_is_kept_of_having_nobody_is_what_the_assignments_say(here: Practice) -> None:
    rosa, jo = here.rosa, here.caseload.jo

    def kept_and_so(is_closed: bool) -> tuple[bool, bool]:
        rosa.refresh_from_db()
        standing = Assignment.objects.filter(person=rosa, status="open").exists()
        return rosa.has_nobody, not standing and not is_closed

    told = [kept_and_so(is_closed=False)]
    assign(rosa, jo, here.amira)
    first = Assignment.objects.get(person=rosa, worker=here.dana)
    end(assignment=first, why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)
    told.append(kept_and_so(is_closed=False))
    closing = ask_to_close(
        record=open_for(jo, rosa), ground=Closing.Ground.NEEDS_MET, ending=Ending("Ready.", "A group."),
        is_protected_ground=False, by=user_of(jo), on=TODAY,
    )  # fmt: skip
    staffing = Staffing(is_agreed=True, words="Well done.", presence=Closing.Presence.THERE)
    staff_closing(closing=closing, staffing=staffing, by=here.amira, on=TODAY)
    told.append(kept_and_so(is_closed=True))
    come_back(closing=closing, by=here.amira, on=TODAY)
    told.append(kept_and_so(is_closed=False))

    assert told == [(False, False), (False, False), (False, False), (True, True)]
    assert names_alone(here) == ["Rosa", "Teo"]


@clause("nm.rights.0a")
def test_who_has_nobody_comes_first_on_the_list_of_all(here: Practice) -> None:
    page = as_(here.amira).get("/people/all/").content.decode()

    assert page.index("Teo") < page.index("Rosa")  # by name alone it would be Rosa
    assert "Nobody yet" in page[page.index("Teo") : page.index("Rosa")]


# ---- nobody seen for long


@clause("nm.rights.0a")
def test_whom_nobody_saw_for_the_days_of_the_figure_surfaces_and_a_contact_takes_them_off(here: Practice) -> None:
    assigned_for_weeks = names_unseen(here)  # since November 1: eighteen days

    with clock.standing_at(A_MONTH_ON):
        never = names_unseen(here)
        seen(here.dana, here.rosa, TODAY + timedelta(days=30))
        after = names_unseen(here)
    with clock.standing_at(A_MONTH_ON + timedelta(days=31)):
        again = names_unseen(here)

    assert (assigned_for_weeks, never, after, again) == ([], ["Rosa"], [], ["Rosa"])


def test_a_change_of_workers_does_not_begin_the_days_anew(here: Practice) -> None:
    with clock.standing_at(A_MONTH_ON):
        today = TODAY + timedelta(days=31)
        assign(here.rosa, here.caseload.jo, here.amira, on=today)
        first = Assignment.objects.get(person=here.rosa, worker=here.dana)
        end(assignment=first, why=Assignment.Why.REASSIGNED, by=here.amira, on=today)

        assert names_unseen(here) == ["Rosa"]


def test_whoever_ended_service_themselves_is_left_in_peace(here: Practice) -> None:
    with clock.standing_at(A_MONTH_ON):
        person_ends(record=open_for(here.dana, here.rosa), words="", by=here.user, on=TODAY + timedelta(days=31))

        assert names_unseen(here) == []


def test_the_agency_sets_its_own_days_and_the_page_says_whose_they_are(here: Practice) -> None:
    agency, keeper = here.caseload.place.agency, here.caseload.place.others["administrator"]
    amira = as_(here.amira)
    ours = amira.get("/contacts/without-help/?why=unseen").content.decode()

    as_(keeper).post("/supervision/settings/", {"caseload": 12, "team": 8, "rhythm": 1, "unseen": 14, "attempts": 3})
    theirs = amira.get("/contacts/without-help/?why=unseen").content.decode()

    assert "30 days is a starting figure that no code sets" in ours
    assert "14 days is your agency’s own figure" in theirs
    assert "Never seen" in theirs  # eighteen days without a contact
    assert set_figure(agency=agency, name=UNSEEN, value=14, by=keeper).value == 14


def test_only_those_of_ones_own_workers_are_shown_and_all_to_who_keeps_the_agency(here: Practice) -> None:
    other, keeper = (here.caseload.place.others[name] for name in ("another supervisor", "administrator"))

    with clock.standing_at(A_MONTH_ON):
        found = [names_unseen(here, who) for who in (here.amira, other, keeper)]

    assert found == [["Rosa"], [], ["Rosa"]]


# ---- a worker who may not serve


@clause("nm.rights.0a")
def test_whose_worker_lapsed_or_left_surfaces_unless_somebody_else_may_serve(here: Practice) -> None:
    before = names_barred(here)

    Role.objects.filter(user=here.user, kind=RoleKind.WORKER).update(to_day=TODAY)
    left = names_barred(here)
    Role.objects.filter(user=here.user, kind=RoleKind.WORKER).update(to_day=None)
    CertificateEvent.objects.create(
        certificate=Certificate.objects.get(holder=here.dana.practitioner), board=here.caseload.place.board,
        kind="suspended", on=TODAY, at=MORNING,
    )  # fmt: skip
    suspended = names_barred(here)
    assign(here.rosa, here.caseload.jo, here.amira)
    helped = names_barred(here)
    step_back(
        worker=here.caseload.jo, person=None, is_able=False, is_protected_ground=False, words="",
        by=user_of(here.caseload.jo), on=TODAY,
    )  # fmt: skip

    assert (before, left, suspended, helped) == ([], ["Rosa"], ["Rosa"], [])
    assert names_barred(here) == ["Rosa"]


def test_a_certificate_that_ends_bars_from_the_day_after(here: Practice) -> None:
    worker = hire(here.caseload.place, "Uma Reyes", "sud", through=TODAY)
    assign(here.caseload.teo, worker, here.amira)

    today = names_barred(here)
    with clock.standing_at(MORNING + timedelta(days=1)):
        tomorrow = names_barred(here)

    assert (today, tomorrow) == ([], ["Teo"])


# ---- the page


@clause("nm.rights.0a")
def test_each_stands_on_the_page_with_what_to_do_next(here: Practice) -> None:
    lena = Person.objects.create(agency=here.caseload.place.agency, chosen_name="Marisol")
    worker = hire(here.caseload.place, "Uma Reyes", "sud", through=TODAY)
    assign(here.caseload.teo, worker, here.amira)
    amira = as_(here.amira)

    with clock.standing_at(A_MONTH_ON):
        first = amira.get("/contacts/without-help/").content.decode()
        by_worker = amira.get("/contacts/without-help/?why=worker").content.decode()
        silent = amira.get("/contacts/without-help/?why=unseen").content.decode()

    assert "One person has nobody" in first
    assert "Offer them to a worker." in first
    assert f'href="/people/{lena.pk}/offer/"' in first
    assert "Uma Reyes has no certificate in force. Offer them to somebody who may serve." in by_worker
    assert f'href="/people/{here.caseload.teo.pk}/offer/"' in by_worker
    assert "Ask Dana Ruiz how they are, or offer them to somebody else." in silent
    assert f'href="/people/{here.rosa.pk}/"' in silent


def test_who_keeps_an_agency_and_supervises_nobody_is_led_to_an_offer_and_to_no_record(here: Practice) -> None:
    with clock.standing_at(A_MONTH_ON):
        page = as_(here.caseload.place.others["administrator"]).get("/contacts/without-help/?why=unseen")

    assert f'href="/people/{here.rosa.pk}/offer/"' in page.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "999", "x"])
@pytest.mark.parametrize("why", ["", "nobody", "worker", "unseen", "%3Cscript%3E"])
def test_whatever_is_asked_for_a_page_comes_back(here: Practice, why: str, page: str) -> None:
    assert as_(here.amira).get(f"/contacts/without-help/?why={why}&page={page}").status_code == 200


def test_workers_do_not_see_it(here: Practice) -> None:
    assert as_(here.dana).get("/contacts/without-help/").status_code == 403
