"""Entering, changing, checking and ending: versions beside each other, each once, by those who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from alongside.journal.models import Entry, NeverChanged
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.resources.flagging import answer_flag, say_it_is_wrong
from alongside.resources.keeping import (
    add_resource,
    change_resource,
    check_resource,
    end_resource,
    put_back,
    set_stale_after,
)
from alongside.resources.models import Resource, ResourceCheck, ResourceFlag, ResourceVersion
from alongside.resources.refusals import AnsweredBefore, ChangedMeanwhile, DayAhead, NoLongerListed
from alongside.resources.staleness import stale_before, stale_days
from tests.alongside.resources.makers import PANTRY, enter
from tests.alongside.rulings.makers import MORNING, TODAY, Place
from tests.clauses import clause

pytestmark = pytest.mark.django_db


def current(resource: Resource) -> ResourceVersion:
    found = Resource.objects.select_related("current").get(pk=resource.pk).current
    assert found is not None
    return found


@clause("nc.2.8a", "ca.education.3")
def test_what_is_told_has_its_source_and_the_day_it_was_checked(place: Place) -> None:
    resource = enter(place, checked_on=TODAY - timedelta(days=3))

    assert current(resource).source == "a call with the desk"
    assert (resource.checked_on, resource.checked_by.name) == (TODAY - timedelta(days=3), "Ada Begay")
    assert "Pantry" not in Entry.objects.get(kind="resource.entered").body


def test_one_form_enters_one_resource_however_often_it_is_sent(place: Place) -> None:
    token, ada = uuid4(), place.others["administrator"]

    both = [
        add_resource(agency=place.agency, told=PANTRY, checked_on=TODAY, form_token=token, by=ada) for _ in range(2)
    ]

    assert both[0].pk == both[1].pk
    assert ResourceVersion.objects.count() == 1


@clause("nc.2.8a")
def test_a_change_stands_beside_what_was_told_before(place: Place) -> None:
    resource = enter(place)
    moved = replace(PANTRY, phone="575-555-0199")

    for _ in range(2):  # the same form twice
        change_resource(resource=resource, told=moved, checked_on=TODAY, seen=1, by=place.amira)

    assert [(v.number, v.phone) for v in resource.versions.order_by("number")] == [
        (1, "575-555-0123"),
        (2, "575-555-0199"),
    ]
    assert current(resource).number == 2


def test_whoever_changes_a_page_that_is_old_is_told_who_was_quicker(place: Place) -> None:
    resource = enter(place)
    change_resource(resource=resource, told=replace(PANTRY, cost="Free"), checked_on=TODAY, seen=1, by=place.amira)

    with pytest.raises(ChangedMeanwhile, match="Amira Haddad"):
        change_resource(
            resource=resource,
            told=replace(PANTRY, cost="A dollar"),
            checked_on=TODAY,
            seen=1,
            by=place.others["administrator"],
        )

    assert current(resource).cost == "Free"


@clause("nc.2.8a")
def test_any_worker_checks_once_a_day_and_is_named(place: Place) -> None:
    resource = enter(place, checked_on=TODAY - timedelta(days=90))

    for _ in range(2):
        check_resource(resource=resource, by=place.user)

    resource.refresh_from_db()
    assert (resource.checked_on, resource.checked_by) == (TODAY, place.user)
    assert ResourceCheck.objects.filter(by=place.user).count() == 1
    assert Entry.objects.filter(kind="resource.checked").count() == 1


def test_an_older_look_does_not_hide_a_newer_one(place: Place) -> None:
    resource = enter(place)

    change_resource(
        resource=resource,
        told=replace(PANTRY, cost="Free"),
        checked_on=TODAY - timedelta(days=40),
        seen=1,
        by=place.amira,
    )

    resource.refresh_from_db()
    assert resource.checked_on == TODAY


def test_nobody_checked_tomorrow(place: Place) -> None:
    with pytest.raises(DayAhead):
        enter(place, checked_on=TODAY + timedelta(days=1))

    assert not Resource.objects.exists()


def test_what_is_off_the_list_stays_readable_and_can_come_back(place: Place) -> None:
    resource = enter(place)

    for _ in range(2):
        end_resource(resource=resource, by=place.amira)
    with pytest.raises(NoLongerListed):
        check_resource(resource=resource, by=place.user)
    with pytest.raises(NoLongerListed):
        change_resource(resource=resource, told=PANTRY, checked_on=TODAY, seen=1, by=place.amira)
    with pytest.raises(NoLongerListed):
        say_it_is_wrong(resource=resource, words="gone", by=place.user)

    assert Entry.objects.filter(kind="resource.ended").count() == 1
    assert put_back(resource=resource, by=place.amira).ended_on is None


@clause("nc.2.8a")
def test_a_worker_says_it_is_wrong_and_hears_what_was_found(place: Place) -> None:
    resource = enter(place)

    first = say_it_is_wrong(resource=resource, words="The number is dead.", by=place.user)
    again = say_it_is_wrong(resource=resource, words="Still dead.", by=place.user)
    answered = answer_flag(flag=first, answer=ResourceFlag.Answer.ENDED, by=place.amira)
    answer_flag(flag=first, answer=ResourceFlag.Answer.ENDED, by=place.amira)

    assert first.pk == again.pk
    assert first.words == "The number is dead."
    assert b"dead" not in bytes(first.sealed)
    assert answered.answer == "ended"
    assert Resource.objects.get().ended_on == TODAY
    with pytest.raises(AnsweredBefore):
        answer_flag(flag=first, answer=ResourceFlag.Answer.STANDS, by=place.others["administrator"])


def test_only_keepers_keep_and_only_those_who_work_there_check(place: Place) -> None:
    resource = enter(place)
    flag = say_it_is_wrong(resource=resource, words="x", by=place.user)
    outside = [place.others[who] for who in ("auditor", "operator", "board staff")]
    keeping = (
        lambda by: add_resource(agency=place.agency, told=PANTRY, checked_on=TODAY, by=by),
        lambda by: change_resource(resource=resource, told=PANTRY, checked_on=TODAY, seen=1, by=by),
        lambda by: end_resource(resource=resource, by=by),
        lambda by: put_back(resource=resource, by=by),
        lambda by: answer_flag(flag=flag, answer=ResourceFlag.Answer.STANDS, by=by),
        lambda by: set_stale_after(agency=place.agency, days=90, by=by),
    )

    for by in (place.user, *outside):
        for attempt in keeping:
            with pytest.raises(NotTheirs):
                attempt(by)
    for by in outside:
        with pytest.raises(NotTheirs):
            check_resource(resource=resource, by=by)
        with pytest.raises(NotTheirs):
            say_it_is_wrong(resource=resource, words="x", by=by)


def test_stale_is_our_figure_until_the_agency_sets_its_own(place: Place) -> None:
    assert stale_days(place.agency, TODAY) == 180
    assert stale_before(place.agency, TODAY) == TODAY - timedelta(days=180)

    for _ in range(2):
        set_stale_after(agency=place.agency, days=90, by=place.amira)

    assert stale_days(place.agency, TODAY) == 90
    assert Entry.objects.filter(kind="resource.stale-after").count() == 1


def test_the_day_is_the_agencys_own(place: Place) -> None:
    resource = enter(place, checked_on=TODAY - timedelta(days=5))

    with clock.standing_at(MORNING.replace(day=20, hour=3)):  # still the 19th in New Mexico
        check_resource(resource=resource, by=place.user)

    resource.refresh_from_db()
    assert resource.checked_on == TODAY


def test_versions_and_checks_are_never_changed(place: Place) -> None:
    version = current(enter(place))

    with pytest.raises(NeverChanged):
        version.save()
    for rows in (ResourceVersion.objects.all(), ResourceCheck.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(by=place.user)


@pytest.mark.parametrize("wrong", [{"source": ""}, {"kinds": "||"}, {"kinds": "food"}, {"number": 0}, {"number": 1}])
def test_the_database_keeps_a_version_whole(place: Place, wrong: dict[str, object]) -> None:
    version = current(enter(place))
    same = {f.attname: getattr(version, f.attname) for f in ResourceVersion._meta.local_concrete_fields}

    with pytest.raises(IntegrityError), transaction.atomic():
        ResourceVersion.objects.create(**{**same, "id": None, "number": 2, **wrong})
