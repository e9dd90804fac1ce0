"""The pages: finding, one resource, keeping, what waits, a list brought in, and the sheet for a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.accounts.models import User
from alongside.journal.models import Entry
from alongside.resources.flagging import say_it_is_wrong
from alongside.resources.models import Resource, ResourceFlag, ResourceSheet
from tests.alongside.resources.makers import enter
from tests.alongside.resources.test_importing import GOOD
from tests.alongside.rulings.makers import TODAY, Place
from tests.clauses import clause

pytestmark = pytest.mark.django_db

FILLED = {
    "name": "Piñon House", "offers": "A bed", "kinds": ["housing"], "source": "a visit", "checked_on": TODAY.isoformat(),
}  # fmt: skip


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


@clause("nc.2.8a", "ca.person.6")
def test_a_worker_finds_a_place_with_who_checked_it_and_when(place: Place) -> None:
    enter(place, checked_on=TODAY - timedelta(days=92))

    page = text_of(browser(place.user).get("/resources/?q=pantry&kind=food"))

    assert "Cedar Street Pantry" in page
    assert "Checked 3 months ago, by Ada Begay" in page
    assert "Enter a resource" not in page


@pytest.mark.parametrize("query", ["?kind=nothing&page=99", "?q=%00%27", "?page=x"])
def test_odd_addresses_still_show_the_list(place: Place, query: str) -> None:
    enter(place)

    assert browser(place.user).get(f"/resources/{query}").status_code == 200


@pytest.mark.parametrize(
    "path", ["new/", "waiting/", "lists/", "lists/example.csv", "1/change/", "waiting/1/", "lists/x/"]
)
def test_a_worker_does_not_keep_the_list(place: Place, path: str) -> None:
    enter(place)

    assert browser(place.user).get(f"/resources/{path}").status_code == 403


def test_a_keeper_enters_one_and_sees_it(place: Place) -> None:
    client = browser(place.amira)

    answer = client.post("/resources/new/", FILLED)

    assert answer.status_code == 302
    assert "A bed" in text_of(client.get(answer["Location"]))


@pytest.mark.parametrize("wrong", [{"kinds": []}, {"source": ""}, {"checked_on": "2027-01-01"}, {"web": "not a page"}])
def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(place: Place, wrong: dict[str, object]) -> None:
    answer = browser(place.amira).post("/resources/new/", {**FILLED, **wrong})

    assert answer.status_code == 422
    assert "Piñon House" in text_of(answer)
    assert not Resource.objects.exists()


def test_a_stale_page_is_answered_with_who_was_quicker(place: Place) -> None:
    resource = enter(place)
    url = f"/resources/{resource.pk}/change/"
    browser(place.amira).post(url, {**FILLED, "seen": 1})

    answer = browser(place.others["administrator"]).post(url, {**FILLED, "offers": "Two beds", "seen": 1})

    assert answer.status_code == 422
    assert "Amira Haddad changed this" in text_of(answer)
    assert "Two beds" in text_of(answer)


@clause("nc.2.8a")
def test_a_worker_says_it_is_wrong_and_only_keepers_and_they_read_it(place: Place) -> None:
    resource = enter(place)
    url = f"/resources/{resource.pk}/"

    answer = browser(place.user).post(url, {"words": "They moved to Elm."})

    assert answer.status_code == 302
    assert "They moved to Elm." in text_of(browser(place.user).get(url))
    assert "They moved to Elm." in text_of(browser(place.amira).get(url))
    assert "They moved to Elm." not in text_of(browser(place.others["colleague"]).get(url))


def test_a_keeper_answers_and_it_no_longer_waits(place: Place) -> None:
    flag = say_it_is_wrong(resource=enter(place), words="They moved.", by=place.user)
    client = browser(place.amira)

    assert "They moved." in text_of(client.get("/resources/waiting/"))
    assert client.post(f"/resources/waiting/{flag.pk}/", {"answer": ""}).status_code == 422
    assert client.post(f"/resources/waiting/{flag.pk}/", {"answer": "put-right"}).status_code == 302

    assert ResourceFlag.objects.get().answer == "put-right"
    assert "They moved." not in text_of(client.get("/resources/waiting/"))


def test_how_long_is_too_long_is_a_number_of_days(place: Place) -> None:
    client = browser(place.amira)

    assert client.post("/resources/waiting/", {"days": "3"}).status_code == 422
    assert client.post("/resources/waiting/", {"days": "90"}).status_code == 302
    assert 'value="90"' in text_of(client.get("/resources/waiting/"))


@clause("ca.person.6")
def test_a_sheet_is_in_the_persons_language_and_leaves_no_line(place: Place) -> None:
    resource, other = enter(place), enter(place, name="Only English", offers_es="")
    client = browser(place.user)
    before = Entry.objects.count()

    page = text_of(client.get(f"/resources/sheet/?pick={resource.pk}&pick={other.pk}&pick=x&language=es"))

    assert "Comida para una semana" in page
    assert "Teléfono: 575-555-0123" in page
    assert '<p lang="en">Groceries for a week</p>' in page  # the other one: nobody wrote it in Spanish
    assert "Language of the sheet" in page  # the page round it stays in the worker's own language
    assert Entry.objects.count() == before


@pytest.mark.parametrize("query", ["", "?pick=999999", "?pick=" + "9" * 30, "?language=xx"])
def test_a_sheet_of_nothing_says_what_to_do(place: Place, query: str) -> None:
    assert "Nothing is ticked yet" in text_of(browser(place.user).get(f"/resources/sheet/{query}"))


def test_a_list_is_handed_in_looked_at_and_taken(place: Place) -> None:
    client = browser(place.amira)

    handed = client.post("/resources/lists/", {"file": SimpleUploadedFile("list.csv", GOOD)})
    token = ResourceSheet.objects.get().token
    page = text_of(client.get(handed["Location"]))
    moved = client.post(f"/resources/lists/{token}/", {"expected": "5"})
    taken = client.post(f"/resources/lists/{token}/", {"expected": "2"})
    left = text_of(client.get(f"/resources/lists/{token}/left.csv"))

    assert "2 resources are ready to be taken in" in page
    assert (moved.status_code, taken.status_code) == (422, 302)
    assert "No Source" in left
    assert "Piñon House" not in left


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n"])
def test_a_file_that_is_no_list_is_answered_on_the_page(place: Place, data: bytes) -> None:
    answer = browser(place.amira).post("/resources/lists/", {"file": SimpleUploadedFile("x.csv", data)})

    assert answer.status_code == 422


def test_the_example_comes_in_as_it_is(place: Place) -> None:
    client = browser(place.amira)
    data = client.get("/resources/lists/example.csv").content

    page = text_of(client.post("/resources/lists/", {"file": SimpleUploadedFile("x.csv", data)}, follow=True))

    assert "2 resources are ready to be taken in" in page
