"""Somebody with a shared background beside a family, and how many people one worker has."""

from __future__ import annotations

import pytest

from alongside.caseload.assigning import offer
from alongside.caseload.essentials import Known, write_essentials_within
from alongside.caseload.intake import take_in
from alongside.caseload.matching import Matched, NeedsMatch, NeedsShared, Story, stories, tell_story
from alongside.caseload.models import Assignment, Background
from alongside.caseload.refusals import MoreThanUsual
from alongside.journal.models import Entry
from alongside.people.authority import NotTheirs
from alongside.people.models import Person
from alongside.supervision.figures import CASELOAD, set_figure
from tests.alongside.caseload.makers import Caseload, assign, user_of
from tests.alongside.caseload.test_pages import as_
from tests.alongside.rulings.makers import TODAY
from tests.clauses import clause

Match = Assignment.Match
MOTHER = Story("Two sons through the system. Grew up in Oxnard.", ("es",), as_family=True)


def as_family(here: Caseload, beside: str = "") -> Person:
    return take_in(
        agency=here.place.agency, chosen_name="Mrs. Xiong", language="es", voice="family", beside=beside, by=here.amira
    )


@clause("ca.family.4")
def test_a_family_member_is_offered_with_what_was_matched_and_it_is_kept(here: Caseload) -> None:
    tell_story(worker=here.jo, story=MOTHER, by=user_of(here.jo))
    person = as_family(here)

    with pytest.raises(NeedsMatch):
        offer(person=person, worker=here.jo, by=here.amira, on=TODAY)
    row = offer(person=person, worker=here.jo, matched=Matched(Match.SHARED), by=here.amira, on=TODAY)

    assert (row.match, row.said["shares"]) == (
        "shared",
        ["Speaks Spanish", "Has been a parent or caregiver there"],
    )
    assert not Assignment.objects.exclude(pk=row.pk).exists()


@clause("ca.family.4")
def test_what_is_shared_is_named_and_that_nobody_was_to_be_had_is_kept_too(here: Caseload) -> None:
    person = as_family(here)

    with pytest.raises(NeedsShared):
        offer(person=person, worker=here.dana, matched=Matched(Match.SHARED), by=here.amira, on=TODAY)
    row = offer(person=person, worker=here.dana, matched=Matched(Match.NOBODY, "Asked all."), by=here.amira, on=TODAY)

    assert (row.match, row.said) == ("nobody", {"match": "Asked all.", "shares": []})


@clause("ca.family.4")
def test_a_family_peer_and_a_young_voice_are_kept_apart(here: Caseload) -> None:
    young = Story("In care at fifteen.", as_youth=True)
    stories_told = {here.jo: MOTHER, here.dana: young}
    for worker, story in stories_told.items():
        tell_story(worker=worker, story=story, by=user_of(worker))
    person = as_family(here)

    page = as_(here.amira).get(f"/people/{person.pk}/offer/")

    shared = {own.worker.name: own.shares for own in page.context["choices"]}
    assert [own.worker.name for own in page.context["choices"]][0] == "Jo Alvarez"
    assert shared["Dana Ruiz"] == []
    assert "Has been a parent or caregiver there" in shared["Jo Alvarez"]


@clause("ca.family.4")
def test_whoever_offers_sees_what_was_asked_for_and_answers_on_the_page(here: Caseload) -> None:
    tell_story(worker=here.jo, story=MOTHER, by=user_of(here.jo))
    person, amira = as_family(here, "Somebody Hmong, a mother too."), as_(here.amira)
    address = f"/people/{person.pk}/offer/"

    chosen = amira.get(f"{address}?to={here.jo.pk}").content.decode()
    bare = amira.post(address, {"worker": here.jo.pk})
    unanswered = amira.post(address, {"worker": here.jo.pk, "asked": "yes", "words": "Both mothers."})
    offered = amira.post(address, {"worker": here.jo.pk, "asked": "yes", "match": "shared", "words": "Both mothers."})
    later = amira.get(address).content.decode()

    assert "Somebody Hmong, a mother too." in chosen
    assert MOTHER.words in chosen
    assert "checked" not in chosen
    assert bare.status_code == 200
    assert (unanswered.status_code, b"Both mothers." in unanswered.content) == (422, True)
    assert offered.status_code == 302
    assert "Both mothers." in later


@clause("ca.family.4")
def test_a_worker_says_and_takes_back_their_own_story_and_nobody_else_does(here: Caseload) -> None:
    dana = as_(here.dana)
    with pytest.raises(NotTheirs):
        tell_story(worker=here.dana, story=MOTHER, by=here.amira)

    dana.post("/people/my-story/", {"words": "Raised by my aunt.", "first": "Spanish", "as_youth": "on"})
    told = stories([here.dana])
    shown = dana.get("/people/my-story/").content.decode()
    dana.post("/people/my-story/", {})

    assert told == {here.dana.pk: Story("Raised by my aunt.", ("es",), as_youth=True)}
    assert "Raised by my aunt." in shown
    assert stories([here.dana]) == {}
    assert list(Entry.objects.filter(kind__startswith="background").values_list("kind", flat=True)) == [
        "background.told",
        "background.taken-back",
    ]
    assert Background.objects.count() == 2


def test_the_figure_of_the_agency_is_asked_at_an_offer_and_its_reason_kept(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    keeper = here.place.others["administrator"]
    set_figure(agency=here.place.agency, name=CASELOAD, value=1, by=keeper)

    with pytest.raises(MoreThanUsual) as refused:
        offer(person=here.teo, worker=here.dana, by=here.amira, on=TODAY)
    row = offer(person=here.teo, worker=here.dana, beyond="Teo asked for her.", by=here.amira, on=TODAY)

    assert "usual 1" in str(refused.value)
    assert (row.usual, row.said) == (1, {"beyond": "Teo asked for her."})


def test_our_figure_stands_where_the_agency_has_none_and_offers_that_wait_count(here: Caseload) -> None:
    for number in range(11):
        assign(Person.objects.create(agency=here.place.agency, chosen_name=f"P{number}"), here.dana, here.amira)

    twelfth = offer(person=here.rosa, worker=here.dana, by=here.amira, on=TODAY)
    with pytest.raises(MoreThanUsual):
        offer(person=here.teo, worker=here.dana, by=here.amira, on=TODAY)
    page = as_(here.amira).get(f"/people/{here.teo.pk}/offer/?to={here.dana.pk}").content.decode()

    assert twelfth.usual is None
    assert "would have 13; usual is up to 12" in page


def test_an_administrator_sets_the_figure_from_that_day(here: Caseload) -> None:
    keeper = as_(here.place.others["administrator"])
    given = {"caseload": 9, "team": 8, "rhythm": 1, "unseen": 14, "attempts": 3}

    kept = keeper.post("/supervision/settings/", given)
    page = as_(here.amira).get(f"/people/{here.rosa.pk}/offer/").content.decode()

    assert kept.status_code == 302
    assert "usual is up to 9" in page


def test_nothing_of_the_record_beyond_the_wish_shows_at_an_offer(here: Caseload) -> None:
    known = Known(health="Ulcers.", culture="Diné.", reasons={"health": "Food.", "culture": "Asked."}, beside="A man.")
    write_essentials_within(here.rosa, known, here.amira)

    page = as_(here.amira).get(f"/people/{here.rosa.pk}/offer/").content.decode()

    assert "A man." in page
    assert not [word for word in ("Ulcers.", "Diné.") if word in page]
