"""What the person's page costs: the same few queries however much the two have behind them, with the look on record."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.caseload.models import Look
from alongside.goals.models import Part, Saying
from alongside.people import clock
from alongside.people.models import Person
from alongside.practice.models import Contact, Hold, Note, Promise
from alongside.rulings.sealing import seal
from tests.alongside.practice.makers import Practice, held, slot, written
from tests.alongside.practice.test_pages import note
from tests.alongside.rulings.makers import TODAY

MOST_OF_A_PERSON = 8
MOST_OF_LOGGING = 34


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def as_user(here: Practice) -> Client:
    client = Client()
    client.force_login(here.user)
    return client


def met_before(here: Practice, contact: Contact, times: int) -> None:
    """So many contacts, promises and goals more with Rosa, each its own row."""
    agency, by = here.dana.agency, here.user
    began = contact.began_at
    assert began is not None
    Contact.objects.bulk_create(
        Contact(
            agency=agency, person=here.rosa, worker=here.dana, token=uuid4(), how=contact.how, status="held",
            began_at=began - timedelta(days=n), ended_at=began - timedelta(days=n, minutes=-30),
            held_ruling=contact.held_ruling, written_at=clock.now(), by=by, at=clock.now(),
        )
        for n in range(1, times + 1)
    )  # fmt: skip
    sealed = seal({"words": "Bring the form"})
    Promise.objects.bulk_create(
        Promise(
            agency=agency, person=here.rosa, worker=here.dana, sealed=sealed, made_on=TODAY, by=by, at=clock.now()
        )
        for _ in range(times)
    )  # fmt: skip
    parts = Part.objects.bulk_create(
        Part(
            agency=agency, person=here.rosa, kind="goal", area="home", token=uuid4(), began_on=TODAY, by=by,
            at=clock.now(),
        )
        for _ in range(times)
    )  # fmt: skip
    Saying.objects.bulk_create(
        Saying(agency=agency, part=part, sealed=sealed, is_own=True, by=by, at=clock.now()) for part in parts
    )


def test_the_persons_page_takes_eight_queries_after_one_contact_and_after_forty(here: Practice) -> None:
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact
    met_before(here, contact, 1)
    client, path = as_user(here), f"/people/{here.rosa.pk}/"
    queries(client, path)  # the first look is put on record
    few = queries(client, path)
    met_before(here, contact, 40)

    many = queries(client, path)

    assert few == many <= MOST_OF_A_PERSON


def test_each_page_opened_within_a_quarter_of_an_hour_is_one_look(here: Practice) -> None:
    client = as_user(here)

    client.get(f"/people/{here.rosa.pk}/")
    client.get(f"/people/{here.rosa.pk}/")

    assert [(look.person_id, look.user_id) for look in Look.objects.all()] == [(here.rosa.pk, here.user.pk)]


def test_the_page_shows_the_last_five_of_many_contacts_and_the_words_that_stand(here: Practice) -> None:
    contact = written(here.dana, here.rosa, held(slot(here.dana))).contact
    met_before(here, contact, 12)

    shown = as_user(here).get(f"/people/{here.rosa.pk}/").content.decode()

    assert shown.count('class="is-done"') == 5
    assert shown.count("Bring the form") == 13 - 1 + 5, "every promise, and the first five goals"


def test_a_supervisors_look_at_the_same_page_costs_no_more(here: Practice) -> None:
    written(here.dana, here.rosa, held(slot(here.dana)))
    client = Client()
    client.force_login(here.amira)
    queries(client, f"/people/{here.rosa.pk}/")

    assert queries(client, f"/people/{here.rosa.pk}/") <= MOST_OF_A_PERSON


def test_who_may_see_nothing_of_a_person_costs_no_more_than_being_told_so(here: Practice) -> None:
    stranger = Person.objects.create(agency=here.dana.agency, chosen_name="Nobody's")
    client = as_user(here)

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/people/{stranger.pk}/")

    assert (answer.status_code, Look.objects.count()) == (404, 0)
    assert len(asked) <= MOST_OF_A_PERSON


def test_a_contact_is_logged_in_as_many_queries_the_first_time_as_after_forty(here: Practice) -> None:
    client, path = as_user(here), f"/contacts/log/{here.rosa.pk}/"
    client.post(path, note(begins="06:00", ends="06:10"))  # what is read once a process is read now

    with CaptureQueriesContext(connection) as first:
        assert client.post(path, note(begins="07:00", ends="07:10")).status_code == 302
    met_before(here, Note.objects.latest("pk").contact, 40)
    with CaptureQueriesContext(connection) as later:
        assert client.post(path, note(begins="07:20", ends="07:30")).status_code == 302

    assert len(later) == len(first) <= MOST_OF_LOGGING, [query["sql"][:90] for query in later]
    assert not Hold.objects.exists()


def test_what_is_known_of_two_people_is_read_once_for_a_ruling(here: Practice) -> None:
    with CaptureQueriesContext(connection) as asked:
        written(here.dana, here.rosa, held(slot(here.dana)))

    ties = [query["sql"] for query in asked if 'FROM "caseload_tie"' in query["sql"]]
    assert len(ties) == 1
