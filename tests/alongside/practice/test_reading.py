"""All contacts of a record for who supports the person, and their own notes for the person; drafts for nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.caseload.models import Look
from alongside.people.models import RoleKind
from alongside.practice.models import Contact, Draft, Promise
from alongside.practice.promising import agree_anew, keep_promise
from alongside.practice.writing import Promised, amend_note
from alongside.rulings.sealing import seal
from tests.alongside.caseload.makers import assign
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, held, planned, slot, written
from tests.alongside.practice.test_page_costs import met_before, queries
from tests.alongside.rulings.makers import MORNING, account, give
from tests.clauses import clause


def signed_in(here: Practice, who: str) -> Client:
    client = Client()
    if who == "rosa":
        user = account("Rosa Self")
        give(user, RoleKind.PERSON_SERVED, agency=here.caseload.place.agency)
        here.rosa.user = user
        here.rosa.save()
        client.force_login(user)
    else:
        client.force_login(here.amira if who == "amira" else here.user)
    return client


@clause("nm.confidentiality.1", "ca.confidentiality.1")
def test_the_supervisor_and_who_supports_the_person_read_all_notes_and_the_look_is_on_record(here: Practice) -> None:
    row = written(here.dana, here.rosa, held(slot(here.dana))).contact
    lead = signed_in(here, "amira")

    listed = lead.get(f"/contacts/of/{here.rosa.pk}/").content.decode()
    note = lead.get(f"/contacts/{row.pk}/").content.decode()
    stranger = as_(here.caseload.jo).get(f"/contacts/of/{here.rosa.pk}/")
    assign(here.rosa, here.caseload.jo, here.amira)
    colleague = as_(here.caseload.jo).get(f"/contacts/{row.pk}/").content.decode()

    assert "Dana Ruiz" in listed
    assert "We filled in the bus pass form together." in note
    assert "We filled in the bus pass form together." in colleague
    assert stranger.status_code == 404
    assert Look.objects.filter(user=here.amira, person=here.rosa).exists()


def test_the_list_costs_the_same_for_one_and_for_forty_and_shows_twenty_five(here: Practice) -> None:
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact
    client, path = as_(here.dana), f"/contacts/of/{here.rosa.pk}/"
    queries(client, path)
    few = queries(client, path)
    met_before(here, contact, 40)

    many = queries(client, path)
    page = client.get(path).content.decode()

    assert few == many
    assert page.count('class="is-done"') == 25
    assert "41 contacts" in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 3),
        ("kind=held", 2),
        ("kind=planned", 1),
        ("month=2026-11", 2),
        ("month=2026-10", 1),
        ("month=nonsense", 3),
        ("month=9999-12", 3),
        ("kind=nonsense&worker=x", 3),
        ("worker=999999", 0),
    ],
)
def test_it_is_narrowed_by_worker_month_and_kind(here: Practice, asked: str, found: int) -> None:
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact
    planned(here.dana, here.rosa, slot(here.dana, 15))
    Contact.objects.create(
        agency=contact.agency, person=here.rosa, worker=here.dana, token=uuid4(), how="telephone", status="held",
        began_at=MORNING - timedelta(days=30), ended_at=MORNING - timedelta(days=30, minutes=-20),
        held_ruling=contact.held_ruling, written_at=MORNING, by=here.user, at=MORNING,
    )  # fmt: skip

    page = as_(here.dana).get(f"/contacts/of/{here.rosa.pk}/?{asked}").content.decode()

    assert (
        page.count('href="/contacts/') - page.count('href="/contacts/of/') - page.count('href="/contacts/log/"')
        == found
    )


@clause("ak.values.2", "nm.confidentiality.4")
def test_the_person_reads_what_was_written_about_their_visits_and_no_draft_ever(here: Practice) -> None:
    note = written(here.dana, here.rosa, held(slot(here.dana)))
    amend_note(note=note, words="It was the housing form.", by=here.user)
    Draft.objects.create(
        agency=here.dana.agency, worker=here.dana, person=here.rosa, token=uuid4(), hand=uuid4(), at=MORNING,
        sealed=seal({"line": ["Half a thought"]}),
    )  # fmt: skip
    rosa = signed_in(here, "rosa")

    path = rosa.get("/contacts/mine/")["Location"]
    page = rosa.get(path).content.decode()
    others = [as_(here.dana).get(path), as_(here.dana).get("/contacts/mine/"), signed_in(here, "amira").get(path)]

    assert "We filled in the bus pass form together." in page
    assert "It was the housing form." in page
    assert "Half a thought" not in page
    assert f"/people/{here.rosa.pk}/change/" in page
    assert {answer.status_code for answer in others} == {404}


@clause("nc.3.1", "ca.integrity.8")
def test_what_was_promised_in_a_contact_is_read_with_its_day_and_what_became_of_it(here: Practice) -> None:
    today = MORNING.date()
    promises = Promised("Bring the form", today), Promised("Call the clinic", today + timedelta(5)), Promised("Ask")
    contact = written(here.dana, here.rosa, replace(held(slot(here.dana)), promises=promises)).contact
    first, second, _third = Promise.objects.order_by("pk")
    keep_promise(promise=first, by=here.user, on=today)
    agree_anew(promise=second, words="Go to the clinic", by_day=None, by=here.user, on=today)
    rosa = signed_in(here, "rosa")

    pages = [
        as_(here.dana).get(f"/contacts/{contact.pk}/"),
        signed_in(here, "amira").get(f"/contacts/{contact.pk}/"),
        rosa.get(rosa.get("/contacts/mine/")["Location"]),
    ]

    for page in pages:
        said = re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page.content.decode()))
        assert "Bring the form Kept Call the clinic Agreed anew Ask Open Go to the clinic Open" in said


def test_a_persons_notes_cost_the_same_queries_for_one_and_for_six(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana, 8, minutes=5)))
    rosa = signed_in(here, "rosa")
    path = rosa.get("/contacts/mine/")["Location"]
    with CaptureQueriesContext(connection) as one:
        rosa.get(path)
    for n in range(1, 6):
        written(here.dana, here.rosa, held(slot(here.dana, 8, minutes=5 + n), f"Note {n}"))

    with CaptureQueriesContext(connection) as six:
        rosa.get(path)

    assert len(one) == len(six)
