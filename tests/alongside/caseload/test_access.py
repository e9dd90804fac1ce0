"""Who may open a record, that they did, and the glass."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client

from alongside.caseload.access import ground_of, may_know, open_record, persons_seen_by
from alongside.caseload.assigning import end
from alongside.caseload.essentials import Known, write_essentials_within
from alongside.caseload.glass import NoSecondFactor, break_glass, find_by_name, review, tell_apart, to_review
from alongside.caseload.models import Assignment, BrokenGlass, Ground, Look, TeamPlace
from alongside.caseload.refusals import NeedsWords
from alongside.journal.models import Entry
from alongside.notices.models import Notice
from alongside.people import clock
from alongside.people.authority import NotTheirs
from alongside.people.models import Person, Role, RoleKind, SupervisorOfRecord
from tests.alongside.caseload.makers import Caseload, assign, user_of
from tests.alongside.rulings.makers import LONG_AGO, MORNING, TODAY, give
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

    [found] = find_by_name(viewer, " rosa ")
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


def test_people_of_one_name_are_told_apart_by_no_more_than_it_takes_and_it_is_on_record(here: Caseload) -> None:
    agency = here.place.agency
    she, he = (
        Person.objects.create(agency=agency, chosen_name="rosa", pronouns=own, language="es")
        for own in ("she/her", "he/him")
    )
    Person.objects.create(agency=here.elsewhere, chosen_name="Rosa")
    assign(here.rosa, here.dana, here.amira)
    viewer = here.viewer(here.jo)

    found = find_by_name(viewer, "Rosa")
    told = tell_apart(found, viewer=viewer)

    assert [(own.person, own.by) for own in told] == [
        (here.rosa, "supported by Dana Ruiz"),
        (she, "nobody supports them yet, she/her"),
        (he, "nobody supports them yet, he/him"),
    ]
    entries = Entry.objects.filter(kind="glass.told-apart").order_by("pk")
    assert [(own.actor_id, own.subject_id) for own in entries] == [
        (viewer.user.pk, own.pk) for own in (here.rosa, she, he)
    ]


def test_two_alike_in_all_of_it_are_still_told_apart(here: Caseload) -> None:
    Person.objects.create(agency=here.place.agency, chosen_name="Rosa")
    viewer = here.viewer(here.jo)

    told = tell_apart(find_by_name(viewer, "Rosa"), viewer=viewer)

    assert len({own.by for own in told}) == 2


@clause("nm.confidentiality.1", "nc.3.2", "ca.confidentiality.1", "sud.1.8")
@pytest.mark.parametrize("then", [None, RoleKind.AGENCY_ADMINISTRATOR, RoleKind.PERSON_SERVED])
def test_a_place_on_the_team_and_broken_glass_end_with_the_work_there(here: Caseload, then: RoleKind | None) -> None:
    jo = user_of(here.jo)
    assign(here.rosa, here.dana, here.amira)
    TeamPlace.objects.create(
        agency=here.place.agency, person=here.rosa, user=jo, as_what="peer", from_day=LONG_AGO, by=here.amira
    )
    break_glass(person=here.teo, reason="Found unwell outside.", second_factor="totp", by=jo)
    before = set(persons_seen_by(here.viewer(jo)))

    Role.objects.filter(user=jo).update(to_day=TODAY)
    if then is not None:
        give(jo, then, agency=here.place.agency)

    assert before == {here.rosa, here.teo}
    viewer = here.viewer(jo)
    assert set(persons_seen_by(viewer)) == set()
    assert jo not in may_know(here.rosa, TODAY)
    for person in before:
        assert ground_of(viewer, person) is None
        with pytest.raises(Http404):
            open_record(person.pk, viewer=viewer)


@clause("nm.confidentiality.1", "nc.3.2", "ca.confidentiality.1", "sud.1.8", "ak.conduct.6")
@pytest.mark.parametrize(
    ("who", "opens"),
    [
        ("assigned", True),
        ("supervisor of record", True),
        ("colleague", False),
        ("another supervisor", False),
        ("administrator", False),
        ("board staff", False),
        ("auditor", False),
        ("operator", False),
        ("assigned before", False),
        ("supervisor before", False),
    ],
)
def test_who_opens_a_persons_page_follows_their_role(here: Caseload, who: str, opens: bool) -> None:
    assign(here.rosa, here.dana, here.amira)
    assign(here.rosa, here.jo, here.amira)
    end(assignment=Assignment.objects.get(worker=here.jo), why=Assignment.Why.REASSIGNED, by=here.amira, on=TODAY)
    account = {
        "assigned": user_of(here.dana),
        "supervisor of record": here.amira,
        "assigned before": user_of(here.jo),
        "supervisor before": here.amira,
    }.get(who) or here.place.others[who]
    if who == "supervisor before":
        SupervisorOfRecord.objects.filter(worker=here.dana).update(to_day=TODAY)
    client = Client()
    client.force_login(account)

    pages = {name: client.get(f"/people/{here.rosa.pk}/{name}") for name in ("", "essentials/", "who/")}

    assert {page.status_code for page in pages.values()} == ({200} if opens else {404})


def test_an_administrator_sees_names_and_figures_and_no_record(here: Caseload) -> None:
    known = Known(health="Ulcers.", wishes="Tea first.", reasons={"health": "Food."})
    write_essentials_within(here.rosa, known, here.amira)
    assign(here.rosa, here.dana, here.amira)
    client = Client()
    client.force_login(here.place.others["administrator"])

    pages = [client.get(path).content.decode() for path in ("/people/all/", f"/people/{here.rosa.pk}/offer/")]

    assert all("Rosa" in page and "Dana Ruiz" in page for page in pages)
    assert not [word for word in ("Ulcers.", "Tea first.") for page in pages if word in page]


def test_somebody_else_looks_into_it_and_says_so_once(here: Caseload) -> None:
    glass = break_glass(person=here.rosa, reason="Unwell.", second_factor="totp", by=here.amira)
    other = here.place.others["another supervisor"]

    assert not to_review(here.viewer(here.amira), here.place.agency).exists()
    assert [row.pk for row in to_review(here.viewer(other), here.place.agency)] == [glass.pk]
    with pytest.raises(NotTheirs):
        review(glass=glass, finding=BrokenGlass.Finding.RIGHT, words="", by=here.amira)
    review(glass=glass, finding=BrokenGlass.Finding.RIGHT, words="It was needed.", by=other)

    assert not to_review(here.viewer(other), here.place.agency).exists()
