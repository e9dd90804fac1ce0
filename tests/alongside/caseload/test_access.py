"""Who may open a record, that they did, and the glass."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404

from alongside.caseload.access import ground_of, may_know, open_record, persons_seen_by
from alongside.caseload.glass import NoSecondFactor, break_glass, find_by_name, review, to_review
from alongside.caseload.models import BrokenGlass, Ground, Look, TeamPlace
from alongside.caseload.refusals import NeedsWords
from alongside.journal.models import Entry
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person
from tests.alongside.caseload.makers import Caseload, assign, user_of
from tests.alongside.rulings.makers import LONG_AGO, MORNING, TODAY
from tests.clauses import clause


@clause("nm.confidentiality.1", "nc.3.2", "ca.confidentiality.1", "sud.1.8")
def test_only_who_is_assigned_or_supervises_opens_a_record_and_the_look_is_on_record(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)

    grounds = [open_record(here.rosa.pk, viewer=here.viewer(who)).ground for who in (here.dana, here.amira)]
    for who in (here.jo, *(here.place.others[name] for name in ("administrator", "board staff", "auditor"))):
        with pytest.raises(Http404):
            open_record(here.rosa.pk, viewer=here.viewer(who))

    assert grounds == [Ground.ASSIGNED, Ground.SUPERVISES]
    assert [look.user for look in Look.objects.order_by("pk")] == [user_of(here.dana), here.amira]
    assert Entry.objects.filter(kind="record.opened").count() == 2


def test_within_a_quarter_of_an_hour_it_is_the_same_look(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)

    for minutes in (0, 5, 20):
        with clock.standing_at(MORNING + timedelta(minutes=minutes)):
            open_record(here.rosa.pk, viewer=here.viewer(here.dana))

    assert Look.objects.count() == 2


def test_a_colleague_on_the_care_team_may_know(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    TeamPlace.objects.create(
        agency=here.place.agency,
        person=here.rosa,
        user=user_of(here.jo),
        as_what=TeamPlace.As.PEER,
        from_day=LONG_AGO,
        by=here.amira,
    )

    record = open_record(here.rosa.pk, viewer=here.viewer(here.jo))

    assert (record.ground, record.may_write) == (Ground.TEAM, False)
    assert [user.name for user in may_know(here.rosa, TODAY)] == ["Amira Haddad", "Dana Ruiz", "Jo Alvarez"]


def test_the_query_and_the_plain_statement_of_the_scope_agree(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    break_glass(person=here.teo, reason="Found unwell outside.", second_factor="totp", by=user_of(here.jo))
    people = [here.rosa, here.teo, here.lena]

    for who in (here.dana, here.jo, here.amira, *here.place.others.values()):
        viewer = here.viewer(who)
        seen = set(persons_seen_by(viewer).values_list("pk", flat=True))
        assert seen == {person.pk for person in people if ground_of(viewer, person) is not None}, viewer.user.name


def test_broken_glass_opens_one_record_for_one_hour_and_all_who_may_know_are_told(here: Caseload) -> None:
    assign(here.rosa, here.dana, here.amira)
    viewer = here.viewer(here.jo)

    found = find_by_name(viewer, " rosa ")
    glass = break_glass(person=found, reason="She called me by mistake.", second_factor="totp", by=viewer.user)
    again = break_glass(person=found, reason="Once more.", second_factor="totp", by=viewer.user)
    record = open_record(here.rosa.pk, viewer=viewer)

    assert (glass.pk, record.ground, record.may_write) == (again.pk, Ground.GLASS, False)
    told = set(Notice.objects.filter(kind="glass.broken").values_list("user__name", flat=True))
    assert told == {"Dana Ruiz", "Amira Haddad", "Ada Begay"}
    with clock.standing_at(MORNING + timedelta(minutes=60)), pytest.raises(Http404):
        open_record(here.rosa.pk, viewer=viewer)


def test_the_glass_needs_a_reason_and_a_second_factor(here: Caseload) -> None:
    jo = user_of(here.jo)

    with pytest.raises(NeedsWords):
        break_glass(person=here.rosa, reason="  ", second_factor="totp", by=jo)
    with pytest.raises(NoSecondFactor):
        break_glass(person=here.rosa, reason="Unwell.", second_factor="", by=jo)
    with pytest.raises(NotTheirs):
        break_glass(person=here.lena, reason="Unwell.", second_factor="totp", by=jo)

    assert not BrokenGlass.objects.exists()


def test_two_of_one_name_are_told_apart_by_nobody(here: Caseload) -> None:
    Person.objects.create(agency=here.place.agency, chosen_name="Rosa")

    with pytest.raises(Http404):
        find_by_name(here.viewer(here.jo), "Rosa")


def test_somebody_else_looks_into_it_and_says_so_once(here: Caseload) -> None:
    glass = break_glass(person=here.rosa, reason="Unwell.", second_factor="totp", by=here.amira)
    other = here.place.others["another supervisor"]

    assert not to_review(here.viewer(here.amira), here.place.agency).exists()
    assert [row.pk for row in to_review(here.viewer(other), here.place.agency)] == [glass.pk]
    with pytest.raises(NotTheirs):
        review(glass=glass, finding=BrokenGlass.Finding.RIGHT, words="", by=here.amira)
    review(glass=glass, finding=BrokenGlass.Finding.RIGHT, words="It was needed.", by=other)

    assert not to_review(here.viewer(other), here.place.agency).exists()
