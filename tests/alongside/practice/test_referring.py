"""A place of the directory given in a note is followed up by a promise; naloxone is asked for until it is settled."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from alongside.caseload.essentials import Known, NeedsReason, keep_essentials
from alongside.practice.models import Contact, NaloxoneTold, Note, Promise, ResourceGiven
from alongside.practice.writing import read_written
from alongside.resources.keeping import add_resource
from alongside.resources.models import Kind, Resource
from alongside.resources.telling import Told
from alongside.rulings.models import KeptRuling
from tests.alongside.caseload.test_pages import as_
from tests.alongside.practice.makers import Practice, open_for
from tests.alongside.practice.test_pages import note
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

KNOWN = Known(uses_narcotics=True, reasons={"uses_narcotics": "To have naloxone at hand."})


def pantry(here: Practice, name: str = "Mesa Food Pantry") -> Resource:
    told = Told(
        name, "Groceries on Fridays.", (Kind.FOOD,), "Their own page", area="Mesa Abierta", phone="505 555 0101"
    )
    agency, by = here.caseload.place.agency, here.amira
    return add_resource(agency=agency, told=told, checked_on=TODAY, form_token=uuid4(), by=by)


@clause("ca.person.6")
def test_a_place_given_in_a_note_is_linked_and_asking_how_it_went_becomes_a_promise_that_is_kept(
    here: Practice,
) -> None:
    place, dana = pantry(here), as_(here.dana)

    page = dana.get(f"/contacts/log/{here.rosa.pk}/").content.decode()
    sent = dana.post(
        f"/contacts/log/{here.rosa.pk}/", note(promise="", promise_by="", given=str(place.pk), ask_by="2026-11-26")
    )
    promise = Promise.objects.get()
    open_one = dana.get(sent["Location"]).content.decode()
    dana.post(f"/contacts/promises/{promise.pk}/", {"kept": "1"})
    kept = dana.get(sent["Location"]).content.decode()

    assert "Mesa Food Pantry" in page
    assert (promise.words, promise.by_day) == ("Ask how it went with Mesa Food Pantry", date(2026, 11, 26))
    assert ResourceGiven.objects.get().promise == promise
    assert f"/resources/{place.pk}/" in open_one
    assert "Ask how it went by Thursday, November 26" in open_one
    assert "Asked how it went" in kept


def test_asking_by_a_day_needs_a_place_and_a_foreign_place_is_not_offered(here: Practice) -> None:
    place = pantry(here)
    Resource.objects.filter(pk=place.pk).update(agency=here.caseload.elsewhere)
    dana, path = as_(here.dana), f"/contacts/log/{here.rosa.pk}/"

    unnamed = dana.post(path, note(ask_by="2026-11-26"))
    foreign = dana.post(path, note(given=str(place.pk)))

    assert b"Say which place you will ask about." in unnamed.content
    assert foreign.status_code == 422
    assert not Note.objects.exists()


@clause("ca.person.3")
def test_options_what_was_told_of_each_and_the_choice_are_recorded_and_read_back_as_a_choice(here: Practice) -> None:
    worker, teo = here.with_("ca"), here.caseload.teo
    client = as_(worker)
    said = {
        "options": "The morning class, the evening group.",
        "informed": "The class is free and by bus; the group costs five dollars.",
        "choice": "Teo would rather wait a month.",
    }

    sent = client.post(f"/contacts/log/{teo.pk}/", note(**said))
    shown = client.get(sent["Location"]).content.decode()

    written = read_written(Note.objects.get())
    assert {name: getattr(written, name) for name in said} == said
    assert "What they chose" in shown
    for words in said.values():
        assert words in shown
    assert "refus" not in shown.casefold().replace("al-refusal", "")


@clause("nm.safety.3")
def test_where_narcotics_are_known_naloxone_is_asked_for_until_it_is_settled(here: Practice) -> None:
    dana, path = as_(here.dana), f"/people/{here.rosa.pk}/"
    before = dana.get(path).content.decode()
    keep_essentials(record=open_for(here.dana, here.rosa), known=KNOWN, by=here.user)

    asked = dana.get(path).content.decode()
    dana.post(f"/contacts/naloxone/{here.rosa.pk}/", {"choice": "later"})
    again = dana.get(path).content.decode()
    dana.post(f"/contacts/naloxone/{here.rosa.pk}/", {"choice": "knows"})
    settled = dana.get(path).content.decode()

    prompt = "Naloxone, just in case"
    assert [prompt in page for page in (before, asked, again, settled)] == [False, True, True, False]
    assert [row.choice for row in NaloxoneTold.objects.order_by("pk")] == ["later", "knows"]
    ruling = KeptRuling.objects.filter(act="offer-naloxone").first()
    assert ruling is not None
    assert "nm.safety.3" in ruling.told().decided_by


def test_that_somebody_uses_narcotics_is_kept_only_with_its_reason(here: Practice) -> None:
    with pytest.raises(NeedsReason):
        keep_essentials(record=open_for(here.dana, here.rosa), known=Known(uses_narcotics=True), by=here.user)


def test_only_who_supports_the_person_writes_that_they_were_told(here: Practice) -> None:
    path = f"/contacts/naloxone/{here.rosa.pk}/"

    answers = [as_(here.caseload.jo).post(path, {"choice": "knows"}), as_(here.dana).post(path, {"choice": "nonsense"})]

    assert {answer.status_code for answer in answers} == {404}
    assert not NaloxoneTold.objects.exists()


def test_the_contact_of_a_note_with_a_place_sent_twice_stands_once(here: Practice) -> None:
    place, dana, typed = pantry(here), as_(here.dana), note()
    for _ in range(2):
        dana.post(f"/contacts/log/{here.rosa.pk}/", typed | {"given": str(place.pk)})

    assert Contact.objects.filter(token=UUID(str(typed["token"]))).count() == 1
    assert ResourceGiven.objects.count() == 1
