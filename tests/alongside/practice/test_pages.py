"""The pages of practice, as a worker and a supervisor send them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.people import clock
from alongside.people.models import RoleKind
from alongside.practice.models import Contact, Draft, Hold, Note, Promise, ServiceHours, Told
from alongside.practice.writing import read_written
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, held, planned, slot, written
from tests.alongside.rulings.makers import MORNING, account, give
from tests.clauses import clause

NOTE = {
    "day": "2026-11-19",
    "begins": "08:00",
    "ends": "08:45",
    "how": "agreed-place",
    "place": "City library",
    "did": ["listened", "options"],
    "line": "We looked at two classes.",
    "promise": "Bring the form.",
    "promise_by": "2026-11-21",
    "is_able": "yes",
    "substance": "none",
    "in_scope": "yes",
}


NO_PROMISE = {"promise": "", "promise_by": ""}


def note(**changes: object) -> dict[str, object]:
    return {**NOTE, "token": str(uuid4()), **changes}


@clause("nm.role.3", "nc.3.1")
def test_a_note_is_signed_in_one_post_with_a_promise(here: Practice) -> None:
    dana = as_(here.dana)

    page = dana.get(f"/contacts/log/{here.rosa.pk}/")
    sent = dana.post(f"/contacts/log/{here.rosa.pk}/", note())
    shown = dana.get(sent["Location"])

    assert b"Filled in from the last time" in page.content
    assert sent.status_code == 302
    assert b"We looked at two classes." in shown.content
    assert Promise.objects.get().words == "Bring the form."


@clause("nm.role.7a", "nm.role.3")
def test_whether_it_was_private_and_whose_benefit_a_shared_story_served_is_read_by_writer_supervisor_and_person(
    here: Practice,
) -> None:
    here.rosa.user = account("Rosa Archuleta")
    here.rosa.save(update_fields=["user"])
    give(here.rosa.user, RoleKind.PERSON_SERVED, agency=here.rosa.agency)
    dana, story = as_(here.dana), "How I came to sleep again."

    sent = dana.post(
        f"/contacts/log/{here.rosa.pk}/", note(private_enough="moved", story=story, story_for="theirs", **NO_PROMISE)
    )
    address = sent["Location"]
    pages = [
        dana.get(address),
        as_(here.amira).get(address),
        as_(here.rosa.user).get(f"/contacts/mine/{here.rosa.pk}/"),
    ]

    kept = read_written(Note.objects.get())
    assert (kept.private_enough, kept.story, kept.story_for) == ("moved", story, "theirs")
    for page in pages:
        shown = page.content.decode()
        assert all(words in shown for words in (story, "We moved somewhere better", "The person’s"))


@clause("nc.3.1", "ca.integrity.8")
def test_several_promises_of_one_contact_become_dated_each_with_its_own_day(here: Practice) -> None:
    two = {"promise_2": "Call the clinic", "promise_2_by": "2026-11-24", "promise_3": "Ask about the choir"}

    half = as_(here.dana).post(f"/contacts/log/{here.rosa.pk}/", note(promise_2_by="2026-11-24"))
    as_(here.dana).post(f"/contacts/log/{here.rosa.pk}/", note(**two))

    assert b"Say what you promised by that day." in half.content
    assert [(own.words, str(own.by_day)) for own in Promise.objects.order_by("pk")] == [
        ("Bring the form.", "2026-11-21"),
        ("Call the clinic", "2026-11-24"),
        ("Ask about the choir", "None"),
    ]


@clause("ca.mutuality.3a")
def test_what_was_decided_together_is_ticked_kept_with_the_choice_and_read(here: Practice) -> None:
    ca = as_(here.with_("ca"))

    sent = ca.post(
        f"/contacts/log/{here.caseload.teo.pk}/",
        note(did=["decided"], choice="The morning class, and we look again in May.", **NO_PROMISE),
    )
    page = ca.get(sent["Location"]).content.decode()

    assert read_written(Note.objects.get()).did == ("decided",)
    assert "Decided together" in page
    assert "The morning class, and we look again in May." in page


def test_that_it_is_signed_is_said_once_signed_and_not_to_who_looks_later(here: Practice) -> None:
    dana = as_(here.dana)
    with clock.standing_at(MORNING):
        sent = dana.post(
            f"/contacts/log/{here.rosa.pk}/", note(day=f"{MORNING:%Y-%m-%d}", begins="00:05", ends="00:10")
        )
        told = dana.get(sent["Location"])

    with clock.standing_at(MORNING + timedelta(minutes=11)):
        later = dana.get(sent["Location"])

    says = f"Signed. {here.rosa.chosen_name} can read it."
    assert says in told.content.decode()
    assert says not in later.content.decode()
    assert "messages" not in dana.cookies, "nothing travels along with what is asked for next"


def test_the_note_of_a_plan_is_filled_in_from_it_and_settles_it(here: Practice) -> None:
    contact = planned(here.dana, here.rosa, slot(here.dana, 11))
    dana = as_(here.dana)

    with clock.standing_at(MORNING + timedelta(hours=3)):
        page = dana.get(f"/contacts/log/{here.rosa.pk}/?contact={contact.pk}")
        dana.post(f"/contacts/log/{here.rosa.pk}/", note(token=str(contact.token), begins="11:00", ends="11:45"))

    contact.refresh_from_db()
    assert b'value="11:00"' in page.content
    assert contact.status == Contact.Status.HELD


def test_what_cannot_be_signed_comes_back_as_it_was_typed(here: Practice) -> None:
    dana = as_(here.dana)

    empty = dana.post(f"/contacts/log/{here.rosa.pk}/", note(did=[], line="", next_step="Ask her sister"))
    future = dana.post(f"/contacts/log/{here.rosa.pk}/", note(day="2026-12-01"))
    backwards = dana.post(f"/contacts/log/{here.rosa.pk}/", note(ends="07:00"))

    for page in (empty, future, backwards):
        assert page.status_code == 422
    assert b"Ask her sister" in empty.content
    assert b"This lies in the future" in future.content
    assert b"The end comes after the beginning" in backwards.content
    assert b"We looked at two classes." in backwards.content
    assert not Note.objects.exists()


def test_a_draft_is_kept_while_it_is_typed_and_waits_on_the_log(here: Practice) -> None:
    dana, typed = as_(here.dana), note(line="Half a sen", did=["listened"])

    kept = dana.post(f"/contacts/log/{here.rosa.pk}/draft/", typed, headers={"hx-request": "true"})
    listed = dana.get("/contacts/log/")
    again = dana.get(f"/contacts/log/{here.rosa.pk}/?token={typed['token']}")
    signed = dana.post(f"/contacts/log/{here.rosa.pk}/", typed | {"line": "Half a sentence, whole."})

    assert b"Draft kept" in kept.content
    assert b"Not signed yet" in listed.content
    assert b"Half a sen" in again.content
    assert signed.status_code == 302
    assert not Draft.objects.exists()


def test_nobody_writes_or_reads_for_somebody_they_never_supported(here: Practice) -> None:
    jo = as_(here.caseload.jo)
    row = written(here.dana, here.rosa, held(slot(here.dana))).contact

    pages = [
        jo.get(f"/contacts/log/{here.rosa.pk}/"),
        jo.post(f"/contacts/log/{here.rosa.pk}/", note()),
        jo.get(f"/contacts/{row.pk}/"),
        jo.get(f"/contacts/plan/{here.rosa.pk}/"),
        jo.get(f"/contacts/close/{here.rosa.pk}/"),
    ]

    assert {page.status_code for page in pages} == {404}


@clause("nc.2.4")
def test_a_plan_that_a_clause_refuses_says_which_and_stays_filled_in(here: Practice) -> None:
    worker = here.with_("nc")
    plan = {"token": str(uuid4()), "day": "2026-11-20", "begins": "14:00", "ends": "15:00", "how": "workers-home"}

    page = as_(worker).post(f"/contacts/plan/{here.caseload.teo.pk}/", plan | {"place": "My kitchen"})

    assert page.status_code == 422
    assert b"nc.2.4" in page.content
    assert b"My kitchen" in page.content


@clause("nm.reporting.4", "nc.3.3")
def test_what_was_told_is_ticked_and_leaves_the_page(here: Practice) -> None:
    dana = as_(here.dana)
    before = dana.get(f"/people/{here.rosa.pk}/")

    told = {
        "about": [own.value for own in Told.About if own is not Told.About.COSTS],
        "took": "said-yes",
        "language": "en",
    }
    dana.post(f"/contacts/tell/{here.rosa.pk}/", told)
    after = dana.get(f"/people/{here.rosa.pk}/")

    assert b"To say before you begin" in before.content
    assert b"To say before you begin" not in after.content


@clause("ca.integrity.10")
def test_a_held_contact_is_decided_by_the_supervisor(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 8)))
    written(here.dana, here.rosa, held(slot(here.dana, 8, minutes=20), "A call meanwhile."))
    row = Hold.objects.get()
    amira = as_(here.amira)

    page = amira.get(f"/contacts/held/{row.pk}/")
    amira.post(f"/contacts/held/{row.pk}/", {"outcome": "released", "words": "The clock was wrong."})

    row.refresh_from_db()
    assert b"A call meanwhile." in page.content
    assert row.outcome == "released"
    assert as_(here.dana).get("/contacts/held/").status_code == 403


@clause("nc.2.6")
def test_an_administrator_puts_hours_on_file(here: Practice) -> None:
    ada = as_(here.caseload.place.others["administrator"])
    hours = {
        "from_day": "2026-11-19",
        "weekdays": ["1", "2"],
        "opens": "08:00",
        "closes": "18:00",
        "hows": ["telephone"],
    }

    sent = ada.post("/contacts/hours/", hours)
    past = ada.post("/contacts/hours/", hours | {"from_day": "2026-11-01"})

    assert sent.status_code == 302
    assert (past.status_code, ServiceHours.objects.count()) == (422, 1)


@pytest.mark.parametrize("count", [1, 12])
def test_a_persons_page_costs_the_same_however_much_there_is(here: Practice, count: int) -> None:
    for number in range(count):
        written(here.dana, here.rosa, held(slot(here.dana, 8, minutes=10 + number), f"Note {number}"))
    dana = as_(here.dana)
    dana.get(f"/people/{here.rosa.pk}/")

    with CaptureQueriesContext(connection) as queries:
        dana.get(f"/people/{here.rosa.pk}/")

    assert len(queries) <= 17, "\n".join(query["sql"][:120] for query in queries)


@clause("ca.respect.11", "ca.respect.12")
def test_demeaning_words_are_stopped_before_signing_with_the_clause_and_the_draft_is_kept(here: Practice) -> None:
    worker = here.with_("ca")
    client, typed = as_(worker), note(line="He was acting like a junkie again.")
    path = f"/contacts/log/{here.caseload.teo.pk}/"

    stopped = client.post(path, typed)
    quoted = client.post(path, typed | {"line": "He said, \u201cI was a junkie\u201d, and laughed."})

    assert (stopped.status_code, b"ca.respect.12" in stopped.content) == (422, True)
    assert b"acting like a junkie" in stopped.content
    assert quoted.status_code == 302
    assert Note.objects.count() == 1
