"""The pages of groups, as a worker sends them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.groups.models import Attendance, GroupNote, GroupSession
from alongside.people import clock
from alongside.people.models import Person
from alongside.practice.models import Contact
from tests.alongside.caseload.makers import assign
from tests.alongside.caseload.test_pages import as_
from tests.alongside.groups.makers import NOTE, TOPIC, came, circle, planned, taken
from tests.alongside.practice.makers import Practice
from tests.alongside.rulings.makers import MORNING
from tests.clauses import clause


def form(here: Practice, **changes: object) -> dict[str, object]:
    return {
        "token": str(uuid4()),
        "day": "2026-11-19",
        "begins": "08:00",
        "ends": "09:00",
        "how": "agreed-place",
        "place": "Community room",
        "topic": TOPIC,
        "came": [str(here.rosa.pk), str(here.caseload.teo.pk)],
        "note": NOTE,
        "spoke": "all",
        "others": "1",
        "is_able": "yes",
        "substance": "none",
        "in_scope": "yes",
    } | changes


@clause("ca.mutuality.4")
def test_attendance_asks_who_spoke_who_led_and_how_it_was_decided_and_signs_for_all(here: Practice) -> None:
    dana = as_(here.dana)

    page = dana.get("/groups/take/")
    sent = dana.post("/groups/take/", form(here))
    shown = dana.get(sent["Location"])

    for question in (b"chance to speak", b"chance to lead", b"decide together", b"ca.mutuality.4"):
        assert question in page.content
    assert sent.status_code == 302
    assert b"2 people came" in shown.content
    assert b"Yes, everyone" in shown.content
    assert Contact.objects.filter(status="held").count() == 2


def test_a_group_without_a_note_or_with_a_name_comes_back_as_it_was_typed(here: Practice) -> None:
    dana, line = as_(here.dana), f"line-{here.rosa.pk}"

    empty = dana.post("/groups/take/", form(here, note="", **{line: "Chose the tea."}))
    named = dana.post("/groups/take/", form(here, note="Teo sang for us."))
    meant = dana.post("/groups/take/", form(here, note="Teo sang for us.", names_meant="on"))

    assert (empty.status_code, named.status_code, meant.status_code) == (422, 422, 302)
    assert b"Chose the tea." in empty.content
    assert b"Teo sang for us." in named.content
    assert b"The word is no name" in named.content
    assert b"The word is no name" not in empty.content


def test_those_of_last_time_are_ticked_in_one_tap(here: Practice) -> None:
    taken(here.dana, circle(here.dana, came(here.caseload.teo)))
    dana = as_(here.dana)

    plain = dana.get("/groups/take/").content.decode()
    ticked = dana.get("/groups/take/?came=last").content.decode()

    box = f'name="came" value="{here.caseload.teo.pk}" checked'
    assert "Tick the 1 person who came last time" in plain
    assert box not in plain
    assert box in ticked


def test_a_planned_group_is_taken_added_to_and_read_by_its_leaders_alone(here: Practice) -> None:
    session = planned(here.dana, 11, second=here.caseload.jo)
    dana, jo, address = as_(here.dana), as_(here.caseload.jo), f"/groups/{session.pk}/"
    when = {"token": str(session.token), "begins": "11:00", "ends": "12:00"}

    with clock.standing_at(MORNING + timedelta(hours=4)):
        first = dana.post(f"{address}take/", form(here, came=[str(here.rosa.pk)], **when))
        added = dana.post(f"{address}take/", form(here, came=[str(here.caseload.teo.pk)], **when, note=""))
        other = jo.get(address)
    uma = as_(here.with_("nm"))

    assert (first.status_code, added.status_code) == (302, 302)
    assert Attendance.objects.count() == 2
    assert b"Write your part" in other.content
    assert b"Rosa" not in other.content
    assert uma.get(address).status_code == uma.get("/groups/9999/").status_code == 404


def test_a_group_is_planned_called_off_and_listed(here: Practice) -> None:
    dana = as_(here.dana)
    plan = form(here, day="2026-11-24", begins="14:00", ends="15:00", second=str(here.caseload.jo.pk))

    sent = dana.post("/groups/plan/", plan)
    session = GroupSession.objects.get()
    page, home = dana.get(f"/groups/{session.pk}/"), dana.get("/groups/")
    off = dana.post(f"/groups/{session.pk}/call-off/")
    past = dana.post("/groups/plan/", plan | {"token": str(uuid4()), "day": "2026-11-10"})

    assert sent.status_code == off.status_code == 302
    assert TOPIC.encode() in home.content
    assert b"Take attendance" in page.content
    assert past.status_code == 422
    assert b"That time is past" in past.content
    session.refresh_from_db()
    assert session.status == "called-off"


def test_a_signed_note_is_put_right_on_its_page(here: Practice) -> None:
    session = taken(here.dana, circle(here.dana, came(here.rosa)))
    dana = as_(here.dana)

    named = dana.post(f"/groups/{session.pk}/", {"words": "Rosa was late."})
    sent = dana.post(f"/groups/{session.pk}/", {"words": "It was the other room."})

    assert (named.status_code, sent.status_code) == (422, 302)
    assert b"It was the other room." in dana.get(f"/groups/{session.pk}/").content
    assert GroupNote.objects.count() == 2


def test_a_page_costs_the_same_for_two_and_for_twelve(here: Practice) -> None:
    dana = as_(here.dana)
    session = taken(here.dana, circle(here.dana, came(here.rosa)))

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            dana.get(f"/groups/{session.pk}/")
            dana.get("/groups/take/")
        return len(queries)

    count()
    few = count()
    people = [Person.objects.create(agency=here.dana.agency, chosen_name=f"Person {n}") for n in range(10)]
    for person in people:
        assign(person, here.dana, here.amira)
    taken(here.dana, circle(here.dana, *map(came, people), token=session.token))

    assert count() == few
